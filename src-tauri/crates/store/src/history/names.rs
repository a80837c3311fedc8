//! Which records an entry is about, taken from its detail as it is written.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use rusqlite::{Row, params};
use serde_json::Value;

use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, select},
    values,
};

/// The word for transactions and milestones, whose ids are one space.
pub(super) const ITEM: &str = "item";
/// The word for invoices.
pub(super) const INVOICE: &str = "invoice";

/// What is known by its name alone, and which field has that.
const KNOWN_BY_NAME: [(&str, &str); 3] =
    [("unit", "name"), ("transaction_category", "name"), ("holiday", "date")];

type Names = BTreeSet<(String, String)>;

/// Writes down what an entry names.
pub(super) fn take_in(
    tx: &WriteTransaction<'_>,
    (chain, sequence): (i64, i64),
    command: &str,
    detail: &str,
) -> Result<(), StoreError> {
    let names = of_entry(tx, chain, command, detail)?;
    let sql = "INSERT INTO history_record (contract_id, sequence, record, key) VALUES (?1, ?2, ?3, ?4)";
    for (record, key) in &names {
        execute!(tx, sql, params![chain, sequence, record, key])?;
    }
    Ok(())
}

/// Entries beside which other names stand than they have, and names that stand beside no entry.
pub(super) fn untrue(connection: &Connection) -> Result<Vec<(i64, i64)>, StoreError> {
    let sql = "SELECT DISTINCT contract_id, sequence FROM history_record
               WHERE NOT EXISTS (SELECT 1 FROM history WHERE history.contract_id = history_record.contract_id
                                 AND history.sequence = history_record.sequence)";
    let mut untrue =
        select!(connection, sql, [], |row: &Row<'_>| Ok::<_, StoreError>((row.get(0)?, row.get(1)?)))?;
    let mut statement =
        connection.inner.prepare_cached("SELECT contract_id, sequence, command, detail FROM history")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let place: (i64, i64) = (row.get(0)?, row.get(1)?);
        let told = of_entry(connection, place.0, &row.string(2)?, &row.string(3)?)?;
        let sql = "SELECT record, key FROM history_record WHERE contract_id = ?1 AND sequence = ?2";
        let stored = select!(connection, sql, [place.0, place.1], |row: &Row<'_>| {
            Ok::<_, StoreError>((row.string(0)?, row.string(1)?))
        })?;
        if told != Names::from_iter(stored) {
            untrue.push(place);
        }
    }
    Ok(untrue)
}

/// What an entry names; what is no JSON names nothing.
fn of_entry(connection: &Connection, chain: i64, command: &str, detail: &str) -> Result<Names, StoreError> {
    let Ok(detail) = serde_json::from_str::<Value>(detail) else { return Ok(Names::new()) };
    let mut names = names(&detail);
    if command == "undo" {
        names.extend(of_what_was_taken_back(connection, chain, &detail)?);
    }
    Ok(names)
}

fn names(detail: &Value) -> Names {
    let mut names = Names::new();
    for change in list(detail, "changes") {
        of_change(change, &mut names);
    }
    let mut add = |record: &str, key: &Value| {
        let key = match key {
            Value::String(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return,
        };
        names.insert((record.to_owned(), key));
    };
    for transaction in list(detail, "transactions") {
        add(ITEM, &transaction["id"]);
        add(ITEM, &transaction["before"]["id"]);
    }
    for share in list(detail, "shares") {
        add(ITEM, &share["id"]);
    }
    for invoice in list(detail, "invoices") {
        add(INVOICE, invoice);
    }
    for draft in std::iter::once(detail).chain(list(detail, "drafts")) {
        add(INVOICE, &draft["invoice"]);
        for item in list(draft, "lines").iter().flat_map(|line| list(line, "details")) {
            add(ITEM, &item["id"]);
        }
    }
    names
}

fn of_change(change: &Value, names: &mut Names) {
    let text = |field: &str| change[field].as_str();
    let (Some(record), Some(id), Some(field)) = (text("record"), text("id"), text("field")) else { return };
    // Lines are told in the history of their contract.
    if record != "contract_line" {
        names.insert((record.to_owned(), id.to_owned()));
    }
    if let Some(milestone) = field.strip_prefix("milestones.") {
        names.insert((ITEM.to_owned(), milestone.to_owned()));
    }
    // By its new name it is known from here on.
    if let (true, Some(after)) = (KNOWN_BY_NAME.contains(&(record, field)), text("after")) {
        names.insert((record.to_owned(), after.to_owned()));
    }
}

fn list<'v>(value: &'v Value, field: &str) -> &'v [Value] {
    value[field].as_array().map_or(&[], Vec::as_slice)
}

/// What took a change back is about what the change was about: it has its command and its instant.
fn of_what_was_taken_back(connection: &Connection, chain: i64, detail: &Value) -> Result<Names, StoreError> {
    let (Some(command), Some(at)) = (detail["command"].as_str(), detail["at"].as_str()) else {
        return Ok(Names::new());
    };
    let Ok(at) = DateTime::parse_from_rfc3339(at) else { return Ok(Names::new()) };
    let at = values::instant_text(at.with_timezone(&Utc));
    let sql = "SELECT record, key FROM history
               JOIN history_record ON history_record.contract_id = history.contract_id
                   AND history_record.sequence = history.sequence
               WHERE history.at = ?1 AND history.command = ?2 AND history.contract_id = ?3";
    let found = select!(connection, sql, params![at, command, chain], |row: &Row<'_>| {
        Ok::<_, StoreError>((row.string(0)?, row.string(1)?))
    })?;
    Ok(found.into_iter().collect())
}
