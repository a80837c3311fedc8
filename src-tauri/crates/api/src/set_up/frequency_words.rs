//! An invoice frequency as a sentence.

use chrono::Weekday;
use proforma_engine::frequency::{CutOff, InvoiceFrequency, Occurrence, Period, RunDay, WorkingDay};

/// The rule in one breath: when it runs, up to when it takes work, and what happens on a weekend.
pub(super) fn sentence(rule: &InvoiceFrequency) -> String {
    let shift = match rule.working_day() {
        WorkingDay::AsIs => "",
        WorkingDay::Next => {
            " A run on a weekend or holiday moves to the next working day; its cut-off stays."
        }
        WorkingDay::Previous => {
            " A run on a weekend or holiday moves to the working day before; its cut-off stays."
        }
    };
    format!("{}, taking work dated up to and including {}.{shift}", when(rule), cut_off(rule))
}

/// How the dates are counted from the billing start.
///
/// Source: SPEC 3.5.
pub(super) fn anchor(rule: &InvoiceFrequency) -> &'static str {
    match rule.period() {
        Period::Weekly | Period::Biweekly => {
            "Counted from the first such day on or after the billing start. Generating again keeps that anchor."
        }
        Period::Monthly => {
            "Counted from the month of the billing start; dates before the billing start are left out."
        }
        Period::Quarterly => {
            "The first of three months, counted from the month of the billing start; dates before the billing start are left out."
        }
        Period::Yearly => {
            "The month of the billing start, each year; dates before the billing start are left out."
        }
    }
}

fn when(rule: &InvoiceFrequency) -> String {
    let days = days(rule);
    match (rule.period(), rule.every()) {
        (Period::Weekly, 1) => format!("Every {days}"),
        (Period::Biweekly, _) | (Period::Weekly, 2) => format!("Every second {days}"),
        (Period::Weekly, 3) => format!("Every third {days}"),
        (Period::Weekly, 4) => format!("Every fourth {days}"),
        (Period::Weekly, weeks) => format!("Every {weeks} weeks on {days}"),
        (Period::Monthly, 1) => format!("Every month on {days}"),
        (Period::Monthly, 2) => format!("Every second month on {days}"),
        (Period::Monthly, months) => format!("Every {months} months on {days}"),
        (Period::Quarterly, _) => format!("Every three months on {days}"),
        (Period::Yearly, _) => format!("Every year on {days}"),
    }
}

fn days(rule: &InvoiceFrequency) -> String {
    let days: Vec<String> = rule.runs().iter().map(|run| day(*run)).collect();
    match days.split_last() {
        Some((last, rest)) if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        Some((last, _)) => last.clone(),
        None => String::new(),
    }
}

fn day(run: RunDay) -> String {
    match run {
        RunDay::Weekday(weekday) => name(weekday).to_owned(),
        RunDay::OccurrenceInMonth(occurrence, weekday) => {
            let which = match occurrence {
                Occurrence::First => "first",
                Occurrence::Second => "second",
                Occurrence::Third => "third",
                Occurrence::Fourth => "fourth",
                Occurrence::Last => "last",
            };
            format!("the {which} {}", name(weekday))
        }
        RunDay::DayOfMonth(day @ 29..) => format!("the {} or the last day", ordinal(day)),
        RunDay::DayOfMonth(day) => format!("the {}", ordinal(day)),
    }
}

fn ordinal(day: u32) -> String {
    let ending = match (day % 10, day) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        (_, _) => "th",
    };
    format!("{day}{ending}")
}

fn cut_off(rule: &InvoiceFrequency) -> String {
    let weekday = match rule.runs() {
        [RunDay::Weekday(weekday) | RunDay::OccurrenceInMonth(_, weekday)] => Some(*weekday),
        _ => None,
    };
    match (rule.cut_off(), weekday) {
        (CutOff::EndOfPreviousMonth, _) => "the last day of the month before".to_owned(),
        (CutOff::DaysBefore(0), _) => "the run date itself".to_owned(),
        (CutOff::DaysBefore(days @ 1..=7), Some(weekday)) => {
            let before = (0..days).fold(weekday, |weekday, _| weekday.pred());
            format!("the {} before", name(before))
        }
        (CutOff::DaysBefore(1), None) => "the day before".to_owned(),
        (CutOff::DaysBefore(days), _) => format!("the day {days} days before"),
    }
}

fn name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}
