//! Process runs: one per date, an attempt each time it is run, and what each attempt passed over.

mod exception;
mod listed;
mod progress;
mod total;

use chrono::{DateTime, NaiveDate, Utc};
use proforma_engine::ids::ProcessRunId;
use rusqlite::{Row, params};

use crate::{
    Connection, StoreError, WriteTransaction,
    lease::FencingToken,
    row::{Columns, execute, select, select_one},
    values,
};

pub use exception::{
    CountedReason, Exception, RecordedException, counted_reasons, exceptions, insert_exceptions,
    ready_by_code,
};
pub use listed::{StoredProcessRun, all, between, last, of_date};
pub use progress::{get_on, last_done};
pub use total::{AttemptTotal, changes_meanwhile, count_draft, invoiced, put_total, standing_totals, totals};

/// How an attempt stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AttemptStatus {
    /// Still going, or cut off without a word.
    Running,
    /// Everything due was handled.
    Completed,
    /// Some contract is parked.
    CompletedWithFailures,
    /// It stopped between two contracts.
    Interrupted,
}

impl AttemptStatus {
    /// The stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Running => "running",
            Self::Completed => "completed",
            Self::CompletedWithFailures => "completed_with_failures",
            Self::Interrupted => "interrupted",
        }
    }
}

impl std::str::FromStr for AttemptStatus {
    type Err = StoreError;

    fn from_str(word: &str) -> Result<Self, StoreError> {
        [Self::Running, Self::Completed, Self::CompletedWithFailures, Self::Interrupted]
            .into_iter()
            .find(|status| status.as_str() == word)
            .ok_or_else(|| crate::row::unreadable("the status of a process run", word))
    }
}

/// One attempt of a process run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Attempt {
    /// The process run.
    pub process_run: ProcessRunId,
    /// Counted from 1.
    pub number: i64,
}

/// Who asked for an attempt.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunOrigin {
    /// The loop of the batch job.
    BatchJob,
    /// A person at the window.
    Person,
    /// A command of the headless program.
    Headless,
}

impl RunOrigin {
    /// The stored word.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::BatchJob => "batch_job",
            Self::Person => "person",
            Self::Headless => "headless",
        }
    }
}

impl std::str::FromStr for RunOrigin {
    type Err = StoreError;

    fn from_str(word: &str) -> Result<Self, StoreError> {
        [Self::BatchJob, Self::Person, Self::Headless]
            .into_iter()
            .find(|origin| origin.as_str() == word)
            .ok_or_else(|| crate::row::unreadable("who asked for a process run", word))
    }
}

/// An attempt that is about to begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NewAttempt {
    /// The date.
    pub run_date: NaiveDate,
    /// Proof of the lease.
    pub token: FencingToken,
    /// When.
    pub started_at: DateTime<Utc>,
    /// Who asked for it.
    pub origin: RunOrigin,
    /// The civil date that counts as today.
    pub run_on_date: NaiveDate,
}

/// Opens an attempt of the process run of a date. An earlier attempt that was cut off is closed as interrupted.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 6.5, 6.6a.
pub fn start(tx: &WriteTransaction<'_>, new: &NewAttempt) -> Result<Attempt, StoreError> {
    let run_date = new.run_date;
    execute!(
        tx,
        "INSERT INTO process_run (run_date) VALUES (?1) ON CONFLICT DO NOTHING",
        [run_date.to_string()]
    )?;
    let process_run = by_date(tx, run_date)?
        .ok_or_else(|| StoreError::Conflict { what: format!("the process run of {run_date}") })?;
    close_cut_off(tx, None)?;
    let sql = "SELECT 1 + COALESCE(MAX(attempt), 0) FROM process_run_attempt WHERE process_run_id = ?1";
    let number =
        select_one!(tx, sql, [process_run.0], |row: &Row<'_>| Ok::<_, StoreError>(row.get::<_, i64>(0)?))?
            .unwrap_or(1);
    let sql = "INSERT INTO process_run_attempt (process_run_id, attempt, status, fencing_token, started_at, origin, run_on_date)
               VALUES (?1, ?2, 'running', ?3, ?4, ?5, ?6)";
    execute!(
        tx,
        sql,
        params![
            process_run.0,
            number,
            new.token.0,
            values::instant_text(new.started_at),
            new.origin.as_str(),
            new.run_on_date.to_string()
        ]
    )?;
    Ok(Attempt { process_run, number })
}

/// Closes what a program that is gone left running, as interrupted, but not what goes on under a lease that is named;
/// tells whether there was any.
///
/// # Errors
/// [`StoreError`].
pub fn close_cut_off(tx: &WriteTransaction<'_>, but: Option<FencingToken>) -> Result<bool, StoreError> {
    let sql = "UPDATE process_run_attempt SET status = 'interrupted', reason = 'the program was ended'
               WHERE status = 'running' AND (?1 IS NULL OR fencing_token <> ?1)";
    Ok(execute!(tx, sql, [but.map(|token| token.0)])? > 0)
}

/// Closes an attempt; `contracts_due` is none where it ended before they were known.
///
/// # Errors
/// [`StoreError::Conflict`] where it is not running any more.
pub fn finish(
    tx: &WriteTransaction<'_>,
    attempt: Attempt,
    status: AttemptStatus,
    reason: Option<&str>,
    contracts_due: Option<u32>,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE process_run_attempt SET status = ?3, reason = ?4, ended_at = ?5, contracts_due = ?6
               WHERE process_run_id = ?1 AND attempt = ?2 AND status = 'running'";
    let Attempt { process_run, number } = attempt;
    let now = values::instant_text(now);
    match execute!(tx, sql, params![process_run.0, number, status.as_str(), reason, now, contracts_due])? {
        1 => Ok(()),
        _ => Err(StoreError::Conflict { what: "the process run".to_owned() }),
    }
}

/// When the attempts of a process run began whose work was not taken back, latest first.
///
/// # Errors
/// [`StoreError`].
pub fn standing_starts(connection: &Connection, run: ProcessRunId) -> Result<Vec<DateTime<Utc>>, StoreError> {
    let sql = "SELECT started_at FROM process_run_attempt WHERE process_run_id = ?1 AND undone_at IS NULL
               ORDER BY attempt DESC";
    select!(connection, sql, [run.0], |row: &Row<'_>| row.instant(0))
}

/// Remembers that the work of a process run was taken back.
///
/// # Errors
/// [`StoreError::Conflict`] where it was already.
pub fn mark_undone(
    tx: &WriteTransaction<'_>,
    run: ProcessRunId,
    now: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE process_run_attempt SET undone_at = ?2 WHERE process_run_id = ?1 AND undone_at IS NULL";
    match execute!(tx, sql, params![run.0, values::instant_text(now)])? {
        0 => Err(StoreError::Conflict { what: "the process run".to_owned() }),
        _ => Ok(()),
    }
}

/// The process run of a date.
///
/// # Errors
/// [`StoreError`].
pub fn by_date(connection: &Connection, run_date: NaiveDate) -> Result<Option<ProcessRunId>, StoreError> {
    let sql = "SELECT id FROM process_run WHERE run_date = ?1";
    select_one!(connection, sql, [run_date.to_string()], |row: &Row<'_>| Ok::<_, StoreError>(ProcessRunId(
        row.get(0)?
    )))
}

/// The date of a process run.
///
/// # Errors
/// [`StoreError`].
pub fn date_of(connection: &Connection, run: ProcessRunId) -> Result<Option<NaiveDate>, StoreError> {
    select_one!(connection, "SELECT run_date FROM process_run WHERE id = ?1", [run.0], |row: &Row<'_>| row
        .date(0))
}

/// Every process run with its date, in the order of their first attempts.
///
/// # Errors
/// [`StoreError`].
pub fn dates(connection: &Connection) -> Result<Vec<(ProcessRunId, NaiveDate)>, StoreError> {
    let sql = "SELECT id, run_date FROM process_run ORDER BY id";
    select!(connection, sql, [], |row: &Row<'_>| Ok::<_, StoreError>((
        ProcessRunId(row.get(0)?),
        row.date(1)?
    )))
}

/// An attempt as it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAttempt {
    /// How it stands.
    pub status: AttemptStatus,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// Why it was interrupted.
    pub reason: Option<String>,
    /// Who asked for it.
    pub origin: RunOrigin,
    /// The civil date on which it was made.
    pub run_on_date: Option<NaiveDate>,
    /// How many contracts were due.
    pub contracts_due: Option<u32>,
    /// When its work was taken back.
    pub undone_at: Option<DateTime<Utc>>,
}

/// The attempts of a process run, in order.
///
/// # Errors
/// [`StoreError`].
pub fn attempts(
    connection: &Connection,
    run: ProcessRunId,
) -> Result<Vec<(Attempt, StoredAttempt)>, StoreError> {
    let sql =
        "SELECT attempt, status, started_at, ended_at, reason, origin, run_on_date, contracts_due, undone_at
               FROM process_run_attempt WHERE process_run_id = ?1 ORDER BY attempt";
    select!(connection, sql, [run.0], |row: &Row<'_>| {
        let attempt = Attempt { process_run: run, number: row.get(0)? };
        let stored = StoredAttempt {
            status: row.text(1)?.parse()?,
            started_at: row.instant(2)?,
            ended_at: row.optional_text(3)?.map(values::instant).transpose()?,
            reason: row.optional_string(4)?,
            origin: row.text(5)?.parse()?,
            run_on_date: row.optional_date(6)?,
            contracts_due: row.get(7)?,
            undone_at: row.optional_text(8)?.map(values::instant).transpose()?,
        };
        Ok::<_, StoreError>((attempt, stored))
    })
}

/// Writes a process run as an export holds it; its attempts follow.
///
/// # Errors
/// [`StoreError::Refused`] where the date has one.
pub fn restore(tx: &WriteTransaction<'_>, run_date: NaiveDate) -> Result<ProcessRunId, StoreError> {
    execute!(tx, "INSERT INTO process_run (run_date) VALUES (?1)", [run_date.to_string()])?;
    Ok(ProcessRunId(tx.inner.last_insert_rowid()))
}

/// Writes an attempt as an export holds it. No lease is behind it: its token is older than any.
///
/// # Errors
/// [`StoreError::Refused`] where the run has that attempt.
pub fn restore_attempt(
    tx: &WriteTransaction<'_>,
    attempt: Attempt,
    stored: &StoredAttempt,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO process_run_attempt (process_run_id, attempt, status, fencing_token, started_at, ended_at, reason,
                                                origin, run_on_date, contracts_due, undone_at)
               VALUES (?1, ?2, ?3, 0, ?4, ?5, ?6, ?7, ?8, ?9, ?10)";
    execute!(
        tx,
        sql,
        params![
            attempt.process_run.0,
            attempt.number,
            stored.status.as_str(),
            values::instant_text(stored.started_at),
            stored.ended_at.map(values::instant_text),
            stored.reason,
            stored.origin.as_str(),
            stored.run_on_date.map(|date| date.to_string()),
            stored.contracts_due,
            stored.undone_at.map(values::instant_text)
        ]
    )?;
    Ok(())
}
