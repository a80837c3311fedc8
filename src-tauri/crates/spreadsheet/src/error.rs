//! Why a file was not read.

use std::path::PathBuf;

use crate::limits::{CELL_CHARACTERS_MAX, COLUMNS_MAX, ENTRIES_MAX, RATIO_MAX, ROWS_MAX};

/// Why a file was not read, or not to its end.
#[derive(Debug, thiserror::Error)]
pub enum SpreadsheetError {
    /// The file could not be opened or read.
    #[error("{} could not be read", file.display())]
    Unreadable {
        /// Which file.
        file: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// Nothing is in the file.
    #[error("the file is empty: it needs a row of headings and a row for each thing to import")]
    Empty,
    /// The file is larger than is read.
    #[error(
        "the file has {megabytes} MB, and at most {megabytes_max} MB of {form} are read; split it and import the parts one after the other"
    )]
    TooLarge {
        /// CSV or XLSX.
        form: &'static str,
        /// Its size.
        megabytes: u64,
        /// The limit.
        megabytes_max: u64,
    },
    /// A form that is not read, told by its first bytes.
    #[error("the file is {what}; save it as XLSX or CSV and choose that")]
    OtherForm {
        /// What it is.
        what: &'static str,
    },
    /// A workbook that keeps its reader busy.
    #[error(
        "the workbook could not be read within {seconds} seconds; open it in its program and save the sheet as CSV, or split it"
    )]
    TookTooLong {
        /// The limit.
        seconds: u64,
    },
    /// The archive of a workbook is broken.
    #[error("the workbook is damaged ({detail}); open it in its program and save it again")]
    Damaged {
        /// What is wrong with it.
        detail: String,
    },
    /// A workbook that inflates beyond what is read.
    #[error("the workbook inflates to more than {megabytes_max} MB{}; save the sheet as CSV and choose that", in_part(part.as_ref()))]
    Inflated {
        /// The limit.
        megabytes_max: u64,
        /// The part that is limited by itself.
        part: Option<String>,
    },
    /// A workbook that inflates as only a bomb does.
    #[error(
        "\"{part}\" in the workbook inflates to more than {RATIO_MAX} times its size, as no workbook of a person does; save the sheet as CSV and choose that"
    )]
    Bomb {
        /// Which part.
        part: String,
    },
    /// More parts than a workbook has.
    #[error(
        "the workbook has {entries} parts, and at most {ENTRIES_MAX} are read; save the sheet as CSV and choose that"
    )]
    TooManyEntries {
        /// How many.
        entries: usize,
    },
    /// Two parts of one name: which of them is read depends on the reader.
    #[error(
        "the workbook has two parts that are called \"{part}\"; open it in its program and save it again"
    )]
    PartTwice {
        /// The name.
        part: String,
    },
    /// A text in a workbook without an end in sight.
    #[error(
        "\"{part}\" in the workbook holds a text that is longer than any cell can be; save the sheet as CSV and choose that"
    )]
    HugeText {
        /// Which part.
        part: String,
    },
    /// A text of more characters than a cell can have, in however many pieces.
    #[error(
        "{} holds a text of more than {CELL_CHARACTERS_MAX} characters, as no cell can; shorten it and save the workbook again",
        in_cell(part, cell.as_ref())
    )]
    LongText {
        /// Which part.
        part: String,
        /// Which cell; none where it is a text that cells share.
        cell: Option<String>,
    },
    /// The sheet asked for is not there.
    #[error("the workbook has no sheet \"{asked}\"; it has {}", quoted(sheets))]
    NoSheet {
        /// What was asked for.
        asked: String,
        /// Those it has.
        sheets: Vec<String>,
    },
    /// No sheet of cells is in the workbook.
    #[error("the workbook has no sheet with cells")]
    NoSheets,
    /// Cells of a worksheet that do not follow each other.
    #[error(
        "row {row} of the sheet comes after a later one; open the workbook in its program and save it again"
    )]
    Disorder {
        /// Which row.
        row: u32,
    },
    /// The bytes are no text of the encoding.
    #[error("row {row} is not text in {encoding}; choose the encoding that the file was saved in")]
    NotText {
        /// Which row.
        row: u32,
        /// Its encoding.
        encoding: &'static str,
    },
    /// Bytes of zero, as no text has.
    #[error(
        "row {row} holds a byte of zero, as no text does: the file is no CSV, or was saved in another encoding"
    )]
    Zero {
        /// Which row.
        row: u32,
    },
    /// An encoding that nobody knows.
    #[error("\"{name}\" is no encoding, such as utf-8, utf-16le, windows-1252 or windows-1251")]
    UnknownEncoding {
        /// What was asked for.
        name: String,
    },
    /// A delimiter that cannot be one.
    #[error("\"{text}\" cannot separate columns; comma, semicolon, tab, | and other single signs can")]
    Delimiter {
        /// What was asked for.
        text: String,
    },
    /// A quote without its other half.
    #[error("row {row} opens a quote that is never closed; a quote inside a cell is written twice")]
    OpenQuote {
        /// Where it is opened.
        row: u32,
    },
    /// A quote that is closed before its cell is.
    #[error("row {row} has text after a closing quote; a quote inside a cell is written twice")]
    TextAfterQuote {
        /// Which row.
        row: u32,
    },
    /// A cell that is too long.
    #[error(
        "row {row} has a cell of more than {CELL_CHARACTERS_MAX} characters; is a quote missing before it?"
    )]
    LongCell {
        /// Which row.
        row: u32,
    },
    /// Too many columns.
    #[error("row {row} has more than {COLUMNS_MAX} columns; delete those that are not needed")]
    TooManyColumns {
        /// Which row.
        row: u32,
    },
    /// Too many rows.
    #[error("the file has more than {ROWS_MAX} rows; split it and import the parts one after the other")]
    TooManyRows,
    /// The file was changed while it was read.
    #[error("the file was changed while it was read; import it again")]
    Changed,
    /// The reader of workbooks gave up in a way that it never should.
    #[error("the workbook could not be read: its reader failed on it; save the sheet as CSV and choose that")]
    ReaderFailed,
}

fn in_part(part: Option<&String>) -> String {
    part.map(|part| format!(" in \"{part}\"")).unwrap_or_default()
}

fn in_cell(part: &str, cell: Option<&String>) -> String {
    match cell {
        Some(cell) => format!("cell {cell} of \"{part}\" in the workbook"),
        None => format!("\"{part}\" in the workbook"),
    }
}

fn quoted(names: &[String]) -> String {
    names.iter().map(|name| format!("\"{name}\"")).collect::<Vec<_>>().join(", ")
}
