//! Invoice frequencies.

use chrono::Weekday;
use proforma_engine::{
    frequency::{CutOff, InvoiceFrequency, Occurrence, RunDay},
    ids::InvoiceFrequencyId,
};
use rusqlite::{Row, params};

use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, one_changed, select, unreadable},
};

/// A named recurrence rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredFrequency {
    /// Row number.
    pub id: InvoiceFrequencyId,
    /// The author's id.
    pub key: String,
    /// Name.
    pub name: String,
    /// The rule.
    pub rule: InvoiceFrequency,
}

const WEEKDAYS: [(&str, Weekday); 7] = [
    ("monday", Weekday::Mon),
    ("tuesday", Weekday::Tue),
    ("wednesday", Weekday::Wed),
    ("thursday", Weekday::Thu),
    ("friday", Weekday::Fri),
    ("saturday", Weekday::Sat),
    ("sunday", Weekday::Sun),
];

/// The word of a weekday.
#[must_use]
pub fn weekday_word(weekday: Weekday) -> &'static str {
    WEEKDAYS[weekday.num_days_from_monday() as usize].0
}

/// The weekday of a word.
#[must_use]
pub fn weekday_of(word: &str) -> Option<Weekday> {
    WEEKDAYS.iter().find(|(known, _)| *known == word).map(|(_, weekday)| *weekday)
}

/// Adds a frequency with its runs.
///
/// # Errors
/// [`StoreError::Refused`] where the key is taken.
pub fn insert(
    tx: &WriteTransaction<'_>,
    key: &str,
    name: &str,
    rule: &InvoiceFrequency,
) -> Result<InvoiceFrequencyId, StoreError> {
    let sql = "INSERT INTO invoice_frequency (key, name, period, every, working_day, cut_off_days_before) VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
    execute!(
        tx,
        sql,
        params![
            key,
            name,
            rule.period().as_str(),
            rule.every(),
            rule.working_day().as_str(),
            days_before(rule)
        ]
    )?;
    let id = tx.inner.last_insert_rowid();
    insert_runs(tx, id, rule)?;
    Ok(InvoiceFrequencyId(id))
}

/// Changes a frequency with its runs; its id stays, and so do the schedules that were made from it.
///
/// # Errors
/// [`StoreError::Conflict`] where it is gone.
pub fn update(tx: &WriteTransaction<'_>, frequency: &StoredFrequency) -> Result<(), StoreError> {
    let sql = "UPDATE invoice_frequency SET name = ?2, period = ?3, every = ?4, working_day = ?5,
                                            cut_off_days_before = ?6
               WHERE id = ?1";
    let StoredFrequency { id, key, name, rule } = frequency;
    let changed = execute!(
        tx,
        sql,
        params![
            id.0,
            name,
            rule.period().as_str(),
            rule.every(),
            rule.working_day().as_str(),
            days_before(rule)
        ]
    )?;
    one_changed(changed, || format!("invoice frequency {key}"))?;
    execute!(tx, "DELETE FROM invoice_frequency_run WHERE invoice_frequency_id = ?1", [id.0])?;
    insert_runs(tx, id.0, rule)
}

/// Deletes a frequency that no line uses.
///
/// # Errors
/// [`StoreError::Refused`] where one does; [`StoreError::Conflict`] where it is gone.
pub fn delete(tx: &WriteTransaction<'_>, id: InvoiceFrequencyId) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM invoice_frequency_run WHERE invoice_frequency_id = ?1", [id.0])?;
    let changed = execute!(tx, "DELETE FROM invoice_frequency WHERE id = ?1", [id.0])?;
    one_changed(changed, || format!("invoice frequency {}", id.0))
}

fn days_before(rule: &InvoiceFrequency) -> Option<u32> {
    match rule.cut_off() {
        CutOff::DaysBefore(days) => Some(days),
        CutOff::EndOfPreviousMonth => None,
    }
}

fn insert_runs(tx: &WriteTransaction<'_>, id: i64, rule: &InvoiceFrequency) -> Result<(), StoreError> {
    for (position, run) in rule.runs().iter().enumerate() {
        let (weekday, occurrence, day) = match run {
            RunDay::Weekday(weekday) => (Some(weekday_word(*weekday)), None, None),
            RunDay::OccurrenceInMonth(occurrence, weekday) => {
                (Some(weekday_word(*weekday)), Some(occurrence.as_str()), None)
            }
            RunDay::DayOfMonth(day) => (None, None, Some(*day)),
        };
        let sql = "INSERT INTO invoice_frequency_run (invoice_frequency_id, position, weekday, occurrence, day) VALUES (?1, ?2, ?3, ?4, ?5)";
        execute!(tx, sql, params![id, position as i64, weekday, occurrence, day])?;
    }
    Ok(())
}

/// Every frequency, in the order of entry.
///
/// # Errors
/// [`StoreError`].
pub fn all(connection: &Connection) -> Result<Vec<StoredFrequency>, StoreError> {
    let sql = "SELECT id, key, name, period, every, working_day, cut_off_days_before FROM invoice_frequency ORDER BY id";
    select!(connection, sql, [], |row: &Row<'_>| {
        let id: i64 = row.get(0)?;
        let cut_off = row.get::<_, Option<u32>>(6)?.map_or(CutOff::EndOfPreviousMonth, CutOff::DaysBefore);
        let rule =
            InvoiceFrequency::new(row.word(3)?, row.get(4)?, runs(connection, id)?, row.word(5)?, cut_off)
                .map_err(|error| unreadable("an invoice frequency", &error.to_string()))?;
        Ok::<_, StoreError>(StoredFrequency {
            id: InvoiceFrequencyId(id),
            key: row.string(1)?,
            name: row.string(2)?,
            rule,
        })
    })
}

fn runs(connection: &Connection, id: i64) -> Result<Vec<RunDay>, StoreError> {
    let sql = "SELECT weekday, occurrence, day FROM invoice_frequency_run WHERE invoice_frequency_id = ?1 ORDER BY position";
    select!(connection, sql, [id], |row: &Row<'_>| {
        let Some(word) = row.optional_text(0)? else {
            return Ok::<_, StoreError>(RunDay::DayOfMonth(row.get(2)?));
        };
        let weekday = weekday_of(word).ok_or_else(|| unreadable("a weekday", word))?;
        Ok(match row.optional_text(1)? {
            None => RunDay::Weekday(weekday),
            Some(_) => RunDay::OccurrenceInMonth(row.word::<Occurrence>(1)?, weekday),
        })
    })
}
