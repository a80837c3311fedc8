//! Why a use case said no or could not be carried out.

use std::path::PathBuf;

use chrono::{DateTime, NaiveDate};
use chrono_tz::Tz;
use proforma_engine::money::MoneyError;
use proforma_store::{
    StoreError,
    lease::{HolderError, LeaseError},
    open::OpenError,
};

use crate::{dto::FieldProblem, interchange::ImportError, spreadsheet::SpreadsheetImportError};

/// Why something was refused or failed.
#[derive(Debug, thiserror::Error)]
pub enum ApiError {
    /// There is no such thing in the book.
    #[error("there is no {kind} \"{id}\" in this book")]
    NotFound {
        /// What was looked for.
        kind: &'static str,
        /// Its id.
        id: String,
    },
    /// A rule says no. Nothing has changed.
    #[error("{0}")]
    Refused(Refusal),
    /// The input is outside its bounds.
    #[error("{field}: {message}")]
    Input {
        /// Which part of it.
        field: &'static str,
        /// What is wrong, as a sentence.
        message: String,
    },
    /// The book could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The book was not created or opened.
    #[error(transparent)]
    Open(#[from] OpenError),
    /// Another program runs the book.
    #[error(transparent)]
    Lease(#[from] LeaseError),
    /// The interchange file is refused.
    #[error(transparent)]
    Import(#[from] ImportError),
    /// A spreadsheet is refused.
    #[error(transparent)]
    Spreadsheet(#[from] SpreadsheetImportError),
    /// No holder of the lease could be named.
    #[error(transparent)]
    Holder(#[from] HolderError),
    /// The file is a book, but nobody has finished making it.
    #[error("{} was never finished: it has no company; create a new book instead", path.display())]
    Unfinished {
        /// Which.
        path: PathBuf,
    },
    /// Something may not be as it was typed.
    #[error("{}", first_problem(.0))]
    Form(Vec<FieldProblem>),
    /// A sum left the range of amounts.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// Writing an answer failed.
    #[error("the answer could not be written")]
    Output(#[from] std::io::Error),
    /// A file that a person named could not be written; nothing of it is left behind.
    #[error("the file could not be written; close it where it is open, or choose another place")]
    NotWritten(#[source] std::io::Error),
    /// Turning an answer into JSON failed.
    #[error("the answer could not be written as JSON")]
    Json(#[from] serde_json::Error),
    /// The page could not be drawn.
    #[error(transparent)]
    Pdf(#[from] proforma_pdf::PdfError),
}

fn first_problem(problems: &[FieldProblem]) -> String {
    problems.first().map(|problem| format!("{}: {}", problem.path, problem.message)).unwrap_or_default()
}

impl ApiError {
    /// Whether another program has taken the lease.
    #[must_use]
    pub fn is_lease_lost(&self) -> bool {
        matches!(self, Self::Store(StoreError::LeaseLost))
    }
}

/// A rule that said no, with what a person needs to understand it.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// SPEC 4.3.
    #[error("{run_date} is after today, {today}: a run takes nothing that has not happened yet")]
    RunDateAfterToday {
        /// The date asked for.
        run_date: NaiveDate,
        /// The book's today.
        today: NaiveDate,
    },
    /// SPEC 9 (`mark`).
    #[error(
        "{id} is on an invoice for {customer} and cannot be marked {status}; on a draft, take it off first"
    )]
    OnInvoice {
        /// Transaction or milestone.
        id: String,
        /// The customer's id.
        customer: String,
        /// What was asked.
        status: &'static str,
    },
    /// SPEC 9 (`mark`).
    #[error("billing status {status} is given by the program; ready_to_invoice and not_ready can be marked")]
    StatusNotMarkable {
        /// What was asked.
        status: &'static str,
    },
    /// SPEC 5.4.
    #[error("{id} stays as it is: {why}")]
    StoppedByLimit {
        /// Transaction or milestone.
        id: String,
        /// Which limit, with its numbers.
        why: String,
    },
    /// SPEC 5.4.
    #[error("{why}")]
    LimitPassed {
        /// Which limit, with its numbers.
        why: String,
    },
    /// Something cannot be deleted or changed.
    #[error("{what} stays as it is: {why}")]
    Kept {
        /// What.
        what: String,
        /// Why.
        why: String,
    },
    /// SPEC 5.1.
    #[error("{why}")]
    Customers {
        /// What is wrong with a list of customers.
        why: String,
    },
    /// SPEC 2.6, 3.10: something of the check list is missing.
    #[error("contract {contract} cannot be activated yet: {why}")]
    NotReadyToActivate {
        /// The contract's id.
        contract: String,
        /// All that is missing.
        why: String,
    },
    /// A status that a contract cannot go to.
    #[error("contract {contract} is {from} and cannot become {to}")]
    ContractStatus {
        /// The contract's id.
        contract: String,
        /// Where it stands.
        from: &'static str,
        /// What was asked.
        to: &'static str,
    },
    /// SPEC 3.7.
    #[error("{why}")]
    NotGenerated {
        /// What is missing.
        why: String,
    },
    /// SPEC 3.8.
    #[error("the plan of the schedule is another than was shown: {difference}")]
    OtherPlan {
        /// What is added or removed otherwise.
        difference: String,
    },
    /// SPEC 3.7.
    #[error("the row of {run_date} is {status}; only rows that have not run are changed")]
    RowHasRun {
        /// Its run date.
        run_date: NaiveDate,
        /// What has become of it.
        status: &'static str,
    },
    /// A transaction on a fixed-price line.
    #[error("{id} is on a fixed-price line, which bills its milestones instead")]
    NothingToMark {
        /// The transaction.
        id: String,
    },
    /// SPEC 4.14.
    #[error("contract {contract} is {status}: only active contracts are invoiced")]
    ContractNotActive {
        /// The contract's id.
        contract: String,
        /// Where it stands.
        status: &'static str,
    },
    /// SPEC 7.1.
    #[error("invoice {number} is {status}: a confirmed invoice is never changed or deleted")]
    NoDraft {
        /// The legal number.
        number: String,
        /// Where it stands.
        status: &'static str,
    },
    /// A draft was deleted, and what was on it has moved on.
    #[error("draft {invoice} cannot come back: {id} {what} by now")]
    DraftNotPutBack {
        /// The invoice's id.
        invoice: String,
        /// Transaction or milestone.
        id: String,
        /// What has become of it.
        what: &'static str,
    },
    /// A change that nobody knows of.
    #[error("there is nothing of that name to take back; the history of the contract says what was done")]
    NothingToUndo,
    /// A change was taken back already.
    #[error("this was taken back already")]
    TakenBackAlready,
    /// What was changed has moved on.
    #[error("{why}, so nothing was taken back")]
    NotTakenBack {
        /// What has become of it.
        why: String,
    },
    /// What was typed was typed over something that somebody else has changed meanwhile.
    #[error("{what} was changed by somebody else meanwhile; look at what changed, then save again")]
    ChangedMeanwhile {
        /// Which record.
        what: String,
    },
    /// A filter lets another number through than was shown.
    #[error("{shown} transactions were shown, and {found} match by now; look at the list again")]
    AnotherNumber {
        /// How many were shown.
        shown: u32,
        /// How many there are.
        found: u32,
    },
    /// More rows than a worksheet has.
    #[error(
        "the list has {rows} rows, and a worksheet of Excel takes {}; narrow the list, or export it as CSV",
        crate::lists::XLSX_ROWS_MAX
    )]
    TooManyRows {
        /// How many.
        rows: u64,
    },
    /// SPEC 6.4.
    #[error("there is only one: \"{name}\" was started {} ({}) by {by} and {}; stop it before you start another", .since.format("%Y-%m-%d %H:%M"), .since.timezone().name(), if *.is_paused { "is paused" } else { "is running" })]
    JobRunning {
        /// The job that is running.
        name: String,
        /// Since when, in the book's time zone.
        since: DateTime<Tz>,
        /// Who started it.
        by: String,
        /// Whether a person makes it rest.
        is_paused: bool,
    },
    /// SPEC 6.1.
    #[error("\"{name}\" is not active; set \"is active\" to yes first")]
    JobInactive {
        /// The job.
        name: String,
    },
    /// SPEC 6.1.
    #[error(
        "a batch job that creates invoices needs the words \"{}\" in its name, and \"{name}\" has none of them",
        proforma_engine::batch_job::NAME_WORDS.join("\", \"")
    )]
    JobName {
        /// Its name.
        name: String,
    },
    /// A job is to be changed in a way that only one at rest may be.
    #[error("stop \"{name}\" before it {what}")]
    JobToStopFirst {
        /// The job.
        name: String,
        /// What was asked.
        what: &'static str,
    },
    /// A job is in no state for what was asked.
    #[error("\"{name}\" {status}, so this cannot be done with it now")]
    JobNotSo {
        /// The job.
        name: String,
        /// What it does.
        status: &'static str,
    },
    /// SPEC 6.3: a job is to run now, and has run already.
    #[error("\"{name}\" has covered every date up to {covered_through} and wakes next at {} ({}), so there is nothing for it to run now; a date can be run again from Run", .wakes_at.format("%Y-%m-%d %H:%M"), .wakes_at.timezone().name())]
    NothingToRunNow {
        /// The job.
        name: String,
        /// The last covered date.
        covered_through: NaiveDate,
        /// When it wakes next, in the book's time zone.
        wakes_at: DateTime<Tz>,
    },
    /// A run is under way in this program.
    #[error("a run is under way in this program; wait until it has ended, or cancel it")]
    RunUnderWay,
    /// SPEC 6: a run is not undone any more.
    #[error("the run of {run_date} cannot be undone: {why}")]
    RunNotUndone {
        /// The date.
        run_date: NaiveDate,
        /// Why.
        why: String,
    },
    /// A record that is used.
    #[error("{what} is used by {by}; take it off there first")]
    RecordUsed {
        /// Which record.
        what: String,
        /// What uses it, with names.
        by: String,
    },
    /// A book without a company.
    #[error("a book has one company, which stays; change it instead")]
    CompanyStays,
    /// The book is open for reading only.
    #[error("the book is open for reading only: {reason}")]
    ReadOnly {
        /// Why.
        reason: String,
    },
}

impl From<Refusal> for ApiError {
    fn from(refusal: Refusal) -> Self {
        Self::Refused(refusal)
    }
}
