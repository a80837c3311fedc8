//! What is told of a run, gathered into what a screen shows of it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proforma_engine::{
    contract::Contract,
    ids::{InvoiceId, ScheduleRowId},
    invoice::DraftInvoice,
    money::Currency,
    passed_over::{PassedOver, Reason, ReasonCode},
    share::Share,
};
use proforma_store::{
    Connection,
    process_run::{AttemptTotal, CountedReason},
    share_list,
    unreadable::{Place, UnreadableContract},
};

use crate::{
    dto::{Amount, DraftSummary, PassedOverGroup, PassedOverRow, ProofRow},
    error::ApiError,
    invoices::amount,
    names::{Customers, line},
    process_run::{RunEvent, Verdict},
    proof::counts_as_ready,
    proof_rows::{Part, proof_row},
    reason_text::sentence,
    sums::Sums,
    unreadable::Unreadable,
};

/// How many examples of one reason are sent.
const EXAMPLES_MAX: usize = 50;

/// Gathers what is told of a run into what a screen shows of it.
#[derive(Debug)]
pub struct Gathering<'c> {
    connection: &'c Connection,
    customers: Customers,
    pub(crate) drafts: Vec<DraftSummary>,
    groups: BTreeMap<&'static str, Group>,
    /// Left out by currency and reason: how many shares, and their minor units.
    left_out: BTreeMap<(Currency, &'static str), (u32, i128)>,
    pub(crate) nothing_due: u32,
    pub(crate) parked: u32,
}

#[derive(Debug)]
struct Group {
    code: ReasonCode,
    count: u32,
    amounts: Sums,
    examples: Vec<PassedOverRow>,
}

impl<'c> Gathering<'c> {
    /// An empty one.
    ///
    /// # Errors
    /// [`ApiError`] where the book cannot be read.
    pub fn new(connection: &'c Connection) -> Result<Self, ApiError> {
        Ok(Self {
            connection,
            customers: Customers::read(connection)?,
            drafts: Vec::new(),
            groups: BTreeMap::new(),
            left_out: BTreeMap::new(),
            nothing_due: 0,
            parked: 0,
        })
    }

    /// Takes in what is told.
    ///
    /// # Errors
    /// [`ApiError`] where a name cannot be read.
    pub fn take(&mut self, event: &RunEvent<'_>) -> Result<(), ApiError> {
        match event {
            RunEvent::Draft { contract, draft, invoice, .. } => {
                self.drafts.push(draft_summary(&self.customers, contract, draft, *invoice)?);
            }
            RunEvent::PassedOver { contract, entry, share, failure } => {
                self.pass_over(contract, entry, *share, *failure)?;
            }
            RunEvent::Unreadable(unreadable) => self.pass_over_unreadable(unreadable),
            RunEvent::ContractDone { verdict: Verdict::NothingDue, .. } => self.nothing_due += 1,
            RunEvent::ContractDone { verdict: Verdict::Parked, .. } => self.parked += 1,
            RunEvent::ContractDone { verdict: Verdict::Invoiced, .. } => {}
        }
        Ok(())
    }

    pub(crate) fn pass_over(
        &mut self,
        contract: &Contract,
        entry: &PassedOver,
        share: Option<&Share>,
        failure: Option<&str>,
    ) -> Result<(), ApiError> {
        let code = entry.reason.code;
        let group = self.groups.entry(code.as_str()).or_insert_with(|| Group::new(code));
        group.count += 1;
        if let Some(share) = share.filter(|share| counts_as_ready(share)) {
            group.amounts.add(share.amount);
            let left = self.left_out.entry((share.amount.currency(), code.as_str())).or_default();
            *left = (left.0 + 1, left.1 + i128::from(share.amount.minor()));
        }
        if group.examples.len() < EXAMPLES_MAX {
            let row = passed_over_row(self.connection, &self.customers, contract, entry, share, failure)?;
            group.examples.push(row);
        }
        Ok(())
    }

    /// Whether there are as many examples of a reason as are told.
    pub(crate) fn has_examples_of(&self, code: ReasonCode) -> bool {
        self.groups.get(code.as_str()).is_some_and(|group| group.examples.len() >= EXAMPLES_MAX)
    }

    /// What was passed over in a contract, counted; `ready` is what of it is ready, in minor units. It is no part of the
    /// proof: that of a recorded run is read from what it recorded.
    pub(crate) fn pass_over_counted(
        &mut self,
        currency: Currency,
        counted: &[CountedReason],
        ready: &[(ReasonCode, i64)],
    ) {
        for CountedReason { code, count, .. } in counted {
            self.groups.entry(code.as_str()).or_insert_with(|| Group::new(*code)).count += count;
        }
        for (code, minor) in ready {
            let group = self.groups.entry(code.as_str()).or_insert_with(|| Group::new(*code));
            group.amounts.add_minor(currency, i128::from(*minor));
        }
    }

    /// A contract that does not read: row by row, and what it has ready as the book adds it up.
    fn pass_over_unreadable(&mut self, unreadable: &Unreadable) {
        let Unreadable { contract, code, failure } = unreadable;
        for place in unreadable.places() {
            self.pass_over_unread(contract, place, place.row, &Reason::plain(*code), Some(failure));
        }
        let group = self.groups.entry(code.as_str()).or_insert_with(|| Group::new(*code));
        for (currency, minor) in &contract.ready_minor {
            // A currency that does not read has no sum.
            if let Ok(currency) = Currency::from_code(currency) {
                group.amounts.add_minor(currency, i128::from(*minor));
                self.left_out.entry((currency, code.as_str())).or_default().1 += i128::from(*minor);
            }
        }
    }

    /// Something of a contract that does not read, at a place of it.
    pub(crate) fn pass_over_unread(
        &mut self,
        contract: &UnreadableContract,
        place: &Place,
        row: Option<(ScheduleRowId, NaiveDate)>,
        reason: &Reason,
        failure: Option<&str>,
    ) {
        let group = self.groups.entry(reason.code.as_str()).or_insert_with(|| Group::new(reason.code));
        group.count += 1;
        if group.examples.len() < EXAMPLES_MAX {
            group.examples.push(PassedOverRow {
                contract: contract.key.clone(),
                contract_name: contract.name.clone(),
                contract_line: Some(place.contract_line_key.clone()),
                contract_line_name: Some(place.contract_line_name.clone()),
                schedule_row: row.map(|(_, run_date)| run_date),
                id: None,
                description: None,
                date: None,
                customer: None,
                amount: None,
                reason: sentence(reason, None, failure),
                next_run_date: reason.next_run_date,
            });
        }
    }

    /// Adds what is within the cut-off of the date but not marked ready: no concern of a run, but of a person.
    pub(crate) fn add_not_ready(&mut self, run_date: NaiveDate) -> Result<(), ApiError> {
        let found = share_list::not_ready_due(self.connection, run_date, EXAMPLES_MAX as u32)?;
        if found.count == 0 {
            return Ok(());
        }
        let group = self
            .groups
            .entry(ReasonCode::NotReady.as_str())
            .or_insert_with(|| Group::new(ReasonCode::NotReady));
        group.count += found.count;
        for (currency, minor) in found.sums_minor {
            group.amounts.add_minor(currency, i128::from(minor));
        }
        for example in found.examples {
            let text = sentence(&Reason::plain(ReasonCode::NotReady), Some(example.date), None);
            group.examples.push(PassedOverRow {
                contract: example.contract,
                contract_name: example.contract_name,
                contract_line: None,
                contract_line_name: Some(example.contract_line_name),
                schedule_row: Some(run_date),
                id: Some(example.key),
                description: Some(example.description),
                date: Some(example.date),
                customer: Some(example.customer),
                amount: Some(amount(example.amount)),
                reason: text,
                next_run_date: None,
            });
        }
        Ok(())
    }

    pub(crate) fn proof(&self, totals: &[AttemptTotal]) -> Result<Vec<ProofRow>, ApiError> {
        let part = |((currency, code), (count, minor)): (&(Currency, &'static str), &(u32, i128))| {
            let unknown = |_| ApiError::NotFound { kind: "reason", id: (*code).to_owned() };
            Ok(Part {
                currency: currency.code().to_owned(),
                code: code.parse().map_err(unknown)?,
                count: *count,
                minor: *minor,
            })
        };
        let parts = self.left_out.iter().map(part).collect::<Result<Vec<_>, ApiError>>()?;
        totals.iter().map(|total| proof_row(total, &parts)).collect()
    }

    pub(crate) fn into_groups(self) -> Vec<PassedOverGroup> {
        let mut groups: Vec<PassedOverGroup> = self
            .groups
            .into_values()
            .map(|group| PassedOverGroup {
                code: group.code.into(),
                count: group.count,
                amounts: group.amounts.amounts(),
                examples: group.examples,
            })
            .collect();
        groups.sort_by_key(|group| std::cmp::Reverse(group.count));
        groups
    }
}

impl Group {
    fn new(code: ReasonCode) -> Self {
        Self { code, count: 0, amounts: Sums::default(), examples: Vec::new() }
    }
}

/// A draft, or with no id a would-be draft, in a list.
///
/// # Errors
/// [`ApiError::NotFound`] where its customer is unknown.
pub(crate) fn draft_summary(
    customers: &Customers,
    contract: &Contract,
    draft: &DraftInvoice,
    invoice: Option<InvoiceId>,
) -> Result<DraftSummary, ApiError> {
    let customer = customers.get(draft.customer)?;
    Ok(DraftSummary {
        invoice: invoice.map(|id| id.0.to_string()),
        contract: contract.key.clone(),
        contract_name: contract.name.clone(),
        customer: customer.key.clone(),
        customer_name: customer.party.name.clone(),
        invoice_date: draft.invoice_date,
        lines: u32::try_from(draft.lines.len()).unwrap_or(u32::MAX),
        total: amount(draft.totals.total),
    })
}

fn passed_over_row(
    connection: &Connection,
    customers: &Customers,
    contract: &Contract,
    entry: &PassedOver,
    share: Option<&Share>,
    failure: Option<&str>,
) -> Result<PassedOverRow, ApiError> {
    let contract_line = line(contract, entry.contract_line)?;
    let words =
        share.map(|share| share_list::words(connection, share.contract_line, share.id)).transpose()?;
    Ok(PassedOverRow {
        contract: contract.key.clone(),
        contract_name: contract.name.clone(),
        contract_line: Some(contract_line.key.clone()),
        contract_line_name: Some(contract_line.name.clone()),
        schedule_row: entry.row.map(|(_, run_date)| run_date),
        id: share.map(|share| share.key.clone()),
        description: words.and_then(|words| words.description),
        date: share.map(|share| share.date),
        customer: share
            .map(|share| customers.get(share.customer).map(|customer| customer.key.clone()))
            .transpose()?,
        amount: share.map(|share| amount(share.amount)),
        reason: sentence(&entry.reason, share.map(|share| share.date), failure),
        next_run_date: entry.reason.next_run_date,
    })
}

/// Sums of drafts by currency, kept while a run goes on.
#[derive(Debug, Default)]
pub struct RunningTotals(Sums);

impl RunningTotals {
    /// Adds a draft's total.
    pub fn add(&mut self, draft: &DraftInvoice) {
        self.0.add(draft.totals.total);
    }

    /// The sums as they are sent.
    #[must_use]
    pub fn amounts(&self) -> Vec<Amount> {
        self.0.amounts()
    }
}
