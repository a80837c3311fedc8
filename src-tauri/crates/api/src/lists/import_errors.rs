//! What is wrong with a file that is to be imported, for whoever corrects it elsewhere.

use super::table::{Cell, Column, Table};
use crate::spreadsheet::{FoundErrors, RowError};

struct Told {
    row: Option<u32>,
    column: String,
    value: String,
    message: String,
}

const COLUMNS: &[Column<Told>] = &[
    Column { name: "Row", width: 8, cell: |told| told.row.map_or(Cell::Empty, Cell::count) },
    Column { name: "Column", width: 20, cell: |told| Cell::text(&told.column) },
    Column { name: "Value", width: 30, cell: |told| Cell::text(&told.value) },
    Column { name: "Message", width: 80, cell: |told| Cell::text(&told.message) },
];

pub(super) fn table(found: &FoundErrors) -> Table<'_> {
    let of_error = |error: &RowError| Told {
        row: Some(error.row),
        column: error.column.clone(),
        value: error.value.clone(),
        message: error.message.clone(),
    };
    // Nothing is left out silently.
    let rest = (found.more > 0).then(|| Told {
        row: None,
        column: String::new(),
        value: String::new(),
        message: format!("{} errors more are found once these are corrected.", found.more),
    });
    Table::new("Errors", COLUMNS, found.errors.len() as u64, move |each| {
        found.errors.iter().map(of_error).chain(rest).try_for_each(|told| each(&told))
    })
}
