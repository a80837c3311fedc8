//! All that only SQLite has: pragmas, file identity, error codes. Another SQL engine would replace this file.

use std::{
    ffi::OsString,
    fmt::Write as _,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, ErrorCode, MAIN_DB, OpenFlags, config::DbConfig, ffi, functions::FunctionFlags};

use crate::{
    error::{Environment, StoreError},
    text_search::{begins_with, holds_words},
};

/// "PRFM": tells a book from any other program's SQLite file.
pub(crate) const APPLICATION_ID: i32 = 0x5052_464D;

/// Migrations in order; `user_version` counts how many a book has seen.
pub(crate) const MIGRATIONS: &[&str] = &[
    include_str!("../migrations/0001_book.sql"),
    include_str!("../migrations/0002_batch_job.sql"),
    include_str!("../migrations/0003_records.sql"),
    include_str!("../migrations/0004_last_done.sql"),
    include_str!("../migrations/0005_history_of_records.sql"),
    include_str!("../migrations/0006_history_is_kept.sql"),
    include_str!("../migrations/0007_way_back.sql"),
    include_str!("../migrations/0008_covered_ahead.sql"),
    include_str!("../migrations/0009_hours_per_unit.sql"),
    include_str!("../migrations/0010_listed_names.sql"),
    include_str!("../migrations/0011_own_changes.sql"),
    include_str!("../migrations/0012_numbers_are_given_once.sql"),
];

/// How long a statement waits for another program before it gives up.
pub(crate) const BUSY_TIMEOUT: Duration = Duration::from_secs(5);

/// Settings that every connection needs before its first statement.
///
/// `trusted_schema` off, `cell_size_check` on and the defensive mode are SQLite's own advice for files from
/// elsewhere. Some of these read the file already.
fn harden(connection: &Connection, busy_timeout: Duration) -> rusqlite::Result<()> {
    connection.busy_timeout(busy_timeout)?;
    // SQLite's own LIKE knows the case of ASCII letters only.
    text_function(connection, "holds_words", holds_words)?;
    text_function(connection, "begins_with", begins_with)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    // Plans never depend on bound values. Without this, SQLite plans many cached joins anew each time they are
    // bound, which costs ten times as much as running them.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.execute_batch(
        "PRAGMA foreign_keys = ON;
         PRAGMA trusted_schema = OFF;
         PRAGMA cell_size_check = ON;
         PRAGMA mmap_size = 0;
         PRAGMA temp_store = MEMORY;
         PRAGMA cache_size = -65536;",
    )
}

fn text_function(connection: &Connection, name: &str, judge: fn(&str, &str) -> bool) -> rusqlite::Result<()> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_DIRECTONLY;
    connection.create_scalar_function(name, 2, flags, move |context| {
        Ok(judge(context.get_raw(0).as_str()?, context.get_raw(1).as_str()?))
    })
}

/// Makes a connection that writes, and says whether the file keeps a write-ahead log now.
///
/// The log with `synchronous=FULL` loses no acknowledged commit on power loss. A file system without shared
/// memory cannot keep one; SQLite then stays with what it had and says nothing.
pub(crate) fn configure(connection: &Connection, busy_timeout: Duration) -> rusqlite::Result<bool> {
    harden(connection, busy_timeout)?;
    connection.execute_batch(
        "PRAGMA synchronous = FULL;
         PRAGMA fullfsync = ON;
         PRAGMA checkpoint_fullfsync = ON;",
    )?;
    let mode: String = connection.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0))?;
    Ok(mode == "wal")
}

/// Makes a connection that reads only; the first read shows whether the file can be read at all.
pub(crate) fn configure_read_only(connection: &Connection, busy_timeout: Duration) -> rusqlite::Result<()> {
    harden(connection, busy_timeout)?;
    connection.execute_batch("PRAGMA query_only = ON;")?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))
}

/// Makes a connection to a file that nobody knows yet: fast, since a power cut only costs an unfinished file.
pub(crate) fn configure_aside(connection: &Connection) -> rusqlite::Result<()> {
    harden(connection, BUSY_TIMEOUT)?;
    connection.query_row("PRAGMA journal_mode = MEMORY", [], |_| Ok(()))?;
    connection.execute_batch("PRAGMA synchronous = OFF;")
}

/// Opens a file to write it, without a look at it. Where the file is protected, SQLite opens it for reading.
pub(crate) fn open_existing(path: &Path) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

/// Opens a file that may only be read.
pub(crate) fn open_protected(path: &Path) -> rusqlite::Result<Connection> {
    Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX)
}

/// Opens a file without a lock, without a log and without recovery: nothing beside it appears or changes.
///
/// What only stands in a log is not seen. The file is not read through `std::fs`, because closing it there
/// would drop every POSIX lock that this process holds on it through other connections.
pub(crate) fn open_untouched(path: &Path) -> rusqlite::Result<Connection> {
    let flags =
        OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
    Connection::open_with_flags(immutable_uri(path), flags)
}

/// Opens a file as its only user and without ever writing what its log holds; none where it is protected,
/// since such a file cannot be locked. Busy where there is another user.
pub(crate) fn open_alone(path: &Path) -> rusqlite::Result<Option<Connection>> {
    let connection = open_existing(path)?;
    if is_protected(&connection)? {
        return Ok(None);
    }
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    lock_whole(&connection)?;
    harden(&connection, Duration::ZERO)?;
    connection.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    Ok(Some(connection))
}

/// Opens a file to migrate it: its only user from here until closed, and with a rollback journal. None where
/// it is protected.
///
/// With a log, the new version would stand in the log first, and another program that reads the header of
/// the file would take it for the old one.
pub(crate) fn open_to_migrate(path: &Path, busy_timeout: Duration) -> rusqlite::Result<Option<Connection>> {
    let connection = open_existing(path)?;
    if is_protected(&connection)? {
        return Ok(None);
    }
    lock_whole(&connection)?;
    harden(&connection, busy_timeout)?;
    connection.query_row("PRAGMA journal_mode = DELETE", [], |_| Ok(()))?;
    connection
        .execute_batch("PRAGMA synchronous = EXTRA; PRAGMA fullfsync = ON; BEGIN EXCLUSIVE; COMMIT;")?;
    Ok(Some(connection))
}

/// Lets the connection hold the whole file from its first read on. Before that read, so that the index of a
/// log stays in this program's memory and no file appears for it.
fn lock_whole(connection: &Connection) -> rusqlite::Result<()> {
    connection.query_row("PRAGMA locking_mode = EXCLUSIVE", [], |_| Ok(()))
}

/// A number that changes when another connection has written.
pub(crate) fn data_version(connection: &Connection) -> rusqlite::Result<i64> {
    connection.query_row("PRAGMA data_version", [], |row| row.get(0))
}

/// Whether SQLite could open the file only for reading.
pub(crate) fn is_protected(connection: &Connection) -> rusqlite::Result<bool> {
    connection.is_readonly(MAIN_DB)
}

/// Whose file it is, and of which version.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Identity {
    pub(crate) application_id: i32,
    pub(crate) version: i32,
}

/// Reads the identity from the header alone: no table need be readable for it, nor the whole file be there.
pub(crate) fn identity(connection: &Connection) -> rusqlite::Result<Identity> {
    connection.execute_batch("PRAGMA writable_schema = ON;")?;
    let application_id = connection.query_row("PRAGMA application_id", [], |row| row.get(0));
    let version = connection.query_row("PRAGMA user_version", [], |row| row.get(0));
    connection.execute_batch("PRAGMA writable_schema = OFF;")?;
    Ok(Identity { application_id: application_id?, version: version? })
}

/// Damage to the file, as sentences; none where it is sound. `thorough` compares each index with its table.
pub(crate) fn damage(connection: &Connection, thorough: bool) -> rusqlite::Result<Vec<String>> {
    let sql = if thorough { "PRAGMA integrity_check" } else { "PRAGMA quick_check" };
    let mut statement = connection.prepare(sql)?;
    let sentences = statement.query_map([], |row| row.get(0))?.collect::<rusqlite::Result<Vec<String>>>()?;
    // Several findings may come as one text.
    if let Some(error) = sentences.iter().flat_map(|text| text.lines()).find_map(failed_read) {
        return Err(error);
    }
    Ok(if sentences == ["ok"] { Vec::new() } else { sentences })
}

/// A page that could not be read, which SQLite's check reports among the damage: the disk failed, and nothing is
/// known of the book. SQLite gives no code for it but in this sentence; the walk over all faults of a disk
/// notices if its wording changes.
fn failed_read(finding: &str) -> Option<rusqlite::Error> {
    let code = match finding.split_once("unable to get the page. error code=") {
        Some((_, code)) => code.trim().parse().ok()?,
        None if finding.contains("failed to get page") => ffi::SQLITE_IOERR_READ,
        None => return None,
    };
    let error = ffi::Error::new(code);
    let is_damage = matches!(error.code, ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase);
    (!is_damage).then(|| rusqlite::Error::SqliteFailure(error, Some(finding.to_owned())))
}

/// Whether the file ends in the middle of a page. SQLite reads zeros there and finds nothing wrong.
pub(crate) fn is_cut_off(connection: &Connection, bytes: u64) -> rusqlite::Result<bool> {
    let page_bytes: u32 = connection.query_row("PRAGMA page_size", [], |row| row.get(0))?;
    Ok(!bytes.is_multiple_of(u64::from(page_bytes)))
}

/// Rows that point to rows that do not exist, as sentences.
pub(crate) fn dangling(connection: &Connection) -> rusqlite::Result<Vec<String>> {
    let mut statement = connection.prepare("PRAGMA foreign_key_check")?;
    let sentences = statement.query_map([], |row| {
        let (table, id, parent): (String, Option<i64>, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        let row = id.map_or_else(|| "a row".to_owned(), |id| format!("row {id}"));
        Ok(format!("{row} of {table} points to a row of {parent} that does not exist"))
    })?;
    sentences.collect()
}

/// Writes a whole, tidy copy into an empty or missing file.
pub(crate) fn copy_into(connection: &Connection, path: &Path) -> Result<(), StoreError> {
    let name = path.to_str().ok_or_else(|| StoreError::Unreadable {
        kind: "a folder name in Unicode",
        value: path.to_string_lossy().into_owned(),
    })?;
    connection.execute("VACUUM INTO ?1", [name])?;
    Ok(())
}

/// Lets the book grow to so many pages and no further.
pub(crate) fn limit_pages(connection: &Connection, pages: u32) -> rusqlite::Result<()> {
    connection.pragma_update_and_check(None, "max_page_count", pages, |_| Ok(()))
}

/// How many pages the book has.
pub(crate) fn page_count(connection: &Connection) -> rusqlite::Result<u32> {
    connection.query_row("PRAGMA page_count", [], |row| row.get(0))
}

/// The write-ahead log beside a book.
pub(crate) fn log_of(path: &Path) -> PathBuf {
    beside(path, "-wal")
}

/// The rollback journal beside a book.
pub(crate) fn journal_of(path: &Path) -> PathBuf {
    beside(path, "-journal")
}

fn beside(path: &Path, suffix: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(suffix);
    PathBuf::from(name)
}

/// Every byte that could mean something in a URI is escaped: a `?` in a folder name would end the path.
fn immutable_uri(path: &Path) -> String {
    let absolute = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut uri = String::from("file://");
    let bytes = absolute.as_os_str().as_encoded_bytes();
    if !bytes.starts_with(b"/") {
        uri.push('/');
    }
    for &byte in bytes {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'/' | b'-' | b'_' | b'.' | b':' => uri.push(char::from(byte)),
            _ if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            _ => write!(uri, "%{byte:02X}").expect("a String takes any text"),
        }
    }
    uri + "?immutable=1"
}

/// What an SQLite error means for the program.
#[expect(clippy::wildcard_enum_match_arm, reason = "a code that is not about the surroundings is a refusal")]
pub(crate) fn classify(error: &rusqlite::Error) -> Option<Environment> {
    match error.sqlite_error_code()? {
        ErrorCode::DiskFull => Some(Environment::DiskFull),
        ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Some(Environment::Locked),
        ErrorCode::ReadOnly => Some(Environment::ReadOnly),
        ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Some(Environment::Corrupt),
        ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => {
            Some(Environment::InputOutput)
        }
        _ => None,
    }
}

/// Whether the error says that the file or its folder cannot be written.
pub(crate) fn says_protected(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied)
    )
}

/// Whether the error says that another connection stands in the way.
pub(crate) fn says_busy(error: &rusqlite::Error) -> bool {
    classify(error) == Some(Environment::Locked)
}

/// Whether the error says that the file is no SQLite database.
pub(crate) fn says_foreign(error: &rusqlite::Error) -> bool {
    error.sqlite_error_code() == Some(ErrorCode::NotADatabase)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_library_is_new_enough() {
        assert!(
            rusqlite::version_number() >= 3_051_003,
            "older ones may corrupt a book with two connections"
        );
    }

    #[cfg(unix)]
    #[test]
    fn a_path_cannot_speak_in_the_uri() {
        let uri = immutable_uri(Path::new("/tmp/a b?immutable=0#100%/böok.proforma"));
        assert_eq!(uri, "file:///tmp/a%20b%3Fimmutable%3D0%23100%25/b%C3%B6ok.proforma?immutable=1");
    }
}
