//! Files of rows: CSV and XLSX as rows of cells, within limits, and what their dates and numbers look like.
//!
//! Nothing here knows a book. A file is read as a stream, as often as its reader asks, and never held; whatever a
//! hostile file may do is refused before or while it is read, with a sentence that names the place.
//!
//! ```no_run
//! # fn walk() -> Result<(), proforma_spreadsheet::SpreadsheetError> {
//! use proforma_spreadsheet::{Asked, Spreadsheet, SpreadsheetError};
//! let file = Spreadsheet::open("hours.csv".as_ref(), &Asked::default())?;
//! file.rows(|row| {
//!     println!("{}: {} cells", row.number, row.cells.len());
//!     Ok::<_, SpreadsheetError>(())
//! })?;
//! # Ok(())
//! # }
//! ```

mod archive;
mod cell;
mod dates;
mod delimiter;
mod encoding;
mod error;
mod file;
mod hidden_rows;
pub mod limits;
mod long_text;
mod numbers;
mod separated;
mod text;
mod watch;
mod workbook;

pub use cell::{Cell, Row};
pub use dates::{DateEvidence, DateFormat, DateFormatError};
pub use error::SpreadsheetError;
pub use file::{Asked, Form, Spreadsheet};
pub use numbers::{NumberEvidence, NumberFormat};

/// What was recognised: one thing, several that fit equally, or nothing to go by.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Recognised<T> {
    /// No value said anything.
    Nothing,
    /// Only this fits best.
    One(T),
    /// These fit equally and read the same values differently: a person must say which.
    Several {
        /// What fits.
        fits: Vec<T>,
        /// A value that they read differently.
        example: Example,
    },
}

/// A value with the place where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Example {
    /// The row as a spreadsheet program numbers it.
    pub row: u32,
    /// The column, from 0.
    pub column: usize,
    /// The value without blanks around it.
    pub text: String,
}

impl Example {
    fn new(text: &str, (row, column): (u32, usize)) -> Self {
        Self { row, column, text: text.trim().to_owned() }
    }
}
