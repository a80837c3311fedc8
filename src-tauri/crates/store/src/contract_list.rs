//! Contracts as a list shows them, and where their money stands.

use chrono::NaiveDate;
use proforma_engine::{
    contract::ContractStatus,
    ids::{ContractId, ContractLineId},
    invoice::InvoiceStatus,
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

/// What may be wrong with a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Trouble {
    /// A line has no schedule.
    LineNotSetUp,
    /// A row failed.
    Parked,
    /// Milestones do not add up to a line's contracted amount.
    MilestonesDoNotAddUp,
}

impl Trouble {
    fn as_str(self) -> &'static str {
        match self {
            Self::LineNotSetUp => "line_not_set_up",
            Self::Parked => "parked",
            Self::MilestonesDoNotAddUp => "milestones_do_not_add_up",
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
    /// The next run date; contracts without one come last, whichever way.
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
        ":currency": filter.currency, ":search": like(filter.search), ":today": today.to_string(),
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
        is_parked: row.get(8)?,
        has_line_not_set_up: row.get(9)?,
        has_milestones_that_do_not_add_up: row.get(10)?,
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
        ":currency": filter.currency, ":search": like(filter.search),
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
        ":currency": filter.currency, ":search": like(filter.search),
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
