//! How spreadsheets were mapped, by their headings: the next file of the same kind is mapped like the last.

use chrono::{DateTime, Utc};
use rusqlite::{Row, params};

use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, select_one},
    values,
};

/// A map that was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportMapping {
    /// The map, as JSON.
    pub mapping: String,
    /// When it was used last.
    pub used_at: DateTime<Utc>,
}

/// Remembers the map of a file with these headings, in place of the one before.
///
/// # Errors
/// [`StoreError`].
pub fn remember(
    tx: &WriteTransaction<'_>,
    kind: &str,
    header_hash: &str,
    mapping: &str,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO import_mapping (kind, header_hash, mapping, used_at) VALUES (?1, ?2, ?3, ?4)
               ON CONFLICT (kind, header_hash) DO UPDATE SET mapping = excluded.mapping, used_at = excluded.used_at";
    execute!(tx, sql, params![kind, header_hash, mapping, values::instant_text(at)])?;
    Ok(())
}

/// The map that a file with these headings was imported by last.
///
/// # Errors
/// [`StoreError`].
pub fn of_headings(
    connection: &Connection,
    kind: &str,
    header_hash: &str,
) -> Result<Option<ImportMapping>, StoreError> {
    let sql = "SELECT mapping, used_at FROM import_mapping WHERE kind = ?1 AND header_hash = ?2";
    select_one!(connection, sql, params![kind, header_hash], |row: &Row<'_>| Ok::<_, StoreError>(
        ImportMapping { mapping: row.string(0)?, used_at: row.instant(1)? }
    ))
}
