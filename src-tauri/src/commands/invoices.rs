//! Commands about invoices.

use proforma_api::{
    dto::{InvoiceDetail, InvoicePage, InvoiceQuery, PrintedPages},
    invoices, printing,
};
use tauri::{AppHandle, State};

use crate::{
    error::CommandError,
    exporting::{self, ExportResult},
    state::Desk,
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

/// The pages of an invoice as they will print.
#[tauri::command]
#[specta::specta]
pub(crate) async fn invoice_pages(desk: State<'_, Desk>, id: String) -> Answer<PrintedPages> {
    desk.read(move |book, _| printing::pages(book.connection(), &id)).await
}

/// Writes invoices as PDF files where the native dialog says; nothing where it is dismissed.
#[tauri::command]
#[specta::specta]
pub(crate) async fn export_pdf(
    app: AppHandle,
    desk: State<'_, Desk>,
    ids: Vec<String>,
) -> Answer<Option<ExportResult>> {
    desk.work(move |desk| exporting::export_pdf(desk, &app, &ids)).await
}
