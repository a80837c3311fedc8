//! Units that quantities are counted in.

use rusqlite::{Row, params};
use rust_decimal::Decimal;

use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, one_changed, select},
    transaction::{self, Label},
};

/// A unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Name, which is its id too.
    pub name: String,
    /// How many hours of work one of it is; none: what its name says.
    pub hours_per_unit: Option<Decimal>,
}

/// A name that a unit had before, which transactions on confirmed invoices may still have.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FormerName {
    /// That name.
    pub name: String,
    /// What the unit is called now.
    pub unit: String,
}

/// Adds a unit.
///
/// # Errors
/// [`StoreError::Refused`] where the name is taken.
pub fn insert(tx: &WriteTransaction<'_>, unit: &Unit) -> Result<(), StoreError> {
    let sql = "INSERT INTO unit (name, hours_per_unit) VALUES (?1, ?2)";
    execute!(tx, sql, params![unit.name, hours_text(unit)])?;
    Ok(())
}

/// Changes a unit, and its name on every transaction that is on no confirmed invoice.
///
/// # Errors
/// [`StoreError::Refused`] where the new name is taken; [`StoreError::Conflict`] where it is gone.
pub fn update(tx: &WriteTransaction<'_>, before: &str, unit: &Unit) -> Result<(), StoreError> {
    let sql = "UPDATE unit SET name = ?2, hours_per_unit = ?3 WHERE name = ?1";
    let changed = execute!(tx, sql, params![before, unit.name, hours_text(unit)])?;
    one_changed(changed, || format!("unit {before}"))?;
    if before == unit.name {
        return Ok(());
    }
    remember_name(tx, before, &unit.name)?;
    transaction::relabel(tx, Label::Unit, before, &unit.name)
}

/// Remembers what a unit was called before. The name that it has now was never another's.
///
/// # Errors
/// [`StoreError`].
pub fn remember_name(tx: &WriteTransaction<'_>, before: &str, name: &str) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM unit_former_name WHERE name = ?1", [name])?;
    let sql =
        "INSERT OR REPLACE INTO unit_former_name (name, unit_id) SELECT ?1, id FROM unit WHERE name = ?2";
    execute!(tx, sql, params![before, name])?;
    Ok(())
}

/// Deletes a unit.
///
/// # Errors
/// [`StoreError::Conflict`] where it is gone.
pub fn delete(tx: &WriteTransaction<'_>, name: &str) -> Result<(), StoreError> {
    let sql = "DELETE FROM unit_former_name WHERE unit_id = (SELECT id FROM unit WHERE name = ?1)";
    execute!(tx, sql, [name])?;
    let changed = execute!(tx, "DELETE FROM unit WHERE name = ?1", [name])?;
    one_changed(changed, || format!("unit {name}"))
}

/// Every unit, by name.
///
/// # Errors
/// [`StoreError`].
pub fn all(connection: &Connection) -> Result<Vec<Unit>, StoreError> {
    let sql = "SELECT name, hours_per_unit FROM unit ORDER BY name";
    select!(connection, sql, [], |row: &Row<'_>| Ok::<_, StoreError>(Unit {
        name: row.string(0)?,
        hours_per_unit: row.optional_decimal(1)?,
    }))
}

/// The names that units had before.
///
/// # Errors
/// [`StoreError`].
pub fn former_names(connection: &Connection) -> Result<Vec<FormerName>, StoreError> {
    let sql = "SELECT former.name, unit.name FROM unit_former_name AS former
               JOIN unit ON unit.id = former.unit_id ORDER BY former.name";
    select!(connection, sql, [], |row: &Row<'_>| Ok::<_, StoreError>(FormerName {
        name: row.string(0)?,
        unit: row.string(1)?,
    }))
}

fn hours_text(unit: &Unit) -> Option<String> {
    unit.hours_per_unit.map(|hours| hours.to_string())
}
