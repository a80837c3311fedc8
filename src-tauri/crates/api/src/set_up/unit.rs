//! Units: what quantities are counted in.

use proforma_store::{Connection, WriteTransaction, unit};

use super::Checked;
use crate::{dto::UnitForm, error::ApiError, typed::Problems};

pub(super) fn forms(connection: &Connection) -> Result<Vec<UnitForm>, ApiError> {
    Ok(unit::all(connection)?.into_iter().map(|name| UnitForm { name }).collect())
}

pub(super) fn check(
    connection: &Connection,
    id: Option<&str>,
    form: &UnitForm,
) -> Result<Checked<()>, ApiError> {
    let mut problems = Problems::default();
    let name = form.name.trim();
    problems.name("name", name);
    if id != Some(name) && unit::all(connection)?.iter().any(|known| known == name) {
        problems.add("name", format!("the book already has a unit \"{name}\""));
    }
    Ok(Checked { value: Some(()), problems })
}

pub(super) fn write(
    tx: &WriteTransaction<'_>,
    id: Option<&str>,
    form: &UnitForm,
) -> Result<String, ApiError> {
    check(tx, id, form)?.settle()?;
    let name = form.name.trim().to_owned();
    match id {
        None => unit::insert(tx, &name)?,
        Some(before) => unit::rename(tx, before, &name)?,
    }
    Ok(name)
}
