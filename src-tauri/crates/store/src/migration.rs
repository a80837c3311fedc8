//! From an empty file or an older book to the newest version, in one transaction.
//!
//! A new book takes the same way as an old one, so both end with the same schema. All steps are one
//! transaction: where one fails, the book is what it was.

use rusqlite::{Connection, Transaction, TransactionBehavior};

use crate::{
    error::{Findings, StoreError},
    sqlite,
};

/// Brings a file to the version that the list ends with; nothing to do where it is there.
///
/// Foreign keys are off meanwhile, because a step that rebuilds a table drops the old one; the check before
/// the commit covers all of them.
///
/// # Errors
/// [`StoreError`] with the file as it was; [`StoreError::Refused`] also where the result is not sound.
pub(crate) fn migrate(connection: &Connection, migrations: &[&str]) -> Result<(), StoreError> {
    connection.execute_batch("PRAGMA foreign_keys = OFF;")?;
    let result = migrate_unguarded(connection, migrations);
    connection.execute_batch("PRAGMA foreign_keys = ON;")?;
    result
}

fn migrate_unguarded(connection: &Connection, migrations: &[&str]) -> Result<(), StoreError> {
    let transaction = Transaction::new_unchecked(connection, TransactionBehavior::Immediate)?;
    let from = usize::try_from(sqlite::identity(&transaction)?.version).unwrap_or(0);
    transaction.pragma_update(None, "application_id", sqlite::APPLICATION_ID)?;
    for migration in migrations.iter().skip(from) {
        transaction.execute_batch(migration)?;
    }
    let version = i32::try_from(migrations.len()).expect("migrations are few");
    transaction.pragma_update(None, "user_version", version)?;
    let mut findings = sqlite::dangling(&transaction)?;
    findings.extend(sqlite::damage(&transaction, false)?);
    if !findings.is_empty() {
        return Err(StoreError::Refused { source: Findings(findings).into() });
    }
    Ok(transaction.commit()?)
}
