//! Home: what needs a person today, and what comes next.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Amount, MoneyParts, ProcessRunRow, ProofRow, ShareName};

/// A matter that needs a person.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum MatterKind {
    /// Drafts that wait for review.
    DraftsToReview,
    /// Drafts older than seven days.
    StaleDrafts,
    /// A contract is parked (SPEC 4.10).
    ContractParked,
    /// A run date has passed and was not run (SPEC 6.7).
    MissedRunDate,
    /// A milestone is past its date and not ready (SPEC 4.5).
    MilestoneNotReady,
    /// A milestone comes within fourteen days and is not ready.
    MilestoneSoon,
    /// A contract line has no schedule (SPEC 4.13).
    LineNotSetUp,
}

sent!(/// One matter that needs a person.
Matter {
    /// What it is.
    kind: MatterKind,
    /// How many drafts, contracts, shares it is about.
    count: u32,
    /// The contract, where it is about one.
    contract: Option<String>,
    /// The contract's name.
    contract_name: Option<String>,
    /// The milestone or line it is about.
    what: Option<String>,
    /// The milestone's id, where it is about one.
    id: Option<String>,
    /// Its shares that are not ready, where it is about a milestone: what marking it ready marks.
    shares: Vec<ShareName>,
    /// Why it is stuck, as a sentence, where something went wrong.
    reason: Option<String>,
    /// Chargeable amounts, one per currency.
    amounts: Vec<Amount>,
    /// Of a missed run date: what of that no run to come takes.
    waiting: Vec<Amount>,
    /// Since when, or until when.
    date: Option<NaiveDate>,
});

sent!(/// What a future run date would bring as things stand.
AgendaDate {
    /// The run date; none for work that no run to come takes.
    date: Option<NaiveDate>,
    /// Whether that work waits for a missed run date, whose run would take it (SPEC 6.7).
    waits_for_missed: bool,
    /// How many contracts have a row.
    contracts: u32,
    /// Names of the first three contracts that would bring something.
    contract_names: Vec<String>,
    /// How many drafts would be created.
    drafts: u32,
    /// Ready and chargeable, one per currency.
    expected: Vec<Amount>,
    /// Due on the date but not marked ready, chargeable, one per currency.
    not_ready: Vec<Amount>,
});

sent!(/// What was billed in a month, in one currency.
BilledMonth {
    /// First day of the month.
    month: NaiveDate,
    /// ISO 4217.
    currency: String,
    /// Net of confirmed and paid invoices.
    confirmed: String,
    /// Net of drafts and invoices in review.
    on_draft: String,
    /// Both together.
    sum: String,
    /// Both in thousandths of the currency's highest month, for drawing: confirmed, on drafts.
    parts_per_mille: Vec<u16>,
});

sent!(/// Home.
HomeView {
    /// Today in the book's time zone.
    today: NaiveDate,
    /// What needs a person: drafts first, then what is stuck, then what comes due.
    matters: Vec<Matter>,
    /// How many matters of each kind are not listed, beyond the first ten.
    more: u32,
    /// The last process run.
    last_run: Option<ProcessRunRow>,
    /// Its proof, without the reasons of what was left out.
    last_proof: Vec<ProofRow>,
    /// The next seven run dates from today on, then what waits for missed dates, last what has no date.
    agenda: Vec<AgendaDate>,
    /// Where the money stands, one per currency.
    money: Vec<MoneyParts>,
    /// The last twelve months in which something was billed, per currency, by month.
    billed: Vec<BilledMonth>,
});
