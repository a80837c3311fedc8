//! Previewing a date: the drafts that a run would create, and all that it would pass over, without writing.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proforma_engine::{ids::ContractId, passed_over::ReasonCode};
use proforma_store::{Connection, process_run::AttemptStatus, schedule, share};

use crate::{
    error::ApiError,
    process_run::{RunSummary, count, load, work_up_to},
    proof::Proof,
    run_event::{Listener, RunEvent, Verdict, tell_passed_over, tell_the_rest},
    unreadable::{Unreadable, is_fault_of_the_contract},
};

/// Previews one date: the drafts that a run would create, and all that it would pass over. Writes nothing.
///
/// # Errors
/// [`ApiError`] where the book cannot be read, or the listener's own.
///
/// Source: SPEC 7.7.
pub fn preview(
    connection: &Connection,
    run_date: NaiveDate,
    listener: Listener<'_>,
) -> Result<RunSummary, ApiError> {
    let snapshot = connection.snapshot()?;
    let ready = share::ready_by_currency(&snapshot)?;
    let mut proof = Proof::new(ready);
    let due = schedule::contracts_due(&snapshot, run_date)?;
    let mut parked = 0;
    for (index, contract) in due.iter().enumerate() {
        let verdict = preview_contract(&snapshot, run_date, *contract, &mut proof, listener)?;
        parked += u32::from(verdict == Verdict::Parked);
        listener(RunEvent::ContractDone {
            contract: *contract,
            verdict,
            done: count(index + 1),
            total: count(due.len()),
        })?;
    }
    tell_the_rest(&snapshot, run_date, &due, Some(&mut proof), listener)?;
    let status = if parked > 0 { AttemptStatus::CompletedWithFailures } else { AttemptStatus::Completed };
    Ok(RunSummary { status, contracts_due: count(due.len()), totals: proof.into_totals() })
}

/// Previews one contract, as [`preview`] does.
///
/// # Errors
/// As [`preview`].
pub fn preview_one(
    connection: &Connection,
    run_date: NaiveDate,
    contract: ContractId,
    listener: Listener<'_>,
) -> Result<(), ApiError> {
    let snapshot = connection.snapshot()?;
    preview_contract(&snapshot, run_date, contract, &mut Proof::new(BTreeMap::new()), listener)?;
    Ok(())
}

fn preview_contract(
    connection: &Connection,
    run_date: NaiveDate,
    contract: ContractId,
    proof: &mut Proof,
    listener: Listener<'_>,
) -> Result<Verdict, ApiError> {
    let mut backlog = match load(connection, contract) {
        Err(error) if is_fault_of_the_contract(&error) => {
            let code = ReasonCode::ContractParked;
            let unreadable = Unreadable::describe(connection, contract, run_date, code, &error)?;
            proof.leave_unread(&unreadable);
            listener(RunEvent::Unreadable(&unreadable))?;
            return Ok(Verdict::Parked);
        }
        loaded => loaded?,
    };
    let mut outcomes = Vec::new();
    let mut failure = None;
    for date in backlog.dates_to_run(run_date) {
        match backlog.run(date, run_date) {
            Ok(outcome) => {
                let up_to = work_up_to(&backlog, &outcome);
                for draft in &outcome.drafts {
                    proof.invoice(draft)?;
                    listener(RunEvent::Draft {
                        contract: &backlog.contract,
                        draft,
                        work_up_to: up_to,
                        invoice: None,
                    })?;
                }
                backlog.settle(&outcome);
                outcomes.push(outcome);
            }
            Err(error) => {
                failure = Some(error.to_string());
                for later in backlog.dates_to_run(run_date).into_iter().filter(|later| *later >= date) {
                    backlog.park(later, run_date);
                }
                break;
            }
        }
    }
    proof.leave(&backlog)?;
    tell_passed_over(&backlog, &backlog.passed_over(run_date, &outcomes), failure.as_deref(), listener)?;
    Ok(match failure {
        Some(_) => Verdict::Parked,
        None if outcomes.iter().any(|outcome| !outcome.drafts.is_empty()) => Verdict::Invoiced,
        None => Verdict::NothingDue,
    })
}
