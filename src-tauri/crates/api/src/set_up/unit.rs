//! Units: what quantities are counted in.

use proforma_engine::utilization::UnitLength;
use proforma_store::{
    Connection, WriteTransaction,
    unit::{self, Unit},
};
use rust_decimal::Decimal;

use super::Checked;
use crate::{
    dto::UnitForm,
    error::ApiError,
    typed::{Problems, filled},
};

pub(super) fn forms(connection: &Connection) -> Result<Vec<UnitForm>, ApiError> {
    let form = |unit: Unit| UnitForm {
        name: unit.name,
        hours_per_unit: unit.hours_per_unit.map(|hours| hours.normalize().to_string()).unwrap_or_default(),
    };
    Ok(unit::all(connection)?.into_iter().map(form).collect())
}

pub(super) fn check(
    connection: &Connection,
    id: Option<&str>,
    form: &UnitForm,
) -> Result<Checked<Option<Decimal>>, ApiError> {
    let mut problems = Problems::default();
    let name = form.name.trim();
    problems.name("name", name);
    if id != Some(name) && unit::all(connection)?.iter().any(|known| known.name == name) {
        problems.add("name", format!("the book already has a unit \"{name}\""));
    }
    let hours = filled(&form.hours_per_unit).and_then(|text| problems.quantity("hours_per_unit", text));
    if hours.is_some_and(|hours| hours <= Decimal::ZERO) {
        problems.add("hours_per_unit", NOT_POSITIVE);
    }
    Ok(Checked { value: Some(hours), problems })
}

/// What is said of hours that are none.
pub(crate) const NOT_POSITIVE: &str =
    "the hours in one must be more than 0; leave it empty where it is no time";

/// The hours in one by its name; none where that says no time.
pub(super) fn hours_by_name(form: &UnitForm) -> Option<String> {
    let length = UnitLength::by_name(&form.name)?;
    Some(length.hours_of(Decimal::ONE).round_dp(6).normalize().to_string())
}

pub(super) fn write(
    tx: &WriteTransaction<'_>,
    id: Option<&str>,
    form: &UnitForm,
) -> Result<String, ApiError> {
    let hours_per_unit = check(tx, id, form)?.settle()?;
    let unit = Unit { name: form.name.trim().to_owned(), hours_per_unit };
    match id {
        None => unit::insert(tx, &unit)?,
        Some(before) => unit::update(tx, before, &unit)?,
    }
    Ok(unit.name)
}
