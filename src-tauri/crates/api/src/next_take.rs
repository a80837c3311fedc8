//! What the rows of one contract would take as things stand.

use std::collections::HashMap;

use chrono::NaiveDate;
use proforma_engine::{
    contract::{BillingMethod, ContractLine, ContractStatus},
    forecast::CalledRows,
    ids::ScheduleRowId,
    process_run::Backlog,
    schedule::{RowKind, RunStatus, ScheduleRow},
    share::{BillingStatus, Share, ShareOf},
};
use proforma_store::{
    Connection,
    forecast::{self, WorkRange},
};
use rust_decimal::Decimal;

use crate::{dto::NextTake, error::ApiError, proof::counts_as_ready};

/// Chargeable ready minor units by the row that will take them as things stand. A sum beyond the bounds of an amount is
/// what parks a contract, and must be seen.
pub(crate) fn expected_by_row(backlog: &Backlog, today: NaiveDate) -> HashMap<ScheduleRowId, i128> {
    // Dates that passed without a run, or failed, would still be run in order, so they are looked at as if to come.
    let open = backlog.rows.iter().filter(|row| row.run_status.is_open()).map(|row| row.run_date);
    let called = CalledRows::new(&backlog.rows, open.min().map_or(today, |first| first.min(today)));
    let mut expected: HashMap<ScheduleRowId, i128> = HashMap::new();
    if backlog.contract.status != ContractStatus::Active {
        return expected;
    }
    for share in backlog.shares.iter().filter(|share| counts_as_ready(share) && is_billed(backlog, share)) {
        let Some(row) = called.takes(share) else { continue };
        // A milestone stands beside its own row, whichever row's run will take it.
        let row = match share.of {
            ShareOf::Transaction(..) => Some(row),
            ShareOf::Milestone(milestone) => backlog.rows.iter().find(|own| {
                own.kind == RowKind::Milestone(milestone) && own.run_status != RunStatus::Skipped
            }),
        };
        if let Some(row) = row {
            *expected.entry(row.id).or_default() += i128::from(share.amount.minor());
        }
    }
    expected
}

/// Whether a run bills the share at all.
fn is_billed(backlog: &Backlog, share: &Share) -> bool {
    match share.of {
        ShareOf::Milestone(_) => true,
        ShareOf::Transaction(_, class) => {
            backlog.contract.line(share.contract_line).is_some_and(|line| line.bills(class))
        }
    }
}

/// What the next run of a line would take: its next row's, or for milestones the first run that takes one.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
///
/// Source: SPEC 4.2 to 4.5, 4.11.
pub(crate) fn next_take(
    connection: &Connection,
    backlog: &Backlog,
    line: &ContractLine,
    today: NaiveDate,
) -> Result<Option<NextTake>, ApiError> {
    if backlog.contract.status != ContractStatus::Active {
        return Ok(None);
    }
    take_of(connection, backlog, line, (&backlog.rows, today))
}

/// Whether a row's date has passed and was not run.
///
/// Source: SPEC 4.14, 6.7.
pub(crate) fn is_missed(backlog: &Backlog, row: &ScheduleRow, today: NaiveDate) -> bool {
    backlog.contract.status == ContractStatus::Active
        && row.run_status == RunStatus::NotRun
        && row.run_date < today
}

/// What the run of the first missed date of a line would take of it, if a person ran it.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
///
/// Source: SPEC 6.7.
pub(crate) fn missed_take(
    connection: &Connection,
    backlog: &Backlog,
    line: &ContractLine,
    today: NaiveDate,
) -> Result<Option<NextTake>, ApiError> {
    let is_missed_of_line =
        |row: &&ScheduleRow| row.contract_line == line.id && is_missed(backlog, row, today);
    let Some(first) = backlog.rows.iter().find(is_missed_of_line) else { return Ok(None) };
    // As if every other row were skipped: what that run takes, whatever comes after it.
    let is_called = |row: &ScheduleRow| row.run_date == first.run_date && is_missed(backlog, row, today);
    let rows: Vec<ScheduleRow> = backlog
        .rows
        .iter()
        .map(|row| if is_called(row) { *row } else { ScheduleRow { run_status: RunStatus::Skipped, ..*row } })
        .collect();
    take_of(connection, backlog, line, (&rows, first.run_date))
}

fn take_of(
    connection: &Connection,
    backlog: &Backlog,
    line: &ContractLine,
    (rows, from): (&[ScheduleRow], NaiveDate),
) -> Result<Option<NextTake>, ApiError> {
    let called = CalledRows::new(rows, from);
    match line.billing_method {
        BillingMethod::TimeAndMaterial => next_date_row(connection, backlog, &called, line, from),
        BillingMethod::FixedPrice => Ok(next_milestones(backlog, &called, line, from)),
    }
}

fn next_date_row(
    connection: &Connection,
    backlog: &Backlog,
    called: &CalledRows,
    line: &ContractLine,
    today: NaiveDate,
) -> Result<Option<NextTake>, ApiError> {
    let Some(reach) = called.reaches(line.id).first() else { return Ok(None) };
    let RowKind::Date { cut_off_date } = reach.row.kind else { return Ok(None) };
    let range = WorkRange { contract_line: line.id, after: None, up_to: Some(reach.up_to) };
    let not_ready = forecast::work(connection, range, BillingStatus::NotReady)?.sum_minor;
    let taken = backlog.shares.iter().filter(|share| {
        share.contract_line == line.id
            && share.billing_status == BillingStatus::ReadyToInvoice
            && share.date <= reach.up_to
            && is_billed(backlog, share)
    });
    Ok(Some(NextTake {
        run_date: reach.row.run_date.max(today),
        cut_off_date: Some(cut_off_date),
        count: crate::process_run::count(taken.clone().count()),
        ready: text(backlog, chargeable(taken)),
        not_ready: text(backlog, i128::from(not_ready)),
    }))
}

fn next_milestones(
    backlog: &Backlog,
    called: &CalledRows,
    line: &ContractLine,
    today: NaiveDate,
) -> Option<NextTake> {
    let run_of = |row: &ScheduleRow| row.run_date.max(today);
    let shares: Vec<(&Share, NaiveDate)> = backlog
        .shares
        .iter()
        .filter(|share| share.contract_line == line.id && share.of.is_milestone())
        .filter_map(|share| Some((share, run_of(called.takes(share)?))))
        .collect();
    let own_rows = called.in_order().iter().filter(|row| row.contract_line == line.id).map(run_of);
    let run_date = own_rows.chain(shares.iter().map(|(_, date)| *date)).min()?;
    let taken = |status: BillingStatus| {
        let of_run = shares.iter().filter(move |(_, date)| *date == run_date).map(|(share, _)| *share);
        of_run.filter(move |share| share.billing_status == status)
    };
    Some(NextTake {
        run_date,
        cut_off_date: None,
        count: crate::process_run::count(taken(BillingStatus::ReadyToInvoice).count()),
        ready: text(backlog, chargeable(taken(BillingStatus::ReadyToInvoice))),
        not_ready: text(backlog, chargeable(taken(BillingStatus::NotReady))),
    })
}

fn chargeable<'s>(shares: impl Iterator<Item = &'s Share>) -> i128 {
    shares.filter(|share| share.is_chargeable()).map(|share| i128::from(share.amount.minor())).sum()
}

fn text(backlog: &Backlog, minor: i128) -> String {
    Decimal::from_i128_with_scale(minor, backlog.contract.currency.minor_digits()).to_string()
}
