//! Writes a whole book in the interchange format, one entry at a time.
//!
//! Importing it into a new book gives the same book, and exporting that the same bytes.

use std::{
    collections::HashMap,
    io::{BufWriter, Write},
};

use proforma_engine::{
    contract::{BillingMethod, ContractLine, CustomerSplit, CustomerSplitEntry},
    frequency::{CutOff, RunDay},
    ids::{ContractId, CustomerId, InvoiceFrequencyId},
    schedule::{RowKind, RowOrigin, RunStatus, ScheduleRow},
    share::{BillingStatus, BillingType},
};
use proforma_store::{
    Connection, book, contract, customer, frequency, resource, schedule, share,
    transaction::{self, ExportedShare, ExportedTransaction},
};
use serde::Serialize;

use super::{
    error::ExportError,
    export_state,
    format::{self, FORMAT, VERSION},
    splits::Splits,
};

/// Writes the whole book. The book is read in one unmoving state.
///
/// # Errors
/// [`ExportError::Output`] where `out` fails, [`ExportError::Store`] where the book cannot be read.
///
/// Source: SPEC 9 (`export`).
pub fn export(connection: &Connection, out: &mut dyn Write) -> Result<(), ExportError> {
    let snapshot = connection.snapshot()?;
    let mut json = JsonWriter { out: BufWriter::with_capacity(BUFFER_BYTES, out), is_first: true };
    let ids = Ids::read(&snapshot)?;
    json.open("{")?;
    json.value("format", &FORMAT)?;
    json.value("version", &VERSION)?;
    write_base(&snapshot, &mut json, &ids)?;
    json.list("contracts", |json| {
        contract::ids(&snapshot)?
            .into_iter()
            .try_for_each(|id| json.entry(&of_contract(&snapshot, &ids, id)?))
    })?;
    let splits = Splits::read(&snapshot)?;
    let mut listed = Vec::new();
    json.list("transactions", |json| {
        transaction::export(&snapshot, |transaction| {
            let base_status = base_status(transaction.shares.iter().map(|share| share.billing_status));
            let is_plain =
                |share: &ExportedShare| share.billing_status == base_status && !share.is_told_by_limits;
            if !transaction.shares.iter().all(is_plain) || !splits.give(&transaction)? {
                listed.push(transaction.place);
            }
            json.entry(&of_transaction(transaction, base_status))
        })
    })?;
    export_state::write(&snapshot, &mut json, &ids, &splits, &listed)?;
    json.close("}")?;
    json.out.write_all(b"\n")?;
    Ok(json.out.flush()?)
}

const BUFFER_BYTES: usize = 256 * 1024;

/// The status that a transaction or milestone is exported with: ready as soon as one of its shares has been.
/// Shares that differ from it are listed under `state`.
pub(super) fn base_status(shares: impl IntoIterator<Item = BillingStatus>) -> BillingStatus {
    let is_ready = shares.into_iter().any(|status| status != BillingStatus::NotReady);
    if is_ready { BillingStatus::ReadyToInvoice } else { BillingStatus::NotReady }
}

/// The author's ids behind row numbers.
pub(super) struct Ids {
    pub(super) customers: HashMap<CustomerId, String>,
    frequencies: HashMap<InvoiceFrequencyId, String>,
    roles: HashMap<i64, String>,
}

impl Ids {
    fn read(connection: &Connection) -> Result<Self, ExportError> {
        Ok(Self {
            customers: customer::all(connection)?
                .into_iter()
                .map(|customer| (customer.id, customer.key))
                .collect(),
            frequencies: frequency::all(connection)?
                .into_iter()
                .map(|frequency| (frequency.id, frequency.key))
                .collect(),
            roles: resource::roles(connection)?.into_iter().map(|role| (role.id, role.key)).collect(),
        })
    }

    pub(super) fn customer(&self, id: CustomerId) -> Result<String, ExportError> {
        self.customers.get(&id).cloned().ok_or(ExportError::Missing { kind: "customer", id: id.0 })
    }
}

/// JSON with one entry of a list per line.
pub(super) struct JsonWriter<'o> {
    out: BufWriter<&'o mut dyn Write>,
    is_first: bool,
}

impl JsonWriter<'_> {
    fn open(&mut self, bracket: &str) -> Result<(), ExportError> {
        self.is_first = true;
        Ok(self.out.write_all(bracket.as_bytes())?)
    }

    fn close(&mut self, bracket: &str) -> Result<(), ExportError> {
        self.is_first = false;
        Ok(self.out.write_all(bracket.as_bytes())?)
    }

    fn separate(&mut self) -> Result<(), ExportError> {
        let separator: &[u8] = if self.is_first { b"\n" } else { b",\n" };
        self.is_first = false;
        Ok(self.out.write_all(separator)?)
    }

    fn key(&mut self, key: &str) -> Result<(), ExportError> {
        self.separate()?;
        Ok(write!(self.out, "\"{key}\": ")?)
    }

    fn value(&mut self, key: &str, value: &impl Serialize) -> Result<(), ExportError> {
        self.key(key)?;
        Ok(serde_json::to_writer(&mut self.out, value)?)
    }

    pub(super) fn entry(&mut self, value: &impl Serialize) -> Result<(), ExportError> {
        self.separate()?;
        Ok(serde_json::to_writer(&mut self.out, value)?)
    }

    pub(super) fn list(
        &mut self,
        key: &str,
        entries: impl FnOnce(&mut Self) -> Result<(), ExportError>,
    ) -> Result<(), ExportError> {
        self.key(key)?;
        self.open("[")?;
        entries(self)?;
        self.close("]")
    }

    pub(super) fn object(
        &mut self,
        key: &str,
        values: impl FnOnce(&mut Self) -> Result<(), ExportError>,
    ) -> Result<(), ExportError> {
        self.key(key)?;
        self.open("{")?;
        values(self)?;
        self.close("}")
    }
}

fn write_base(connection: &Connection, json: &mut JsonWriter<'_>, ids: &Ids) -> Result<(), ExportError> {
    if let Some(book) = book::read(connection)? {
        let book::Party { name, address, country, tax_id, email, language } = book.company;
        json.value(
            "company",
            &format::Company { name, address: some_list(address), country, tax_id, email, language },
        )?;
        json.value("time_zone", &book.time_zone)?;
    }
    let holidays: Vec<String> = book::holidays(connection)?.iter().map(ToString::to_string).collect();
    json.value("holidays", &holidays)?;
    json.list("customers", |json| {
        customer::all(connection)?.into_iter().try_for_each(|customer| json.entry(&of_customer(customer)))
    })?;
    json.list("invoice_frequencies", |json| {
        frequency::all(connection)?.into_iter().try_for_each(|frequency| json.entry(&of_frequency(frequency)))
    })?;
    json.list("roles", |json| {
        resource::roles(connection)?.into_iter().try_for_each(|role| {
            let target_utilization_percent =
                role.target_utilization_percent.map(|percent| percent.to_string());
            json.entry(&format::Role { id: role.key, name: role.name, target_utilization_percent })
        })
    })?;
    json.list("resources", |json| {
        resource::resources(connection)?
            .into_iter()
            .try_for_each(|resource| json.entry(&of_resource(ids, resource)?))
    })
}

/// An empty list is left out.
pub(super) fn some_list<T>(list: Vec<T>) -> Option<Vec<T>> {
    (!list.is_empty()).then_some(list)
}

fn of_customer(customer: customer::Customer) -> format::Customer {
    let book::Party { name, address, country, tax_id, email, language } = customer.party;
    let payment_terms_days = customer.payment_terms_days.map(u64::from);
    format::Customer {
        id: customer.key,
        name,
        address: some_list(address),
        country,
        tax_id,
        email,
        language,
        payment_terms_days,
    }
}

fn of_frequency(frequency: frequency::StoredFrequency) -> format::InvoiceFrequency {
    let rule = frequency.rule;
    let run = |run: &RunDay| match run {
        RunDay::Weekday(weekday) => format::RunDay {
            weekday: Some(frequency::weekday_word(*weekday).to_owned()),
            occurrence: None,
            day: None,
        },
        RunDay::OccurrenceInMonth(occurrence, weekday) => format::RunDay {
            weekday: Some(frequency::weekday_word(*weekday).to_owned()),
            occurrence: Some(occurrence.as_str().to_owned()),
            day: None,
        },
        RunDay::DayOfMonth(day) => {
            format::RunDay { weekday: None, occurrence: None, day: Some(u64::from(*day)) }
        }
    };
    format::InvoiceFrequency {
        id: frequency.key,
        name: frequency.name,
        period: rule.period().as_str().to_owned(),
        runs: rule.runs().iter().map(run).collect(),
        every: (rule.every() != 1).then(|| u64::from(rule.every())),
        working_day: Some(rule.working_day().as_str().to_owned()),
        cut_off: Some(match rule.cut_off() {
            CutOff::DaysBefore(days) => {
                format::CutOff::Days(format::CutOffDays { days_before: u64::from(days) })
            }
            CutOff::EndOfPreviousMonth => {
                format::CutOff::Word(format::EndOfPreviousMonth::EndOfPreviousMonth)
            }
        }),
    }
}

fn of_resource(ids: &Ids, resource: resource::Resource) -> Result<format::Resource, ExportError> {
    let role = ids
        .roles
        .get(&resource.role)
        .cloned()
        .ok_or(ExportError::Missing { kind: "role", id: resource.role })?;
    let absence = |(date, hours): (chrono::NaiveDate, rust_decimal::Decimal)| format::Absence {
        date: date.to_string(),
        hours: hours.to_string(),
    };
    Ok(format::Resource {
        id: resource.key,
        name: resource.name,
        role,
        hours_per_weekday: resource
            .hours_per_weekday
            .map(|hours| hours.iter().map(ToString::to_string).collect()),
        absences: some_list(resource.absences.into_iter().map(absence).collect()),
    })
}

fn of_contract(connection: &Connection, ids: &Ids, id: ContractId) -> Result<format::Contract, ExportError> {
    let missing = ExportError::Missing { kind: "contract", id: id.0 };
    let stored = contract::by_id(connection, id)?.ok_or(missing)?;
    let rows = schedule::of_contract(connection, id)?;
    let mut milestones = schedule::milestones(connection, id, stored.currency)?;
    milestones.sort_by_key(|milestone| (milestone.position, milestone.id));
    let whole =
        WholeContract { connection, ids, customers: &stored.customers, rows: &rows, milestones: &milestones };
    Ok(format::Contract {
        id: stored.key.clone(),
        name: stored.name.clone(),
        currency: stored.currency.code().to_owned(),
        customers: of_split(ids, &stored.customers)?,
        lines: stored.lines.iter().map(|line| whole.line(line)).collect::<Result<_, _>>()?,
        status: Some(stored.status.as_str().to_owned()),
        delivery_date: stored.delivery_date.map(|date| date.to_string()),
        not_to_exceed: stored.not_to_exceed.map(|limit| limit.to_string()),
    })
}

fn of_split(ids: &Ids, split: &CustomerSplit) -> Result<Vec<format::CustomerSplit>, ExportError> {
    let first = split.entries().iter().position(|entry| !entry.percent.is_zero());
    let entry = |(index, entry): (usize, &CustomerSplitEntry)| {
        Ok(format::CustomerSplit {
            customer: ids.customer(entry.customer)?,
            percent: entry.percent.to_string(),
            not_to_exceed: entry.not_to_exceed.map(|limit| limit.to_string()),
            // The first above 0 % takes the difference where none is named.
            rounding: (index == split.rounding() && first != Some(index)).then_some(true),
        })
    };
    split.entries().iter().enumerate().map(entry).collect()
}

/// A contract with everything that its lines need.
struct WholeContract<'c> {
    connection: &'c Connection,
    ids: &'c Ids,
    customers: &'c CustomerSplit,
    rows: &'c [ScheduleRow],
    milestones: &'c [schedule::Milestone],
}

impl WholeContract<'_> {
    fn line(&self, line: &ContractLine) -> Result<format::ContractLine, ExportError> {
        let frequency = contract::frequency_of_line(self.connection, line.id)?;
        let invoice_frequency = frequency.and_then(|id| self.ids.frequencies.get(&id).cloned());
        // An empty list says that nothing is to be made from the frequency.
        let kept = |is_empty: bool| !is_empty || frequency.is_some();
        let (mut invoice_schedule, mut milestones) = (None, None);
        match line.billing_method {
            BillingMethod::TimeAndMaterial => {
                let rows = self.schedule(line)?;
                invoice_schedule = kept(rows.is_empty()).then_some(rows);
            }
            BillingMethod::FixedPrice => {
                let list = self.milestones(line)?;
                milestones = kept(list.is_empty()).then_some(list);
            }
        }
        Ok(format::ContractLine {
            id: line.key.clone(),
            name: line.name.clone(),
            billing_method: line.billing_method.as_str().to_owned(),
            transaction_classes: some_list(
                line.transaction_classes.iter().map(|class| class.as_str().to_owned()).collect(),
            ),
            contracted_amount: line.contracted_amount.map(|amount| amount.to_string()),
            not_to_exceed: line.not_to_exceed.map(|limit| limit.to_string()),
            tax_category: line.tax.map(|tax| tax.category().as_str().to_owned()),
            tax_percent: line.tax.map(|tax| tax.percent().to_string()),
            billing_start: line.billing_start.map(|date| date.to_string()),
            // A line without a list copies the contract's, but not its limits.
            customers: if line.customers
                == self.customers.clone().with_limits(vec![None; self.customers.entries().len()])
            {
                None
            } else {
                Some(of_split(self.ids, &line.customers)?)
            },
            invoice_frequency,
            invoice_schedule,
            milestones,
        })
    }

    fn schedule(&self, line: &ContractLine) -> Result<Vec<format::ScheduleRow>, ExportError> {
        let mut list = Vec::new();
        for row in self.rows.iter().filter(|row| row.contract_line == line.id) {
            let RowKind::Date { cut_off_date } = row.kind else { continue };
            let note = schedule::note(self.connection, row.id)?;
            let missing = ExportError::Missing { kind: "schedule row", id: row.id.0 };
            let schedule::RowNote { origin, reason } = note.ok_or(missing)?;
            list.push(format::ScheduleRow {
                run_date: row.run_date.to_string(),
                cut_off_date: cut_off_date.to_string(),
                run_status: (row.run_status != RunStatus::NotRun).then(|| row.run_status.as_str().to_owned()),
                origin: (origin != RowOrigin::Typed).then(|| origin.as_str().to_owned()),
                reason,
            });
        }
        Ok(list)
    }

    fn milestones(&self, line: &ContractLine) -> Result<Vec<format::Milestone>, ExportError> {
        let mut list = Vec::new();
        for milestone in self.milestones.iter().filter(|milestone| milestone.contract_line == line.id) {
            let row = self.rows.iter().find(|row| row.kind == RowKind::Milestone(milestone.id));
            let run_date = row.map(|row| row.run_date).filter(|date| *date != milestone.date);
            let run_status = row.map(|row| row.run_status).filter(|status| *status != RunStatus::NotRun);
            let shares = share::of_item(self.connection, &milestone.key)?;
            list.push(format::Milestone {
                id: milestone.key.clone(),
                name: milestone.name.clone(),
                date: milestone.date.to_string(),
                amount: milestone.amount.to_string(),
                billing_status: unless_not_ready(base_status(
                    shares.iter().map(|share| share.billing_status),
                )),
                run_date: run_date.map(|date| date.to_string()),
                run_status: run_status.map(|status| status.as_str().to_owned()),
            });
        }
        Ok(list)
    }
}

fn unless_not_ready(status: BillingStatus) -> Option<String> {
    (status != BillingStatus::NotReady).then(|| status.as_str().to_owned())
}

fn of_transaction(transaction: ExportedTransaction, status: BillingStatus) -> format::Transaction {
    let is_chargeable = transaction.billing_type == BillingType::Chargeable.as_str();
    format::Transaction {
        id: transaction.key,
        contract: transaction.contract,
        contract_line: transaction.contract_line,
        class: transaction.class,
        date: transaction.date,
        quantity: transaction.quantity,
        unit_price: transaction.unit_price,
        description: transaction.description,
        role: transaction.role,
        category: transaction.category,
        resource: transaction.resource,
        unit: Some(transaction.unit),
        billing_type: (!is_chargeable).then_some(transaction.billing_type),
        billing_status: unless_not_ready(status),
    }
}
