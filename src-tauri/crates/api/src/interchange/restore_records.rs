//! Brings back what of the set-up the format has no place for: bank details and logo of the company, contacts of
//! customers, names of holidays, transaction categories, units and the hours in one of them. The history of the book has them.

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::ControlFlow,
};

use proforma_engine::{bounds, contract::TransactionClass};
use proforma_store::{
    Connection, StoreError, WriteTransaction,
    book::{self, Letterhead},
    category::{self, Category},
    customer, history, holiday,
    unit::{self, Unit},
};
use rust_decimal::Decimal;

use super::{
    checks::{self, Findings},
    error::{ImportError, Reason},
    place::Place,
    values,
};
use crate::{
    changes::{self, Command, FormCommand, UNDO},
    dto::RecordKind,
    record_changes::{RecordChange, RecordChanges},
    set_up,
};

/// A text of the history with the place of its entry in the file.
type Told = (String, Option<String>);

/// The latest of each, as the entries are gone through in order.
#[derive(Debug, Default)]
pub(super) struct Records {
    /// Fields of the company.
    company: BTreeMap<String, Told>,
    /// Contacts by the customer's id.
    contacts: BTreeMap<String, Told>,
    /// Names by the day.
    holidays: BTreeMap<String, Told>,
    categories: Names,
    units: Names,
}

/// A list of names: what is on it, and what was taken off it.
#[derive(Debug, Default)]
struct Names {
    listed: BTreeMap<String, Told>,
    gone: BTreeSet<String>,
    /// What each was called before, with what it is called now.
    former: BTreeMap<String, String>,
}

impl Names {
    /// Takes in a field of the record that is called `id`.
    fn take(&mut self, id: &str, place: &str, change: &RecordChange) {
        match (change.field.as_str(), &change.after) {
            ("name", Some(name)) => {
                let told = self.listed.remove(id).unwrap_or_else(|| (place.to_owned(), None));
                if change.before.is_some() {
                    self.gone.insert(id.to_owned());
                    for now in self.former.values_mut().filter(|now| *now == id) {
                        now.clone_from(name);
                    }
                    self.former.insert(id.to_owned(), name.clone());
                    self.former.remove(name);
                }
                self.gone.remove(name);
                self.listed.insert(name.clone(), told);
            }
            ("name", None) => {
                self.listed.remove(id);
                self.gone.insert(id.to_owned());
                self.former.retain(|_, now| now != id);
            }
            ("class" | "hours_per_unit", said) => {
                let told = self.listed.entry(id.to_owned()).or_insert_with(|| (place.to_owned(), None));
                told.1.clone_from(said);
            }
            (_, _) => {}
        }
    }
}

/// What categories were called before, with what each is called now, by the history of the book.
pub(crate) fn former_categories(connection: &Connection) -> Result<BTreeMap<String, String>, ImportError> {
    let mut entries = Vec::new();
    let commands = [FormCommand::SaveRecord.as_str(), FormCommand::DeleteRecord.as_str(), UNDO];
    history::latest_first(connection, None, &commands, |entry| {
        entries.push(entry);
        Ok::<_, StoreError>(ControlFlow::Continue(()))
    })?;
    let mut records = Records::default();
    for entry in entries.iter().rev() {
        records.take(connection, &Place::top("history"), &entry.command, &entry.detail)?;
    }
    Ok(records.categories.former)
}

impl Records {
    /// Takes in an entry of the book's chain, which is in the book already; of other commands it wants nothing.
    pub(super) fn take(
        &mut self,
        connection: &Connection,
        place: &Place<'_>,
        command: &str,
        detail: &str,
    ) -> Result<(), ImportError> {
        let place = place.field("detail");
        let read = |detail: &str| {
            serde_json::from_str::<RecordChanges>(detail).map_err(|error| {
                ImportError::refused(place, Reason::Structure { message: error.to_string() })
            })
        };
        let is_of_record = |command| matches!(command, Command::Form(form) if form.is_of_record());
        if Command::of(command).is_some_and(is_of_record) {
            self.take_changes(&place.to_string(), &read(detail)?);
        } else if command == UNDO
            && let Some(undone) = changes::taken_back_by(detail).filter(|name| is_of_record(name.command))
        {
            for entry in
                history::of_change(connection, None, undone.at, undone.command.as_str())?.iter().rev()
            {
                self.take_changes(&place.to_string(), &read(&entry.detail)?.taken_back());
            }
        }
        Ok(())
    }

    fn take_changes(&mut self, place: &str, changes: &RecordChanges) {
        // A new name comes first: the other fields of the entry are of the record that has it then.
        let (names, rest): (Vec<_>, Vec<_>) =
            changes.changes.iter().partition(|change| change.field == "name");
        let mut renamed = BTreeMap::new();
        for change in names.into_iter().chain(rest) {
            let id = renamed.get(&(&change.record, &change.id)).copied().unwrap_or(&change.id);
            self.change(id, place, change, changes.is_gone());
            if let ("name", Some(name)) = (change.field.as_str(), &change.after) {
                renamed.insert((&change.record, &change.id), name);
            }
        }
    }

    fn change(&mut self, id: &str, place: &str, change: &RecordChange, is_gone: bool) {
        let told = || (place.to_owned(), change.after.clone());
        let is = |kind: RecordKind| change.record == kind.as_str();
        match change.field.as_str() {
            field @ ("bank_details" | "logo") if is(RecordKind::Company) => {
                self.company.insert(field.to_owned(), told());
            }
            "contact" if is(RecordKind::Customer) && !is_gone => {
                self.contacts.insert(id.to_owned(), told());
            }
            _ if is(RecordKind::Customer) && is_gone => drop(self.contacts.remove(id)),
            "name" if is(RecordKind::Holiday) && !is_gone => {
                self.holidays.insert(change.id.clone(), told());
            }
            "date" if is(RecordKind::Holiday) => {
                let named = self.holidays.remove(&change.id);
                if let Some((date, named)) = change.after.clone().zip(named) {
                    self.holidays.insert(date, named);
                }
            }
            _ if is(RecordKind::TransactionCategory) && !is_gone => self.categories.take(id, place, change),
            _ if is(RecordKind::Unit) && !is_gone => self.units.take(id, place, change),
            "name" if is(RecordKind::TransactionCategory) => self.categories.take(&change.id, place, change),
            "name" if is(RecordKind::Unit) => self.units.take(&change.id, place, change),
            _ => {}
        }
    }

    /// Writes what is left of it.
    pub(super) fn write(self, tx: &WriteTransaction<'_>) -> Result<(), ImportError> {
        write_company(tx, &self.company)?;
        for (id, (place, contact)) in &self.contacts {
            values_text(place, contact.as_deref())?;
            let known = customer::all(tx)?.into_iter().find(|customer| customer.key == *id);
            let Some(mut customer) = known else { return Err(missing(place, "customer", id)) };
            customer.contact.clone_from(contact);
            customer::update(tx, &customer)?;
        }
        for (date, (place, name)) in &self.holidays {
            values_text(place, name.as_deref())?;
            let known = holiday::all(tx)?.into_iter().find(|holiday| holiday.date.to_string() == *date);
            let Some(mut holiday) = known else { return Err(missing(place, "holiday", date)) };
            holiday.name.clone_from(name);
            holiday::update(tx, holiday.date, &holiday)?;
        }
        write_categories(tx, &self.categories)?;
        write_units(tx, &self.units)
    }
}

fn missing(place: &str, kind: &'static str, id: &str) -> ImportError {
    ImportError::refused(place, Reason::Missing { kind, id: values::shortened(id) })
}

fn values_text(place: &str, text: Option<&str>) -> Result<(), ImportError> {
    text.map_or(Ok(()), bounds::text).map_err(|error| ImportError::refused(place, error))
}

fn write_company(tx: &WriteTransaction<'_>, fields: &BTreeMap<String, Told>) -> Result<(), ImportError> {
    let Some(book) = book::read(tx)?.filter(|_| !fields.is_empty()) else { return Ok(()) };
    let mut letterhead = Letterhead::default();
    if let Some((place, Some(text))) = fields.get("bank_details") {
        letterhead.bank_details = text.split('\n').map(str::to_owned).collect();
        let mut findings = Findings::default();
        checks::lines(&mut findings, "bank_details", &letterhead.bank_details);
        if let Some((path, reason)) = findings.into_list().into_iter().next() {
            return Err(ImportError::refused(format!("{place}: {path}"), reason));
        }
    }
    if let Some((place, Some(logo))) = fields.get("logo") {
        letterhead.logo = set_up::logo_of_data_uri(logo)
            .map_err(|message| ImportError::refused(place, Reason::Structure { message }))?;
    }
    Ok(book::set_company(tx, &book.company, &letterhead)?)
}

fn write_categories(tx: &WriteTransaction<'_>, names: &Names) -> Result<(), ImportError> {
    for known in category::all(tx)?.into_iter().filter(|known| names.gone.contains(&known.name)) {
        category::delete(tx, &known.name)?;
    }
    for (name, (place, class)) in &names.listed {
        bounds::name(name).map_err(|error| ImportError::refused(place, error))?;
        let class: Option<TransactionClass> = class
            .as_deref()
            .map(checks::word)
            .transpose()
            .map_err(|reason| ImportError::refused(place, reason))?;
        match category::all(tx)?.into_iter().find(|known| known.name == *name) {
            None => category::insert(tx, name, class)?,
            Some(known) => category::update(tx, name, &Category { class, ..known })?,
        }
    }
    Ok(())
}

fn write_units(tx: &WriteTransaction<'_>, names: &Names) -> Result<(), ImportError> {
    for known in unit::all(tx)?.iter().filter(|known| names.gone.contains(&known.name)) {
        unit::delete(tx, &known.name)?;
    }
    let known: BTreeSet<String> = unit::all(tx)?.into_iter().map(|known| known.name).collect();
    for (name, (place, hours)) in &names.listed {
        let hours_per_unit = hours.as_deref().map(|text| hours_of_unit(place, text)).transpose()?;
        let unit = Unit { name: name.clone(), hours_per_unit };
        if known.contains(name) { unit::update(tx, name, &unit)? } else { unit::insert(tx, &unit)? }
    }
    for (before, name) in &names.former {
        unit::remember_name(tx, before, name)?;
    }
    Ok(())
}

fn hours_of_unit(place: &str, text: &str) -> Result<Decimal, ImportError> {
    let hours = checks::quantity(text).map_err(|reason| ImportError::refused(place, reason))?;
    if hours <= Decimal::ZERO {
        let message = set_up::UNIT_NOT_POSITIVE.to_owned();
        return Err(ImportError::refused(place, Reason::Structure { message }));
    }
    Ok(hours)
}
