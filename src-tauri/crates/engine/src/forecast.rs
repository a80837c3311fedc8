//! What runs to come would bring as things stand: which open row takes a share of a date, and on which run.
//!
//! The rows decide, not the shares: where a million shares are to be forecast, each row's [`Reach`] is the range
//! of dates to sum up. [`Backlog::run_in_turn`] gives the same share by share, by running the dates.
//!
//! Source: SPEC 4.2 to 4.5, 4.11.

use std::collections::HashMap;

use chrono::NaiveDate;

use crate::{
    ids::{ContractLineId, MilestoneId},
    process_run::{Backlog, DateOutcome},
    schedule::{Reach, RowKind, ScheduleRow, reaches},
    share::{Share, ShareOf},
};

/// The rows of one contract that runs from a day on handle.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CalledRows {
    in_order: Vec<ScheduleRow>,
    by_line: HashMap<ContractLineId, Vec<Reach>>,
    milestone_dates: HashMap<MilestoneId, NaiveDate>,
}

impl CalledRows {
    /// Of the rows of a contract, those that a run of `from` or of a later date handles.
    #[must_use]
    pub fn new(rows: &[ScheduleRow], from: NaiveDate) -> Self {
        let milestone_dates = rows.iter().filter_map(|row| match row.kind {
            RowKind::Milestone(milestone) => Some((milestone, row.run_date)),
            RowKind::Date { .. } => None,
        });
        let mut in_order: Vec<ScheduleRow> =
            rows.iter().filter(|row| row.is_called_from(from)).copied().collect();
        in_order.sort_by_key(|row| row.run_date);
        let mut rows_by_line: HashMap<ContractLineId, Vec<&ScheduleRow>> = HashMap::new();
        for row in &in_order {
            rows_by_line.entry(row.contract_line).or_default().push(row);
        }
        let by_line = rows_by_line.into_iter().map(|(line, rows)| (line, reaches(rows))).collect();
        Self { milestone_dates: milestone_dates.collect(), by_line, in_order }
    }

    /// The rows in the order in which they are run.
    #[must_use]
    pub fn in_order(&self) -> &[ScheduleRow] {
        &self.in_order
    }

    /// What each row of a time-and-material line takes of its work.
    #[must_use]
    pub fn reaches(&self, line: ContractLineId) -> &[Reach] {
        self.by_line.get(&line).map_or(&[], Vec::as_slice)
    }

    /// The lines that have a row with something to take, in no order.
    pub fn lines(&self) -> impl Iterator<Item = ContractLineId> {
        self.by_line.iter().filter(|(_, reaches)| !reaches.is_empty()).map(|(line, _)| *line)
    }

    /// The row whose run takes a milestone with a row of its own on `own_date`: the first of the contract from then on,
    /// whichever line calls it.
    ///
    /// Source: SPEC 4.4, 4.5.
    #[must_use]
    pub fn takes_milestone(&self, own_date: NaiveDate) -> Option<&ScheduleRow> {
        let first = self.in_order.partition_point(|row| row.run_date < own_date);
        self.in_order.get(first)
    }

    /// The row whose run takes a share that is ready, or once it is.
    #[must_use]
    pub fn takes(&self, share: &Share) -> Option<&ScheduleRow> {
        match share.of {
            ShareOf::Milestone(milestone) => self.takes_milestone(*self.milestone_dates.get(&milestone)?),
            ShareOf::Transaction(..) => {
                let reaches = self.reaches(share.contract_line);
                let first = reaches.partition_point(|reach| reach.up_to < share.date);
                reaches.get(first).map(|reach| &reach.row)
            }
        }
    }
}

/// The run that handles a row, where runs of these dates follow each other: that of its own date, for a row that has
/// failed the first one since.
///
/// Source: SPEC 4.1, 4.11.
#[must_use]
pub fn handled_on(row: &ScheduleRow, run_dates: &[NaiveDate]) -> Option<NaiveDate> {
    let first = run_dates.partition_point(|date| *date < row.run_date);
    run_dates.get(first).copied()
}

impl Backlog {
    /// Runs dates, ascending, one after another: each date with the outcomes of its run. A date that cannot be billed
    /// parks the contract, and is tried again by the next.
    ///
    /// Source: SPEC 4.10, 4.11.
    #[must_use]
    pub fn run_in_turn(mut self, run_dates: &[NaiveDate]) -> Vec<(NaiveDate, Vec<DateOutcome>)> {
        run_dates.iter().map(|run_date| (*run_date, self.run_whole(*run_date))).collect()
    }

    fn run_whole(&mut self, run_date: NaiveDate) -> Vec<DateOutcome> {
        let mut outcomes = Vec::new();
        let dates = self.dates_to_run(run_date);
        for (index, date) in dates.iter().enumerate() {
            let Ok(outcome) = self.run(*date, run_date) else {
                for later in &dates[index..] {
                    self.park(*later, run_date);
                }
                break;
            };
            self.settle(&outcome);
            outcomes.push(outcome);
        }
        outcomes
    }
}
