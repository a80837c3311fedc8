//! What an import did, or would do.

use proforma_engine::money::Money;
use proforma_spreadsheet::NumberFormat;
use serde::{Serialize, Serializer, ser::SerializeMap};

use super::{
    problem::{Problem, RowError},
    reading::Reading,
    recognition::{Recognition, Unclear, date_words},
    taken_in::Taking,
};
use crate::{
    dto::{Amount, FieldErrors, NumberSigns, SpreadsheetFormat, SpreadsheetOutcome},
    sums::Sums,
};

/// How many errors are told one by one.
pub const ERRORS_MAX: usize = 10_000;
/// How many bytes of what stands in them are told: cells of a hostile file are as long as cells can be.
const VALUE_BYTES_MAX: usize = 32 << 20;
/// How many errors the window shows.
const SHOWN_ERRORS: usize = 500;
/// How many rows are shown as they are read.
const SHOWN_ROWS: usize = 5;

/// What an import did, or would do.
#[derive(Debug, Default)]
pub struct SpreadsheetResult {
    /// How many rows the file has below its headings.
    pub rows: u32,
    /// How many of them are new to the book; none is added where there is an error.
    pub added: u32,
    /// How many the book has already.
    pub unchanged: u32,
    /// How many were left out as asked.
    pub left_out: u32,
    /// How many have errors.
    pub rows_with_errors: u32,
    /// What is wrong, in the order of the rows; the first of them.
    pub errors: Vec<RowError>,
    /// How many errors more there are.
    pub more_errors: u32,
    /// How much is told of what stands where the errors are.
    value_bytes: usize,
    /// How many errors each field has, by its place.
    pub(crate) errors_by_field: Vec<u32>,
    /// What else a person should know of it, as sentences.
    pub notes: Vec<String>,
    /// What the new rows come to.
    pub(crate) sums: Sums,
    /// The first rows as they are read.
    pub(crate) first_rows: Vec<ReadRow>,
    pub(crate) unclear: Vec<Unclear>,
    /// How the rows were read.
    pub(crate) reading: Option<Reading>,
    /// What came in, where that can be taken back.
    pub(crate) taking: Option<Taking>,
    /// Takes it back with `undo`; none where nothing was added, or there is no way back.
    pub undo: Option<String>,
}

/// What is wrong with a file, for whoever corrects it elsewhere.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FoundErrors {
    /// What is wrong, in the order of the rows; the first [`ERRORS_MAX`].
    pub errors: Vec<RowError>,
    /// How many errors more there are.
    pub more: u32,
}

/// A transaction as it was read.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ReadRow {
    /// The row.
    pub row: u32,
    /// What it says, by field.
    pub texts: Vec<Option<String>>,
    /// What it comes to.
    pub amount: Option<Amount>,
}

impl SpreadsheetResult {
    pub(crate) fn of(recognition: Recognition) -> Self {
        let errors_by_field = vec![0; recognition.reading.fields.len()];
        Self {
            rows: recognition.rows,
            errors_by_field,
            reading: Some(recognition.reading),
            notes: recognition.hidden.map(hidden_rows).into_iter().collect(),
            ..Self::default()
        }
    }

    /// A file of which a person must say more.
    pub(crate) fn unclear(recognition: Recognition) -> Self {
        let errors = recognition.unclear.iter().map(|unclear| unclear.error.clone()).collect();
        let unclear = recognition.unclear.clone();
        Self { errors, unclear, ..Self::of(recognition) }
    }

    /// Notes what is wrong with a row.
    pub(crate) fn refuse(&mut self, row: &proforma_spreadsheet::Row<'_>, problems: Vec<Problem>) {
        let Some(reading) = self.reading.take() else { return };
        self.note(&reading, row.number, problems, |field| reading.shown(row, field));
        self.reading = Some(reading);
    }

    /// Notes what is wrong with a row of which only what stands in it is left.
    pub(crate) fn refuse_at(&mut self, row: u32, problems: Vec<Problem>, shown: impl Fn(usize) -> String) {
        let Some(reading) = self.reading.take() else { return };
        self.note(&reading, row, problems, shown);
        self.reading = Some(reading);
    }

    fn note(&mut self, reading: &Reading, row: u32, problems: Vec<Problem>, shown: impl Fn(usize) -> String) {
        self.rows_with_errors += 1;
        for problem in problems {
            self.errors_by_field[problem.field] += 1;
            if self.errors.len() >= ERRORS_MAX || self.value_bytes >= VALUE_BYTES_MAX {
                self.more_errors += 1;
                continue;
            }
            let (column, value) = problem
                .elsewhere
                .unwrap_or_else(|| (reading.column(problem.field).to_owned(), shown(problem.field)));
            self.value_bytes += value.len();
            self.errors.push(RowError {
                row,
                column,
                field: reading.fields[problem.field].name.to_owned(),
                value,
                message: problem.message,
                suggestion: problem.suggestion,
            });
        }
    }

    /// Notes a row that is new to the book.
    pub(crate) fn add(&mut self, amount: Option<Money>) {
        self.added += 1;
        if let Some(amount) = amount {
            self.sums.add(amount);
        }
    }

    /// Whether a row more is shown as it was read.
    pub(crate) fn shows_more(&self) -> bool {
        self.first_rows.len() < SHOWN_ROWS
    }
}

impl SpreadsheetResult {
    /// Everything that is wrong, beyond what the window shows.
    #[must_use]
    pub fn found_errors(&self) -> FoundErrors {
        FoundErrors { errors: self.errors.iter().map(RowError::shortened).collect(), more: self.more_errors }
    }

    /// As the window shows it.
    #[must_use]
    pub fn outcome(self, milliseconds: u32) -> SpreadsheetOutcome {
        let more = self.errors.len().saturating_sub(SHOWN_ERRORS);
        let reading = self.reading.as_ref();
        let names = reading.map(|reading| reading.fields).unwrap_or_default();
        let by_field = self.errors_by_field.iter().zip(names).filter(|(errors, _)| **errors > 0);
        let number = reading.map(|reading| reading.number_format);
        let dates = self.unclear.iter().flat_map(|unclear| &unclear.dates);
        let numbers = self.unclear.iter().flat_map(|unclear| &unclear.decimals);
        SpreadsheetOutcome {
            rows: self.rows,
            added: self.added,
            unchanged: self.unchanged,
            rows_left_out: self.left_out,
            rows_with_errors: self.rows_with_errors,
            more_errors: self.more_errors.saturating_add(u32::try_from(more).unwrap_or(u32::MAX)),
            errors_by_field: by_field
                .map(|(errors, field)| FieldErrors { field: field.name.to_owned(), errors: *errors })
                .collect(),
            notes: self.notes,
            sums: self.sums.amounts_by_code(),
            date_format: reading
                .and_then(|reading| reading.date_format.as_ref())
                .map(|format| date(format.pattern())),
            date_choices: dates.map(|pattern| date(pattern)).collect(),
            number_format: signs(number.unwrap_or(NumberFormat { decimal: '.', thousands: None })),
            number_choices: numbers
                .map(|(decimal, thousands)| signs(NumberFormat { decimal: *decimal, thousands: *thousands }))
                .collect(),
            errors: self.errors.iter().take(SHOWN_ERRORS).map(RowError::shortened).collect(),
            first_rows: self.first_rows,
            milliseconds,
            undo: self.undo,
        }
    }
}

fn hidden_rows((count, first): (u32, u32)) -> String {
    if count == 1 {
        return format!(
            "Row {first} is hidden in the sheet and is imported too. Delete it there if it is not meant."
        );
    }
    format!(
        "{count} of the rows are hidden in the sheet, the first of them {first}, and are imported too. Delete them there if they are not meant."
    )
}

fn date(pattern: &str) -> SpreadsheetFormat {
    SpreadsheetFormat { pattern: pattern.to_owned(), words: date_words(pattern) }
}

fn signs(format: NumberFormat) -> NumberSigns {
    NumberSigns {
        decimal: format.decimal.to_string(),
        thousands: format.thousands.map(String::from).unwrap_or_default(),
        example: format.example(),
    }
}

impl Serialize for SpreadsheetResult {
    /// As the headless program prints it.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Told<'e> {
            row: u32,
            column: &'e str,
            value: &'e str,
            message: &'e str,
        }
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("rows", &self.rows)?;
        map.serialize_entry("added", if self.errors.is_empty() { &self.added } else { &0 })?;
        map.serialize_entry("unchanged", &self.unchanged)?;
        let told = self.errors.iter().map(|error| Told {
            row: error.row,
            column: &error.column,
            value: &error.value,
            message: &error.message,
        });
        map.serialize_entry("errors", &told.collect::<Vec<_>>())?;
        map.end()
    }
}
