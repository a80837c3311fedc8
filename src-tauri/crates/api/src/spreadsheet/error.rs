//! Why a file was not imported.

use std::path::PathBuf;

use proforma_spreadsheet::SpreadsheetError;
use proforma_store::StoreError;

use crate::interchange::ImportError;

/// Why a file was not imported. Nothing of it is in the book.
#[derive(Debug, thiserror::Error)]
pub enum SpreadsheetImportError {
    /// The file cannot be read.
    #[error(transparent)]
    File(#[from] SpreadsheetError),
    /// Its map does not fit it.
    #[error(transparent)]
    Refused(#[from] SpreadsheetRefusal),
    /// A person stopped it.
    #[error("the import was cancelled; nothing was added")]
    Cancelled,
    /// The book cannot be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl From<ImportError> for SpreadsheetImportError {
    /// What is refused of a row is told as one of its errors; what arrives here has no row.
    fn from(error: ImportError) -> Self {
        match error {
            ImportError::Store(error) => Self::Store(error),
            ImportError::Unreadable { file, source } => {
                Self::File(SpreadsheetError::Unreadable { file, source })
            }
            refused @ ImportError::Refused { .. } => {
                Self::Refused(SpreadsheetRefusal::BookRefuses { message: refused.to_string() })
            }
        }
    }
}

/// What does not fit between a file and its map.
#[derive(Debug, thiserror::Error)]
pub enum SpreadsheetRefusal {
    /// The map could not be read.
    #[error("the map {} could not be read", file.display())]
    MapUnreadable {
        /// Which file.
        file: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// The map is no map.
    #[error("the map does not hold: {message}")]
    Map {
        /// What is wrong with it.
        message: String,
    },
    /// The map names a field that there is not.
    #[error("the map names a field \"{name}\", and there is none{}; the fields are {known}", nearest_words(nearest.as_ref()))]
    UnknownField {
        /// What was found.
        name: String,
        /// What there is.
        known: String,
        /// What may have been meant.
        nearest: Option<String>,
    },
    /// The map names a heading that the file does not have.
    #[error("the file has no column \"{heading}\", which the map names for {field}{}", nearest_words(nearest.as_ref()))]
    NoHeading {
        /// The heading.
        heading: String,
        /// The field that it is named for.
        field: String,
        /// What may have been meant.
        nearest: Option<String>,
    },
    /// Two columns have the heading.
    #[error("the file has two columns \"{heading}\"; rename one of them")]
    HeadingTwice {
        /// The heading.
        heading: String,
    },
    /// No column is mapped to a field that must have one.
    #[error("no column is mapped to {field}; name the column that holds it")]
    NoColumn {
        /// The field.
        field: &'static str,
    },
    /// More customers or contract lines than one file brings.
    #[error(
        "the file has {rows} rows, and at most {rows_max} customers or contract lines are read at once; split it"
    )]
    TooManyRecords {
        /// How many.
        rows: u32,
        /// The limit.
        rows_max: u32,
    },
    /// The same bytes came in before, without ids.
    #[error(
        "this file was imported on {when}, and {rows} of its rows would be added twice: rows without ids are known by what is read of them; map its columns as they were mapped then, or give the rows ids"
    )]
    ImportedBefore {
        /// When it was imported, in the book's time zone.
        when: String,
        /// How many rows would be added.
        rows: u32,
    },
    /// The book refuses what every check let through.
    #[error("the book refuses a row: {message}")]
    BookRefuses {
        /// As the book says it.
        message: String,
    },
}

fn nearest_words(nearest: Option<&String>) -> String {
    nearest.map(|nearest| format!("; nearest is \"{nearest}\"")).unwrap_or_default()
}
