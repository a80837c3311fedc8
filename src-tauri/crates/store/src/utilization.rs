//! Hours worked, and what UpdateRoleUtilization has counted.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use proforma_engine::{share::BillingType, utilization::Hours};
use rusqlite::{Row, params};
use rust_decimal::Decimal;

use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, select, select_one, unreadable},
    values,
};

/// Time that was worked on one transaction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WorkedTime {
    /// Row number of the resource.
    pub resource: Option<i64>,
    /// Row number of the role it was done in.
    pub role: Option<i64>,
    /// When.
    pub date: NaiveDate,
    /// Whether the customer pays.
    pub billing_type: BillingType,
    /// How much, in its unit.
    pub quantity: Decimal,
    /// The unit.
    pub unit: String,
}

/// Every transaction of class time between two dates, both included.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 6.9.
pub fn worked(
    connection: &Connection,
    from: NaiveDate,
    through: NaiveDate,
) -> Result<Vec<WorkedTime>, StoreError> {
    let sql =
        "SELECT resource_id, role_id, transaction_date, billing_type, quantity, unit FROM \"transaction\"
               WHERE class = 'time' AND deleted_at IS NULL AND transaction_date BETWEEN ?1 AND ?2";
    select!(connection, sql, [from.to_string(), through.to_string()], |row: &Row<'_>| {
        let billing_type = row.text(3)?;
        Ok::<_, StoreError>(WorkedTime {
            resource: row.get(0)?,
            role: row.get(1)?,
            date: row.date(2)?,
            billing_type: BillingType::from_str(billing_type)
                .map_err(|_| unreadable("a billing type", billing_type))?,
            quantity: row.decimal(4)?,
            unit: row.string(5)?,
        })
    })
}

/// The last day before another on which anybody, or any role, worked.
///
/// # Errors
/// [`StoreError`].
pub fn last_worked_before(
    connection: &Connection,
    before: NaiveDate,
) -> Result<Option<NaiveDate>, StoreError> {
    let sql = "SELECT MAX(transaction_date) FROM \"transaction\"
               WHERE class = 'time' AND deleted_at IS NULL AND transaction_date < ?1
                 AND (resource_id IS NOT NULL OR role_id IS NOT NULL)";
    let last = select_one!(connection, sql, [before.to_string()], |row: &Row<'_>| row.optional_date(0))?;
    Ok(last.flatten())
}

/// Of what hours are counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CountedOf {
    /// A role.
    Role,
    /// A resource.
    Resource,
}

/// What was counted of a role or a resource.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountedHours {
    /// Row number of the role or resource.
    pub id: i64,
    /// What was counted.
    pub hours: Hours,
    /// The target then; of a resource its role's.
    pub target_percent: Option<Decimal>,
}

/// When seven days were counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountedWeek {
    /// The last of the seven days.
    pub through: NaiveDate,
    /// When they were counted.
    pub counted_at: DateTime<Utc>,
}

/// Writes what was counted; what was counted of the same days before is replaced.
///
/// # Errors
/// [`StoreError`].
pub fn write(
    tx: &WriteTransaction<'_>,
    week: CountedWeek,
    roles: &[CountedHours],
    resources: &[CountedHours],
) -> Result<(), StoreError> {
    let through = week.through.to_string();
    execute!(tx, "DELETE FROM role_utilization WHERE through_date = ?1", [&through])?;
    execute!(tx, "DELETE FROM resource_utilization WHERE through_date = ?1", [&through])?;
    let of_role = "INSERT INTO role_utilization
                   (through_date, role_id, counted_at, chargeable_hours, non_chargeable_hours, complimentary_hours,
                    capacity_hours, target_percent)
                   VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let of_resource = "INSERT INTO resource_utilization
                       (through_date, resource_id, counted_at, chargeable_hours, non_chargeable_hours,
                        complimentary_hours, capacity_hours, target_percent)
                       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    for (sql, all) in [(of_role, roles), (of_resource, resources)] {
        for CountedHours { id, hours, target_percent } in all {
            execute!(
                tx,
                sql,
                params![
                    through,
                    id,
                    values::instant_text(week.counted_at),
                    hours.chargeable.to_string(),
                    hours.non_chargeable.to_string(),
                    hours.complimentary.to_string(),
                    hours.capacity.to_string(),
                    target_percent.map(|percent| percent.to_string())
                ]
            )?;
        }
    }
    Ok(())
}

/// The weeks that were counted whose last day is between two dates, the latest first, and no more than so many.
///
/// # Errors
/// [`StoreError`].
pub fn weeks(
    connection: &Connection,
    from: NaiveDate,
    through: NaiveDate,
    most: u32,
) -> Result<Vec<CountedWeek>, StoreError> {
    let sql = "SELECT through_date, counted_at FROM counted_week WHERE through_date BETWEEN ?1 AND ?2
               ORDER BY through_date DESC LIMIT ?3";
    select!(connection, sql, params![from.to_string(), through.to_string(), most], week)
}

/// Every week that was counted, in their order.
///
/// # Errors
/// [`StoreError`].
pub fn all_weeks(connection: &Connection) -> Result<Vec<CountedWeek>, StoreError> {
    select!(connection, "SELECT through_date, counted_at FROM counted_week ORDER BY through_date", [], week)
}

/// The latest week that was counted.
///
/// # Errors
/// [`StoreError`].
pub fn last_week(connection: &Connection) -> Result<Option<CountedWeek>, StoreError> {
    let sql = "SELECT through_date, counted_at FROM counted_week ORDER BY through_date DESC LIMIT 1";
    select_one!(connection, sql, [], week)
}

fn week(row: &Row<'_>) -> Result<CountedWeek, StoreError> {
    Ok(CountedWeek { through: row.date(0)?, counted_at: row.instant(1)? })
}

/// What was counted of the seven days up to a date, of every role or of every resource in the order of entry.
///
/// # Errors
/// [`StoreError`].
pub fn counted(
    connection: &Connection,
    of: CountedOf,
    through: NaiveDate,
) -> Result<Vec<CountedHours>, StoreError> {
    let sql = match of {
        CountedOf::Role => {
            "SELECT role_id, chargeable_hours, non_chargeable_hours, complimentary_hours, capacity_hours, target_percent
             FROM role_utilization WHERE through_date = ?1 ORDER BY role_id"
        }
        CountedOf::Resource => {
            "SELECT resource_id, chargeable_hours, non_chargeable_hours, complimentary_hours, capacity_hours,
                    target_percent
             FROM resource_utilization WHERE through_date = ?1 ORDER BY resource_id"
        }
    };
    select!(connection, sql, [through.to_string()], |row: &Row<'_>| Ok::<_, StoreError>(CountedHours {
        id: row.get(0)?,
        hours: hours(row, 1)?,
        target_percent: row.optional_decimal(5)?,
    }))
}

/// What was counted of one role or resource, by the last day of each week.
///
/// # Errors
/// [`StoreError`].
pub fn counted_of(
    connection: &Connection,
    of: CountedOf,
    id: i64,
) -> Result<Vec<(NaiveDate, Hours)>, StoreError> {
    let sql = match of {
        CountedOf::Role => {
            "SELECT through_date, chargeable_hours, non_chargeable_hours, complimentary_hours, capacity_hours
             FROM role_utilization WHERE role_id = ?1 ORDER BY through_date"
        }
        CountedOf::Resource => {
            "SELECT through_date, chargeable_hours, non_chargeable_hours, complimentary_hours, capacity_hours
             FROM resource_utilization WHERE resource_id = ?1 ORDER BY through_date"
        }
    };
    select!(connection, sql, [id], |row: &Row<'_>| Ok::<_, StoreError>((row.date(0)?, hours(row, 1)?)))
}

/// Four columns, one after another.
fn hours(row: &Row<'_>, first: usize) -> Result<Hours, StoreError> {
    Ok(Hours {
        chargeable: row.decimal(first)?,
        non_chargeable: row.decimal(first + 1)?,
        complimentary: row.decimal(first + 2)?,
        capacity: row.decimal(first + 3)?,
    })
}
