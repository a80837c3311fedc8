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

/// What was counted of a role.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountedRole {
    /// The last of the seven days.
    pub through: NaiveDate,
    /// Row number of the role.
    pub role: i64,
    /// When it was counted.
    pub counted_at: DateTime<Utc>,
    /// What was counted.
    pub hours: Hours,
    /// Its target then.
    pub target_percent: Option<Decimal>,
}

/// Writes what was counted; what was counted of the same days before is replaced.
///
/// # Errors
/// [`StoreError`].
pub fn write(tx: &WriteTransaction<'_>, counted: &CountedRole) -> Result<(), StoreError> {
    let sql = "INSERT OR REPLACE INTO role_utilization
               (through_date, role_id, counted_at, chargeable_hours, non_chargeable_hours, complimentary_hours,
                capacity_hours, target_percent)
               VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)";
    let CountedRole { through, role, counted_at, hours, target_percent } = counted;
    execute!(
        tx,
        sql,
        params![
            through.to_string(),
            role,
            values::instant_text(*counted_at),
            hours.chargeable.to_string(),
            hours.non_chargeable.to_string(),
            hours.complimentary.to_string(),
            hours.capacity.to_string(),
            target_percent.map(|percent| percent.to_string())
        ]
    )?;
    Ok(())
}

/// What was counted last of every role, in the order of roles.
///
/// # Errors
/// [`StoreError`].
pub fn counted_last(connection: &Connection) -> Result<Vec<CountedRole>, StoreError> {
    let sql = "SELECT through_date, role_id, counted_at, chargeable_hours, non_chargeable_hours, complimentary_hours,
                      capacity_hours, target_percent
               FROM role_utilization WHERE through_date = (SELECT MAX(through_date) FROM role_utilization)
               ORDER BY role_id";
    select!(connection, sql, [], |row: &Row<'_>| Ok::<_, StoreError>(CountedRole {
        through: row.date(0)?,
        role: row.get(1)?,
        counted_at: row.instant(2)?,
        hours: Hours {
            chargeable: row.decimal(3)?,
            non_chargeable: row.decimal(4)?,
            complimentary: row.decimal(5)?,
            capacity: row.decimal(6)?,
        },
        target_percent: row.optional_decimal(7)?,
    }))
}
