//! Creating invoices by hand: what is ready now, schedules ignored.

use chrono::{DateTime, NaiveDate, Utc};
use proforma_engine::{contract::Contract, ids::InvoiceId, invoice::DraftInvoice};
use proforma_store::{Connection, contract, history, invoice};

use crate::{
    error::{ApiError, Refusal},
    process_run::{load, refuse_future},
};

/// A draft that was made by hand.
#[derive(Debug, Clone, PartialEq)]
pub struct Created {
    /// Its contract.
    pub contract: Contract,
    /// The draft.
    pub draft: DraftInvoice,
    /// Its id.
    pub invoice: InvoiceId,
}

/// Drafts every ready share of the contracts dated up to `through`, all contracts or none. The invoice date is
/// `through`.
///
/// # Errors
/// [`ApiError::NotFound`] for an unknown contract; [`ApiError::Refused`] for one that is not active, or a date after
/// today.
///
/// Source: SPEC 7.6, 4.3, 4.14.
pub fn create(
    connection: &Connection,
    contracts: &[String],
    through: NaiveDate,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<Vec<Created>, ApiError> {
    refuse_future(through, today)?;
    let tx = connection.write()?;
    let mut created = Vec::new();
    for key in contracts {
        let id = contract::id_of(&tx, key)?
            .ok_or_else(|| ApiError::NotFound { kind: "contract", id: key.clone() })?;
        let backlog = load(&tx, id)?;
        if backlog.refuses_creation().is_some() {
            return Err(Refusal::ContractNotActive {
                contract: key.clone(),
                status: backlog.contract.status.as_str(),
            }
            .into());
        }
        let mut invoices = Vec::new();
        for draft in backlog.create_now(through)? {
            let origin = invoice::DraftOrigin {
                contract: id,
                process_run: None,
                work_up_to: Some(through),
                created_at: now,
            };
            let invoice = invoice::insert_draft(&tx, origin, &draft)?;
            invoices.push(invoice.0.to_string());
            created.push(Created { contract: backlog.contract.clone(), draft, invoice });
        }
        if !invoices.is_empty() {
            let detail = serde_json::json!({ "through": through, "invoices": invoices });
            history::append(&tx, Some(id), now, "create", &detail.to_string())?;
        }
    }
    tx.commit()?;
    Ok(created)
}
