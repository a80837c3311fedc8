//! The calendar: run dates, cut-offs and milestones, what they brought and what they would bring.

use chrono::NaiveDate;
use serde::Serialize;

use super::{Amount, BillingStatus, ProcessRunStatus};

sent!(/// One day on which something stands in the calendar.
CalendarDay {
    /// The day.
    date: NaiveDate,
    /// Contracts with rows still to run on it.
    contracts: u32,
    /// Contracts with a cut-off on it.
    cut_offs: u32,
    /// Milestones dated on it, at most 50 of them, those that are not ready first.
    milestones: Vec<CalendarMilestone>,
    /// How many more are dated on it.
    more_milestones: u32,
    /// Whether rows of it were to run before today and did not.
    is_missed: bool,
    /// What a run of the day would invoice as things stand, chargeable, one per currency.
    expected: Vec<Amount>,
    /// How its process run ended, where it was run.
    run: Option<ProcessRunStatus>,
    /// Drafts and invoices that carry it as their date.
    invoices: u32,
    /// Their net, one per currency.
    invoiced: Vec<Amount>,
});

sent!(/// A milestone in the calendar.
CalendarMilestone {
    /// The author's id.
    id: String,
    /// Name.
    name: String,
    /// The contract's id.
    contract: String,
    /// The contract's name.
    contract_name: String,
    /// Its amount.
    amount: Amount,
    /// The lowest status among its shares.
    billing_status: BillingStatus,
});
