//! Invoices as a list shows them.

use chrono::NaiveDate;
use proforma_engine::{
    ids::{ContractId, InvoiceId, ProcessRunId},
    invoice::InvoiceStatus,
    money::Money,
};
use rusqlite::{Row, named_params};

use crate::{
    Connection, StoreError,
    contract_list::like,
    row::{Columns, select},
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
    /// Part of a number, a name or id of customer or contract, or an amount; empty for all.
    pub search: &'a str,
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
    let params = named_params! {
        ":status": filter.status.map(InvoiceStatus::as_str), ":contract": filter.contract.map(|id| id.0),
        ":process_run": filter.process_run.map(|id| id.0), ":search": like(filter.search), ":minor": minor_of(filter.search),
        ":offset": offset, ":limit": limit,
    };
    select!(connection, include_str!("invoice_list/page.sql"), params, |row: &Row<'_>| {
        let currency = row.currency(8)?;
        Ok::<_, StoreError>(ListedInvoice {
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
        ":process_run": filter.process_run.map(|id| id.0), ":search": like(filter.search), ":minor": minor_of(filter.search),
    };
    select!(connection, include_str!("invoice_list/sums.sql"), params, |row: &Row<'_>| Ok::<_, StoreError>(
        InvoiceSum {
            status: row.word(0)?,
            currency: row.string(1)?,
            count: row.get(2)?,
            total_minor: row.get(3)?,
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
