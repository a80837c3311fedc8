//! Import of spreadsheets: what a file may be, what becomes of its rows, and what is refused.

#![expect(clippy::unwrap_used, reason = "a test that cannot read what it is about has failed")]

#[path = "spreadsheet/again.rs"]
mod again;
#[path = "spreadsheet/bad_text.rs"]
mod bad_text;
#[path = "spreadsheet/bad_values.rs"]
mod bad_values;
#[path = "spreadsheet/bad_workbooks.rs"]
mod bad_workbooks;
#[path = "spreadsheet/book.rs"]
mod book;
#[path = "spreadsheet/command.rs"]
mod command;
#[path = "spreadsheet/contract_lines.rs"]
mod contract_lines;
#[path = "spreadsheet/corpus.rs"]
mod corpus;
#[path = "spreadsheet/errors_file.rs"]
mod errors_file;
#[path = "spreadsheet/limits.rs"]
mod limits;
#[path = "spreadsheet/records.rs"]
mod records;
#[path = "spreadsheet/rows.rs"]
mod rows;
#[path = "spreadsheet/taken_back.rs"]
mod taken_back;
#[path = "spreadsheet/workbook.rs"]
mod workbook;
