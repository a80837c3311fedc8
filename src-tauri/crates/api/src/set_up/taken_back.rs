//! A set-up record that was added, changed or deleted goes back to what it was, by the rules that hold when it is saved.
//!
//! Source: SPEC 1, 2.5, 2.6, 3.

use proforma_store::{Connection, WriteTransaction};

use super::{COUNTED_WEEKS, forms::form_of, problems_of, remove, uses, write};
use crate::{
    dto::{RecordForm, RecordKind},
    error::{ApiError, Refusal},
    form_record::{FormRecord, WayBack},
};

/// The kind of the record, and where it goes.
fn way_back(
    connection: &Connection,
    record: &FormRecord,
) -> Result<Option<(RecordKind, WayBack<RecordForm>)>, ApiError> {
    let named = record.changes.changes.first().map(|change| change.record.as_str());
    let Some(kind) = RecordKind::ALL.into_iter().find(|kind| Some(kind.as_str()) == named) else {
        return Ok(None);
    };
    let present = match form_of(connection, kind, &record.key) {
        Ok(form) => Some(form),
        Err(ApiError::NotFound { .. }) => None,
        Err(error) => return Err(error),
    };
    Ok(Some((kind, record.way_back(present.as_ref())?)))
}

/// Why what was done to a record can not be taken back; none where it can.
pub(crate) fn obstacle(connection: &Connection, detail: &str) -> Result<Option<String>, ApiError> {
    let record = FormRecord::read(detail)?;
    Ok(match way_back(connection, &record)? {
        None => Some("an earlier version of the program did it".to_owned()),
        Some((_, WayBack::Closed(why))) => Some(why),
        Some((kind, WayBack::Goes)) => {
            let uses = uses::of(connection, kind, &record.key)?;
            (!uses.is_empty()).then(|| format!("it is used by {} by now", uses::sentence(&uses)))
        }
        Some((_, WayBack::Becomes(form))) => {
            let counted = record.changes.changes.iter().any(|change| change.field == COUNTED_WEEKS);
            let present = record.known_by();
            let problem = problems_of(connection, present, &form)?.into_list().into_iter().next();
            if counted {
                Some("the weeks that were counted of it are gone; add it anew".to_owned())
            } else {
                problem.map(|problem| problem.message)
            }
        }
    })
}

/// Takes it back; who calls has looked that it can be.
pub(crate) fn take_back(tx: &WriteTransaction<'_>, detail: &str) -> Result<(), ApiError> {
    let record = FormRecord::read(detail)?;
    match way_back(tx, &record)? {
        Some((kind, WayBack::Goes)) => remove(tx, kind, &record.key).map(drop),
        Some((_, WayBack::Becomes(form))) => write(tx, record.known_by(), &form).map(drop),
        Some((_, WayBack::Closed(why))) => Err(Refusal::NotTakenBack { why }.into()),
        None => Err(Refusal::NothingToUndo.into()),
    }
}
