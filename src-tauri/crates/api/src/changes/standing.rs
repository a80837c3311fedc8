//! Where what was changed stands by now, and whether it can still be taken back.

use std::{
    collections::{HashMap, hash_map},
    ops::RangeInclusive,
};

use proforma_engine::{ids::ContractLineId, invoice::InvoiceStatus, share::BillingStatus};
use proforma_store::{
    Connection, invoice,
    share::{self, StatusRun},
};

use super::{Command, PastChange};
use crate::{
    create::CreationRecord, delete_draft::DraftRecord, error::ApiError, marking_record::MarkingRecord,
    missed, transactions,
};

/// The statuses of shares, each line looked at once however many changes are about it.
#[derive(Debug)]
pub(crate) struct Standing<'c> {
    connection: &'c Connection,
    lines: HashMap<ContractLineId, Vec<StatusRun>>,
}

impl<'c> Standing<'c> {
    pub(crate) fn new(connection: &'c Connection) -> Self {
        Self { connection, lines: HashMap::new() }
    }

    /// Why a change can not be taken back; none where it can.
    ///
    /// # Errors
    /// [`ApiError`] where the book cannot be read.
    pub(crate) fn obstacle(&mut self, change: &PastChange) -> Result<Option<String>, ApiError> {
        match change.name.command {
            Command::Mark | Command::MarkMatching => self.of_marking(change),
            Command::Create => self.of_creation(change),
            Command::DeleteDraft => self.of_deletion(change),
            Command::SkipRows => missed::obstacle(self.connection, change),
            Command::EnterTransactions | Command::ChangeTransactions | Command::DeleteTransactions => {
                transactions::obstacle(self.connection, change)
            }
        }
    }

    /// Source: SPEC 5.3, 7.1.
    fn of_marking(&mut self, change: &PastChange) -> Result<Option<String>, ApiError> {
        let (mut all, mut to_take_back, mut on_draft, mut posted) = (0, 0, 0, 0);
        for (_, entry) in &change.entries {
            let record: MarkingRecord = serde_json::from_str(&entry.detail)?;
            let (_, to) = record.before_and_after()?;
            all += record.count();
            for (line, runs) in &record.lines {
                for (first, last) in runs {
                    self.each_status(ContractLineId(*line), *first..=*last, |status, count| match status {
                        BillingStatus::InvoiceCreated => on_draft += count,
                        BillingStatus::InvoicePosted => posted += count,
                        BillingStatus::NotReady | BillingStatus::ReadyToInvoice => {
                            to_take_back += if status == to { count } else { 0 };
                        }
                    })?;
                }
            }
        }
        let some = |count, what: &str| Some(some_of(count, all, what));
        Ok(match (on_draft, posted, to_take_back) {
            (0, 0, 0) => Some("all of it was marked back by hand since".to_owned()),
            (0, 0, _) => None,
            (on_draft, 0, _) => some(on_draft, "on a draft"),
            (0, posted, _) => some(posted, "on a confirmed invoice"),
            (on_draft, posted, _) => some(on_draft + posted, "on drafts and confirmed invoices"),
        })
    }

    /// Source: SPEC 7.1.
    fn of_creation(&self, change: &PastChange) -> Result<Option<String>, ApiError> {
        let (mut all, mut gone, mut confirmed) = (0, 0, 0);
        for (_, entry) in &change.entries {
            let record: CreationRecord = serde_json::from_str(&entry.detail)?;
            for id in record.invoices() {
                all += 1;
                match invoice::status_of(self.connection, id)? {
                    None => gone += 1,
                    Some(InvoiceStatus::Confirmed | InvoiceStatus::Paid) => confirmed += 1,
                    Some(InvoiceStatus::Draft | InvoiceStatus::InReview) => {}
                }
            }
        }
        Ok(if confirmed > 0 {
            Some(some_of(confirmed, all, "confirmed"))
        } else if gone == all {
            Some(some_of(gone, all, "deleted"))
        } else {
            None
        })
    }

    /// Source: SPEC 4.11, 7.3.
    fn of_deletion(&mut self, change: &PastChange) -> Result<Option<String>, ApiError> {
        let (mut all, mut stuck) = (0_u64, 0_u64);
        let mut moved_to = None;
        for (_, entry) in &change.entries {
            let record: DraftRecord = serde_json::from_str(&entry.detail)?;
            all += 1;
            if let Some(status) = self.first_not_ready(&record)? {
                stuck += 1;
                moved_to.get_or_insert(status);
            }
        }
        Ok(moved_to.map(|status| {
            let what = match status {
                BillingStatus::NotReady | BillingStatus::ReadyToInvoice => "marked not ready",
                BillingStatus::InvoiceCreated => "on another draft",
                BillingStatus::InvoicePosted => "on a confirmed invoice",
            };
            if all == 1 {
                format!("some of its work is {what} by now")
            } else {
                format!("work of {stuck} of {all} is {what} by now")
            }
        }))
    }

    /// The status of the first share of a draft that could not go onto it again.
    fn first_not_ready(&mut self, record: &DraftRecord) -> Result<Option<BillingStatus>, ApiError> {
        for (line, share) in record.shares() {
            let mut found = None;
            self.each_status(line, share.0..=share.0, |status, _| found = Some(status))?;
            if found != Some(BillingStatus::ReadyToInvoice) {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// Says how many of the shares of a line, by their numbers, are in which status.
    fn each_status(
        &mut self,
        line: ContractLineId,
        ids: RangeInclusive<i64>,
        mut told: impl FnMut(BillingStatus, u64),
    ) -> Result<(), ApiError> {
        let runs = match self.lines.entry(line) {
            hash_map::Entry::Occupied(known) => known.into_mut(),
            hash_map::Entry::Vacant(place) => place.insert(share::status_runs(self.connection, line)?),
        };
        let begin = runs.partition_point(|run| run.last < *ids.start());
        for run in runs[begin..].iter().take_while(|run| run.first <= *ids.end()) {
            let (first, last) = (run.first.max(*ids.start()), run.last.min(*ids.end()));
            told(run.billing_status, first.abs_diff(last) + 1);
        }
        Ok(())
    }
}

/// "it is confirmed by now", "all 12 are on a draft by now", "3 of 12 are on a draft by now".
fn some_of(count: u64, all: u64, what: &str) -> String {
    match (count, all) {
        (1, 1) => format!("it is {what} by now"),
        (1, all) => format!("1 of {all} is {what} by now"),
        (count, all) if count == all => format!("all {all} are {what} by now"),
        (count, all) => format!("{count} of {all} are {what} by now"),
    }
}
