//! The last run date that was covered in order, and the day from which on the job covers them.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Row;

use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, select_one},
    values,
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

/// Puts the covered date back to before today, and the day of the first start to today, where a clock that was ahead moved
/// them on: a person says that the clock is right now.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 6.6.
pub fn put_back(tx: &WriteTransaction<'_>, today: NaiveDate, now: DateTime<Utc>) -> Result<(), StoreError> {
    let before = today.pred_opt().unwrap_or(NaiveDate::MIN).to_string();
    let sql =
        "UPDATE coverage SET covered_through = ?1, activated_date = min(activated_date, ?2), put_back_at = ?3
               WHERE covered_through > ?2";
    execute!(tx, sql, [before, today.to_string(), values::instant_text(now)])?;
    Ok(())
}

/// The day on which a job was first started in this book; none where none ever was.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 6.7.
pub fn activated_date(connection: &Connection) -> Result<Option<NaiveDate>, StoreError> {
    let found = select_one!(connection, "SELECT activated_date FROM coverage", [], |row: &Row<'_>| row
        .optional_date(0))?;
    Ok(found.flatten())
}

/// Remembers the day of the first start, with the day before it as covered; later starts change nothing.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 6.2, 6.7.
pub fn activate(tx: &WriteTransaction<'_>, today: NaiveDate) -> Result<(), StoreError> {
    let before = today.pred_opt().unwrap_or(NaiveDate::MIN).to_string();
    let sql = "INSERT INTO coverage (id, covered_through, activated_date) VALUES (1, ?1, ?2)
               ON CONFLICT (id) DO UPDATE SET covered_through = max(covered_through, excluded.covered_through),
                                              activated_date = excluded.activated_date
               WHERE activated_date IS NULL";
    execute!(tx, sql, [before, today.to_string()])?;
    Ok(())
}

/// Writes the covered date and the day of the first start as an export holds them.
///
/// # Errors
/// [`StoreError::Refused`] where the covered date would fall.
pub fn restore(
    tx: &WriteTransaction<'_>,
    covered_through: NaiveDate,
    activated: Option<NaiveDate>,
) -> Result<(), StoreError> {
    cover_through(tx, covered_through)?;
    let activated = activated.map(|date| date.to_string());
    execute!(tx, "UPDATE coverage SET activated_date = ?1", [activated])?;
    Ok(())
}
