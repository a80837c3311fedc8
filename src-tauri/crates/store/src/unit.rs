//! Units that quantities are counted in.

use rusqlite::{Row, params};

use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, one_changed, select},
    transaction::{self, Label},
};

/// Adds a unit.
///
/// # Errors
/// [`StoreError::Refused`] where the name is taken.
pub fn insert(tx: &WriteTransaction<'_>, name: &str) -> Result<(), StoreError> {
    execute!(tx, "INSERT INTO unit (name) VALUES (?1)", [name])?;
    Ok(())
}

/// Renames a unit, also on every transaction that is on no confirmed invoice.
///
/// # Errors
/// [`StoreError::Refused`] where the new name is taken; [`StoreError::Conflict`] where it is gone.
pub fn rename(tx: &WriteTransaction<'_>, before: &str, name: &str) -> Result<(), StoreError> {
    let changed = execute!(tx, "UPDATE unit SET name = ?2 WHERE name = ?1", params![before, name])?;
    one_changed(changed, || format!("unit {before}"))?;
    if before == name { Ok(()) } else { transaction::relabel(tx, Label::Unit, before, name) }
}

/// Deletes a unit.
///
/// # Errors
/// [`StoreError::Conflict`] where it is gone.
pub fn delete(tx: &WriteTransaction<'_>, name: &str) -> Result<(), StoreError> {
    let changed = execute!(tx, "DELETE FROM unit WHERE name = ?1", [name])?;
    one_changed(changed, || format!("unit {name}"))
}

/// Every unit, by name.
///
/// # Errors
/// [`StoreError`].
pub fn all(connection: &Connection) -> Result<Vec<String>, StoreError> {
    select!(connection, "SELECT name FROM unit ORDER BY name", [], |row: &Row<'_>| row.string(0))
}
