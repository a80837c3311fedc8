//! Matters that need a person: drafts first, then what is stuck, then what comes due.

use std::collections::HashSet;

use chrono::{Days, NaiveDate};
use proforma_engine::{
    forecast::CalledRows,
    ids::{ContractId, ContractLineId, MilestoneId},
    passed_over::{Reason, ReasonCode},
    share::BillingStatus,
};
use proforma_store::{
    Connection, backlog_cell::BacklogOfLine, forecast::MilestoneShare, line_list::ListedLine, overview,
    schedule,
};

use crate::{
    book_sums,
    dto::{Matter, MatterKind, ShareName},
    error::ApiError,
    forecast::{self, Milestones},
    heads::Contracts,
    kept::ByContract,
    names::Customers,
    process_run::count,
    reason_text::{self, sentence},
    stranded::{Left, NoRun},
    sums::Sums,
};

/// How many matters of each kind are listed.
const LISTED: usize = 10;
/// From how many days on a draft is old.
pub(crate) const STALE_DAYS: u32 = 7;
/// How many days before its date a milestone is told of.
const SOON_DAYS: u64 = 14;

/// What matters are told from.
pub(crate) struct Matters<'a> {
    pub connection: &'a Connection,
    pub today: NaiveDate,
    pub contracts: &'a Contracts,
    pub customers: &'a Customers,
    pub sums: &'a book_sums::Sums<'a>,
    pub lines: &'a ByContract<ListedLine>,
    pub backlog: &'a ByContract<BacklogOfLine>,
    pub milestones: &'a Milestones,
    pub ready_left: &'a ByContract<Left>,
}

impl Matters<'_> {
    /// The first of each kind, and how many more there are.
    pub(crate) fn all(&self) -> Result<(Vec<Matter>, u32), ApiError> {
        let (past, soon): (Vec<_>, Vec<_>) =
            self.not_ready_soon().into_iter().partition(|of| of.first().run_date < self.today);
        let kinds = [
            self.drafts(MatterKind::DraftsToReview, None)?,
            self.drafts(MatterKind::StaleDrafts, Some(self.today - Days::new(STALE_DAYS.into())))?,
            self.parked()?,
            self.missed()?,
            self.listed(&past, |of| self.missed_milestone(of))?,
            self.not_set_up()?,
            self.listed(&soon, |of| self.milestone(MatterKind::MilestoneSoon, of))?,
        ];
        let more = kinds.iter().map(|(_, more)| more).sum();
        Ok((kinds.into_iter().flat_map(|(matters, _)| matters).collect(), more))
    }

    /// The first of a kind as matters, and how many more there are.
    fn listed<T>(
        &self,
        all: &[T],
        matter: impl Fn(&T) -> Result<Matter, ApiError>,
    ) -> Result<(Vec<Matter>, u32), ApiError> {
        let matters = all.iter().take(LISTED).map(matter).collect::<Result<_, _>>()?;
        Ok((matters, count(all.len().saturating_sub(LISTED))))
    }

    fn drafts(&self, kind: MatterKind, through: Option<NaiveDate>) -> Result<(Vec<Matter>, u32), ApiError> {
        let drafts = overview::open_drafts(self.connection, through)?;
        let mut amounts = Sums::default();
        for of_currency in &drafts {
            let currency = proforma_engine::money::Currency::from_code(&of_currency.currency)?;
            amounts.add_minor(currency, i128::from(of_currency.net_minor));
        }
        let matter = drafts.iter().map(|of_currency| of_currency.since).min().map(|since| Matter {
            count: drafts.iter().map(|of_currency| of_currency.count).sum(),
            amounts: amounts.amounts_by_code(),
            date: Some(since),
            ..about_nothing(kind)
        });
        Ok((matter.into_iter().collect(), 0))
    }

    /// Parked contracts by the date since when they are (SPEC 4.10).
    fn parked(&self) -> Result<(Vec<Matter>, u32), ApiError> {
        let mut rows = overview::failed_rows(self.connection)?;
        let mut known = HashSet::new();
        rows.retain(|row| known.insert(row.contract));
        rows.sort_by_key(|row| (row.run_date, self.contracts.place(row.contract)));
        self.listed(&rows, |row| {
            let ready =
                self.backlog_of(row.contract, |sum| sum.billing_status == BillingStatus::ReadyToInvoice)?;
            let parked = Reason::plain(ReasonCode::ContractParked);
            Ok(Matter {
                reason: Some(sentence(&parked, None, row.reason.as_deref())),
                amounts: ready.amounts_by_code(),
                date: Some(row.run_date),
                ..self.about(MatterKind::ContractParked, row.contract)?
            })
        })
    }

    fn backlog_of(
        &self,
        contract: ContractId,
        fits: impl Fn(&BacklogOfLine) -> bool,
    ) -> Result<Sums, ApiError> {
        let mut sums = Sums::default();
        for sum in self.backlog.get(&contract).into_iter().flatten().filter(|sum| fits(sum)) {
            sums.add_minor(self.contracts.currency(contract)?, sum.sum_minor);
        }
        Ok(sums)
    }

    /// Missed run dates with what each brings where they are run in turn, the first of them first (SPEC 6.7).
    fn missed(&self) -> Result<(Vec<Matter>, u32), ApiError> {
        let dates = forecast::missed_dates(self.connection, self.today, self.today)?;
        let listed = &dates[..dates.len().min(LISTED)];
        let forecast = self.sums.missed(listed)?;
        let (matters, _) = self.listed(&Vec::from_iter(forecast), |(date, brought)| {
            let mut amounts = Sums::default();
            for (contract, brought) in brought {
                amounts.add_minor(self.contracts.currency(*contract)?, brought.ready);
            }
            let mut waiting = Sums::default();
            for left in self.ready_left.values().flatten().filter(|left| left.why == NoRun::Missed(*date)) {
                waiting.add_minor(self.contracts.currency(left.contract)?, left.sum_minor);
            }
            Ok(Matter {
                count: count(brought.len()),
                amounts: amounts.amounts_by_code(),
                waiting: waiting.amounts_by_code(),
                date: Some(*date),
                ..about_nothing(MatterKind::MissedRunDate)
            })
        })?;
        Ok((matters, count(dates.len() - listed.len())))
    }

    /// Milestones that are not ready, up to the last day that is soon.
    fn not_ready_soon(&self) -> Vec<NotReadyMilestone> {
        not_ready(self.milestones, self.today + Days::new(SOON_DAYS))
    }

    fn missed_milestone(&self, of: &NotReadyMilestone) -> Result<Matter, ApiError> {
        Ok(Matter {
            reason: Some(missed_sentence(self.connection, of, self.today)?),
            ..self.milestone(MatterKind::MilestoneNotReady, of)?
        })
    }

    fn milestone(&self, kind: MatterKind, of: &NotReadyMilestone) -> Result<Matter, ApiError> {
        let MilestoneShare { contract, milestone, run_date, .. } = *of.first();
        let (key, name) = named(self.connection, milestone)?;
        Ok(Matter {
            count: count(of.shares().len()),
            what: Some(name),
            shares: of.names(&key, self.customers)?,
            id: Some(key),
            amounts: of.amounts(self.contracts)?.amounts_by_code(),
            date: Some(run_date),
            ..self.about(kind, contract)?
        })
    }

    /// Lines without a schedule (SPEC 4.13).
    fn not_set_up(&self) -> Result<(Vec<Matter>, u32), ApiError> {
        let mut lines: Vec<&ListedLine> =
            self.lines.values().flatten().filter(|line| line.is_active() && !line.is_set_up).collect();
        lines.sort_by_key(|line| (self.contracts.place(line.contract), line.position));
        self.listed(&lines, |line| {
            let of_line = |sum: &&BacklogOfLine| sum.contract_line == line.id;
            let waiting = self.backlog.get(&line.contract).into_iter().flatten().filter(of_line);
            Ok(Matter {
                count: waiting.map(|sum| sum.count).sum(),
                what: Some(line.name.clone()),
                amounts: self
                    .backlog_of(line.contract, |sum| sum.contract_line == line.id)?
                    .amounts_by_code(),
                date: first_date(self.connection, line.id)?,
                ..self.about(MatterKind::LineNotSetUp, line.contract)?
            })
        })
    }

    fn about(&self, kind: MatterKind, contract: ContractId) -> Result<Matter, ApiError> {
        let head = self.contracts.get(contract)?;
        Ok(Matter {
            contract: Some(head.key.clone()),
            contract_name: Some(head.name.clone()),
            ..about_nothing(kind)
        })
    }
}

/// The earliest date of a line's chargeable backlog.
pub(crate) fn first_date(
    connection: &Connection,
    contract_line: ContractLineId,
) -> Result<Option<NaiveDate>, ApiError> {
    use proforma_store::forecast::{WorkRange, first_date};
    let range = WorkRange { contract_line, after: None, up_to: None };
    let of = |status| first_date(connection, range, status);
    let dates = [of(BillingStatus::ReadyToInvoice)?, of(BillingStatus::NotReady)?];
    Ok(dates.into_iter().flatten().min())
}

fn about_nothing(kind: MatterKind) -> Matter {
    Matter {
        kind,
        count: 1,
        contract: None,
        contract_name: None,
        what: None,
        id: None,
        shares: Vec::new(),
        reason: None,
        amounts: Vec::new(),
        waiting: Vec::new(),
        date: None,
    }
}

/// A milestone with its shares that are not ready, of which there is one at least.
pub(crate) struct NotReadyMilestone(Vec<MilestoneShare>);

impl NotReadyMilestone {
    pub(crate) fn first(&self) -> &MilestoneShare {
        &self.0[0]
    }

    pub(crate) fn shares(&self) -> &[MilestoneShare] {
        &self.0
    }

    /// What its shares are called, by the milestone's key.
    pub(crate) fn names(&self, key: &str, customers: &Customers) -> Result<Vec<ShareName>, ApiError> {
        let name = |share: &MilestoneShare| {
            Ok(ShareName { id: key.to_owned(), customer: customers.get(share.customer)?.key.clone() })
        };
        self.0.iter().map(name).collect()
    }

    pub(crate) fn amounts(&self, contracts: &Contracts) -> Result<Sums, ApiError> {
        let mut sums = Sums::default();
        for share in &self.0 {
            sums.add_minor(contracts.currency(share.contract)?, i128::from(share.chargeable_minor));
        }
        Ok(sums)
    }
}

/// Milestones with a run date up to `through` that are not ready for some customer, by date, then by contract.
pub(crate) fn not_ready(milestones: &Milestones, through: NaiveDate) -> Vec<NotReadyMilestone> {
    let mut found: Vec<NotReadyMilestone> = Vec::new();
    // The shares of a milestone follow each other.
    for share in milestones.all().filter(|share| !share.is_ready && share.run_date <= through) {
        match found.last_mut().filter(|last| last.first().milestone == share.milestone) {
            Some(last) => last.0.push(*share),
            None => found.push(NotReadyMilestone(vec![*share])),
        }
    }
    found.sort_by_key(|milestone| milestone.first().run_date);
    found
}

/// The author's id and the name of a milestone.
pub(crate) fn named(connection: &Connection, milestone: MilestoneId) -> Result<(String, String), ApiError> {
    let unknown = || ApiError::NotFound { kind: "milestone", id: milestone.0.to_string() };
    schedule::milestone_words(connection, milestone)?.ok_or_else(unknown)
}

/// What is to be said of a milestone that was missed, with the run that would take it.
///
/// Source: SPEC 4.5, 6.7.
pub(crate) fn missed_sentence(
    connection: &Connection,
    milestone: &NotReadyMilestone,
    today: NaiveDate,
) -> Result<String, ApiError> {
    let MilestoneShare { contract, run_date, .. } = *milestone.first();
    let called = CalledRows::new(&schedule::of_contract(connection, contract)?, today);
    let next_run_date = called.takes_milestone(run_date).map(|row| row.run_date.max(today));
    let reason = Reason { code: ReasonCode::MilestoneMissed, cut_off_date: None, next_run_date };
    if next_run_date.is_none() {
        let missed = schedule::missed_of_contract(connection, contract, today)?;
        if let Some(row) = missed.iter().find(|row| row.run_date >= run_date) {
            return Ok(reason_text::missed_sentence(&reason, row.run_date));
        }
    }
    Ok(sentence(&reason, None, None))
}
