//! Roles: what work is done as.

use proforma_store::{
    Connection, WriteTransaction,
    resource::{self, Role},
};
use rust_decimal::Decimal;

use super::{Checked, check_id, to_fields};
use crate::{
    dto::RoleForm,
    error::ApiError,
    interchange::{checks, format},
    typed::{Problems, optional},
};

pub(super) fn forms(connection: &Connection) -> Result<Vec<RoleForm>, ApiError> {
    let form = |role: Role| RoleForm {
        id: role.key,
        name: role.name,
        target_utilization_percent: role
            .target_utilization_percent
            .map(|percent| percent.to_string())
            .unwrap_or_default(),
    };
    Ok(resource::roles(connection)?.into_iter().map(form).collect())
}

pub(super) fn id_of(connection: &Connection, key: &str) -> Result<i64, ApiError> {
    let found = resource::roles(connection)?.into_iter().find(|role| role.key == key);
    found.map(|role| role.id).ok_or_else(|| ApiError::NotFound { kind: "role", id: key.to_owned() })
}

pub(super) fn check(
    connection: &Connection,
    id: Option<&str>,
    form: &RoleForm,
) -> Result<Checked<Option<Decimal>>, ApiError> {
    let mut problems = Problems::default();
    let roles = resource::roles(connection)?;
    check_id(&mut problems, id, &form.id, |id| Ok(roles.iter().any(|role| role.key == id)))?;
    let plain = format::Role {
        id: form.id.clone(),
        name: form.name.trim().to_owned(),
        target_utilization_percent: optional(&form.target_utilization_percent),
    };
    let value = to_fields(&mut problems, checks::role(&plain));
    if value.flatten().is_some_and(|percent| percent.is_sign_negative() || percent > Decimal::ONE_HUNDRED) {
        problems.add("target_utilization_percent", "a target is between 0 and 100 percent");
    }
    Ok(Checked { value, problems })
}

pub(super) fn write(
    tx: &WriteTransaction<'_>,
    id: Option<&str>,
    form: &RoleForm,
) -> Result<String, ApiError> {
    let target_utilization_percent = check(tx, id, form)?.settle()?;
    let (key, name) = (form.id.trim().to_owned(), form.name.trim().to_owned());
    match id {
        None => drop(resource::insert_role(tx, &key, &name, target_utilization_percent)?),
        Some(id) => {
            let id = id_of(tx, id)?;
            resource::update_role(tx, &Role { id, key: key.clone(), name, target_utilization_percent })?;
        }
    }
    Ok(key)
}
