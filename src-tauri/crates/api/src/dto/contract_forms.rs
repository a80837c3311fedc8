//! Contracts as they are set up: what is typed, what is wrong with it, and what may still change.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{BillingMethod, BillingStatus, ContractStatus, FieldProblem, RunStatus};

form!(/// A contract as it is typed: texts, of which nothing is checked yet.
ContractForm {
    /// The author's id, unique in the book.
    id: String,
    /// Name.
    name: String,
    /// ISO 4217.
    currency: String,
    /// Last day of the schedules, `YYYY-MM-DD`; empty for none.
    delivery_date: String,
    /// Not-to-exceed limit of the contract; empty for none.
    not_to_exceed: String,
    /// Its customers, the primary one first.
    customers: Vec<CustomerSplitForm>,
});

form!(/// A customer of a contract or line as it is typed.
CustomerSplitForm {
    /// The customer's id.
    customer: String,
    /// Percentage.
    percent: String,
    /// Not-to-exceed limit of this customer; empty for none.
    not_to_exceed: String,
    /// Whether this one takes what rounding leaves.
    rounding: bool,
});

form!(/// A contract line as it is typed.
ContractLineForm {
    /// The author's id, unique in the contract.
    id: String,
    /// Name.
    name: String,
    /// Billing method.
    billing_method: BillingMethod,
    /// `time`, `expense`, `material`, `fee`.
    transaction_classes: Vec<String>,
    /// The tasks it is for; empty for all.
    tasks: Vec<String>,
    /// What a fixed-price line is worth; empty for the sum of its milestones.
    contracted_amount: String,
    /// Not-to-exceed limit of the line; empty for none.
    not_to_exceed: String,
    /// Tax category of EN 16931; empty for no tax.
    tax_category: String,
    /// Tax percent; empty for no tax.
    tax_percent: String,
    /// First day of billing, `YYYY-MM-DD`; empty for none.
    billing_start: String,
    /// Id of the invoice frequency; empty for none.
    invoice_frequency: String,
    /// Who pays.
    customers: Vec<CustomerSplitForm>,
    /// Milestones of a fixed-price line, in their order.
    milestones: Vec<MilestoneForm>,
    /// Whether what was entered already, and is on no invoice, is split anew where the customers have changed.
    splits_again: bool,
});

form!(/// A milestone as it is typed.
MilestoneForm {
    /// Its id; empty for a new one, which is given one.
    id: String,
    /// Name.
    name: String,
    /// Milestone date, `YYYY-MM-DD`.
    date: String,
    /// Its amount.
    amount: String,
    /// Invoice run date where it is another than the milestone date, `YYYY-MM-DD`; empty for the same.
    run_date: String,
});

sent!(/// What is known of a form while it is typed.
FormLook {
    /// What keeps it from being saved.
    problems: Vec<FieldProblem>,
    /// What does not keep it from being saved, but from being billed as meant.
    hints: Vec<FieldProblem>,
    /// What the percentages of the customers total.
    percent_total: String,
    /// What the milestones add up to, in the contract's currency; none where it has none.
    milestones_total: Option<String>,
    /// How many transactions keep their split though the customers have changed.
    keeping_split: u32,
});

sent!(/// A field that cannot be changed any more.
FieldLock {
    /// Which: `currency`, `transaction_classes.time`, `customers.adatum`, `milestones.m1`; `*` for all.
    path: String,
    /// Why.
    reason: String,
});

sent!(/// One thing that must be right before a contract is activated.
ContractCheck {
    /// Which.
    code: ContractCheckCode,
    /// The line it is about; none for the contract.
    contract_line: Option<String>,
    /// Whether it is right.
    is_right: bool,
    /// What was found, or what is missing, as a sentence.
    text: String,
});

/// What must be right before a contract is activated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum ContractCheckCode {
    /// It has a line.
    Lines,
    /// It has a delivery date, where a schedule needs one.
    DeliveryDate,
    /// A time-and-material line includes a class.
    Classes,
    /// A class is on one line only, or on lines of different tasks (d365 R4.4).
    Overlap,
    /// A time-and-material line has a schedule (SPEC 4.13).
    Schedule,
    /// A fixed-price line has milestones (SPEC 4.13).
    Milestones,
    /// They add up to the contracted amount (SPEC 3.10).
    ContractedAmount,
}

sent!(/// A contract as it is set up, whole.
ContractSetUp {
    /// What can be typed.
    form: ContractForm,
    /// Where it stands.
    status: ContractStatus,
    /// Names of its customers and those of its lines, by id.
    customer_names: Vec<CustomerName>,
    /// What cannot be changed any more.
    locks: Vec<FieldLock>,
    /// What must be right before it is activated.
    checks: Vec<ContractCheck>,
    /// Its lines in their order.
    lines: Vec<ContractLineSetUp>,
    /// Its limits with what is left of each.
    limits: Vec<LimitBar>,
    /// Why it cannot be deleted; none where it can.
    not_deletable: Option<String>,
});

sent!(/// A customer's name.
CustomerName {
    /// The author's id.
    id: String,
    /// Name.
    name: String,
});

sent!(/// A contract line as it is set up.
ContractLineSetUp {
    /// What can be typed.
    form: ContractLineForm,
    /// What cannot be changed any more.
    locks: Vec<FieldLock>,
    /// Rows of its invoice schedule that are no milestones, by run date.
    schedule: Vec<SetUpRow>,
    /// Where the schedule has holes: work that no run will take, rows that overlap.
    gaps: Vec<String>,
    /// Statuses of its milestones.
    milestones: Vec<MilestoneState>,
    /// Why it cannot be deleted; none where it can.
    not_deletable: Option<String>,
});

sent!(/// How far a milestone is.
MilestoneState {
    /// The author's id.
    id: String,
    /// The lowest status among its shares.
    billing_status: BillingStatus,
    /// The share of each customer that it is split among.
    shares: Vec<CustomerShareState>,
});

sent!(/// How far one customer's share is.
CustomerShareState {
    /// The customer's id.
    customer: String,
    /// Its status.
    billing_status: BillingStatus,
});

sent!(/// A row of an invoice schedule as it is set up.
SetUpRow {
    /// Invoice run date.
    run_date: NaiveDate,
    /// Transaction cut-off date.
    cut_off_date: NaiveDate,
    /// Run status.
    run_status: RunStatus,
    /// Whether a person typed it, so that generating again keeps it.
    is_typed: bool,
    /// Why it was skipped, failed or created nothing.
    reason: Option<String>,
});

sent!(/// What generating a schedule would do.
SchedulePlan {
    /// Rows to be added.
    add: Vec<PlannedRow>,
    /// Rows that stay, with why.
    keep: Vec<KeptRow>,
    /// Rows to be removed.
    remove: Vec<PlannedRow>,
    /// Why there is nothing to generate; none where there is.
    problem: Option<String>,
    /// Takes it back with `undo`, once it was done and has changed something.
    undo: Option<String>,
});

received!(/// What generating a schedule was shown to do.
ShownPlan {
    /// Rows to be added.
    add: Vec<PlannedRow>,
    /// Rows to be removed.
    remove: Vec<PlannedRow>,
});

/// What was done to rows of a schedule.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct RowsChanged {
    /// How many rows.
    pub changed: u32,
    /// Takes it back with `undo`; none where nothing changed.
    pub undo: Option<String>,
}

form!(/// A row to be added or removed.
PlannedRow {
    /// Invoice run date.
    run_date: NaiveDate,
    /// Transaction cut-off date.
    cut_off_date: NaiveDate,
});

sent!(/// A row that stays.
KeptRow {
    /// Invoice run date.
    run_date: NaiveDate,
    /// Transaction cut-off date.
    cut_off_date: NaiveDate,
    /// Run status.
    run_status: RunStatus,
    /// Whether it was typed.
    is_typed: bool,
});

received!(/// A row of an invoice schedule as it is typed.
ScheduleRowForm {
    /// Invoice run date, `YYYY-MM-DD`.
    run_date: String,
    /// Transaction cut-off date, `YYYY-MM-DD`.
    cut_off_date: String,
});

/// What a limit is set on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum LimitLevel {
    /// One customer of a contract line.
    LineCustomer,
    /// A contract line.
    Line,
    /// One customer of the contract.
    ContractCustomer,
    /// The contract.
    Contract,
}

sent!(/// A not-to-exceed limit and what is used of it (SPEC 5.4). Decimal strings of the contract's currency.
LimitBar {
    /// What it is set on.
    level: LimitLevel,
    /// The line's id and name; none on the contract.
    contract_line: Option<CustomerName>,
    /// The customer; none where it is not a customer's.
    customer: Option<CustomerName>,
    /// The limit.
    limit: String,
    /// On confirmed invoices.
    billed: String,
    /// Ready, on drafts, or kept free.
    committed: String,
    /// What is left.
    left: String,
    /// Billed, committed and left in thousandths of the limit, for drawing.
    parts_per_mille: Vec<u16>,
});

/// What may be asked of shares that are not ready and have a limit (d365 R4.10).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum LimitRequest {
    /// Forget what they were told, and free what is kept for them.
    Reset,
    /// Test them again, and keep what fits free for them.
    Reevaluate,
}

impl LimitRequest {
    /// The word that stands in the history.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Reset => "reset",
            Self::Reevaluate => "reevaluate",
        }
    }
}
