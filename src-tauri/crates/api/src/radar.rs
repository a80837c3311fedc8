//! The stranded-revenue radar: work that nothing will bill unless somebody acts.

use std::{cmp::Reverse, collections::HashMap};

use chrono::{Days, NaiveDate};
use proforma_engine::{
    contract::BillingMethod,
    ids::{ContractId, ContractLineId},
    share::BillingStatus,
};
use proforma_store::{
    Connection,
    contract_list::BacklogOfLine,
    forecast,
    line_list::{self, ListedLine},
    overview::{self, StaleDraft},
};

use crate::{
    book_sums::BookSums,
    bounds,
    dto::{Radar, StrandedGroup, StrandedKind, StrandedRow},
    error::ApiError,
    forecast::Milestones,
    heads::Contracts,
    matters::{NotReadyMilestone, first_date, missed_sentence, named, not_ready},
    names::Customers,
    process_run::count,
    radar_text,
    stranded::{Left, NoRun, range_beyond, ready_left},
    sums::Sums,
};

/// How many rows of a group are listed.
const LISTED: usize = 100;
/// How far apart run dates are where a schedule has only one.
const ONE_RUN_DAYS: i64 = 31;

/// The radar; drafts count from an age of so many days on.
///
/// # Errors
/// [`ApiError::Input`] for an age that is not 1 to 365 days.
///
/// Source: SPEC 4.2 to 4.5, 4.12 to 4.14.
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
    let lines = line_list::all(&snapshot, today)?;
    let by_id = lines.iter().map(|line| (line.id, line)).collect();
    let sums = sums.of(&snapshot)?;
    let drafts = overview::stale_drafts(&snapshot, today - Days::new(u64::from(stale_days)))?;
    let yesterday = today - Days::new(1);
    let milestones = Milestones::read(&snapshot)?;
    let missed = not_ready(&milestones, yesterday);
    let customers = Customers::read(&snapshot)?;
    let sweep = Sweep {
        connection: &snapshot,
        today,
        contracts: &contracts,
        customers: &customers,
        lines: by_id,
        backlog: &sums.backlog,
    };
    let left = ready_left(&snapshot, &lines, &sums.backlog, &milestones)?;
    let mut found: Vec<(StrandedKind, Vec<Place<'_>>)> = vec![
        (StrandedKind::NoLaterRunDate, sweep.left(&left, &[NoRun::NoLaterRow, NoRun::ClassNotIncluded])),
        (StrandedKind::AfterLastCutOff, sweep.after_last_cut_off(&lines)?),
        (StrandedKind::MilestoneMissed, missed.iter().map(|milestone| sweep.milestone(milestone)).collect()),
        (StrandedKind::ScheduleEndsEarly, sweep.ending_early(&lines)?),
        (StrandedKind::LineNotSetUp, sweep.not_set_up(&lines)),
        (StrandedKind::NoPrice, sweep.without_price()?),
        (StrandedKind::StaleDraft, drafts.iter().map(|draft| sweep.draft(draft)).collect()),
        (StrandedKind::ContractNotActive, sweep.left(&left, &[NoRun::ContractNotActive])),
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
    NotReady,
    Milestone(&'a NotReadyMilestone),
    Schedule,
    Line,
    NoPrice,
    Draft(&'a StaleDraft),
}

/// What the radar looks through.
struct Sweep<'a> {
    connection: &'a Connection,
    today: NaiveDate,
    contracts: &'a Contracts,
    customers: &'a Customers,
    lines: HashMap<ContractLineId, &'a ListedLine>,
    backlog: &'a [BacklogOfLine],
}

impl<'a> Sweep<'a> {
    fn left(&self, left: &[Left], why: &[NoRun]) -> Vec<Place<'a>> {
        let fitting = left.iter().filter(|of_line| why.contains(&of_line.why));
        fitting
            .map(|of_line| Place {
                contract: of_line.contract,
                line: self.lines.get(&of_line.contract_line).copied(),
                what: What::Ready(of_line.why),
                count: of_line.count,
                sum_minor: of_line.sum_minor,
                since: of_line.since,
            })
            .collect()
    }

    /// Work that is not ready, and that no row still to run would take if it were.
    fn after_last_cut_off(&self, lines: &'a [ListedLine]) -> Result<Vec<Place<'a>>, ApiError> {
        let not_ready: HashMap<ContractLineId, &BacklogOfLine> = self
            .backlog
            .iter()
            .filter(|sum| sum.billing_status == BillingStatus::NotReady)
            .map(|sum| (sum.contract_line, sum))
            .collect();
        let mut places = Vec::new();
        for line in lines.iter().filter(|line| line.is_active() && line.is_set_up) {
            if !not_ready.contains_key(&line.id) || line.billing_method == BillingMethod::FixedPrice {
                continue;
            }
            let range = range_beyond(line);
            let work = forecast::work(self.connection, range, BillingStatus::NotReady)?;
            if work.count > 0 {
                places.push(Place {
                    contract: line.contract,
                    line: Some(line),
                    what: What::NotReady,
                    count: work.count,
                    sum_minor: i128::from(work.sum_minor),
                    since: forecast::first_date(self.connection, range, BillingStatus::NotReady)?,
                });
            }
        }
        Ok(places)
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

    /// Lines whose schedule could have had one more run before the delivery date, judged by the widest distance between
    /// its run dates; a delivery date that has passed ends nothing early any more.
    fn ending_early(&self, lines: &'a [ListedLine]) -> Result<Vec<Place<'a>>, ApiError> {
        let mut places = Vec::new();
        for line in lines.iter().filter(|line| line.is_active()) {
            let Some(delivery) = line.delivery_date.filter(|date| *date >= self.today) else { continue };
            let span = line_list::span(self.connection, line.id)?;
            let (Some(first), Some(last), Some(_)) =
                (span.first_run_date, span.last_run_date, span.last_reach)
            else {
                continue;
            };
            let rest = (delivery - last).num_days();
            // The widest distance is at least the mean one, which needs no row to be read.
            if span.rows > 1 && rest * i64::from(span.rows - 1) <= (last - first).num_days() {
                continue;
            }
            let dates = line_list::run_dates(self.connection, line.id)?;
            let widest = dates.windows(2).map(|pair| (pair[1] - pair[0]).num_days()).max();
            if rest > widest.unwrap_or(ONE_RUN_DAYS) {
                places.push(Place {
                    contract: line.contract,
                    line: Some(line),
                    what: What::Schedule,
                    count: 0,
                    sum_minor: 0,
                    since: Some(last),
                });
            }
        }
        Ok(places)
    }

    fn not_set_up(&self, lines: &'a [ListedLine]) -> Vec<Place<'a>> {
        let mut backlog: HashMap<ContractLineId, (u32, i128)> = HashMap::new();
        for sum in self.backlog {
            let (count, sum_minor) = backlog.entry(sum.contract_line).or_default();
            *count += sum.count;
            *sum_minor += i128::from(sum.sum_minor);
        }
        let lines = lines.iter().filter(|line| line.is_active() && !line.is_set_up);
        lines
            .map(|line| {
                let (count, sum_minor) = backlog.get(&line.id).copied().unwrap_or_default();
                // The date is looked up only for what is listed.
                let (contract, what) = (line.contract, What::Line);
                Place { contract, line: Some(line), what, count, sum_minor, since: None }
            })
            .collect()
    }

    fn without_price(&self) -> Result<Vec<Place<'a>>, ApiError> {
        let found = overview::without_price(self.connection)?;
        let place = |free: overview::NoPrice| Place {
            contract: free.contract,
            line: self.lines.get(&free.contract_line).copied(),
            what: What::NoPrice,
            count: free.count,
            sum_minor: 0,
            since: Some(free.since),
        };
        Ok(found.into_iter().map(place).collect())
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
            (self.contracts.place(place.contract), position, place.since)
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
                StrandedKind::NoLaterRunDate
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
            What::Ready(_) | What::NotReady | What::Schedule | What::Line | What::NoPrice => {
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
            (What::NotReady, Some(line)) => {
                radar_text::not_ready(line, &line_list::span(self.connection, line.id)?, place.since)
            }
            (What::Schedule, Some(line)) => {
                radar_text::schedule(line, &line_list::span(self.connection, line.id)?)
            }
            (What::Line, Some(line)) => radar_text::line(line),
            // Each of these is about a line; without one there is nothing to say.
            (What::Ready(_) | What::NotReady | What::Schedule | What::Line, None) => String::new(),
        })
    }
}
