//! What a person does with a batch job: each is one database transaction and one entry in the history of the book.

use std::path::Path;

use chrono::{DateTime, NaiveDate, NaiveTime, TimeDelta, Utc};
use proforma_engine::{
    batch_job::{CLOCK_SLACK, JobKind, JobState, NAME_SUGGESTED, Step, Workflow, contains_name_words},
    bounds,
    ids::BatchJobId,
};
use proforma_store::{
    WriteTransaction,
    batch_job::{self, BatchJob, JobSetup, Start},
    clock, coverage, history, lease, person,
};
use serde_json::{Value, json};

use super::{ThisProgram, by_id, first_wake, refuse_start, surroundings::Surroundings};
use crate::{
    batch_loop::{next_time_of_day, step_of},
    book::Book,
    dto::{self, BatchJobRow, BatchJobSetup, Decision, JobAction, JobStatus},
    error::{ApiError, Refusal},
    missed::skip_in,
};

/// Adds a batch job, or changes the one of this number. Gives its number.
///
/// # Errors
/// [`ApiError::Input`] for a name or time out of bounds; [`ApiError::Refused`] where it is made inactive, or given a name
/// that its workflow may not have, while it is running.
///
/// Source: SPEC 6.1.
pub fn save(
    book: &Book,
    id: Option<&str>,
    given: &BatchJobSetup,
    now: DateTime<Utc>,
) -> Result<String, ApiError> {
    let setup = setup_of(given)?;
    let tx = book.writable()?.write()?;
    let id = match id {
        None => batch_job::insert(&tx, &setup)?,
        Some(id) => {
            let job = by_id(&tx, id)?;
            refuse_change(&job, &setup)?;
            batch_job::set_up(&tx, job.id, &setup)?;
            bring_forward(&tx, book, job.id, now)?;
            job.id
        }
    };
    let detail =
        json!({ "name": setup.name, "is_active": setup.is_active, "time_of_day": given.time_of_day });
    write(&tx, now, "save_job", &detail)?;
    tx.commit()?;
    Ok(id.0.to_string())
}

/// A time of day brings the end of the timer forward, also of one that runs already.
///
/// Source: SPEC 6.6a.
fn bring_forward(
    tx: &WriteTransaction<'_>,
    book: &Book,
    id: BatchJobId,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    let Some(BatchJob { setup: JobSetup { time_of_day: Some(time), .. }, started: Some(started), .. }) =
        batch_job::by_id(tx, id)?
    else {
        return Ok(());
    };
    // By less than a day, however long the timer is.
    let after = now.max(started.next_wake_at - TimeDelta::hours(24));
    match next_time_of_day(book.time_zone(), time, after).filter(|at| *at < started.next_wake_at) {
        Some(at) => Ok(batch_job::wake_at(tx, id, at)?),
        None => Ok(()),
    }
}

fn setup_of(given: &BatchJobSetup) -> Result<JobSetup, ApiError> {
    let name = given.name.trim();
    let out_of_bounds =
        |error: bounds::OutOfBounds| ApiError::Input { field: "name", message: error.to_string() };
    bounds::name(name).map_err(out_of_bounds)?;
    let time = |text: &String| {
        NaiveTime::parse_from_str(text, "%H:%M").map_err(|_| ApiError::Input {
            field: "time_of_day",
            message: format!("\"{text}\" is not a time of day, such as 06:30"),
        })
    };
    let time_of_day = given.time_of_day.as_ref().filter(|text| !text.is_empty()).map(time).transpose()?;
    Ok(JobSetup { name: name.to_owned(), is_active: given.is_active, time_of_day })
}

fn refuse_change(job: &BatchJob, setup: &JobSetup) -> Result<(), Refusal> {
    let is_running = matches!(job.state, JobState::Started | JobState::Paused);
    let Some(started) = job.started.as_ref().filter(|_| is_running) else { return Ok(()) };
    if !setup.is_active {
        return Err(Refusal::JobToStopFirst { name: job.setup.name.clone(), what: "is made inactive" });
    }
    if !proforma_engine::batch_job::is_named_for(&setup.name, started.workflow) {
        return Err(Refusal::JobName { name: setup.name.clone() });
    }
    Ok(())
}

/// Starts a workflow: the first one of this book takes the day before as covered.
///
/// # Errors
/// [`ApiError::Refused`] while another job of its kind is running, naming it and since when; for an inactive job; for a
/// name without the words.
///
/// Source: SPEC 6.1, 6.2, 6.4, 6.7.
pub fn start(book: &Book, id: &str, workflow: dto::Workflow, now: DateTime<Utc>) -> Result<(), ApiError> {
    let workflow = Workflow::from(workflow);
    let tx = book.writable()?.write()?;
    let job = by_id(&tx, id)?;
    if let Some(refusal) = refuse_start(&tx, &job, workflow, book.time_zone())? {
        return Err(refusal.into());
    }
    let by = person::current().to_owned();
    let next_wake_at = first_wake(&tx, &job, workflow, now)?;
    batch_job::start(&tx, job.id, Start { workflow, at: now, by: &by, next_wake_at })?;
    if workflow.kind() == JobKind::Invoices {
        coverage::activate(&tx, book.today(now))?;
    }
    bring_forward(&tx, book, job.id, now)?;
    clock::see(&tx, now)?;
    write(
        &tx,
        now,
        "start_job",
        &json!({ "name": job.setup.name, "workflow": workflow.as_str(), "by": by }),
    )?;
    Ok(tx.commit()?)
}

/// Does with a job what a person may do with it now: pause, resume, stop, restart, run now, confirm the clock, delete. A
/// run under way stops between two contracts.
///
/// # Errors
/// [`ApiError::Refused`] where that may not be done with it now, saying why.
///
/// Source: SPEC 6.4, 6.5, 6.6.
pub fn act(
    book: &Book,
    id: &str,
    action: JobAction,
    me: &ThisProgram,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    change(book, id, me, now, action, |tx, job, around| {
        let to = |state, reason: Option<&str>| batch_job::set_state(tx, job.id, job.state, state, reason);
        match action {
            JobAction::Pause => to(JobState::Paused, Some(&format!("paused by {}", person::current())))?,
            JobAction::Resume => to(JobState::Started, None)?,
            JobAction::Stop => to(JobState::Stopped, Some(&format!("stopped by {}", person::current())))?,
            JobAction::Restart => restart(book, tx, job, around)?,
            JobAction::RunNow => run_now(book, tx, job, now)?,
            JobAction::ConfirmClock => put_clock_right(tx, me, book.today(now), now)?,
            JobAction::Delete => batch_job::delete(tx, job.id)?,
            JobAction::Start | JobAction::Decide => {
                return Err(ApiError::Input {
                    field: "action",
                    message: "starting needs a workflow, deciding a decision".to_owned(),
                });
            }
        }
        Ok(())
    })
}

/// Wakes a job that has something to do today; one that would find nothing keeps its timer.
fn run_now(
    book: &Book,
    tx: &WriteTransaction<'_>,
    job: &BatchJob,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    let today = book.today(now);
    if let Some(started) = job.started.as_ref().filter(|started| started.workflow.kind() == JobKind::Invoices)
        && let Some(covered_through) = coverage::covered_through(tx)?.filter(|through| *through >= today)
    {
        let name = job.setup.name.clone();
        let wakes_at = started.retry_at.unwrap_or(started.next_wake_at).with_timezone(&book.time_zone());
        return Err(Refusal::NothingToRunNow { name, covered_through, wakes_at }.into());
    }
    batch_job::agree(tx, job.id, today)?;
    Ok(batch_job::wake_at(tx, job.id, now)?)
}

/// Goes by the clock as it is now: what a clock that was ahead has left behind holds nobody up any more. Rows that have run
/// stay as they are (SPEC 4.11).
///
/// Source: SPEC 6.6.
fn put_clock_right(
    tx: &WriteTransaction<'_>,
    me: &ThisProgram,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    clock::put_back(tx, now)?;
    let is_ahead = coverage::covered_through(tx)?.is_some_and(|covered| covered > today);
    coverage::put_back(tx, today, now)?;
    for job in batch_job::all(tx)? {
        let Some(started) = &job.started else { continue };
        let creates_invoices = started.workflow.kind() == JobKind::Invoices;
        if started.next_wake_at > now + started.workflow.timer() || (is_ahead && creates_invoices) {
            batch_job::wake_at(tx, job.id, now)?;
        }
    }
    if lease::read(tx)?.held.is_some_and(|held| held.heartbeat_at - now > CLOCK_SLACK) {
        lease::fence_off(tx, &me.holder_id)?;
    }
    Ok(())
}

/// As [`JobAction::ConfirmClock`], whatever the jobs of the book do.
///
/// # Errors
/// As [`act`].
///
/// Source: SPEC 6.6, 9 (`serve`).
pub fn confirm_clock(path: &Path, me: &ThisProgram, now: DateTime<Utc>) -> Result<(), ApiError> {
    let book = Book::open(path)?;
    let tx = book.writable()?.write()?;
    put_clock_right(&tx, me, book.today(now), now)?;
    write(&tx, now, "confirm_clock_job", &json!({ "by": person::current() }))?;
    Ok(tx.commit()?)
}

/// Starts a job again that has stopped, or stopped working: the stored timer goes on. Whoever holds the lease and does not
/// get on writes nothing more; one that does, for another job, is left alone.
fn restart(
    book: &Book,
    tx: &WriteTransaction<'_>,
    job: &BatchJob,
    around: &Surroundings<'_>,
) -> Result<(), ApiError> {
    if let (JobState::Stopped, Some(started)) = (job.state, &job.started) {
        if let Some(refusal) = refuse_start(tx, job, started.workflow, book.time_zone())? {
            return Err(refusal.into());
        }
        batch_job::set_state(tx, job.id, JobState::Stopped, JobState::Started, None)?;
    }
    if matches!(around.status(job)?, JobStatus::StoppedWorking | JobStatus::Hung) {
        lease::fence_off(tx, &around.me.holder_id)?;
    }
    Ok(())
}

/// Says what becomes of the dates that a job waits with.
///
/// # Errors
/// As [`act`]; [`ApiError::Input`] for skipping without a reason.
///
/// Source: SPEC 6.6.
pub fn decide(
    book: &Book,
    id: &str,
    decision: &Decision,
    me: &ThisProgram,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    let today = book.today(now);
    change(book, id, me, now, JobAction::Decide, |tx, job, _| {
        let Step::AskConsent { from, .. } = step_of(tx, job, now, today)? else { return Ok(()) };
        match decision {
            Decision::Run => batch_job::agree(tx, job.id, today)?,
            Decision::Skip { reason } => {
                let dates: Vec<_> = from.iter_days().take_while(|date| *date < today).collect();
                skip_in(tx, &dates, reason, now)?;
                if let Some(yesterday) = today.pred_opt() {
                    coverage::cover_through(tx, yesterday)?;
                }
            }
        }
        Ok(())
    })
}

/// Sees to it that the book has a job that creates invoices and goes on: one that runs or is paused is left as it is, else
/// the active one that stopped last is restarted, else one that was never started is started, and made where there is none.
///
/// # Errors
/// As [`start`] and [`act`].
///
/// Source: SPEC 9 (`serve`).
pub fn keep_going(
    path: &Path,
    workflow: dto::Workflow,
    run_missed: bool,
    me: &ThisProgram,
    now: DateTime<Utc>,
) -> Result<BatchJobRow, ApiError> {
    let book = Book::open(path)?;
    let jobs = batch_job::all(book.connection())?;
    let creates_invoices = |job: &&BatchJob| {
        job.started.as_ref().is_some_and(|started| started.workflow.kind() == JobKind::Invoices)
    };
    let is_running = |job: &&BatchJob| matches!(job.state, JobState::Started | JobState::Paused);
    let running = jobs.iter().filter(creates_invoices).find(is_running);
    let may_start = |job: &&BatchJob| job.setup.is_active && contains_name_words(&job.setup.name);
    let last_worked = |job: &&BatchJob| {
        job.started.as_ref().map(|started| started.last_ended_at.unwrap_or(started.started_at))
    };
    let stopped = jobs.iter().filter(creates_invoices).filter(may_start).max_by_key(last_worked);
    let id = match (running, stopped) {
        (Some(job), _) => job.id.0.to_string(),
        (None, Some(stopped)) => {
            let id = stopped.id.0.to_string();
            act(&book, &id, JobAction::Restart, me, now)?;
            id
        }
        (None, None) => {
            // A job that counts utilization may have such a name too, and keeps what it was started for.
            let known = jobs.iter().filter(may_start).find(|job| job.started.is_none());
            let setup = BatchJobSetup { name: NAME_SUGGESTED.to_owned(), is_active: true, time_of_day: None };
            let id = match known {
                Some(job) => job.id.0.to_string(),
                None => save(&book, None, &setup, now)?,
            };
            start(&book, &id, workflow, now)?;
            id
        }
    };
    if run_missed {
        let tx = book.writable()?.write()?;
        batch_job::agree(&tx, by_id(&tx, &id)?.id, book.today(now))?;
        tx.commit()?;
    }
    Ok(super::job(&book, &id, me, now)?.row)
}

/// One change of one job, if it may be done now.
fn change(
    book: &Book,
    id: &str,
    me: &ThisProgram,
    now: DateTime<Utc>,
    action: JobAction,
    apply: impl FnOnce(&WriteTransaction<'_>, &BatchJob, &Surroundings<'_>) -> Result<(), ApiError>,
) -> Result<(), ApiError> {
    let tx = book.writable()?.write()?;
    let job = by_id(&tx, id)?;
    let around = Surroundings::read(book, &tx, me, now)?;
    let status = around.status(&job)?;
    if !around.actions(&job, status).contains(&action) {
        return Err(Refusal::JobNotSo { name: job.setup.name, status: status_words(status) }.into());
    }
    apply(&tx, &job, &around)?;
    let command = format!("{}_job", action_word(action));
    write(&tx, now, &command, &json!({ "name": job.setup.name, "by": person::current() }))?;
    Ok(tx.commit()?)
}

fn write(
    tx: &WriteTransaction<'_>,
    now: DateTime<Utc>,
    command: &str,
    detail: &Value,
) -> Result<(), ApiError> {
    history::append(tx, None, now, command, &detail.to_string())?;
    Ok(())
}

fn action_word(action: JobAction) -> &'static str {
    match action {
        JobAction::Start => "start",
        JobAction::Pause => "pause",
        JobAction::Resume => "resume",
        JobAction::Stop => "stop",
        JobAction::Restart => "restart",
        JobAction::RunNow => "run_now",
        JobAction::ConfirmClock => "confirm_clock",
        JobAction::Decide => "decide",
        JobAction::Delete => "delete",
    }
}

fn status_words(status: JobStatus) -> &'static str {
    match status {
        JobStatus::NotStarted => "was never started",
        JobStatus::Sleeping => "is asleep",
        JobStatus::Processing => "is processing",
        JobStatus::Retrying => "is about to try again",
        JobStatus::WaitsForPerson => "waits for a decision about missed dates",
        JobStatus::ClockBehind => "waits for the clock",
        JobStatus::Paused => "is paused",
        JobStatus::Stopped => "has stopped",
        JobStatus::StoppedWorking => "has stopped working",
        JobStatus::Hung => "is not getting on",
    }
}
