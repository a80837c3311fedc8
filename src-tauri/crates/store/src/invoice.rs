//! Proforma invoices with their lines, details and taxes.

use chrono::{DateTime, NaiveDate, Utc};
use proforma_engine::{
    contract::BillingMethod,
    ids::{ContractId, ContractLineId, CustomerId, InvoiceId, ProcessRunId, ShareId},
    invoice::{InvoiceStatus, Totals},
    money::{Currency, Money},
    share::BillingType,
    tax::{TaxGroup, TaxRate},
};
use rusqlite::{Row, params};
use rust_decimal::Decimal;

use crate::{
    Connection, StoreError, WriteTransaction, contract,
    row::{Columns, execute, select, select_one, unreadable},
    values,
};

mod draft;

pub use draft::{DraftOrigin, delete_draft, insert_draft};

/// An invoice without its lines; `id` is none to let the book number it.
#[derive(Debug, Clone, PartialEq)]
pub struct InvoiceHeader {
    /// Its number in the book.
    pub id: Option<InvoiceId>,
    /// The contract.
    pub contract: ContractId,
    /// Who is billed.
    pub customer: CustomerId,
    /// Where it stands.
    pub status: InvoiceStatus,
    /// The legal number.
    pub number: Option<String>,
    /// Invoice date.
    pub invoice_date: NaiveDate,
    /// The latest cut-off date among its rows.
    pub work_up_to: Option<NaiveDate>,
    /// Net, tax and total.
    pub totals: Totals,
    /// The process run; none where a person made it.
    pub process_run: Option<ProcessRunId>,
    /// When it was created.
    pub created_at: DateTime<Utc>,
}

/// Writes the header of an invoice.
///
/// # Errors
/// [`StoreError::Refused`] where the id or number is taken.
pub fn insert_header(tx: &WriteTransaction<'_>, header: &InvoiceHeader) -> Result<InvoiceId, StoreError> {
    execute!(
        tx,
        include_str!("invoice/insert.sql"),
        params![
            header.id.map(|id| id.0),
            header.contract.0,
            header.customer.0,
            header.status.as_str(),
            header.number,
            header.invoice_date.to_string(),
            header.work_up_to.map(|date| date.to_string()),
            header.totals.subtotal.minor(),
            header.totals.tax.minor(),
            header.totals.total.minor(),
            header.process_run.map(|run| run.0),
            values::instant_text(header.created_at),
        ]
    )?;
    Ok(InvoiceId(tx.inner.last_insert_rowid()))
}

/// Gives a restored draft the status and number it had; its lines are written by then.
///
/// # Errors
/// [`StoreError::Conflict`] where it is no draft, [`StoreError::Refused`] where the number is taken.
pub fn restore_status(
    tx: &WriteTransaction<'_>,
    id: InvoiceId,
    status: InvoiceStatus,
    number: Option<&str>,
) -> Result<(), StoreError> {
    let sql = "UPDATE invoice SET status = ?2, number = ?3 WHERE id = ?1 AND status = 'draft'";
    match execute!(tx, sql, params![id.0, status.as_str(), number])? {
        1 => Ok(()),
        _ => Err(StoreError::Conflict { what: format!("invoice {}", id.0) }),
    }
}

/// Writes a line of an invoice.
///
/// # Errors
/// [`StoreError::Refused`] where the invoice has that line.
pub fn insert_line(
    tx: &WriteTransaction<'_>,
    invoice: InvoiceId,
    line: ContractLineId,
    tax: Option<TaxRate>,
    amount: Money,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO invoice_line (invoice_id, contract_line_id, tax_category, tax_percent, amount_minor) VALUES (?1, ?2, ?3, ?4, ?5)";
    let category = tax.map(|tax| tax.category().as_str());
    execute!(
        tx,
        sql,
        params![invoice.0, line.0, category, tax.map(|tax| tax.percent().to_string()), amount.minor()]
    )?;
    Ok(())
}

/// A charge to be written.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct NewDetail {
    /// The share that is charged.
    pub share: ShareId,
    /// Billing type.
    pub billing_type: BillingType,
    /// The whole quantity.
    pub quantity: Decimal,
    /// Price of one unit.
    pub unit_price: Decimal,
    /// The customer's percentage.
    pub percent: Decimal,
    /// The share's amount.
    pub amount: Money,
}

/// Writes a charge: the claim of its share.
///
/// # Errors
/// [`StoreError::Refused`] where the share is charged already.
pub fn insert_detail(
    tx: &WriteTransaction<'_>,
    invoice: InvoiceId,
    line: ContractLineId,
    position: usize,
    detail: &NewDetail,
) -> Result<(), StoreError> {
    execute!(
        tx,
        include_str!("invoice/insert_detail.sql"),
        params![
            invoice.0,
            line.0,
            position as i64,
            detail.share.0,
            detail.billing_type.as_str(),
            detail.quantity.to_string(),
            detail.unit_price.to_string(),
            detail.percent.to_string(),
            detail.amount.minor(),
        ]
    )?;
    Ok(())
}

/// Writes the taxes of an invoice.
///
/// # Errors
/// [`StoreError::Refused`] where a category and rate stands twice.
pub fn insert_taxes(
    tx: &WriteTransaction<'_>,
    invoice: InvoiceId,
    taxes: &[TaxGroup],
) -> Result<(), StoreError> {
    let sql = "INSERT INTO invoice_tax (invoice_id, position, tax_category, tax_percent, taxable_minor, tax_minor) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    for (position, group) in taxes.iter().enumerate() {
        let (category, percent) = (group.rate.category().as_str(), group.rate.percent().to_string());
        execute!(
            tx,
            sql,
            params![invoice.0, position as i64, category, percent, group.taxable.minor(), group.tax.minor()]
        )?;
    }
    Ok(())
}

/// An invoice as it stands, whole.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredInvoice {
    /// Header.
    pub header: InvoiceHeader,
    /// Currency of the contract.
    pub currency: Currency,
    /// In the contract's order of lines.
    pub lines: Vec<StoredInvoiceLine>,
    /// One per category and rate.
    pub taxes: Vec<TaxGroup>,
}

/// A line of an invoice.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredInvoiceLine {
    /// The contract line.
    pub contract_line: ContractLineId,
    /// The author's id of it.
    pub key: String,
    /// Its name.
    pub name: String,
    /// Its billing method.
    pub billing_method: BillingMethod,
    /// Tax set-up at the time.
    pub tax: Option<TaxRate>,
    /// Sum of the chargeable details.
    pub amount: Money,
    /// In the order in which they were written: by date, then id.
    pub details: Vec<StoredInvoiceDetail>,
}

/// A detail of an invoice line.
#[derive(Debug, Clone, PartialEq)]
pub struct StoredInvoiceDetail {
    /// The share.
    pub share: ShareId,
    /// The author's id of the transaction or milestone.
    pub key: String,
    /// `time`, `expense`, `material`, `fee` or `milestone`.
    pub class: String,
    /// Date.
    pub date: NaiveDate,
    /// Description, or the milestone's name.
    pub description: Option<String>,
    /// Name of the resource.
    pub resource: Option<String>,
    /// Unit; none for a milestone.
    pub unit: Option<String>,
    /// Billing type.
    pub billing_type: BillingType,
    /// The whole quantity.
    pub quantity: Decimal,
    /// Price of one unit.
    pub unit_price: Decimal,
    /// The customer's percentage.
    pub percent: Decimal,
    /// The share's amount.
    pub amount: Money,
}

/// The date of an invoice.
///
/// # Errors
/// [`StoreError`].
pub fn date_of(connection: &Connection, id: InvoiceId) -> Result<Option<NaiveDate>, StoreError> {
    select_one!(connection, "SELECT invoice_date FROM invoice WHERE id = ?1", [id.0], |row: &Row<'_>| row
        .date(0))
}

/// Where an invoice stands; none where there is none of that number.
///
/// # Errors
/// [`StoreError`].
pub fn status_of(connection: &Connection, id: InvoiceId) -> Result<Option<InvoiceStatus>, StoreError> {
    select_one!(connection, "SELECT status FROM invoice WHERE id = ?1", [id.0], |row: &Row<'_>| row.word(0))
}

/// An invoice, whole.
///
/// # Errors
/// [`StoreError`].
pub fn by_id(connection: &Connection, id: InvoiceId) -> Result<Option<StoredInvoice>, StoreError> {
    let found = select_one!(connection, include_str!("invoice/by_id.sql"), [id.0], |row: &Row<'_>| {
        let currency = row.currency(0)?;
        Ok::<_, StoreError>((read_header(row, currency)?, currency))
    })?;
    let Some((header, currency)) = found else { return Ok(None) };
    Ok(Some(StoredInvoice {
        header,
        currency,
        lines: lines(connection, id, currency)?,
        taxes: taxes(connection, id, currency)?,
    }))
}

/// Columns: currency, id, contract, customer, status, number, date, work up to, subtotal, tax, total, run, created.
fn read_header(row: &Row<'_>, currency: Currency) -> Result<InvoiceHeader, StoreError> {
    Ok(InvoiceHeader {
        id: Some(InvoiceId(row.get(1)?)),
        contract: ContractId(row.get(2)?),
        customer: CustomerId(row.get(3)?),
        status: row.word(4)?,
        number: row.optional_string(5)?,
        invoice_date: row.date(6)?,
        work_up_to: row.optional_date(7)?,
        totals: Totals {
            subtotal: row.money(8, currency)?,
            tax: row.money(9, currency)?,
            total: row.money(10, currency)?,
        },
        process_run: row.get::<_, Option<i64>>(11)?.map(ProcessRunId),
        created_at: row.instant(12)?,
    })
}

fn lines(
    connection: &Connection,
    id: InvoiceId,
    currency: Currency,
) -> Result<Vec<StoredInvoiceLine>, StoreError> {
    select!(connection, include_str!("invoice/lines.sql"), [id.0], |row: &Row<'_>| {
        let contract_line = ContractLineId(row.get(0)?);
        Ok::<_, StoreError>(StoredInvoiceLine {
            contract_line,
            key: row.string(1)?,
            name: row.string(2)?,
            billing_method: row.word(3)?,
            tax: contract::tax(row, 4)?,
            amount: row.money(6, currency)?,
            details: details(connection, id, contract_line, currency)?,
        })
    })
}

fn details(
    connection: &Connection,
    id: InvoiceId,
    line: ContractLineId,
    currency: Currency,
) -> Result<Vec<StoredInvoiceDetail>, StoreError> {
    select!(connection, include_str!("invoice/details.sql"), [id.0, line.0], |row: &Row<'_>| Ok::<
        _,
        StoreError,
    >(
        StoredInvoiceDetail {
            share: ShareId(row.get(0)?),
            key: row.string(1)?,
            class: row.string(2)?,
            date: row.date(3)?,
            description: row.optional_string(4)?,
            resource: row.optional_string(5)?,
            unit: row.optional_string(6)?,
            billing_type: row.word(7)?,
            quantity: row.decimal(8)?,
            unit_price: row.decimal(9)?,
            percent: row.decimal(10)?,
            amount: row.money(11, currency)?,
        }
    ))
}

fn taxes(connection: &Connection, id: InvoiceId, currency: Currency) -> Result<Vec<TaxGroup>, StoreError> {
    let sql = "SELECT tax_category, tax_percent, taxable_minor, tax_minor FROM invoice_tax WHERE invoice_id = ?1 ORDER BY position";
    select!(connection, sql, [id.0], |row: &Row<'_>| {
        let rate = contract::tax(row, 0)?.ok_or_else(|| unreadable("a tax", ""))?;
        Ok::<_, StoreError>(TaxGroup { rate, taxable: row.money(2, currency)?, tax: row.money(3, currency)? })
    })
}

/// Ids of all invoices, in the order in which they were created.
///
/// # Errors
/// [`StoreError`].
pub fn ids(connection: &Connection) -> Result<Vec<InvoiceId>, StoreError> {
    select!(connection, "SELECT id FROM invoice ORDER BY id", [], |row: &Row<'_>| Ok::<_, StoreError>(
        InvoiceId(row.get(0)?)
    ))
}

/// Remembers that invoices left the program as files.
///
/// # Errors
/// [`StoreError`].
pub fn mark_exported(
    tx: &WriteTransaction<'_>,
    invoices: &[InvoiceId],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO invoice_export (invoice_id, exported_at) VALUES (?1, ?2) ON CONFLICT DO NOTHING";
    for invoice in invoices {
        execute!(tx, sql, params![invoice.0, values::instant_text(now)])?;
    }
    Ok(())
}

/// Whether an invoice has left the program as a file.
///
/// # Errors
/// [`StoreError`].
pub fn is_exported(connection: &Connection, invoice: InvoiceId) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM invoice_export WHERE invoice_id = ?1";
    Ok(select_one!(connection, sql, [invoice.0], |_: &Row<'_>| Ok::<_, StoreError>(()))?.is_some())
}
