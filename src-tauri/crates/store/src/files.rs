//! Files that appear whole or not at all.

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};

use tempfile::TempPath;

/// An empty file on the same volume as `path`, readable by its owner only; gone when dropped.
pub(crate) fn temporary_beside(path: &Path) -> io::Result<TempPath> {
    let file = tempfile::Builder::new().prefix(".proforma-").suffix(".tmp").tempfile_in(folder(path))?;
    Ok(file.into_temp_path())
}

/// Gives a synced temporary file its name, over nothing, and makes the name durable.
pub(crate) fn put_in_place(file: TempPath, path: &Path) -> io::Result<()> {
    file.persist_noclobber(path).map_err(|error| error.error)?;
    // Only Unix lets a folder be opened; elsewhere the file system's journal keeps the name.
    if cfg!(unix) {
        File::open(folder(path))?.sync_all()?;
    }
    Ok(())
}

fn folder(path: &Path) -> PathBuf {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder.to_owned(),
        _ => PathBuf::from("."),
    }
}
