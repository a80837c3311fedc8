//! Instants, dates and decimals as the book keeps them: text with one spelling for each value.
//!
//! Text that SQL compares and sorts must have one spelling, so reading is as strict as writing: a second
//! spelling of the same day would fall outside every `BETWEEN`.

use chrono::{DateTime, NaiveDate, SecondsFormat, Utc};
use rust_decimal::Decimal;

use crate::error::StoreError;

/// An instant as it is stored: RFC 3339 with microseconds and `Z`.
pub(crate) fn instant_text(instant: DateTime<Utc>) -> String {
    instant.to_rfc3339_opts(SecondsFormat::Micros, true)
}

/// Reads a stored instant.
pub(crate) fn instant(text: &str) -> Result<DateTime<Utc>, StoreError> {
    DateTime::parse_from_rfc3339(text)
        .map(|instant| instant.to_utc())
        .ok()
        .filter(|instant| instant_text(*instant) == text)
        .ok_or_else(|| unreadable("an instant", text))
}

/// Reads a stored date: four digits, two, two.
pub(crate) fn date(text: &str) -> Result<NaiveDate, StoreError> {
    read_date(text.as_bytes()).ok_or_else(|| unreadable("a date", text))
}

/// A day that a date is compared with, or what sorts before every date.
pub(crate) fn or_first(date: Option<NaiveDate>) -> String {
    date.map(|date| date.to_string()).unwrap_or_default()
}

/// A day that a date is compared with, or what sorts after every date (SPEC 2.5).
pub(crate) fn or_last(date: Option<NaiveDate>) -> String {
    date.map_or_else(|| "9999".to_owned(), |date| date.to_string())
}

/// Row numbers as SQL takes a list of them: one JSON array.
pub(crate) fn id_list(ids: impl IntoIterator<Item = i64>) -> String {
    let ids: Vec<String> = ids.into_iter().map(|id| id.to_string()).collect();
    format!("[{}]", ids.join(","))
}

/// Reads a stored decimal: a sign at most, digits, a point at most; never rounded.
pub(crate) fn decimal(text: &str) -> Result<Decimal, StoreError> {
    let is_plain = text.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'.'));
    let decimal = if is_plain { Decimal::from_str_exact(text).ok() } else { None };
    decimal.ok_or_else(|| unreadable("a decimal", text))
}

/// By hand: the general parser takes other spellings too, and a run reads hundreds of thousands of dates.
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

fn unreadable(kind: &'static str, text: &str) -> StoreError {
    StoreError::Unreadable { kind, value: text.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_instant_has_one_spelling() {
        let text = "2020-10-05T08:30:00.000001Z";
        let read = instant(text).expect("the stored form reads");
        assert_eq!(instant_text(read), text, "what was read is written the same");
        for other in [
            "2020-10-05T08:30:00Z",
            "2020-10-05T10:30:00.000001+02:00",
            "2020-10-05 08:30:00.000001Z",
            "today",
            "",
        ] {
            assert!(instant(other).is_err(), "\"{other}\" is another spelling or no instant");
        }
    }

    #[test]
    fn a_date_has_one_spelling() {
        assert_eq!(date("2020-10-05").expect("a date"), NaiveDate::from_ymd_opt(2020, 10, 5).expect("a day"));
        for other in ["2020-10-5", "+020-10-05", "2020-02-30", "05.10.2020", "2020-10-05 ", "", "２020-10-05"]
        {
            assert!(date(other).is_err(), "\"{other}\" is another spelling or no date");
        }
    }

    #[test]
    fn a_decimal_is_never_rounded_on_reading() {
        for text in ["0", "-12.345600", "999999999.999999", "100"] {
            assert_eq!(decimal(text).expect("a decimal").to_string(), text, "scale and sign stay as written");
        }
        for other in ["", "1,5", "1e3", "1_000", "0.12345678901234567890123456789012", "NaN", "+1"] {
            assert!(decimal(other).is_err(), "\"{other}\" is no decimal of ours");
        }
    }
}
