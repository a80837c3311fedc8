//! Commands that import spreadsheets.

use proforma_api::{
    dto::{OpenedSpreadsheet, SpreadsheetOutcome, SpreadsheetRequest},
    spreadsheet::{ImportKind, ImportMap},
};
use tauri::{AppHandle, State};

use crate::{
    error::CommandError,
    exporting::ExportResult,
    importing::{self, ChosenSpreadsheet},
    state::{Desk, Task},
};

type Answer<T> = Result<T, CommandError>;

/// Lets the user choose a spreadsheet in the native dialog; none where the dialog is closed without a choice.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_spreadsheet(
    app: AppHandle,
    desk: State<'_, Desk>,
    kind: ImportKind,
) -> Answer<Option<ChosenSpreadsheet>> {
    desk.work(move |desk| importing::choose(desk, &app, kind)).await
}

/// Opens a chosen spreadsheet again, by another map.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_spreadsheet(
    desk: State<'_, Desk>,
    number: u32,
    kind: ImportKind,
    map: ImportMap,
) -> Answer<OpenedSpreadsheet> {
    desk.work(move |desk| importing::open(desk, number, kind, map)).await
}

/// What an import would do; none where another dry run has taken its place.
#[tauri::command]
#[specta::specta]
pub(crate) async fn dry_run_spreadsheet(
    app: AppHandle,
    desk: State<'_, Desk>,
    number: u32,
    request: SpreadsheetRequest,
) -> Answer<Option<SpreadsheetOutcome>> {
    desk.work(move |desk| importing::dry_run(desk, &app, number, request)).await
}

/// Imports all rows or none; no outcome where a person has cancelled it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn import_spreadsheet(
    app: AppHandle,
    desk: State<'_, Desk>,
    number: u32,
    request: SpreadsheetRequest,
) -> Answer<Option<SpreadsheetOutcome>> {
    desk.work(move |desk| importing::import(desk, &app, number, request)).await
}

/// Writes everything that is wrong with the spreadsheet to a CSV file that the user names; none where the user changed
/// their mind.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_import_errors(
    app: AppHandle,
    desk: State<'_, Desk>,
    number: u32,
) -> Answer<Option<ExportResult>> {
    desk.work(move |desk| importing::export_errors(desk, &app, number)).await
}

/// Stops an import; nothing of it is left.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_import(desk: State<'_, Desk>) -> Answer<()> {
    desk.work(|desk| desk.cancel(Task::Import)).await
}
