//! The history of a record, a row for each field that changed.

use std::ops::ControlFlow;

use proforma_store::Connection;

use super::table::{Cell, Column, Table};
use crate::{
    dto::{HistoryAbout, HistoryChange, HistoryOf, HistoryRow, HistoryValue, HistoryValueKind},
    error::ApiError,
    history::{History, label, shown},
};

/// An entry with one of the fields that it changed; none where it says of none.
struct Line {
    entry: HistoryRow,
    change: Option<HistoryChange>,
}

const COLUMNS: &[Column<Line>] = &[
    Column { name: "When (UTC)", width: 20, cell: |row| Cell::Instant(row.entry.at) },
    Column {
        name: "Who",
        width: 16,
        cell: |row| Cell::text(row.entry.person.as_deref().unwrap_or(NOT_RECORDED)),
    },
    Column { name: "What", width: 50, cell: |row| Cell::text(&row.entry.text) },
    Column {
        name: "Record",
        width: 18,
        cell: |row| of(row, |change| Cell::text(label(&word(change.record)))),
    },
    Column { name: "Id", width: 14, cell: |row| of(row, |change| Cell::text(&change.id)) },
    Column { name: "Field", width: 22, cell: |row| of(row, |change| Cell::text(label(&change.field))) },
    Column {
        name: "Of",
        width: 14,
        cell: |row| of(row, |change| Cell::optional_text(change.part.as_deref())),
    },
    Column { name: "Before", width: 40, cell: |row| of(row, |change| value(change.before.as_ref())) },
    Column { name: "After", width: 40, cell: |row| of(row, |change| value(change.after.as_ref())) },
    Column { name: "Currency", width: 10, cell: |row| of(row, currency) },
];

/// Who did what older versions wrote down.
const NOT_RECORDED: &str = "Not recorded";

fn of(row: &Line, cell: impl FnOnce(&HistoryChange) -> Cell) -> Cell {
    row.change.as_ref().map_or(Cell::Empty, cell)
}

fn word(word: impl serde::Serialize) -> String {
    serde_json::to_value(word).ok().and_then(|word| word.as_str().map(str::to_owned)).unwrap_or_default()
}

fn value(value: Option<&HistoryValue>) -> Cell {
    let Some(value) = value else { return Cell::Empty };
    match value.kind {
        HistoryValueKind::Amount => Cell::amount(&value.text),
        HistoryValueKind::Number => value.text.parse().map_or_else(|_| Cell::text(&value.text), Cell::Number),
        HistoryValueKind::Date => value.text.parse().map_or_else(|_| Cell::text(&value.text), Cell::Date),
        HistoryValueKind::Text
        | HistoryValueKind::Boolean
        | HistoryValueKind::Words
        | HistoryValueKind::Picture => Cell::text(shown(value)),
    }
}

fn currency(change: &HistoryChange) -> Cell {
    let value = change.after.as_ref().or(change.before.as_ref());
    Cell::optional_text(value.and_then(|value| value.currency.as_deref()))
}

pub(super) fn table<'c>(
    connection: &'c Connection,
    of: &'c HistoryOf,
    about: Option<HistoryAbout>,
    search: &'c str,
) -> Result<Table<'c>, ApiError> {
    let snapshot = connection.snapshot()?;
    let mut rows = 0_u64;
    History::new(&snapshot, of, about, search)?.each(|row| {
        rows += row.changes.len().max(1) as u64;
        Ok(ControlFlow::Continue(()))
    })?;
    Ok(Table::new(title(of), COLUMNS, rows, move |each| {
        History::new(&snapshot, of, about, search)?.each(|mut entry| {
            let changes = std::mem::take(&mut entry.changes);
            let mut line = Line { entry, change: None };
            if changes.is_empty() {
                each(&line)?;
            }
            for change in changes {
                line.change = Some(change);
                each(&line)?;
            }
            Ok(ControlFlow::Continue(()))
        })
    }))
}

fn title(of: &HistoryOf) -> String {
    match of {
        HistoryOf::Book => "History of the book".to_owned(),
        HistoryOf::Contract { id, line: None } => format!("History of {id}"),
        HistoryOf::Contract { id, line: Some(line) } => format!("History of {id} {line}"),
        HistoryOf::Item { id } => format!("History of {id}"),
        HistoryOf::Invoice { id } => format!("History of invoice {id}"),
        HistoryOf::Record { kind, id: Some(id) } => {
            format!("History of {} {id}", kind.as_str().replace('_', " "))
        }
        HistoryOf::Record { kind, id: None } => format!("History of {}", label(kind.as_str())),
    }
}
