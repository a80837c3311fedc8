//! What the history says of one record, the latest first.

use std::ops::ControlFlow;

use chrono::{DateTime, Utc};
use proforma_engine::ids::{ContractId, ContractLineId, InvoiceId, ShareId};
use rusqlite::{Row, params};

use super::{
    BOOK, Entry, entry,
    names::{INVOICE, ITEM},
};
use crate::{
    Connection, StoreError,
    row::{Columns as _, select, select_one, unreadable},
    values,
};

/// Where an entry stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Place {
    /// Whose chain; none: the book's.
    pub contract: Option<ContractId>,
    /// Place in its chain, from 1 on.
    pub sequence: u64,
}

/// An entry with the chain that it stands in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PlacedEntry {
    /// Whose chain; none: the book's.
    pub contract: Option<ContractId>,
    /// The entry.
    pub entry: Entry,
}

fn chain_of(contract: Option<ContractId>) -> i64 {
    contract.map_or(BOOK, |contract| contract.0)
}

pub(super) fn contract_of(chain: i64) -> Option<ContractId> {
    (chain != BOOK).then_some(ContractId(chain))
}

/// How many entries the chain of a contract, or of the book, has.
///
/// # Errors
/// [`StoreError`].
pub fn length(connection: &Connection, contract: Option<ContractId>) -> Result<u64, StoreError> {
    let sql = "SELECT COALESCE(MAX(sequence), 0) FROM history WHERE contract_id = ?1";
    let read = |row: &Row<'_>| Ok::<i64, StoreError>(row.get(0)?);
    let last = select_one!(connection, sql, [chain_of(contract)], read)?.unwrap_or_default();
    last.try_into().map_err(|_| unreadable("a sequence", &last.to_string()))
}

/// How many entries all chains have together: it grows with everything that anybody does with the book.
///
/// # Errors
/// [`StoreError`].
pub fn extent(connection: &Connection) -> Result<i64, StoreError> {
    let sql = "SELECT COALESCE(SUM(sequence), 0) FROM history_end";
    Ok(select_one!(connection, sql, [], |row: &Row<'_>| Ok::<i64, StoreError>(row.get(0)?))?
        .unwrap_or_default())
}

/// A page of the chain of a contract, or of the book, the latest first.
///
/// Places have no gaps, so a page far down is found by its number.
///
/// # Errors
/// [`StoreError`].
pub fn page(
    connection: &Connection,
    contract: Option<ContractId>,
    offset: u32,
    limit: u32,
) -> Result<Vec<Entry>, StoreError> {
    let last = length(connection, contract)?.saturating_sub(offset.into());
    let last = i64::try_from(last).unwrap_or(i64::MAX);
    let sql = "SELECT sequence, at, command, detail, person, came_with_file FROM history
               WHERE contract_id = ?1 AND sequence <= ?2 ORDER BY sequence DESC LIMIT ?3";
    select!(connection, sql, params![chain_of(contract), last, limit], entry)
}

/// Goes through the chain of a contract, or of the book, the latest first, until `each` has seen enough.
///
/// # Errors
/// [`StoreError`], or what `each` gives.
pub fn each_newest_first<E: From<StoreError>>(
    connection: &Connection,
    contract: Option<ContractId>,
    mut each: impl FnMut(Entry) -> Result<ControlFlow<()>, E>,
) -> Result<(), E> {
    let sql = "SELECT sequence, at, command, detail, person, came_with_file FROM history
               WHERE contract_id = ?1 ORDER BY sequence DESC";
    let mut statement = connection.inner.prepare_cached(sql).map_err(StoreError::from)?;
    let mut rows = statement.query([chain_of(contract)]).map_err(StoreError::from)?;
    while let Some(row) = rows.next().map_err(StoreError::from)? {
        if each(entry(row)?)?.is_break() {
            break;
        }
    }
    Ok(())
}

/// Where a record of this kind and id is named, the latest first; without an id, where any of the kind is.
///
/// # Errors
/// [`StoreError`].
pub fn of_record(connection: &Connection, record: &str, key: Option<&str>) -> Result<Vec<Place>, StoreError> {
    let sql = "SELECT DISTINCT history.contract_id, history.sequence, history.at FROM history_record
               JOIN history ON history.contract_id = history_record.contract_id
                   AND history.sequence = history_record.sequence
               WHERE record = ?1 AND (?2 IS NULL OR key = ?2)
               ORDER BY history.at DESC, history.contract_id, history.sequence DESC";
    // With an id it must be a search of its own: one query for both would read every record of the kind.
    let sql =
        if key.is_some() { sql.replace("(?2 IS NULL OR key = ?2)", "key = ?2") } else { sql.to_owned() };
    select!(connection, &sql, params![record, key], place)
}

/// Where a transaction or milestone is named, the latest first.
///
/// # Errors
/// [`StoreError`].
pub fn of_item(connection: &Connection, key: &str) -> Result<Vec<Place>, StoreError> {
    of_record(connection, ITEM, Some(key))
}

/// Where an invoice is named, the latest first.
///
/// # Errors
/// [`StoreError`].
pub fn of_invoice(connection: &Connection, invoice: InvoiceId) -> Result<Vec<Place>, StoreError> {
    of_record(connection, INVOICE, Some(&invoice.0.to_string()))
}

fn place(row: &Row<'_>) -> Result<Place, StoreError> {
    let sequence: i64 = row.get(1)?;
    let sequence = sequence.try_into().map_err(|_| unreadable("a sequence", &sequence.to_string()))?;
    Ok(Place { contract: contract_of(row.get(0)?), sequence })
}

/// The entries at these places, in this order.
///
/// # Errors
/// [`StoreError`]; [`StoreError::Conflict`] for a place where none is.
pub fn read_places(connection: &Connection, places: &[Place]) -> Result<Vec<PlacedEntry>, StoreError> {
    let sql = "SELECT sequence, at, command, detail, person, came_with_file FROM history
               WHERE contract_id = ?1 AND sequence = ?2";
    let read = |place: &Place| {
        let sequence = i64::try_from(place.sequence).unwrap_or(i64::MAX);
        let found = select_one!(connection, sql, params![chain_of(place.contract), sequence], entry)?;
        let gone = || StoreError::Conflict { what: format!("entry {sequence} of the history") };
        Ok(PlacedEntry { contract: place.contract, entry: found.ok_or_else(gone)? })
    };
    places.iter().map(read).collect()
}

/// The chains of contracts that had this id of the author's and are gone, the latest first.
///
/// # Errors
/// [`StoreError`].
pub fn of_deleted_contract(connection: &Connection, key: &str) -> Result<Vec<ContractId>, StoreError> {
    let sql = "SELECT DISTINCT contract_id FROM history_record
               WHERE record = 'contract' AND key = ?1 AND contract_id <> 0
                 AND contract_id NOT IN (SELECT id FROM contract) ORDER BY contract_id DESC";
    select!(connection, sql, [key], |row: &Row<'_>| Ok::<_, StoreError>(ContractId(row.get(0)?)))
}

/// The chains of all contracts that are gone, the oldest first.
///
/// # Errors
/// [`StoreError`].
pub fn of_deleted_contracts(connection: &Connection) -> Result<Vec<ContractId>, StoreError> {
    let sql = "SELECT contract_id FROM history_end
               WHERE contract_id <> 0 AND contract_id NOT IN (SELECT id FROM contract) ORDER BY contract_id";
    select!(connection, sql, [], |row: &Row<'_>| Ok::<_, StoreError>(ContractId(row.get(0)?)))
}

/// A number for the chain of a contract that is gone: no contract and no chain has it, and none will be given it.
///
/// # Errors
/// [`StoreError`].
pub fn free_chain(connection: &Connection) -> Result<ContractId, StoreError> {
    let sql = "SELECT MAX(COALESCE((SELECT MAX(id) FROM contract), 0),
                          COALESCE((SELECT MAX(contract_id) FROM history_end), 0)) + 1";
    let found = select_one!(connection, sql, [], |row: &Row<'_>| Ok::<i64, StoreError>(row.get(0)?))?;
    Ok(ContractId(found.unwrap_or(1)))
}

/// The invoices that a transaction or milestone stands on by now.
///
/// # Errors
/// [`StoreError`].
pub fn invoices_of_item(connection: &Connection, key: &str) -> Result<Vec<InvoiceId>, StoreError> {
    let sql = include_str!("invoices_of_item.sql");
    select!(connection, sql, [key], |row: &Row<'_>| Ok::<_, StoreError>(InvoiceId(row.get(0)?)))
}

/// What one command wrote at one instant into the chain of a contract.
///
/// # Errors
/// [`StoreError`].
pub fn of_change(
    connection: &Connection,
    contract: Option<ContractId>,
    at: DateTime<Utc>,
    command: &str,
) -> Result<Vec<Entry>, StoreError> {
    let sql = "SELECT sequence, at, command, detail, person, came_with_file FROM history
               WHERE at = ?1 AND command = ?2 AND contract_id = ?3 ORDER BY sequence";
    select!(connection, sql, params![values::instant_text(at), command, chain_of(contract)], entry)
}

/// What a transaction or milestone is called, and whether it is a milestone; none where it never was, or is gone whole.
///
/// # Errors
/// [`StoreError`].
pub fn item_name(connection: &Connection, key: &str) -> Result<Option<(bool, Option<String>)>, StoreError> {
    let sql = "SELECT 0, description FROM \"transaction\" WHERE key = ?1
               UNION ALL SELECT 1, name FROM milestone WHERE key = ?1 LIMIT 1";
    select_one!(connection, sql, [key], |row: &Row<'_>| Ok::<_, StoreError>((
        row.get(0)?,
        row.optional_string(1)?
    )))
}

/// The shares that a transaction or milestone has had, those that were reversed too: contract, line and number.
///
/// # Errors
/// [`StoreError`].
pub fn shares_of_item(
    connection: &Connection,
    key: &str,
) -> Result<Vec<(ContractId, ContractLineId, ShareId)>, StoreError> {
    let sql = include_str!("shares_of_item.sql");
    select!(connection, sql, [key], |row: &Row<'_>| Ok::<_, StoreError>((
        ContractId(row.get(0)?),
        ContractLineId(row.get(1)?),
        ShareId(row.get(2)?)
    )))
}
