//! A table as a workbook of Excel: numbers and dates are numbers and dates, texts are never formulas.

use std::{
    fs::File,
    io::{self, BufWriter},
};

use chrono::{DateTime, Datelike, NaiveDate, Timelike, Utc};
use rust_decimal::Decimal;
use rust_xlsxwriter::{ExcelDateTime, Format, Workbook, Worksheet, XlsxError};

use super::table::{Cell, Table};
use crate::error::ApiError;

/// How amounts of a currency are shown, by how many decimals it has.
const AMOUNTS: [&str; 5] = ["#,##0", "#,##0.0", "#,##0.00", "#,##0.000", "#,##0.0000"];

/// Writes the whole table. No more than one row of it is in memory.
///
/// # Errors
/// [`ApiError::Output`], or what reading the list fails with.
pub(super) fn write(table: Table<'_>, file: &mut File) -> Result<(), ApiError> {
    let mut workbook = Workbook::new();
    let sheet = workbook.add_worksheet_with_constant_memory().map_err(output)?;
    sheet.set_name("List").and_then(|sheet| sheet.set_freeze_panes(1, 0)).map_err(output)?;
    let heading = Format::new().set_bold();
    for (column, (name, width)) in (0..).zip(&table.headings) {
        sheet.set_column_width(column, u16::from(*width)).map_err(output)?;
        sheet.write_string_with_format(0, column, *name, &heading).map_err(output)?;
    }
    let formats = Formats::new();
    let mut row = 0;
    table.each_row(&mut |cells| {
        row += 1;
        for (column, cell) in (0..).zip(cells) {
            formats.write(sheet, (row, column), cell).map_err(output)?;
        }
        Ok(())
    })?;
    workbook.save_to_writer(BufWriter::new(file)).map_err(output)
}

struct Formats {
    amounts: [Format; AMOUNTS.len()],
    date: Format,
    instant: Format,
}

impl Formats {
    fn new() -> Self {
        Self {
            amounts: AMOUNTS.map(|format| Format::new().set_num_format(format)),
            date: Format::new().set_num_format("yyyy-mm-dd"),
            instant: Format::new().set_num_format("yyyy-mm-dd hh:mm:ss"),
        }
    }

    fn write(&self, sheet: &mut Worksheet, (row, column): (u32, u16), cell: &Cell) -> Result<(), XlsxError> {
        match cell {
            Cell::Empty => Ok(()),
            Cell::Text(text) => sheet.write_string(row, column, text).map(|_| ()),
            Cell::Amount(amount) => {
                sheet.write_with_format(row, column, *amount, self.amount(*amount)).map(|_| ())
            }
            Cell::Number(number) => sheet.write(row, column, *number).map(|_| ()),
            Cell::Date(date) => {
                sheet.write_datetime_with_format(row, column, day(*date)?, &self.date).map(|_| ())
            }
            Cell::Instant(at) => {
                sheet.write_datetime_with_format(row, column, moment(*at)?, &self.instant).map(|_| ())
            }
        }
    }

    fn amount(&self, amount: Decimal) -> &Format {
        &self.amounts[(amount.scale() as usize).min(AMOUNTS.len() - 1)]
    }
}

fn day(date: NaiveDate) -> Result<ExcelDateTime, XlsxError> {
    let year = u16::try_from(date.year()).unwrap_or_default();
    ExcelDateTime::from_ymd(year, date.month() as u8, date.day() as u8)
}

fn moment(at: DateTime<Utc>) -> Result<ExcelDateTime, XlsxError> {
    day(at.date_naive())?.and_hms(at.hour() as u16, at.minute() as u8, at.second())
}

fn output(error: XlsxError) -> ApiError {
    ApiError::Output(if let XlsxError::IoError(error) = error { error } else { io::Error::other(error) })
}
