//! Transactions as they are entered, changed and deleted.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Amount, BillingStatus, FieldProblem, StoppedShares};

form!(/// A transaction as it is typed: texts, of which nothing is checked yet.
TransactionForm {
    /// Its id; empty for a new one, which is given one.
    id: String,
    /// The contract's id.
    contract: String,
    /// The line's id; empty where only one line of the contract can be meant.
    contract_line: String,
    /// `time`, `expense`, `material`, `fee`; empty where the line includes one class only.
    class: String,
    /// `YYYY-MM-DD`.
    date: String,
    /// The role's id; empty for none.
    role: String,
    /// Category; empty for none.
    category: String,
    /// The resource's id; empty for none.
    resource: String,
    /// Quantity, up to six decimals.
    quantity: String,
    /// Unit; empty for hours of time and pieces of the rest.
    unit: String,
    /// Price of one unit, up to six decimals.
    unit_price: String,
    /// `chargeable`, `non_chargeable`, `complimentary`; empty for chargeable.
    billing_type: String,
    /// Free text.
    description: String,
});

received!(/// Which transactions of a contract; whatever is left out does not narrow.
#[derive(Default)]
TransactionFilter {
    /// The contract's id.
    contract: String,
    /// Only of this line.
    contract_line: Option<String>,
    /// Only of this class.
    class: Option<String>,
    /// Only with a share of this status.
    billing_status: Option<BillingStatus>,
    /// Only from this day on.
    from: Option<NaiveDate>,
    /// Only up to this day.
    to: Option<NaiveDate>,
    /// Words of description, category, resource or id; empty for all.
    search: String,
});

received!(/// Which transactions to list.
TransactionQuery {
    /// Which of a contract.
    filter: TransactionFilter,
    /// Latest first.
    descending: bool,
    /// Rows to leave out at the start.
    offset: u32,
    /// Rows to return, at most 500.
    limit: u32,
});

received!(/// Marks what is on no invoice of every transaction that a filter lets through, as far as no limit stops it.
MarkTransactions {
    /// Which transactions.
    filter: TransactionFilter,
    /// Ids of transactions that are left as they are, at most 10,000.
    except: Vec<String>,
    /// `ready_to_invoice` or `not_ready`.
    billing_status: BillingStatus,
});

received!(/// Changes the same fields of every transaction that a filter lets through and that is on no invoice.
ChangeMatching {
    /// Which transactions.
    filter: TransactionFilter,
    /// Ids of transactions that are left as they are, at most 10,000.
    except: Vec<String>,
    /// How many were shown; another number by now is refused.
    count: u32,
    /// What is to be changed.
    patch: TransactionPatch,
});

received!(/// Deletes every transaction that a filter lets through and that is on no invoice.
DeleteMatching {
    /// Which transactions.
    filter: TransactionFilter,
    /// Ids of transactions that are left as they are, at most 10,000.
    except: Vec<String>,
    /// How many were shown; another number by now is refused.
    count: u32,
});

sent!(/// A page of transactions, by date, then id.
TransactionPage {
    /// How many there are in the contract.
    all: u32,
    /// How many fit the query.
    total: u32,
    /// What those that fit come to, chargeable; one per currency.
    amounts: Vec<Amount>,
    /// The page.
    rows: Vec<TransactionRow>,
});

sent!(/// A transaction in a list.
TransactionRow {
    /// As it can be typed.
    form: TransactionForm,
    /// The line's name.
    contract_line_name: String,
    /// The resource's name.
    resource_name: Option<String>,
    /// The role's name.
    role_name: Option<String>,
    /// Quantity × unit price.
    amount: String,
    /// The lowest status among its shares; none on a fixed-price line, which bills its milestones.
    billing_status: Option<BillingStatus>,
    /// Whether a limit stops one of its shares.
    is_stopped_by_limit: bool,
    /// Why it cannot be changed or deleted; none where it can.
    locked: Option<String>,
});

sent!(/// What is known of a transaction while it is typed.
TransactionLook {
    /// What keeps it from being saved; `path` is a field of the form.
    problems: Vec<FieldProblem>,
    /// Quantity × unit price; none where it cannot be computed yet.
    amount: Option<String>,
    /// What was left out and is taken: line, class, unit, billing type.
    taken: TransactionForm,
});

received!(/// A transaction to be added, or to be changed.
TransactionEntry {
    /// The id of the one to be changed; none for a new one.
    id: Option<String>,
    /// What it is to be.
    form: TransactionForm,
});

received!(/// What is to be changed in many transactions at once; what is none stays.
#[derive(Default)]
TransactionPatch {
    /// The line's id.
    contract_line: Option<String>,
    /// Class.
    class: Option<String>,
    /// `YYYY-MM-DD`.
    date: Option<String>,
    /// The role's id; empty for none.
    role: Option<String>,
    /// Category; empty for none.
    category: Option<String>,
    /// The resource's id; empty for none.
    resource: Option<String>,
    /// Unit.
    unit: Option<String>,
    /// Price of one unit.
    unit_price: Option<String>,
    /// Billing type.
    billing_type: Option<String>,
    /// Free text.
    description: Option<String>,
});

sent!(/// What became of transactions that were saved or deleted: all of them, or none.
#[derive(Default)]
TransactionsSaved {
    /// How many were added.
    added: u32,
    /// How many were changed.
    changed: u32,
    /// How many were deleted.
    deleted: u32,
    /// How many of those that a filter let through stay as they are, because they are on invoices.
    locked: u32,
    /// What they come to, those that were deleted as they were; one per currency.
    amounts: Vec<Amount>,
    /// What is wrong, where nothing was saved: by place in the request, counted from 0.
    problems: Vec<EntryProblem>,
    /// What limits stopped from staying ready: those are not ready now.
    stopped: StoppedShares,
    /// Takes it back with `undo`; none where nothing changed.
    undo: Option<String>,
});

sent!(/// What is wrong with one of several entries.
EntryProblem {
    /// Its place in the request, counted from 0.
    entry: u32,
    /// The field, as in `unit_price`.
    path: String,
    /// What is wrong and what to do.
    message: String,
});
