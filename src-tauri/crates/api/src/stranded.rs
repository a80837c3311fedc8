//! Work that no run will take as things stand, and schedules that end early.

use std::collections::HashMap;

use chrono::NaiveDate;
use proforma_engine::{
    contract::BillingMethod,
    ids::{ContractId, ContractLineId},
    share::BillingStatus,
};
use proforma_store::{
    Connection,
    backlog_cell::BacklogOfLine,
    forecast::{self, MilestoneShare, WorkRange},
    line_list::{self, ListedLine},
};

use crate::{error::ApiError, forecast::Milestones, kept::ByContract};

/// How far apart run dates are where a schedule has only one.
const ONE_RUN_DAYS: i64 = 31;

/// Why no run takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum NoRun {
    /// Its contract is not active.
    ContractNotActive,
    /// Its line has no schedule.
    LineNotSetUp,
    /// No row that is still to run reaches it.
    NoLaterRow,
    /// Its line does not include its class.
    ClassNotIncluded,
}

/// Chargeable work of one line that no run takes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Left {
    pub contract: ContractId,
    pub contract_line: ContractLineId,
    pub why: NoRun,
    /// How many shares.
    pub count: u32,
    pub sum_minor: i128,
    /// The earliest date of it.
    pub since: Option<NaiveDate>,
}

/// A line whose schedule ends before the delivery date, with the date of its last row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct EndsEarly {
    pub contract: ContractId,
    pub contract_line: ContractLineId,
    pub last_run_date: NaiveDate,
}

/// Ready work of these contracts that no run takes, line by line.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
///
/// Source: SPEC 4.2, 4.5, 4.13, 4.14.
pub(crate) fn ready_left(
    connection: &Connection,
    contracts: &[ContractId],
    lines: &ByContract<ListedLine>,
    backlog: &ByContract<BacklogOfLine>,
    milestones: &Milestones,
) -> Result<Vec<Left>, ApiError> {
    let mut found = Vec::new();
    for contract in contracts {
        let lines = of(lines, *contract);
        let mut milestones = milestones_left(lines, milestones.of(*contract));
        for line in lines {
            let Some(whole) = backlog_in(of(backlog, *contract), line.id, BillingStatus::ReadyToInvoice)
            else {
                continue;
            };
            let left = match (line.is_active(), line.is_set_up, line.billing_method) {
                (false, ..) => Some(whole_line(connection, line, whole, NoRun::ContractNotActive)?),
                (true, false, _) => Some(whole_line(connection, line, whole, NoRun::LineNotSetUp)?),
                (true, true, BillingMethod::FixedPrice) => milestones.remove(&line.id),
                (true, true, BillingMethod::TimeAndMaterial) => {
                    found.extend(not_included(connection, line, whole)?);
                    beyond_the_last_reach(connection, line, BillingStatus::ReadyToInvoice)?
                }
            };
            found.extend(left);
        }
    }
    Ok(found)
}

/// Work of these contracts that is not ready, and that no row still to run would take if it were, line by line.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
///
/// Source: SPEC 4.2.
pub(crate) fn not_ready_left(
    connection: &Connection,
    contracts: &[ContractId],
    lines: &ByContract<ListedLine>,
    backlog: &ByContract<BacklogOfLine>,
) -> Result<Vec<Left>, ApiError> {
    let mut found = Vec::new();
    for contract in contracts {
        let is_billed_by_rows = |line: &&ListedLine| {
            line.is_active() && line.is_set_up && line.billing_method == BillingMethod::TimeAndMaterial
        };
        for line in of(lines, *contract).iter().filter(is_billed_by_rows) {
            if backlog_in(of(backlog, *contract), line.id, BillingStatus::NotReady).is_some() {
                found.extend(beyond_the_last_reach(connection, line, BillingStatus::NotReady)?);
            }
        }
    }
    Ok(found)
}

/// Lines of these contracts whose schedule could have had one more run before the delivery date, judged by the widest
/// distance between its run dates; a delivery date that has passed ends nothing early any more.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
pub(crate) fn ending_early(
    connection: &Connection,
    contracts: &[ContractId],
    lines: &ByContract<ListedLine>,
    today: NaiveDate,
) -> Result<Vec<EndsEarly>, ApiError> {
    let mut found = Vec::new();
    let lines = contracts.iter().flat_map(|contract| of(lines, *contract));
    for line in lines.filter(|line| line.is_active()) {
        let Some(delivery) = line.delivery_date.filter(|date| *date >= today) else { continue };
        let span = line_list::span(connection, line.id)?;
        let (Some(first), Some(last), Some(_)) = (span.first_run_date, span.last_run_date, span.last_reach)
        else {
            continue;
        };
        let rest = (delivery - last).num_days();
        // The widest distance is at least the mean one, which needs no row to be read.
        if span.rows > 1 && rest * i64::from(span.rows - 1) <= (last - first).num_days() {
            continue;
        }
        let dates = line_list::run_dates(connection, line.id)?;
        let widest = dates.windows(2).map(|pair| (pair[1] - pair[0]).num_days()).max();
        if rest > widest.unwrap_or(ONE_RUN_DAYS) {
            found.push(EndsEarly { contract: line.contract, contract_line: line.id, last_run_date: last });
        }
    }
    Ok(found)
}

fn of<T>(all: &ByContract<T>, contract: ContractId) -> &[T] {
    all.get(&contract).map_or(&[], Vec::as_slice)
}

fn backlog_in(
    backlog: &[BacklogOfLine],
    line: ContractLineId,
    status: BillingStatus,
) -> Option<&BacklogOfLine> {
    backlog.iter().find(|sum| sum.contract_line == line && sum.billing_status == status)
}

fn not_included(
    connection: &Connection,
    line: &ListedLine,
    whole: &BacklogOfLine,
) -> Result<Option<Left>, ApiError> {
    if whole.not_included == 0 {
        return Ok(None);
    }
    let odd = forecast::not_included(connection, line.id)?;
    Ok(Some(Left {
        contract: line.contract,
        contract_line: line.id,
        why: NoRun::ClassNotIncluded,
        count: odd.count,
        sum_minor: i128::from(odd.sum_minor),
        since: odd.since,
    }))
}

fn whole_line(
    connection: &Connection,
    line: &ListedLine,
    whole: &BacklogOfLine,
    why: NoRun,
) -> Result<Left, ApiError> {
    let range = WorkRange { contract_line: line.id, after: None, up_to: None };
    Ok(Left {
        contract: line.contract,
        contract_line: line.id,
        why,
        count: whole.count,
        sum_minor: whole.sum_minor,
        since: forecast::first_date(connection, range, BillingStatus::ReadyToInvoice)?,
    })
}

/// Work that none of the rows still to run takes.
fn beyond_the_last_reach(
    connection: &Connection,
    line: &ListedLine,
    status: BillingStatus,
) -> Result<Option<Left>, ApiError> {
    let range = WorkRange { contract_line: line.id, after: line.last_called_reach, up_to: None };
    let work = forecast::work(connection, range, status)?;
    if work.count == 0 {
        return Ok(None);
    }
    Ok(Some(Left {
        contract: line.contract,
        contract_line: line.id,
        why: NoRun::NoLaterRow,
        count: work.count,
        sum_minor: i128::from(work.sum_minor),
        since: forecast::first_date(connection, range, status)?,
    }))
}

/// Ready milestones of a contract that come after its last run (SPEC 4.5), line by line.
fn milestones_left(lines: &[ListedLine], milestones: &[MilestoneShare]) -> HashMap<ContractLineId, Left> {
    let last_run = lines.iter().filter_map(|line| line.last_called_date).max();
    let mut left: HashMap<ContractLineId, Left> = HashMap::new();
    let is_left =
        |share: &&MilestoneShare| share.is_ready && last_run.is_none_or(|last| last < share.run_date);
    for share in milestones.iter().filter(is_left) {
        let of_line = left.entry(share.contract_line).or_insert(Left {
            contract: share.contract,
            contract_line: share.contract_line,
            why: NoRun::NoLaterRow,
            count: 0,
            sum_minor: 0,
            since: None,
        });
        of_line.count += 1;
        of_line.sum_minor += i128::from(share.chargeable_minor);
        // Shares come by date.
        of_line.since = of_line.since.or(Some(share.run_date));
    }
    left
}
