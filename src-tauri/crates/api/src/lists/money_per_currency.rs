//! Where the money of the book stands, one row per currency and never one sum.

use proforma_store::Connection;

use super::table::{Cell, Column, Table};
use crate::{book_sums::BookSums, dto::MoneyParts, error::ApiError, money_parts};

const COLUMNS: &[Column<MoneyParts>] = &[
    Column { name: "Currency", width: 10, cell: |row| Cell::text(&row.currency) },
    Column { name: "Invoiced", width: 18, cell: |row| Cell::amount(&row.invoiced) },
    Column { name: "On drafts", width: 18, cell: |row| Cell::amount(&row.on_draft) },
    Column { name: "Ready", width: 18, cell: |row| Cell::amount(&row.ready) },
    Column { name: "Not ready", width: 18, cell: |row| Cell::amount(&row.not_ready) },
    Column { name: "Sum", width: 18, cell: |row| Cell::amount(&row.sum) },
];

pub(super) fn table(connection: &Connection) -> Result<Table<'_>, ApiError> {
    let snapshot = connection.snapshot()?;
    let known = BookSums::default();
    let sums = known.of(&snapshot)?;
    let (backlog, invoiced) = (sums.backlog()?, sums.invoiced()?);
    let rows = money_parts::by_currency(backlog.values().flatten(), invoiced.values().flatten())?;
    Ok(Table::new("Money per currency", COLUMNS, rows.len() as u64, move |each| {
        rows.iter().try_for_each(each)
    }))
}
