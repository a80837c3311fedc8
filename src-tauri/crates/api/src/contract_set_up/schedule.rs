//! The invoice schedule of a line: generated, typed, skipped.
//!
//! Source: SPEC 3.7 to 3.9.

use chrono::{DateTime, Utc};
use proforma_engine::{
    contract::{BillingMethod, Contract, ContractLine},
    frequency::DatePair,
    schedule::{PresentRow, Regeneration, RowKind, RowOrigin, RunStatus, ScheduleRow, regenerate},
};
use proforma_store::{
    Connection, WriteTransaction, book, contract, frequency,
    schedule::{self as rows, NewScheduleRow, NotedRow},
};

use super::{
    LinePlace, by_key, line_by_key,
    rows_record::{RowState, RowsRecord},
};
use crate::{
    changes::{ChangeName, Command},
    dto::{KeptRow, PlannedRow, RowsChanged, SchedulePlan, ScheduleRowForm, ShownPlan},
    error::{ApiError, Refusal},
    missed::reason_of,
    process_run::count,
    typed::{Problems, date, filled},
};

/// As many rows of a plan are named where it is another than was shown.
const NAMED_ROWS_MAX: usize = 3;

/// What generating the schedule of a line would add, keep and remove.
///
/// # Errors
/// [`ApiError::NotFound`].
///
/// Source: SPEC 3.7, 3.8.
pub fn schedule_plan(connection: &Connection, contract: &str, line: &str) -> Result<SchedulePlan, ApiError> {
    let snapshot = connection.snapshot()?;
    let contract = by_key(&snapshot, contract)?;
    let line = line_by_key(&contract, line)?;
    plan(&snapshot, &contract, line).map(|(plan, _)| plan)
}

fn plan(
    connection: &Connection,
    contract: &Contract,
    line: &ContractLine,
) -> Result<(SchedulePlan, Regeneration), ApiError> {
    let present: Vec<NotedRow> = rows::of_line(connection, line.id)?;
    let date_rows = present.iter().filter_map(|noted| dated(&noted.row).map(|pair| (noted, pair)));
    let (generated, mut problem) = generated(connection, contract, line)?;
    let again = match &problem {
        None => {
            let seen: Vec<PresentRow> = date_rows
                .clone()
                .map(|(noted, pair)| PresentRow {
                    id: noted.row.id,
                    run_date: pair.run_date,
                    origin: noted.note.origin,
                    run_status: noted.row.run_status,
                })
                .collect();
            regenerate(&seen, &generated)
        }
        Some(_) => Regeneration::default(),
    };
    // A schedule without dates is none; where it takes rows away, that is what there is to do.
    if problem.is_none() && generated.is_empty() && again.remove.is_empty() {
        problem = Some(
            "The frequency gives no date from the first day of billing to the delivery date.".to_owned(),
        );
    }
    let planned = |pair: &DatePair| PlannedRow { run_date: pair.run_date, cut_off_date: pair.cut_off_date };
    // A row that goes and comes back the same is one that stays.
    let is_back = |pair: &DatePair| again.add.contains(pair);
    let mut plan =
        SchedulePlan { add: Vec::new(), keep: Vec::new(), remove: Vec::new(), problem, undo: None };
    for (noted, pair) in date_rows {
        if again.remove.contains(&noted.row.id) && !is_back(&pair) {
            plan.remove.push(planned(&pair));
        } else {
            plan.keep.push(KeptRow {
                run_date: pair.run_date,
                cut_off_date: pair.cut_off_date,
                run_status: noted.row.run_status.into(),
                is_typed: noted.note.origin == RowOrigin::Typed,
            });
        }
    }
    let is_new = |pair: &&DatePair| !plan.keep.iter().any(|kept| kept.run_date == pair.run_date);
    plan.add = again.add.iter().filter(is_new).map(planned).collect();
    Ok((plan, again))
}

fn dated(row: &ScheduleRow) -> Option<DatePair> {
    match row.kind {
        RowKind::Date { cut_off_date } => Some(DatePair { run_date: row.run_date, cut_off_date }),
        RowKind::Milestone(_) => None,
    }
}

/// The dates of the line's frequency, or what is missing for them.
fn generated(
    connection: &Connection,
    contract: &Contract,
    line: &ContractLine,
) -> Result<(Vec<DatePair>, Option<String>), ApiError> {
    let none = |why: &str| Ok((Vec::new(), Some(why.to_owned())));
    if line.billing_method == BillingMethod::FixedPrice {
        return none("A fixed-price line is billed by its milestones.");
    }
    let id = contract::frequency_of_line(connection, line.id)?;
    let Some(known) = frequency::all(connection)?.into_iter().find(|known| Some(known.id) == id) else {
        return none("Choose an invoice frequency on the line first.");
    };
    let Some(start) = line.billing_start else {
        return none("Set the first day of billing on the line first.");
    };
    let Some(end) = contract.delivery_date else {
        return none("Set the delivery date of the contract first: schedules go up to it.");
    };
    Ok((known.rule.dates(start, end, &book::holidays(connection)?), None))
}

/// Generates the schedule of a line, as it was shown to; gives what was done.
///
/// # Errors
/// [`ApiError::Refused`] where something is missing for it, where it would do something else by now, or where the
/// contract is closed.
///
/// Source: SPEC 3.7, 3.8.
pub fn generate_schedule(
    connection: &Connection,
    place: LinePlace<'_>,
    shown: &ShownPlan,
    now: DateTime<Utc>,
) -> Result<SchedulePlan, ApiError> {
    let tx = connection.write()?;
    let contract = open(&tx, place.contract)?;
    let line = line_by_key(&contract, place.line)?;
    let (mut plan, again) = plan(&tx, &contract, line)?;
    if let Some(why) = plan.problem {
        return Err(Refusal::NotGenerated { why }.into());
    }
    let added = difference("to add", "not to add any more", &shown.add, &plan.add);
    let removed = difference("to remove", "not to remove any more", &shown.remove, &plan.remove);
    if !added.is_empty() || !removed.is_empty() {
        let difference = [added, removed].concat().join("; ");
        return Err(Refusal::OtherPlan { difference }.into());
    }
    for row in &again.remove {
        rows::delete_row(&tx, *row)?;
    }
    for pair in &again.add {
        insert(&tx, line, *pair, RowOrigin::Generated)?;
    }
    let mut record = RowsRecord::new(line);
    let generated = |row: &PlannedRow| {
        Some(RowState {
            run_date: row.run_date,
            cut_off_date: row.cut_off_date,
            origin: RowOrigin::Generated,
        })
    };
    for row in &plan.remove {
        record.add(generated(row), None);
    }
    for row in &plan.add {
        record.add(None, generated(row));
    }
    plan.undo = record.commit(tx, contract.id, Command::GenerateSchedule, now)?.undo;
    Ok(plan)
}

/// Rows that are only in one of two plans, in words.
fn difference(new: &str, gone: &str, shown: &[PlannedRow], plan: &[PlannedRow]) -> Vec<String> {
    let only = |of: &[PlannedRow], other: &[PlannedRow], words: &str| {
        let rows: Vec<&PlannedRow> = of.iter().filter(|row| !other.contains(row)).collect();
        let named = rows.iter().take(NAMED_ROWS_MAX);
        let named = named.map(|row| format!("{} (cut-off {})", row.run_date, row.cut_off_date));
        let named = named.collect::<Vec<_>>().join(", ");
        let more = rows.len().saturating_sub(NAMED_ROWS_MAX);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        (!rows.is_empty()).then(|| format!("{words} {named}{more}"))
    };
    [only(plan, shown, new), only(shown, plan, gone)].into_iter().flatten().collect()
}

fn insert(
    tx: &WriteTransaction<'_>,
    line: &ContractLine,
    pair: DatePair,
    origin: RowOrigin,
) -> Result<(), ApiError> {
    let row = NewScheduleRow {
        contract_line: line.id,
        run_date: pair.run_date,
        kind: RowKind::Date { cut_off_date: pair.cut_off_date },
        run_status: RunStatus::NotRun,
        origin,
        reason: None,
    };
    rows::insert(tx, &row)?;
    Ok(())
}

/// A contract that may be changed.
fn open(connection: &Connection, key: &str) -> Result<Contract, ApiError> {
    use proforma_engine::contract::ContractStatus;
    let contract = by_key(connection, key)?;
    if contract.status == ContractStatus::Closed {
        let what = format!("contract \"{}\"", contract.name);
        let why = "it is closed; open it again to change it".to_owned();
        return Err(Refusal::Kept { what, why }.into());
    }
    Ok(contract)
}

/// Adds a row to the schedule of a line, or changes the one of this run date.
///
/// # Errors
/// [`ApiError::Form`] with all that may not be as it was typed; [`ApiError::Refused`] for a row that has run.
///
/// Source: SPEC 3.7, 3.9.
pub fn save_schedule_row(
    connection: &Connection,
    place: LinePlace<'_>,
    run_date: Option<&str>,
    row: &ScheduleRowForm,
    now: DateTime<Utc>,
) -> Result<RowsChanged, ApiError> {
    let tx = connection.write()?;
    let contract = open(&tx, place.contract)?;
    let line = line_by_key(&contract, place.line)?;
    let mut problems = Problems::default();
    if line.billing_method == BillingMethod::FixedPrice {
        problems.add("run_date", "a fixed-price line is billed by its milestones");
    }
    let read = |path: &str, text: &str, problems: &mut Problems| match filled(text) {
        None => {
            problems.add(path, "a date is missing");
            None
        }
        Some(text) => problems.take(path, date(text)),
    };
    let typed_run_date = read("run_date", &row.run_date, &mut problems);
    let cut_off_date = read("cut_off_date", &row.cut_off_date, &mut problems);
    let present = run_date.map(|run_date| row_of(&tx, line, run_date)).transpose()?;
    let taken = rows::of_line(&tx, line.id)?
        .into_iter()
        .filter_map(|noted| dated(&noted.row).map(|pair| (noted.row.id, pair.run_date)))
        .any(|(id, date)| {
            Some(date) == typed_run_date && present.as_ref().is_none_or(|noted| noted.row.id != id)
        });
    if taken {
        problems.add("run_date", "the line has a row of this run date already");
    }
    let (Some(run_date), Some(cut_off_date), true) = (typed_run_date, cut_off_date, problems.is_empty())
    else {
        return Err(ApiError::Form(problems.into_list()));
    };
    let mut record = RowsRecord::new(line);
    let after = RowState { run_date, cut_off_date, origin: RowOrigin::Typed };
    match present {
        None => {
            insert(&tx, line, DatePair { run_date, cut_off_date }, RowOrigin::Typed)?;
            record.add(None, Some(after));
        }
        Some(noted) => {
            refuse_run(&noted)?;
            let before = RowState::of(&noted);
            // Who saves what stands there has typed nothing.
            if before.is_some_and(|before| before.is_dated_as(&after)) {
                return Ok(RowsChanged::default());
            }
            rows::update_row(&tx, noted.row.id, run_date, Some(cut_off_date), RowOrigin::Typed)?;
            record.add(before, Some(after));
        }
    }
    record.commit(tx, contract.id, Command::SaveScheduleRow, now)
}

/// The row of a run date.
fn row_of(connection: &Connection, line: &ContractLine, run_date: &str) -> Result<NotedRow, ApiError> {
    let unknown = || ApiError::NotFound { kind: "schedule row", id: run_date.to_owned() };
    let date = date(run_date).map_err(|_| unknown())?;
    let found = rows::of_line(connection, line.id)?
        .into_iter()
        .find(|noted| dated(&noted.row).is_some_and(|pair| pair.run_date == date));
    found.ok_or_else(unknown)
}

/// Source: SPEC 3.7.
fn refuse_run(noted: &NotedRow) -> Result<(), ApiError> {
    match noted.row.run_status {
        RunStatus::NotRun => Ok(()),
        status @ (RunStatus::RunSuccessful | RunStatus::RunFailed | RunStatus::Skipped) => {
            Err(Refusal::RowHasRun { run_date: noted.row.run_date, status: status.as_str() }.into())
        }
    }
}

/// Deletes rows of these run dates that have not run, all of them or none.
///
/// # Errors
/// [`ApiError::Refused`] for a row that has run; [`ApiError::NotFound`] for a date without a row.
///
/// Source: SPEC 3.7.
pub fn delete_schedule_rows(
    connection: &Connection,
    place: LinePlace<'_>,
    run_dates: &[String],
    now: DateTime<Utc>,
) -> Result<RowsChanged, ApiError> {
    let tx = connection.write()?;
    let contract = open(&tx, place.contract)?;
    let line = line_by_key(&contract, place.line)?;
    let mut record = RowsRecord::new(line);
    for run_date in run_dates {
        let noted = row_of(&tx, line, run_date)?;
        refuse_run(&noted)?;
        rows::delete_row(&tx, noted.row.id)?;
        record.add(RowState::of(&noted), None);
    }
    record.commit(tx, contract.id, Command::DeleteScheduleRows, now)
}

/// Skips rows of these run dates that have not run, or on which runs fail, with a reason; with none has them run again.
///
/// # Errors
/// [`ApiError::Input`] for a reason without words; [`ApiError::Refused`] for a row that has run, or where it was not
/// skipped.
///
/// Source: SPEC 1 (`skipped`), 4.11, 6.7.
pub fn skip_schedule_rows(
    connection: &Connection,
    place: LinePlace<'_>,
    run_dates: &[String],
    reason: Option<&str>,
    now: DateTime<Utc>,
) -> Result<RowsChanged, ApiError> {
    let tx = connection.write()?;
    let contract = open(&tx, place.contract)?;
    let line = line_by_key(&contract, place.line)?;
    let reason = reason.map(reason_of).transpose()?;
    let (mut ids, mut statuses, mut reasons) = (Vec::new(), Vec::new(), Vec::new());
    for run_date in run_dates {
        let noted = row_of(&tx, line, run_date)?;
        let from = noted.row.run_status;
        let to = match (reason, from) {
            (Some(_), RunStatus::NotRun | RunStatus::RunFailed) => RunStatus::Skipped,
            (None, RunStatus::Skipped) => RunStatus::NotRun,
            (Some(_), RunStatus::RunSuccessful | RunStatus::Skipped)
            | (None, RunStatus::NotRun | RunStatus::RunSuccessful | RunStatus::RunFailed) => {
                let status = from.as_str();
                return Err(Refusal::RowHasRun { run_date: noted.row.run_date, status }.into());
            }
        };
        rows::set_status(&tx, noted.row.id, from, to, reason)?;
        ids.push(noted.row.id.0);
        statuses.push(from.as_str());
        reasons.push(noted.note.reason);
    }
    if ids.is_empty() {
        return Ok(RowsChanged::default());
    }
    let mut detail =
        serde_json::json!({ "line": line.key, "run_dates": run_dates, "row_ids": ids, "reason": reason });
    let command = if reason.is_some() { Command::SkipRows } else { Command::UnskipRows };
    // Each has failed, or was skipped, for a reason of its own, which it gets back where this is taken back.
    if reason.is_none() || statuses.contains(&RunStatus::RunFailed.as_str()) {
        detail["statuses"] = serde_json::json!(statuses);
        detail["reasons"] = serde_json::json!(reasons);
    }
    let name = ChangeName { command, at: now };
    name.write(&tx, contract.id, &detail.to_string())?;
    tx.commit()?;
    Ok(RowsChanged { changed: count(ids.len()), undo: Some(name.token()) })
}
