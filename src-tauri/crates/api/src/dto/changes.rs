//! What was changed lately.

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::{Amount, RecordKind};

/// What a change did.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ChangeKind {
    /// Shares were marked ready to invoice.
    MarkedReady,
    /// Shares were marked not ready.
    MarkedNotReady,
    /// Drafts were created by hand.
    DraftsCreated,
    /// Drafts were deleted.
    DraftsDeleted,
    /// Schedule rows were skipped.
    RowsSkipped,
    /// Skipped rows were set to be run again.
    RowsNotSkipped,
    /// A schedule was generated.
    ScheduleGenerated,
    /// A schedule row was added.
    RowsAdded,
    /// A schedule row was changed.
    RowsChanged,
    /// Schedule rows were deleted.
    RowsDeleted,
    /// What shares were told about limits was reset.
    LimitsReset,
    /// Shares were tested by limits again.
    LimitsReevaluated,
    /// Transactions were entered.
    TransactionsEntered,
    /// Transactions were changed.
    TransactionsChanged,
    /// Transactions were deleted.
    TransactionsDeleted,
    /// Transactions were imported from a spreadsheet.
    TransactionsImported,
    /// Set-up records were added.
    RecordsAdded,
    /// Set-up records were changed.
    RecordsChanged,
    /// A set-up record was deleted.
    RecordDeleted,
    /// A contract was added.
    ContractAdded,
    /// A contract was changed.
    ContractChanged,
    /// A contract was closed.
    ContractClosed,
    /// A contract was opened again.
    ContractOpened,
    /// A contract line was added.
    LineAdded,
    /// A contract line was changed.
    LineChanged,
    /// A contract line was moved to another place.
    LineMoved,
    /// A contract line was deleted.
    LineDeleted,
}

/// The one record that a change is about.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct ChangedRecord {
    /// Which kind of set-up record; none for a contract or a line of one.
    pub kind: Option<RecordKind>,
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
}

sent!(/// The latest changes that persons made, newest first.
RecentChanges {
    /// At most 100 of them.
    rows: Vec<RecentChange>,
    /// Whether there are older ones.
    has_more: bool,
});

sent!(/// A change that a person made, and whether it can be taken back.
RecentChange {
    /// Tells it from every other.
    id: String,
    /// What was done.
    kind: ChangeKind,
    /// When.
    at: DateTime<Utc>,
    /// How many shares, drafts, rows or transactions.
    count: u32,
    /// What they amounted to, one per currency; none where it was not kept, or comes to nothing.
    amounts: Vec<Amount>,
    /// Of how many contracts.
    contracts: u32,
    /// The id of the contract, where it is one.
    contract: Option<String>,
    /// Its name.
    contract_name: Option<String>,
    /// What was typed into a form, where it is one record.
    record: Option<ChangedRecord>,
    /// Takes it back with `undo`; none where it can not be taken back any more.
    undo: Option<String>,
    /// When it was taken back.
    taken_back_at: Option<DateTime<Utc>>,
    /// Why it can not be taken back, where it was not.
    why_not: Option<String>,
});

sent!(/// What came of saving something.
Saved {
    /// Its id.
    id: String,
    /// Takes it back with `undo`; none where nothing changed.
    undo: Option<String>,
});

sent!(/// What came of deleting drafts.
DeletedDrafts {
    /// How many were deleted, what they came to, and how to put them back together.
    change: super::Change,
    /// Why it ended before the last of them, where it did.
    failure: Option<String>,
});
