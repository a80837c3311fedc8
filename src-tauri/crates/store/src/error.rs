//! What can go wrong between the program and the book on disk.

use std::io;

use crate::sqlite;

/// A fault of the surroundings, not of the data: it stops a run, it never parks a contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Environment {
    /// No room left on the disk.
    DiskFull,
    /// Another program holds the book for longer than the busy timeout.
    Locked,
    /// The file or its folder cannot be written.
    ReadOnly,
    /// The file is damaged.
    Corrupt,
    /// Reading or writing failed.
    InputOutput,
}

/// What a check of the file found.
#[derive(Debug, thiserror::Error)]
#[error("{}", .0.join("; "))]
pub(crate) struct Findings(pub(crate) Vec<String>);

/// Why the store could not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// The disk is full: nothing of the change was written.
    #[error("the disk is full; nothing of this change was written")]
    DiskFull(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The book is held by another program.
    #[error("another program holds the book; try again when it has finished")]
    Locked(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The book cannot be written.
    #[error("the book is read-only")]
    ReadOnly(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The book is damaged.
    #[error("the book is damaged")]
    Corrupt(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// Reading or writing failed.
    #[error("the book could not be read or written")]
    InputOutput(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// The database refused a statement: a rule of the schema was about to be broken.
    #[error("the book refuses the change: {source}")]
    Refused {
        /// What the database said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A row that must have changed did not: somebody else changed it first.
    #[error("{what} was changed by somebody else in the meantime")]
    Conflict {
        /// What was to be changed.
        what: String,
    },
    /// The lease was lost: another program may be running, so nothing is written.
    #[error("the lease on the book was lost to another program; nothing more is written")]
    LeaseLost,
    /// A stored value does not read as what it must be.
    #[error("the book holds \"{value}\" where {kind} must be")]
    Unreadable {
        /// What was expected.
        kind: &'static str,
        /// What was found.
        value: String,
    },
}

impl StoreError {
    /// Whether the surroundings failed, and how; none where the data is to blame.
    #[must_use]
    pub fn environment(&self) -> Option<Environment> {
        match self {
            Self::DiskFull(_) => Some(Environment::DiskFull),
            Self::Locked(_) => Some(Environment::Locked),
            Self::ReadOnly(_) => Some(Environment::ReadOnly),
            Self::Corrupt(_) | Self::Unreadable { .. } => Some(Environment::Corrupt),
            Self::InputOutput(_) => Some(Environment::InputOutput),
            Self::Refused { .. } | Self::Conflict { .. } | Self::LeaseLost => None,
        }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        match sqlite::classify(&error) {
            Some(Environment::DiskFull) => Self::DiskFull(error.into()),
            Some(Environment::Locked) => Self::Locked(error.into()),
            Some(Environment::ReadOnly) => Self::ReadOnly(error.into()),
            Some(Environment::Corrupt) => Self::Corrupt(error.into()),
            Some(Environment::InputOutput) => Self::InputOutput(error.into()),
            None => Self::Refused { source: error.into() },
        }
    }
}

impl From<io::Error> for StoreError {
    fn from(error: io::Error) -> Self {
        if matches!(error.kind(), io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded) {
            Self::DiskFull(error.into())
        } else if error.kind() == io::ErrorKind::ReadOnlyFilesystem {
            Self::ReadOnly(error.into())
        } else {
            Self::InputOutput(error.into())
        }
    }
}
