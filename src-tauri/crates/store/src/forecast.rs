//! What runs to come would find: their dates and rows, and the work within the reach of each.

use chrono::NaiveDate;
use proforma_engine::{
    ids::{ContractId, ContractLineId, CustomerId, MilestoneId, ScheduleRowId},
    schedule::ScheduleRow,
    share::BillingStatus,
};
use rusqlite::{Row, named_params, params};

use crate::{
    Connection, StoreError,
    contract_list::id_list,
    row::{Columns, select, select_one},
    schedule::kind,
    values,
};

/// An open row of an active contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct OpenRow {
    /// Its contract.
    pub contract: ContractId,
    /// The row.
    pub row: ScheduleRow,
}

/// Rows of these contracts that a run of a date between `from` and `through` handles, by contract and run date: those that have not run
/// with their date between the two, and those that failed with a date up to `through`.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 4.1, 4.11, 4.14.
pub fn called_rows(
    connection: &Connection,
    from: NaiveDate,
    through: NaiveDate,
    contracts: &[ContractId],
) -> Result<Vec<OpenRow>, StoreError> {
    let params = named_params! {
        ":from": from.to_string(), ":through": through.to_string(), ":contracts": id_list(contracts),
    };
    select!(connection, include_str!("forecast/rows.sql"), params, open_row)
}

fn open_row(row: &Row<'_>) -> Result<OpenRow, StoreError> {
    Ok(OpenRow {
        contract: ContractId(row.get(0)?),
        row: ScheduleRow {
            id: ScheduleRowId(row.get(1)?),
            contract_line: ContractLineId(row.get(2)?),
            run_date: row.date(3)?,
            kind: kind(row, 4)?,
            run_status: row.word(6)?,
        },
    })
}

/// Dates from `today` on with an open row of an active contract, ascending.
///
/// # Errors
/// [`StoreError`].
pub fn run_dates(
    connection: &Connection,
    today: NaiveDate,
    through: Option<NaiveDate>,
    limit: u32,
) -> Result<Vec<NaiveDate>, StoreError> {
    let params = params![today.to_string(), values::or_last(through), limit];
    select!(connection, include_str!("forecast/run_dates.sql"), params, |row: &Row<'_>| row.date(0))
}

/// Whether a row of an active contract failed with a date before `today`.
///
/// # Errors
/// [`StoreError`].
pub fn has_failed_before(connection: &Connection, today: NaiveDate) -> Result<bool, StoreError> {
    let found = select_one!(
        connection,
        include_str!("forecast/has_failed_before.sql"),
        [today.to_string()],
        |row: &Row<'_>| { Ok::<_, StoreError>(row.get(0)?) }
    )?;
    Ok(found.unwrap_or(false))
}

/// Chargeable work of the backlog: how much, and how it might add up.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Work {
    /// How many shares.
    pub count: u32,
    /// Their sum in minor units.
    pub sum_minor: i64,
    /// The smallest amount, which may be negative; 0 where there is none.
    pub smallest_minor: i64,
    /// The largest amount; 0 where there is none.
    pub largest_minor: i64,
}

impl Work {
    /// Whether it makes an invoice worth writing (SPEC 4.8).
    #[must_use]
    pub fn makes_an_invoice(&self) -> bool {
        (self.smallest_minor, self.largest_minor) != (0, 0)
    }

    /// A bound of every sum over a part of it.
    #[must_use]
    pub fn magnitude(&self) -> u128 {
        let largest = self.smallest_minor.unsigned_abs().max(self.largest_minor.unsigned_abs());
        u128::from(self.count) * u128::from(largest)
    }
}

/// A range of work of one line: dated after one day and up to another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WorkRange {
    /// The line.
    pub contract_line: ContractLineId,
    /// Later than this day; none from the first.
    pub after: Option<NaiveDate>,
    /// Up to this day; none to the last.
    pub up_to: Option<NaiveDate>,
}

impl WorkRange {
    fn dates(&self) -> (String, String) {
        (values::or_first(self.after), values::or_last(self.up_to))
    }
}

/// Chargeable transactions in one billing status that a row with this range would take, of classes the line includes.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 4.2.
pub fn work(connection: &Connection, range: WorkRange, status: BillingStatus) -> Result<Work, StoreError> {
    let (after, up_to) = range.dates();
    let params = params![range.contract_line.0, status.as_str(), after, up_to];
    let found = select_one!(connection, include_str!("forecast/work.sql"), params, |row: &Row<'_>| {
        Ok::<_, StoreError>(Work {
            count: row.get(0)?,
            sum_minor: row.get(1)?,
            smallest_minor: row.get(2)?,
            largest_minor: row.get(3)?,
        })
    })?;
    Ok(found.unwrap_or_default())
}

/// The date of the first chargeable share of a range in one billing status, of whatever class.
///
/// # Errors
/// [`StoreError`].
pub fn first_date(
    connection: &Connection,
    range: WorkRange,
    status: BillingStatus,
) -> Result<Option<NaiveDate>, StoreError> {
    let (after, up_to) = range.dates();
    let params = params![range.contract_line.0, status.as_str(), after, up_to];
    select_one!(connection, include_str!("forecast/first_date.sql"), params, |row: &Row<'_>| row.date(0))
}

/// Chargeable ready work that its line does not include.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NotIncluded {
    /// How many shares.
    pub count: u32,
    /// Their sum in minor units.
    pub sum_minor: i64,
    /// The earliest date.
    pub since: Option<NaiveDate>,
}

/// Chargeable ready work of a line, of classes that it does not include.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 4.2.
pub fn not_included(connection: &Connection, line: ContractLineId) -> Result<NotIncluded, StoreError> {
    let found =
        select_one!(connection, include_str!("forecast/not_included.sql"), [line.0], |row: &Row<'_>| {
            Ok::<_, StoreError>(NotIncluded {
                count: row.get(0)?,
                sum_minor: row.get(1)?,
                since: row.optional_date(2)?,
            })
        })?;
    Ok(found.unwrap_or_default())
}

/// The customers who would get a draft for the ready work of a range. Whoever has a share is a customer of the contract.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 4.6, 4.8, 5.1.
pub fn payers(connection: &Connection, range: WorkRange) -> Result<Vec<CustomerId>, StoreError> {
    let (after, up_to) = range.dates();
    let params = params![range.contract_line.0, after, up_to];
    select!(connection, include_str!("forecast/payers.sql"), params, |row: &Row<'_>| Ok::<_, StoreError>(
        CustomerId(row.get(0)?)
    ))
}

/// A milestone's share in the backlog of an active contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MilestoneShare {
    /// Its contract.
    pub contract: ContractId,
    /// Its line.
    pub contract_line: ContractLineId,
    /// The milestone.
    pub milestone: MilestoneId,
    /// Run date of its row.
    pub run_date: NaiveDate,
    /// Who pays.
    pub customer: CustomerId,
    /// Whether it is marked ready.
    pub is_ready: bool,
    /// Its amount in minor units; 0 where it is not chargeable.
    pub chargeable_minor: i64,
}

/// Shares of milestones in the backlog of these contracts as far as they are active, by contract and date.
///
/// # Errors
/// [`StoreError`].
pub fn milestone_shares(
    connection: &Connection,
    contracts: &[ContractId],
) -> Result<Vec<MilestoneShare>, StoreError> {
    let params = [id_list(contracts)];
    select!(connection, include_str!("forecast/milestone_shares.sql"), params, |row: &Row<'_>| {
        Ok::<_, StoreError>(MilestoneShare {
            contract: ContractId(row.get(0)?),
            contract_line: ContractLineId(row.get(1)?),
            milestone: MilestoneId(row.get(2)?),
            run_date: row.date(3)?,
            customer: CustomerId(row.get(4)?),
            is_ready: row.get(5)?,
            chargeable_minor: row.get(6)?,
        })
    })
}
