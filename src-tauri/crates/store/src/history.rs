//! What was done, in the order it was done: one entry per command, never changed.
//!
//! Each entry holds the hash of the one before it in the same chain, so that a changed, missing or inserted
//! entry shows; where a chain ends is kept beside it, so that an end that was cut off shows too.

mod names;
mod of_record;

use std::{collections::BTreeMap, ops::ControlFlow};

use chrono::{DateTime, Utc};
use proforma_engine::ids::ContractId;
use rusqlite::{Row, params};
use sha2::{Digest, Sha256};

use crate::{
    Connection, StoreError, WriteTransaction, imported, person,
    row::{Columns, execute, select, select_one, unreadable},
    values,
};

use self::of_record::contract_of;
pub use self::of_record::{
    Place, PlacedEntry, each_newest_first, extent, free_chain, invoices_of_item, item_name, length,
    of_change, of_deleted_contract, of_deleted_contracts, of_invoice, of_item, of_record, page, read_places,
    shares_of_item,
};

/// The chain of the book itself.
const BOOK: i64 = 0;

/// What stands before the first entry.
const START: Hash = [0; 32];

type Hash = [u8; 32];

/// One thing that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Place in its chain, from 1 on.
    pub sequence: u64,
    /// When.
    pub at: DateTime<Utc>,
    /// Which command.
    pub command: String,
    /// Its arguments and effect, as JSON.
    pub detail: String,
    /// The system's name of who did it; none in entries of books of before.
    pub person: Option<String>,
    /// Whether it was done in this book; else it came with the file that the book was made of, and the numbers in it are
    /// another book's.
    pub is_own: bool,
}

/// A place where a chain is broken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BrokenLink {
    /// Whose chain; none: the book's.
    pub contract: Option<ContractId>,
    /// Which entry.
    pub sequence: i64,
    /// What is wrong with it.
    pub fault: Fault,
}

/// What can be wrong with an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fault {
    /// The entry before it is missing.
    Gap,
    /// It does not follow from the entry before it.
    Unlinked,
    /// Its own content was changed.
    Changed,
    /// The chain once went on after it.
    CutOff,
    /// It is not the one that the chain ended with.
    AddedAfter,
    /// The list by which the history of a record is found says otherwise.
    Unlisted,
}

/// Adds an entry to the chain of a contract, or of the book, in the name of who runs this program, and gives its place
/// there.
///
/// # Errors
/// [`StoreError`].
pub fn append(
    tx: &WriteTransaction<'_>,
    contract: Option<ContractId>,
    at: DateTime<Utc>,
    command: &str,
    detail: &str,
) -> Result<i64, StoreError> {
    write(tx, contract, at, [command, detail], Some(person::current()), true)
}

/// Adds an entry that comes with the file the book is made of, in the name of whoever did it once.
///
/// # Errors
/// [`StoreError`].
pub fn restore(
    tx: &WriteTransaction<'_>,
    contract: Option<ContractId>,
    at: DateTime<Utc>,
    command: &str,
    detail: &str,
    person: Option<&str>,
) -> Result<i64, StoreError> {
    write(tx, contract, at, [command, detail], person, false)
}

fn write(
    tx: &WriteTransaction<'_>,
    contract: Option<ContractId>,
    at: DateTime<Utc>,
    [command, detail]: [&str; 2],
    person: Option<&str>,
    is_own: bool,
) -> Result<i64, StoreError> {
    let chain = contract.map_or(BOOK, |contract| contract.0);
    let (last_sequence, previous) = end_of(tx, chain)?.unwrap_or((0, START));
    let sequence = last_sequence + 1;
    let at = values::instant_text(at);
    let texts = [Some(at.as_str()), Some(command), Some(detail), person];
    let hash = hash(&previous, chain, sequence, texts.map(|text| text.map(str::as_bytes)));
    let sql = "INSERT INTO history
                   (contract_id, sequence, at, command, detail, previous_hash, hash, person, came_with_file)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)";
    execute!(tx, sql, params![chain, sequence, at, command, detail, previous, hash, person, !is_own])?;
    let sql = "INSERT INTO history_end (contract_id, sequence, hash) VALUES (?1, ?2, ?3)
               ON CONFLICT (contract_id) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash";
    execute!(tx, sql, params![chain, sequence, hash])?;
    names::take_in(tx, (chain, sequence), command, detail)?;
    Ok(sequence)
}

/// Where a chain ends: the place of its last entry and its hash; none where it has no entry yet.
fn end_of(connection: &Connection, chain: i64) -> Result<Option<(i64, Hash)>, StoreError> {
    let sql = "SELECT sequence, hash FROM history WHERE contract_id = ?1 ORDER BY sequence DESC LIMIT 1";
    select_one!(connection, sql, [chain], |row: &Row<'_>| {
        let hash: Hash = row.get(1)?;
        Ok::<(i64, Hash), StoreError>((row.get(0)?, hash))
    })
}

/// How far the chains have come: what does not stand in one of them did not happen to its contract.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Chains {
    /// The last place in the chain of the book itself.
    pub book: i64,
    /// The last place in the chain of every contract; 0 where nothing has happened to it yet.
    pub contracts: BTreeMap<ContractId, i64>,
}

/// How far the chains have come.
///
/// # Errors
/// [`StoreError`].
pub fn chains(connection: &Connection) -> Result<Chains, StoreError> {
    // Asked chain by chain, each answer is the end of a range; together, the whole history would be read.
    let sql = "SELECT chain.id, COALESCE((SELECT MAX(sequence) FROM history WHERE contract_id = chain.id), 0)
               FROM (SELECT 0 AS id UNION ALL SELECT id FROM contract) AS chain";
    let places = select!(connection, sql, [], |row: &Row<'_>| Ok::<(i64, i64), StoreError>((
        row.get(0)?,
        row.get(1)?
    )))?;
    let mut chains = Chains::default();
    for (chain, last) in places {
        match chain {
            BOOK => chains.book = last,
            contract => drop(chains.contracts.insert(ContractId(contract), last)),
        }
    }
    Ok(chains)
}

/// The entries of a contract, or of the book, in order.
///
/// # Errors
/// [`StoreError`].
pub fn read(connection: &Connection, contract: Option<ContractId>) -> Result<Vec<Entry>, StoreError> {
    let chain = contract.map_or(BOOK, |contract| contract.0);
    let sql = "SELECT sequence, at, command, detail, person, came_with_file FROM history
               WHERE contract_id = ?1 ORDER BY sequence";
    select!(connection, sql, [chain], entry)
}

fn entry(row: &Row<'_>) -> Result<Entry, StoreError> {
    let sequence: i64 = row.get(0)?;
    Ok(Entry {
        sequence: sequence.try_into().map_err(|_| unreadable("a sequence", &sequence.to_string()))?,
        at: row.instant(1)?,
        command: row.string(2)?,
        detail: row.string(3)?,
        person: row.optional_string(4)?,
        is_own: !row.get::<_, bool>(5)?,
    })
}

/// Goes through what some commands wrote into the chain of a contract, or of the book, latest first, until `each` has seen
/// enough.
///
/// # Errors
/// [`StoreError`], or what `each` gives.
pub fn latest_first<E: From<StoreError>>(
    connection: &Connection,
    contract: Option<ContractId>,
    commands: &[&str],
    mut each: impl FnMut(Entry) -> Result<ControlFlow<()>, E>,
) -> Result<(), E> {
    let sql = "SELECT sequence, at, command, detail, person, came_with_file FROM history
               WHERE contract_id = ?1 AND command IN (SELECT value FROM json_each(?2)) ORDER BY sequence DESC";
    let chain = contract.map_or(BOOK, |contract| contract.0);
    let commands = serde_json::to_string(commands).unwrap_or_default();
    let mut statement = connection.inner.prepare_cached(sql).map_err(StoreError::from)?;
    let mut rows = statement.query(params![chain, commands]).map_err(StoreError::from)?;
    while let Some(row) = rows.next().map_err(StoreError::from)? {
        if each(entry(row)?)?.is_break() {
            break;
        }
    }
    Ok(())
}

/// The commands as they stand in the index, which serves no others.
const CHANGES: &str = "SELECT sequence, at, command, detail, person, came_with_file, contract_id FROM history
    WHERE command IN ('mark', 'mark_matching', 'create', 'delete_draft', 'undo', 'enter_transactions',
                      'change_transactions', 'delete_transactions', 'skip_rows', 'set_limit_state', 'unskip_rows',
                      'generate_schedule', 'save_schedule_row', 'delete_schedule_rows', 'import_transactions',
                      'save_record', 'delete_record', 'save_contract', 'save_line', 'delete_line', 'move_line',
                      'copy_contract', 'set_contract_status')
      AND came_with_file = 0
    ORDER BY at DESC";

/// Goes through what persons did in this book to contracts and to the book itself, and what they took back, latest first,
/// until `each` has seen enough.
///
/// # Errors
/// [`StoreError`], or what `each` gives.
pub fn changes_latest_first<E: From<StoreError>>(
    connection: &Connection,
    mut each: impl FnMut(PlacedEntry) -> Result<ControlFlow<()>, E>,
) -> Result<(), E> {
    let mut statement = connection.inner.prepare_cached(CHANGES).map_err(StoreError::from)?;
    let mut rows = statement.query([]).map_err(StoreError::from)?;
    while let Some(row) = rows.next().map_err(StoreError::from)? {
        let contract = contract_of(row.get(6).map_err(StoreError::from)?);
        if each(PlacedEntry { contract, entry: entry(row)? })?.is_break() {
            break;
        }
    }
    Ok(())
}

/// What one command wrote into the chains of contracts, by contract and in order: its entries share their instant.
///
/// # Errors
/// [`StoreError`].
pub fn of_instant(
    connection: &Connection,
    at: DateTime<Utc>,
    command: &str,
) -> Result<Vec<(ContractId, Entry)>, StoreError> {
    let sql = "SELECT sequence, at, command, detail, person, came_with_file, contract_id FROM history
               WHERE at = ?1 AND command = ?2 AND contract_id <> 0 ORDER BY contract_id, sequence";
    select!(connection, sql, params![values::instant_text(at), command], |row: &Row<'_>| {
        Ok::<_, StoreError>((ContractId(row.get(6)?), entry(row)?))
    })
}

/// Where the entries stand that one command wrote in this book at an instant, by chain and in order.
///
/// # Errors
/// [`StoreError`].
pub fn places_of_instant(
    connection: &Connection,
    at: DateTime<Utc>,
    command: &str,
) -> Result<Vec<Place>, StoreError> {
    let sql = "SELECT sequence, contract_id FROM history
               WHERE at = ?1 AND command = ?2 AND came_with_file = 0 ORDER BY contract_id, sequence";
    select!(connection, sql, params![values::instant_text(at), command], |row: &Row<'_>| {
        let sequence: i64 = row.get(0)?;
        Ok::<_, StoreError>(Place {
            contract: contract_of(row.get(1)?),
            sequence: sequence.try_into().map_err(|_| unreadable("a sequence", &sequence.to_string()))?,
        })
    })
}

/// Where chains are broken; empty where all hold. Reads the whole history, an entry at a time.
///
/// # Errors
/// [`StoreError`].
pub fn verify(connection: &Connection) -> Result<Vec<BrokenLink>, StoreError> {
    let sql = "SELECT contract_id, sequence, at, command, detail, person, previous_hash, hash
               FROM history ORDER BY contract_id, sequence";
    let mut statement = connection.inner.prepare_cached(sql)?;
    let mut rows = statement.query([])?;
    let mut broken = Vec::new();
    let mut ends = ends(connection)?;
    let (mut chain, mut last, mut previous) = (None, 0, START);
    while let Some(row) = rows.next()? {
        let contract_id: i64 = row.get(0)?;
        let sequence: i64 = row.get(1)?;
        if chain != Some(contract_id) {
            broken.extend(chain.and_then(|chain| fault_at_end(chain, &mut ends, (last, previous))));
            (chain, last, previous) = (Some(contract_id), 0, START);
        }
        let bytes = |column| -> Result<&[u8], StoreError> {
            row.get_ref(column)?.as_bytes().map_err(|_| unreadable("bytes", ""))
        };
        let (stored_previous, stored) = (bytes(6)?, bytes(7)?);
        let text = |column| -> Result<Option<&[u8]>, StoreError> {
            row.get_ref(column)?.as_bytes_or_null().map_err(|_| unreadable("bytes", ""))
        };
        // From the link that the entry names: one changed entry is then one fault, and one more behind it.
        let link = Hash::try_from(stored_previous).unwrap_or(START);
        let fault = if sequence != last + 1 {
            Some(Fault::Gap)
        } else if stored_previous != previous {
            Some(Fault::Unlinked)
        } else if stored != hash(&link, contract_id, sequence, [text(2)?, text(3)?, text(4)?, text(5)?]) {
            Some(Fault::Changed)
        } else {
            None
        };
        broken.extend(fault.map(|fault| broken_link(contract_id, sequence, fault)));
        (last, previous) = (sequence, Hash::try_from(stored).unwrap_or(START));
    }
    broken.extend(chain.and_then(|chain| fault_at_end(chain, &mut ends, (last, previous))));
    // What is left has lost all of its entries.
    broken.extend(ends.into_keys().map(|chain| broken_link(chain, 0, Fault::CutOff)));
    // Where the entries hold, the list of what they are about must say what they do.
    if broken.is_empty() {
        let untrue = names::untrue(connection)?;
        broken.extend(
            untrue.into_iter().map(|(chain, sequence)| broken_link(chain, sequence, Fault::Unlisted)),
        );
        let imports = imported::untrue(connection)?;
        broken.extend(imports.into_iter().map(|sequence| broken_link(BOOK, sequence, Fault::Unlisted)));
    }
    Ok(broken)
}

/// Where every chain ended when it was last written.
fn ends(connection: &Connection) -> Result<BTreeMap<i64, (i64, Vec<u8>)>, StoreError> {
    let sql = "SELECT contract_id, sequence, hash FROM history_end";
    let ends = select!(connection, sql, [], |row: &Row<'_>| Ok::<_, StoreError>((
        row.get(0)?,
        (row.get(1)?, row.get(2)?)
    )))?;
    Ok(ends.into_iter().collect())
}

fn fault_at_end(
    chain: i64,
    ends: &mut BTreeMap<i64, (i64, Vec<u8>)>,
    (last, hash): (i64, Hash),
) -> Option<BrokenLink> {
    let fault = match ends.remove(&chain) {
        Some((sequence, _)) if sequence > last => Fault::CutOff,
        Some((sequence, end)) if sequence == last && end == hash => return None,
        Some(_) | None => Fault::AddedAfter,
    };
    Some(broken_link(chain, last, fault))
}

fn broken_link(chain: i64, sequence: i64, fault: Fault) -> BrokenLink {
    BrokenLink { contract: (chain != BOOK).then_some(ContractId(chain)), sequence, fault }
}

/// Each text goes in with its length, so that nothing can move from one to the next unnoticed. A person came to the
/// entries later: without one, the hash is what it was before.
fn hash(previous: &Hash, chain: i64, sequence: i64, texts: [Option<&[u8]>; 4]) -> Hash {
    let mut sha = Sha256::new();
    sha.update(previous);
    sha.update(chain.to_be_bytes());
    sha.update(sequence.to_be_bytes());
    for text in texts.into_iter().flatten() {
        sha.update((text.len() as u64).to_be_bytes());
        sha.update(text);
    }
    sha.finalize().into()
}

#[cfg(test)]
mod tests;
