//! CSV: a text with a row on each line and something between its columns.

use std::{
    borrow::Cow,
    fs::File,
    io::{self, BufReader, Seek},
    path::{Path, PathBuf},
};

use csv::StringRecord;
use encoding_rs::Encoding;

use crate::{
    cell::{Cell, Row},
    delimiter, encoding,
    error::SpreadsheetError,
    file::Asked,
    limits::ROWS_MAX,
    text::{Fault, Text},
};

/// A CSV file and how it is read.
#[derive(Debug)]
pub(crate) struct Separated {
    file: File,
    path: PathBuf,
    pub(crate) encoding: &'static Encoding,
    pub(crate) delimiter: u8,
    /// Whether the first row only names the delimiter.
    is_named: bool,
}

impl Separated {
    pub(crate) fn open(file: File, path: &Path, asked: &Asked) -> Result<Self, SpreadsheetError> {
        let unreadable = |source| SpreadsheetError::Unreadable { file: path.to_owned(), source };
        let encoding = match &asked.encoding {
            Some(name) => encoding::named(name)?,
            None => {
                (&file).rewind().map_err(unreadable)?;
                encoding::recognise(&file).map_err(unreadable)?
            }
        };
        (&file).rewind().map_err(unreadable)?;
        let found = delimiter::recognise(Text::new(&file, encoding, None));
        let delimiter = asked.delimiter.as_deref().map(delimiter_of).transpose()?.unwrap_or(found.delimiter);
        Ok(Self { file, path: path.to_owned(), encoding, delimiter, is_named: found.is_named })
    }

    /// Every row, the headings first, blank ones left out.
    pub(crate) fn rows<E: From<SpreadsheetError>>(
        &self,
        mut each: impl FnMut(Row<'_>) -> Result<(), E>,
    ) -> Result<(), E> {
        let unreadable = |source| SpreadsheetError::Unreadable { file: self.path.clone(), source };
        (&self.file).rewind().map_err(unreadable)?;
        let text = Text::new(BufReader::new(&self.file), self.encoding, Some(self.delimiter));
        let numbers = text.row_numbers();
        let mut reader = csv::ReaderBuilder::new()
            .delimiter(self.delimiter)
            .has_headers(false)
            .flexible(true)
            .buffer_capacity(1 << 16)
            .from_reader(text);
        let mut record = StringRecord::new();
        let mut rows = 0;
        while reader.read_record(&mut record).map_err(|error| self.of_csv(error))? {
            let number = numbers.borrow_mut().pop_front().unwrap_or_default();
            if number == 1 && self.is_named {
                continue;
            }
            if record.iter().all(|cell| cell.trim().is_empty()) {
                continue;
            }
            rows += 1;
            // The headings are one of them.
            if rows > ROWS_MAX + 1 {
                return Err(SpreadsheetError::TooManyRows.into());
            }
            let cells: Vec<Cell<'_>> = record
                .iter()
                .map(|cell| if cell.is_empty() { Cell::Empty } else { Cell::Text(Cow::Borrowed(cell)) })
                .collect();
            each(Row { number, cells: &cells, is_hidden: false })?;
        }
        Ok(())
    }

    fn of_csv(&self, error: csv::Error) -> SpreadsheetError {
        // Rows of any length are read, and the text is UTF-8 by then: whatever else there is has no place here.
        let error = if let csv::ErrorKind::Io(error) = error.into_kind() {
            error
        } else {
            io::Error::other("its rows do not hold together")
        };
        match error.get_ref().and_then(|inner| inner.downcast_ref::<Fault>()) {
            Some(fault) => fault.into_error(self.encoding),
            None => SpreadsheetError::Unreadable { file: self.path.clone(), source: error },
        }
    }
}

/// A delimiter that somebody named.
fn delimiter_of(text: &str) -> Result<u8, SpreadsheetError> {
    match text {
        "\\t" | "tab" => Ok(b'\t'),
        _ => match text.as_bytes() {
            [byte] if byte.is_ascii_punctuation() && *byte != b'"' || matches!(byte, b'\t' | b' ') => {
                Ok(*byte)
            }
            _ => Err(SpreadsheetError::Delimiter { text: text.chars().take(20).collect() }),
        },
    }
}
