//! A list as a table: its columns, and its rows one at a time.

use chrono::{DateTime, NaiveDate, Utc};
use proforma_engine::money::Money;
use rust_decimal::Decimal;

use crate::error::ApiError;

/// How many rows are read from the book at once.
const ROWS_AT_ONCE: u32 = 10_000;

/// What stands in one place of a table.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Cell {
    /// Nothing.
    Empty,
    /// Words, never a formula.
    Text(String),
    /// An amount, with its currency's decimals; the currency stands in a column of its own.
    Amount(Decimal),
    /// Another number.
    Number(Decimal),
    /// A day.
    Date(NaiveDate),
    /// A moment.
    Instant(DateTime<Utc>),
}

impl Cell {
    pub(super) fn text(text: impl Into<String>) -> Self {
        Self::Text(text.into())
    }

    pub(super) fn optional_text(text: Option<impl Into<String>>) -> Self {
        text.map_or(Self::Empty, Self::text)
    }

    /// A stored word as a person writes it: `Ready to invoice`.
    pub(super) fn word(word: &str) -> Self {
        let mut letters = word.chars();
        let first = letters.next().map(|letter| letter.to_ascii_uppercase());
        Self::Text(
            first.into_iter().chain(letters).map(|letter| if letter == '_' { ' ' } else { letter }).collect(),
        )
    }

    pub(super) fn money(amount: Money) -> Self {
        Self::Amount(amount.amount())
    }

    /// An amount as it is sent.
    pub(super) fn amount(text: &str) -> Self {
        text.parse().map_or_else(|_| Self::text(text), Self::Amount)
    }

    /// A number as it is stored.
    pub(super) fn number(text: &str) -> Self {
        text.parse().map_or_else(|_| Self::text(text), Self::Number)
    }

    pub(super) fn count(count: u32) -> Self {
        Self::Number(count.into())
    }

    pub(super) fn optional_date(date: Option<NaiveDate>) -> Self {
        date.map_or(Self::Empty, Self::Date)
    }
}

/// A column of a list of `R`.
pub(super) struct Column<R: 'static> {
    /// Its heading.
    pub(super) name: &'static str,
    /// How many characters wide a worksheet shows it.
    pub(super) width: u8,
    /// What it shows of a row.
    pub(super) cell: fn(&R) -> Cell,
}

/// Takes the cells of one row.
pub(super) type EachRow<'a> = &'a mut dyn FnMut(&[Cell]) -> Result<(), ApiError>;

type Fill<'c> = Box<dyn FnOnce(EachRow<'_>) -> Result<(), ApiError> + 'c>;

/// A list that is about to be written.
pub(super) struct Table<'c> {
    /// What it is a list of.
    pub(super) title: String,
    /// Heading and width of each column.
    pub(super) headings: Vec<(&'static str, u8)>,
    /// How many rows it has.
    pub(super) rows: u64,
    fill: Fill<'c>,
}

impl<'c> Table<'c> {
    /// A table of these columns; `fill` gives its rows.
    pub(super) fn new<R: 'static>(
        title: impl Into<String>,
        columns: &'static [Column<R>],
        rows: u64,
        fill: impl FnOnce(&mut dyn FnMut(&R) -> Result<(), ApiError>) -> Result<(), ApiError> + 'c,
    ) -> Self {
        let headings = columns.iter().map(|column| (column.name, column.width)).collect();
        let cells_of = move |each: EachRow<'_>| {
            let mut cells = Vec::with_capacity(columns.len());
            fill(&mut |row: &R| {
                cells.clear();
                cells.extend(columns.iter().map(|column| (column.cell)(row)));
                each(&cells)
            })
        };
        Self { title: title.into(), headings, rows, fill: Box::new(cells_of) }
    }

    /// Gives every row, in order.
    pub(super) fn each_row(self, each: EachRow<'_>) -> Result<(), ApiError> {
        (self.fill)(each)
    }
}

/// Reads a list a part at a time.
pub(super) fn in_parts<R>(
    read: impl Fn(u32, u32) -> Result<Vec<R>, ApiError>,
    each: &mut dyn FnMut(&R) -> Result<(), ApiError>,
) -> Result<(), ApiError> {
    let mut offset = 0;
    loop {
        let rows = read(offset, ROWS_AT_ONCE)?;
        rows.iter().try_for_each(&mut *each)?;
        if rows.len() < ROWS_AT_ONCE as usize {
            return Ok(());
        }
        offset += ROWS_AT_ONCE;
    }
}
