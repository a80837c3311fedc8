//! Importing spreadsheets: a person says which in a native dialog.

use std::{
    ops::ControlFlow,
    sync::atomic::{AtomicBool, Ordering},
    time::{Duration, Instant},
};

use proforma_api::{
    dto::{ListFormat, OpenedSpreadsheet, SpreadsheetOutcome, SpreadsheetRequest},
    error::ApiError,
    lists,
    spreadsheet::{
        self, FileToImport, ImportKind, ImportMap, Progress, SpreadsheetImportError, SpreadsheetResult,
    },
};
use tauri::AppHandle;
use tauri_specta::Event;

use crate::{
    dialogs,
    error::CommandError,
    events::{BookChanged, ImportProgress, Tag},
    exporting::{ExportResult, exported},
    state::{Desk, Task},
};

/// Progress is shown at most five times a second.
const PROGRESS_INTERVAL: Duration = Duration::from_millis(200);

/// Lets the user choose a spreadsheet; none where the dialog is closed without a choice.
pub(crate) fn choose(
    desk: &Desk,
    app: &AppHandle,
    kind: ImportKind,
) -> Result<Option<OpenedSpreadsheet>, CommandError> {
    let Some(path) = dialogs::open_spreadsheet(app) else { return Ok(None) };
    desk.choose_spreadsheet(path);
    open(desk, kind, None).map(Some)
}

/// Opens the spreadsheet that was chosen last, by a map or by what is remembered and recognised.
pub(crate) fn open(
    desk: &Desk,
    kind: ImportKind,
    map: Option<ImportMap>,
) -> Result<OpenedSpreadsheet, CommandError> {
    let remembers = map.is_none();
    let file = FileToImport::new(&desk.spreadsheet()?, kind, map.unwrap_or_default());
    desk.ask(|book| Ok(spreadsheet::open(book.connection(), &file, remembers)?))
}

/// What an import would do; none where another dry run has taken its place.
pub(crate) fn dry_run(
    desk: &Desk,
    app: &AppHandle,
    request: SpreadsheetRequest,
) -> Result<Option<SpreadsheetOutcome>, CommandError> {
    let file = file(desk, request)?;
    let cancel = desk.begin_dry_run();
    let mut meter = Meter { app, cancel: &cancel, sent: None };
    timed(desk, |book| spreadsheet::dry_run(book.connection(), &file, &mut |progress| meter.tell(progress)))
}

/// Imports all rows or none; no outcome where a person has cancelled it.
pub(crate) fn import(
    desk: &Desk,
    app: &AppHandle,
    request: SpreadsheetRequest,
) -> Result<Option<SpreadsheetOutcome>, CommandError> {
    let file = file(desk, request)?;
    // A dry run that nobody waits for would hold up the writing.
    desk.begin_dry_run();
    let guard = desk.begin(Task::Import)?;
    let mut meter = Meter { app, cancel: guard.cancel(), sent: None };
    let now = desk.now();
    let outcome = timed(desk, |book| {
        spreadsheet::import(book.connection(), &file, now, &mut |progress| meter.tell(progress))
    })?;
    BookChanged::tell(app, Tag::OF_RUNS);
    Ok(outcome)
}

fn file(desk: &Desk, request: SpreadsheetRequest) -> Result<FileToImport, CommandError> {
    let SpreadsheetRequest { kind, map, corrections, rows_to_leave_out } = request;
    let path = desk.spreadsheet()?;
    Ok(FileToImport { path, kind, map, corrections, left_out: rows_to_leave_out })
}

fn timed(
    desk: &Desk,
    go: impl FnOnce(&proforma_api::book::Book) -> Result<SpreadsheetResult, SpreadsheetImportError>,
) -> Result<Option<SpreadsheetOutcome>, CommandError> {
    let started = Instant::now();
    desk.ask(|book| {
        book.writable()?;
        match go(book) {
            Ok(result) => {
                desk.keep_import_errors(result.found_errors());
                let milliseconds = u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX);
                Ok(Some(result.outcome(milliseconds)))
            }
            Err(SpreadsheetImportError::Cancelled) => Ok(None),
            Err(error) => Err(ApiError::from(error)),
        }
    })
}

/// Writes everything that the latest dry run found wrong to a file that the user names; none where the user changed their
/// mind.
pub(crate) fn export_errors(desk: &Desk, app: &AppHandle) -> Result<Option<ExportResult>, CommandError> {
    let file = desk.spreadsheet()?;
    let found = desk.import_errors();
    let name = format!("Errors in {}", file.file_name().unwrap_or_default().to_string_lossy());
    let Some(path) = dialogs::save_list(app, &name, ListFormat::Csv) else { return Ok(None) };
    lists::write_import_errors(&found, &path)?;
    Ok(Some(exported(1, &path)))
}

/// Tells the page how far it is, not too often.
struct Meter<'a> {
    app: &'a AppHandle,
    cancel: &'a AtomicBool,
    sent: Option<Instant>,
}

impl Meter<'_> {
    fn tell(&mut self, progress: Progress) -> ControlFlow<()> {
        if self.cancel.load(Ordering::Relaxed) {
            return ControlFlow::Break(());
        }
        if self.sent.is_none_or(|sent| sent.elapsed() >= PROGRESS_INTERVAL) {
            self.sent = Some(Instant::now());
            let Progress { stage, done, total } = progress;
            if let Err(error) = (ImportProgress { stage, done, total }).emit(self.app) {
                log::warn!("sending progress: {error}");
            }
        }
        ControlFlow::Continue(())
    }
}
