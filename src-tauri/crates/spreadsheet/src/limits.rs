//! How much of a file is read, at most. What is beyond is refused, never cut.

use std::time::Duration;

/// Largest CSV file in bytes.
pub const CSV_BYTES_MAX: u64 = 500 << 20;
/// Largest XLSX file in bytes.
pub const XLSX_BYTES_MAX: u64 = 50 << 20;
/// Most bytes that an XLSX file may inflate to, counted while inflating.
pub const INFLATED_BYTES_MAX: u64 = 500 << 20;
/// Most bytes of one part of an XLSX file that are held while it is read: texts and styles.
pub const HELD_PART_BYTES_MAX: u64 = 128 << 20;
/// Most bytes that one byte of an XLSX file may inflate to.
pub const RATIO_MAX: u64 = 200;
/// A part that inflates to less than this is not judged by its ratio: a few equal rows may well be one.
pub const RATIO_FROM_BYTES: u64 = 1 << 20;
/// Most parts of an XLSX file.
pub const ENTRIES_MAX: usize = 1_000;
/// Most rows below the headings.
pub const ROWS_MAX: u32 = 1_000_000;
/// The number of the last row that a sheet can have.
pub const SHEET_ROWS_MAX: u32 = 1 << 20;
/// Most columns.
pub const COLUMNS_MAX: usize = 500;
/// Longest text of one cell in characters, as in Excel.
pub const CELL_CHARACTERS_MAX: usize = 32_767;
/// Longest text between two marks of an XLSX part in bytes: a cell of the longest kind, each character escaped.
pub const MARK_BYTES_MAX: usize = 1 << 20;
/// Longest that an XLSX file may keep its reader busy while it is looked into, and before each row that it gives.
pub const READING_TIME_MAX: Duration = Duration::from_secs(30);
