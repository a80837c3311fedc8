//! What has happened, as an export holds it: enough to restore a book exactly.
//!
//! An invoice is written as `invoice ID` prints it, with what its printed form leaves out beside it: the run
//! that made it, when, up to which work, and the tax set-up of each line at the time.

use serde::{Deserialize, Serialize};

use super::format::{present, read_from_objects, shapes, write_as_objects};

read_from_objects!(Invoice PassedOver);
write_as_objects!(Invoice PassedOver);

/// An invoice; `number` is null on a draft.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, remote = "Self")]
pub(super) struct Invoice {
    pub(super) id: String,
    pub(super) number: Option<String>,
    pub(super) contract: String,
    pub(super) customer: String,
    pub(super) status: String,
    pub(super) invoice_date: String,
    pub(super) currency: String,
    pub(super) lines: Vec<InvoiceLine>,
    pub(super) taxes: Vec<InvoiceTax>,
    pub(super) subtotal: String,
    pub(super) tax: String,
    pub(super) total: String,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub(super) process_run: Option<String>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub(super) work_up_to: Option<String>,
    pub(super) created_at: String,
}

/// A thing that was recorded as passed over; a null says that it is not about one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, remote = "Self")]
pub(super) struct PassedOver {
    pub(super) contract: String,
    pub(super) contract_line: String,
    /// Run date of the row.
    pub(super) schedule_row: Option<String>,
    /// The milestone whose row it is.
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub(super) row_milestone: Option<String>,
    pub(super) transaction: Option<String>,
    pub(super) milestone: Option<String>,
    pub(super) customer: Option<String>,
    pub(super) code: String,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub(super) cut_off_date: Option<String>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub(super) next_run_date: Option<String>,
    #[serde(default, deserialize_with = "present", skip_serializing_if = "Option::is_none")]
    pub(super) reason: Option<String>,
}

shapes! {
    /// Records that came in with one import, by its place in the book's history: by id, or transactions by their places
    /// in the file.
    Imported {
        entry: u64,
        record: String,
        ;
        contract: String,
        ids: Vec<String>,
        first: u64,
        count: u64,
    }

    /// A line of an invoice.
    InvoiceLine {
        contract_line: String,
        amount: String,
        details: Vec<InvoiceDetail>,
        ;
        tax_category: String,
        tax_percent: String,
    }

    /// A detail of an invoice line.
    InvoiceDetail {
        class: String,
        date: String,
        billing_type: String,
        quantity: String,
        unit_price: String,
        percent: String,
        amount: String,
        ;
        transaction: String,
        milestone: String,
    }

    /// The tax of one category and rate.
    InvoiceTax {
        category: String,
        percent: String,
        taxable: String,
        tax: String,
    }

    /// A process run with its attempts.
    ProcessRun {
        run_date: String,
        status: String,
        ;
        attempts: Vec<Attempt>,
    }

    /// One attempt of a process run.
    Attempt {
        status: String,
        started_at: String,
        ;
        ended_at: String,
        reason: String,
        asked_by: String,
        run_on_date: String,
        contracts_due: u32,
        undone_at: String,
        totals: Vec<AttemptTotal>,
        passed_over: Vec<PassedOver>,
    }

    /// The books of an attempt in one currency.
    AttemptTotal {
        currency: String,
        ready_before: String,
        invoiced: String,
        left_out: String,
    }

    /// What the loop remembers (the first entry, without a name), a job that was set up, or what one counted.
    BatchJob {
        ;
        covered_through: String,
        activated_date: String,
        latest_at: String,
        counted_through: String,
        counted_at: String,
        counted_roles: Vec<CountedHours>,
        counted_resources: Vec<CountedHours>,
        name: String,
        is_active: bool,
        time_of_day: String,
        state: String,
        workflow: String,
        started_at: String,
        started_by: String,
        last_ended_at: String,
        next_wake_at: String,
        failures: u32,
        retry_at: String,
        reason: String,
        consent_through: String,
    }

    /// What was counted of a role or a resource, in hours.
    CountedHours {
        id: String,
        chargeable: String,
        non_chargeable: String,
        complimentary: String,
        capacity: String,
        ;
        target_percent: String,
    }

    /// Something that was done; without a contract, to the book. Contracts that are gone have no id any more and are
    /// counted from 1.
    HistoryEntry {
        at: String,
        command: String,
        detail: String,
        ;
        contract: String,
        deleted_contract: u64,
        person: String,
    }
}
