//! What a process run takes from one contract, and a reason for everything that it passes over.
//!
//! A run looks at contracts one by one, so that one failure parks one contract. The caller loads a
//! [`Backlog`], asks for [`Backlog::dates_to_run`], writes each [`DateOutcome`] and settles it, and at the
//! end asks what was [`passed over`](Backlog::passed_over). A preview does the same without writing.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;

use crate::{
    contract::{Contract, ContractStatus},
    explain::{Outlook, RowsOfContract},
    ids::{ContractLineId, MilestoneId, ScheduleRowId, ShareId},
    invoice::{DraftInvoice, build_drafts},
    money::MoneyError,
    passed_over::{PassedOver, Reason, ReasonCode},
    schedule::{RowKind, RunStatus, ScheduleRow},
    share::{BillingStatus, Share, ShareOf},
};

/// One contract with its schedule and its shares on no invoice.
///
/// Shares of transactions may be left out while they are not ready: a run says nothing about them. Shares of
/// milestones are all there, since a milestone that is not ready on its date is listed as missed.
#[derive(Debug, Clone)]
pub struct Backlog {
    /// The contract.
    pub contract: Contract,
    /// Every row of its schedules.
    pub rows: Vec<ScheduleRow>,
    /// Its shares on no invoice.
    pub shares: Vec<Share>,
}

/// What one contract's rows of one date come to.
#[derive(Debug, Clone, PartialEq)]
pub struct DateOutcome {
    /// The run date of the rows, which is the invoice date.
    pub date: NaiveDate,
    /// One draft per customer with something chargeable.
    pub drafts: Vec<DraftInvoice>,
    /// The rows, which all become `run_successful`.
    pub rows: Vec<RowOutcome>,
}

/// What has become of a row that was run.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowOutcome {
    /// The row.
    pub row: ScheduleRowId,
    /// Whether its line brought anything to a draft (SPEC 4.7).
    pub has_invoiced: bool,
}

impl Backlog {
    /// The dates that a run of `run_date` handles for this contract, ascending: those of failed rows before it,
    /// then its own if an open row calls it out. A contract that is not active has none.
    ///
    /// Source: SPEC 4.1, 4.11, 4.14.
    #[must_use]
    pub fn dates_to_run(&self, run_date: NaiveDate) -> Vec<NaiveDate> {
        if self.contract.status != ContractStatus::Active {
            return Vec::new();
        }
        let mut dates: Vec<NaiveDate> = self
            .rows
            .iter()
            .filter(|row| match row.run_status {
                RunStatus::NotRun => row.run_date == run_date,
                RunStatus::RunFailed => row.run_date <= run_date,
                RunStatus::RunSuccessful | RunStatus::Skipped => false,
            })
            .map(|row| row.run_date)
            .collect();
        dates.sort_unstable();
        dates.dedup();
        dates
    }

    /// The open rows of one of the [`Backlog::dates_to_run`] of `run_date`. On an earlier date only the failed
    /// rows: one that never ran is somebody's decision, not a retry.
    fn called_rows(&self, date: NaiveDate, run_date: NaiveDate) -> impl Iterator<Item = &ScheduleRow> {
        self.rows.iter().filter(move |row| {
            row.run_date == date
                && match row.run_status {
                    RunStatus::RunFailed => true,
                    RunStatus::NotRun => date == run_date,
                    RunStatus::RunSuccessful | RunStatus::Skipped => false,
                }
        })
    }

    /// Runs one of the [`Backlog::dates_to_run`] of `run_date`.
    ///
    /// # Errors
    /// [`MoneyError`] where a sum leaves the range: the contract cannot be billed as it is and is parked.
    ///
    /// Source: SPEC 4.2 to 4.9.
    pub fn run(&self, date: NaiveDate, run_date: NaiveDate) -> Result<DateOutcome, MoneyError> {
        let called: Vec<&ScheduleRow> = self.called_rows(date, run_date).collect();
        let cut_offs: HashMap<ContractLineId, NaiveDate> = called
            .iter()
            .filter_map(|row| row.takes_up_to().map(|up_to| (row.contract_line, up_to)))
            .collect();
        let milestone_dates = self.milestone_dates();
        let taken: Vec<&Share> = self
            .shares
            .iter()
            .filter(|share| share.billing_status == BillingStatus::ReadyToInvoice)
            .filter(|share| match share.of {
                ShareOf::Transaction(_, class) => {
                    cut_offs.get(&share.contract_line).is_some_and(|cut_off| share.date <= *cut_off)
                        && self.contract.line(share.contract_line).is_some_and(|line| line.bills(class))
                }
                // Its own row, or one that was missed: any run of the contract brings that in (SPEC 4.4, 4.5).
                ShareOf::Milestone(milestone) => {
                    milestone_dates.get(&milestone).is_some_and(|row_date| *row_date <= date)
                }
            })
            .collect();
        let drafts = build_drafts(&self.contract, &taken, date)?;
        let invoiced: HashSet<ShareId> = shares_of(&drafts).collect();
        let milestones_invoiced: HashSet<MilestoneId> = taken
            .iter()
            .filter(|share| invoiced.contains(&share.id))
            .filter_map(|share| match share.of {
                ShareOf::Milestone(milestone) => Some(milestone),
                ShareOf::Transaction(..) => None,
            })
            .collect();
        let lines_invoiced: HashSet<ContractLineId> = taken
            .iter()
            .filter(|share| !share.of.is_milestone() && invoiced.contains(&share.id))
            .map(|share| share.contract_line)
            .collect();
        let rows = called
            .iter()
            .map(|row| RowOutcome {
                row: row.id,
                has_invoiced: match row.kind {
                    RowKind::Date { .. } => lines_invoiced.contains(&row.contract_line),
                    RowKind::Milestone(milestone) => milestones_invoiced.contains(&milestone),
                },
            })
            .collect();
        Ok(DateOutcome { date, drafts, rows })
    }

    /// Takes what has been invoiced out of the backlog and marks the rows as run.
    pub fn settle(&mut self, outcome: &DateOutcome) {
        let invoiced: HashSet<ShareId> = shares_of(&outcome.drafts).collect();
        if !invoiced.is_empty() {
            self.shares.retain(|share| !invoiced.contains(&share.id));
        }
        for row in &mut self.rows {
            if outcome.rows.iter().any(|done| done.row == row.id) {
                row.run_status = RunStatus::RunSuccessful;
            }
        }
    }

    /// Marks the open rows of a date that could not be run, and gives them.
    ///
    /// Source: SPEC 4.10.
    pub fn park(&mut self, date: NaiveDate, run_date: NaiveDate) -> Vec<ScheduleRowId> {
        let failed: Vec<ScheduleRowId> = self.called_rows(date, run_date).map(|row| row.id).collect();
        for row in &mut self.rows {
            if failed.contains(&row.id) {
                row.run_status = RunStatus::RunFailed;
            }
        }
        failed
    }

    /// Everything that the run of `run_date` passed over, once its outcomes are settled: lines that are not set
    /// up, rows that created nothing, ready shares, and milestones due but not ready.
    ///
    /// Source: SPEC 4.5, 4.12, 4.13, 4.14.
    #[must_use]
    pub fn passed_over(&self, run_date: NaiveDate, outcomes: &[DateOutcome]) -> Vec<PassedOver> {
        let next_date = run_date.succ_opt().unwrap_or(run_date);
        let rows = RowsOfContract::new(&self.contract, &self.rows, &self.shares, next_date);
        let mut passed_over = Vec::new();
        for line in &self.contract.lines {
            if self.contract.status == ContractStatus::Active && !rows.is_set_up(line.id) {
                let reason = Reason::plain(ReasonCode::LineNotSetUp);
                passed_over.push(PassedOver { contract_line: line.id, row: None, share: None, reason });
            }
        }
        passed_over.extend(self.rows.iter().filter_map(|row| {
            let code = self.row_reason(row, run_date, outcomes)?;
            let row_and_date = Some((row.id, row.run_date));
            Some(PassedOver {
                contract_line: row.contract_line,
                row: row_and_date,
                share: None,
                reason: Reason::plain(code),
            })
        }));
        let handled: HashSet<ScheduleRowId> =
            outcomes.iter().flat_map(|outcome| &outcome.rows).map(|done| done.row).collect();
        for share in &self.shares {
            if let Some(reason) = rows.after_run(share, run_date, &handled) {
                let row = rows.row_on(share, run_date).map(|row| (row.id, row.run_date));
                passed_over.push(PassedOver {
                    contract_line: share.contract_line,
                    row,
                    share: Some(share.id),
                    reason,
                });
            }
        }
        passed_over
    }

    /// Why a row of the run date, or an earlier one that was tried again, created nothing.
    fn row_reason(
        &self,
        row: &ScheduleRow,
        run_date: NaiveDate,
        outcomes: &[DateOutcome],
    ) -> Option<ReasonCode> {
        if let Some(done) = outcomes.iter().flat_map(|outcome| &outcome.rows).find(|done| done.row == row.id)
        {
            return (!done.has_invoiced).then_some(ReasonCode::NothingToInvoice);
        }
        if row.run_status == RunStatus::RunFailed && row.run_date <= run_date {
            return Some(self.if_active(ReasonCode::ContractParked));
        }
        if row.run_date != run_date {
            return None;
        }
        Some(self.if_active(match row.run_status {
            RunStatus::RunSuccessful => ReasonCode::AlreadyRun,
            RunStatus::Skipped => ReasonCode::RowSkipped,
            // An open row of the date that no outcome handled: an earlier date of the contract failed first.
            RunStatus::NotRun | RunStatus::RunFailed => ReasonCode::ContractParked,
        }))
    }

    fn if_active(&self, code: ReasonCode) -> ReasonCode {
        if self.contract.status == ContractStatus::Active { code } else { ReasonCode::ContractNotActive }
    }

    /// Drafts made by hand: every ready share dated up to `through`, schedules ignored. The invoice date is `through`.
    ///
    /// # Errors
    /// [`MoneyError`] where a sum leaves the range.
    ///
    /// Source: SPEC 7.6.
    pub fn create_now(&self, through: NaiveDate) -> Result<Vec<DraftInvoice>, MoneyError> {
        let taken: Vec<&Share> = self
            .shares
            .iter()
            .filter(|share| share.billing_status == BillingStatus::ReadyToInvoice && share.date <= through)
            .filter(|share| match share.of {
                ShareOf::Transaction(_, class) => {
                    self.contract.line(share.contract_line).is_some_and(|line| line.bills(class))
                }
                ShareOf::Milestone(_) => true,
            })
            .collect();
        build_drafts(&self.contract, &taken, through)
    }

    /// Why this contract may not be invoiced by hand.
    #[must_use]
    pub fn refuses_creation(&self) -> Option<ReasonCode> {
        (self.contract.status != ContractStatus::Active).then_some(ReasonCode::ContractNotActive)
    }

    fn milestone_dates(&self) -> HashMap<MilestoneId, NaiveDate> {
        self.rows
            .iter()
            .filter_map(|row| match row.kind {
                RowKind::Milestone(milestone) => Some((milestone, row.run_date)),
                RowKind::Date { .. } => None,
            })
            .collect()
    }

    /// Why one share is where it is, as seen on `today`. The shares of the backlog are looked at only for one that makes
    /// no invoice alone (SPEC 4.8).
    ///
    /// Source: SPEC 4.12.
    #[must_use]
    pub fn explain(&self, share: &Share, today: NaiveDate) -> Outlook {
        RowsOfContract::new(&self.contract, &self.rows, &self.shares, today).explain(share)
    }
}

fn shares_of(drafts: &[DraftInvoice]) -> impl Iterator<Item = ShareId> {
    drafts.iter().flat_map(|draft| &draft.lines).flat_map(|line| &line.details).map(|detail| detail.share)
}

#[cfg(test)]
mod tests;
