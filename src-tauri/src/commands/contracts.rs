//! Commands about contracts and their shares.

use proforma_api::{
    backlog, contract_list, contracts,
    dto::{
        Change, ContractDetail, ContractPage, ContractQuery, Explanation, MarkRequest, SharePage, ShareQuery,
    },
};
use tauri::{AppHandle, State};

use crate::{
    error::CommandError,
    events::{BookChanged, Tag},
    state::Desk,
};

type Answer<T> = Result<T, CommandError>;

/// A page of contracts.
#[tauri::command]
#[specta::specta]
pub(crate) async fn contracts(desk: State<'_, Desk>, query: ContractQuery) -> Answer<ContractPage> {
    desk.read(move |book, now| {
        contract_list::contracts(book.connection(), book.sums(), &query, book.today(now))
    })
    .await
}

/// One contract, whole.
#[tauri::command]
#[specta::specta]
pub(crate) async fn contract(desk: State<'_, Desk>, id: String) -> Answer<ContractDetail> {
    desk.read(move |book, now| contracts::contract(book.connection(), &id, book.today(now))).await
}

/// A page of a contract's shares.
#[tauri::command]
#[specta::specta]
pub(crate) async fn shares(desk: State<'_, Desk>, query: ShareQuery) -> Answer<SharePage> {
    desk.read(move |book, _| contracts::shares(book.connection(), &query)).await
}

/// Marks transactions or milestones ready to invoice or not ready.
#[tauri::command]
#[specta::specta]
pub(crate) async fn mark(app: AppHandle, desk: State<'_, Desk>, request: MarkRequest) -> Answer<Change> {
    let marked = desk.read(move |book, now| backlog::mark_request(book.writable()?, &request, now)).await?;
    BookChanged::tell(&app, &[Tag::Book, Tag::Contracts, Tag::Shares]);
    Ok(marked)
}

/// Why a transaction or milestone is not on an invoice, and when it will be.
#[tauri::command]
#[specta::specta]
pub(crate) async fn explain(desk: State<'_, Desk>, id: String) -> Answer<Explanation> {
    desk.read(move |book, now| backlog::explanation(book.connection(), &id, book.today(now))).await
}
