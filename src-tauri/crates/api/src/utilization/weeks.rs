//! What UpdateRoleUtilization counted week by week, beside what the book says of the same days now.

use std::collections::HashMap;

use chrono::{Days, NaiveDate};
use proforma_engine::utilization::Hours;
use proforma_store::{
    Connection,
    utilization::{self as stored, CountedHours, CountedOf},
};

use super::{JOB_DAYS, counting::Counted, counting::Staff, figures};
use crate::{
    dto::{CountedRow, CountedWeek, UtilizationSpan},
    error::ApiError,
};

/// As many weeks are shown, the latest first.
const WEEKS_MAX: u32 = 13;

/// The days that the job counts up to one of them.
pub(super) fn days_up_to(through: NaiveDate) -> UtilizationSpan {
    UtilizationSpan { from: through - Days::new(JOB_DAYS - 1), through }
}

/// The weeks that were counted and have one of these days, the latest first.
pub(super) fn weeks_with(
    connection: &Connection,
    days: &UtilizationSpan,
) -> Result<Vec<stored::CountedWeek>, ApiError> {
    let last = days.through + Days::new(JOB_DAYS - 1);
    Ok(stored::weeks(connection, days.from, last, WEEKS_MAX)?)
}

/// Each week with what was counted of it, and with what the book says of it now.
pub(super) fn told(
    connection: &Connection,
    staff: &Staff,
    weeks: &[stored::CountedWeek],
    now: &[Counted],
) -> Result<Vec<CountedWeek>, ApiError> {
    let roles: HashMap<i64, (&str, &str)> =
        staff.roles.iter().map(|role| (role.id, (role.key.as_str(), role.name.as_str()))).collect();
    let resources: HashMap<i64, (&str, &str)> =
        staff.resources.iter().map(|who| (who.id, (who.key.as_str(), who.name.as_str()))).collect();
    let week = |(week, now): (&stored::CountedWeek, &Counted)| {
        let days = days_up_to(week.through);
        let of_roles = stored::counted(connection, CountedOf::Role, week.through)?;
        let of_resources = stored::counted(connection, CountedOf::Resource, week.through)?;
        Ok(CountedWeek {
            from: days.from,
            through: days.through,
            counted_at: week.counted_at,
            roles: rows(&of_roles, &roles, &now.roles),
            resources: rows(&of_resources, &resources, &now.resources),
        })
    };
    weeks.iter().zip(now).map(week).collect()
}

/// By name.
fn rows(
    counted: &[CountedHours],
    named: &HashMap<i64, (&str, &str)>,
    now: &HashMap<i64, Hours>,
) -> Vec<CountedRow> {
    let row = |counted: &CountedHours| {
        let (id, name) = *named.get(&counted.id)?;
        let now = now.get(&counted.id).copied().unwrap_or_default();
        Some(CountedRow {
            id: id.to_owned(),
            name: name.to_owned(),
            target_percent: counted.target_percent.map(|percent| percent.normalize().to_string()),
            counted: figures(&counted.hours, counted.target_percent),
            now: (now != counted.hours).then(|| figures(&now, counted.target_percent)),
        })
    };
    counted.iter().filter_map(row).collect()
}

/// What was counted of a role or resource as the history keeps it when that is deleted: a line for each week.
pub(crate) fn counted_before_it_goes(
    connection: &Connection,
    of: CountedOf,
    id: i64,
) -> Result<Option<String>, ApiError> {
    let weeks = stored::counted_of(connection, of, id)?;
    let line = |(through, hours): &(NaiveDate, Hours)| {
        let (worked, capacity) = (hours.chargeable.normalize(), hours.capacity.normalize());
        format!("up to {through}: {worked} of {capacity} hours")
    };
    let lines: Vec<String> = weeks.iter().map(line).collect();
    Ok((!lines.is_empty()).then(|| lines.join("\n")))
}
