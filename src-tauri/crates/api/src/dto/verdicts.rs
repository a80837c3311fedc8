//! What became of every candidate of a process run.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Amount, ReasonCode};

/// What became of a candidate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum VerdictKind {
    /// It is on a draft or invoice of the run.
    Invoiced,
    /// It was passed over.
    PassedOver,
    /// Its row brought nothing.
    NothingDue,
    /// Its contract is parked.
    Parked,
}

received!(/// Verdicts of a process run.
VerdictQuery {
    /// The run date.
    run_date: NaiveDate,
    /// Only these; all where none is named.
    verdict: Option<VerdictKind>,
    /// Only what was passed over for this.
    code: Option<ReasonCode>,
    /// Only this contract's, by its id.
    contract: Option<String>,
    /// Part of a name, id or reason, or from three letters on of a description; empty for all.
    search: String,
    /// Rows to leave out at the start.
    offset: u32,
    /// Rows to return, at most 500.
    limit: u32,
});

sent!(/// A page of verdicts: parked contracts first, then by contract and line.
VerdictPage {
    /// How many there are of each kind, whatever is searched for: invoiced, passed over, nothing due, parked.
    counts: Vec<u32>,
    /// How many fit the query, or how many were found before the search was ended.
    total: u32,
    /// Whether more may fit than `total`: a search ends after some thousands.
    has_more: bool,
    /// The page.
    rows: Vec<VerdictRow>,
});

sent!(/// What the verdicts of a run can be narrowed to.
VerdictFacets {
    /// Why something was passed over, most first.
    reasons: Vec<VerdictReason>,
    /// The contracts that the run judged, parked ones first, then by name.
    contracts: Vec<VerdictContract>,
});

sent!(/// How many candidates were passed over for one reason.
VerdictReason {
    /// Why.
    code: ReasonCode,
    /// How many.
    count: u32,
});

sent!(/// How many candidates one contract had.
VerdictContract {
    /// The contract's id.
    contract: String,
    /// Its name.
    contract_name: String,
    /// How many there are of each kind: invoiced, passed over, nothing due, parked.
    counts: Vec<u32>,
});

sent!(/// What became of one candidate.
VerdictRow {
    /// What became of it.
    verdict: VerdictKind,
    /// The rule; none where it was invoiced.
    code: Option<ReasonCode>,
    /// The contract's id.
    contract: String,
    /// The contract's name.
    contract_name: String,
    /// The line's name.
    contract_line_name: String,
    /// Transaction or milestone; none where it is about a row.
    id: Option<String>,
    /// Its description or name.
    description: Option<String>,
    /// Its date, or the row's.
    date: Option<NaiveDate>,
    /// The customer's id.
    customer: Option<String>,
    /// The share's amount.
    amount: Option<Amount>,
    /// The invoice it is on.
    invoice: Option<String>,
    /// As a sentence.
    reason: String,
    /// The run that will take it.
    next_run_date: Option<NaiveDate>,
});
