//! The book's holidays: days that are no working days.

use chrono::NaiveDate;
use rusqlite::{Row, params};

use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, one_changed, select},
};

/// A day that is no working day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holiday {
    /// When.
    pub date: NaiveDate,
    /// What it is called.
    pub name: Option<String>,
}

/// Adds a holiday; one that is there already keeps its name.
///
/// # Errors
/// [`StoreError`].
pub fn unite(tx: &WriteTransaction<'_>, date: NaiveDate) -> Result<(), StoreError> {
    execute!(
        tx,
        "INSERT INTO holiday (holiday_date) VALUES (?1) ON CONFLICT DO NOTHING",
        [date.to_string()]
    )?;
    Ok(())
}

/// Adds a holiday.
///
/// # Errors
/// [`StoreError::Refused`] where the day is one already.
pub fn insert(tx: &WriteTransaction<'_>, holiday: &Holiday) -> Result<(), StoreError> {
    let sql = "INSERT INTO holiday (holiday_date, name) VALUES (?1, ?2)";
    execute!(tx, sql, params![holiday.date.to_string(), holiday.name])?;
    Ok(())
}

/// Changes the day or name of a holiday.
///
/// # Errors
/// [`StoreError::Refused`] where the new day is one already; [`StoreError::Conflict`] where it is gone.
pub fn update(tx: &WriteTransaction<'_>, date: NaiveDate, holiday: &Holiday) -> Result<(), StoreError> {
    let sql = "UPDATE holiday SET holiday_date = ?2, name = ?3 WHERE holiday_date = ?1";
    let changed = execute!(tx, sql, params![date.to_string(), holiday.date.to_string(), holiday.name])?;
    one_changed(changed, || format!("the holiday of {date}"))
}

/// Deletes a holiday.
///
/// # Errors
/// [`StoreError::Conflict`] where it is gone.
pub fn delete(tx: &WriteTransaction<'_>, date: NaiveDate) -> Result<(), StoreError> {
    let changed = execute!(tx, "DELETE FROM holiday WHERE holiday_date = ?1", [date.to_string()])?;
    one_changed(changed, || format!("the holiday of {date}"))
}

/// Every holiday, by date.
///
/// # Errors
/// [`StoreError`].
pub fn all(connection: &Connection) -> Result<Vec<Holiday>, StoreError> {
    let sql = "SELECT holiday_date, name FROM holiday ORDER BY holiday_date";
    select!(connection, sql, [], |row: &Row<'_>| Ok::<_, StoreError>(Holiday {
        date: row.date(0)?,
        name: row.optional_string(1)?,
    }))
}
