//! Process runs as the window shows them: the calendar, the preview, the result.

use std::collections::HashMap;

use chrono::NaiveDate;
use proforma_engine::{
    contract::Contract,
    ids::{ContractId, ProcessRunId},
    money::Currency,
    passed_over::ReasonCode,
};
use proforma_store::{
    Connection, contract,
    invoice_list::{self, InvoiceFilter},
    process_run::{self as stored, AttemptStatus, RecordedException, RunOrigin, StoredProcessRun},
    schedule, share,
};

use crate::{
    batch_jobs::took_milliseconds,
    book_sums::BookSums,
    contracts::by_key,
    dto::{
        Amount, AskedFor, DraftSummary, InvoiceDetail, PrintedPages, ProcessRunRow, ProcessRunStatus,
        ProofRow, RunCalendar, RunDateView, RunPreview, RunResult,
    },
    error::ApiError,
    gathering::Gathering,
    invoices::amount,
    names::Customers,
    preview::{preview, preview_one},
    printing::would_be_pages,
    process_run::{RunEvent, RunSummary, refuse_future},
    promise::Promise,
    proof_rows::recorded_proof,
    sums::Sums,
    undo_run::why_not_undone,
    unreadable::{Unreadable, is_fault_of_the_contract},
    whole_invoice::WholeInvoice,
};

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
    Ok(preview_to_run(connection, run_date, today)?.0)
}

/// What a run of a date would create, and the promise that the run can be held to.
///
/// # Errors
/// As [`run_preview`].
pub fn preview_to_run(
    connection: &Connection,
    run_date: NaiveDate,
    today: NaiveDate,
) -> Result<(RunPreview, Promise), ApiError> {
    let started = std::time::Instant::now();
    let mut gathering = Gathering::new(connection)?;
    let mut promise = Promise::new(run_date);
    let summary = preview(connection, run_date, &mut |event| {
        gathering.take(&event)?;
        if let (RunEvent::Draft { contract, draft, .. }, Some(summary)) = (&event, gathering.drafts.last()) {
            promise.add(contract.id, draft, summary.clone());
        }
        Ok(())
    })?;
    gathering.add_not_ready(run_date)?;
    let proof = gathering.proof(&summary.totals)?;
    let preview = RunPreview {
        run_date,
        refused: refuse_future(run_date, today).err().map(|refusal| refusal.to_string()),
        contracts_due: summary.contracts_due,
        nothing_due: gathering.nothing_due,
        parked: gathering.parked,
        drafts: std::mem::take(&mut gathering.drafts),
        proof,
        passed_over: gathering.into_groups(),
        elapsed_milliseconds: u32::try_from(started.elapsed().as_millis()).unwrap_or(u32::MAX),
        fingerprint: promise.fingerprint(),
    };
    Ok((preview, promise))
}

/// One would-be draft, found again by contract, customer and invoice date.
fn find_draft(connection: &Connection, which: &WouldBeDraft<'_>) -> Result<WholeInvoice, ApiError> {
    let id = by_key(connection, which.contract)?.id;
    let customer = Customers::read(connection)?.by_key(which.customer)?.id;
    let mut found = None;
    preview_one(connection, which.run_date, id, &mut |event| {
        if let RunEvent::Draft { contract, draft, work_up_to, .. } = event
            && (draft.customer, draft.invoice_date) == (customer, which.invoice_date)
        {
            found = Some(WholeInvoice::would_be(connection, contract, draft, work_up_to)?);
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
    Ok(find_draft(connection, which)?.detail())
}

/// The pages of one would-be draft.
///
/// # Errors
/// As [`preview_invoice`].
pub fn preview_pages(connection: &Connection, which: &WouldBeDraft<'_>) -> Result<PrintedPages, ApiError> {
    would_be_pages(connection, &find_draft(connection, which)?)
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

/// A process run as it was recorded. Candidates are looked at one by one only as far as they are told as examples.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
pub fn process_run(
    connection: &Connection,
    sums: &BookSums,
    run_date: NaiveDate,
) -> Result<Option<RunResult>, ApiError> {
    let snapshot = connection.snapshot()?;
    let Some(run) = stored::of_date(&snapshot, run_date)? else { return Ok(None) };
    let mut told = Gathering::new(&snapshot)?;
    let counted = stored::counted_reasons(&snapshot, run.last)?;
    for of_contract in counted.chunk_by(|one, next| one.contract == next.contract) {
        let (id, attempt) = (of_contract[0].contract, of_contract[0].attempt);
        let named = Named::read(&snapshot, id, run_date)?;
        if let Named::Whole(contract) = &named
            && of_contract.iter().all(|counted| told.has_examples_of(counted.code))
        {
            let ready = stored::ready_by_code(&snapshot, attempt, id)?;
            told.pass_over_counted(contract.currency, of_contract, &ready);
            continue;
        }
        for recorded in stored::exceptions(&snapshot, attempt, Some(id))? {
            named.pass_over(&snapshot, &mut told, &recorded)?;
        }
    }
    let proof = recorded_proof(&snapshot, run.last, &sums.left_out(&snapshot, &run)?)?;
    Ok(Some(result(&snapshot, &run, proof, told)?))
}

/// The proof of a date's process run, with what was left out by reason.
///
/// # Errors
/// [`ApiError::NotFound`] for a date that was never run.
///
/// Source: SPEC 4.12.
pub fn run_proof(
    connection: &Connection,
    sums: &BookSums,
    run_date: NaiveDate,
) -> Result<Vec<ProofRow>, ApiError> {
    let snapshot = connection.snapshot()?;
    let run = find(&snapshot, run_date)?;
    recorded_proof(&snapshot, run.last, &sums.left_out(&snapshot, &run)?)
}

/// A contract that something was recorded of, as it reads now.
enum Named {
    Whole(Contract),
    Unreadable(Unreadable),
}

impl Named {
    fn read(connection: &Connection, id: ContractId, run_date: NaiveDate) -> Result<Self, ApiError> {
        match contract::by_id(connection, id).map_err(ApiError::from) {
            Err(error) if is_fault_of_the_contract(&error) => {
                let code = ReasonCode::ContractUnreadable;
                Ok(Self::Unreadable(Unreadable::describe(connection, id, run_date, code, &error)?))
            }
            read => read?
                .map(Self::Whole)
                .ok_or_else(|| ApiError::NotFound { kind: "contract", id: id.0.to_string() }),
        }
    }

    fn pass_over(
        &self,
        connection: &Connection,
        told: &mut Gathering<'_>,
        recorded: &RecordedException,
    ) -> Result<(), ApiError> {
        let RecordedException { passed_over: entry, reason: failure, .. } = recorded;
        match self {
            Self::Whole(contract) => {
                let share = entry.share.map(|id| share::by_id(connection, entry.contract_line, id));
                let share = match share.transpose().map_err(ApiError::from) {
                    // Then it is told without what it is about.
                    Err(error) if is_fault_of_the_contract(&error) => None,
                    read => read?.flatten(),
                };
                told.pass_over(contract, entry, share.as_ref(), failure.as_deref())
            }
            Self::Unreadable(unreadable) => {
                if let Some(place) = unreadable.place_of(entry.contract_line) {
                    let contract = &unreadable.contract;
                    told.pass_over_unread(contract, place, entry.row, &entry.reason, failure.as_deref());
                }
                Ok(())
            }
        }
    }
}

/// The process run of a date.
///
/// # Errors
/// [`ApiError::NotFound`].
pub(crate) fn find(connection: &Connection, run_date: NaiveDate) -> Result<StoredProcessRun, ApiError> {
    stored::of_date(connection, run_date)?
        .ok_or_else(|| ApiError::NotFound { kind: "process run", id: run_date.to_string() })
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
        reason: run.reason.clone(),
        drafts,
        proof,
        parked: parked.flat_map(|group| group.examples.clone()).collect(),
        parked_contracts: run.parked,
        passed_over: groups,
        asked_for: run.origin.into(),
        is_caught_up: run.is_caught_up(),
        undone_at: run.undone_at,
        undo_refused: why_not_undone(connection, run)?,
    })
}

/// Every process run, latest date first.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
pub fn process_runs(connection: &Connection) -> Result<Vec<ProcessRunRow>, ApiError> {
    let snapshot = connection.snapshot()?;
    let mut invoiced: HashMap<ProcessRunId, Sums> = HashMap::new();
    for (run, currency, minor) in stored::invoiced(&snapshot)? {
        let currency = Currency::from_code(&currency)?;
        invoiced.entry(run).or_default().add_minor(currency, i128::from(minor));
    }
    let row = |run: StoredProcessRun| {
        let totals = invoiced.get(&run.last.process_run).map(Sums::amounts).unwrap_or_default();
        process_run_row(&run, totals)
    };
    Ok(stored::all(&snapshot)?.into_iter().map(row).collect())
}

/// A process run in a list.
pub(crate) fn process_run_row(run: &StoredProcessRun, totals: Vec<Amount>) -> ProcessRunRow {
    ProcessRunRow {
        run_date: run.run_date,
        status: run.status.into(),
        started_at: run.started_at,
        ended_at: run.ended_at,
        took_milliseconds: took_milliseconds(run),
        attempts: u32::try_from(run.last.number).unwrap_or(u32::MAX),
        contracts: run.contracts_due,
        drafts: run.invoices,
        parked: run.parked,
        totals,
        asked_for: run.origin.into(),
        is_caught_up: run.is_caught_up(),
        undone_at: run.undone_at,
    }
}

impl From<RunOrigin> for AskedFor {
    fn from(origin: RunOrigin) -> Self {
        match origin {
            RunOrigin::BatchJob => Self::BatchJob,
            RunOrigin::Person => Self::Person,
            RunOrigin::Headless => Self::Headless,
        }
    }
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
