//! What a batch job does just now, judged by the book, the lease and the time.

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use proforma_engine::batch_job::{JobKind, JobState, Step};
use proforma_store::{
    Connection,
    batch_job::{BatchJob, StartedJob},
    coverage,
    lease::{self, Held, LeaseState},
    process_run::{self, AttemptStatus, StoredProcessRun},
};

use super::{ThisProgram, span};
use crate::{
    batch_loop::{RETRIES_MAX, UnwrittenFault, step_of},
    book::Book,
    dto::{BatchJobRow, DateSpan, JobAction, JobStatus},
    error::ApiError,
};

/// After so long past its deadline a job that nobody wakes has stopped working.
const OVERDUE: TimeDelta = TimeDelta::minutes(10);

/// A run that has finished no contract for so long is not getting on, however alive its program is.
const HUNG: TimeDelta = TimeDelta::minutes(15);

/// What is known of the book when jobs are looked at.
pub(super) struct Surroundings<'a> {
    connection: &'a Connection,
    now: DateTime<Utc>,
    today: NaiveDate,
    pub(super) me: &'a ThisProgram,
    pub(super) lease: LeaseState,
    last_run: Option<StoredProcessRun>,
    /// When the run under way last finished a contract.
    last_done_at: Option<DateTime<Utc>>,
    /// Whether dates to come count as covered.
    is_covered_ahead: bool,
}

impl<'a> Surroundings<'a> {
    pub(super) fn read(
        book: &'a Book,
        connection: &'a Connection,
        me: &'a ThisProgram,
        now: DateTime<Utc>,
    ) -> Result<Self, ApiError> {
        let today = book.today(now);
        Ok(Self {
            connection,
            now,
            today,
            me,
            lease: lease::read(connection)?,
            last_run: process_run::last(connection)?,
            last_done_at: process_run::last_done(connection)?,
            is_covered_ahead: coverage::covered_through(connection)?.is_some_and(|covered| covered > today),
        })
    }

    /// The holder of the lease, as far as it can be told to be alive.
    fn alive(&self) -> Option<&Held> {
        self.lease.held.as_ref().filter(|held| self.is_alive(held))
    }

    pub(super) fn is_alive(&self, held: &Held) -> bool {
        held.holder.id == self.me.holder_id || !(held.is_stopped(self.now) || lease::is_gone(&held.holder))
    }

    fn is_running(&self) -> bool {
        self.alive().is_some()
            && self.last_run.as_ref().is_some_and(|run| run.status == AttemptStatus::Running)
    }

    /// Since when the run under way has finished no contract; none where it gets on.
    ///
    /// Counted up to its last heartbeat, because a machine that was asleep has finished nothing either.
    fn hung_since(&self) -> Option<DateTime<Utc>> {
        let heartbeat_at = self.alive()?.heartbeat_at.min(self.now);
        self.last_done_at.filter(|done_at| heartbeat_at - *done_at >= HUNG)
    }

    pub(super) fn status(&self, job: &BatchJob) -> Result<JobStatus, ApiError> {
        let started = match (job.state, &job.started) {
            (JobState::NotStarted, _) | (_, None) => return Ok(JobStatus::NotStarted),
            (JobState::Paused, _) => return Ok(JobStatus::Paused),
            (JobState::Stopped, _) => return Ok(JobStatus::Stopped),
            (JobState::Started, Some(started)) => started,
        };
        if let Some(fault) = self.fault() {
            let is_over = fault.failures > RETRIES_MAX;
            return Ok(if is_over { JobStatus::Stopped } else { JobStatus::Retrying });
        }
        if self.alive().is_none() {
            return Ok(JobStatus::StoppedWorking);
        }
        if creates_invoices(job) && self.hung_since().is_some() {
            return Ok(JobStatus::Hung);
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
        !self.is_ours() && self.now - started.retry_at.unwrap_or(started.next_wake_at) > OVERDUE
    }

    /// What may be done with a job; restart only where it has stopped, or stopped working.
    pub(super) fn actions(&self, job: &BatchJob, status: JobStatus) -> Vec<JobAction> {
        use JobAction::{ConfirmClock, Decide, Delete, Pause, Restart, Resume, RunNow, Start, Stop};
        match status {
            JobStatus::NotStarted if job.setup.is_active => vec![Start, Delete],
            JobStatus::NotStarted => vec![Delete],
            // What a clock that was ahead has covered leaves it nothing to run until that clock's time is reached.
            JobStatus::Sleeping if self.is_covered_ahead && creates_invoices(job) => {
                vec![ConfirmClock, Pause, Stop]
            }
            JobStatus::Sleeping | JobStatus::Retrying => vec![RunNow, Pause, Stop],
            JobStatus::Processing => vec![Pause, Stop],
            JobStatus::WaitsForPerson => vec![Decide, Pause, Stop],
            JobStatus::ClockBehind => vec![ConfirmClock, Pause, Stop],
            JobStatus::Paused => vec![Resume, Stop],
            // Only this program knows: the book could not be told.
            JobStatus::Stopped if job.state == JobState::Started => vec![Restart, Stop],
            JobStatus::Stopped if job.setup.is_active => vec![Restart, Start, Delete],
            JobStatus::Stopped => vec![Delete],
            JobStatus::StoppedWorking => vec![Restart, Stop],
            // Taking over from itself would leave the run where it stands.
            JobStatus::Hung if self.is_ours() => vec![Stop],
            JobStatus::Hung => vec![Restart, Stop],
        }
    }

    /// Whether this program holds the lease.
    fn is_ours(&self) -> bool {
        self.alive().is_some_and(|held| held.holder.id == self.me.holder_id)
    }

    /// What keeps this program's own loop from its work, where the book could not be told.
    fn fault(&self) -> Option<&UnwrittenFault> {
        self.me.fault.as_ref().filter(|_| self.alive().is_none_or(|held| held.holder.id == self.me.holder_id))
    }

    pub(super) fn row(&self, job: &BatchJob) -> Result<BatchJobRow, ApiError> {
        let status = self.status(job)?;
        let fault = self.fault().filter(|_| matches!(status, JobStatus::Retrying | JobStatus::Stopped));
        let started = job.started.as_ref();
        let timer_runs = matches!(job.state, JobState::Started | JobState::Paused);
        let timed = started.filter(|_| timer_runs);
        Ok(BatchJobRow {
            id: job.id.0.to_string(),
            name: job.setup.name.clone(),
            is_active: job.setup.is_active,
            workflow: started.map(|started| started.workflow.into()),
            status,
            last_ended_at: started.and_then(|started| started.last_ended_at),
            slept_since: timed.map(|started| started.last_ended_at.unwrap_or(started.started_at)),
            next_wake_at: timed.map(|started| {
                fault.map(|fault| fault.retry_at).or(started.retry_at).unwrap_or(started.next_wake_at)
            }),
            reason: fault
                .map(|fault| fault.reason.clone())
                .or_else(|| started.and_then(|started| started.reason.clone())),
            failures: fault
                .map(|fault| fault.failures)
                .or(started.map(|started| started.failures))
                .unwrap_or_default(),
            hung_since: self.hung_since().filter(|_| status == JobStatus::Hung),
            waits: self.waits(job)?,
            as_of: self.now,
        })
    }
}

fn creates_invoices(job: &BatchJob) -> bool {
    job.started.as_ref().is_some_and(|started| started.workflow.kind() == JobKind::Invoices)
}
