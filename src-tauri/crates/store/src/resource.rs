//! Roles and the resources who have them.

use chrono::NaiveDate;
use rusqlite::{Row, params};
use rust_decimal::Decimal;

use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, one_changed, select},
    values,
};

/// A role that work is done in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Role {
    /// Row number.
    pub id: i64,
    /// The author's id.
    pub key: String,
    /// Name.
    pub name: String,
    /// Percent of capacity that should be chargeable.
    pub target_utilization_percent: Option<Decimal>,
}

/// A person or thing that does the work.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Resource {
    /// Row number.
    pub id: i64,
    /// The author's id.
    pub key: String,
    /// Name.
    pub name: String,
    /// Row number of the role.
    pub role: i64,
    /// Seven, from Monday; none: 8 on Monday to Friday.
    pub hours_per_weekday: Option<Vec<Decimal>>,
    /// Days with hours off.
    pub absences: Vec<(NaiveDate, Decimal)>,
}

/// Adds a role.
///
/// # Errors
/// [`StoreError::Refused`] where the key is taken.
pub fn insert_role(
    tx: &WriteTransaction<'_>,
    key: &str,
    name: &str,
    target: Option<Decimal>,
) -> Result<i64, StoreError> {
    let sql = "INSERT INTO role (key, name, target_utilization_percent) VALUES (?1, ?2, ?3)";
    execute!(tx, sql, params![key, name, target.map(|percent| percent.to_string())])?;
    Ok(tx.inner.last_insert_rowid())
}

/// Every role, in the order of entry.
///
/// # Errors
/// [`StoreError`].
pub fn roles(connection: &Connection) -> Result<Vec<Role>, StoreError> {
    let sql = "SELECT id, key, name, target_utilization_percent FROM role ORDER BY id";
    select!(connection, sql, [], |row: &Row<'_>| Ok::<_, StoreError>(Role {
        id: row.get(0)?,
        key: row.string(1)?,
        name: row.string(2)?,
        target_utilization_percent: row.optional_decimal(3)?,
    }))
}

/// Changes a role; its id stays.
///
/// # Errors
/// [`StoreError::Conflict`] where it is gone.
pub fn update_role(tx: &WriteTransaction<'_>, role: &Role) -> Result<(), StoreError> {
    let sql = "UPDATE role SET name = ?2, target_utilization_percent = ?3 WHERE id = ?1";
    let target = role.target_utilization_percent.map(|percent| percent.to_string());
    let changed = execute!(tx, sql, params![role.id, role.name, target])?;
    one_changed(changed, || format!("role {}", role.key))
}

/// Deletes a role that nothing uses, with what was counted of it.
///
/// # Errors
/// [`StoreError::Refused`] where something does; [`StoreError::Conflict`] where it is gone.
pub fn delete_role(tx: &WriteTransaction<'_>, id: i64) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM role_utilization WHERE role_id = ?1", [id])?;
    one_changed(execute!(tx, "DELETE FROM role WHERE id = ?1", [id])?, || format!("role {id}"))
}

/// Adds a resource with its absences; its own `id` is not looked at.
///
/// # Errors
/// [`StoreError::Refused`] where the key is taken.
pub fn insert_resource(tx: &WriteTransaction<'_>, resource: &Resource) -> Result<i64, StoreError> {
    let sql = "INSERT INTO resource (key, name, role_id, hours_per_weekday) VALUES (?1, ?2, ?3, ?4)";
    execute!(tx, sql, params![resource.key, resource.name, resource.role, hours_text(resource)])?;
    let id = tx.inner.last_insert_rowid();
    insert_absences(tx, id, resource)?;
    Ok(id)
}

/// Changes a resource with its absences; its id stays.
///
/// # Errors
/// [`StoreError::Conflict`] where it is gone.
pub fn update_resource(tx: &WriteTransaction<'_>, resource: &Resource) -> Result<(), StoreError> {
    let sql = "UPDATE resource SET name = ?2, role_id = ?3, hours_per_weekday = ?4 WHERE id = ?1";
    let changed =
        execute!(tx, sql, params![resource.id, resource.name, resource.role, hours_text(resource)])?;
    one_changed(changed, || format!("resource {}", resource.key))?;
    execute!(tx, "DELETE FROM resource_absence WHERE resource_id = ?1", [resource.id])?;
    insert_absences(tx, resource.id, resource)
}

/// Deletes a resource that nothing uses, with its absences and what was counted of it.
///
/// # Errors
/// [`StoreError::Refused`] where something does; [`StoreError::Conflict`] where it is gone.
pub fn delete_resource(tx: &WriteTransaction<'_>, id: i64) -> Result<(), StoreError> {
    execute!(tx, "DELETE FROM resource_absence WHERE resource_id = ?1", [id])?;
    execute!(tx, "DELETE FROM resource_utilization WHERE resource_id = ?1", [id])?;
    one_changed(execute!(tx, "DELETE FROM resource WHERE id = ?1", [id])?, || format!("resource {id}"))
}

fn hours_text(resource: &Resource) -> Option<String> {
    resource.hours_per_weekday.as_ref().map(|hours| {
        let texts: Vec<String> = hours.iter().map(ToString::to_string).collect();
        texts.join(" ")
    })
}

fn insert_absences(tx: &WriteTransaction<'_>, id: i64, resource: &Resource) -> Result<(), StoreError> {
    for (position, (date, hours)) in resource.absences.iter().enumerate() {
        let sql = "INSERT INTO resource_absence (resource_id, position, absence_date, hours) VALUES (?1, ?2, ?3, ?4)";
        execute!(tx, sql, params![id, position as i64, date.to_string(), hours.to_string()])?;
    }
    Ok(())
}

/// Every resource, in the order of entry.
///
/// # Errors
/// [`StoreError`].
pub fn resources(connection: &Connection) -> Result<Vec<Resource>, StoreError> {
    let sql = "SELECT id, key, name, role_id, hours_per_weekday FROM resource ORDER BY id";
    select!(connection, sql, [], |row: &Row<'_>| {
        let id: i64 = row.get(0)?;
        let hours = row
            .optional_text(4)?
            .map(|texts| texts.split(' ').map(values::decimal).collect::<Result<Vec<_>, _>>());
        let sql = "SELECT absence_date, hours FROM resource_absence WHERE resource_id = ?1 ORDER BY position";
        Ok::<_, StoreError>(Resource {
            id,
            key: row.string(1)?,
            name: row.string(2)?,
            role: row.get(3)?,
            hours_per_weekday: hours.transpose()?,
            absences: select!(connection, sql, [id], |row: &Row<'_>| Ok::<_, StoreError>((
                row.date(0)?,
                row.decimal(1)?
            )))?,
        })
    })
}
