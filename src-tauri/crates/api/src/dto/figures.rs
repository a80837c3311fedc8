//! Figures over time: how old the backlog is, and what the weeks to come would bring.

use chrono::NaiveDate;
use serde::Serialize;

/// How old work is, by its date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum AgeBand {
    /// Dated after today.
    ToCome,
    /// Up to 30 days old.
    UpTo30,
    /// 31 to 60 days old.
    From31To60,
    /// 61 to 90 days old.
    From61To90,
    /// Older than 90 days.
    Over90,
}

sent!(/// The chargeable backlog of one age, in one currency. Decimal strings.
AgedAmount {
    /// How old.
    age: AgeBand,
    /// ISO 4217.
    currency: String,
    /// How many shares.
    count: u32,
    /// Ready to invoice.
    ready: String,
    /// Not ready.
    not_ready: String,
    /// Both together.
    sum: String,
    /// Both in thousandths of the currency's highest age, for drawing: ready, not ready.
    parts_per_mille: Vec<u16>,
});

sent!(/// What the run dates of one week would bring as things stand, in one currency. Decimal strings.
ForecastWeek {
    /// The Monday of the week.
    week: NaiveDate,
    /// ISO 4217.
    currency: String,
    /// How many run dates the week has, whatever the currency.
    run_dates: u32,
    /// Ready and chargeable.
    expected: String,
    /// Due in the week but not marked ready, chargeable.
    not_ready: String,
    /// Both together.
    sum: String,
    /// Both in thousandths of the currency's highest week, for drawing: expected, not ready.
    parts_per_mille: Vec<u16>,
});

sent!(/// Figures over time, in one currency each.
Figures {
    /// The backlog by age, by currency, the youngest work first.
    ages: Vec<AgedAmount>,
    /// This week and the eleven after it, by currency.
    weeks: Vec<ForecastWeek>,
});
