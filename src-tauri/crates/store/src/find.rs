//! Finding anything by a few letters, a number or an amount: a handful of rows of each kind, the best first.

use chrono::NaiveDate;
use proforma_engine::{contract::ContractStatus, money::Money};
use rusqlite::{Row, params};

use crate::{
    Connection, StoreError,
    row::{Columns, select},
    text_search::trigrams,
};

/// A contract that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundContract {
    /// The author's id.
    pub key: String,
    /// Name.
    pub name: String,
    /// The primary customer's name.
    pub customer_name: String,
    /// Status.
    pub status: ContractStatus,
}

/// Contracts by name, key or the name of the primary customer; names that begin with the search come first.
///
/// # Errors
/// [`StoreError`].
pub fn contracts(
    connection: &Connection,
    search: &str,
    limit: u32,
) -> Result<Vec<FoundContract>, StoreError> {
    select!(connection, include_str!("find/contracts.sql"), params![search, limit], |row: &Row<'_>| {
        Ok::<_, StoreError>(FoundContract {
            key: row.string(0)?,
            name: row.string(1)?,
            customer_name: row.string(2)?,
            status: row.word(3)?,
        })
    })
}

/// A customer who was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundCustomer {
    /// The author's id.
    pub key: String,
    /// Name.
    pub name: String,
    /// How many contracts have a line that the customer pays for.
    pub contracts: u32,
}

/// Customers by name or key; names that begin with the search come first.
///
/// # Errors
/// [`StoreError`].
pub fn customers(
    connection: &Connection,
    search: &str,
    limit: u32,
) -> Result<Vec<FoundCustomer>, StoreError> {
    select!(connection, include_str!("find/customers.sql"), params![search, limit], |row: &Row<'_>| {
        Ok::<_, StoreError>(FoundCustomer {
            key: row.string(0)?,
            name: row.string(1)?,
            contracts: row.get(2)?,
        })
    })
}

/// A transaction or milestone that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct FoundItem {
    /// The author's id.
    pub key: String,
    /// Its class, or `milestone`.
    pub class: String,
    /// Description or name.
    pub description: String,
    /// Its date.
    pub date: NaiveDate,
    /// The contract's key.
    pub contract: String,
    /// The contract's name.
    pub contract_name: String,
    /// The whole amount.
    pub amount: Money,
}

fn item(row: &Row<'_>) -> Result<FoundItem, StoreError> {
    let currency = row.currency(6)?;
    Ok(FoundItem {
        key: row.string(0)?,
        class: row.string(1)?,
        description: row.string(2)?,
        date: row.date(3)?,
        contract: row.string(4)?,
        contract_name: row.string(5)?,
        amount: row.money(7, currency)?,
    })
}

/// Transactions and milestones with exactly this id.
///
/// # Errors
/// [`StoreError`].
pub fn items_by_key(connection: &Connection, key: &str) -> Result<Vec<FoundItem>, StoreError> {
    select!(connection, include_str!("find/items_by_key.sql"), [key], item)
}

/// Transactions and milestones by the words of their description, category, resource or id, in no order that means
/// anything; none where no word has three letters.
///
/// # Errors
/// [`StoreError`].
pub fn items_by_words(
    connection: &Connection,
    search: &str,
    limit: u32,
) -> Result<Vec<FoundItem>, StoreError> {
    let mut found =
        select!(connection, include_str!("find/milestones_by_words.sql"), params![search, limit], item)?;
    if let Some(trigrams) = trigrams(search) {
        let sql = include_str!("find/transactions_by_words.sql");
        found.extend(select!(connection, sql, params![search, limit, trigrams], item)?);
    }
    found.truncate(limit as usize);
    Ok(found)
}

/// Transactions whose whole amount is one of these numbers of minor units.
///
/// # Errors
/// [`StoreError`].
pub fn items_by_amount(
    connection: &Connection,
    minor: [i64; 2],
    limit: u32,
) -> Result<Vec<FoundItem>, StoreError> {
    select!(connection, include_str!("find/items_by_amount.sql"), params![minor[0], minor[1], limit], item)
}
