//! The next run dates with what they would bring, then what waits for missed dates, last what has no date: a row for each
//! date and currency; what is counted stands in the first row of its date.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use proforma_store::Connection;

use super::table::{Cell, Column, Table};
use crate::{
    book_sums::BookSums,
    dto::{AgendaDate, Amount},
    error::ApiError,
    home::home,
};

struct Row {
    date: Option<NaiveDate>,
    waits_for_missed: bool,
    /// None in the further rows of a date.
    of: Option<AgendaDate>,
    currency: Option<String>,
    expected: Option<String>,
    not_ready: Option<String>,
}

const COLUMNS: &[Column<Row>] = &[
    Column { name: "Run date", width: 12, cell: |row| Cell::optional_date(row.date) },
    Column { name: "Drafts", width: 8, cell: |row| counted(row, |of| of.drafts) },
    Column { name: "Contracts", width: 10, cell: |row| counted(row, |of| of.contracts) },
    Column { name: "Expected", width: 18, cell: |row| amount(row.expected.as_deref()) },
    Column { name: "Not ready", width: 18, cell: |row| amount(row.not_ready.as_deref()) },
    Column { name: "Currency", width: 10, cell: |row| Cell::optional_text(row.currency.as_deref()) },
    Column { name: "Waits for", width: 20, cell: waits_for },
];

fn waits_for(row: &Row) -> Cell {
    match (row.date, row.waits_for_missed) {
        (Some(_), _) => Cell::Empty,
        (None, true) => Cell::text("A missed run date"),
        (None, false) => Cell::text("No run date"),
    }
}

fn counted(row: &Row, count: fn(&AgendaDate) -> u32) -> Cell {
    row.of.as_ref().map_or(Cell::Empty, |of| Cell::count(count(of)))
}

fn amount(text: Option<&str>) -> Cell {
    text.map_or(Cell::Empty, Cell::amount)
}

pub(super) fn table(connection: &Connection, today: NaiveDate) -> Result<Table<'_>, ApiError> {
    let agenda = home(connection, &BookSums::default(), today)?.agenda;
    let rows: Vec<Row> = agenda.into_iter().flat_map(rows_of).collect();
    Ok(Table::new("Next run dates", COLUMNS, rows.len() as u64, move |each| rows.iter().try_for_each(each)))
}

fn rows_of(of: AgendaDate) -> Vec<Row> {
    let codes: BTreeSet<&str> =
        of.expected.iter().chain(&of.not_ready).map(|amount| amount.currency.as_str()).collect();
    let amount_in = |amounts: &[Amount], code: &str| {
        amounts.iter().find(|amount| amount.currency == code).map(|amount| amount.amount.clone())
    };
    let mut rows: Vec<Row> = codes
        .into_iter()
        .map(|code| Row {
            date: of.date,
            waits_for_missed: of.waits_for_missed,
            of: None,
            currency: Some(code.to_owned()),
            expected: amount_in(&of.expected, code),
            not_ready: amount_in(&of.not_ready, code),
        })
        .collect();
    if rows.is_empty() {
        rows.push(Row {
            date: of.date,
            waits_for_missed: of.waits_for_missed,
            of: None,
            currency: None,
            expected: None,
            not_ready: None,
        });
    }
    if let Some(first) = rows.first_mut() {
        first.of = Some(of);
    }
    rows
}
