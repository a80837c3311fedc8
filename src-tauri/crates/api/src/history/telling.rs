//! An entry of the history as it is told, and what of it concerns the record that is asked about.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    rc::Rc,
};

use chrono::{DateTime, NaiveDate};
use proforma_engine::{
    ids::ContractId,
    money::{Currency, Money},
};
use proforma_store::{
    Connection, contract,
    history::{self, Entry, Place, PlacedEntry},
    schedule,
};
use serde_json::Value;

use super::{
    billing,
    what_was_done::{self, about},
};
use crate::{
    changes::UNDO,
    dto::{Amount, HistoryChange, HistoryRecord, HistoryRow},
    error::ApiError,
};

/// Line and number of shares, by contract.
pub(super) type Shares = BTreeMap<ContractId, Vec<(i64, i64)>>;

/// What of an entry is to be told.
#[derive(Debug)]
pub(super) enum Focus {
    /// All of it.
    Whole,
    /// What concerns a line, by its id; other entries are left out.
    Line(String),
    /// A transaction or milestone, by the ids that it has had.
    Item { ids: BTreeSet<String>, shares: Shares },
    /// An invoice.
    Invoice(String),
    /// A set-up record, by the ids that it has had; none: all of the kind.
    Record(HistoryRecord, Option<BTreeSet<String>>),
}

/// What is known of a contract beside its history.
#[derive(Debug, Default)]
pub(super) struct Around {
    /// None for one that is gone.
    pub(super) currency: Option<Currency>,
    /// Number, id and name of its lines.
    pub(super) lines: Vec<(i64, String, String)>,
    /// Line and run date of its schedule rows, by their numbers.
    pub(super) rows: HashMap<i64, (i64, NaiveDate)>,
}

impl Around {
    pub(super) fn line_key(&self, number: i64) -> Option<&str> {
        self.lines.iter().find(|(known, ..)| *known == number).map(|(_, key, _)| key.as_str())
    }

    fn line_name(&self, key: &str) -> Option<&str> {
        self.lines.iter().find(|(_, known, _)| known == key).map(|(.., name)| name.as_str())
    }

    pub(super) fn amount(&self, minor: Option<i64>) -> Option<Amount> {
        let money = Money::from_minor(minor.filter(|minor| *minor != 0)?, self.currency?).ok()?;
        Some(Amount { amount: money.to_string(), currency: money.currency().code().to_owned() })
    }
}

/// A change with the line that it is of.
#[derive(Debug)]
pub(super) struct Told {
    /// What was done, in words.
    pub(super) text: String,
    /// What it came to.
    pub(super) amount: Option<Amount>,
    /// Field by field.
    pub(super) changes: Vec<HistoryChange>,
    /// The ids of the lines that it concerns.
    pub(super) lines: BTreeSet<String>,
}

impl Told {
    pub(super) fn new(text: impl Into<String>) -> Self {
        Self { text: text.into(), amount: None, changes: Vec::new(), lines: BTreeSet::new() }
    }
}

/// Tells entries.
pub(super) struct Teller<'c> {
    connection: &'c Connection,
    focus: Focus,
    known: HashMap<ContractId, Rc<Around>>,
    /// The import that what is asked about came in with.
    origin: Option<Place>,
}

impl<'c> Teller<'c> {
    pub(super) fn new(connection: &'c Connection, focus: Focus, origin: Option<Place>) -> Self {
        Self { connection, focus, known: HashMap::new(), origin }
    }

    /// Whether some of the entries are left out.
    pub(super) fn leaves_out(&self) -> bool {
        matches!(self.focus, Focus::Line(_))
    }

    /// An entry as it is told; none where it does not concern what is asked about.
    pub(super) fn tell(&mut self, placed: &PlacedEntry) -> Result<Option<HistoryRow>, ApiError> {
        let PlacedEntry { contract, entry } = placed;
        let around = match contract {
            None => Rc::default(),
            Some(id) => self.around(*id)?,
        };
        let told = if self.origin == Some(Place { contract: *contract, sequence: entry.sequence }) {
            self.brought(entry)
        } else {
            self.told(*contract, entry, &around)?
        };
        if let Focus::Line(line) = &self.focus
            && !told.lines.contains(line)
        {
            return Ok(None);
        }
        let Told { text, amount, mut changes, .. } = told;
        changes.retain(|change| self.is_asked_about(change));
        for change in &mut changes {
            if change.record == HistoryRecord::ContractLine && change.name.is_none() {
                change.name = around.line_name(&change.id).map(str::to_owned);
            }
        }
        let chain = contract.map_or(0, |contract| contract.0);
        Ok(Some(HistoryRow {
            id: format!("{chain}:{}", entry.sequence),
            at: entry.at,
            person: entry.person.clone(),
            command: entry.command.clone(),
            about: about(entry),
            text,
            // What it came to is of all that it is about.
            amount: amount.filter(|_| matches!(self.focus, Focus::Whole | Focus::Invoice(_))),
            changes,
            more: 0,
        }))
    }

    /// The import that what is asked about came in with, as the first that is known of it.
    fn brought(&self, entry: &Entry) -> Told {
        let detail: Value = serde_json::from_str(&entry.detail).unwrap_or_default();
        let mut told = Told::new(match detail["file"].as_str() {
            Some(file) => format!("Imported from {file}"),
            None => "Came with the book file".to_owned(),
        });
        if let Focus::Line(line) = &self.focus {
            told.lines.insert(line.clone());
        }
        told
    }

    fn told(&self, contract: Option<ContractId>, entry: &Entry, around: &Around) -> Result<Told, ApiError> {
        // What does not read is told by its command.
        let detail: Value = serde_json::from_str(&entry.detail).unwrap_or_default();
        if entry.command == UNDO {
            return self.taken_back(contract, &detail, around);
        }
        let mut told = what_was_done::tell(&entry.command, &detail, around, entry.is_own);
        if let Focus::Item { ids, shares } = &self.focus {
            let own = contract.and_then(|contract| shares.get(&contract)).map_or(&[][..], Vec::as_slice);
            billing::add_marked(&detail, ids, own, &mut told);
        }
        Ok(told)
    }

    /// What was taken back, with the values the other way round.
    fn taken_back(
        &self,
        contract: Option<ContractId>,
        detail: &Value,
        around: &Around,
    ) -> Result<Told, ApiError> {
        let name = detail["command"].as_str().zip(detail["at"].as_str());
        let at = name.and_then(|(_, at)| DateTime::parse_from_rfc3339(at).ok());
        let (Some((command, _)), Some(at)) = (name, at) else { return Ok(Told::new("Took a change back")) };
        let mut told = Told::new(String::new());
        let mut texts = Vec::new();
        for entry in history::of_change(self.connection, contract, at.to_utc(), command)? {
            let part = self.told(contract, &entry, around)?;
            texts.push(part.text);
            told.amount = told.amount.or(part.amount);
            told.lines.extend(part.lines);
            told.changes.extend(part.changes.into_iter().map(|mut change| {
                std::mem::swap(&mut change.before, &mut change.after);
                change
            }));
        }
        let (first, rest) = (texts.first(), texts.len().saturating_sub(1));
        told.text = match (first, rest) {
            (None, _) => "Took a change back".to_owned(),
            (Some(first), 0) => format!("Took back: {first}"),
            (Some(first), rest) => format!("Took back: {first}, and {rest} more"),
        };
        Ok(told)
    }

    fn is_asked_about(&self, change: &HistoryChange) -> bool {
        match &self.focus {
            Focus::Whole => true,
            Focus::Line(line) => change.record != HistoryRecord::ContractLine || change.id == *line,
            Focus::Item { ids, .. } => ids.contains(&change.id) && is_item(change.record),
            Focus::Invoice(id) => change.record != HistoryRecord::Invoice || change.id == *id,
            Focus::Record(record, ids) => {
                change.record == *record && ids.as_ref().is_none_or(|ids| ids.contains(&change.id))
            }
        }
    }

    fn around(&mut self, id: ContractId) -> Result<Rc<Around>, ApiError> {
        if let Some(known) = self.known.get(&id) {
            return Ok(Rc::clone(known));
        }
        // A contract that does not read is told without it.
        let around = match contract::by_id(self.connection, id) {
            Ok(Some(contract)) => {
                let line = |line: proforma_engine::contract::ContractLine| (line.id.0, line.key, line.name);
                let rows = schedule::of_contract(self.connection, id).unwrap_or_default();
                let row = |row: &proforma_engine::schedule::ScheduleRow| {
                    (row.id.0, (row.contract_line.0, row.run_date))
                };
                Around {
                    currency: Some(contract.currency),
                    lines: contract.lines.into_iter().map(line).collect(),
                    rows: rows.iter().map(row).collect(),
                }
            }
            Ok(None) | Err(_) => Around::default(),
        };
        let around = Rc::new(around);
        self.known.insert(id, Rc::clone(&around));
        Ok(around)
    }
}

fn is_item(record: HistoryRecord) -> bool {
    matches!(record, HistoryRecord::Transaction | HistoryRecord::Milestone | HistoryRecord::Item)
}

/// Whether a marking by ranges of numbers changed one of these shares.
pub(super) fn marks_any(detail: &str, shares: &[(i64, i64)]) -> bool {
    serde_json::from_str::<Value>(detail).is_ok_and(|detail| billing::marks(&detail, shares))
}
