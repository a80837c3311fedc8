//! Taking back what a person has done, by the token that the doing gave.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use proforma_store::{
    Connection, WriteTransaction,
    history::{self, PlacedEntry},
};
use serde_json::json;

use crate::{
    changes::{Command, FormCommand, PastChange, Standing, UNDO},
    contract_set_up::{self, LimitRecord, RowsRecord},
    create, delete_draft,
    error::{ApiError, Refusal},
    limits,
    marking_record::MarkingRecord,
    missed, set_up,
    spreadsheet::{IMPORT, TakenIn},
    transactions,
};

/// Takes a change back, all of it or nothing.
///
/// # Errors
/// [`ApiError::Refused`] where what was changed has moved on since, saying how; nothing has changed then.
///
/// Source: SPEC 3.7, 3.8, 5.3, 5.4, 7.1, 7.3, 7.6.
pub fn undo(connection: &Connection, change: &str, now: DateTime<Utc>) -> Result<(), ApiError> {
    let tx = connection.write()?;
    let change = PastChange::to_take_back(&tx, change)?;
    let command = change.name.command;
    // A deleted draft says by itself which of its work has moved on.
    if command != Command::DeleteDraft
        && let Some(why) = Standing::new(&tx).obstacle(&change)?
    {
        return Err(Refusal::NotTakenBack { why }.into());
    }
    if matches!(
        command,
        Command::EnterTransactions | Command::ChangeTransactions | Command::DeleteTransactions
    ) {
        transactions::take_back(&tx, &change, now)?;
    }
    if let Command::Form(command) = command {
        take_back_forms(&tx, &change, command, now)?;
        return Ok(tx.commit()?);
    }
    let mut told = None;
    for part in change.parts(&tx) {
        let (contract, entry) = part?;
        let mut detail = json!({ "command": command.as_str(), "at": change.name.at });
        match command {
            Command::Mark | Command::MarkMatching => {
                serde_json::from_str::<MarkingRecord>(&entry.detail)?.take_back(&tx)?;
                limits::hold(&tx, contract)?;
            }
            // They stand whole in the history, as every draft that is gone.
            Command::Create => detail["drafts"] = create::take_back(&tx, &entry.detail)?,
            Command::DeleteDraft => delete_draft::put_back(&tx, contract, &entry.detail)?,
            Command::SkipRows | Command::UnskipRows => missed::take_back(&tx, command, &entry.detail)?,
            Command::GenerateSchedule | Command::SaveScheduleRow | Command::DeleteScheduleRows => {
                RowsRecord::read(&entry.detail)?.take_back(&tx)?;
            }
            Command::SetLimitState => {
                LimitRecord::read(&entry.detail)?.take_back(&tx)?;
                limits::hold(&tx, contract)?;
            }
            Command::ImportTransactions => TakenIn::read(&entry.detail)?.take_back(&tx, contract, now)?,
            // All contracts of a change go back together, above.
            Command::EnterTransactions | Command::ChangeTransactions | Command::DeleteTransactions => {
                // However many entries there are of it, one says that it was taken back.
                if told.replace(contract) == Some(contract) {
                    continue;
                }
            }
            // Of the book as well as of contracts, above.
            Command::Form(_) => continue,
        }
        history::append(&tx, Some(contract), now, UNDO, &detail.to_string())?;
    }
    if command == Command::ImportTransactions {
        // The file may come again: what is asked about files is in the chain of the book.
        let detail = json!({ "command": IMPORT, "at": change.name.at });
        history::append(&tx, None, now, UNDO, &detail.to_string())?;
    }
    Ok(tx.commit()?)
}

/// Takes back what was typed into forms, the latest first: one of them may stand on another.
fn take_back_forms(
    tx: &WriteTransaction<'_>,
    change: &PastChange,
    command: FormCommand,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    let mut chains = BTreeSet::new();
    for placed in change.latest_first(tx) {
        let PlacedEntry { contract, entry } = placed?;
        match contract {
            None => set_up::take_back(tx, &entry.detail)?,
            Some(contract) => contract_set_up::take_back(tx, contract, command, &entry.detail, now)?,
        }
        chains.insert(contract);
    }
    let detail = json!({ "command": command.as_str(), "at": change.name.at }).to_string();
    for chain in chains {
        history::append(tx, chain, now, UNDO, &detail)?;
    }
    Ok(())
}
