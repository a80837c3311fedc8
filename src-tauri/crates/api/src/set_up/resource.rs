//! Resources: who or what does the work, and when.

use std::collections::{BTreeMap, HashMap};

use proforma_store::{
    Connection, WriteTransaction,
    resource::{self, Resource},
};
use rust_decimal::Decimal;

use super::{Checked, check_id, to_fields};
use crate::{
    dto::{AbsenceForm, ResourceForm},
    error::ApiError,
    interchange::{
        checks::{self, WorkingTime},
        format,
    },
    typed::Problems,
};

/// Hours in a day.
const DAY_HOURS: u32 = 24;

pub(super) fn forms(connection: &Connection) -> Result<Vec<ResourceForm>, ApiError> {
    let roles: HashMap<i64, String> =
        resource::roles(connection)?.into_iter().map(|role| (role.id, role.key)).collect();
    let form = |resource: Resource| ResourceForm {
        id: resource.key,
        name: resource.name,
        role: roles.get(&resource.role).cloned().unwrap_or_default(),
        hours_per_weekday: resource
            .hours_per_weekday
            .iter()
            .flatten()
            .map(|hours| hours.normalize().to_string())
            .collect(),
        absences: resource
            .absences
            .iter()
            .map(|(date, hours)| AbsenceForm { date: date.to_string(), hours: hours.normalize().to_string() })
            .collect(),
    };
    Ok(resource::resources(connection)?.into_iter().map(form).collect())
}

pub(super) fn id_of(connection: &Connection, key: &str) -> Result<i64, ApiError> {
    let found = resource::resources(connection)?.into_iter().find(|resource| resource.key == key);
    found
        .map(|resource| resource.id)
        .ok_or_else(|| ApiError::NotFound { kind: "resource", id: key.to_owned() })
}

/// What was typed as the interchange format has it.
fn plain(form: &ResourceForm) -> format::Resource {
    let hours: Vec<String> = form.hours_per_weekday.iter().map(|text| text.trim().to_owned()).collect();
    let absence = |absence: &AbsenceForm| format::Absence {
        date: absence.date.trim().to_owned(),
        hours: absence.hours.trim().to_owned(),
    };
    format::Resource {
        id: form.id.clone(),
        name: form.name.trim().to_owned(),
        role: form.role.clone(),
        hours_per_weekday: (!hours.is_empty()).then_some(hours),
        absences: Some(form.absences.iter().map(absence).collect()),
    }
}

pub(super) fn check(
    connection: &Connection,
    id: Option<&str>,
    form: &ResourceForm,
) -> Result<Checked<(i64, WorkingTime)>, ApiError> {
    let mut problems = Problems::default();
    let resources = resource::resources(connection)?;
    check_id(&mut problems, id, &form.id, |id| Ok(resources.iter().any(|resource| resource.key == id)))?;
    let role = resource::roles(connection)?.into_iter().find(|role| role.key == form.role);
    if role.is_none() {
        problems.add("role", "choose the role that its hours count for");
    }
    let time = to_fields(&mut problems, checks::resource(&plain(form)));
    if let Some(time) = &time {
        check_hours(&mut problems, time);
    }
    Ok(Checked { value: role.map(|role| role.id).zip(time), problems })
}

/// A day has no more hours than it has, and none below zero; two absences of a day are one.
fn check_hours(problems: &mut Problems, time: &WorkingTime) {
    let is_day = |hours: Decimal| !hours.is_sign_negative() && hours <= Decimal::from(DAY_HOURS);
    for (index, hours) in time.hours_per_weekday.iter().flatten().enumerate() {
        if !is_day(*hours) {
            problems.add(format!("hours_per_weekday[{index}]"), "a day has 0 to 24 hours");
        }
    }
    let mut first = BTreeMap::new();
    for (index, (date, hours)) in time.absences.iter().enumerate() {
        if !is_day(*hours) {
            problems.add(format!("absences[{index}].hours"), "a day has 0 to 24 hours");
        }
        if let Some(before) = first.insert(*date, index) {
            let message =
                format!("{date} is in the list already, in row {}; put the hours together", before + 1);
            problems.add(format!("absences[{index}].date"), message);
        }
    }
}

/// Hours of a week, where all of them can be read.
pub(super) fn week_hours(form: &ResourceForm) -> Option<String> {
    if form.hours_per_weekday.is_empty() {
        return Some("40".to_owned());
    }
    let hours = form.hours_per_weekday.iter().map(|text| checks::quantity(text.trim()).ok());
    let sum = hours.sum::<Option<Decimal>>()?;
    Some(sum.normalize().to_string())
}

pub(super) fn write(
    tx: &WriteTransaction<'_>,
    id: Option<&str>,
    form: &ResourceForm,
) -> Result<String, ApiError> {
    let (role, WorkingTime { hours_per_weekday, absences }) = check(tx, id, form)?.settle()?;
    let (key, name) = (form.id.trim().to_owned(), form.name.trim().to_owned());
    let mut resource = Resource { id: 0, key: key.clone(), name, role, hours_per_weekday, absences };
    match id {
        None => drop(resource::insert_resource(tx, &resource)?),
        Some(id) => {
            resource.id = id_of(tx, id)?;
            let before = resource::resources(tx)?.into_iter().find(|known| known.id == resource.id);
            resource::update_resource(tx, &resource)?;
            if before.is_some_and(|before| before.name != resource.name) {
                proforma_store::transaction::remember_resource(tx, resource.id)?;
            }
        }
    }
    Ok(key)
}
