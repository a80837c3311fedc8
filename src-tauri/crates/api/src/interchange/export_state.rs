//! Writes what has happened: statuses of shares, invoices, process runs, the covered date, history.

use std::collections::HashMap;

use proforma_engine::{
    contract::Contract,
    ids::{ContractId, ContractLineId, ProcessRunId, TransactionId},
    money::Currency,
    share::{Share, SharePart},
};
use proforma_store::{
    Connection, batch_job, clock, contract, coverage, history,
    invoice::{self, StoredInvoice},
    process_run::{self, AttemptStatus, RecordedException, RunOrigin},
    resource, schedule, share,
    utilization::{self, CountedHours, CountedOf},
};

use super::{
    error::ExportError,
    export::{Ids, JsonWriter, base_status, some_list},
    imported,
    splits::Splits,
    state,
    statuses::ShareStatus,
};

/// Writes `state`; `listed` are the transactions with a share that is not as an import would make it.
pub(super) fn write(
    connection: &Connection,
    json: &mut JsonWriter<'_>,
    ids: &Ids,
    splits: &Splits,
    listed: &[(ContractLineId, TransactionId)],
) -> Result<(), ExportError> {
    json.object("state", |json| {
        json.list("shares", |json| write_shares(connection, json, ids, splits, listed))?;
        let runs = process_run::dates(connection)?;
        let run_dates = runs.iter().map(|(id, date)| (*id, date.to_string())).collect();
        json.list("invoices", |json| {
            let mut contracts = Contracts::new(connection);
            invoice::ids(connection)?.into_iter().try_for_each(|id| {
                let missing = ExportError::Missing { kind: "invoice", id: id.0 };
                let stored = invoice::by_id(connection, id)?.ok_or(missing)?;
                json.entry(&of_invoice(ids, &mut contracts, &run_dates, stored)?)
            })
        })?;
        json.list("process_runs", |json| {
            let mut contracts = Contracts::new(connection);
            runs.iter().try_for_each(|(id, _)| {
                json.entry(&of_process_run(connection, ids, &mut contracts, *id, &run_dates)?)
            })
        })?;
        json.list("batch_jobs", |json| write_jobs(connection, json))?;
        json.list("history", |json| write_history(connection, json))
    })
}

/// What the loop remembers, every batch job, then what was counted, week by week.
fn write_jobs(connection: &Connection, json: &mut JsonWriter<'_>) -> Result<(), ExportError> {
    let remembered = state::BatchJob {
        covered_through: coverage::covered_through(connection)?.map(|date| date.to_string()),
        activated_date: coverage::activated_date(connection)?.map(|date| date.to_string()),
        latest_at: clock::latest(connection)?.map(instant),
        ..state::BatchJob::default()
    };
    if remembered != state::BatchJob::default() {
        json.entry(&remembered)?;
    }
    for job in batch_job::all(connection)? {
        json.entry(&of_batch_job(job))?;
    }
    let keys_of_roles = keys(resource::roles(connection)?.into_iter().map(|role| (role.id, role.key)));
    let keys_of_resources = keys(resource::resources(connection)?.into_iter().map(|who| (who.id, who.key)));
    for week in utilization::all_weeks(connection)? {
        let of = |of: CountedOf, keys: &HashMap<i64, String>| {
            let counted = utilization::counted(connection, of, week.through)?;
            Ok::<_, ExportError>(some_list(of_counted(&counted, keys)))
        };
        json.entry(&state::BatchJob {
            counted_through: Some(week.through.to_string()),
            counted_at: Some(instant(week.counted_at)),
            counted_roles: of(CountedOf::Role, &keys_of_roles)?,
            counted_resources: of(CountedOf::Resource, &keys_of_resources)?,
            ..state::BatchJob::default()
        })?;
    }
    Ok(())
}

fn keys(pairs: impl Iterator<Item = (i64, String)>) -> HashMap<i64, String> {
    pairs.collect()
}

fn of_counted(counted: &[CountedHours], keys: &HashMap<i64, String>) -> Vec<state::CountedHours> {
    let one = |counted: &CountedHours| {
        let CountedHours { id, hours, target_percent } = counted;
        Some(state::CountedHours {
            id: keys.get(id)?.clone(),
            chargeable: hours.chargeable.to_string(),
            non_chargeable: hours.non_chargeable.to_string(),
            complimentary: hours.complimentary.to_string(),
            capacity: hours.capacity.to_string(),
            target_percent: target_percent.map(|percent| percent.to_string()),
        })
    };
    counted.iter().filter_map(one).collect()
}

fn of_batch_job(job: batch_job::BatchJob) -> state::BatchJob {
    let set_up = state::BatchJob {
        name: Some(job.setup.name),
        is_active: Some(job.setup.is_active),
        time_of_day: job.setup.time_of_day.map(|time| time.format("%H:%M").to_string()),
        state: Some(job.state.as_str().to_owned()),
        ..state::BatchJob::default()
    };
    let Some(started) = job.started else { return set_up };
    state::BatchJob {
        workflow: Some(started.workflow.as_str().to_owned()),
        started_at: Some(instant(started.started_at)),
        started_by: Some(started.started_by),
        last_ended_at: started.last_ended_at.map(instant),
        next_wake_at: Some(instant(started.next_wake_at)),
        failures: (started.failures > 0).then_some(started.failures),
        retry_at: started.retry_at.map(instant),
        reason: started.reason,
        consent_through: started.consent_through.map(|date| date.to_string()),
        ..set_up
    }
}

fn write_shares(
    connection: &Connection,
    json: &mut JsonWriter<'_>,
    ids: &Ids,
    splits: &Splits,
    listed: &[(ContractLineId, TransactionId)],
) -> Result<(), ExportError> {
    let mut list = |shares: &[Share]| {
        let base = base_status(shares.iter().map(|share| share.billing_status));
        let part = |share: &Share| {
            let Share { customer, percent, amount, .. } = *share;
            SharePart { customer, percent, amount }
        };
        let parts: Vec<SharePart> = shares.iter().map(part).collect();
        // Entered before the line was split otherwise.
        let is_split_otherwise =
            shares.first().is_some_and(|first| !splits.divide_into(first.contract_line, &parts));
        let is_told = |share: &&Share| {
            share.billing_status != base || share.limit_state.is_some() || is_split_otherwise
        };
        shares.iter().filter(is_told).try_for_each(|share| {
            json.entry(&ShareStatus {
                id: share.key.clone(),
                customer: ids.customer(share.customer)?,
                billing_status: share.billing_status.as_str().to_owned(),
                percent: is_split_otherwise.then(|| share.percent.to_string()),
                amount: is_split_otherwise.then(|| share.amount.to_string()),
                limit_state: share.limit_state.map(|state| state.as_str().to_owned()),
            })
        })
    };
    for id in contract::ids(connection)? {
        let Some(stored) = contract::by_id(connection, id)? else { continue };
        let mut milestones = schedule::milestones(connection, id, stored.currency)?;
        milestones.sort_by_key(|milestone| milestone.id);
        for milestone in milestones {
            list(&share::of_item(connection, &milestone.key)?)?;
        }
    }
    for (line, transaction) in listed {
        list(&share::of_transaction(connection, *line, *transaction)?)?;
    }
    Ok(())
}

/// The contracts that invoices and runs name, looked up once in a row.
struct Contracts<'c> {
    connection: &'c Connection,
    last: Option<Contract>,
}

impl<'c> Contracts<'c> {
    fn new(connection: &'c Connection) -> Self {
        Self { connection, last: None }
    }

    fn get(&mut self, id: ContractId) -> Result<&Contract, ExportError> {
        if self.last.as_ref().is_none_or(|last| last.id != id) {
            self.last = contract::by_id(self.connection, id)?;
        }
        self.last.as_ref().ok_or(ExportError::Missing { kind: "contract", id: id.0 })
    }
}

type RunDates = HashMap<ProcessRunId, String>;

fn of_invoice(
    ids: &Ids,
    contracts: &mut Contracts<'_>,
    run_dates: &RunDates,
    stored: StoredInvoice,
) -> Result<state::Invoice, ExportError> {
    let header = stored.header;
    let lines = stored.lines.into_iter().map(|line| state::InvoiceLine {
        contract_line: line.key,
        amount: line.amount.to_string(),
        details: line.details.into_iter().map(of_detail).collect(),
        tax_category: line.tax.map(|tax| tax.category().as_str().to_owned()),
        tax_percent: line.tax.map(|tax| tax.percent().to_string()),
    });
    let taxes = stored.taxes.iter().map(|group| state::InvoiceTax {
        category: group.rate.category().as_str().to_owned(),
        percent: group.rate.percent().to_string(),
        taxable: group.taxable.to_string(),
        tax: group.tax.to_string(),
    });
    Ok(state::Invoice {
        id: header.id.map(|id| id.0.to_string()).unwrap_or_default(),
        number: header.number,
        contract: contracts.get(header.contract)?.key.clone(),
        customer: ids.customer(header.customer)?,
        status: header.status.as_str().to_owned(),
        invoice_date: header.invoice_date.to_string(),
        currency: stored.currency.code().to_owned(),
        lines: lines.collect(),
        taxes: taxes.collect(),
        subtotal: header.totals.subtotal.to_string(),
        tax: header.totals.tax.to_string(),
        total: header.totals.total.to_string(),
        process_run: header.process_run.and_then(|run| run_dates.get(&run).cloned()),
        work_up_to: header.work_up_to.map(|date| date.to_string()),
        created_at: instant(header.created_at),
    })
}

fn of_detail(detail: invoice::StoredInvoiceDetail) -> state::InvoiceDetail {
    let (transaction, milestone) =
        if detail.class == "milestone" { (None, Some(detail.key)) } else { (Some(detail.key), None) };
    state::InvoiceDetail {
        class: detail.class,
        date: detail.date.to_string(),
        billing_type: detail.billing_type.as_str().to_owned(),
        quantity: detail.quantity.to_string(),
        unit_price: detail.unit_price.to_string(),
        percent: detail.percent.to_string(),
        amount: detail.amount.to_string(),
        transaction,
        milestone,
    }
}

fn of_process_run(
    connection: &Connection,
    ids: &Ids,
    contracts: &mut Contracts<'_>,
    id: ProcessRunId,
    run_dates: &RunDates,
) -> Result<state::ProcessRun, ExportError> {
    let mut attempts = Vec::new();
    for (attempt, stored) in process_run::attempts(connection, id)? {
        let totals = process_run::totals(connection, attempt)?
            .into_iter()
            .map(of_total)
            .collect::<Result<Vec<_>, _>>()?;
        let passed_over = process_run::exceptions(connection, attempt, None)?.into_iter();
        let passed_over = passed_over
            .map(|entry| of_exception(connection, ids, contracts, entry))
            .collect::<Result<Vec<_>, _>>()?;
        attempts.push(state::Attempt {
            status: settled(stored.status).as_str().to_owned(),
            started_at: instant(stored.started_at),
            ended_at: stored.ended_at.map(instant),
            reason: stored.reason,
            asked_by: (stored.origin != RunOrigin::Person).then(|| stored.origin.as_str().to_owned()),
            run_on_date: stored.run_on_date.map(|date| date.to_string()),
            contracts_due: stored.contracts_due,
            undone_at: stored.undone_at.map(instant),
            totals: some_list(totals),
            passed_over: some_list(passed_over),
        });
    }
    let status = attempts
        .last()
        .map_or_else(|| AttemptStatus::Interrupted.as_str().to_owned(), |last| last.status.clone());
    let run_date =
        run_dates.get(&id).cloned().ok_or(ExportError::Missing { kind: "process run", id: id.0 })?;
    Ok(state::ProcessRun { run_date, status, attempts: some_list(attempts) })
}

/// A copy of a book has nothing running.
fn settled(status: AttemptStatus) -> AttemptStatus {
    match status {
        AttemptStatus::Running => AttemptStatus::Interrupted,
        AttemptStatus::Completed | AttemptStatus::CompletedWithFailures | AttemptStatus::Interrupted => {
            status
        }
    }
}

fn of_total(total: process_run::AttemptTotal) -> Result<state::AttemptTotal, ExportError> {
    let currency = Currency::from_code(&total.currency)
        .map_err(|_| ExportError::Unreadable { value: total.currency.clone() })?;
    // A sum over a whole book may be larger than any one amount.
    let amount = |minor: i64| rust_decimal::Decimal::new(minor, currency.minor_digits()).to_string();
    Ok(state::AttemptTotal {
        currency: total.currency,
        ready_before: amount(total.ready_before_minor),
        invoiced: amount(total.invoiced_minor),
        left_out: amount(total.left_out_minor),
    })
}

fn of_exception(
    connection: &Connection,
    ids: &Ids,
    contracts: &mut Contracts<'_>,
    entry: RecordedException,
) -> Result<state::PassedOver, ExportError> {
    let contract = contracts.get(entry.contract)?;
    let passed_over = entry.passed_over;
    let missing_line = ExportError::Missing { kind: "contract line", id: passed_over.contract_line.0 };
    let line = contract.line(passed_over.contract_line).ok_or(missing_line)?;
    let row_milestone = match passed_over.row {
        Some((row, _)) => schedule::milestone_of_row(connection, row)?,
        None => None,
    };
    let (mut transaction, mut milestone, mut customer) = (None, None, None);
    // What was changed or deleted since is told without what it was about.
    let share = passed_over.share.map(|id| share::by_id(connection, line.id, id)).transpose()?.flatten();
    if let Some(share) = share {
        customer = Some(ids.customer(share.customer)?);
        let item = if share.of.is_milestone() { &mut milestone } else { &mut transaction };
        *item = Some(share.key);
    }
    Ok(state::PassedOver {
        contract: contract.key.clone(),
        contract_line: line.key.clone(),
        schedule_row: passed_over.row.map(|(_, run_date)| run_date.to_string()),
        row_milestone,
        transaction,
        milestone,
        customer,
        code: passed_over.reason.code.as_str().to_owned(),
        cut_off_date: passed_over.reason.cut_off_date.map(|date| date.to_string()),
        next_run_date: passed_over.reason.next_run_date.map(|date| date.to_string()),
        reason: entry.reason,
    })
}

fn write_history(connection: &Connection, json: &mut JsonWriter<'_>) -> Result<(), ExportError> {
    let mut write = |contract: Option<&str>, deleted_contract: Option<u64>, entries: Vec<history::Entry>| {
        entries.into_iter().try_for_each(|entry| {
            json.entry(&state::HistoryEntry {
                at: instant(entry.at),
                command: entry.command,
                detail: entry.detail,
                contract: contract.map(str::to_owned),
                deleted_contract,
                person: entry.person,
            })
        })
    };
    write(None, None, history::read(connection, None)?)?;
    write(None, None, imported::told(connection)?)?;
    for id in contract::ids(connection)? {
        let entries = history::read(connection, Some(id))?;
        if !entries.is_empty() {
            write(contract::key_of(connection, id)?.as_deref(), None, entries)?;
        }
    }
    for (number, id) in (1..).zip(history::of_deleted_contracts(connection)?) {
        write(None, Some(number), history::read(connection, Some(id))?)?;
    }
    Ok(())
}

fn instant(instant: chrono::DateTime<chrono::Utc>) -> String {
    instant.to_rfc3339_opts(chrono::SecondsFormat::Micros, true)
}
