//! What became of every candidate of a process run.

use chrono::NaiveDate;
use proforma_engine::passed_over::ReasonCode;
use proforma_store::Connection;

use super::table::{Cell, Column, Table};
use crate::{
    bounds,
    dto::{VerdictKind, VerdictRow},
    error::ApiError,
    runs::find,
    verdicts::{Narrowing, WholeList},
};

const COLUMNS: &[Column<VerdictRow>] = &[
    Column { name: "Verdict", width: 13, cell: |row| Cell::text(verdict(row.verdict)) },
    Column { name: "Contract id", width: 14, cell: |row| Cell::text(&row.contract) },
    Column { name: "Contract", width: 36, cell: |row| Cell::text(&row.contract_name) },
    Column { name: "Contract line", width: 24, cell: |row| Cell::text(&row.contract_line_name) },
    Column { name: "Id", width: 14, cell: |row| Cell::optional_text(row.id.as_deref()) },
    Column { name: "Description", width: 40, cell: |row| Cell::optional_text(row.description.as_deref()) },
    Column { name: "Date", width: 12, cell: |row| Cell::optional_date(row.date) },
    Column { name: "Customer id", width: 14, cell: |row| Cell::optional_text(row.customer.as_deref()) },
    Column {
        name: "Amount",
        width: 16,
        cell: |row| row.amount.as_ref().map_or(Cell::Empty, |amount| Cell::amount(&amount.amount)),
    },
    Column {
        name: "Currency",
        width: 10,
        cell: |row| Cell::optional_text(row.amount.as_ref().map(|amount| amount.currency.as_str())),
    },
    Column { name: "Invoice", width: 10, cell: |row| Cell::optional_text(row.invoice.as_deref()) },
    Column { name: "Rule", width: 20, cell: |row| row.code.map_or(Cell::Empty, rule) },
    Column { name: "Reason", width: 70, cell: |row| Cell::text(&row.reason) },
    Column { name: "Next run date", width: 13, cell: |row| Cell::optional_date(row.next_run_date) },
];

fn verdict(kind: VerdictKind) -> &'static str {
    match kind {
        VerdictKind::Invoiced => "Invoiced",
        VerdictKind::PassedOver => "Passed over",
        VerdictKind::NothingDue => "Nothing due",
        VerdictKind::Parked => "Parked",
    }
}

fn rule(code: crate::dto::ReasonCode) -> Cell {
    Cell::word(ReasonCode::from(code).as_str())
}

pub(super) fn table(
    connection: &Connection,
    run_date: NaiveDate,
    narrowing: Narrowing,
) -> Result<Table<'_>, ApiError> {
    bounds::search(&narrowing.text)?;
    let snapshot = connection.snapshot()?;
    let run = find(&snapshot, run_date)?.last;
    let list = WholeList::new(&snapshot, run, narrowing)?;
    let rows = u64::from(list.count());
    Ok(Table::new(format!("Verdicts of {run_date}"), COLUMNS, rows, move |each| list.each(&snapshot, each)))
}
