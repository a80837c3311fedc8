//! What the shell tells the page unasked.

use chrono::NaiveDate;
use proforma_api::dto::{Amount, DoneContract};
use serde::Serialize;
use tauri::AppHandle;
use tauri_specta::Event;

/// What has become stale.
#[derive(Debug, Clone, Serialize, specta::Type, Event)]
pub(crate) struct BookChanged {
    tags: Vec<Tag>,
}

/// A part of the book.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Tag {
    /// Header and counts.
    Book,
    /// Contracts, their money and schedules.
    Contracts,
    /// Shares.
    Shares,
    /// Invoices.
    Invoices,
    /// Process runs.
    ProcessRuns,
}

impl BookChanged {
    /// Tells the page what to read again.
    pub(crate) fn tell(app: &AppHandle, tags: &[Tag]) {
        if let Err(error) = (Self { tags: tags.to_vec() }).emit(app) {
            log::warn!("telling the page what has changed: {error}");
        }
    }
}

/// A run on its way.
#[derive(Debug, Clone, Serialize, specta::Type, Event)]
pub(crate) struct RunProgress {
    /// The date.
    pub(crate) run_date: NaiveDate,
    /// Contracts handled.
    pub(crate) done: u32,
    /// Contracts to handle.
    pub(crate) total: u32,
    /// Contracts that were invoiced.
    pub(crate) invoiced: u32,
    /// Contracts with nothing due.
    pub(crate) nothing_due: u32,
    /// Contracts that were parked.
    pub(crate) parked: u32,
    /// Drafts created.
    pub(crate) drafts: u32,
    /// Totals of those drafts, one per currency.
    pub(crate) totals: Vec<Amount>,
    /// The contracts done last, newest first, at most fifty.
    pub(crate) latest: Vec<DoneContract>,
    /// The contracts parked, at most the first fifty.
    pub(crate) parked_contracts: Vec<DoneContract>,
    /// Since the start.
    pub(crate) elapsed_milliseconds: u32,
}

/// An export of many files on its way.
#[derive(Debug, Clone, Copy, Serialize, specta::Type, Event)]
pub(crate) struct ExportProgress {
    /// Files written.
    pub(crate) done: u32,
    /// Files to write.
    pub(crate) total: u32,
}

/// A deletion of many drafts on its way.
#[derive(Debug, Clone, Copy, Serialize, specta::Type, Event)]
pub(crate) struct DeleteProgress {
    /// Drafts deleted.
    pub(crate) done: u32,
    /// Drafts to delete.
    pub(crate) total: u32,
}

/// A run of this window has come to its end, whatever the end was.
#[derive(Debug, Clone, Copy, Serialize, specta::Type, Event)]
pub(crate) struct RunEnded {
    /// The date.
    pub(crate) run_date: NaiveDate,
}
