//! Commands that read the history.

use proforma_api::{
    dto::{HistoryPage, HistoryQuery},
    history,
};
use tauri::State;

use crate::{error::CommandError, state::Desk};

type Answer<T> = Result<T, CommandError>;

/// A page of the history of a record, the latest first.
#[tauri::command]
#[specta::specta]
pub(crate) async fn record_history(desk: State<'_, Desk>, query: HistoryQuery) -> Answer<HistoryPage> {
    desk.read(move |book, _| history::record_history(book.connection(), &query)).await
}
