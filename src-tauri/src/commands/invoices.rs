//! Commands about invoices.

use chrono::NaiveDate;
use proforma_api::{
    create,
    dto::{CreatedDrafts, DeletedDrafts, InvoiceDetail, InvoicePage, InvoiceQuery, PrintedPages},
    invoices, printing,
};
use tauri::{AppHandle, State};

use crate::{
    deleting,
    error::CommandError,
    events::{BookChanged, Tag},
    state::{Desk, Task},
};

type Answer<T> = Result<T, CommandError>;

/// A page of invoices.
#[tauri::command]
#[specta::specta]
pub(crate) async fn invoices(desk: State<'_, Desk>, query: InvoiceQuery) -> Answer<InvoicePage> {
    desk.read(move |book, _| invoices::invoices(book.connection(), &query)).await
}

/// One invoice, whole.
#[tauri::command]
#[specta::specta]
pub(crate) async fn invoice(desk: State<'_, Desk>, id: String) -> Answer<InvoiceDetail> {
    desk.read(move |book, _| invoices::invoice(book.connection(), &id)).await
}

/// Deletes drafts as one change; says how far it is.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_drafts(
    app: AppHandle,
    desk: State<'_, Desk>,
    ids: Vec<String>,
) -> Answer<DeletedDrafts> {
    desk.work(move |desk| deleting::delete_drafts(desk, &app, &ids)).await
}

/// Stops a deletion between drafts.
#[tauri::command]
#[specta::specta]
pub(crate) async fn cancel_delete(desk: State<'_, Desk>) -> Answer<()> {
    desk.work(|desk| desk.cancel(Task::Delete)).await
}

/// What would be created for contracts whatever their schedules say.
#[tauri::command]
#[specta::specta]
pub(crate) async fn preview_create(
    desk: State<'_, Desk>,
    contracts: Vec<String>,
    through: NaiveDate,
) -> Answer<CreatedDrafts> {
    desk.read(move |book, now| {
        create::preview_create(book.connection(), &contracts, through, book.today(now))
    })
    .await
}

/// Creates drafts for contracts whatever their schedules say.
#[tauri::command]
#[specta::specta]
pub(crate) async fn create_invoices(
    app: AppHandle,
    desk: State<'_, Desk>,
    contracts: Vec<String>,
    through: NaiveDate,
) -> Answer<CreatedDrafts> {
    let created = desk
        .read(move |book, now| {
            create::create_invoices(book.writable()?, &contracts, through, book.today(now), now)
        })
        .await?;
    BookChanged::tell(&app, &[Tag::Book, Tag::Contracts, Tag::Shares, Tag::Invoices]);
    Ok(created)
}

/// The pages of an invoice as they will print.
#[tauri::command]
#[specta::specta]
pub(crate) async fn invoice_pages(desk: State<'_, Desk>, id: String) -> Answer<PrintedPages> {
    desk.read(move |book, _| printing::pages(book.connection(), &id)).await
}
