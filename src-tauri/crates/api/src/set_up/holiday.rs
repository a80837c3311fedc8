//! Holidays: days that are no working days.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use proforma_store::{
    Connection, WriteTransaction,
    holiday::{self, Holiday},
};

use super::Checked;
use crate::{
    book::Book,
    changes::{ChangeName, FormCommand},
    dto::{HolidayForm, HolidayList, RecordForm, SavedHolidays},
    error::ApiError,
    interchange::checks,
    typed::{Problems, filled, optional},
};

/// Most holidays of one typed list.
const LINES_MAX: usize = 2_000;

pub(super) fn forms(connection: &Connection) -> Result<Vec<HolidayForm>, ApiError> {
    let form = |holiday: Holiday| HolidayForm {
        date: holiday.date.to_string(),
        name: holiday.name.unwrap_or_default(),
    };
    Ok(holiday::all(connection)?.into_iter().map(form).collect())
}

pub(super) fn check(
    connection: &Connection,
    id: Option<&str>,
    form: &HolidayForm,
) -> Result<Checked<Holiday>, ApiError> {
    let mut problems = Problems::default();
    if filled(&form.date).is_none() {
        problems.add("date", "a date is missing");
    }
    let date = problems.date("date", &form.date);
    let known = holiday::all(connection)?;
    let is_there = |date: NaiveDate| known.iter().any(|holiday| holiday.date == date);
    if let Some(date) = date
        && id != Some(&date.to_string())
        && is_there(date)
    {
        problems.add("date", format!("{date} is a holiday already"));
    }
    check_name(&mut problems, "name", &form.name);
    Ok(Checked { value: date.map(|date| Holiday { date, name: optional(&form.name) }), problems })
}

fn check_name(problems: &mut Problems, path: &str, name: &str) {
    if let Some(name) = optional(name) {
        problems.name(path, &name);
    }
}

pub(super) fn write(
    tx: &WriteTransaction<'_>,
    id: Option<&str>,
    form: &HolidayForm,
) -> Result<String, ApiError> {
    let holiday = check(tx, id, form)?.settle()?;
    match id {
        None => holiday::insert(tx, &holiday)?,
        Some(id) => holiday::update(tx, date_of(id)?, &holiday)?,
    }
    Ok(holiday.date.to_string())
}

pub(super) fn date_of(id: &str) -> Result<NaiveDate, ApiError> {
    checks::date(id).map_err(|_| ApiError::NotFound { kind: "holiday", id: id.to_owned() })
}

/// Reads a typed list of holidays: a line each, the date first, then what it is called.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
pub fn look_at_holidays(connection: &Connection, text: &str) -> Result<HolidayList, ApiError> {
    let mut problems = Problems::default();
    let mut read: BTreeMap<NaiveDate, (usize, String)> = BTreeMap::new();
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    for (at, (index, line)) in lines.enumerate() {
        let path = format!("lines[{index}]");
        if at == LINES_MAX {
            problems
                .add(path, format!("a list has at most {LINES_MAX} holidays; take the rest in a second one"));
            break;
        }
        let (date, name) = line.trim().split_once([' ', '\t', ',', ';']).unwrap_or((line.trim(), ""));
        let Some(date) = problems.take(path.as_str(), checks::date(date)) else { continue };
        let name = name.trim_matches([' ', '\t', ',', ';']);
        check_name(&mut problems, &path, name);
        if let Some((before, _)) = read.get(&date) {
            problems.add(path, format!("{date} stands in line {} already", before + 1));
        } else {
            read.insert(date, (index, name.to_owned()));
        }
    }
    let known = holiday::all(connection)?.iter().filter(|known| read.contains_key(&known.date)).count();
    let form = |(date, (_, name)): (NaiveDate, (usize, String))| HolidayForm { date: date.to_string(), name };
    Ok(HolidayList {
        holidays: read.into_iter().map(form).collect(),
        problems: problems.into_list(),
        known: u32::try_from(known).unwrap_or(u32::MAX),
    })
}

/// Takes a typed list of holidays into the book: all of it or nothing. Those that the book has are given the name of the
/// list, where it has one. Gives how many were added or changed, and what takes that back.
///
/// # Errors
/// [`ApiError::Form`] where a line does not read.
pub fn save_holidays(book: &Book, text: &str, now: DateTime<Utc>) -> Result<SavedHolidays, ApiError> {
    let tx = book.writable()?.write()?;
    let list = look_at_holidays(&tx, text)?;
    if !list.problems.is_empty() {
        return Err(ApiError::Form(list.problems));
    }
    let known = holiday::all(&tx)?;
    let mut saved = 0;
    for form in list.holidays {
        let before = known.iter().find(|holiday| holiday.date.to_string() == form.date);
        // A list without names takes none away.
        if before.is_some() && form.name.is_empty() {
            continue;
        }
        let id = before.map(|holiday| holiday.date.to_string());
        if super::save_in(&tx, id.as_deref(), &RecordForm::Holiday(form), now)?.is_some() {
            saved += 1;
        }
    }
    tx.commit()?;
    let name = ChangeName::of_form(FormCommand::SaveRecord, now);
    Ok(SavedHolidays { saved, undo: (saved > 0).then(|| name.token()) })
}
