//! What the weeks to come would bring, one row per week and currency.

use chrono::NaiveDate;
use proforma_store::Connection;

use super::table::{Cell, Column, Table};
use crate::{book_sums::BookSums, dto::ForecastWeek, error::ApiError, figures::figures};

const COLUMNS: &[Column<ForecastWeek>] = &[
    Column { name: "Week from", width: 12, cell: |row| Cell::Date(row.week) },
    Column { name: "Run dates", width: 10, cell: |row| Cell::count(row.run_dates) },
    Column { name: "Expected", width: 18, cell: |row| Cell::amount(&row.expected) },
    Column { name: "Not ready", width: 18, cell: |row| Cell::amount(&row.not_ready) },
    Column { name: "Sum", width: 18, cell: |row| Cell::amount(&row.sum) },
    Column { name: "Currency", width: 10, cell: |row| Cell::text(&row.currency) },
];

pub(super) fn table(connection: &Connection, today: NaiveDate) -> Result<Table<'_>, ApiError> {
    let rows = figures(connection, &BookSums::default(), today)?.weeks;
    Ok(Table::new("Forecast by week", COLUMNS, rows.len() as u64, move |each| rows.iter().try_for_each(each)))
}
