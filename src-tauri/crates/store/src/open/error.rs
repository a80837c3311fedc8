//! Why a book was not created or opened, in words for whoever asked.

use std::path::PathBuf;

use crate::{StoreError, backup::BackupError, lease::Held};

/// Why a book was not created or opened. The file, if there is one, is as it was.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// No such file.
    #[error("there is no book at {}; look for it elsewhere, or create a new one", path.display())]
    Missing {
        /// Where.
        path: PathBuf,
    },
    /// A new book was to be created where a file is.
    #[error("there is already a file at {}; choose another name", path.display())]
    Exists {
        /// Where.
        path: PathBuf,
    },
    /// Empty, a folder, or another kind of file.
    #[error("{} is not a book; choose another file", path.display())]
    NotABook {
        /// Which.
        path: PathBuf,
    },
    /// A database of another program.
    #[error("{} belongs to another program; choose another file", path.display())]
    OtherProgram {
        /// Which.
        path: PathBuf,
    },
    /// Written by a later version of this program.
    #[error("{} was saved by a newer version of this program (book version {version}, this program reads up to {newest}); install the newer version, then open it again", path.display())]
    NewerVersion {
        /// Which.
        path: PathBuf,
        /// The book's version.
        version: u32,
        /// The newest version that this program reads.
        newest: u32,
    },
    /// Written by an earlier version, and it cannot be updated, because it is opened for reading only.
    #[error("{} was saved by an older version of this program (book version {version}, this program needs {newest}) and cannot be updated where it is opened for reading only; open it for writing, or open a copy in a folder of your own", path.display())]
    OlderVersion {
        /// Which.
        path: PathBuf,
        /// The book's version.
        version: u32,
        /// The version that this program reads.
        newest: u32,
    },
    /// Another program uses the book and does not let go within the busy timeout.
    #[error("{} is in use{}; close it there, then try again", path.display(), by(holder.as_deref()))]
    Locked {
        /// Which.
        path: PathBuf,
        /// Who runs on it, where that could be read.
        holder: Option<Box<Held>>,
    },
    /// The user may not read it.
    #[error("{} cannot be read; ask its owner for the right to open it", path.display())]
    NotReadable {
        /// Which.
        path: PathBuf,
        /// What the system said.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// It was not closed properly, and its folder is protected.
    #[error("{} was not closed properly and cannot be put in order in a protected folder; copy it, together with the files beside it whose names begin the same, to a folder of your own and open the copy", path.display())]
    NeedsRecovery {
        /// Which.
        path: PathBuf,
    },
    /// The file system cannot keep a book that is in use.
    #[error("the folder of {} cannot hold a book in use, as network folders often cannot; move the book to a folder on this computer", path.display())]
    UnfitFolder {
        /// Which.
        path: PathBuf,
    },
    /// The file is damaged.
    #[error("{} is damaged; it was left as it is: keep it, and go on with a backup", path.display())]
    Corrupt {
        /// Which.
        path: PathBuf,
        /// What the check found.
        findings: Vec<String>,
    },
    /// An older book was not updated, because no verified copy of it could be made.
    #[error("{} was saved by an older version of this program and was not updated, because no sound copy of it could be made first; make room beside it and open it again, or go on with an earlier backup", path.display())]
    NotBackedUp {
        /// Which.
        path: PathBuf,
        /// Why there is no copy.
        source: BackupError,
    },
    /// Updating an older book failed and was undone.
    #[error("{} could not be updated to this version of the program; the book holds what it held before, and a copy is at {}", path.display(), backup.display())]
    NotUpdated {
        /// Which.
        path: PathBuf,
        /// The verified copy.
        backup: PathBuf,
        /// Why.
        source: StoreError,
    },
    /// Reading or writing failed.
    #[error("{} could not be opened or created; see whether the disk is there and has room, then try again", path.display())]
    Failed {
        /// Which.
        path: PathBuf,
        /// Why.
        source: StoreError,
    },
}

fn by(holder: Option<&Held>) -> String {
    holder.map_or_else(
        || " by another program".to_owned(),
        |held| format!(" by {} on {}", held.holder.program, held.holder.host),
    )
}
