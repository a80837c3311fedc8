//! A contract is activated, closed and opened again.

use chrono::{DateTime, Utc};
use proforma_engine::contract::{Contract, ContractStatus};
use proforma_store::{Connection, contract};

use super::{by_key, checks, saving::commit};
use crate::{
    changes::FormCommand,
    error::{ApiError, Refusal},
    record_changes::RecordChanges,
};

/// Moves a contract to another status: from draft or closed to active, from active to closed. Gives what takes it back; an
/// activation stays.
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
        (Draft | Closed, Active) => {
            let wrong = missing_to_activate(&tx, &contract)?;
            if !wrong.is_empty() {
                return Err(
                    Refusal::NotReadyToActivate { contract: key.to_owned(), why: wrong.join(" ") }.into()
                );
            }
        }
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
    let undo = commit(tx, contract.id, FormCommand::SetContractStatus, &changes, now)?;
    Ok(undo.filter(|_| contract.status != Draft))
}

/// What of the check list keeps a contract from being activated, as sentences.
pub(crate) fn missing_to_activate(
    connection: &Connection,
    contract: &Contract,
) -> Result<Vec<String>, ApiError> {
    let wrong = checks::of_contract(connection, contract)?.into_iter().filter(|check| !check.is_right);
    Ok(wrong.map(|check| check.text).collect())
}
