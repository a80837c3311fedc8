//! Previewing a date: the drafts that a run would create, and all that it would pass over, without writing.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proforma_engine::{
    ids::ContractId,
    invoice::DraftInvoice,
    passed_over::ReasonCode,
    process_run::{Backlog, DateOutcome},
};
use proforma_store::{Connection, process_run::AttemptStatus, schedule, share};

use crate::{
    error::ApiError,
    gathering::draft_summary,
    names::Customers,
    process_run::{RunSummary, count, load, work_up_to},
    promise::Promise,
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

/// The drafts that a run of a date would create now, and nothing about what it would pass over.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
pub(crate) fn promise(connection: &Connection, run_date: NaiveDate) -> Result<Promise, ApiError> {
    let snapshot = connection.snapshot()?;
    let customers = Customers::read(&snapshot)?;
    let mut promise = Promise::new(run_date);
    for contract in schedule::contracts_due(&snapshot, run_date)? {
        let mut backlog = match load(&snapshot, contract) {
            // It is parked and gives no drafts.
            Err(error) if is_fault_of_the_contract(&error) => continue,
            loaded => loaded?,
        };
        let foreseen = foresee(&mut backlog, run_date);
        for draft in foreseen.drafts() {
            promise.add(contract, draft, draft_summary(&customers, &backlog.contract, draft, None)?);
        }
    }
    Ok(promise)
}

/// What a run of a date would do with one contract.
pub(crate) struct Foreseen {
    /// One for each date that it would handle.
    outcomes: Vec<DateOutcome>,
    /// Why it would park the contract after them.
    failure: Option<String>,
}

impl Foreseen {
    /// The drafts of all dates, in the order in which they would be created.
    pub(crate) fn drafts(&self) -> impl Iterator<Item = &DraftInvoice> {
        self.outcomes.iter().flat_map(|outcome| &outcome.drafts)
    }
}

/// Does in memory what a run would do, and leaves the backlog as the run would leave it.
pub(crate) fn foresee(backlog: &mut Backlog, run_date: NaiveDate) -> Foreseen {
    let mut foreseen = Foreseen { outcomes: Vec::new(), failure: None };
    for date in backlog.dates_to_run(run_date) {
        match backlog.run(date, run_date) {
            Ok(outcome) => {
                backlog.settle(&outcome);
                foreseen.outcomes.push(outcome);
            }
            Err(error) => {
                foreseen.failure = Some(error.to_string());
                for later in backlog.dates_to_run(run_date).into_iter().filter(|later| *later >= date) {
                    backlog.park(later, run_date);
                }
                break;
            }
        }
    }
    foreseen
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
    let foreseen = foresee(&mut backlog, run_date);
    for outcome in &foreseen.outcomes {
        let work_up_to = work_up_to(&backlog, outcome);
        for draft in &outcome.drafts {
            proof.invoice(draft)?;
            listener(RunEvent::Draft { contract: &backlog.contract, draft, work_up_to, invoice: None })?;
        }
    }
    proof.leave(&backlog)?;
    let passed_over = backlog.passed_over(run_date, &foreseen.outcomes);
    tell_passed_over(&backlog, &passed_over, foreseen.failure.as_deref(), listener)?;
    Ok(match foreseen.failure {
        Some(_) => Verdict::Parked,
        None if foreseen.drafts().next().is_some() => Verdict::Invoiced,
        None => Verdict::NothingDue,
    })
}
