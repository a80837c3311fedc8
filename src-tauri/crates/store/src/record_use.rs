//! What uses the records that a person sets up: how often, and the first few by name.

use std::collections::BTreeMap;

use proforma_engine::ids::{CustomerId, InvoiceFrequencyId};
use rusqlite::{Params, Row, params};

use crate::{
    Connection, StoreError,
    row::{Columns, select, select_one},
};

/// What kind of thing uses a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum UserKind {
    /// A project contract.
    Contract,
    /// A line of one.
    ContractLine,
    /// A proforma invoice.
    Invoice,
    /// A resource.
    Resource,
    /// A transaction.
    Transaction,
    /// A milestone.
    Milestone,
}

/// One that uses a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedUser {
    /// The author's id, or the number of an invoice.
    pub key: String,
    /// Its name.
    pub name: String,
    /// The id of its contract, where it is part of one.
    pub contract: Option<String>,
}

/// All of one kind that use a record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Uses {
    /// What they are.
    pub kind: UserKind,
    /// How many.
    pub count: u32,
    /// The first of them.
    pub named: Vec<NamedUser>,
}

/// How often each record is used, by its id; what nothing uses is left out.
pub type UseCounts = BTreeMap<String, u32>;

/// Counts by one statement, and names the first five by another; none where there are none.
fn uses(
    connection: &Connection,
    kind: UserKind,
    count: &str,
    names: &str,
    params: impl Params + Clone,
) -> Result<Option<Uses>, StoreError> {
    let found =
        select_one!(connection, count, params.clone(), |row: &Row<'_>| Ok::<u32, StoreError>(row.get(0)?))?;
    let Some(count) = found.filter(|count| *count > 0) else { return Ok(None) };
    let named = select!(connection, names, params, |row: &Row<'_>| Ok::<_, StoreError>(NamedUser {
        key: row.string(0)?,
        name: row.string(1)?,
        contract: row.optional_string(2)?,
    }))?;
    Ok(Some(Uses { kind, count, named }))
}

/// What uses a customer: contracts and their lines, and invoices.
///
/// # Errors
/// [`StoreError`].
pub fn of_customer(connection: &Connection, id: CustomerId) -> Result<Vec<Uses>, StoreError> {
    let contracts = uses(
        connection,
        UserKind::Contract,
        "SELECT COUNT(*) FROM (SELECT contract_id FROM contract_customer WHERE customer_id = ?1
             UNION SELECT contract_id FROM contract_line_customer
                   JOIN contract_line ON contract_line.id = contract_line_id WHERE customer_id = ?1)",
        include_str!("record_use/contracts_of_customer.sql"),
        [id.0],
    )?;
    let invoices = uses(
        connection,
        UserKind::Invoice,
        "SELECT COUNT(*) FROM invoice WHERE customer_id = ?1",
        include_str!("record_use/invoices_of_customer.sql"),
        [id.0],
    )?;
    let transactions = uses(
        connection,
        UserKind::Transaction,
        "SELECT COUNT(DISTINCT transaction_id) FROM share WHERE customer_id = ?1 AND transaction_id IS NOT NULL",
        include_str!("record_use/transactions_of_customer.sql"),
        [id.0],
    )?;
    let milestones = uses(
        connection,
        UserKind::Milestone,
        "SELECT COUNT(DISTINCT milestone_id) FROM share WHERE customer_id = ?1 AND milestone_id IS NOT NULL",
        include_str!("record_use/milestones_of_customer.sql"),
        [id.0],
    )?;
    Ok([contracts, invoices, transactions, milestones].into_iter().flatten().collect())
}

/// What uses a role: resources and transactions.
///
/// # Errors
/// [`StoreError`].
pub fn of_role(connection: &Connection, id: i64) -> Result<Vec<Uses>, StoreError> {
    let resources = uses(
        connection,
        UserKind::Resource,
        "SELECT COUNT(*) FROM resource WHERE role_id = ?1",
        "SELECT key, name, NULL FROM resource WHERE role_id = ?1 ORDER BY name LIMIT 5",
        [id],
    )?;
    let transactions = uses(
        connection,
        UserKind::Transaction,
        "SELECT COUNT(*) FROM \"transaction\" WHERE role_id = ?1",
        include_str!("record_use/transactions_of_role.sql"),
        [id],
    )?;
    Ok([resources, transactions].into_iter().flatten().collect())
}

/// What uses a resource: transactions.
///
/// # Errors
/// [`StoreError`].
pub fn of_resource(connection: &Connection, id: i64) -> Result<Vec<Uses>, StoreError> {
    let transactions = uses(
        connection,
        UserKind::Transaction,
        "SELECT COUNT(*) FROM \"transaction\" WHERE resource_id = ?1",
        include_str!("record_use/transactions_of_resource.sql"),
        [id],
    )?;
    Ok(transactions.into_iter().collect())
}

/// What uses a category: transactions.
///
/// # Errors
/// [`StoreError`].
pub fn of_category(connection: &Connection, name: &str) -> Result<Vec<Uses>, StoreError> {
    let transactions = uses(
        connection,
        UserKind::Transaction,
        "SELECT COUNT(*) FROM \"transaction\" WHERE category = ?1 AND deleted_at IS NULL",
        include_str!("record_use/transactions_of_category.sql"),
        [name],
    )?;
    Ok(transactions.into_iter().collect())
}

/// What uses a unit: transactions.
///
/// # Errors
/// [`StoreError`].
pub fn of_unit(connection: &Connection, name: &str) -> Result<Vec<Uses>, StoreError> {
    let transactions = uses(
        connection,
        UserKind::Transaction,
        "SELECT COUNT(*) FROM \"transaction\" WHERE unit = ?1 AND deleted_at IS NULL",
        include_str!("record_use/transactions_of_unit.sql"),
        [name],
    )?;
    Ok(transactions.into_iter().collect())
}

/// What uses an invoice frequency: contract lines.
///
/// # Errors
/// [`StoreError`].
pub fn of_frequency(connection: &Connection, id: InvoiceFrequencyId) -> Result<Vec<Uses>, StoreError> {
    let lines = uses(
        connection,
        UserKind::ContractLine,
        "SELECT COUNT(*) FROM contract_line WHERE invoice_frequency_id = ?1",
        include_str!("record_use/lines_of_frequency.sql"),
        [id.0],
    )?;
    Ok(lines.into_iter().collect())
}

fn counts(connection: &Connection, sql: &str) -> Result<UseCounts, StoreError> {
    let counted = select!(connection, sql, params![], |row: &Row<'_>| Ok::<(String, u32), StoreError>((
        row.string(0)?,
        row.get(1)?
    )))?;
    Ok(counted.into_iter().collect())
}

/// How many contracts name each customer.
///
/// # Errors
/// [`StoreError`].
pub fn counts_of_customers(connection: &Connection) -> Result<UseCounts, StoreError> {
    counts(connection, include_str!("record_use/counts_of_customers.sql"))
}

/// How many resources have each role.
///
/// # Errors
/// [`StoreError`].
pub fn counts_of_roles(connection: &Connection) -> Result<UseCounts, StoreError> {
    let sql =
        "SELECT role.key, COUNT(*) FROM resource JOIN role ON role.id = resource.role_id GROUP BY role.id";
    counts(connection, sql)
}

/// How many transactions name each resource.
///
/// # Errors
/// [`StoreError`].
pub fn counts_of_resources(connection: &Connection) -> Result<UseCounts, StoreError> {
    let sql = "SELECT resource.key, counted.uses
               FROM (SELECT resource_id, COUNT(*) AS uses FROM \"transaction\" GROUP BY resource_id) AS counted
               JOIN resource ON resource.id = counted.resource_id";
    counts(connection, sql)
}

/// How many transactions are filed under each category.
///
/// # Errors
/// [`StoreError`].
pub fn counts_of_categories(connection: &Connection) -> Result<UseCounts, StoreError> {
    counts(
        connection,
        "SELECT category, COUNT(*) FROM \"transaction\" WHERE category IS NOT NULL AND deleted_at IS NULL GROUP BY category",
    )
}

/// How many transactions are counted in each unit.
///
/// # Errors
/// [`StoreError`].
pub fn counts_of_units(connection: &Connection) -> Result<UseCounts, StoreError> {
    counts(connection, "SELECT unit, COUNT(*) FROM \"transaction\" WHERE deleted_at IS NULL GROUP BY unit")
}

/// How many lines go by each invoice frequency.
///
/// # Errors
/// [`StoreError`].
pub fn counts_of_frequencies(connection: &Connection) -> Result<UseCounts, StoreError> {
    let sql = "SELECT invoice_frequency.key, COUNT(*) FROM contract_line
               JOIN invoice_frequency ON invoice_frequency.id = contract_line.invoice_frequency_id
               GROUP BY invoice_frequency.id";
    counts(connection, sql)
}
