//! What the history says of a record that was set up or changed: field by field, before and after.

use proforma_store::StoreError;
use serde::{Deserialize, Serialize};

/// One field of one record that has changed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(crate) struct RecordChange {
    /// Which kind of record: `customer`, `contract_line`.
    pub(crate) record: String,
    /// The author's id of it.
    pub(crate) id: String,
    /// Which field.
    pub(crate) field: String,
    /// What it was; none where it was empty, or the record was not there.
    pub(crate) before: Option<String>,
    /// What it is; none where it is empty, or the record is gone.
    pub(crate) after: Option<String>,
}

/// What one command changed.
#[derive(Debug, Default, Serialize, Deserialize)]
pub(crate) struct RecordChanges {
    /// Field by field.
    pub(crate) changes: Vec<RecordChange>,
}

impl RecordChanges {
    /// Takes in a field of a record, where it has changed.
    pub(crate) fn field(
        &mut self,
        (record, id): (&str, &str),
        field: impl Into<String>,
        before: Option<String>,
        after: Option<String>,
    ) {
        let (before, after) = (before.filter(|text| !text.is_empty()), after.filter(|text| !text.is_empty()));
        if before != after {
            let (record, id, field) = (record.to_owned(), id.to_owned(), field.into());
            self.changes.push(RecordChange { record, id, field, before, after });
        }
    }

    /// Takes in all fields of a record as they were and as they are; a field that one of them lacks is empty there.
    pub(crate) fn record(
        &mut self,
        name: (&str, &str),
        before: Vec<(String, Option<String>)>,
        after: Vec<(String, Option<String>)>,
    ) {
        let mut rest = before;
        for (field, after) in after {
            let found = rest.iter().position(|(known, _)| *known == field);
            let before = found.and_then(|place| rest.remove(place).1);
            self.field(name, field, before, after);
        }
        for (field, before) in rest {
            self.field(name, field, before, None);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.changes.is_empty()
    }

    /// As it stands in the history.
    pub(crate) fn detail(&self) -> Result<String, StoreError> {
        serde_json::to_string(self)
            .map_err(|error| StoreError::Unreadable { kind: "a change", value: error.to_string() })
    }
}
