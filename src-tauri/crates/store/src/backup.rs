//! A copy of a book that is known to be good.
//!
//! A copy counts only once it has been read back: it is written under a temporary name, checked, made
//! durable and then named. It never replaces a file.

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};

use crate::{Connection, StoreError, files, sqlite};

/// Why there is no backup. Nothing was left behind.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is a file of that name.
    #[error("there is already a file at {}", path.display())]
    Exists {
        /// Where.
        path: PathBuf,
    },
    /// The book could not be copied.
    #[error("the book could not be copied to {}", path.display())]
    NotCopied {
        /// Where.
        path: PathBuf,
        /// Why.
        source: StoreError,
    },
    /// The copy is not sound.
    #[error("the copy at {} was not sound and was thrown away", path.display())]
    NotSound {
        /// Where.
        path: PathBuf,
        /// What the check found.
        findings: Vec<String>,
    },
    /// The copy could not be stored.
    #[error("the copy at {} could not be stored", path.display())]
    NotStored {
        /// Where.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
}

/// Writes a checked copy of the book as it stands; others may go on writing meanwhile.
///
/// # Errors
/// [`BackupError`]; then there is no file at `path` that was not there before.
pub fn back_up(connection: &Connection, path: &Path) -> Result<(), BackupError> {
    let not_stored = |source: io::Error| {
        if source.kind() == io::ErrorKind::AlreadyExists {
            BackupError::Exists { path: path.to_owned() }
        } else {
            BackupError::NotStored { path: path.to_owned(), source }
        }
    };
    let not_copied = |source| BackupError::NotCopied { path: path.to_owned(), source };
    let file = files::temporary_beside(path).map_err(not_stored)?;
    sqlite::copy_into(&connection.inner, &file).map_err(not_copied)?;
    let findings = findings(connection, &file).map_err(not_copied)?;
    if !findings.is_empty() {
        return Err(BackupError::NotSound { path: path.to_owned(), findings });
    }
    File::options().write(true).open(&file).and_then(|file| file.sync_all()).map_err(not_stored)?;
    files::put_in_place(file, path).map_err(not_stored)
}

fn findings(connection: &Connection, copy: &Path) -> Result<Vec<String>, StoreError> {
    let copied = sqlite::open_untouched(copy)?;
    let mut findings = sqlite::damage(&copied, true)?;
    findings.extend(sqlite::dangling(&copied)?);
    if sqlite::identity(&copied)? != sqlite::identity(&connection.inner)? {
        findings.push("the copy is of another version than the book".to_owned());
    }
    Ok(findings)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::{history, open};

    #[test]
    fn a_backup_is_whole_sound_and_in_one_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let book = open::create(&folder.path().join("a.proforma")).expect("a book");
        let at = chrono::DateTime::UNIX_EPOCH;
        let tx = book.write().expect("a transaction");
        history::append(&tx, None, at, "create", "{}").expect("an entry");
        tx.commit().expect("committed");
        let copy = folder.path().join("b.proforma");
        back_up(&book, &copy).expect("a backup, while the book is open");
        assert!(!sqlite::log_of(&copy).exists(), "a backup is a single file");
        let copy = open::open(&copy, open::Access::ReadOnly).expect("the copy opens");
        let entries = |connection| history::read(connection, None).expect("entries");
        assert_eq!(entries(&copy.connection), entries(&book), "the copy holds what stood in the log too");
    }

    #[test]
    fn a_backup_replaces_nothing_and_a_failed_one_leaves_nothing() {
        let folder = tempfile::tempdir().expect("a folder");
        let book = open::create(&folder.path().join("a.proforma")).expect("a book");
        let taken = folder.path().join("taken");
        fs::write(&taken, "mine").expect("a file");
        assert!(matches!(back_up(&book, &taken), Err(BackupError::Exists { .. })), "the name is taken");
        assert_eq!(fs::read(&taken).expect("the file"), b"mine", "the file is left alone");
        let nowhere = folder.path().join("missing").join("b.proforma");
        assert!(matches!(back_up(&book, &nowhere), Err(BackupError::NotStored { .. })), "no such folder");
        let left = fs::read_dir(folder.path()).expect("the folder").count();
        assert_eq!(left, 4, "the book with its log and index, and the other file");
    }
}
