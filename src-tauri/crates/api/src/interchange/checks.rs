//! What a record of the book must be, whoever gives it: a file that is imported, or a person who fills in a form.
//!
//! Everything that is wrong with a record is found at once, each with its path in the record.
//!
//! Source: SPEC 2.2, 2.5, 2.6.

use std::{fmt::Display, str::FromStr};

use chrono::NaiveDate;
use proforma_engine::{
    bounds,
    frequency::{CutOff, FrequencyError, InvoiceFrequency, Period, RunDay, WorkingDay},
};
use proforma_store::{book::Party, frequency};
use rust_decimal::Decimal;

use super::{
    error::{ImportError, Reason},
    format,
    place::Place,
};

/// What is wrong with a record: where in it, and which rule.
#[derive(Debug, Default)]
pub(crate) struct Findings(Vec<(String, Reason)>);

impl Findings {
    /// Notes what is wrong.
    pub(crate) fn add(&mut self, path: impl Into<String>, reason: impl Into<Reason>) {
        self.0.push((path.into(), reason.into()));
    }

    /// Gives a value, or notes why there is none.
    pub(crate) fn take<T>(
        &mut self,
        path: impl Into<String>,
        value: Result<T, impl Into<Reason>>,
    ) -> Option<T> {
        value.map_err(|reason| self.add(path, reason)).ok()
    }

    /// Checks a free text that may be absent.
    pub(crate) fn text(&mut self, path: &str, text: Option<&str>) {
        self.take(path, text.map_or(Ok(()), bounds::text));
    }

    /// What was found, in order.
    pub(crate) fn into_list(self) -> Vec<(String, Reason)> {
        self.0
    }

    /// Hands on what was read where nothing was found.
    fn settle<T>(self, read: Option<T>) -> Result<T, Self> {
        match read {
            Some(read) if self.0.is_empty() => Ok(read),
            Some(_) | None => Err(self),
        }
    }

    /// The first finding, at the place of the record in a file.
    pub(super) fn refused(self, place: &Place<'_>) -> ImportError {
        match self.0.into_iter().next() {
            Some((path, reason)) => ImportError::refused(format!("{place}.{path}"), reason),
            None => ImportError::refused(place, Reason::Structure { message: "nothing was read".to_owned() }),
        }
    }
}

/// A decimal number as the format spells it: a sign at most, digits, a point with digits at most.
pub(crate) fn decimal(text: &str) -> Result<Decimal, Reason> {
    if !is_decimal(text) {
        return Err(Reason::Decimal { text: shortened(text) });
    }
    let mut number = Decimal::from_str_exact(text).map_err(|_| Reason::Digits { text: shortened(text) })?;
    if number.is_zero() {
        number.set_sign_positive(true);
    }
    Ok(number)
}

fn is_decimal(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    match unsigned.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(unsigned),
    }
}

/// A quantity, a price, a number of hours: within ±10^9, at most six decimals.
pub(crate) fn quantity(text: &str) -> Result<Decimal, Reason> {
    Ok(bounds::quantity(decimal(text)?)?)
}

/// A civil date within the bounds.
pub(crate) fn date(text: &str) -> Result<NaiveDate, Reason> {
    match read_date(text.as_bytes()) {
        Some(date) => Ok(bounds::date(date)?),
        None => Err(Reason::Date { text: shortened(text) }),
    }
}

/// By hand, since the general parser takes other spellings too and a book has millions of dates.
fn read_date(bytes: &[u8]) -> Option<NaiveDate> {
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *bytes else { return None };
    let number = |digits: &[u8]| -> Option<u32> {
        digits
            .iter()
            .try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0')))
    };
    let year = i32::try_from(number(&[y0, y1, y2, y3])?).ok()?;
    NaiveDate::from_ymd_opt(year, number(&[m0, m1])?, number(&[d0, d1])?)
}

/// A word of one of the engine's enums.
pub(crate) fn word<T>(text: &str) -> Result<T, Reason>
where
    T: FromStr,
    T::Err: Display,
{
    text.parse().map_err(|error: T::Err| {
        let message = if text.len() > SHOWN_MAX {
            format!("\"{}\" is no word of the format", shortened(text))
        } else {
            error.to_string()
        };
        Reason::Word { message }
    })
}

/// A whole number within its range.
pub(crate) fn whole<T: TryFrom<u64>>(number: u64, min: u64, max: u64) -> Result<T, Reason> {
    let refused = || Reason::Range { number, min, max };
    if !(min..=max).contains(&number) {
        return Err(refused());
    }
    T::try_from(number).map_err(|_| refused())
}

/// How much of a wrong text a message shows.
const SHOWN_MAX: usize = 60;

/// The beginning of a text that may be very long.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

/// Most lines of an address, and of bank details.
const LINES_MAX: usize = 6;

/// Lines that are one text in the book.
pub(crate) fn lines(findings: &mut Findings, path: &str, lines: &[String]) {
    if lines.len() > LINES_MAX {
        findings.add(path, Reason::Length { length: lines.len(), allowed: "at most 6" });
        return;
    }
    for (index, line) in lines.iter().enumerate() {
        let path = format!("{path}[{index}]");
        findings.text(&path, Some(line));
        if line.contains('\n') {
            findings.add(path, Reason::LineBreak);
        }
    }
}

/// The company, or a customer's name and address.
pub(crate) fn party(party: Party) -> Result<Party, Findings> {
    let mut findings = Findings::default();
    check_party(&mut findings, &party);
    findings.settle(Some(party))
}

fn check_party(findings: &mut Findings, party: &Party) {
    findings.take("name", bounds::name(&party.name));
    lines(findings, "address", &party.address);
    if let Some(country) = &party.country
        && !(country.len() == 2 && country.bytes().all(|byte| byte.is_ascii_uppercase()))
    {
        findings.add("country", Reason::Country { text: shortened(country) });
    }
    findings.text("tax_id", party.tax_id.as_deref());
    findings.text("email", party.email.as_deref());
    findings.text("language", party.language.as_deref());
}

/// A customer: name and address, payment terms.
pub(crate) fn customer(customer: &format::Customer) -> Result<(Party, Option<u16>), Findings> {
    let mut findings = Findings::default();
    let party = Party {
        name: customer.name.clone(),
        address: customer.address.clone().unwrap_or_default(),
        country: customer.country.clone(),
        tax_id: customer.tax_id.clone(),
        email: customer.email.clone(),
        language: customer.language.clone(),
    };
    check_party(&mut findings, &party);
    let days = customer.payment_terms_days.map(|days| whole(days, 0, 365)).transpose();
    let days = findings.take("payment_terms_days", days);
    findings.settle(days.map(|days| (party, days)))
}

/// A role: its target utilization.
pub(crate) fn role(role: &format::Role) -> Result<Option<Decimal>, Findings> {
    let mut findings = Findings::default();
    findings.take("name", bounds::name(&role.name));
    let target = role.target_utilization_percent.as_ref().map(|text| quantity(text)).transpose();
    let target = findings.take("target_utilization_percent", target);
    findings.settle(target)
}

/// When a resource works.
pub(crate) struct WorkingTime {
    /// Seven, from Monday; none: 8 on Monday to Friday.
    pub(crate) hours_per_weekday: Option<Vec<Decimal>>,
    /// Days with hours off.
    pub(crate) absences: Vec<(NaiveDate, Decimal)>,
}

/// A resource, but for its role.
pub(crate) fn resource(resource: &format::Resource) -> Result<WorkingTime, Findings> {
    let mut findings = Findings::default();
    findings.take("name", bounds::name(&resource.name));
    let hours_per_weekday = resource.hours_per_weekday.as_ref().map(|hours| {
        if hours.len() != 7 {
            let reason = Reason::Length { length: hours.len(), allowed: "exactly 7" };
            findings.add("hours_per_weekday", reason);
        }
        let hours = hours.iter().enumerate();
        hours
            .filter_map(|(index, text)| findings.take(format!("hours_per_weekday[{index}]"), quantity(text)))
            .collect()
    });
    let absences = resource.absences.iter().flatten().enumerate().filter_map(|(index, absence)| {
        let date = findings.take(format!("absences[{index}].date"), date(&absence.date));
        date.zip(findings.take(format!("absences[{index}].hours"), quantity(&absence.hours)))
    });
    let absences = absences.collect();
    findings.settle(Some(WorkingTime { hours_per_weekday, absences }))
}

/// An invoice frequency: its rule.
pub(crate) fn frequency(frequency: &format::InvoiceFrequency) -> Result<InvoiceFrequency, Findings> {
    let mut findings = Findings::default();
    findings.take("name", bounds::name(&frequency.name));
    let period: Option<Period> = findings.take("period", word(&frequency.period));
    let every = findings.take("every", whole(frequency.every.unwrap_or(1), 1, 52));
    let given = frequency.runs.iter().enumerate();
    let runs: Vec<RunDay> =
        given.filter_map(|(index, run)| run_day(&mut findings, &format!("runs[{index}]"), run)).collect();
    let working_day = frequency.working_day.as_deref().map_or(Ok(WorkingDay::AsIs), word);
    let working_day = findings.take("working_day", working_day);
    let cut_off = match &frequency.cut_off {
        None => Ok(CutOff::DaysBefore(1)),
        Some(format::CutOff::Word(_)) => Ok(CutOff::EndOfPreviousMonth),
        Some(format::CutOff::Days(format::CutOffDays { days_before })) => {
            whole(*days_before, 0, 366).map(CutOff::DaysBefore)
        }
    };
    let cut_off = findings.take("cut_off.days_before", cut_off);
    let (Some(period), Some(every), Some(working_day), Some(cut_off)) = (period, every, working_day, cut_off)
    else {
        return Err(findings);
    };
    if runs.len() != frequency.runs.len() {
        return Err(findings);
    }
    let rule = InvoiceFrequency::new(period, every, runs, working_day, cut_off);
    let rule = rule.map_err(|error| findings.add(path_of(&error), error)).ok();
    findings.settle(rule)
}

/// The field of a frequency that an error is about.
fn path_of(error: &FrequencyError) -> String {
    match error {
        FrequencyError::EveryNotAllowed { .. } | FrequencyError::Every { .. } => "every".to_owned(),
        FrequencyError::Runs { .. } => "runs".to_owned(),
        FrequencyError::NeedsWeekday { index, .. } | FrequencyError::NeedsOccurrence { index, .. } => {
            format!("runs[{index}]")
        }
        FrequencyError::Day { index, .. } => format!("runs[{index}].day"),
        FrequencyError::CutOffDays { .. } => "cut_off".to_owned(),
    }
}

fn run_day(findings: &mut Findings, path: &str, run: &format::RunDay) -> Option<RunDay> {
    match (&run.weekday, &run.occurrence, run.day) {
        (Some(weekday), occurrence, None) => {
            let unknown = || Reason::Word { message: format!("\"{}\" is not a weekday", shortened(weekday)) };
            let weekday = frequency::weekday_of(weekday).ok_or_else(unknown);
            let weekday = findings.take(format!("{path}.weekday"), weekday)?;
            Some(match occurrence {
                None => RunDay::Weekday(weekday),
                Some(occurrence) => RunDay::OccurrenceInMonth(
                    findings.take(format!("{path}.occurrence"), word(occurrence))?,
                    weekday,
                ),
            })
        }
        (None, None, Some(day)) => {
            findings.take(format!("{path}.day"), whole(day, 1, 31)).map(RunDay::DayOfMonth)
        }
        (Some(_), _, Some(_)) | (None, Some(_), Some(_)) | (None, _, None) => {
            findings.add(path, Reason::RunDay);
            None
        }
    }
}
