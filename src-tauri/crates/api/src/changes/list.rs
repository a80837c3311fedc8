//! The latest changes, with how each can be taken back or why not.

use std::{
    collections::{BTreeMap, HashMap},
    ops::ControlFlow,
};

use chrono::{DateTime, Utc};
use proforma_engine::{ids::ContractId, share::BillingStatus};
use proforma_store::{
    Connection,
    history::{self, Chains, Entry, PlacedEntry},
};
use serde::Deserialize;

use super::{ChangeName, Command, FormCommand, PastChange, Standing, UNDO, taken_back_by};
use crate::{
    contract_set_up::{self, LimitRecord, RowsRecord},
    create::CreationRecord,
    dto::{ChangeKind, ChangedRecord, LimitRequest, RecentChange, RecentChanges, RecordKind},
    error::ApiError,
    form_record::{Deed, FormRecord},
    heads::Contracts,
    marking_record::MarkingRecord,
    missed,
    record_changes::RecordChanges,
    spreadsheet::TakenIn,
    sums::Sums,
    transactions,
};

/// How many changes are told.
const CHANGES_MAX: usize = 100;

/// The latest changes of the book, whoever made them, newest first.
///
/// What it takes grows with the changes that are told, not with the book: the shares of a change are looked at only
/// where something has happened to a contract of it since, and then line by line, each once. What of a form may not change
/// any more is asked where it is taken back.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
pub fn recent_changes(connection: &Connection) -> Result<RecentChanges, ApiError> {
    let snapshot = connection.snapshot()?;
    let (latest, has_more) = Latest::read(&snapshot)?;
    let contracts = Contracts::read(&snapshot)?;
    let chains = history::chains(&snapshot)?;
    let mut standing = Standing::at_a_glance(&snapshot);
    let mut rows = Vec::new();
    // What limits stopped altogether has changed nothing, and what earlier versions wrote of rows has no way back.
    for summary in latest.changes.iter().filter(|summary| summary.count > 0) {
        let taken_back_at = latest.taken_back.get(&summary.name).copied();
        let why_not = if taken_back_at.is_some() || summary.is_last_in(&chains) {
            None
        } else {
            standing.obstacle(&PastChange::read(&snapshot, summary.name)?)?
        };
        rows.push(summary.told(&contracts, taken_back_at, why_not)?);
    }
    Ok(RecentChanges { rows, has_more })
}

/// Changes as they are gathered, and which were taken back when.
#[derive(Debug, Default)]
struct Latest {
    changes: Vec<Summary>,
    taken_back: HashMap<ChangeName, DateTime<Utc>>,
}

impl Latest {
    /// Reads so many, and says whether there are more.
    fn read(connection: &Connection) -> Result<(Self, bool), ApiError> {
        let mut latest = Self::default();
        let mut has_more = false;
        history::changes_latest_first(connection, |PlacedEntry { contract, entry }| {
            has_more = !latest.take(contract, &entry)?;
            Ok::<_, ApiError>(if has_more { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
        Ok((latest, has_more))
    }

    /// Takes in an entry; false where it is of a change that is too long ago.
    fn take(&mut self, contract: Option<ContractId>, entry: &Entry) -> Result<bool, ApiError> {
        if entry.command == UNDO {
            if let Some(change) = taken_back_by(&entry.detail) {
                self.taken_back.insert(change, entry.at);
            }
            return Ok(true);
        }
        let Some(name) = ChangeName::of(entry) else { return Ok(true) };
        // Entries of one instant follow each other, those of two commands perhaps in turn.
        let mut of_instant = self.changes.iter_mut().rev().take_while(|change| change.name.at == name.at);
        if let Some(known) = of_instant.find(|change| change.name == name) {
            known.add(contract, entry)?;
            return Ok(true);
        }
        let mut change = Summary::new(name);
        change.add(contract, entry)?;
        let is_told = |change: &&Summary| change.count > 0;
        if is_told(&&change) && self.changes.iter().filter(is_told).count() == CHANGES_MAX {
            return Ok(false);
        }
        self.changes.push(change);
        Ok(true)
    }
}

/// What is told of a change, without the shares it is about.
#[derive(Debug)]
struct Summary {
    name: ChangeName,
    kind: ChangeKind,
    count: u64,
    parts: BTreeMap<Option<ContractId>, Part>,
    /// The latest that was typed into a form: kind, what it is known by, name.
    record: Option<ChangedRecord>,
}

/// The part of one contract, or of the book.
#[derive(Debug)]
struct Part {
    first: u64,
    last: u64,
    entries: u64,
    /// None where it was not kept.
    amount_minor: Option<i128>,
}

impl Summary {
    fn new(name: ChangeName) -> Self {
        let kind = match name.command {
            Command::Mark | Command::MarkMatching => ChangeKind::MarkedReady,
            Command::Create => ChangeKind::DraftsCreated,
            Command::DeleteDraft => ChangeKind::DraftsDeleted,
            Command::SkipRows => ChangeKind::RowsSkipped,
            Command::UnskipRows => ChangeKind::RowsNotSkipped,
            Command::GenerateSchedule => ChangeKind::ScheduleGenerated,
            Command::SaveScheduleRow => ChangeKind::RowsChanged,
            Command::DeleteScheduleRows => ChangeKind::RowsDeleted,
            Command::SetLimitState => ChangeKind::LimitsReevaluated,
            Command::EnterTransactions => ChangeKind::TransactionsEntered,
            Command::ChangeTransactions => ChangeKind::TransactionsChanged,
            Command::DeleteTransactions => ChangeKind::TransactionsDeleted,
            Command::ImportTransactions => ChangeKind::TransactionsImported,
            Command::Form(command) => match command {
                FormCommand::SaveRecord => ChangeKind::RecordsChanged,
                FormCommand::DeleteRecord => ChangeKind::RecordDeleted,
                FormCommand::SaveContract => ChangeKind::ContractChanged,
                FormCommand::CopyContract => ChangeKind::ContractAdded,
                FormCommand::SetContractStatus => ChangeKind::ContractClosed,
                FormCommand::SaveLine => ChangeKind::LineChanged,
                FormCommand::MoveLine => ChangeKind::LineMoved,
                FormCommand::DeleteLine => ChangeKind::LineDeleted,
            },
        };
        Self { name, kind, count: 0, parts: BTreeMap::new(), record: None }
    }

    fn add(&mut self, contract: Option<ContractId>, entry: &Entry) -> Result<(), ApiError> {
        let (count, amount_minor) = match self.name.command {
            Command::Mark | Command::MarkMatching => {
                let record: MarkingRecord = serde_json::from_str(&entry.detail)?;
                let (_, to) = record.before_and_after()?;
                if to == BillingStatus::NotReady {
                    self.kind = ChangeKind::MarkedNotReady;
                }
                (record.count(), record.amount_minor)
            }
            Command::Create => {
                let record: CreationRecord = serde_json::from_str(&entry.detail)?;
                (record.invoices().len() as u64, record.subtotal_minor)
            }
            Command::DeleteDraft => (1, Some(serde_json::from_str::<DraftSum>(&entry.detail)?.subtotal)),
            Command::SkipRows => (missed::rows_of(&entry.detail)?.len() as u64, Some(0)),
            Command::UnskipRows => (missed::reasons_of(&entry.detail)?.len() as u64, Some(0)),
            Command::GenerateSchedule | Command::SaveScheduleRow | Command::DeleteScheduleRows => {
                let record = RowsRecord::read(&entry.detail)?;
                if record.adds_one() && self.kind == ChangeKind::RowsChanged {
                    self.kind = ChangeKind::RowsAdded;
                }
                (record.count(), Some(0))
            }
            Command::SetLimitState => {
                let record = LimitRecord::read(&entry.detail)?;
                if record.request() == LimitRequest::Reset {
                    self.kind = ChangeKind::LimitsReset;
                }
                (record.count(), record.amount_minor())
            }
            Command::EnterTransactions | Command::ChangeTransactions | Command::DeleteTransactions => {
                transactions::summary(entry)?
            }
            Command::ImportTransactions => TakenIn::read(&entry.detail)?.summary(),
            Command::Form(command) => (self.of_form(command, &entry.detail)?, Some(0)),
        };
        self.count += count;
        let place = entry.sequence;
        let none_yet = || Part { first: place, last: place, entries: 0, amount_minor: Some(0) };
        let part = self.parts.entry(contract).or_insert_with(none_yet);
        part.first = part.first.min(place);
        part.last = part.last.max(place);
        part.entries += 1;
        let sums = part.amount_minor.zip(amount_minor);
        part.amount_minor = sums.map(|(sum, amount)| sum + i128::from(amount));
        Ok(())
    }

    /// Takes in what was typed into a form; none of it where it has no way back: an activation, and what an earlier version
    /// wrote.
    fn of_form(&mut self, command: FormCommand, detail: &str) -> Result<u64, ApiError> {
        match command {
            FormCommand::SetContractStatus => {
                let is_closing = contract_set_up::is_closing(detail)?;
                if is_closing == Some(false) {
                    self.kind = ChangeKind::ContractOpened;
                }
                Ok(is_closing.is_some().into())
            }
            FormCommand::MoveLine => {
                let changes: RecordChanges = serde_json::from_str(detail)?;
                self.record = changes.changes.into_iter().next().map(|change| ChangedRecord {
                    kind: None,
                    id: change.id.clone(),
                    name: change.id,
                });
                Ok(1)
            }
            FormCommand::SaveRecord
            | FormCommand::DeleteRecord
            | FormCommand::SaveContract
            | FormCommand::CopyContract
            | FormCommand::SaveLine
            | FormCommand::DeleteLine => Ok(self.of_record(FormRecord::read(detail)?)),
        }
    }

    fn of_record(&mut self, record: FormRecord) -> u64 {
        let Some(deed) = record.deed() else { return 0 };
        let added = [
            (ChangeKind::RecordsChanged, ChangeKind::RecordsAdded),
            (ChangeKind::ContractChanged, ChangeKind::ContractAdded),
            (ChangeKind::LineChanged, ChangeKind::LineAdded),
        ];
        if let (Deed::Added, Some((_, kind))) = (deed, added.into_iter().find(|(kind, _)| *kind == self.kind))
        {
            self.kind = kind;
        }
        let name = record.name;
        let Some(change) = record.changes.changes.into_iter().next() else { return 1 };
        let kind = RecordKind::ALL.into_iter().find(|kind| kind.as_str() == change.record);
        // Lines are known by their id in the contract, whatever their number.
        let id = if kind.is_some() { record.key } else { change.id };
        let name = if name.is_empty() { id.clone() } else { name };
        self.record = Some(ChangedRecord { kind, id, name });
        1
    }

    /// Whether nothing has happened to its contracts since: then all of it stands as it was left. What was typed into a form
    /// is used elsewhere, or has no way back by itself.
    fn is_last_in(&self, chains: &Chains) -> bool {
        !matches!(self.name.command, Command::Form(_))
            && self.parts.iter().all(|(contract, part)| {
                let chain = contract.and_then(|contract| chains.contracts.get(&contract));
                let end = chain.and_then(|end| u64::try_from(*end).ok());
                end == Some(part.last) && part.last - part.first + 1 == part.entries
            })
    }

    fn told(
        &self,
        contracts: &Contracts,
        taken_back_at: Option<DateTime<Utc>>,
        why_not: Option<String>,
    ) -> Result<RecentChange, ApiError> {
        let mut named = self.parts.keys().flatten();
        let only = match (named.next(), named.next()) {
            // One that was deleted since has no name any more.
            (Some(only), None) => contracts.known(*only),
            _ => None,
        };
        let is_over = taken_back_at.is_some() || why_not.is_some();
        Ok(RecentChange {
            id: self.name.token(),
            kind: self.kind,
            at: self.name.at,
            count: u32::try_from(self.count).unwrap_or(u32::MAX),
            amounts: self.sums(contracts)?.amounts_by_code(),
            contracts: u32::try_from(self.parts.keys().flatten().count()).unwrap_or(u32::MAX),
            contract: only.map(|head| head.key.clone()),
            contract_name: only.map(|head| head.name.clone()),
            record: self.record.clone().filter(|_| self.count == 1),
            undo: (!is_over).then(|| self.name.token()),
            taken_back_at,
            why_not,
        })
    }

    /// Nothing where the amount of one contract is not known: the rest is not what it came to.
    fn sums(&self, contracts: &Contracts) -> Result<Sums, ApiError> {
        let mut sums = Sums::default();
        for (contract, part) in &self.parts {
            let Some(contract) = contract else { continue };
            let (Some(minor), Some(_)) = (part.amount_minor, contracts.known(*contract)) else {
                return Ok(Sums::default());
            };
            sums.add_minor(contracts.currency(*contract)?, minor);
        }
        Ok(sums)
    }
}

/// A deleted draft without its lines, which may be many.
#[derive(Deserialize)]
struct DraftSum {
    subtotal: i64,
}
