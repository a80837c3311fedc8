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
use serde::Serialize;
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

/// A spreadsheet that was chosen, with the number by which it is asked for.
#[derive(Debug, Serialize, specta::Type)]
pub(crate) struct ChosenSpreadsheet {
    /// Its number.
    number: u32,
    /// What it holds.
    file: OpenedSpreadsheet,
}

/// Lets the user choose a spreadsheet; none where the dialog is closed without a choice.
pub(crate) fn choose(
    desk: &Desk,
    app: &AppHandle,
    kind: ImportKind,
) -> Result<Option<ChosenSpreadsheet>, CommandError> {
    let Some(path) = dialogs::open_spreadsheet(app) else { return Ok(None) };
    let asked = FileToImport::new(&path, kind, ImportMap::default());
    let file = desk.ask(|book| Ok(spreadsheet::open(book.connection(), &asked, true)?))?;
    Ok(Some(ChosenSpreadsheet { number: desk.spreadsheets().add(path), file }))
}

/// Opens a chosen spreadsheet again, by another map.
pub(crate) fn open(
    desk: &Desk,
    number: u32,
    kind: ImportKind,
    map: ImportMap,
) -> Result<OpenedSpreadsheet, CommandError> {
    let asked = FileToImport::new(&desk.spreadsheets().path(number)?, kind, map);
    desk.ask(|book| Ok(spreadsheet::open(book.connection(), &asked, false)?))
}

/// What an import would do; none where another dry run has taken its place.
pub(crate) fn dry_run(
    desk: &Desk,
    app: &AppHandle,
    number: u32,
    request: SpreadsheetRequest,
) -> Result<Option<SpreadsheetOutcome>, CommandError> {
    let file = file(desk, number, request)?;
    let cancel = desk.begin_dry_run();
    let mut meter = Meter { app, cancel: &cancel, sent: None };
    timed(desk, number, |book| {
        spreadsheet::dry_run(book.connection(), &file, &mut |progress| meter.tell(progress))
    })
}

/// Imports all rows or none; no outcome where a person has cancelled it.
pub(crate) fn import(
    desk: &Desk,
    app: &AppHandle,
    number: u32,
    request: SpreadsheetRequest,
) -> Result<Option<SpreadsheetOutcome>, CommandError> {
    let file = file(desk, number, request)?;
    // A dry run that nobody waits for would hold up the writing.
    desk.begin_dry_run();
    let guard = desk.begin(Task::Import)?;
    let mut meter = Meter { app, cancel: guard.cancel(), sent: None };
    let now = desk.now();
    let outcome = timed(desk, number, |book| {
        spreadsheet::import(book.connection(), &file, now, &mut |progress| meter.tell(progress))
    })?;
    BookChanged::tell(app, Tag::OF_RUNS);
    Ok(outcome)
}

fn file(desk: &Desk, number: u32, request: SpreadsheetRequest) -> Result<FileToImport, CommandError> {
    let SpreadsheetRequest { kind, map, corrections, rows_to_leave_out } = request;
    let path = desk.spreadsheets().path(number)?;
    Ok(FileToImport { path, kind, map, corrections, left_out: rows_to_leave_out })
}

fn timed(
    desk: &Desk,
    number: u32,
    go: impl FnOnce(&proforma_api::book::Book) -> Result<SpreadsheetResult, SpreadsheetImportError>,
) -> Result<Option<SpreadsheetOutcome>, CommandError> {
    let started = Instant::now();
    desk.ask(|book| {
        book.writable()?;
        match go(book) {
            Ok(result) => {
                desk.spreadsheets().keep_errors(number, result.found_errors());
                let milliseconds = u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX);
                Ok(Some(result.outcome(milliseconds)))
            }
            Err(SpreadsheetImportError::Cancelled) => Ok(None),
            Err(error) => Err(ApiError::from(error)),
        }
    })
}

/// Writes everything that the latest dry run found wrong with a spreadsheet to a file that the user names; none where the user changed their
/// mind.
pub(crate) fn export_errors(
    desk: &Desk,
    app: &AppHandle,
    number: u32,
) -> Result<Option<ExportResult>, CommandError> {
    let file = desk.spreadsheets().path(number)?;
    let found = desk.spreadsheets().errors(number)?;
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
