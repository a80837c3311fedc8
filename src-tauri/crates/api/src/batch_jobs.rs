//! Batch jobs as a person sees them: the list, one job, and what starting a workflow would do.

mod commands;
mod days;
#[cfg(test)]
mod tests;

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use proforma_engine::{
    batch_job::{
        JobKind, JobState, NAME_SUGGESTED, NAME_WORDS, Step, Workflow, contains_name_words, is_named_for,
    },
    ids::BatchJobId,
};
use proforma_store::{
    Connection,
    batch_job::{self, BatchJob, StartedJob},
    clock, coverage,
    lease::{self, Held, LeaseState},
    process_run::{self, AttemptStatus, RunOrigin, StoredProcessRun},
};

use crate::{
    batch_loop::step_of,
    book::Book,
    dto::{
        BatchJobRow, BatchJobView, DateSpan, JobAction, JobName, JobOwner, JobStatus, LoopPart, WorkflowPlan,
    },
    error::{ApiError, Refusal},
};

pub use self::{
    commands::{act, decide, keep_going, save, start},
    days::job_days,
};

/// After so long past its deadline a job that nobody wakes has stopped working.
const OVERDUE: TimeDelta = TimeDelta::minutes(10);

/// What is known of the book when jobs are looked at.
struct Surroundings<'a> {
    connection: &'a Connection,
    now: DateTime<Utc>,
    today: NaiveDate,
    /// The id under which this program holds leases.
    me: &'a str,
    lease: LeaseState,
    last_run: Option<StoredProcessRun>,
}

impl<'a> Surroundings<'a> {
    fn read(
        book: &'a Book,
        connection: &'a Connection,
        me: &'a str,
        now: DateTime<Utc>,
    ) -> Result<Self, ApiError> {
        Ok(Self {
            connection,
            now,
            today: book.today(now),
            me,
            lease: lease::read(connection)?,
            last_run: process_run::last(connection)?,
        })
    }

    /// The holder of the lease, as far as it can be told to be alive.
    fn alive(&self) -> Option<&Held> {
        self.lease.held.as_ref().filter(|held| self.is_alive(held))
    }

    fn is_alive(&self, held: &Held) -> bool {
        held.holder.id == self.me || !(held.is_stopped(self.now) || lease::is_gone(&held.holder))
    }

    fn is_running(&self) -> bool {
        self.alive().is_some()
            && self.last_run.as_ref().is_some_and(|run| run.status == AttemptStatus::Running)
    }

    fn status(&self, job: &BatchJob) -> Result<JobStatus, ApiError> {
        let started = match (job.state, &job.started) {
            (JobState::NotStarted, _) | (_, None) => return Ok(JobStatus::NotStarted),
            (JobState::Paused, _) => return Ok(JobStatus::Paused),
            (JobState::Stopped, _) => return Ok(JobStatus::Stopped),
            (JobState::Started, Some(started)) => started,
        };
        if self.alive().is_none() {
            return Ok(JobStatus::StoppedWorking);
        }
        Ok(match step_of(self.connection, job, self.now, self.today)? {
            Step::ClockBehind { .. } => JobStatus::ClockBehind,
            Step::AskConsent { .. } => JobStatus::WaitsForPerson,
            Step::Sleep { .. } if started.retry_at.is_some() => JobStatus::Retrying,
            Step::Rest | Step::Sleep { .. } | Step::NothingToCover => JobStatus::Sleeping,
            Step::Run { .. } if !self.is_running() && self.is_overdue(started) => JobStatus::StoppedWorking,
            Step::Run { .. } => JobStatus::Processing,
        })
    }

    fn waits(&self, job: &BatchJob) -> Result<Option<DateSpan>, ApiError> {
        Ok(match step_of(self.connection, job, self.now, self.today)? {
            Step::AskConsent { from, through } => from.pred_opt().and_then(|covered| span(covered, through)),
            Step::Rest
            | Step::Sleep { .. }
            | Step::ClockBehind { .. }
            | Step::Run { .. }
            | Step::NothingToCover => None,
        })
    }

    /// Past its deadline, and nobody woke it. This program's own loop is about to: it lets a machine settle that was
    /// asleep.
    fn is_overdue(&self, started: &StartedJob) -> bool {
        let is_ours = self.alive().is_some_and(|held| held.holder.id == self.me);
        !is_ours && self.now - started.retry_at.unwrap_or(started.next_wake_at) > OVERDUE
    }

    fn row(&self, job: &BatchJob) -> Result<BatchJobRow, ApiError> {
        let started = job.started.as_ref();
        let timer_runs = matches!(job.state, JobState::Started | JobState::Paused);
        let timed = started.filter(|_| timer_runs);
        Ok(BatchJobRow {
            id: job.id.0.to_string(),
            name: job.setup.name.clone(),
            is_active: job.setup.is_active,
            workflow: started.map(|started| started.workflow.into()),
            status: self.status(job)?,
            last_ended_at: started.and_then(|started| started.last_ended_at),
            slept_since: timed.map(|started| started.last_ended_at.unwrap_or(started.started_at)),
            next_wake_at: timed.map(|started| started.retry_at.unwrap_or(started.next_wake_at)),
            reason: started.and_then(|started| started.reason.clone()),
            failures: started.map_or(0, |started| started.failures),
            waits: self.waits(job)?,
            as_of: self.now,
        })
    }
}

/// Every batch job. `me` is the id under which this program holds leases.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
///
/// Source: SPEC 6.1, 6.4.
pub fn batch_jobs(book: &Book, me: &str, now: DateTime<Utc>) -> Result<Vec<BatchJobRow>, ApiError> {
    let snapshot = book.connection().snapshot()?;
    let around = Surroundings::read(book, &snapshot, me, now)?;
    batch_job::all(&snapshot)?.iter().map(|job| around.row(job)).collect()
}

/// One batch job, whole.
///
/// # Errors
/// [`ApiError::NotFound`].
pub fn job(book: &Book, id: &str, me: &str, now: DateTime<Utc>) -> Result<BatchJobView, ApiError> {
    let snapshot = book.connection().snapshot()?;
    let around = Surroundings::read(book, &snapshot, me, now)?;
    let job = by_id(&snapshot, id)?;
    let row = around.row(&job)?;
    let covered = coverage::covered_through(&snapshot)?;
    let started = job.started.as_ref();
    let wakes = row.next_wake_at.map(|at| book.today(at.max(now)));
    let is_invoicing = started.is_some_and(|started| started.workflow.kind() == JobKind::Invoices);
    Ok(BatchJobView {
        time_of_day: job.setup.time_of_day.map(|time| time.format("%H:%M").to_string()),
        started_at: started.map(|started| started.started_at),
        started_by: started.map(|started| started.started_by.clone()),
        last_took_milliseconds: last_of_job(&snapshot)?.filter(|_| is_invoicing),
        covered_through: covered,
        activated_date: coverage::activated_date(&snapshot)?,
        next_covers: wakes
            .zip(covered)
            .filter(|_| is_invoicing)
            .and_then(|(wakes, covered)| span(covered, wakes)),
        latest_at: clock::latest(&snapshot)?,
        owner: around.lease.held.as_ref().map(|held| owner(&around, held)),
        actions: actions(&job, row.status),
        row,
    })
}

/// How long the last process run took that a job asked for.
fn last_of_job(connection: &Connection) -> Result<Option<u32>, ApiError> {
    let runs = process_run::all(connection)?;
    let of_job = runs.iter().filter(|run| run.origin == RunOrigin::BatchJob);
    Ok(of_job.max_by_key(|run| run.started_at).and_then(took_milliseconds))
}

/// The dates after the covered one up to another.
fn span(covered: NaiveDate, through: NaiveDate) -> Option<DateSpan> {
    let from = covered.succ_opt().filter(|from| *from <= through)?;
    let count = u32::try_from((through - covered).num_days()).unwrap_or(u32::MAX);
    Some(DateSpan { from, through, count })
}

/// How long an attempt took.
pub(crate) fn took_milliseconds(run: &StoredProcessRun) -> Option<u32> {
    let took = run.ended_at? - run.started_at;
    u32::try_from(took.num_milliseconds().max(0)).ok()
}

fn owner(around: &Surroundings<'_>, held: &Held) -> JobOwner {
    JobOwner {
        program: held.holder.program.clone(),
        host: held.holder.host.clone(),
        process_id: held.holder.process_id,
        is_this_program: held.holder.id == around.me,
        since: held.since,
        heartbeat_at: held.heartbeat_at,
        is_alive: around.is_alive(held),
    }
}

/// What may be done with a job; restart only where it has stopped, or stopped working.
fn actions(job: &BatchJob, status: JobStatus) -> Vec<JobAction> {
    use JobAction::{ConfirmClock, Decide, Delete, Pause, Restart, Resume, RunNow, Start, Stop};
    match status {
        JobStatus::NotStarted if job.setup.is_active => vec![Start, Delete],
        JobStatus::NotStarted => vec![Delete],
        JobStatus::Sleeping | JobStatus::Retrying => vec![RunNow, Pause, Stop],
        JobStatus::Processing => vec![Pause, Stop],
        JobStatus::WaitsForPerson => vec![Decide, Pause, Stop],
        JobStatus::ClockBehind => vec![ConfirmClock, Pause, Stop],
        JobStatus::Paused => vec![Resume, Stop],
        JobStatus::Stopped if job.setup.is_active => vec![Restart, Start, Delete],
        JobStatus::Stopped => vec![Delete],
        JobStatus::StoppedWorking => vec![Restart, Stop],
    }
}

/// Looks at a name while it is typed.
///
/// Source: SPEC 6.1.
#[must_use]
pub fn job_name(name: &str) -> JobName {
    JobName {
        contains_words: contains_name_words(name),
        words: NAME_WORDS.iter().map(|words| (*words).to_owned()).collect(),
        suggestion: NAME_SUGGESTED.to_owned(),
    }
}

/// What starting each workflow would do now.
///
/// # Errors
/// [`ApiError::NotFound`].
///
/// Source: SPEC 6.2, 6.4.
pub fn workflow_plans(book: &Book, id: &str, now: DateTime<Utc>) -> Result<Vec<WorkflowPlan>, ApiError> {
    let snapshot = book.connection().snapshot()?;
    let job = by_id(&snapshot, id)?;
    let plan = |workflow: Workflow| -> Result<WorkflowPlan, ApiError> {
        let refused = refuse_start(&snapshot, &job, workflow, book.time_zone())?;
        let wake = first_wake(&snapshot, &job, workflow, now)?;
        let covers = match workflow.kind() {
            JobKind::Invoices => {
                let covered = covered_at_start(&snapshot, book.today(now))?;
                span(covered, book.today(wake.max(now)))
            }
            JobKind::Utilization => None,
        };
        Ok(WorkflowPlan {
            workflow: workflow.into(),
            order: order(workflow),
            first_wake_at: wake,
            is_at_once: wake <= now,
            covers,
            refused: refused.map(|refusal| refusal.to_string()),
        })
    };
    Workflow::ALL.iter().copied().map(plan).collect()
}

fn order(workflow: Workflow) -> Vec<LoopPart> {
    match workflow {
        Workflow::ProcessRunCaller => vec![LoopPart::Sleep, LoopPart::Process],
        Workflow::ProcessRunner | Workflow::UpdateRoleUtilization => vec![LoopPart::Process, LoopPart::Sleep],
    }
}

/// The date that counts as covered once a job is started: the day before, unless an earlier start has come further.
///
/// Source: SPEC 6.2, 6.7.
fn covered_at_start(connection: &Connection, today: NaiveDate) -> Result<NaiveDate, ApiError> {
    let before = today.pred_opt().unwrap_or(NaiveDate::MIN);
    let covered = coverage::covered_through(connection)?;
    Ok(match coverage::activated_date(connection)? {
        Some(_) => covered.unwrap_or(before),
        None => covered.unwrap_or(before).max(before),
    })
}

/// When a start processes first: by the order of its workflow the first time, by the stored timer after that.
///
/// Source: SPEC 6.2.
fn first_wake(
    connection: &Connection,
    job: &BatchJob,
    workflow: Workflow,
    now: DateTime<Utc>,
) -> Result<DateTime<Utc>, ApiError> {
    let same_kind = |started: &&StartedJob| started.workflow.kind() == workflow.kind();
    let has_run = match workflow.kind() {
        JobKind::Invoices => coverage::activated_date(connection)?.is_some(),
        JobKind::Utilization => true,
    };
    let stored = job.started.as_ref().filter(same_kind).map(|started| started.next_wake_at);
    Ok(stored.filter(|_| has_run).unwrap_or_else(|| workflow.first_wake(now)))
}

/// Why a job may not start a workflow; none where it may.
///
/// Source: SPEC 6.1, 6.4.
fn refuse_start(
    connection: &Connection,
    job: &BatchJob,
    workflow: Workflow,
    time_zone: Tz,
) -> Result<Option<Refusal>, ApiError> {
    if let Some(running) = batch_job::running(connection, workflow.kind())?
        && let Some(started) = running.started
    {
        return Ok(Some(Refusal::JobRunning {
            name: running.setup.name,
            since: started.started_at.with_timezone(&time_zone).format("%Y-%m-%d %H:%M").to_string(),
            by: started.started_by,
            is_paused: running.state == JobState::Paused,
        }));
    }
    if !job.setup.is_active {
        return Ok(Some(Refusal::JobInactive { name: job.setup.name.clone() }));
    }
    if !is_named_for(&job.setup.name, workflow) {
        return Ok(Some(Refusal::JobName { name: job.setup.name.clone() }));
    }
    Ok(None)
}

fn by_id(connection: &Connection, id: &str) -> Result<BatchJob, ApiError> {
    let unknown = || ApiError::NotFound { kind: "batch job", id: id.to_owned() };
    let number = id.parse().map_err(|_| unknown())?;
    batch_job::by_id(connection, BatchJobId(number))?.ok_or_else(unknown)
}
