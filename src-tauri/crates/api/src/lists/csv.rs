//! A table as comma-separated values: UTF-8 with its mark, lines that end as RFC 4180 has them.

use std::{borrow::Cow, io::Write};

use super::table::{Cell, Table};
use crate::error::ApiError;

/// Says that what follows is UTF-8; without it, Excel takes the letters of the system.
const BYTE_ORDER_MARK: &[u8] = b"\xEF\xBB\xBF";

/// Writes the whole table.
///
/// # Errors
/// [`ApiError::Output`], or what reading the list fails with.
pub(super) fn write(table: Table<'_>, mut out: impl Write) -> Result<(), ApiError> {
    out.write_all(BYTE_ORDER_MARK)?;
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).buffer_capacity(1 << 16).from_writer(out);
    writer.write_record(table.headings.iter().map(|(name, _)| name)).map_err(output)?;
    table.each_row(&mut |cells| {
        for cell in cells {
            writer.write_field(&*words(cell)).map_err(output)?;
        }
        writer.write_record(None::<&[u8]>).map_err(output)
    })?;
    Ok(writer.flush()?)
}

fn words(cell: &Cell) -> Cow<'_, str> {
    match cell {
        Cell::Empty => Cow::Borrowed(""),
        Cell::Text(text) => safe(text),
        Cell::Amount(number) | Cell::Number(number) => Cow::Owned(number.to_string()),
        Cell::Date(date) => Cow::Owned(date.to_string()),
        Cell::Instant(instant) => Cow::Owned(instant.format("%Y-%m-%d %H:%M:%S").to_string()),
    }
}

/// Whether a spreadsheet would take a text for a formula, with apostrophes before it or not.
///
/// Source: OWASP, CSV injection.
pub(crate) fn begins_a_formula(text: &str) -> bool {
    let signs = ['=', '+', '-', '@', '\t', '\r', '\n', '\0', '＝', '＋', '－', '＠'];
    text.trim_start_matches('\'').starts_with(signs)
}

/// What would be a formula gets an apostrophe before it, and so does what looks as if it had got one, so that the import
/// can take exactly that one away.
fn safe(text: &str) -> Cow<'_, str> {
    if begins_a_formula(text) { Cow::Owned(format!("'{text}")) } else { Cow::Borrowed(text) }
}

fn output(error: csv::Error) -> ApiError {
    ApiError::Output(error.into())
}
