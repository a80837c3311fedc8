//! What saving or deleting a form did, as the history holds it beside the fields: enough to put it back.

use std::fmt::Display;

use proforma_store::StoreError;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::{Map, Value};

use crate::{
    error::{ApiError, Refusal},
    record_changes::RecordChanges,
};

type Fields = Map<String, Value>;

/// A form that was typed, with what it was typed over where that is known.
#[derive(Debug)]
pub struct Typed<'f, F> {
    /// What was typed.
    pub form: &'f F,
    /// The form as it was read before; none for what is new, and where nobody has read it.
    pub as_read: Option<&'f F>,
}

impl<'f, F> From<&'f F> for Typed<'f, F> {
    fn from(form: &'f F) -> Self {
        Self { form, as_read: None }
    }
}

impl<F: PartialEq> Typed<'_, F> {
    /// Refuses a form that was typed over something else than what is there now: saving it would take back what somebody
    /// else has saved meanwhile.
    pub(crate) fn hold(&self, what: &str, present: Option<&F>) -> Result<(), Refusal> {
        match (self.as_read, present) {
            (Some(read), Some(present)) if read != present => {
                Err(Refusal::ChangedMeanwhile { what: what.to_owned() })
            }
            _ => Ok(()),
        }
    }
}

/// One record, before and after. Entries of earlier versions lack both, and have no way back.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct FormRecord {
    #[serde(flatten)]
    pub(crate) changes: RecordChanges,
    /// What the record is known by since: its id, or the number of a line.
    #[serde(default, rename = "of", skip_serializing_if = "String::is_empty")]
    pub(crate) key: String,
    /// Its name since, or before where it is gone; empty where it has none.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub(crate) name: String,
    /// As they were typed, the fields that were otherwise; all of them where the record is gone, none where it is new.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    was: Option<Fields>,
    /// The same fields after; all of them where the record is new, none where it is gone.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    is: Option<Fields>,
}

impl From<RecordChanges> for FormRecord {
    /// Of what was not typed as a form: its fields say all of it.
    fn from(changes: RecordChanges) -> Self {
        Self { changes, ..Self::default() }
    }
}

/// What a change did with its record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Deed {
    Added,
    Changed,
    Deleted,
}

/// What taking a change back does with its record.
#[derive(Debug)]
pub(crate) enum WayBack<F> {
    /// It was new, and goes.
    Goes,
    /// It is, or comes back as, this.
    Becomes(F),
    /// It has moved on since.
    Closed(String),
}

impl FormRecord {
    pub(crate) fn new<F: Serialize>(
        changes: RecordChanges,
        key: impl Display,
        before: Option<&F>,
        after: Option<&F>,
    ) -> Result<Self, ApiError> {
        let mut was = before.map(fields).transpose()?;
        let mut is = after.map(fields).transpose()?;
        let name = is.as_ref().or(was.as_ref()).and_then(|fields| fields.get("name")?.as_str());
        let name = name.unwrap_or_default().to_owned();
        if let (Some(was), Some(is)) = (&mut was, &mut is) {
            was.retain(|field, value| is.get(field) != Some(value));
            is.retain(|field, _| was.contains_key(field));
        }
        Ok(Self { changes, key: key.to_string(), name, was, is })
    }

    pub(crate) fn read(detail: &str) -> Result<Self, ApiError> {
        Ok(serde_json::from_str(detail)?)
    }

    /// As it stands in the history.
    pub(crate) fn detail(&self) -> Result<String, ApiError> {
        Ok(serde_json::to_string(self)?)
    }

    /// None in entries of earlier versions.
    pub(crate) fn deed(&self) -> Option<Deed> {
        match (&self.was, &self.is) {
            (None, Some(_)) => Some(Deed::Added),
            (Some(_), Some(_)) => Some(Deed::Changed),
            (Some(_), None) => Some(Deed::Deleted),
            (None, None) => None,
        }
    }

    /// What the record is known by now; none where it is gone.
    pub(crate) fn known_by(&self) -> Option<&str> {
        self.is.is_some().then_some(&self.key)
    }

    /// Where the record goes when the change is taken back; `present` is what it is now.
    pub(crate) fn way_back<F>(&self, present: Option<&F>) -> Result<WayBack<F>, ApiError>
    where
        F: Serialize + DeserializeOwned,
    {
        let closed = |why: &str| Ok(WayBack::Closed(why.to_owned()));
        match (&self.was, &self.is, present) {
            (None, None, _) => closed("an earlier version of the program did it"),
            (_, Some(_), None) => closed("it was deleted since"),
            (Some(_), None, Some(_)) => closed("another has its place by now"),
            (Some(was), None, None) => Ok(WayBack::Becomes(form(was.clone())?)),
            (was, Some(is), Some(present)) => {
                let mut now = fields(present)?;
                if is.iter().any(|(field, left)| now.get(field) != Some(left)) {
                    return closed("it was changed again since");
                }
                let Some(was) = was else { return Ok(WayBack::Goes) };
                now.extend(was.clone());
                Ok(WayBack::Becomes(form(now)?))
            }
        }
    }
}

fn fields(form: &impl Serialize) -> Result<Fields, ApiError> {
    let value = serde_json::to_value(form)?;
    let Value::Object(fields) = value else {
        return Err(StoreError::Unreadable { kind: "a form", value: value.to_string() }.into());
    };
    Ok(fields)
}

fn form<F: DeserializeOwned>(fields: Fields) -> Result<F, ApiError> {
    Ok(serde_json::from_value(Value::Object(fields))?)
}
