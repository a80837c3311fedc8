//! The stranded-revenue radar: work that nothing will bill unless somebody acts.

use std::{cmp::Reverse, collections::HashMap};

use chrono::{Days, NaiveDate};
use proforma_engine::ids::{ContractId, ContractLineId};
use proforma_store::{
    Connection,
    backlog_cell::BacklogOfLine,
    line_list::{self, ListedLine},
    overview::{self, NoPrice, StaleDraft},
};

use crate::{
    book_sums::BookSums,
    bounds,
    dto::{Radar, StrandedGroup, StrandedKind, StrandedRow},
    error::ApiError,
    heads::Contracts,
    kept::ByContract,
    matters::{NotReadyMilestone, first_date, missed_sentence, named, not_ready},
    names::Customers,
    process_run::count,
    radar_text,
    stranded::{EndsEarly, Left, NoRun},
    sums::Sums,
};

/// How many rows of a group are listed.
const LISTED: usize = 100;

/// The radar; drafts count from an age of so many days on.
///
/// # Errors
/// [`ApiError::Input`] for an age that is not 1 to 365 days.
///
/// Source: SPEC 4.2 to 4.5, 4.12 to 4.14, 6.7.
pub fn radar(
    connection: &Connection,
    sums: &BookSums,
    stale_days: u32,
    today: NaiveDate,
) -> Result<Radar, ApiError> {
    listing(connection, sums, stale_days, today, LISTED)
}

/// As [`radar`], with every row of each group.
///
/// # Errors
/// As [`radar`].
pub(crate) fn whole_radar(
    connection: &Connection,
    stale_days: u32,
    today: NaiveDate,
) -> Result<Radar, ApiError> {
    listing(connection, &BookSums::default(), stale_days, today, usize::MAX)
}

fn listing(
    connection: &Connection,
    sums: &BookSums,
    stale_days: u32,
    today: NaiveDate,
    listed: usize,
) -> Result<Radar, ApiError> {
    bounds::stale_days(stale_days)?;
    let snapshot = connection.snapshot()?;
    let contracts = Contracts::read(&snapshot)?;
    let sums = sums.of(&snapshot)?;
    let (lines, backlog) = (sums.lines(today)?, sums.backlog()?);
    let by_id = lines.values().flatten().map(|line| (line.id, line)).collect();
    let drafts = overview::stale_drafts(&snapshot, today - Days::new(u64::from(stale_days)))?;
    let yesterday = today - Days::new(1);
    let missed = not_ready(&sums.milestones()?, yesterday);
    let customers = Customers::read(&snapshot)?;
    let sweep = Sweep {
        connection: &snapshot,
        today,
        contracts: &contracts,
        customers: &customers,
        lines: by_id,
        backlog: &backlog,
    };
    let (left, not_ready_left) = (sums.ready_left(today)?, sums.not_ready_left(today)?);
    let mut found: Vec<(StrandedKind, Vec<Place<'_>>)> = vec![
        (StrandedKind::MissedRunDate, sweep.ready(&left, NoRun::is_missed)),
        (
            StrandedKind::NoLaterRunDate,
            sweep.ready(&left, |why| matches!(why, NoRun::NoLaterRow | NoRun::ClassNotIncluded)),
        ),
        (StrandedKind::NotReadyMissed, sweep.not_ready(&not_ready_left, NoRun::is_missed)),
        (StrandedKind::AfterLastCutOff, sweep.not_ready(&not_ready_left, |why| !why.is_missed())),
        (StrandedKind::MilestoneMissed, missed.iter().map(|milestone| sweep.milestone(milestone)).collect()),
        (StrandedKind::ScheduleEndsEarly, sweep.ending_early(&sums.ending_early(today)?)),
        (StrandedKind::LineNotSetUp, sweep.not_set_up(lines.values().flatten())),
        (StrandedKind::NoPrice, sweep.without_price(&sums.without_price()?)),
        (StrandedKind::StaleDraft, drafts.iter().map(|draft| sweep.draft(draft)).collect()),
        (StrandedKind::ContractNotActive, sweep.ready(&left, |why| why == NoRun::ContractNotActive)),
    ];
    found.retain(|(_, places)| !places.is_empty());
    found.sort_by_key(|(kind, places)| (Reverse(places.len()), *kind));
    Ok(Radar {
        count: found.iter().map(|(_, places)| count(places.len())).sum(),
        groups: found
            .into_iter()
            .map(|(kind, places)| sweep.group(kind, places, listed))
            .collect::<Result<_, ApiError>>()?,
    })
}

/// Where something is stranded, before it is put into words.
struct Place<'a> {
    contract: ContractId,
    line: Option<&'a ListedLine>,
    what: What<'a>,
    count: u32,
    sum_minor: i128,
    since: Option<NaiveDate>,
}

/// What is stranded there.
enum What<'a> {
    Ready(NoRun),
    NotReady(NoRun),
    Milestone(&'a NotReadyMilestone),
    Schedule,
    Line,
    NoPrice,
    Draft(&'a StaleDraft),
}

impl Place<'_> {
    fn missed_run_date(&self) -> Option<NaiveDate> {
        match self.what {
            What::Ready(NoRun::Missed(date)) | What::NotReady(NoRun::Missed(date)) => Some(date),
            What::Ready(_)
            | What::NotReady(_)
            | What::Milestone(_)
            | What::Schedule
            | What::Line
            | What::NoPrice
            | What::Draft(_) => None,
        }
    }
}

/// What the radar looks through.
struct Sweep<'a> {
    connection: &'a Connection,
    today: NaiveDate,
    contracts: &'a Contracts,
    customers: &'a Customers,
    lines: HashMap<ContractLineId, &'a ListedLine>,
    backlog: &'a ByContract<BacklogOfLine>,
}

impl<'a> Sweep<'a> {
    fn ready(&self, left: &ByContract<Left>, fits: impl Fn(NoRun) -> bool) -> Vec<Place<'a>> {
        let fitting = left.values().flatten().filter(|of_line| fits(of_line.why));
        fitting.map(|of_line| self.of_line(of_line, What::Ready(of_line.why))).collect()
    }

    fn not_ready(&self, left: &ByContract<Left>, fits: impl Fn(NoRun) -> bool) -> Vec<Place<'a>> {
        let fitting = left.values().flatten().filter(|of_line| fits(of_line.why));
        fitting.map(|of_line| self.of_line(of_line, What::NotReady(of_line.why))).collect()
    }

    fn of_line(&self, left: &Left, what: What<'a>) -> Place<'a> {
        Place {
            contract: left.contract,
            line: self.lines.get(&left.contract_line).copied(),
            what,
            count: left.count,
            sum_minor: left.sum_minor,
            since: left.since,
        }
    }

    fn milestone(&self, milestone: &'a NotReadyMilestone) -> Place<'a> {
        let first = milestone.first();
        Place {
            contract: first.contract,
            line: self.lines.get(&first.contract_line).copied(),
            what: What::Milestone(milestone),
            count: count(milestone.shares().len()),
            sum_minor: milestone.shares().iter().map(|share| i128::from(share.chargeable_minor)).sum(),
            since: Some(first.run_date),
        }
    }

    fn ending_early(&self, early: &ByContract<EndsEarly>) -> Vec<Place<'a>> {
        let place = |early: &EndsEarly| Place {
            contract: early.contract,
            line: self.lines.get(&early.contract_line).copied(),
            what: What::Schedule,
            count: 0,
            sum_minor: 0,
            since: Some(early.last_run_date),
        };
        early.values().flatten().map(place).collect()
    }

    fn not_set_up(&self, lines: impl Iterator<Item = &'a ListedLine>) -> Vec<Place<'a>> {
        let place = |line: &'a ListedLine| {
            let of_line = |sum: &&BacklogOfLine| sum.contract_line == line.id;
            let waiting = || self.backlog.get(&line.contract).into_iter().flatten().filter(of_line);
            let count = waiting().map(|sum| sum.count).sum();
            let sum_minor = waiting().map(|sum| sum.sum_minor).sum();
            // The date is looked up only for what is listed.
            Place {
                contract: line.contract,
                line: Some(line),
                what: What::Line,
                count,
                sum_minor,
                since: None,
            }
        };
        lines.filter(|line| line.is_active() && !line.is_set_up).map(place).collect()
    }

    fn without_price(&self, free: &ByContract<NoPrice>) -> Vec<Place<'a>> {
        let place = |free: &NoPrice| Place {
            contract: free.contract,
            line: self.lines.get(&free.contract_line).copied(),
            what: What::NoPrice,
            count: free.count,
            sum_minor: 0,
            since: Some(free.since),
        };
        free.values().flatten().map(place).collect()
    }

    fn draft(&self, draft: &'a StaleDraft) -> Place<'a> {
        Place {
            contract: draft.contract,
            line: None,
            what: What::Draft(draft),
            count: draft.shares,
            sum_minor: i128::from(draft.net_minor),
            since: Some(draft.invoice_date),
        }
    }

    fn group(
        &self,
        kind: StrandedKind,
        mut places: Vec<Place<'_>>,
        listed: usize,
    ) -> Result<StrandedGroup, ApiError> {
        places.sort_by_key(|place| {
            let position = place.line.map(|line| line.position);
            (self.contracts.place(place.contract), position, place.missed_run_date(), place.since)
        });
        let mut amounts = Sums::default();
        for place in &places {
            amounts.add_minor(self.contracts.currency(place.contract)?, place.sum_minor);
        }
        Ok(StrandedGroup {
            kind,
            count: match kind {
                StrandedKind::ScheduleEndsEarly | StrandedKind::LineNotSetUp | StrandedKind::StaleDraft => {
                    count(places.len())
                }
                StrandedKind::MissedRunDate
                | StrandedKind::NoLaterRunDate
                | StrandedKind::NotReadyMissed
                | StrandedKind::AfterLastCutOff
                | StrandedKind::MilestoneMissed
                | StrandedKind::NoPrice
                | StrandedKind::ContractNotActive => places.iter().map(|place| place.count).sum(),
            },
            amounts: amounts.amounts_by_code(),
            rows: places.iter().take(listed).map(|place| self.row(place)).collect::<Result<_, ApiError>>()?,
        })
    }

    fn row(&self, place: &Place<'_>) -> Result<StrandedRow, ApiError> {
        let head = self.contracts.get(place.contract)?;
        let mut amounts = Sums::default();
        amounts.add_minor(self.contracts.currency(place.contract)?, place.sum_minor);
        let since = match (&place.what, place.line) {
            (What::Line, Some(line)) => first_date(self.connection, line.id)?,
            _ => place.since,
        };
        let (what, shares, invoice) = match &place.what {
            What::Milestone(milestone) => {
                let (key, name) = named(self.connection, milestone.first().milestone)?;
                (Some(name), milestone.names(&key, self.customers)?, None)
            }
            What::Draft(draft) => {
                (Some(draft.customer_name.clone()), Vec::new(), Some(draft.id.0.to_string()))
            }
            What::Ready(_) | What::NotReady(_) | What::Schedule | What::Line | What::NoPrice => {
                (None, Vec::new(), None)
            }
        };
        Ok(StrandedRow {
            contract: head.key.clone(),
            contract_name: head.name.clone(),
            contract_line: place.line.map(|line| line.key.clone()),
            contract_line_name: place.line.map(|line| line.name.clone()),
            what,
            shares,
            invoice,
            missed_run_date: place.missed_run_date(),
            count: place.count,
            amounts: amounts.amounts_by_code(),
            since,
            reason: self.reason(place)?,
        })
    }

    fn reason(&self, place: &Place<'_>) -> Result<String, ApiError> {
        Ok(match (&place.what, place.line) {
            (What::Milestone(milestone), _) => missed_sentence(self.connection, milestone, self.today)?,
            (What::Draft(draft), _) => radar_text::draft(draft, self.today),
            (What::NoPrice, _) => radar_text::no_price(place.count),
            (What::Ready(why), Some(line)) => {
                radar_text::ready(*why, line, &line_list::span(self.connection, line.id)?, place.since)
            }
            (What::NotReady(why), Some(line)) => {
                radar_text::not_ready(*why, line, &line_list::span(self.connection, line.id)?, place.since)
            }
            (What::Schedule, Some(line)) => {
                radar_text::schedule(line, &line_list::span(self.connection, line.id)?)
            }
            (What::Line, Some(line)) => radar_text::line(line),
            // Each of these is about a line; without one there is nothing to say.
            (What::Ready(_) | What::NotReady(_) | What::Schedule | What::Line, None) => String::new(),
        })
    }
}
