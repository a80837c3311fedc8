//! Drafts: written with the claim of their shares, and deleted with their release.

use chrono::{DateTime, NaiveDate, Utc};
use proforma_engine::{
    ids::{ContractId, InvoiceId, ProcessRunId},
    invoice::{DraftInvoice, InvoiceStatus},
    share::BillingStatus,
};
use rusqlite::params;

use super::{
    InvoiceHeader, NewDetail, StoredInvoice, insert_detail, insert_header, insert_line, insert_taxes,
};
use crate::{StoreError, WriteTransaction, row::execute, share};

/// Where a draft comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DraftOrigin {
    /// The contract.
    pub contract: ContractId,
    /// The process run; none where a person made it.
    pub process_run: Option<ProcessRunId>,
    /// The latest cut-off date among its rows.
    pub work_up_to: Option<NaiveDate>,
    /// When.
    pub created_at: DateTime<Utc>,
}

/// Writes a draft and claims its shares.
///
/// # Errors
/// [`StoreError::Conflict`] where a share is no longer ready to invoice, [`StoreError::Refused`] where one is
/// charged already.
///
/// Source: SPEC 4.10, 4.11.
pub fn insert_draft(
    tx: &WriteTransaction<'_>,
    origin: DraftOrigin,
    draft: &DraftInvoice,
) -> Result<InvoiceId, StoreError> {
    let header = InvoiceHeader {
        id: None,
        contract: origin.contract,
        customer: draft.customer,
        status: InvoiceStatus::Draft,
        number: None,
        invoice_date: draft.invoice_date,
        work_up_to: origin.work_up_to,
        totals: draft.totals,
        process_run: origin.process_run,
        created_at: origin.created_at,
    };
    let id = insert_header(tx, &header)?;
    for line in &draft.lines {
        insert_line(tx, id, line.contract_line, line.tax, line.amount)?;
        for (position, detail) in line.details.iter().enumerate() {
            let row = NewDetail {
                share: detail.share,
                billing_type: detail.billing_type,
                quantity: detail.quantity,
                unit_price: detail.unit_price,
                percent: detail.percent,
                amount: detail.amount,
            };
            insert_detail(tx, id, line.contract_line, position, &row)?;
            let (from, to) = (BillingStatus::ReadyToInvoice, BillingStatus::InvoiceCreated);
            share::set_status(tx, line.contract_line, detail.share, from, to)?;
        }
    }
    insert_taxes(tx, id, &draft.taxes)?;
    Ok(id)
}

/// Deletes a draft, whole, and releases its shares.
///
/// # Errors
/// [`StoreError::Conflict`] where it is not a draft or in review any more, or a share is not on it.
///
/// Source: SPEC 7.3.
pub fn delete_draft(
    tx: &WriteTransaction<'_>,
    id: InvoiceId,
    invoice: &StoredInvoice,
) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM invoice_line_detail WHERE invoice_id = ?1", [id.0])?;
    execute!(tx, "DELETE FROM invoice_line WHERE invoice_id = ?1", [id.0])?;
    execute!(tx, "DELETE FROM invoice_tax WHERE invoice_id = ?1", [id.0])?;
    let sql = "DELETE FROM invoice WHERE id = ?1 AND status IN (?2, ?3)";
    let (draft, in_review) = (InvoiceStatus::Draft.as_str(), InvoiceStatus::InReview.as_str());
    if execute!(tx, sql, params![id.0, draft, in_review])? != 1 {
        return Err(StoreError::Conflict { what: format!("invoice {}", id.0) });
    }
    for line in &invoice.lines {
        for detail in &line.details {
            let (from, to) = (BillingStatus::InvoiceCreated, BillingStatus::ReadyToInvoice);
            share::set_status(tx, line.contract_line, detail.share, from, to)?;
        }
    }
    Ok(())
}
