//! Contracts as a list shows them, and where their money stands.

use chrono::NaiveDate;
use proforma_engine::{contract::ContractStatus, ids::ContractId, share::BillingStatus};
use rusqlite::{Row, named_params};

use crate::{
    Connection, StoreError,
    row::{Columns, select, select_one},
};

/// Which contracts to list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ContractFilter<'a> {
    /// Only these; all where none is named.
    pub status: Option<ContractStatus>,
    /// Part of a name, a key or a customer's name; empty for all.
    pub search: &'a str,
}

/// A contract in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedContract {
    /// Row number.
    pub id: ContractId,
    /// The author's id.
    pub key: String,
    /// Name.
    pub name: String,
    /// Status.
    pub status: ContractStatus,
    /// ISO 4217.
    pub currency: String,
    /// Name of the primary customer.
    pub customer_name: String,
    /// How many more customers there are.
    pub more_customers: u32,
    /// The first open run date from today on.
    pub next_run_date: Option<NaiveDate>,
    /// Whether a row failed.
    pub is_parked: bool,
    /// Whether a line has no schedule.
    pub has_line_not_set_up: bool,
    /// Whether milestones do not add up to a line's contracted amount.
    pub has_milestones_that_do_not_add_up: bool,
}

/// A page of contracts in the order of their names.
///
/// # Errors
/// [`StoreError`].
pub fn page(
    connection: &Connection,
    filter: ContractFilter<'_>,
    today: NaiveDate,
    offset: u32,
    limit: u32,
) -> Result<Vec<ListedContract>, StoreError> {
    let params = named_params! {
        ":status": filter.status.map(ContractStatus::as_str), ":search": like(filter.search),
        ":today": today.to_string(), ":offset": offset, ":limit": limit,
    };
    select!(connection, include_str!("contract_list/page.sql"), params, |row: &Row<'_>| Ok::<_, StoreError>(
        ListedContract {
            id: ContractId(row.get(0)?),
            key: row.string(1)?,
            name: row.string(2)?,
            status: row.word(3)?,
            currency: row.string(4)?,
            customer_name: row.string(5)?,
            more_customers: row.get(6)?,
            next_run_date: row.optional_date(7)?,
            is_parked: row.get(8)?,
            has_line_not_set_up: row.get(9)?,
            has_milestones_that_do_not_add_up: row.get(10)?,
        }
    ))
}

/// How many contracts fit.
///
/// # Errors
/// [`StoreError`].
pub fn count(connection: &Connection, filter: ContractFilter<'_>) -> Result<u32, StoreError> {
    let params = named_params! { ":status": filter.status.map(ContractStatus::as_str), ":search": like(filter.search) };
    let found = select_one!(connection, include_str!("contract_list/count.sql"), params, |row: &Row<'_>| {
        Ok::<_, StoreError>(row.get(0)?)
    })?;
    Ok(found.unwrap_or(0))
}

/// Chargeable money in one currency and billing status, in minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MoneyInStatus {
    /// ISO 4217.
    pub currency: String,
    /// Billing status.
    pub billing_status: BillingStatus,
    /// How much.
    pub amount_minor: i64,
}

/// Where the money of one contract stands.
///
/// # Errors
/// [`StoreError`].
pub fn money_of(connection: &Connection, contract: ContractId) -> Result<Vec<MoneyInStatus>, StoreError> {
    select!(connection, include_str!("contract_list/money_of.sql"), [contract.0], money)
}

/// Where the money of all contracts that fit stands, per currency.
///
/// # Errors
/// [`StoreError`].
pub fn money_of_all(
    connection: &Connection,
    filter: ContractFilter<'_>,
) -> Result<Vec<MoneyInStatus>, StoreError> {
    let params = named_params! { ":status": filter.status.map(ContractStatus::as_str), ":search": like(filter.search) };
    select!(connection, include_str!("contract_list/money_of_all.sql"), params, money)
}

fn money(row: &Row<'_>) -> Result<MoneyInStatus, StoreError> {
    Ok(MoneyInStatus { currency: row.string(0)?, billing_status: row.word(1)?, amount_minor: row.get(2)? })
}

/// Chargeable money invoiced or on drafts, by contract line, in minor units.
///
/// # Errors
/// [`StoreError`].
pub fn invoiced_by_line(
    connection: &Connection,
    contract: ContractId,
) -> Result<Vec<(i64, i64)>, StoreError> {
    select!(connection, include_str!("contract_list/invoiced_by_line.sql"), [contract.0], |row: &Row<'_>| {
        Ok::<_, StoreError>((row.get(0)?, row.get(1)?))
    })
}

/// A search text as a pattern that matches it anywhere; what the pattern language would read as a sign is escaped.
pub(crate) fn like(search: &str) -> String {
    let mut pattern = String::with_capacity(search.len() + 2);
    pattern.push('%');
    for character in search.trim().chars() {
        if matches!(character, '%' | '_' | '\\') {
            pattern.push('\\');
        }
        pattern.push(character);
    }
    pattern.push('%');
    pattern
}
