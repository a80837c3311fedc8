//! Utilization: chargeable hours against capacity, for a resource and for a role.
//!
//! Source: SPEC 6.9.

#[cfg(test)]
mod tests;
mod unit;

use std::collections::BTreeSet;

use chrono::{Datelike, NaiveDate, Weekday};
use rust_decimal::Decimal;

pub use self::unit::UnitLength;
use crate::{share::BillingType, words::words};

/// Hours of a working day of a resource that has no hours of its own; none on Saturday and Sunday.
pub const HOURS_PER_DAY: Decimal = Decimal::from_parts(8, 0, 0, false, 0);

/// So many points below its target a role still counts as near it.
pub const NEAR_POINTS: Decimal = Decimal::from_parts(20, 0, 0, false, 0);

/// When a resource works.
#[derive(Debug, Clone, Copy)]
pub struct WorkingTime<'a> {
    /// Hours of each weekday from Monday; none: eight on Monday to Friday.
    pub hours_per_weekday: Option<&'a [Decimal]>,
    /// Days with hours off, in any order.
    pub absences: &'a [(NaiveDate, Decimal)],
    /// Days on which nobody works.
    pub holidays: &'a BTreeSet<NaiveDate>,
}

impl WorkingTime<'_> {
    /// The capacity of one day in hours: working hours less absence, never below zero; none on a holiday.
    #[must_use]
    pub fn capacity_on(&self, date: NaiveDate) -> Decimal {
        if self.holidays.contains(&date) {
            return Decimal::ZERO;
        }
        let absent: Decimal =
            self.absences.iter().filter(|(day, _)| *day == date).map(|(_, hours)| *hours).sum();
        (self.hours_of(date.weekday()) - absent).max(Decimal::ZERO)
    }

    /// The capacity of days one after another, both ends included.
    #[must_use]
    pub fn capacity(&self, from: NaiveDate, through: NaiveDate) -> Decimal {
        from.iter_days().take_while(|date| *date <= through).map(|date| self.capacity_on(date)).sum()
    }

    fn hours_of(&self, weekday: Weekday) -> Decimal {
        let day = weekday.num_days_from_monday() as usize;
        match self.hours_per_weekday {
            Some(hours) => hours.get(day).copied().unwrap_or_default(),
            None if day < 5 => HOURS_PER_DAY,
            None => Decimal::ZERO,
        }
    }
}

/// Hours that were worked, by billing type, and the capacity they are compared with.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Hours {
    /// The customer pays for them.
    pub chargeable: Decimal,
    /// Nobody pays for them.
    pub non_chargeable: Decimal,
    /// Given away.
    pub complimentary: Decimal,
    /// Hours that could have been worked.
    pub capacity: Decimal,
}

impl Hours {
    /// Counts hours that were worked.
    pub fn work(&mut self, billing_type: BillingType, hours: Decimal) {
        match billing_type {
            BillingType::Chargeable => self.chargeable += hours,
            BillingType::NonChargeable => self.non_chargeable += hours,
            BillingType::Complimentary => self.complimentary += hours,
        }
    }

    /// Adds those of another resource, or of another time.
    pub fn add(&mut self, other: &Self) {
        self.chargeable += other.chargeable;
        self.non_chargeable += other.non_chargeable;
        self.complimentary += other.complimentary;
        self.capacity += other.capacity;
    }

    /// To six decimals each: what is kept of them is what counting again gives, in whatever order it adds up.
    #[must_use]
    pub fn rounded(&self) -> Self {
        let round = |hours: Decimal| {
            hours.round_dp_with_strategy(6, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
        };
        Self {
            chargeable: round(self.chargeable),
            non_chargeable: round(self.non_chargeable),
            complimentary: round(self.complimentary),
            capacity: round(self.capacity),
        }
    }

    /// Chargeable hours in percent of capacity, to two decimals; none without capacity.
    ///
    /// A role's is that of the sums over its resources, not the mean of their percentages.
    #[must_use]
    pub fn percent(&self) -> Option<Decimal> {
        self.share_of_capacity(self.chargeable)
    }

    /// Other hours in percent of capacity, to two decimals; none without capacity.
    #[must_use]
    pub fn share_of_capacity(&self, hours: Decimal) -> Option<Decimal> {
        if self.capacity.is_zero() {
            return None;
        }
        let percent = hours.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(self.capacity)?;
        Some(percent.round_dp_with_strategy(2, rust_decimal::RoundingStrategy::MidpointAwayFromZero))
    }

    /// How far from its target, in points; none without capacity or target.
    #[must_use]
    pub fn difference(&self, target_percent: Option<Decimal>) -> Option<Decimal> {
        Some(self.percent()? - target_percent?)
    }

    /// How it stands against its target, judged by the percent as it is shown.
    #[must_use]
    pub fn standing(&self, target_percent: Option<Decimal>) -> Standing {
        if self.percent().is_none() {
            return Standing::NoCapacity;
        }
        match self.difference(target_percent) {
            None => Standing::NoTarget,
            Some(points) if points >= Decimal::ZERO => Standing::OnTarget,
            Some(points) if points >= -NEAR_POINTS => Standing::NearTarget,
            Some(_) => Standing::BelowTarget,
        }
    }
}

words!(/// How utilization stands against its target.
    Standing, "standing of a utilization", {
    /// At the target or above.
    OnTarget = "on_target",
    /// Up to 20 points below.
    NearTarget = "near_target",
    /// Further below.
    BelowTarget = "below_target",
    /// There is no target.
    NoTarget = "no_target",
    /// There is nothing to compare with.
    NoCapacity = "no_capacity",
});
