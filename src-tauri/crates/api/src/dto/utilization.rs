//! Utilization of roles and resources.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

mirrored!(/// How utilization stands against its target.
    UtilizationStanding = proforma_engine::utilization::Standing { OnTarget, NearTarget, BelowTarget, NoTarget, NoCapacity });

/// How long the columns are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum UtilizationPeriod {
    /// A day each.
    Day,
    /// From Monday to Sunday.
    Week,
    /// A calendar month.
    Month,
}

received!(/// What is asked about utilization.
UtilizationQuery {
    /// How long the columns are.
    period: UtilizationPeriod,
    /// The first day.
    from: NaiveDate,
    /// The last day.
    through: NaiveDate,
});

sent!(/// Utilization over some time.
Utilization {
    /// The columns, ascending.
    periods: Vec<UtilizationSpan>,
    /// Every role.
    roles: Vec<UtilizationRow>,
    /// Every resource with capacity or hours in that time, by role.
    resources: Vec<UtilizationRow>,
    /// When the job counted last, and up to which day.
    counted: Option<CountedUtilization>,
    /// The latest weeks of that time that the job counted, at most 13, the latest first.
    counted_weeks: Vec<CountedWeek>,
    /// What is left out, because nobody has said how long its unit is.
    uncounted: Vec<UncountedUnit>,
    /// The last day with hours before these days, where none of them has any.
    last_hours_date: Option<NaiveDate>,
});

sent!(/// Time in a unit of which nobody has said how many hours one is, and whose name says none.
UncountedUnit {
    /// The unit as the entries have it.
    unit: String,
    /// The record of the set-up that says it; none where the unit is not among them.
    record: Option<String>,
    /// How many entries of time.
    entries: u32,
});

sent!(/// A column.
UtilizationSpan {
    /// The first day.
    from: NaiveDate,
    /// The last day.
    through: NaiveDate,
});

sent!(/// What the job counted last.
CountedUtilization {
    /// The last of the seven days.
    through: NaiveDate,
    /// When.
    at: DateTime<Utc>,
});

sent!(/// Seven days that the job counted.
CountedWeek {
    /// The first of them.
    from: NaiveDate,
    /// The last.
    through: NaiveDate,
    /// When they were counted.
    counted_at: DateTime<Utc>,
    /// What was counted of roles.
    roles: Vec<CountedRow>,
    /// What was counted of resources.
    resources: Vec<CountedRow>,
});

sent!(/// What was counted of a role or a resource.
CountedRow {
    /// The author's id.
    id: String,
    /// Name.
    name: String,
    /// The target then, in percent.
    target_percent: Option<String>,
    /// The figures then.
    counted: UtilizationFigures,
    /// The figures of the same days now; none where they are the same.
    now: Option<UtilizationFigures>,
});

sent!(/// A role or a resource.
UtilizationRow {
    /// The author's id.
    id: String,
    /// Name.
    name: String,
    /// Name of its role, of a resource.
    role_name: Option<String>,
    /// The role's target in percent.
    target_percent: Option<String>,
    /// The same for drawing, in thousandths of full capacity.
    target_per_mille: Option<u32>,
    /// The whole time.
    total: UtilizationFigures,
    /// Each column.
    periods: Vec<UtilizationFigures>,
});

sent!(/// Hours and percentages, as decimal strings.
UtilizationFigures {
    /// Chargeable hours.
    chargeable: String,
    /// Non-chargeable hours.
    non_chargeable: String,
    /// Complimentary hours.
    complimentary: String,
    /// Capacity in hours.
    capacity: String,
    /// Chargeable hours in percent of capacity.
    percent: Option<String>,
    /// Non-chargeable hours in percent of capacity.
    non_chargeable_percent: Option<String>,
    /// Complimentary hours in percent of capacity.
    complimentary_percent: Option<String>,
    /// Points above the target, or below it.
    difference: Option<String>,
    /// How that stands.
    standing: UtilizationStanding,
    /// Chargeable percent for drawing, in thousandths of full capacity.
    per_mille: u32,
});
