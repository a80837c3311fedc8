//! Commands that write files.

use proforma_api::dto::{ListFormat, ListToExport};
use tauri::{AppHandle, State};

use crate::{
    error::CommandError,
    exporting::{self, ExportResult},
    state::{Desk, Task},
};

type Answer<T> = Result<T, CommandError>;

/// Writes invoices as PDF files where the native dialog says; nothing where it is dismissed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_pdf(
    app: AppHandle,
    desk: State<'_, Desk>,
    ids: Vec<String>,
    pattern: String,
) -> Answer<Option<ExportResult>> {
    desk.work(move |desk| exporting::export_pdf(desk, &app, &ids, &pattern)).await
}

/// Stops an export of many between two files; the files that are written stay.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_export(desk: State<'_, Desk>) -> Answer<()> {
    desk.work(|desk| desk.cancel(Task::Export)).await
}

/// Writes a list to a file that the user names; none where the user changed their mind.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_list(
    app: AppHandle,
    desk: State<'_, Desk>,
    list: ListToExport,
    format: ListFormat,
) -> Answer<Option<ExportResult>> {
    desk.work(move |desk| exporting::export_list(desk, &app, &list, format)).await
}
