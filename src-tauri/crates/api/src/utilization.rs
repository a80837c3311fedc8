//! UpdateRoleUtilization, and utilization as the window shows it.
//!
//! Hours count for the role of the resource that worked them; work of nobody in particular counts for the role it was
//! done in.
//!
//! Source: SPEC 6.9.

mod counting;
#[cfg(test)]
mod tests;
mod weeks;

use std::collections::HashMap;

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use proforma_engine::utilization::Hours;
use proforma_store::{
    Connection,
    batch_job::BatchJob,
    clock, lease,
    resource::Role,
    utilization::{self as stored, CountedHours, CountedWeek, WorkedTime},
};
use rust_decimal::{Decimal, prelude::ToPrimitive};

use crate::{
    batch_loop::fall_asleep,
    book::Book,
    bounds,
    dto::{
        CountedUtilization, UncountedUnit, Utilization, UtilizationFigures, UtilizationPeriod,
        UtilizationQuery, UtilizationRow, UtilizationSpan,
    },
    error::ApiError,
    process_run::FencingToken,
};

use self::counting::{Counted, Staff};
pub(crate) use self::weeks::counted_before_it_goes;

/// How many days the job counts.
const JOB_DAYS: u64 = 7;

/// What the job counted.
#[derive(Debug, Clone, PartialEq)]
pub struct JobCount {
    /// The last of the seven days.
    pub through: NaiveDate,
    /// What was left out, because nobody knows how long it is.
    pub uncounted: Vec<UncountedUnit>,
}

/// Counts the seven days before today for every role and every resource that has capacity or hours, and sets the job's
/// timer.
///
/// # Errors
/// [`ApiError`] where the book cannot be read or written, or the lease is lost.
///
/// Source: SPEC 6.9.
pub fn count_for_job(
    book: &Book,
    job: &BatchJob,
    token: FencingToken,
    today: NaiveDate,
    now: DateTime<Utc>,
) -> Result<JobCount, ApiError> {
    let span = weeks::days_up_to(today - Days::new(1));
    let connection = book.writable()?;
    let staff = Staff::read(connection)?;
    let worked = stored::worked(connection, span.from, span.through)?;
    let counted = staff.count(&worked, std::slice::from_ref(&span));
    let tx = connection.write()?;
    lease::check(&tx, token)?;
    let week = CountedWeek { through: span.through, counted_at: now };
    let (roles, resources) = counted.first().map(|counted| kept(&staff, counted)).unwrap_or_default();
    stored::write(&tx, week, &roles, &resources)?;
    fall_asleep(&tx, job, now, book.time_zone())?;
    clock::see(&tx, now)?;
    tx.commit()?;
    Ok(JobCount { through: span.through, uncounted: staff.uncounted(worked.iter()) })
}

/// What is kept of what was counted: of every role, and of every resource with capacity or hours.
fn kept(staff: &Staff, counted: &Counted) -> (Vec<CountedHours>, Vec<CountedHours>) {
    let target_of: HashMap<i64, Option<Decimal>> =
        staff.roles.iter().map(|role| (role.id, role.target_utilization_percent)).collect();
    let roles = staff.roles.iter().map(|role| CountedHours {
        id: role.id,
        hours: counted.roles.get(&role.id).copied().unwrap_or_default(),
        target_percent: role.target_utilization_percent,
    });
    let resources = staff.resources.iter().map(|who| CountedHours {
        id: who.id,
        hours: counted.resources.get(&who.id).copied().unwrap_or_default(),
        target_percent: target_of.get(&who.role).copied().flatten(),
    });
    (roles.collect(), resources.filter(|who| who.hours != Hours::default()).collect())
}

/// Utilization of every role and resource over some time, column by column.
///
/// # Errors
/// [`ApiError::Input`] for more days than can be asked for.
///
/// Source: SPEC 6.9.
pub fn utilization(connection: &Connection, query: &UtilizationQuery) -> Result<Utilization, ApiError> {
    bounds::days(query.from, query.through)?;
    let snapshot = connection.snapshot()?;
    let staff = Staff::read(&snapshot)?;
    let periods = spans(query);
    let asked = UtilizationSpan { from: query.from, through: query.through };
    let counted_weeks = weeks::weeks_with(&snapshot, &asked)?;
    let days_of_weeks: Vec<UtilizationSpan> =
        counted_weeks.iter().rev().map(|week| weeks::days_up_to(week.through)).collect();
    // Weeks that were counted may begin before these days and end after them.
    let from = days_of_weeks.first().map_or(asked.from, |first| first.from.min(asked.from));
    let through = days_of_weeks.last().map_or(asked.through, |last| last.through.max(asked.through));
    let worked = stored::worked(&snapshot, from, through)?;
    let counted = staff.count(&worked, &periods);
    let mut now = staff.count(&worked, &days_of_weeks);
    now.reverse();
    let (roles, resources) = rows(&staff, &counted);
    let last = stored::last_week(&snapshot)?;
    let is_asked = |time: &&WorkedTime| (asked.from..=asked.through).contains(&time.date);
    let uncounted = staff.uncounted(worked.iter().filter(is_asked));
    // Somebody did work, where what was worked is only not counted.
    let last_hours_date = match !uncounted.is_empty() || counted.iter().any(Counted::has_hours) {
        true => None,
        false => stored::last_worked_before(&snapshot, query.from)?,
    };
    Ok(Utilization {
        roles,
        resources,
        periods,
        counted: last.map(|week| CountedUtilization { through: week.through, at: week.counted_at }),
        counted_weeks: weeks::told(&snapshot, &staff, &counted_weeks, &now)?,
        uncounted,
        last_hours_date,
    })
}

/// Every role, and every resource with capacity or hours by role and name.
fn rows(staff: &Staff, counted: &[Counted]) -> (Vec<UtilizationRow>, Vec<UtilizationRow>) {
    let row = |id: &str, name: &str, role: Option<&Role>, target: Option<Decimal>, hours: Vec<Hours>| {
        let mut total = Hours::default();
        hours.iter().for_each(|hours| total.add(hours));
        UtilizationRow {
            id: id.to_owned(),
            name: name.to_owned(),
            role_name: role.map(|role| role.name.clone()),
            target_percent: target.map(|percent| percent.normalize().to_string()),
            target_per_mille: target.and_then(|percent| (percent * Decimal::TEN).to_u32()),
            total: figures(&total, target),
            periods: hours.iter().map(|hours| figures(hours, target)).collect(),
        }
    };
    let of = |map: fn(&Counted) -> &HashMap<i64, Hours>, id: i64| -> Vec<Hours> {
        counted.iter().map(|counted| map(counted).get(&id).copied().unwrap_or_default()).collect()
    };
    let roles = staff.roles.iter().map(|role| {
        let hours = of(|counted| &counted.roles, role.id);
        row(&role.key, &role.name, None, role.target_utilization_percent, hours)
    });
    let by_id: HashMap<i64, &Role> = staff.roles.iter().map(|role| (role.id, role)).collect();
    let resources = staff.resources.iter().filter_map(|who| {
        let hours = of(|counted| &counted.resources, who.id);
        let has_any = hours.iter().any(|hours| *hours != Hours::default());
        let role = by_id.get(&who.role).copied();
        let target = role.and_then(|role| role.target_utilization_percent);
        has_any.then(|| row(&who.key, &who.name, role, target, hours))
    });
    let mut resources: Vec<UtilizationRow> = resources.collect();
    resources.sort_by(|one, other| (&one.role_name, &one.name).cmp(&(&other.role_name, &other.name)));
    (roles.collect(), resources)
}

/// The columns: whole days, weeks or months, cut at both ends of what was asked.
fn spans(query: &UtilizationQuery) -> Vec<UtilizationSpan> {
    let mut spans = Vec::new();
    let mut from = query.from;
    while from <= query.through {
        let last = match query.period {
            UtilizationPeriod::Day => from,
            UtilizationPeriod::Week => from + Days::new(6 - u64::from(from.weekday().num_days_from_monday())),
            UtilizationPeriod::Month => last_of_month(from),
        };
        let through = last.min(query.through);
        spans.push(UtilizationSpan { from, through });
        from = through + Days::new(1);
    }
    spans
}

fn last_of_month(date: NaiveDate) -> NaiveDate {
    let days = u64::from(date.num_days_in_month()) - u64::from(date.day());
    date + Days::new(days)
}

fn figures(hours: &Hours, target: Option<Decimal>) -> UtilizationFigures {
    let text = |hours: Decimal| hours.round_dp(2).normalize().to_string();
    let percent = |percent: Option<Decimal>| {
        percent.map(|mut percent| {
            percent.rescale(2);
            percent.to_string()
        })
    };
    let per_mille = hours.percent().and_then(|percent| (percent * Decimal::TEN).to_u32());
    UtilizationFigures {
        chargeable: text(hours.chargeable),
        non_chargeable: text(hours.non_chargeable),
        complimentary: text(hours.complimentary),
        capacity: text(hours.capacity),
        percent: percent(hours.percent()),
        non_chargeable_percent: percent(hours.share_of_capacity(hours.non_chargeable)),
        complimentary_percent: percent(hours.share_of_capacity(hours.complimentary)),
        difference: percent(hours.difference(target)),
        standing: hours.standing(target).into(),
        per_mille: per_mille.unwrap_or(0),
    }
}
