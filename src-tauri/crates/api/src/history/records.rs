//! Contracts, lines, schedules and set-up records, as the history has them: field by field.

use serde_json::Value;

use super::{
    telling::{Around, Told},
    values::{Written, changes},
    what_was_done::{counted, list},
};
use crate::{dto::HistoryRecord, record_changes::RecordChange};

fn record_of(word: &str) -> HistoryRecord {
    match word {
        "contract" => HistoryRecord::Contract,
        "contract_line" => HistoryRecord::ContractLine,
        "company" => HistoryRecord::Company,
        "customer" => HistoryRecord::Customer,
        "invoice_frequency" => HistoryRecord::InvoiceFrequency,
        "role" => HistoryRecord::Role,
        "resource" => HistoryRecord::Resource,
        "transaction_category" => HistoryRecord::TransactionCategory,
        "unit" => HistoryRecord::Unit,
        "holiday" => HistoryRecord::Holiday,
        _ => HistoryRecord::Other,
    }
}

/// Tells what was saved, moved or deleted.
pub(super) fn tell(command: &str, detail: &Value, around: &Around) -> Told {
    let mut told = Told::new(String::new());
    let mut first = None;
    for change in list(detail, "changes") {
        let text = |field: &str| change[field].as_str();
        let (Some(record), Some(id), Some(field)) = (text("record"), text("id"), text("field")) else {
            continue;
        };
        first.get_or_insert((record, id));
        if record == "contract_line" {
            told.lines.insert(id.to_owned());
        }
        let (before, after) = (text("before"), text("after"));
        let written = Written { record: record_of(record), id, field, before, after };
        changes(written, around.currency, &mut told.changes);
    }
    let first = Named { detail, id: first.unwrap_or_default() };
    told.text = if first.id.0 == "contract_line"
        || command.ends_with("_contract")
        || command == "set_contract_status"
    {
        first.of_contract(command, around, told.changes.len())
    } else {
        first.of_record(command)
    };
    told
}

/// The first record that an entry tells of, by kind and id.
struct Named<'d> {
    detail: &'d Value,
    id: (&'d str, &'d str),
}

impl<'d> Named<'d> {
    fn field(&self, name: &str) -> Option<&'d Value> {
        let (record, id) = self.id;
        let of =
            |change: &&Value| change["record"] == record && change["id"] == id && change["field"] == name;
        list(self.detail, "changes").iter().find(of)
    }

    /// Its name after the change, or else before it; its id where it has none.
    fn name(&self) -> &'d str {
        let named = self.field("name").or_else(|| self.field("date"));
        let name = named.and_then(|named| named["after"].as_str().or(named["before"].as_str()));
        name.unwrap_or(self.id.1)
    }

    /// A new one has all of its fields, and none of them had anything before.
    fn is_new(&self) -> bool {
        let always_filled = RecordChange::always_filled(self.id.0);
        self.field(always_filled).is_some_and(|filled| filled["before"].is_null())
    }

    fn of_record(&self, command: &str) -> String {
        let kind = self.id.0.replace('_', " ");
        match command {
            _ if kind == "company" => "Changed the company".to_owned(),
            "delete_record" => format!("Deleted the {kind} {}", self.name()),
            _ if self.is_new() => format!("Added the {kind} {}", self.name()),
            _ => format!("Changed the {kind} {}", self.name()),
        }
    }

    fn of_contract(&self, command: &str, around: &Around, count: usize) -> String {
        let id = self.id.1;
        let line =
            || around.lines.iter().find(|(_, key, _)| key == id).map_or(id, |(.., name)| name.as_str());
        match command {
            "save_contract" if self.is_new() => "Created the contract".to_owned(),
            "copy_contract" => {
                let from = self.field("copied_from").and_then(|change| change["after"].as_str());
                format!("Created the contract as a copy of {}", from.unwrap_or_default())
            }
            "delete_contract" => format!("Deleted the contract {}", deleted_contract(self.detail)),
            "set_contract_status" => self.status().to_owned(),
            "save_line" if self.is_new() => format!("Added the line {}", self.name()),
            "save_line" => format!("Changed the line {}", line()),
            "delete_line" => format!("Deleted the line {}", self.name()),
            "move_line" => format!("Moved the line {}", line()),
            "generate_schedule" => format!("Generated the schedule of {}", line()),
            "save_schedule_row" => format!("Saved a schedule row of {}", line()),
            "delete_schedule_rows" => format!("Deleted {} of {}", counted(count, "schedule row"), line()),
            _ => "Changed the contract".to_owned(),
        }
    }

    fn status(&self) -> &'static str {
        let status = self.field("status");
        let from_draft = status.is_some_and(|change| change["before"] == "draft");
        match status.and_then(|change| change["after"].as_str()) {
            Some("active") if from_draft => "Activated the contract",
            Some("active") => "Opened the contract again",
            Some("closed") => "Closed the contract",
            Some(_) | None => "Moved the contract to another status",
        }
    }
}

/// Of a contract that was deleted its lines come first.
fn deleted_contract(detail: &Value) -> &str {
    let own = |change: &&Value| change["record"] == "contract" && change["field"] == "name";
    let found = list(detail, "changes").iter().find(own);
    found.and_then(|change| change["before"].as_str()).unwrap_or_default()
}
