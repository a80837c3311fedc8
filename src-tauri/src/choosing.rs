//! Files that a person chooses for the book and that are read at once.

use std::{
    fs::File,
    io::{self, Read},
    path::Path,
};

use proforma_api::{
    dto::ChosenLogo,
    set_up::{LOGO_BYTES_MAX, chosen_logo},
};
use tauri::AppHandle;

use crate::{
    dialogs,
    error::{CommandError, ErrorCode},
};

/// A picture for the company; none where the dialog is closed without a choice.
pub(crate) fn logo(app: &AppHandle) -> Result<Option<ChosenLogo>, CommandError> {
    let Some(path) = dialogs::open_logo(app) else { return Ok(None) };
    let unreadable = |error: io::Error| {
        CommandError::new(ErrorCode::Refused, format!("the picture cannot be read: {error}"))
    };
    let bytes = beginning(&path, LOGO_BYTES_MAX).map_err(unreadable)?;
    Ok(Some(chosen_logo(bytes)?))
}

/// A file, of a larger one no more than shows that it is larger.
fn beginning(path: &Path, bytes_max: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(bytes_max as u64 + 1).read_to_end(&mut bytes)?;
    Ok(bytes)
}
