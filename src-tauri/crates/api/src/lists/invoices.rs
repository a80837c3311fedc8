//! Invoices.

use proforma_store::{
    Connection,
    invoice_list::{self, ListedInvoice},
};

use super::table::{Cell, Column, Table, in_parts};
use crate::{
    dto::InvoiceQuery,
    error::ApiError,
    invoices::{filter, order},
};

const COLUMNS: &[Column<ListedInvoice>] = &[
    Column { name: "Invoice", width: 10, cell: |row| Cell::text(row.id.0.to_string()) },
    Column { name: "Number", width: 14, cell: |row| Cell::optional_text(row.number.as_deref()) },
    Column { name: "Status", width: 12, cell: |row| Cell::word(row.status.as_str()) },
    Column { name: "Invoice date", width: 12, cell: |row| Cell::Date(row.invoice_date) },
    Column { name: "Customer id", width: 14, cell: |row| Cell::text(&row.customer) },
    Column { name: "Customer", width: 28, cell: |row| Cell::text(&row.customer_name) },
    Column { name: "Contract id", width: 14, cell: |row| Cell::text(&row.contract) },
    Column { name: "Contract", width: 36, cell: |row| Cell::text(&row.contract_name) },
    Column { name: "Lines", width: 8, cell: |row| Cell::count(row.lines) },
    Column { name: "Total", width: 16, cell: |row| Cell::money(row.total) },
    Column { name: "Currency", width: 10, cell: |row| Cell::text(row.total.currency().code()) },
];

pub(super) fn table(connection: &Connection, query: InvoiceQuery) -> Result<Table<'_>, ApiError> {
    let snapshot = connection.snapshot()?;
    let rows = match filter(&snapshot, &query)? {
        Some(filter) => invoice_list::sums(&snapshot, filter)?.iter().map(|sum| u64::from(sum.count)).sum(),
        None => 0,
    };
    Ok(Table::new("Invoices", COLUMNS, rows, move |each| {
        let Some(filter) = filter(&snapshot, &query)? else { return Ok(()) };
        let page =
            |offset, limit| Ok(invoice_list::page_in_order(&snapshot, filter, order(&query), offset, limit)?);
        in_parts(page, each)
    }))
}
