//! Contracts as a list shows them, and where their money stands.

use chrono::NaiveDate;
use proforma_engine::{
    contract::ContractStatus,
    ids::{ContractId, ContractLineId},
    invoice::InvoiceStatus,
    share::BillingStatus,
};
use rusqlite::{Row, named_params};

use crate::{
    Connection, StoreError,
    row::{Columns, select, select_one},
    values,
};

/// Which contracts to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ContractFilter<'a> {
    /// Only these; all where none is named.
    pub status: Option<ContractStatus>,
    /// Only contracts with this trouble.
    pub trouble: Option<Trouble>,
    /// Only contracts in this currency.
    pub currency: Option<&'a str>,
    /// Part of a name, a key or a customer's name; empty for all.
    pub search: &'a str,
}

impl ContractFilter<'_> {
    /// Before which day a row that has not run was missed, where that is asked for.
    fn missed_before(&self) -> Option<String> {
        match self.trouble {
            Some(Trouble::MissedRunDate { today }) => Some(today.to_string()),
            Some(Trouble::LineNotSetUp | Trouble::Parked | Trouble::MilestonesDoNotAddUp) | None => None,
        }
    }
}

/// What may be wrong with a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// A line has no schedule.
    LineNotSetUp,
    /// A row failed.
    Parked,
    /// Milestones do not add up to a line's contracted amount.
    MilestonesDoNotAddUp,
    /// A run date was missed (SPEC 6.7).
    MissedRunDate {
        /// Rows that have not run were missed where their date was before this day.
        today: NaiveDate,
    },
}

impl Trouble {
    fn as_str(self) -> &'static str {
        match self {
            Self::LineNotSetUp => "line_not_set_up",
            Self::Parked => "parked",
            Self::MilestonesDoNotAddUp => "milestones_do_not_add_up",
            Self::MissedRunDate { .. } => "missed_run_date",
        }
    }
}

/// What contracts are sorted by; ties go by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ContractSort {
    /// Name.
    Name,
    /// Name of the primary customer.
    Customer,
    /// The first date with a row that has not run, missed ones too; contracts without one come last, whichever way.
    NextRunDate,
}

impl ContractSort {
    fn as_str(self) -> &'static str {
        match self {
            Self::Name => "name",
            Self::Customer => "customer",
            Self::NextRunDate => "next_run_date",
        }
    }
}

/// A contract in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedContract {
    /// Row number.
    pub id: ContractId,
    /// The author's id.
    pub key: String,
    /// Name.
    pub name: String,
    /// Status.
    pub status: ContractStatus,
    /// ISO 4217.
    pub currency: String,
    /// Name of the primary customer.
    pub customer_name: String,
    /// How many more customers there are.
    pub more_customers: u32,
    /// The first open run date from today on.
    pub next_run_date: Option<NaiveDate>,
    /// The first run date before today that was not run (SPEC 6.7).
    pub missed_run_date: Option<NaiveDate>,
    /// Whether a row failed.
    pub is_parked: bool,
    /// Whether a line has no schedule.
    pub has_line_not_set_up: bool,
    /// Whether milestones do not add up to a line's contracted amount.
    pub has_milestones_that_do_not_add_up: bool,
}

/// A part of the list in its order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContractPart {
    /// What it is sorted by.
    pub sort: ContractSort,
    /// The other way round.
    pub is_descending: bool,
    /// Rows to leave out at the start.
    pub offset: u32,
    /// Rows to give.
    pub limit: u32,
}

/// A page of contracts.
///
/// # Errors
/// [`StoreError`].
pub fn page(
    connection: &Connection,
    filter: ContractFilter<'_>,
    today: NaiveDate,
    part: ContractPart,
) -> Result<Vec<ListedContract>, StoreError> {
    let params = named_params! {
        ":status": filter.status.map(ContractStatus::as_str), ":trouble": filter.trouble.map(Trouble::as_str),
        ":missed_before": filter.missed_before(), ":currency": filter.currency, ":search": like(filter.search),
        ":today": today.to_string(),
        ":sort": part.sort.as_str(), ":descending": part.is_descending, ":offset": part.offset, ":limit": part.limit,
    };
    let sql = concat!(include_str!("contract_list/fitting.sql"), include_str!("contract_list/page.sql"));
    select!(connection, sql, params, |row: &Row<'_>| Ok::<_, StoreError>(ListedContract {
        id: ContractId(row.get(0)?),
        key: row.string(1)?,
        name: row.string(2)?,
        status: row.word(3)?,
        currency: row.string(4)?,
        customer_name: row.string(5)?,
        more_customers: row.get(6)?,
        next_run_date: row.optional_date(7)?,
        missed_run_date: row.optional_date(8)?,
        is_parked: row.get(9)?,
        has_line_not_set_up: row.get(10)?,
        has_milestones_that_do_not_add_up: row.get(11)?,
    }))
}

/// How many contracts fit.
///
/// # Errors
/// [`StoreError`].
pub fn count(connection: &Connection, filter: ContractFilter<'_>) -> Result<u32, StoreError> {
    let sql = concat!(include_str!("contract_list/fitting.sql"), "SELECT COUNT(*) FROM fitting");
    let params = named_params! {
        ":status": filter.status.map(ContractStatus::as_str), ":trouble": filter.trouble.map(Trouble::as_str),
        ":missed_before": filter.missed_before(), ":currency": filter.currency, ":search": like(filter.search),
    };
    let found = select_one!(connection, sql, params, |row: &Row<'_>| Ok::<_, StoreError>(row.get(0)?))?;
    Ok(found.unwrap_or(0))
}

/// Row numbers of the contracts that fit, in no order.
///
/// # Errors
/// [`StoreError`].
pub fn ids(connection: &Connection, filter: ContractFilter<'_>) -> Result<Vec<ContractId>, StoreError> {
    let sql = concat!(include_str!("contract_list/fitting.sql"), "SELECT id FROM fitting");
    let params = named_params! {
        ":status": filter.status.map(ContractStatus::as_str), ":trouble": filter.trouble.map(Trouble::as_str),
        ":missed_before": filter.missed_before(), ":currency": filter.currency, ":search": like(filter.search),
    };
    select!(connection, sql, params, |row: &Row<'_>| Ok::<_, StoreError>(ContractId(row.get(0)?)))
}

/// How many contracts there are in each status.
///
/// # Errors
/// [`StoreError`].
pub fn counts(connection: &Connection) -> Result<Vec<(ContractStatus, u32)>, StoreError> {
    let sql = "SELECT status, COUNT(*) FROM contract GROUP BY status";
    select!(connection, sql, [], |row: &Row<'_>| Ok::<_, StoreError>((row.word(0)?, row.get(1)?)))
}

/// Chargeable backlog of one line in one billing status, by the age of the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AgedBacklog {
    /// Its contract.
    pub contract: ContractId,
    /// ISO 4217.
    pub currency: String,
    /// Ready to invoice or not ready.
    pub billing_status: BillingStatus,
    /// How many shares of each age, and what they come to in minor units: first what is dated after the first of the
    /// days, then what is dated after each further one, last what is dated up to the last.
    pub by_age: [(u32, i64); 5],
}

/// The backlog of these contracts by the age of the work, line by line: dated after the first day, after each further
/// one, or up to the last; `days` descend.
///
/// # Errors
/// [`StoreError`].
pub fn aged_backlog_of(
    connection: &Connection,
    contracts: &[ContractId],
    days: [NaiveDate; 4],
) -> Result<Vec<AgedBacklog>, StoreError> {
    let [first, second, third, last] = days.map(|day| day.to_string());
    let params = [id_list(contracts), first, second, third, last];
    select!(connection, include_str!("contract_list/aged_backlog_of.sql"), params, |row: &Row<'_>| {
        let of_age = |count| Ok::<_, StoreError>((row.get(count)?, row.get(count + 1)?));
        Ok::<_, StoreError>(AgedBacklog {
            contract: ContractId(row.get(0)?),
            currency: row.string(1)?,
            billing_status: row.word(2)?,
            by_age: [of_age(3)?, of_age(5)?, of_age(7)?, of_age(9)?, of_age(11)?],
        })
    })
}

/// Contracts as SQL takes a list of them.
pub(crate) fn id_list(contracts: &[ContractId]) -> String {
    values::id_list(contracts.iter().map(|contract| contract.0))
}

/// Net of a contract's invoices in one status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoicedInStatus {
    /// The contract.
    pub contract: ContractId,
    /// ISO 4217.
    pub currency: String,
    /// Where the invoices stand.
    pub status: InvoiceStatus,
    /// Their net in minor units.
    pub net_minor: i64,
}

/// Net of the invoices of these contracts.
///
/// # Errors
/// [`StoreError`].
pub fn invoiced_of(
    connection: &Connection,
    contracts: &[ContractId],
) -> Result<Vec<InvoicedInStatus>, StoreError> {
    let params = [id_list(contracts)];
    select!(connection, include_str!("contract_list/invoiced_of.sql"), params, |row: &Row<'_>| {
        Ok::<_, StoreError>(InvoicedInStatus {
            contract: ContractId(row.get(0)?),
            currency: row.string(1)?,
            status: row.word(2)?,
            net_minor: row.get(3)?,
        })
    })
}

/// Net of invoices and drafts by contract line, in minor units.
///
/// # Errors
/// [`StoreError`].
pub fn invoiced_by_line(
    connection: &Connection,
    contract: ContractId,
) -> Result<Vec<(ContractLineId, i64)>, StoreError> {
    select!(connection, include_str!("contract_list/invoiced_by_line.sql"), [contract.0], |row: &Row<'_>| {
        Ok::<_, StoreError>((ContractLineId(row.get(0)?), row.get(1)?))
    })
}

/// What stands above everything that is told of a contract.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ContractHead {
    /// Row number.
    pub id: ContractId,
    /// The author's id.
    pub key: String,
    /// Name.
    pub name: String,
    /// Status.
    pub status: ContractStatus,
    /// ISO 4217.
    pub currency: String,
}

/// Every contract of the book, by name.
///
/// # Errors
/// [`StoreError`].
pub fn heads(connection: &Connection) -> Result<Vec<ContractHead>, StoreError> {
    let sql = "SELECT id, key, name, status, currency FROM contract ORDER BY name, key";
    select!(connection, sql, [], |row: &Row<'_>| Ok::<_, StoreError>(ContractHead {
        id: ContractId(row.get(0)?),
        key: row.string(1)?,
        name: row.string(2)?,
        status: row.word(3)?,
        currency: row.string(4)?,
    }))
}

/// A search text as a pattern that matches it anywhere; what the pattern language would read as a sign is escaped.
pub(crate) fn like(search: &str) -> String {
    let mut pattern = String::with_capacity(search.len() + 2);
    pattern.push('%');
    for character in search.trim().chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}
