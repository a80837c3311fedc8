//! Finding anything by a few letters, a number or an amount.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Amount, ContractStatus, InvoiceRow};

/// What was found, at most seven of each kind, best first.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct Found {
    /// Contracts by name, id or customer.
    pub contracts: Vec<FoundContract>,
    /// Customers by name or id.
    pub customers: Vec<FoundCustomer>,
    /// Invoices by number, customer, contract or total.
    pub invoices: Vec<InvoiceRow>,
    /// Transactions and milestones by id, description or amount.
    pub transactions: Vec<FoundTransaction>,
}

sent!(/// A contract that was found.
FoundContract {
    /// The author's id.
    id: String,
    /// Name.
    name: String,
    /// The primary customer's name.
    customer_name: String,
    /// Status.
    status: ContractStatus,
});

sent!(/// A customer who was found.
FoundCustomer {
    /// The author's id.
    id: String,
    /// Name.
    name: String,
    /// How many contracts name the customer.
    contracts: u32,
});

sent!(/// A transaction or milestone that was found.
FoundTransaction {
    /// The author's id.
    id: String,
    /// `time`, `expense`, `material`, `fee` or `milestone`.
    class: String,
    /// Description or name.
    description: String,
    /// Its date.
    date: NaiveDate,
    /// The contract's id.
    contract: String,
    /// The contract's name.
    contract_name: String,
    /// The whole amount.
    amount: Amount,
});
