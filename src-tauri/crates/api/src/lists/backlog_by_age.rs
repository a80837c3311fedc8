//! The chargeable backlog by age, one row per age and currency.

use chrono::NaiveDate;
use proforma_store::Connection;

use super::table::{Cell, Column, Table};
use crate::{
    book_sums::BookSums,
    dto::{AgeBand, AgedAmount},
    error::ApiError,
    figures::figures,
};

const COLUMNS: &[Column<AgedAmount>] = &[
    Column { name: "Age", width: 18, cell: |row| Cell::text(age(row.age)) },
    Column { name: "Shares", width: 10, cell: |row| Cell::count(row.count) },
    Column { name: "Ready", width: 18, cell: |row| Cell::amount(&row.ready) },
    Column { name: "Not ready", width: 18, cell: |row| Cell::amount(&row.not_ready) },
    Column { name: "Sum", width: 18, cell: |row| Cell::amount(&row.sum) },
    Column { name: "Currency", width: 10, cell: |row| Cell::text(&row.currency) },
];

fn age(age: AgeBand) -> &'static str {
    match age {
        AgeBand::ToCome => "Dated after today",
        AgeBand::UpTo30 => "Up to 30 days",
        AgeBand::From31To60 => "31 to 60 days",
        AgeBand::From61To90 => "61 to 90 days",
        AgeBand::Over90 => "Over 90 days",
    }
}

pub(super) fn table(connection: &Connection, today: NaiveDate) -> Result<Table<'_>, ApiError> {
    let rows = figures(connection, &BookSums::default(), today)?.ages;
    Ok(Table::new("Backlog by age", COLUMNS, rows.len() as u64, move |each| rows.iter().try_for_each(each)))
}
