//! Process runs: the calendar, the preview, the result.

use chrono::{DateTime, NaiveDate, Utc};
use serde::Serialize;

use super::{Amount, ReasonCode, VerdictKind};

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
    /// What the drafts are made of, as one short text: a run that is given it creates exactly these or nothing.
    fingerprint: String,
});

sent!(/// A contract that a run on its way has done.
DoneContract {
    /// Its place among those done, from 1 on.
    number: u32,
    /// The contract's id.
    contract: String,
    /// The contract's name.
    contract_name: String,
    /// What came of it: invoiced, nothing due or parked.
    verdict: VerdictKind,
    /// Names of the customers who have a draft.
    customers: Vec<String>,
    /// How many drafts were created.
    drafts: u32,
    /// What its drafts come to; of a parked one, what it has ready.
    amounts: Vec<Amount>,
    /// Why it has no draft, as a sentence.
    reason: Option<String>,
});

sent!(/// What a run that was asked for answers: its result, or what has changed since the preview.
RunAnswer {
    /// The result; none where nothing was run.
    result: Option<RunResult>,
    /// What differs from the preview; then nothing was written.
    difference: Option<RunDifference>,
});

sent!(/// How what a run would create now differs from what was previewed.
RunDifference {
    /// The fingerprint of what it would create now.
    fingerprint: String,
    /// Drafts that were not in the preview.
    added: Vec<DraftSummary>,
    /// Drafts that would not be created any more.
    gone: Vec<DraftSummary>,
    /// Drafts whose details differ.
    changed: Vec<ChangedDraft>,
});

sent!(/// A draft that differs from its preview.
ChangedDraft {
    /// As it was previewed.
    before: DraftSummary,
    /// As it would be created now.
    now: DraftSummary,
});

sent!(/// Drafts that a person made, or would make, whatever the schedules say (SPEC 7.6).
CreatedDrafts {
    /// The date up to which work is taken.
    through: NaiveDate,
    /// The drafts; without an id where nothing was written.
    drafts: Vec<DraftSummary>,
    /// Takes the creation back with `undo`; none where nothing was written.
    undo: Option<String>,
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
    /// Changes that people made to the book while the run went on; counted only where it does not add up.
    changed_meanwhile: u32,
    /// What the left out is made of, largest first.
    reasons: Vec<ProofReason>,
    /// What of it has no reason here: it was left in contracts that the run did not look into.
    elsewhere: Option<String>,
});

sent!(/// A part of what was left out.
ProofReason {
    /// Why.
    code: ReasonCode,
    /// How many shares; none are counted in a contract that does not read.
    count: u32,
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

/// Who asked for a run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum AskedFor {
    /// The batch job.
    BatchJob,
    /// A person at the window.
    Person,
    /// A command of the headless program.
    Headless,
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
    /// Why it stopped between two contracts, where it did.
    reason: Option<String>,
    /// Drafts that stand from this date's runs.
    drafts: Vec<DraftSummary>,
    /// The books of the last attempt.
    proof: Vec<ProofRow>,
    /// What was passed over, by reason.
    passed_over: Vec<PassedOverGroup>,
    /// Contracts that are parked, with their reason.
    parked: Vec<PassedOverRow>,
    /// How many contracts the last attempt parked.
    parked_contracts: u32,
    /// Who asked for the last attempt.
    asked_for: AskedFor,
    /// Whether it was made on a later day than its own.
    is_caught_up: bool,
    /// When its work was taken back.
    undone_at: Option<DateTime<Utc>>,
    /// Why it cannot be undone; none where it can.
    undo_refused: Option<String>,
});

sent!(/// A process run in a list.
ProcessRunRow {
    /// The date.
    run_date: NaiveDate,
    /// How it ended.
    status: ProcessRunStatus,
    /// When the last attempt began.
    started_at: DateTime<Utc>,
    /// When it ended.
    ended_at: Option<DateTime<Utc>>,
    /// How long it took.
    took_milliseconds: Option<u32>,
    /// How often the date was run.
    attempts: u32,
    /// Contracts that were due at the last attempt; none where it ended before they were known.
    contracts: Option<u32>,
    /// Drafts that stand from it.
    drafts: u32,
    /// Contracts parked.
    parked: u32,
    /// What all attempts together invoiced, net, by currency.
    totals: Vec<Amount>,
    /// Who asked for the last attempt.
    asked_for: AskedFor,
    /// Whether it was made on a later day than its own.
    is_caught_up: bool,
    /// When its work was taken back.
    undone_at: Option<DateTime<Utc>>,
});
