//! The last run date that was covered in order.

use chrono::NaiveDate;
use rusqlite::Row;

use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, select_one},
};

/// The last covered run date; none in a book that has never run.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 6.6.
pub fn covered_through(connection: &Connection) -> Result<Option<NaiveDate>, StoreError> {
    select_one!(connection, "SELECT covered_through FROM coverage", [], |row: &Row<'_>| row.date(0))
}

/// Moves the covered date forward.
///
/// # Errors
/// [`StoreError::Refused`] where it would fall.
pub fn cover_through(tx: &WriteTransaction<'_>, date: NaiveDate) -> Result<(), StoreError> {
    let sql = "INSERT INTO coverage (id, covered_through) VALUES (1, ?1) ON CONFLICT (id) DO UPDATE SET covered_through = excluded.covered_through";
    execute!(tx, sql, [date.to_string()])?;
    Ok(())
}
