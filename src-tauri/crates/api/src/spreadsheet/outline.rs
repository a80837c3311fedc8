//! A file that was chosen: its columns, and the map that it is likely to have.

use chrono::{DateTime, Utc};
use proforma_spreadsheet::{Form, Spreadsheet, SpreadsheetError};
use proforma_store::{Connection, StoreError, WriteTransaction, import_mapping};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{FileToImport, ImportKind, ImportMap, SpreadsheetImportError, fields, map::recognised_columns};
use crate::dto::{OpenedSpreadsheet, RememberedMap, SpreadsheetColumn, SpreadsheetField};

/// How many rows are looked at for a first value of each column.
const LOOKED_AT_ROWS: usize = 100;
/// How much of a value is shown.
const SHOWN_CHARACTERS: usize = 60;

/// Opens a file that a person chose. Without a map, the one that is remembered for its headings, or what is recognised.
///
/// # Errors
/// [`SpreadsheetImportError`] where the file cannot be read.
pub fn open(
    connection: &Connection,
    file: &FileToImport,
    remembers: bool,
) -> Result<OpenedSpreadsheet, SpreadsheetImportError> {
    let mut spreadsheet = Spreadsheet::open(&file.path, &file.map.asked())?;
    let mut map = file.map.clone();
    let mut remembered = None;
    if remembers {
        match recall(connection, file.kind, spreadsheet.header())? {
            Some((mut known, from)) => {
                // The sheet of another month may have another name.
                if let Form::Xlsx { sheets, .. } = spreadsheet.form() {
                    known.sheet = known.sheet.filter(|sheet| sheets.contains(sheet));
                }
                // How the text is cut into columns may be remembered too.
                if known.asked() != map.asked() {
                    spreadsheet = Spreadsheet::open(&file.path, &known.asked())?;
                }
                (map, remembered) = (known, Some(from));
            }
            None => map.columns = recognised_columns(file.kind, spreadsheet.header()),
        }
    }
    let (sheet, sheets, delimiter, encoding) = match spreadsheet.form() {
        Form::Csv { delimiter, encoding } => {
            (None, Vec::new(), Some(delimiter.to_string()), Some(encoding.to_owned()))
        }
        Form::Xlsx { sheet, sheets } => (Some(sheet), sheets, None, None),
    };
    let fields = fields::fields(file.kind).iter();
    Ok(OpenedSpreadsheet {
        name: file.path.file_name().unwrap_or_default().to_string_lossy().into_owned(),
        kilobytes: u32::try_from(spreadsheet.bytes().div_ceil(1 << 10)).unwrap_or(u32::MAX),
        kind: file.kind,
        sheet,
        sheets,
        delimiter,
        encoding,
        columns: columns(&spreadsheet)?,
        fields: fields
            .map(|field| SpreadsheetField { name: field.name.to_owned(), is_required: field.is_required })
            .collect(),
        map,
        remembered,
    })
}

fn columns(spreadsheet: &Spreadsheet) -> Result<Vec<SpreadsheetColumn>, SpreadsheetError> {
    let header = spreadsheet.header();
    let mut first_values = vec![String::new(); header.len()];
    let mut looked_at = 0;
    let read = spreadsheet.rows(|row| {
        for (value, cell) in first_values.iter_mut().zip(row.cells) {
            if value.is_empty() && !cell.is_blank() {
                *value = cell.shown().trim().chars().take(SHOWN_CHARACTERS).collect();
            }
        }
        looked_at += 1;
        let is_enough = looked_at == LOOKED_AT_ROWS || first_values.iter().all(|value| !value.is_empty());
        if is_enough { Err(Enough::Seen) } else { Ok(()) }
    });
    if let Err(Enough::Failed(error)) = read {
        return Err(error);
    }
    let is_twice = |heading: &String| header.iter().filter(|other| *other == heading).count() > 1;
    Ok(header
        .iter()
        .zip(first_values)
        .map(|(heading, first_value)| SpreadsheetColumn {
            heading: heading.clone(),
            is_twice: is_twice(heading),
            first_value,
        })
        .collect())
}

/// Ends a reading when it has seen enough.
enum Enough {
    Seen,
    Failed(SpreadsheetError),
}

impl From<SpreadsheetError> for Enough {
    fn from(error: SpreadsheetError) -> Self {
        Self::Failed(error)
    }
}

/// A map as it is kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    file: String,
    map: ImportMap,
}

/// Remembers the map that a file was imported by.
pub(super) fn remember(
    tx: &WriteTransaction<'_>,
    file: &FileToImport,
    header: &[String],
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let name = file.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let kept = Kept { file: name, map: file.map.clone() };
    // A map of texts always has its JSON.
    let json = serde_json::to_string(&kept).unwrap_or_default();
    import_mapping::remember(tx, file.kind.as_str(), &hash(header), &json, now)
}

fn recall(
    connection: &Connection,
    kind: ImportKind,
    header: &[String],
) -> Result<Option<(ImportMap, RememberedMap)>, StoreError> {
    let Some(stored) = import_mapping::of_headings(connection, kind.as_str(), &hash(header))? else {
        return Ok(None);
    };
    // What an older version kept and this one cannot read is as good as forgotten.
    let Ok(kept) = serde_json::from_str::<Kept>(&stored.mapping) else { return Ok(None) };
    Ok(Some((kept.map, RememberedMap { file: kept.file, used_at: stored.used_at })))
}

fn hash(header: &[String]) -> String {
    let mut sha = Sha256::new();
    for heading in header {
        sha.update((heading.len() as u64).to_be_bytes());
        sha.update(heading);
    }
    sha.finalize().iter().map(|byte| format!("{byte:02x}")).collect()
}
