//! The open book.

use chrono::NaiveDate;
use serde::Serialize;

sent!(/// The open book.
BookHeader {
    /// File name without its ending.
    name: String,
    /// The folder, for reading only.
    place: String,
    /// The company that issues the invoices.
    company_name: String,
    /// IANA name.
    time_zone: String,
    /// The civil date in the book's time zone.
    today: NaiveDate,
    /// Whether nothing can be written, and why.
    read_only: Option<String>,
    /// What speaks against keeping a book in this folder, as a sentence.
    place_risk: Option<String>,
    /// For the navigation.
    counts: BookCounts,
});

sent!(/// How much of everything there is.
BookCounts {
    /// Project contracts.
    contracts: u32,
    /// Shares on no invoice.
    backlog: u32,
    /// Invoices in draft or in review.
    drafts: u32,
    /// Process runs.
    process_runs: u32,
});
