//! Commands about the billing backlog, and about anything by its name.

use proforma_api::{
    backlog_list, changes,
    dto::{
        BacklogFilter, BacklogPage, BacklogQuery, BacklogTotals, Change, ChosenShares, ChosenSums, Found,
        MarkMatching, RecentChanges, Trace,
    },
    find, mark_matching as marking, trace as tracing, undo as undoing,
};
use tauri::{AppHandle, State};

use crate::{
    error::CommandError,
    events::{BookChanged, Tag},
    state::Desk,
};

type Answer<T> = Result<T, CommandError>;

/// A page of the billing backlog.
#[tauri::command]
#[specta::specta]
pub(crate) async fn backlog(desk: State<'_, Desk>, query: BacklogQuery) -> Answer<BacklogPage> {
    desk.read(move |book, _| backlog_list::backlog(book.connection(), book.sums(), &query)).await
}

/// Counts and sums of the billing backlog.
#[tauri::command]
#[specta::specta]
pub(crate) async fn backlog_totals(desk: State<'_, Desk>, filter: BacklogFilter) -> Answer<BacklogTotals> {
    desk.read(move |book, _| backlog_list::backlog_totals(book.connection(), book.sums(), &filter)).await
}

/// What chosen shares amount to.
#[tauri::command]
#[specta::specta]
pub(crate) async fn chosen_sums(desk: State<'_, Desk>, chosen: ChosenShares) -> Answer<ChosenSums> {
    desk.read(move |book, _| backlog_list::chosen_sums(book.connection(), book.sums(), &chosen)).await
}

/// Marks every share that a filter lets through.
#[tauri::command]
#[specta::specta]
pub(crate) async fn mark_matching(
    app: AppHandle,
    desk: State<'_, Desk>,
    request: MarkMatching,
) -> Answer<Change> {
    let changed = desk.read(move |book, now| marking::mark_matching(book.writable()?, &request, now)).await?;
    BookChanged::tell(&app, &[Tag::Book, Tag::Contracts, Tag::Shares]);
    Ok(changed)
}

/// Takes back a change.
#[tauri::command]
#[specta::specta]
pub(crate) async fn undo(app: AppHandle, desk: State<'_, Desk>, change: String) -> Answer<()> {
    desk.read(move |book, now| undoing::undo(book.writable()?, &change, now)).await?;
    BookChanged::tell(
        &app,
        &[Tag::Book, Tag::Contracts, Tag::Shares, Tag::Invoices, Tag::ProcessRuns, Tag::Records],
    );
    Ok(())
}

/// The latest changes that persons made.
#[tauri::command]
#[specta::specta]
pub(crate) async fn recent_changes(desk: State<'_, Desk>) -> Answer<RecentChanges> {
    desk.read(move |book, _| changes::recent_changes(book.connection())).await
}

/// Where a transaction or milestone came from and where its shares went.
#[tauri::command]
#[specta::specta]
pub(crate) async fn trace(desk: State<'_, Desk>, id: String) -> Answer<Trace> {
    desk.read(move |book, _| tracing::trace(book.connection(), &id)).await
}

/// Finds anything by a few letters, a number or an amount.
#[tauri::command]
#[specta::specta]
pub(crate) async fn find(desk: State<'_, Desk>, text: String) -> Answer<Found> {
    desk.read(move |book, _| find::find(book.connection(), &text)).await
}
