//! Batch jobs as a person sees them: the list, one job, and what starting a workflow would do.

mod commands;
mod days;
mod surroundings;
#[cfg(test)]
mod tests;

use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use proforma_engine::{
    batch_job::{JobKind, JobState, NAME_SUGGESTED, NAME_WORDS, Workflow, contains_name_words, is_named_for},
    ids::BatchJobId,
};
use proforma_store::{
    Connection,
    batch_job::{self, BatchJob, StartedJob},
    clock, coverage,
    lease::Held,
    process_run::{self, RunOrigin, StoredProcessRun},
};

use crate::{
    batch_loop::UnwrittenFault,
    book::Book,
    dto::{BatchJobRow, BatchJobView, DateSpan, JobName, JobOwner, LoopPart, StartRefusal, WorkflowPlan},
    error::{ApiError, Refusal},
};

use self::surroundings::Surroundings;
pub use self::{
    commands::{act, confirm_clock, decide, keep_going, save, start},
    days::job_days,
};

/// The program that looks at the jobs, as far as that matters to what is seen.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ThisProgram {
    /// The id under which it holds leases.
    pub holder_id: String,
    /// What its own loop met, where the book could not be told.
    pub fault: Option<UnwrittenFault>,
}

/// Every batch job.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
///
/// Source: SPEC 6.1, 6.4.
pub fn batch_jobs(book: &Book, me: &ThisProgram, now: DateTime<Utc>) -> Result<Vec<BatchJobRow>, ApiError> {
    let snapshot = book.connection().snapshot()?;
    let around = Surroundings::read(book, &snapshot, me, now)?;
    batch_job::all(&snapshot)?.iter().map(|job| around.row(job)).collect()
}

/// One batch job, whole.
///
/// # Errors
/// [`ApiError::NotFound`].
pub fn job(book: &Book, id: &str, me: &ThisProgram, now: DateTime<Utc>) -> Result<BatchJobView, ApiError> {
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
        actions: around.actions(&job, row.status),
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
        is_this_program: held.holder.id == around.me.holder_id,
        since: held.since,
        heartbeat_at: held.heartbeat_at,
        is_alive: around.is_alive(held),
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
            refused: refused.map(told_refusal),
        })
    };
    Workflow::ALL.iter().copied().map(plan).collect()
}

/// As data where the window words it: an instant reads differently to each person.
fn told_refusal(refusal: Refusal) -> StartRefusal {
    if let Refusal::JobRunning { name, since, by, is_paused } = refusal {
        StartRefusal::Running { name, since: since.to_utc(), by, is_paused }
    } else {
        StartRefusal::Told(refusal.to_string())
    }
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
            since: started.started_at.with_timezone(&time_zone),
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
