//! Opening, creating and remembering books.

use std::path::{Path, PathBuf};

use proforma_api::{
    book::{self, Book, EXTENSION, import_into},
    dto::BookHeader,
};
use serde::{Deserialize, Serialize};
use tauri::AppHandle;

use crate::{
    dialogs,
    error::{CommandError, ErrorCode},
    recent::{self, RecentBook},
    state::Desk,
};

const VERSION: &str = env!("CARGO_PKG_VERSION");
const EXAMPLE: &str = "Adatum example";

/// What the start screen shows.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub(crate) struct StartState {
    /// Of the program.
    version: String,
    /// The system's time zone, for a new book.
    time_zone: String,
    /// Latest first.
    recent_books: Vec<RecentBook>,
    /// The book that is open already.
    book: Option<BookHeader>,
}

/// A file that a native dialog named; the page knows it by these words only.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub(crate) struct ChosenFile {
    /// File name, of a book without its ending.
    name: String,
    /// The folder, for reading only.
    place: String,
}

/// What a new book needs.
#[derive(Debug, Clone, Deserialize, specta::Type)]
#[serde(deny_unknown_fields)]
pub(crate) struct CreateBookRequest {
    /// Name of the company that issues the invoices.
    company_name: String,
    /// IANA name.
    time_zone: String,
}

pub(crate) fn start_state(desk: &Desk) -> Result<StartState, CommandError> {
    let book = if desk.has_book() { Some(desk.ask(|book| book.header(desk.now()))?) } else { None };
    Ok(StartState {
        version: VERSION.to_owned(),
        time_zone: book::system_time_zone(),
        recent_books: recent::list(desk.folder()),
        book,
    })
}

pub(crate) fn open_example(desk: &Desk) -> Result<BookHeader, CommandError> {
    let path = desk.folder().join(EXAMPLE).with_extension(EXTENSION);
    if !path.exists() {
        std::fs::create_dir_all(desk.folder()).map_err(|error| CommandError::failed(&error))?;
        book::create_example(&path, desk.now(), VERSION)?;
    }
    open(desk, &path)
}

pub(crate) fn create_book(
    desk: &Desk,
    app: &AppHandle,
    request: &CreateBookRequest,
) -> Result<Option<BookHeader>, CommandError> {
    let name = dialogs::file_name(&request.company_name, EXTENSION);
    let Some(path) = dialogs::save_book(app, &name) else { return Ok(None) };
    let path = with_extension(path);
    desk.put(Book::create(&path, &request.company_name, &request.time_zone, desk.now(), VERSION)?)?;
    remembered(desk, &path).map(Some)
}

pub(crate) fn choose_file(desk: &Desk, app: &AppHandle) -> Option<ChosenFile> {
    let path = dialogs::open_book(app)?;
    let chosen = ChosenFile { name: recent::name_of(&path), place: recent::place_of(&path) };
    desk.choose(path);
    Some(chosen)
}

pub(crate) fn open_chosen(desk: &Desk, app: &AppHandle) -> Result<Option<BookHeader>, CommandError> {
    let Some(path) = desk.chosen() else { return Ok(None) };
    if path.extension().is_none_or(|extension| !extension.eq_ignore_ascii_case("json")) {
        return open(desk, &path).map(Some);
    }
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = dialogs::file_name(stem.trim_end_matches(".book"), EXTENSION);
    let Some(book) = dialogs::save_book(app, &name) else { return Ok(None) };
    let book = with_extension(book);
    if book.exists() {
        return Err(CommandError::new(
            ErrorCode::Refused,
            "there is already a file of that name; a new book needs a new name",
        ));
    }
    import_into(&book, &path, desk.now(), VERSION)?;
    open(desk, &book).map(Some)
}

pub(crate) fn open_recent_book(desk: &Desk, id: &str) -> Result<BookHeader, CommandError> {
    let path = recent::path_of(desk.folder(), id).ok_or_else(|| {
        CommandError::new(ErrorCode::NotFound, "this book is no longer on the list of recent books")
    })?;
    open(desk, &path)
}

/// Opens the book that was used last; whether there is one.
pub(crate) fn open_last(desk: &Desk) -> Result<bool, CommandError> {
    let Some(path) = recent::last(desk.folder()) else { return Ok(false) };
    open(desk, &path).map(|_| true)
}

pub(crate) fn forget_recent_book(desk: &Desk, id: &str) -> Result<(), CommandError> {
    recent::forget(desk.folder(), id).map_err(|error| CommandError::failed(&error))
}

fn open(desk: &Desk, path: &Path) -> Result<BookHeader, CommandError> {
    desk.put(Book::open(path)?)?;
    remembered(desk, path)
}

/// Remembers the book that was just opened. Not being able to costs a convenience, never the book.
fn remembered(desk: &Desk, path: &Path) -> Result<BookHeader, CommandError> {
    if let Err(error) = recent::remember(desk.folder(), path, desk.now()) {
        log::warn!("remembering the book: {error}");
    }
    desk.ask(|book| book.header(desk.now()))
}

fn with_extension(path: PathBuf) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension(EXTENSION) }
}
