//! The records that a book is set up with: company, customers, invoice frequencies, roles, resources, transaction
//! categories, units and holidays.
//!
//! A form is looked at while it is typed, by the same rules that hold when it is saved and when a file is imported. What
//! is used is not deleted, and renaming is always possible. Each change is one database transaction with one entry in
//! the history of the book.
//!
//! Source: SPEC 1, 2.5, 2.6, 3.

mod category;
mod company;
mod currency;
mod customer;
mod forms;
mod frequency;
mod frequency_words;
mod holiday;
mod ids;
mod logo;
mod resource;
mod role;
mod taken_back;
#[cfg(test)]
mod tests;
mod unit;
mod uses;

use chrono::{DateTime, Utc};
use proforma_engine::bounds::OutOfBounds;
use proforma_store::{
    Connection, WriteTransaction, category as stored_category, customer as stored_customer,
    frequency as stored_frequency, history, holiday as stored_holiday, resource as stored_resource,
    unit as stored_unit, utilization::CountedOf,
};

use crate::{
    book::Book,
    changes::{ChangeName, FormCommand},
    dto::{RecordCount, RecordForm, RecordKind, RecordLook, RecordRow, RecordView, Saved},
    error::{ApiError, Refusal},
    form_record::{FormRecord, Typed},
    interchange::{Reason, checks::Findings},
    record_changes::RecordChanges,
    typed::Problems,
    utilization::counted_before_it_goes,
};

use self::forms::{fields, form_of, forms};
pub(crate) use self::taken_back::{obstacle, take_back};
pub use self::{
    currency::currencies,
    frequency::look_at_frequency,
    holiday::{look_at_holidays, save_holidays},
    logo::{LOGO_BYTES_MAX, chosen_logo},
    uses::record_use_counts,
};
pub(crate) use self::{logo::of_data_uri as logo_of_data_uri, unit::NOT_POSITIVE as UNIT_NOT_POSITIVE};

/// What was typed, as far as it holds together, and what does not.
struct Checked<T> {
    value: Option<T>,
    problems: Problems,
}

impl<T> Checked<T> {
    /// The value, where nothing is wrong.
    fn settle(self) -> Result<T, ApiError> {
        match self.value {
            Some(value) if self.problems.is_empty() => Ok(value),
            Some(_) | None => Err(ApiError::Form(self.problems.into_list())),
        }
    }
}

/// How many records of each kind there are.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
pub fn record_counts(connection: &Connection) -> Result<Vec<RecordCount>, ApiError> {
    let snapshot = connection.snapshot()?;
    let count = |kind: RecordKind| {
        let count = match kind {
            RecordKind::Company => 1,
            RecordKind::Customer => stored_customer::all(&snapshot)?.len(),
            RecordKind::InvoiceFrequency => stored_frequency::all(&snapshot)?.len(),
            RecordKind::Role => stored_resource::roles(&snapshot)?.len(),
            RecordKind::Resource => stored_resource::resources(&snapshot)?.len(),
            RecordKind::TransactionCategory => stored_category::all(&snapshot)?.len(),
            RecordKind::Unit => stored_unit::all(&snapshot)?.len(),
            RecordKind::Holiday => stored_holiday::all(&snapshot)?.len(),
        };
        Ok(RecordCount { kind, count: u32::try_from(count).unwrap_or(u32::MAX) })
    };
    RecordKind::ALL.into_iter().map(count).collect()
}

/// Every record of a kind; by name, holidays by date.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
pub fn records(connection: &Connection, kind: RecordKind) -> Result<Vec<RecordRow>, ApiError> {
    let snapshot = connection.snapshot()?;
    let row = |form: RecordForm| {
        let sentence =
            if let RecordForm::InvoiceFrequency(form) = &form { frequency::sentence(form) } else { None };
        RecordRow { id: form.id().to_owned(), sentence, hours_by_name: hours_by_name(&form), form }
    };
    let mut rows: Vec<RecordRow> = forms(&snapshot, kind)?.into_iter().map(row).collect();
    if kind != RecordKind::Holiday {
        rows.sort_by_cached_key(|row| row.form.name().to_lowercase());
    }
    Ok(rows)
}

/// One record, with what uses it.
///
/// # Errors
/// [`ApiError::NotFound`].
pub fn record(connection: &Connection, kind: RecordKind, id: &str) -> Result<RecordView, ApiError> {
    let snapshot = connection.snapshot()?;
    let form = form_of(&snapshot, kind, id)?;
    Ok(RecordView { id: id.to_owned(), form, uses: uses::of(&snapshot, kind, id)? })
}

/// Looks at a record while it is typed: everything that keeps it from being saved. Without an id it is a new one.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
pub fn look_at_record(
    connection: &Connection,
    id: Option<&str>,
    form: &RecordForm,
) -> Result<RecordLook, ApiError> {
    let snapshot = connection.snapshot()?;
    let problems = problems_of(&snapshot, id, form)?;
    let week_hours = if let RecordForm::Resource(form) = form { resource::week_hours(form) } else { None };
    let hours_by_name = hours_by_name(form);
    let proposed_id = if id.is_none() { proposed_id(&snapshot, form)? } else { None };
    Ok(RecordLook { problems: problems.into_list(), proposed_id, week_hours, hours_by_name })
}

/// What keeps a record from being saved.
fn problems_of(connection: &Connection, id: Option<&str>, form: &RecordForm) -> Result<Problems, ApiError> {
    Ok(match form {
        RecordForm::Company(form) => company::check(form).problems,
        RecordForm::Customer(form) => customer::check(connection, id, form)?.problems,
        RecordForm::InvoiceFrequency(form) => frequency::check(connection, id, form)?.problems,
        RecordForm::Role(form) => role::check(connection, id, form)?.problems,
        RecordForm::Resource(form) => resource::check(connection, id, form)?.problems,
        RecordForm::TransactionCategory(form) => category::check(connection, id, form)?.problems,
        RecordForm::Unit(form) => unit::check(connection, id, form)?.problems,
        RecordForm::Holiday(form) => holiday::check(connection, id, form)?.problems,
    })
}

/// The hours in one of a unit by its name.
fn hours_by_name(form: &RecordForm) -> Option<String> {
    if let RecordForm::Unit(form) = form { unit::hours_by_name(form) } else { None }
}

/// An id made of the name of a new record; none while it has no name, and for what has no id beside its name.
fn proposed_id(connection: &Connection, form: &RecordForm) -> Result<Option<String>, ApiError> {
    if form.name().trim().is_empty() {
        return Ok(None);
    }
    let kind = form.kind();
    let word = match kind {
        RecordKind::Customer => "customer",
        RecordKind::InvoiceFrequency => "frequency",
        RecordKind::Role => "role",
        RecordKind::Resource => "resource",
        RecordKind::Company | RecordKind::TransactionCategory | RecordKind::Unit | RecordKind::Holiday => {
            return Ok(None);
        }
    };
    let known = forms(connection, kind)?;
    Ok(Some(ids::proposed(form.name(), word, |id| known.iter().any(|form| form.id() == id))))
}

/// Adds a record, or changes the one of this id. Gives its id, and how to take it back. Where nothing has changed, nothing
/// is written.
///
/// # Errors
/// [`ApiError::Form`] with everything that is wrong; [`ApiError::NotFound`] where it is gone; [`ApiError::Refused`]
/// for a book that is open for reading only.
pub fn save_record<'f>(
    book: &Book,
    id: Option<&str>,
    typed: impl Into<Typed<'f, RecordForm>>,
    now: DateTime<Utc>,
) -> Result<Saved, ApiError> {
    let typed = typed.into();
    let form = typed.form;
    let tx = book.writable()?.write()?;
    if let Some(id) = id {
        typed.hold(&format!("the {}", words_of(form.kind())), Some(&form_of(&tx, form.kind(), id)?))?;
    }
    let saved = save_in(&tx, id, form, now)?;
    match saved {
        Some(id) => {
            tx.commit()?;
            let name = ChangeName::of_form(FormCommand::SaveRecord, now);
            Ok(Saved { id, undo: Some(name.token()) })
        }
        // Nothing has changed: what was written goes with the transaction.
        None => Ok(Saved { id: id.unwrap_or_else(|| form.id()).to_owned(), undo: None }),
    }
}

/// As [`save_record`], within a transaction; none where nothing has changed.
fn save_in(
    tx: &WriteTransaction<'_>,
    id: Option<&str>,
    form: &RecordForm,
    now: DateTime<Utc>,
) -> Result<Option<String>, ApiError> {
    let kind = form.kind();
    let before = id.map(|id| form_of(tx, kind, id)).transpose()?;
    let saved = write(tx, id, form)?;
    let after = form_of(tx, kind, &saved)?;
    let mut changes = RecordChanges::default();
    let fields_before = before.as_ref().map(fields).unwrap_or_default();
    changes.record((kind.as_str(), id.unwrap_or(&saved)), fields_before, fields(&after));
    if changes.is_empty() {
        return Ok(None);
    }
    let record = FormRecord::new(changes, &saved, before.as_ref(), Some(&after))?;
    history::append(tx, None, now, FormCommand::SaveRecord.as_str(), &record.detail()?)?;
    Ok(Some(saved))
}

/// Writes a record, a new one where it has no id yet; gives its id.
fn write(tx: &WriteTransaction<'_>, id: Option<&str>, form: &RecordForm) -> Result<String, ApiError> {
    match form {
        RecordForm::Company(form) => company::write(tx, form),
        RecordForm::Customer(form) => customer::write(tx, id, form),
        RecordForm::InvoiceFrequency(form) => frequency::write(tx, id, form),
        RecordForm::Role(form) => role::write(tx, id, form),
        RecordForm::Resource(form) => resource::write(tx, id, form),
        RecordForm::TransactionCategory(form) => category::write(tx, id, form),
        RecordForm::Unit(form) => unit::write(tx, id, form),
        RecordForm::Holiday(form) => holiday::write(tx, id, form),
    }
}

/// Deletes a record that nothing uses; gives what takes it back.
///
/// # Errors
/// [`ApiError::Refused`] with what uses it; [`ApiError::NotFound`] where it is gone.
pub fn delete_record(
    book: &Book,
    kind: RecordKind,
    id: &str,
    now: DateTime<Utc>,
) -> Result<String, ApiError> {
    let tx = book.writable()?.write()?;
    let before = form_of(&tx, kind, id)?;
    let uses = uses::of(&tx, kind, id)?;
    if !uses.is_empty() {
        let what = format!("{} \"{}\"", words_of(kind), before.title());
        return Err(Refusal::RecordUsed { what, by: uses::sentence(&uses) }.into());
    }
    let counted = remove(&tx, kind, id)?;
    let mut changes = RecordChanges::default();
    changes.record((kind.as_str(), id), fields(&before), Vec::new());
    changes.field((kind.as_str(), id), COUNTED_WEEKS, counted, None);
    let record = FormRecord::new(changes, id, Some(&before), None)?;
    history::append(&tx, None, now, FormCommand::DeleteRecord.as_str(), &record.detail()?)?;
    tx.commit()?;
    Ok(ChangeName::of_form(FormCommand::DeleteRecord, now).token())
}

/// What was counted of a record that is gone, in the history.
const COUNTED_WEEKS: &str = "counted_weeks";

/// Takes a record away, with what was counted of it, which is given.
fn remove(tx: &WriteTransaction<'_>, kind: RecordKind, id: &str) -> Result<Option<String>, ApiError> {
    let mut counted = None;
    match kind {
        RecordKind::Company => return Err(Refusal::CompanyStays.into()),
        RecordKind::Customer => stored_customer::delete(tx, customer::id_of(tx, id)?)?,
        RecordKind::InvoiceFrequency => stored_frequency::delete(tx, frequency::id_of(tx, id)?)?,
        RecordKind::Role => {
            let role = role::id_of(tx, id)?;
            counted = counted_before_it_goes(tx, CountedOf::Role, role)?;
            stored_resource::delete_role(tx, role)?;
        }
        RecordKind::Resource => {
            let resource = resource::id_of(tx, id)?;
            counted = counted_before_it_goes(tx, CountedOf::Resource, resource)?;
            stored_resource::delete_resource(tx, resource)?;
        }
        RecordKind::TransactionCategory => stored_category::delete(tx, id)?,
        RecordKind::Unit => stored_unit::delete(tx, id)?,
        RecordKind::Holiday => stored_holiday::delete(tx, holiday::date_of(id)?)?,
    }
    Ok(counted)
}

/// What a kind of record is called.
fn words_of(kind: RecordKind) -> &'static str {
    match kind {
        RecordKind::Company => "company",
        RecordKind::Customer => "customer",
        RecordKind::InvoiceFrequency => "invoice frequency",
        RecordKind::Role => "role",
        RecordKind::Resource => "resource",
        RecordKind::TransactionCategory => "transaction category",
        RecordKind::Unit => "unit",
        RecordKind::Holiday => "holiday",
    }
}

/// Checks the id of a record: a new one is free and within its bounds, that of a known one stays.
fn check_id(
    problems: &mut Problems,
    id: Option<&str>,
    typed: &str,
    is_taken: impl Fn(&str) -> Result<bool, ApiError>,
) -> Result<(), ApiError> {
    let typed = typed.trim();
    match id {
        Some(id) if id != typed => {
            problems.add("id", "an id stays as it is: files and the history name the record by it");
        }
        Some(_) => {}
        None if is_taken(typed)? => problems.add("id", format!("the book already has the id \"{typed}\"")),
        None => problems.id("id", typed),
    }
    Ok(())
}

/// Takes what the rules of the interchange format find.
fn to_fields<T>(problems: &mut Problems, checked: Result<T, Findings>) -> Option<T> {
    checked.map_err(|findings| add_all(problems, findings)).ok()
}

fn add_all(problems: &mut Problems, findings: Findings) {
    for (path, reason) in findings.into_list() {
        if matches!(reason, Reason::Bounds(OutOfBounds::Empty)) {
            problems.add(path, "a name is missing");
        } else {
            problems.add(path, reason);
        }
    }
}

/// A whole number that may be left out.
fn whole_number(problems: &mut Problems, path: &str, text: &str) -> Option<u64> {
    let text = crate::typed::filled(text)?;
    let is_whole = text.bytes().all(|byte| byte.is_ascii_digit());
    let number = text.parse().ok().filter(|_| is_whole);
    problems.take(
        path,
        number.ok_or_else(|| format!("\"{}\" is not a whole number", crate::typed::shortened(text))),
    )
}

/// Lines without those at the end that are empty.
fn filled_lines(lines: &[String]) -> Vec<String> {
    let lines: Vec<String> = lines.iter().map(|line| line.trim_end().to_owned()).collect();
    let filled = lines.iter().rposition(|line| !line.is_empty()).map_or(0, |last| last + 1);
    lines.into_iter().take(filled).collect()
}
