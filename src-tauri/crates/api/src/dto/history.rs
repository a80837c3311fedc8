//! What the history says of a record.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::RecordKind;

/// What a history is of.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(tag = "of", rename_all = "snake_case", deny_unknown_fields)]
pub enum HistoryOf {
    /// The book itself: set-up, imports, runs undone, the batch job, contracts deleted.
    Book,
    /// A project contract with all that belongs to it.
    Contract {
        /// Its id.
        id: String,
        /// Only what concerns this line, by its id.
        line: Option<String>,
    },
    /// A transaction or milestone; their ids are one space.
    Item {
        /// Its id.
        id: String,
    },
    /// A proforma invoice.
    Invoice {
        /// Its id.
        id: String,
    },
    /// A set-up record.
    Record {
        /// Its kind.
        kind: RecordKind,
        /// Its id; none for all of the kind, those that were deleted too.
        id: Option<String>,
    },
}

/// What an entry of the history is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum HistoryAbout {
    /// What was set up: contract, lines, milestones, customers, records.
    SetUp,
    /// Schedule rows.
    Schedule,
    /// Transactions entered, changed, deleted.
    Transactions,
    /// Billing status and limits.
    Billing,
    /// Drafts and runs.
    Invoices,
    /// Imports, the batch job, and what else the book tells.
    Book,
}

received!(/// Which entries of a history to return, the latest first.
HistoryQuery {
    /// Whose.
    of: HistoryOf,
    /// Only what is about this.
    about: Option<HistoryAbout>,
    /// Words of what was done, by whom, of a field or of a value; empty for all.
    search: String,
    /// Entries to leave out at the start.
    offset: u32,
    /// Entries to return, at most 500.
    limit: u32,
});

sent!(/// A page of a history, the latest first.
HistoryPage {
    /// How many entries there are; none where that is known only by reading them all.
    total: Option<u32>,
    /// Whether there are more after these.
    has_more: bool,
    /// The page.
    rows: Vec<HistoryRow>,
});

sent!(/// An entry of the history.
HistoryRow {
    /// Tells it from every other.
    id: String,
    /// When.
    at: DateTime<Utc>,
    /// Who, as the system names them; none where it was not recorded.
    person: Option<String>,
    /// The command as the history names it.
    command: String,
    /// What it is about.
    about: HistoryAbout,
    /// What was done, in words.
    text: String,
    /// What it came to, where that was kept.
    amount: Option<super::Amount>,
    /// What changed, field by field; of very many the first.
    changes: Vec<HistoryChange>,
    /// How many changed fields are not among them.
    more: u32,
});

/// What kind of record a change is of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum HistoryRecord {
    /// A project contract.
    Contract,
    /// A contract line.
    ContractLine,
    /// A transaction.
    Transaction,
    /// A milestone.
    Milestone,
    /// A transaction or milestone.
    Item,
    /// A proforma invoice.
    Invoice,
    /// The company.
    Company,
    /// A customer.
    Customer,
    /// An invoice frequency.
    InvoiceFrequency,
    /// A role.
    Role,
    /// A resource.
    Resource,
    /// A transaction category.
    TransactionCategory,
    /// A unit.
    Unit,
    /// A holiday.
    Holiday,
    /// A batch job.
    BatchJob,
    /// Anything else.
    Other,
}

sent!(/// A field that changed.
HistoryChange {
    /// What kind of record it is of.
    record: HistoryRecord,
    /// The id of it.
    id: String,
    /// The name of it, where it is known.
    name: Option<String>,
    /// Which field: `delivery_date`.
    field: String,
    /// Which of several: the customer's id, the run date of a schedule row.
    part: Option<String>,
    /// What it was; none where it was empty, or the record was not there.
    before: Option<HistoryValue>,
    /// What it is; none where it is empty, or the record is gone.
    after: Option<HistoryValue>,
});

/// How a value is to be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum HistoryValueKind {
    /// As it stands; line feeds separate the entries of a list.
    Text,
    /// ISO 8601.
    Date,
    /// A decimal string, in the currency of the value where it has one.
    Amount,
    /// A decimal string.
    Number,
    /// `true`.
    Boolean,
    /// Words of the program, separated by spaces: `time_and_material`.
    Words,
    /// A picture, which is not sent.
    Picture,
}

sent!(/// What a field held.
HistoryValue {
    /// How to read it.
    kind: HistoryValueKind,
    /// What it was.
    text: String,
    /// ISO 4217, of an amount whose currency is known.
    currency: Option<String>,
});
