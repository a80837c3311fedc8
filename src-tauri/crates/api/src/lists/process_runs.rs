//! Process runs.

use proforma_store::{
    Connection,
    process_run::{self, StoredProcessRun},
};

use super::table::{Cell, Column, Table};
use crate::error::ApiError;

const COLUMNS: &[Column<StoredProcessRun>] = &[
    Column { name: "Run date", width: 12, cell: |row| Cell::Date(row.run_date) },
    Column { name: "Status", width: 24, cell: |row| Cell::word(row.status.as_str()) },
    Column { name: "Attempts", width: 10, cell: |row| Cell::Number(row.last.number.into()) },
    Column { name: "Started (UTC)", width: 20, cell: |row| Cell::Instant(row.started_at) },
    Column { name: "Ended (UTC)", width: 20, cell: |row| row.ended_at.map_or(Cell::Empty, Cell::Instant) },
    Column { name: "Drafts", width: 10, cell: |row| Cell::count(row.invoices) },
    Column { name: "Contracts parked", width: 17, cell: |row| Cell::count(row.parked) },
    Column { name: "Reason", width: 60, cell: |row| Cell::optional_text(row.reason.as_deref()) },
];

pub(super) fn table(connection: &Connection) -> Result<Table<'_>, ApiError> {
    let runs = process_run::all(connection)?;
    Ok(Table::new("Process runs", COLUMNS, runs.len() as u64, move |each| runs.iter().try_for_each(each)))
}
