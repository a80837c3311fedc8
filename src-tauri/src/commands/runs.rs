//! Commands about process runs.

use chrono::NaiveDate;
use proforma_api::{
    dto::{
        InvoiceDetail, PrintedPages, ProcessRunRow, ProofRow, RunAnswer, RunCalendar, RunPreview, RunResult,
        VerdictFacets, VerdictPage, VerdictQuery,
    },
    runs::{self, WouldBeDraft},
    verdicts,
};
use tauri::{AppHandle, State};

use crate::{
    error::CommandError,
    running,
    state::{Desk, Task},
};

type Answer<T> = Result<T, CommandError>;

/// The nearest run dates.
#[tauri::command]
#[specta::specta]
pub(crate) async fn run_calendar(desk: State<'_, Desk>) -> Answer<RunCalendar> {
    desk.read(|book, now| runs::calendar(book.connection(), book.today(now))).await
}

/// What a run of a date would create.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_run(desk: State<'_, Desk>, run_date: NaiveDate) -> Answer<RunPreview> {
    desk.work(move |desk| running::preview(desk, run_date)).await
}

/// One would-be draft, whole.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_invoice(
    desk: State<'_, Desk>,
    run_date: NaiveDate,
    contract: String,
    customer: String,
    invoice_date: NaiveDate,
) -> Answer<InvoiceDetail> {
    desk.read(move |book, _| {
        let which = WouldBeDraft { run_date, contract: &contract, customer: &customer, invoice_date };
        runs::preview_invoice(book.connection(), &which)
    })
    .await
}

/// The pages of one would-be draft.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_pages(
    desk: State<'_, Desk>,
    run_date: NaiveDate,
    contract: String,
    customer: String,
    invoice_date: NaiveDate,
) -> Answer<PrintedPages> {
    desk.read(move |book, _| {
        let which = WouldBeDraft { run_date, contract: &contract, customer: &customer, invoice_date };
        runs::preview_pages(book.connection(), &which)
    })
    .await
}

/// Runs a date; answers when the run has ended, and sends progress meanwhile.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start_run(
    app: AppHandle,
    desk: State<'_, Desk>,
    run_date: NaiveDate,
    fingerprint: Option<String>,
) -> Answer<RunAnswer> {
    desk.work(move |desk| running::run(desk, &app, run_date, fingerprint.as_deref())).await
}

/// Stops the run between two contracts; what is done stays.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_run(desk: State<'_, Desk>) -> Answer<()> {
    desk.work(|desk| desk.cancel(Task::Run)).await
}

/// A process run as it was recorded.
#[tauri::command]
#[specta::specta]
pub(crate) async fn process_run(desk: State<'_, Desk>, run_date: NaiveDate) -> Answer<Option<RunResult>> {
    desk.read(move |book, _| runs::process_run(book.connection(), book.sums(), run_date)).await
}

/// What became of every candidate of a process run.
#[tauri::command]
#[specta::specta]
pub(crate) async fn verdicts(desk: State<'_, Desk>, query: VerdictQuery) -> Answer<VerdictPage> {
    desk.read(move |book, _| verdicts::verdicts(book.connection(), book.verdicts(), &query)).await
}

/// The proof of a process run, with what was left out by reason.
#[tauri::command]
#[specta::specta]
pub(crate) async fn run_proof(desk: State<'_, Desk>, run_date: NaiveDate) -> Answer<Vec<ProofRow>> {
    desk.read(move |book, _| runs::run_proof(book.connection(), book.sums(), run_date)).await
}

/// What the verdicts of a process run can be narrowed to.
#[tauri::command]
#[specta::specta]
pub(crate) async fn verdict_facets(desk: State<'_, Desk>, run_date: NaiveDate) -> Answer<VerdictFacets> {
    desk.read(move |book, _| verdicts::verdict_facets(book.connection(), run_date)).await
}

/// Every process run.
#[tauri::command]
#[specta::specta]
pub(crate) async fn process_runs(desk: State<'_, Desk>) -> Answer<Vec<ProcessRunRow>> {
    desk.read(|book, _| runs::process_runs(book.connection())).await
}
