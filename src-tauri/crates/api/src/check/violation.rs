//! What a check of a book may find, as sentences.

use serde::{Serialize, Serializer};

/// One thing that is not as it must be.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Violation {
    /// SPEC 2.2.
    #[error("transaction {id}: its amount is {amount}, but {quantity} × {unit_price} is {expected}")]
    TransactionAmount {
        /// The transaction.
        id: String,
        /// As stored.
        amount: String,
        /// As stored.
        quantity: String,
        /// As stored.
        unit_price: String,
        /// What it must be.
        expected: String,
    },
    /// SPEC 5.2.
    #[error("{id}: its shares add up to {shares}, not to its amount {amount}")]
    Shares {
        /// Transaction or milestone.
        id: String,
        /// Sum of the shares.
        shares: String,
        /// As stored.
        amount: String,
    },
    /// SPEC 5.2.
    #[error("{id}: a share says {class} of {date}, which is not what it is a share of")]
    ShareApart {
        /// Transaction or milestone.
        id: String,
        /// The share's class.
        class: String,
        /// The share's date.
        date: String,
    },
    /// SPEC 3.11.
    #[error("milestone {id}: the schedule has no row for it")]
    MilestoneWithoutRow {
        /// The milestone.
        id: String,
    },
    /// SPEC 7.8: every share is in the backlog, on one draft or on one confirmed invoice.
    #[error("{id}: the share of {customer} is {billing_status}, but {charge}")]
    Claim {
        /// Transaction or milestone.
        id: String,
        /// The customer's id.
        customer: String,
        /// As stored.
        billing_status: String,
        /// What charges it.
        charge: String,
    },
    /// SPEC 5.4.
    #[error("{sentence}")]
    LimitPassed {
        /// What is billed and committed, and the limit.
        sentence: String,
    },
    /// SPEC 5.2.
    #[error("invoice {invoice}: it charges {amount} for {id}, whose share is {share}")]
    DetailAmount {
        /// The invoice.
        invoice: i64,
        /// Transaction or milestone.
        id: String,
        /// As charged.
        amount: String,
        /// The share's amount.
        share: String,
    },
    /// SPEC 4.6.
    #[error("invoice {invoice}: it charges {id}, which is another customer's or another contract's")]
    DetailOfOthers {
        /// The invoice.
        invoice: i64,
        /// Transaction or milestone.
        id: String,
    },
    /// SPEC 9.
    #[error(
        "invoice {invoice}: line {contract_line} is {amount}, but its chargeable details add up to {details}"
    )]
    LineAmount {
        /// The invoice.
        invoice: i64,
        /// The contract line's id.
        contract_line: String,
        /// As stored.
        amount: String,
        /// Sum of the details.
        details: String,
    },
    /// SPEC 2.4, 9.
    #[error("invoice {invoice}: its {what} is {amount}, but must be {expected}")]
    InvoiceSum {
        /// The invoice.
        invoice: i64,
        /// Subtotal, tax or total.
        what: &'static str,
        /// As stored.
        amount: String,
        /// What it must be.
        expected: String,
    },
    /// SPEC 2.4.
    #[error("invoice {invoice}: its taxes are {taxes}, but must be {expected}")]
    Taxes {
        /// The invoice.
        invoice: i64,
        /// As stored: category, percent, taxable and tax.
        taxes: String,
        /// What they must be.
        expected: String,
    },
    /// SPEC 5.1.
    #[error("{owner}: the percentages of its customers total {total}, not 100")]
    Split {
        /// The contract or line.
        owner: String,
        /// What they total, or the value that is none.
        total: String,
    },
    /// SPEC 3.10.
    #[error(
        "contract {contract}, line {contract_line}: its milestones add up to {milestones}, not to {contracted}"
    )]
    ContractedAmount {
        /// The contract's id.
        contract: String,
        /// The line's id.
        contract_line: String,
        /// Sum of the milestones.
        milestones: String,
        /// What the line is worth.
        contracted: String,
    },
    /// SPEC 3.11.
    #[error(
        "contract {contract}, line {contract_line}: the row of {run_date} must have either a cut-off date or a milestone"
    )]
    Row {
        /// The contract's id.
        contract: String,
        /// The line's id.
        contract_line: String,
        /// Its run date.
        run_date: String,
    },
    /// SPEC 4.10: what a run needs of a contract does not read as what it must be.
    #[error("contract {contract} cannot be billed as it is stored: {fault}")]
    Unreadable {
        /// The contract's id.
        contract: String,
        /// What does not read.
        fault: String,
    },
    /// The file or its references are damaged.
    #[error("{what}")]
    Damage {
        /// As the database says it.
        what: String,
    },
    /// Somebody touched the history.
    #[error("history of {chain}: entry {sequence} {fault}")]
    History {
        /// The contract or the book.
        chain: String,
        /// Which entry.
        sequence: i64,
        /// What is wrong.
        fault: &'static str,
    },
}

impl Serialize for Violation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
