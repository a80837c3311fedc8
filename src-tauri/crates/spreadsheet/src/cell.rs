//! What stands in a file: cells in rows.

use std::borrow::Cow;

use chrono::NaiveDate;
use rust_decimal::Decimal;

/// What stands in one place of a row.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell<'r> {
    /// Nothing.
    Empty,
    /// A text; everything is in a CSV file.
    Text(Cow<'r, str>),
    /// A number of a worksheet, as its program shows it: at most 15 digits.
    Number(Decimal),
    /// A number of a worksheet that is shown as a percentage: 19 for 19 %, where the worksheet holds 0.19.
    Percent(Decimal),
    /// A day of a worksheet; its time of day is left out.
    Date(NaiveDate),
    /// Yes or no.
    Bool(bool),
    /// What the program of a worksheet could not compute, such as `#REF!`.
    Error(String),
    /// A number, a date or a time that no value of a book can be.
    Unreadable(String),
}

impl Cell<'_> {
    /// What a person sees in the cell.
    #[must_use]
    pub fn shown(&self) -> Cow<'_, str> {
        match self {
            Self::Empty => Cow::Borrowed(""),
            Self::Text(text) => Cow::Borrowed(text),
            Self::Number(number) => Cow::Owned(number.to_string()),
            Self::Percent(percent) => Cow::Owned(format!("{percent}%")),
            Self::Date(date) => Cow::Owned(date.to_string()),
            Self::Bool(is_true) => Cow::Borrowed(if *is_true { "TRUE" } else { "FALSE" }),
            Self::Error(text) | Self::Unreadable(text) => Cow::Borrowed(text),
        }
    }

    /// Whether nothing but blanks stands in it.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        match self {
            Self::Empty => true,
            Self::Text(text) => text.trim().is_empty(),
            Self::Number(_)
            | Self::Percent(_)
            | Self::Date(_)
            | Self::Bool(_)
            | Self::Error(_)
            | Self::Unreadable(_) => false,
        }
    }
}

/// A row below the headings; blank rows are passed over.
#[derive(Debug, Clone, Copy)]
pub struct Row<'r> {
    /// As a spreadsheet program numbers it, from 1 with the headings.
    pub number: u32,
    /// From the first column on; a worksheet leaves out empty cells at the end.
    pub cells: &'r [Cell<'r>],
    /// Whether a worksheet hides it, or a filter of it does.
    pub is_hidden: bool,
}
