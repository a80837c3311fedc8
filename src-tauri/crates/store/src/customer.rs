//! Customers.

use proforma_engine::ids::CustomerId;
use rusqlite::{Row, params};

use crate::{
    Connection, StoreError, WriteTransaction,
    book::Party,
    row::{Columns, execute, one_changed, select, select_one},
};

/// Who is billed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Customer {
    /// Row number.
    pub id: CustomerId,
    /// The author's id.
    pub key: String,
    /// Name and address.
    pub party: Party,
    /// Whom to ask for.
    pub contact: Option<String>,
    /// 0 to 365.
    pub payment_terms_days: Option<u16>,
}

const COLUMNS: &str = "SELECT id, key, name, address, country, tax_id, email, language, payment_terms_days, contact FROM customer";

/// Adds a customer.
///
/// # Errors
/// [`StoreError::Refused`] where the key is taken.
pub fn insert(
    tx: &WriteTransaction<'_>,
    key: &str,
    party: &Party,
    payment_terms_days: Option<u16>,
) -> Result<CustomerId, StoreError> {
    let sql =
        "INSERT INTO customer (key, name, address, country, tax_id, email, language, payment_terms_days)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    execute!(
        tx,
        sql,
        params![
            key,
            party.name,
            party.address_text(),
            party.country,
            party.tax_id,
            party.email,
            party.language,
            payment_terms_days
        ]
    )?;
    Ok(CustomerId(tx.inner.last_insert_rowid()))
}

/// Changes a customer; its id stays.
///
/// # Errors
/// [`StoreError::Conflict`] where it is gone.
pub fn update(tx: &WriteTransaction<'_>, customer: &Customer) -> Result<(), StoreError> {
    let sql =
        "UPDATE customer SET name = ?2, address = ?3, country = ?4, tax_id = ?5, email = ?6, language = ?7,
                                   payment_terms_days = ?8, contact = ?9
               WHERE id = ?1";
    let Customer { id, key, party, contact, payment_terms_days } = customer;
    let changed = execute!(
        tx,
        sql,
        params![
            id.0,
            party.name,
            party.address_text(),
            party.country,
            party.tax_id,
            party.email,
            party.language,
            payment_terms_days,
            contact
        ]
    )?;
    one_changed(changed, || format!("customer {key}"))
}

/// Deletes a customer whom nothing uses.
///
/// # Errors
/// [`StoreError::Refused`] where something does; [`StoreError::Conflict`] where it is gone.
pub fn delete(tx: &WriteTransaction<'_>, id: CustomerId) -> Result<(), StoreError> {
    let changed = execute!(tx, "DELETE FROM customer WHERE id = ?1", [id.0])?;
    one_changed(changed, || format!("customer {}", id.0))
}

/// Every customer, in the order of entry.
///
/// # Errors
/// [`StoreError`].
pub fn all(connection: &Connection) -> Result<Vec<Customer>, StoreError> {
    select!(connection, &format_columns(" ORDER BY id"), [], read)
}

/// One customer.
///
/// # Errors
/// [`StoreError`].
pub fn by_id(connection: &Connection, id: CustomerId) -> Result<Option<Customer>, StoreError> {
    select_one!(connection, &format_columns(" WHERE id = ?1"), [id.0], read)
}

/// The row number of a customer by the author's id.
///
/// # Errors
/// [`StoreError`].
pub fn id_of(connection: &Connection, key: &str) -> Result<Option<CustomerId>, StoreError> {
    select_one!(connection, "SELECT id FROM customer WHERE key = ?1", [key], |row: &Row<'_>| Ok::<
        _,
        StoreError,
    >(
        CustomerId(row.get(0)?)
    ))
}

/// Joins two constants; no value is ever part of a statement.
fn format_columns(rest: &'static str) -> String {
    [COLUMNS, rest].concat()
}

fn read(row: &Row<'_>) -> Result<Customer, StoreError> {
    Ok(Customer {
        id: CustomerId(row.get(0)?),
        key: row.string(1)?,
        party: Party::read(row, 2)?,
        payment_terms_days: row.get(8)?,
        contact: row.optional_string(9)?,
    })
}
