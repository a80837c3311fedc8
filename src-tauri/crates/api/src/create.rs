//! Creating invoices by hand: what is ready now, schedules ignored.

use std::collections::HashSet;

use chrono::{DateTime, NaiveDate, Utc};
use proforma_engine::{contract::Contract, ids::InvoiceId, invoice::DraftInvoice};
use proforma_store::{Connection, WriteTransaction, contract, invoice};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::{
    bounds,
    changes::{ChangeName, Command},
    delete_draft,
    dto::CreatedDrafts,
    error::{ApiError, Refusal},
    gathering::draft_summary,
    names::Customers,
    process_run::{load, refuse_future},
};

/// What the history of a contract says of drafts that were made by hand.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct CreationRecord {
    through: NaiveDate,
    invoices: Vec<String>,
    /// What they came to, net.
    #[serde(default)]
    pub(crate) subtotal_minor: Option<i64>,
}

impl CreationRecord {
    /// The ids that the drafts were given.
    pub(crate) fn invoices(&self) -> Vec<InvoiceId> {
        self.invoices.iter().filter_map(|id| id.parse().ok()).map(InvoiceId).collect()
    }
}

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
    let name = ChangeName { command: Command::Create, at: now };
    for key in contracts {
        let (contract, drafts) = drafts_of(&tx, key, through)?;
        let mut record = CreationRecord { through, invoices: Vec::new(), subtotal_minor: Some(0) };
        for draft in drafts {
            let origin = invoice::DraftOrigin {
                contract: contract.id,
                process_run: None,
                work_up_to: Some(through),
                created_at: now,
            };
            let invoice = invoice::insert_draft(&tx, origin, &draft)?;
            record.invoices.push(invoice.0.to_string());
            record.subtotal_minor =
                record.subtotal_minor.and_then(|sum| sum.checked_add(draft.totals.subtotal.minor()));
            created.push(Created { contract: contract.clone(), draft, invoice });
        }
        if !record.invoices.is_empty() {
            name.write(&tx, contract.id, &serde_json::to_string(&record)?)?;
        }
    }
    tx.commit()?;
    Ok(created)
}

/// Deletes the drafts that an entry of the history made, those that are still there, and gives them as they were.
///
/// # Errors
/// [`ApiError::Refused`] for a confirmed invoice.
///
/// Source: SPEC 7.1, 7.3.
pub(crate) fn take_back(tx: &WriteTransaction<'_>, detail: &str) -> Result<Value, ApiError> {
    let record: CreationRecord = serde_json::from_str(detail)?;
    let mut drafts = Vec::new();
    for id in record.invoices() {
        if invoice::status_of(tx, id)?.is_some() {
            drafts.push(serde_json::to_value(delete_draft::remove(tx, &id.0.to_string())?.record())?);
        }
    }
    Ok(Value::Array(drafts))
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
    Ok(CreatedDrafts { through, drafts, undo: None })
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
    let undo = (!created.is_empty()).then(|| ChangeName { command: Command::Create, at: now }.token());
    Ok(CreatedDrafts { through, drafts: created.iter().map(summary).collect::<Result<_, ApiError>>()?, undo })
}
