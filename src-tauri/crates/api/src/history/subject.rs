//! Which entries of the history concern a record.

use std::collections::{BTreeMap, BTreeSet};

use proforma_engine::ids::{ContractId, InvoiceId};
use proforma_store::{
    Connection, contract,
    history::{self, Place},
    imported::{self, ImportedRecord},
};
use serde_json::Value;

use super::telling::{Focus, Shares};
use crate::{
    dto::{HistoryOf, HistoryRecord, RecordKind},
    error::ApiError,
};

/// Where the entries of a record are.
#[derive(Debug)]
pub(super) enum Found {
    /// All of a chain.
    Chain(Option<ContractId>),
    /// Here and there, the latest first.
    Places(Vec<Place>),
}

/// The entry of the book that tells of the import which a record came in with; none where it was set up or entered here.
///
/// What an import brings has no entry of its own: a million of them would tell the same.
pub(super) fn origin(connection: &Connection, of: &HistoryOf) -> Result<Option<Place>, ApiError> {
    let entry_of = |record: ImportedRecord, key: &str, contract: Option<ContractId>| {
        let Some(number) = imported::number_of(connection, record, key, contract)? else { return Ok(None) };
        Ok::<_, ApiError>(imported::entry_of(connection, record, number)?)
    };
    let sequence = match of {
        HistoryOf::Book | HistoryOf::Invoice { .. } | HistoryOf::Record { id: None, .. } => None,
        HistoryOf::Contract { id, line: None } => entry_of(ImportedRecord::Contract, id, None)?,
        HistoryOf::Contract { id, line: Some(line) } => {
            entry_of(ImportedRecord::ContractLine, line, contract::id_of(connection, id)?)?
        }
        HistoryOf::Item { id } => match entry_of(ImportedRecord::Transaction, id, None)? {
            None => entry_of(ImportedRecord::Milestone, id, None)?,
            known => known,
        },
        HistoryOf::Record { kind, id: Some(id) } => {
            ImportedRecord::of(kind.as_str()).map(|record| entry_of(record, id, None)).transpose()?.flatten()
        }
    };
    Ok(sequence.map(|sequence| Place { contract: None, sequence }))
}

/// Finds the entries, and what of them is to be told.
pub(super) fn find(connection: &Connection, of: &HistoryOf) -> Result<(Found, Focus), ApiError> {
    match of {
        HistoryOf::Book => Ok((Found::Chain(None), Focus::Whole)),
        HistoryOf::Contract { id, line } => {
            let focus = line.as_ref().map_or(Focus::Whole, |line| Focus::Line(line.clone()));
            Ok((of_contract(connection, id)?, focus))
        }
        HistoryOf::Item { id } => of_item(connection, id),
        HistoryOf::Invoice { id } => {
            let unknown = || ApiError::NotFound { kind: "invoice", id: id.clone() };
            let number = id.parse().map(InvoiceId).map_err(|_| unknown())?;
            Ok((Found::Places(history::of_invoice(connection, number)?), Focus::Invoice(id.clone())))
        }
        HistoryOf::Record { kind, id } => of_record(connection, *kind, id.as_deref()),
    }
}

/// A contract that is gone has its chain still, and the book's says that it was deleted.
fn of_contract(connection: &Connection, key: &str) -> Result<Found, ApiError> {
    if let Some(id) = contract::id_of(connection, key)? {
        return Ok(Found::Chain(Some(id)));
    }
    let mut places = history::of_record(connection, "contract", Some(key))?;
    if places.is_empty() {
        return Err(ApiError::NotFound { kind: "contract", id: key.to_owned() });
    }
    places.retain(|place| place.contract.is_none());
    for id in history::of_deleted_contract(connection, key)? {
        let last = history::length(connection, Some(id))?;
        places.extend((1..=last).rev().map(|sequence| Place { contract: Some(id), sequence }));
    }
    Ok(Found::Places(places))
}

/// A set-up record, also by the names that it had.
fn of_record(
    connection: &Connection,
    kind: RecordKind,
    id: Option<&str>,
) -> Result<(Found, Focus), ApiError> {
    let word = kind.as_str();
    let record = HistoryRecord::from(kind);
    let Some(id) = id else {
        return Ok((Found::Places(history::of_record(connection, word, None)?), Focus::Record(record, None)));
    };
    let places = |id: &str| Ok(history::of_record(connection, word, Some(id))?);
    let named_by = match kind {
        RecordKind::Unit | RecordKind::TransactionCategory => "name",
        RecordKind::Holiday => "date",
        // Their ids stay.
        RecordKind::Company
        | RecordKind::Customer
        | RecordKind::InvoiceFrequency
        | RecordKind::Role
        | RecordKind::Resource => {
            let focus = Focus::Record(record, Some(BTreeSet::from([id.to_owned()])));
            return Ok((Found::Places(places(id)?), focus));
        }
    };
    let earlier = |detail: &Value, id: &str| {
        let changes = detail["changes"].as_array()?;
        let renamed = changes.iter().find(|change| change["field"] == *named_by && change["after"] == *id)?;
        Some(renamed["before"].as_str()?.to_owned())
    };
    let (found, ids) = through_names(connection, id, places, earlier)?;
    Ok((Found::Places(found), Focus::Record(record, Some(ids))))
}

/// A transaction or milestone: what names it, what made and deleted the drafts that it was on, and markings of many that
/// name shares by ranges of their numbers.
fn of_item(connection: &Connection, id: &str) -> Result<(Found, Focus), ApiError> {
    let places = |id: &str| Ok(history::of_item(connection, id)?);
    let earlier = |detail: &Value, id: &str| {
        let transactions = detail["transactions"].as_array()?;
        let renamed = transactions.iter().find(|one| one["id"] == *id && one["before"]["id"] != *id)?;
        Some(renamed["before"]["id"].as_str()?.to_owned())
    };
    let (mut found, ids) = through_names(connection, id, places, earlier)?;
    let mut shares = Shares::new();
    for (contract, line, share) in history::shares_of_item(connection, id)? {
        shares.entry(contract).or_default().push((line.0, share.0));
    }
    let mut drafts: BTreeSet<i64> =
        history::invoices_of_item(connection, id)?.into_iter().map(|invoice| invoice.0).collect();
    for placed in history::read_places(connection, &found)? {
        drafts.extend(drafts_of(&placed.entry.detail));
    }
    for draft in drafts {
        found.extend(history::of_invoice(connection, InvoiceId(draft))?);
    }
    for (contract, shares) in &shares {
        history::latest_first(connection, Some(*contract), &["mark", "mark_matching"], |entry| {
            // Those that name each share are found already.
            let is_by_range = entry.is_own && !entry.detail.contains("\"shares\":[");
            if is_by_range && super::telling::marks_any(&entry.detail, shares) {
                found.push(Place { contract: Some(*contract), sequence: entry.sequence });
            }
            Ok::<_, ApiError>(std::ops::ControlFlow::Continue(()))
        })?;
    }
    Ok((Found::Places(in_order(connection, found)?), Focus::Item { ids, shares }))
}

/// The drafts that an entry which names the item tells whole: those that were deleted.
fn drafts_of(detail: &str) -> Vec<i64> {
    let Ok(detail) = serde_json::from_str::<Value>(detail) else { return Vec::new() };
    let drafts = detail["drafts"].as_array().map_or(&[][..], Vec::as_slice);
    std::iter::once(&detail).chain(drafts).filter_map(|draft| draft["invoice"].as_i64()).collect()
}

/// The places of a record under the name that it has and, before it was given that, under those that it had.
fn through_names(
    connection: &Connection,
    id: &str,
    places: impl Fn(&str) -> Result<Vec<Place>, ApiError>,
    earlier: impl Fn(&Value, &str) -> Option<String>,
) -> Result<(Vec<Place>, BTreeSet<String>), ApiError> {
    let mut ids = BTreeSet::new();
    let mut found: Vec<Place> = Vec::new();
    let mut next = vec![id.to_owned()];
    while let Some(id) = next.pop() {
        if !ids.insert(id.clone()) {
            continue;
        }
        let own = places(&id)?;
        for placed in history::read_places(connection, &own)? {
            if let Ok(detail) = serde_json::from_str::<Value>(&placed.entry.detail) {
                next.extend(earlier(&detail, &id));
            }
        }
        found.extend(own);
    }
    Ok((if ids.len() > 1 { in_order(connection, found)? } else { found }, ids))
}

/// Each place once, the latest first.
fn in_order(connection: &Connection, places: Vec<Place>) -> Result<Vec<Place>, ApiError> {
    let mut dated = BTreeMap::new();
    for place in places {
        let chain = place.contract.map_or(0, |contract| contract.0);
        let read = history::read_places(connection, &[place])?;
        for placed in read {
            dated.insert((placed.entry.at, chain, place.sequence), place);
        }
    }
    Ok(dated.into_values().rev().collect())
}

impl From<RecordKind> for HistoryRecord {
    fn from(kind: RecordKind) -> Self {
        match kind {
            RecordKind::Company => Self::Company,
            RecordKind::Customer => Self::Customer,
            RecordKind::InvoiceFrequency => Self::InvoiceFrequency,
            RecordKind::Role => Self::Role,
            RecordKind::Resource => Self::Resource,
            RecordKind::TransactionCategory => Self::TransactionCategory,
            RecordKind::Unit => Self::Unit,
            RecordKind::Holiday => Self::Holiday,
        }
    }
}
