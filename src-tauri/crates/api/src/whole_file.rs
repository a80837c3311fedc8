//! Files that appear whole or not at all.

use std::{fs::File, path::Path};

use crate::error::ApiError;

/// Writes a file aside and puts it in its place when it is done; one of the same name is replaced.
///
/// # Errors
/// [`ApiError::NotWritten`] where the file or its folder cannot be written, or what `write` fails with; nothing is left
/// behind then.
pub(crate) fn write(
    path: &Path,
    write: impl FnOnce(&mut File) -> Result<(), ApiError>,
) -> Result<(), ApiError> {
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = new_file_in(folder).map_err(ApiError::NotWritten)?;
    write(file.as_file_mut()).map_err(|error| {
        if let ApiError::Output(error) = error { ApiError::NotWritten(error) } else { error }
    })?;
    file.as_file().sync_all().map_err(ApiError::NotWritten)?;
    file.persist(path).map_err(|error| ApiError::NotWritten(error.error))?;
    Ok(())
}

/// A file for others too, as far as the system's mask lets them: it is meant to be passed on.
#[cfg(unix)]
fn new_file_in(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    use std::{fs::Permissions, os::unix::fs::PermissionsExt};
    tempfile::Builder::new().permissions(Permissions::from_mode(0o666)).tempfile_in(folder)
}

#[cfg(not(unix))]
fn new_file_in(folder: &Path) -> std::io::Result<tempfile::NamedTempFile> {
    tempfile::NamedTempFile::new_in(folder)
}
