//! Running a date: one path for the window, the loop and the headless program.
//!
//! A run goes through the contracts that are due, one database transaction for each contract and date, and
//! records what it passed over in them. What the rest of the book has ready, and why no row called for it, is
//! told afterwards.

use std::sync::atomic::{AtomicBool, Ordering};

use chrono::{DateTime, NaiveDate, Utc};
use proforma_engine::{
    ids::{ContractId, InvoiceId, ScheduleRowId},
    passed_over::ReasonCode,
    process_run::{Backlog, DateOutcome},
    schedule::{RowKind, RunStatus, ScheduleRow},
};
use proforma_store::{
    Connection, WriteTransaction, contract, history, invoice, lease,
    process_run::{self as stored, Attempt, AttemptTotal},
    schedule, share,
};

use crate::{
    error::{ApiError, Refusal},
    proof::Proof,
    run_event::{tell_passed_over, tell_the_rest},
    unreadable::{Unreadable, is_fault_of_the_contract},
};

pub use crate::run_event::{Listener, RunEvent, Verdict};
pub use proforma_store::{lease::FencingToken, process_run::AttemptStatus};

/// How a date was run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunSummary {
    /// How it ended.
    pub status: AttemptStatus,
    /// Contracts that were due.
    pub contracts_due: u32,
    /// Ready before = invoiced + left out, by currency.
    pub totals: Vec<AttemptTotal>,
}

impl RunSummary {
    /// Whether it stopped between two contracts.
    #[must_use]
    pub fn is_interrupted(&self) -> bool {
        self.status == AttemptStatus::Interrupted
    }
}

/// One run of a date by whoever holds the lease.
#[derive(Debug)]
pub struct RunRequest<'a> {
    /// The date.
    pub run_date: NaiveDate,
    /// The book's today; the headless program takes the run date for it (SPEC 4.3).
    pub today: NaiveDate,
    /// Proof of the lease, checked in every write transaction.
    pub token: FencingToken,
    /// The time by the caller's clock.
    pub now: DateTime<Utc>,
    /// Set by whoever wants the run to stop between two contracts.
    pub cancel: &'a AtomicBool,
    /// Whether what the rest of the book has ready is told too.
    pub tells_the_rest: bool,
}

/// Runs one date.
///
/// # Errors
/// [`ApiError::Refused`] for a date after today. A fault of the surroundings (disk full, lease lost, the listener's
/// own error) ends the run: what is done stays done, the attempt is closed as interrupted where it still can be.
///
/// Source: SPEC 4.1 to 4.14, 6.5.
pub fn run(
    connection: &Connection,
    request: &RunRequest<'_>,
    listener: Listener<'_>,
) -> Result<RunSummary, ApiError> {
    let RunRequest { run_date, today, token, now, .. } = *request;
    refuse_future(run_date, today)?;
    let attempt = {
        let tx = connection.write()?;
        lease::check(&tx, token)?;
        let attempt = stored::start(&tx, run_date, token, now)?;
        tx.commit()?;
        attempt
    };
    let mut proof = Proof::new(share::ready_by_currency(connection)?);
    let ended = run_contracts(connection, request, attempt, &mut proof, listener);
    let status = match &ended {
        Ok(progress) if progress.is_cancelled => AttemptStatus::Interrupted,
        Ok(progress) if progress.parked > 0 => AttemptStatus::CompletedWithFailures,
        Ok(_) => AttemptStatus::Completed,
        Err(_) => AttemptStatus::Interrupted,
    };
    let totals = proof.totals(&share::ready_by_currency(connection)?);
    let reason = match &ended {
        Ok(progress) => progress.is_cancelled.then(|| "cancelled by a person".to_owned()),
        Err(error) => Some(error.to_string()),
    };
    let closed = close(connection, request, attempt, status, reason.as_deref(), &totals);
    let progress = ended?;
    closed?;
    Ok(RunSummary { status, contracts_due: progress.due, totals })
}

fn close(
    connection: &Connection,
    request: &RunRequest<'_>,
    attempt: Attempt,
    status: AttemptStatus,
    reason: Option<&str>,
    totals: &[AttemptTotal],
) -> Result<(), ApiError> {
    let tx = connection.write()?;
    lease::check(&tx, request.token)?;
    for total in totals {
        stored::insert_total(&tx, attempt, total)?;
    }
    stored::finish(&tx, attempt, status, reason, request.now)?;
    Ok(tx.commit()?)
}

struct Progress {
    due: u32,
    parked: u32,
    is_cancelled: bool,
}

fn run_contracts(
    connection: &Connection,
    request: &RunRequest<'_>,
    attempt: Attempt,
    proof: &mut Proof,
    listener: Listener<'_>,
) -> Result<Progress, ApiError> {
    let due = schedule::contracts_due(connection, request.run_date)?;
    let mut progress = Progress { due: count(due.len()), parked: 0, is_cancelled: false };
    for (index, contract) in due.iter().enumerate() {
        if request.cancel.load(Ordering::Relaxed) {
            progress.is_cancelled = true;
            return Ok(progress);
        }
        let verdict = run_contract(connection, request, attempt, *contract, proof, listener)?;
        progress.parked += u32::from(verdict == Verdict::Parked);
        listener(RunEvent::ContractDone {
            contract: *contract,
            verdict,
            done: count(index + 1),
            total: progress.due,
        })?;
    }
    if request.tells_the_rest {
        tell_the_rest(connection, request.run_date, &due, None, listener)?;
    }
    Ok(progress)
}

/// Runs the dates of one contract, each in a database transaction of its own, and parks it at the first that fails.
fn run_contract(
    connection: &Connection,
    request: &RunRequest<'_>,
    attempt: Attempt,
    contract: ContractId,
    proof: &mut Proof,
    listener: Listener<'_>,
) -> Result<Verdict, ApiError> {
    let run_date = request.run_date;
    let mut outcomes: Vec<DateOutcome> = Vec::new();
    loop {
        // Loaded inside the write transaction: what is decided on cannot change before it is written.
        let tx = connection.write()?;
        lease::check(&tx, request.token)?;
        let mut backlog = match load(&tx, contract) {
            Err(error) if is_fault_of_the_contract(&error) => {
                drop(tx);
                return park(connection, request, attempt, contract, &error.to_string(), listener);
            }
            loaded => loaded?,
        };
        let dates = backlog.dates_to_run(run_date);
        let Some(date) = dates.first().copied() else { break };
        let written = match backlog.run(date, run_date) {
            Ok(outcome) => {
                write_outcome(&tx, request, attempt, &backlog, &outcome).map(|invoices| (outcome, invoices))
            }
            Err(error) => Err(error.into()),
        };
        let (outcome, invoices) = match written {
            Ok(written) => written,
            Err(error) if is_fault_of_the_contract(&error) => {
                drop(tx);
                return park(connection, request, attempt, contract, &error.to_string(), listener);
            }
            Err(error) => return Err(error),
        };
        let up_to = work_up_to(&backlog, &outcome);
        backlog.settle(&outcome);
        outcomes.push(outcome);
        let passed_over =
            if dates.len() == 1 { backlog.passed_over(run_date, &outcomes) } else { Vec::new() };
        for (position, entry) in passed_over.iter().enumerate() {
            stored::insert_exception(&tx, attempt, contract, position, entry, None)?;
        }
        tx.commit()?;
        let outcome = &outcomes[outcomes.len() - 1];
        for (draft, invoice) in outcome.drafts.iter().zip(invoices) {
            proof.invoice(draft)?;
            listener(RunEvent::Draft {
                contract: &backlog.contract,
                draft,
                work_up_to: up_to,
                invoice: Some(invoice),
            })?;
        }
        tell_passed_over(&backlog, &passed_over, None, listener)?;
        if dates.len() == 1 {
            break;
        }
    }
    let has_drafts = outcomes.iter().any(|outcome| !outcome.drafts.is_empty());
    Ok(if has_drafts { Verdict::Invoiced } else { Verdict::NothingDue })
}

/// Everything of one contract and date in the caller's database transaction (SPEC 4.10).
fn write_outcome(
    tx: &WriteTransaction<'_>,
    request: &RunRequest<'_>,
    attempt: Attempt,
    backlog: &Backlog,
    outcome: &DateOutcome,
) -> Result<Vec<InvoiceId>, ApiError> {
    let contract = &backlog.contract;
    let origin = invoice::DraftOrigin {
        contract: contract.id,
        process_run: Some(attempt.process_run),
        work_up_to: work_up_to(backlog, outcome),
        created_at: request.now,
    };
    let invoices = outcome
        .drafts
        .iter()
        .map(|draft| invoice::insert_draft(tx, origin, draft))
        .collect::<Result<Vec<_>, _>>()?;
    for done in &outcome.rows {
        let from = row_status(backlog, done.row);
        let reason = (!done.has_invoiced).then_some(ReasonCode::NothingToInvoice.as_str());
        schedule::set_status(tx, done.row, from, RunStatus::RunSuccessful, reason)?;
    }
    let ids: Vec<String> = invoices.iter().map(|id| id.0.to_string()).collect();
    let detail = serde_json::json!({ "run_date": outcome.date, "rows": outcome.rows.len(), "invoices": ids });
    history::append(tx, Some(contract.id), request.now, "process_run", &detail.to_string())?;
    Ok(invoices)
}

fn row_status(backlog: &Backlog, row: ScheduleRowId) -> RunStatus {
    backlog.rows.iter().find(|known| known.id == row).map_or(RunStatus::NotRun, |known| known.run_status)
}

/// The latest cut-off among the rows that brought something.
pub(crate) fn work_up_to(backlog: &Backlog, outcome: &DateOutcome) -> Option<NaiveDate> {
    let ran = |row: &&ScheduleRow| outcome.rows.iter().any(|done| done.row == row.id && done.has_invoiced);
    backlog
        .rows
        .iter()
        .filter(ran)
        .filter_map(|row| match row.kind {
            RowKind::Date { .. } => row.takes_up_to(),
            RowKind::Milestone(_) => None,
        })
        .max()
}

/// Leaves the contract untouched but for its rows, which become `run_failed` with the reason, and tells so (SPEC 4.10).
fn park(
    connection: &Connection,
    request: &RunRequest<'_>,
    attempt: Attempt,
    contract: ContractId,
    failure: &str,
    listener: Listener<'_>,
) -> Result<Verdict, ApiError> {
    let run_date = request.run_date;
    let tx = connection.write()?;
    lease::check(&tx, request.token)?;
    let detail = |failure: &str| serde_json::json!({ "run_date": run_date, "parked": failure }).to_string();
    let before = match load(&tx, contract) {
        Err(error) if is_fault_of_the_contract(&error) => {
            let code = ReasonCode::ContractParked;
            let unreadable = Unreadable::describe(&tx, contract, run_date, code, &error)?;
            unreadable.park(&tx, attempt, contract, run_date)?;
            history::append(&tx, Some(contract), request.now, "process_run", &detail(&unreadable.failure))?;
            tx.commit()?;
            listener(RunEvent::Unreadable(&unreadable))?;
            return Ok(Verdict::Parked);
        }
        loaded => loaded?,
    };
    let mut backlog = before.clone();
    // What ran before the date that failed has been committed: it is not among the dates any more.
    for date in before.dates_to_run(run_date) {
        for row in backlog.park(date, run_date) {
            schedule::set_status(&tx, row, row_status(&before, row), RunStatus::RunFailed, Some(failure))?;
        }
    }
    let passed_over = backlog.passed_over(run_date, &[]);
    for (position, entry) in passed_over.iter().enumerate() {
        stored::insert_exception(&tx, attempt, contract, position, entry, Some(failure))?;
    }
    history::append(&tx, Some(contract), request.now, "process_run", &detail(failure))?;
    tx.commit()?;
    tell_passed_over(&backlog, &passed_over, Some(failure), listener)?;
    Ok(Verdict::Parked)
}

/// One contract with its schedule and what a run needs to know of its shares.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
pub(crate) fn load(connection: &Connection, id: ContractId) -> Result<Backlog, ApiError> {
    let contract = contract::by_id(connection, id)?
        .ok_or_else(|| ApiError::NotFound { kind: "contract", id: id.0.to_string() })?;
    let shares = share::backlog_of(connection, &contract)?;
    Ok(Backlog { rows: schedule::of_contract(connection, id)?, contract, shares })
}

/// Refuses a date that has not come yet.
///
/// Source: SPEC 4.3.
pub(crate) fn refuse_future(run_date: NaiveDate, today: NaiveDate) -> Result<(), Refusal> {
    if run_date > today { Err(Refusal::RunDateAfterToday { run_date, today }) } else { Ok(()) }
}

pub(crate) fn count(length: usize) -> u32 {
    u32::try_from(length).unwrap_or(u32::MAX)
}
