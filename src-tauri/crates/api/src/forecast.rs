//! What the run dates to come, and those that were missed, would bring as things stand, one after another.
//!
//! The book is asked row by row how much work lies within its reach, so that it does not matter how many shares there
//! are. Only where the sums might leave the bounds of an amount is a contract run share by share, as a preview would.
//!
//! Source: SPEC 4.2 to 4.11, 6.7, 7.7.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use proforma_engine::{
    bounds::AMOUNT_MINOR_MAX,
    forecast::{CalledRows, handled_on},
    ids::{ContractId, ContractLineId, CustomerId},
    process_run::DateOutcome,
    schedule::{Reach, ScheduleRow},
    share::BillingStatus,
};
use proforma_store::{
    Connection,
    forecast::{self as stored, MilestoneShare, Work, WorkRange},
    overview,
};

use crate::{error::ApiError, kept::ByContract, process_run::load};

/// What one contract brings on one run date. Chargeable minor units of its currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(crate) struct Brought {
    /// Ready, and on a draft after the run.
    pub ready: i128,
    /// Within the reach of the rows, but not marked ready.
    pub not_ready: i128,
    /// How many drafts there would be.
    pub drafts: u32,
}

/// How much is told of what is to come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Told {
    /// What is ready only.
    Ready,
    /// What is not ready, too.
    Amounts,
    /// What is not ready and how many drafts there would be, too.
    All,
}

/// The shares of milestones in the backlog of active contracts, by date.
#[derive(Debug)]
pub(crate) struct Milestones(pub(crate) ByContract<MilestoneShare>);

impl Milestones {
    pub(crate) fn all(&self) -> impl Iterator<Item = &MilestoneShare> {
        self.0.values().flatten()
    }

    pub(crate) fn of(&self, contract: ContractId) -> &[MilestoneShare] {
        self.0.get(&contract).map_or(&[], Vec::as_slice)
    }
}

/// What run dates would bring, by date and contract. A contract with a row that brings nothing is there too.
pub(crate) type Forecast = BTreeMap<NaiveDate, BTreeMap<ContractId, Brought>>;

/// What one run date would bring of one contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Brings {
    pub contract: ContractId,
    pub run_date: NaiveDate,
    pub brought: Brought,
}

/// What was learned contract by contract, date by date; a date that brings nothing is there too.
pub(crate) fn by_date<'b>(dates: &[NaiveDate], brings: impl Iterator<Item = &'b Brings>) -> Forecast {
    let mut forecast: Forecast = dates.iter().map(|date| (*date, BTreeMap::new())).collect();
    for Brings { contract, run_date, brought } in brings {
        forecast.entry(*run_date).or_default().insert(*contract, *brought);
    }
    forecast
}

/// The run dates from `today` on, at most so many: dates with an open row. Where rows failed and no date is to come,
/// today's run would try them again.
///
/// Source: SPEC 4.1, 4.11.
pub(crate) fn run_dates(
    connection: &Connection,
    today: NaiveDate,
    through: Option<NaiveDate>,
    limit: u32,
) -> Result<Vec<NaiveDate>, ApiError> {
    let dates = stored::run_dates(connection, today, through, limit)?;
    let is_retried_today = dates.is_empty()
        && stored::run_dates(connection, today, None, 1)?.is_empty()
        && stored::has_failed_before(connection, today)?;
    Ok(if is_retried_today { vec![today] } else { dates })
}

/// The run dates up to `through` and before `today` that have a row which has not run, none left out.
///
/// Source: SPEC 6.7.
pub(crate) fn missed_dates(
    connection: &Connection,
    through: NaiveDate,
    today: NaiveDate,
) -> Result<Vec<NaiveDate>, ApiError> {
    let mut missed = overview::missed_dates(connection, today)?;
    missed.retain(|date| *date <= through);
    Ok(missed)
}

/// What is asked of dates that are run one after another.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Question<'a> {
    /// Rows that have not run count from this day on: today for [`run_dates`], the first for [`missed_dates`].
    pub rows_from: NaiveDate,
    /// [`run_dates`] or [`missed_dates`], none left out up to the last.
    pub run_dates: &'a [NaiveDate],
    /// The first date to be told of. What earlier ones take is not summed up, so that it is not seen whether one of
    /// them would park a contract.
    pub from: NaiveDate,
    pub milestones: &'a Milestones,
    pub told: Told,
}

/// What the runs of the dates would bring of these contracts one after another: each share goes with the first row that
/// takes it. Rows that failed are tried again by the first run from their date on, also by one of a missed date
/// (SPEC 4.11).
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
pub(crate) fn in_turn(
    connection: &Connection,
    contracts: &[ContractId],
    question: &Question<'_>,
) -> Result<Vec<Brings>, ApiError> {
    let Question { rows_from, run_dates, milestones, .. } = *question;
    let mut brings = Vec::new();
    let Some(last) = run_dates.last() else { return Ok(brings) };
    let rows = stored::called_rows(connection, rows_from, *last, contracts)?;
    for (contract, rows) in by_contract(rows, |open| open.contract) {
        let rows: Vec<ScheduleRow> = rows.iter().map(|open| open.row).collect();
        let called = CalledRows::new(&rows, rows_from);
        let mut runs = ContractRuns::new(connection, contract, question);
        runs.call(&rows);
        runs.take_work(&called)?;
        runs.take_milestones(&called, milestones.of(contract));
        let found = runs.finish()?.into_iter();
        brings.extend(found.map(|(run_date, brought)| Brings { contract, run_date, brought }));
    }
    Ok(brings)
}

fn by_contract<T>(all: Vec<T>, contract: impl Fn(&T) -> ContractId) -> BTreeMap<ContractId, Vec<T>> {
    let mut grouped: BTreeMap<ContractId, Vec<T>> = BTreeMap::new();
    for one in all {
        grouped.entry(contract(&one)).or_default().push(one);
    }
    grouped
}

/// The runs of one contract on the dates to come.
struct ContractRuns<'a> {
    connection: &'a Connection,
    contract: ContractId,
    question: &'a Question<'a>,
    brought: BTreeMap<NaiveDate, Brought>,
    /// Customers with something chargeable, by the run and by the date of their draft.
    payers: BTreeSet<(NaiveDate, NaiveDate, CustomerId)>,
    /// A bound of every sum that is built on the way.
    magnitude: u128,
}

impl<'a> ContractRuns<'a> {
    fn new(connection: &'a Connection, contract: ContractId, question: &'a Question<'a>) -> Self {
        let (brought, payers) = (BTreeMap::new(), BTreeSet::new());
        Self { connection, contract, question, brought, payers, magnitude: 0 }
    }

    /// The run that handles a row, where it is one to be told of.
    fn told_run(&self, row: &ScheduleRow) -> Option<NaiveDate> {
        handled_on(row, self.question.run_dates).filter(|date| *date >= self.question.from)
    }

    /// Every run that has a row of the contract is told of, whatever it brings.
    fn call(&mut self, rows: &[ScheduleRow]) {
        for row in rows {
            if let Some(run_date) = self.told_run(row) {
                self.brought.entry(run_date).or_default();
            }
        }
    }

    fn take_work(&mut self, called: &CalledRows) -> Result<(), ApiError> {
        for line in called.lines() {
            for reach in called.reaches(line) {
                let Some(run_date) = self.told_run(&reach.row) else { continue };
                let range = range(line, reach);
                let ready = stored::work(self.connection, range, BillingStatus::ReadyToInvoice)?;
                self.brought.entry(run_date).or_default().ready += i128::from(ready.sum_minor);
                self.magnitude += ready.magnitude();
                match self.question.told {
                    Told::Ready => {}
                    Told::Amounts => self.add_not_ready(range, run_date)?,
                    Told::All => {
                        self.add_not_ready(range, run_date)?;
                        self.add_payers(range, run_date, reach.row.run_date, &ready)?;
                    }
                }
            }
        }
        Ok(())
    }

    fn add_not_ready(&mut self, range: WorkRange, run_date: NaiveDate) -> Result<(), ApiError> {
        let not_ready = stored::work(self.connection, range, BillingStatus::NotReady)?;
        self.brought.entry(run_date).or_default().not_ready += i128::from(not_ready.sum_minor);
        Ok(())
    }

    fn add_payers(
        &mut self,
        range: WorkRange,
        run_date: NaiveDate,
        draft_date: NaiveDate,
        ready: &Work,
    ) -> Result<(), ApiError> {
        if ready.makes_an_invoice() {
            let payers = stored::payers(self.connection, range)?;
            self.payers.extend(payers.into_iter().map(|payer| (run_date, draft_date, payer)));
        }
        Ok(())
    }

    fn take_milestones(&mut self, called: &CalledRows, shares: &[MilestoneShare]) {
        for share in shares {
            let Some(row) = called.takes_milestone(share.run_date) else { continue };
            let Some(run_date) = self.told_run(row) else { continue };
            let brought = self.brought.entry(run_date).or_default();
            let minor = i128::from(share.chargeable_minor);
            if share.is_ready {
                brought.ready += minor;
                self.magnitude += minor.unsigned_abs();
                if minor != 0 {
                    self.payers.insert((run_date, row.run_date, share.customer));
                }
            } else {
                brought.not_ready += minor;
            }
        }
    }

    fn finish(mut self) -> Result<BTreeMap<NaiveDate, Brought>, ApiError> {
        for (run_date, _, _) in &self.payers {
            if let Some(brought) = self.brought.get_mut(run_date) {
                brought.drafts += 1;
            }
        }
        if might_leave_the_bounds(self.magnitude) {
            for (run_date, outcomes) in
                load(self.connection, self.contract)?.run_in_turn(self.question.run_dates)
            {
                if let Some(brought) = self.brought.get_mut(&run_date) {
                    (brought.ready, brought.drafts) = of_outcomes(&outcomes);
                }
            }
        }
        Ok(self.brought)
    }
}

fn range(contract_line: ContractLineId, reach: &Reach) -> WorkRange {
    WorkRange { contract_line, after: reach.after, up_to: Some(reach.up_to) }
}

/// A tax at most doubles what it is computed on, so that no sum of an invoice is beyond twice the magnitude of its parts.
fn might_leave_the_bounds(magnitude: u128) -> bool {
    magnitude > u128::from(AMOUNT_MINOR_MAX.unsigned_abs()) / 2
}

fn of_outcomes(outcomes: &[DateOutcome]) -> (i128, u32) {
    let drafts = || outcomes.iter().flat_map(|outcome| &outcome.drafts);
    let minor = drafts().map(|draft| i128::from(draft.totals.subtotal.minor())).sum();
    (minor, crate::process_run::count(drafts().count()))
}
