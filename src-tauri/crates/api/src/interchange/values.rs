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

use super::{
    error::{ImportError, Reason},
    place::Place,
};

/// A decimal number as the format spells it: a sign at most, digits, a point with digits at most.
pub(super) fn decimal(place: &Place<'_>, text: &str) -> Result<Decimal, ImportError> {
    if !is_decimal(text) {
        return Err(ImportError::refused(place, Reason::Decimal { text: shortened(text) }));
    }
    let mut number = Decimal::from_str_exact(text)
        .map_err(|_| ImportError::refused(place, Reason::Digits { text: shortened(text) }))?;
    if number.is_zero() {
        number.set_sign_positive(true);
    }
    Ok(number)
}

fn is_decimal(text: &str) -> bool {
    let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    let unsigned = text.strip_prefix('-').unwrap_or(text);
    match unsigned.split_once('.') {
        Some((whole, fraction)) => digits(whole) && digits(fraction),
        None => digits(unsigned),
    }
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
    match read_date(text.as_bytes()) {
        Some(date) => within(place, bounds::date(date)),
        None => Err(ImportError::refused(place, Reason::Date { text: shortened(text) })),
    }
}

/// By hand, since the general parser takes other spellings too and a book has millions of dates.
fn read_date(bytes: &[u8]) -> Option<NaiveDate> {
    let [y0, y1, y2, y3, b'-', m0, m1, b'-', d0, d1] = *bytes else { return None };
    let number = |digits: &[u8]| -> Option<u32> {
        digits
            .iter()
            .try_fold(0, |sum, digit| digit.is_ascii_digit().then(|| sum * 10 + u32::from(digit - b'0')))
    };
    let year = i32::try_from(number(&[y0, y1, y2, y3])?).ok()?;
    NaiveDate::from_ymd_opt(year, number(&[m0, m1])?, number(&[d0, d1])?)
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
    let unknown = |error: T::Err| {
        let message = if text.len() > SHOWN_MAX {
            format!("\"{}\" is no word of the format", shortened(text))
        } else {
            error.to_string()
        };
        ImportError::refused(place, Reason::Word { message })
    };
    text.parse().map_err(unknown)
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

/// How much of a wrong text a message shows.
const SHOWN_MAX: usize = 60;

/// The beginning of a text that may be very long.
pub(crate) fn shortened(text: &str) -> String {
    match text.char_indices().nth(SHOWN_MAX) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
