//! Work that no run will take as things stand, and schedules that end early.
//!
//! What only the run of a missed date would take stands apart, with that date: each share goes with the first of them
//! that takes it, so that nothing is told twice (SPEC 6.7).

use std::{cell::OnceCell, collections::BTreeMap};

use chrono::NaiveDate;
use proforma_engine::{
    contract::BillingMethod,
    ids::{ContractId, ContractLineId},
    schedule::{ScheduleRow, reaches},
    share::BillingStatus,
};
use proforma_store::{
    Connection,
    backlog_cell::BacklogOfLine,
    forecast::{self, MilestoneShare, WorkRange},
    line_list::{self, ListedLine},
    schedule,
};

use crate::{error::ApiError, forecast::Milestones, kept::ByContract};

/// How far apart run dates are where a schedule has only one.
const ONE_RUN_DAYS: i64 = 31;

/// Why no run takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum NoRun {
    /// Its contract is not active.
    ContractNotActive,
    /// Its line has no schedule.
    LineNotSetUp,
    /// Only the run of this date would take it, which was missed.
    Missed(NaiveDate),
    /// No row that is still to run reaches it.
    NoLaterRow,
    /// Its line does not include its class.
    ClassNotIncluded,
}

impl NoRun {
    /// Whether the run of a missed date would take it.
    pub(crate) fn is_missed(self) -> bool {
        match self {
            Self::Missed(_) => true,
            Self::ContractNotActive | Self::LineNotSetUp | Self::NoLaterRow | Self::ClassNotIncluded => false,
        }
    }
}

/// Chargeable work of one line that no run to come takes.
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
/// Source: SPEC 4.2, 4.5, 4.13, 4.14, 6.7.
pub(crate) fn ready_left(
    connection: &Connection,
    contracts: &[ContractId],
    lines: &ByContract<ListedLine>,
    backlog: &ByContract<BacklogOfLine>,
    milestones: &Milestones,
    today: NaiveDate,
) -> Result<Vec<Left>, ApiError> {
    let mut found = Vec::new();
    for contract in contracts {
        let lines = of(lines, *contract);
        let missed = Missed::new(connection, *contract, today);
        let milestones = milestones_left(lines, milestones.of(*contract), &missed)?;
        for line in lines {
            let Some(whole) = backlog_in(of(backlog, *contract), line.id, BillingStatus::ReadyToInvoice)
            else {
                continue;
            };
            match (line.is_active(), line.is_set_up, line.billing_method) {
                (false, ..) => found.push(whole_line(connection, line, whole, NoRun::ContractNotActive)?),
                (true, false, _) => found.push(whole_line(connection, line, whole, NoRun::LineNotSetUp)?),
                (true, true, BillingMethod::FixedPrice) => {
                    found.extend(milestones.iter().filter(|left| left.contract_line == line.id));
                }
                (true, true, BillingMethod::TimeAndMaterial) => {
                    found.extend(not_included(connection, line, whole)?);
                    found.extend(beyond_the_last_reach(
                        connection,
                        line,
                        BillingStatus::ReadyToInvoice,
                        &missed,
                    )?);
                }
            }
        }
    }
    Ok(found)
}

/// Work of these contracts that is not ready, and that no row still to run would take if it were, line by line.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
///
/// Source: SPEC 4.2, 6.7.
pub(crate) fn not_ready_left(
    connection: &Connection,
    contracts: &[ContractId],
    lines: &ByContract<ListedLine>,
    backlog: &ByContract<BacklogOfLine>,
    today: NaiveDate,
) -> Result<Vec<Left>, ApiError> {
    let mut found = Vec::new();
    for contract in contracts {
        let missed = Missed::new(connection, *contract, today);
        let is_billed_by_rows = |line: &&ListedLine| {
            line.is_active() && line.is_set_up && line.billing_method == BillingMethod::TimeAndMaterial
        };
        for line in of(lines, *contract).iter().filter(is_billed_by_rows) {
            if backlog_in(of(backlog, *contract), line.id, BillingStatus::NotReady).is_some() {
                found.extend(beyond_the_last_reach(connection, line, BillingStatus::NotReady, &missed)?);
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

/// The rows of a contract that were missed, looked up once something is left that they might take.
struct Missed<'a> {
    connection: &'a Connection,
    contract: ContractId,
    today: NaiveDate,
    rows: OnceCell<Vec<ScheduleRow>>,
}

impl<'a> Missed<'a> {
    fn new(connection: &'a Connection, contract: ContractId, today: NaiveDate) -> Self {
        Self { connection, contract, today, rows: OnceCell::new() }
    }

    /// By run date.
    fn rows(&self) -> Result<&[ScheduleRow], ApiError> {
        if let Some(rows) = self.rows.get() {
            return Ok(rows);
        }
        let rows = schedule::missed_of_contract(self.connection, self.contract, self.today)?;
        Ok(self.rows.get_or_init(|| rows))
    }

    /// The first missed run date whose run takes a milestone with a row of its own on `own_date` (SPEC 4.5).
    fn takes_milestone(&self, own_date: NaiveDate) -> Result<Option<NaiveDate>, ApiError> {
        let first = self.rows()?.iter().find(|row| row.run_date >= own_date);
        Ok(first.map(|row| row.run_date))
    }
}

/// Work that none of the rows still to run takes: first what missed dates would, then what no run would.
fn beyond_the_last_reach(
    connection: &Connection,
    line: &ListedLine,
    status: BillingStatus,
    missed: &Missed<'_>,
) -> Result<Vec<Left>, ApiError> {
    let after = line.last_called_reach;
    let all = WorkRange { contract_line: line.id, after, up_to: None };
    let mut found = Vec::new();
    if forecast::work(connection, all, status)?.count == 0 {
        return Ok(found);
    }
    let mut after = after;
    for reach in reaches(missed.rows()?.iter().filter(|row| row.contract_line == line.id)) {
        let taken =
            WorkRange { contract_line: line.id, after: after.max(reach.after), up_to: Some(reach.up_to) };
        if taken.after < taken.up_to {
            found.extend(work_left(connection, line, taken, status, NoRun::Missed(reach.row.run_date))?);
            after = taken.up_to;
        }
    }
    found.extend(work_left(connection, line, WorkRange { after, ..all }, status, NoRun::NoLaterRow)?);
    Ok(found)
}

fn work_left(
    connection: &Connection,
    line: &ListedLine,
    range: WorkRange,
    status: BillingStatus,
    why: NoRun,
) -> Result<Option<Left>, ApiError> {
    let work = forecast::work(connection, range, status)?;
    if work.count == 0 {
        return Ok(None);
    }
    Ok(Some(Left {
        contract: line.contract,
        contract_line: line.id,
        why,
        count: work.count,
        sum_minor: i128::from(work.sum_minor),
        since: forecast::first_date(connection, range, status)?,
    }))
}

/// Ready milestones of a contract that come after its last run (SPEC 4.5), line by line, and by the missed date whose
/// run would take them.
fn milestones_left(
    lines: &[ListedLine],
    milestones: &[MilestoneShare],
    missed: &Missed<'_>,
) -> Result<Vec<Left>, ApiError> {
    let last_run = lines.iter().filter_map(|line| line.last_called_date).max();
    let mut left: BTreeMap<(ContractLineId, NoRun), Left> = BTreeMap::new();
    let is_left =
        |share: &&MilestoneShare| share.is_ready && last_run.is_none_or(|last| last < share.run_date);
    for share in milestones.iter().filter(is_left) {
        let why = missed.takes_milestone(share.run_date)?.map_or(NoRun::NoLaterRow, NoRun::Missed);
        let of_line = left.entry((share.contract_line, why)).or_insert(Left {
            contract: share.contract,
            contract_line: share.contract_line,
            why,
            count: 0,
            sum_minor: 0,
            since: None,
        });
        of_line.count += 1;
        of_line.sum_minor += i128::from(share.chargeable_minor);
        // Shares come by date.
        of_line.since = of_line.since.or(Some(share.run_date));
    }
    Ok(left.into_values().collect())
}
