//! What each command says of itself in the history, in words and field by field.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use proforma_store::history::Entry;
use serde_json::{Map, Value};

use super::{
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
        "enter_transactions" | "change_transactions" | "delete_transactions" => HistoryAbout::Transactions,
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
        | "delete_record" => changed_records(command, detail, around),
        "skip_rows" | "unskip_rows" => skipped(command, detail, around, is_own),
        "enter_transactions" | "change_transactions" | "delete_transactions" => {
            transactions(command, detail, around)
        }
        "mark" | "mark_matching" => marked(detail, around, is_own),
        "set_limit_state" => limits(detail),
        "create" | "process_run" | "undo_run" | "delete_draft" => drafts(command, detail, around, is_own),
        "import" => imported(detail),
        "create_book" => Told::new("Created the book"),
        _ => other(command, detail),
    }
}

fn list<'v>(value: &'v Value, field: &str) -> &'v [Value] {
    value[field].as_array().map_or(&[], Vec::as_slice)
}

fn date(value: &Value) -> Option<NaiveDate> {
    value.as_str()?.parse().ok()
}

fn number(value: &Value) -> u64 {
    value.as_u64().unwrap_or_default()
}

/// "1 draft", "2 drafts".
fn counted(count: usize, one: &str) -> String {
    if count == 1 { format!("1 {one}") } else { format!("{count} {one}s") }
}

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

fn changed_records(command: &str, detail: &Value, around: &Around) -> Told {
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
    let (record, id) = first.unwrap_or_default();
    let field = |name: &str| {
        let of =
            |change: &&Value| change["record"] == record && change["id"] == id && change["field"] == name;
        list(detail, "changes").iter().find(of)
    };
    let name = |is_gone: bool| {
        let named = field("name").or_else(|| field("date"))?;
        named[if is_gone { "before" } else { "after" }].as_str().or(named["before"].as_str())
    };
    // A new one has all of its fields, and none of them had anything before.
    let always_filled = match record {
        "contract" | "contract_line" => "id",
        "holiday" => "date",
        _ => "name",
    };
    let is_new = field(always_filled).is_some_and(|filled| filled["before"].is_null());
    let line = || around.lines.iter().find(|(_, key, _)| key == id).map_or(id, |(.., name)| name.as_str());
    told.text = match command {
        "save_contract" if is_new => "Created the contract".to_owned(),
        "save_contract" => "Changed the contract".to_owned(),
        "copy_contract" => {
            let from = field("copied_from").and_then(|change| change["after"].as_str()).unwrap_or_default();
            format!("Created the contract as a copy of {from}")
        }
        "delete_contract" => format!("Deleted the contract {}", contract_of(detail)),
        "set_contract_status" => {
            let status = field("status");
            let from_draft = status.is_some_and(|change| change["before"] == "draft");
            match status.and_then(|change| change["after"].as_str()) {
                Some("active") if from_draft => "Activated the contract".to_owned(),
                Some("active") => "Opened the contract again".to_owned(),
                Some("closed") => "Closed the contract".to_owned(),
                Some(_) | None => "Moved the contract to another status".to_owned(),
            }
        }
        "save_line" if is_new => format!("Added the line {}", name(false).unwrap_or(id)),
        "save_line" => format!("Changed the line {}", line()),
        "delete_line" => format!("Deleted the line {}", name(true).unwrap_or(id)),
        "move_line" => format!("Moved the line {}", line()),
        "generate_schedule" => format!("Generated the schedule of {}", line()),
        "save_schedule_row" => format!("Saved a schedule row of {}", line()),
        "delete_schedule_rows" => {
            format!("Deleted {} of {}", counted(told.changes.len(), "schedule row"), line())
        }
        "delete_record" => format!("Deleted the {} {}", record.replace('_', " "), name(true).unwrap_or(id)),
        _ if record == "company" => "Changed the company".to_owned(),
        _ if is_new => format!("Added the {} {}", record.replace('_', " "), name(false).unwrap_or(id)),
        _ => format!("Changed the {} {}", record.replace('_', " "), name(false).unwrap_or(id)),
    };
    told
}

/// Of a contract that was deleted its lines come first.
fn contract_of(detail: &Value) -> &str {
    let own = |change: &&Value| change["record"] == "contract" && change["field"] == "name";
    let found = list(detail, "changes").iter().find(own);
    found.and_then(|change| change["before"].as_str()).unwrap_or_default()
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
    let words = if command == "skip_rows" { ("not_run", "skipped") } else { ("skipped", "not_run") };
    for (place, row) in rows.iter().enumerate() {
        let (line, run_date) = match known(row) {
            Some((line, run_date)) => (around.line_key(*line), Some(*run_date)),
            None => (None, date(&detail["run_date"]).or_else(|| date(list(detail, "run_dates").get(place)?))),
        };
        let line = line.or(detail["line"].as_str()).unwrap_or_default();
        if !line.is_empty() {
            told.lines.insert(line.to_owned());
        }
        told.changes.push(HistoryChange {
            part: run_date.map(|date| date.to_string()),
            ..word_change((HistoryRecord::ContractLine, line), "run_status", words)
        });
    }
    told
}

fn word_change(
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

/// First and last number of the shares that a marking changed, with the number of their line.
fn ranges(detail: &Value) -> impl Iterator<Item = (i64, i64, i64)> {
    let lines = detail["lines"].as_object().into_iter().flatten();
    lines.flat_map(|(line, ranges)| {
        let line = line.parse().unwrap_or_default();
        let range = move |range: &Value| Some((line, range[0].as_i64()?, range[1].as_i64()?));
        ranges.as_array().into_iter().flatten().filter_map(range)
    })
}

/// Whether a marking changed one of these shares, by line and number.
pub(super) fn marks(detail: &Value, shares: &[(i64, i64)]) -> bool {
    ranges(detail).any(|(line, first, last)| {
        shares.iter().any(|(of, share)| *of == line && (first..=last).contains(share))
    })
}

/// The status before and after a marking.
fn statuses(detail: &Value) -> (&str, &str) {
    match detail["billing_status"].as_str() {
        Some("not_ready") => ("ready_to_invoice", "not_ready"),
        _ => ("not_ready", "ready_to_invoice"),
    }
}

fn marked(detail: &Value, around: &Around, is_own: bool) -> Told {
    let count = ranges(detail).map(|(_, first, last)| first.abs_diff(last) + 1).sum::<u64>();
    let (_, to) = statuses(detail);
    let to = if to == "not_ready" { "not ready" } else { "ready to invoice" };
    let mut told = Told::new(format!("Marked {count} {to}"));
    let stopped = detail["stopped"].as_object().into_iter().flat_map(Map::values);
    let stopped = stopped.flat_map(|ranges| ranges.as_array().into_iter().flatten());
    let stopped: u64 =
        stopped.filter_map(|range| Some(range[0].as_i64()?.abs_diff(range[1].as_i64()?) + 1)).sum();
    if stopped > 0 {
        told.text.push_str(&format!("; a limit stopped {stopped}"));
    }
    for share in list(detail, "shares") {
        let id = share["id"].as_str().unwrap_or_default();
        told.changes.push(HistoryChange {
            part: share["customer"].as_str().map(str::to_owned),
            ..word_change((HistoryRecord::Item, id), "billing_status", statuses(detail))
        });
    }
    if is_own {
        told.lines.extend(ranges(detail).filter_map(|(line, ..)| around.line_key(line).map(str::to_owned)));
    }
    told.amount = around.amount(detail["amount_minor"].as_i64());
    told
}

/// Says of one item what a marking of many did to it.
pub(super) fn add_marked(detail: &Value, ids: &BTreeSet<String>, shares: &[(i64, i64)], told: &mut Told) {
    let is_told = told.changes.iter().any(|change| ids.contains(&change.id));
    if let (false, true, Some(id)) = (is_told, marks(detail, shares), ids.first()) {
        told.changes.push(word_change((HistoryRecord::Item, id), "billing_status", statuses(detail)));
    }
}

fn limits(detail: &Value) -> Told {
    let shares = list(detail, "shares");
    let mut told = Told::new(if detail["request"] == "reset" {
        format!("Gave free what the limits kept for {}", shares.len())
    } else {
        format!("Tested {} against the limits again", shares.len())
    });
    for share in shares {
        let id = share["id"].as_str().unwrap_or_default();
        told.changes.push(HistoryChange {
            part: share["customer"].as_str().map(str::to_owned),
            ..word_change((HistoryRecord::Item, id), "limit_state", ("", ""))
        });
    }
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
