//! Run dates that nobody ran: what each would bring, and skipping them with a reason.

use chrono::{DateTime, NaiveDate, Utc};
use proforma_engine::{
    batch_job::{JobKind, JobState, Step},
    bounds,
    ids::ScheduleRowId,
    schedule::RunStatus,
};
use proforma_store::{
    Connection, WriteTransaction,
    batch_job::{self, BatchJob},
    coverage, overview, process_run, schedule,
};

use crate::{
    batch_loop::step_of,
    book::Book,
    book_sums::BookSums,
    changes::{ChangeName, Command, PastChange},
    dto::{MissedRunDate, MissedRunDates},
    error::ApiError,
    heads::Contracts,
    process_run::count,
    reason_text::day,
    sums::Sums,
};

/// Most dates that are told at once.
const LISTED: usize = 1_000;

/// Run dates before today that have rows which were not run, with what each brings where they are run in turn; today too,
/// once nobody runs it any more unasked: a job has covered it, or its run was undone.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
///
/// Source: SPEC 6.6, 6.7.
pub fn missed_run_dates(
    connection: &Connection,
    sums: &BookSums,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<MissedRunDates, ApiError> {
    let snapshot = connection.snapshot()?;
    let contracts = Contracts::read(&snapshot)?;
    let sums = sums.of(&snapshot)?;
    let covered = coverage::covered_through(&snapshot)?;
    let is_undone = process_run::of_date(&snapshot, today)?.is_some_and(|run| run.undone_at.is_some());
    let is_today_over = is_undone || covered.is_some_and(|covered| covered >= today);
    let before = if is_today_over { today.succ_opt().unwrap_or(today) } else { today };
    let dates = overview::missed_dates(&snapshot, before)?;
    let listed = &dates[..dates.len().min(LISTED)];
    // A job that waits for a decision about them catches nothing up by itself.
    let goes_on = |job: &BatchJob| {
        let step = step_of(&snapshot, job, now, today)?;
        Ok::<_, ApiError>(job.state == JobState::Started && !matches!(step, Step::AskConsent { .. }))
    };
    let job = match batch_job::running(&snapshot, JobKind::Invoices)? {
        Some(job) if goes_on(&job)? => Some(job),
        _ => None,
    };
    let is_caught_up = |date: NaiveDate| job.is_some() && covered.is_some_and(|covered| date > covered);
    let rows = sums.missed(listed)?.into_iter().map(|(date, brought)| {
        let mut amounts = Sums::default();
        for (contract, brought) in &brought {
            amounts.add_minor(contracts.currency(*contract)?, brought.ready);
        }
        Ok(MissedRunDate {
            date,
            contracts: count(schedule::contracts_due(&snapshot, date)?.len()),
            amounts: amounts.amounts_by_code(),
            is_caught_up_by_job: is_caught_up(date),
        })
    });
    let caught_up_at = job.as_ref().and_then(|job| job.started.as_ref()).map(|started| started.next_wake_at);
    Ok(MissedRunDates {
        dates: rows.collect::<Result<_, ApiError>>()?,
        count: count(dates.len()),
        caught_up_at: caught_up_at.filter(|_| dates.iter().any(|date| is_caught_up(*date))),
    })
}

/// Skips the rows of these dates that were not run, with a reason, and gives how many rows that were.
///
/// # Errors
/// [`ApiError::Input`] without a reason, or for a date that has not passed.
///
/// Source: SPEC 6.7.
pub fn skip_dates(
    book: &Book,
    dates: &[NaiveDate],
    reason: &str,
    now: DateTime<Utc>,
) -> Result<u32, ApiError> {
    let today = book.today(now);
    if let Some(date) = dates.iter().find(|date| **date > today) {
        let message = format!("{date} has not come yet; only dates up to today are skipped");
        return Err(ApiError::Input { field: "dates", message });
    }
    let tx = book.writable()?.write()?;
    let skipped = skip_in(&tx, dates, reason, now)?;
    tx.commit()?;
    Ok(skipped)
}

/// As [`skip_dates`], as a part of the caller's change.
pub(crate) fn skip_in(
    tx: &WriteTransaction<'_>,
    dates: &[NaiveDate],
    reason: &str,
    now: DateTime<Utc>,
) -> Result<u32, ApiError> {
    let reason = reason_of(reason)?;
    let mut skipped = 0;
    let name = ChangeName { command: Command::SkipRows, at: now };
    for date in dates {
        for (contract, rows) in schedule::open_rows_of_date(tx, *date)? {
            for row in &rows {
                schedule::set_status(tx, *row, RunStatus::NotRun, RunStatus::Skipped, Some(reason))?;
            }
            let ids: Vec<i64> = rows.iter().map(|row| row.0).collect();
            let detail = serde_json::json!({ "run_date": date, "row_ids": ids, "reason": reason });
            name.write(tx, contract, &detail.to_string())?;
            skipped += rows.len();
        }
    }
    Ok(count(skipped))
}

/// The reason of a skipping: words, as long as texts may be.
///
/// # Errors
/// [`ApiError::Input`].
///
/// Source: SPEC 1 (`skipped`), 2.5.
pub(crate) fn reason_of(reason: &str) -> Result<&str, ApiError> {
    let wrong = |message: String| ApiError::Input { field: "reason", message };
    let reason = reason.trim();
    if reason.is_empty() {
        return Err(wrong("say why, for whoever looks later".to_owned()));
    }
    bounds::text(reason).map_err(|error| wrong(error.to_string()))?;
    Ok(reason)
}

/// What the history says of rows that were skipped, or set to be run again.
#[derive(serde::Deserialize)]
struct SkipRecord {
    row_ids: Vec<i64>,
    /// The run date of all of them.
    run_date: Option<NaiveDate>,
    /// The run date of each.
    #[serde(default)]
    run_dates: Vec<NaiveDate>,
    /// Why they were skipped.
    reason: Option<String>,
    /// What each was before; without any, none had run.
    #[serde(default)]
    statuses: Vec<String>,
    /// What was said of each before. None in entries of earlier versions that set rows to be run again, which are not taken
    /// back.
    #[serde(default)]
    reasons: Vec<Option<String>>,
}

/// One of the rows.
struct SkippedRow {
    id: ScheduleRowId,
    run_date: Option<NaiveDate>,
    status: RunStatus,
    reason: Option<String>,
}

impl SkipRecord {
    fn read(detail: &str) -> Result<Self, ApiError> {
        Ok(serde_json::from_str(detail)?)
    }

    /// The rows, with what they were before.
    fn rows(&self) -> impl Iterator<Item = SkippedRow> {
        self.row_ids.iter().enumerate().map(|(place, id)| SkippedRow {
            id: ScheduleRowId(*id),
            run_date: self.run_dates.get(place).copied().or(self.run_date),
            status: self.statuses.get(place).and_then(|word| word.parse().ok()).unwrap_or(RunStatus::NotRun),
            reason: self.reasons.get(place).cloned().flatten(),
        })
    }
}

/// The rows that a change skipped.
pub(crate) fn rows_of(detail: &str) -> Result<Vec<ScheduleRowId>, ApiError> {
    Ok(SkipRecord::read(detail)?.row_ids.into_iter().map(ScheduleRowId).collect())
}

/// Why rows that were set to be run again were skipped before, row by row; none in entries of earlier versions, which are
/// not taken back.
pub(crate) fn reasons_of(detail: &str) -> Result<Vec<Option<String>>, ApiError> {
    Ok(SkipRecord::read(detail)?.reasons)
}

/// Why skipping, or having rows run again, cannot be taken back; none where it can.
pub(crate) fn obstacle(connection: &Connection, change: &PastChange) -> Result<Option<String>, ApiError> {
    let is_skip = change.name.command == Command::SkipRows;
    for part in change.parts(connection) {
        let (_, entry) = part?;
        let record = SkipRecord::read(&entry.detail)?;
        for row in record.rows() {
            let why = match (schedule::status_of(connection, row.id)?, is_skip) {
                (Some(RunStatus::Skipped), true) | (Some(RunStatus::NotRun), false) => {
                    match moved_on(connection, &record, &row, is_skip)? {
                        Some(why) => why,
                        None => continue,
                    }
                }
                (Some(RunStatus::NotRun), true) => "it is to be run again by now".to_owned(),
                (Some(RunStatus::Skipped), false) => "it is skipped again by now".to_owned(),
                (Some(RunStatus::RunSuccessful | RunStatus::RunFailed), _) => {
                    "it has been run since".to_owned()
                }
                (None, _) => "the schedule was changed since".to_owned(),
            };
            return Ok(Some(why));
        }
    }
    Ok(None)
}

/// Says that a row in the status that the change gave it was moved to another date, or skipped anew for another reason.
fn moved_on(
    connection: &Connection,
    record: &SkipRecord,
    row: &SkippedRow,
    is_skip: bool,
) -> Result<Option<String>, ApiError> {
    let now = schedule::run_date_of(connection, row.id)?;
    if let (Some(before), Some(now)) = (row.run_date, now)
        && before != now
    {
        return Ok(Some(format!("the row of {} was moved to {} since", day(before), day(now))));
    }
    let reason = schedule::note(connection, row.id)?.and_then(|note| note.reason);
    let is_anew = is_skip && reason != record.reason;
    Ok(is_anew.then(|| match reason {
        Some(reason) => format!("it was skipped anew since: {reason}"),
        None => "it was skipped anew since".to_owned(),
    }))
}

/// Makes skipped rows what they were before, or skips again those that were set to be run; who calls has looked that they
/// still are.
pub(crate) fn take_back(tx: &WriteTransaction<'_>, command: Command, detail: &str) -> Result<(), ApiError> {
    let record = SkipRecord::read(detail)?;
    for SkippedRow { id, status, reason, .. } in record.rows() {
        let is_skip = command == Command::SkipRows;
        let (from, to) =
            if is_skip { (RunStatus::Skipped, status) } else { (RunStatus::NotRun, RunStatus::Skipped) };
        schedule::set_status(tx, id, from, to, reason.as_deref())?;
    }
    Ok(())
}
