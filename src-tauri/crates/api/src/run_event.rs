//! What a run and a preview tell while they go on.

use std::collections::{BTreeSet, HashMap};

use chrono::NaiveDate;
use proforma_engine::{
    contract::Contract,
    ids::{ContractId, InvoiceId, ShareId},
    invoice::DraftInvoice,
    passed_over::{PassedOver, ReasonCode},
    process_run::Backlog,
    share::Share,
};
use proforma_store::{Connection, share};

use crate::{
    error::ApiError,
    process_run::load,
    proof::Proof,
    unreadable::{Unreadable, is_fault_of_the_contract},
};

/// What is told while a date is run or previewed, contract by contract.
#[derive(Debug)]
pub enum RunEvent<'a> {
    /// A draft was created, or would be: then it has no id.
    Draft {
        /// Its contract.
        contract: &'a Contract,
        /// The draft.
        draft: &'a DraftInvoice,
        /// The latest cut-off date among the rows that brought something.
        work_up_to: Option<NaiveDate>,
        /// Its id.
        invoice: Option<InvoiceId>,
    },
    /// Something was passed over.
    PassedOver {
        /// Its contract.
        contract: &'a Contract,
        /// What and why.
        entry: &'a PassedOver,
        /// The share, where it is about one.
        share: Option<&'a Share>,
        /// What went wrong, where the contract is parked.
        failure: Option<&'a str>,
    },
    /// A contract that does not read was passed over.
    Unreadable(&'a Unreadable),
    /// A contract that was due is done.
    ContractDone {
        /// Its contract.
        contract: ContractId,
        /// What came of it.
        verdict: Verdict,
        /// Contracts done so far.
        done: u32,
        /// Contracts due.
        total: u32,
    },
}

/// What came of a contract that was due.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// Drafts were created.
    Invoiced,
    /// Nothing chargeable was ready.
    NothingDue,
    /// It failed and is tried again by every later run.
    Parked,
}

/// A listener; an error of its own ends the run between two contracts.
pub type Listener<'a> = &'a mut dyn FnMut(RunEvent<'_>) -> Result<(), ApiError>;

pub(crate) fn tell_passed_over(
    backlog: &Backlog,
    entries: &[PassedOver],
    failure: Option<&str>,
    listener: Listener<'_>,
) -> Result<(), ApiError> {
    let shares: HashMap<ShareId, &Share> = backlog.shares.iter().map(|share| (share.id, share)).collect();
    for entry in entries {
        let share = entry.share.and_then(|id| shares.get(&id).copied());
        listener(RunEvent::PassedOver { contract: &backlog.contract, entry, share, failure })?;
    }
    Ok(())
}

/// Tells what contracts that were not due have waiting, and why.
pub(crate) fn tell_the_rest(
    connection: &Connection,
    run_date: NaiveDate,
    due: &[ContractId],
    mut proof: Option<&mut Proof>,
    listener: Listener<'_>,
) -> Result<(), ApiError> {
    let due: BTreeSet<ContractId> = due.iter().copied().collect();
    for contract in share::contracts_to_explain(connection, run_date)? {
        if due.contains(&contract) {
            continue;
        }
        let backlog = match load(connection, contract) {
            Err(error) if is_fault_of_the_contract(&error) => {
                let code = ReasonCode::ContractUnreadable;
                let unreadable = Unreadable::describe(connection, contract, run_date, code, &error)?;
                if let Some(proof) = proof.as_deref_mut() {
                    proof.leave_unread(&unreadable);
                }
                listener(RunEvent::Unreadable(&unreadable))?;
                continue;
            }
            loaded => loaded?,
        };
        if let Some(proof) = proof.as_deref_mut() {
            proof.leave(&backlog)?;
        }
        tell_passed_over(&backlog, &backlog.passed_over(run_date, &[]), None, listener)?;
    }
    Ok(())
}
