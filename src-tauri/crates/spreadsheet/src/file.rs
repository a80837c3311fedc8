//! A file of rows, whatever its form.

use std::{
    fs::File,
    io::{Read, Seek},
    path::{Path, PathBuf},
    time::{Instant, SystemTime},
};

use crate::{
    cell::Row,
    error::SpreadsheetError,
    limits::{CSV_BYTES_MAX, XLSX_BYTES_MAX},
    separated::Separated,
    watch::Clock,
    workbook::Workbook,
};

/// What is said of a file beforehand; the rest is recognised.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Asked {
    /// What separates columns, such as `;`.
    pub delimiter: Option<String>,
    /// The label of an encoding, such as `windows-1252`.
    pub encoding: Option<String>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
}

/// How a file is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Form {
    /// Text.
    Csv {
        /// What separates columns.
        delimiter: char,
        /// The name of its encoding.
        encoding: &'static str,
    },
    /// A workbook.
    Xlsx {
        /// The sheet that is read.
        sheet: String,
        /// Those it has.
        sheets: Vec<String>,
    },
}

/// A file that can be read row by row, as often as is needed.
#[derive(Debug)]
pub struct Spreadsheet {
    reader: Reader,
    path: PathBuf,
    bytes: u64,
    modified_at: Option<SystemTime>,
    header: Vec<String>,
    header_row: u32,
}

#[derive(Debug)]
enum Reader {
    Csv(Separated),
    Xlsx(Workbook),
}

impl Spreadsheet {
    /// Opens a file and reads its headings.
    ///
    /// # Errors
    /// [`SpreadsheetError`] for a file that is no CSV or XLSX, that is beyond the limits, or that has no headings.
    pub fn open(path: &Path, asked: &Asked) -> Result<Self, SpreadsheetError> {
        Self::open_by(path, asked, Instant::now)
    }

    pub(crate) fn open_by(path: &Path, asked: &Asked, clock: Clock) -> Result<Self, SpreadsheetError> {
        let unreadable = |source| SpreadsheetError::Unreadable { file: path.to_owned(), source };
        let mut file = File::open(path).map_err(unreadable)?;
        let metadata = file.metadata().map_err(unreadable)?;
        if !metadata.is_file() {
            return Err(SpreadsheetError::OtherForm { what: "no ordinary file" });
        }
        let (bytes, modified_at) = (metadata.len(), metadata.modified().ok());
        let mut start = [0; 8];
        let length = read_start(&mut file, &mut start).map_err(unreadable)?;
        let reader = match start {
            _ if length == 0 => return Err(SpreadsheetError::Empty),
            [0xD0, 0xCF, 0x11, 0xE0, ..] => {
                let what = "an old workbook (XLS), or one with a password";
                return Err(SpreadsheetError::OtherForm { what });
            }
            [b'%', b'P', b'D', b'F', ..] => return Err(SpreadsheetError::OtherForm { what: "a PDF" }),
            [b'P', b'K', 3, 4, ..] | [b'P', b'K', 5, 6, ..] => {
                within("XLSX", bytes, XLSX_BYTES_MAX)?;
                Reader::Xlsx(Workbook::open(file, path, asked, clock)?)
            }
            _ => {
                within("CSV", bytes, CSV_BYTES_MAX)?;
                Reader::Csv(Separated::open(file, path, asked)?)
            }
        };
        let mut opened =
            Self { reader, path: path.to_owned(), bytes, modified_at, header: Vec::new(), header_row: 0 };
        opened.read_header()?;
        Ok(opened)
    }

    fn read_header(&mut self) -> Result<(), SpreadsheetError> {
        let mut header = None;
        let read = self.every_row(|row| {
            header =
                Some((row.number, row.cells.iter().map(|cell| cell.shown().trim().to_owned()).collect()));
            Err(Stop::Here)
        });
        if let Err(Stop::Failed(error)) = read {
            return Err(error);
        }
        (self.header_row, self.header) = header.ok_or(SpreadsheetError::Empty)?;
        Ok(())
    }

    /// The headings, from the first column on; one may be empty.
    #[must_use]
    pub fn header(&self) -> &[String] {
        &self.header
    }

    /// How the file is read.
    #[must_use]
    pub fn form(&self) -> Form {
        match &self.reader {
            Reader::Csv(csv) => {
                Form::Csv { delimiter: char::from(csv.delimiter), encoding: csv.encoding.name() }
            }
            Reader::Xlsx(xlsx) => Form::Xlsx { sheet: xlsx.sheet.clone(), sheets: xlsx.sheets.clone() },
        }
    }

    /// The size of the file.
    #[must_use]
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    /// Gives every row below the headings, in order.
    ///
    /// # Errors
    /// [`SpreadsheetError`] where the file cannot be read on or was changed meanwhile, or what `each` fails with.
    pub fn rows<E: From<SpreadsheetError>>(
        &self,
        mut each: impl FnMut(Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        self.every_row(|row| if row.number <= self.header_row { Ok(()) } else { each(row) })?;
        Ok(self.refuse_changed()?)
    }

    fn every_row<E: From<SpreadsheetError>>(
        &self,
        each: impl FnMut(Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        match &self.reader {
            Reader::Csv(csv) => csv.rows(each),
            Reader::Xlsx(xlsx) => xlsx.rows(each),
        }
    }

    /// Passes over a file must see the same rows: what one of them checked, the next writes.
    fn refuse_changed(&self) -> Result<(), SpreadsheetError> {
        let metadata = std::fs::metadata(&self.path)
            .map_err(|source| SpreadsheetError::Unreadable { file: self.path.clone(), source })?;
        if metadata.len() == self.bytes && metadata.modified().ok() == self.modified_at {
            Ok(())
        } else {
            Err(SpreadsheetError::Changed)
        }
    }
}

/// Ends a reading after its first row.
enum Stop {
    Here,
    Failed(SpreadsheetError),
}

impl From<SpreadsheetError> for Stop {
    fn from(error: SpreadsheetError) -> Self {
        Self::Failed(error)
    }
}

fn read_start(file: &mut File, start: &mut [u8]) -> std::io::Result<usize> {
    let mut length = 0;
    while length < start.len() {
        match file.read(&mut start[length..])? {
            0 => break,
            read => length += read,
        }
    }
    file.rewind()?;
    Ok(length)
}

fn within(form: &'static str, bytes: u64, bytes_max: u64) -> Result<(), SpreadsheetError> {
    if bytes <= bytes_max {
        return Ok(());
    }
    Err(SpreadsheetError::TooLarge {
        form,
        megabytes: bytes.div_ceil(1 << 20),
        megabytes_max: bytes_max >> 20,
    })
}
