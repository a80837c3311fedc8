//! Whether an attempt under way gets on.

use chrono::{DateTime, Utc};
use rusqlite::{Row, params};

use super::Attempt;
use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, select_one},
    values,
};

/// Remembers that an attempt has finished contracts up to now.
///
/// # Errors
/// [`StoreError::Conflict`] where it is not running any more.
pub fn get_on(tx: &WriteTransaction<'_>, attempt: Attempt, now: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE process_run_attempt SET last_done_at = ?3
               WHERE process_run_id = ?1 AND attempt = ?2 AND status = 'running'";
    let Attempt { process_run, number } = attempt;
    match execute!(tx, sql, params![process_run.0, number, values::instant_text(now)])? {
        1 => Ok(()),
        _ => Err(StoreError::Conflict { what: "the process run".to_owned() }),
    }
}

/// When the attempt under way last finished a contract, or began; none where none is under way.
///
/// # Errors
/// [`StoreError`].
pub fn last_done(connection: &Connection) -> Result<Option<DateTime<Utc>>, StoreError> {
    let sql = "SELECT COALESCE(last_done_at, started_at) FROM process_run_attempt
               WHERE status = 'running' AND fencing_token = (SELECT fencing_token FROM lease)
               ORDER BY started_at DESC LIMIT 1";
    select_one!(connection, sql, [], |row: &Row<'_>| row.instant(0))
}
