//! Where the money of the book stands, one row per currency and never one sum.

use proforma_store::{Connection, contract_list};

use super::table::{Cell, Column, Table};
use crate::{dto::MoneyParts, error::ApiError, money_parts};

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
    let backlog = contract_list::backlog_of_book(&snapshot)?;
    let rows = money_parts::by_currency(&backlog, &contract_list::invoiced_of_book(&snapshot)?)?;
    Ok(Table::new("Money per currency", COLUMNS, rows.len() as u64, move |each| {
        rows.iter().try_for_each(each)
    }))
}
