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

impl RecordChange {
    /// A field that no record of a kind is without.
    pub(crate) fn always_filled(record: &str) -> &'static str {
        match record {
            "contract" | "contract_line" => "id",
            "holiday" => "date",
            _ => "name",
        }
    }

    /// Kind and id of a record whose change is taken back, with the id that it is told by then: contracts and lines are
    /// told by the id that they have after a change, what is known by its name by the one before.
    fn renamed(&self) -> Option<(String, String, String)> {
        let to = match self.record.as_str() {
            "contract" | "contract_line" if self.field == "id" => {
                self.after.as_ref().or(self.before.as_ref())
            }
            "unit" | "transaction_category" if self.field == "name" => {
                self.before.as_ref().or(self.after.as_ref())
            }
            "holiday" if self.field == "date" => self.before.as_ref().or(self.after.as_ref()),
            _ => None,
        }?;
        Some((self.record.clone(), self.id.clone(), to.clone()))
    }
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

    /// What taking these back does: the values the other way round, and each record by what it is known by then.
    pub(crate) fn taken_back(mut self) -> Self {
        for change in &mut self.changes {
            std::mem::swap(&mut change.before, &mut change.after);
        }
        let renamed: Vec<_> = self.changes.iter().filter_map(RecordChange::renamed).collect();
        for (record, from, to) in renamed {
            let of = self.changes.iter_mut().filter(|change| change.record == record && change.id == from);
            of.for_each(|change| change.id.clone_from(&to));
        }
        self
    }

    /// Whether the record that they are of is gone: what every record of its kind has, it has not.
    pub(crate) fn is_gone(&self) -> bool {
        let key = |change: &&RecordChange| change.field == RecordChange::always_filled(&change.record);
        self.changes.iter().find(key).is_some_and(|change| change.after.is_none())
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
