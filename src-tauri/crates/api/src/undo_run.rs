//! Undoing a whole process run: its drafts go, their shares are ready again, and its rows are still to run.
//!
//! It goes by what the run wrote into the histories of the contracts, entry by entry.

use chrono::{DateTime, NaiveDate, Utc};
use proforma_engine::{
    ids::{ContractId, InvoiceId, ScheduleRowId},
    invoice::InvoiceStatus,
    schedule::RunStatus,
};
use proforma_store::{
    Connection, StoreError, WriteTransaction, history, invoice,
    process_run::{self as stored, AttemptStatus, StoredProcessRun},
    schedule,
};
use serde::{Deserialize, Serialize};
use serde_json::json;

use crate::{
    book::Book,
    delete_draft,
    error::{ApiError, Refusal},
    process_run::count,
    runs::find,
};

/// What a run writes into the history of a contract that it handled.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct RunRecord {
    /// Row number of the process run: two of them may share an instant where a clock is coarse.
    pub(crate) process_run: i64,
    /// The date of the rows.
    pub(crate) run_date: NaiveDate,
    /// The rows that it ran or parked.
    pub(crate) row_ids: Vec<i64>,
    /// The drafts.
    #[serde(default)]
    pub(crate) invoices: Vec<String>,
    /// Why it parked the contract, where it did.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(crate) parked: Option<String>,
}

/// The command of a run in the history.
pub(crate) const PROCESS_RUN: &str = "process_run";

/// What an undone run did.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UndoneRun {
    /// How many drafts are gone.
    pub drafts: u32,
    /// How many rows are still to run.
    pub rows: u32,
}

/// Undoes the process run of a date, all of it or nothing. The date is listed as missed afterwards.
///
/// # Errors
/// [`ApiError::NotFound`]; [`ApiError::Refused`] where a draft of it was changed, confirmed or exported, or a row of it
/// has moved on.
pub fn undo_run(book: &Book, run_date: NaiveDate, now: DateTime<Utc>) -> Result<UndoneRun, ApiError> {
    let tx = book.writable()?.write()?;
    let run = find(&tx, run_date)?;
    if let Some(why) = why_not_undone(&tx, &run)? {
        return Err(Refusal::RunNotUndone { run_date, why }.into());
    }
    let mut undone = UndoneRun { drafts: 0, rows: 0 };
    for (contract, record) in records(&tx, &run)? {
        let mut drafts = Vec::new();
        for id in record.invoices.iter().filter_map(|id| id.parse().ok()).map(InvoiceId) {
            if invoice::status_of(&tx, id)?.is_some() {
                let removed = delete_draft::remove(&tx, &id.0.to_string())?;
                drafts.push(serde_json::to_value(removed.record())?);
            }
        }
        undone.drafts += count(drafts.len());
        undone.rows += take_back_rows(&tx, &record)?;
        let detail = json!({ "run_date": record.run_date, "row_ids": record.row_ids, "drafts": drafts });
        history::append(&tx, Some(contract), now, "undo_run", &detail.to_string())?;
    }
    stored::mark_undone(&tx, run.last.process_run, now)?;
    let detail = json!({ "run_date": run_date, "drafts": undone.drafts, "rows": undone.rows });
    history::append(&tx, None, now, "undo_run", &detail.to_string())?;
    tx.commit()?;
    Ok(undone)
}

fn take_back_rows(tx: &WriteTransaction<'_>, record: &RunRecord) -> Result<u32, ApiError> {
    let ran = if record.parked.is_some() { RunStatus::RunFailed } else { RunStatus::RunSuccessful };
    let mut rows = 0;
    for row in record.row_ids.iter().copied().map(ScheduleRowId) {
        // A row that a later attempt ran, that was taken back with it, or that was moved to another date since and ran there
        // is not this entry's any more.
        let is_own = schedule::run_date_of(tx, row)? == Some(record.run_date);
        if is_own && schedule::status_of(tx, row)? == Some(ran) {
            schedule::set_status(tx, row, ran, RunStatus::NotRun, None)?;
            rows += 1;
        }
    }
    Ok(rows)
}

/// What the attempts of a run that still stand wrote into the histories, the latest first.
fn records(
    connection: &Connection,
    run: &StoredProcessRun,
) -> Result<Vec<(ContractId, RunRecord)>, ApiError> {
    let mut records = Vec::new();
    for started_at in stored::standing_starts(connection, run.last.process_run)? {
        for (contract, entry) in history::of_instant(connection, started_at, PROCESS_RUN)? {
            // What came with a file names rows by another book's numbers.
            if !entry.is_own {
                return Err(StoreError::Conflict { what: "a run of another book".to_owned() }.into());
            }
            let record: RunRecord = serde_json::from_str(&entry.detail)?;
            if record.process_run == run.last.process_run.0 {
                records.push((contract, record));
            }
        }
    }
    Ok(records)
}

/// Why the process run of a date cannot be undone; none where it can.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
pub(crate) fn why_not_undone(
    connection: &Connection,
    run: &StoredProcessRun,
) -> Result<Option<String>, ApiError> {
    if run.undone_at.is_some() {
        return Ok(Some("it was undone already".to_owned()));
    }
    if run.status == AttemptStatus::Running {
        return Ok(Some("it is still going on".to_owned()));
    }
    let came_with_a_file = || Ok(Some("it came with a file, or an older version ran it".to_owned()));
    let Ok(records) = records(connection, run) else { return came_with_a_file() };
    if records.is_empty() {
        return Ok(Some("it changed nothing".to_owned()));
    }
    for (_, record) in &records {
        for id in record.invoices.iter().filter_map(|id| id.parse().ok()).map(InvoiceId) {
            let Some(status) = invoice::status_of(connection, id)? else { continue };
            let what = match status {
                InvoiceStatus::Draft if invoice::is_exported(connection, id)? => "was exported",
                InvoiceStatus::Draft => continue,
                InvoiceStatus::InReview => "is in review",
                InvoiceStatus::Confirmed | InvoiceStatus::Paid => "was confirmed",
            };
            return Ok(Some(format!("its draft {} {what}", id.0)));
        }
    }
    Ok(None)
}
