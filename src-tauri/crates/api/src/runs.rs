//! Process runs as the window shows them: the calendar, the preview, the result.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proforma_engine::{
    contract::Contract,
    invoice::DraftInvoice,
    money::{Currency, Money},
    passed_over::{PassedOver, ReasonCode},
    share::Share,
};
use proforma_store::{
    Connection, contract,
    invoice_list::{self, InvoiceFilter},
    process_run::{self as stored, AttemptStatus, AttemptTotal, StoredProcessRun},
    schedule, share, share_list,
};

use crate::{
    backlog::add,
    contracts::by_key,
    dto::{
        Amount, DraftSummary, InvoiceDetail, PassedOverGroup, PassedOverRow, PrintedPages, ProcessRunRow,
        ProcessRunStatus, ProofReason, ProofRow, RunCalendar, RunDateView, RunPreview, RunResult,
    },
    error::ApiError,
    invoices::{amount, amount_of_minor, draft_detail, draft_pages},
    names::{Customers, line},
    process_run::{RunEvent, RunSummary, Verdict, counts_as_ready, preview, preview_one, refuse_future},
    reason_text::sentence,
};

/// How many examples of one reason are sent.
const EXAMPLES_MAX: usize = 50;

/// The nearest run dates around today.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
pub fn calendar(connection: &Connection, today: NaiveDate) -> Result<RunCalendar, ApiError> {
    let dates = schedule::open_run_dates(connection, 400)?;
    let suggested = dates.iter().map(|(date, _)| *date).find(|date| *date <= today);
    Ok(RunCalendar {
        suggested_date: suggested.unwrap_or(today),
        today,
        run_dates: dates.into_iter().map(|(date, contracts)| RunDateView { date, contracts }).collect(),
    })
}

/// Gathers what is told of a run into what a screen shows of it.
#[derive(Debug)]
pub struct Gathering<'c> {
    connection: &'c Connection,
    customers: Customers,
    drafts: Vec<DraftSummary>,
    groups: BTreeMap<&'static str, Group>,
    /// Left out by currency and reason, in minor units.
    left_out: BTreeMap<(Currency, &'static str), i128>,
    nothing_due: u32,
    parked: u32,
}

#[derive(Debug)]
struct Group {
    code: ReasonCode,
    count: u32,
    amounts: Vec<Money>,
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
            RunEvent::Draft { contract, draft, invoice, .. } => self.drafts.push(DraftSummary {
                invoice: invoice.map(|id| id.0.to_string()),
                contract: contract.key.clone(),
                contract_name: contract.name.clone(),
                customer: self.customers.get(draft.customer)?.key.clone(),
                customer_name: self.customers.get(draft.customer)?.party.name.clone(),
                invoice_date: draft.invoice_date,
                lines: u32::try_from(draft.lines.len()).unwrap_or(u32::MAX),
                total: amount(draft.totals.total),
            }),
            RunEvent::PassedOver { contract, entry, share, failure } => {
                self.pass_over(contract, entry, *share, *failure)?;
            }
            RunEvent::ContractDone { verdict: Verdict::NothingDue, .. } => self.nothing_due += 1,
            RunEvent::ContractDone { verdict: Verdict::Parked, .. } => self.parked += 1,
            RunEvent::ContractDone { verdict: Verdict::Invoiced, .. } => {}
        }
        Ok(())
    }

    fn pass_over(
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
            add(&mut group.amounts, share.amount)?;
            *self.left_out.entry((share.amount.currency(), code.as_str())).or_default() +=
                i128::from(share.amount.minor());
        }
        if group.examples.len() < EXAMPLES_MAX {
            let row = passed_over_row(self.connection, &self.customers, contract, entry, share, failure)?;
            group.examples.push(row);
        }
        Ok(())
    }

    /// Adds what is within the cut-off of the date but not marked ready: no concern of a run, but of a person.
    fn add_not_ready(&mut self, run_date: NaiveDate) -> Result<(), ApiError> {
        let found = share_list::not_ready_due(self.connection, run_date, EXAMPLES_MAX as u32)?;
        if found.count == 0 {
            return Ok(());
        }
        let group = self
            .groups
            .entry(ReasonCode::NotReady.as_str())
            .or_insert_with(|| Group::new(ReasonCode::NotReady));
        group.count += found.count;
        for money in found.sums {
            add(&mut group.amounts, money)?;
        }
        for example in found.examples {
            let text = sentence(
                &proforma_engine::passed_over::Reason::plain(ReasonCode::NotReady),
                Some(example.date),
                None,
            );
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

    fn proof(&self, totals: &[AttemptTotal]) -> Result<Vec<ProofRow>, ApiError> {
        totals.iter().map(|total| proof_row(total, &self.left_out)).collect()
    }

    fn into_groups(self) -> Vec<PassedOverGroup> {
        let mut groups: Vec<PassedOverGroup> = self
            .groups
            .into_values()
            .map(|group| PassedOverGroup {
                code: group.code.into(),
                count: group.count,
                amounts: group.amounts.into_iter().map(amount).collect(),
                examples: group.examples,
            })
            .collect();
        groups.sort_by_key(|group| std::cmp::Reverse(group.count));
        groups
    }
}

impl Group {
    fn new(code: ReasonCode) -> Self {
        Self { code, count: 0, amounts: Vec::new(), examples: Vec::new() }
    }
}

fn proof_row(
    total: &AttemptTotal,
    left_out: &BTreeMap<(Currency, &'static str), i128>,
) -> Result<ProofRow, ApiError> {
    let text = |minor: i64| amount_of_minor(minor, &total.currency).map(|amount| amount.amount);
    let currency = Currency::from_code(&total.currency)?;
    let mut reasons: Vec<(i128, &'static str)> = left_out
        .iter()
        .filter(|((known, _), _)| *known == currency)
        .map(|((_, code), minor)| (*minor, *code))
        .collect();
    reasons.sort_by_key(|(minor, _)| std::cmp::Reverse(minor.unsigned_abs()));
    let reason = |(minor, code): (i128, &'static str)| {
        let code: ReasonCode =
            code.parse().map_err(|_| ApiError::NotFound { kind: "reason", id: code.to_owned() })?;
        let amount = rust_decimal::Decimal::from_i128_with_scale(minor, currency.minor_digits()).to_string();
        Ok(ProofReason { code: code.into(), amount })
    };
    Ok(ProofRow {
        currency: total.currency.clone(),
        ready_before: text(total.ready_before_minor)?,
        invoiced: text(total.invoiced_minor)?,
        left_out: text(total.left_out_minor)?,
        adds_up: total.ready_before_minor == total.invoiced_minor + total.left_out_minor,
        reasons: reasons.into_iter().map(reason).collect::<Result<_, ApiError>>()?,
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
        description: words.map(|words| words.description),
        date: share.map(|share| share.date),
        customer: share
            .map(|share| customers.get(share.customer).map(|customer| customer.key.clone()))
            .transpose()?,
        amount: share.map(|share| amount(share.amount)),
        reason: sentence(&entry.reason, share.map(|share| share.date), failure),
        next_run_date: entry.reason.next_run_date,
    })
}

/// What a run of a date would create.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
///
/// Source: SPEC 7.7, 4.3.
pub fn run_preview(
    connection: &Connection,
    run_date: NaiveDate,
    today: NaiveDate,
) -> Result<RunPreview, ApiError> {
    let started = std::time::Instant::now();
    let mut gathering = Gathering::new(connection)?;
    let summary = preview(connection, run_date, &mut |event| gathering.take(&event))?;
    gathering.add_not_ready(run_date)?;
    let proof = gathering.proof(&summary.totals)?;
    let (nothing_due, parked) = (gathering.nothing_due, gathering.parked);
    let drafts = std::mem::take(&mut gathering.drafts);
    Ok(RunPreview {
        run_date,
        refused: refuse_future(run_date, today).err().map(|refusal| refusal.to_string()),
        contracts_due: summary.contracts_due,
        nothing_due,
        parked,
        drafts,
        proof,
        passed_over: gathering.into_groups(),
        elapsed_milliseconds: u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX),
    })
}

/// One would-be draft, found again by contract, customer and invoice date.
fn with_draft<T>(
    connection: &Connection,
    which: &WouldBeDraft<'_>,
    read: impl Fn(&Contract, &DraftInvoice, Option<NaiveDate>) -> Result<T, ApiError>,
) -> Result<T, ApiError> {
    let id = by_key(connection, which.contract)?.id;
    let customer = Customers::read(connection)?.by_key(which.customer)?.id;
    let mut found = None;
    preview_one(connection, which.run_date, id, &mut |event| {
        if let RunEvent::Draft { contract, draft, work_up_to, .. } = event
            && (draft.customer, draft.invoice_date) == (customer, which.invoice_date)
        {
            found = Some(read(contract, draft, work_up_to)?);
        }
        Ok(())
    })?;
    found.ok_or_else(|| ApiError::NotFound {
        kind: "would-be draft",
        id: format!("{} for {}", which.contract, which.customer),
    })
}

/// Names one would-be draft of a preview.
#[derive(Debug, Clone, Copy)]
pub struct WouldBeDraft<'a> {
    /// The date previewed.
    pub run_date: NaiveDate,
    /// The contract's id.
    pub contract: &'a str,
    /// The customer's id.
    pub customer: &'a str,
    /// The date it carries.
    pub invoice_date: NaiveDate,
}

/// One would-be draft, whole.
///
/// # Errors
/// [`ApiError::NotFound`] where the run would not create it any more.
pub fn preview_invoice(connection: &Connection, which: &WouldBeDraft<'_>) -> Result<InvoiceDetail, ApiError> {
    with_draft(connection, which, |contract, draft, work_up_to| {
        draft_detail(connection, contract, draft, work_up_to)
    })
}

/// The pages of one would-be draft.
///
/// # Errors
/// As [`preview_invoice`].
pub fn preview_pages(connection: &Connection, which: &WouldBeDraft<'_>) -> Result<PrintedPages, ApiError> {
    with_draft(connection, which, |contract, draft, work_up_to| {
        draft_pages(connection, contract, draft, work_up_to)
    })
}

/// The result of a run that has just ended, with everything that was told of it.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
pub fn run_result(
    connection: &Connection,
    run_date: NaiveDate,
    summary: &RunSummary,
    mut told: Gathering<'_>,
) -> Result<RunResult, ApiError> {
    told.add_not_ready(run_date)?;
    let proof = told.proof(&summary.totals)?;
    let run = find(connection, run_date)?;
    result(connection, &run, proof, told)
}

/// A process run as it was recorded.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
pub fn process_run(connection: &Connection, run_date: NaiveDate) -> Result<Option<RunResult>, ApiError> {
    let snapshot = connection.snapshot()?;
    let Some(run) = stored::all(&snapshot)?.into_iter().find(|run| run.run_date == run_date) else {
        return Ok(None);
    };
    let mut told = Gathering::new(&snapshot)?;
    let mut contract: Option<Contract> = None;
    for recorded in stored::exceptions(&snapshot, run.last)? {
        if contract.as_ref().is_none_or(|known| known.id != recorded.contract) {
            contract = contract::by_id(&snapshot, recorded.contract)?;
        }
        let Some(contract) = &contract else { continue };
        let share = match recorded.passed_over.share {
            Some(id) => share::by_id(&snapshot, recorded.passed_over.contract_line, id)?,
            None => None,
        };
        told.pass_over(contract, &recorded.passed_over, share.as_ref(), recorded.reason.as_deref())?;
    }
    let totals = stored::totals(&snapshot, run.last)?;
    let proof = told.proof(&totals)?;
    Ok(Some(result(&snapshot, &run, proof, told)?))
}

fn find(connection: &Connection, run_date: NaiveDate) -> Result<StoredProcessRun, ApiError> {
    let found = stored::all(connection)?.into_iter().find(|run| run.run_date == run_date);
    found.ok_or_else(|| ApiError::NotFound { kind: "process run", id: run_date.to_string() })
}

fn result(
    connection: &Connection,
    run: &StoredProcessRun,
    proof: Vec<ProofRow>,
    told: Gathering<'_>,
) -> Result<RunResult, ApiError> {
    let filter = InvoiceFilter { process_run: Some(run.last.process_run), ..Default::default() };
    let mut drafts: Vec<DraftSummary> = invoice_list::page(connection, filter, 0, u32::MAX)?
        .into_iter()
        .map(|invoice| DraftSummary {
            invoice: Some(invoice.id.0.to_string()),
            contract: invoice.contract,
            contract_name: invoice.contract_name,
            customer: invoice.customer,
            customer_name: invoice.customer_name,
            invoice_date: invoice.invoice_date,
            lines: invoice.lines,
            total: amount(invoice.total),
        })
        .collect();
    drafts.reverse();
    let groups = told.into_groups();
    let parked = groups.iter().filter(|group| group.code == crate::dto::ReasonCode::ContractParked);
    Ok(RunResult {
        run_date: run.run_date,
        status: run.status.into(),
        attempts: u32::try_from(run.last.number).unwrap_or(u32::MAX),
        started_at: run.started_at,
        ended_at: run.ended_at,
        drafts,
        proof,
        parked: parked.flat_map(|group| group.examples.clone()).collect(),
        passed_over: groups,
    })
}

/// Every process run, latest date first.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
pub fn process_runs(connection: &Connection) -> Result<Vec<ProcessRunRow>, ApiError> {
    let row = |run: StoredProcessRun| ProcessRunRow {
        run_date: run.run_date,
        status: run.status.into(),
        started_at: run.started_at,
        attempts: u32::try_from(run.last.number).unwrap_or(u32::MAX),
        drafts: run.invoices,
        parked: run.parked,
    };
    Ok(stored::all(connection)?.into_iter().map(row).collect())
}

impl From<AttemptStatus> for ProcessRunStatus {
    fn from(status: AttemptStatus) -> Self {
        match status {
            AttemptStatus::Running => Self::Running,
            AttemptStatus::Completed => Self::Completed,
            AttemptStatus::CompletedWithFailures => Self::CompletedWithFailures,
            AttemptStatus::Interrupted => Self::Interrupted,
        }
    }
}

/// Sums of money by currency, kept while a run goes on.
#[derive(Debug, Default)]
pub struct RunningTotals(Vec<Money>);

impl RunningTotals {
    /// Adds a draft's total.
    ///
    /// # Errors
    /// [`ApiError::Money`] where the sum leaves the range.
    pub fn add(&mut self, draft: &DraftInvoice) -> Result<(), ApiError> {
        add(&mut self.0, draft.totals.total)
    }

    /// The sums as they are sent.
    #[must_use]
    pub fn amounts(&self) -> Vec<Amount> {
        self.0.iter().copied().map(amount).collect()
    }
}
