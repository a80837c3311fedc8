//! Forms while they are typed: what may not be, what is missing, and what follows from it.

use chrono::NaiveDate;
use proforma_engine::{
    contract::CustomerSplit,
    ids::CustomerId,
    milestone,
    money::{Currency, Money},
};
use proforma_store::{Connection, book, line_use};
use rust_decimal::Decimal;

use super::{
    by_key, line_by_key, milestones,
    read::{frequency_of, read_contract, read_line},
};
use crate::{
    dto::{ContractForm, ContractLineForm, CustomerSplitForm, FormLook, MilestoneForm},
    error::ApiError,
    process_run::count,
    typed::{Problems, decimal},
};

/// Most customers among which 100 % are distributed.
const CUSTOMERS_MAX: u32 = 1_000;

/// Looks at a contract while it is typed; without an id a new one.
///
/// # Errors
/// [`ApiError::NotFound`] for an unknown id.
///
/// Source: SPEC 2.5, 2.6, 5.1.
pub fn look_at_contract(
    connection: &Connection,
    id: Option<&str>,
    form: &ContractForm,
) -> Result<FormLook, ApiError> {
    let snapshot = connection.snapshot()?;
    let present = id.map(|id| by_key(&snapshot, id)).transpose()?;
    let mut problems = Problems::default();
    read_contract(&snapshot, present.as_ref(), form, &mut problems)?;
    Ok(FormLook {
        problems: problems.into_list(),
        hints: Vec::new(),
        percent_total: percent_total(&form.customers),
        milestones_total: None,
        keeping_split: 0,
    })
}

/// Looks at a contract line while it is typed; without an id a new one.
///
/// # Errors
/// [`ApiError::NotFound`] for an unknown id.
///
/// Source: SPEC 2.5, 2.6, 3.10, 5.1.
pub fn look_at_line(
    connection: &Connection,
    contract: &str,
    line: Option<&str>,
    form: &ContractLineForm,
) -> Result<FormLook, ApiError> {
    let snapshot = connection.snapshot()?;
    let contract = by_key(&snapshot, contract)?;
    let present = line.map(|line| line_by_key(&contract, line)).transpose()?;
    let mut problems = Problems::default();
    let mut hints = Problems::default();
    let typed = read_line(&snapshot, &contract, present, form, (&mut problems, &mut hints))?;
    let keeping_split = match (present, &typed) {
        (Some(present), Some(typed)) if pays_otherwise(&present.customers, &typed.line.customers) => {
            count(line_use::open_transactions(&snapshot, present.id)?.len())
        }
        _ => 0,
    };
    Ok(FormLook {
        problems: problems.into_list(),
        hints: hints.into_list(),
        percent_total: percent_total(&form.customers),
        milestones_total: milestones_total(form, contract.currency),
        keeping_split,
    })
}

/// Whether two lists split an amount differently; limits have nothing to do with it.
pub(super) fn pays_otherwise(before: &CustomerSplit, after: &CustomerSplit) -> bool {
    let parts = |split: &CustomerSplit| -> Vec<(CustomerId, Decimal)> {
        let entries = split.entries().iter().filter(|entry| !entry.percent.is_zero());
        entries.map(|entry| (entry.customer, entry.percent)).collect()
    };
    let rounding = |split: &CustomerSplit| split.entries()[split.rounding()].customer;
    parts(before) != parts(after) || rounding(before) != rounding(after)
}

fn percent_total(list: &[CustomerSplitForm]) -> String {
    let read = list.iter().filter_map(|entry| decimal(entry.percent.trim()).ok());
    read.sum::<Decimal>().normalize().to_string()
}

fn milestones_total(form: &ContractLineForm, currency: Currency) -> Option<String> {
    let read =
        |milestone: &MilestoneForm| Money::exact(decimal(milestone.amount.trim()).ok()?, currency).ok();
    let amounts: Vec<Money> = form.milestones.iter().filter_map(read).collect();
    if amounts.is_empty() {
        return None;
    }
    Some(Money::sum(amounts, currency).ok()?.to_string())
}

/// Percentages that divide 100 evenly among so many customers, in hundredths; the first takes what is left over.
///
/// # Errors
/// [`ApiError::Input`] for none or more than 1,000.
///
/// Source: SPEC 5.1; d365 R5.3 and T6.
pub fn distribute_evenly(customers: u32) -> Result<Vec<String>, ApiError> {
    if !(1..=CUSTOMERS_MAX).contains(&customers) {
        let message = format!("100 % are distributed among 1 to {CUSTOMERS_MAX} customers, not {customers}");
        return Err(ApiError::Input { field: "customers", message });
    }
    // What a person would type: an invoice shows it, and each customer checks it.
    let each = 10_000 / customers;
    let percent = |hundredths: u32| Decimal::new(i64::from(hundredths), 2).normalize().to_string();
    let first = 10_000 - each * (customers - 1);
    Ok(std::iter::once(percent(first)).chain((1..customers).map(|_| percent(each))).collect())
}

/// The periodic milestones of a line as it is typed: its amount divided equally over the dates of its frequency.
///
/// # Errors
/// [`ApiError::Input`] naming what is missing for them.
///
/// Source: SPEC 3.10.
pub fn periodic_milestones(
    connection: &Connection,
    contract: &str,
    form: &ContractLineForm,
) -> Result<Vec<MilestoneForm>, ApiError> {
    let snapshot = connection.snapshot()?;
    let contract = by_key(&snapshot, contract)?;
    let missing = |field, message: &str| ApiError::Input { field, message: message.to_owned() };
    let mut problems = Problems::default();
    let amount = problems.money("contracted_amount", &form.contracted_amount, contract.currency);
    let start = problems.date("billing_start", &form.billing_start);
    let frequency = frequency_of(&snapshot, &form.invoice_frequency, &mut problems)?;
    if let Some(problem) = problems.first() {
        return Err(ApiError::Input { field: "line", message: problem.message.clone() });
    }
    let amount =
        amount.ok_or_else(|| missing("contracted_amount", "a contracted amount to divide is missing"))?;
    let start = start.ok_or_else(|| missing("billing_start", "the first day of billing is missing"))?;
    let frequency =
        frequency.ok_or_else(|| missing("invoice_frequency", "the invoice frequency is missing"))?;
    let end = contract.delivery_date.ok_or_else(|| {
        missing("delivery_date", "the contract has no delivery date, up to which dates are made")
    })?;
    // What is on an invoice stays: the rest is divided over the other dates.
    let kept = milestones::on_invoices(&snapshot, &contract, &form.id)?;
    let billed = kept.iter().map(|milestone| milestone.amount.minor()).sum::<i64>();
    let rest = Money::from_minor(amount.minor().saturating_sub(billed), contract.currency)?;
    if !kept.is_empty() && rest.minor().signum() != amount.minor().signum() {
        let billed = Money::from_minor(billed, contract.currency)?;
        let message = format!(
            "{billed} is on invoices already, and the contracted amount is {amount}; nothing is left to divide"
        );
        return Err(missing("contracted_amount", &message));
    }
    let dates: Vec<NaiveDate> = frequency
        .rule
        .dates(start, end, &book::holidays(&snapshot)?)
        .iter()
        .map(|pair| pair.run_date)
        .filter(|date| kept.iter().all(|milestone| milestone.date != *date))
        .collect();
    if dates.is_empty() {
        let message = format!("{} gives no date between {start} and {end}", frequency.name);
        return Err(missing("invoice_frequency", &message));
    }
    let made = milestone::periodic_milestones(&contract.key, &form.id, rest, &dates)?;
    let milestone = |made: milestone::PeriodicMilestone| MilestoneForm {
        id: String::new(),
        name: form.name.clone(),
        date: made.date.to_string(),
        amount: made.amount.to_string(),
        run_date: String::new(),
    };
    Ok(made.into_iter().map(milestone).collect())
}
