//! Deleting drafts, and putting them back as they were.
//!
//! The entry in the history of the contract holds the whole draft; putting it back goes by that entry alone.

mod record;

use std::ops::ControlFlow;

use chrono::{DateTime, Utc};
use proforma_engine::ids::{ContractId, InvoiceId};
use proforma_store::{
    Connection, WriteTransaction, contract,
    customer::Customer,
    invoice::{self, StoredInvoice},
};

pub(crate) use self::record::DraftRecord;
use crate::{
    bounds,
    changes::{ChangeName, Command},
    dto::{Change, DeletedDrafts},
    error::{ApiError, Refusal},
    json::InvoiceJson,
    sums::Sums,
    whole_invoice,
};

/// How many drafts are deleted in one transaction: enough that the disk is not waited for at each, few enough that
/// nobody else waits for long.
const TOGETHER: usize = 20;

/// A draft that was deleted.
#[derive(Debug)]
pub struct Deleted {
    /// As it was.
    pub invoice: InvoiceJson,
    /// What it came to, and how to put it back.
    pub change: Change,
}

/// Deletes a draft or an invoice in review: its shares are ready to invoice again, its schedule rows stay as they are.
///
/// # Errors
/// [`ApiError::NotFound`]; [`ApiError::Refused`] for a confirmed or paid invoice.
///
/// Source: SPEC 7.1, 7.3.
pub fn delete_draft(connection: &Connection, id: &str, now: DateTime<Utc>) -> Result<Deleted, ApiError> {
    let name = ChangeName { command: Command::DeleteDraft, at: now };
    let tx = connection.write()?;
    let removed = remove_as(&tx, name, id)?;
    tx.commit()?;
    let mut amounts = Sums::default();
    amounts.add(removed.invoice.header.totals.subtotal);
    Ok(Deleted {
        invoice: InvoiceJson::of_stored(&removed.invoice, &removed.contract_key, &removed.customer.key),
        change: Change {
            changed: 1,
            amounts: amounts.amounts(),
            undo: Some(name.token()),
            ..Change::default()
        },
    })
}

/// Deletes drafts as one change, some at a time, until `told` how many are gone says to stop. What is gone by then stays
/// gone and is put back together.
///
/// # Errors
/// As [`delete_draft`], for one of the first few; then nothing has changed. What goes wrong later is in the answer.
///
/// Source: SPEC 7.1, 7.3.
pub fn delete_drafts(
    connection: &Connection,
    ids: &[String],
    now: DateTime<Utc>,
    mut told: impl FnMut(usize) -> ControlFlow<()>,
) -> Result<DeletedDrafts, ApiError> {
    bounds::drafts(ids.len())?;
    let name = ChangeName { command: Command::DeleteDraft, at: now };
    let mut amounts = Sums::default();
    let (mut deleted, mut failure) = (0, None);
    for some in ids.chunks(TOGETHER) {
        match delete_some(connection, name, some) {
            Ok(invoices) => invoices.iter().for_each(|gone| amounts.add(gone.header.totals.subtotal)),
            Err(error) if deleted == 0 => return Err(error),
            Err(error) => {
                failure = Some(error.to_string());
                break;
            }
        }
        deleted += some.len();
        if told(deleted).is_break() {
            break;
        }
    }
    let changed = u32::try_from(deleted).unwrap_or(u32::MAX);
    let change =
        Change { changed, amounts: amounts.amounts_by_code(), undo: Some(name.token()), ..Change::default() };
    Ok(DeletedDrafts { change, failure })
}

/// All of these or none.
fn delete_some(
    connection: &Connection,
    name: ChangeName,
    ids: &[String],
) -> Result<Vec<StoredInvoice>, ApiError> {
    let tx = connection.write()?;
    let removed = ids.iter().map(|id| Ok(remove_as(&tx, name, id)?.invoice));
    let removed = removed.collect::<Result<Vec<_>, ApiError>>()?;
    tx.commit()?;
    Ok(removed)
}

/// A draft that is gone from the tables, as it was.
#[derive(Debug)]
pub(crate) struct Removed {
    id: InvoiceId,
    invoice: StoredInvoice,
    contract: ContractId,
    contract_key: String,
    customer: Customer,
}

impl Removed {
    pub(crate) fn record(&self) -> DraftRecord {
        DraftRecord::of(self.id, &self.invoice)
    }
}

/// Removes a draft and writes it whole into the history.
fn remove_as(tx: &WriteTransaction<'_>, name: ChangeName, id: &str) -> Result<Removed, ApiError> {
    let removed = remove(tx, id)?;
    name.write(tx, removed.contract, &serde_json::to_string(&removed.record())?)?;
    Ok(removed)
}

/// Takes a draft off the tables; who calls writes it into the history.
///
/// # Errors
/// As [`delete_draft`].
pub(crate) fn remove(tx: &WriteTransaction<'_>, id: &str) -> Result<Removed, ApiError> {
    let (invoice, contract, customer) = whole_invoice::read(tx, id)?;
    let header = &invoice.header;
    if let Some(number) = &header.number {
        return Err(Refusal::NoDraft { number: number.clone(), status: header.status.as_str() }.into());
    }
    let unknown = || ApiError::NotFound { kind: "invoice", id: id.to_owned() };
    let id = header.id.ok_or_else(unknown)?;
    invoice::delete_draft(tx, id, &invoice)?;
    Ok(Removed { id, invoice, contract: contract.id, contract_key: contract.key, customer })
}

/// Puts a deleted draft back under its id, by what the history says of it.
///
/// # Errors
/// [`ApiError::Refused`] where a share of it is not ready to invoice any more, naming it.
pub(crate) fn put_back(
    tx: &WriteTransaction<'_>,
    contract: ContractId,
    detail: &str,
) -> Result<(), ApiError> {
    let draft: DraftRecord = serde_json::from_str(detail)?;
    let contract = contract::by_id(tx, contract)?.ok_or(Refusal::NothingToUndo)?;
    draft.put_back(tx, &contract)
}
