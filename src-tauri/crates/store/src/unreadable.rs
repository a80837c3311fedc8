//! Contracts with a stored value that does not read: what can still be told of one, and how it is parked.
//!
//! Nothing here reads a value of the domain that the telling can do without. Names are read as far as they go.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proforma_engine::ids::{ContractId, ContractLineId, ScheduleRowId};
use rusqlite::{Row, params};

use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, select, select_one},
};

/// What can be told of a contract that does not read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnreadableContract {
    /// The author's id.
    pub key: String,
    /// Name.
    pub name: String,
    /// Its lines in their order, each with the rows that a run of the date handles, or once without one.
    pub places: Vec<Place>,
    /// Chargeable and ready to invoice: minor units by currency, as both are stored.
    pub ready_minor: BTreeMap<String, i64>,
}

/// A line of such a contract, or one of its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    /// The line.
    pub contract_line: ContractLineId,
    /// The author's id of the line.
    pub contract_line_key: String,
    /// Name of the line.
    pub contract_line_name: String,
    /// The row with its run date; none also where that date does not read.
    pub row: Option<(ScheduleRowId, NaiveDate)>,
    /// Whether a run of the date handles the row.
    pub is_due: bool,
}

/// What can be told of a contract at a run of a date; none where there is no such contract.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 4.10, 4.12.
pub fn describe(
    connection: &Connection,
    contract: ContractId,
    run_date: NaiveDate,
) -> Result<Option<UnreadableContract>, StoreError> {
    let sql = "SELECT key, name FROM contract WHERE id = ?1";
    let names = select_one!(connection, sql, [contract.0], |row: &Row<'_>| Ok::<_, StoreError>((
        row.lossy(0)?,
        row.lossy(1)?
    )))?;
    let Some((key, name)) = names else { return Ok(None) };
    let sql = include_str!("unreadable/places.sql");
    let places = select!(connection, sql, params![contract.0, run_date.to_string()], |row: &Row<'_>| {
        let id = row.get::<_, Option<i64>>(3)?.map(ScheduleRowId);
        Ok::<_, StoreError>(Place {
            contract_line: ContractLineId(row.get(0)?),
            contract_line_key: row.lossy(1)?,
            contract_line_name: row.lossy(2)?,
            row: id.zip(row.optional_date(4).unwrap_or_default()),
            is_due: id.is_some(),
        })
    })?;
    let sql = include_str!("unreadable/ready.sql");
    let ready = select!(connection, sql, [contract.0], |row: &Row<'_>| Ok::<_, StoreError>((
        row.lossy(0)?,
        row.get(1)?
    )))?;
    Ok(Some(UnreadableContract { key, name, places, ready_minor: ready.into_iter().collect() }))
}

/// Parks a contract: its rows that a run of the date handles become `run_failed` with the reason. Gives how many.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 4.10, 4.11.
pub fn park(
    tx: &WriteTransaction<'_>,
    contract: ContractId,
    run_date: NaiveDate,
    reason: &str,
) -> Result<usize, StoreError> {
    execute!(tx, include_str!("unreadable/park.sql"), params![contract.0, run_date.to_string(), reason])
}
