//! Commands about the program and its book.

use proforma_api::dto::BookHeader;
use tauri::{AppHandle, State};

use crate::{
    books::{self, ChosenFile, CreateBookRequest, StartState},
    error::CommandError,
    program_settings::{self, ProgramChoices, ProgramSettings},
    state::Desk,
};

type Answer<T> = Result<T, CommandError>;

/// What the start screen shows.
#[tauri::command]
#[specta::specta]
pub(crate) async fn start_state(desk: State<'_, Desk>) -> Answer<StartState> {
    desk.work(books::start_state).await
}

/// Opens the example, creating it the first time.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_example(desk: State<'_, Desk>) -> Answer<BookHeader> {
    desk.work(books::open_example).await
}

/// Creates a book where the native dialog says; nothing where it is dismissed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_book(
    app: AppHandle,
    desk: State<'_, Desk>,
    request: CreateBookRequest,
) -> Answer<Option<BookHeader>> {
    desk.work(move |desk| books::create_book(desk, &app, &request)).await
}

/// Lets the user choose a file in the native dialog; none where the dialog is closed without a choice.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_file(app: AppHandle, desk: State<'_, Desk>) -> Answer<Option<ChosenFile>> {
    desk.work(move |desk| Ok(books::choose_file(desk, &app))).await
}

/// Opens the book, or makes a book of the interchange file, that was chosen last.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_chosen(app: AppHandle, desk: State<'_, Desk>) -> Answer<Option<BookHeader>> {
    desk.work(move |desk| books::open_chosen(desk, &app)).await
}

/// Opens a book that was open before.
#[tauri::command]
#[specta::specta]
pub(crate) async fn open_recent_book(desk: State<'_, Desk>, id: String) -> Answer<BookHeader> {
    desk.work(move |desk| books::open_recent_book(desk, &id)).await
}

/// Takes a book off the list of recent ones; the file stays.
#[tauri::command]
#[specta::specta]
pub(crate) async fn forget_recent_book(desk: State<'_, Desk>, id: String) -> Answer<()> {
    desk.work(move |desk| books::forget_recent_book(desk, &id)).await
}

/// Closes the book.
#[tauri::command]
#[specta::specta]
pub(crate) async fn close_book(desk: State<'_, Desk>) -> Answer<()> {
    desk.work(|desk| desk.close()).await
}

/// The open book.
#[tauri::command]
#[specta::specta]
pub(crate) async fn book_header(desk: State<'_, Desk>) -> Answer<BookHeader> {
    desk.read(|book, now| book.header(now)).await
}

/// Whether the page was lost and loaded again; said once.
#[tauri::command]
#[specta::specta]
pub(crate) async fn page_was_lost(desk: State<'_, Desk>) -> Answer<bool> {
    Ok(desk.lost_pages().tell())
}

/// What a person has set about the program itself.
#[tauri::command]
#[specta::specta]
pub(crate) async fn program_settings(desk: State<'_, Desk>) -> Answer<ProgramSettings> {
    desk.work(|desk| Ok(ProgramSettings::read(desk))).await
}

/// Sets it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn set_program_settings(desk: State<'_, Desk>, settings: ProgramChoices) -> Answer<()> {
    desk.work(move |desk| settings.apply(desk)).await
}

/// Tells whether the page holds something typed and not saved, which is asked about when the window is closed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn hold_unsaved(desk: State<'_, Desk>, has_unsaved: bool) -> Answer<()> {
    desk.hold_unsaved(has_unsaved);
    Ok(())
}

/// Ends the program: a person has said that what is not saved may be lost.
#[tauri::command]
#[specta::specta]
pub(crate) async fn quit(app: AppHandle) -> Answer<()> {
    log::info!("the program is closed over what was not saved");
    app.exit(0);
    Ok(())
}

/// Closes the window as a person has answered: the program goes on without it, or ends. The answer is remembered.
#[tauri::command]
#[specta::specta]
pub(crate) async fn close_window(app: AppHandle, desk: State<'_, Desk>, keeps_running: bool) -> Answer<()> {
    desk.work(move |desk| program_settings::close(desk, &app, keeps_running)).await
}
