//! What of a contract may not change any more, and why: what is billed stays what it was billed as.
//!
//! Source: SPEC 5.1, 7.1; d365 R3.13, R5.1, R5.10.

use proforma_engine::{
    contract::{BillingMethod, Contract, ContractLine, ContractStatus},
    schedule::RunStatus,
    share::BillingStatus,
};
use proforma_store::{Connection, line_use, schedule as rows, schedule::Milestone};

use crate::{
    dto::{ContractForm, ContractLineForm, FieldLock},
    error::ApiError,
    names::Customers,
    typed::Problems,
};

/// A row of a spreadsheet without an id is known by what it says, the ids of its contract and its line among it.
const KNOWN_BY_ID: &str = "work was entered under the id; a file that names it would bring the work in again";

/// Everything of a contract that is fixed.
pub(super) fn of_contract(
    connection: &Connection,
    contract: &Contract,
    customers: &Customers,
) -> Result<Vec<FieldLock>, ApiError> {
    if contract.status == ContractStatus::Closed {
        return Ok(vec![closed()]);
    }
    let mut locks = Vec::new();
    if has_entries(connection, contract)? {
        let reason = format!(
            "amounts were entered in {}; copy the contract to bill in another currency",
            contract.currency.code()
        );
        locks.push(FieldLock { path: "currency".to_owned(), reason });
    }
    if line_use::has_invoices(connection, contract.id)? {
        let reason = "invoices of this contract name the id".to_owned();
        locks.push(FieldLock { path: "id".to_owned(), reason });
    } else if were_used(connection, contract)? {
        locks.push(FieldLock { path: "id".to_owned(), reason: KNOWN_BY_ID.to_owned() });
    }
    for entry in contract.customers.entries() {
        let lines = contract.lines.iter().filter(|line| names(line, entry.customer));
        let lines: Vec<&str> = lines.map(|line| line.name.as_str()).collect();
        if !lines.is_empty() {
            let key = &customers.get(entry.customer)?.key;
            let reason = format!("pays on {}; set 0 % to leave it out of new lines", lines.join(", "));
            locks.push(FieldLock { path: format!("customers.{key}"), reason });
        }
    }
    Ok(locks)
}

fn closed() -> FieldLock {
    let reason = "the contract is closed; open it again to change it".to_owned();
    FieldLock { path: "*".to_owned(), reason }
}

fn names(line: &ContractLine, customer: proforma_engine::ids::CustomerId) -> bool {
    line.customers.entries().iter().any(|entry| entry.customer == customer)
}

fn has_entries(connection: &Connection, contract: &Contract) -> Result<bool, ApiError> {
    let has_amount = |line: &ContractLine| {
        line.contracted_amount.is_some()
            || line.not_to_exceed.is_some()
            || line.customers.entries().iter().any(|entry| entry.not_to_exceed.is_some())
    };
    Ok(contract.lines.iter().any(has_amount) || were_used(connection, contract)?)
}

fn were_used(connection: &Connection, contract: &Contract) -> Result<bool, ApiError> {
    for line in &contract.lines {
        if line_use::was_used(connection, line.id)? {
            return Ok(true);
        }
    }
    Ok(false)
}

/// Everything of a line that is fixed.
pub(super) fn of_line(
    connection: &Connection,
    contract: &Contract,
    line: &ContractLine,
    milestones: &[Milestone],
    customers: &Customers,
) -> Result<Vec<FieldLock>, ApiError> {
    if contract.status == ContractStatus::Closed {
        return Ok(vec![closed()]);
    }
    let mut locks = Vec::new();
    let mut lock = |path: String, reason: String| locks.push(FieldLock { path, reason });
    let classes = line_use::classes(connection, line.id)?;
    let own = || milestones.iter().filter(|milestone| milestone.contract_line == line.id);
    if line_use::is_on_invoice(connection, line.id)? {
        lock("id".to_owned(), "invoices name the id".to_owned());
    } else if line_use::was_used(connection, line.id)? {
        lock("id".to_owned(), KNOWN_BY_ID.to_owned());
    }
    if let Some((class, count)) = classes.first() {
        lock(
            "billing_method".to_owned(),
            format!("{count} transactions of class {class} were entered on it"),
        );
    } else if own().next().is_some() {
        lock("billing_method".to_owned(), "it has milestones; delete them first".to_owned());
    } else if line.billing_method == BillingMethod::TimeAndMaterial {
        let present = rows::of_line(connection, line.id)?;
        if let Some(reason) = schedule_lock(present.iter().map(|noted| noted.row.run_status)) {
            lock("billing_method".to_owned(), reason.to_owned());
        }
    }
    for (class, count) in &classes {
        let reason = format!("{count} transactions of this class were entered on it");
        lock(format!("transaction_classes.{class}"), reason);
    }
    for (customer, count) in line_use::customers(connection, line.id)? {
        let key = &customers.get(customer)?.key;
        let reason = format!("has {count} shares of what was entered; set 0 % to leave it out from now on");
        lock(format!("customers.{key}"), reason);
    }
    let statuses = line_use::milestones(connection, line.id)?;
    for milestone in own() {
        let of = statuses.iter().filter(|(id, _)| *id == milestone.id).map(|(_, status)| *status);
        if let Some(reason) = milestone_lock(of) {
            lock(format!("milestones.{}", milestone.key), reason.to_owned());
        }
    }
    Ok(locks)
}

/// Why a line with rows of these statuses is billed by a schedule for good, or until they are gone; none without rows.
fn schedule_lock(statuses: impl IntoIterator<Item = RunStatus>) -> Option<&'static str> {
    let mut found = None;
    for status in statuses {
        match status {
            RunStatus::RunSuccessful | RunStatus::RunFailed => return Some("a row of its schedule has run"),
            RunStatus::Skipped => {
                found =
                    Some("a row of its schedule was skipped; take the skipping back, then delete the rows");
            }
            RunStatus::NotRun => found = found.or(Some("it has a schedule; delete its rows first")),
        }
    }
    found
}

/// Why a milestone with shares of these statuses stays as it is; none where it may change.
pub(super) fn milestone_lock(statuses: impl IntoIterator<Item = BillingStatus>) -> Option<&'static str> {
    let mut found = None;
    for status in statuses {
        match status {
            BillingStatus::InvoicePosted => return Some("it is on a confirmed invoice"),
            BillingStatus::InvoiceCreated => found = Some("it is on a draft; take it off the draft first"),
            BillingStatus::NotReady | BillingStatus::ReadyToInvoice => {}
        }
    }
    found
}

/// Gathers what of a contract is changed though it is fixed.
pub(super) fn hold_contract(
    connection: &Connection,
    present: &Contract,
    form: &ContractForm,
    customers: &Customers,
    problems: &mut Problems,
) -> Result<(), ApiError> {
    for FieldLock { path, reason } in of_contract(connection, present, customers)? {
        let is_broken = match path.as_str() {
            "*" => true,
            "currency" => form.currency != present.currency.code(),
            "id" => form.id != present.key,
            path => is_gone(path, form.customers.iter().map(|entry| entry.customer.as_str())),
        };
        if is_broken {
            problems.add(if path == "*" { "name".to_owned() } else { path }, reason);
        }
    }
    Ok(())
}

/// Whether a customer that must stay is not in the list any more.
fn is_gone<'f>(path: &str, mut list: impl Iterator<Item = &'f str>) -> bool {
    path.strip_prefix("customers.").is_some_and(|key| !list.any(|customer| customer == key))
}

/// Gathers what of a line is changed though it is fixed.
pub(super) fn hold_line(
    connection: &Connection,
    contract: &Contract,
    present: &ContractLine,
    form: &ContractLineForm,
    customers: &Customers,
    problems: &mut Problems,
) -> Result<(), ApiError> {
    let milestones = rows::milestones(connection, contract.id, contract.currency)?;
    let before = super::forms::of_line(connection, present, &milestones, customers)?;
    for FieldLock { path, reason } in of_line(connection, contract, present, &milestones, customers)? {
        let is_broken = match path.as_str() {
            "*" => true,
            "id" => form.id != before.id,
            "billing_method" => form.billing_method != before.billing_method,
            path => {
                let class = path.strip_prefix("transaction_classes.");
                let milestone = path.strip_prefix("milestones.");
                class.is_some_and(|class| !form.transaction_classes.iter().any(|known| known == class))
                    || milestone.is_some_and(|key| {
                        let of = |list: &[crate::dto::MilestoneForm]| {
                            list.iter().find(|milestone| milestone.id == key).cloned()
                        };
                        of(&form.milestones) != of(&before.milestones)
                    })
                    || is_gone(path, form.customers.iter().map(|entry| entry.customer.as_str()))
            }
        };
        if is_broken {
            problems.add(if path == "*" { "name".to_owned() } else { path }, reason);
        }
    }
    hold_ready(connection, present, &milestones, form, problems)
}

/// Gathers the milestones that are ready and were taken off the line: what somebody has released is not deleted unasked.
///
/// Source: d365 R3.13.
fn hold_ready(
    connection: &Connection,
    line: &ContractLine,
    milestones: &[Milestone],
    form: &ContractLineForm,
    problems: &mut Problems,
) -> Result<(), ApiError> {
    let statuses = line_use::milestones(connection, line.id)?;
    let is_ready = |milestone: &&Milestone| {
        statuses.iter().any(|(id, status)| *id == milestone.id && *status == BillingStatus::ReadyToInvoice)
    };
    let own = milestones.iter().filter(|milestone| milestone.contract_line == line.id).filter(is_ready);
    for milestone in own.filter(|own| !form.milestones.iter().any(|typed| typed.id == own.key)) {
        let name = &milestone.name;
        problems.add(
            "milestones",
            format!("\"{name}\" is ready to invoice; mark it not ready before you delete it"),
        );
    }
    Ok(())
}

/// Why a line cannot be deleted; none where it can.
///
/// Source: d365 R3.13.
pub(super) fn keeps_line(
    connection: &Connection,
    contract: &Contract,
    line: &ContractLine,
) -> Result<Option<String>, ApiError> {
    let entered: u32 = line_use::classes(connection, line.id)?.iter().map(|(_, count)| count).sum();
    let statuses = line_use::milestones(connection, line.id)?;
    let is_moving = statuses.iter().any(|(_, status)| *status != BillingStatus::NotReady);
    let was_run = rows::of_line(connection, line.id)?
        .iter()
        .any(|noted| matches!(noted.row.run_status, RunStatus::RunSuccessful | RunStatus::RunFailed));
    let used = line_use::was_used(connection, line.id)?;
    Ok(if entered > 0 {
        Some(format!("{entered} transactions were entered on it; delete or move them first"))
    } else if is_moving {
        Some("a milestone of it is ready or on an invoice".to_owned())
    } else if line_use::is_on_invoice(connection, line.id)? {
        Some("it is on an invoice".to_owned())
    } else if was_run {
        Some("a run has handled its schedule".to_owned())
    } else if contract.status == ContractStatus::Active && contract.lines.len() == 1 {
        Some("it is the only line of an active contract; close the contract instead".to_owned())
    } else if used && contract.status != ContractStatus::Draft {
        Some("something was entered on it, and the contract is active: its record stays".to_owned())
    } else {
        None
    })
}

/// Why a contract cannot be deleted; none where it can.
pub(super) fn keeps_contract(
    connection: &Connection,
    contract: &Contract,
) -> Result<Option<String>, ApiError> {
    match contract.status {
        ContractStatus::Active => return Ok(Some("it is active; close it instead".to_owned())),
        ContractStatus::Closed => return Ok(Some("it is closed and stays on record".to_owned())),
        ContractStatus::Draft => {}
    }
    if line_use::has_invoices(connection, contract.id)? {
        return Ok(Some("it has invoices".to_owned()));
    }
    for line in &contract.lines {
        if let Some(why) = keeps_line(connection, contract, line)? {
            return Ok(Some(format!("line \"{}\": {why}", line.name)));
        }
    }
    Ok(None)
}
