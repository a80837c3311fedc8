//! Invoice frequencies: the rule as it is typed, and the dates that it gives.

use std::collections::BTreeMap;

use chrono::{Datelike, Days, NaiveDate};
use proforma_engine::{
    bounds,
    frequency::{CutOff, InvoiceFrequency, NamedDate, RunDay},
    ids::InvoiceFrequencyId,
};
use proforma_store::{
    Connection, WriteTransaction,
    frequency::{self, StoredFrequency},
    holiday,
};

use super::{Checked, check_id, frequency_words, to_fields, whole_number};
use crate::{
    dto::{
        FrequencyDate, FrequencyLook, FrequencyRule, FrequencyRunForm, InvoiceFrequencyForm, MovedDate,
        RecordForm,
    },
    error::ApiError,
    interchange::{checks, format},
    typed::{Problems, filled},
};

/// How many dates are shown.
const DATES_SHOWN: usize = 12;

/// How far ahead they are looked for: at first a year, then further until there are enough.
const DAYS_AHEAD: [u64; 4] = [366, 4 * 366, 16 * 366, 64 * 366];

pub(super) fn forms(connection: &Connection) -> Result<Vec<InvoiceFrequencyForm>, ApiError> {
    Ok(frequency::all(connection)?.into_iter().map(form_of).collect())
}

fn form_of(StoredFrequency { key, name, rule, .. }: StoredFrequency) -> InvoiceFrequencyForm {
    let run = |run: &RunDay| {
        let (weekday, occurrence, day) = match run {
            RunDay::Weekday(weekday) => (Some(weekday), None, None),
            RunDay::OccurrenceInMonth(occurrence, weekday) => (Some(weekday), Some(occurrence), None),
            RunDay::DayOfMonth(day) => (None, None, Some(day)),
        };
        FrequencyRunForm {
            weekday: weekday.map(|weekday| frequency::weekday_word(*weekday).to_owned()).unwrap_or_default(),
            occurrence: occurrence.map(|occurrence| occurrence.as_str().to_owned()).unwrap_or_default(),
            day: day.map(ToString::to_string).unwrap_or_default(),
        }
    };
    InvoiceFrequencyForm {
        id: key,
        name,
        period: rule.period().into(),
        every: rule.every().to_string(),
        runs: rule.runs().iter().map(run).collect(),
        working_day: rule.working_day().into(),
        cut_off_days_before: match rule.cut_off() {
            CutOff::DaysBefore(days) => Some(days.to_string()),
            CutOff::EndOfPreviousMonth => None,
        },
    }
}

pub(super) fn id_of(connection: &Connection, key: &str) -> Result<InvoiceFrequencyId, ApiError> {
    let found = frequency::all(connection)?.into_iter().find(|frequency| frequency.key == key);
    found
        .map(|frequency| frequency.id)
        .ok_or_else(|| ApiError::NotFound { kind: "invoice frequency", id: key.to_owned() })
}

/// The rule of a form, and what is wrong with it.
///
/// Source: SPEC 2.6, 3.1, 3.2, 3.4, 3.6.
fn rule_of(problems: &mut Problems, form: &InvoiceFrequencyForm) -> Option<InvoiceFrequency> {
    let every = whole_number(problems, "every", &form.every);
    let days = form.cut_off_days_before.as_ref().map(|text| match filled(text) {
        Some(text) => whole_number(problems, "cut_off_days_before", text),
        None => {
            problems.add("cut_off_days_before", "say how many days before the run date");
            None
        }
    });
    let text = |text: &str| filled(text).map(str::to_owned);
    let run = |(index, run): (usize, &FrequencyRunForm)| format::RunDay {
        weekday: text(&run.weekday),
        occurrence: text(&run.occurrence),
        day: whole_number(problems, &format!("runs[{index}].day"), &run.day),
    };
    let runs = form.runs.iter().enumerate().map(run).collect();
    let (period, working_day) = (
        proforma_engine::frequency::Period::from(form.period),
        proforma_engine::frequency::WorkingDay::from(form.working_day),
    );
    let plain = format::InvoiceFrequency {
        id: form.id.clone(),
        name: form.name.trim().to_owned(),
        period: period.as_str().to_owned(),
        runs,
        every,
        working_day: Some(working_day.as_str().to_owned()),
        cut_off: Some(match days {
            Some(days) => format::CutOff::Days(format::CutOffDays { days_before: days.unwrap_or_default() }),
            None => format::CutOff::Word(format::EndOfPreviousMonth::EndOfPreviousMonth),
        }),
    };
    let is_typed = problems.is_empty();
    // What is no number was said already.
    let known: Vec<String> = problems.paths().map(str::to_owned).collect();
    let mut found = Problems::default();
    let rule = to_fields(&mut found, checks::frequency(&plain));
    for problem in found.into_list() {
        let path = problem.path.replace("cut_off.days_before", "cut_off_days_before");
        if !known.iter().any(|known| known.starts_with(&path) || path.starts_with(known)) {
            problems.add(path, problem.message);
        }
    }
    rule.filter(|_| is_typed)
}

pub(super) fn check(
    connection: &Connection,
    id: Option<&str>,
    form: &InvoiceFrequencyForm,
) -> Result<Checked<InvoiceFrequency>, ApiError> {
    let mut problems = Problems::default();
    let value = rule_of(&mut problems, form);
    let known = frequency::all(connection)?;
    check_id(&mut problems, id, &form.id, |id| Ok(known.iter().any(|frequency| frequency.key == id)))?;
    Ok(Checked { value, problems })
}

/// The rule of a stored frequency as one sentence.
pub(super) fn sentence(form: &InvoiceFrequencyForm) -> Option<String> {
    rule_of(&mut Problems::default(), form).map(|rule| frequency_words::sentence(&rule))
}

/// Looks at a frequency while it is typed: what is wrong with it, what its rule says, and the next twelve dates that a
/// line would have whose billing starts on `from`, up to its delivery date where one is given.
///
/// # Errors
/// [`ApiError::Input`] for dates out of bounds; [`ApiError`] where the book cannot be read.
///
/// Source: SPEC 3.
pub fn look_at_frequency(
    connection: &Connection,
    id: Option<&str>,
    form: &InvoiceFrequencyForm,
    from: NaiveDate,
    through: Option<NaiveDate>,
) -> Result<FrequencyLook, ApiError> {
    for (field, date) in [("from", Some(from)), ("through", through)] {
        date.map_or(Ok(from), bounds::date)
            .map_err(|error| ApiError::Input { field, message: error.to_string() })?;
    }
    let snapshot = connection.snapshot()?;
    let proposed_id = match id {
        Some(_) => None,
        None => super::proposed_id(&snapshot, &RecordForm::InvoiceFrequency(form.clone()))?,
    };
    let Checked { problems, .. } = check(&snapshot, id, form)?;
    // A rule that holds together is shown, also while its name is missing.
    let named = InvoiceFrequencyForm { name: "x".to_owned(), ..form.clone() };
    let rule = rule_of(&mut Problems::default(), &named);
    let rule = rule.map(|rule| rule_says(&snapshot, &rule, from, through)).transpose()?;
    Ok(FrequencyLook { problems: problems.into_list(), proposed_id, rule })
}

fn rule_says(
    connection: &Connection,
    rule: &InvoiceFrequency,
    from: NaiveDate,
    through: Option<NaiveDate>,
) -> Result<FrequencyRule, ApiError> {
    let holidays: BTreeMap<NaiveDate, Option<String>> =
        holiday::all(connection)?.into_iter().map(|holiday| (holiday.date, holiday.name)).collect();
    let days = holidays.keys().copied().collect();
    let mut dates = Vec::new();
    let mut named = Vec::new();
    for ahead in DAYS_AHEAD {
        let ahead = from.checked_add_days(Days::new(ahead)).unwrap_or(NaiveDate::MAX);
        let last = through.map_or(ahead, |through| through.min(ahead)).min(last_date());
        dates = rule.dates(from, last, &days);
        named = rule.named_dates(from, last, &days);
        if dates.len() >= DATES_SHOWN {
            break;
        }
    }
    dates.truncate(DATES_SHOWN);
    let moved = |run_date: NaiveDate| {
        let moved = named.iter().filter(|named| named.pair.run_date == run_date && named.date != run_date);
        moved
            .map(|NamedDate { date, .. }| MovedDate { date: *date, holiday: why_moved(*date, &holidays) })
            .collect()
    };
    let dates = dates.into_iter().map(|pair| FrequencyDate {
        run_date: pair.run_date,
        cut_off_date: pair.cut_off_date,
        moved: moved(pair.run_date),
    });
    Ok(FrequencyRule {
        sentence: frequency_words::sentence(rule),
        anchor: frequency_words::anchor(rule).to_owned(),
        dates: dates.collect(),
    })
}

/// The last date of the domain (SPEC 2.5).
fn last_date() -> NaiveDate {
    NaiveDate::from_ymd_opt(2199, 12, 31).unwrap_or(NaiveDate::MAX)
}

/// The holiday that a date moved away from; none for a weekend.
fn why_moved(date: NaiveDate, holidays: &BTreeMap<NaiveDate, Option<String>>) -> Option<String> {
    let is_weekend = date.weekday().num_days_from_monday() > 4;
    holidays.get(&date).filter(|_| !is_weekend).map(|name| name.clone().unwrap_or_default())
}

pub(super) fn write(
    tx: &WriteTransaction<'_>,
    id: Option<&str>,
    form: &InvoiceFrequencyForm,
) -> Result<String, ApiError> {
    let rule = check(tx, id, form)?.settle()?;
    let (key, name) = (form.id.trim().to_owned(), form.name.trim().to_owned());
    match id {
        None => drop(frequency::insert(tx, &key, &name, &rule)?),
        Some(id) => {
            let id = id_of(tx, id)?;
            frequency::update(tx, &StoredFrequency { id, key: key.clone(), name, rule })?;
        }
    }
    Ok(key)
}
