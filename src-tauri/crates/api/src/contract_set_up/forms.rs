//! Contracts and lines as forms, and forms as the fields that the history tells of.

use proforma_engine::{
    contract::{BillingMethod, Contract, ContractLine, CustomerSplit, CustomerSplitEntry, TransactionClass},
    schedule::RowKind,
};
use proforma_store::{Connection, contract, frequency, schedule as rows, schedule::Milestone};

use crate::{
    dto::{ContractForm, ContractLineForm, CustomerSplitForm, MilestoneForm},
    error::ApiError,
    names::Customers,
};

/// A contract as it can be typed.
pub(super) fn of_contract(contract: &Contract, customers: &Customers) -> Result<ContractForm, ApiError> {
    Ok(ContractForm {
        id: contract.key.clone(),
        name: contract.name.clone(),
        currency: contract.currency.code().to_owned(),
        delivery_date: shown(contract.delivery_date),
        not_to_exceed: shown(contract.not_to_exceed),
        customers: of_split(&contract.customers, customers)?,
    })
}

/// A line as it can be typed.
pub(super) fn of_line(
    connection: &Connection,
    line: &ContractLine,
    milestones: &[Milestone],
    customers: &Customers,
) -> Result<ContractLineForm, ApiError> {
    let frequency = contract::frequency_of_line(connection, line.id)?;
    let known = frequency::all(connection)?.into_iter().find(|known| Some(known.id) == frequency);
    let mut own: Vec<&Milestone> =
        milestones.iter().filter(|milestone| milestone.contract_line == line.id).collect();
    own.sort_by_key(|milestone| (milestone.position, milestone.id));
    let rows = if own.is_empty() { Vec::new() } else { rows::of_line(connection, line.id)? };
    let milestone = |milestone: &&Milestone| {
        let row = rows.iter().find(|noted| noted.row.kind == RowKind::Milestone(milestone.id));
        let run_date = row.map(|noted| noted.row.run_date).filter(|date| *date != milestone.date);
        MilestoneForm {
            id: milestone.key.clone(),
            name: milestone.name.clone(),
            date: milestone.date.to_string(),
            amount: milestone.amount.to_string(),
            run_date: shown(run_date),
        }
    };
    let classes = line.transaction_classes.iter().map(TransactionClass::as_str);
    Ok(ContractLineForm {
        id: line.key.clone(),
        name: line.name.clone(),
        billing_method: line.billing_method.into(),
        transaction_classes: classes.map(str::to_owned).collect(),
        tasks: line.tasks.clone(),
        contracted_amount: shown(line.contracted_amount),
        not_to_exceed: shown(line.not_to_exceed),
        tax_category: line.tax.map(|tax| tax.category().to_string()).unwrap_or_default(),
        tax_percent: line.tax.map(|tax| tax.percent().to_string()).unwrap_or_default(),
        billing_start: shown(line.billing_start),
        invoice_frequency: known.map(|known| known.key).unwrap_or_default(),
        customers: of_split(&line.customers, customers)?,
        milestones: own.iter().map(milestone).collect(),
        splits_again: false,
    })
}

fn of_split(split: &CustomerSplit, customers: &Customers) -> Result<Vec<CustomerSplitForm>, ApiError> {
    let entry = |(index, entry): (usize, &CustomerSplitEntry)| {
        Ok(CustomerSplitForm {
            customer: customers.get(entry.customer)?.key.clone(),
            percent: entry.percent.to_string(),
            not_to_exceed: shown(entry.not_to_exceed),
            rounding: index == split.rounding(),
        })
    };
    split.entries().iter().enumerate().map(entry).collect()
}

fn shown<T: ToString>(value: Option<T>) -> String {
    value.map(|value| value.to_string()).unwrap_or_default()
}

/// Fields with what they hold.
pub(super) type Fields = Vec<(String, Option<String>)>;

fn field(name: &str, value: &str) -> (String, Option<String>) {
    (name.to_owned(), (!value.is_empty()).then(|| value.to_owned()))
}

/// A contract field by field.
pub(super) fn contract_fields(form: &ContractForm) -> Fields {
    let mut fields = vec![
        field("id", &form.id),
        field("name", &form.name),
        field("currency", &form.currency),
        field("delivery_date", &form.delivery_date),
        field("not_to_exceed", &form.not_to_exceed),
    ];
    fields.extend(split_fields(&form.customers));
    fields
}

/// A line field by field, its milestones included.
pub(super) fn line_fields(form: &ContractLineForm) -> Fields {
    let method: BillingMethod = form.billing_method.into();
    let mut fields = vec![
        field("id", &form.id),
        field("name", &form.name),
        field("billing_method", method.as_str()),
        field("transaction_classes", &form.transaction_classes.join(" ")),
        // As the book has them: a name may hold a comma, and an import of an export reads them here.
        field("tasks", &form.tasks.join("\n")),
        field("contracted_amount", &form.contracted_amount),
        field("not_to_exceed", &form.not_to_exceed),
        field("tax", format!("{} {}", form.tax_category, form.tax_percent).trim()),
        field("billing_start", &form.billing_start),
        field("invoice_frequency", &form.invoice_frequency),
    ];
    fields.extend(split_fields(&form.customers));
    for (place, milestone) in form.milestones.iter().enumerate() {
        let MilestoneForm { id, name, date, amount, run_date } = milestone;
        let run = if run_date.is_empty() { String::new() } else { format!(", run {run_date}") };
        let text = format!("{}. {name}, {date}, {amount}{run}", place + 1);
        fields.push(field(&format!("milestones.{id}"), &text));
    }
    fields
}

fn split_fields(split: &[CustomerSplitForm]) -> Fields {
    let one = |(place, entry): (usize, &CustomerSplitForm)| {
        let mut text = format!("{}. {} %", place + 1, entry.percent);
        if entry.rounding {
            text.push_str(", takes rounding");
        }
        if !entry.not_to_exceed.is_empty() {
            text.push_str(&format!(", not to exceed {}", entry.not_to_exceed));
        }
        field(&format!("customers.{}", entry.customer), &text)
    };
    split.iter().enumerate().map(one).collect()
}
