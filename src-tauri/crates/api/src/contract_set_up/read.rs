//! Forms read as what they mean; whatever may not be is gathered with its place.
//!
//! Source: SPEC 2.4 to 2.6, 3.10, 3.11, 5.1, 5.4.

use proforma_engine::{
    contract::{
        BillingMethod, Contract, ContractLine, ContractStatus, CustomerSplit, CustomerSplitError,
        TransactionClass, TransactionClasses,
    },
    milestone,
    money::Currency,
    tax::TaxRate,
};
use proforma_store::{
    Connection,
    contract::{self, NewContract},
    frequency::{self, StoredFrequency},
    share,
};
use rust_decimal::Decimal;

use super::{
    line::{TypedLine, TypedMilestone},
    locks, overlap,
};
use crate::{
    dto::{ContractForm, ContractLineForm, CustomerSplitForm},
    error::ApiError,
    names::Customers,
    typed::{Problems, decimal, filled},
};

/// What is said of a limit on a fixed-price line.
pub(crate) const NO_LIMIT: &str = "a fixed-price line bills its milestones and has no limit";

/// Reads a contract as it was typed; `present` is what it was before. None where something may not be.
pub(super) fn read_contract(
    connection: &Connection,
    present: Option<&Contract>,
    form: &ContractForm,
    problems: &mut Problems,
) -> Result<Option<NewContract>, ApiError> {
    let customers = Customers::read(connection)?;
    problems.id("id", &form.id);
    if present.is_none_or(|present| present.key != form.id)
        && contract::id_of(connection, &form.id)?.is_some()
    {
        problems.add("id", format!("another contract has the id {}", form.id));
    }
    problems.name("name", &form.name);
    let currency = match filled(&form.currency) {
        None => {
            problems.add("currency", "a currency is missing");
            None
        }
        Some(code) => problems.take("currency", Currency::from_code(code)),
    };
    let delivery_date = problems.date("delivery_date", &form.delivery_date);
    let amounts = currency.or(present.map(|present| present.currency));
    let limit = amounts.and_then(|currency| problems.limit("not_to_exceed", &form.not_to_exceed, currency));
    let split = amounts.and_then(|currency| read_split(&customers, &form.customers, currency, problems));
    if let Some(present) = present {
        locks::hold_contract(connection, present, form, &customers, problems)?;
    }
    let (Some(currency), Some(split), true) = (currency, split, problems.is_empty()) else { return Ok(None) };
    Ok(Some(NewContract {
        key: form.id.clone(),
        name: form.name.trim().to_owned(),
        currency,
        status: present.map_or(ContractStatus::Draft, |present| present.status),
        delivery_date,
        not_to_exceed: limit,
        customers: split,
    }))
}

fn read_split(
    customers: &Customers,
    list: &[CustomerSplitForm],
    currency: Currency,
    problems: &mut Problems,
) -> Option<CustomerSplit> {
    let mut read = Vec::new();
    let mut limits = Vec::new();
    for (index, entry) in list.iter().enumerate() {
        let at = |field: &str| format!("customers[{index}].{field}");
        let customer = match filled(&entry.customer) {
            None => {
                problems.add(at("customer"), "choose a customer");
                None
            }
            Some(key) => problems.take(
                at("customer"),
                customers
                    .by_key(key)
                    .map(|customer| customer.id)
                    .map_err(|_| format!("there is no customer \"{key}\"")),
            ),
        };
        let percent = problems.take(at("percent"), decimal(entry.percent.trim()));
        limits.push(problems.limit(&at("not_to_exceed"), &entry.not_to_exceed, currency));
        read.push(customer.zip(percent).map(|(customer, percent)| (customer, percent, entry.rounding)));
    }
    let read: Vec<_> = read.into_iter().collect::<Option<_>>()?;
    match CustomerSplit::new(read) {
        Ok(split) => Some(split.with_limits(limits)),
        Err(error) => {
            let (path, message) = match &error {
                CustomerSplitError::Empty => ("customers".to_owned(), "add the customer who pays".to_owned()),
                CustomerSplitError::Total { total } => ("customers".to_owned(), off_100(*total)),
                CustomerSplitError::Percent { index, .. } => {
                    (format!("customers[{index}].percent"), error.to_string())
                }
                CustomerSplitError::Twice { index } => {
                    (format!("customers[{index}].customer"), error.to_string())
                }
                CustomerSplitError::TwoRounding { index } => {
                    (format!("customers[{index}].rounding"), error.to_string())
                }
            };
            problems.add(path, message);
            None
        }
    }
}

/// "the percentages total 99.99, 0.01 short of 100".
fn off_100(total: Decimal) -> String {
    let off = (total - Decimal::ONE_HUNDRED).normalize();
    let side = if off.is_sign_negative() { "short of" } else { "above" };
    format!("the percentages total {total}, {} {side} 100", off.abs())
}

/// Reads a line as it was typed; `present` is what it was before. None where something may not be. Hints do not keep it
/// from being saved.
pub(super) fn read_line(
    connection: &Connection,
    contract: &Contract,
    present: Option<&ContractLine>,
    form: &ContractLineForm,
    (problems, hints): (&mut Problems, &mut Problems),
) -> Result<Option<TypedLine>, ApiError> {
    let customers = Customers::read(connection)?;
    let currency = contract.currency;
    problems.id("id", &form.id);
    let is_other = |line: &&ContractLine| present.is_none_or(|present| present.id != line.id);
    if contract.lines.iter().filter(is_other).any(|line| line.key == form.id) {
        problems.add("id", format!("another line of this contract has the id {}", form.id));
    }
    problems.name("name", &form.name);
    let method: BillingMethod = form.billing_method.into();
    let is_fixed_price = method == BillingMethod::FixedPrice;
    let classes = read_classes(&form.transaction_classes, problems);
    if !is_fixed_price && classes == TransactionClasses::default() {
        hints.add("transaction_classes", "choose what the line bills: time, expense, material or fee");
    }
    let tasks = read_tasks(&form.tasks, problems);
    let contracted_amount = problems.money("contracted_amount", &form.contracted_amount, currency);
    if !is_fixed_price && contracted_amount.is_some() {
        problems.add(
            "contracted_amount",
            "a time-and-material line has no contracted amount; set a not-to-exceed limit instead",
        );
    }
    let limit = problems.limit("not_to_exceed", &form.not_to_exceed, currency);
    if is_fixed_price {
        refuse_limits(form, problems);
    }
    let tax = read_tax(form, problems);
    let billing_start = problems.date("billing_start", &form.billing_start);
    let frequency = frequency_of(connection, &form.invoice_frequency, problems)?;
    let split = read_split(&customers, &form.customers, currency, problems);
    let milestones = read_milestones(connection, present, form, currency, problems)?;
    if !is_fixed_price && !form.milestones.is_empty() {
        problems.add("milestones", "milestones belong on a fixed-price line");
    }
    if is_fixed_price && let Some(milestones) = &milestones {
        let amounts = milestones.iter().map(|milestone| milestone.amount);
        if let Err(off) = milestone::check_milestones(amounts, contracted_amount)? {
            let told = if milestones.is_empty() { &mut *hints } else { &mut *problems };
            let told = if contract.status == ContractStatus::Active { told } else { &mut *hints };
            told.add("milestones", off);
        }
    }
    if let Some(present) = present {
        locks::hold_line(connection, contract, present, form, &customers, problems)?;
    }
    let (Some(split), Some(milestones), true) = (split, milestones, problems.is_empty()) else {
        return Ok(None);
    };
    let line = contract::NewContractLine {
        key: form.id.clone(),
        name: form.name.trim().to_owned(),
        billing_method: method,
        transaction_classes: classes,
        contracted_amount,
        not_to_exceed: limit,
        tasks,
        tax,
        billing_start,
        invoice_frequency: frequency.map(|frequency| frequency.id),
        customers: split,
    };
    // A draft may have anything; the check list holds it before it is activated.
    if contract.status == ContractStatus::Active {
        overlap::hold(contract, present, &line, problems);
    }
    Ok(problems.is_empty().then_some(TypedLine { line, milestones }))
}

/// Limits hold what is billed by what was worked and spent.
///
/// Source: SPEC 5.4; d365 R4.2.
fn refuse_limits(form: &ContractLineForm, problems: &mut Problems) {
    let of_customers = form.customers.iter().enumerate();
    let of_customers = of_customers
        .map(|(index, entry)| (format!("customers[{index}].not_to_exceed"), entry.not_to_exceed.as_str()));
    let limits = std::iter::once(("not_to_exceed".to_owned(), form.not_to_exceed.as_str()));
    for (path, _) in limits.chain(of_customers).filter(|(_, limit)| filled(limit).is_some()) {
        problems.add(path, NO_LIMIT);
    }
}

fn read_classes(words: &[String], problems: &mut Problems) -> TransactionClasses {
    let mut classes = TransactionClasses::default();
    for word in words {
        if let Some(class) = problems.word::<TransactionClass>("transaction_classes", word) {
            classes = classes.with(class);
        }
    }
    classes
}

fn read_tasks(list: &[String], problems: &mut Problems) -> Vec<String> {
    let mut tasks: Vec<String> = Vec::new();
    for (index, task) in list.iter().enumerate() {
        let path = format!("tasks[{index}]");
        let task = task.trim();
        problems.name(&path, task);
        if task.contains(['\n', '\r']) {
            problems.add(&path, "a task is one line of text");
        }
        if tasks.iter().any(|known| known == task) {
            problems.add(&path, format!("the task {task} is in the list twice"));
        }
        tasks.push(task.to_owned());
    }
    tasks
}

/// Source: SPEC 2.4, 2.6.
fn read_tax(form: &ContractLineForm, problems: &mut Problems) -> Option<TaxRate> {
    match (filled(&form.tax_category), filled(&form.tax_percent)) {
        (None, None) => None,
        (Some(_), None) => {
            problems.add("tax_percent", "the tax percent is missing");
            None
        }
        (None, Some(_)) => {
            problems.add("tax_category", "the tax category is missing");
            None
        }
        (Some(category), Some(percent)) => {
            let category = problems.word("tax_category", category)?;
            let percent = problems.take("tax_percent", decimal(percent))?;
            problems.take("tax_percent", TaxRate::new(category, percent))
        }
    }
}

/// The frequency that a form names; none where it names none, or one that is not there, which is a problem.
pub(super) fn frequency_of(
    connection: &Connection,
    key: &str,
    problems: &mut Problems,
) -> Result<Option<StoredFrequency>, ApiError> {
    let Some(key) = filled(key) else { return Ok(None) };
    let found = frequency::all(connection)?.into_iter().find(|known| known.key == key);
    if found.is_none() {
        problems.add("invoice_frequency", format!("there is no invoice frequency \"{key}\""));
    }
    Ok(found)
}

/// Source: SPEC 2.6, 3.11.
fn read_milestones(
    connection: &Connection,
    present: Option<&ContractLine>,
    form: &ContractLineForm,
    currency: Currency,
    problems: &mut Problems,
) -> Result<Option<Vec<TypedMilestone>>, ApiError> {
    let mut read: Vec<Option<TypedMilestone>> = Vec::new();
    for (index, milestone) in form.milestones.iter().enumerate() {
        let at = |field: &str| format!("milestones[{index}].{field}");
        problems.name(&at("name"), &milestone.name);
        let date = problems.date(&at("date"), &milestone.date);
        if filled(&milestone.date).is_none() {
            problems.add(at("date"), "a date is missing");
        }
        let amount = problems.money(&at("amount"), &milestone.amount, currency);
        if filled(&milestone.amount).is_none() {
            problems.add(at("amount"), "an amount is missing");
        }
        let run_date = problems.date(&at("run_date"), &milestone.run_date);
        let key = filled(&milestone.id);
        if let Some(key) = key {
            let line = share::milestone_place(connection, key)?.map(|(line, _)| line);
            if line.is_none() || line != present.map(|present| present.id) {
                problems.add(at("id"), format!("this line has no milestone \"{key}\""));
            }
            if form.milestones[..index].iter().any(|earlier| earlier.id == milestone.id) {
                problems.add(at("id"), format!("the milestone \"{key}\" is in the list twice"));
            }
        }
        read.push(date.zip(amount).map(|(date, amount)| TypedMilestone {
            key: key.map(str::to_owned),
            name: milestone.name.trim().to_owned(),
            date,
            amount,
            run_date: run_date.unwrap_or(date),
        }));
    }
    Ok(read.into_iter().collect())
}
