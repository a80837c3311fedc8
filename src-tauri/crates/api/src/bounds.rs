//! Bounds of what a screen may ask for.

use chrono::NaiveDate;

use crate::error::ApiError;

/// Most rows of one page.
pub const PAGE_ROWS_MAX: u32 = 500;
/// Most shares in one request.
pub const SHARES_MAX: usize = 10_000;
/// Most days of a calendar.
pub const DAYS_MAX: i64 = 400;
/// Most days after which a draft is old.
pub const STALE_DAYS_MAX: u32 = 365;
/// Most contracts in one request.
pub const CONTRACTS_MAX: usize = 10_000;
/// Most drafts in one request.
pub const DRAFTS_MAX: usize = 10_000;

/// Checks a page.
pub(crate) fn page(offset: u32, limit: u32) -> Result<(u32, u32), ApiError> {
    if (1..=PAGE_ROWS_MAX).contains(&limit) {
        return Ok((offset, limit));
    }
    Err(ApiError::Input {
        field: "limit",
        message: format!("{limit} rows were asked for, 1 to {PAGE_ROWS_MAX} can be"),
    })
}

/// Checks a search text.
pub(crate) fn search(text: &str) -> Result<&str, ApiError> {
    let too_long = |error: proforma_engine::bounds::OutOfBounds| ApiError::Input {
        field: "search",
        message: error.to_string(),
    };
    if text.is_empty() {
        Ok(text)
    } else {
        proforma_engine::bounds::text(text).map(|()| text).map_err(too_long)
    }
}

/// Checks how many shares are named.
pub(crate) fn shares(count: usize) -> Result<(), ApiError> {
    named("shares", count, SHARES_MAX)
}

/// Checks how many of what matches are left out.
pub(crate) fn exceptions(count: usize) -> Result<(), ApiError> {
    if count <= SHARES_MAX {
        return Ok(());
    }
    let message = format!("{count} exceptions were named, at most {SHARES_MAX} can be");
    Err(ApiError::Input { field: "except", message })
}

/// Checks how many contracts are named.
pub(crate) fn contracts(count: usize) -> Result<(), ApiError> {
    named("contracts", count, CONTRACTS_MAX)
}

fn named(field: &'static str, count: usize, max: usize) -> Result<(), ApiError> {
    if (1..=max).contains(&count) {
        return Ok(());
    }
    Err(ApiError::Input { field, message: format!("{count} {field} were named, 1 to {max} can be") })
}

/// Checks how many drafts are named.
pub(crate) fn drafts(count: usize) -> Result<(), ApiError> {
    named("drafts", count, DRAFTS_MAX)
}

/// Checks the first and the last day of a calendar.
pub(crate) fn days(from: NaiveDate, to: NaiveDate) -> Result<(), ApiError> {
    for (field, date) in [("from", from), ("to", to)] {
        proforma_engine::bounds::date(date)
            .map_err(|error| ApiError::Input { field, message: error.to_string() })?;
    }
    let count = (to - from).num_days() + 1;
    if (1..=DAYS_MAX).contains(&count) {
        return Ok(());
    }
    let message = if count < 1 {
        format!("{to} is before {from}")
    } else {
        format!("{count} days were asked for, at most {DAYS_MAX} can be")
    };
    Err(ApiError::Input { field: "to", message })
}

/// Checks the age from which on a draft is old.
pub(crate) fn stale_days(days: u32) -> Result<(), ApiError> {
    if (1..=STALE_DAYS_MAX).contains(&days) {
        return Ok(());
    }
    Err(ApiError::Input {
        field: "stale_days",
        message: format!("{days} days were asked for, 1 to {STALE_DAYS_MAX} can be"),
    })
}
