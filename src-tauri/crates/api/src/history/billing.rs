//! Markings and limits, as the history has them: shares by their names, or by ranges of their numbers.

use std::collections::BTreeSet;

use serde_json::{Map, Value};

use super::{
    telling::{Around, Told},
    what_was_done::{list, word_change},
};
use crate::dto::{HistoryChange, HistoryRecord};

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

pub(super) fn marked(detail: &Value, around: &Around, is_own: bool) -> Told {
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

pub(super) fn limits(detail: &Value) -> Told {
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
