//! A set-up record that was added, changed or deleted goes back to what it was, by the rules that hold when it is saved.
//!
//! Source: SPEC 1, 2.5, 2.6, 3.

use proforma_store::{Connection, WriteTransaction, history::Entry};

use super::{COUNTED_WEEKS, forms::form_of, problems_of, remove, uses, write};
use crate::{
    changes::{FormCommand, goes_on},
    dto::{RecordForm, RecordKind},
    error::{ApiError, Refusal},
    form_record::{Deed, FormRecord, WayBack},
    record_changes::RecordChange,
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

/// Why what was done to a record can not be taken back; none where it can. What uses it is asked only where this is to be
/// thorough.
pub(crate) fn obstacle(
    connection: &Connection,
    entry: &Entry,
    is_thorough: bool,
) -> Result<Option<String>, ApiError> {
    let record = FormRecord::read(&entry.detail)?;
    let way_back = way_back(connection, &record)?;
    // Whoever is known by its name now may be another.
    if !matches!(way_back, None | Some((_, WayBack::Closed(_))))
        && goes_on(connection, None, entry, Some(&OF_RECORDS), |later| is_another(&record, later))?
    {
        return Ok(Some("it was renamed, deleted or added again since".to_owned()));
    }
    Ok(match way_back {
        None => Some("an earlier version of the program did it".to_owned()),
        Some((_, WayBack::Closed(why))) => Some(why),
        Some((_, WayBack::Goes | WayBack::Becomes(_))) if !is_thorough => None,
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

const OF_RECORDS: [FormCommand; 2] = [FormCommand::SaveRecord, FormCommand::DeleteRecord];

/// Whether a later entry makes the record, by what it is known by, another one.
fn is_another(record: &FormRecord, later: &Entry) -> bool {
    let Ok(later) = FormRecord::read(&later.detail) else { return false };
    let kind = |record: &FormRecord| record.changes.changes.first().map(|change| change.record.clone());
    let is_same = |id: &str| id == record.key;
    let names = is_same(&later.key) || later.changes.changes.iter().any(|change| is_same(&change.id));
    let is_moved = later.deed() != Some(Deed::Changed)
        || later.changes.changes.iter().any(|change| {
            change.field == RecordChange::always_filled(&change.record)
                && change.id.as_str() != later.key.as_str()
        });
    kind(&later) == kind(record) && names && is_moved
}

/// Takes it back; who calls has looked that it can be.
pub(crate) fn take_back(tx: &WriteTransaction<'_>, detail: &str) -> Result<(), ApiError> {
    let record = FormRecord::read(detail)?;
    match way_back(tx, &record)? {
        Some((kind, WayBack::Goes)) => match remove(tx, kind, &record.key)? {
            None => Ok(()),
            Some(_) => {
                let why = "its weeks were counted since; delete it, so that they stand in its history";
                Err(Refusal::NotTakenBack { why: why.to_owned() }.into())
            }
        },
        Some((_, WayBack::Becomes(form))) => write(tx, record.known_by(), &form).map(drop),
        Some((_, WayBack::Closed(why))) => Err(Refusal::NotTakenBack { why }.into()),
        None => Err(Refusal::NothingToUndo.into()),
    }
}
