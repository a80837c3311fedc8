//! Whether the file and what it holds fit together, in sentences.

use crate::{Connection, StoreError, sqlite};

/// Damage to the file: pages, indexes, constraints; none where it is sound. Reads everything.
///
/// # Errors
/// [`StoreError::Corrupt`] where the damage does not even let the check run.
pub fn damage(connection: &Connection) -> Result<Vec<String>, StoreError> {
    Ok(sqlite::damage(&connection.inner, true)?)
}

/// Rows that point to rows that do not exist.
///
/// # Errors
/// [`StoreError`].
pub fn dangling_references(connection: &Connection) -> Result<Vec<String>, StoreError> {
    Ok(sqlite::dangling(&connection.inner)?)
}

/// Leaves room for so many more pages of 4 KiB on this connection, as a disk that fills up would. For tests.
///
/// # Errors
/// [`StoreError`].
#[doc(hidden)]
pub fn leave_room(connection: &Connection, pages: u32) -> Result<(), StoreError> {
    let count = sqlite::page_count(&connection.inner)?;
    Ok(sqlite::limit_pages(&connection.inner, count.saturating_add(pages))?)
}
