//! What became of every candidate of a process run, listed and searched.

use chrono::NaiveDate;
use proforma_engine::{invoice::InvoiceStatus, passed_over::ReasonCode};
use proforma_store::{
    Connection,
    process_run::Attempt,
    verdict_list::{
        self, Candidate, ContractCounts, ListedVerdict, Outcome, RecordedReason, Verdict, VerdictCounts,
        VerdictFilter,
    },
};

use crate::{
    bounds::{page, search},
    dto::{
        VerdictContract, VerdictFacets, VerdictKind, VerdictPage, VerdictQuery, VerdictReason, VerdictRow,
    },
    error::ApiError,
    invoices::amount,
    reason_text::{sentence, undated_sentence},
    runs::find,
};

/// A page of the verdicts of a date's process run: what its invoices hold, and what its last attempt passed over.
///
/// # Errors
/// [`ApiError::NotFound`] for a date that was never run; [`ApiError::Input`] for a page or search out of bounds.
///
/// Source: SPEC 4.12.
pub fn verdicts(connection: &Connection, query: &VerdictQuery) -> Result<VerdictPage, ApiError> {
    let (offset, limit) = page(query.offset, query.limit)?;
    let search = search(&query.search)?;
    let snapshot = connection.snapshot()?;
    let run = find(&snapshot, query.run_date)?.last;
    let counts = verdict_list::counts(&snapshot, run)?;
    let verdict = query.verdict.map(Verdict::from);
    let code = query.code.map(ReasonCode::from);
    let filter =
        VerdictFilter { verdict, code, contract: query.contract.as_deref(), search, ..Default::default() };
    let is_counted = search.trim().is_empty() && filter.code.is_none() && filter.contract.is_none();
    let (total, shown) = if is_counted {
        let shown = verdict_list::candidates(&snapshot, run, filter, offset, Some(limit))?;
        (counted(counts, verdict), shown)
    } else {
        let mut found = fitting(&snapshot, run, filter)?;
        let total = u32::try_from(found.len()).unwrap_or(u32::MAX);
        found.drain(..found.len().min(offset as usize));
        found.truncate(limit as usize);
        (total, found)
    };
    let mut rows = Vec::with_capacity(shown.len());
    for candidate in shown {
        rows.extend(verdict_list::listed(&snapshot, run, candidate)?.map(verdict_row));
    }
    Ok(VerdictPage { counts: in_order(counts), total, rows })
}

/// What the verdicts of a date's process run can be narrowed to: reasons and contracts, with how many each has.
///
/// # Errors
/// [`ApiError::NotFound`] for a date that was never run.
///
/// Source: SPEC 4.12.
pub fn verdict_facets(connection: &Connection, run_date: NaiveDate) -> Result<VerdictFacets, ApiError> {
    let snapshot = connection.snapshot()?;
    let run = find(&snapshot, run_date)?.last;
    let reason = |(code, count): (ReasonCode, u32)| VerdictReason { code: code.into(), count };
    let contract = |of: ContractCounts| VerdictContract {
        contract: of.contract,
        contract_name: of.contract_name,
        counts: in_order(of.counts),
    };
    Ok(VerdictFacets {
        reasons: verdict_list::counts_by_reason(&snapshot, run)?.into_iter().map(reason).collect(),
        contracts: verdict_list::counts_by_contract(&snapshot, run)?.into_iter().map(contract).collect(),
    })
}

fn in_order(counts: VerdictCounts) -> Vec<u32> {
    let VerdictCounts { invoiced, passed_over, nothing_due, parked } = counts;
    vec![invoiced, passed_over, nothing_due, parked]
}

fn counted(counts: VerdictCounts, verdict: Option<Verdict>) -> u32 {
    let VerdictCounts { invoiced, passed_over, nothing_due, parked } = counts;
    match verdict {
        None => invoiced + passed_over + nothing_due + parked,
        Some(Verdict::Invoiced) => invoiced,
        Some(Verdict::PassedOver) => passed_over,
        Some(Verdict::NothingDue) => nothing_due,
        Some(Verdict::Parked) => parked,
    }
}

/// Every candidate that fits, in the order in which they are shown. The sentences of reasons are searched too.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
pub(crate) fn fitting(
    connection: &Connection,
    run: Attempt,
    filter: VerdictFilter<'_>,
) -> Result<Vec<Candidate>, ApiError> {
    let mut reasons = Vec::new();
    if !filter.search.trim().is_empty() {
        reasons = verdict_list::reasons(connection, run)?;
        reasons.retain(|reason| says(reason, filter.search));
    }
    let filter = VerdictFilter { reasons: &reasons, ..filter };
    Ok(verdict_list::candidates(connection, run, filter, 0, None)?)
}

/// Whether the sentence of a reason holds a text.
fn says((reason, failure): &RecordedReason, search: &str) -> bool {
    let sentence = undated_sentence(reason, failure.as_deref());
    sentence.to_lowercase().contains(&search.trim().to_lowercase())
}

/// A candidate as the window shows it.
pub(crate) fn verdict_row(verdict: ListedVerdict) -> VerdictRow {
    let ListedVerdict { contract, contract_name, contract_line_name, share, outcome } = verdict;
    let date = share.as_ref().map(|share| share.date);
    let mut row = VerdictRow {
        verdict: VerdictKind::Invoiced,
        code: None,
        contract,
        contract_name,
        contract_line_name,
        id: None,
        description: None,
        date,
        customer: None,
        amount: None,
        invoice: None,
        reason: String::new(),
        next_run_date: None,
    };
    match outcome {
        Outcome::Invoiced { invoice, status, number } => {
            row.invoice = Some(invoice.0.to_string());
            let customer = share.as_ref().map(|share| share.customer_name.as_str()).unwrap_or_default();
            row.reason = invoiced_sentence(status, number.as_deref(), customer);
        }
        Outcome::Left { verdict, reason: (reason, failure), row: run_date } => {
            row.verdict = verdict.into();
            row.code = Some(reason.code.into());
            row.date = date.or(run_date);
            row.reason = sentence(&reason, date, failure.as_deref());
            row.next_run_date = reason.next_run_date;
        }
    }
    if let Some(share) = share {
        row.id = Some(share.key);
        row.description = share.description;
        row.customer = Some(share.customer);
        row.amount = Some(amount(share.amount));
    }
    row
}

fn invoiced_sentence(status: InvoiceStatus, number: Option<&str>, customer: &str) -> String {
    match (number, status) {
        (Some(number), _) => format!("On invoice {number} of {customer}."),
        (None, InvoiceStatus::InReview) => format!("On the invoice of {customer} that is in review."),
        (None, InvoiceStatus::Draft | InvoiceStatus::Confirmed | InvoiceStatus::Paid) => {
            format!("On the draft of {customer}.")
        }
    }
}

impl From<VerdictKind> for Verdict {
    fn from(kind: VerdictKind) -> Self {
        match kind {
            VerdictKind::Invoiced => Self::Invoiced,
            VerdictKind::PassedOver => Self::PassedOver,
            VerdictKind::NothingDue => Self::NothingDue,
            VerdictKind::Parked => Self::Parked,
        }
    }
}

impl From<Verdict> for VerdictKind {
    fn from(verdict: Verdict) -> Self {
        match verdict {
            Verdict::Invoiced => Self::Invoiced,
            Verdict::PassedOver => Self::PassedOver,
            Verdict::NothingDue => Self::NothingDue,
            Verdict::Parked => Self::Parked,
        }
    }
}
