//! Contracts and lines saved, moved and deleted.

use chrono::{DateTime, Utc};
use proforma_engine::{
    contract::{Contract, ContractLine, ContractStatus, CustomerSplit},
    ids::{ContractId, CustomerId},
    money::Money,
    share::ShareOf,
};
use proforma_store::{
    Connection, WriteTransaction,
    contract::{self, NewContract},
    history, line_use, schedule as rows, share, transaction,
};

use super::{
    by_key,
    checks::Right,
    forms,
    line::TypedLine,
    line_by_key, locks,
    look::pays_otherwise,
    milestones::{self, Item, Owner, Whole, is_on_invoice, replace_shares},
    read::{read_contract, read_line},
};
use crate::{
    dto::{ContractForm, ContractLineForm},
    error::{ApiError, Refusal},
    limits,
    names::Customers,
    record_changes::RecordChanges,
    typed::Problems,
};

/// Adds a contract, as a draft, or changes the one of this id; gives its id.
///
/// # Errors
/// [`ApiError::Form`] with all that may not be as it was typed; [`ApiError::Refused`] where a limit would be passed.
///
/// Source: SPEC 2.6, 5.1, 5.4.
pub fn save_contract(
    connection: &Connection,
    id: Option<&str>,
    form: &ContractForm,
    now: DateTime<Utc>,
) -> Result<String, ApiError> {
    let tx = connection.write()?;
    let present = id.map(|id| by_key(&tx, id)).transpose()?;
    let mut problems = Problems::default();
    let read = read_contract(&tx, present.as_ref(), form, &mut problems)?;
    let Some(new) = read else { return Err(ApiError::Form(problems.into_list())) };
    let customers = Customers::read(&tx)?;
    let right = Right::of(&tx, present.as_ref())?;
    let before = present.as_ref().map(|present| forms::of_contract(present, &customers)).transpose()?;
    let id = match &present {
        None => contract::insert(&tx, &new)?,
        Some(present) => {
            contract::update(&tx, present.id, &new)?;
            present.id
        }
    };
    let saved = by_key(&tx, &new.key)?;
    right.hold(&tx, &saved)?;
    settle_limits(&tx, present.as_ref(), &saved)?;
    let after = forms::of_contract(&saved, &customers)?;
    let mut changes = RecordChanges::default();
    let before = before.map(|form| forms::contract_fields(&form)).unwrap_or_default();
    changes.record(("contract", &new.key), before, forms::contract_fields(&after));
    commit(tx, id, "save_contract", &changes, now)?;
    Ok(new.key)
}

/// Adds a line with its milestones, or changes the one of this id; gives its id.
///
/// # Errors
/// [`ApiError::Form`] with all that may not be as it was typed; [`ApiError::Refused`] where a limit would be passed.
///
/// Source: SPEC 2.6, 3.10, 5.1, 5.2, 5.4.
pub fn save_line(
    connection: &Connection,
    contract: &str,
    line: Option<&str>,
    form: &ContractLineForm,
    now: DateTime<Utc>,
) -> Result<String, ApiError> {
    let tx = connection.write()?;
    let contract = by_key(&tx, contract)?;
    let present = line.map(|line| line_by_key(&contract, line)).transpose()?;
    let (mut problems, mut hints) = (Problems::default(), Problems::default());
    refuse_closed(&contract, &mut problems);
    let read = read_line(&tx, &contract, present, form, (&mut problems, &mut hints))?;
    let (Some(typed), true) = (read, problems.is_empty()) else {
        return Err(ApiError::Form(problems.into_list()));
    };
    let customers = Customers::read(&tx)?;
    let milestones = rows::milestones(&tx, contract.id, contract.currency)?;
    let before = present.map(|present| forms::of_line(&tx, present, &milestones, &customers)).transpose()?;
    let right = Right::of(&tx, Some(&contract))?;
    write_line(&tx, &contract, present, &typed, form.splits_again, now)?;
    join_customers(&tx, &contract, &typed)?;
    let saved = contract::by_id(&tx, contract.id)?.ok_or_else(|| lost(contract.id))?;
    right.hold(&tx, &saved)?;
    settle_limits(&tx, Some(&contract), &saved)?;
    let milestones = rows::milestones(&tx, saved.id, saved.currency)?;
    let after = forms::of_line(&tx, line_by_key(&saved, &typed.line.key)?, &milestones, &customers)?;
    let mut changes = RecordChanges::default();
    let before = before.map(|form| forms::line_fields(&form)).unwrap_or_default();
    changes.record(("contract_line", &typed.line.key), before, forms::line_fields(&after));
    if form.splits_again {
        let name = ("contract_line", typed.line.key.as_str());
        changes.field(name, "splits_again", None, Some("what is on no invoice".to_owned()));
    }
    commit(tx, contract.id, "save_line", &changes, now)?;
    Ok(typed.line.key)
}

fn lost(id: ContractId) -> ApiError {
    ApiError::NotFound { kind: "contract", id: id.0.to_string() }
}

const CLOSED: &str = "the contract is closed; open it again to change it";

fn refuse_closed(contract: &Contract, problems: &mut Problems) {
    if contract.status == ContractStatus::Closed {
        problems.add("name", CLOSED);
    }
}

/// The limits of a contract at all four levels.
fn limits_of(contract: &Contract) -> Vec<(Option<CustomerId>, Option<Money>)> {
    fn of(limit: Option<Money>, split: &CustomerSplit) -> Vec<(Option<CustomerId>, Option<Money>)> {
        let entries = split.entries().iter().map(|entry| (Some(entry.customer), entry.not_to_exceed));
        std::iter::once((None, limit)).chain(entries).collect()
    }
    let lines = contract.lines.iter().flat_map(|line| of(line.not_to_exceed, &line.customers));
    of(contract.not_to_exceed, &contract.customers).into_iter().chain(lines).collect()
}

/// Refuses limits that are passed already. What other limits stopped is free again.
///
/// Source: SPEC 5.4.
fn settle_limits(
    tx: &WriteTransaction<'_>,
    before: Option<&Contract>,
    saved: &Contract,
) -> Result<(), ApiError> {
    limits::hold(tx, saved.id)?;
    if before.is_some_and(|before| limits_of(before) != limits_of(saved)) {
        share::forget_stops(tx, saved.id)?;
    }
    Ok(())
}

fn write_line(
    tx: &WriteTransaction<'_>,
    contract: &Contract,
    present: Option<&ContractLine>,
    typed: &TypedLine,
    splits_again: bool,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    let milestones = rows::milestones(tx, contract.id, contract.currency)?;
    let line = match present {
        None => contract::insert_line(tx, contract.id, contract.lines.len(), &typed.line)?,
        Some(present) => {
            let place = contract.lines.iter().position(|line| line.id == present.id).unwrap_or_default();
            contract::update_line(tx, present.id, place, &typed.line)?;
            present.id
        }
    };
    let pays_otherwise =
        present.is_some_and(|present| pays_otherwise(&present.customers, &typed.line.customers));
    let owner = Owner {
        contract_key: &contract.key,
        line,
        line_key: &typed.line.key,
        split: &typed.line.customers,
        pays_otherwise,
    };
    milestones::write(tx, &owner, &milestones, &typed.milestones, now)?;
    if splits_again {
        split_again(tx, &owner)?;
    }
    Ok(())
}

/// Splits transactions of a line anew that are on no invoice. What an amount was kept free for gets it again, once all
/// are split, as far as limits let it.
///
/// Source: SPEC 5.2, 5.4.
fn split_again(tx: &WriteTransaction<'_>, owner: &Owner<'_>) -> Result<(), ApiError> {
    let mut committed = Vec::new();
    for id in line_use::open_transactions(tx, owner.line)? {
        let shares = share::of_transaction(tx, owner.line, id)?;
        let Some(first) = shares.first() else { continue };
        if shares.iter().any(|share| is_on_invoice(share.billing_status)) {
            continue;
        }
        let ShareOf::Transaction(..) = first.of else { continue };
        let amount = transaction::amount_of(tx, (owner.line, id), first.amount.currency())?;
        let whole = Whole {
            quantity: first.quantity,
            unit_price: first.unit_price,
            billing_type: first.billing_type,
            amount,
        };
        let item = Item { line: owner.line, of: first.of, date: first.date };
        committed.extend(replace_shares(tx, &item, &whole, owner.split, &shares)?);
    }
    limits::commit_again(tx, &committed)
}

/// Customers that only a line names join the contract at 0 %.
///
/// Source: SPEC 5.1.
fn join_customers(tx: &WriteTransaction<'_>, contract: &Contract, typed: &TypedLine) -> Result<(), ApiError> {
    let known = contract.customers.entries();
    let missing: Vec<_> = typed
        .line
        .customers
        .entries()
        .iter()
        .filter(|entry| !known.iter().any(|known| known.customer == entry.customer))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let rounding = contract.customers.rounding();
    let mut list: Vec<_> = known
        .iter()
        .enumerate()
        .map(|(index, entry)| (entry.customer, entry.percent, index == rounding))
        .collect();
    list.extend(missing.iter().map(|entry| (entry.customer, rust_decimal::Decimal::ZERO, false)));
    let mut limits: Vec<_> = known.iter().map(|entry| entry.not_to_exceed).collect();
    limits.extend(missing.iter().map(|_| None));
    let joined = proforma_engine::contract::CustomerSplit::new(list)
        .map_err(|error| Refusal::Customers { why: error.to_string() })?;
    let new = NewContract {
        key: contract.key.clone(),
        name: contract.name.clone(),
        currency: contract.currency,
        status: contract.status,
        delivery_date: contract.delivery_date,
        not_to_exceed: contract.not_to_exceed,
        customers: joined.with_limits(limits),
    };
    Ok(contract::update(tx, contract.id, &new)?)
}

/// Deletes a line on which nothing was entered.
///
/// # Errors
/// [`ApiError::Refused`] with what keeps it.
///
/// Source: d365 R3.13.
pub fn delete_line(
    connection: &Connection,
    contract: &str,
    line: &str,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    let tx = connection.write()?;
    let contract = by_key(&tx, contract)?;
    let present = line_by_key(&contract, line)?;
    let closed = (contract.status == ContractStatus::Closed).then(|| CLOSED.to_owned());
    if let Some(why) = closed.or(locks::keeps_line(&tx, &contract, present)?) {
        return Err(Refusal::Kept { what: format!("line \"{}\"", present.name), why }.into());
    }
    let mut changes = RecordChanges::default();
    take_line(&tx, &contract, present, &mut changes)?;
    let rest: Vec<_> =
        contract.lines.iter().filter(|line| line.id != present.id).map(|line| line.id).collect();
    contract::reorder_lines(&tx, &rest)?;
    commit(tx, contract.id, "delete_line", &changes, now)
}

fn take_line(
    tx: &WriteTransaction<'_>,
    contract: &Contract,
    line: &ContractLine,
    changes: &mut RecordChanges,
) -> Result<(), ApiError> {
    let customers = Customers::read(tx)?;
    let milestones = rows::milestones(tx, contract.id, contract.currency)?;
    let before = forms::of_line(tx, line, &milestones, &customers)?;
    changes.record(("contract_line", &line.key), forms::line_fields(&before), Vec::new());
    for milestone in milestones.iter().filter(|milestone| milestone.contract_line == line.id) {
        for share in share::of_item(tx, &milestone.key)? {
            share::reverse(tx, line.id, share.id)?;
        }
    }
    Ok(contract::delete_line(tx, line.id)?)
}

/// Moves a line to another place in its contract, counted from 0.
///
/// # Errors
/// [`ApiError::NotFound`].
pub fn move_line(
    connection: &Connection,
    contract: &str,
    line: &str,
    to: u32,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    let tx = connection.write()?;
    let contract = by_key(&tx, contract)?;
    let present = line_by_key(&contract, line)?;
    if contract.status == ContractStatus::Closed {
        let (what, why) = (format!("line \"{}\"", present.name), CLOSED.to_owned());
        return Err(Refusal::Kept { what, why }.into());
    }
    let mut order: Vec<_> = contract.lines.iter().map(|line| line.id).collect();
    let from = order.iter().position(|id| *id == present.id).unwrap_or_default();
    let id = order.remove(from);
    let to = usize::try_from(to).unwrap_or(order.len()).min(order.len());
    order.insert(to, id);
    contract::reorder_lines(&tx, &order)?;
    let mut changes = RecordChanges::default();
    let place = |index: usize| Some((index + 1).to_string());
    changes.field(("contract_line", line), "place", place(from), place(to));
    commit(tx, contract.id, "move_line", &changes, now)
}

/// Deletes a contract on which nothing was entered; its history stays.
///
/// # Errors
/// [`ApiError::Refused`] with what keeps it.
pub fn delete_contract(connection: &Connection, key: &str, now: DateTime<Utc>) -> Result<(), ApiError> {
    let tx = connection.write()?;
    let contract = by_key(&tx, key)?;
    if let Some(why) = locks::keeps_contract(&tx, &contract)? {
        return Err(Refusal::Kept { what: format!("contract \"{}\"", contract.name), why }.into());
    }
    let customers = Customers::read(&tx)?;
    let before = forms::of_contract(&contract, &customers)?;
    let mut changes = RecordChanges::default();
    for line in &contract.lines {
        take_line(&tx, &contract, line, &mut changes)?;
    }
    changes.record(("contract", key), forms::contract_fields(&before), Vec::new());
    contract::delete(&tx, contract.id)?;
    // Its own chain ends with it; the book's says that it was there.
    history::append(&tx, None, now, "delete_contract", &changes.detail()?)?;
    Ok(tx.commit()?)
}

/// Writes what changed into the history of a contract and makes it durable; nothing at all where nothing changed.
pub(super) fn commit(
    tx: WriteTransaction<'_>,
    contract: ContractId,
    command: &str,
    changes: &RecordChanges,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    if changes.is_empty() {
        return Ok(());
    }
    history::append(&tx, Some(contract), now, command, &changes.detail()?)?;
    Ok(tx.commit()?)
}
