//! All that only SQLite has: pragmas, file identity, error codes. Another SQL engine would replace this file.

use rusqlite::{Connection, ErrorCode};

use crate::error::{Environment, StoreError};

/// "PRFM": tells a book from any other program's SQLite file.
pub(crate) const APPLICATION_ID: i32 = 0x5052_464D;

/// Migrations in order; `user_version` counts how many a book has seen.
pub(crate) const MIGRATIONS: &[&str] = &[include_str!("../migrations/0001_book.sql")];

/// Settings that every connection needs before its first statement.
///
/// WAL with `synchronous=FULL` loses no acknowledged commit on power loss; `trusted_schema` off and
/// `cell_size_check` on are SQLite's own advice for files from elsewhere.
pub(crate) fn configure(connection: &Connection) -> Result<(), StoreError> {
    connection.execute_batch(
        "PRAGMA busy_timeout = 5000;
         PRAGMA journal_mode = WAL;
         PRAGMA synchronous = FULL;
         PRAGMA fullfsync = ON;
         PRAGMA checkpoint_fullfsync = ON;
         PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA mmap_size = 0;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -65536;",
    )?;
    Ok(())
}

/// Makes an empty file a book of the newest version.
pub(crate) fn create_schema(connection: &Connection) -> Result<(), StoreError> {
    let transaction = rusqlite::Transaction::new_unchecked(connection, rusqlite::TransactionBehavior::Immediate)?;
    transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
    for migration in MIGRATIONS {
        transaction.execute_batch(migration)?;
    }
    transaction.pragma_update(None, "user_version", MIGRATIONS.len() as i64)?;
    transaction.commit()?;
    Ok(())
}

/// What an SQLite error means for the program.
pub(crate) fn classify(error: &rusqlite::Error) -> Option<Environment> {
    match error.sqlite_error_code()? {
        ErrorCode::DiskFull => Some(Environment::DiskFull),
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Some(Environment::Locked),
        ErrorCode::ReadOnly => Some(Environment::ReadOnly),
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Some(Environment::Corrupt),
        ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => Some(Environment::InputOutput),
        _ => None,
    }
}
