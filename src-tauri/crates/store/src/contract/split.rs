//! Who pays a contract or a line, and how much of it.

use proforma_engine::{
    contract::CustomerSplit,
    ids::{ContractId, CustomerId},
    money::{Currency, Money},
};
use rusqlite::{Row, params};

use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, select, select_one, unreadable},
};

/// A contract's own list of customers.
///
/// # Errors
/// [`StoreError`].
pub fn customers(connection: &Connection, id: ContractId) -> Result<CustomerSplit, StoreError> {
    let sql = "SELECT currency FROM contract WHERE id = ?1";
    let currency = select_one!(connection, sql, [id.0], |row: &Row<'_>| row.currency(0))?;
    let currency = currency.ok_or_else(|| unreadable("a contract", &id.0.to_string()))?;
    split(connection, CUSTOMERS, id.0, currency)
}

pub(super) const CUSTOMERS: &str = "SELECT customer_id, percent, is_rounding, not_to_exceed_minor
    FROM contract_customer WHERE contract_id = ?1 ORDER BY position";
pub(super) const LINE_CUSTOMERS: &str = "SELECT customer_id, percent, is_rounding, not_to_exceed_minor
    FROM contract_line_customer WHERE contract_line_id = ?1 ORDER BY position";

pub(super) fn insert_split(
    tx: &WriteTransaction<'_>,
    sql: &str,
    owner: i64,
    customers: &CustomerSplit,
) -> Result<(), StoreError> {
    for (position, entry) in customers.entries().iter().enumerate() {
        let is_rounding = position == customers.rounding();
        execute!(
            tx,
            sql,
            params![
                owner,
                position as i64,
                entry.customer.0,
                entry.percent.to_string(),
                is_rounding,
                entry.not_to_exceed.map(Money::minor)
            ]
        )?;
    }
    Ok(())
}

pub(super) fn split(
    connection: &Connection,
    sql: &str,
    owner: i64,
    currency: Currency,
) -> Result<CustomerSplit, StoreError> {
    let list = select!(connection, sql, [owner], |row: &Row<'_>| Ok::<_, StoreError>((
        (CustomerId(row.get(0)?), row.decimal(1)?, row.get::<_, bool>(2)?),
        row.optional_money(3, currency)?
    )))?;
    let (list, limits) = list.into_iter().unzip();
    let split = CustomerSplit::new(list);
    Ok(split.map_err(|error| unreadable("a list of customers", &error.to_string()))?.with_limits(limits))
}
