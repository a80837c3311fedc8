//! The calendar: what stands on each day, what it brought and what it would bring.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proforma_engine::{money::Currency, share::BillingStatus};
use proforma_store::{
    Connection,
    calendar::{self as stored, DatedMilestone},
};

use crate::{
    book_sums::BookSums,
    bounds,
    dto::{self, CalendarDay, CalendarMilestone},
    error::ApiError,
    forecast::{self, Brought, Forecast},
    heads::Contracts,
    invoices::amount,
    sums::Sums,
};

/// How many milestones of a day are named.
const NAMED_MILESTONES: usize = 50;

/// The days between two, both included, on which something stands.
///
/// What a date to come brings is what its run would take after the runs of the dates to come before it; what a missed
/// date brings, what its run would take after those of the missed dates before it.
///
/// # Errors
/// [`ApiError::Input`] for days in the wrong order or more than 400 of them.
///
/// Source: SPEC 4.1 to 4.5, 6.7, 7.7.
pub fn calendar(
    connection: &Connection,
    sums: &BookSums,
    from: NaiveDate,
    to: NaiveDate,
    today: NaiveDate,
) -> Result<Vec<CalendarDay>, ApiError> {
    let mut days = whole(connection, sums, from, to, today)?;
    for day in &mut days {
        // What waits for a person is named.
        day.milestones.sort_by_key(|milestone| milestone.billing_status != dto::BillingStatus::NotReady);
        let more = day.milestones.len().saturating_sub(NAMED_MILESTONES);
        day.milestones.truncate(NAMED_MILESTONES);
        day.more_milestones = crate::process_run::count(more);
    }
    Ok(days)
}

/// As [`calendar`], with every milestone, by contract.
///
/// # Errors
/// As [`calendar`].
pub(crate) fn whole(
    connection: &Connection,
    sums: &BookSums,
    from: NaiveDate,
    to: NaiveDate,
    today: NaiveDate,
) -> Result<Vec<CalendarDay>, ApiError> {
    bounds::days(from, to)?;
    let snapshot = connection.snapshot()?;
    let contracts = Contracts::read(&snapshot)?;
    let sums = sums.of(&snapshot)?;
    let mut days = Days(BTreeMap::new());
    if to >= today {
        let run_dates = forecast::run_dates(&snapshot, today, Some(to), u32::MAX)?;
        let run_dates: Vec<NaiveDate> = run_dates.into_iter().filter(|date| *date <= to).collect();
        days.add_forecast(&contracts, sums.ready_to_come(today, &run_dates, from.max(today))?)?;
    }
    let missed = forecast::missed_dates(&snapshot, to, today)?;
    days.add_forecast(&contracts, sums.missed_in_calendar(&missed, from)?)?;
    for date in missed.into_iter().filter(|date| *date >= from) {
        days.at(date).is_missed = true;
    }
    for (date, count) in stored::cut_offs(&snapshot, from, to)? {
        days.at(date).cut_offs = count;
    }
    for milestone in stored::milestones(&snapshot, from, to)? {
        days.add_milestone(&contracts, &milestone)?;
    }
    for (date, status) in stored::process_runs(&snapshot, from, to)? {
        days.at(date).run = Some(status.into());
    }
    let mut invoiced: BTreeMap<NaiveDate, Sums> = BTreeMap::new();
    for of_day in stored::invoices(&snapshot, from, to)? {
        days.at(of_day.date).invoices += of_day.count;
        let sums = invoiced.entry(of_day.date).or_default();
        sums.add_minor(Currency::from_code(&of_day.currency)?, i128::from(of_day.net_minor));
    }
    for (date, sums) in invoiced {
        days.at(date).invoiced = sums.amounts_by_code();
    }
    Ok(days.0.into_values().collect())
}

struct Days(BTreeMap<NaiveDate, CalendarDay>);

impl Days {
    fn at(&mut self, date: NaiveDate) -> &mut CalendarDay {
        self.0.entry(date).or_insert_with(|| CalendarDay {
            date,
            contracts: 0,
            cut_offs: 0,
            milestones: Vec::new(),
            more_milestones: 0,
            is_missed: false,
            expected: Vec::new(),
            run: None,
            invoices: 0,
            invoiced: Vec::new(),
        })
    }

    fn add_forecast(&mut self, contracts: &Contracts, forecast: Forecast) -> Result<(), ApiError> {
        for (date, brought) in forecast {
            let mut expected = Sums::default();
            for (contract, Brought { ready, .. }) in &brought {
                expected.add_minor(contracts.currency(*contract)?, *ready);
            }
            let day = self.at(date);
            day.contracts = crate::process_run::count(brought.len());
            day.expected = expected.amounts_by_code();
        }
        Ok(())
    }

    /// A milestone comes once for each of its shares, one after another.
    fn add_milestone(&mut self, contracts: &Contracts, milestone: &DatedMilestone) -> Result<(), ApiError> {
        let status = milestone.billing_status.unwrap_or(BillingStatus::NotReady);
        let listed = &mut self.at(milestone.date).milestones;
        if let Some(last) = listed.last_mut().filter(|last| last.id == milestone.key) {
            last.billing_status = BillingStatus::from(last.billing_status).min(status).into();
            return Ok(());
        }
        let head = contracts.get(milestone.contract)?;
        listed.push(CalendarMilestone {
            id: milestone.key.clone(),
            name: milestone.name.clone(),
            contract: head.key.clone(),
            contract_name: head.name.clone(),
            amount: amount(milestone.amount),
            billing_status: status.into(),
        });
        Ok(())
    }
}
