//! What the loop of a batch job asks the book and writes into it, one function for each arrow of its diagram.
//!
//! The loop itself, with its threads and its ticks, is the worker's; what it does next is the engine's.
//!
//! Source: SPEC 6.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use proforma_engine::batch_job::{JobState, LoopFacts, RETRIES, next_step, next_wake, not_yet, retry};
use proforma_store::{
    Connection, Environment, StoreError, WriteTransaction, batch_job, clock, coverage, history, lease,
};
use serde_json::json;

use crate::{
    book::{Book, OpenError},
    error::ApiError,
    process_run::FencingToken,
};

pub use proforma_engine::batch_job::{JobKind, Step};
pub use proforma_store::batch_job::BatchJob;

/// After so many faults in a row a job stops.
pub const RETRIES_MAX: u32 = RETRIES.len() as u32;

/// What a loop is to do now.
#[derive(Debug, Clone, PartialEq)]
pub struct Outlook {
    /// The job that is started or paused; none where no job of its kind is.
    pub job: Option<BatchJob>,
    /// What is to be done.
    pub step: Step,
}

/// Looks at what the book remembers, and at the time.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
///
/// Source: SPEC 6.2 to 6.6a.
pub fn outlook(book: &Book, kind: JobKind, now: DateTime<Utc>) -> Result<Outlook, ApiError> {
    let snapshot = book.connection().snapshot()?;
    let Some(job) = batch_job::running(&snapshot, kind)? else {
        return Ok(Outlook { job: None, step: Step::Rest });
    };
    let step = step_of(&snapshot, &job, now, book.today(now))?;
    Ok(Outlook { job: Some(job), step })
}

/// What the loop of one job would do now.
pub(crate) fn step_of(
    connection: &Connection,
    job: &BatchJob,
    now: DateTime<Utc>,
    today: NaiveDate,
) -> Result<Step, ApiError> {
    let Some(started) = &job.started else { return Ok(Step::Rest) };
    let covered = coverage::covered_through(connection)?;
    let facts = LoopFacts {
        state: job.state,
        next_wake_at: started.next_wake_at,
        retry_at: started.retry_at,
        latest_at: clock::latest(connection)?,
        // A book whose job was started has a covered date.
        covered_through: covered.unwrap_or(today),
        consent_through: started.consent_through,
    };
    Ok(match started.workflow.kind() {
        JobKind::Invoices => next_step(&facts, now, today),
        JobKind::Utilization => not_yet(&facts, now).unwrap_or(Step::Run { from: today, through: today }),
    })
}

/// Sets the timer at the end of the work.
///
/// # Errors
/// [`ApiError`] where the book cannot be written.
///
/// Source: SPEC 6.3, 6.6a.
pub fn fall_asleep(
    tx: &WriteTransaction<'_>,
    job: &BatchJob,
    ended_at: DateTime<Utc>,
    time_zone: Tz,
) -> Result<(), ApiError> {
    let Some(started) = &job.started else { return Ok(()) };
    // It brings the end of the timer forward, by less than a day however long the timer is.
    let last_day = ended_at + started.workflow.timer() - TimeDelta::hours(24);
    let time_of_day = job.setup.time_of_day.and_then(|time| next_time_of_day(time_zone, time, last_day));
    batch_job::fall_asleep(tx, job.id, ended_at, next_wake(started.workflow, ended_at, time_of_day))?;
    Ok(())
}

/// It woke, and today is covered already: sleeps until the next date begins.
///
/// # Errors
/// [`StoreError::LeaseLost`] inside where another program has taken the lease.
pub fn sleep_until_next_date(
    book: &Book,
    job: &BatchJob,
    token: FencingToken,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    let tomorrow = book.today(now).succ_opt().unwrap_or(NaiveDate::MAX);
    let begins = instant_of(book.time_zone(), tomorrow, NaiveTime::MIN);
    let tx = book.writable()?.write()?;
    lease::check(&tx, token)?;
    batch_job::wake_at(&tx, job.id, begins.unwrap_or(now + TimeDelta::hours(24)))?;
    Ok(tx.commit()?)
}

/// Faults of the surroundings in a row, as far as they could be written.
#[must_use]
pub fn failures(job: &BatchJob) -> u32 {
    job.started.as_ref().map_or(0, |started| started.failures)
}

/// A fault that the loop of this program met and could not write into the book either: a full disk, for one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnwrittenFault {
    /// What went wrong, as a sentence.
    pub reason: String,
    /// Faults in a row.
    pub failures: u32,
    /// When the loop looks again.
    pub retry_at: DateTime<Utc>,
}

/// What became of a fault of the surroundings.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AfterFault {
    /// It is tried again.
    Retry {
        /// When.
        at: DateTime<Utc>,
    },
    /// It did not go away, or cannot: the job has stopped.
    Stopped,
}

/// Remembers a fault of the surroundings: the job tries again after 1, 5 and 15 minutes and then stops. A damaged book
/// stops it at once. `faults` are those in a row that the loop has met before, whether or not they could be written.
///
/// # Errors
/// [`ApiError`] where the book cannot be written either; then nothing is remembered.
pub fn fail(
    book: &Book,
    job: &BatchJob,
    token: FencingToken,
    error: &ApiError,
    faults: u32,
    now: DateTime<Utc>,
) -> Result<AfterFault, ApiError> {
    let reason = error.to_string();
    let failures = failures(job).max(faults).saturating_add(1);
    let at = if is_damage(error) { None } else { retry(failures, now) };
    let tx = book.writable()?.write()?;
    lease::check(&tx, token)?;
    let after = match at {
        Some(at) => {
            batch_job::fail(&tx, job.id, failures, at, &reason)?;
            AfterFault::Retry { at }
        }
        None => {
            batch_job::set_state(&tx, job.id, JobState::Started, JobState::Stopped, Some(&reason))?;
            let detail = json!({ "job": job.setup.name, "reason": reason, "tries": failures - 1 });
            history::append(&tx, None, now, "job_stopped_working", &detail.to_string())?;
            AfterFault::Stopped
        }
    };
    tx.commit()?;
    Ok(after)
}

/// Whether the book is damaged: trying again mends nothing.
#[must_use]
pub fn is_damage(error: &ApiError) -> bool {
    let of_store = |error: &StoreError| error.environment() == Some(Environment::Corrupt);
    matches!(error, ApiError::Store(error) if of_store(error))
        || matches!(error, ApiError::Open(OpenError::Corrupt { .. }))
}

/// Closes what a program that is gone left running, so that nothing looks busy that is not. Whether anything was. A run
/// under this very lease is one that goes on in this program.
///
/// # Errors
/// [`ApiError`] where the book cannot be written.
///
/// Source: SPEC 6.6a.
pub fn settle(book: &Book, token: FencingToken) -> Result<bool, ApiError> {
    let tx = book.writable()?.write()?;
    lease::check(&tx, token)?;
    let was_cut_off = proforma_store::process_run::close_cut_off(&tx, Some(token))?;
    tx.commit()?;
    Ok(was_cut_off)
}

/// When a time of day comes next after an instant, in a time zone. Where a clock is put forward over it, the first
/// instant after the gap.
#[must_use]
pub fn next_time_of_day(time_zone: Tz, time: NaiveTime, after: DateTime<Utc>) -> Option<DateTime<Utc>> {
    let today = after.with_timezone(&time_zone).date_naive();
    today.iter_days().take(3).filter_map(|date| instant_of(time_zone, date, time)).find(|at| *at > after)
}

/// The instant of a civil time; the earlier one where the clock shows it twice, the end of the gap where never.
fn instant_of(time_zone: Tz, date: NaiveDate, time: NaiveTime) -> Option<DateTime<Utc>> {
    let civil = date.and_time(time);
    (0..=24).find_map(|quarters| {
        let civil = civil.checked_add_signed(TimeDelta::minutes(15 * quarters))?;
        Some(time_zone.from_local_datetime(&civil).earliest()?.to_utc())
    })
}

/// When to look again at a book that could not be looked at, after so many times; none: nobody knows.
#[must_use]
pub fn retry_after(failures: u32, now: DateTime<Utc>) -> Option<DateTime<Utc>> {
    retry(failures, now)
}

/// Why the loop has nothing to do.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Resting {
    /// No job was ever started.
    NoJob,
    /// A person made it rest.
    Paused,
    /// A person ended it, or a fault did not go away.
    Stopped,
}

impl Resting {
    /// The word for it.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::NoJob => "no_job",
            Self::Paused => "paused",
            Self::Stopped => "stopped",
        }
    }
}

/// Why the loop has nothing to do, where no job is started.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
pub fn resting(book: &Book) -> Result<Resting, ApiError> {
    let jobs = batch_job::all(book.connection())?;
    let is_any = |state: JobState| jobs.iter().any(|job| job.state == state);
    Ok(match (is_any(JobState::Paused), is_any(JobState::Stopped)) {
        (true, _) => Resting::Paused,
        (false, true) => Resting::Stopped,
        (false, false) => Resting::NoJob,
    })
}

/// Whether a job is started, so that its loop keeps the lease.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
pub fn has_work(book: &Book) -> Result<bool, ApiError> {
    let is_started = |job: &BatchJob| job.state == JobState::Started;
    Ok(batch_job::all(book.connection())?.iter().any(is_started))
}
