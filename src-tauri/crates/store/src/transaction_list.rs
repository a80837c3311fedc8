//! Transactions of one contract in a list.

use chrono::NaiveDate;
use proforma_engine::{
    ids::{ContractId, ContractLineId, TransactionId},
    share::BillingStatus,
};
use rusqlite::{Row, named_params};

use crate::{
    Connection, StoreError,
    backlog_list::{MARKABLE, MarkableShare},
    row::{Columns, select, select_one, unreadable},
};

/// Which transactions.
#[derive(Debug, Clone, Copy)]
pub struct TransactionFilter<'f> {
    /// Of which contract.
    pub contract: ContractId,
    /// Only of the line with this id of the author's.
    pub line: Option<&'f str>,
    /// Only of this class.
    pub class: Option<&'f str>,
    /// Only with a share of this status.
    pub billing_status: Option<BillingStatus>,
    /// Only from this day on.
    pub from: Option<NaiveDate>,
    /// Only up to this day.
    pub to: Option<NaiveDate>,
    /// Words of description, category, resource or key; empty for all.
    pub search: &'f str,
}

/// A transaction in a list; numbers as they are stored.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedTransaction {
    /// The author's id.
    pub key: String,
    /// The line's id and name.
    pub line: (String, String),
    /// Class.
    pub class: String,
    /// Date.
    pub date: NaiveDate,
    /// Id and name of the role.
    pub role: Option<(String, String)>,
    /// Category.
    pub category: Option<String>,
    /// Id and name of the resource.
    pub resource: Option<(String, String)>,
    /// Quantity.
    pub quantity: String,
    /// Unit.
    pub unit: String,
    /// Price of one unit.
    pub unit_price: String,
    /// Billing type.
    pub billing_type: String,
    /// Free text.
    pub description: Option<String>,
    /// Minor units.
    pub amount_minor: i64,
    /// The lowest and the highest status of its shares; none where it has none.
    pub statuses: Option<(BillingStatus, BillingStatus)>,
    /// Whether a limit stops one of its shares.
    pub is_stopped: bool,
    /// The first draft or invoice that one of its shares is on.
    pub invoice: Option<i64>,
}

const STATUSES: [BillingStatus; 4] = [
    BillingStatus::NotReady,
    BillingStatus::ReadyToInvoice,
    BillingStatus::InvoiceCreated,
    BillingStatus::InvoicePosted,
];

/// Line and number of a transaction.
pub type Place = (ContractLineId, TransactionId);

/// What `fitting.sql` binds, and what the statement beside it does.
macro_rules! filter_params {
    ($filter:expr $(, $name:literal: $value:expr)*) => {
        named_params! {
            ":contract": $filter.contract.0,
            ":line": $filter.line,
            ":class": $filter.class,
            ":status": $filter.billing_status.map(BillingStatus::as_str),
            ":from": $filter.from.map(|date| date.to_string()),
            ":to": $filter.to.map(|date| date.to_string()),
            ":search": $filter.search,
            $($name: $value,)*
        }
    };
}

/// A page of them, by date, then key.
///
/// # Errors
/// [`StoreError`].
pub fn page(
    connection: &Connection,
    filter: &TransactionFilter<'_>,
    is_descending: bool,
    offset: u32,
    limit: u32,
) -> Result<Vec<ListedTransaction>, StoreError> {
    let sql =
        concat!(include_str!("transaction_list/fitting.sql"), include_str!("transaction_list/page.sql"));
    let params = filter_params!(filter, ":descending": is_descending, ":offset": offset, ":limit": limit);
    select!(connection, sql, params, read)
}

fn read(row: &Row<'_>) -> Result<ListedTransaction, StoreError> {
    let status = |column: usize| -> Result<Option<BillingStatus>, StoreError> {
        let rank: Option<usize> = row.get::<_, Option<i64>>(column)?.and_then(|rank| rank.try_into().ok());
        Ok(rank.and_then(|rank| STATUSES.get(rank).copied()))
    };
    Ok(ListedTransaction {
        key: row.string(0)?,
        line: (row.string(1)?, row.string(2)?),
        class: row.string(3)?,
        date: row.date(4)?,
        role: row.optional_string(5)?.zip(row.optional_string(6)?),
        category: row.optional_string(7)?,
        resource: row.optional_string(8)?.zip(row.optional_string(9)?),
        quantity: row.string(10)?,
        unit: row.string(11)?,
        unit_price: row.string(12)?,
        billing_type: row.string(13)?,
        description: row.optional_string(14)?,
        amount_minor: row.get(15)?,
        statuses: status(16)?.zip(status(17)?),
        is_stopped: row.get::<_, Option<bool>>(18)?.unwrap_or(false),
        invoice: row.get(19)?,
    })
}

/// One transaction by the author's id, with the id of its contract; none where it was deleted.
///
/// # Errors
/// [`StoreError`].
pub fn by_key(connection: &Connection, key: &str) -> Result<Option<(String, ListedTransaction)>, StoreError> {
    let sql = concat!(include_str!("transaction_list/one.sql"), include_str!("transaction_list/by_key.sql"));
    select_one!(connection, sql, [key], |row: &Row<'_>| Ok::<_, StoreError>((row.string(20)?, read(row)?)))
}

/// Where all that fit are, by date, then key: a few bytes each, so that a million of them can be held.
///
/// # Errors
/// [`StoreError`].
pub fn places(
    connection: &Connection,
    filter: &TransactionFilter<'_>,
    is_descending: bool,
) -> Result<Vec<Place>, StoreError> {
    let sql = concat!(
        include_str!("transaction_list/fitting.sql"),
        "SELECT contract_line_id, id FROM fitting ORDER BY transaction_date, key"
    );
    let mut places = select!(connection, sql, filter_params!(filter), |row: &Row<'_>| Ok::<_, StoreError>(
        (ContractLineId(row.get(0)?), TransactionId(row.get(1)?))
    ))?;
    // No two have one key, so the other way round is the same order from its end.
    if is_descending {
        places.reverse();
    }
    Ok(places)
}

/// Where all that fit are but those with these keys, by date, then key, or by key alone.
///
/// # Errors
/// [`StoreError`].
pub fn matching(
    connection: &Connection,
    filter: &TransactionFilter<'_>,
    except: &[String],
    is_by_key: bool,
) -> Result<Vec<Place>, StoreError> {
    let sql = concat!(
        include_str!("transaction_list/fitting.sql"),
        "SELECT contract_line_id, id FROM fitting WHERE key NOT IN (SELECT value FROM json_each(:except))
         ORDER BY CASE WHEN :by_key THEN '' ELSE transaction_date END, key"
    );
    let except = serde_json::json!(except).to_string();
    let params = filter_params!(filter, ":except": except, ":by_key": is_by_key);
    select!(connection, sql, params, |row: &Row<'_>| Ok::<_, StoreError>((
        ContractLineId(row.get(0)?),
        TransactionId(row.get(1)?)
    )))
}

/// The transaction that is at a place.
///
/// # Errors
/// [`StoreError::Unreadable`] where there is none.
pub fn at(connection: &Connection, place: Place) -> Result<ListedTransaction, StoreError> {
    let sql = concat!(include_str!("transaction_list/one.sql"), include_str!("transaction_list/at.sql"));
    select_one!(connection, sql, [place.0.0, place.1.0], read)?
        .ok_or_else(|| unreadable("a transaction", &place.1.0.to_string()))
}

/// The shares in one billing status of all that fit, but of those with these keys.
///
/// # Errors
/// [`StoreError`].
pub fn markable(
    connection: &Connection,
    filter: &TransactionFilter<'_>,
    except: &[String],
    billing_status: BillingStatus,
) -> Result<Vec<MarkableShare>, StoreError> {
    let sql = format!(
        "{} {MARKABLE} FROM fitting
         CROSS JOIN share INDEXED BY share_of_transaction
             ON share.contract_line_id = fitting.contract_line_id AND share.transaction_id = fitting.id
         JOIN contract ON contract.id = :contract
         WHERE share.billing_status = :marked_status
           AND fitting.key NOT IN (SELECT value FROM json_each(:except))",
        include_str!("transaction_list/fitting.sql")
    );
    let except = serde_json::json!(except).to_string();
    let params = filter_params!(filter, ":marked_status": billing_status.as_str(), ":except": except);
    select!(connection, &sql, params, MarkableShare::read)
}

/// How many fit, and what the chargeable ones come to, in minor units.
///
/// # Errors
/// [`StoreError`].
pub fn total(connection: &Connection, filter: &TransactionFilter<'_>) -> Result<(u32, i64), StoreError> {
    let sql = concat!(
        include_str!("transaction_list/fitting.sql"),
        "SELECT COUNT(*), COALESCE(SUM(CASE WHEN t.billing_type = 'chargeable' THEN t.amount_minor END), 0) FROM fitting
         CROSS JOIN \"transaction\" AS t ON t.contract_line_id = fitting.contract_line_id AND t.id = fitting.id"
    );
    let read = |row: &Row<'_>| Ok::<_, StoreError>((row.get(0)?, row.get(1)?));
    Ok(select_one!(connection, sql, filter_params!(filter), read)?.unwrap_or_default())
}
