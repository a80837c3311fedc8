//! Transaction categories: what a transaction may be filed under.

use proforma_engine::contract::TransactionClass;
use rusqlite::{Row, params};

use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, one_changed, select, unreadable},
    transaction::{self, Label},
};

/// A category of transactions.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    /// Row number.
    pub id: i64,
    /// Name, which is its id too.
    pub name: String,
    /// The class it is for; none: for every class.
    pub class: Option<TransactionClass>,
}

/// Adds a category.
///
/// # Errors
/// [`StoreError::Refused`] where the name is taken.
pub fn insert(
    tx: &WriteTransaction<'_>,
    name: &str,
    class: Option<TransactionClass>,
) -> Result<(), StoreError> {
    let sql = "INSERT INTO transaction_category (name, class) VALUES (?1, ?2)";
    execute!(tx, sql, params![name, class.map(TransactionClass::as_str)])?;
    Ok(())
}

/// Changes a category, and its name on every transaction that is on no confirmed invoice.
///
/// # Errors
/// [`StoreError::Refused`] where the new name is taken; [`StoreError::Conflict`] where it is gone.
pub fn update(tx: &WriteTransaction<'_>, before: &str, category: &Category) -> Result<(), StoreError> {
    let sql = "UPDATE transaction_category SET name = ?2, class = ?3 WHERE id = ?1";
    let class = category.class.map(TransactionClass::as_str);
    let changed = execute!(tx, sql, params![category.id, category.name, class])?;
    one_changed(changed, || format!("category {before}"))?;
    if before == category.name {
        Ok(())
    } else {
        transaction::relabel(tx, Label::Category, before, &category.name)
    }
}

/// Deletes a category.
///
/// # Errors
/// [`StoreError::Conflict`] where it is gone.
pub fn delete(tx: &WriteTransaction<'_>, name: &str) -> Result<(), StoreError> {
    let changed = execute!(tx, "DELETE FROM transaction_category WHERE name = ?1", [name])?;
    one_changed(changed, || format!("category {name}"))
}

/// Every category, by name.
///
/// # Errors
/// [`StoreError`].
pub fn all(connection: &Connection) -> Result<Vec<Category>, StoreError> {
    let sql = "SELECT id, name, class FROM transaction_category ORDER BY name";
    select!(connection, sql, [], |row: &Row<'_>| {
        let class = row.optional_text(2)?;
        let class = class.map(|word| word.parse().map_err(|_| unreadable("a transaction class", word)));
        Ok::<_, StoreError>(Category { id: row.get(0)?, name: row.string(1)?, class: class.transpose()? })
    })
}
