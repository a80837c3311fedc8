//! Rows of contracts as what they say of lines: their customers, their tasks, their milestones.

use std::collections::BTreeSet;

use proforma_engine::{bounds, contract::BillingMethod};
use proforma_store::StoreError;

use super::{
    ImportKind, SpreadsheetResult, fields,
    names::Names,
    problem::{Problem, capital, missing},
    reading::Texts,
    records::Record,
};
use crate::{
    contract_set_up::{NO_LIMIT, free_key},
    interchange::{format, import::Import, values::shortened},
};

/// What is said of a milestone.
const MILESTONE: [&str; 3] = ["milestone_name", "milestone_date", "milestone_amount"];
/// What says that a row is of a line, and not of one more milestone of it.
const OF_LINE: [&str; 11] = [
    "line_name",
    "billing_method",
    "transaction_classes",
    "contracted_amount",
    "billing_start",
    "invoice_frequency",
    "tax_category",
    "tax_percent",
    "tasks",
    "line_customers",
    "line_not_to_exceed",
];

pub(super) fn at(field: &str) -> usize {
    fields::place(ImportKind::Contracts, field).unwrap_or_default()
}

/// What a contract may name.
pub(super) struct Named {
    pub(super) customers: Names,
    pub(super) frequencies: Names,
}

/// The rows of a line, by their places among those of the contract.
#[derive(Debug)]
pub(super) struct LineRows {
    /// What says how it is billed, and perhaps its first milestone.
    pub(super) main: usize,
    /// Further milestones.
    more: Vec<usize>,
}

impl LineRows {
    /// The lines of a contract, in the order of the file: a row that repeats contract and line, and says nothing but a
    /// milestone, is one of the line before it.
    pub(super) fn of(group: &[Record]) -> Vec<Self> {
        let mut lines: Vec<Self> = Vec::new();
        for (place, record) in group.iter().enumerate() {
            let says = |name: &&str| record.texts[at(name)].is_some();
            let is_milestone = MILESTONE.iter().any(says) && !OF_LINE.iter().any(says);
            let known = lines.iter_mut().find(|line| {
                is_milestone && group[line.main].texts[at("line_id")] == record.texts[at("line_id")]
            });
            match known {
                Some(line) => line.more.push(place),
                None => lines.push(Self { main: place, more: Vec::new() }),
            }
        }
        lines
    }

    /// The rows that have a milestone.
    pub(super) fn of_milestones(&self, group: &[Record]) -> Vec<usize> {
        let has_one = |row: &usize| MILESTONE.iter().any(|name| group[*row].texts[at(name)].is_some());
        std::iter::once(self.main).filter(has_one).chain(self.more.iter().copied()).collect()
    }
}

/// `adatum`, or `adatum 60; fabrikam 40`, by id or by name.
pub(super) fn customers(
    import: &Import<'_>,
    result: &SpreadsheetResult,
    named: &mut Named,
    (record, field): (&mut Record, usize),
) -> Vec<format::CustomerSplit> {
    let text = record.texts[field].clone().unwrap_or_default();
    let parts: Vec<&str> =
        text.split([';', '|', '\n']).map(str::trim).filter(|part| !part.is_empty()).collect();
    let mut split = Vec::new();
    for part in &parts {
        let is_known = |text: &str| {
            import.base.customers.find(text).is_some() || named.customers.by_name(text).is_some()
        };
        let read = |text: &str| result.reading.as_ref().and_then(|reading| reading.number_format.read(text));
        let with_percent = part
            .rsplit_once([' ', ':', '='])
            .filter(|_| !is_known(part))
            .and_then(|(name, percent)| Some((name, read(percent.trim().trim_end_matches('%'))?)));
        let (name, percent) = match with_percent {
            Some((name, percent)) => (name.trim_end_matches([' ', ':', '=']), Some(percent)),
            None => (*part, None),
        };
        let percent = match percent {
            Some(percent) => percent,
            None if parts.len() == 1 => "100".to_owned(),
            None => {
                let message = format!(
                    "\"{part}\" has no percentage. With several customers each needs one, as in \"adatum 60; fabrikam 40\"."
                );
                record.problems.push(Problem::new(field, message));
                return Vec::new();
            }
        };
        let customer = if import.base.customers.find(name).is_some() {
            Some(name.to_owned())
        } else {
            named.customers.by_name(name).map(str::to_owned)
        };
        match customer {
            Some(customer) => {
                split.push(format::CustomerSplit { customer, percent, ..format::CustomerSplit::default() });
            }
            None => {
                let near = named.customers.suggest(name);
                let message = missing("customer", name, near.as_deref());
                // What is suggested stands for the whole cell.
                let suggestion = near.filter(|_| parts.len() == 1);
                record.problems.push(Problem::new(field, message).suggesting(suggestion));
                return Vec::new();
            }
        }
    }
    split
}

/// A line by its row, with its milestones.
pub(super) fn line(
    import: &Import<'_>,
    result: &SpreadsheetResult,
    named: &mut Named,
    (group, rows): (&mut [Record], &LineRows),
) -> Result<format::ContractLine, StoreError> {
    let milestones = milestones(import, group, rows)?;
    let record = &mut group[rows.main];
    for name in ["line_name", "billing_method"] {
        if record.texts[at(name)].is_none()
            && record.problems.iter().all(|known| known.field != at(name))
            && let Some(reading) = &result.reading
        {
            record.problems.push(reading.empty(at(name)));
        }
    }
    let is_fixed_price =
        record.texts[at("billing_method")].as_deref() == Some(BillingMethod::FixedPrice.as_str());
    if is_fixed_price && record.texts[at("line_not_to_exceed")].is_some() {
        let message = format!("{}. Leave it out.", capital(NO_LIMIT));
        record.problems.push(Problem::new(at("line_not_to_exceed"), message));
    }
    if let Some(tasks) = tasks(&record.texts) {
        refuse_tasks(&tasks, record);
    }
    let names_customers = record.texts[at("line_customers")].is_some();
    let customers =
        names_customers.then(|| customers(import, result, named, (&mut *record, at("line_customers"))));
    let field = at("invoice_frequency");
    let frequency = record.texts[field].clone().and_then(|text| {
        if import.base.frequencies.find(&text).is_some() {
            return Some(text);
        }
        let known = named.frequencies.by_name(&text).map(str::to_owned);
        if known.is_none() {
            let near = named.frequencies.suggest(&text);
            let message = missing("invoice frequency", &text, near.as_deref());
            record.problems.push(Problem::new(field, message).suggesting(near));
        }
        known
    });
    let text = |name: &str| record.texts[at(name)].clone();
    let classes = text("transaction_classes");
    Ok(format::ContractLine {
        id: text("line_id").unwrap_or_default(),
        name: text("line_name").unwrap_or_default(),
        billing_method: text("billing_method").unwrap_or_default(),
        transaction_classes: classes.map(|words| words.split(' ').map(str::to_owned).collect()),
        contracted_amount: text("contracted_amount"),
        not_to_exceed: text("line_not_to_exceed"),
        tax_category: text("tax_category"),
        tax_percent: text("tax_percent"),
        billing_start: text("billing_start"),
        customers,
        invoice_frequency: frequency,
        milestones: (!milestones.is_empty()).then_some(milestones),
        ..format::ContractLine::default()
    })
}

/// `Build; Test`: the tasks that a line is for; none where nothing is said of them.
pub(super) fn tasks(texts: &Texts) -> Option<Vec<String>> {
    let text = texts[at("tasks")].as_deref()?;
    let tasks = text.split([';', '|', '\n']).map(str::trim).filter(|task| !task.is_empty());
    Some(tasks.map(str::to_owned).collect())
}

fn refuse_tasks(tasks: &[String], record: &mut Record) {
    let mut seen = BTreeSet::new();
    for task in tasks {
        let message = if let Err(error) = bounds::name(task) {
            format!("{}. Correct the value.", capital(&error.to_string()))
        } else if !seen.insert(task) {
            format!("The task \"{}\" is in the list twice. Leave one out.", shortened(task))
        } else {
            continue;
        };
        record.problems.push(Problem::new(at("tasks"), message));
        return;
    }
}

/// The milestones of a line, each with an id that nothing has yet.
fn milestones(
    import: &Import<'_>,
    group: &mut [Record],
    rows: &LineRows,
) -> Result<Vec<format::Milestone>, StoreError> {
    let mut milestones: Vec<format::Milestone> = Vec::new();
    for row in rows.of_milestones(group) {
        let record = &mut group[row];
        let text = |name: &str| record.texts[at(name)].clone();
        let [name, date, amount] = MILESTONE.map(text);
        let (Some(name), Some(date), Some(amount)) = (&name, &date, &amount) else {
            for (field, said) in MILESTONE.into_iter().zip([&name, &date, &amount]) {
                // What could not be read is a problem already.
                if said.is_none() && record.problems.iter().all(|known| known.field != at(field)) {
                    let message = "A milestone has a name, a date and an amount. Give all three, or none.";
                    record.problems.push(Problem::new(at(field), message.to_owned()));
                }
            }
            continue;
        };
        let said = |name: &str| record.texts[at(name)].clone().unwrap_or_default();
        let wanted = format!("{}-{}-{date}", said("id"), said("line_id"));
        let mut id = free_key(import.tx, &wanted)?;
        let mut number = 2_u32;
        while milestones.iter().any(|known| known.id == id) {
            id = free_key(import.tx, &format!("{wanted}-{number}"))?;
            number += 1;
        }
        milestones.push(format::Milestone {
            id,
            name: name.clone(),
            date: date.clone(),
            amount: amount.clone(),
            ..format::Milestone::default()
        });
    }
    Ok(milestones)
}
