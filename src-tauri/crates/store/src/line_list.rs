//! Contract lines with how far their schedules go.

use chrono::NaiveDate;
use proforma_engine::{
    contract::{BillingMethod, ContractStatus},
    ids::{ContractId, ContractLineId},
};
use rusqlite::Row;

use crate::{
    Connection, StoreError,
    contract_list::id_list,
    row::{Columns, select, select_one},
};

/// A contract line with its schedule in short.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ListedLine {
    /// Row number.
    pub id: ContractLineId,
    /// Its contract.
    pub contract: ContractId,
    /// Where the contract stands.
    pub contract_status: ContractStatus,
    /// Last day of the contract's schedules.
    pub delivery_date: Option<NaiveDate>,
    /// Its place in the contract.
    pub position: u32,
    /// The author's id.
    pub key: String,
    /// Name.
    pub name: String,
    /// Billing method.
    pub billing_method: BillingMethod,
    /// Whether it has a schedule, whatever has become of its rows (SPEC 4.13).
    pub is_set_up: bool,
    /// The run date of the last row that a run from today on handles.
    pub last_called_date: Option<NaiveDate>,
    /// The last date of work that such a row takes.
    pub last_called_reach: Option<NaiveDate>,
}

impl ListedLine {
    /// Whether runs look at its contract at all.
    #[must_use]
    pub fn is_active(&self) -> bool {
        self.contract_status == ContractStatus::Active
    }
}

/// Every line of these contracts, in the order of entry; `today` says which rows are still to run.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 4.2, 4.3, 4.11.
pub fn of(
    connection: &Connection,
    contracts: &[ContractId],
    today: NaiveDate,
) -> Result<Vec<ListedLine>, StoreError> {
    let params = [today.to_string(), id_list(contracts)];
    select!(connection, include_str!("line_list/of.sql"), params, |row: &Row<'_>| {
        Ok::<_, StoreError>(ListedLine {
            id: ContractLineId(row.get(0)?),
            contract: ContractId(row.get(1)?),
            contract_status: row.word(2)?,
            delivery_date: row.optional_date(3)?,
            position: row.get(4)?,
            key: row.string(5)?,
            name: row.string(6)?,
            billing_method: row.word(7)?,
            is_set_up: row.get(8)?,
            last_called_date: row.optional_date(9)?.max(row.optional_date(10)?),
            last_called_reach: row.optional_date(11)?.max(row.optional_date(12)?),
        })
    })
}

/// Every line of the book, by the contract's name and key and by its place in the contract.
///
/// # Errors
/// [`StoreError`].
pub fn by_name(connection: &Connection) -> Result<Vec<ContractLineId>, StoreError> {
    let sql =
        "SELECT contract_line.id FROM contract JOIN contract_line ON contract_line.contract_id = contract.id
               ORDER BY contract.name, contract.key, contract_line.position";
    select!(connection, sql, [], |row: &Row<'_>| Ok::<_, StoreError>(ContractLineId(row.get(0)?)))
}

/// How far the whole schedule of a line goes, whatever has become of its rows.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct ScheduleSpan {
    /// How many rows it has.
    pub rows: u32,
    /// The run date of the first row.
    pub first_run_date: Option<NaiveDate>,
    /// The run date of the last row.
    pub last_run_date: Option<NaiveDate>,
    /// The last date of work that a row takes; none where they are milestones.
    pub last_reach: Option<NaiveDate>,
}

/// How far the schedule of a line goes.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 4.2, 4.3.
pub fn span(connection: &Connection, line: ContractLineId) -> Result<ScheduleSpan, StoreError> {
    let sql = "SELECT COUNT(*), MIN(run_date), MAX(run_date), MAX(MIN(cut_off_date, run_date))
               FROM schedule_row WHERE contract_line_id = ?1";
    let found = select_one!(connection, sql, [line.0], |row: &Row<'_>| Ok::<_, StoreError>(ScheduleSpan {
        rows: row.get(0)?,
        first_run_date: row.optional_date(1)?,
        last_run_date: row.optional_date(2)?,
        last_reach: row.optional_date(3)?,
    }))?;
    Ok(found.unwrap_or_default())
}

/// The run dates of a line's rows, ascending.
///
/// # Errors
/// [`StoreError`].
pub fn run_dates(connection: &Connection, line: ContractLineId) -> Result<Vec<NaiveDate>, StoreError> {
    let sql = "SELECT run_date FROM schedule_row WHERE contract_line_id = ?1 ORDER BY run_date";
    select!(connection, sql, [line.0], |row: &Row<'_>| row.date(0))
}
