//! Invoices: the list, and one of them whole.

use proforma_engine::{
    invoice::InvoiceStatus,
    money::{Currency, Money},
};
use proforma_store::{
    Connection, contract, customer, invoice as stored,
    invoice_list::{self, InvoiceFilter, InvoiceOrder, ListedInvoice},
};

use crate::{
    bounds::{page, search},
    dto::{Amount, InvoiceCounts, InvoiceDetail, InvoicePage, InvoiceQuery, InvoiceRow, InvoiceSort},
    error::ApiError,
    json::InvoiceJson,
    sums::Sums,
    whole_invoice::{self, WholeInvoice},
};

/// An amount as it is sent.
pub(crate) fn amount(money: Money) -> Amount {
    Amount { amount: money.to_string(), currency: money.currency().code().to_owned() }
}

/// A page of invoices, with counts and sums over all that fit.
///
/// # Errors
/// [`ApiError::Input`] for a page or search out of bounds.
pub fn invoices(connection: &Connection, query: &InvoiceQuery) -> Result<InvoicePage, ApiError> {
    let (offset, limit) = page(query.offset, query.limit)?;
    let snapshot = connection.snapshot()?;
    let Some(filter) = filter(&snapshot, query)? else { return no_invoices(&snapshot) };
    let fitting = invoice_list::sums(&snapshot, filter)?;
    let mut totals = Sums::default();
    for sum in &fitting {
        totals.add_minor(Currency::from_code(&sum.currency)?, i128::from(sum.total_minor));
    }
    Ok(InvoicePage {
        counts: counts(&snapshot)?,
        total: fitting.iter().map(|sum| sum.count).sum(),
        rows: invoice_list::page_in_order(&snapshot, filter, order(query), offset, limit)?
            .into_iter()
            .map(invoice_row)
            .collect(),
        totals: totals.amounts(),
    })
}

/// The order that a query asks for.
pub(crate) fn order(query: &InvoiceQuery) -> InvoiceOrder {
    InvoiceOrder { sort: query.sort.into(), is_descending: query.descending }
}

/// The filter that a query asks for; none where it names a contract or customer that is not in the book.
pub(crate) fn filter<'a>(
    connection: &Connection,
    query: &'a InvoiceQuery,
) -> Result<Option<InvoiceFilter<'a>>, ApiError> {
    let mut filter = InvoiceFilter {
        status: query.status.map(InvoiceStatus::from),
        from: query.from,
        to: query.to,
        search: search(&query.search)?,
        ..InvoiceFilter::default()
    };
    if let Some(key) = &query.contract {
        let Some(id) = contract::id_of(connection, key)? else { return Ok(None) };
        filter.contract = Some(id);
    }
    if let Some(key) = &query.customer {
        let Some(id) = customer::id_of(connection, key)? else { return Ok(None) };
        filter.customer = Some(id);
    }
    Ok(Some(filter))
}

fn counts(connection: &Connection) -> Result<InvoiceCounts, ApiError> {
    let counts = invoice_list::counts(connection)?;
    let count = |status| counts.iter().find(|(known, _)| *known == status).map_or(0, |(_, count)| *count);
    Ok(InvoiceCounts {
        all: counts.iter().map(|(_, count)| count).sum(),
        draft: count(InvoiceStatus::Draft),
        in_review: count(InvoiceStatus::InReview),
        confirmed: count(InvoiceStatus::Confirmed),
        paid: count(InvoiceStatus::Paid),
    })
}

fn no_invoices(connection: &Connection) -> Result<InvoicePage, ApiError> {
    Ok(InvoicePage { counts: counts(connection)?, total: 0, rows: Vec::new(), totals: Vec::new() })
}

impl From<InvoiceSort> for invoice_list::InvoiceSort {
    fn from(sort: InvoiceSort) -> Self {
        match sort {
            InvoiceSort::Date => Self::Date,
            InvoiceSort::Customer => Self::Customer,
            InvoiceSort::Contract => Self::Contract,
            InvoiceSort::Total => Self::Total,
            InvoiceSort::Status => Self::Status,
        }
    }
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
