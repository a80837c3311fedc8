//! Invoices as a list shows them.

use chrono::NaiveDate;
use proforma_engine::{
    ids::{ContractId, CustomerId, InvoiceId, ProcessRunId},
    invoice::InvoiceStatus,
    money::Money,
};
use rusqlite::{Row, named_params};

use crate::{
    Connection, StoreError,
    contract_list::like,
    row::{Columns, select, select_one},
};

/// Which invoices to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct InvoiceFilter<'a> {
    /// Only these; all where none is named.
    pub status: Option<InvoiceStatus>,
    /// Only this contract's.
    pub contract: Option<ContractId>,
    /// Only this process run's.
    pub process_run: Option<ProcessRunId>,
    /// Only this customer's.
    pub customer: Option<CustomerId>,
    /// First invoice date.
    pub from: Option<NaiveDate>,
    /// Last invoice date.
    pub to: Option<NaiveDate>,
    /// Part of a number, a name or id of customer or contract, or an amount; empty for all.
    pub search: &'a str,
}

/// What invoices are sorted by; ties go by the order in which they were created.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvoiceSort {
    /// Invoice date.
    Date,
    /// The customer's name.
    Customer,
    /// The contract's name.
    Contract,
    /// Currency, then total.
    Total,
    /// Status, a draft first.
    Status,
}

impl InvoiceSort {
    fn as_str(self) -> &'static str {
        match self {
            Self::Date => "date",
            Self::Customer => "customer",
            Self::Contract => "contract",
            Self::Total => "total",
            Self::Status => "status",
        }
    }
}

/// In which order invoices are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvoiceOrder {
    /// What they are sorted by.
    pub sort: InvoiceSort,
    /// The other way round, ties too.
    pub is_descending: bool,
}

impl InvoiceOrder {
    /// The latest date first.
    pub const NEWEST_FIRST: Self = Self { sort: InvoiceSort::Date, is_descending: true };
}

/// An invoice in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedInvoice {
    /// Row number.
    pub id: InvoiceId,
    /// Legal number.
    pub number: Option<String>,
    /// Status.
    pub status: InvoiceStatus,
    /// The customer's id.
    pub customer: String,
    /// The customer's name.
    pub customer_name: String,
    /// The contract's id.
    pub contract: String,
    /// The contract's name.
    pub contract_name: String,
    /// Invoice date.
    pub invoice_date: NaiveDate,
    /// How many lines it has.
    pub lines: u32,
    /// Total.
    pub total: Money,
}

/// A page of invoices, newest first.
///
/// # Errors
/// [`StoreError`].
pub fn page(
    connection: &Connection,
    filter: InvoiceFilter<'_>,
    offset: u32,
    limit: u32,
) -> Result<Vec<ListedInvoice>, StoreError> {
    page_in_order(connection, filter, InvoiceOrder::NEWEST_FIRST, offset, limit)
}

/// A page of invoices.
///
/// # Errors
/// [`StoreError`].
pub fn page_in_order(
    connection: &Connection,
    filter: InvoiceFilter<'_>,
    order: InvoiceOrder,
    offset: u32,
    limit: u32,
) -> Result<Vec<ListedInvoice>, StoreError> {
    let params = named_params! {
        ":status": filter.status.map(InvoiceStatus::as_str), ":contract": filter.contract.map(|id| id.0),
        ":process_run": filter.process_run.map(|id| id.0), ":customer": filter.customer.map(|id| id.0),
        ":from": filter.from.map(|date| date.to_string()),
        ":to": filter.to.map(|date| date.to_string()), ":search": like(filter.search), ":minor": minor_of(filter.search),
        ":sort": order.sort.as_str(), ":descending": order.is_descending, ":offset": offset, ":limit": limit,
    };
    let sql = concat!(include_str!("invoice_list/fitting.sql"), include_str!("invoice_list/page.sql"));
    select!(connection, sql, params, listed)
}

/// One invoice as a list shows it.
///
/// # Errors
/// [`StoreError`].
pub fn one(connection: &Connection, id: InvoiceId) -> Result<Option<ListedInvoice>, StoreError> {
    select_one!(connection, include_str!("invoice_list/one.sql"), [id.0], listed)
}

/// How many details an invoice has on all its lines.
///
/// # Errors
/// [`StoreError`].
pub fn detail_count(connection: &Connection, id: InvoiceId) -> Result<u32, StoreError> {
    let sql = "SELECT COUNT(*) FROM invoice_line_detail WHERE invoice_id = ?1";
    Ok(select_one!(connection, sql, [id.0], |row: &Row<'_>| Ok::<_, StoreError>(row.get(0)?))?.unwrap_or(0))
}

fn listed(row: &Row<'_>) -> Result<ListedInvoice, StoreError> {
    let currency = row.currency(8)?;
    Ok(ListedInvoice {
        id: InvoiceId(row.get(0)?),
        number: row.optional_string(1)?,
        status: row.word(2)?,
        customer: row.string(3)?,
        customer_name: row.string(4)?,
        contract: row.string(5)?,
        contract_name: row.string(6)?,
        invoice_date: row.date(7)?,
        total: row.money(9, currency)?,
        lines: row.get(10)?,
    })
}

/// How many invoices fit and what they come to, by status and currency.
#[derive(Debug, Clone, PartialEq)]
pub struct InvoiceSum {
    /// Status.
    pub status: InvoiceStatus,
    /// ISO 4217.
    pub currency: String,
    /// How many.
    pub count: u32,
    /// Sum of the totals in minor units.
    pub total_minor: i64,
}

/// Counts and sums of all invoices that fit.
///
/// # Errors
/// [`StoreError`].
pub fn sums(connection: &Connection, filter: InvoiceFilter<'_>) -> Result<Vec<InvoiceSum>, StoreError> {
    let params = named_params! {
        ":status": filter.status.map(InvoiceStatus::as_str), ":contract": filter.contract.map(|id| id.0),
        ":process_run": filter.process_run.map(|id| id.0), ":customer": filter.customer.map(|id| id.0),
        ":from": filter.from.map(|date| date.to_string()),
        ":to": filter.to.map(|date| date.to_string()), ":search": like(filter.search), ":minor": minor_of(filter.search),
    };
    let sql = concat!(include_str!("invoice_list/fitting.sql"), include_str!("invoice_list/sums.sql"));
    select!(connection, sql, params, |row: &Row<'_>| Ok::<_, StoreError>(InvoiceSum {
        status: row.word(0)?,
        currency: row.string(1)?,
        count: row.get(2)?,
        total_minor: row.get(3)?,
    }))
}

/// How many invoices there are in each status.
///
/// # Errors
/// [`StoreError`].
pub fn counts(connection: &Connection) -> Result<Vec<(InvoiceStatus, u32)>, StoreError> {
    let sql = "SELECT status, COUNT(*) FROM invoice GROUP BY status";
    select!(connection, sql, [], |row: &Row<'_>| Ok::<_, StoreError>((row.word(0)?, row.get(1)?)))
}

/// How many invoices a contract has.
///
/// # Errors
/// [`StoreError`].
pub fn count_of_contract(connection: &Connection, contract: ContractId) -> Result<u32, StoreError> {
    let sql = "SELECT COUNT(*) FROM invoice WHERE contract_id = ?1";
    Ok(select_one!(connection, sql, [contract.0], |row: &Row<'_>| Ok::<_, StoreError>(row.get(0)?))?
        .unwrap_or(0))
}

/// What was invoiced in a month, in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MonthSum {
    /// ISO 4217.
    pub currency: String,
    /// First day of the month.
    pub month: NaiveDate,
    /// Net of confirmed and paid invoices in minor units.
    pub confirmed_minor: i64,
    /// Net of drafts and invoices in review.
    pub on_draft_minor: i64,
}

/// What was invoiced in every month with an invoice, by currency, then by month.
///
/// # Errors
/// [`StoreError`].
pub fn by_month(connection: &Connection) -> Result<Vec<MonthSum>, StoreError> {
    select!(connection, include_str!("invoice_list/by_month.sql"), [], |row: &Row<'_>| Ok::<_, StoreError>(
        MonthSum {
            currency: row.string(0)?,
            month: row.date(1)?,
            confirmed_minor: row.get(2)?,
            on_draft_minor: row.get(3)?,
        }
    ))
}

/// A search text that is an amount: its digits, which are the minor units of an amount written with its decimals.
fn minor_of(search: &str) -> Option<i64> {
    let digits: String = search
        .chars()
        .filter(|character| !matches!(character, ',' | '.' | ' ' | '\u{a0}' | '\u{202f}'))
        .collect();
    digits.parse().ok()
}
