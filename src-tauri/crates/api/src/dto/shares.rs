//! Shares: listed, marked, explained.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Amount, BillingStatus, BillingType, ReasonCode};

received!(/// Which shares of a contract to list.
ShareQuery {
    /// The contract's id.
    contract: String,
    /// Only shares in this status.
    billing_status: Option<BillingStatus>,
    /// Rows to leave out at the start.
    offset: u32,
    /// Rows to return, at most 500.
    limit: u32,
});

sent!(/// A page of shares, newest first.
SharePage {
    /// How many fit the query.
    total: u32,
    /// The page.
    rows: Vec<ShareRow>,
});

sent!(/// A share in a list.
ShareRow {
    /// The author's id of the transaction or milestone.
    id: String,
    /// `time`, `expense`, `material`, `fee` or `milestone`.
    class: String,
    /// Its date.
    date: NaiveDate,
    /// The contract line's id.
    contract_line: String,
    /// The contract line's name.
    contract_line_name: String,
    /// Description, or the milestone's name.
    description: String,
    /// Name of the resource.
    resource: Option<String>,
    /// The customer's id.
    customer: String,
    /// The customer's name.
    customer_name: String,
    /// The whole quantity.
    quantity: String,
    /// Its unit.
    unit: String,
    /// Price of one unit.
    unit_price: String,
    /// The customer's percentage.
    percent: String,
    /// The share's amount.
    amount: Amount,
    /// Billing type.
    billing_type: BillingType,
    /// Billing status.
    billing_status: BillingStatus,
    /// The invoice it is on.
    invoice: Option<String>,
});

/// Names one share: a customer's part of a transaction or milestone.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(deny_unknown_fields)]
pub struct ShareName {
    /// Id of the transaction or milestone.
    pub id: String,
    /// The customer's id.
    pub customer: String,
}

received!(/// Marks shares, all of them or none.
MarkRequest {
    /// 1 to 10,000 of them.
    shares: Vec<ShareName>,
    /// `ready_to_invoice` or `not_ready`.
    billing_status: BillingStatus,
});

sent!(/// Why the shares of a transaction or milestone are where they are, and what comes next.
Explanation {
    /// The id that was asked about.
    id: String,
    /// One per share.
    shares: Vec<ShareExplanation>,
});

sent!(/// Why one share is where it is.
ShareExplanation {
    /// The customer's id.
    customer: String,
    /// Its status.
    billing_status: BillingStatus,
    /// The rule.
    code: ReasonCode,
    /// The same as a sentence for a clerk.
    text: String,
    /// The run that will take it.
    next_run_date: Option<NaiveDate>,
    /// Where no run to come takes it: the first missed run date whose run would.
    missed_run_date: Option<NaiveDate>,
});

sent!(/// Where a transaction or milestone came from and where its shares went.
Trace {
    /// The author's id.
    id: String,
    /// `time`, `expense`, `material`, `fee` or `milestone`.
    class: String,
    /// Its date.
    date: NaiveDate,
    /// Description or name.
    description: String,
    /// The contract's id.
    contract: String,
    /// The contract's name.
    contract_name: String,
    /// The contract line's name.
    contract_line_name: String,
    /// Name of the resource.
    resource: Option<String>,
    /// The whole amount before it was split.
    amount: Amount,
    /// One per share, in the order of the line's customers.
    shares: Vec<TracedShare>,
});

sent!(/// Where one share is.
TracedShare {
    /// The customer's id.
    customer: String,
    /// The customer's name.
    customer_name: String,
    /// Decimal string.
    percent: String,
    /// The share's amount.
    amount: Amount,
    /// Whether the odd cent is in it: the amount is not the percentage of the whole, rounded.
    has_odd_cent: bool,
    /// Its status.
    billing_status: BillingStatus,
    /// The invoice it is on.
    invoice: Option<String>,
    /// The date that invoice carries.
    invoice_date: Option<NaiveDate>,
    /// How it came to be ready; none while it is not.
    ready: Option<MarkedReady>,
});

sent!(/// How a share came to be ready to invoice.
MarkedReady {
    /// What made it ready last.
    by: ReadyBy,
    /// When; none where it came so.
    at: Option<DateTime<Utc>>,
});

/// What makes a share ready to invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ReadyBy {
    /// It was marked, alone or among others that were named.
    Hand,
    /// It was marked with all that a filter let through.
    Filter,
    /// It was ready in the file that it was imported from.
    Import,
}
