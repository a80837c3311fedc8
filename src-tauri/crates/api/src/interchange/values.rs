//! Texts of the file as values of the domain, each refused with its place.
//!
//! Source: SPEC 2.2, 2.5, 2.6.

use std::{fmt::Display, str::FromStr};

use chrono::{DateTime, NaiveDate, Utc};
use proforma_engine::{
    bounds,
    money::{Currency, Money},
};
use rust_decimal::Decimal;

pub(crate) use super::checks::shortened;
use super::{
    checks,
    error::{ImportError, Reason},
    place::Place,
};

/// A decimal number as the format spells it: a sign at most, digits, a point with digits at most.
pub(super) fn decimal(place: &Place<'_>, text: &str) -> Result<Decimal, ImportError> {
    checks::decimal(text).map_err(|reason| ImportError::refused(place, reason))
}

/// A quantity, a price, a number of hours: within ±10^9, at most six decimals.
pub(super) fn quantity(place: &Place<'_>, text: &str) -> Result<Decimal, ImportError> {
    within(place, bounds::quantity(decimal(place, text)?))
}

/// An amount of a currency, never rounded.
pub(super) fn money(place: &Place<'_>, text: &str, currency: Currency) -> Result<Money, ImportError> {
    Money::exact(decimal(place, text)?, currency).map_err(|error| ImportError::refused(place, error))
}

/// A civil date within the bounds.
pub(super) fn date(place: &Place<'_>, text: &str) -> Result<NaiveDate, ImportError> {
    checks::date(text).map_err(|reason| ImportError::refused(place, reason))
}

/// An instant as an export spells it.
pub(super) fn instant(place: &Place<'_>, text: &str) -> Result<DateTime<Utc>, ImportError> {
    match DateTime::parse_from_rfc3339(text) {
        Ok(instant) => Ok(instant.to_utc()),
        Err(_) => Err(ImportError::refused(place, Reason::Instant { text: shortened(text) })),
    }
}

/// A word of one of the engine's enums.
pub(super) fn word<T>(place: &Place<'_>, text: &str) -> Result<T, ImportError>
where
    T: FromStr,
    T::Err: Display,
{
    checks::word(text).map_err(|reason| ImportError::refused(place, reason))
}

/// A word that may be absent.
pub(super) fn word_or<T>(place: &Place<'_>, text: Option<&str>, default: T) -> Result<T, ImportError>
where
    T: FromStr,
    T::Err: Display,
{
    text.map_or(Ok(default), |text| word(place, text))
}

/// Checks an id.
pub(super) fn id(place: &Place<'_>, text: &str) -> Result<(), ImportError> {
    within(place, bounds::id(text))
}

/// Checks a name.
pub(super) fn name(place: &Place<'_>, text: &str) -> Result<(), ImportError> {
    within(place, bounds::name(text))
}

/// Checks a free text that may be absent.
pub(super) fn text(place: &Place<'_>, text: Option<&str>) -> Result<(), ImportError> {
    text.map_or(Ok(()), |text| within(place, bounds::text(text)))
}

/// Gives a refusal of the bounds its place.
pub(super) fn within<T>(
    place: &Place<'_>,
    checked: Result<T, bounds::OutOfBounds>,
) -> Result<T, ImportError> {
    checked.map_err(|error| ImportError::refused(place, error))
}
