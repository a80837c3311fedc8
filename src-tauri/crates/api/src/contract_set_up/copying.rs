//! A contract copied: what it bills and how, not what has happened, nor to whom.
//!
//! Source: d365 R1.16.

use chrono::{DateTime, Utc};
use proforma_engine::{
    contract::{ContractStatus, CustomerSplit},
    ids::CustomerId,
};
use proforma_store::{
    Connection,
    contract::{self, NewContract, NewContractLine},
};
use rust_decimal::Decimal;

use super::{by_key, forms, saving::commit};
use crate::{
    changes::FormCommand,
    dto::Saved,
    error::{ApiError, Refusal},
    form_record::FormRecord,
    names::Customers,
    record_changes::RecordChanges,
    typed::Problems,
};

/// Copies a contract under another id and name, as a draft: its lines with billing method, classes, tasks, contracted
/// amount, tax and frequency. Its primary customer pays all of it. Schedules, milestones, transactions, limits, the other
/// customers, billing starts and the delivery date are not copied.
///
/// # Errors
/// [`ApiError::Form`] for an id or name that may not be.
///
/// Source: d365 R1.16.
pub fn copy_contract(
    connection: &Connection,
    key: &str,
    new_key: &str,
    new_name: &str,
    now: DateTime<Utc>,
) -> Result<Saved, ApiError> {
    let tx = connection.write()?;
    let original = by_key(&tx, key)?;
    let mut problems = Problems::default();
    problems.id("id", new_key);
    problems.name("name", new_name);
    if contract::id_of(&tx, new_key)?.is_some() {
        problems.add("id", format!("another contract has the id {new_key}"));
    }
    if !problems.is_empty() {
        return Err(ApiError::Form(problems.into_list()));
    }
    let primary = original.customers.entries()[0].customer;
    let customers = only(primary)?;
    let id = contract::insert(
        &tx,
        &NewContract {
            key: new_key.to_owned(),
            name: new_name.trim().to_owned(),
            currency: original.currency,
            status: ContractStatus::Draft,
            delivery_date: None,
            not_to_exceed: None,
            customers: customers.clone(),
        },
    )?;
    for (place, line) in original.lines.iter().enumerate() {
        let new = NewContractLine {
            key: line.key.clone(),
            name: line.name.clone(),
            billing_method: line.billing_method,
            transaction_classes: line.transaction_classes,
            contracted_amount: line.contracted_amount,
            not_to_exceed: None,
            tasks: line.tasks.clone(),
            tax: line.tax,
            billing_start: None,
            invoice_frequency: contract::frequency_of_line(&tx, line.id)?,
            customers: customers.clone(),
        };
        contract::insert_line(&tx, id, place, &new)?;
    }
    let names = Customers::read(&tx)?;
    let copy = by_key(&tx, new_key)?;
    let mut changes = RecordChanges::default();
    let form = forms::of_contract(&copy, &names)?;
    let fields = forms::contract_fields(&form);
    changes.record(("contract", new_key), Vec::new(), fields);
    changes.field(("contract", new_key), "copied_from", None, Some(key.to_owned()));
    for line in &copy.lines {
        let fields = forms::line_fields(&forms::of_line(&tx, line, &[], &names)?);
        changes.record(("contract_line", &line.key), Vec::new(), fields);
    }
    let record = FormRecord::new(changes, new_key, None, Some(&form))?;
    let undo = commit(tx, id, FormCommand::CopyContract, &record, now)?;
    Ok(Saved { id: new_key.to_owned(), undo })
}

fn only(customer: CustomerId) -> Result<CustomerSplit, ApiError> {
    CustomerSplit::new(vec![(customer, Decimal::ONE_HUNDRED, true)])
        .map_err(|error| Refusal::Customers { why: error.to_string() }.into())
}
