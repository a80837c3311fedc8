//! UpdateRoleUtilization, and utilization as the window shows it.
//!
//! Hours count for the role of the resource that worked them; work of nobody in particular counts for the role it was
//! done in.
//!
//! Source: SPEC 6.9.

#[cfg(test)]
mod tests;

use std::collections::{BTreeSet, HashMap};

use chrono::{DateTime, Datelike, Days, NaiveDate, Utc};
use proforma_engine::utilization::{Hours, WorkingTime, hours_of};
use proforma_store::{
    Connection,
    batch_job::BatchJob,
    book, clock, lease,
    resource::{self, Resource, Role},
    utilization::{self as stored, CountedRole},
};
use rust_decimal::{Decimal, prelude::ToPrimitive};

use crate::{
    batch_loop::fall_asleep,
    book::Book,
    bounds,
    dto::{
        CountedUtilization, Utilization, UtilizationFigures, UtilizationPeriod, UtilizationQuery,
        UtilizationRow, UtilizationSpan,
    },
    error::ApiError,
    process_run::FencingToken,
};

/// How many days the job counts.
const JOB_DAYS: u64 = 7;

/// Roles, resources and holidays of a book.
struct Staff {
    roles: Vec<Role>,
    resources: Vec<Resource>,
    holidays: BTreeSet<NaiveDate>,
}

/// Hours of every role and resource in one stretch of time, by row number.
#[derive(Debug, Default, Clone)]
struct Counted {
    roles: HashMap<i64, Hours>,
    resources: HashMap<i64, Hours>,
}

impl Counted {
    /// Whether anything was worked.
    fn has_hours(&self) -> bool {
        let is_worked = |hours: &Hours| Hours { capacity: Decimal::ZERO, ..*hours } != Hours::default();
        self.roles.values().chain(self.resources.values()).any(is_worked)
    }
}

impl Staff {
    fn read(connection: &Connection) -> Result<Self, ApiError> {
        Ok(Self {
            roles: resource::roles(connection)?,
            resources: resource::resources(connection)?,
            holidays: book::holidays(connection)?,
        })
    }

    /// Counts each of these stretches, which follow one another.
    fn count(&self, connection: &Connection, spans: &[UtilizationSpan]) -> Result<Vec<Counted>, ApiError> {
        let mut counted: Vec<Counted> = spans.iter().map(|span| self.capacity(span)).collect();
        let (Some(first), Some(last)) = (spans.first(), spans.last()) else { return Ok(counted) };
        let role_of: HashMap<i64, i64> = self.resources.iter().map(|who| (who.id, who.role)).collect();
        for worked in stored::worked(connection, first.from, last.through)? {
            let place = spans.partition_point(|span| span.through < worked.date);
            let Some(counted) = counted.get_mut(place) else { continue };
            let hours = hours_of(worked.quantity, &worked.unit);
            if let Some(who) = worked.resource {
                counted.resources.entry(who).or_default().work(worked.billing_type, hours);
            }
            let role = worked.resource.and_then(|who| role_of.get(&who).copied()).or(worked.role);
            if let Some(role) = role {
                counted.roles.entry(role).or_default().work(worked.billing_type, hours);
            }
        }
        Ok(counted)
    }

    fn capacity(&self, span: &UtilizationSpan) -> Counted {
        let mut counted = Counted::default();
        for who in &self.resources {
            let time = WorkingTime {
                hours_per_weekday: who.hours_per_weekday.as_deref(),
                absences: &who.absences,
                holidays: &self.holidays,
            };
            let capacity = time.capacity(span.from, span.through);
            let hours = Hours { capacity, ..Hours::default() };
            counted.roles.entry(who.role).or_default().add(&hours);
            counted.resources.insert(who.id, hours);
        }
        counted
    }
}

/// Counts the seven days before today for every role, and sets the job's timer. Gives the last of those days.
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
) -> Result<NaiveDate, ApiError> {
    let span = UtilizationSpan { from: today - Days::new(JOB_DAYS), through: today - Days::new(1) };
    let connection = book.writable()?;
    let staff = Staff::read(connection)?;
    let counted = staff.count(connection, std::slice::from_ref(&span))?;
    let tx = connection.write()?;
    lease::check(&tx, token)?;
    for role in &staff.roles {
        let hours = counted.first().and_then(|counted| counted.roles.get(&role.id)).copied();
        let counted = CountedRole {
            through: span.through,
            role: role.id,
            counted_at: now,
            hours: hours.unwrap_or_default(),
            target_percent: role.target_utilization_percent,
        };
        stored::write(&tx, &counted)?;
    }
    fall_asleep(&tx, job, now, book.time_zone())?;
    clock::see(&tx, now)?;
    tx.commit()?;
    Ok(span.through)
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
    let counted = staff.count(&snapshot, &periods)?;
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
    let last = stored::counted_last(&snapshot)?;
    let last_hours_date = match counted.iter().any(Counted::has_hours) {
        true => None,
        false => stored::last_worked_before(&snapshot, query.from)?,
    };
    Ok(Utilization {
        roles: roles.collect(),
        resources,
        periods,
        counted: last.first().map(|role| CountedUtilization { through: role.through, at: role.counted_at }),
        last_hours_date,
    })
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
