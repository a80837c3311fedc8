//! Reasons: why something was passed over by a run, and why a share is where it is.

use chrono::NaiveDate;

use crate::{
    ids::{ContractLineId, ScheduleRowId, ShareId},
    words::words,
};

words! {
    /// The rule that decided. Stored, sent, and shown as words.
    ReasonCode, "reason", {
        /// Nobody has marked it ready to invoice.
        NotReady = "not_ready",
        /// A not-to-exceed limit stops it from being marked ready (SPEC 5.4).
        StoppedByLimit = "stopped_by_limit",
        /// Dated after the cut-off of the run; a later run takes it.
        AfterCutOff = "after_cut_off",
        /// Within the cut-off but dated after the run date itself (SPEC 4.3).
        AfterRunDate = "after_run_date",
        /// No schedule row of its line, or milestone row, calls out the date; a later one does.
        LaterRunDate = "later_run_date",
        /// No run that is still to come will take it.
        NoLaterRunDate = "no_later_run_date",
        /// The line has no schedule (SPEC 4.13).
        LineNotSetUp = "line_not_set_up",
        /// The line does not include the transaction's class.
        ClassNotIncluded = "class_not_included",
        /// The contract is a draft or closed (SPEC 4.14).
        ContractNotActive = "contract_not_active",
        /// The contract failed and is tried again by every later run (SPEC 4.10, 4.11).
        ContractParked = "contract_parked",
        /// A stored value of the contract does not read, and no row of it was due.
        ContractUnreadable = "contract_unreadable",
        /// The row's line brought nothing to a draft (SPEC 4.7).
        NothingToInvoice = "nothing_to_invoice",
        /// The customer has nothing chargeable to go with it, so there is no invoice to list it on (SPEC 4.8).
        NothingChargeable = "nothing_chargeable",
        /// The row has been run before (SPEC 4.11); what has become ready since waits for a later one.
        AlreadyRun = "already_run",
        /// A person decided not to run the row.
        RowSkipped = "row_skipped",
        /// A milestone that is not ready and whose date has passed (SPEC 4.5).
        MilestoneMissed = "milestone_missed",
        /// A transaction on a fixed-price line: its milestones are billed instead.
        FixedPriceLine = "fixed_price_line",
        /// The run of the date asked about takes it.
        Due = "due",
        /// On a draft.
        OnDraft = "on_draft",
        /// On a confirmed invoice.
        Invoiced = "invoiced",
    }
}

/// A reason with the dates that a sentence about it needs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reason {
    /// The rule.
    pub code: ReasonCode,
    /// The cut-off that was missed, where one was.
    pub cut_off_date: Option<NaiveDate>,
    /// The run that takes it, or for a share that is not ready the run that would.
    pub next_run_date: Option<NaiveDate>,
}

impl Reason {
    /// A reason without dates.
    #[must_use]
    pub fn plain(code: ReasonCode) -> Self {
        Self { code, cut_off_date: None, next_run_date: None }
    }
}

/// One thing that a run passed over: a line, one of its rows, or a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PassedOver {
    /// The contract line.
    pub contract_line: ContractLineId,
    /// The row, or the row of the share's line on that date, with its run date.
    pub row: Option<(ScheduleRowId, NaiveDate)>,
    /// The share, where it is about one.
    pub share: Option<ShareId>,
    /// Why.
    pub reason: Reason,
}
