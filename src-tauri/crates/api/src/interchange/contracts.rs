//! Contracts and their lines.
//!
//! Source: SPEC 2.6, 5.1.

use std::{collections::BTreeMap, rc::Rc};

use proforma_engine::{
    contract::{
        BillingMethod, ContractStatus, CustomerSplit, CustomerSplitError, TransactionClass,
        TransactionClasses,
    },
    ids::{ContractId, ContractLineId, CustomerId},
    money::{Currency, Money},
    tax::TaxRate,
};
use proforma_store::{
    Connection,
    contract::{self, NewContract, NewContractLine},
};
use rust_decimal::Decimal;

use super::{
    base::Base,
    error::{ImportError, Reason},
    format,
    import::Import,
    place::Place,
    schedules, values,
};

/// A contract that transactions may name: its lines by id.
#[derive(Debug)]
pub(crate) struct KnownContract {
    pub(crate) name: String,
    pub(crate) currency: Currency,
    pub(crate) status: ContractStatus,
    pub(crate) lines: BTreeMap<String, Rc<KnownLine>>,
}

/// A line that transactions may name.
#[derive(Debug)]
pub(crate) struct KnownLine {
    pub(crate) id: ContractLineId,
    pub(crate) name: String,
    pub(crate) billing_method: BillingMethod,
    pub(crate) transaction_classes: TransactionClasses,
    pub(crate) customers: CustomerSplit,
}

impl Base {
    /// A contract that the file names, its own or the book's.
    pub(crate) fn contract(
        &mut self,
        connection: &Connection,
        place: &Place<'_>,
        id: &str,
    ) -> Result<&KnownContract, ImportError> {
        if self.contracts.find(id).is_none()
            && let Some(row) = contract::id_of(connection, id)?
            && let Some(stored) = contract::by_id(connection, row)?
        {
            let lines = stored.lines.into_iter().map(|line| {
                let known = KnownLine {
                    id: line.id,
                    name: line.name,
                    billing_method: line.billing_method,
                    transaction_classes: line.transaction_classes,
                    customers: line.customers,
                };
                (line.key, Rc::new(known))
            });
            let known = KnownContract {
                name: stored.name,
                currency: stored.currency,
                status: stored.status,
                lines: lines.collect(),
            };
            self.contracts.add_of_book(id.to_owned(), known);
        }
        self.contracts.get(place, id)
    }
}

/// A contract while its lines are written.
pub(super) struct ContractFrame<'c> {
    pub(super) id: ContractId,
    pub(super) key: &'c str,
    pub(super) currency: Currency,
    pub(super) status: ContractStatus,
    pub(super) delivery_date: Option<chrono::NaiveDate>,
    /// The list that a line without one copies.
    customers: CustomerSplit,
}

/// Writes a contract with its lines, schedules and milestones.
pub(crate) fn write(
    import: &mut Import<'_>,
    place: &Place<'_>,
    contract: format::Contract,
) -> Result<(), ImportError> {
    let id_place = place.field("id");
    import.base.contracts.check_new(&id_place, &contract.id)?;
    if contract::id_of(import.tx, &contract.id)?.is_some() {
        return Err(ImportError::refused(id_place, Reason::Present { id: contract.id }));
    }
    values::name(&place.field("name"), &contract.name)?;
    let currency = Currency::from_code(&contract.currency)
        .map_err(|error| ImportError::refused(place.field("currency"), error))?;
    let not_to_exceed = limit(place, contract.not_to_exceed.as_ref(), currency)?;
    let status = values::word_or(&place.field("status"), contract.status.as_deref(), ContractStatus::Active)?;
    let delivery_place = place.field("delivery_date");
    let delivery_date =
        contract.delivery_date.as_ref().map(|text| values::date(&delivery_place, text)).transpose()?;
    let customers_place = place.field("customers");
    let list = customer_list(import, &customers_place, &contract.customers, currency)?;
    let customers = split(&customers_place, list.clone())?;
    let joined = join_customers_of_lines(import, place, list, &contract.lines, currency)?;
    let new = NewContract {
        key: contract.id.clone(),
        name: contract.name,
        currency,
        status,
        delivery_date,
        not_to_exceed,
        customers: split(&customers_place, joined)?,
    };
    let id = contract::insert(import.tx, &new)?;
    let frame = ContractFrame { id, key: &contract.id, currency, status, delivery_date, customers };
    let mut known = KnownContract { name: new.name, currency, status, lines: BTreeMap::new() };
    let lines_place = place.field("lines");
    for (index, line) in contract.lines.iter().enumerate() {
        let line_place = lines_place.index(index);
        values::id(&line_place.field("id"), &line.id)?;
        if known.lines.contains_key(&line.id) {
            return Err(ImportError::refused(line_place.field("id"), Reason::Twice { id: line.id.clone() }));
        }
        let written = write_line(import, &line_place, &frame, index, line)?;
        known.lines.insert(line.id.clone(), Rc::new(written));
    }
    import.base.contracts.add(contract.id, known);
    import.summary.contracts += 1;
    Ok(())
}

/// Source: SPEC 5.4.
fn limit(place: &Place<'_>, text: Option<&String>, currency: Currency) -> Result<Option<Money>, ImportError> {
    let place = place.field("not_to_exceed");
    let Some(text) = text else { return Ok(None) };
    let limit = values::money(&place, text, currency)?;
    if limit.is_negative() {
        Err(ImportError::refused(place, Reason::NegativeLimit))
    } else {
        Ok(Some(limit))
    }
}

/// Customer, percentage, whether it is named as the rounding customer, limit.
type CustomerList = Vec<(CustomerId, Decimal, bool, Option<Money>)>;

fn customer_list(
    import: &Import<'_>,
    place: &Place<'_>,
    list: &[format::CustomerSplit],
    currency: Currency,
) -> Result<CustomerList, ImportError> {
    let entry = |(index, entry): (usize, &format::CustomerSplit)| {
        let place = place.index(index);
        let customer = *import.base.customers.get(&place.field("customer"), &entry.customer)?;
        Ok((
            customer,
            values::decimal(&place.field("percent"), &entry.percent)?,
            entry.rounding.unwrap_or(false),
            limit(&place, entry.not_to_exceed.as_ref(), currency)?,
        ))
    };
    list.iter().enumerate().map(entry).collect()
}

fn split(place: &Place<'_>, list: CustomerList) -> Result<CustomerSplit, ImportError> {
    let limits = list.iter().map(|(.., limit)| *limit).collect();
    let list = list.into_iter().map(|(customer, percent, is_rounding, _)| (customer, percent, is_rounding));
    let split = CustomerSplit::new(list.collect()).map_err(|error| match error {
        CustomerSplitError::Empty | CustomerSplitError::Total { .. } => ImportError::refused(place, error),
        CustomerSplitError::Percent { index, .. } => {
            ImportError::refused(place.index(index).field("percent"), error)
        }
        CustomerSplitError::Twice { index } => {
            ImportError::refused(place.index(index).field("customer"), error)
        }
        CustomerSplitError::TwoRounding { index } => {
            ImportError::refused(place.index(index).field("rounding"), error)
        }
    });
    Ok(split?.with_limits(limits))
}

/// Customers that only a line names join the contract at 0 %.
///
/// Source: SPEC 5.1.
fn join_customers_of_lines(
    import: &Import<'_>,
    place: &Place<'_>,
    mut list: CustomerList,
    lines: &[format::ContractLine],
    currency: Currency,
) -> Result<CustomerList, ImportError> {
    let lines_place = place.field("lines");
    for (index, line) in lines.iter().enumerate() {
        let line_place = lines_place.index(index);
        let of_line = customer_list(
            import,
            &line_place.field("customers"),
            line.customers.as_deref().unwrap_or_default(),
            currency,
        )?;
        for (customer, ..) in of_line {
            if !list.iter().any(|(known, ..)| *known == customer) {
                list.push((customer, Decimal::ZERO, false, None));
            }
        }
    }
    Ok(list)
}

fn write_line(
    import: &mut Import<'_>,
    place: &Place<'_>,
    contract: &ContractFrame<'_>,
    position: usize,
    line: &format::ContractLine,
) -> Result<KnownLine, ImportError> {
    values::name(&place.field("name"), &line.name)?;
    let not_to_exceed = limit(place, line.not_to_exceed.as_ref(), contract.currency)?;
    let billing_method: BillingMethod = values::word(&place.field("billing_method"), &line.billing_method)?;
    let amount_place = place.field("contracted_amount");
    let contracted_amount = line
        .contracted_amount
        .as_ref()
        .map(|text| values::money(&amount_place, text, contract.currency))
        .transpose()?;
    let start_place = place.field("billing_start");
    let billing_start =
        line.billing_start.as_ref().map(|text| values::date(&start_place, text)).transpose()?;
    let customers_place = place.field("customers");
    let customers = match &line.customers {
        // The limits of the contract's customers hold for the contract.
        None => contract.customers.clone().with_limits(vec![None; contract.customers.entries().len()]),
        Some(list) => {
            split(&customers_place, customer_list(import, &customers_place, list, contract.currency)?)?
        }
    };
    let frequency_place = place.field("invoice_frequency");
    let frequency = line
        .invoice_frequency
        .as_ref()
        .map(|id| import.base.frequencies.get(&frequency_place, id))
        .transpose()?;
    let (invoice_frequency, rule) = frequency.map(|(id, rule)| (*id, rule.clone())).unzip();
    let new = NewContractLine {
        key: line.id.clone(),
        name: line.name.clone(),
        billing_method,
        transaction_classes: classes(
            &place.field("transaction_classes"),
            line.transaction_classes.as_deref().unwrap_or_default(),
        )?,
        contracted_amount,
        not_to_exceed,
        tasks: Vec::new(),
        tax: tax(place, line)?,
        billing_start,
        invoice_frequency,
        customers,
    };
    let id = contract::insert_line(import.tx, contract.id, position, &new)?;
    import.summary.contract_lines += 1;
    schedules::write(
        import,
        place,
        contract,
        &schedules::LineFrame { id, new: &new, rule: rule.as_ref() },
        line,
    )?;
    let NewContractLine { name, transaction_classes, customers, .. } = new;
    Ok(KnownLine { id, name, billing_method, transaction_classes, customers })
}

fn classes(place: &Place<'_>, words: &[String]) -> Result<TransactionClasses, ImportError> {
    let mut classes = TransactionClasses::default();
    for (index, word) in words.iter().enumerate() {
        let class: TransactionClass = values::word(&place.index(index), word)?;
        if classes.includes(class) {
            return Err(ImportError::refused(place.index(index), Reason::WordTwice { word: word.clone() }));
        }
        classes = classes.with(class);
    }
    Ok(classes)
}

/// Source: SPEC 2.4, 2.6.
fn tax(place: &Place<'_>, line: &format::ContractLine) -> Result<Option<TaxRate>, ImportError> {
    let percent_place = place.field("tax_percent");
    match (&line.tax_category, &line.tax_percent) {
        (None, None) => Ok(None),
        (Some(category), Some(percent)) => {
            let category = values::word(&place.field("tax_category"), category)?;
            let percent = values::decimal(&percent_place, percent)?;
            TaxRate::new(category, percent)
                .map(Some)
                .map_err(|error| ImportError::refused(percent_place, error))
        }
        (None, Some(_)) => Err(ImportError::refused(percent_place, Reason::HalfTax)),
        (Some(_), None) => Err(ImportError::refused(place.field("tax_category"), Reason::HalfTax)),
    }
}
