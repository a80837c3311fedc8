//! Commands about the records that a book is set up with.

use chrono::NaiveDate;
use proforma_api::{
    dto::{
        ChosenLogo, CurrencyRow, FrequencyLook, HolidayList, InvoiceFrequencyForm, RecordCount, RecordForm,
        RecordKind, RecordLook, RecordRow, RecordUseCount, RecordView, Saved, SavedHolidays,
    },
    form_record::Typed,
    set_up,
};
use tauri::{AppHandle, State};

use crate::{choosing, error::CommandError, events::BookChanged, state::Desk};

type Answer<T> = Result<T, CommandError>;

/// How many records of each kind there are.
#[tauri::command]
#[specta::specta]
pub(crate) async fn record_counts(desk: State<'_, Desk>) -> Answer<Vec<RecordCount>> {
    desk.read(|book, _| set_up::record_counts(book.connection())).await
}

/// Every record of a kind.
#[tauri::command]
#[specta::specta]
pub(crate) async fn records(desk: State<'_, Desk>, kind: RecordKind) -> Answer<Vec<RecordRow>> {
    desk.read(move |book, _| set_up::records(book.connection(), kind)).await
}

/// How often each record of a kind is used.
#[tauri::command]
#[specta::specta]
pub(crate) async fn record_use_counts(
    desk: State<'_, Desk>,
    kind: RecordKind,
) -> Answer<Vec<RecordUseCount>> {
    desk.read(move |book, _| set_up::record_use_counts(book.connection(), kind)).await
}

/// One record, with what uses it.
#[tauri::command]
#[specta::specta]
pub(crate) async fn record(desk: State<'_, Desk>, kind: RecordKind, id: String) -> Answer<RecordView> {
    desk.read(move |book, _| set_up::record(book.connection(), kind, &id)).await
}

/// Looks at a record while it is typed; without an id a new one.
#[tauri::command]
#[specta::specta]
pub(crate) async fn look_at_record(
    desk: State<'_, Desk>,
    id: Option<String>,
    form: RecordForm,
) -> Answer<RecordLook> {
    desk.read(move |book, _| set_up::look_at_record(book.connection(), id.as_deref(), &form)).await
}

/// Looks at an invoice frequency while it is typed, with the next dates from a billing start on.
#[tauri::command]
#[specta::specta]
pub(crate) async fn look_at_frequency(
    desk: State<'_, Desk>,
    id: Option<String>,
    form: InvoiceFrequencyForm,
    from: NaiveDate,
    through: Option<NaiveDate>,
) -> Answer<FrequencyLook> {
    desk.read(move |book, _| {
        set_up::look_at_frequency(book.connection(), id.as_deref(), &form, from, through)
    })
    .await
}

/// Adds a record, or changes the one of this id as it was read; answers its id and what takes it back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_record(
    app: AppHandle,
    desk: State<'_, Desk>,
    id: Option<String>,
    form: RecordForm,
    as_read: Option<RecordForm>,
) -> Answer<Saved> {
    let saved = desk
        .read(move |book, now| {
            let typed = Typed { form: &form, as_read: as_read.as_ref() };
            set_up::save_record(book, id.as_deref(), typed, now)
        })
        .await;
    BookChanged::tell_records(&app, saved)
}

/// Deletes a record that nothing uses; answers what takes it back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_record(
    app: AppHandle,
    desk: State<'_, Desk>,
    kind: RecordKind,
    id: String,
) -> Answer<String> {
    let deleted = desk.read(move |book, now| set_up::delete_record(book, kind, &id, now)).await;
    BookChanged::tell_records(&app, deleted)
}

/// Reads a typed list of holidays.
#[tauri::command]
#[specta::specta]
pub(crate) async fn look_at_holidays(desk: State<'_, Desk>, text: String) -> Answer<HolidayList> {
    desk.read(move |book, _| set_up::look_at_holidays(book.connection(), &text)).await
}

/// Takes a typed list of holidays into the book; answers how many were added or changed, and what
/// takes that back.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_holidays(
    app: AppHandle,
    desk: State<'_, Desk>,
    text: String,
) -> Answer<SavedHolidays> {
    let saved = desk.read(move |book, now| set_up::save_holidays(book, &text, now)).await;
    BookChanged::tell_records(&app, saved)
}

/// Every currency of ISO 4217 that somebody pays or paid in, withdrawn ones last.
#[tauri::command]
#[specta::specta]
pub(crate) async fn currencies() -> Answer<Vec<CurrencyRow>> {
    Ok(set_up::currencies())
}

/// Lets the user choose a picture for the company; none where the dialog is closed without a choice.
#[tauri::command]
#[specta::specta]
pub(crate) async fn choose_logo(app: AppHandle, desk: State<'_, Desk>) -> Answer<Option<ChosenLogo>> {
    desk.work(move |_| choosing::logo(&app)).await
}
