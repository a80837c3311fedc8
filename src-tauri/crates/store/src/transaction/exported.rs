//! Transactions as an export tells them, in the order of entry.

use proforma_engine::{
    ids::{ContractLineId, CustomerId, TransactionId},
    share::BillingStatus,
};
use rusqlite::Row;
use rust_decimal::Decimal;

use crate::{
    Connection, StoreError,
    row::{Columns, select, select_one},
};

/// A transaction as it is exported: the author's ids, and texts as they are stored.
#[derive(Debug, Clone, PartialEq)]
pub struct ExportedTransaction {
    /// Its line and number.
    pub place: (ContractLineId, TransactionId),
    /// The author's id.
    pub key: String,
    /// The contract's id.
    pub contract: String,
    /// The line's id.
    pub contract_line: String,
    /// Class.
    pub class: String,
    /// Date.
    pub date: String,
    /// Free text.
    pub description: Option<String>,
    /// The role's id.
    pub role: Option<String>,
    /// Free text.
    pub category: Option<String>,
    /// The resource's id.
    pub resource: Option<String>,
    /// Quantity.
    pub quantity: String,
    /// Unit.
    pub unit: String,
    /// Price.
    pub unit_price: String,
    /// Billing type.
    pub billing_type: String,
    /// Its shares in the order in which they were split.
    pub shares: Vec<ExportedShare>,
}

/// What of a share says whether it must be told beside its transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedShare {
    /// Who pays.
    pub customer: CustomerId,
    /// Percentage.
    pub percent: Decimal,
    /// Minor units.
    pub amount_minor: i64,
    /// Billing status.
    pub billing_status: BillingStatus,
    /// Whether limits keep an amount free for it, or stopped it.
    pub is_told_by_limits: bool,
}

/// Gives every transaction in the order of entry, one at a time.
///
/// Only numbers are sorted: the rows themselves lie by contract line, and a million of them would not fit.
///
/// # Errors
/// [`StoreError`], or what `each` fails with.
pub fn export<E: From<StoreError>>(
    connection: &Connection,
    mut each: impl FnMut(ExportedTransaction) -> Result<(), E>,
) -> Result<(), E> {
    for place in places(connection)? {
        if let Some(transaction) = exported(connection, place)? {
            each(transaction)?;
        }
    }
    Ok(())
}

/// The numbers of all transactions that stand, ascending: the order in which they are exported.
///
/// # Errors
/// [`StoreError`].
pub fn numbers(connection: &Connection) -> Result<Vec<i64>, StoreError> {
    Ok(places(connection)?.into_iter().map(|(_, id)| id.0).collect())
}

fn places(connection: &Connection) -> Result<Vec<(ContractLineId, TransactionId)>, StoreError> {
    let sql = "SELECT contract_line_id, id FROM \"transaction\" WHERE deleted_at IS NULL";
    let mut places = select!(connection, sql, [], |row: &Row<'_>| Ok::<_, StoreError>((
        ContractLineId(row.get(0)?),
        TransactionId(row.get(1)?)
    )))?;
    places.sort_unstable_by_key(|(line, transaction)| (*transaction, *line));
    Ok(places)
}

/// A transaction as it is exported.
///
/// # Errors
/// [`StoreError`].
pub fn exported(
    connection: &Connection,
    place: (ContractLineId, TransactionId),
) -> Result<Option<ExportedTransaction>, StoreError> {
    let sql = include_str!("export.sql");
    select_one!(connection, sql, [place.0.0, place.1.0], |row: &Row<'_>| {
        Ok::<_, StoreError>(ExportedTransaction {
            place,
            key: row.string(0)?,
            contract: row.string(1)?,
            contract_line: row.string(2)?,
            class: row.string(3)?,
            date: row.string(4)?,
            description: row.optional_string(5)?,
            role: row.optional_string(6)?,
            category: row.optional_string(7)?,
            resource: row.optional_string(8)?,
            quantity: row.string(9)?,
            unit: row.string(10)?,
            unit_price: row.string(11)?,
            billing_type: row.string(12)?,
            shares: exported_shares(connection, place)?,
        })
    })
}

fn exported_shares(
    connection: &Connection,
    place: (ContractLineId, TransactionId),
) -> Result<Vec<ExportedShare>, StoreError> {
    // The index is named, since without statistics the planner would read every share of the line.
    let sql = "SELECT customer_id, percent, amount_minor, billing_status, limit_state IS NOT NULL
               FROM share INDEXED BY share_of_transaction
               WHERE share.contract_line_id = ?1 AND share.transaction_id = ?2 AND share.billing_status <> 'reversed'
               ORDER BY share.id";
    select!(connection, sql, [place.0.0, place.1.0], |row: &Row<'_>| Ok::<_, StoreError>(ExportedShare {
        customer: CustomerId(row.get(0)?),
        percent: row.decimal(1)?,
        amount_minor: row.get(2)?,
        billing_status: row.word(3)?,
        is_told_by_limits: row.get(4)?,
    }))
}
