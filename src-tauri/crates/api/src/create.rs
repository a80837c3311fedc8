//! Creating invoices by hand: what is ready now, schedules ignored.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use proforma_engine::{contract::Contract, ids::InvoiceId, invoice::DraftInvoice};
use proforma_store::{Connection, contract, history, invoice};

use crate::{
    bounds,
    dto::CreatedDrafts,
    error::{ApiError, Refusal},
    gathering::draft_summary,
    names::Customers,
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
        let (contract, drafts) = drafts_of(&tx, key, through)?;
        let mut invoices = Vec::new();
        for draft in drafts {
            let origin = invoice::DraftOrigin {
                contract: contract.id,
                process_run: None,
                work_up_to: Some(through),
                created_at: now,
            };
            let invoice = invoice::insert_draft(&tx, origin, &draft)?;
            invoices.push(invoice.0.to_string());
            created.push(Created { contract: contract.clone(), draft, invoice });
        }
        if !invoices.is_empty() {
            let detail = serde_json::json!({ "through": through, "invoices": invoices });
            history::append(&tx, Some(contract.id), now, "create", &detail.to_string())?;
        }
    }
    tx.commit()?;
    Ok(created)
}

/// A contract with the drafts of all that is ready and dated up to a date.
fn drafts_of(
    connection: &Connection,
    key: &str,
    through: NaiveDate,
) -> Result<(Contract, Vec<DraftInvoice>), ApiError> {
    let id = contract::id_of(connection, key)?
        .ok_or_else(|| ApiError::NotFound { kind: "contract", id: key.to_owned() })?;
    let backlog = load(connection, id)?;
    if backlog.refuses_creation().is_some() {
        let status = backlog.contract.status.as_str();
        return Err(Refusal::ContractNotActive { contract: key.to_owned(), status }.into());
    }
    let drafts = backlog.create_now(through)?;
    Ok((backlog.contract, drafts))
}

/// The drafts that [`create_invoices`] would create. Writes nothing.
///
/// # Errors
/// As [`create_invoices`].
///
/// Source: SPEC 7.6, 7.7.
pub fn preview_create(
    connection: &Connection,
    contracts: &[String],
    through: NaiveDate,
    today: NaiveDate,
) -> Result<CreatedDrafts, ApiError> {
    bounds::contracts(contracts.len())?;
    refuse_future(through, today)?;
    let snapshot = connection.snapshot()?;
    let customers = Customers::read(&snapshot)?;
    let mut seen = HashSet::new();
    let mut drafts = Vec::new();
    // Named twice, a contract has nothing left the second time.
    for key in contracts.iter().filter(|key| seen.insert(*key)) {
        let (contract, own) = drafts_of(&snapshot, key, through)?;
        for draft in &own {
            drafts.push(draft_summary(&customers, &contract, draft, None)?);
        }
    }
    Ok(CreatedDrafts { through, drafts })
}

/// Creates drafts as the window asks.
///
/// # Errors
/// [`ApiError::Input`] for too many contracts or none; as [`create`].
pub fn create_invoices(
    connection: &Connection,
    contracts: &[String],
    through: NaiveDate,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<CreatedDrafts, ApiError> {
    bounds::contracts(contracts.len())?;
    let customers = Customers::read(connection)?;
    let created = create(connection, contracts, through, today, now)?;
    let summary = |made: &Created| draft_summary(&customers, &made.contract, &made.draft, Some(made.invoice));
    Ok(CreatedDrafts { through, drafts: created.iter().map(summary).collect::<Result<_, ApiError>>()? })
}
