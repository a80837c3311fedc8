//! Project contracts with their lines and customers.

mod split;

use chrono::NaiveDate;
use proforma_engine::{
    contract::{
        BillingMethod, Contract, ContractLine, ContractStatus, CustomerSplit, TransactionClass,
        TransactionClasses,
    },
    ids::{ContractId, ContractLineId, InvoiceFrequencyId},
    money::{Currency, Money},
    tax::TaxRate,
};
use rusqlite::{Row, params};

use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, select, select_one, unreadable},
};

pub use self::split::customers;
use self::split::{CUSTOMERS, LINE_CUSTOMERS, insert_split, split};

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
    /// What may be billed at most.
    pub not_to_exceed: Option<Money>,
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
    /// What a time-and-material line may come to at most.
    pub not_to_exceed: Option<Money>,
    /// The tasks it is for; none: all.
    pub tasks: Vec<String>,
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
    // Its number names its chain of the history, so that of one that was deleted is not given again.
    let sql = "INSERT INTO contract (id, key, name, currency, status, delivery_date, not_to_exceed_minor)
               SELECT MAX(COALESCE((SELECT MAX(id) FROM contract), 0),
                          COALESCE((SELECT MAX(contract_id) FROM history_end), 0)) + 1, ?1, ?2, ?3, ?4, ?5, ?6";
    let NewContract { key, name, currency, status, delivery_date, not_to_exceed, customers } = contract;
    execute!(
        tx,
        sql,
        params![
            key,
            name,
            currency.code(),
            status.as_str(),
            delivery_date.map(|date| date.to_string()),
            not_to_exceed.map(Money::minor)
        ]
    )?;
    let id = tx.inner.last_insert_rowid();
    insert_split(tx, INSERT_CUSTOMER, id, customers)?;
    Ok(ContractId(id))
}

/// Changes a contract and its list of customers; its currency stays.
///
/// # Errors
/// [`StoreError::Refused`] where the key is taken.
pub fn update(tx: &WriteTransaction<'_>, id: ContractId, contract: &NewContract) -> Result<(), StoreError> {
    let sql =
        "UPDATE contract SET key = ?2, name = ?3, currency = ?4, delivery_date = ?5, not_to_exceed_minor = ?6
               WHERE id = ?1";
    let NewContract { key, name, currency, delivery_date, not_to_exceed, customers, status: _ } = contract;
    execute!(
        tx,
        sql,
        params![
            id.0,
            key,
            name,
            currency.code(),
            delivery_date.map(|date| date.to_string()),
            not_to_exceed.map(Money::minor)
        ]
    )?;
    execute!(tx, "DELETE FROM contract_customer WHERE contract_id = ?1", [id.0])?;
    insert_split(tx, INSERT_CUSTOMER, id.0, customers)
}

/// Moves a contract from the status it must have.
///
/// # Errors
/// [`StoreError::Conflict`] where it has another one by now.
pub fn set_status(
    tx: &WriteTransaction<'_>,
    id: ContractId,
    from: ContractStatus,
    to: ContractStatus,
) -> Result<(), StoreError> {
    let sql = "UPDATE contract SET status = ?3 WHERE id = ?1 AND status = ?2";
    match execute!(tx, sql, params![id.0, from.as_str(), to.as_str()])? {
        1 => Ok(()),
        _ => Err(StoreError::Conflict { what: format!("contract {}", id.0) }),
    }
}

const INSERT_CUSTOMER: &str = "INSERT INTO contract_customer
    (contract_id, position, customer_id, percent, is_rounding, not_to_exceed_minor) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
const INSERT_LINE_CUSTOMER: &str = "INSERT INTO contract_line_customer
    (contract_line_id, position, customer_id, percent, is_rounding, not_to_exceed_minor) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";

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
    write_line(tx, include_str!("contract/insert_line.sql"), contract.0, position, line)?;
    let id = tx.inner.last_insert_rowid();
    insert_split(tx, INSERT_LINE_CUSTOMER, id, &line.customers)?;
    Ok(ContractLineId(id))
}

/// Changes a line and its list of customers.
///
/// # Errors
/// [`StoreError::Refused`] where the key is taken in the contract.
pub fn update_line(
    tx: &WriteTransaction<'_>,
    id: ContractLineId,
    position: usize,
    line: &NewContractLine,
) -> Result<(), StoreError> {
    write_line(tx, include_str!("contract/update_line.sql"), id.0, position, line)?;
    execute!(tx, "DELETE FROM contract_line_customer WHERE contract_line_id = ?1", [id.0])?;
    insert_split(tx, INSERT_LINE_CUSTOMER, id.0, &line.customers)
}

/// Takes a line away, with its schedule and what was reversed or deleted of it.
///
/// # Errors
/// [`StoreError::Refused`] where something on it is not reversed, its contract is no draft, or a process run or an
/// invoice names it.
pub fn delete_line(tx: &WriteTransaction<'_>, id: ContractLineId) -> Result<(), StoreError> {
    let sql = "DELETE FROM transaction_text WHERE rowid IN
               (SELECT contract_line_id * 4294967296 + id FROM \"transaction\" WHERE contract_line_id = ?1)";
    execute!(tx, sql, [id.0])?;
    for sql in [
        "DELETE FROM share WHERE contract_line_id = ?1",
        "DELETE FROM \"transaction\" WHERE contract_line_id = ?1",
        "DELETE FROM schedule_row WHERE contract_line_id = ?1",
        "DELETE FROM milestone WHERE contract_line_id = ?1",
        "DELETE FROM contract_line_customer WHERE contract_line_id = ?1",
        "DELETE FROM contract_line WHERE id = ?1",
    ] {
        execute!(tx, sql, [id.0])?;
    }
    Ok(())
}

/// Gives a line the tasks that it is for; none: all.
///
/// # Errors
/// [`StoreError`].
pub fn set_tasks(tx: &WriteTransaction<'_>, id: ContractLineId, tasks: &[String]) -> Result<(), StoreError> {
    let tasks = (!tasks.is_empty()).then(|| tasks.join("\n"));
    execute!(tx, "UPDATE contract_line SET tasks = ?2 WHERE id = ?1", params![id.0, tasks])?;
    Ok(())
}

/// Takes a contract away that has no lines any more; its history stays.
///
/// # Errors
/// [`StoreError::Refused`] where a line, an invoice or a process run names it.
pub fn delete(tx: &WriteTransaction<'_>, id: ContractId) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM contract_customer WHERE contract_id = ?1", [id.0])?;
    execute!(tx, "DELETE FROM contract WHERE id = ?1", [id.0])?;
    Ok(())
}

/// Gives the lines of a contract their places, in this order.
///
/// # Errors
/// [`StoreError`].
pub fn reorder_lines(tx: &WriteTransaction<'_>, lines: &[ContractLineId]) -> Result<(), StoreError> {
    // Places are unique in a contract, so they step aside first.
    for (place, line) in lines.iter().enumerate() {
        execute!(
            tx,
            "UPDATE contract_line SET position = ?2 WHERE id = ?1",
            params![line.0, -1 - place as i64]
        )?;
    }
    for (place, line) in lines.iter().enumerate() {
        execute!(tx, "UPDATE contract_line SET position = ?2 WHERE id = ?1", params![line.0, place as i64])?;
    }
    Ok(())
}

/// Both statements take the owner first: the contract of a new line, the line itself where it is changed.
fn write_line(
    tx: &WriteTransaction<'_>,
    sql: &str,
    owner: i64,
    position: usize,
    line: &NewContractLine,
) -> Result<(), StoreError> {
    let classes: Vec<&str> = line.transaction_classes.iter().map(TransactionClass::as_str).collect();
    execute!(
        tx,
        sql,
        params![
            owner,
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
            line.not_to_exceed.map(Money::minor),
            (!line.tasks.is_empty()).then(|| line.tasks.join("\n")),
        ]
    )?;
    Ok(())
}

/// A contract with its lines.
///
/// # Errors
/// [`StoreError`].
pub fn by_id(connection: &Connection, id: ContractId) -> Result<Option<Contract>, StoreError> {
    let sql =
        "SELECT key, name, currency, status, delivery_date, not_to_exceed_minor FROM contract WHERE id = ?1";
    let contract = select_one!(connection, sql, [id.0], |row: &Row<'_>| {
        let currency = row.currency(2)?;
        Ok::<_, StoreError>(Contract {
            id,
            key: row.string(0)?,
            name: row.string(1)?,
            currency,
            status: row.word(3)?,
            delivery_date: row.optional_date(4)?,
            not_to_exceed: row.optional_money(5, currency)?,
            customers: split(connection, CUSTOMERS, id.0, currency)?,
            lines: Vec::new(),
        })
    })?;
    let Some(mut contract) = contract else { return Ok(None) };
    contract.lines = lines(connection, &contract)?;
    Ok(Some(contract))
}

/// The author's id and the name of every contract, in the order of entry.
///
/// # Errors
/// [`StoreError`].
pub fn names(connection: &Connection) -> Result<Vec<(String, String)>, StoreError> {
    let sql = "SELECT key, name FROM contract ORDER BY id";
    select!(connection, sql, [], |row: &Row<'_>| Ok::<_, StoreError>((row.string(0)?, row.string(1)?)))
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

/// Contracts that have a not-to-exceed limit on any level.
///
/// # Errors
/// [`StoreError`].
pub fn with_limits(connection: &Connection) -> Result<Vec<ContractId>, StoreError> {
    select!(connection, include_str!("contract/with_limits.sql"), [], |row: &Row<'_>| Ok::<_, StoreError>(
        ContractId(row.get(0)?)
    ))
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
    let sql = "SELECT id, key, name, billing_method, transaction_classes, contracted_amount_minor, tax_category, tax_percent,
                      billing_start, not_to_exceed_minor, tasks
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
        Ok::<_, StoreError>(ContractLine {
            id: ContractLineId(id),
            key: row.string(1)?,
            name: row.string(2)?,
            billing_method: row.word(3)?,
            transaction_classes,
            contracted_amount: row.optional_money(5, contract.currency)?,
            not_to_exceed: row.optional_money(9, contract.currency)?,
            tasks: row.optional_text(10)?.unwrap_or_default().lines().map(str::to_owned).collect(),
            tax: tax(row, 6)?,
            billing_start: row.optional_date(8)?,
            customers: split(connection, LINE_CUSTOMERS, id, contract.currency)?,
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
