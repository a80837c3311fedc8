//! Invoice frequencies: named recurrence rules from which run dates and cut-off dates follow.

use std::collections::BTreeSet;

use chrono::{Datelike, Days, Months, NaiveDate, Weekday};

use crate::{schedule::one_row_per_date, words::words};

words! {
    /// How long one period of a frequency is.
    Period, "period", {
        /// Seven days, or N times seven.
        Weekly = "weekly",
        /// Fourteen days.
        Biweekly = "biweekly",
        /// A calendar month, or N.
        Monthly = "monthly",
        /// Three calendar months.
        Quarterly = "quarterly",
        /// Twelve calendar months.
        Yearly = "yearly",
    }
}

words! {
    /// Which of its weekdays in a month a run falls on.
    Occurrence, "occurrence", {
        /// The first one.
        First = "first",
        /// The second one.
        Second = "second",
        /// The third one.
        Third = "third",
        /// The fourth one.
        Fourth = "fourth",
        /// The last one, fourth or fifth.
        Last = "last",
    }
}

words! {
    /// What happens to a run date that is no working day.
    WorkingDay, "working day rule", {
        /// Nothing.
        AsIs = "as_is",
        /// It moves to the next working day.
        Next = "next",
        /// It moves to the working day before.
        Previous = "previous",
    }
}

/// One run of a period.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RunDay {
    /// A weekday: weekly and biweekly.
    Weekday(Weekday),
    /// The n-th weekday of the month: monthly and longer.
    OccurrenceInMonth(Occurrence, Weekday),
    /// A day of the month, 1 to 31; in a shorter month its last day: monthly and longer.
    DayOfMonth(u32),
}

/// How the cut-off date follows from the run date before any shift.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CutOff {
    /// So many days before, 0 to 366; 1 where nothing is said.
    DaysBefore(u32),
    /// The last day of the month before.
    EndOfPreviousMonth,
}

/// A run date with its cut-off date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct DatePair {
    /// The day on which the invoice must be created.
    pub run_date: NaiveDate,
    /// The last transaction date that the run takes, inclusive.
    pub cut_off_date: NaiveDate,
}

/// A date that the rule names, and what becomes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct NamedDate {
    /// The date before any shift.
    pub date: NaiveDate,
    /// Where it falls, with the cut-off that goes by the date before the shift.
    pub pair: DatePair,
}

/// A recurrence rule that holds together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceFrequency {
    period: Period,
    every: u32,
    runs: Vec<RunDay>,
    working_day: WorkingDay,
    cut_off: CutOff,
}

/// Why a frequency is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FrequencyError {
    /// `every` with a period that does not take it.
    #[error("every {every} periods can be said of weekly and monthly frequencies only, not of {period} ones")]
    EveryNotAllowed {
        /// The period.
        period: Period,
        /// What was asked.
        every: u32,
    },
    /// `every` outside 1 to 52.
    #[error("every {every} periods is not between 1 and 52")]
    Every {
        /// What was asked.
        every: u32,
    },
    /// Too many or no runs.
    #[error("a {period} frequency has {runs} runs, {allowed} can be")]
    Runs {
        /// The period.
        period: Period,
        /// How many were given.
        runs: usize,
        /// How many may be.
        allowed: &'static str,
    },
    /// A weekly or biweekly run that is no plain weekday.
    #[error("run {index} of a {period} frequency needs a weekday and nothing else")]
    NeedsWeekday {
        /// Which run, from 0.
        index: usize,
        /// The period.
        period: Period,
    },
    /// A monthly or longer run by weekday without saying which.
    #[error(
        "run {index} of a {period} frequency needs an occurrence (first, second, third, fourth or last) beside its weekday"
    )]
    NeedsOccurrence {
        /// Which run, from 0.
        index: usize,
        /// The period.
        period: Period,
    },
    /// No such day of a month.
    #[error("run {index}: {day} is not a day of the month from 1 to 31")]
    Day {
        /// Which run, from 0.
        index: usize,
        /// The day given.
        day: u32,
    },
    /// A cut-off too far before.
    #[error("a cut-off {days} days before is not between 0 and 366")]
    CutOffDays {
        /// The days given.
        days: u32,
    },
}

impl InvoiceFrequency {
    /// A frequency that holds together.
    ///
    /// # Errors
    /// [`FrequencyError`], one variant per rule.
    ///
    /// Source: SPEC 2.6, 3.1, 3.2, 3.6.
    pub fn new(
        period: Period,
        every: u32,
        runs: Vec<RunDay>,
        working_day: WorkingDay,
        cut_off: CutOff,
    ) -> Result<Self, FrequencyError> {
        let is_weekly = matches!(period, Period::Weekly | Period::Biweekly);
        if !(1..=52).contains(&every) {
            return Err(FrequencyError::Every { every });
        }
        if every != 1 && !matches!(period, Period::Weekly | Period::Monthly) {
            return Err(FrequencyError::EveryNotAllowed { period, every });
        }
        let (runs_max, allowed) = if is_weekly { (1, "exactly 1") } else { (4, "1 to 4") };
        if runs.is_empty() || runs.len() > runs_max {
            return Err(FrequencyError::Runs { period, runs: runs.len(), allowed });
        }
        for (index, run) in runs.iter().enumerate() {
            match run {
                RunDay::Weekday(_) if !is_weekly => {
                    return Err(FrequencyError::NeedsOccurrence { index, period });
                }
                RunDay::OccurrenceInMonth(..) | RunDay::DayOfMonth(_) if is_weekly => {
                    return Err(FrequencyError::NeedsWeekday { index, period });
                }
                RunDay::DayOfMonth(day) if !(1..=31).contains(day) => {
                    return Err(FrequencyError::Day { index, day: *day });
                }
                RunDay::Weekday(_) | RunDay::OccurrenceInMonth(..) | RunDay::DayOfMonth(_) => {}
            }
        }
        if let CutOff::DaysBefore(days) = cut_off
            && days > 366
        {
            return Err(FrequencyError::CutOffDays { days });
        }
        Ok(Self { period, every, runs, working_day, cut_off })
    }

    /// Run dates with their cut-offs from the billing start to the delivery date, both included, ascending, one
    /// row per date. Range and cut-off are judged on the date before it is moved to a working day.
    ///
    /// Source: SPEC 3.1 to 3.7.
    #[must_use]
    pub fn dates(
        &self,
        billing_start: NaiveDate,
        delivery_date: NaiveDate,
        holidays: &BTreeSet<NaiveDate>,
    ) -> Vec<DatePair> {
        let named = self.named_dates(billing_start, delivery_date, holidays);
        one_row_per_date(named.into_iter().map(|named| named.pair))
    }

    /// Every date that the rule names in the range, each with where it falls: what moving to working days did, and
    /// which of them meet.
    ///
    /// Source: SPEC 3.3, 3.4.
    #[must_use]
    pub fn named_dates(
        &self,
        billing_start: NaiveDate,
        delivery_date: NaiveDate,
        holidays: &BTreeSet<NaiveDate>,
    ) -> Vec<NamedDate> {
        let plain = match self.period {
            Period::Weekly => self.week_dates(self.every, billing_start, delivery_date),
            Period::Biweekly => self.week_dates(2, billing_start, delivery_date),
            Period::Monthly => self.month_dates(self.every, billing_start, delivery_date),
            Period::Quarterly => self.month_dates(3, billing_start, delivery_date),
            Period::Yearly => self.month_dates(12, billing_start, delivery_date),
        };
        let named = plain.into_iter().map(|date| {
            let run_date = on_working_day(date, self.working_day, holidays);
            NamedDate { date, pair: DatePair { run_date, cut_off_date: self.cut_off_date(date) } }
        });
        named.collect()
    }

    /// The first chosen weekday on or after the start, then every 7·N days (SPEC 3.5).
    fn week_dates(&self, weeks: u32, start: NaiveDate, end: NaiveDate) -> Vec<NaiveDate> {
        let step = Days::new(u64::from(weeks) * 7);
        let mut dates = Vec::new();
        for run in &self.runs {
            let RunDay::Weekday(weekday) = run else { continue };
            let until_first =
                (weekday.num_days_from_monday() + 7 - start.weekday().num_days_from_monday()) % 7;
            let first = start.checked_add_days(Days::new(u64::from(until_first)));
            dates.extend(
                std::iter::successors(first, |date| date.checked_add_days(step))
                    .take_while(|date| *date <= end),
            );
        }
        dates
    }

    /// The runs of the first month of each period, counted from the month of the start (SPEC 3.5).
    fn month_dates(&self, months: u32, start: NaiveDate, end: NaiveDate) -> Vec<NaiveDate> {
        let firsts =
            std::iter::successors(start.with_day(1), |first| first.checked_add_months(Months::new(months)));
        firsts
            .take_while(|first| *first <= end)
            .flat_map(|first| self.runs.iter().filter_map(move |run| in_month(*run, first)))
            .filter(|date| (start..=end).contains(date))
            .collect()
    }

    fn cut_off_date(&self, date: NaiveDate) -> NaiveDate {
        let cut_off = match self.cut_off {
            CutOff::DaysBefore(days) => date.checked_sub_days(Days::new(u64::from(days))),
            CutOff::EndOfPreviousMonth => date.with_day(1).and_then(|first| first.pred_opt()),
        };
        cut_off.expect("a date after 1900 has a day a year before it")
    }

    /// Period.
    #[must_use]
    pub fn period(&self) -> Period {
        self.period
    }

    /// Every how many periods.
    #[must_use]
    pub fn every(&self) -> u32 {
        self.every
    }

    /// Runs of a period.
    #[must_use]
    pub fn runs(&self) -> &[RunDay] {
        &self.runs
    }

    /// What happens to a run date that is no working day.
    #[must_use]
    pub fn working_day(&self) -> WorkingDay {
        self.working_day
    }

    /// How the cut-off follows.
    #[must_use]
    pub fn cut_off(&self) -> CutOff {
        self.cut_off
    }
}

/// The date of a run in the month that begins on `first`.
fn in_month(run: RunDay, first: NaiveDate) -> Option<NaiveDate> {
    let last_day = u32::from(first.num_days_in_month());
    match run {
        RunDay::DayOfMonth(day) => first.with_day(day.min(last_day)),
        RunDay::OccurrenceInMonth(Occurrence::Last, weekday) => {
            let last = first.with_day(last_day)?;
            let back = (last.weekday().num_days_from_monday() + 7 - weekday.num_days_from_monday()) % 7;
            last.checked_sub_days(Days::new(u64::from(back)))
        }
        RunDay::OccurrenceInMonth(occurrence, weekday) => {
            NaiveDate::from_weekday_of_month_opt(first.year(), first.month(), weekday, occurrence as u8 + 1)
        }
        RunDay::Weekday(_) => None,
    }
}

/// Moves a date to a working day: Monday to Friday outside the holiday list.
///
/// Source: SPEC 3.4.
fn on_working_day(date: NaiveDate, rule: WorkingDay, holidays: &BTreeSet<NaiveDate>) -> NaiveDate {
    let is_working_day =
        |day: &NaiveDate| day.weekday().num_days_from_monday() < 5 && !holidays.contains(day);
    let moved = match rule {
        WorkingDay::AsIs => return date,
        WorkingDay::Next => date.iter_days().find(is_working_day),
        WorkingDay::Previous => std::iter::successors(Some(date), NaiveDate::pred_opt).find(is_working_day),
    };
    moved.unwrap_or(date)
}

#[cfg(test)]
mod tests;
