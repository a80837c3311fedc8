//! The dates of the job, one by one: what has become of each, and what is to come.

use std::collections::HashMap;

use chrono::{DateTime, NaiveDate, Utc};
use proforma_store::{
    coverage, overview,
    process_run::{self, AttemptStatus, StoredProcessRun},
    schedule,
};

use crate::{
    book::Book,
    bounds,
    dto::{JobDay, JobDayKind, JobDays},
    error::ApiError,
    process_run::count,
};

/// Every date from one to another.
///
/// # Errors
/// [`ApiError::Input`] for more days than a calendar has.
///
/// Source: SPEC 6.6, 6.7.
pub fn job_days(
    book: &Book,
    from: NaiveDate,
    through: NaiveDate,
    now: DateTime<Utc>,
) -> Result<JobDays, ApiError> {
    bounds::days(from, through)?;
    let snapshot = book.connection().snapshot()?;
    let today = book.today(now);
    let runs = process_run::all(&snapshot)?;
    let by_date: HashMap<NaiveDate, &StoredProcessRun> = runs.iter().map(|run| (run.run_date, run)).collect();
    let missed = overview::missed_dates(&snapshot, today)?;
    let to_come: HashMap<NaiveDate, u32> = schedule::open_run_dates(&snapshot, u32::MAX)?
        .into_iter()
        .filter(|(date, _)| *date >= today)
        .collect();
    let day = |date: NaiveDate| {
        if let Some(run) = by_date.get(&date) {
            return run_day(run);
        }
        let contracts = to_come.get(&date).copied().unwrap_or(0);
        let kind = if missed.binary_search(&date).is_ok() {
            JobDayKind::Missed
        } else if contracts > 0 {
            JobDayKind::ToCome
        } else {
            JobDayKind::Nothing
        };
        JobDay { date, kind, drafts: 0, contracts, is_caught_up: false }
    };
    let activated = coverage::activated_date(&snapshot)?;
    let covered = coverage::covered_through(&snapshot)?;
    let days_since = |through: Option<NaiveDate>| {
        let days =
            activated.zip(through).map_or(0, |(activated, through)| (through - activated).num_days() + 1);
        u32::try_from(days.max(0)).unwrap_or(u32::MAX)
    };
    let yesterday = today.pred_opt();
    Ok(JobDays {
        days: from.iter_days().take_while(|date| *date <= through).map(day).collect(),
        covered: days_since(covered),
        since_start: days_since(covered.max(yesterday)),
        missed: count(missed.len()),
    })
}

fn run_day(run: &StoredProcessRun) -> JobDay {
    let kind = match run.status {
        _ if run.undone_at.is_some() => JobDayKind::Undone,
        AttemptStatus::Running | AttemptStatus::Interrupted => JobDayKind::Interrupted,
        AttemptStatus::CompletedWithFailures => JobDayKind::Parked,
        AttemptStatus::Completed if run.invoices > 0 => JobDayKind::Drafts,
        AttemptStatus::Completed => JobDayKind::NothingDue,
    };
    JobDay {
        date: run.run_date,
        kind,
        drafts: run.invoices,
        contracts: run.parked,
        is_caught_up: run.is_caught_up(),
    }
}
