//! Invoices: the list, and one of them whole.

use proforma_engine::{
    invoice::InvoiceStatus,
    money::{Currency, Money},
};
use proforma_store::{
    Connection, invoice as stored,
    invoice_list::{self, InvoiceFilter, ListedInvoice},
};

use crate::{
    bounds::{page, search},
    dto::{Amount, InvoiceCounts, InvoiceDetail, InvoicePage, InvoiceQuery, InvoiceRow},
    error::ApiError,
    json::InvoiceJson,
    whole_invoice::{self, WholeInvoice},
};

/// An amount as it is sent.
pub(crate) fn amount(money: Money) -> Amount {
    Amount { amount: money.to_string(), currency: money.currency().code().to_owned() }
}

/// Minor units as an amount; a sum over a whole book may be beyond what one amount can be.
pub(crate) fn amount_of_minor(minor: i64, code: &str) -> Result<Amount, ApiError> {
    let digits = Currency::from_code(code)?.minor_digits();
    Ok(Amount { amount: rust_decimal::Decimal::new(minor, digits).to_string(), currency: code.to_owned() })
}

/// A page of invoices, with counts and sums over all that fit.
///
/// # Errors
/// [`ApiError::Input`] for a page or search out of bounds.
pub fn invoices(connection: &Connection, query: &InvoiceQuery) -> Result<InvoicePage, ApiError> {
    let (offset, limit) = page(query.offset, query.limit)?;
    let snapshot = connection.snapshot()?;
    let filter = InvoiceFilter {
        status: query.status.map(InvoiceStatus::from),
        search: search(&query.search)?,
        ..Default::default()
    };
    let all = invoice_list::sums(&snapshot, InvoiceFilter::default())?;
    let count = |status| all.iter().filter(|sum| sum.status == status).map(|sum| sum.count).sum();
    let fitting = invoice_list::sums(&snapshot, filter)?;
    let mut totals: Vec<(String, i64)> = Vec::new();
    for sum in &fitting {
        match totals.iter_mut().find(|(currency, _)| *currency == sum.currency) {
            Some((_, minor)) => *minor += sum.total_minor,
            None => totals.push((sum.currency.clone(), sum.total_minor)),
        }
    }
    Ok(InvoicePage {
        counts: InvoiceCounts {
            all: all.iter().map(|sum| sum.count).sum(),
            draft: count(InvoiceStatus::Draft),
            in_review: count(InvoiceStatus::InReview),
            confirmed: count(InvoiceStatus::Confirmed),
            paid: count(InvoiceStatus::Paid),
        },
        total: fitting.iter().map(|sum| sum.count).sum(),
        rows: invoice_list::page(&snapshot, filter, offset, limit)?.into_iter().map(invoice_row).collect(),
        totals: totals
            .iter()
            .map(|(currency, minor)| amount_of_minor(*minor, currency))
            .collect::<Result<_, _>>()?,
    })
}

pub(crate) fn invoice_row(row: ListedInvoice) -> InvoiceRow {
    InvoiceRow {
        id: row.id.0.to_string(),
        number: row.number,
        status: row.status.into(),
        customer_name: row.customer_name,
        contract: row.contract,
        contract_name: row.contract_name,
        invoice_date: row.invoice_date,
        total: amount(row.total),
    }
}

/// An invoice as the headless program prints it.
///
/// # Errors
/// [`ApiError::NotFound`].
pub fn invoice_json(connection: &Connection, id: &str) -> Result<InvoiceJson, ApiError> {
    let (invoice, contract, customer) = whole_invoice::read(&*connection.snapshot()?, id)?;
    Ok(InvoiceJson::of_stored(&invoice, &contract.key, &customer.key))
}

/// Gives every invoice in the order in which they were created, one at a time.
///
/// # Errors
/// [`ApiError`] where the book cannot be read, or what `each` fails with.
pub fn each_invoice_json(
    connection: &Connection,
    mut each: impl FnMut(InvoiceJson) -> Result<(), ApiError>,
) -> Result<(), ApiError> {
    let snapshot = connection.snapshot()?;
    for id in stored::ids(&snapshot)? {
        let (invoice, contract, customer) = whole_invoice::read(&snapshot, &id.0.to_string())?;
        each(InvoiceJson::of_stored(&invoice, &contract.key, &customer.key))?;
    }
    Ok(())
}

/// An invoice for the window.
///
/// # Errors
/// [`ApiError::NotFound`].
pub fn invoice(connection: &Connection, id: &str) -> Result<InvoiceDetail, ApiError> {
    Ok(WholeInvoice::stored(&*connection.snapshot()?, id)?.detail())
}
