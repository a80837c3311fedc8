//! What the shell tells the page unasked.

use chrono::NaiveDate;
use proforma_api::{
    dto::{Amount, DoneContract},
    spreadsheet::Stage,
};
use serde::Serialize;
use tauri::AppHandle;
use tauri_specta::Event;

use crate::error::CommandError;

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
    /// Batch jobs.
    Jobs,
    /// The records that the book is set up with.
    Records,
}

impl BookChanged {
    /// Tells the page what to read again.
    pub(crate) fn tell(app: &AppHandle, tags: &[Tag]) {
        if let Err(error) = (Self { tags: tags.to_vec() }).emit(app) {
            log::warn!("telling the page what has changed: {error}");
        }
    }

    /// Tells that what a run touches has changed, if `done` went well; hands it on.
    pub(crate) fn tell_runs<T>(app: &AppHandle, done: Result<T, CommandError>) -> Result<T, CommandError> {
        if done.is_ok() {
            Self::tell(app, Tag::OF_RUNS);
        }
        done
    }

    /// As [`BookChanged::tell_runs`], of batch jobs alone.
    pub(crate) fn tell_jobs<T>(app: &AppHandle, done: Result<T, CommandError>) -> Result<T, CommandError> {
        if done.is_ok() {
            Self::tell(app, &[Tag::Jobs]);
        }
        done
    }
}

impl BookChanged {
    /// Tells that records of the set-up have changed, if that went well: their names stand everywhere.
    pub(crate) fn tell_records<T>(app: &AppHandle, done: Result<T, CommandError>) -> Result<T, CommandError> {
        if done.is_ok() {
            Self::tell(app, &[Tag::Records, Tag::Book, Tag::Contracts, Tag::Shares, Tag::Invoices]);
        }
        done
    }
}

impl Tag {
    /// Everything but the jobs, which are being read when this is told.
    pub(crate) const ALL: &[Self] =
        &[Self::Book, Self::Contracts, Self::Shares, Self::Invoices, Self::ProcessRuns, Self::Records];
    /// All that a run may change.
    pub(crate) const OF_RUNS: &[Self] =
        &[Self::Book, Self::Contracts, Self::Shares, Self::Invoices, Self::ProcessRuns, Self::Jobs];
}

/// A run on its way.
#[derive(Debug, Clone, Serialize, specta::Type, Event)]
pub(crate) struct RunProgress {
    /// The date.
    pub(crate) run_date: NaiveDate,
    /// Whether the batch job runs it.
    pub(crate) by_job: bool,
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

/// A spreadsheet that is being looked through or imported.
#[derive(Debug, Clone, Copy, Serialize, specta::Type, Event)]
pub(crate) struct ImportProgress {
    /// What is done with its rows.
    pub(crate) stage: Stage,
    /// Rows done.
    pub(crate) done: u32,
    /// Rows to do, once they are counted.
    pub(crate) total: Option<u32>,
}

/// A run of this window has come to its end, whatever the end was.
#[derive(Debug, Clone, Copy, Serialize, specta::Type, Event)]
pub(crate) struct RunEnded {
    /// The date.
    pub(crate) run_date: NaiveDate,
}

impl RunEnded {
    /// Tells the page.
    pub(crate) fn tell(app: &AppHandle, run_date: NaiveDate) {
        if let Err(error) = (Self { run_date }).emit(app) {
            log::warn!("telling the page that a run has ended: {error}");
        }
    }
}

/// A person closes the window: something must be answered first.
#[derive(Debug, Clone, Copy, Serialize, specta::Type, Event)]
pub(crate) struct ClosingAsked {
    /// What is to become of the batch job, which is at work and nobody was asked about before; otherwise, whether what
    /// is typed and not saved may be lost.
    pub(crate) about_job: bool,
}
