//! Commands about entering transactions.

use proforma_api::{
    dto::{
        Change, ChangeMatching, DeleteMatching, MarkTransactions, TransactionEntry, TransactionForm,
        TransactionLook, TransactionPage, TransactionPatch, TransactionQuery, TransactionsSaved,
    },
    mark_matching as marking, transactions,
};
use tauri::{AppHandle, State};

use crate::{
    error::CommandError,
    events::{BookChanged, Tag},
    state::Desk,
};

type Answer<T> = Result<T, CommandError>;

/// Transactions of a contract, page by page.
#[tauri::command]
#[specta::specta]
pub(crate) async fn transactions(desk: State<'_, Desk>, query: TransactionQuery) -> Answer<TransactionPage> {
    desk.read(move |book, _| transactions::transactions(book.connection(), &query)).await
}

/// Looks at transactions while they are typed, at most 1,000.
#[tauri::command]
#[specta::specta]
pub(crate) async fn look_at_transactions(
    desk: State<'_, Desk>,
    forms: Vec<TransactionForm>,
) -> Answer<Vec<TransactionLook>> {
    desk.read(move |book, _| transactions::look_at_transactions(book.connection(), &forms)).await
}

/// Adds and changes transactions, all of them or none, at most 10,000.
#[tauri::command]
#[specta::specta]
pub(crate) async fn save_transactions(
    app: AppHandle,
    desk: State<'_, Desk>,
    entries: Vec<TransactionEntry>,
) -> Answer<TransactionsSaved> {
    let saved =
        desk.read(move |book, now| transactions::save_transactions(book.writable()?, &entries, now)).await;
    BookChanged::tell_runs(&app, saved)
}

/// Changes the same fields of many transactions, all of them or none, at most 10,000.
#[tauri::command]
#[specta::specta]
pub(crate) async fn change_transactions(
    app: AppHandle,
    desk: State<'_, Desk>,
    ids: Vec<String>,
    patch: TransactionPatch,
) -> Answer<TransactionsSaved> {
    let changed = desk
        .read(move |book, now| transactions::change_transactions(book.writable()?, &ids, &patch, now))
        .await;
    BookChanged::tell_runs(&app, changed)
}

/// Marks what is on no invoice of every transaction that a filter lets through.
#[tauri::command]
#[specta::specta]
pub(crate) async fn mark_transactions(
    app: AppHandle,
    desk: State<'_, Desk>,
    request: MarkTransactions,
) -> Answer<Change> {
    let marked =
        desk.read(move |book, now| marking::mark_transactions(book.writable()?, &request, now)).await?;
    BookChanged::tell(&app, &[Tag::Book, Tag::Contracts, Tag::Shares]);
    Ok(marked)
}

/// Changes the same fields of every transaction that a filter lets through and that is on no invoice.
#[tauri::command]
#[specta::specta]
pub(crate) async fn change_matching_transactions(
    app: AppHandle,
    desk: State<'_, Desk>,
    request: ChangeMatching,
) -> Answer<TransactionsSaved> {
    let changed =
        desk.read(move |book, now| transactions::change_matching(book.writable()?, &request, now)).await;
    BookChanged::tell_runs(&app, changed)
}

/// Deletes every transaction that a filter lets through and that is on no invoice.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_matching_transactions(
    app: AppHandle,
    desk: State<'_, Desk>,
    request: DeleteMatching,
) -> Answer<TransactionsSaved> {
    let deleted =
        desk.read(move |book, now| transactions::delete_matching(book.writable()?, &request, now)).await;
    BookChanged::tell_runs(&app, deleted)
}

/// Deletes transactions that are on no invoice, all of them or none, at most 10,000.
#[tauri::command]
#[specta::specta]
pub(crate) async fn delete_transactions(
    app: AppHandle,
    desk: State<'_, Desk>,
    ids: Vec<String>,
) -> Answer<TransactionsSaved> {
    let deleted =
        desk.read(move |book, now| transactions::delete_transactions(book.writable()?, &ids, now)).await;
    BookChanged::tell_runs(&app, deleted)
}
