//! Everything that a filter lets through, changed or deleted: all of it or nothing, however much it is.
//!
//! What is on an invoice stays, and is counted. The rest is written in parts, each with an entry of the history of its own,
//! so that no more of it is held than one part; together they are one change, taken back as one.
//!
//! Source: SPEC 5.2, 5.4; d365 R6.7, R6.8.

use chrono::{DateTime, Utc};
use proforma_engine::contract::Contract;
use proforma_store::{
    Connection, WriteTransaction, share,
    transaction_list::{self as stored, ListedTransaction, Place},
};
use rust_decimal::Decimal;

use super::{
    list::{fitting, form},
    lock, patched,
    present::Standing,
    typed_row::{Reader, closed},
    writing::Writer,
};
use crate::{
    bounds,
    changes::Command,
    contracts::by_key,
    dto::{
        ChangeMatching, DeleteMatching, EntryProblem, TransactionFilter, TransactionPatch, TransactionsSaved,
    },
    error::{ApiError, Refusal},
    limits,
    process_run::count,
    typed::Problems,
};

/// So many transactions are one part.
const PART: usize = 1_000;
/// Nobody reads on after so many problems.
const PROBLEMS_MAX: usize = 100;

/// Changes the same fields of all transactions that a filter lets through and that are on no invoice.
///
/// # Errors
/// [`ApiError::NotFound`] for an unknown contract; [`ApiError::Input`] for a filter out of bounds; [`ApiError::Refused`]
/// where another number matches than was shown, the contract is closed, or a limit would be passed by what a credit made
/// room for. What is wrong with the fields themselves is answered, not an error: nothing is saved then.
///
/// Source: SPEC 2.6, 5.2, 5.4.
pub fn change_matching(
    connection: &Connection,
    request: &ChangeMatching,
    now: DateTime<Utc>,
) -> Result<TransactionsSaved, ApiError> {
    let ChangeMatching { filter, except, count, patch } = request;
    let tx = connection.write()?;
    // Limits are tested in the order of date, then id: what is all of one date is in that of its ids.
    let (contract, places) = matching(&tx, filter, except, *count, patch.date.is_some())?;
    let work = Work { tx: &tx, contract: &contract, places: &places, patch: Some(patch) };
    let saved = work.done(Command::ChangeTransactions, now)?;
    if saved.problems.is_empty() {
        tx.commit()?;
    }
    Ok(saved)
}

/// Deletes all transactions that a filter lets through and that are on no invoice.
///
/// # Errors
/// As [`change_matching`].
///
/// Source: d365 R6.7.
pub fn delete_matching(
    connection: &Connection,
    request: &DeleteMatching,
    now: DateTime<Utc>,
) -> Result<TransactionsSaved, ApiError> {
    let DeleteMatching { filter, except, count } = request;
    let tx = connection.write()?;
    let (contract, places) = matching(&tx, filter, except, *count, false)?;
    let work = Work { tx: &tx, contract: &contract, places: &places, patch: None };
    let saved = work.done(Command::DeleteTransactions, now)?;
    if saved.problems.is_empty() {
        tx.commit()?;
    }
    Ok(saved)
}

/// Where they are: a few bytes for each.
fn matching(
    connection: &Connection,
    filter: &TransactionFilter,
    except: &[String],
    shown: u32,
    is_by_key: bool,
) -> Result<(Contract, Vec<Place>), ApiError> {
    bounds::exceptions(except.len())?;
    let contract = by_key(connection, &filter.contract)?;
    if let Some(why) = closed(&contract) {
        let what = format!("contract \"{}\"", contract.name);
        return Err(Refusal::Kept { what, why }.into());
    }
    let places = stored::matching(connection, &fitting(contract.id, filter)?, except, is_by_key)?;
    let found = count(places.len());
    if found != shown {
        return Err(Refusal::AnotherNumber { shown, found }.into());
    }
    Ok((contract, places))
}

/// What is to be done.
struct Work<'w, 't> {
    tx: &'w WriteTransaction<'t>,
    contract: &'w Contract,
    places: &'w [Place],
    /// None where it is to be deleted.
    patch: Option<&'w TransactionPatch>,
}

impl Work<'_, '_> {
    fn done(&self, command: Command, now: DateTime<Utc>) -> Result<TransactionsSaved, ApiError> {
        let mut writer = Writer::new(self.tx, now)?;
        if let Some(patch) = self.patch
            && limits::of_contract(self.tx, self.contract.id)?.is_some()
        {
            self.release(&mut writer, patch)?;
        }
        let mut reader = Reader::new(self.tx)?;
        let standing = Standing::new(self.tx);
        let (mut locked, mut entry) = (0, 0);
        let mut problems: Vec<EntryProblem> = Vec::new();
        for part in self.places.chunks(PART) {
            for place in part {
                let listed = stored::at(self.tx, *place)?;
                if lock(listed.statuses.iter().map(|(_, highest)| *highest)).is_some() {
                    locked += 1;
                    continue;
                }
                let mut found = Problems::default();
                let present = standing.read(&listed.key, &mut found)?;
                let wanted = self.patch.map(|patch| patched(form(&self.contract.key, listed), patch));
                let typed = match &wanted {
                    Some(wanted) => reader.read(wanted, &mut found)?.typed,
                    None => None,
                };
                problems.extend(found.into_list().into_iter().map(|problem| EntryProblem {
                    entry,
                    path: problem.path,
                    message: problem.message,
                }));
                entry += 1;
                if problems.is_empty() {
                    writer.write(present, typed, None)?;
                } else if problems.len() >= PROBLEMS_MAX {
                    return Ok(TransactionsSaved { problems, ..TransactionsSaved::default() });
                }
            }
            if problems.is_empty() {
                writer.flush(command)?;
            }
        }
        if !problems.is_empty() {
            return Ok(TransactionsSaved { problems, ..TransactionsSaved::default() });
        }
        Ok(TransactionsSaved { locked, ..writer.finish(command)? })
    }

    /// Lets limits go by what is free beside all the shares that are made anew.
    fn release(&self, writer: &mut Writer<'_>, patch: &TransactionPatch) -> Result<(), ApiError> {
        for (line, id) in self.places {
            let shares = share::of_transaction(self.tx, *line, *id)?;
            if lock(shares.iter().map(|share| share.billing_status)).is_none()
                && is_made_anew(&stored::at(self.tx, (*line, *id))?, patch)
            {
                writer.release(self.contract.id, &shares)?;
            }
        }
        Ok(())
    }
}

/// Whether a change is one of the shares of a transaction too.
fn is_made_anew(listed: &ListedTransaction, patch: &TransactionPatch) -> bool {
    let differs = |wanted: &Option<String>, present: &str| {
        wanted.as_deref().is_some_and(|wanted| wanted.trim() != present)
    };
    let price = |text: &str| text.trim().parse::<Decimal>().ok();
    let is_priced_otherwise =
        patch.unit_price.as_deref().is_some_and(|wanted| price(wanted) != price(&listed.unit_price));
    is_priced_otherwise
        || differs(&patch.contract_line, &listed.line.0)
        || differs(&patch.class, &listed.class)
        || differs(&patch.date, &listed.date.to_string())
        || differs(&patch.billing_type, &listed.billing_type)
}
