//! Ready work that no run will take as things stand.

use std::collections::{BTreeMap, HashMap};

use chrono::NaiveDate;
use proforma_engine::{
    contract::BillingMethod,
    ids::{ContractId, ContractLineId},
    share::BillingStatus,
};
use proforma_store::{
    Connection,
    contract_list::BacklogOfLine,
    forecast::{self, MilestoneShare, WorkRange},
    line_list::ListedLine,
};

use crate::{error::ApiError, forecast::Milestones};

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

/// Chargeable ready work of one line that no run takes.
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

/// All of it, line by line. `backlog` is the whole book's, with what lines do not include.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
///
/// Source: SPEC 4.2, 4.5, 4.13, 4.14.
pub(crate) fn ready_left(
    connection: &Connection,
    lines: &[ListedLine],
    backlog: &[BacklogOfLine],
    milestones: &Milestones,
) -> Result<Vec<Left>, ApiError> {
    let ready: HashMap<ContractLineId, &BacklogOfLine> = backlog
        .iter()
        .filter(|sum| sum.billing_status == BillingStatus::ReadyToInvoice)
        .map(|sum| (sum.contract_line, sum))
        .collect();
    let mut milestones = milestones_left(lines, milestones);
    let mut found = Vec::new();
    for line in lines {
        let Some(whole) = ready.get(&line.id) else { continue };
        let left = match (line.is_active(), line.is_set_up, line.billing_method) {
            (false, ..) => Some(whole_line(connection, line, whole, NoRun::ContractNotActive)?),
            (true, false, _) => Some(whole_line(connection, line, whole, NoRun::LineNotSetUp)?),
            (true, true, BillingMethod::FixedPrice) => milestones.remove(&line.id),
            (true, true, BillingMethod::TimeAndMaterial) => {
                found.extend(not_included(connection, line, whole)?);
                beyond_the_last_reach(connection, line)?
            }
        };
        found.extend(left);
    }
    Ok(found)
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
        sum_minor: i128::from(whole.sum_minor),
        since: forecast::first_date(connection, range, BillingStatus::ReadyToInvoice)?,
    })
}

/// Work that none of the rows still to run takes.
pub(crate) fn range_beyond(line: &ListedLine) -> WorkRange {
    WorkRange { contract_line: line.id, after: line.last_called_reach, up_to: None }
}

fn beyond_the_last_reach(connection: &Connection, line: &ListedLine) -> Result<Option<Left>, ApiError> {
    let range = range_beyond(line);
    let work = forecast::work(connection, range, BillingStatus::ReadyToInvoice)?;
    if work.count == 0 {
        return Ok(None);
    }
    Ok(Some(Left {
        contract: line.contract,
        contract_line: line.id,
        why: NoRun::NoLaterRow,
        count: work.count,
        sum_minor: i128::from(work.sum_minor),
        since: forecast::first_date(connection, range, BillingStatus::ReadyToInvoice)?,
    }))
}

/// Ready milestones that come after the last run of their contract (SPEC 4.5), line by line.
fn milestones_left(lines: &[ListedLine], milestones: &Milestones) -> HashMap<ContractLineId, Left> {
    let mut last_runs: BTreeMap<ContractId, NaiveDate> = BTreeMap::new();
    for line in lines {
        if let Some(date) = line.last_called_date {
            let last = last_runs.entry(line.contract).or_insert(date);
            *last = date.max(*last);
        }
    }
    let mut left: HashMap<ContractLineId, Left> = HashMap::new();
    let is_left = |share: &&MilestoneShare| {
        share.is_ready && last_runs.get(&share.contract).is_none_or(|last| *last < share.run_date)
    };
    for share in milestones.all().filter(is_left) {
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
