//! Transactions: what was worked and spent.

mod exported;

use std::ops::RangeInclusive;

use chrono::{DateTime, NaiveDate, Utc};
use proforma_engine::{
    contract::TransactionClass,
    ids::{ContractLineId, TransactionId},
    money::{Currency, Money},
    share::BillingType,
};
use rusqlite::{Row, params};
use rust_decimal::Decimal;

use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, select_one, unreadable},
    values,
};

pub use self::exported::{ExportedShare, ExportedTransaction, export, exported, numbers};

/// A transaction.
#[derive(Debug, Clone, PartialEq)]
pub struct Transaction {
    /// Row number.
    pub id: TransactionId,
    /// Its line.
    pub contract_line: ContractLineId,
    /// The author's id.
    pub key: String,
    /// Class.
    pub class: TransactionClass,
    /// Its date.
    pub date: NaiveDate,
    /// Free text.
    pub description: Option<String>,
    /// Row number of the role.
    pub role: Option<i64>,
    /// Free text.
    pub category: Option<String>,
    /// Row number of the resource.
    pub resource: Option<i64>,
    /// Quantity.
    pub quantity: Decimal,
    /// Its unit.
    pub unit: String,
    /// Price of one unit.
    pub unit_price: Decimal,
    /// Billing type.
    pub billing_type: BillingType,
    /// Quantity × unit price.
    pub amount: Money,
}

/// Adds a transaction under the number it carries.
///
/// # Errors
/// [`StoreError::Refused`] where the key is taken by a transaction or milestone.
pub fn insert(tx: &WriteTransaction<'_>, transaction: &Transaction) -> Result<(), StoreError> {
    insert_row(tx, transaction)?;
    remember_text(tx, transaction)
}

/// Adds one of many transactions, which is not found by letters before [`remember_text`].
///
/// The index of texts gathers what it is told and writes it out in large pieces; but it also writes it out before each
/// statement that SQLite may have to take back by itself, as this one. Told row by row in between, it would write a
/// million pieces and merge them.
///
/// # Errors
/// [`StoreError::Refused`] where the key is taken by a transaction or milestone.
pub fn insert_row(tx: &WriteTransaction<'_>, transaction: &Transaction) -> Result<(), StoreError> {
    execute!(
        tx,
        include_str!("transaction/insert.sql"),
        params![
            transaction.contract_line.0,
            transaction.id.0,
            transaction.key,
            transaction.class.as_str(),
            transaction.date.to_string(),
            transaction.description,
            transaction.role,
            transaction.category,
            transaction.resource,
            transaction.quantity.to_string(),
            transaction.unit,
            transaction.unit_price.to_string(),
            transaction.billing_type.as_str(),
            transaction.amount.minor(),
        ]
    )?;
    Ok(())
}

/// Changes a transaction in its place, and what is found of it by letters.
///
/// # Errors
/// [`StoreError::Refused`] where its key is taken by another transaction or a milestone.
pub fn update(tx: &WriteTransaction<'_>, transaction: &Transaction) -> Result<(), StoreError> {
    execute!(
        tx,
        include_str!("transaction/update.sql"),
        params![
            transaction.contract_line.0,
            transaction.id.0,
            transaction.key,
            transaction.class.as_str(),
            transaction.date.to_string(),
            transaction.description,
            transaction.role,
            transaction.category,
            transaction.resource,
            transaction.quantity.to_string(),
            transaction.unit,
            transaction.unit_price.to_string(),
            transaction.billing_type.as_str(),
            transaction.amount.minor(),
        ]
    )?;
    forget_text(tx, (transaction.contract_line, transaction.id))?;
    remember_text(tx, transaction)
}

/// Lets a transaction be found by letters.
///
/// # Errors
/// [`StoreError`].
pub fn remember_text(tx: &WriteTransaction<'_>, transaction: &Transaction) -> Result<(), StoreError> {
    execute!(
        tx,
        include_str!("transaction/insert_text.sql"),
        params![
            transaction.contract_line.0,
            transaction.id.0,
            transaction.key,
            transaction.description,
            transaction.category,
            transaction.resource,
        ]
    )?;
    Ok(())
}

fn forget_text(
    tx: &WriteTransaction<'_>,
    (line, id): (ContractLineId, TransactionId),
) -> Result<(), StoreError> {
    let sql = "DELETE FROM transaction_text WHERE rowid = ?1 * 4294967296 + ?2";
    execute!(tx, sql, [line.0, id.0])?;
    Ok(())
}

/// Deletes a transaction whose shares are reversed: it stays for what runs have said of it, and is found no more.
///
/// # Errors
/// [`StoreError`].
pub fn delete(
    tx: &WriteTransaction<'_>,
    place: (ContractLineId, TransactionId),
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE \"transaction\" SET deleted_at = ?3 WHERE contract_line_id = ?1 AND id = ?2";
    execute!(tx, sql, params![place.0.0, place.1.0, values::instant_text(at)])?;
    forget_text(tx, place)
}

/// How many transactions of a line stand, by their numbers.
///
/// # Errors
/// [`StoreError`].
pub fn count_standing(
    connection: &Connection,
    line: ContractLineId,
    ids: RangeInclusive<i64>,
) -> Result<u64, StoreError> {
    let sql = "SELECT COUNT(*) FROM \"transaction\"
               WHERE contract_line_id = ?1 AND id BETWEEN ?2 AND ?3 AND deleted_at IS NULL";
    count_run(connection, sql, line, &ids)
}

/// How many transactions of a line with these numbers are deleted and keep their keys: what was moved to another line, and
/// what was taken back, has given its key free.
///
/// # Errors
/// [`StoreError`].
pub fn count_deleted(
    connection: &Connection,
    line: ContractLineId,
    ids: RangeInclusive<i64>,
) -> Result<u64, StoreError> {
    let sql = "SELECT COUNT(*) FROM \"transaction\"
               WHERE contract_line_id = ?1 AND id BETWEEN ?2 AND ?3 AND deleted_at IS NOT NULL
                 AND key NOT LIKE '%(deleted ' || id || ')'";
    count_run(connection, sql, line, &ids)
}

fn count_run(
    connection: &Connection,
    sql: &str,
    line: ContractLineId,
    ids: &RangeInclusive<i64>,
) -> Result<u64, StoreError> {
    let count = select_one!(connection, sql, [line.0, *ids.start(), *ids.end()], |row: &Row<'_>| {
        Ok::<i64, StoreError>(row.get(0)?)
    })?;
    Ok(count.unwrap_or_default().unsigned_abs())
}

/// Deletes all transactions of a line with these numbers, whose shares are reversed, and gives their keys free: they came
/// in with a file that may come again.
///
/// # Errors
/// [`StoreError`].
pub fn delete_run(
    tx: &WriteTransaction<'_>,
    line: ContractLineId,
    ids: RangeInclusive<i64>,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    let sql = "UPDATE \"transaction\" SET deleted_at = ?4, key = key || ' (deleted ' || id || ')'
               WHERE contract_line_id = ?1 AND id BETWEEN ?2 AND ?3 AND deleted_at IS NULL";
    execute!(tx, sql, params![line.0, ids.start(), ids.end(), values::instant_text(at)])?;
    let sql =
        "DELETE FROM transaction_text WHERE rowid BETWEEN ?1 * 4294967296 + ?2 AND ?1 * 4294967296 + ?3";
    execute!(tx, sql, [line.0, *ids.start(), *ids.end()])?;
    Ok(())
}

/// Adds a transaction that was deleted, so that its key stays taken. It has no shares any more.
///
/// # Errors
/// [`StoreError::Refused`] where the key is taken by a transaction or milestone.
pub fn insert_deleted(
    tx: &WriteTransaction<'_>,
    transaction: &Transaction,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    insert_row(tx, transaction)?;
    let sql = "UPDATE \"transaction\" SET deleted_at = ?3 WHERE contract_line_id = ?1 AND id = ?2";
    let place = (transaction.contract_line.0, transaction.id.0);
    execute!(tx, sql, params![place.0, place.1, values::instant_text(at)])?;
    Ok(())
}

/// Gives the key of a deleted transaction free, for one that is entered anew.
///
/// # Errors
/// [`StoreError`].
pub fn free_key(tx: &WriteTransaction<'_>, key: &str) -> Result<(), StoreError> {
    let sql = "UPDATE \"transaction\" SET key = key || ' (deleted ' || id || ')' WHERE key = ?1 AND deleted_at IS NOT NULL";
    execute!(tx, sql, [key])?;
    Ok(())
}

/// A transaction as it stands; none where there is none, or it was deleted.
///
/// # Errors
/// [`StoreError`].
pub fn by_key(
    connection: &Connection,
    key: &str,
    currency_of: impl Fn(ContractLineId) -> Result<Currency, StoreError>,
) -> Result<Option<Transaction>, StoreError> {
    select_one!(connection, include_str!("transaction/by_key.sql"), [key], |row: &Row<'_>| {
        let contract_line = ContractLineId(row.get(0)?);
        Ok::<_, StoreError>(Transaction {
            id: TransactionId(row.get(1)?),
            contract_line,
            key: row.string(2)?,
            class: row.word(3)?,
            date: row.date(4)?,
            description: row.optional_string(5)?,
            role: row.get(6)?,
            category: row.optional_string(7)?,
            resource: row.get(8)?,
            quantity: row.decimal(9)?,
            unit: row.string(10)?,
            unit_price: row.decimal(11)?,
            billing_type: row.word(12)?,
            amount: row.money(13, currency_of(contract_line)?)?,
        })
    })
}

/// A free text of a transaction that a list of the book names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Label {
    /// Its category.
    Category,
    /// Its unit.
    Unit,
}

/// Gives a category or unit another name on every transaction that is on no confirmed invoice.
///
/// # Errors
/// [`StoreError`].
pub fn relabel(tx: &WriteTransaction<'_>, label: Label, before: &str, after: &str) -> Result<(), StoreError> {
    match label {
        Label::Unit => {
            execute!(tx, include_str!("transaction/relabel_unit.sql"), params![before, after])?;
        }
        Label::Category => {
            // What is searched for by letters goes with it; it is taken out while the old name still tells which it is.
            execute!(tx, include_str!("transaction/forget_text_of_category.sql"), [before])?;
            execute!(tx, include_str!("transaction/relabel_category.sql"), params![before, after])?;
            execute!(tx, include_str!("transaction/remember_text_of_category.sql"), [after])?;
        }
    }
    Ok(())
}

/// Lets the transactions of a resource be found by its new name.
///
/// # Errors
/// [`StoreError`].
pub fn remember_resource(tx: &WriteTransaction<'_>, resource: i64) -> Result<(), StoreError> {
    execute!(tx, include_str!("transaction/forget_text_of_resource.sql"), [resource])?;
    execute!(tx, include_str!("transaction/remember_text_of_resource.sql"), [resource])?;
    Ok(())
}

/// The number that the next transaction gets; numbers are given in the order of entry.
///
/// # Errors
/// [`StoreError`].
pub fn next_id(connection: &Connection) -> Result<i64, StoreError> {
    let sql = "SELECT 1 + MAX(COALESCE((SELECT MAX(id) FROM \"transaction\"), 0),
                              COALESCE((SELECT highest FROM number_given WHERE record = 'transaction'), 0))";
    Ok(select_one!(connection, sql, [], |row: &Row<'_>| Ok::<_, StoreError>(row.get(0)?))?.unwrap_or(1))
}

/// Whether the book has or had a transaction with this key: what was deleted keeps its own.
///
/// # Errors
/// [`StoreError`].
pub fn exists(connection: &Connection, key: &str) -> Result<bool, StoreError> {
    let sql = "SELECT id FROM \"transaction\" WHERE key = ?1";
    let found = select_one!(connection, sql, [key], |row: &Row<'_>| Ok::<i64, StoreError>(row.get(0)?))?;
    Ok(found.is_some())
}

/// Line and number of a transaction by the author's id.
///
/// # Errors
/// [`StoreError`].
pub fn place_of(
    connection: &Connection,
    key: &str,
) -> Result<Option<(ContractLineId, TransactionId)>, StoreError> {
    let sql = "SELECT contract_line_id, id FROM \"transaction\" WHERE key = ?1 AND deleted_at IS NULL";
    select_one!(connection, sql, [key], |row: &Row<'_>| Ok::<_, StoreError>((
        ContractLineId(row.get(0)?),
        TransactionId(row.get(1)?)
    )))
}

/// The whole amount of a transaction.
///
/// # Errors
/// [`StoreError`].
pub fn amount_of(
    connection: &Connection,
    (line, id): (ContractLineId, TransactionId),
    currency: Currency,
) -> Result<Money, StoreError> {
    let sql = "SELECT amount_minor FROM \"transaction\" WHERE contract_line_id = ?1 AND id = ?2";
    select_one!(connection, sql, [line.0, id.0], |row: &Row<'_>| row.money(0, currency))?
        .ok_or_else(|| unreadable("a transaction", &id.0.to_string()))
}
