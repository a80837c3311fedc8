//! What customers and contracts have in common: there are few of them, so the rows of a file are held together.

use proforma_spreadsheet::{Row, Spreadsheet};

use super::{
    FileToImport, Progress, SpreadsheetImportError, SpreadsheetRefusal, SpreadsheetResult, Stage, TELL_ROWS,
    Told, problem::Problem, reading::Texts,
};

use crate::interchange::values::shortened;

/// Most rows of a file of customers or contracts.
const RECORDS_MAX: u32 = 100_000;

/// A row with what it says.
pub(super) struct Record {
    pub(super) row: u32,
    pub(super) texts: Texts,
    /// What stands in its fields, as a person sees it.
    shown: Vec<String>,
    pub(super) problems: Vec<Problem>,
}

/// Every row of a file but those left out.
pub(super) fn read(
    result: &mut SpreadsheetResult,
    spreadsheet: &Spreadsheet,
    file: &FileToImport,
    told: Told<'_>,
) -> Result<Vec<Record>, SpreadsheetImportError> {
    if result.rows > RECORDS_MAX {
        return Err(SpreadsheetRefusal::TooManyRecords { rows: result.rows, rows_max: RECORDS_MAX }.into());
    }
    let total = Some(result.rows);
    let mut records = Vec::new();
    let mut done = 0;
    spreadsheet.rows(|row| {
        done += 1;
        if done % TELL_ROWS == 0 && told(Progress { stage: Stage::Check, done, total }).is_break() {
            return Err(SpreadsheetImportError::Cancelled);
        }
        if file.left_out.contains(&row.number) {
            result.left_out += 1;
        } else if let Some(record) = Record::of(result, &row) {
            records.push(record);
        }
        Ok(())
    })?;
    Ok(records)
}

impl Record {
    fn of(result: &SpreadsheetResult, row: &Row<'_>) -> Option<Self> {
        let reading = result.reading.as_ref()?;
        let mut problems: Vec<Problem> = reading.ragged(row).into_iter().collect();
        let texts = reading.texts(row, &mut problems);
        let shown = (0..reading.fields.len()).map(|field| reading.shown(row, field)).collect();
        Some(Self { row: row.number, texts, shown, problems })
    }

    /// Tells what is wrong with the row, if anything is.
    pub(super) fn refuse(self, result: &mut SpreadsheetResult) {
        if !self.problems.is_empty() {
            result.refuse_at(self.row, self.problems, |field| self.shown[field].clone());
        }
    }
}

/// In what the book differs from the file, as a sentence.
pub(super) fn differs(id: &str, what: &str, in_book: &str, in_file: &str) -> String {
    let quoted =
        |text: &str| if text.is_empty() { "nothing".to_owned() } else { format!("\"{}\"", shortened(text)) };
    format!(
        "The book has \"{id}\" already, with another {what}: {} there, {} here. Give the row an id of its own, or change it in the book.",
        quoted(in_book),
        quoted(in_file)
    )
}
