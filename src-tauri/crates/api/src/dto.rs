//! What crosses the boundary: plain data for the window, typed once here and generated for TypeScript.
//!
//! Amounts, quantities, percentages and ids are strings, so that nothing on the other side computes with
//! them; dates are ISO 8601. Ids of contracts, lines, customers, transactions and milestones are the
//! author's own; ids of invoices are the program's.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

/// Declares a word of the domain as the window sees it, with its translation from the engine's enum.
macro_rules! mirrored {
    ($(#[$meta:meta])* $name:ident = $engine:path { $($variant:ident),+ $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
        #[cfg_attr(feature = "bindings", derive(specta::Type))]
        #[serde(rename_all = "snake_case")]
        #[allow(missing_docs, reason = "each variant is documented on the engine's enum")]
        pub enum $name { $($variant),+ }

        impl From<$engine> for $name {
            fn from(value: $engine) -> Self {
                match value { $(<$engine>::$variant => Self::$variant),+ }
            }
        }

        impl From<$name> for $engine {
            fn from(value: $name) -> Self {
                match value { $($name::$variant => Self::$variant),+ }
            }
        }
    };
}

mirrored!(/// How a contract line is billed.
    BillingMethod = proforma_engine::contract::BillingMethod { FixedPrice, TimeAndMaterial });
mirrored!(/// Where a project contract stands.
    ContractStatus = proforma_engine::contract::ContractStatus { Draft, Active, Closed });
mirrored!(/// How far a share is on its way to the customer.
    BillingStatus = proforma_engine::share::BillingStatus { NotReady, ReadyToInvoice, InvoiceCreated, InvoicePosted });
mirrored!(/// Whether the customer pays for a share.
    BillingType = proforma_engine::share::BillingType { Chargeable, NonChargeable, Complimentary });
mirrored!(/// Where a proforma invoice stands.
    InvoiceStatus = proforma_engine::invoice::InvoiceStatus { Draft, InReview, Confirmed, Paid });
mirrored!(/// What has become of a schedule row.
    RunStatus = proforma_engine::schedule::RunStatus { NotRun, RunSuccessful, RunFailed, Skipped });
mirrored!(/// Why something was passed over, or why a share is where it is.
ReasonCode = proforma_engine::passed_over::ReasonCode {
    NotReady, AfterCutOff, AfterRunDate, LaterRunDate, NoLaterRunDate, LineNotSetUp, ClassNotIncluded,
    ContractNotActive, ContractParked, NothingToInvoice, NothingChargeable, AlreadyRun, RowSkipped,
    MilestoneMissed, FixedPriceLine, Due, OnDraft, Invoiced,
});

/// A struct that is sent to the window.
macro_rules! sent {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Serialize)]
        #[cfg_attr(feature = "bindings", derive(specta::Type))]
        pub struct $name { $($(#[$field_meta])* pub $field: $type),* }
    };
}

/// A struct that the window sends.
macro_rules! received {
    ($(#[$meta:meta])* $name:ident { $($(#[$field_meta:meta])* $field:ident: $type:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Deserialize)]
        #[cfg_attr(feature = "bindings", derive(specta::Type))]
        #[serde(deny_unknown_fields)]
        pub struct $name { $($(#[$field_meta])* pub $field: $type),* }
    };
}

sent!(/// An amount in its currency, both as they are printed in JSON.
Amount {
    /// Decimal string with the currency's decimals, `-` before a negative one.
    amount: String,
    /// ISO 4217.
    currency: String,
});

// ---------------------------------------------------------------- book

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

// ---------------------------------------------------------------- contracts

received!(/// Which contracts to list.
ContractQuery {
    /// Only these; all where none is named.
    status: Option<ContractStatus>,
    /// Part of a name, an id or a customer's name; empty for all.
    search: String,
    /// Rows to leave out at the start.
    offset: u32,
    /// Rows to return, at most 500.
    limit: u32,
});

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
    /// What is wrong with it: lines not set up, milestones that do not add up, rows that failed.
    trouble: Vec<ContractTrouble>,
});

/// What is wrong with a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ContractTrouble {
    /// A line has no schedule (SPEC 4.13).
    LineNotSetUp,
    /// A row failed: the contract is parked (SPEC 4.10).
    Parked,
    /// Milestones do not add up to the contracted amount (SPEC 3.10).
    MilestonesDoNotAddUp,
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
    /// How many transactions it has.
    transactions: u32,
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
    /// What is wrong with it, as a sentence.
    trouble: Option<String>,
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

// ---------------------------------------------------------------- shares

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

received!(/// Marks transactions or milestones.
MarkRequest {
    /// Ids of transactions or milestones, 1 to 10,000.
    ids: Vec<String>,
    /// Only this customer's shares.
    customer: Option<String>,
    /// `ready_to_invoice` or `not_ready`.
    billing_status: BillingStatus,
});

sent!(/// What marking did.
MarkResult {
    /// How many shares were in another status before.
    changed: u32,
    /// What they amount to, chargeable, one per currency.
    amounts: Vec<Amount>,
    /// The ids whose shares changed, so that it can be undone.
    ids: Vec<String>,
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
});

// ---------------------------------------------------------------- process runs

sent!(/// The nearest run dates around today.
RunCalendar {
    /// The first run date up to today that still has rows to run, since dates are run in order; else today.
    suggested_date: NaiveDate,
    /// Today in the book's time zone.
    today: NaiveDate,
    /// All dates with rows still to run, ascending, at most 400.
    run_dates: Vec<RunDateView>,
});

sent!(/// A date on which something is to run.
RunDateView {
    /// The date.
    date: NaiveDate,
    /// How many contracts have rows on it.
    contracts: u32,
});

sent!(/// What a run of a date would create.
RunPreview {
    /// The date.
    run_date: NaiveDate,
    /// Whether it may be run, and if not, why not.
    refused: Option<String>,
    /// How many contracts have rows on the date.
    contracts_due: u32,
    /// How many of them have nothing to invoice.
    nothing_due: u32,
    /// How many of them would be parked.
    parked: u32,
    /// The drafts, by contract and customer.
    drafts: Vec<DraftSummary>,
    /// Ready before = invoiced + left out, one per currency.
    proof: Vec<ProofRow>,
    /// What was passed over, by reason.
    passed_over: Vec<PassedOverGroup>,
    /// How long it took.
    elapsed_milliseconds: u32,
});

sent!(/// A draft, or a would-be draft, in a list.
DraftSummary {
    /// The invoice's id; none in a preview.
    invoice: Option<String>,
    /// The contract's id.
    contract: String,
    /// The contract's name.
    contract_name: String,
    /// The customer's id.
    customer: String,
    /// The customer's name.
    customer_name: String,
    /// The date it carries: an earlier one where a failed row was tried again.
    invoice_date: NaiveDate,
    /// How many lines it has.
    lines: u32,
    /// Its total.
    total: Amount,
});

sent!(/// The books of a run in one currency: ready before = invoiced + left out.
ProofRow {
    /// ISO 4217.
    currency: String,
    /// Chargeable and ready to invoice before the run.
    ready_before: String,
    /// Net of the drafts.
    invoiced: String,
    /// What stays ready.
    left_out: String,
    /// Whether it adds up.
    adds_up: bool,
    /// What the left out is made of, largest first.
    reasons: Vec<ProofReason>,
});

sent!(/// A part of what was left out.
ProofReason {
    /// Why.
    code: ReasonCode,
    /// How much.
    amount: String,
});

sent!(/// Everything that was passed over for one reason.
PassedOverGroup {
    /// Why.
    code: ReasonCode,
    /// How many.
    count: u32,
    /// Chargeable amounts, one per currency; none where nothing was ready.
    amounts: Vec<Amount>,
    /// The first of them, at most 50.
    examples: Vec<PassedOverRow>,
});

sent!(/// One thing that was passed over.
PassedOverRow {
    /// The contract's id.
    contract: String,
    /// The contract's name.
    contract_name: String,
    /// The line's id.
    contract_line: Option<String>,
    /// The line's name.
    contract_line_name: Option<String>,
    /// Run date of the schedule row, where it is about one.
    schedule_row: Option<NaiveDate>,
    /// Transaction or milestone, where it is about one.
    id: Option<String>,
    /// Its description or name.
    description: Option<String>,
    /// Its date.
    date: Option<NaiveDate>,
    /// The customer's id.
    customer: Option<String>,
    /// The share's amount.
    amount: Option<Amount>,
    /// Why, as a sentence.
    reason: String,
    /// The run that will take it.
    next_run_date: Option<NaiveDate>,
});

/// How a process run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ProcessRunStatus {
    /// Still going, or cut off without a word.
    Running,
    /// Everything due was handled.
    Completed,
    /// Some contract is parked.
    CompletedWithFailures,
    /// It stopped between two contracts.
    Interrupted,
}

sent!(/// A process run, as it ended.
RunResult {
    /// The date.
    run_date: NaiveDate,
    /// How it ended.
    status: ProcessRunStatus,
    /// How often the date was run.
    attempts: u32,
    /// When the last attempt began.
    started_at: DateTime<Utc>,
    /// When it ended.
    ended_at: Option<DateTime<Utc>>,
    /// Drafts that stand from this date's runs.
    drafts: Vec<DraftSummary>,
    /// The books of the last attempt.
    proof: Vec<ProofRow>,
    /// What was passed over, by reason.
    passed_over: Vec<PassedOverGroup>,
    /// Contracts that are parked, with their reason.
    parked: Vec<PassedOverRow>,
});

sent!(/// A process run in a list.
ProcessRunRow {
    /// The date.
    run_date: NaiveDate,
    /// How it ended.
    status: ProcessRunStatus,
    /// When the last attempt began.
    started_at: DateTime<Utc>,
    /// How often the date was run.
    attempts: u32,
    /// Drafts created.
    drafts: u32,
    /// Contracts parked.
    parked: u32,
});

// ---------------------------------------------------------------- invoices

received!(/// Which invoices to list.
InvoiceQuery {
    /// Only these; all where none is named.
    status: Option<InvoiceStatus>,
    /// Part of a number, a customer's or contract's name or id, or an amount; empty for all.
    search: String,
    /// Rows to leave out at the start.
    offset: u32,
    /// Rows to return, at most 500.
    limit: u32,
});

sent!(/// A page of invoices, newest first.
InvoicePage {
    /// How many there are in each status, whatever is searched for.
    counts: InvoiceCounts,
    /// How many fit the query.
    total: u32,
    /// The page.
    rows: Vec<InvoiceRow>,
    /// Sums over all that fit the query, one per currency.
    totals: Vec<Amount>,
});

sent!(/// How many invoices there are.
InvoiceCounts {
    /// All of them.
    all: u32,
    /// Drafts.
    draft: u32,
    /// In review.
    in_review: u32,
    /// Confirmed.
    confirmed: u32,
    /// Paid.
    paid: u32,
});

sent!(/// An invoice in a list.
InvoiceRow {
    /// The program's id.
    id: String,
    /// The legal number; none before confirmation.
    number: Option<String>,
    /// Status.
    status: InvoiceStatus,
    /// The customer's name.
    customer_name: String,
    /// The contract's id.
    contract: String,
    /// The contract's name.
    contract_name: String,
    /// Invoice date.
    invoice_date: NaiveDate,
    /// Its total.
    total: Amount,
});

sent!(/// An invoice or would-be draft, whole, for the window.
InvoiceDetail {
    /// The program's id; none in a preview.
    id: Option<String>,
    /// The legal number; none before confirmation.
    number: Option<String>,
    /// Status.
    status: InvoiceStatus,
    /// The contract's id.
    contract: String,
    /// The contract's name.
    contract_name: String,
    /// The customer's id.
    customer: String,
    /// The customer's name.
    customer_name: String,
    /// Invoice date.
    invoice_date: NaiveDate,
    /// The latest cut-off date among its rows.
    work_up_to: Option<NaiveDate>,
    /// ISO 4217.
    currency: String,
    /// Lines in the contract's order.
    lines: Vec<InvoiceLineView>,
    /// Taxes, one per category and rate.
    taxes: Vec<TaxView>,
    /// Net.
    subtotal: String,
    /// Tax.
    tax: String,
    /// Total.
    total: String,
    /// When it was created; none in a preview.
    created_at: Option<DateTime<Utc>>,
});

sent!(/// A line of an invoice.
InvoiceLineView {
    /// The contract line's id.
    contract_line: String,
    /// Its name.
    name: String,
    /// Its billing method.
    billing_method: BillingMethod,
    /// Sum of the chargeable details.
    amount: String,
    /// By date, then by id.
    details: Vec<InvoiceDetailView>,
});

sent!(/// A detail of an invoice line.
InvoiceDetailView {
    /// Id of the transaction or milestone.
    id: String,
    /// `time`, `expense`, `material`, `fee` or `milestone`.
    class: String,
    /// Its date.
    date: NaiveDate,
    /// Description, or the milestone's name.
    description: String,
    /// Name of the resource.
    resource: Option<String>,
    /// Billing type.
    billing_type: BillingType,
    /// The whole quantity.
    quantity: String,
    /// Its unit.
    unit: String,
    /// Price of one unit.
    unit_price: String,
    /// The customer's percentage.
    percent: String,
    /// The share's amount.
    amount: String,
});

sent!(/// The tax of one category and rate.
TaxView {
    /// Code of UNTDID 5305.
    category: String,
    /// Rate.
    percent: String,
    /// What is taxed.
    taxable: String,
    /// The tax.
    tax: String,
});

sent!(/// The pages of an invoice as they will print.
PrintedPages {
    /// One SVG document a page.
    pages: Vec<String>,
});
