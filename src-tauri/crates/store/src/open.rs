//! Creating and opening a book: one decision for each thing a file can be, and no guessing.
//!
//! Where the answer is no, the file stays as it is, byte for byte, and nothing appears beside it: the
//! questions are asked over a connection that takes no lock and keeps no log. A book is never erased and
//! started afresh.
//!
//! Source: `0001_book.sql`; SQLite's "Write-Ahead Logging" (read-only databases), "How To Corrupt".

mod aside;
mod error;
#[cfg(test)]
mod tests;

use std::{
    fs, io,
    path::{Path, PathBuf},
    time::Duration,
};

use crate::{Connection, Environment, backup, files, lease, migration, sqlite};

pub use aside::{NewBook, create_aside};
pub use error::OpenError;

/// What every SQLite file begins with.
const HEADER_BYTES: u64 = 100;

/// Up to this size a book is checked at every opening, larger ones after an unclean exit only: the check
/// reads the whole file, about two seconds per gigabyte in memory and more from a cold disk.
const CHEAP_TO_CHECK_BYTES: u64 = 64 << 20;

/// What a connection is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Access {
    /// Reading and writing.
    ReadWrite,
    /// Reading only, beside whoever writes.
    ReadOnly,
}

/// Why a book that was to be written can only be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ReadOnlyReason {
    /// The file is protected.
    File,
    /// The folder is protected, so no log can be kept beside the book.
    Folder,
}

/// An open book and what happened on the way.
#[derive(Debug)]
pub struct Opened {
    /// The connection.
    pub connection: Connection,
    /// What it may do: less than was asked where [`read_only_reason`](Self::read_only_reason) says why.
    pub access: Access,
    /// Why it is less than was asked.
    pub read_only_reason: Option<ReadOnlyReason>,
    /// The version that the book had before it was updated.
    pub migrated_from: Option<u32>,
    /// The verified copy of the book before the update.
    pub backup: Option<PathBuf>,
}

/// Creates a book and opens it. It appears whole or not at all, readable by its owner only.
///
/// # Errors
/// [`OpenError::Exists`] where there is a file already; others where the folder cannot be written.
pub fn create(path: &Path) -> Result<Connection, OpenError> {
    create_aside(path)?.finish()?;
    Ok(open(path, Access::ReadWrite)?.connection)
}

/// Opens a book, updating an older one. A further connection to a book in use opens the same way, and then
/// costs no check.
///
/// # Errors
/// One variant of [`OpenError`] per decision. The file is as it was then.
pub fn open(path: &Path, access: Access) -> Result<Opened, OpenError> {
    Opening { path, migrations: sqlite::MIGRATIONS, busy_timeout: sqlite::BUSY_TIMEOUT }.open(access)
}

/// One attempt to open; tests put other migrations and a shorter patience into it.
struct Opening<'a> {
    path: &'a Path,
    migrations: &'a [&'a str],
    busy_timeout: Duration,
}

impl Opening<'_> {
    fn open(&self, access: Access) -> Result<Opened, OpenError> {
        self.identify()?;
        self.check()?;
        // Again: the check lets SQLite undo a migration that was cut off, and then the version falls back.
        let version = self.identify()?;
        let mut migrated_from = None;
        let mut backup = None;
        if version < self.newest() {
            if access == Access::ReadOnly {
                return Err(self.older(version));
            }
            backup = self.update(version)?;
            migrated_from = backup.is_some().then_some(version);
        }
        let (connection, read_only_reason) = self.connect(access)?;
        let access = if read_only_reason.is_some() { Access::ReadOnly } else { access };
        Ok(Opened { connection, access, read_only_reason, migrated_from, backup })
    }

    fn newest(&self) -> u32 {
        u32::try_from(self.migrations.len()).expect("migrations are few")
    }

    /// The version of the book, where it is one of ours.
    ///
    /// The header of the file decides: a version never stands in a log alone, since new books and migrations
    /// use none.
    fn identify(&self) -> Result<u32, OpenError> {
        let path = || self.path.to_owned();
        let metadata = fs::metadata(self.path).map_err(|source| {
            if matches!(source.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory) {
                OpenError::Missing { path: path() }
            } else {
                OpenError::NotReadable { path: path(), source: source.into() }
            }
        })?;
        if !metadata.is_file() || metadata.len() < HEADER_BYTES {
            return Err(OpenError::NotABook { path: path() });
        }
        let identity = sqlite::open_untouched(self.path)
            .and_then(|connection| sqlite::identity(&connection))
            .map_err(|error| match error {
                error if sqlite::says_foreign(&error) => OpenError::NotABook { path: path() },
                error if sqlite::says_protected(&error) => {
                    OpenError::NotReadable { path: path(), source: error.into() }
                }
                error => self.failed(error),
            })?;
        if identity.application_id != sqlite::APPLICATION_ID {
            return Err(OpenError::OtherProgram { path: path() });
        }
        match u32::try_from(identity.version) {
            Ok(version) if version > self.newest() => {
                Err(OpenError::NewerVersion { path: path(), version, newest: self.newest() })
            }
            Ok(version) if version > 0 => Ok(version),
            _ => Err(self.corrupt(vec![format!("the header names version {}", identity.version)])),
        }
    }

    /// Refuses a damaged book, where a check is cheap or the last exit was unclean.
    ///
    /// A log or a journal beside a book that nobody uses is what an unclean exit leaves. Whoever uses the
    /// book has checked it, so that a further connection costs nothing.
    fn check(&self) -> Result<(), OpenError> {
        let is_used = || sqlite::log_of(self.path).exists() || sqlite::journal_of(self.path).exists();
        let was_used = is_used();
        let refusal = match if was_used { self.damage_alone() } else { self.damage_untouched() } {
            Ok(findings) if findings.is_empty() => return Ok(()),
            Ok(findings) => self.corrupt(findings),
            // In use by others, or protected, which is decided later.
            Err(error) if sqlite::says_busy(&error) || sqlite::says_protected(&error) => return Ok(()),
            Err(error) => self.failed(error),
        };
        // Somebody began to write under the eyes of a check that takes no lock: what it saw proves nothing.
        if !was_used && is_used() { Ok(()) } else { Err(refusal) }
    }

    /// Damage to a book with a log or a journal; busy where that belongs to another program.
    fn damage_alone(&self) -> rusqlite::Result<Vec<String>> {
        let is_unclean = size(&sqlite::log_of(self.path)) > 0 || size(&sqlite::journal_of(self.path)) > 0;
        let Some(connection) = sqlite::open_alone(self.path)? else { return Ok(Vec::new()) };
        if is_unclean || self.is_cheap() { sqlite::damage(&connection, false) } else { Ok(Vec::new()) }
    }

    /// Damage to a book that was closed.
    fn damage_untouched(&self) -> rusqlite::Result<Vec<String>> {
        let connection = sqlite::open_untouched(self.path)?;
        if sqlite::is_cut_off(&connection, size(self.path))? {
            return Ok(vec!["the file ends in the middle of a page".to_owned()]);
        }
        if self.is_cheap() { sqlite::damage(&connection, false) } else { Ok(Vec::new()) }
    }

    fn is_cheap(&self) -> bool {
        size(self.path) <= CHEAP_TO_CHECK_BYTES
    }

    /// Backs up an older book and migrates it as its only user; the backup, or none where another program
    /// was faster.
    fn update(&self, version: u32) -> Result<Option<PathBuf>, OpenError> {
        let connection =
            sqlite::open_to_migrate(self.path, self.busy_timeout).map_err(|error| match error {
                error if sqlite::says_protected(&error) => self.older(version),
                error => self.failed(error),
            })?;
        let Some(connection) = connection else { return Err(self.older(version)) };
        let now = sqlite::identity(&connection).map_err(|error| self.failed(error))?;
        if u32::try_from(now.version) != Ok(version) {
            return Ok(None);
        }
        let connection = Connection::new(connection);
        let copy = free_name(self.path, version);
        backup::back_up(&connection, &copy)
            .map_err(|source| OpenError::NotBackedUp { path: self.path.to_owned(), source })?;
        match migration::migrate(&connection.inner, self.migrations) {
            Ok(()) => Ok(Some(copy)),
            Err(source) => Err(OpenError::NotUpdated { path: self.path.to_owned(), backup: copy, source }),
        }
    }

    fn connect(&self, access: Access) -> Result<(Connection, Option<ReadOnlyReason>), OpenError> {
        let inner = sqlite::open_existing(self.path).map_err(|error| self.failed(error))?;
        if sqlite::is_protected(&inner).map_err(|error| self.failed(error))? {
            drop(inner);
            return self.connect_protected(ReadOnlyReason::File);
        }
        let configured = match access {
            Access::ReadWrite => sqlite::configure(&inner, self.busy_timeout),
            Access::ReadOnly => sqlite::configure_read_only(&inner, self.busy_timeout).map(|()| true),
        };
        match configured {
            Ok(true) => Ok((Connection::new(inner), None)),
            Ok(false) => Err(OpenError::UnfitFolder { path: self.path.to_owned() }),
            Err(error) if sqlite::says_protected(&error) => {
                drop(inner);
                // SQLite says the same of a log that it may not create or write and of one that it could not: the
                // disk is full, or failed.
                match self.may_keep_a_log() {
                    Ok(()) => Err(self.failed(error)),
                    Err(error) if is_protected(&error) => self.connect_protected(ReadOnlyReason::Folder),
                    Err(error) => Err(OpenError::Failed { path: self.path.to_owned(), source: error.into() }),
                }
            }
            Err(error) => Err(self.failed(error)),
        }
    }

    /// Whether a log can be created beside the book, and the one that is there be written. It has no locks that
    /// opening it here could drop.
    fn may_keep_a_log(&self) -> io::Result<()> {
        files::temporary_beside(self.path)?;
        match fs::OpenOptions::new().append(true).open(sqlite::log_of(self.path)) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
            Ok(_) | Err(_) => Ok(()),
        }
    }

    /// Opens what can only be read.
    ///
    /// A log beside the book may hold its last changes. Without its index and in a protected folder SQLite
    /// cannot read it, and reading past it would show an older state as if it were the last.
    fn connect_protected(
        &self,
        reason: ReadOnlyReason,
    ) -> Result<(Connection, Option<ReadOnlyReason>), OpenError> {
        let log = sqlite::log_of(self.path);
        let needs_recovery = || OpenError::NeedsRecovery { path: self.path.to_owned() };
        if size(&sqlite::journal_of(self.path)) > 0 {
            return Err(needs_recovery());
        }
        if log.exists() {
            let opened = sqlite::open_protected(self.path).and_then(|inner| {
                sqlite::configure_read_only(&inner, self.busy_timeout)?;
                Ok(inner)
            });
            match opened {
                Ok(inner) => return Ok((Connection::new(inner), Some(reason))),
                Err(error) if !sqlite::says_protected(&error) => return Err(self.failed(error)),
                Err(_) if size(&log) > 0 => return Err(needs_recovery()),
                Err(_) => {}
            }
        }
        let inner = sqlite::open_untouched(self.path).map_err(|error| self.failed(error))?;
        sqlite::configure_read_only(&inner, self.busy_timeout).map_err(|error| self.failed(error))?;
        Ok((Connection::new(inner), Some(reason)))
    }

    fn older(&self, version: u32) -> OpenError {
        OpenError::OlderVersion { path: self.path.to_owned(), version, newest: self.newest() }
    }

    fn corrupt(&self, findings: Vec<String>) -> OpenError {
        OpenError::Corrupt { path: self.path.to_owned(), findings }
    }

    fn failed(&self, error: rusqlite::Error) -> OpenError {
        let path = self.path.to_owned();
        match sqlite::classify(&error) {
            Some(Environment::Locked) => OpenError::Locked { path, holder: holder(self.path) },
            Some(Environment::Corrupt) => self.corrupt(vec![error.to_string()]),
            Some(Environment::DiskFull | Environment::ReadOnly | Environment::InputOutput) | None => {
                OpenError::Failed { path, source: error.into() }
            }
        }
    }
}

/// Who runs on a book that others hold, where even that can be read.
fn holder(path: &Path) -> Option<Box<lease::Held>> {
    let inner = sqlite::open_existing(path).ok()?;
    sqlite::configure_read_only(&inner, Duration::ZERO).ok()?;
    lease::read(&Connection::new(inner)).ok()?.held.map(Box::new)
}

/// A name beside the book for a copy of an older version, such as `adatum (version 1).proforma`.
fn free_name(path: &Path, version: u32) -> PathBuf {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let extension = path.extension().map(|text| format!(".{}", text.to_string_lossy())).unwrap_or_default();
    let mut copy = path.with_file_name(format!("{stem} (version {version}){extension}"));
    let mut number = 2;
    while copy.exists() {
        copy = path.with_file_name(format!("{stem} (version {version}, {number}){extension}"));
        number += 1;
    }
    copy
}

fn is_protected(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::PermissionDenied | io::ErrorKind::ReadOnlyFilesystem)
}

/// Bytes of a file; 0 where there is none. Asks without opening, see [`sqlite::open_untouched`].
fn size(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |metadata| metadata.len())
}
