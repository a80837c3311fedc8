//! Which records came in with which import, in an export and back from it.
//!
//! The format has no place for it, so it is told among the entries of the history, each at the time of its import, and is
//! no entry of any chain. Transactions are told by their places in the list of the file, where those of one import lie
//! together: a million of them are a few words.

use std::{
    collections::{BTreeSet, HashMap},
    ops::ControlFlow,
};

use proforma_engine::ids::ContractId;
use proforma_store::{
    Connection, StoreError, contract,
    history::{self, Entry},
    imported::{self, ImportedRange, ImportedRecord},
    transaction,
};

use super::{
    error::{ExportError, ImportError, Reason},
    import::Import,
    place::Place,
    state::Imported,
    values,
};

/// What it is told by.
pub(super) const TOLD: &str = "imported_records";

/// As it is told among the entries of the history.
pub(super) fn told(connection: &Connection) -> Result<Vec<Entry>, ExportError> {
    let ranges = imported::all(connection)?;
    let numbers = if ranges.iter().any(|range| range.record == ImportedRecord::Transaction) {
        transaction::numbers(connection)?
    } else {
        Vec::new()
    };
    let mut imports = HashMap::new();
    history::latest_first(connection, None, &["import"], |entry| {
        imports.insert(i64::try_from(entry.sequence).unwrap_or(i64::MAX), entry);
        Ok::<_, StoreError>(ControlFlow::Continue(()))
    })?;
    let mut told = Vec::new();
    // Where the numbers lie is this book's own: what is written must be the same after an import.
    for own in ranges.chunk_by(|one, next| (one.sequence, one.record) == (next.sequence, next.record)) {
        let Some(first) = own.first() else { continue };
        let Some(import) = imports.get(&first.sequence) else { continue };
        for said in said(connection, own, first, &numbers)? {
            let detail = serde_json::to_string(&said).map_err(std::io::Error::from)?;
            told.push(Entry { command: TOLD.to_owned(), detail, ..import.clone() });
        }
    }
    Ok(told)
}

/// What is said of the records of one kind and import.
fn said(
    connection: &Connection,
    own: &[ImportedRange],
    first: &ImportedRange,
    numbers: &[i64],
) -> Result<Vec<Imported>, StoreError> {
    let plain = Imported {
        entry: first.sequence.unsigned_abs(),
        record: first.record.as_str().to_owned(),
        ..Imported::default()
    };
    Ok(match first.record {
        ImportedRecord::Company => vec![plain],
        ImportedRecord::Transaction => {
            let run = |(first, count): (usize, usize)| Imported {
                first: Some(first as u64),
                count: Some(count as u64),
                ..plain.clone()
            };
            places(own, numbers).into_iter().map(run).collect()
        }
        ImportedRecord::ContractLine => {
            let mut lines = Vec::new();
            for range in own {
                lines.extend(imported::lines(connection, range)?);
            }
            lines.sort_unstable();
            let of_contract = |lines: &[(String, String)]| Imported {
                contract: lines.first().map(|(contract, _)| contract.clone()),
                ids: Some(lines.iter().map(|(_, line)| line.clone()).collect()),
                ..plain.clone()
            };
            lines.chunk_by(|one, next| one.0 == next.0).map(of_contract).collect()
        }
        ImportedRecord::Customer
        | ImportedRecord::Role
        | ImportedRecord::Resource
        | ImportedRecord::InvoiceFrequency
        | ImportedRecord::Contract
        | ImportedRecord::Milestone => {
            let mut ids = Vec::new();
            for range in own {
                ids.extend(imported::keys(connection, range)?);
            }
            ids.sort_unstable();
            if ids.is_empty() { Vec::new() } else { vec![Imported { ids: Some(ids), ..plain }] }
        }
    })
}

/// Where the transactions of ranges stand in the list of the file: place of the first and count of each run.
fn places(ranges: &[ImportedRange], numbers: &[i64]) -> Vec<(usize, usize)> {
    let mut runs: Vec<(usize, usize)> = Vec::new();
    for range in ranges {
        let first = numbers.partition_point(|number| *number < range.first);
        let count = numbers.partition_point(|number| *number <= range.last) - first;
        match runs.last_mut() {
            _ if count == 0 => {}
            Some((begin, length)) if *begin + *length == first => *length += count,
            _ => runs.push((first, count)),
        }
    }
    runs
}

/// Brings it back into a new book, once its records and its history are there.
pub(super) fn restore(import: &Import<'_>, told: &[(usize, Imported)]) -> Result<(), ImportError> {
    if told.is_empty() {
        return Ok(());
    }
    let (state, mut imports) = (Place::top("state"), BTreeSet::new());
    let list = state.field("history");
    history::latest_first(import.tx, None, &["import"], |entry| {
        imports.insert(entry.sequence);
        Ok::<_, StoreError>(ControlFlow::Continue(()))
    })?;
    let transactions = transaction::numbers(import.tx)?;
    for (index, given) in told {
        let entry = list.index(*index);
        let place = entry.field("detail");
        if !imports.contains(&given.entry) {
            let id = given.entry.to_string();
            return Err(ImportError::refused(place, Reason::Missing { kind: "import", id }));
        }
        let record = record(&place, &given.record)?;
        let sequence = i64::try_from(given.entry).unwrap_or(i64::MAX);
        for run in
            numbers(import, &place, record, given, &transactions)?.chunk_by(|one, next| one + 1 == *next)
        {
            let (Some(first), Some(last)) = (run.first(), run.last()) else { continue };
            let range = ImportedRange { record, first: *first, last: *last, sequence };
            imported::insert(import.tx, &range).map_err(|error| {
                if matches!(error, StoreError::Refused { .. }) {
                    ImportError::refused(place, Reason::BookRefuses { id: given.record.clone() })
                } else {
                    error.into()
                }
            })?;
        }
    }
    Ok(())
}

fn record(place: &Place<'_>, word: &str) -> Result<ImportedRecord, ImportError> {
    let unknown = || {
        let id = values::shortened(word);
        ImportError::refused(place, Reason::Missing { kind: "kind of record", id })
    };
    ImportedRecord::of(word).ok_or_else(unknown)
}

/// The numbers of the records that are named, ascending.
fn numbers(
    import: &Import<'_>,
    place: &Place<'_>,
    record: ImportedRecord,
    given: &Imported,
    transactions: &[i64],
) -> Result<Vec<i64>, ImportError> {
    let missing = |kind: &'static str, id: &str| {
        let id = values::shortened(id);
        ImportError::refused(place, Reason::Missing { kind, id })
    };
    if record == ImportedRecord::Company {
        return Ok(vec![1]);
    }
    if record == ImportedRecord::Transaction {
        let first = given.first.and_then(|first| usize::try_from(first).ok());
        let count = given.count.and_then(|count| usize::try_from(count).ok());
        let found = first.zip(count).and_then(|(first, count)| {
            transactions.get(first..first.checked_add(count)?).map(<[i64]>::to_vec)
        });
        return found.ok_or_else(|| missing("transaction", &given.first.unwrap_or_default().to_string()));
    }
    let contract: Option<ContractId> = match &given.contract {
        Some(key) => contract::id_of(import.tx, key)?,
        None => None,
    };
    let mut numbers = Vec::new();
    for key in given.ids.iter().flatten() {
        let number = imported::number_of(import.tx, record, key, contract)?;
        numbers.push(number.ok_or_else(|| missing("record", key))?);
    }
    numbers.sort_unstable();
    Ok(numbers)
}
