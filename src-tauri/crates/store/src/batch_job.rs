//! Batch jobs: what was set up, and how far each one's loop has come.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use proforma_engine::{
    batch_job::{JobKind, JobState, Workflow},
    ids::BatchJobId,
};
use rusqlite::{Row, params};

use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, select, unreadable},
    values,
};

const TIME_OF_DAY: &str = "%H:%M";

/// What a person sets up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JobSetup {
    /// Name.
    pub name: String,
    /// Whether it may be started.
    pub is_active: bool,
    /// A time of day in the book's time zone that may bring its wake-up forward; to the minute.
    pub time_of_day: Option<NaiveTime>,
}

/// A start of a job, and how far its loop has come since.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StartedJob {
    /// What it runs.
    pub workflow: Workflow,
    /// When it was started last.
    pub started_at: DateTime<Utc>,
    /// By whom.
    pub started_by: String,
    /// When its work last ended.
    pub last_ended_at: Option<DateTime<Utc>>,
    /// When its timer ends.
    pub next_wake_at: DateTime<Utc>,
    /// Faults of the surroundings in a row.
    pub failures: u32,
    /// When it is tried again after one.
    pub retry_at: Option<DateTime<Utc>>,
    /// Why it was paused, has stopped or is tried again.
    pub reason: Option<String>,
    /// Up to where a person agreed that missed dates are run.
    pub consent_through: Option<NaiveDate>,
}

/// A batch job.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BatchJob {
    /// Row number.
    pub id: BatchJobId,
    /// What was set up.
    pub setup: JobSetup,
    /// Where it stands.
    pub state: JobState,
    /// Its start; none where it has never been started.
    pub started: Option<StartedJob>,
}

/// Adds a job.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 6.1.
pub fn insert(tx: &WriteTransaction<'_>, setup: &JobSetup) -> Result<BatchJobId, StoreError> {
    let sql = "INSERT INTO batch_job (name, job_type, frequency, is_active, time_of_day, state)
               VALUES (?1, 'none', 'daily', ?2, ?3, 'not_started')";
    execute!(tx, sql, params![setup.name, setup.is_active, time_text(setup.time_of_day)])?;
    Ok(BatchJobId(tx.inner.last_insert_rowid()))
}

/// Writes a job as an export holds it; its own `id` is not looked at.
///
/// # Errors
/// [`StoreError::Refused`] where its parts do not fit together, or another of its kind is running.
pub fn restore(tx: &WriteTransaction<'_>, job: &BatchJob) -> Result<BatchJobId, StoreError> {
    let sql = "INSERT INTO batch_job (name, job_type, frequency, is_active, time_of_day, state, workflow, started_at,
                                      started_by, last_ended_at, next_wake_at, failures, retry_at, reason, consent_through)
               VALUES (?1, 'none', 'daily', ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)";
    let started = job.started.as_ref();
    let instant = |at: Option<DateTime<Utc>>| at.map(values::instant_text);
    execute!(
        tx,
        sql,
        params![
            job.setup.name,
            job.setup.is_active,
            time_text(job.setup.time_of_day),
            job.state.as_str(),
            started.map(|started| started.workflow.as_str()),
            instant(started.map(|started| started.started_at)),
            started.map(|started| started.started_by.as_str()),
            instant(started.and_then(|started| started.last_ended_at)),
            instant(started.map(|started| started.next_wake_at)),
            started.map_or(0, |started| started.failures),
            instant(started.and_then(|started| started.retry_at)),
            started.and_then(|started| started.reason.as_deref()),
            started.and_then(|started| started.consent_through).map(|date| date.to_string())
        ]
    )?;
    Ok(BatchJobId(tx.inner.last_insert_rowid()))
}

/// Changes what was set up.
///
/// # Errors
/// [`StoreError::Refused`] where it is made inactive while it is started; [`StoreError::Conflict`] where it is gone.
pub fn set_up(tx: &WriteTransaction<'_>, id: BatchJobId, setup: &JobSetup) -> Result<(), StoreError> {
    let sql = "UPDATE batch_job SET name = ?2, is_active = ?3, time_of_day = ?4 WHERE id = ?1";
    changed(id, execute!(tx, sql, params![id.0, setup.name, setup.is_active, time_text(setup.time_of_day)])?)
}

/// Removes a job that is not running.
///
/// # Errors
/// [`StoreError::Conflict`] where it is.
pub fn delete(tx: &WriteTransaction<'_>, id: BatchJobId) -> Result<(), StoreError> {
    let sql = "DELETE FROM batch_job WHERE id = ?1 AND state IN ('not_started', 'stopped')";
    changed(id, execute!(tx, sql, [id.0])?)
}

/// Every job, in the order of entry.
///
/// # Errors
/// [`StoreError`].
pub fn all(connection: &Connection) -> Result<Vec<BatchJob>, StoreError> {
    listed(connection, None)
}

/// One job.
///
/// # Errors
/// [`StoreError`].
pub fn by_id(connection: &Connection, id: BatchJobId) -> Result<Option<BatchJob>, StoreError> {
    Ok(listed(connection, Some(id))?.pop())
}

/// The job that is started or paused and does work of this kind; there is at most one.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 6.4.
pub fn running(connection: &Connection, kind: JobKind) -> Result<Option<BatchJob>, StoreError> {
    let is_running = |job: &BatchJob| {
        matches!(job.state, JobState::Started | JobState::Paused)
            && job.started.as_ref().is_some_and(|started| started.workflow.kind() == kind)
    };
    Ok(all(connection)?.into_iter().find(is_running))
}

fn listed(connection: &Connection, id: Option<BatchJobId>) -> Result<Vec<BatchJob>, StoreError> {
    let sql =
        "SELECT id, name, is_active, time_of_day, state, workflow, started_at, started_by, last_ended_at,
                      next_wake_at, failures, retry_at, reason, consent_through
               FROM batch_job WHERE ?1 IS NULL OR id = ?1 ORDER BY id";
    select!(connection, sql, [id.map(|id| id.0)], job)
}

fn job(row: &Row<'_>) -> Result<BatchJob, StoreError> {
    let optional_instant = |column| row.optional_text(column)?.map(values::instant).transpose();
    let started = match row.optional_text(5)? {
        None => None,
        Some(_) => Some(StartedJob {
            workflow: row.word(5)?,
            started_at: row.instant(6)?,
            started_by: row.string(7)?,
            last_ended_at: optional_instant(8)?,
            next_wake_at: row.instant(9)?,
            failures: row.get(10)?,
            retry_at: optional_instant(11)?,
            reason: row.optional_string(12)?,
            consent_through: row.optional_date(13)?,
        }),
    };
    let time = |text: &str| {
        NaiveTime::parse_from_str(text, TIME_OF_DAY).map_err(|_| unreadable("a time of day", text))
    };
    Ok(BatchJob {
        id: BatchJobId(row.get(0)?),
        setup: JobSetup {
            name: row.string(1)?,
            is_active: row.get(2)?,
            time_of_day: row.optional_text(3)?.map(time).transpose()?,
        },
        state: row.word(4)?,
        started,
    })
}

/// A start.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Start<'a> {
    /// What it runs.
    pub workflow: Workflow,
    /// When.
    pub at: DateTime<Utc>,
    /// By whom.
    pub by: &'a str,
    /// When its timer ends.
    pub next_wake_at: DateTime<Utc>,
}

/// Starts a job that is not running.
///
/// # Errors
/// [`StoreError::Conflict`] where it is running; [`StoreError::Refused`] where another one of its kind is, or it is
/// inactive.
///
/// Source: SPEC 6.4.
pub fn start(tx: &WriteTransaction<'_>, id: BatchJobId, start: Start<'_>) -> Result<(), StoreError> {
    let sql = "UPDATE batch_job SET state = 'started', workflow = ?2, started_at = ?3, started_by = ?4, next_wake_at = ?5,
                                    failures = 0, retry_at = NULL, reason = NULL, consent_through = NULL
               WHERE id = ?1 AND state IN ('not_started', 'stopped')";
    let (at, next_wake_at) = (values::instant_text(start.at), values::instant_text(start.next_wake_at));
    changed(id, execute!(tx, sql, params![id.0, start.workflow.as_str(), at, start.by, next_wake_at])?)
}

/// Moves a job from the state it must have; what it was tried again for is over.
///
/// # Errors
/// [`StoreError::Conflict`] where it has another one by now.
pub fn set_state(
    tx: &WriteTransaction<'_>,
    id: BatchJobId,
    from: JobState,
    to: JobState,
    reason: Option<&str>,
) -> Result<(), StoreError> {
    let sql = "UPDATE batch_job SET state = ?3, reason = ?4, failures = 0, retry_at = NULL WHERE id = ?1 AND state = ?2";
    changed(id, execute!(tx, sql, params![id.0, from.as_str(), to.as_str(), reason])?)
}

/// The end of its work: sets the timer.
///
/// # Errors
/// [`StoreError::Conflict`] where it is gone.
///
/// Source: SPEC 6.3.
pub fn fall_asleep(
    tx: &WriteTransaction<'_>,
    id: BatchJobId,
    ended_at: DateTime<Utc>,
    next_wake_at: DateTime<Utc>,
) -> Result<(), StoreError> {
    // A person may have paused or stopped it during its last contract: why stays.
    let sql = "UPDATE batch_job SET last_ended_at = ?2, next_wake_at = ?3, failures = 0, retry_at = NULL,
                      reason = CASE state WHEN 'started' THEN NULL ELSE reason END
               WHERE id = ?1";
    let (ended_at, next_wake_at) = (values::instant_text(ended_at), values::instant_text(next_wake_at));
    changed(id, execute!(tx, sql, params![id.0, ended_at, next_wake_at])?)
}

/// Sets the timer, and nothing else.
///
/// # Errors
/// [`StoreError::Conflict`] where it is gone.
pub fn wake_at(tx: &WriteTransaction<'_>, id: BatchJobId, at: DateTime<Utc>) -> Result<(), StoreError> {
    let sql = "UPDATE batch_job SET next_wake_at = ?2, retry_at = NULL WHERE id = ?1";
    changed(id, execute!(tx, sql, params![id.0, values::instant_text(at)])?)
}

/// Remembers a fault of the surroundings, and when it is tried again.
///
/// # Errors
/// [`StoreError::Conflict`] where it is gone.
pub fn fail(
    tx: &WriteTransaction<'_>,
    id: BatchJobId,
    failures: u32,
    retry_at: DateTime<Utc>,
    reason: &str,
) -> Result<(), StoreError> {
    let sql = "UPDATE batch_job SET failures = ?2, retry_at = ?3, reason = ?4 WHERE id = ?1";
    changed(id, execute!(tx, sql, params![id.0, failures, values::instant_text(retry_at), reason])?)
}

/// Remembers up to where a person agreed that missed dates are run.
///
/// # Errors
/// [`StoreError::Conflict`] where it is gone.
///
/// Source: SPEC 6.6.
pub fn agree(tx: &WriteTransaction<'_>, id: BatchJobId, through: NaiveDate) -> Result<(), StoreError> {
    let sql = "UPDATE batch_job SET consent_through = ?2 WHERE id = ?1";
    changed(id, execute!(tx, sql, params![id.0, through.to_string()])?)
}

fn changed(id: BatchJobId, rows: usize) -> Result<(), StoreError> {
    match rows {
        1 => Ok(()),
        _ => Err(StoreError::Conflict { what: format!("batch job {}", id.0) }),
    }
}

fn time_text(time: Option<NaiveTime>) -> Option<String> {
    time.map(|time| time.format(TIME_OF_DAY).to_string())
}
