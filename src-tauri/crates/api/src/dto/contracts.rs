//! Project contracts with their lines and schedules.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{BillingMethod, BillingStatus, ContractStatus, InvoiceRow, RunStatus};

received!(/// Which contracts to list.
ContractQuery {
    /// Only these; all where none is named.
    status: Option<ContractStatus>,
    /// Only contracts with this trouble.
    trouble: Option<ContractTrouble>,
    /// Only contracts in this currency, ISO 4217.
    currency: Option<String>,
    /// Part of a name, an id or a customer's name; empty for all.
    search: String,
    /// In which order.
    sort: ContractSort,
    /// The other way round.
    descending: bool,
    /// Rows to leave out at the start.
    offset: u32,
    /// Rows to return, at most 500.
    limit: u32,
});

/// What contracts are sorted by; ties go by name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ContractSort {
    /// Name.
    Name,
    /// The primary customer's name.
    Customer,
    /// The first date that was missed or is to come; contracts without one come last.
    NextRunDate,
}

sent!(/// A page of contracts.
ContractPage {
    /// How many contracts there are in each status, whatever is searched for.
    counts: ContractCounts,
    /// How many fit the query.
    total: u32,
    /// The page.
    rows: Vec<ContractRow>,
    /// Sums over all that fit the query, one per currency, by code.
    totals: Vec<MoneyParts>,
});

sent!(/// How many contracts there are.
ContractCounts {
    /// All of them.
    all: u32,
    /// In draft.
    draft: u32,
    /// Active.
    active: u32,
    /// Closed.
    closed: u32,
});

sent!(/// Where the money of a contract, or of several in one currency, stands. Decimal strings; chargeable only.
MoneyParts {
    /// ISO 4217.
    currency: String,
    /// On confirmed invoices.
    invoiced: String,
    /// On drafts.
    on_draft: String,
    /// Ready to invoice.
    ready: String,
    /// Not ready.
    not_ready: String,
    /// All four together.
    sum: String,
    /// The four parts in thousandths of their sum of magnitudes, for drawing: invoiced, on a draft, ready, not ready.
    parts_per_mille: Vec<u16>,
});

sent!(/// A contract in a list.
ContractRow {
    /// The author's id.
    id: String,
    /// Name.
    name: String,
    /// Status.
    status: ContractStatus,
    /// The primary customer's name.
    customer_name: String,
    /// How many more customers there are.
    more_customers: u32,
    /// Its money.
    money: MoneyParts,
    /// The next run date from today on.
    next_run_date: Option<NaiveDate>,
    /// The first run date before today that was not run (SPEC 6.7).
    missed_run_date: Option<NaiveDate>,
    /// What is wrong with it: lines not set up, milestones that do not add up, rows that failed.
    trouble: Vec<ContractTrouble>,
});

/// What is wrong with a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ContractTrouble {
    /// A line has no schedule (SPEC 4.13).
    LineNotSetUp,
    /// A row failed: the contract is parked (SPEC 4.10).
    Parked,
    /// Milestones do not add up to the contracted amount (SPEC 3.10).
    MilestonesDoNotAddUp,
    /// A run date has passed and was not run (SPEC 6.7).
    MissedRunDate,
}

sent!(/// A contract, whole.
ContractDetail {
    /// The author's id.
    id: String,
    /// Name.
    name: String,
    /// Status.
    status: ContractStatus,
    /// ISO 4217.
    currency: String,
    /// Last day of the schedules.
    delivery_date: Option<NaiveDate>,
    /// Its money.
    money: MoneyParts,
    /// Its customers, the primary one first.
    customers: Vec<CustomerSplitRow>,
    /// Its lines in their order.
    lines: Vec<ContractLineDetail>,
    /// Schedule rows of all lines by run date, then by line.
    schedule: Vec<ScheduleRowView>,
    /// Invoices of the contract, newest first, at most 200.
    invoices: Vec<InvoiceRow>,
    /// How many invoices it has.
    invoice_count: u32,
    /// How many shares its transactions and milestones have.
    shares: u32,
});

sent!(/// A customer of a contract or line.
CustomerSplitRow {
    /// The author's id.
    customer: String,
    /// Name.
    name: String,
    /// Decimal string.
    percent: String,
    /// Whether this one takes rounding differences.
    rounding: bool,
});

sent!(/// A contract line.
ContractLineDetail {
    /// The author's id.
    id: String,
    /// Name.
    name: String,
    /// Billing method.
    billing_method: BillingMethod,
    /// `time`, `expense`, `material`, `fee`.
    transaction_classes: Vec<String>,
    /// Fixed-price lines.
    contracted_amount: Option<String>,
    /// Name of the invoice frequency, if it has one.
    invoice_frequency: Option<String>,
    /// First day of billing.
    billing_start: Option<NaiveDate>,
    /// `S 25`, as category and percent.
    tax: Option<String>,
    /// Who pays.
    customers: Vec<CustomerSplitRow>,
    /// How many schedule rows it has.
    schedule_rows: u32,
    /// Invoiced and on drafts, chargeable.
    invoiced_and_on_draft: String,
    /// What the next run would take of it as things stand; none where it has no open row from today on.
    next: Option<NextTake>,
    /// What the run of its first missed date would take of it; none where it has missed none (SPEC 6.7).
    missed: Option<NextTake>,
    /// What is wrong with it, as a sentence.
    trouble: Option<String>,
});

sent!(/// What one run of a line would take.
NextTake {
    /// Its run date.
    run_date: NaiveDate,
    /// Its cut-off date; none for a milestone.
    cut_off_date: Option<NaiveDate>,
    /// How many ready shares.
    count: u32,
    /// Ready and chargeable.
    ready: String,
    /// Within its reach but not marked ready, chargeable.
    not_ready: String,
});

sent!(/// A schedule row.
ScheduleRowView {
    /// The line's id.
    contract_line: String,
    /// The line's name.
    contract_line_name: String,
    /// Invoice run date.
    run_date: NaiveDate,
    /// Transaction cut-off date; none for a milestone.
    cut_off_date: Option<NaiveDate>,
    /// The milestone, if it is one.
    milestone: Option<MilestoneView>,
    /// Run status.
    run_status: RunStatus,
    /// Whether its date has passed and it was not run (SPEC 6.7).
    is_missed: bool,
    /// Why it failed or created nothing.
    reason: Option<String>,
    /// Ready work that this row would take as things stand, chargeable; none where it has run.
    expected: Option<String>,
});

sent!(/// A milestone.
MilestoneView {
    /// The author's id.
    id: String,
    /// Name.
    name: String,
    /// Milestone date.
    date: NaiveDate,
    /// Its amount.
    amount: String,
    /// The lowest status among its shares.
    billing_status: BillingStatus,
});
