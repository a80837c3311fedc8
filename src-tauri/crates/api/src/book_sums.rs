//! What is known of all contracts at once: where their money stands and what runs to come would bring.
//!
//! It goes through every share of the backlog, and every screen about more than one contract needs it, so it is kept
//! contract by contract.

use std::sync::{Arc, Mutex, PoisonError};

use chrono::NaiveDate;
use proforma_engine::ids::ContractId;
use proforma_store::{
    Connection,
    backlog_cell::{self, BacklogCell, BacklogOfLine},
    backlog_list::BacklogSum,
    backlog_search::Hits,
    contract_list::{self, AgedBacklog, InvoicedInStatus},
    forecast::{self as stored, MilestoneShare},
    history::{self, Chains},
    line_list::{self, ListedLine},
    overview::{self, NoPrice},
    process_run::{Attempt, AttemptStatus, StoredProcessRun},
};

use crate::{
    backlog_list::{Ladder, hits, sums_matching},
    dto::BacklogFilter,
    error::ApiError,
    forecast::{self, Brings, Forecast, Milestones, Question, Told},
    kept::{ByContract, Kept},
    proof_rows::{Part, recorded_parts},
    stranded::{self, EndsEarly, Left},
};

/// What is known of the contracts of a book. Its clones know the same; connections to one book share it.
#[derive(Debug, Clone, Default)]
pub struct BookSums(Arc<Knowledge>);

#[derive(Debug, Default)]
struct Knowledge {
    cells: Kept<(), BacklogCell>,
    backlog: Kept<(), BacklogOfLine>,
    invoiced: Kept<(), InvoicedInStatus>,
    milestones: Kept<(), MilestoneShare>,
    without_price: Kept<(), NoPrice>,
    // By today's date.
    lines: Kept<NaiveDate, ListedLine>,
    ready_left: Kept<NaiveDate, Left>,
    not_ready_left: Kept<NaiveDate, Left>,
    aged: Kept<NaiveDate, AgedBacklog>,
    ending_early: Kept<NaiveDate, EndsEarly>,
    /// By today's date and the run dates.
    to_come: Kept<(NaiveDate, Vec<NaiveDate>), Brings>,
    /// By today's date, the run dates, and the first of them to be told of.
    ready_to_come: Kept<(NaiveDate, Vec<NaiveDate>, NaiveDate), Brings>,
    /// By today's date and the run dates, of which there are more than home asks for.
    to_come_by_week: Kept<(NaiveDate, Vec<NaiveDate>), Brings>,
    /// By the dates and the first of them to be told of; home and the calendar ask for different ones.
    missed: Kept<(Vec<NaiveDate>, NaiveDate), Brings>,
    missed_in_calendar: Kept<(Vec<NaiveDate>, NaiveDate), Brings>,
    matching: Mutex<Option<Matching>>,
    ladder: Ladder,

    hits: Mutex<Option<FoundIn>>,
    left_out: Mutex<Option<(Attempt, Arc<[Part]>)>>,
}

/// A filter with what it let through when the chains had come so far: the state of a connection would say nothing to
/// another one.
type Matching = ((Chains, BacklogFilter), Arc<[BacklogSum]>);

/// Words with what they were found in when the chains had come so far.
type FoundIn = ((Chains, String), Arc<Hits>);

/// The book at one moment, with what is known of it.
#[derive(Debug)]
pub(crate) struct Sums<'a> {
    connection: &'a Connection,
    knowledge: &'a Knowledge,
    chains: Chains,
}

impl BookSums {
    /// What is known of the book as the connection sees it, which must hold it still.
    pub(crate) fn of<'a>(&'a self, connection: &'a Connection) -> Result<Sums<'a>, ApiError> {
        Ok(Sums { connection, knowledge: &self.0, chains: history::chains(connection)? })
    }

    /// The sums of what a filter of the backlog lets through, one per currency. They are kept for the filter that was
    /// asked about last: its screen asks again with every row that is taken out of the choice.
    pub(crate) fn matching(
        &self,
        connection: &Connection,
        filter: &BacklogFilter,
    ) -> Result<Arc<[BacklogSum]>, ApiError> {
        let of = (history::chains(connection)?, filter.clone());
        let kept = || self.0.matching.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, sums)) = &*kept()
            && *known == of
        {
            return Ok(Arc::clone(sums));
        }
        // Read beside the lock: who asks about another filter does not wait for this one.
        let sums: Arc<[BacklogSum]> = sums_matching(connection, self, filter)?.into();
        *kept() = Some((of, Arc::clone(&sums)));
        Ok(sums)
    }

    /// What the words of a filter are found in, kept for the words that were searched for last: page after page asks for
    /// the same.
    pub(crate) fn hits(
        &self,
        connection: &Connection,
        filter: &BacklogFilter,
    ) -> Result<Option<Arc<Hits>>, ApiError> {
        let of = (history::chains(connection)?, filter.search.clone());
        let kept = || self.0.hits.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, hits)) = &*kept()
            && *known == of
        {
            return Ok(Some(Arc::clone(hits)));
        }
        let Some(hits) = hits(connection, filter)?.map(Arc::new) else { return Ok(None) };
        *kept() = Some((of, Arc::clone(&hits)));
        Ok(Some(hits))
    }

    /// Whether the cells of the backlog would all have to be read first.
    pub(crate) fn knows_no_cells(&self) -> bool {
        self.0.cells.is_empty()
    }

    /// The rungs of the list that was asked for last.
    pub(crate) fn ladder(&self) -> &Ladder {
        &self.0.ladder
    }

    /// What a process run recorded as left out. Nothing of it changes once the run has ended.
    pub(crate) fn left_out(
        &self,
        connection: &Connection,
        run: &StoredProcessRun,
    ) -> Result<Arc<[Part]>, ApiError> {
        let mut kept = self.0.left_out.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((known, parts)) = &*kept
            && *known == run.last
        {
            return Ok(Arc::clone(parts));
        }
        let parts: Arc<[Part]> = recorded_parts(connection, run.last)?.into();
        if run.status != AttemptStatus::Running {
            *kept = Some((run.last, Arc::clone(&parts)));
        }
        Ok(parts)
    }
}

impl Sums<'_> {
    /// The backlog, cell by cell.
    pub(crate) fn cells(&self) -> Result<ByContract<BacklogCell>, ApiError> {
        let read = |ids: &[ContractId]| Ok(backlog_cell::of(self.connection, ids)?);
        self.knowledge.cells.answer((), &self.chains, |cell| cell.contract, read)
    }

    /// The backlog, line by line.
    pub(crate) fn backlog(&self) -> Result<ByContract<BacklogOfLine>, ApiError> {
        let cells = self.cells()?;
        let read = |ids: &[ContractId]| {
            Ok(backlog_cell::by_line(ids.iter().filter_map(|id| cells.get(id)).flatten()))
        };
        self.knowledge.backlog.answer((), &self.chains, |line| line.contract, read)
    }

    /// The invoices, by status.
    pub(crate) fn invoiced(&self) -> Result<ByContract<InvoicedInStatus>, ApiError> {
        let read = |ids: &[ContractId]| Ok(contract_list::invoiced_of(self.connection, ids)?);
        self.knowledge.invoiced.answer((), &self.chains, |invoiced| invoiced.contract, read)
    }

    /// The shares of milestones in the backlog of active contracts.
    pub(crate) fn milestones(&self) -> Result<Milestones, ApiError> {
        let read = |ids: &[ContractId]| Ok(stored::milestone_shares(self.connection, ids)?);
        self.knowledge.milestones.answer((), &self.chains, |share| share.contract, read).map(Milestones)
    }

    /// Work without a price in the backlog of active contracts, line by line.
    pub(crate) fn without_price(&self) -> Result<ByContract<NoPrice>, ApiError> {
        let read = |ids: &[ContractId]| Ok(overview::without_price(self.connection, ids)?);
        self.knowledge.without_price.answer((), &self.chains, |free| free.contract, read)
    }

    /// Every line with its schedule in short.
    pub(crate) fn lines(&self, today: NaiveDate) -> Result<ByContract<ListedLine>, ApiError> {
        let read = |ids: &[ContractId]| Ok(line_list::of(self.connection, ids, today)?);
        self.knowledge.lines.answer(today, &self.chains, |line| line.contract, read)
    }

    /// Ready work that no run to come takes.
    pub(crate) fn ready_left(&self, today: NaiveDate) -> Result<ByContract<Left>, ApiError> {
        let (lines, backlog, milestones) = (self.lines(today)?, self.backlog()?, self.milestones()?);
        let read = |ids: &[ContractId]| {
            stranded::ready_left(self.connection, ids, &lines, &backlog, &milestones, today)
        };
        self.knowledge.ready_left.answer(today, &self.chains, |left| left.contract, read)
    }

    /// Work that is not ready, and that no row still to run would take if it were.
    pub(crate) fn not_ready_left(&self, today: NaiveDate) -> Result<ByContract<Left>, ApiError> {
        let (lines, backlog) = (self.lines(today)?, self.backlog()?);
        let read =
            |ids: &[ContractId]| stranded::not_ready_left(self.connection, ids, &lines, &backlog, today);
        self.knowledge.not_ready_left.answer(today, &self.chains, |left| left.contract, read)
    }

    /// The backlog by the age of the work, of which `days` are the bounds as of today.
    pub(crate) fn aged(
        &self,
        today: NaiveDate,
        days: [NaiveDate; 4],
    ) -> Result<ByContract<AgedBacklog>, ApiError> {
        let read = |ids: &[ContractId]| Ok(contract_list::aged_backlog_of(self.connection, ids, days)?);
        self.knowledge.aged.answer(today, &self.chains, |aged| aged.contract, read)
    }

    /// Lines whose schedule ends early.
    pub(crate) fn ending_early(&self, today: NaiveDate) -> Result<ByContract<EndsEarly>, ApiError> {
        let lines = self.lines(today)?;
        let read = |ids: &[ContractId]| stranded::ending_early(self.connection, ids, &lines, today);
        self.knowledge.ending_early.answer(today, &self.chains, |early| early.contract, read)
    }

    /// What the runs to come of these dates would bring, all of it told.
    pub(crate) fn to_come(&self, today: NaiveDate, run_dates: &[NaiveDate]) -> Result<Forecast, ApiError> {
        let known = &self.knowledge.to_come;
        self.in_turn(known, (today, run_dates.to_vec()), (today, run_dates, today), Told::All)
    }

    /// As [`Sums::to_come`], beside what home asks for, and without the drafts.
    pub(crate) fn to_come_by_week(
        &self,
        today: NaiveDate,
        run_dates: &[NaiveDate],
    ) -> Result<Forecast, ApiError> {
        let known = &self.knowledge.to_come_by_week;
        self.in_turn(known, (today, run_dates.to_vec()), (today, run_dates, today), Told::Amounts)
    }

    /// What of the ready work the runs to come of these dates would bring, told from one of them on.
    pub(crate) fn ready_to_come(
        &self,
        today: NaiveDate,
        run_dates: &[NaiveDate],
        from: NaiveDate,
    ) -> Result<Forecast, ApiError> {
        let known = &self.knowledge.ready_to_come;
        self.in_turn(known, (today, run_dates.to_vec(), from), (today, run_dates, from), Told::Ready)
    }

    /// What of the ready work the runs of these missed dates would bring one after another, the first of them first.
    pub(crate) fn missed(&self, dates: &[NaiveDate]) -> Result<Forecast, ApiError> {
        let Some(first) = dates.first() else { return Ok(Forecast::new()) };
        self.missed_as(&self.knowledge.missed, dates, *first)
    }

    /// As [`Sums::missed`], beside what home asks for, and told from a day on.
    pub(crate) fn missed_in_calendar(
        &self,
        dates: &[NaiveDate],
        from: NaiveDate,
    ) -> Result<Forecast, ApiError> {
        self.missed_as(&self.knowledge.missed_in_calendar, dates, from)
    }

    fn missed_as(
        &self,
        known: &Kept<(Vec<NaiveDate>, NaiveDate), Brings>,
        dates: &[NaiveDate],
        from: NaiveDate,
    ) -> Result<Forecast, ApiError> {
        let Some(first) = dates.first() else { return Ok(Forecast::new()) };
        self.in_turn(known, (dates.to_vec(), from), (*first, dates, from), Told::Ready)
    }

    /// What the runs of these dates would bring one after another; rows that have not run count from a day on, and the
    /// dates are told from a day on.
    fn in_turn<Q: PartialEq>(
        &self,
        known: &Kept<Q, Brings>,
        asked: Q,
        (rows_from, run_dates, from): (NaiveDate, &[NaiveDate], NaiveDate),
        told: Told,
    ) -> Result<Forecast, ApiError> {
        let milestones = self.milestones()?;
        let question = Question { rows_from, run_dates, from, milestones: &milestones, told };
        let read = |ids: &[ContractId]| forecast::in_turn(self.connection, ids, &question);
        let brings = known.answer(asked, &self.chains, |brings| brings.contract, read)?;
        let told: Vec<NaiveDate> = run_dates.iter().copied().filter(|date| *date >= from).collect();
        Ok(forecast::by_date(&told, brings.values().flatten()))
    }
}
