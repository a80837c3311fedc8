//! Contracts and lines saved, and contracts deleted.

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
    line_by_key,
    lines::{place_of, take_line},
    locks,
    look::pays_otherwise,
    milestones::{self, Item, Owner, Whole, is_on_invoice, replace_shares},
    read::{read_contract, read_line},
};
use crate::{
    changes::{ChangeName, FormCommand},
    dto::{ContractForm, ContractLineForm, Saved},
    error::{ApiError, Refusal},
    form_record::{FormRecord, Typed},
    limits,
    names::Customers,
    record_changes::RecordChanges,
    typed::Problems,
};

/// Adds a contract, as a draft, or changes the one of this id; gives its id, and how to take it back.
///
/// # Errors
/// [`ApiError::Form`] with all that may not be as it was typed; [`ApiError::Refused`] where a limit would be passed, or
/// somebody else has changed it since it was read.
///
/// Source: SPEC 2.6, 5.1, 5.4.
pub fn save_contract<'f>(
    connection: &Connection,
    id: Option<&str>,
    typed: impl Into<Typed<'f, ContractForm>>,
    now: DateTime<Utc>,
) -> Result<Saved, ApiError> {
    let typed = typed.into();
    let tx = connection.write()?;
    let present = id.map(|id| by_key(&tx, id)).transpose()?;
    let customers = Customers::read(&tx)?;
    let before = present.as_ref().map(|present| forms::of_contract(present, &customers)).transpose()?;
    typed.hold("the contract", before.as_ref())?;
    let saved = write_contract(&tx, present.as_ref(), typed.form)?;
    let after = forms::of_contract(&saved, &customers)?;
    let mut changes = RecordChanges::default();
    let fields = before.as_ref().map(forms::contract_fields).unwrap_or_default();
    changes.record(("contract", &saved.key), fields, forms::contract_fields(&after));
    let record = FormRecord::new(changes, &saved.key, before.as_ref(), Some(&after))?;
    let undo = commit(tx, saved.id, FormCommand::SaveContract, &record, now)?;
    Ok(Saved { id: saved.key, undo })
}

/// Writes a contract as it was typed, a new one where none is present.
pub(super) fn write_contract(
    tx: &WriteTransaction<'_>,
    present: Option<&Contract>,
    form: &ContractForm,
) -> Result<Contract, ApiError> {
    let mut problems = Problems::default();
    let read = read_contract(tx, present, form, &mut problems)?;
    let Some(new) = read else { return Err(ApiError::Form(problems.into_list())) };
    let right = Right::of(tx, present)?;
    match present {
        None => drop(contract::insert(tx, &new)?),
        Some(present) => contract::update(tx, present.id, &new)?,
    }
    let saved = by_key(tx, &new.key)?;
    right.hold(tx, &saved)?;
    settle_limits(tx, present, &saved)?;
    Ok(saved)
}

/// Adds a line with its milestones, or changes the one of this id; gives its id, and how to take it back.
///
/// # Errors
/// [`ApiError::Form`] with all that may not be as it was typed; [`ApiError::Refused`] where a limit would be passed, or
/// somebody else has changed it since it was read.
///
/// Source: SPEC 2.6, 3.10, 5.1, 5.2, 5.4.
pub fn save_line<'f>(
    connection: &Connection,
    contract: &str,
    line: Option<&str>,
    typed: impl Into<Typed<'f, ContractLineForm>>,
    now: DateTime<Utc>,
) -> Result<Saved, ApiError> {
    let as_typed = typed.into();
    let form = as_typed.form;
    let tx = connection.write()?;
    let contract = by_key(&tx, contract)?;
    let present = line.map(|line| line_by_key(&contract, line)).transpose()?;
    let customers = Customers::read(&tx)?;
    let before = present.map(|present| line_form(&tx, &contract, present, &customers)).transpose()?;
    as_typed.hold("the line", before.as_ref())?;
    let payers = forms::of_contract(&contract, &customers)?;
    let (mut problems, mut hints) = (Problems::default(), Problems::default());
    refuse_closed(&contract, &mut problems);
    let read = read_line(&tx, &contract, present, form, (&mut problems, &mut hints))?;
    let (Some(typed), true) = (read, problems.is_empty()) else {
        return Err(ApiError::Form(problems.into_list()));
    };
    let saved = write_line(&tx, &contract, present, &typed, form.splits_again, now)?;
    let line = line_by_key(&saved, &typed.line.key)?;
    let after = line_form(&tx, &saved, line, &customers)?;
    let mut changes = RecordChanges::default();
    let name = ("contract_line", typed.line.key.as_str());
    let fields = before.as_ref().map(forms::line_fields).unwrap_or_default();
    changes.record(name, fields, forms::line_fields(&after));
    if form.splits_again {
        changes.field(name, SPLITS_AGAIN, None, Some("what is on no invoice".to_owned()));
    }
    // Customers may have joined the contract.
    let joined = forms::of_contract(&saved, &customers)?;
    changes.record(
        ("contract", &saved.key),
        forms::contract_fields(&payers),
        forms::contract_fields(&joined),
    );
    let record = FormRecord::new(changes, line.id.0, before.as_ref(), Some(&after))?;
    let undo = commit(tx, contract.id, FormCommand::SaveLine, &record, now)?;
    Ok(Saved { id: typed.line.key, undo })
}

/// The field of the history that says that shares were split anew.
pub(super) const SPLITS_AGAIN: &str = "splits_again";

/// A line as it can be typed.
pub(super) fn line_form(
    connection: &Connection,
    contract: &Contract,
    line: &ContractLine,
    customers: &Customers,
) -> Result<ContractLineForm, ApiError> {
    let milestones = rows::milestones(connection, contract.id, contract.currency)?;
    forms::of_line(connection, line, &milestones, customers)
}

fn lost(id: ContractId) -> ApiError {
    ApiError::NotFound { kind: "contract", id: id.0.to_string() }
}

pub(super) const CLOSED: &str = "the contract is closed; open it again to change it";

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

/// Writes a line that was typed, a new one where none is present; gives the contract as it is then.
pub(super) fn write_line(
    tx: &WriteTransaction<'_>,
    contract: &Contract,
    present: Option<&ContractLine>,
    typed: &TypedLine,
    splits_again: bool,
    now: DateTime<Utc>,
) -> Result<Contract, ApiError> {
    let right = Right::of(tx, Some(contract))?;
    let milestones = rows::milestones(tx, contract.id, contract.currency)?;
    let line = match present {
        None => contract::insert_line(tx, contract.id, contract.lines.len(), &typed.line)?,
        Some(present) => {
            contract::update_line(tx, present.id, place_of(contract, present.id), &typed.line)?;
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
    join_customers(tx, contract, typed)?;
    let saved = contract::by_id(tx, contract.id)?.ok_or_else(|| lost(contract.id))?;
    right.hold(tx, &saved)?;
    settle_limits(tx, Some(contract), &saved)?;
    Ok(saved)
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
    remove_contract(&tx, &contract, now)?;
    Ok(tx.commit()?)
}

/// Takes a contract away. Its own chain of the history ends with it; the book's says that it was there.
pub(super) fn remove_contract(
    tx: &WriteTransaction<'_>,
    contract: &Contract,
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    let before = forms::of_contract(contract, &Customers::read(tx)?)?;
    let mut changes = RecordChanges::default();
    for line in &contract.lines {
        take_line(tx, contract, line, &mut changes)?;
    }
    changes.record(("contract", &contract.key), forms::contract_fields(&before), Vec::new());
    contract::delete(tx, contract.id)?;
    history::append(tx, None, now, "delete_contract", &changes.detail()?)?;
    Ok(())
}

/// Writes what changed into the history of a contract and makes it durable, and gives what takes it back; nothing at all
/// where nothing changed.
pub(super) fn commit(
    tx: WriteTransaction<'_>,
    contract: ContractId,
    command: FormCommand,
    record: &FormRecord,
    now: DateTime<Utc>,
) -> Result<Option<String>, ApiError> {
    if record.changes.is_empty() {
        return Ok(None);
    }
    let name = ChangeName::of_form(command, now);
    name.write(&tx, contract, &record.detail()?)?;
    tx.commit()?;
    Ok(Some(name.token()))
}
