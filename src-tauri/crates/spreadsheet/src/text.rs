//! Stands before the parser of CSV: makes any encoding UTF-8, and refuses what the parser would put up with.
//!
//! The parser takes a quote that is never closed for one long cell, and would hold the rest of the file in it. So the
//! same quotes are followed here, byte by byte, with the number of the row.

use std::{
    cell::RefCell,
    collections::VecDeque,
    io::{self, Read},
    rc::Rc,
};

use encoding_rs::{Decoder, DecoderResult, Encoding};

use crate::{
    error::SpreadsheetError,
    limits::{CELL_CHARACTERS_MAX, COLUMNS_MAX},
};

const CHUNK_BYTES: usize = 64 << 10;

/// Why the text is not handed on to the parser, and in which row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("{what:?} in row {row}")]
pub(crate) struct Fault {
    what: What,
    row: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum What {
    NotText,
    Zero,
    OpenQuote,
    TextAfterQuote,
    LongCell,
    TooManyColumns,
}

impl Fault {
    pub(crate) fn into_error(self, encoding: &'static Encoding) -> SpreadsheetError {
        let row = self.row;
        match self.what {
            What::NotText => SpreadsheetError::NotText { row, encoding: encoding.name() },
            What::Zero => SpreadsheetError::Zero { row },
            What::OpenQuote => SpreadsheetError::OpenQuote { row },
            What::TextAfterQuote => SpreadsheetError::TextAfterQuote { row },
            What::LongCell => SpreadsheetError::LongCell { row },
            What::TooManyColumns => SpreadsheetError::TooManyColumns { row },
        }
    }
}

/// Numbers of rows that the parser has not come to yet: a few, since it reads what is looked at here at once.
pub(crate) type RowNumbers = Rc<RefCell<VecDeque<u32>>>;

/// A reader that gives UTF-8 and has looked at every byte.
pub(crate) struct Text<R> {
    inner: R,
    decoder: Decoder,
    raw: Vec<u8>,
    raw_from: usize,
    raw_to: usize,
    is_at_end: bool,
    decoded: Vec<u8>,
    decoded_from: usize,
    decoded_to: usize,
    guard: Option<Guard>,
}

impl<R: Read> Text<R> {
    /// Text that is checked with the delimiter in mind, or only decoded where there is none yet.
    pub(crate) fn new(inner: R, encoding: &'static Encoding, delimiter: Option<u8>) -> Self {
        Self {
            inner,
            decoder: encoding.new_decoder_with_bom_removal(),
            raw: vec![0; CHUNK_BYTES],
            raw_from: 0,
            raw_to: 0,
            is_at_end: false,
            decoded: vec![0; CHUNK_BYTES * 3],
            decoded_from: 0,
            decoded_to: 0,
            guard: delimiter.map(Guard::new),
        }
    }

    /// The numbers of the rows that are not empty, which the parser passes over without counting them.
    pub(crate) fn row_numbers(&self) -> RowNumbers {
        self.guard.as_ref().map(|guard| Rc::clone(&guard.numbers)).unwrap_or_default()
    }

    /// Decodes what has been read, and reads on where nothing is left.
    fn refill(&mut self) -> io::Result<()> {
        while self.decoded_from == self.decoded_to {
            if self.raw_from == self.raw_to {
                if self.is_at_end {
                    return Ok(());
                }
                (self.raw_from, self.raw_to) = (0, self.inner.read(&mut self.raw)?);
                self.is_at_end = self.raw_to == 0;
            }
            let raw = &self.raw[self.raw_from..self.raw_to];
            let (result, read, written) =
                self.decoder.decode_to_utf8_without_replacement(raw, &mut self.decoded, self.is_at_end);
            self.raw_from += read;
            (self.decoded_from, self.decoded_to) = (0, written);
            let decoded = &self.decoded[..written];
            if let Some(guard) = &mut self.guard {
                guard.look(decoded).map_err(fault)?;
            }
            match result {
                DecoderResult::Malformed(..) => {
                    let row = self.guard.as_ref().map_or(1, |guard| guard.row);
                    return Err(fault(Fault { what: What::NotText, row }));
                }
                DecoderResult::InputEmpty if self.is_at_end => {
                    if let Some(guard) = &mut self.guard {
                        guard.end().map_err(fault)?;
                    }
                    return Ok(());
                }
                DecoderResult::InputEmpty | DecoderResult::OutputFull => {}
            }
        }
        Ok(())
    }
}

impl<R: Read> Read for Text<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        self.refill()?;
        let decoded = &self.decoded[self.decoded_from..self.decoded_to];
        let length = decoded.len().min(buffer.len());
        buffer[..length].copy_from_slice(&decoded[..length]);
        self.decoded_from += length;
        Ok(length)
    }
}

fn fault(fault: Fault) -> io::Error {
    io::Error::new(io::ErrorKind::InvalidData, fault)
}

/// Follows cells and quotes.
#[derive(Debug)]
struct Guard {
    delimiter: u8,
    state: State,
    row: u32,
    quote_row: u32,
    cell_characters: usize,
    cells: usize,
    is_after_return: bool,
    is_empty_row: bool,
    numbers: RowNumbers,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    CellStart,
    Plain,
    Quoted,
    QuoteInQuoted,
}

impl Guard {
    fn new(delimiter: u8) -> Self {
        Self {
            delimiter,
            state: State::CellStart,
            row: 1,
            quote_row: 1,
            cell_characters: 0,
            cells: 1,
            is_after_return: false,
            is_empty_row: true,
            numbers: RowNumbers::default(),
        }
    }

    fn look(&mut self, bytes: &[u8]) -> Result<(), Fault> {
        for byte in bytes {
            self.step(*byte).map_err(|what| Fault { what, row: self.row })?;
        }
        Ok(())
    }

    fn step(&mut self, byte: u8) -> Result<(), What> {
        if byte == 0 {
            return Err(What::Zero);
        }
        let is_after_return = std::mem::take(&mut self.is_after_return);
        if self.state != State::Quoted {
            if byte == b'\n' && is_after_return {
                return Ok(());
            }
            if byte == b'\n' || byte == b'\r' {
                self.is_after_return = byte == b'\r';
                self.end_row();
                self.cells = 1;
                self.next_cell();
                return Ok(());
            }
            self.is_empty_row = false;
            if byte == self.delimiter {
                self.cells += 1;
                self.next_cell();
                return if self.cells > COLUMNS_MAX { Err(What::TooManyColumns) } else { Ok(()) };
            }
        }
        self.state = match (self.state, byte) {
            (State::CellStart, b'"') => {
                self.quote_row = self.row;
                State::Quoted
            }
            (State::Quoted, b'"') => State::QuoteInQuoted,
            (State::QuoteInQuoted, b'"') | (State::Quoted, _) => State::Quoted,
            (State::QuoteInQuoted, _) => return Err(What::TextAfterQuote),
            (State::CellStart | State::Plain, _) => State::Plain,
        };
        // Only the first byte of a character counts.
        self.cell_characters += usize::from(byte & 0xC0 != 0x80);
        if self.cell_characters > CELL_CHARACTERS_MAX + 2 { Err(What::LongCell) } else { Ok(()) }
    }

    fn end_row(&mut self) {
        if !std::mem::replace(&mut self.is_empty_row, true) {
            self.numbers.borrow_mut().push_back(self.row);
        }
        self.row += 1;
    }

    fn next_cell(&mut self) {
        self.state = State::CellStart;
        self.cell_characters = 0;
    }

    fn end(&mut self) -> Result<(), Fault> {
        self.end_row();
        if self.state == State::Quoted {
            Err(Fault { what: What::OpenQuote, row: self.quote_row })
        } else {
            Ok(())
        }
    }
}
