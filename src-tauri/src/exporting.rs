//! Exporting invoices as PDF files, and lists for a spreadsheet: a person says where in a native dialog.

use std::{
    path::Path,
    sync::Mutex,
    time::{Duration, Instant},
};

use proforma_api::{
    dto::{ListFormat, ListToExport},
    file_names::{PdfFile, pdf_files},
    lists,
};
use serde::Serialize;
use tauri::AppHandle;
use tauri_specta::Event;

use crate::{
    dialogs,
    error::{CommandError, ErrorCode},
    events::ExportProgress,
    pdf_writing::write_all,
    state::{Desk, Task, lock},
};

/// How many invoices one export takes.
const EXPORT_MAX: usize = 1_000;
/// Progress is shown at most five times a second.
const PROGRESS_INTERVAL: Duration = Duration::from_millis(200);

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

/// Writes invoices as PDF files, each named by the pattern; an empty pattern names them as usual.
pub(crate) fn export_pdf(
    desk: &Desk,
    app: &AppHandle,
    ids: &[String],
    pattern: &str,
) -> Result<Option<ExportResult>, CommandError> {
    let refused = |message: String| Err(CommandError::new(ErrorCode::InvalidInput, message));
    if ids.len() > EXPORT_MAX {
        return refused(format!("{} invoices were chosen, {EXPORT_MAX} can be exported at once", ids.len()));
    }
    let files = desk.ask(|book| pdf_files(book.connection(), ids, pattern))?;
    match files.as_slice() {
        [] => refused("choose at least one invoice to export".to_owned()),
        [file] => export_one(desk, app, file),
        files => export_many(desk, app, files),
    }
}

fn export_one(desk: &Desk, app: &AppHandle, file: &PdfFile) -> Result<Option<ExportResult>, CommandError> {
    let Some(path) = dialogs::save_pdf(app, &file.name) else { return Ok(None) };
    let guard = desk.begin(Task::Export)?;
    let files = [(file, path)];
    write_all(desk, &files, guard.cancel(), &|| ())?;
    Ok(Some(exported(1, &files[0].1)))
}

fn export_many(
    desk: &Desk,
    app: &AppHandle,
    files: &[PdfFile],
) -> Result<Option<ExportResult>, CommandError> {
    let Some(folder) = dialogs::pdf_folder(app) else { return Ok(None) };
    let guard = desk.begin(Task::Export)?;
    let files: Vec<_> = files.iter().map(|file| (file, folder.join(&file.name))).collect();
    let meter = Meter::new(app, files.len());
    let done = write_all(desk, &files, guard.cancel(), &|| meter.count())?;
    Ok((done > 0).then(|| exported(done, &files[0].1)))
}

/// Writes a list to a file that the user names; none where the user changed their mind.
pub(crate) fn export_list(
    desk: &Desk,
    app: &AppHandle,
    list: &ListToExport,
    format: ListFormat,
) -> Result<Option<ExportResult>, CommandError> {
    let name = desk.ask(|book| lists::name(book.connection(), list, format, book.today(desk.now())))?;
    let Some(path) = dialogs::save_list(app, &name, format) else { return Ok(None) };
    desk.ask(|book| lists::write(book.connection(), list, format, book.today(desk.now()), &path))?;
    Ok(Some(exported(1, &path)))
}

pub(crate) fn exported(files: u32, path: &Path) -> ExportResult {
    let text = |part: Option<&std::ffi::OsStr>| part.unwrap_or_default().to_string_lossy().into_owned();
    ExportResult { files, name: text(path.file_name()), place: text(path.parent().map(Path::as_os_str)) }
}

/// Counts files as they are written and tells the page, not too often.
struct Meter<'a> {
    app: &'a AppHandle,
    state: Mutex<(ExportProgress, Option<Instant>)>,
}

impl<'a> Meter<'a> {
    fn new(app: &'a AppHandle, total: usize) -> Self {
        let total = u32::try_from(total).unwrap_or(u32::MAX);
        Self { app, state: Mutex::new((ExportProgress { done: 0, total }, None)) }
    }

    fn count(&self) {
        let mut state = lock(&self.state);
        let (progress, sent) = &mut *state;
        progress.done += 1;
        let is_last = progress.done == progress.total;
        if !is_last && sent.is_some_and(|sent| sent.elapsed() < PROGRESS_INTERVAL) {
            return;
        }
        *sent = Some(Instant::now());
        if let Err(error) = progress.emit(self.app) {
            log::warn!("sending progress: {error}");
        }
    }
}
