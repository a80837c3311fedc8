//! Lines moved and deleted.

use chrono::{DateTime, Utc};
use proforma_engine::{
    contract::{Contract, ContractLine, ContractStatus},
    ids::ContractLineId,
};
use proforma_store::{Connection, WriteTransaction, contract, schedule as rows, share};

use super::{
    by_key, forms, line_by_key, locks,
    saving::{CLOSED, commit, line_form},
    taken_back::{DeletedLine, kept_rows},
};
use crate::{
    changes::{ChangeName, FormCommand},
    error::{ApiError, Refusal},
    form_record::FormRecord,
    names::Customers,
    record_changes::RecordChanges,
};

/// Deletes a line on which nothing was entered; gives what takes it back.
///
/// # Errors
/// [`ApiError::Refused`] with what keeps it.
///
/// Source: d365 R3.13.
pub fn delete_line(
    connection: &Connection,
    contract: &str,
    line: &str,
    now: DateTime<Utc>,
) -> Result<String, ApiError> {
    let tx = connection.write()?;
    let contract = by_key(&tx, contract)?;
    let present = line_by_key(&contract, line)?;
    let closed = (contract.status == ContractStatus::Closed).then(|| CLOSED.to_owned());
    if let Some(why) = closed.or(locks::keeps_line(&tx, &contract, present)?) {
        return Err(Refusal::Kept { what: format!("line \"{}\"", present.name), why }.into());
    }
    let before = line_form(&tx, &contract, present, &Customers::read(&tx)?)?;
    let place = place_of(&contract, present.id);
    let rows = kept_rows(&tx, present.id)?;
    let mut changes = RecordChanges::default();
    remove_line(&tx, &contract, present, &mut changes)?;
    let form = FormRecord::new(changes, present.id.0, Some(&before), None)?;
    let name = ChangeName::of_form(FormCommand::DeleteLine, now);
    name.write(&tx, contract.id, &serde_json::to_string(&DeletedLine { form, place, rows })?)?;
    tx.commit()?;
    Ok(name.token())
}

pub(super) fn place_of(contract: &Contract, line: ContractLineId) -> usize {
    contract.lines.iter().position(|known| known.id == line).unwrap_or_default()
}

/// Takes a line out of its contract; the others close up.
pub(super) fn remove_line(
    tx: &WriteTransaction<'_>,
    contract: &Contract,
    line: &ContractLine,
    changes: &mut RecordChanges,
) -> Result<(), ApiError> {
    take_line(tx, contract, line, changes)?;
    let rest: Vec<_> =
        contract.lines.iter().filter(|known| known.id != line.id).map(|known| known.id).collect();
    Ok(contract::reorder_lines(tx, &rest)?)
}

pub(super) fn take_line(
    tx: &WriteTransaction<'_>,
    contract: &Contract,
    line: &ContractLine,
    changes: &mut RecordChanges,
) -> Result<(), ApiError> {
    let before = line_form(tx, contract, line, &Customers::read(tx)?)?;
    changes.record(("contract_line", &line.key), forms::line_fields(&before), Vec::new());
    let milestones = rows::milestones(tx, contract.id, contract.currency)?;
    for milestone in milestones.iter().filter(|milestone| milestone.contract_line == line.id) {
        for share in share::of_item(tx, &milestone.key)? {
            share::reverse(tx, line.id, share.id)?;
        }
    }
    Ok(contract::delete_line(tx, line.id)?)
}

/// Moves a line to another place in its contract, counted from 0; gives what takes it back, where it was moved.
///
/// # Errors
/// [`ApiError::NotFound`].
pub fn move_line(
    connection: &Connection,
    contract: &str,
    line: &str,
    to: u32,
    now: DateTime<Utc>,
) -> Result<Option<String>, ApiError> {
    let tx = connection.write()?;
    let contract = by_key(&tx, contract)?;
    let present = line_by_key(&contract, line)?;
    if contract.status == ContractStatus::Closed {
        let (what, why) = (format!("line \"{}\"", present.name), CLOSED.to_owned());
        return Err(Refusal::Kept { what, why }.into());
    }
    let from = place_of(&contract, present.id);
    let to = place_line(&tx, &contract, present.id, usize::try_from(to).unwrap_or(usize::MAX))?;
    let mut changes = RecordChanges::default();
    let place = |index: usize| Some((index + 1).to_string());
    changes.field(("contract_line", line), PLACE, place(from), place(to));
    commit(tx, contract.id, FormCommand::MoveLine, &changes.into(), now)
}

/// The field of the history that says where a line stands in its contract, counted from 1.
pub(super) const PLACE: &str = "place";

/// Puts a line to a place, counted from 0, or the last that there is; gives which it is.
pub(super) fn place_line(
    tx: &WriteTransaction<'_>,
    contract: &Contract,
    line: ContractLineId,
    to: usize,
) -> Result<usize, ApiError> {
    let mut order: Vec<_> = contract.lines.iter().map(|line| line.id).filter(|id| *id != line).collect();
    let to = to.min(order.len());
    order.insert(to, line);
    contract::reorder_lines(tx, &order)?;
    Ok(to)
}
