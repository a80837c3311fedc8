//! A contract is activated, closed and opened again.

use chrono::{DateTime, Utc};
use proforma_engine::contract::{Contract, ContractStatus};
use proforma_store::{Connection, contract};

use super::{by_key, checks, saving::commit};
use crate::{
    changes::FormCommand,
    dto::ContractCheckCode,
    error::{ApiError, Refusal},
    record_changes::RecordChanges,
};

/// Moves a contract to another status: from draft or closed to active, from active to closed. One that was closed is opened
/// with what is missing in it, except milestones that do not add up: no active contract may have those. Gives what takes it
/// back; an activation stays.
///
/// # Errors
/// [`ApiError::Refused`] where it cannot go there, or something of the check list is missing.
///
/// Source: SPEC 2.6, 3.10, 4.14.
pub fn set_status(
    connection: &Connection,
    key: &str,
    to: ContractStatus,
    now: DateTime<Utc>,
) -> Result<Option<String>, ApiError> {
    use ContractStatus::{Active, Closed, Draft};
    let tx = connection.write()?;
    let contract = by_key(&tx, key)?;
    match (contract.status, to) {
        (Draft, Draft) | (Active, Active) | (Closed, Closed) => return Ok(None),
        (Draft, Active) => refuse_wrong(key, &missing_to_activate(&tx, &contract)?)?,
        // What is missing can be mended only once it is open.
        (Closed, Active) => refuse_wrong(key, &not_adding_up(&tx, &contract)?)?,
        (Active, Closed) => {}
        (Draft, Closed) | (Active | Closed, Draft) => {
            let (from, to) = (contract.status.as_str(), to.as_str());
            return Err(Refusal::ContractStatus { contract: key.to_owned(), from, to }.into());
        }
    }
    contract::set_status(&tx, contract.id, contract.status, to)?;
    let mut changes = RecordChanges::default();
    let word = |status: ContractStatus| Some(status.as_str().to_owned());
    changes.field(("contract", key), "status", word(contract.status), word(to));
    let undo = commit(tx, contract.id, FormCommand::SetContractStatus, &changes.into(), now)?;
    Ok(undo.filter(|_| contract.status != Draft))
}

fn refuse_wrong(key: &str, wrong: &[String]) -> Result<(), ApiError> {
    if wrong.is_empty() {
        return Ok(());
    }
    Err(Refusal::NotReadyToActivate { contract: key.to_owned(), why: wrong.join(" ") }.into())
}

/// The lines of a closed contract whose milestones do not add up, as sentences; a file may have brought them so.
///
/// Source: SPEC 2.6, 3.10.
fn not_adding_up(connection: &Connection, contract: &Contract) -> Result<Vec<String>, ApiError> {
    let checks = checks::of_contract(connection, contract)?.into_iter();
    let wrong = checks.filter(|check| !check.is_right && check.code == ContractCheckCode::ContractedAmount);
    Ok(wrong.map(|check| format!("{} Copy the contract and mend the copy.", check.text)).collect())
}

/// What of the check list keeps a contract from being activated, as sentences.
pub(crate) fn missing_to_activate(
    connection: &Connection,
    contract: &Contract,
) -> Result<Vec<String>, ApiError> {
    let wrong = checks::of_contract(connection, contract)?.into_iter().filter(|check| !check.is_right);
    Ok(wrong.map(|check| check.text).collect())
}
