//! What persons did to contracts and set-up records and may take back, as the histories hold it.
//!
//! A change is what one command wrote at one instant, into however many contracts. Nothing else is kept of it: it is
//! found, listed and taken back by its entries alone, also after the program was started anew.

mod list;
mod standing;

use std::{collections::HashSet, ops::ControlFlow};

use chrono::{DateTime, SecondsFormat, Utc};
use proforma_engine::ids::ContractId;
use proforma_store::{
    Connection, WriteTransaction,
    history::{self, Entry, Place, PlacedEntry},
};
use serde::Deserialize;

use crate::error::{ApiError, Refusal};

pub use self::list::recent_changes;
pub(crate) use self::standing::Standing;

/// The command of taking back, in the history.
pub(crate) const UNDO: &str = "undo";

/// What can be taken back; the index of changes in the store names the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Command {
    /// Marking what was named.
    Mark,
    /// Marking what a filter let through.
    MarkMatching,
    /// Creating drafts by hand.
    Create,
    /// Deleting drafts.
    DeleteDraft,
    /// Skipping schedule rows.
    SkipRows,
    /// Having skipped rows run again.
    UnskipRows,
    /// Generating a schedule.
    GenerateSchedule,
    /// Adding a schedule row, or changing one.
    SaveScheduleRow,
    /// Deleting schedule rows.
    DeleteScheduleRows,
    /// Resetting what shares were told about limits, or testing them again.
    SetLimitState,
    /// Entering transactions.
    EnterTransactions,
    /// Changing transactions.
    ChangeTransactions,
    /// Deleting transactions.
    DeleteTransactions,
    /// Importing transactions from a spreadsheet.
    ImportTransactions,
    /// What was typed into a form.
    Form(FormCommand),
}

impl Command {
    const ALL: [Self; 14] = [
        Self::Mark,
        Self::MarkMatching,
        Self::Create,
        Self::DeleteDraft,
        Self::SkipRows,
        Self::UnskipRows,
        Self::GenerateSchedule,
        Self::SaveScheduleRow,
        Self::DeleteScheduleRows,
        Self::SetLimitState,
        Self::EnterTransactions,
        Self::ChangeTransactions,
        Self::DeleteTransactions,
        Self::ImportTransactions,
    ];

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::Mark => "mark",
            Self::MarkMatching => "mark_matching",
            Self::Create => "create",
            Self::DeleteDraft => "delete_draft",
            Self::SkipRows => "skip_rows",
            Self::UnskipRows => "unskip_rows",
            Self::GenerateSchedule => "generate_schedule",
            Self::SaveScheduleRow => "save_schedule_row",
            Self::DeleteScheduleRows => "delete_schedule_rows",
            Self::SetLimitState => "set_limit_state",
            Self::EnterTransactions => "enter_transactions",
            Self::ChangeTransactions => "change_transactions",
            Self::DeleteTransactions => "delete_transactions",
            Self::ImportTransactions => "import_transactions",
            Self::Form(command) => command.as_str(),
        }
    }

    pub(crate) fn of(text: &str) -> Option<Self> {
        let form = FormCommand::ALL.into_iter().map(Self::Form);
        Self::ALL.into_iter().chain(form).find(|command| command.as_str() == text)
    }
}

/// What saves, moves or deletes what was typed into a form.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum FormCommand {
    /// Adding or changing a set-up record.
    SaveRecord,
    /// Deleting one.
    DeleteRecord,
    /// Adding or changing a contract.
    SaveContract,
    /// Adding a contract as a copy of another.
    CopyContract,
    /// Closing a contract, or opening it again.
    SetContractStatus,
    /// Adding or changing a contract line.
    SaveLine,
    /// Moving a line to another place in its contract.
    MoveLine,
    /// Deleting a line.
    DeleteLine,
}

impl FormCommand {
    const ALL: [Self; 8] = [
        Self::SaveRecord,
        Self::DeleteRecord,
        Self::SaveContract,
        Self::CopyContract,
        Self::SetContractStatus,
        Self::SaveLine,
        Self::MoveLine,
        Self::DeleteLine,
    ];

    /// Whether it is about a set-up record, in the book's own chain.
    pub(crate) fn is_of_record(self) -> bool {
        matches!(self, Self::SaveRecord | Self::DeleteRecord)
    }

    pub(crate) fn as_str(self) -> &'static str {
        match self {
            Self::SaveRecord => "save_record",
            Self::DeleteRecord => "delete_record",
            Self::SaveContract => "save_contract",
            Self::CopyContract => "copy_contract",
            Self::SetContractStatus => "set_contract_status",
            Self::SaveLine => "save_line",
            Self::MoveLine => "move_line",
            Self::DeleteLine => "delete_line",
        }
    }
}

/// Names a change: all entries of a command that share an instant.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct ChangeName {
    pub(crate) command: Command,
    pub(crate) at: DateTime<Utc>,
}

impl ChangeName {
    pub(crate) fn of_form(command: FormCommand, at: DateTime<Utc>) -> Self {
        Self { command: Command::Form(command), at }
    }

    /// The change that an entry is a part of; none where it cannot be taken back.
    pub(crate) fn of(entry: &Entry) -> Option<Self> {
        Command::of(&entry.command).map(|command| Self { command, at: entry.at })
    }

    /// What a person takes it back by.
    pub(crate) fn token(self) -> String {
        format!("{}:{}", self.command.as_str(), self.at.to_rfc3339_opts(SecondsFormat::Micros, true))
    }

    fn from_token(token: &str) -> Option<Self> {
        let (command, at) = token.split_once(':')?;
        let at = DateTime::parse_from_rfc3339(at).ok()?.to_utc();
        Command::of(command).map(|command| Self { command, at })
    }

    /// Writes the part of one contract into its history.
    pub(crate) fn write(
        self,
        tx: &WriteTransaction<'_>,
        contract: ContractId,
        detail: &str,
    ) -> Result<(), ApiError> {
        history::append(tx, Some(contract), self.at, self.command.as_str(), detail)?;
        Ok(())
    }
}

/// A change, with where its entries stand, by contract and in order. What they say is read one by one: a change may be of
/// a million transactions.
#[derive(Debug)]
pub(crate) struct PastChange {
    pub(crate) name: ChangeName,
    places: Vec<Place>,
}

impl PastChange {
    /// Reads the change that a token names.
    ///
    /// # Errors
    /// [`ApiError::Refused`] where nothing is known of it, it was taken back already, or it came with the file that the
    /// book was made of: its numbers are another book's.
    pub(crate) fn to_take_back(connection: &Connection, token: &str) -> Result<Self, ApiError> {
        let name = ChangeName::from_token(token).ok_or(Refusal::NothingToUndo)?;
        let change = Self::read(connection, name)?;
        let Some(first) = change.places.first() else { return Err(Refusal::NothingToUndo.into()) };
        let mut is_taken_back = false;
        history::latest_first(connection, first.contract, &[UNDO], |entry| {
            is_taken_back = taken_back_by(&entry.detail) == Some(name);
            let is_over = is_taken_back || entry.sequence < first.sequence;
            Ok::<_, ApiError>(if is_over { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
        if is_taken_back { Err(Refusal::TakenBackAlready.into()) } else { Ok(change) }
    }

    fn read(connection: &Connection, name: ChangeName) -> Result<Self, ApiError> {
        Ok(Self { name, places: history::places_of_instant(connection, name.at, name.command.as_str())? })
    }

    /// What its entries say, one after another.
    pub(crate) fn parts<'p>(
        &'p self,
        connection: &'p Connection,
    ) -> impl Iterator<Item = Result<(ContractId, Entry), ApiError>> + 'p {
        self.placed(connection).filter_map(|placed| match placed {
            Ok(PlacedEntry { contract, entry }) => Some(Ok((contract?, entry))),
            Err(error) => Some(Err(error)),
        })
    }

    /// What its entries say with the chains that they stand in; the latest of a chain comes first.
    pub(crate) fn latest_first<'p>(
        &'p self,
        connection: &'p Connection,
    ) -> impl Iterator<Item = Result<PlacedEntry, ApiError>> + 'p {
        self.placed(connection).rev()
    }

    fn placed<'p>(
        &'p self,
        connection: &'p Connection,
    ) -> impl DoubleEndedIterator<Item = Result<PlacedEntry, ApiError>> + 'p {
        self.places.iter().filter_map(move |place| {
            match history::read_places(connection, std::slice::from_ref(place)) {
                Ok(mut read) => read.pop().map(Ok),
                Err(error) => Some(Err(error.into())),
            }
        })
    }
}

/// Whether a chain goes on after an entry with others of which `is_about` says so, and which were not taken back; of some
/// commands, or of all.
pub(crate) fn goes_on(
    connection: &Connection,
    contract: Option<ContractId>,
    after: &Entry,
    commands: Option<&[FormCommand]>,
    is_about: impl Fn(&Entry) -> bool,
) -> Result<bool, ApiError> {
    let mut taken_back = HashSet::new();
    let mut goes_on = false;
    let each = |entry: Entry| {
        if entry.sequence <= after.sequence {
            return Ok(ControlFlow::Break(()));
        }
        if entry.command == UNDO {
            taken_back.extend(taken_back_by(&entry.detail));
        } else if ChangeName::of(&entry).is_none_or(|name| !taken_back.contains(&name)) && is_about(&entry) {
            goes_on = true;
            return Ok(ControlFlow::Break(()));
        }
        Ok::<_, ApiError>(ControlFlow::Continue(()))
    };
    match commands {
        None => history::each_newest_first(connection, contract, each)?,
        Some(commands) => {
            let words: Vec<&str> = commands.iter().map(|command| command.as_str()).chain([UNDO]).collect();
            history::latest_first(connection, contract, &words, each)?;
        }
    }
    Ok(goes_on)
}

/// The change that an entry of [`UNDO`] took back.
pub(crate) fn taken_back_by(detail: &str) -> Option<ChangeName> {
    #[derive(Deserialize)]
    struct TakenBack {
        command: String,
        at: DateTime<Utc>,
    }
    let TakenBack { command, at } = serde_json::from_str(detail).ok()?;
    Command::of(&command).map(|command| ChangeName { command, at })
}
