//! Process runs as a list shows them: each with its last attempt, and what its attempts came to together.

use chrono::{DateTime, NaiveDate, Utc};
use proforma_engine::ids::ProcessRunId;
use rusqlite::Row;

use super::{Attempt, AttemptStatus, RunOrigin};
use crate::{
    Connection, StoreError,
    row::{Columns, select, select_one},
    values,
};

/// A process run with its last attempt, and what its attempts came to together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredProcessRun {
    /// Its last attempt.
    pub last: Attempt,
    /// The date.
    pub run_date: NaiveDate,
    /// How the last attempt stands; one that completed does so with failures while a contract is parked that it did not
    /// run again.
    pub status: AttemptStatus,
    /// When it began.
    pub started_at: DateTime<Utc>,
    /// When it ended.
    pub ended_at: Option<DateTime<Utc>>,
    /// Why it was interrupted.
    pub reason: Option<String>,
    /// Invoices that stand from this run.
    pub invoices: u32,
    /// Contracts that were parked by the last attempt that ran them.
    pub parked: u32,
    /// Who asked for the last attempt.
    pub origin: RunOrigin,
    /// The civil date on which its first attempt was made; none of books that do not say.
    pub run_on_date: Option<NaiveDate>,
    /// How many contracts were due; none where it ended before they were known.
    pub contracts_due: Option<u32>,
    /// When its work was taken back; none where it stands.
    pub undone_at: Option<DateTime<Utc>>,
}

impl StoredProcessRun {
    /// Whether it was made on a later day than its own.
    ///
    /// Source: SPEC 6.6.
    #[must_use]
    pub fn is_caught_up(&self) -> bool {
        self.run_on_date.is_some_and(|date| date > self.run_date)
    }
}

/// Every process run with its last attempt, latest date first.
///
/// # Errors
/// [`StoreError`].
pub fn all(connection: &Connection) -> Result<Vec<StoredProcessRun>, StoreError> {
    listed(connection, None, None)
}

/// The process runs of dates between two days, latest date first.
///
/// # Errors
/// [`StoreError`].
pub fn between(
    connection: &Connection,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<StoredProcessRun>, StoreError> {
    listed(connection, Some(from), Some(to))
}

/// The process run of a date with its last attempt.
///
/// # Errors
/// [`StoreError`].
pub fn of_date(connection: &Connection, run_date: NaiveDate) -> Result<Option<StoredProcessRun>, StoreError> {
    Ok(listed(connection, Some(run_date), Some(run_date))?.pop())
}

fn listed(
    connection: &Connection,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
) -> Result<Vec<StoredProcessRun>, StoreError> {
    let sql = concat!(
        include_str!("listed.sql"),
        "WHERE (?1 IS NULL OR process_run.run_date >= ?1) AND (?2 IS NULL OR process_run.run_date <= ?2)
         ORDER BY process_run.run_date DESC"
    );
    let params = [from, to].map(|day| day.map(|date| date.to_string()));
    select!(connection, sql, params, stored_run)
}

/// The process run whose last attempt began last.
///
/// # Errors
/// [`StoreError`].
pub fn last(connection: &Connection) -> Result<Option<StoredProcessRun>, StoreError> {
    let sql = concat!(
        include_str!("listed.sql"),
        "WHERE process_run.id = (SELECT process_run_id FROM process_run_attempt
                                 ORDER BY started_at DESC, process_run_id DESC LIMIT 1)"
    );
    select_one!(connection, sql, [], stored_run)
}

fn stored_run(row: &Row<'_>) -> Result<StoredProcessRun, StoreError> {
    let parked = row.get(8)?;
    let mut status = row.text(3)?.parse()?;
    if status == AttemptStatus::Completed && parked > 0 {
        status = AttemptStatus::CompletedWithFailures;
    }
    Ok(StoredProcessRun {
        last: Attempt { process_run: ProcessRunId(row.get(0)?), number: row.get(1)? },
        run_date: row.date(2)?,
        status,
        started_at: row.instant(4)?,
        ended_at: row.optional_text(5)?.map(values::instant).transpose()?,
        reason: row.optional_string(6)?,
        invoices: row.get(7)?,
        parked,
        origin: row.text(9)?.parse()?,
        run_on_date: row.optional_date(10)?,
        contracts_due: row.get(11)?,
        undone_at: row.optional_text(12)?.map(values::instant).transpose()?,
    })
}
