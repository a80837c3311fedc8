//! What needs a person: drafts that wait, what went wrong, what was missed.

use chrono::NaiveDate;
use proforma_engine::{
    ids::{ContractId, ContractLineId, InvoiceId},
    invoice::InvoiceStatus,
};
use rusqlite::Row;

use crate::{
    Connection, StoreError,
    contract_list::id_list,
    row::{Columns, select},
    values,
};

/// Invoices that are still to be confirmed, in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OpenDrafts {
    /// ISO 4217.
    pub currency: String,
    /// How many.
    pub count: u32,
    /// Their net in minor units.
    pub net_minor: i64,
    /// The earliest invoice date.
    pub since: NaiveDate,
}

/// Drafts and invoices in review that carry a date up to `through`, or any date, by currency.
///
/// # Errors
/// [`StoreError`].
pub fn open_drafts(
    connection: &Connection,
    through: Option<NaiveDate>,
) -> Result<Vec<OpenDrafts>, StoreError> {
    select!(connection, include_str!("overview/open_drafts.sql"), [values::or_last(through)], |row: &Row<
        '_,
    >| {
        Ok::<_, StoreError>(OpenDrafts {
            currency: row.string(0)?,
            count: row.get(1)?,
            net_minor: row.get(2)?,
            since: row.date(3)?,
        })
    })
}

/// A draft, or an invoice in review.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StaleDraft {
    /// Row number.
    pub id: InvoiceId,
    /// The contract.
    pub contract: ContractId,
    /// The customer's name.
    pub customer_name: String,
    /// Where it stands.
    pub status: InvoiceStatus,
    /// Invoice date.
    pub invoice_date: NaiveDate,
    /// Net in minor units.
    pub net_minor: i64,
    /// How many shares are on it.
    pub shares: u32,
}

/// Drafts and invoices in review that carry a date up to `through`, by date.
///
/// # Errors
/// [`StoreError`].
pub fn stale_drafts(connection: &Connection, through: NaiveDate) -> Result<Vec<StaleDraft>, StoreError> {
    select!(connection, include_str!("overview/stale_drafts.sql"), [through.to_string()], |row: &Row<'_>| {
        Ok::<_, StoreError>(StaleDraft {
            id: InvoiceId(row.get(0)?),
            contract: ContractId(row.get(1)?),
            customer_name: row.string(2)?,
            status: row.word(3)?,
            invoice_date: row.date(4)?,
            net_minor: row.get(5)?,
            shares: row.get(6)?,
        })
    })
}

/// A row that failed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FailedRow {
    /// The contract, which is parked.
    pub contract: ContractId,
    /// The row's run date.
    pub run_date: NaiveDate,
    /// What went wrong.
    pub reason: Option<String>,
}

/// Rows of active contracts that failed, by date, then in the order of the contracts' lines.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 4.10.
pub fn failed_rows(connection: &Connection) -> Result<Vec<FailedRow>, StoreError> {
    select!(connection, include_str!("overview/failed_rows.sql"), [], |row: &Row<'_>| Ok::<_, StoreError>(
        FailedRow {
            contract: ContractId(row.get(0)?),
            run_date: row.date(1)?,
            reason: row.optional_string(2)?,
        }
    ))
}

/// Run dates before `today` that have a row of an active contract which has not run, ascending.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 6.7.
pub fn missed_dates(connection: &Connection, today: NaiveDate) -> Result<Vec<NaiveDate>, StoreError> {
    select!(connection, include_str!("overview/missed_dates.sql"), [today.to_string()], |row: &Row<'_>| {
        row.date(0)
    })
}

/// Chargeable transactions of one line with a price of zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoPrice {
    /// The contract.
    pub contract: ContractId,
    /// The line.
    pub contract_line: ContractLineId,
    /// How many transactions.
    pub count: u32,
    /// The earliest date.
    pub since: NaiveDate,
}

/// Chargeable transactions in the backlog of these contracts, as far as they are active, with a price of zero, line by
/// line.
///
/// # Errors
/// [`StoreError`].
pub fn without_price(connection: &Connection, contracts: &[ContractId]) -> Result<Vec<NoPrice>, StoreError> {
    let params = [id_list(contracts)];
    select!(connection, include_str!("overview/without_price.sql"), params, |row: &Row<'_>| {
        Ok::<_, StoreError>(NoPrice {
            contract: ContractId(row.get(0)?),
            contract_line: ContractLineId(row.get(1)?),
            count: row.get(2)?,
            since: row.date(3)?,
        })
    })
}
