//! The stranded-revenue radar: work that nothing will bill unless somebody acts.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Amount, ShareName};

/// Why money is stranded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum StrandedKind {
    /// Ready, and of the run dates only one that was missed would take it (SPEC 6.7).
    MissedRunDate,
    /// Ready, but no open row of its line takes it, not even a missed one, and its contract is active.
    NoLaterRunDate,
    /// Not ready, and once it is, only the run of a missed date would take it.
    NotReadyMissed,
    /// Not ready, and no row takes it: dated after the last cut-off of its line, say.
    AfterLastCutOff,
    /// A milestone is past its date and not ready.
    MilestoneMissed,
    /// The schedule of an active line ends before the contract's delivery date.
    ScheduleEndsEarly,
    /// A line has no schedule.
    LineNotSetUp,
    /// A chargeable transaction has a price of zero.
    NoPrice,
    /// A draft is older than the age asked for.
    StaleDraft,
    /// Ready work of a contract that is not active.
    ContractNotActive,
}

sent!(/// All that is stranded for one reason.
StrandedGroup {
    /// Why.
    kind: StrandedKind,
    /// How many shares, lines or drafts.
    count: u32,
    /// Chargeable amounts, one per currency.
    amounts: Vec<Amount>,
    /// The first hundred contracts of it, by contract.
    rows: Vec<StrandedRow>,
});

sent!(/// What is stranded of one contract, line or draft.
StrandedRow {
    /// The contract's id.
    contract: String,
    /// The contract's name.
    contract_name: String,
    /// The line's id, where it is about one.
    contract_line: Option<String>,
    /// The line's name.
    contract_line_name: Option<String>,
    /// The milestone, by name, or the customer of a draft.
    what: Option<String>,
    /// The milestone's shares, so that they can be marked.
    shares: Vec<ShareName>,
    /// The draft.
    invoice: Option<String>,
    /// The missed run date whose run would take it (SPEC 6.7).
    missed_run_date: Option<NaiveDate>,
    /// How many shares.
    count: u32,
    /// Chargeable amounts, one per currency.
    amounts: Vec<Amount>,
    /// The earliest date of the work, the milestone's or draft's date, or the last run date of a schedule.
    since: Option<NaiveDate>,
    /// What is wrong, as a sentence with its dates.
    reason: String,
});

sent!(/// The radar.
Radar {
    /// How many rows there are in all groups, for the badge.
    count: u32,
    /// One per reason, those with most to act on first.
    groups: Vec<StrandedGroup>,
});
