//! The import of a spreadsheet as the window shows it.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::Amount;
use crate::spreadsheet::{Correction, ImportKind, ImportMap, ReadRow, RowError};

sent!(/// A file that was chosen, before it is read as a whole.
OpenedSpreadsheet {
    /// Its name.
    name: String,
    /// Its size in kilobytes, rounded up.
    kilobytes: u32,
    /// What its rows are taken for.
    kind: ImportKind,
    /// The sheet that is read; none of a text.
    sheet: Option<String>,
    /// The sheets it has.
    sheets: Vec<String>,
    /// What separates the columns of a text.
    delimiter: Option<String>,
    /// The encoding of a text.
    encoding: Option<String>,
    /// Its columns.
    columns: Vec<SpreadsheetColumn>,
    /// What a column can be.
    fields: Vec<SpreadsheetField>,
    /// The map as it is remembered, or as far as it is recognised.
    map: ImportMap,
    /// Where the map is remembered from.
    remembered: Option<RememberedMap>,
});

sent!(/// A column of a file.
SpreadsheetColumn {
    /// Its heading.
    heading: String,
    /// Whether another column has the same, so that none of them can be mapped.
    is_twice: bool,
    /// The first value that is not blank.
    first_value: String,
});

sent!(/// What a column can be.
SpreadsheetField {
    /// As in the interchange format.
    name: String,
    /// Whether a column is needed for it.
    is_required: bool,
});

sent!(/// Where a map is remembered from.
RememberedMap {
    /// The file that was imported by it.
    file: String,
    /// When.
    used_at: DateTime<Utc>,
});

received!(/// What a person has said of the file that was chosen.
SpreadsheetRequest {
    /// What its rows are.
    kind: ImportKind,
    /// What its columns are.
    map: ImportMap,
    /// What is to stand in place of what stands in it.
    corrections: Vec<Correction>,
    /// Rows that are not to be imported.
    rows_to_leave_out: Vec<u32>,
});

sent!(/// What an import would do, or did.
SpreadsheetOutcome {
    /// How many rows the file has below its headings.
    rows: u32,
    /// How many are new to the book.
    added: u32,
    /// How many the book has already.
    unchanged: u32,
    /// How many were left out as asked.
    rows_left_out: u32,
    /// How many have errors.
    rows_with_errors: u32,
    /// The first errors, in the order of the rows.
    errors: Vec<RowError>,
    /// How many errors more there are.
    more_errors: u32,
    /// How many errors each column has, those without any left out.
    errors_by_field: Vec<FieldErrors>,
    /// What else is to be known of it, as sentences: what stays a draft and why, what stays deleted.
    notes: Vec<String>,
    /// What the new rows come to, by currency.
    sums: Vec<Amount>,
    /// The first rows as they are read.
    first_rows: Vec<ReadRow>,
    /// The format of the dates, where there are any that are texts.
    date_format: Option<SpreadsheetFormat>,
    /// Formats that fit the dates equally; one must be chosen.
    date_choices: Vec<SpreadsheetFormat>,
    /// The format of the numbers.
    number_format: NumberSigns,
    /// Formats that fit the numbers equally; one must be chosen.
    number_choices: Vec<NumberSigns>,
    /// How long it took.
    milliseconds: u32,
    /// Takes it back with `undo`, where transactions were added.
    undo: Option<String>,
});

sent!(/// How many errors a field has.
FieldErrors {
    /// The field.
    field: String,
    /// How many.
    errors: u32,
});

sent!(/// A format of dates.
SpreadsheetFormat {
    /// As a map has it: `%d.%m.%Y`.
    pattern: String,
    /// As a person writes it: `DD.MM.YYYY`.
    words: String,
});

sent!(/// The signs of numbers.
NumberSigns {
    /// Before the decimals.
    decimal: String,
    /// Between thousands; empty where there is none.
    thousands: String,
    /// As it looks.
    example: String,
});
