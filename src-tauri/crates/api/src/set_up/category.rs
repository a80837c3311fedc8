//! Transaction categories: what transactions are filed under.

use proforma_engine::contract::TransactionClass;
use proforma_store::{
    Connection, WriteTransaction,
    category::{self, Category},
};

use super::Checked;
use crate::{
    dto::TransactionCategoryForm,
    error::ApiError,
    typed::{Problems, filled},
};

pub(super) fn forms(connection: &Connection) -> Result<Vec<TransactionCategoryForm>, ApiError> {
    let form = |category: Category| TransactionCategoryForm {
        name: category.name,
        class: category.class.map(|class| class.as_str().to_owned()).unwrap_or_default(),
    };
    Ok(category::all(connection)?.into_iter().map(form).collect())
}

pub(super) fn check(
    connection: &Connection,
    id: Option<&str>,
    form: &TransactionCategoryForm,
) -> Result<Checked<Option<TransactionClass>>, ApiError> {
    let mut problems = Problems::default();
    let name = form.name.trim();
    problems.name("name", name);
    if id != Some(name) && category::all(connection)?.iter().any(|known| known.name == name) {
        problems.add("name", format!("the book already has a category \"{name}\""));
    }
    let class = filled(&form.class).map(|word| problems.take("class", word.parse::<TransactionClass>()));
    let value = class.map_or(Some(None), |class| class.map(Some));
    Ok(Checked { value, problems })
}

pub(super) fn write(
    tx: &WriteTransaction<'_>,
    id: Option<&str>,
    form: &TransactionCategoryForm,
) -> Result<String, ApiError> {
    let class = check(tx, id, form)?.settle()?;
    let name = form.name.trim().to_owned();
    match id {
        None => category::insert(tx, &name, class)?,
        Some(before) => {
            let known = category::all(tx)?.into_iter().find(|known| known.name == before);
            let missing = || ApiError::NotFound { kind: "transaction category", id: before.to_owned() };
            let id = known.ok_or_else(missing)?.id;
            category::update(tx, before, &Category { id, name: name.clone(), class })?;
        }
    }
    Ok(name)
}
