//! Invoice schedules: which dates a contract line is billed on, and what has become of each.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::{
    frequency::DatePair,
    ids::{ContractLineId, MilestoneId, ScheduleRowId},
    words::words,
};

words! {
    /// What has become of a schedule row.
    RunStatus, "run status", {
        /// Still to come, or never run.
        NotRun = "not_run",
        /// A run has handled it.
        RunSuccessful = "run_successful",
        /// A run has failed on it; every later run tries again.
        RunFailed = "run_failed",
        /// A person decided not to run it.
        Skipped = "skipped",
    }
}

impl RunStatus {
    /// Whether a run of the row's own date, or a later one for a failed row, handles it.
    ///
    /// Source: SPEC 4.11.
    #[must_use]
    pub fn is_open(self) -> bool {
        match self {
            Self::NotRun | Self::RunFailed => true,
            Self::RunSuccessful | Self::Skipped => false,
        }
    }
}

words! {
    /// Where a schedule row comes from.
    RowOrigin, "row origin", {
        /// Made from the frequency; replaced when generated again.
        Generated = "generated",
        /// Typed by a person; always kept.
        Typed = "typed",
    }
}

/// What a schedule row bills.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RowKind {
    /// Transactions up to a cut-off date, inclusive (SPEC 4.2).
    Date {
        /// The last transaction date that the run takes.
        cut_off_date: NaiveDate,
    },
    /// One milestone; it has no cut-off (SPEC 3.11).
    Milestone(MilestoneId),
}

/// A row of an invoice schedule.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ScheduleRow {
    /// Row number.
    pub id: ScheduleRowId,
    /// Its contract line.
    pub contract_line: ContractLineId,
    /// The day on which the invoice must be created.
    pub run_date: NaiveDate,
    /// What it bills.
    pub kind: RowKind,
    /// What has become of it.
    pub run_status: RunStatus,
}

impl ScheduleRow {
    /// The last transaction date that a run of this row takes: never after the run date itself.
    ///
    /// Source: SPEC 4.2, 4.3.
    #[must_use]
    pub fn takes_up_to(&self) -> Option<NaiveDate> {
        match self.kind {
            RowKind::Date { cut_off_date } => Some(cut_off_date.min(self.run_date)),
            RowKind::Milestone(_) => None,
        }
    }

    /// Whether a run of `date` or a later one handles the row: that of its own date, or any for a row that failed.
    ///
    /// Source: SPEC 4.1, 4.11.
    #[must_use]
    pub fn is_called_from(&self, date: NaiveDate) -> bool {
        match self.run_status {
            RunStatus::NotRun => self.run_date >= date,
            RunStatus::RunFailed => true,
            RunStatus::RunSuccessful | RunStatus::Skipped => false,
        }
    }
}

/// The first row that takes work of a date, of the rows of one line in the order in which they are run.
///
/// Source: SPEC 4.2, 4.3.
#[must_use]
pub fn first_to_take<'a>(
    rows: impl IntoIterator<Item = &'a ScheduleRow>,
    date: NaiveDate,
) -> Option<&'a ScheduleRow> {
    rows.into_iter().find(|row| row.takes_up_to().is_some_and(|up_to| date <= up_to))
}

/// What a row takes where the rows before it have taken theirs: work dated after their reach, up to its own.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Reach {
    /// The row.
    pub row: ScheduleRow,
    /// What is dated up to here, earlier rows take; none where there is no earlier row.
    pub after: Option<NaiveDate>,
    /// The last date that the row takes.
    pub up_to: NaiveDate,
}

/// Divides the work of one line among its rows, given in the order in which they are run: each date falls to the
/// [first row that takes it](first_to_take). Rows that have nothing left to take are not among the answers.
///
/// Source: SPEC 4.2, 4.3.
#[must_use]
pub fn reaches<'a>(rows: impl IntoIterator<Item = &'a ScheduleRow>) -> Vec<Reach> {
    let mut after: Option<NaiveDate> = None;
    let mut reaches = Vec::new();
    for row in rows {
        let Some(up_to) = row.takes_up_to().filter(|up_to| after.is_none_or(|after| after < *up_to)) else {
            continue;
        };
        reaches.push(Reach { row: *row, after, up_to });
        after = Some(up_to);
    }
    reaches
}

/// A date row as regeneration sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PresentRow {
    /// Row number.
    pub id: ScheduleRowId,
    /// Its run date.
    pub run_date: NaiveDate,
    /// Where it comes from.
    pub origin: RowOrigin,
    /// What has become of it.
    pub run_status: RunStatus,
}

/// What generating a schedule again changes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Regeneration {
    /// Generated rows that have not run: they go.
    pub remove: Vec<ScheduleRowId>,
    /// Rows to add, ascending.
    pub add: Vec<DatePair>,
}

/// Replaces the generated rows that have not run and keeps every other row.
///
/// A kept row keeps its date: no second row is generated there.
///
/// Source: SPEC 3.8, 3.9 (one date row per line and run date).
#[must_use]
pub fn regenerate(present: &[PresentRow], generated: &[DatePair]) -> Regeneration {
    let is_replaced =
        |row: &PresentRow| row.origin == RowOrigin::Generated && row.run_status == RunStatus::NotRun;
    let kept: BTreeSet<NaiveDate> =
        present.iter().filter(|row| !is_replaced(row)).map(|row| row.run_date).collect();
    Regeneration {
        remove: present.iter().filter(|row| is_replaced(row)).map(|row| row.id).collect(),
        add: generated.iter().filter(|pair| !kept.contains(&pair.run_date)).copied().collect(),
    }
}

/// Joins pairs that meet on one run date: one row, with the later cut-off.
///
/// Source: SPEC 3.3, 3.4.
#[must_use]
pub fn one_row_per_date(pairs: impl IntoIterator<Item = DatePair>) -> Vec<DatePair> {
    let mut rows: BTreeMap<NaiveDate, NaiveDate> = BTreeMap::new();
    for pair in pairs {
        rows.entry(pair.run_date)
            .and_modify(|cut_off| *cut_off = (*cut_off).max(pair.cut_off_date))
            .or_insert(pair.cut_off_date);
    }
    rows.into_iter().map(|(run_date, cut_off_date)| DatePair { run_date, cut_off_date }).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    fn pair(run_date: &str, cut_off: &str) -> DatePair {
        DatePair { run_date: date(run_date), cut_off_date: date(cut_off) }
    }

    #[test]
    // SPEC 3.8: generated rows that have not run are replaced, every other row is kept, and keeps its date.
    fn generating_again_keeps_what_was_typed_or_run() {
        let row = |id, run_date: &str, origin, run_status| PresentRow {
            id: ScheduleRowId(id),
            run_date: date(run_date),
            origin,
            run_status,
        };
        let present = [
            row(1, "2020-10-05", RowOrigin::Generated, RunStatus::RunSuccessful),
            row(2, "2020-10-12", RowOrigin::Generated, RunStatus::RunFailed),
            row(3, "2020-10-19", RowOrigin::Generated, RunStatus::NotRun),
            row(4, "2020-10-26", RowOrigin::Typed, RunStatus::NotRun),
            row(5, "2020-11-02", RowOrigin::Generated, RunStatus::Skipped),
        ];
        let days = ["2020-10-05", "2020-10-12", "2020-10-19", "2020-10-26", "2020-11-02", "2020-11-09"];
        let generated = days.map(|day| pair(day, "2020-10-01"));
        let again = regenerate(&present, &generated);
        assert_eq!(again.remove, [ScheduleRowId(3)]);
        assert_eq!(again.add, [pair("2020-10-19", "2020-10-01"), pair("2020-11-09", "2020-10-01")]);
    }

    #[test]
    // SPEC 3.8: of every origin and run status, only generated rows that have not run are replaced.
    fn every_origin_and_run_status() {
        for origin in RowOrigin::ALL {
            for run_status in RunStatus::ALL {
                let row = PresentRow {
                    id: ScheduleRowId(1),
                    run_date: date("2020-10-05"),
                    origin: *origin,
                    run_status: *run_status,
                };
                let again = regenerate(&[row], &[pair("2020-10-05", "2020-10-04")]);
                let is_replaced = (*origin, *run_status) == (RowOrigin::Generated, RunStatus::NotRun);
                assert_eq!(again.remove.len(), usize::from(is_replaced), "{origin} {run_status}");
                assert_eq!(
                    again.add.len(),
                    usize::from(is_replaced),
                    "{origin} {run_status}: one row a date"
                );
                let gone = regenerate(&[row], &[]);
                assert_eq!(
                    gone.remove.len(),
                    usize::from(is_replaced),
                    "{origin} {run_status}, no date left"
                );
            }
        }
    }

    #[test]
    // SPEC 3.3, 3.4: where rows meet on one date, the later cut-off stands.
    fn rows_that_meet_keep_the_later_cut_off() {
        let met = one_row_per_date([
            pair("2020-10-05", "2020-10-04"),
            pair("2020-10-05", "2020-10-02"),
            pair("2020-10-02", "2020-10-01"),
        ]);
        assert_eq!(met, [pair("2020-10-02", "2020-10-01"), pair("2020-10-05", "2020-10-04")]);
    }

    #[test]
    // SPEC 4.2, 4.3: up to the cut-off inclusive, never after the run date; a milestone row has no cut-off (3.11).
    fn a_row_takes_up_to_its_cut_off_or_its_own_date() {
        let row = |kind| ScheduleRow {
            id: ScheduleRowId(1),
            contract_line: ContractLineId(1),
            run_date: date("2020-10-05"),
            kind,
            run_status: RunStatus::NotRun,
        };
        let up_to = |cut_off: &str| row(RowKind::Date { cut_off_date: date(cut_off) }).takes_up_to();
        assert_eq!(up_to("2020-10-04"), Some(date("2020-10-04")));
        assert_eq!(up_to("2020-12-31"), Some(date("2020-10-05")));
        assert_eq!(row(RowKind::Milestone(MilestoneId(1))).takes_up_to(), None);
    }
}
