//! "Why is this not on an invoice, and when will it be?", for every share at any time.
//!
//! Source: SPEC 4.12.

use std::{
    cell::OnceCell,
    collections::{HashMap, HashSet},
};

use chrono::NaiveDate;

use crate::{
    contract::{BillingMethod, Contract, ContractStatus},
    ids::{ContractLineId, CustomerId, MilestoneId, ScheduleRowId},
    limits::LimitState,
    passed_over::{Reason, ReasonCode},
    schedule::{RowKind, RunStatus, ScheduleRow, first_to_take},
    share::{BillingStatus, Share, ShareOf},
};

/// Why a share is where it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outlook {
    /// The rule, with the dates a sentence about it needs.
    pub reason: Reason,
    /// The run that will take the share as things stand.
    pub next_run_date: Option<NaiveDate>,
    /// Where no run to come takes the share: the first missed run date whose run would, if a person ran it (SPEC 6.7).
    pub missed_run_date: Option<NaiveDate>,
}

/// The schedule of a contract, sorted for questions about single shares, as the runs from a date on will meet it.
pub(crate) struct RowsOfContract<'a> {
    contract: &'a Contract,
    /// The contract's ready shares, and perhaps others.
    shares: &'a [Share],
    /// The date of the first run that is still to come.
    from: NaiveDate,
    /// Date rows of each line, ascending.
    by_line: HashMap<ContractLineId, Vec<&'a ScheduleRow>>,
    by_milestone: HashMap<MilestoneId, &'a ScheduleRow>,
    /// Rows that a run handles on their date or tries again, ascending.
    open: Vec<&'a ScheduleRow>,
    is_parked: bool,
    /// Customers with the dates of the drafts that they get from what is ready now. Looked for once, and only where a
    /// share makes no invoice alone.
    drafts_to_come: OnceCell<HashSet<(CustomerId, NaiveDate)>>,
}

impl<'a> RowsOfContract<'a> {
    pub(crate) fn new(
        contract: &'a Contract,
        rows: &'a [ScheduleRow],
        shares: &'a [Share],
        from: NaiveDate,
    ) -> Self {
        let mut by_line: HashMap<ContractLineId, Vec<&ScheduleRow>> = HashMap::new();
        let mut by_milestone = HashMap::new();
        for row in rows {
            match row.kind {
                RowKind::Date { .. } => by_line.entry(row.contract_line).or_default().push(row),
                RowKind::Milestone(milestone) => {
                    by_milestone.insert(milestone, row);
                    by_line.entry(row.contract_line).or_default();
                }
            }
        }
        for rows in by_line.values_mut() {
            rows.sort_by_key(|row| row.run_date);
        }
        let mut open: Vec<&ScheduleRow> = rows.iter().filter(|row| row.run_status.is_open()).collect();
        open.sort_by_key(|row| row.run_date);
        let is_parked = rows.iter().any(|row| row.run_status == RunStatus::RunFailed);
        let drafts_to_come = OnceCell::new();
        Self { contract, shares, from, by_line, by_milestone, open, is_parked, drafts_to_come }
    }

    /// Whether the line has a schedule: milestones, or date rows.
    ///
    /// Source: SPEC 4.13.
    pub(crate) fn is_set_up(&self, line: ContractLineId) -> bool {
        self.by_line.contains_key(&line)
    }

    /// The row of the share's line, or of its milestone, on a date.
    pub(crate) fn row_on(&self, share: &Share, date: NaiveDate) -> Option<&'a ScheduleRow> {
        match share.of {
            ShareOf::Transaction(..) => {
                self.line_rows(share).iter().copied().find(|row| row.run_date == date)
            }
            ShareOf::Milestone(milestone) => {
                self.by_milestone.get(&milestone).copied().filter(|row| row.run_date == date)
            }
        }
    }

    /// Why the run of `run_date`, which is over, passed over a share that is still on no invoice; nothing about
    /// shares that are no concern of a run. `handled` are the rows that it ran.
    pub(crate) fn after_run(
        &self,
        share: &Share,
        run_date: NaiveDate,
        handled: &HashSet<ScheduleRowId>,
    ) -> Option<Reason> {
        match share.billing_status {
            BillingStatus::ReadyToInvoice => Some(self.why_left(share, run_date, handled)),
            BillingStatus::NotReady => self.missed_milestone(share, run_date),
            BillingStatus::InvoiceCreated | BillingStatus::InvoicePosted => None,
        }
    }

    fn missed_milestone(&self, share: &Share, run_date: NaiveDate) -> Option<Reason> {
        let ShareOf::Milestone(milestone) = share.of else { return None };
        let row = self.by_milestone.get(&milestone).filter(|row| row.run_date <= run_date)?;
        let code = match (self.contract.status, row.run_date == run_date) {
            (ContractStatus::Active, true) => ReasonCode::NotReady,
            (ContractStatus::Active, false) => ReasonCode::MilestoneMissed,
            (ContractStatus::Draft | ContractStatus::Closed, _) => ReasonCode::ContractNotActive,
        };
        Some(Reason { code, cut_off_date: None, next_run_date: self.first_run(share, |_| true) })
    }

    /// Why a ready share was left by the run of a date.
    fn why_left(&self, share: &Share, run_date: NaiveDate, handled: &HashSet<ScheduleRowId>) -> Reason {
        if let Some(reason) = self.standing_reason(share) {
            return reason;
        }
        let next_run_date = self.next_run(share);
        let row = self.row_on(share, run_date).filter(|row| row.run_status == RunStatus::RunSuccessful);
        let cut_off_date = row.and_then(ScheduleRow::takes_up_to).filter(|up_to| *up_to < share.date);
        let code = match (row, cut_off_date, next_run_date) {
            (Some(row), None, _) if handled.contains(&row.id) => ReasonCode::NothingChargeable,
            _ if self.waits_for_company(share) => ReasonCode::NothingChargeable,
            (_, _, None) => ReasonCode::NoLaterRunDate,
            // The row was run before, and the share has become ready since.
            (Some(_), None, Some(_)) => ReasonCode::AlreadyRun,
            (Some(row), Some(up_to), Some(_)) => after(row, up_to),
            (None, _, Some(_)) => ReasonCode::LaterRunDate,
        };
        Reason { code, cut_off_date, next_run_date }
    }

    /// Reasons that hold whatever the date.
    fn standing_reason(&self, share: &Share) -> Option<Reason> {
        let line = self.contract.line(share.contract_line)?;
        let code = match share.of {
            _ if self.contract.status != ContractStatus::Active => ReasonCode::ContractNotActive,
            ShareOf::Transaction(..) if line.billing_method == BillingMethod::FixedPrice => {
                ReasonCode::FixedPriceLine
            }
            _ if !self.is_set_up(line.id) => ReasonCode::LineNotSetUp,
            ShareOf::Transaction(_, class) if !line.transaction_classes.includes(class) => {
                ReasonCode::ClassNotIncluded
            }
            _ if self.is_parked => ReasonCode::ContractParked,
            ShareOf::Transaction(..) | ShareOf::Milestone(_) => return None,
        };
        Some(Reason::plain(code))
    }

    /// As seen on the date from which on runs are to come, before its own run where its rows have not run yet.
    pub(crate) fn explain(&self, share: &Share) -> Outlook {
        let without_date = |reason| Outlook { reason, next_run_date: None, missed_run_date: None };
        match share.billing_status {
            BillingStatus::InvoiceCreated => without_date(Reason::plain(ReasonCode::OnDraft)),
            BillingStatus::InvoicePosted => without_date(Reason::plain(ReasonCode::Invoiced)),
            BillingStatus::NotReady => {
                let is_held = self
                    .standing_reason(share)
                    .is_some_and(|reason| reason.code != ReasonCode::ContractParked);
                let next_run_date = if is_held { None } else { self.next_run(share) };
                let missed_run_date =
                    if is_held || next_run_date.is_some() { None } else { self.missed_run(share) };
                let code = match share.limit_state {
                    Some(LimitState::Stopped(_)) => ReasonCode::StoppedByLimit,
                    Some(LimitState::Committed) | None => ReasonCode::NotReady,
                };
                let reason = Reason { code, cut_off_date: None, next_run_date };
                Outlook { reason, next_run_date: None, missed_run_date }
            }
            BillingStatus::ReadyToInvoice => self.explain_ready(share),
        }
    }

    fn explain_ready(&self, share: &Share) -> Outlook {
        if let Some(reason) = self.standing_reason(share) {
            // A parked contract is tried again by every run from today on, with the rows that it has.
            let is_tried_again = reason.code == ReasonCode::ContractParked;
            let next_run_date = if is_tried_again { self.next_run(share) } else { None };
            let is_missed = is_tried_again && next_run_date.is_none() && !self.waits_for_company(share);
            let missed_run_date = if is_missed { self.missed_run(share) } else { None };
            let reason = Reason { next_run_date, ..reason };
            return Outlook { reason, next_run_date, missed_run_date };
        }
        let next_run_date = self.next_run(share);
        let last_run = self.last_run(share);
        let cut_off_date = last_run.and_then(ScheduleRow::takes_up_to).filter(|up_to| *up_to < share.date);
        let code = match (next_run_date, last_run, cut_off_date) {
            _ if self.waits_for_company(share) => ReasonCode::NothingChargeable,
            (None, ..) => ReasonCode::NoLaterRunDate,
            (Some(next), ..) if next == self.from => ReasonCode::Due,
            (Some(_), Some(row), Some(up_to)) => after(row, up_to),
            (Some(_), ..) => ReasonCode::LaterRunDate,
        };
        let missed_run_date = if code == ReasonCode::NoLaterRunDate { self.missed_run(share) } else { None };
        Outlook { reason: Reason { code, cut_off_date, next_run_date }, next_run_date, missed_run_date }
    }

    fn line_rows(&self, share: &Share) -> &[&'a ScheduleRow] {
        self.by_line.get(&share.contract_line).map_or(&[], Vec::as_slice)
    }

    /// The last row of the share's line that has run.
    fn last_run(&self, share: &Share) -> Option<&'a ScheduleRow> {
        if share.of.is_milestone() {
            return None;
        }
        let has_run =
            |row: &&&ScheduleRow| row.run_date <= self.from && row.run_status == RunStatus::RunSuccessful;
        self.line_rows(share).iter().rev().find(has_run).copied()
    }

    /// The first run to come that takes the share, if it is or becomes ready. What makes no invoice alone is taken by
    /// the first that makes one for its customer anyway (SPEC 4.8).
    fn next_run(&self, share: &Share) -> Option<NaiveDate> {
        self.first_run(share, |row| share.makes_an_invoice() || self.has_company(share, row))
    }

    /// Whether the first run that could take the share makes no invoice to list it on.
    fn waits_for_company(&self, share: &Share) -> bool {
        !share.makes_an_invoice()
            && self.first_row(share, |_| true).is_some_and(|row| !self.has_company(share, row))
    }

    /// Whether the draft of a row's date has something ready that makes an invoice for the share's customer. A failed
    /// row gives a draft of its own date, whichever run tries it again (SPEC 4.11).
    fn has_company(&self, share: &Share, row: &ScheduleRow) -> bool {
        let drafts = self.drafts_to_come.get_or_init(|| {
            let is_taken = |share: &&Share| {
                share.billing_status == BillingStatus::ReadyToInvoice
                    && share.makes_an_invoice()
                    && self
                        .standing_reason(share)
                        .is_none_or(|reason| reason.code == ReasonCode::ContractParked)
            };
            let draft = |share: &Share| Some((share.customer, self.first_row(share, |_| true)?.run_date));
            self.shares.iter().filter(is_taken).filter_map(draft).collect()
        });
        drafts.contains(&(share.customer, row.run_date))
    }

    /// The first run date before those to come that was not run, and whose run would take the share.
    fn missed_run(&self, share: &Share) -> Option<NaiveDate> {
        let is_missed = |row: &&ScheduleRow| row.run_status == RunStatus::NotRun && row.run_date < self.from;
        let row = match share.of {
            ShareOf::Transaction(..) => {
                first_to_take(self.line_rows(share).iter().copied().filter(is_missed), share.date)
            }
            ShareOf::Milestone(milestone) => {
                let own_date = self.by_milestone.get(&milestone)?.run_date;
                self.open.iter().copied().filter(is_missed).find(|row| row.run_date >= own_date)
            }
        };
        row.map(|row| row.run_date)
    }

    fn first_run(&self, share: &Share, is_wanted: impl Fn(&ScheduleRow) -> bool) -> Option<NaiveDate> {
        self.first_row(share, is_wanted).map(|row| row.run_date.max(self.from))
    }

    /// The first row still to be run that takes the share, if it is or becomes ready, among those that are wanted: an
    /// open one on its own date, or one that failed with any run (SPEC 4.11). A milestone whose date has passed goes
    /// with the contract's next run, whichever line calls it (SPEC 4.5).
    fn first_row(&self, share: &Share, is_wanted: impl Fn(&ScheduleRow) -> bool) -> Option<&'a ScheduleRow> {
        let is_wanted = |row: &&ScheduleRow| row.is_called_from(self.from) && is_wanted(row);
        match share.of {
            ShareOf::Transaction(..) => {
                first_to_take(self.line_rows(share).iter().copied().filter(is_wanted), share.date)
            }
            ShareOf::Milestone(milestone) => {
                let own_date = self.by_milestone.get(&milestone).map_or(self.from, |row| row.run_date);
                self.open.iter().copied().filter(|row| row.run_date >= own_date).find(is_wanted)
            }
        }
    }
}

/// Whether the cut-off or the run date itself kept a later share out (SPEC 4.3).
fn after(row: &ScheduleRow, up_to: NaiveDate) -> ReasonCode {
    match row.kind {
        RowKind::Date { cut_off_date } if cut_off_date > up_to => ReasonCode::AfterRunDate,
        RowKind::Date { .. } | RowKind::Milestone(_) => ReasonCode::AfterCutOff,
    }
}
