//! Home: what needs a person today, and what comes next.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proforma_engine::money::Currency;
use proforma_store::{
    Connection,
    invoice_list::{self, MonthSum},
    process_run,
};
use rust_decimal::Decimal;

use crate::{
    book_sums::{self, BookSums},
    dto::{AgendaDate, BilledMonth, HomeView, ProcessRunRow, ProofRow},
    error::ApiError,
    forecast::{self, Brought},
    heads::Contracts,
    kept::ByContract,
    matters::Matters,
    money_parts::{self, per_mille},
    names::Customers,
    proof_rows::recorded_totals,
    runs::process_run_row,
    stranded::Left,
    sums::Sums,
};

/// How many run dates to come are told.
const RUN_DATES: u32 = 7;
/// How many names of contracts.
const NAMES: usize = 3;
/// How many months of each currency.
const MONTHS: usize = 12;

/// Home.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
pub fn home(connection: &Connection, sums: &BookSums, today: NaiveDate) -> Result<HomeView, ApiError> {
    let snapshot = connection.snapshot()?;
    let contracts = Contracts::read(&snapshot)?;
    let (last_run, last_proof) = last_run(&snapshot)?;
    let sums = sums.of(&snapshot)?;
    let (backlog, invoiced) = (sums.backlog()?, sums.invoiced()?);
    let ready_left = sums.ready_left(today)?;
    let months = invoice_list::by_month(&snapshot)?;
    let (matters, more) = Matters {
        connection: &snapshot,
        today,
        contracts: &contracts,
        customers: &Customers::read(&snapshot)?,
        sums: &sums,
        lines: &sums.lines(today)?,
        backlog: &backlog,
        milestones: &sums.milestones()?,
        ready_left: &ready_left,
    }
    .all()?;
    let mut agenda = agenda(&snapshot, &contracts, &sums, today)?;
    agenda.extend(without_date(&contracts, &ready_left, true)?);
    agenda.extend(without_date(&contracts, &ready_left, false)?);
    Ok(HomeView {
        today,
        matters,
        more,
        last_run,
        last_proof,
        agenda,
        money: money_parts::by_currency(backlog.values().flatten(), invoiced.values().flatten())?,
        billed: billed(&months)?,
    })
}

/// The next run dates.
fn agenda(
    connection: &Connection,
    contracts: &Contracts,
    sums: &book_sums::Sums<'_>,
    today: NaiveDate,
) -> Result<Vec<AgendaDate>, ApiError> {
    let run_dates = forecast::run_dates(connection, today, None, RUN_DATES)?;
    let mut agenda = Vec::new();
    for (date, brought) in sums.to_come(today, &run_dates)? {
        let mut amounts = (Sums::default(), Sums::default());
        let mut bringing = Vec::new();
        for (contract, Brought { ready, not_ready, drafts }) in &brought {
            amounts.0.add_minor(contracts.currency(*contract)?, *ready);
            amounts.1.add_minor(contracts.currency(*contract)?, *not_ready);
            if *drafts > 0 {
                bringing.push(*contract);
            }
        }
        agenda.push(AgendaDate {
            date: Some(date),
            waits_for_missed: false,
            contracts: crate::process_run::count(brought.len()),
            contract_names: first_names(contracts, bringing)?,
            drafts: brought.values().map(|brought| brought.drafts).sum(),
            expected: amounts.0.amounts_by_code(),
            not_ready: amounts.1.amounts_by_code(),
        });
    }
    Ok(agenda)
}

fn first_names(
    contracts: &Contracts,
    mut ids: Vec<proforma_engine::ids::ContractId>,
) -> Result<Vec<String>, ApiError> {
    ids.sort_by_key(|id| contracts.place(*id));
    ids.dedup();
    ids.into_iter().take(NAMES).map(|id| Ok(contracts.get(id)?.name.clone())).collect()
}

/// Ready work without a run to come: what waits for a missed date, or what no date takes.
fn without_date(
    contracts: &Contracts,
    left: &ByContract<Left>,
    waits_for_missed: bool,
) -> Result<Option<AgendaDate>, ApiError> {
    let mut expected = Sums::default();
    let mut ids = Vec::new();
    for of_line in left.values().flatten().filter(|of_line| of_line.why.is_missed() == waits_for_missed) {
        expected.add_minor(contracts.currency(of_line.contract)?, of_line.sum_minor);
        ids.push(of_line.contract);
    }
    ids.dedup();
    if ids.is_empty() {
        return Ok(None);
    }
    Ok(Some(AgendaDate {
        date: None,
        waits_for_missed,
        contracts: crate::process_run::count(ids.len()),
        contract_names: first_names(contracts, ids)?,
        drafts: 0,
        expected: expected.amounts_by_code(),
        not_ready: Vec::new(),
    }))
}

/// The run that was started last, with its totals. What was left out is made of, [`crate::runs::run_proof`] tells: it goes
/// through all that was recorded of the run, for which home does not wait.
fn last_run(connection: &Connection) -> Result<(Option<ProcessRunRow>, Vec<ProofRow>), ApiError> {
    let Some(run) = process_run::last(connection)? else { return Ok((None, Vec::new())) };
    let proof = recorded_totals(connection, run.last)?;
    let row = process_run_row(&run, Vec::new());
    Ok((Some(row), proof))
}

/// The last months of each currency.
fn billed(months: &[MonthSum]) -> Result<Vec<BilledMonth>, ApiError> {
    let mut by_currency: BTreeMap<&str, Vec<&MonthSum>> = BTreeMap::new();
    for month in months {
        by_currency.entry(&month.currency).or_default().push(month);
    }
    let mut billed = Vec::new();
    for (code, months) in by_currency {
        let last = &months[months.len().saturating_sub(MONTHS)..];
        let parts = |month: &MonthSum| [i128::from(month.confirmed_minor), i128::from(month.on_draft_minor)];
        let height = |month: &&MonthSum| parts(month).iter().map(|part| part.unsigned_abs()).sum::<u128>();
        let highest = last.iter().map(height).max().unwrap_or_default();
        let digits = Currency::from_code(code)?.minor_digits();
        let text = |minor: i128| Decimal::from_i128_with_scale(minor, digits).to_string();
        billed.extend(last.iter().map(|month| {
            let [confirmed, on_draft] = parts(month);
            BilledMonth {
                month: month.month,
                currency: code.to_owned(),
                confirmed: text(confirmed),
                on_draft: text(on_draft),
                sum: text(confirmed + on_draft),
                parts_per_mille: per_mille(&[confirmed, on_draft], highest),
            }
        }));
    }
    Ok(billed)
}
