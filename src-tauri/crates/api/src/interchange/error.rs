//! Why a file was not imported, and why a book was not exported.

use std::path::PathBuf;

use proforma_engine::{
    bounds::OutOfBounds, contract::CustomerSplitError, frequency::FrequencyError,
    milestone::MilestonesDoNotAddUp, money::MoneyError, tax::TaxError,
};
use proforma_store::StoreError;

/// Why nothing was imported.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file could not be opened or read.
    #[error("{} could not be read", file.display())]
    Unreadable {
        /// Which file.
        file: PathBuf,
        /// What the system said.
        #[source]
        source: std::io::Error,
    },
    /// Something in the file is refused.
    #[error("{place}: {reason}")]
    Refused {
        /// Where it stands, as in `transactions[17].unit_price`.
        place: String,
        /// The rule.
        reason: Box<Reason>,
    },
    /// The book could not be read or written.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl ImportError {
    #[expect(clippy::needless_pass_by_value, reason = "a place is a few words, made for this call")]
    pub(super) fn refused(place: impl ToString, reason: impl Into<Reason>) -> Self {
        Self::Refused { place: place.to_string(), reason: Box::new(reason.into()) }
    }
}

/// The rule that a value in a file breaks.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// No JSON, or not the JSON that belongs here; with line and column.
    #[error("{message}")]
    Structure {
        /// What was expected and found.
        message: String,
    },
    /// The file has no content.
    #[error("the file is empty")]
    EmptyFile,
    /// The file is no UTF-8.
    #[error("line {line} is not UTF-8 text")]
    NotUtf8 {
        /// Counted from 1.
        line: usize,
    },
    /// A text that no book needs.
    #[error("line {line} holds a text of more than {bytes_max} bytes")]
    HugeText {
        /// Counted from 1.
        line: usize,
        /// The limit.
        bytes_max: usize,
    },
    /// No decimal number.
    #[error("\"{text}\" is not a decimal number")]
    Decimal {
        /// What was found.
        text: String,
    },
    /// More digits than can be counted exactly.
    #[error("\"{text}\" has more digits than any number of a book")]
    Digits {
        /// What was found.
        text: String,
    },
    /// No date.
    #[error("\"{text}\" is not a date of the form YYYY-MM-DD")]
    Date {
        /// What was found.
        text: String,
    },
    /// No instant.
    #[error("\"{text}\" is not an instant of the form YYYY-MM-DDThh:mm:ssZ")]
    Instant {
        /// What was found.
        text: String,
    },
    /// A word that is not among those allowed.
    #[error("{message}")]
    Word {
        /// Which word of what kind.
        message: String,
    },
    /// Beyond a limit of SPEC 2.5.
    #[error(transparent)]
    Bounds(#[from] OutOfBounds),
    /// An amount that cannot be.
    #[error(transparent)]
    Money(#[from] MoneyError),
    /// A tax set-up that does not hold together.
    #[error(transparent)]
    Tax(#[from] TaxError),
    /// One half of a tax set-up.
    #[error("a tax percent needs a tax category, and a category its percent")]
    HalfTax,
    /// A list of customers that does not hold together.
    #[error(transparent)]
    Customers(#[from] CustomerSplitError),
    /// A frequency that does not hold together.
    #[error(transparent)]
    Frequency(#[from] FrequencyError),
    /// A run without a day, or with two.
    #[error("a run has either a weekday or a day of the month")]
    RunDay,
    /// Milestones that do not add up.
    #[error(transparent)]
    Milestones(#[from] MilestonesDoNotAddUp),
    /// A reference to nothing.
    #[error("there is no {kind} \"{id}\"")]
    Missing {
        /// What was looked for.
        kind: &'static str,
        /// Its id.
        id: String,
    },
    /// An id that stands twice in the file.
    #[error("the id \"{id}\" is in the file twice")]
    Twice {
        /// The id.
        id: String,
    },
    /// An id that the book has.
    #[error("the book already has the id \"{id}\"")]
    Present {
        /// The id.
        id: String,
    },
    /// An id of what a person deleted.
    #[error("\"{id}\" was deleted in the book, and its id is not given again by a file")]
    Deleted {
        /// The id.
        id: String,
    },
    /// A class that stands twice in a list.
    #[error("\"{word}\" is in the list twice")]
    WordTwice {
        /// The word.
        word: String,
    },
    /// A second date row of a line.
    #[error("the line has a row on {date} already")]
    RowTwice {
        /// Its run date.
        date: chrono::NaiveDate,
    },
    /// A schedule where milestones belong.
    #[error("a fixed-price line has milestones, not an invoice schedule")]
    ScheduleOnFixedPrice,
    /// Milestones where a schedule belongs.
    #[error("a time-and-material line has an invoice schedule, not milestones")]
    MilestonesOnTimeAndMaterial,
    /// A class that the line does not bill.
    #[error("{id}: contract line \"{line}\" does not include the class {class}")]
    ClassNotIncluded {
        /// The transaction.
        id: String,
        /// The line.
        line: String,
        /// Its class.
        class: &'static str,
    },
    /// SPEC 5.4.
    #[error("a not-to-exceed limit cannot be below zero")]
    NegativeLimit,
    /// SPEC 5.4.
    #[error("{why}")]
    LimitPassed {
        /// Which limit, with its numbers.
        why: String,
    },
    /// A new book without a company.
    #[error("a new book needs a company: who issues the invoices")]
    CompanyMissing,
    /// A batch job was started, and something of its start is not said.
    #[error("a batch job with a workflow needs it")]
    StartMissing,
    /// What was counted, and not when.
    #[error("what was counted needs the time of the count")]
    CountMissing,
    /// No time of day.
    #[error("\"{text}\" is not a time of day, such as 06:30")]
    TimeOfDay {
        /// What was found.
        text: String,
    },
    /// Another company or time zone than the book has.
    #[error("the book has another {what} already")]
    Differs {
        /// Company or time zone.
        what: &'static str,
    },
    /// A time zone that nobody knows.
    #[error("\"{name}\" is not a time zone of the IANA database")]
    TimeZone {
        /// What was found.
        name: String,
    },
    /// A country code that is none.
    #[error("\"{text}\" is not a country code of two capital letters")]
    Country {
        /// What was found.
        text: String,
    },
    /// Too many entries in a list, or too few.
    #[error("the list has {length} entries, {allowed} can be")]
    Length {
        /// How many there are.
        length: usize,
        /// How many there may be.
        allowed: &'static str,
    },
    /// A number outside its range.
    #[error("{number} is not between {min} and {max}")]
    Range {
        /// What was found.
        number: u64,
        /// Least.
        min: u64,
        /// Most.
        max: u64,
    },
    /// A line break where none can be.
    #[error("the text holds a line break")]
    LineBreak,
    /// What has happened, for a book where something has happened.
    #[error("what has happened can be taken into a new book only")]
    StateOfOldBook,
    /// A part of the state that this version does not know.
    #[error("this version cannot restore this yet, so a book that has it is refused")]
    NotRestored,
    /// A billing status that can only be restored.
    #[error("the file has no such share of \"{id}\"")]
    NoShare {
        /// Transaction or milestone.
        id: String,
    },
    /// A share whose status is stated twice.
    #[error("the share is in the list twice")]
    ShareTwice,
    /// A percentage without an amount, or the other way round.
    #[error("a share that was split otherwise needs its percentage and its amount")]
    HalfPart,
    /// No id of an invoice.
    #[error("\"{text}\" is not the id of an invoice")]
    InvoiceId {
        /// What was found.
        text: String,
    },
    /// An entry of the history of two contracts.
    #[error("an entry of the history is about one contract or one deleted contract, not both")]
    TwoContracts,
    /// Neither a transaction nor a milestone, or both.
    #[error("either a transaction or a milestone is needed here")]
    OneItem,
    /// The book has it, or it does not fit.
    #[error("the book refuses \"{id}\": it is there already or does not fit")]
    BookRefuses {
        /// What was to be written.
        id: String,
    },
    /// A restored book that does not add up.
    #[error("{violation}")]
    Violation {
        /// As `check` says it.
        violation: String,
    },
}

/// Why a book was not exported.
#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    /// The book could not be read.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The place it was written to failed.
    #[error("the export could not be written")]
    Output(#[from] std::io::Error),
    /// The book holds a currency that is none.
    #[error("the book holds \"{value}\" where a currency must be")]
    Unreadable {
        /// What was found.
        value: String,
    },
    /// The book holds a row that points nowhere.
    #[error("the book holds no {kind} number {id}")]
    Missing {
        /// What was looked for.
        kind: &'static str,
        /// Its row number.
        id: i64,
    },
}

impl From<serde_json::Error> for ExportError {
    fn from(error: serde_json::Error) -> Self {
        Self::Output(error.into())
    }
}
