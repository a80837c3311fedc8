//! Taking back what a person has done, by the token that the doing gave.

use chrono::{DateTime, Utc};
use proforma_store::Connection;

use crate::{
    delete_draft,
    error::{ApiError, Refusal},
    mark_matching,
};

/// Takes a change back, all of it or nothing.
///
/// # Errors
/// [`ApiError::Refused`] where what was changed has moved on since, naming it.
pub fn undo(connection: &Connection, change: &str, now: DateTime<Utc>) -> Result<(), ApiError> {
    let at = |text: &str| DateTime::parse_from_rfc3339(text).map(|at| at.to_utc()).ok();
    match change.split_once(':') {
        Some(("mark", text)) => mark_matching::undo(connection, at(text).ok_or(Refusal::NothingToUndo)?, now),
        Some(("draft", _)) => delete_draft::undo_delete(connection, change, now),
        _ => Err(Refusal::NothingToUndo.into()),
    }
}
