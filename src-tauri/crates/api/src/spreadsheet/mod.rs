//! Import of spreadsheets: CSV and XLSX files of transactions, customers and contracts.
//!
//! A file is looked through once to recognise its dates and numbers, then read row by row into the shapes of the
//! interchange format, whose checks decide what may be in a book. All or nothing is added; a row that the book has
//! already is passed over. No row is held longer than it takes to write it with its neighbours.
//!
//! ```no_run
//! # fn walk(connection: &proforma_store::Connection) -> Result<(), Box<dyn std::error::Error>> {
//! use std::ops::ControlFlow;
//! use proforma_api::spreadsheet::{self, FileToImport, ImportKind, ImportMap};
//! let map = ImportMap::read("map.json".as_ref())?;
//! let file = FileToImport::new("hours.csv".as_ref(), ImportKind::Transactions, map);
//! let result = spreadsheet::dry_run(connection, &file, &mut |_| ControlFlow::Continue(()))?;
//! assert!(result.errors.is_empty(), "nothing is wrong with the file");
//! # Ok(())
//! # }
//! ```
//!
//! Source: SPEC 2.5, 2.6.

mod contract_compare;
mod contract_rows;
mod contracts;
mod customers;
mod difference;
mod error;
mod fields;
mod former_names;
mod given_status;
mod identity;
mod imported_before;
mod line;
mod map;
mod names;
mod outline;
mod problem;
mod reading;
mod recognition;
mod records;
mod result;
mod taken_in;
mod transactions;

use std::{
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use proforma_spreadsheet::Spreadsheet;
use proforma_store::{Connection, history, imported::Numbers};
use serde::{Deserialize, Serialize};

pub use error::{SpreadsheetImportError, SpreadsheetRefusal};
pub(crate) use imported_before::IMPORT;
pub use map::ImportMap;
pub use outline::open;
pub use problem::RowError;
pub use proforma_spreadsheet::SpreadsheetError;
pub(crate) use taken_in::{TakenIn, Taking};

pub use result::{FoundErrors, ReadRow, SpreadsheetResult};

use crate::interchange::import::Import;

/// What the rows of a file are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ImportKind {
    /// A transaction in each row.
    Transactions,
    /// A customer in each row.
    Customers,
    /// A contract line in each row, with its contract; further rows of a line add milestones.
    Contracts,
}

impl ImportKind {
    /// The word that is stored.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Transactions => "transactions",
            Self::Customers => "customers",
            Self::Contracts => "contracts",
        }
    }
}

/// A value that a person typed over one of the file.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The row as a spreadsheet program numbers it.
    pub row: u32,
    /// The heading of the column, or a field that no column is mapped to.
    pub column: String,
    /// What should stand there, written as the file writes it.
    pub value: String,
}

/// A file with everything that is said of it.
#[derive(Debug, Clone)]
pub struct FileToImport {
    /// Where it is.
    pub path: PathBuf,
    /// What its rows are.
    pub kind: ImportKind,
    /// What its columns are.
    pub map: ImportMap,
    /// What is to stand in place of what stands in it.
    pub corrections: Vec<Correction>,
    /// Rows that are not to be imported.
    pub left_out: Vec<u32>,
}

impl FileToImport {
    /// A file as it is.
    #[must_use]
    pub fn new(path: &Path, kind: ImportKind, map: ImportMap) -> Self {
        Self { path: path.to_owned(), kind, map, corrections: Vec::new(), left_out: Vec::new() }
    }
}

/// How far an import has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Progress {
    /// What it does.
    pub stage: Stage,
    /// How many rows it has done that with.
    pub done: u32,
    /// Of how many, once that is known.
    pub total: Option<u32>,
}

/// What an import does, in this order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Looks at what dates and numbers look like.
    Recognise,
    /// Checks every row, and adds it where it is to be added.
    Check,
    /// Makes what was added durable.
    Finish,
}

/// Hears how far an import has come, and says whether it is to go on.
pub type Told<'t> = &'t mut dyn FnMut(Progress) -> ControlFlow<()>;

/// How often an import tells how far it has come.
pub(crate) const TELL_ROWS: u32 = 2_000;

/// What [`import`] would do; nothing is written.
///
/// # Errors
/// [`SpreadsheetImportError`] where the file cannot be read or its map does not fit it. What is wrong with its rows is
/// in the result.
pub fn dry_run(
    connection: &Connection,
    file: &FileToImport,
    told: Told<'_>,
) -> Result<SpreadsheetResult, SpreadsheetImportError> {
    let spreadsheet = Spreadsheet::open(&file.path, &file.map.asked())?;
    let recognition = recognition::recognise(&spreadsheet, file, told)?;
    if !recognition.unclear.is_empty() {
        return Ok(SpreadsheetResult::unclear(recognition));
    }
    let result = match file.kind {
        ImportKind::Transactions if transactions::may_pass_a_limit(connection, &recognition)? => {
            let tx = connection.write()?;
            let begun = Import::begin(&tx, DateTime::UNIX_EPOCH)?;
            transactions::import(begun, &spreadsheet, file, recognition, told)?
        }
        ImportKind::Transactions => {
            let snapshot = connection.snapshot()?;
            transactions::dry_run(&snapshot, &spreadsheet, file, recognition, told)?
        }
        // Written like any other and then dropped: what a contract may be is only known when it is written.
        ImportKind::Customers => {
            let tx = connection.write()?;
            customers::write(
                Import::begin(&tx, DateTime::UNIX_EPOCH)?,
                &spreadsheet,
                file,
                recognition,
                told,
            )?
        }
        ImportKind::Contracts => {
            let tx = connection.write()?;
            contracts::write(
                Import::begin(&tx, DateTime::UNIX_EPOCH)?,
                &spreadsheet,
                file,
                recognition,
                told,
            )?
        }
    };
    imported_before::hold(connection, file, &result)?;
    Ok(result)
}

/// Adds the rows of a file to a book: all of them, or none where one of them is wrong. Rows that the book has already
/// are passed over.
///
/// # Errors
/// As [`dry_run`], and where the book cannot be written. The book is as it was then, as it is after
/// [`SpreadsheetImportError::Cancelled`].
pub fn import(
    connection: &Connection,
    file: &FileToImport,
    now: DateTime<Utc>,
    told: Told<'_>,
) -> Result<SpreadsheetResult, SpreadsheetImportError> {
    let spreadsheet = Spreadsheet::open(&file.path, &file.map.asked())?;
    let recognition = recognition::recognise(&spreadsheet, file, told)?;
    if !recognition.unclear.is_empty() {
        return Ok(SpreadsheetResult::unclear(recognition));
    }
    let rows = recognition.rows;
    let tx = connection.write()?;
    let numbers = Numbers::read(&tx)?;
    let begun = Import::begin(&tx, now)?;
    let mut result = match file.kind {
        ImportKind::Transactions => transactions::import(begun, &spreadsheet, file, recognition, told)?,
        ImportKind::Customers => customers::write(begun, &spreadsheet, file, recognition, told)?,
        ImportKind::Contracts => contracts::write(begun, &spreadsheet, file, recognition, told)?,
    };
    if !result.errors.is_empty() || result.added == 0 {
        return Ok(result);
    }
    imported_before::hold(&tx, file, &result)?;
    if told(Progress { stage: Stage::Finish, done: rows, total: Some(rows) }).is_break() {
        return Err(SpreadsheetImportError::Cancelled);
    }
    outline::remember(&tx, file, spreadsheet.header(), now)?;
    let name = file.path.file_name().unwrap_or_default().to_string_lossy();
    let detail = serde_json::json!({
        "file": name,
        file.kind.as_str(): result.added,
        "unchanged": result.unchanged,
        "corrected": file.corrections.len(),
        "left_out": file.left_out.len(),
        "sha256": imported_before::print(file)?,
        "has_ids": imported_before::has_ids(&result),
    });
    let sequence = history::append(&tx, None, now, imported_before::IMPORT, &detail.to_string())?;
    numbers.note_added(&tx, sequence)?;
    if let Some(taking) = result.taking.take() {
        result.undo = taking.write(&tx, &name, now)?;
    }
    tx.commit()?;
    Ok(result)
}
