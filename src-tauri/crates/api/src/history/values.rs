//! What fields held, as it is shown: dates as dates, amounts as amounts.

use chrono::NaiveDate;
use proforma_engine::money::Currency;
use rust_decimal::Decimal;

use crate::dto::{HistoryChange, HistoryRecord, HistoryValue, HistoryValueKind};

/// A field as the history wrote it down.
#[derive(Debug, Clone, Copy)]
pub(super) struct Written<'w> {
    pub(super) record: HistoryRecord,
    pub(super) id: &'w str,
    pub(super) field: &'w str,
    pub(super) before: Option<&'w str>,
    pub(super) after: Option<&'w str>,
}

/// What a field of this name holds.
fn kind_of(field: &str) -> HistoryValueKind {
    match field {
        "delivery_date" | "billing_start" | "date" | "run_date" | "cut_off_date" => HistoryValueKind::Date,
        "not_to_exceed" | "contracted_amount" | "amount" | "unit_price" => HistoryValueKind::Amount,
        "quantity"
        | "percent"
        | "place"
        | "payment_terms_days"
        | "target_utilization_percent"
        | "hours_per_unit"
        | "every"
        | "cut_off_days_before" => HistoryValueKind::Number,
        "rounding" => HistoryValueKind::Boolean,
        "status"
        | "billing_status"
        | "run_status"
        | "billing_method"
        | "billing_type"
        | "class"
        | "transaction_classes"
        | "period"
        | "working_day"
        | "limit_state" => HistoryValueKind::Words,
        "logo" => HistoryValueKind::Picture,
        _ => HistoryValueKind::Text,
    }
}

/// A value of a field. What does not read as what it should be is a text.
pub(super) fn value(field: &str, text: &str, currency: Option<Currency>) -> HistoryValue {
    let plain = |kind, text: &str| HistoryValue { kind, text: text.to_owned(), currency: None };
    match kind_of(field) {
        HistoryValueKind::Date if text.parse::<NaiveDate>().is_ok() => plain(HistoryValueKind::Date, text),
        HistoryValueKind::Number if text.parse::<Decimal>().is_ok() => plain(HistoryValueKind::Number, text),
        HistoryValueKind::Amount if text.parse::<Decimal>().is_ok() => HistoryValue {
            kind: HistoryValueKind::Amount,
            text: text.to_owned(),
            currency: currency.map(|currency| currency.code().to_owned()),
        },
        HistoryValueKind::Picture => plain(HistoryValueKind::Picture, ""),
        HistoryValueKind::Text if field == "tasks" => {
            plain(HistoryValueKind::Text, &text.replace('\n', ", "))
        }
        kind @ (HistoryValueKind::Boolean | HistoryValueKind::Words) => plain(kind, text),
        HistoryValueKind::Date
        | HistoryValueKind::Number
        | HistoryValueKind::Amount
        | HistoryValueKind::Text => plain(HistoryValueKind::Text, text),
    }
}

/// A field that changed, as it is shown. What was written down together, as a milestone is, is shown part by part.
pub(super) fn changes(written: Written<'_>, currency: Option<Currency>, into: &mut Vec<HistoryChange>) {
    let Written { record, id, field, before, after } = written;
    let (whole, part) = field.split_once('.').map_or((field, None), |(whole, part)| (whole, Some(part)));
    match (whole, part) {
        ("customers", Some(customer)) => {
            let parts = [before, after].map(|text| text.map(parts_of_customer));
            compare((record, id, Some(customer)), &parts, currency, into);
        }
        ("milestones", Some(milestone)) => {
            let parts = [before, after].map(|text| text.map(parts_of_milestone));
            compare((HistoryRecord::Milestone, milestone, None), &parts, currency, into);
        }
        ("schedule", Some(run_date)) => {
            let parts = [before, after].map(|text| {
                text.map(|text| {
                    vec![("cut_off_date", text.strip_prefix("cut-off ").unwrap_or(text).to_owned())]
                })
            });
            compare((record, id, Some(run_date)), &parts, currency, into);
        }
        _ => {
            let value = |text: &str| value(whole, text, currency);
            into.push(HistoryChange {
                record,
                id: id.to_owned(),
                name: None,
                field: whole.to_owned(),
                part: part.map(str::to_owned),
                before: before.map(value),
                after: after.map(value),
            });
        }
    }
}

type Parts = Vec<(&'static str, String)>;

fn compare(
    (record, id, part): (HistoryRecord, &str, Option<&str>),
    [before, after]: &[Option<Parts>; 2],
    currency: Option<Currency>,
    into: &mut Vec<HistoryChange>,
) {
    let (none, before, after) = (Vec::new(), before.as_ref(), after.as_ref());
    let (before, after) = (before.unwrap_or(&none), after.unwrap_or(&none));
    let mut fields: Vec<&'static str> = after.iter().map(|(field, _)| *field).collect();
    fields.extend(
        before.iter().map(|(field, _)| *field).filter(|field| !after.iter().any(|(known, _)| known == field)),
    );
    for field in fields {
        let of =
            |parts: &Parts| parts.iter().find(|(known, _)| *known == field).map(|(_, text)| text.clone());
        let (before, after) = (of(before), of(after));
        if before != after {
            into.push(HistoryChange {
                record,
                id: id.to_owned(),
                name: None,
                field: field.to_owned(),
                part: part.map(str::to_owned),
                before: before.map(|text| value(field, &text, currency)),
                after: after.map(|text| value(field, &text, currency)),
            });
        }
    }
}

/// `1. 100 %, takes rounding, not to exceed 5000.00`.
fn parts_of_customer(text: &str) -> Parts {
    let mut parts = Vec::new();
    let Some((place, rest)) = text.split_once(". ") else { return vec![("share", text.to_owned())] };
    for part in rest.split(", ") {
        if let Some(percent) = part.strip_suffix(" %") {
            parts.push(("percent", percent.to_owned()));
        } else if part == "takes rounding" {
            parts.push(("rounding", "true".to_owned()));
        } else if let Some(limit) = part.strip_prefix("not to exceed ") {
            parts.push(("not_to_exceed", limit.to_owned()));
        }
    }
    parts.push(("place", place.to_owned()));
    parts
}

/// `1. Prototype, accepted, 2020-10-05, 5000.00, run 2020-10-06`: the name may have commas.
fn parts_of_milestone(text: &str) -> Parts {
    let whole = || vec![("name", text.to_owned())];
    let (rest, run_date) = match text.rsplit_once(", run ") {
        Some((rest, date)) if date.parse::<NaiveDate>().is_ok() => (rest, Some(date)),
        Some(_) | None => (text, None),
    };
    let Some((rest, amount)) = rest.rsplit_once(", ") else { return whole() };
    let Some((rest, date)) = rest.rsplit_once(", ") else { return whole() };
    let Some((place, name)) = rest.split_once(". ") else { return whole() };
    let mut parts = vec![("name", name.to_owned()), ("date", date.to_owned()), ("amount", amount.to_owned())];
    parts.extend(run_date.map(|date| ("run_date", date.to_owned())));
    parts.push(("place", place.to_owned()));
    parts
}

/// What a field is called.
pub(crate) fn label(field: &str) -> String {
    sentence(&field.replace('_', " "))
}

/// With a capital at the start.
pub(super) fn sentence(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A value in words, for files and for whoever searches.
pub(crate) fn shown(value: &HistoryValue) -> String {
    match value.kind {
        HistoryValueKind::Text
        | HistoryValueKind::Date
        | HistoryValueKind::Amount
        | HistoryValueKind::Number => value.text.clone(),
        HistoryValueKind::Boolean => if value.text == "true" { "Yes" } else { "No" }.to_owned(),
        HistoryValueKind::Words => {
            let words = value.text.split(' ').map(label);
            words.collect::<Vec<_>>().join(", ")
        }
        HistoryValueKind::Picture => "A picture".to_owned(),
    }
}
