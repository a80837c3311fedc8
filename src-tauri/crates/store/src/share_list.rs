//! Shares of a contract as a list shows them, and what a single one says of itself.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proforma_engine::{
    ids::{ContractId, ContractLineId, InvoiceId, ShareId},
    money::{Currency, Money},
    share::{BillingStatus, BillingType},
};
use rusqlite::{Row, named_params};
use rust_decimal::Decimal;

use crate::{
    Connection, StoreError,
    backlog_list::ListedBacklogShare,
    row::{Columns, select, select_one, unreadable},
    share,
};

/// A share in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedShare {
    /// The author's id of the transaction or milestone.
    pub key: String,
    /// `time`, `expense`, `material`, `fee` or `milestone`.
    pub class: String,
    /// Date.
    pub date: NaiveDate,
    /// The contract line's key.
    pub contract_line: String,
    /// Name of the contract line.
    pub contract_line_name: String,
    /// Description, or the milestone's name.
    pub description: String,
    /// Name of the resource.
    pub resource: Option<String>,
    /// The customer's id.
    pub customer: String,
    /// The customer's name.
    pub customer_name: String,
    /// The whole quantity.
    pub quantity: Decimal,
    /// Unit; none for a milestone.
    pub unit: Option<String>,
    /// Price of one unit.
    pub unit_price: Decimal,
    /// The customer's percentage.
    pub percent: Decimal,
    /// The share's amount.
    pub amount: Money,
    /// Billing type.
    pub billing_type: BillingType,
    /// Billing status.
    pub billing_status: BillingStatus,
    /// The invoice it is charged on.
    pub invoice: Option<InvoiceId>,
}

/// A page of a contract's shares, newest first.
///
/// # Errors
/// [`StoreError`].
pub fn page(
    connection: &Connection,
    contract: ContractId,
    status: Option<BillingStatus>,
    offset: u32,
    limit: u32,
) -> Result<Vec<ListedShare>, StoreError> {
    let params = named_params! {
        ":contract": contract.0, ":status": status.map(BillingStatus::as_str), ":offset": offset, ":limit": limit,
    };
    let sql = concat!(include_str!("share_list/listed.sql"), include_str!("share_list/page.sql"));
    select!(connection, sql, params, listed)
}

/// One share of the backlog with its contract.
///
/// # Errors
/// [`StoreError::Unreadable`] where there is none.
pub(crate) fn one(
    connection: &Connection,
    (line, share): (ContractLineId, ShareId),
) -> Result<ListedBacklogShare, StoreError> {
    let sql = concat!(include_str!("share_list/listed.sql"), "WHERE contract_line.id = ?1 AND share.id = ?2");
    let found = select_one!(connection, sql, [line.0, share.0], |row: &Row<'_>| Ok::<_, StoreError>(
        ListedBacklogShare { contract: row.string(18)?, contract_name: row.string(19)?, share: listed(row)? }
    ))?;
    found.ok_or_else(|| unreadable("a share", &share.0.to_string()))
}

/// Every share of a transaction or milestone, whatever its status, in the order in which they were split.
///
/// # Errors
/// [`StoreError`].
pub fn of_item(connection: &Connection, key: &str) -> Result<Vec<ListedShare>, StoreError> {
    let places: Vec<_> =
        share::of_item(connection, key)?.iter().map(|share| (share.contract_line, share.id)).collect();
    places.into_iter().map(|place| Ok(one(connection, place)?.share)).collect()
}

fn listed(row: &Row<'_>) -> Result<ListedShare, StoreError> {
    let currency = row.currency(0)?;
    Ok(ListedShare {
        key: row.string(1)?,
        class: row.string(2)?,
        date: row.date(3)?,
        contract_line: row.string(4)?,
        contract_line_name: row.string(5)?,
        description: row.string(6)?,
        resource: row.optional_string(7)?,
        customer: row.string(8)?,
        customer_name: row.string(9)?,
        quantity: row.decimal(10)?,
        unit: row.optional_string(11)?,
        unit_price: row.decimal(12)?,
        percent: row.decimal(13)?,
        amount: row.money(14, currency)?,
        billing_type: row.word(15)?,
        billing_status: row.word(16)?,
        invoice: row.get::<_, Option<i64>>(17)?.map(InvoiceId),
    })
}

/// Which of some shares count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InStatus {
    /// All.
    Any,
    /// Those on no invoice.
    Backlog,
    /// Those in one status.
    Only(BillingStatus),
}

/// What shares come to, in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ChosenSum {
    /// ISO 4217.
    pub currency: String,
    /// How many shares.
    pub count: u32,
    /// Minor units of those that are chargeable.
    pub chargeable_minor: i64,
}

/// What the shares of these items and customers come to, each named by their keys, one per currency by code. A name
/// that is there twice counts once, an unknown one not at all.
///
/// # Errors
/// [`StoreError`].
pub fn sums_of(
    connection: &Connection,
    names: &[(&str, &str)],
    status: InStatus,
) -> Result<Vec<ChosenSum>, StoreError> {
    let names = serde_json::to_string(names).unwrap_or_default();
    let statuses = match status {
        InStatus::Any => BillingStatus::ALL,
        InStatus::Backlog => &[BillingStatus::NotReady, BillingStatus::ReadyToInvoice][..],
        InStatus::Only(status) => &[status],
    };
    let words: Vec<&str> = statuses.iter().map(|status| status.as_str()).collect();
    let statuses = serde_json::to_string(&words).unwrap_or_default();
    let params = named_params! { ":names": names, ":statuses": statuses };
    select!(connection, include_str!("share_list/chosen.sql"), params, |row: &Row<'_>| Ok::<_, StoreError>(
        ChosenSum { currency: row.string(0)?, count: row.get(1)?, chargeable_minor: row.get(2)? }
    ))
}

/// How many shares of a contract fit.
///
/// # Errors
/// [`StoreError`].
pub fn count(
    connection: &Connection,
    contract: ContractId,
    status: Option<BillingStatus>,
) -> Result<u32, StoreError> {
    let sql = "SELECT COUNT(*) FROM share JOIN contract_line ON contract_line.id = share.contract_line_id
               WHERE contract_line.contract_id = :contract AND share.billing_status <> 'reversed'
                 AND (:status IS NULL OR share.billing_status = :status)";
    let params = named_params! { ":contract": contract.0, ":status": status.map(BillingStatus::as_str) };
    Ok(select_one!(connection, sql, params, |row: &Row<'_>| Ok::<_, StoreError>(row.get(0)?))?.unwrap_or(0))
}

/// What a draft's detail says beside its numbers.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ShareWords {
    /// Description, or the milestone's name.
    pub description: Option<String>,
    /// Name of the resource.
    pub resource: Option<String>,
    /// Unit; none for a milestone.
    pub unit: Option<String>,
}

/// The words of one share.
///
/// # Errors
/// [`StoreError`].
pub fn words(
    connection: &Connection,
    line: ContractLineId,
    share: ShareId,
) -> Result<ShareWords, StoreError> {
    let found =
        select_one!(connection, include_str!("share_list/words.sql"), [line.0, share.0], |row: &Row<'_>| {
            Ok::<_, StoreError>(ShareWords {
                description: row.optional_string(0)?,
                resource: row.optional_string(1)?,
                unit: row.optional_string(2)?,
            })
        })?;
    Ok(found.unwrap_or_default())
}

/// Work within the cut-off of a date's rows that nobody has marked ready.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct NotReadyDue {
    /// How many shares.
    pub count: u32,
    /// Chargeable minor units by currency; a sum may be beyond what one amount can be.
    pub sums_minor: Vec<(Currency, i64)>,
    /// The first of them.
    pub examples: Vec<NotReadyShare>,
}

/// A share that is not ready.
#[derive(Debug, Clone, PartialEq)]
pub struct NotReadyShare {
    /// The transaction's id.
    pub key: String,
    /// Its date.
    pub date: NaiveDate,
    /// The contract's id.
    pub contract: String,
    /// The contract's name.
    pub contract_name: String,
    /// Name of the contract line.
    pub contract_line_name: String,
    /// Description.
    pub description: String,
    /// The customer's id.
    pub customer: String,
    /// The share's amount.
    pub amount: Money,
}

/// What the rows of a date would take if it were ready, with so many examples. What does not read is left out.
///
/// # Errors
/// [`StoreError`].
pub fn not_ready_due(
    connection: &Connection,
    run_date: NaiveDate,
    examples_max: u32,
) -> Result<NotReadyDue, StoreError> {
    let mut due = NotReadyDue::default();
    let mut sums: BTreeMap<Currency, i64> = BTreeMap::new();
    let mut statement = connection.inner.prepare_cached(include_str!("share_list/not_ready_due.sql"))?;
    let mut rows = statement.query([run_date.to_string()])?;
    while let Some(row) = rows.next()? {
        // A contract that does not read is told about on its own.
        let amount = match row.currency(0).and_then(|currency| row.money(8, currency)) {
            Err(StoreError::Unreadable { .. }) => continue,
            read => read?,
        };
        due.count += 1;
        if row.get(9)? {
            *sums.entry(amount.currency()).or_default() += amount.minor();
        }
        if due.examples.len() < examples_max as usize {
            match not_ready_share(row, amount) {
                Err(StoreError::Unreadable { .. }) => {}
                read => due.examples.push(read?),
            }
        }
    }
    due.sums_minor = sums.into_iter().collect();
    Ok(due)
}

fn not_ready_share(row: &Row<'_>, amount: Money) -> Result<NotReadyShare, StoreError> {
    Ok(NotReadyShare {
        key: row.string(1)?,
        date: row.date(2)?,
        contract: row.string(3)?,
        contract_name: row.string(4)?,
        contract_line_name: row.string(5)?,
        description: row.string(6)?,
        customer: row.string(7)?,
        amount,
    })
}
