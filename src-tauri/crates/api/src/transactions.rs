//! Transactions as billing staff enter, change and delete them: all of a request or nothing, with the way back.
//!
//! What was on an invoice stays; what is not is reversed and made anew, because the amounts of a share never change.
//!
//! Source: SPEC 2.2, 2.6, 5.2, 5.4; d365 R4.3, R6.7, R6.8.

mod list;
mod matching;
mod present;
mod record;
mod typed_row;
mod writing;

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use proforma_engine::share::BillingStatus;
use proforma_store::{Connection, WriteTransaction};

use self::{present::Standing, typed_row::Reader, writing::Writer};
use crate::{
    changes::Command,
    dto::{
        EntryProblem, TransactionEntry, TransactionForm, TransactionLook, TransactionPatch, TransactionsSaved,
    },
    error::{ApiError, Refusal},
    process_run::count,
    typed::Problems,
};

pub(crate) use self::record::{changed_since, fates, obstacle, summary, take_back};
pub(crate) use self::{
    list::fitting,
    typed_row::{closed, default_unit},
};
pub use self::{
    list::transactions,
    matching::{change_matching, delete_matching},
};

/// Most transactions in one request.
const TRANSACTIONS_MAX: usize = 10_000;
/// Most transactions that are looked at at once.
const LOOKED_AT_MAX: usize = 1_000;

fn within(what: usize, max: usize) -> Result<(), ApiError> {
    if (1..=max).contains(&what) {
        return Ok(());
    }
    let message = format!("{what} transactions were named, 1 to {max} can be");
    Err(ApiError::Input { field: "transactions", message })
}

/// Looks at transactions while they are typed: what may not be, what they come to, what is taken for what was left out.
///
/// # Errors
/// [`ApiError::Input`] for none or more than 1,000.
///
/// Source: SPEC 2.2, 2.5, 2.6.
pub fn look_at_transactions(
    connection: &Connection,
    forms: &[TransactionForm],
) -> Result<Vec<TransactionLook>, ApiError> {
    within(forms.len(), LOOKED_AT_MAX)?;
    let snapshot = connection.snapshot()?;
    let mut reader = Reader::new(&snapshot)?;
    forms
        .iter()
        .map(|form| {
            let mut problems = Problems::default();
            let read = reader.read(form, &mut problems)?;
            let amount = read.amount.map(|amount| amount.to_string());
            Ok(TransactionLook { problems: problems.into_list(), amount, taken: read.taken })
        })
        .collect()
}

/// Adds and changes transactions, all of them or none.
///
/// # Errors
/// [`ApiError::Input`] for none or more than 10,000; [`ApiError::Refused`] where a limit would be passed by what a credit
/// made room for. What is wrong with the entries themselves is answered, not an error: nothing is saved then.
///
/// Source: SPEC 2.6, 5.2, 5.4.
pub fn save_transactions(
    connection: &Connection,
    entries: &[TransactionEntry],
    now: DateTime<Utc>,
) -> Result<TransactionsSaved, ApiError> {
    within(entries.len(), TRANSACTIONS_MAX)?;
    let tx = connection.write()?;
    let changes = entries.iter().any(|entry| entry.id.is_some());
    let command = if changes { Command::ChangeTransactions } else { Command::EnterTransactions };
    let wanted = entries.iter().map(|entry| (entry.id.as_deref(), Some(&entry.form)));
    save(tx, wanted, command, now)
}

/// Changes the same fields of many transactions, all of them or none.
///
/// # Errors
/// As [`save_transactions`]; [`ApiError::NotFound`] for an unknown id.
pub fn change_transactions(
    connection: &Connection,
    ids: &[String],
    patch: &TransactionPatch,
    now: DateTime<Utc>,
) -> Result<TransactionsSaved, ApiError> {
    within(ids.len(), TRANSACTIONS_MAX)?;
    let tx = connection.write()?;
    let forms = ids
        .iter()
        .map(|id| Ok(patched(list::form_of(&tx, id)?, patch)))
        .collect::<Result<Vec<TransactionForm>, ApiError>>()?;
    let wanted = ids.iter().zip(&forms).map(|(id, form)| (Some(id.as_str()), Some(form)));
    save(tx, wanted, Command::ChangeTransactions, now)
}

fn patched(mut form: TransactionForm, patch: &TransactionPatch) -> TransactionForm {
    let pairs = [
        (&mut form.contract_line, &patch.contract_line),
        (&mut form.class, &patch.class),
        (&mut form.date, &patch.date),
        (&mut form.role, &patch.role),
        (&mut form.category, &patch.category),
        (&mut form.resource, &patch.resource),
        (&mut form.unit, &patch.unit),
        (&mut form.unit_price, &patch.unit_price),
        (&mut form.billing_type, &patch.billing_type),
        (&mut form.description, &patch.description),
    ];
    for (field, change) in pairs {
        if let Some(change) = change {
            field.clone_from(change);
        }
    }
    form
}

/// Deletes transactions that are on no invoice, all of them or none.
///
/// # Errors
/// As [`save_transactions`].
///
/// Source: d365 R6.7.
pub fn delete_transactions(
    connection: &Connection,
    ids: &[String],
    now: DateTime<Utc>,
) -> Result<TransactionsSaved, ApiError> {
    within(ids.len(), TRANSACTIONS_MAX)?;
    let tx = connection.write()?;
    save(tx, ids.iter().map(|id| (Some(id.as_str()), None)), Command::DeleteTransactions, now)
}

/// What is wanted of a transaction: which one, and what it is to be; neither an id nor a form is nothing at all.
type Wanted<'w> = (Option<&'w str>, Option<&'w TransactionForm>);

fn save<'w>(
    tx: WriteTransaction<'_>,
    wanted: impl Iterator<Item = Wanted<'w>>,
    command: Command,
    now: DateTime<Utc>,
) -> Result<TransactionsSaved, ApiError> {
    let mut reader = Reader::new(&tx)?;
    let mut problems: Vec<EntryProblem> = Vec::new();
    let mut work = Vec::new();
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    let standing = Standing::new(&tx);
    for (entry, (id, form)) in wanted.enumerate() {
        let mut found = Problems::default();
        let present = id.map(|id| standing.read(id, &mut found)).transpose()?.flatten();
        let typed = form.map(|form| reader.read(form, &mut found)).transpose()?.and_then(|read| read.typed);
        if let Some(typed) = &typed {
            reader.hold_key(
                typed,
                present.as_ref().map(|present| present.transaction.key.as_str()),
                &mut found,
            )?;
            if let Some(key) = &typed.key
                && let Some(earlier) = seen.insert(key.clone(), entry)
            {
                found.add("id", format!("row {} has the id {key} too", earlier + 1));
            }
        }
        let entry = count(entry);
        problems.extend(found.into_list().into_iter().map(|problem| EntryProblem {
            entry,
            path: problem.path,
            message: problem.message,
        }));
        work.push((present, typed));
    }
    if !problems.is_empty() {
        return Ok(TransactionsSaved { problems, ..TransactionsSaved::default() });
    }
    let mut writer = Writer::new(&tx, now)?;
    for (present, typed) in work {
        writer.write(present, typed, None)?;
    }
    let saved = writer.finish(command)?;
    tx.commit()?;
    Ok(saved)
}

/// Why a transaction with shares of these statuses stays as it is; none where it may change.
pub(crate) fn lock(statuses: impl IntoIterator<Item = BillingStatus>) -> Option<&'static str> {
    let mut found = None;
    for status in statuses {
        match status {
            BillingStatus::InvoicePosted => {
                return Some("it is on a confirmed invoice, which a revision corrects");
            }
            BillingStatus::InvoiceCreated => found = Some("it is on a draft; take it off the draft first"),
            BillingStatus::NotReady | BillingStatus::ReadyToInvoice => {}
        }
    }
    found
}

/// Says that something is not there any more as it was.
pub(crate) fn moved_on(why: impl Into<String>) -> ApiError {
    Refusal::NotTakenBack { why: why.into() }.into()
}
