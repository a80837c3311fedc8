//! Hours and capacity of everybody over stretches of time.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use proforma_engine::utilization::{Hours, UnitLength, WorkingTime};
use proforma_store::{
    Connection, book,
    resource::{self, Resource, Role},
    unit,
    utilization::WorkedTime,
};
use rust_decimal::Decimal;

use crate::{
    dto::{UncountedUnit, UtilizationSpan},
    error::ApiError,
};

/// Roles, resources, holidays and units of a book.
pub(super) struct Staff {
    pub(super) roles: Vec<Role>,
    pub(super) resources: Vec<Resource>,
    holidays: BTreeSet<chrono::NaiveDate>,
    units: Units,
}

/// Hours of every role and resource in one stretch of time, by row number.
#[derive(Debug, Default, Clone)]
pub(super) struct Counted {
    pub(super) roles: HashMap<i64, Hours>,
    pub(super) resources: HashMap<i64, Hours>,
}

impl Counted {
    /// Whether anything was worked.
    pub(super) fn has_hours(&self) -> bool {
        let is_worked = |hours: &Hours| Hours { capacity: Decimal::ZERO, ..*hours } != Hours::default();
        self.roles.values().chain(self.resources.values()).any(is_worked)
    }
}

/// The units of a book, by every name that transactions may have for them.
struct Units(HashMap<String, unit::Unit>);

impl Units {
    fn read(connection: &Connection) -> Result<Self, ApiError> {
        let mut units: HashMap<String, unit::Unit> =
            unit::all(connection)?.into_iter().map(|unit| (unit.name.clone(), unit)).collect();
        for former in unit::former_names(connection)? {
            // A unit that has the name now comes before one that had it.
            if let Some(unit) = units.get(&former.unit).cloned() {
                units.entry(former.name).or_insert(unit);
            }
        }
        Ok(Self(units))
    }

    fn length_of(&self, unit: &str) -> Option<UnitLength> {
        let said = self.0.get(unit).and_then(|known| known.hours_per_unit);
        said.map(UnitLength::of_hours).or_else(|| UnitLength::by_name(unit))
    }
}

impl Staff {
    pub(super) fn read(connection: &Connection) -> Result<Self, ApiError> {
        Ok(Self {
            roles: resource::roles(connection)?,
            resources: resource::resources(connection)?,
            holidays: book::holidays(connection)?,
            units: Units::read(connection)?,
        })
    }

    /// Counts each of these stretches, ascending; they may overlap, and what is in none of them is passed by.
    pub(super) fn count(&self, worked: &[WorkedTime], spans: &[UtilizationSpan]) -> Vec<Counted> {
        let mut counted: Vec<Counted> = spans.iter().map(|span| self.capacity(span)).collect();
        let role_of: HashMap<i64, i64> = self.resources.iter().map(|who| (who.id, who.role)).collect();
        let mut lengths = HashMap::new();
        for time in worked {
            let length =
                lengths.entry(time.unit.as_str()).or_insert_with(|| self.units.length_of(&time.unit));
            let Some(hours) = length.map(|length| length.hours_of(time.quantity)) else { continue };
            let role = time.resource.and_then(|who| role_of.get(&who).copied()).or(time.role);
            let first = spans.partition_point(|span| span.through < time.date);
            let reached = spans.iter().zip(&mut counted).skip(first);
            for (_, counted) in reached.take_while(|(span, _)| span.from <= time.date) {
                if let Some(who) = time.resource {
                    counted.resources.entry(who).or_default().work(time.billing_type, hours);
                }
                if let Some(role) = role {
                    counted.roles.entry(role).or_default().work(time.billing_type, hours);
                }
            }
        }
        for counted in &mut counted {
            let hours = counted.roles.values_mut().chain(counted.resources.values_mut());
            hours.for_each(|hours| *hours = hours.rounded());
        }
        counted
    }

    /// What would count for a role or resource if anybody knew how long its unit is; the most entries first.
    pub(super) fn uncounted<'w>(&self, worked: impl Iterator<Item = &'w WorkedTime>) -> Vec<UncountedUnit> {
        let mut entries: BTreeMap<&str, u32> = BTreeMap::new();
        for time in worked.filter(|time| time.resource.is_some() || time.role.is_some()) {
            *entries.entry(&time.unit).or_default() += 1;
        }
        entries.retain(|unit, _| self.units.length_of(unit).is_none());
        let mut uncounted: Vec<UncountedUnit> = entries
            .into_iter()
            .map(|(unit, entries)| UncountedUnit {
                unit: unit.to_owned(),
                record: self.units.0.get(unit).map(|known| known.name.clone()),
                entries,
            })
            .collect();
        uncounted.sort_by_key(|unit| std::cmp::Reverse(unit.entries));
        uncounted
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
