//! The invoice schedule of a contract.

use chrono::NaiveDate;
use proforma_engine::schedule::RunStatus;
use proforma_store::Connection;

use super::table::{Cell, Column, Table};
use crate::{contracts::contract, dto::ScheduleRowView, error::ApiError};

struct Row {
    row: ScheduleRowView,
    currency: String,
}

const COLUMNS: &[Column<Row>] = &[
    Column { name: "Run date", width: 12, cell: |row| Cell::Date(row.row.run_date) },
    Column { name: "Cut-off date", width: 12, cell: |row| Cell::optional_date(row.row.cut_off_date) },
    Column { name: "Contract line id", width: 16, cell: |row| Cell::text(&row.row.contract_line) },
    Column { name: "Contract line", width: 24, cell: |row| Cell::text(&row.row.contract_line_name) },
    Column {
        name: "Milestone id",
        width: 14,
        cell: |row| Cell::optional_text(row.row.milestone.as_ref().map(|milestone| milestone.id.as_str())),
    },
    Column {
        name: "Milestone",
        width: 28,
        cell: |row| Cell::optional_text(row.row.milestone.as_ref().map(|milestone| milestone.name.as_str())),
    },
    Column {
        name: "Milestone amount",
        width: 17,
        cell: |row| {
            row.row.milestone.as_ref().map_or(Cell::Empty, |milestone| Cell::amount(&milestone.amount))
        },
    },
    Column {
        name: "Expected",
        width: 16,
        cell: |row| row.row.expected.as_deref().map_or(Cell::Empty, Cell::amount),
    },
    Column { name: "Currency", width: 10, cell: |row| Cell::text(&row.currency) },
    Column {
        name: "Run status",
        width: 15,
        cell: |row| Cell::word(RunStatus::from(row.row.run_status).as_str()),
    },
    Column { name: "Reason", width: 60, cell: |row| Cell::optional_text(row.row.reason.as_deref()) },
];

pub(super) fn table<'c>(
    connection: &'c Connection,
    key: &str,
    today: NaiveDate,
) -> Result<Table<'c>, ApiError> {
    let contract = contract(connection, key, today)?;
    let rows = contract.schedule.len() as u64;
    Ok(Table::new(format!("Schedule of {key}"), COLUMNS, rows, move |each| {
        let currency = contract.currency;
        let mut rows = contract.schedule.into_iter().map(|row| Row { row, currency: currency.clone() });
        rows.try_for_each(|row| each(&row))
    }))
}
