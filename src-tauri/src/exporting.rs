//! Exporting invoices as PDF files.

use std::path::Path;

use proforma_api::printing::{pdf_file_name, write_pdf, write_pdf_as};
use serde::Serialize;
use tauri::AppHandle;

use crate::{
    dialogs,
    error::{CommandError, ErrorCode},
    state::Desk,
};

/// How many invoices one export takes.
const EXPORT_MAX: usize = 1_000;

/// Where exported files are.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub(crate) struct ExportResult {
    /// How many.
    files: u32,
    /// Name of the first.
    name: String,
    /// The folder, for reading only.
    place: String,
}

pub(crate) fn export_pdf(
    desk: &Desk,
    app: &AppHandle,
    ids: &[String],
) -> Result<Option<ExportResult>, CommandError> {
    match ids {
        [] => Err(CommandError::new(ErrorCode::InvalidInput, "choose at least one invoice to export")),
        [id] => export_one(desk, app, id),
        ids if ids.len() > EXPORT_MAX => Err(CommandError::new(
            ErrorCode::InvalidInput,
            format!("{} invoices were chosen, {EXPORT_MAX} can be exported at once", ids.len()),
        )),
        ids => export_many(desk, app, ids),
    }
}

fn export_one(desk: &Desk, app: &AppHandle, id: &str) -> Result<Option<ExportResult>, CommandError> {
    let name = desk.ask(|book| pdf_file_name(book.connection(), id))?;
    let Some(path) = dialogs::save_pdf(app, &name) else { return Ok(None) };
    desk.ask(|book| write_pdf_as(book.connection(), id, &path))?;
    Ok(Some(exported(1, &path)))
}

fn export_many(desk: &Desk, app: &AppHandle, ids: &[String]) -> Result<Option<ExportResult>, CommandError> {
    let Some(folder) = dialogs::pdf_folder(app) else { return Ok(None) };
    let mut first = None;
    for id in ids {
        let path = desk.ask(|book| write_pdf(book.connection(), id, &folder))?;
        first.get_or_insert(path);
    }
    Ok(first.map(|path| exported(ids.len(), &path)))
}

fn exported(files: usize, path: &Path) -> ExportResult {
    let text = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    ExportResult {
        files: u32::try_from(files).unwrap_or(u32::MAX),
        name: text(path.file_name()),
        place: text(path.parent().map(Path::as_os_str)),
    }
}
