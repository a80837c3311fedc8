//! One contract in a run: each of its dates in a database transaction of its own.

use std::iter;

use chrono::NaiveDate;
use proforma_engine::{
    ids::{ContractId, InvoiceId, ScheduleRowId},
    passed_over::ReasonCode,
    process_run::{Backlog, DateOutcome},
    schedule::RunStatus,
};
use proforma_store::{
    Connection, WriteTransaction, contract, history, invoice, lease,
    process_run::{self as stored, Attempt, Exception},
    schedule,
};

use super::{Listener, RunEvent, RunRequest, Verdict, load, work_up_to};
use crate::{
    error::ApiError,
    preview::foresee,
    proof::Proof,
    run_event::tell_passed_over,
    undo_run::{PROCESS_RUN, RunRecord},
    unreadable::{Unreadable, is_fault_of_the_contract},
};

/// What has become of a contract that was due.
pub(super) enum Handled {
    /// It was run.
    Done(Verdict),
    /// What it would give differs from what was promised, so nothing more of it was written.
    Differs {
        /// Its id.
        contract: String,
    },
}

/// Runs the dates of one contract, each in a database transaction of its own, and parks it at the first that fails.
///
/// Source: SPEC 4.10, 7.7.
pub(super) fn run_contract(
    connection: &Connection,
    request: &RunRequest<'_>,
    attempt: Attempt,
    contract: ContractId,
    proof: &mut Proof,
    listener: Listener<'_>,
) -> Result<Handled, ApiError> {
    let run_date = request.run_date;
    let mut outcomes: Vec<DateOutcome> = Vec::new();
    loop {
        // Loaded inside the write transaction: what is decided on cannot change before it is written.
        let tx = connection.write()?;
        lease::check(&tx, request.token)?;
        let mut backlog = match load(&tx, contract) {
            Err(error) if is_fault_of_the_contract(&error) => {
                if request.promise.is_some_and(|promise| !promise.is_kept_by(contract, None, iter::empty())) {
                    let key = contract::key_of(&tx, contract)?;
                    return Ok(Handled::Differs { contract: key.unwrap_or_else(|| contract.0.to_string()) });
                }
                drop(tx);
                return park(connection, request, attempt, contract, &error.to_string(), listener);
            }
            loaded => loaded?,
        };
        if !keeps_promise(request, &backlog, outcomes.last().map(|outcome| outcome.date)) {
            return Ok(Handled::Differs { contract: backlog.contract.key });
        }
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
        let exceptions: Vec<Exception<'_>> = passed_over.iter().map(|entry| (*entry, None)).collect();
        stored::insert_exceptions(&tx, attempt, contract, &exceptions)?;
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
    Ok(Handled::Done(if has_drafts { Verdict::Invoiced } else { Verdict::NothingDue }))
}

/// Whether what the contract has left to run after `done` gives the drafts that were promised, where any were.
fn keeps_promise(request: &RunRequest<'_>, backlog: &Backlog, done: Option<NaiveDate>) -> bool {
    let Some(promise) = request.promise else { return true };
    let mut backlog = backlog.clone();
    let foreseen = foresee(&mut backlog, request.run_date);
    promise.is_kept_by(backlog.contract.id, done, foreseen.drafts())
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
    for draft in &outcome.drafts {
        stored::count_draft(tx, attempt, draft.totals.subtotal)?;
    }
    for done in &outcome.rows {
        let from = row_status(backlog, done.row);
        let reason = (!done.has_invoiced).then_some(ReasonCode::NothingToInvoice.as_str());
        schedule::set_status(tx, done.row, from, RunStatus::RunSuccessful, reason)?;
    }
    let record = RunRecord {
        process_run: attempt.process_run.0,
        run_date: outcome.date,
        row_ids: outcome.rows.iter().map(|done| done.row.0).collect(),
        invoices: invoices.iter().map(|id| id.0.to_string()).collect(),
        parked: None,
    };
    history::append(tx, Some(contract.id), request.now, PROCESS_RUN, &serde_json::to_string(&record)?)?;
    Ok(invoices)
}

fn row_status(backlog: &Backlog, row: ScheduleRowId) -> RunStatus {
    backlog.rows.iter().find(|known| known.id == row).map_or(RunStatus::NotRun, |known| known.run_status)
}

/// Leaves the contract untouched but for its rows, which become `run_failed` with the reason, and tells so (SPEC 4.10).
fn park(
    connection: &Connection,
    request: &RunRequest<'_>,
    attempt: Attempt,
    contract: ContractId,
    failure: &str,
    listener: Listener<'_>,
) -> Result<Handled, ApiError> {
    let run_date = request.run_date;
    let tx = connection.write()?;
    lease::check(&tx, request.token)?;
    let record = |row_ids: Vec<i64>, failure: &str| {
        let (invoices, parked) = (Vec::new(), Some(failure.to_owned()));
        let process_run = attempt.process_run.0;
        serde_json::to_string(&RunRecord { process_run, run_date, row_ids, invoices, parked })
    };
    let before = match load(&tx, contract) {
        Err(error) if is_fault_of_the_contract(&error) => {
            let code = ReasonCode::ContractParked;
            let unreadable = Unreadable::describe(&tx, contract, run_date, code, &error)?;
            unreadable.park(&tx, attempt, contract, run_date)?;
            let row_ids = unreadable.places().filter_map(|place| place.row).map(|(row, _)| row.0).collect();
            let record = record(row_ids, &unreadable.failure)?;
            history::append(&tx, Some(contract), request.now, PROCESS_RUN, &record)?;
            tx.commit()?;
            listener(RunEvent::Unreadable(&unreadable))?;
            return Ok(Handled::Done(Verdict::Parked));
        }
        loaded => loaded?,
    };
    let mut backlog = before.clone();
    // What ran before the date that failed has been committed: it is not among the dates any more.
    let mut row_ids = Vec::new();
    for date in before.dates_to_run(run_date) {
        for row in backlog.park(date, run_date) {
            row_ids.push(row.0);
            schedule::set_status(&tx, row, row_status(&before, row), RunStatus::RunFailed, Some(failure))?;
        }
    }
    let passed_over = backlog.passed_over(run_date, &[]);
    let exceptions: Vec<Exception<'_>> = passed_over.iter().map(|entry| (*entry, Some(failure))).collect();
    stored::insert_exceptions(&tx, attempt, contract, &exceptions)?;
    history::append(&tx, Some(contract), request.now, PROCESS_RUN, &record(row_ids, failure)?)?;
    tx.commit()?;
    tell_passed_over(&backlog, &passed_over, Some(failure), listener)?;
    Ok(Handled::Done(Verdict::Parked))
}
