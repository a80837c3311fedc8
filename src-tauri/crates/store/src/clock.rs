//! The latest time the book has seen, by whoever wrote to it.

use chrono::{DateTime, Utc};
use rusqlite::Row;

use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, select_one},
    values,
};

/// The latest time; none in a book that no job has worked on.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 6.6.
pub fn latest(connection: &Connection) -> Result<Option<DateTime<Utc>>, StoreError> {
    select_one!(connection, "SELECT latest_at FROM clock", [], |row: &Row<'_>| row.instant(0))
}

/// Remembers a time that was seen; an earlier one changes nothing.
///
/// # Errors
/// [`StoreError`].
pub fn see(tx: &WriteTransaction<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "INSERT INTO clock (id, latest_at) VALUES (1, ?1)
               ON CONFLICT (id) DO UPDATE SET latest_at = max(latest_at, excluded.latest_at)";
    execute!(tx, sql, [values::instant_text(now)])?;
    Ok(())
}

/// Puts the latest time back: a person says that the clock is right now.
///
/// # Errors
/// [`StoreError`].
pub fn put_back(tx: &WriteTransaction<'_>, now: DateTime<Utc>) -> Result<(), StoreError> {
    execute!(tx, "UPDATE clock SET latest_at = ?1", [values::instant_text(now)])?;
    Ok(())
}
