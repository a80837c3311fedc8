//! The limits of every number, date and text, checked where data enters and before anything is multiplied.
//!
//! Source: SPEC 2.5.

use chrono::NaiveDate;
use rust_decimal::Decimal;

/// Largest amount in minor units, positive or negative.
pub const AMOUNT_MINOR_MAX: i64 = 10_000_000_000_000;
/// Largest quantity and largest unit price, positive or negative.
pub const QUANTITY_MAX: i64 = 1_000_000_000;
/// Most decimals of a quantity, a unit price or a percentage.
pub const DECIMALS_MAX: u32 = 6;
/// Longest text in characters.
pub const TEXT_CHARACTERS_MAX: usize = 10_000;
/// Longest name in characters.
pub const NAME_CHARACTERS_MAX: usize = 200;
/// Longest id in characters.
pub const ID_CHARACTERS_MAX: usize = 64;

/// A value outside the limits of the domain.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutOfBounds {
    /// A quantity or unit price beyond ±10^9.
    #[error("{value} is beyond the limit of ±1000000000")]
    Quantity {
        /// The value refused.
        value: Decimal,
    },
    /// A quantity, unit price or percentage with more than six decimals.
    #[error("{value} has more than 6 decimals")]
    Decimals {
        /// The value refused.
        value: Decimal,
    },
    /// A date before 1900-01-01 or after 2199-12-31.
    #[error("{date} is not between 1900-01-01 and 2199-12-31")]
    Date {
        /// The date refused.
        date: NaiveDate,
    },
    /// A text that is too long.
    #[error("the text has {characters} characters, at most {characters_max} are allowed")]
    Text {
        /// How long it is.
        characters: usize,
        /// How long it may be.
        characters_max: usize,
    },
    /// An empty name or id.
    #[error("the text is empty")]
    Empty,
}

/// Checks a quantity or a unit price: within ±10^9, at most six decimals.
///
/// # Errors
/// [`OutOfBounds::Quantity`] or [`OutOfBounds::Decimals`].
///
/// Source: SPEC 2.2, 2.5.
pub fn quantity(value: Decimal) -> Result<Decimal, OutOfBounds> {
    if value.abs() > Decimal::from(QUANTITY_MAX) {
        return Err(OutOfBounds::Quantity { value });
    }
    decimals(value)
}

/// Checks that a number has at most six decimals; trailing zeros do not count.
///
/// # Errors
/// [`OutOfBounds::Decimals`].
pub fn decimals(value: Decimal) -> Result<Decimal, OutOfBounds> {
    if value.scale() > DECIMALS_MAX && value.normalize().scale() > DECIMALS_MAX {
        return Err(OutOfBounds::Decimals { value });
    }
    Ok(value)
}

/// Checks a date of the domain.
///
/// # Errors
/// [`OutOfBounds::Date`].
pub fn date(date: NaiveDate) -> Result<NaiveDate, OutOfBounds> {
    use chrono::Datelike;
    if (1900..=2199).contains(&date.year()) { Ok(date) } else { Err(OutOfBounds::Date { date }) }
}

/// Checks a free text, which may be empty.
///
/// # Errors
/// [`OutOfBounds::Text`].
pub fn text(text: &str) -> Result<(), OutOfBounds> {
    characters_at_most(text, TEXT_CHARACTERS_MAX)
}

/// Checks a name: not empty, at most 200 characters.
///
/// # Errors
/// [`OutOfBounds::Empty`] or [`OutOfBounds::Text`].
pub fn name(name: &str) -> Result<(), OutOfBounds> {
    if name.trim().is_empty() {
        return Err(OutOfBounds::Empty);
    }
    characters_at_most(name, NAME_CHARACTERS_MAX)
}

/// Checks an id of the interchange format: 1 to 64 characters.
///
/// # Errors
/// [`OutOfBounds::Empty`] or [`OutOfBounds::Text`].
pub fn id(id: &str) -> Result<(), OutOfBounds> {
    if id.is_empty() {
        return Err(OutOfBounds::Empty);
    }
    characters_at_most(id, ID_CHARACTERS_MAX)
}

fn characters_at_most(text: &str, characters_max: usize) -> Result<(), OutOfBounds> {
    // Bytes are never fewer than characters, so short texts need no counting.
    if text.len() <= characters_max {
        return Ok(());
    }
    let characters = text.chars().count();
    if characters <= characters_max { Ok(()) } else { Err(OutOfBounds::Text { characters, characters_max }) }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sentence<T>(checked: Result<T, OutOfBounds>) -> String {
        checked.map_or_else(|error| error.to_string(), |_| "accepted".to_owned())
    }

    #[test]
    // SPEC 2.2, 2.5: quantities and prices up to ±10^9 with up to six decimals.
    fn quantities_and_prices() {
        for (value, expected) in [
            ("1000000000", "accepted"),
            ("-1000000000", "accepted"),
            ("1000000000.000001", "1000000000.000001 is beyond the limit of ±1000000000"),
            ("-1000000000.000001", "-1000000000.000001 is beyond the limit of ±1000000000"),
            ("0.000001", "accepted"),
            ("-0.000001", "accepted"),
            ("0.0000010", "accepted"),
            ("0.0000001", "0.0000001 has more than 6 decimals"),
        ] {
            assert_eq!(sentence(quantity(value.parse().expect("a number"))), expected, "{value}");
        }
    }

    #[test]
    // SPEC 2.5: dates from 1900-01-01 to 2199-12-31.
    fn dates() {
        for (day, expected) in [
            ("1899-12-31", "1899-12-31 is not between 1900-01-01 and 2199-12-31"),
            ("1900-01-01", "accepted"),
            ("2199-12-31", "accepted"),
            ("2200-01-01", "2200-01-01 is not between 1900-01-01 and 2199-12-31"),
        ] {
            assert_eq!(sentence(date(day.parse().expect("a date"))), expected, "{day}");
        }
    }

    #[test]
    // SPEC 2.5: texts of 10,000 characters, names of 200, counted as characters, not as bytes.
    fn texts_names_and_ids() {
        let of = |characters: usize| "é".repeat(characters);
        let too_long = |characters: usize, most: usize| {
            format!("the text has {characters} characters, at most {most} are allowed")
        };
        for (checked, expected) in [
            (text(""), "accepted".to_owned()),
            (text(&of(10_000)), "accepted".to_owned()),
            (text(&of(10_001)), too_long(10_001, 10_000)),
            (name(&of(200)), "accepted".to_owned()),
            (name(&of(201)), too_long(201, 200)),
            (name(" \t"), "the text is empty".to_owned()),
            (id(&of(64)), "accepted".to_owned()),
            (id(&of(65)), too_long(65, 64)),
            (id(""), "the text is empty".to_owned()),
        ] {
            assert_eq!(sentence(checked), expected);
        }
    }
}
