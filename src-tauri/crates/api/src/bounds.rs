//! Bounds of what a screen may ask for.

use crate::error::ApiError;

/// Most rows of one page.
pub const PAGE_ROWS_MAX: u32 = 500;
/// Most shares in one request.
pub const SHARES_MAX: usize = 10_000;
/// Most contracts in one request.
pub const CONTRACTS_MAX: usize = 10_000;

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
