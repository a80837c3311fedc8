//! The same file of transactions again. Rows without ids are known by what was read of them, so that the same bytes, read by
//! another map, would bring every row in a second time.

use std::{fs::File, io::Read, ops::ControlFlow, path::Path};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use proforma_engine::ids::ContractLineId;
use proforma_spreadsheet::SpreadsheetError;
use proforma_store::{Connection, StoreError, book, history, transaction};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use super::{
    FileToImport, ImportKind, SpreadsheetImportError, SpreadsheetRefusal, SpreadsheetResult, TakenIn,
    fields::transaction as at,
};
use crate::changes::{Command, UNDO};

/// The command as the history names it.
pub(crate) const IMPORT: &str = "import";

/// So much of a file is held at once.
const BUFFER_BYTES: usize = 64 << 10;

/// What the history says of a finished import, as far as it is asked here.
#[derive(Deserialize)]
struct ImportRecord {
    /// None for other kinds than transactions, and for what earlier versions imported.
    #[serde(default)]
    sha256: Option<String>,
    #[serde(default)]
    left_out: u32,
    /// Whether its rows had ids, by which each is known for good.
    #[serde(default)]
    has_ids: bool,
}

/// What it says of one that was taken back.
#[derive(Deserialize)]
struct UndoRecord {
    command: String,
    at: DateTime<Utc>,
}

/// The SHA-256 of a file of transactions; none of another kind, whose rows have ids.
pub(super) fn print(file: &FileToImport) -> Result<Option<String>, SpreadsheetImportError> {
    match file.kind {
        ImportKind::Transactions => of_bytes(&file.path).map(Some),
        ImportKind::Customers | ImportKind::Contracts => Ok(None),
    }
}

fn of_bytes(path: &Path) -> Result<String, SpreadsheetImportError> {
    let unreadable = |source| SpreadsheetError::Unreadable { file: path.to_owned(), source };
    let mut sha = Sha256::new();
    let mut file = File::open(path).map_err(unreadable)?;
    let mut buffer = vec![0; BUFFER_BYTES];
    loop {
        let read = file.read(&mut buffer).map_err(unreadable)?;
        if read == 0 {
            break;
        }
        sha.update(&buffer[..read]);
    }
    Ok(sha.finalize().iter().map(|byte| format!("{byte:02x}")).collect())
}

/// Refuses a file that was imported before, byte by byte, where more rows of it are new than were left out then and were
/// deleted since, unless its rows had ids both times.
///
/// # Errors
/// [`SpreadsheetRefusal::ImportedBefore`].
pub(super) fn hold(
    connection: &Connection,
    file: &FileToImport,
    result: &SpreadsheetResult,
) -> Result<(), SpreadsheetImportError> {
    if result.added == 0 || !result.errors.is_empty() {
        return Ok(());
    }
    let Some(print) = print(file)? else { return Ok(()) };
    let Some((when, before)) = latest(connection, &print)? else { return Ok(()) };
    let Some(book) = book::read(connection)? else { return Ok(()) };
    let missing = u64::from(before.left_out) + deleted_since(connection, when)?;
    if u64::from(result.added) <= missing || (before.has_ids && has_ids(result)) {
        return Ok(());
    }
    let zone = book.time_zone.parse().unwrap_or(Tz::UTC);
    let when = when.with_timezone(&zone).format("%-d %B %Y, %H:%M").to_string();
    Err(SpreadsheetRefusal::ImportedBefore { when, rows: result.added }.into())
}

/// How many of the transactions of an import were deleted since.
fn deleted_since(connection: &Connection, when: DateTime<Utc>) -> Result<u64, StoreError> {
    let mut deleted = 0;
    for (_, entry) in history::of_instant(connection, when, Command::ImportTransactions.as_str())? {
        // What came with the file the book was made of stands under other numbers: none of it is known to be deleted.
        let Ok(taken_in) = TakenIn::read(&entry.detail) else { continue };
        if !entry.is_own {
            continue;
        }
        for (line, of_line) in taken_in.lines {
            for (first, last) in of_line.transactions() {
                deleted += transaction::count_deleted(connection, ContractLineId(line), *first..=*last)?;
            }
        }
    }
    Ok(deleted)
}

/// Whether a column of the file names its rows.
pub(super) fn has_ids(result: &SpreadsheetResult) -> bool {
    result.reading.as_ref().is_some_and(|reading| reading.places[at::ID].is_some())
}

/// The last import of these bytes that was not taken back.
fn latest(connection: &Connection, print: &str) -> Result<Option<(DateTime<Utc>, ImportRecord)>, StoreError> {
    let mut found = None;
    let mut taken_back = Vec::new();
    history::latest_first(connection, None, &[IMPORT, UNDO], |entry| {
        if entry.command == UNDO {
            let undo = serde_json::from_str::<UndoRecord>(&entry.detail).ok();
            taken_back.extend(undo.filter(|undo| undo.command == IMPORT).map(|undo| undo.at));
            return Ok::<_, StoreError>(ControlFlow::Continue(()));
        }
        // Whole books come in by the same command, and their entries say other things.
        let record = serde_json::from_str::<ImportRecord>(&entry.detail).ok();
        let same = record.filter(|record| record.sha256.as_deref() == Some(print));
        Ok(match same {
            Some(record) if !taken_back.contains(&entry.at) => {
                found = Some((entry.at, record));
                ControlFlow::Break(())
            }
            Some(_) | None => ControlFlow::Continue(()),
        })
    })?;
    Ok(found)
}
