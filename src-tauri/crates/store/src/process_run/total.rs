//! What process runs came to: ready before = invoiced + left out, by currency.

use proforma_engine::{ids::ProcessRunId, money::Money};
use rusqlite::{Row, named_params, params};

use super::Attempt;
use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, select, select_one},
};

/// The books of an attempt in one currency, in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AttemptTotal {
    /// ISO 4217.
    pub currency: String,
    /// Chargeable and ready before.
    pub ready_before_minor: i64,
    /// Net of the drafts.
    pub invoiced_minor: i64,
    /// What stayed ready.
    pub left_out_minor: i64,
}

/// Writes the books of an attempt in one currency, in place of what was known of them while it went on.
///
/// # Errors
/// [`StoreError`].
pub fn put_total(
    tx: &WriteTransaction<'_>,
    attempt: Attempt,
    total: &AttemptTotal,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO process_run_total (process_run_id, attempt, currency, ready_before_minor, invoiced_minor, left_out_minor)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6)
               ON CONFLICT DO UPDATE SET ready_before_minor = excluded.ready_before_minor,
                   invoiced_minor = excluded.invoiced_minor, left_out_minor = excluded.left_out_minor";
    let AttemptTotal { currency, ready_before_minor, invoiced_minor, left_out_minor } = total;
    execute!(
        tx,
        sql,
        params![
            attempt.process_run.0,
            attempt.number,
            currency,
            ready_before_minor,
            invoiced_minor,
            left_out_minor
        ]
    )?;
    Ok(())
}

/// Moves what a draft bills, net, from what is left out to what is invoiced. In the database transaction of the draft: an
/// attempt that is killed leaves true books behind.
///
/// # Errors
/// [`StoreError`].
pub fn count_draft(tx: &WriteTransaction<'_>, attempt: Attempt, net: Money) -> Result<(), StoreError> {
    let sql = "INSERT INTO process_run_total (process_run_id, attempt, currency, ready_before_minor, invoiced_minor, left_out_minor)
               VALUES (?1, ?2, ?3, 0, ?4, -?4)
               ON CONFLICT DO UPDATE SET invoiced_minor = invoiced_minor + ?4, left_out_minor = left_out_minor - ?4";
    execute!(tx, sql, params![attempt.process_run.0, attempt.number, net.currency().code(), net.minor()])?;
    Ok(())
}

/// How many commands changed the book while the attempts of a process run that stand went on, leaving aside the runs
/// themselves and what is done with batch jobs; the run is named by its last attempt.
///
/// # Errors
/// [`StoreError`].
pub fn changes_meanwhile(connection: &Connection, run: Attempt) -> Result<u32, StoreError> {
    let sql = "SELECT COUNT(DISTINCT history.at)
               FROM process_run_attempt AS last
               JOIN process_run_attempt AS own
                   ON own.process_run_id = last.process_run_id AND own.undone_at IS last.undone_at
               JOIN history ON history.at > own.started_at AND history.at <= own.ended_at
               WHERE last.process_run_id = ?1 AND last.attempt = ?2
                 AND history.command <> 'process_run' AND history.command NOT LIKE '%_job'";
    let counted =
        select_one!(connection, sql, [run.process_run.0, run.number], |row: &Row<'_>| Ok::<_, StoreError>(
            row.get::<_, u32>(0)?
        ))?;
    Ok(counted.unwrap_or_default())
}

/// The books of an attempt, by currency.
///
/// # Errors
/// [`StoreError`].
pub fn totals(connection: &Connection, attempt: Attempt) -> Result<Vec<AttemptTotal>, StoreError> {
    let sql = "SELECT currency, ready_before_minor, invoiced_minor, left_out_minor FROM process_run_total
               WHERE process_run_id = ?1 AND attempt = ?2 ORDER BY currency";
    select!(connection, sql, [attempt.process_run.0, attempt.number], total)
}

/// The books of all attempts of a process run that stand, by currency; the run is named by its last attempt.
///
/// # Errors
/// [`StoreError`]; also where a sum leaves 64 bits.
pub fn standing_totals(connection: &Connection, run: Attempt) -> Result<Vec<AttemptTotal>, StoreError> {
    let params = named_params! { ":run": run.process_run.0, ":attempt": run.number };
    select!(connection, include_str!("standing_totals.sql"), params, total)
}

fn total(row: &Row<'_>) -> Result<AttemptTotal, StoreError> {
    Ok(AttemptTotal {
        currency: row.string(0)?,
        ready_before_minor: row.get(1)?,
        invoiced_minor: row.get(2)?,
        left_out_minor: row.get(3)?,
    })
}

/// What the attempts of every process run invoiced together, by currency.
///
/// # Errors
/// [`StoreError`].
pub fn invoiced(connection: &Connection) -> Result<Vec<(ProcessRunId, String, i64)>, StoreError> {
    let sql = "SELECT process_run_id, currency, SUM(invoiced_minor)
               FROM process_run_total JOIN process_run_attempt USING (process_run_id, attempt)
               WHERE undone_at IS NULL
               GROUP BY process_run_id, currency HAVING SUM(invoiced_minor) <> 0 ORDER BY process_run_id, currency";
    select!(connection, sql, [], |row: &Row<'_>| Ok::<_, StoreError>((
        ProcessRunId(row.get(0)?),
        row.string(1)?,
        row.get(2)?
    )))
}
