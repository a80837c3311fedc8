//! A book that nobody sees until it is finished.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use tempfile::TempPath;

use super::OpenError;
use crate::{Connection, StoreError, files, migration, sqlite};

/// A new book under a temporary name; dropped unfinished, it leaves no trace.
#[derive(Debug)]
pub struct NewBook {
    // First, so that it is closed before the file goes.
    connection: Connection,
    file: TempPath,
    path: PathBuf,
}

/// Creates a book under a temporary name beside its later place, for whoever makes a whole book or nothing.
///
/// # Errors
/// [`OpenError::Exists`] where there is a file already; [`OpenError::Failed`] where the folder cannot be
/// written.
pub fn create_aside(path: &Path) -> Result<NewBook, OpenError> {
    if fs::symlink_metadata(path).is_ok() {
        return Err(OpenError::Exists { path: path.to_owned() });
    }
    let failed = |source| OpenError::Failed { path: path.to_owned(), source };
    let file = files::temporary_beside(path).map_err(|error| failed(error.into()))?;
    let connection = sqlite::open_existing(&file).map_err(|error| failed(error.into()))?;
    sqlite::configure_aside(&connection).map_err(|error| failed(error.into()))?;
    migration::migrate(&connection, sqlite::MIGRATIONS).map_err(failed)?;
    Ok(NewBook { connection: Connection::new(connection), file, path: path.to_owned() })
}

impl NewBook {
    /// The connection to fill it over.
    #[must_use]
    pub fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Makes it durable and puts it in its place, over nothing.
    ///
    /// # Errors
    /// [`OpenError::Exists`] where a file has appeared meanwhile, which is left alone;
    /// [`OpenError::Failed`]. There is no new book then.
    pub fn finish(self) -> Result<(), OpenError> {
        let Self { connection, file, path } = self;
        let failed = |source: StoreError| OpenError::Failed { path: path.clone(), source };
        connection.inner.close().map_err(|(_, error)| failed(error.into()))?;
        let synced = File::options().write(true).open(&file).and_then(|file| file.sync_all());
        synced.map_err(|error| failed(error.into()))?;
        files::put_in_place(file, &path).map_err(|error| {
            if error.kind() == io::ErrorKind::AlreadyExists {
                OpenError::Exists { path: path.clone() }
            } else {
                failed(error.into())
            }
        })
    }
}
