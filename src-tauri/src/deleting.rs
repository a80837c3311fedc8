//! Deleting many drafts, with moving progress.

use std::{
    ops::ControlFlow,
    sync::atomic::Ordering,
    time::{Duration, Instant},
};

use proforma_api::{delete_draft, dto::DeletedDrafts};
use tauri::AppHandle;
use tauri_specta::Event;

use crate::{
    error::CommandError,
    events::{BookChanged, DeleteProgress, Tag},
    state::{Desk, Task},
};

/// Progress is shown at most five times a second.
const PROGRESS_INTERVAL: Duration = Duration::from_millis(200);

/// Deletes drafts as one change, until it is cancelled.
pub(crate) fn delete_drafts(
    desk: &Desk,
    app: &AppHandle,
    ids: &[String],
) -> Result<DeletedDrafts, CommandError> {
    let guard = desk.begin(Task::Delete)?;
    let total = u32::try_from(ids.len()).unwrap_or(u32::MAX);
    let mut sent: Option<Instant> = None;
    let told = |done: usize| {
        if sent.is_none_or(|sent| sent.elapsed() >= PROGRESS_INTERVAL) {
            sent = Some(Instant::now());
            let progress = DeleteProgress { done: u32::try_from(done).unwrap_or(u32::MAX), total };
            if let Err(error) = progress.emit(app) {
                log::warn!("sending progress: {error}");
            }
        }
        let is_cancelled = guard.cancel().load(Ordering::Relaxed);
        if is_cancelled { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    };
    let deleted = desk.ask(|book| delete_draft::delete_drafts(book.writable()?, ids, desk.now(), told))?;
    BookChanged::tell(app, &[Tag::Book, Tag::Contracts, Tag::Shares, Tag::Invoices, Tag::ProcessRuns]);
    Ok(deleted)
}
