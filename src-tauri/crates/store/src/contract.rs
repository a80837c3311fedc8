//! Project contracts with their lines and customers.

use chrono::NaiveDate;
use proforma_engine::{
    contract::{
        BillingMethod, Contract, ContractLine, ContractStatus, CustomerSplit, TransactionClass,
        TransactionClasses,
    },
    ids::{ContractId, ContractLineId, CustomerId, InvoiceFrequencyId},
    money::{Currency, Money},
    tax::TaxRate,
};
use rusqlite::{Row, params};

use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, select, select_one, unreadable},
};

/// A contract before it has a row number.
#[derive(Debug, Clone, PartialEq)]
pub struct NewContract {
    /// The author's id.
    pub key: String,
    /// Name.
    pub name: String,
    /// Its one currency.
    pub currency: Currency,
    /// Where it stands.
    pub status: ContractStatus,
    /// Last day of the schedules.
    pub delivery_date: Option<NaiveDate>,
    /// Its customers, the primary one first.
    pub customers: CustomerSplit,
}

/// A line before it has a row number.
#[derive(Debug, Clone, PartialEq)]
pub struct NewContractLine {
    /// The author's id, unique in the contract.
    pub key: String,
    /// Name.
    pub name: String,
    /// Billing method.
    pub billing_method: BillingMethod,
    /// Included classes.
    pub transaction_classes: TransactionClasses,
    /// What a fixed-price line is worth.
    pub contracted_amount: Option<Money>,
    /// Tax set-up.
    pub tax: Option<TaxRate>,
    /// First day of billing.
    pub billing_start: Option<NaiveDate>,
    /// Where its schedule comes from.
    pub invoice_frequency: Option<InvoiceFrequencyId>,
    /// The line's own customers.
    pub customers: CustomerSplit,
}

/// Adds a contract.
///
/// # Errors
/// [`StoreError::Refused`] where the key is taken.
pub fn insert(tx: &WriteTransaction<'_>, contract: &NewContract) -> Result<ContractId, StoreError> {
    let sql = "INSERT INTO contract (key, name, currency, status, delivery_date) VALUES (?1, ?2, ?3, ?4, ?5)";
    let NewContract { key, name, currency, status, delivery_date, customers } = contract;
    execute!(
        tx,
        sql,
        params![key, name, currency.code(), status.as_str(), delivery_date.map(|date| date.to_string())]
    )?;
    let id = tx.inner.last_insert_rowid();
    let sql = "INSERT INTO contract_customer (contract_id, position, customer_id, percent, is_rounding) VALUES (?1, ?2, ?3, ?4, ?5)";
    insert_split(tx, sql, id, customers)?;
    Ok(ContractId(id))
}

/// Adds a line at a place in its contract.
///
/// # Errors
/// [`StoreError::Refused`] where the key is taken in the contract.
pub fn insert_line(
    tx: &WriteTransaction<'_>,
    contract: ContractId,
    position: usize,
    line: &NewContractLine,
) -> Result<ContractLineId, StoreError> {
    let classes: Vec<&str> = line.transaction_classes.iter().map(TransactionClass::as_str).collect();
    execute!(
        tx,
        include_str!("contract/insert_line.sql"),
        params![
            contract.0,
            position as i64,
            line.key,
            line.name,
            line.billing_method.as_str(),
            classes.join(" "),
            line.contracted_amount.map(Money::minor),
            line.tax.map(|tax| tax.category().as_str()),
            line.tax.map(|tax| tax.percent().to_string()),
            line.billing_start.map(|date| date.to_string()),
            line.invoice_frequency.map(|frequency| frequency.0),
        ]
    )?;
    let id = tx.inner.last_insert_rowid();
    let sql = "INSERT INTO contract_line_customer (contract_line_id, position, customer_id, percent, is_rounding) VALUES (?1, ?2, ?3, ?4, ?5)";
    insert_split(tx, sql, id, &line.customers)?;
    Ok(ContractLineId(id))
}

fn insert_split(
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
            params![owner, position as i64, entry.customer.0, entry.percent.to_string(), is_rounding]
        )?;
    }
    Ok(())
}

/// A contract with its lines.
///
/// # Errors
/// [`StoreError`].
pub fn by_id(connection: &Connection, id: ContractId) -> Result<Option<Contract>, StoreError> {
    let sql = "SELECT key, name, currency, status, delivery_date FROM contract WHERE id = ?1";
    let contract = select_one!(connection, sql, [id.0], |row: &Row<'_>| Ok::<_, StoreError>(Contract {
        id,
        key: row.string(0)?,
        name: row.string(1)?,
        currency: row.currency(2)?,
        status: row.word(3)?,
        delivery_date: row.optional_date(4)?,
        lines: Vec::new(),
    }))?;
    let Some(mut contract) = contract else { return Ok(None) };
    contract.lines = lines(connection, &contract)?;
    Ok(Some(contract))
}

/// The row number of a contract by the author's id.
///
/// # Errors
/// [`StoreError`].
pub fn id_of(connection: &Connection, key: &str) -> Result<Option<ContractId>, StoreError> {
    select_one!(connection, "SELECT id FROM contract WHERE key = ?1", [key], |row: &Row<'_>| Ok::<
        _,
        StoreError,
    >(
        ContractId(row.get(0)?)
    ))
}

/// The author's id of a contract.
///
/// # Errors
/// [`StoreError`].
pub fn key_of(connection: &Connection, id: ContractId) -> Result<Option<String>, StoreError> {
    select_one!(connection, "SELECT key FROM contract WHERE id = ?1", [id.0], |row: &Row<'_>| row.string(0))
}

/// The contract that a line belongs to.
///
/// # Errors
/// [`StoreError`].
pub fn of_line(connection: &Connection, line: ContractLineId) -> Result<Option<ContractId>, StoreError> {
    let sql = "SELECT contract_id FROM contract_line WHERE id = ?1";
    select_one!(connection, sql, [line.0], |row: &Row<'_>| Ok::<_, StoreError>(ContractId(row.get(0)?)))
}

/// Row numbers of all contracts, in the order of entry.
///
/// # Errors
/// [`StoreError`].
pub fn ids(connection: &Connection) -> Result<Vec<ContractId>, StoreError> {
    select!(connection, "SELECT id FROM contract ORDER BY id", [], |row: &Row<'_>| Ok::<_, StoreError>(
        ContractId(row.get(0)?)
    ))
}

/// A contract's own list of customers.
///
/// # Errors
/// [`StoreError`].
pub fn customers(connection: &Connection, id: ContractId) -> Result<CustomerSplit, StoreError> {
    split(
        connection,
        "SELECT customer_id, percent, is_rounding FROM contract_customer WHERE contract_id = ?1 ORDER BY position",
        id.0,
    )
}

/// The frequency that a line's schedule comes from.
///
/// # Errors
/// [`StoreError`].
pub fn frequency_of_line(
    connection: &Connection,
    line: ContractLineId,
) -> Result<Option<InvoiceFrequencyId>, StoreError> {
    let sql =
        "SELECT invoice_frequency_id FROM contract_line WHERE id = ?1 AND invoice_frequency_id IS NOT NULL";
    select_one!(connection, sql, [line.0], |row: &Row<'_>| Ok::<_, StoreError>(InvoiceFrequencyId(
        row.get(0)?
    )))
}

fn lines(connection: &Connection, contract: &Contract) -> Result<Vec<ContractLine>, StoreError> {
    let sql = "SELECT id, key, name, billing_method, transaction_classes, contracted_amount_minor, tax_category, tax_percent, billing_start
               FROM contract_line WHERE contract_id = ?1 ORDER BY position";
    select!(connection, sql, [contract.id.0], |row: &Row<'_>| {
        let id: i64 = row.get(0)?;
        let classes = row.text(4)?;
        let transaction_classes = classes
            .split_terminator(' ')
            .map(|word| {
                word.parse::<TransactionClass>().map_err(|_| unreadable("transaction classes", classes))
            })
            .collect::<Result<TransactionClasses, StoreError>>()?;
        let has_amount = row.get::<_, Option<i64>>(5)?.is_some();
        let sql = "SELECT customer_id, percent, is_rounding FROM contract_line_customer WHERE contract_line_id = ?1 ORDER BY position";
        Ok::<_, StoreError>(ContractLine {
            id: ContractLineId(id),
            key: row.string(1)?,
            name: row.string(2)?,
            billing_method: row.word(3)?,
            transaction_classes,
            contracted_amount: has_amount.then(|| row.money(5, contract.currency)).transpose()?,
            tax: tax(row, 6)?,
            billing_start: row.optional_date(8)?,
            customers: split(connection, sql, id)?,
        })
    })
}

/// A tax set-up in two columns.
pub(crate) fn tax(row: &Row<'_>, first: usize) -> Result<Option<TaxRate>, StoreError> {
    if row.optional_text(first)?.is_none() {
        return Ok(None);
    }
    let rate = TaxRate::new(row.word(first)?, row.decimal(first + 1)?);
    rate.map(Some).map_err(|error| unreadable("a tax set-up", &error.to_string()))
}

fn split(connection: &Connection, sql: &str, owner: i64) -> Result<CustomerSplit, StoreError> {
    let list = select!(connection, sql, [owner], |row: &Row<'_>| Ok::<_, StoreError>((
        CustomerId(row.get(0)?),
        row.decimal(1)?,
        row.get::<_, bool>(2)?
    )))?;
    CustomerSplit::new(list).map_err(|error| unreadable("a list of customers", &error.to_string()))
}
