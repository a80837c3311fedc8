//! What each command says of itself in the history, in words and field by field.

use chrono::NaiveDate;
use proforma_store::history::Entry;
use serde_json::{Map, Value};

use super::{
    billing, records,
    telling::{Around, Told},
    values::{Written, changes, label, sentence, value},
};
use crate::{
    changes::UNDO,
    dto::{HistoryAbout, HistoryChange, HistoryRecord},
    reason_text::day,
};

/// What an entry is about.
pub(super) fn about(entry: &Entry) -> HistoryAbout {
    if entry.command == UNDO {
        let detail: Value = serde_json::from_str(&entry.detail).unwrap_or_default();
        return about_command(detail["command"].as_str().unwrap_or_default());
    }
    about_command(&entry.command)
}

fn about_command(command: &str) -> HistoryAbout {
    match command {
        "save_contract"
        | "save_line"
        | "delete_line"
        | "move_line"
        | "copy_contract"
        | "set_contract_status"
        | "delete_contract"
        | "save_record"
        | "delete_record" => HistoryAbout::SetUp,
        "generate_schedule" | "save_schedule_row" | "delete_schedule_rows" | "skip_rows" | "unskip_rows" => {
            HistoryAbout::Schedule
        }
        "enter_transactions" | "change_transactions" | "delete_transactions" | "import_transactions" => {
            HistoryAbout::Transactions
        }
        "mark" | "mark_matching" | "set_limit_state" => HistoryAbout::Billing,
        "create_book" | "import" | "job_stopped_working" => HistoryAbout::Book,
        job if job.ends_with("_job") => HistoryAbout::Book,
        // All that is left is done to drafts and invoices.
        _ => HistoryAbout::Invoices,
    }
}

/// Tells what a command did; `is_own` says whether numbers of rows in its detail are this book's.
pub(super) fn tell(command: &str, detail: &Value, around: &Around, is_own: bool) -> Told {
    match command {
        "save_contract"
        | "copy_contract"
        | "delete_contract"
        | "set_contract_status"
        | "save_line"
        | "delete_line"
        | "move_line"
        | "generate_schedule"
        | "save_schedule_row"
        | "delete_schedule_rows"
        | "save_record"
        | "delete_record" => records::tell(command, detail, around),
        "skip_rows" | "unskip_rows" => skipped(command, detail, around, is_own),
        "enter_transactions" | "change_transactions" | "delete_transactions" => {
            transactions(command, detail, around)
        }
        "mark" | "mark_matching" => billing::marked(detail, around, is_own),
        "set_limit_state" => billing::limits(detail),
        "create" | "process_run" | "undo_run" | "delete_draft" => drafts(command, detail, around, is_own),
        "import" => imported(detail),
        "import_transactions" => taken_in(detail, around, is_own),
        "create_book" => Told::new("Created the book"),
        _ => other(command, detail),
    }
}

pub(super) fn list<'v>(value: &'v Value, field: &str) -> &'v [Value] {
    value[field].as_array().map_or(&[], Vec::as_slice)
}

pub(super) fn date(value: &Value) -> Option<NaiveDate> {
    value.as_str()?.parse().ok()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_default()
}

/// "1 draft", "2 drafts".
pub(super) fn counted(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

fn skipped(command: &str, detail: &Value, around: &Around, is_own: bool) -> Told {
    let rows = list(detail, "row_ids");
    let known = |row: &Value| around.rows.get(&row.as_i64()?).filter(|_| is_own);
    let reason = detail["reason"].as_str();
    let mut told = Told::new(match (command, reason) {
        ("skip_rows", Some(reason)) => format!("Skipped {}: {reason}", counted(rows.len(), "schedule row")),
        ("skip_rows", None) => format!("Skipped {}", counted(rows.len(), "schedule row")),
        _ => format!("Set {} to be run again", counted(rows.len(), "schedule row")),
    });
    told.lines.extend(detail["line"].as_str().map(str::to_owned));
    let (before, after) =
        if command == "skip_rows" { ("not_run", "skipped") } else { ("skipped", "not_run") };
    for (place, row) in rows.iter().enumerate() {
        let (line, run_date) = match known(row) {
            Some((line, run_date)) => (around.line_key(*line), Some(*run_date)),
            None => (None, date(&detail["run_date"]).or_else(|| date(list(detail, "run_dates").get(place)?))),
        };
        let line = line.or(detail["line"].as_str()).unwrap_or_default();
        if !line.is_empty() {
            told.lines.insert(line.to_owned());
        }
        let before = list(detail, "statuses").get(place).and_then(Value::as_str).unwrap_or(before);
        told.changes.push(HistoryChange {
            part: run_date.map(|date| date.to_string()),
            ..word_change((HistoryRecord::ContractLine, line), "run_status", (before, after))
        });
    }
    told
}

pub(super) fn word_change(
    (record, id): (HistoryRecord, &str),
    field: &str,
    (before, after): (&str, &str),
) -> HistoryChange {
    HistoryChange {
        record,
        id: id.to_owned(),
        name: None,
        field: field.to_owned(),
        part: None,
        before: (!before.is_empty()).then(|| value(field, before, None)),
        after: (!after.is_empty()).then(|| value(field, after, None)),
    }
}

fn transactions(command: &str, detail: &Value, around: &Around) -> Told {
    let all = list(detail, "transactions");
    let verb = match command {
        "enter_transactions" => "Entered",
        "change_transactions" => "Changed",
        _ => "Deleted",
    };
    let mut told = Told::new(match all {
        [one] => format!("{verb} the transaction {}", one["id"].as_str().unwrap_or_default()),
        _ => format!("{verb} {}", counted(all.len(), "transaction")),
    });
    let mut sum = Some(0_i64);
    for one in all {
        sum = sum.zip(one["amount_minor"].as_i64()).and_then(|(sum, amount)| sum.checked_add(amount));
        let id = one["id"].as_str().unwrap_or_default();
        let none = Map::new();
        let form = |which: &str| one[which].as_object().unwrap_or(&none);
        let (before, after) = (form("before"), form("after"));
        let mut fields: Vec<&String> = after.keys().collect();
        fields.extend(before.keys().filter(|field| !after.contains_key(*field)));
        for field in fields {
            let text = |form: &Map<String, Value>| {
                form.get(field).and_then(Value::as_str).filter(|text| !text.is_empty()).map(str::to_owned)
            };
            let (before, after) = (text(before), text(after));
            if field == "contract_line" {
                told.lines.extend([&before, &after].into_iter().flatten().cloned());
            }
            // Its id is said beside its fields.
            if before != after && !(field == "id" && before.is_none_or(|before| before == id)) {
                let before = text(form("before"));
                let (before, after) = (before.as_deref(), after.as_deref());
                let written = Written { record: HistoryRecord::Transaction, id, field, before, after };
                changes(written, around.currency, &mut told.changes);
            }
        }
    }
    told.amount = around.amount(sum);
    told
}

fn drafts(command: &str, detail: &Value, around: &Around, is_own: bool) -> Told {
    let run_date = date(&detail["run_date"]).map(day).unwrap_or_default();
    let created: Vec<&str> = list(detail, "invoices").iter().filter_map(Value::as_str).collect();
    let gone: Vec<String> = list(detail, "drafts")
        .iter()
        .filter_map(|draft| draft["invoice"].as_i64())
        .map(|id| id.to_string())
        .collect();
    let named = |ids: &[&str]| match ids {
        [one] => format!("draft {one}"),
        _ => format!("{} drafts: {}", ids.len(), ids.join(", ")),
    };
    let mut told = Told::new(match command {
        "create" => {
            let through = date(&detail["through"]).map(|date| format!(", work up to {}", day(date)));
            format!("Created {} by hand{}", named(&created), through.unwrap_or_default())
        }
        "delete_draft" => format!("Deleted draft {}", detail["invoice"]),
        "process_run" => match (detail["parked"].as_str(), created.is_empty()) {
            (Some(why), _) => format!("The run of {run_date} parked the contract: {why}"),
            (None, true) => format!("The run of {run_date} found nothing to invoice"),
            (None, false) => format!("The run of {run_date} created {}", named(&created)),
        },
        _ if detail["drafts"].is_number() => {
            let (drafts, rows) = (number(&detail["drafts"]), number(&detail["rows"]));
            let count = |count: u64| usize::try_from(count).unwrap_or(usize::MAX);
            let drafts = counted(count(drafts), "draft");
            format!(
                "Undid the run of {run_date}: {drafts} deleted, {} to be run again",
                counted(count(rows), "schedule row")
            )
        }
        _ if gone.is_empty() => format!("Undid the run of {run_date}"),
        _ => {
            let gone: Vec<&str> = gone.iter().map(String::as_str).collect();
            format!("Undid the run of {run_date} and deleted {}", named(&gone))
        }
    });
    let minor = match command {
        "create" => detail["subtotal_minor"].as_i64(),
        "delete_draft" => detail["subtotal"].as_i64(),
        _ => None,
    };
    told.amount = around.amount(minor);
    let lines = list(detail, "lines")
        .iter()
        .chain(list(detail, "drafts").iter().flat_map(|draft| list(draft, "lines")));
    told.lines.extend(lines.filter_map(|line| line["id"].as_str().map(str::to_owned)));
    if command == "create" {
        // It bills whatever is ready, and does not say of which lines.
        told.lines.extend(around.lines.iter().map(|(_, key, _)| key.clone()));
    }
    if is_own {
        let rows = list(detail, "row_ids").iter().filter_map(|row| around.rows.get(&row.as_i64()?));
        told.lines.extend(rows.filter_map(|(line, _)| around.line_key(*line).map(str::to_owned)));
    }
    told
}

fn imported(detail: &Value) -> Told {
    let count = |field: &str| detail[field].as_u64().filter(|count| *count > 0);
    let mut parts = Vec::new();
    for (field, one) in [
        ("contracts", "contract"),
        ("milestones", "milestone"),
        ("transactions", "transaction"),
        ("customers", "customer"),
    ] {
        parts.extend(count(field).map(|count| counted(usize::try_from(count).unwrap_or(usize::MAX), one)));
    }
    parts.extend(count("unchanged").map(|count| format!("{count} were there already")));
    parts.extend(count("corrected").map(|count| format!("{count} corrected")));
    parts.extend(count("left_out").map(|count| format!("{count} left out")));
    let from = detail["file"].as_str().unwrap_or("a file");
    if parts.is_empty() {
        Told::new(format!("Imported {from}"))
    } else {
        Told::new(format!("Imported {from}: {}", parts.join(", ")))
    }
}

/// What an import brought into a contract.
fn taken_in(detail: &Value, around: &Around, is_own: bool) -> Told {
    let count = usize::try_from(number(&detail["count"])).unwrap_or(usize::MAX);
    let file = detail["file"].as_str().unwrap_or("a file");
    let mut told = Told::new(format!("Imported {} from {file}", counted(count, "transaction")));
    told.amount = around.amount(detail["amount_minor"].as_i64());
    if is_own && let Some(lines) = detail["into"].as_object() {
        let numbers = lines.keys().filter_map(|line| line.parse().ok());
        told.lines.extend(numbers.filter_map(|line| around.line_key(line).map(str::to_owned)));
    }
    told
}

/// A command that is told by its name, with what most of them say.
fn other(command: &str, detail: &Value) -> Told {
    let mut text = sentence(&command.replace('_', " "));
    for field in ["name", "job", "number", "workflow", "reason"] {
        if let Some(said) = detail[field].as_str() {
            let said = if field == "workflow" { label(said) } else { said.to_owned() };
            text.push_str(&format!(": {said}"));
        }
    }
    if let (true, id) = (detail["invoice"].is_i64() || detail["invoice"].is_string(), &detail["invoice"]) {
        text.push_str(&format!(": {}", id.as_str().map_or_else(|| id.to_string(), str::to_owned)));
    }
    Told::new(text)
}
