//! Figures over time: how old the backlog is, and what the weeks to come would bring.
//!
//! Each figure is of one currency. Home does not wait for them.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, Days, NaiveDate};
use proforma_engine::{money::Currency, share::BillingStatus};
use proforma_store::{Connection, contract_list::AgedBacklog};
use rust_decimal::Decimal;

use crate::{
    book_sums::{self, BookSums},
    dto::{AgeBand, AgedAmount, Figures, ForecastWeek},
    error::ApiError,
    forecast::{self, Brought},
    heads::Contracts,
    kept::ByContract,
    money_parts::per_mille,
};

/// In the order in which the store tells them.
const AGES: [AgeBand; 5] =
    [AgeBand::ToCome, AgeBand::UpTo30, AgeBand::From31To60, AgeBand::From61To90, AgeBand::Over90];
/// How many days old the oldest work of each age is, but for the last.
const OLDEST_DAYS: [u64; 4] = [0, 31, 61, 91];
/// How many weeks are told, with this one.
const WEEKS: u64 = 12;
const WEEK_DAYS: u64 = 7;

/// The figures.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
pub fn figures(connection: &Connection, sums: &BookSums, today: NaiveDate) -> Result<Figures, ApiError> {
    let snapshot = connection.snapshot()?;
    let sums = sums.of(&snapshot)?;
    let contracts = Contracts::read(&snapshot)?;
    Ok(Figures {
        ages: ages(&sums.aged(today, OLDEST_DAYS.map(|days| today - Days::new(days)))?)?,
        weeks: weeks(&snapshot, &contracts, &sums, today)?,
    })
}

/// Two parts of one bar, in minor units of one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
struct Bar {
    ready: i128,
    not_ready: i128,
    count: u32,
}

impl Bar {
    fn parts(&self) -> [i128; 2] {
        [self.ready, self.not_ready]
    }

    fn height(&self) -> u128 {
        self.parts().iter().map(|part| part.unsigned_abs()).sum()
    }
}

/// The texts of a bar: ready, not ready, both, and how high its parts are drawn.
fn shown(currency: &Currency, bar: &Bar, highest: u128) -> (String, String, String, Vec<u16>) {
    let text = |minor: i128| Decimal::from_i128_with_scale(minor, currency.minor_digits()).to_string();
    let heights = per_mille(&bar.parts(), highest);
    (text(bar.ready), text(bar.not_ready), text(bar.ready + bar.not_ready), heights)
}

fn ages(aged: &ByContract<AgedBacklog>) -> Result<Vec<AgedAmount>, ApiError> {
    let mut currencies: BTreeMap<&str, [Bar; AGES.len()]> = BTreeMap::new();
    for of_line in aged.values().flatten() {
        let bars = currencies.entry(&of_line.currency).or_default();
        for (bar, (count, minor)) in bars.iter_mut().zip(of_line.by_age) {
            bar.count += count;
            match of_line.billing_status {
                BillingStatus::ReadyToInvoice => bar.ready += i128::from(minor),
                BillingStatus::NotReady => bar.not_ready += i128::from(minor),
                BillingStatus::InvoiceCreated | BillingStatus::InvoicePosted => {}
            }
        }
    }
    let mut ages = Vec::new();
    for (code, bars) in currencies {
        let currency = Currency::from_code(code)?;
        let highest = bars.iter().map(Bar::height).max().unwrap_or_default();
        ages.extend(AGES.into_iter().zip(bars).map(|(age, bar)| {
            let (ready, not_ready, sum, parts_per_mille) = shown(&currency, &bar, highest);
            AgedAmount {
                age,
                currency: code.to_owned(),
                count: bar.count,
                ready,
                not_ready,
                sum,
                parts_per_mille,
            }
        }));
    }
    Ok(ages)
}

fn weeks(
    connection: &Connection,
    contracts: &Contracts,
    sums: &book_sums::Sums<'_>,
    today: NaiveDate,
) -> Result<Vec<ForecastWeek>, ApiError> {
    let first = monday(today);
    let last = first + Days::new(WEEKS * WEEK_DAYS - 1);
    let mut run_dates = forecast::run_dates(connection, today, Some(last), u32::MAX)?;
    run_dates.retain(|date| *date <= last);
    let mut currencies: BTreeMap<&'static str, BTreeMap<NaiveDate, Bar>> = BTreeMap::new();
    for (date, brought) in sums.to_come_by_week(today, &run_dates)? {
        for (contract, Brought { ready, not_ready, .. }) in &brought {
            let of_currency = currencies.entry(contracts.currency(*contract)?.code()).or_default();
            let bar = of_currency.entry(monday(date)).or_default();
            bar.ready += ready;
            bar.not_ready += not_ready;
        }
    }
    let run_dates: BTreeSet<NaiveDate> = run_dates.into_iter().collect();
    let mut weeks = Vec::new();
    for (code, bars) in currencies {
        let currency = Currency::from_code(code)?;
        let highest = bars.values().map(Bar::height).max().unwrap_or_default();
        for week in first.iter_weeks().take_while(|week| *week <= last) {
            let bar = bars.get(&week).copied().unwrap_or_default();
            let (expected, not_ready, sum, parts_per_mille) = shown(&currency, &bar, highest);
            let of_week = run_dates.range(week..week + Days::new(WEEK_DAYS)).count();
            weeks.push(ForecastWeek {
                week,
                currency: code.to_owned(),
                run_dates: crate::process_run::count(of_week),
                expected,
                not_ready,
                sum,
                parts_per_mille,
            });
        }
    }
    Ok(weeks)
}

fn monday(date: NaiveDate) -> NaiveDate {
    date - Days::new(date.weekday().num_days_from_monday().into())
}
