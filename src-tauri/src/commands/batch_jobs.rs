//! Commands about batch jobs, missed run dates and parked contracts.

use chrono::NaiveDate;
use proforma_api::{
    batch_jobs,
    dto::{
        BatchJobRow, BatchJobSetup, BatchJobView, Decision, JobAction, JobDays, JobName, MissedRunDates,
        ParkedContract, RunAnswer, Workflow, WorkflowPlan,
    },
    missed, parked, undo_run,
};
use tauri::{AppHandle, State};

use crate::{
    error::CommandError,
    events::{BookChanged, Tag},
    running,
    state::Desk,
};

type Answer<T> = Result<T, CommandError>;

/// Every batch job. The page asks again and again, and so hears of what another program does with the book.
#[tauri::command]
#[specta::specta]
pub(crate) async fn batch_jobs(app: AppHandle, desk: State<'_, Desk>) -> Answer<Vec<BatchJobRow>> {
    let me = desk.me();
    if desk.has_moved().await? {
        BookChanged::tell(&app, Tag::ALL);
    }
    desk.read(move |book, now| batch_jobs::batch_jobs(book, &me, now)).await
}

/// One batch job, whole.
#[tauri::command]
#[specta::specta]
pub(crate) async fn batch_job(desk: State<'_, Desk>, id: String) -> Answer<BatchJobView> {
    let me = desk.me();
    desk.read(move |book, now| batch_jobs::job(book, &id, &me, now)).await
}

/// Looks at the name of a job while it is typed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn job_name(name: String) -> Answer<JobName> {
    Ok(batch_jobs::job_name(&name))
}

/// What starting each workflow would do now.
#[tauri::command]
#[specta::specta]
pub(crate) async fn workflow_plans(desk: State<'_, Desk>, id: String) -> Answer<Vec<WorkflowPlan>> {
    desk.read(move |book, now| batch_jobs::workflow_plans(book, &id, now)).await
}

/// Adds a batch job, or changes the one of this number; answers its number.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_batch_job(
    app: AppHandle,
    desk: State<'_, Desk>,
    id: Option<String>,
    setup: BatchJobSetup,
) -> Answer<String> {
    let saved = desk.read(move |book, now| batch_jobs::save(book, id.as_deref(), &setup, now)).await;
    BookChanged::tell_jobs(&app, saved)
}

/// Starts a workflow.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start_batch_job(
    app: AppHandle,
    desk: State<'_, Desk>,
    id: String,
    workflow: Workflow,
) -> Answer<()> {
    let started = desk.read(move |book, now| batch_jobs::start(book, &id, workflow, now)).await;
    desk.poke_job(false);
    BookChanged::tell_jobs(&app, started)
}

/// Pauses, resumes, stops, restarts, wakes or removes a job, or says that the clock is right.
#[tauri::command]
#[specta::specta]
pub(crate) async fn act_on_batch_job(
    app: AppHandle,
    desk: State<'_, Desk>,
    id: String,
    action: JobAction,
) -> Answer<()> {
    let me = desk.me();
    let acted = desk.read(move |book, now| batch_jobs::act(book, &id, action, &me, now)).await;
    desk.poke_job(action.stops_a_run());
    BookChanged::tell_jobs(&app, acted)
}

/// Says what becomes of the dates that a job waits with.
#[tauri::command]
#[specta::specta]
pub(crate) async fn decide_for_batch_job(
    app: AppHandle,
    desk: State<'_, Desk>,
    id: String,
    decision: Decision,
) -> Answer<()> {
    let me = desk.me();
    let decided = desk.read(move |book, now| batch_jobs::decide(book, &id, &decision, &me, now)).await;
    desk.poke_job(false);
    BookChanged::tell_runs(&app, decided)
}

/// What has become of each date, at most 400 of them.
#[tauri::command]
#[specta::specta]
pub(crate) async fn job_days(desk: State<'_, Desk>, from: NaiveDate, through: NaiveDate) -> Answer<JobDays> {
    desk.read(move |book, now| batch_jobs::job_days(book, from, through, now)).await
}

/// Run dates that nobody ran.
#[tauri::command]
#[specta::specta]
pub(crate) async fn missed_run_dates(desk: State<'_, Desk>) -> Answer<MissedRunDates> {
    desk.read(|book, now| missed::missed_run_dates(book.connection(), book.sums(), book.today(now), now))
        .await
}

/// Skips the rows of dates that were not run, with a reason; answers how many.
#[tauri::command]
#[specta::specta]
pub(crate) async fn skip_run_dates(
    app: AppHandle,
    desk: State<'_, Desk>,
    dates: Vec<NaiveDate>,
    reason: String,
) -> Answer<u32> {
    let skipped = desk.read(move |book, now| missed::skip_dates(book, &dates, &reason, now)).await;
    BookChanged::tell_runs(&app, skipped)
}

/// Every parked contract.
#[tauri::command]
#[specta::specta]
pub(crate) async fn parked_contracts(desk: State<'_, Desk>) -> Answer<Vec<ParkedContract>> {
    desk.read(|book, _| parked::parked_contracts(book.connection(), book.sums())).await
}

/// Runs parked contracts again, all of them where none is named; nothing where none is parked.
#[tauri::command]
#[specta::specta]
pub(crate) async fn retry_parked(
    app: AppHandle,
    desk: State<'_, Desk>,
    contracts: Vec<String>,
) -> Answer<Option<RunAnswer>> {
    desk.work(move |desk| running::retry(desk, &app, &contracts)).await
}

/// Undoes the process run of a date; answers how many drafts are gone.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undo_run(app: AppHandle, desk: State<'_, Desk>, run_date: NaiveDate) -> Answer<u32> {
    let undone = desk.read(move |book, now| Ok(undo_run::undo_run(book, run_date, now)?.drafts)).await;
    BookChanged::tell_runs(&app, undone)
}
