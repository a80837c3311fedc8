//! What was billed per month, in every month with an invoice.

use chrono::NaiveDate;
use proforma_engine::money::Currency;
use proforma_store::{Connection, invoice_list};
use rust_decimal::Decimal;

use super::table::{Cell, Column, Table};
use crate::error::ApiError;

struct Row {
    month: NaiveDate,
    currency: Currency,
    confirmed_minor: i128,
    on_draft_minor: i128,
}

const COLUMNS: &[Column<Row>] = &[
    Column { name: "Month", width: 12, cell: |row| Cell::Date(row.month) },
    Column { name: "Confirmed", width: 18, cell: |row| row.amount(row.confirmed_minor) },
    Column { name: "On drafts", width: 18, cell: |row| row.amount(row.on_draft_minor) },
    Column { name: "Sum", width: 18, cell: |row| row.amount(row.confirmed_minor + row.on_draft_minor) },
    Column { name: "Currency", width: 10, cell: |row| Cell::text(row.currency.code()) },
];

impl Row {
    fn amount(&self, minor: i128) -> Cell {
        Cell::Amount(Decimal::from_i128_with_scale(minor, self.currency.minor_digits()))
    }
}

pub(super) fn table(connection: &Connection) -> Result<Table<'_>, ApiError> {
    let months = invoice_list::by_month(connection)?.into_iter().map(|month| {
        Ok(Row {
            month: month.month,
            currency: Currency::from_code(&month.currency)?,
            confirmed_minor: month.confirmed_minor.into(),
            on_draft_minor: month.on_draft_minor.into(),
        })
    });
    let rows = months.collect::<Result<Vec<_>, ApiError>>()?;
    Ok(Table::new("Billed per month", COLUMNS, rows.len() as u64, move |each| rows.iter().try_for_each(each)))
}
