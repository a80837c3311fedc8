//! Where what was changed stands by now, and whether it can still be taken back.

use std::{
    collections::{HashMap, hash_map},
    ops::RangeInclusive,
};

use proforma_engine::{
    ids::{ContractLineId, ShareId},
    invoice::InvoiceStatus,
    share::BillingStatus,
};
use proforma_store::{
    Connection, contract,
    history::PlacedEntry,
    invoice,
    share::{self, StatusRun},
    transaction,
};

use super::{Command, FormCommand, PastChange};
use crate::{
    contract_set_up::{self, LimitRecord, RowsRecord, is_on_invoice},
    create::CreationRecord,
    delete_draft::DraftRecord,
    error::ApiError,
    marking_record::{MadeAnew, MarkingRecord, made_anew},
    missed, set_up,
    spreadsheet::TakenIn,
    transactions,
};

/// The statuses of shares, each line looked at once however many changes are about it.
#[derive(Debug)]
pub(crate) struct Standing<'c> {
    connection: &'c Connection,
    /// Whether what is used and locked is asked of forms too, which counts what was entered.
    is_thorough: bool,
    lines: HashMap<ContractLineId, Vec<StatusRun>>,
}

impl<'c> Standing<'c> {
    pub(crate) fn new(connection: &'c Connection) -> Self {
        Self { connection, is_thorough: true, lines: HashMap::new() }
    }

    /// For a list of many changes.
    pub(crate) fn at_a_glance(connection: &'c Connection) -> Self {
        Self { is_thorough: false, ..Self::new(connection) }
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
            Command::SkipRows | Command::UnskipRows => missed::obstacle(self.connection, change),
            Command::GenerateSchedule | Command::SaveScheduleRow | Command::DeleteScheduleRows => {
                first_of(self.connection, change, |detail| {
                    RowsRecord::read(detail)?.obstacle(self.connection)
                })
            }
            Command::SetLimitState => first_of(self.connection, change, |detail| {
                LimitRecord::read(detail)?.obstacle(self.connection)
            }),
            Command::EnterTransactions | Command::ChangeTransactions | Command::DeleteTransactions => {
                transactions::obstacle(self.connection, change)
            }
            Command::ImportTransactions => self.of_import(change),
            Command::Form(command) => self.of_forms(change, command),
        }
    }

    /// Source: SPEC 1, 2.6, 3.10, 5.1.
    fn of_forms(&self, change: &PastChange, command: FormCommand) -> Result<Option<String>, ApiError> {
        for placed in change.latest_first(self.connection) {
            let PlacedEntry { contract, entry } = placed?;
            let why = match contract {
                None => set_up::obstacle(self.connection, &entry, self.is_thorough)?,
                Some(contract) => {
                    let place = (contract, command);
                    contract_set_up::obstacle(self.connection, place, &entry, self.is_thorough)?
                }
            };
            if why.is_some() {
                return Ok(why);
            }
        }
        Ok(None)
    }

    /// Source: SPEC 5.3, 7.1.
    fn of_marking(&mut self, change: &PastChange) -> Result<Option<String>, ApiError> {
        let mut marked = Marked::default();
        for part in change.parts(self.connection) {
            let (_, entry) = part?;
            let record: MarkingRecord = serde_json::from_str(&entry.detail)?;
            let (_, to) = record.before_and_after()?;
            marked.all += record.count();
            for (line, runs) in &record.lines {
                let line = ContractLineId(*line);
                for (first, last) in runs {
                    self.each_status(line, *first..=*last, |status, count| marked.count(status, to, count))?;
                    for id in self.missing(line, *first..=*last, MADE_ANEW_MAX)? {
                        marked.count_made_anew(&made_anew(self.connection, line, ShareId(id))?, to);
                    }
                    if marked.made_anew > MADE_ANEW_MAX {
                        return Ok(Some(format!(
                            "more than {MADE_ANEW_MAX} of {} were changed or split anew since; mark them by hand",
                            marked.all
                        )));
                    }
                }
            }
        }
        Ok(marked.obstacle())
    }

    /// Source: SPEC 7.1.
    fn of_creation(&self, change: &PastChange) -> Result<Option<String>, ApiError> {
        let (mut all, mut gone, mut confirmed) = (0, 0, 0);
        for part in change.parts(self.connection) {
            let (_, entry) = part?;
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
        for part in change.parts(self.connection) {
            let (_, entry) = part?;
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

    /// Source: SPEC 5.3, 7.1; d365 R6.7.
    fn of_import(&mut self, change: &PastChange) -> Result<Option<String>, ApiError> {
        let mut found = Found::default();
        for part in change.parts(self.connection) {
            let (contract, entry) = part?;
            let taken_in = TakenIn::read(&entry.detail)?;
            found.all += taken_in.count;
            let stored = contract::by_id(self.connection, contract)?;
            if let Some(why) = stored.as_ref().and_then(transactions::closed) {
                return Ok(Some(why));
            }
            for (line, of_line) in &taken_in.lines {
                let line = ContractLineId(*line);
                for (status, runs) in of_line.shares() {
                    for (first, last) in runs {
                        let mut standing = 0;
                        self.each_status(line, *first..=*last, |now, count| {
                            standing += count;
                            found.count(now, status, count);
                        })?;
                        found.changed += (first.abs_diff(*last) + 1).saturating_sub(standing);
                    }
                }
                for (first, last) in of_line.transactions() {
                    let standing = transaction::count_standing(self.connection, line, *first..=*last)?;
                    found.deleted += (first.abs_diff(*last) + 1).saturating_sub(standing);
                }
            }
            found.changed +=
                transactions::changed_since(self.connection, contract, entry.sequence, |line, id| {
                    taken_in.lines.get(&line.0).is_some_and(|of_line| of_line.names(id))
                })?;
        }
        Ok(found.obstacle())
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

    /// The numbers in a range, one more than `most` of them at most, under which no share of a line stands any more.
    fn missing(
        &mut self,
        line: ContractLineId,
        ids: RangeInclusive<i64>,
        most: usize,
    ) -> Result<Vec<i64>, ApiError> {
        let (mut next, end) = (*ids.start(), *ids.end());
        let runs = self.runs(line)?;
        let begin = runs.partition_point(|run| run.last < next);
        let mut missing = Vec::new();
        for run in runs[begin..].iter().take_while(|run| run.first <= end) {
            missing.extend((next..run.first).take((most + 1).saturating_sub(missing.len())));
            next = next.max(run.last + 1);
        }
        missing.extend((next..=end).take((most + 1).saturating_sub(missing.len())));
        Ok(missing)
    }

    fn runs(&mut self, line: ContractLineId) -> Result<&[StatusRun], ApiError> {
        Ok(match self.lines.entry(line) {
            hash_map::Entry::Occupied(known) => known.into_mut(),
            hash_map::Entry::Vacant(place) => place.insert(share::status_runs(self.connection, line)?),
        })
    }

    /// Says how many of the shares of a line, by their numbers, are in which status.
    fn each_status(
        &mut self,
        line: ContractLineId,
        ids: RangeInclusive<i64>,
        mut told: impl FnMut(BillingStatus, u64),
    ) -> Result<(), ApiError> {
        let runs = self.runs(line)?;
        let begin = runs.partition_point(|run| run.last < *ids.start());
        for run in runs[begin..].iter().take_while(|run| run.first <= *ids.end()) {
            let (first, last) = (run.first.max(*ids.start()), run.last.min(*ids.end()));
            told(run.billing_status, first.abs_diff(last) + 1);
        }
        Ok(())
    }
}

/// What first stands in the way of a part of a change.
fn first_of(
    connection: &Connection,
    change: &PastChange,
    obstacle: impl Fn(&str) -> Result<Option<String>, ApiError>,
) -> Result<Option<String>, ApiError> {
    for part in change.parts(connection) {
        let (_, entry) = part?;
        if let Some(why) = obstacle(&entry.detail)? {
            return Ok(Some(why));
        }
    }
    Ok(None)
}

/// So many shares that were made anew since are looked at one by one.
const MADE_ANEW_MAX: usize = 10_000;

/// What has become of what an import brought.
#[derive(Debug, Default)]
struct Found {
    /// Transactions.
    all: u64,
    on_draft: u64,
    posted: u64,
    deleted: u64,
    changed: u64,
    marked: u64,
}

impl Found {
    fn count(&mut self, now: BillingStatus, brought: BillingStatus, count: u64) {
        match now {
            BillingStatus::InvoiceCreated => self.on_draft += count,
            BillingStatus::InvoicePosted => self.posted += count,
            BillingStatus::NotReady | BillingStatus::ReadyToInvoice => {
                self.marked += if now == brought { 0 } else { count };
            }
        }
    }

    fn obstacle(&self) -> Option<String> {
        let of_all = match self.all {
            1 => "the transaction".to_owned(),
            all => format!("its {all} transactions"),
        };
        let told = |count: u64, what: &str| {
            let shares = if count == 1 { "share" } else { "shares" };
            let is = if count == 1 { "is" } else { "are" };
            (count > 0).then(|| format!("{count} {shares} of {of_all} {is} {what}"))
        };
        let deleted = (self.deleted > 0).then(|| match (self.deleted, self.all) {
            (1, 1) => "the transaction was deleted since".to_owned(),
            (1, all) => format!("1 of its {all} transactions was deleted since"),
            (deleted, all) => format!("{deleted} of its {all} transactions were deleted since"),
        });
        told(self.posted, "on confirmed invoices by now")
            .or_else(|| told(self.on_draft, "on drafts by now"))
            .or(deleted)
            .or_else(|| {
                (self.changed > 0).then(|| format!("some of {of_all} were changed or split anew since"))
            })
            .or_else(|| told(self.marked, "marked otherwise since"))
    }
}

/// Where the shares of a marking stand by now.
#[derive(Debug, Default)]
struct Marked {
    all: u64,
    to_take_back: u64,
    on_draft: u64,
    posted: u64,
    deleted: u64,
    divided: u64,
    made_anew: usize,
}

impl Marked {
    fn count(&mut self, status: BillingStatus, to: BillingStatus, count: u64) {
        match status {
            BillingStatus::InvoiceCreated => self.on_draft += count,
            BillingStatus::InvoicePosted => self.posted += count,
            BillingStatus::NotReady | BillingStatus::ReadyToInvoice => {
                self.to_take_back += if status == to { count } else { 0 };
            }
        }
    }

    fn count_made_anew(&mut self, share: &MadeAnew, to: BillingStatus) {
        self.made_anew += 1;
        match share {
            MadeAnew::Deleted => self.deleted += 1,
            MadeAnew::Divided => self.divided += 1,
            MadeAnew::Stands(shares) => {
                if let Some(furthest) = shares.iter().map(|share| share.billing_status).max() {
                    let is_on_invoice = is_on_invoice(furthest);
                    let is_left = !is_on_invoice && shares.iter().any(|share| share.billing_status == to);
                    self.count(if is_left { to } else { furthest }, to, 1);
                }
            }
        }
    }

    fn obstacle(&self) -> Option<String> {
        let some = |count, what: &str| Some(some_of(count, self.all, what));
        match (self.on_draft, self.posted, self.divided, self.to_take_back) {
            (0, 0, 0, 0) if self.deleted > 0 && self.deleted == self.all => some(self.all, "deleted"),
            (0, 0, 0, 0) => Some("all of it was marked back by hand since".to_owned()),
            (0, 0, 0, _) => None,
            (0, 0, divided, _) => some(divided, "divided among other customers"),
            (on_draft, 0, ..) => some(on_draft, "on a draft"),
            (0, posted, ..) => some(posted, "on a confirmed invoice"),
            (on_draft, posted, ..) => some(on_draft + posted, "on drafts and confirmed invoices"),
        }
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
