//! Deleting a draft, and putting it back as it was.
//!
//! The entry in the history of the contract holds the whole draft; putting it back goes by that entry alone.

mod record;

use chrono::{DateTime, Utc};
use proforma_engine::ids::ContractId;
use proforma_store::{Connection, contract, history, invoice};

use self::record::DraftRecord;
use crate::{
    dto::Change,
    error::{ApiError, Refusal},
    json::InvoiceJson,
    sums::Sums,
    whole_invoice,
};

/// The command's name in the history.
const COMMAND: &str = "delete_draft";
/// What its tokens begin with.
const PREFIX: &str = "draft:";

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
    let tx = connection.write()?;
    let (invoice, contract, customer) = whole_invoice::read(&tx, id)?;
    let header = &invoice.header;
    if let Some(number) = &header.number {
        return Err(Refusal::NoDraft { number: number.clone(), status: header.status.as_str() }.into());
    }
    let Some(invoice_id) = header.id else { return Err(unknown(id)) };
    invoice::delete_draft(&tx, invoice_id, &invoice)?;
    let entry = serde_json::to_string(&DraftRecord::of(invoice_id, &invoice))?;
    let sequence = history::append(&tx, Some(contract.id), now, COMMAND, &entry)?;
    tx.commit()?;
    let mut amounts = Sums::default();
    amounts.add(header.totals.subtotal);
    let undo = Some(format!("{PREFIX}{}:{sequence}", contract.id.0));
    Ok(Deleted {
        invoice: InvoiceJson::of_stored(&invoice, &contract.key, &customer.key),
        change: Change { changed: 1, amounts: amounts.amounts(), undo },
    })
}

fn unknown(id: &str) -> ApiError {
    ApiError::NotFound { kind: "invoice", id: id.to_owned() }
}

/// Puts a deleted draft back under its id, by the token that its deletion gave.
///
/// # Errors
/// [`ApiError::Refused`] for a token that names no deletion, where the draft is back already, or where a share of it is
/// not ready to invoice any more, naming it. Nothing has changed then.
pub(crate) fn undo_delete(connection: &Connection, token: &str, now: DateTime<Utc>) -> Result<(), ApiError> {
    let nothing = || ApiError::from(Refusal::NothingToUndo);
    let place = token.strip_prefix(PREFIX).unwrap_or(token).split_once(':').ok_or_else(nothing)?;
    let (contract, sequence) =
        place.0.parse().ok().map(ContractId).zip(place.1.parse().ok()).ok_or_else(nothing)?;
    let tx = connection.write()?;
    let entry = history::detail_at(&tx, contract, sequence, COMMAND)?.ok_or_else(nothing)?;
    let draft: DraftRecord = serde_json::from_str(&entry)?;
    let id = draft.id();
    if invoice::by_id(&tx, id)?.is_some() {
        return Err(Refusal::DraftIsBack { invoice: id.0.to_string() }.into());
    }
    let contract = contract::by_id(&tx, contract)?.ok_or_else(nothing)?;
    draft.put_back(&tx, &contract)?;
    let undone = serde_json::json!({ "command": COMMAND, "invoice": id.0.to_string() });
    history::append(&tx, Some(contract.id), now, "undo", &undone.to_string())?;
    Ok(tx.commit()?)
}
