//! The billing backlog: what is on no invoice yet, listed, filtered, marked all at once.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Amount, BillingStatus, BillingType, ShareName, ShareRow};

/// Which shares of the billing backlog; whatever is left out does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct BacklogFilter {
    /// `not_ready` or `ready_to_invoice`.
    pub billing_status: Option<BillingStatus>,
    /// Any of `time`, `expense`, `material`, `fee`, `milestone`; empty for all.
    pub classes: Vec<String>,
    /// Billing type.
    pub billing_type: Option<BillingType>,
    /// ISO 4217.
    pub currency: Option<String>,
    /// The contract's id.
    pub contract: Option<String>,
    /// The customer's id.
    pub customer: Option<String>,
    /// First date.
    pub from: Option<NaiveDate>,
    /// Last date.
    pub to: Option<NaiveDate>,
    /// Part of a description, id, contract, line, customer or resource; empty for all.
    pub search: String,
}

/// What the backlog is sorted by. Ties go by contract, line and date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum BacklogSort {
    /// The contract's name, then the line's.
    Contract,
    /// Date of the work, or of the milestone.
    Date,
    /// The customer's name.
    Customer,
    /// The share's amount.
    Amount,
    /// Billing status.
    BillingStatus,
}

received!(/// A page of the billing backlog.
BacklogQuery {
    /// Which shares.
    filter: BacklogFilter,
    /// In which order.
    sort: BacklogSort,
    /// The other way round.
    descending: bool,
    /// Rows to leave out at the start.
    offset: u32,
    /// Rows to return, at most 500.
    limit: u32,
});

sent!(/// The rows of one page.
BacklogPage {
    /// In the order asked for.
    rows: Vec<BacklogRow>,
});

sent!(/// A share of the billing backlog.
BacklogRow {
    /// The contract's id.
    contract: String,
    /// The contract's name.
    contract_name: String,
    /// The share.
    share: ShareRow,
});

sent!(/// Counts and sums of the billing backlog, over all that a filter lets through.
BacklogTotals {
    /// How many shares the filter lets through.
    total: u32,
    /// How many shares the backlog has.
    all: u32,
    /// Chargeable and ready, one per currency.
    ready: Vec<Amount>,
    /// Chargeable and not ready, one per currency.
    not_ready: Vec<Amount>,
});

received!(/// Shares that are chosen in a list.
ChosenShares {
    /// At most 10,000 of them.
    shares: Vec<ShareName>,
    /// Then all that this lets through are chosen, and those that are named are not.
    matching: Option<BacklogFilter>,
});

sent!(/// What chosen shares amount to.
ChosenSums {
    /// How many there are.
    count: u32,
    /// Chargeable, one per currency; none that comes to nothing.
    amounts: Vec<Amount>,
});

received!(/// Marks every share that a filter lets through, as far as no limit stops it.
MarkMatching {
    /// Which shares.
    filter: BacklogFilter,
    /// Shares that are left as they are, at most 10,000.
    except: Vec<ShareName>,
    /// `ready_to_invoice` or `not_ready`.
    billing_status: BillingStatus,
});

sent!(/// What not-to-exceed limits stopped from being marked (SPEC 5.4).
#[derive(Default)]
StoppedShares {
    /// How many shares.
    shares: u32,
    /// A sentence for each limit that stopped one of them, the first five.
    why: Vec<String>,
});

sent!(/// What was changed, and how to take it back.
#[derive(Default)]
Change {
    /// How many shares or drafts changed.
    changed: u32,
    /// What they amount to, chargeable, one per currency.
    amounts: Vec<Amount>,
    /// Takes it back with `undo`; none where nothing changed.
    undo: Option<String>,
    /// What limits stopped.
    stopped: StoppedShares,
});
