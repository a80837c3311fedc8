//! Invoice schedules and milestones.

use chrono::{DateTime, NaiveDate, Utc};
use proforma_engine::{
    ids::{ContractId, ContractLineId, MilestoneId, ScheduleRowId},
    money::{Currency, Money},
    schedule::{RowKind, RowOrigin, RunStatus, ScheduleRow},
};
use rusqlite::{Row, params};

use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, select, select_one, unreadable},
    values,
};

/// A row before it has a number.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewScheduleRow {
    /// Its line.
    pub contract_line: ContractLineId,
    /// Run date.
    pub run_date: NaiveDate,
    /// What it bills.
    pub kind: RowKind,
    /// What has become of it.
    pub run_status: RunStatus,
    /// Where it comes from.
    pub origin: RowOrigin,
    /// Why it failed, was skipped or created nothing.
    pub reason: Option<String>,
}

/// A milestone.
#[derive(Debug, Clone, PartialEq)]
pub struct Milestone {
    /// Row number.
    pub id: MilestoneId,
    /// Its line.
    pub contract_line: ContractLineId,
    /// The author's id.
    pub key: String,
    /// Name.
    pub name: String,
    /// Its date.
    pub date: NaiveDate,
    /// Its amount.
    pub amount: Money,
    /// Its place among the milestones of its line, as a person ordered them.
    pub position: i64,
}

/// Adds a row.
///
/// # Errors
/// [`StoreError::Refused`] where the line has a date row on that date.
pub fn insert(tx: &WriteTransaction<'_>, row: &NewScheduleRow) -> Result<ScheduleRowId, StoreError> {
    let sql = "INSERT INTO schedule_row (id, contract_line_id, run_date, cut_off_date, milestone_id, run_status, origin, reason)
               SELECT MAX(COALESCE((SELECT MAX(id) FROM schedule_row), 0),
                          COALESCE((SELECT highest FROM number_given WHERE record = 'schedule_row'), 0)) + 1,
                      ?1, ?2, ?3, ?4, ?5, ?6, ?7";
    let (cut_off, milestone) = match row.kind {
        RowKind::Date { cut_off_date } => (Some(cut_off_date.to_string()), None),
        RowKind::Milestone(milestone) => (None, Some(milestone.0)),
    };
    let NewScheduleRow { contract_line, run_date, run_status, origin, reason, .. } = row;
    execute!(
        tx,
        sql,
        params![
            contract_line.0,
            run_date.to_string(),
            cut_off,
            milestone,
            run_status.as_str(),
            origin.as_str(),
            reason
        ]
    )?;
    Ok(ScheduleRowId(tx.inner.last_insert_rowid()))
}

/// Adds a milestone; its own `id` is not looked at.
///
/// # Errors
/// [`StoreError::Refused`] where the key is taken by a milestone or transaction.
pub fn insert_milestone(tx: &WriteTransaction<'_>, milestone: &Milestone) -> Result<MilestoneId, StoreError> {
    let sql =
        "INSERT INTO milestone (id, contract_line_id, key, name, milestone_date, amount_minor, position)
               SELECT MAX(COALESCE((SELECT MAX(id) FROM milestone), 0),
                          COALESCE((SELECT highest FROM number_given WHERE record = 'milestone'), 0)) + 1,
                      ?1, ?2, ?3, ?4, ?5, ?6";
    let Milestone { contract_line, key, name, date, amount, position, id: _ } = milestone;
    execute!(tx, sql, params![contract_line.0, key, name, date.to_string(), amount.minor(), position])?;
    Ok(MilestoneId(tx.inner.last_insert_rowid()))
}

/// Changes name, date, amount and place of a milestone.
///
/// # Errors
/// [`StoreError`].
pub fn update_milestone(tx: &WriteTransaction<'_>, milestone: &Milestone) -> Result<(), StoreError> {
    let sql =
        "UPDATE milestone SET name = ?2, milestone_date = ?3, amount_minor = ?4, position = ?5 WHERE id = ?1";
    let Milestone { id, name, date, amount, position, contract_line: _, key: _ } = milestone;
    execute!(tx, sql, params![id.0, name, date.to_string(), amount.minor(), position])?;
    Ok(())
}

/// Takes a milestone and its row away. What runs have said of it stays; its id is free again.
///
/// # Errors
/// [`StoreError`].
pub fn delete_milestone(
    tx: &WriteTransaction<'_>,
    milestone: MilestoneId,
    at: DateTime<Utc>,
) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM schedule_row WHERE milestone_id = ?1", [milestone.0])?;
    let sql = "UPDATE milestone SET deleted_at = ?2, key = key || ' (deleted ' || id || ')' WHERE id = ?1";
    execute!(tx, sql, params![milestone.0, values::instant_text(at)])?;
    Ok(())
}

/// Takes a row away that has not run.
///
/// # Errors
/// [`StoreError::Conflict`] where it has run by now.
pub fn delete_row(tx: &WriteTransaction<'_>, row: ScheduleRowId) -> Result<(), StoreError> {
    match execute!(tx, "DELETE FROM schedule_row WHERE id = ?1 AND run_status = 'not_run'", [row.0])? {
        1 => Ok(()),
        _ => Err(StoreError::Conflict { what: format!("schedule row {}", row.0) }),
    }
}

/// Changes the dates of a row that has not run, and says where they come from; a milestone's has no cut-off.
///
/// # Errors
/// [`StoreError::Refused`] where the line has a date row on that date; [`StoreError::Conflict`] where it has run by now.
pub fn update_row(
    tx: &WriteTransaction<'_>,
    row: ScheduleRowId,
    run_date: NaiveDate,
    cut_off_date: Option<NaiveDate>,
    origin: RowOrigin,
) -> Result<(), StoreError> {
    let sql = "UPDATE schedule_row SET run_date = ?2, cut_off_date = ?3, origin = ?4 WHERE id = ?1 AND run_status = 'not_run'";
    let values =
        params![row.0, run_date.to_string(), cut_off_date.map(|date| date.to_string()), origin.as_str()];
    match execute!(tx, sql, values)? {
        1 => Ok(()),
        _ => Err(StoreError::Conflict { what: format!("schedule row {}", row.0) }),
    }
}

/// Calls a milestone's row out again on another date, whatever has become of it: it brought nothing, and its milestone is
/// on no invoice.
///
/// # Errors
/// [`StoreError`].
pub fn call_again(
    tx: &WriteTransaction<'_>,
    row: ScheduleRowId,
    run_date: NaiveDate,
) -> Result<(), StoreError> {
    let sql = "UPDATE schedule_row SET run_date = ?2, run_status = 'not_run', origin = 'typed', reason = NULL
               WHERE id = ?1 AND milestone_id IS NOT NULL";
    execute!(tx, sql, params![row.0, run_date.to_string()])?;
    Ok(())
}

/// A row with where it comes from and what was said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NotedRow {
    /// The row.
    pub row: ScheduleRow,
    /// The rest.
    pub note: RowNote,
}

/// The rows of a line, milestones' included, by run date.
///
/// # Errors
/// [`StoreError`].
pub fn of_line(connection: &Connection, line: ContractLineId) -> Result<Vec<NotedRow>, StoreError> {
    let sql = "SELECT id, contract_line_id, run_date, cut_off_date, milestone_id, run_status, origin, reason
               FROM schedule_row WHERE contract_line_id = ?1 ORDER BY run_date, id";
    select!(connection, sql, [line.0], |row: &Row<'_>| Ok::<_, StoreError>(NotedRow {
        row: schedule_row(row)?,
        note: RowNote { origin: row.word(6)?, reason: row.optional_string(7)? },
    }))
}

/// Every row of a contract by run date, then by the place of its line.
///
/// # Errors
/// [`StoreError`].
pub fn of_contract(connection: &Connection, contract: ContractId) -> Result<Vec<ScheduleRow>, StoreError> {
    let sql = "SELECT schedule_row.id, contract_line_id, run_date, cut_off_date, milestone_id, run_status
               FROM schedule_row JOIN contract_line ON contract_line.id = schedule_row.contract_line_id
               WHERE contract_id = ?1 ORDER BY run_date, contract_line.position, schedule_row.id";
    select!(connection, sql, [contract.0], schedule_row)
}

fn schedule_row(row: &Row<'_>) -> Result<ScheduleRow, StoreError> {
    Ok(ScheduleRow {
        id: ScheduleRowId(row.get(0)?),
        contract_line: ContractLineId(row.get(1)?),
        run_date: row.date(2)?,
        kind: kind(row, 3)?,
        run_status: row.word(5)?,
    })
}

/// The rows of a contract that have not run though their date was before `today`, by run date, then by the place of
/// their line.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 6.7.
pub fn missed_of_contract(
    connection: &Connection,
    contract: ContractId,
    today: NaiveDate,
) -> Result<Vec<ScheduleRow>, StoreError> {
    let sql = "SELECT schedule_row.id, contract_line_id, run_date, cut_off_date, milestone_id, run_status
               FROM contract_line CROSS JOIN schedule_row ON schedule_row.contract_line_id = contract_line.id
               WHERE contract_id = ?1 AND run_status = 'not_run' AND run_date < ?2
               ORDER BY run_date, contract_line.position, schedule_row.id";
    select!(connection, sql, params![contract.0, today.to_string()], schedule_row)
}

pub(crate) fn kind(row: &Row<'_>, first: usize) -> Result<RowKind, StoreError> {
    match (row.optional_date(first)?, row.get::<_, Option<i64>>(first + 1)?) {
        (Some(cut_off_date), None) => Ok(RowKind::Date { cut_off_date }),
        (None, Some(milestone)) => Ok(RowKind::Milestone(MilestoneId(milestone))),
        (Some(_), Some(_)) | (None, None) => {
            Err(unreadable("a schedule row", "both or neither of cut-off date and milestone"))
        }
    }
}

/// Where a row comes from and what was said about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowNote {
    /// Where it comes from.
    pub origin: RowOrigin,
    /// Why it failed, was skipped or created nothing.
    pub reason: Option<String>,
}

/// Origin and reason of a row.
///
/// # Errors
/// [`StoreError`].
pub fn note(connection: &Connection, row: ScheduleRowId) -> Result<Option<RowNote>, StoreError> {
    select_one!(connection, "SELECT origin, reason FROM schedule_row WHERE id = ?1", [row.0], |row: &Row<
        '_,
    >| {
        Ok::<_, StoreError>(RowNote { origin: row.word(0)?, reason: row.optional_string(1)? })
    })
}

/// The author's id of the milestone that a row bills; none for a date row, or where the row is gone.
///
/// # Errors
/// [`StoreError`].
pub fn milestone_of_row(connection: &Connection, row: ScheduleRowId) -> Result<Option<String>, StoreError> {
    let sql =
        "SELECT milestone.key FROM schedule_row JOIN milestone ON milestone.id = schedule_row.milestone_id
               WHERE schedule_row.id = ?1";
    select_one!(connection, sql, [row.0], |row: &Row<'_>| row.string(0))
}

/// The author's id and the name of a milestone.
///
/// # Errors
/// [`StoreError`].
pub fn milestone_words(
    connection: &Connection,
    milestone: MilestoneId,
) -> Result<Option<(String, String)>, StoreError> {
    select_one!(connection, "SELECT key, name FROM milestone WHERE id = ?1", [milestone.0], |row: &Row<
        '_,
    >| {
        Ok::<_, StoreError>((row.string(0)?, row.string(1)?))
    })
}

/// Milestones of a contract by date, then key.
///
/// # Errors
/// [`StoreError`].
pub fn milestones(
    connection: &Connection,
    contract: ContractId,
    currency: Currency,
) -> Result<Vec<Milestone>, StoreError> {
    let sql =
        "SELECT milestone.id, contract_line_id, milestone.key, milestone.name, milestone_date, amount_minor,
                      milestone.position
               FROM milestone JOIN contract_line ON contract_line.id = milestone.contract_line_id
               WHERE contract_id = ?1 AND deleted_at IS NULL ORDER BY milestone_date, milestone.key";
    select!(connection, sql, [contract.0], |row: &Row<'_>| Ok::<_, StoreError>(Milestone {
        id: MilestoneId(row.get(0)?),
        contract_line: ContractLineId(row.get(1)?),
        key: row.string(2)?,
        name: row.string(3)?,
        date: row.date(4)?,
        amount: row.money(5, currency)?,
        position: row.get(6)?,
    }))
}

/// Moves a row from the status it must have.
///
/// # Errors
/// [`StoreError::Conflict`] where it has another one by now.
pub fn set_status(
    tx: &WriteTransaction<'_>,
    row: ScheduleRowId,
    from: RunStatus,
    to: RunStatus,
    reason: Option<&str>,
) -> Result<(), StoreError> {
    let sql = "UPDATE schedule_row SET run_status = ?3, reason = ?4 WHERE id = ?1 AND run_status = ?2";
    match execute!(tx, sql, params![row.0, from.as_str(), to.as_str(), reason])? {
        1 => Ok(()),
        _ => Err(StoreError::Conflict { what: format!("schedule row {}", row.0) }),
    }
}

/// Contracts with a row that a run of the date handles: open rows of the date, and failed ones up to it.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 4.1, 4.11.
pub fn contracts_due(connection: &Connection, run_date: NaiveDate) -> Result<Vec<ContractId>, StoreError> {
    let sql = "SELECT DISTINCT contract_id
               FROM schedule_row
               JOIN contract_line ON contract_line.id = schedule_row.contract_line_id
               JOIN contract ON contract.id = contract_line.contract_id
               WHERE contract.status = 'active'
                 AND ((run_date = ?1 AND run_status = 'not_run') OR (run_date <= ?1 AND run_status = 'run_failed'))
               ORDER BY contract_id";
    select!(connection, sql, [run_date.to_string()], |row: &Row<'_>| Ok::<_, StoreError>(ContractId(
        row.get(0)?
    )))
}

/// The rows of a date that were not run, by active contract.
///
/// # Errors
/// [`StoreError`].
pub fn open_rows_of_date(
    connection: &Connection,
    run_date: NaiveDate,
) -> Result<Vec<(ContractId, Vec<ScheduleRowId>)>, StoreError> {
    let sql = "SELECT contract_id, schedule_row.id
               FROM schedule_row
               JOIN contract_line ON contract_line.id = schedule_row.contract_line_id
               JOIN contract ON contract.id = contract_line.contract_id
               WHERE run_date = ?1 AND run_status = 'not_run' AND contract.status = 'active'
               ORDER BY contract_id, schedule_row.id";
    let rows = select!(connection, sql, [run_date.to_string()], |row: &Row<'_>| Ok::<_, StoreError>((
        ContractId(row.get(0)?),
        ScheduleRowId(row.get(1)?)
    )))?;
    let of_contract = rows.chunk_by(|one, next| one.0 == next.0);
    Ok(of_contract.map(|rows| (rows[0].0, rows.iter().map(|(_, row)| *row).collect())).collect())
}

/// The run date of a row; none where it is gone.
///
/// # Errors
/// [`StoreError`].
pub fn run_date_of(connection: &Connection, row: ScheduleRowId) -> Result<Option<NaiveDate>, StoreError> {
    select_one!(connection, "SELECT run_date FROM schedule_row WHERE id = ?1", [row.0], |row: &Row<'_>| row
        .date(0))
}

/// The run status of a row; none where it is gone.
///
/// # Errors
/// [`StoreError`].
pub fn status_of(connection: &Connection, row: ScheduleRowId) -> Result<Option<RunStatus>, StoreError> {
    select_one!(connection, "SELECT run_status FROM schedule_row WHERE id = ?1", [row.0], |row: &Row<'_>| row
        .word(0))
}

/// Dates with open rows of active contracts and how many contracts have one, ascending.
///
/// # Errors
/// [`StoreError`].
pub fn open_run_dates(connection: &Connection, limit: u32) -> Result<Vec<(NaiveDate, u32)>, StoreError> {
    let sql = "SELECT run_date, COUNT(DISTINCT contract_id)
               FROM schedule_row
               JOIN contract_line ON contract_line.id = schedule_row.contract_line_id
               JOIN contract ON contract.id = contract_line.contract_id
               WHERE run_status IN ('not_run', 'run_failed') AND contract.status = 'active'
               GROUP BY run_date ORDER BY run_date LIMIT ?1";
    select!(connection, sql, [limit], |row: &Row<'_>| Ok::<_, StoreError>((row.date(0)?, row.get(1)?)))
}
