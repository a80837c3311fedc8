//! The calendar: a row for each day and currency; what is counted stands in the first row of its day.

use chrono::NaiveDate;
use proforma_store::Connection;

use super::table::{Cell, Column, Table};
use crate::{
    book_sums::BookSums,
    calendar,
    dto::{Amount, CalendarDay, ProcessRunStatus},
    error::ApiError,
};

struct Row {
    date: NaiveDate,
    /// None in the further rows of a day.
    day: Option<CalendarDay>,
    currency: Option<String>,
    expected: Option<String>,
    invoiced: Option<String>,
}

const COLUMNS: &[Column<Row>] = &[
    Column { name: "Date", width: 12, cell: |row| Cell::Date(row.date) },
    Column { name: "Contracts to run", width: 17, cell: |row| counted(row, |day| day.contracts) },
    Column { name: "Contracts with a cut-off", width: 24, cell: |row| counted(row, |day| day.cut_offs) },
    Column { name: "Milestones", width: 40, cell: |row| row.day.as_ref().map_or(Cell::Empty, milestones) },
    Column {
        name: "Missed",
        width: 8,
        cell: |row| {
            if row.day.as_ref().is_some_and(|day| day.is_missed) { Cell::text("Missed") } else { Cell::Empty }
        },
    },
    Column {
        name: "Process run",
        width: 24,
        cell: |row| row.day.as_ref().and_then(|day| day.run).map_or(Cell::Empty, status),
    },
    Column { name: "Invoices", width: 10, cell: |row| counted(row, |day| day.invoices) },
    Column {
        name: "Expected",
        width: 16,
        cell: |row| row.expected.as_deref().map_or(Cell::Empty, Cell::amount),
    },
    Column {
        name: "Invoiced",
        width: 16,
        cell: |row| row.invoiced.as_deref().map_or(Cell::Empty, Cell::amount),
    },
    Column { name: "Currency", width: 10, cell: |row| Cell::optional_text(row.currency.as_deref()) },
];

fn counted(row: &Row, count: fn(&CalendarDay) -> u32) -> Cell {
    row.day.as_ref().map_or(Cell::Empty, |day| Cell::count(count(day)))
}

fn milestones(day: &CalendarDay) -> Cell {
    let names: Vec<String> = day
        .milestones
        .iter()
        .map(|milestone| format!("{}: {}", milestone.contract_name, milestone.name))
        .collect();
    if names.is_empty() { Cell::Empty } else { Cell::text(names.join("; ")) }
}

fn status(status: ProcessRunStatus) -> Cell {
    Cell::text(match status {
        ProcessRunStatus::Running => "Running",
        ProcessRunStatus::Completed => "Completed",
        ProcessRunStatus::CompletedWithFailures => "Completed with failures",
        ProcessRunStatus::Interrupted => "Interrupted",
    })
}

fn rows(day: CalendarDay) -> Vec<Row> {
    let mut currencies: Vec<String> =
        day.expected.iter().chain(&day.invoiced).map(|amount| amount.currency.clone()).collect();
    currencies.sort();
    currencies.dedup();
    let of = |amounts: &[Amount], currency: &str| {
        amounts.iter().find(|amount| amount.currency == currency).map(|amount| amount.amount.clone())
    };
    let row = |currency: String| Row {
        date: day.date,
        day: None,
        expected: of(&day.expected, &currency),
        invoiced: of(&day.invoiced, &currency),
        currency: Some(currency),
    };
    let mut rows: Vec<Row> = currencies.into_iter().map(row).collect();
    if rows.is_empty() {
        rows.push(Row { date: day.date, day: None, currency: None, expected: None, invoiced: None });
    }
    rows[0].day = Some(day);
    rows
}

pub(super) fn table(
    connection: &Connection,
    from: NaiveDate,
    to: NaiveDate,
    today: NaiveDate,
) -> Result<Table<'_>, ApiError> {
    let rows: Vec<Row> = calendar::whole(connection, &BookSums::default(), from, to, today)?
        .into_iter()
        .flat_map(rows)
        .collect();
    let title = format!("Calendar {from} to {to}");
    Ok(Table::new(title, COLUMNS, rows.len() as u64, move |each| rows.iter().try_for_each(each)))
}
