//! How long a unit is, by what is said of it or by its name.

use rust_decimal::Decimal;

/// Names of units of time in the languages of the books, each language in a text of its own, with the minutes of work
/// that one of them is: eight hours a day, five days a week, as where a resource has no hours of its own.
const NAMES: [(u32, &[&str]); 4] = [
    (
        60,
        &[
            "h hr hrs hour hours man-hour man-hours person-hour person-hours",
            "tim timme timmar arbetstimme arbetstimmar",
            "ч час часа часове човекочас човекочаса човекочасове",
            "std stunde stunden arbeitsstunde arbeitsstunden",
            "t time timer",
            "tunti tuntia tunnit",
            "heure heures",
            "hora horas",
        ],
    ),
    (
        8 * 60,
        &[
            "d day days workday workdays man-day man-days person-day person-days",
            "dag dagar arbetsdag arbetsdagar",
            "ден дни дена човекоден човекодни човекодена",
            "tag tage arbeitstag arbeitstage personentag personentage",
            "dage arbejdsdag arbejdsdage",
            "pv päivä päivää päivät työpäivä työpäivää",
            "j jour jours",
            "día días dia dias",
        ],
    ),
    (
        5 * 8 * 60,
        &[
            "w wk wks week weeks",
            "v vecka veckor",
            "седмица седмици",
            "woche wochen",
            "uge uger",
            "vko viikko viikkoa viikot",
            "semaine semaines",
            "semana semanas",
        ],
    ),
    (
        1,
        &[
            "min mins minute minutes",
            "minut minuter minutter minuten",
            "мин минута минути",
            "minuutti minuuttia minuutit",
            "minuto minutos",
        ],
    ),
];

/// How long one of a unit is, in minutes: a third of an hour has no end as a decimal.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnitLength {
    minutes: Decimal,
}

impl UnitLength {
    /// Of a unit whose hours are said.
    #[must_use]
    pub fn of_hours(hours: Decimal) -> Self {
        Self { minutes: hours * Decimal::from(60) }
    }

    /// Of a unit that nothing is said of; none where its name says no time.
    #[must_use]
    pub fn by_name(unit: &str) -> Option<Self> {
        let unit = unit.trim().trim_end_matches('.').to_lowercase();
        let has_name =
            |names: &[&str]| names.iter().flat_map(|names| names.split(' ')).any(|name| name == unit);
        let (minutes, _) = NAMES.iter().find(|(_, names)| has_name(names))?;
        Some(Self { minutes: Decimal::from(*minutes) })
    }

    /// The hours of a quantity.
    #[must_use]
    pub fn hours_of(self, quantity: Decimal) -> Decimal {
        quantity * self.minutes / Decimal::from(60)
    }
}
