//! Running a date: one path for the window, the loop and the headless program.
//!
//! A run goes through the contracts that are due, one database transaction for each contract and date, and
//! records what it passed over in them. What the rest of the book has ready, and why no row called for it, is
//! told afterwards.

mod one_contract;

use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use proforma_engine::{
    batch_job::JobState,
    process_run::{Backlog, DateOutcome},
    schedule::{RowKind, ScheduleRow},
};
use proforma_store::{
    Connection, WriteTransaction,
    batch_job::{self, BatchJob},
    clock as seen, contract, coverage, lease,
    process_run::{self as stored, Attempt, AttemptTotal, NewAttempt},
    schedule, share,
};

use self::one_contract::{Handled, run_contract};
use crate::{
    batch_loop::fall_asleep,
    clock::Clock,
    error::{ApiError, Refusal},
    preview::promise,
    promise::Promise,
    proof::Proof,
    run_event::tell_the_rest,
};

pub use crate::run_event::{Listener, RunEvent, Verdict};
pub use proforma_engine::ids::ContractId;
pub use proforma_store::{
    lease::FencingToken,
    process_run::{AttemptStatus, RunOrigin},
};

/// How a date was run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunSummary {
    /// How it ended.
    pub status: AttemptStatus,
    /// Contracts that were due.
    pub contracts_due: u32,
    /// Ready before = invoiced + left out, by currency.
    pub totals: Vec<AttemptTotal>,
}

impl RunSummary {
    /// Whether it stopped between two contracts.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        self.status == AttemptStatus::Interrupted
    }
}

/// So often a run writes down that it gets on: a write for each contract would cost more than it tells.
const GETS_ON_EVERY: TimeDelta = TimeDelta::minutes(1);

/// One run of a date by whoever holds the lease.
#[derive(Debug)]
pub struct RunRequest<'a> {
    /// The date.
    pub run_date: NaiveDate,
    /// The book's today; the headless program takes the run date for it (SPEC 4.3).
    pub today: NaiveDate,
    /// Proof of the lease, checked in every write transaction.
    pub token: FencingToken,
    /// When it began.
    pub now: DateTime<Utc>,
    /// Tells when it ends.
    pub clock: &'a Clock,
    /// Who asked for it.
    pub asked_by: AskedBy<'a>,
    /// The only contracts that are looked at; none: all that are due.
    pub only: Option<&'a [ContractId]>,
    /// Set by whoever wants the run to stop between two contracts.
    pub cancel: &'a AtomicBool,
    /// Whether what the rest of the book has ready is told too.
    pub tells_the_rest: bool,
    /// What a preview promised: a contract that would give anything else ends the run.
    pub promise: Option<&'a Promise>,
}

/// Who asked for a run.
#[derive(Debug, Clone, Copy)]
pub enum AskedBy<'a> {
    /// A person at the window; the covered date does not move (SPEC 6.5).
    Person,
    /// A command of the headless program.
    Headless {
        /// Whether the date is one of those that are covered in order.
        covers: bool,
    },
    /// The loop, which covers the date; the last of its dates sets the timer.
    Job(&'a JobRun<'a>),
}

/// The part of a job that one of its dates is.
#[derive(Debug)]
pub struct JobRun<'a> {
    /// The job.
    pub job: &'a BatchJob,
    /// Whether its work ends with this date.
    pub is_last: bool,
    /// The book's, in which its time of day is meant.
    pub time_zone: Tz,
}

impl AskedBy<'_> {
    /// Why a run stopped between two contracts that was asked to.
    fn why_stopped(self) -> &'static str {
        match self {
            Self::Person | Self::Headless { .. } => "cancelled by a person",
            Self::Job(_) => "the batch job was paused or stopped, or its program ended",
        }
    }

    /// Whether a person has paused or stopped the job meanwhile, in whatever program.
    fn is_called_off(self, connection: &Connection) -> Result<bool, ApiError> {
        let Self::Job(JobRun { job, .. }) = self else { return Ok(false) };
        let job = batch_job::by_id(connection, job.id)?;
        Ok(job.is_none_or(|job| job.state != JobState::Started))
    }

    fn origin(self) -> RunOrigin {
        match self {
            Self::Person => RunOrigin::Person,
            Self::Headless { .. } => RunOrigin::Headless,
            Self::Job(_) => RunOrigin::BatchJob,
        }
    }
}

/// What came of a run that was to create what its preview had shown.
#[derive(Debug, Clone, PartialEq)]
pub enum PromisedRun {
    /// It ran.
    Ran(RunSummary),
    /// It would create something else, and has written nothing.
    Differs(Promise),
}

/// Runs one date if it would still create what a preview of this fingerprint showed.
///
/// # Errors
/// As [`run`].
///
/// Source: SPEC 7.7.
pub fn run_as_promised(
    connection: &Connection,
    request: &RunRequest<'_>,
    fingerprint: &str,
    listener: Listener<'_>,
) -> Result<PromisedRun, ApiError> {
    refuse_future(request.run_date, request.today)?;
    let promise = promise(connection, request.run_date)?;
    if promise.fingerprint() != fingerprint {
        return Ok(PromisedRun::Differs(promise));
    }
    let request = RunRequest { promise: Some(&promise), ..*request };
    run(connection, &request, listener).map(PromisedRun::Ran)
}

/// Runs one date.
///
/// # Errors
/// [`ApiError::Refused`] for a date after today. A fault of the surroundings (disk full, lease lost, the listener's
/// own error) ends the run: what is done stays done, the attempt is closed as interrupted where it still can be.
///
/// Source: SPEC 4.1 to 4.14, 6.5.
pub fn run(
    connection: &Connection,
    request: &RunRequest<'_>,
    listener: Listener<'_>,
) -> Result<RunSummary, ApiError> {
    let RunRequest { run_date, today, token, now, .. } = *request;
    refuse_future(run_date, today)?;
    let (attempt, mut proof) = {
        let tx = connection.write()?;
        lease::check(&tx, token)?;
        let new = NewAttempt {
            run_date,
            token,
            started_at: now,
            origin: request.asked_by.origin(),
            run_on_date: today,
        };
        let attempt = stored::start(&tx, &new)?;
        let ready = share::ready_by_currency(&tx)?;
        for total in Proof::new(ready.clone()).totals(&ready) {
            stored::put_total(&tx, attempt, &total)?;
        }
        tx.commit()?;
        (attempt, Proof::new(ready))
    };
    let ended = run_contracts(connection, request, attempt, &mut proof, listener);
    let status = match &ended {
        Ok(progress) if progress.stopped.is_some() => AttemptStatus::Interrupted,
        Ok(progress) if progress.parked > 0 => AttemptStatus::CompletedWithFailures,
        Ok(_) => AttemptStatus::Completed,
        Err(_) => AttemptStatus::Interrupted,
    };
    let totals = proof.totals(&share::ready_by_currency(connection)?);
    let reason = match &ended {
        Ok(progress) => progress.stopped.clone(),
        Err(error) => Some(error.to_string()),
    };
    let due = ended.as_ref().ok().map(|progress| progress.due);
    let closed = close(connection, request, attempt, &Ending { status, reason, due, totals: &totals });
    let progress = ended?;
    closed?;
    Ok(RunSummary { status, contracts_due: progress.due, totals })
}

/// How an attempt ended.
struct Ending<'a> {
    status: AttemptStatus,
    reason: Option<String>,
    due: Option<u32>,
    totals: &'a [AttemptTotal],
}

/// Closes the attempt and, in the same database transaction, moves the covered date and sets the timer.
///
/// Source: SPEC 6.3, 6.6.
fn close(
    connection: &Connection,
    request: &RunRequest<'_>,
    attempt: Attempt,
    ending: &Ending<'_>,
) -> Result<(), ApiError> {
    let ended_at = request.clock.now();
    let tx = connection.write()?;
    lease::check(&tx, request.token)?;
    for total in ending.totals {
        stored::put_total(&tx, attempt, total)?;
    }
    stored::finish(&tx, attempt, ending.status, ending.reason.as_deref(), ending.due, ended_at)?;
    seen::see(&tx, ended_at)?;
    if ending.status != AttemptStatus::Interrupted {
        cover(&tx, request, ended_at)?;
    }
    Ok(tx.commit()?)
}

fn cover(
    tx: &WriteTransaction<'_>,
    request: &RunRequest<'_>,
    ended_at: DateTime<Utc>,
) -> Result<(), ApiError> {
    match request.asked_by {
        AskedBy::Person | AskedBy::Headless { covers: false } => {}
        AskedBy::Headless { covers: true } => coverage::cover_through(tx, request.run_date)?,
        AskedBy::Job(JobRun { job, is_last, time_zone }) => {
            coverage::cover_through(tx, request.run_date)?;
            // Where a later day began meanwhile, because the machine was asleep or the work long, that is due at once.
            let ended_on = ended_at.with_timezone(time_zone).date_naive();
            if *is_last && ended_on <= request.today {
                fall_asleep(tx, job, ended_at, *time_zone)?;
            }
        }
    }
    Ok(())
}

struct Progress {
    due: u32,
    parked: u32,
    /// Why it stopped between two contracts, where it did.
    stopped: Option<String>,
    /// When it was last written down that a contract is done.
    told_at: DateTime<Utc>,
}

impl Progress {
    /// Writes down once in a while that a contract is done, for whoever looks whether the run gets on.
    fn get_on(
        &mut self,
        connection: &Connection,
        request: &RunRequest<'_>,
        attempt: Attempt,
    ) -> Result<(), ApiError> {
        let now = request.clock.now();
        if now - self.told_at < GETS_ON_EVERY {
            return Ok(());
        }
        let tx = connection.write()?;
        lease::check(&tx, request.token)?;
        stored::get_on(&tx, attempt, now)?;
        tx.commit()?;
        self.told_at = now;
        Ok(())
    }
}

fn run_contracts(
    connection: &Connection,
    request: &RunRequest<'_>,
    attempt: Attempt,
    proof: &mut Proof,
    listener: Listener<'_>,
) -> Result<Progress, ApiError> {
    let mut due = schedule::contracts_due(connection, request.run_date)?;
    if let Some(only) = request.only {
        due.retain(|contract| only.contains(contract));
    }
    // One that was promised and is no longer due has changed as well.
    due.extend(request.promise.iter().flat_map(|promise| promise.contracts()));
    due.sort_unstable();
    due.dedup();
    let mut progress = Progress { due: count(due.len()), parked: 0, stopped: None, told_at: request.now };
    for (index, contract) in due.iter().enumerate() {
        if request.cancel.load(Ordering::Relaxed) || request.asked_by.is_called_off(connection)? {
            progress.stopped = Some(request.asked_by.why_stopped().to_owned());
            return Ok(progress);
        }
        let verdict = match run_contract(connection, request, attempt, *contract, proof, listener)? {
            Handled::Done(verdict) => verdict,
            Handled::Differs { contract } => {
                progress.stopped = Some(format!(
                    "contract {contract} has changed since the preview, so it was left as it is and the run stopped"
                ));
                return Ok(progress);
            }
        };
        progress.parked += u32::from(verdict == Verdict::Parked);
        progress.get_on(connection, request, attempt)?;
        listener(RunEvent::ContractDone {
            contract: *contract,
            verdict,
            done: count(index + 1),
            total: progress.due,
        })?;
    }
    if request.tells_the_rest {
        tell_the_rest(connection, request.run_date, &due, None, listener)?;
    }
    Ok(progress)
}

/// The latest cut-off among the rows that brought something.
pub(crate) fn work_up_to(backlog: &Backlog, outcome: &DateOutcome) -> Option<NaiveDate> {
    let ran = |row: &&ScheduleRow| outcome.rows.iter().any(|done| done.row == row.id && done.has_invoiced);
    backlog
        .rows
        .iter()
        .filter(ran)
        .filter_map(|row| match row.kind {
            RowKind::Date { .. } => row.takes_up_to(),
            RowKind::Milestone(_) => None,
        })
        .max()
}

/// One contract with its schedule and what a run needs to know of its shares.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
pub(crate) fn load(connection: &Connection, id: ContractId) -> Result<Backlog, ApiError> {
    let contract = contract::by_id(connection, id)?
        .ok_or_else(|| ApiError::NotFound { kind: "contract", id: id.0.to_string() })?;
    let shares = share::backlog_of(connection, &contract)?;
    Ok(Backlog { rows: schedule::of_contract(connection, id)?, contract, shares })
}

/// Refuses a date that has not come yet.
///
/// Source: SPEC 4.3.
pub(crate) fn refuse_future(run_date: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
    if run_date > today { Err(Refusal::RunDateAfterToday { run_date, today }) } else { Ok(()) }
}

pub(crate) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
