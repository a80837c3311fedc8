//! Brings a file in the interchange format into a book: everything, or nothing.
//!
//! The file is read several times and never held: first its outline, then its transactions one at a time,
//! then what has happened. What is decided here and in the modules beside it is whether a value may be in a
//! book at all; every "no" names its place.

use std::path::Path;

use chrono::{DateTime, Utc};
use proforma_store::{Connection, StoreError, WriteTransaction, book, history, imported::Numbers};
use serde::Serialize;

use super::{
    base::{self, Base},
    contracts,
    error::{ImportError, Reason},
    format::{Outline, StateOutline},
    place::Place,
    read::Source,
    restore,
    statuses::Statuses,
    transactions,
};
use crate::{limits, spreadsheet::Taking};

/// What an import brought in.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize)]
pub struct ImportSummary {
    /// Whether the book was new.
    pub is_new_book: bool,
    /// How many customers.
    pub customers: usize,
    /// How many invoice frequencies.
    pub invoice_frequencies: usize,
    /// How many roles.
    pub roles: usize,
    /// How many resources.
    pub resources: usize,
    /// How many contracts.
    pub contracts: usize,
    /// How many contract lines.
    pub contract_lines: usize,
    /// How many rows of invoice schedules, generated ones and those of milestones included.
    pub schedule_rows: usize,
    /// How many milestones, periodic ones included.
    pub milestones: usize,
    /// How many transactions.
    pub transactions: usize,
    /// How many shares of transactions and milestones were made.
    pub shares: usize,
    /// How many invoices were restored.
    pub invoices: usize,
}

/// What the modules of one import share.
pub(crate) struct Import<'t> {
    pub(crate) tx: &'t WriteTransaction<'t>,
    pub(crate) now: DateTime<Utc>,
    pub(crate) base: Base,
    pub(super) statuses: Statuses,
    pub(super) next_share: i64,
    pub(crate) summary: ImportSummary,
    /// What it brings, where that can be taken back.
    pub(crate) taking: Option<Taking>,
}

/// Adds a file to a book, or makes a new book of it, in one write transaction.
///
/// # Errors
/// [`ImportError::Refused`] with the place of what may not be in a book; [`ImportError::Unreadable`] where the
/// file cannot be read; [`ImportError::Store`] where the book cannot be written. Nothing is imported then.
///
/// Source: SPEC 2.5, 2.6, 9.
pub fn import(
    connection: &Connection,
    file: &Path,
    now: DateTime<Utc>,
    program_version: &str,
) -> Result<ImportSummary, ImportError> {
    let source = Source::open(file)?;
    let mut outline = source.outline()?;
    let tx = connection.write()?;
    let present = book::read(&tx)?;
    let state = outline.state.take();
    if state.is_some() && present.is_some() {
        return Err(ImportError::refused("state", Reason::StateOfOldBook));
    }
    let is_new_book = present.is_none();
    let numbers = Numbers::read(&tx)?;
    base::write_book(&tx, &outline, present, now, program_version)?;
    let mut import = Import::begin(&tx, now)?;
    import.summary.is_new_book = is_new_book;
    let has_history = state.as_ref().is_some_and(|state| state.history.0 > 0);
    import.write(&source, outline, state.as_ref())?;
    let summary = import.summary;
    // A restored book has its own history; what it was restored with is no part of it.
    if !has_history {
        let detail = serde_json::json!({
            "file": file.file_name().unwrap_or_default().to_string_lossy(),
            "contracts": summary.contracts,
            "milestones": summary.milestones,
            "transactions": summary.transactions,
        });
        let sequence = history::append(&tx, None, now, "import", &detail.to_string())?;
        numbers.note_added(&tx, sequence)?;
    }
    tx.commit()?;
    Ok(summary)
}

impl<'t> Import<'t> {
    /// An import into a book as it stands.
    pub(crate) fn begin(tx: &'t WriteTransaction<'t>, now: DateTime<Utc>) -> Result<Self, StoreError> {
        Ok(Self {
            tx,
            now,
            base: Base::read(tx)?,
            statuses: Statuses::default(),
            next_share: proforma_store::share::next_id(tx)?,
            summary: ImportSummary::default(),
            taking: None,
        })
    }
}

impl Import<'_> {
    fn write(
        &mut self,
        source: &Source,
        outline: Outline,
        state: Option<&StateOutline>,
    ) -> Result<(), ImportError> {
        base::write(self, &outline)?;
        if let Some(state) = state {
            restore::refuse_unknown(state)?;
            if state.shares.0 > 0 {
                self.statuses = Statuses::read(source, &self.base)?;
            }
        }
        let contracts_place = Place::top("contracts");
        for (index, contract) in outline.contracts.into_iter().enumerate() {
            contracts::write(self, &contracts_place.index(index), contract)?;
        }
        if outline.transactions.0 > 0 {
            transactions::write(self, source)?;
        }
        self.statuses.refuse_rest()?;
        if let Some(state) = state {
            restore::write(self, source, state)?;
        }
        self.hold_limits()
    }

    /// What comes in ready to invoice passes no limit either.
    ///
    /// Source: SPEC 5.4.
    fn hold_limits(&self) -> Result<(), ImportError> {
        let place = Place::top("contracts");
        for id in proforma_store::contract::with_limits(self.tx)? {
            if let Some(why) = limits::passed_sentence_of(self.tx, id)? {
                return Err(ImportError::refused(place, Reason::LimitPassed { why }));
            }
        }
        Ok(())
    }
}
