//! What has become of a contract line, as far as it decides what of it may still be changed.

use chrono::NaiveDate;
use proforma_engine::{
    contract::TransactionClass,
    ids::{ContractId, ContractLineId, CustomerId, MilestoneId, TransactionId},
    share::BillingStatus,
};
use rusqlite::Row;

use crate::{
    Connection, StoreError,
    row::{Columns, select, select_one},
};

/// How often transactions of a line are of each class.
///
/// # Errors
/// [`StoreError`].
pub fn classes(
    connection: &Connection,
    line: ContractLineId,
) -> Result<Vec<(TransactionClass, u32)>, StoreError> {
    let sql = "SELECT class, COUNT(*) FROM \"transaction\"
               WHERE contract_line_id = ?1 AND deleted_at IS NULL GROUP BY class ORDER BY class";
    select!(connection, sql, [line.0], |row: &Row<'_>| Ok::<_, StoreError>((row.word(0)?, row.get(1)?)))
}

/// How many shares each customer has of what was entered on a line. Milestones that are on no invoice are split anew with
/// the line, so that they hold nobody.
///
/// # Errors
/// [`StoreError`].
pub fn customers(
    connection: &Connection,
    line: ContractLineId,
) -> Result<Vec<(CustomerId, u32)>, StoreError> {
    let sql = "SELECT customer_id, COUNT(*) FROM share
               WHERE contract_line_id = ?1 AND billing_status <> 'reversed'
                 AND (transaction_id IS NOT NULL OR EXISTS (
                     SELECT 1 FROM share AS other WHERE other.milestone_id = share.milestone_id
                         AND other.billing_status IN ('invoice_created', 'invoice_posted')))
               GROUP BY customer_id ORDER BY customer_id";
    select!(connection, sql, [line.0], |row: &Row<'_>| Ok::<_, StoreError>((
        CustomerId(row.get(0)?),
        row.get(1)?
    )))
}

/// Customer and status of each share of the milestones of a line.
///
/// # Errors
/// [`StoreError`].
pub fn milestone_shares(
    connection: &Connection,
    line: ContractLineId,
) -> Result<Vec<(MilestoneId, CustomerId, BillingStatus)>, StoreError> {
    let sql = "SELECT share.milestone_id, share.customer_id, share.billing_status
               FROM milestone CROSS JOIN share ON share.milestone_id = milestone.id
               WHERE milestone.contract_line_id = ?1 AND share.billing_status <> 'reversed' ORDER BY share.id";
    select!(connection, sql, [line.0], |row: &Row<'_>| Ok::<_, StoreError>((
        MilestoneId(row.get(0)?),
        CustomerId(row.get(1)?),
        row.word(2)?
    )))
}

/// Statuses of the shares of each milestone of a line.
///
/// # Errors
/// [`StoreError`].
pub fn milestones(
    connection: &Connection,
    line: ContractLineId,
) -> Result<Vec<(MilestoneId, BillingStatus)>, StoreError> {
    let shares = milestone_shares(connection, line)?;
    Ok(shares.into_iter().map(|(milestone, _, status)| (milestone, status)).collect())
}

/// Whether any invoice has a line of this contract line.
///
/// # Errors
/// [`StoreError`].
pub fn is_on_invoice(connection: &Connection, line: ContractLineId) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM invoice JOIN invoice_line ON invoice_line.invoice_id = invoice.id
               WHERE invoice.contract_id = (SELECT contract_id FROM contract_line WHERE id = ?1)
                 AND invoice_line.contract_line_id = ?1 LIMIT 1";
    Ok(select_one!(connection, sql, [line.0], |row: &Row<'_>| Ok::<i64, StoreError>(row.get(0)?))?.is_some())
}

/// Whether anything was ever entered on a line: transactions, also deleted ones, or milestones that had a share moved.
///
/// # Errors
/// [`StoreError`].
pub fn was_used(connection: &Connection, line: ContractLineId) -> Result<bool, StoreError> {
    let sql = "SELECT EXISTS (SELECT 1 FROM share WHERE contract_line_id = ?1)
                   OR EXISTS (SELECT 1 FROM \"transaction\" WHERE contract_line_id = ?1)";
    Ok(select_one!(connection, sql, [line.0], |row: &Row<'_>| Ok::<bool, StoreError>(row.get(0)?))?
        .unwrap_or(false))
}

/// Whether a contract has an invoice.
///
/// # Errors
/// [`StoreError`].
pub fn has_invoices(connection: &Connection, contract: ContractId) -> Result<bool, StoreError> {
    let sql = "SELECT 1 FROM invoice WHERE contract_id = ?1 LIMIT 1";
    Ok(select_one!(connection, sql, [contract.0], |row: &Row<'_>| Ok::<i64, StoreError>(row.get(0)?))?
        .is_some())
}

/// The latest date of chargeable work of a line that is on no invoice; none where there is none.
///
/// # Errors
/// [`StoreError`].
pub fn latest_open_date(
    connection: &Connection,
    line: ContractLineId,
) -> Result<Option<NaiveDate>, StoreError> {
    let sql = "SELECT MAX(share_date) FROM share
               WHERE contract_line_id = ?1 AND billing_status IN ('not_ready', 'ready_to_invoice')
                 AND billing_type = 'chargeable' AND transaction_id IS NOT NULL";
    Ok(select_one!(connection, sql, [line.0], |row: &Row<'_>| row.optional_date(0))?.flatten())
}

/// Transactions of a line of which every share is in the billing backlog, in the order of entry.
///
/// # Errors
/// [`StoreError`].
pub fn open_transactions(
    connection: &Connection,
    line: ContractLineId,
) -> Result<Vec<TransactionId>, StoreError> {
    let sql = "SELECT transaction_id FROM share
               WHERE contract_line_id = ?1 AND +transaction_id IS NOT NULL AND billing_status <> 'reversed'
               GROUP BY transaction_id
               HAVING SUM(billing_status NOT IN ('not_ready', 'ready_to_invoice')) = 0 ORDER BY transaction_id";
    select!(connection, sql, [line.0], |row: &Row<'_>| Ok::<_, StoreError>(TransactionId(row.get(0)?)))
}
