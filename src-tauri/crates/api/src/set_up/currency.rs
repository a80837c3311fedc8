//! Currencies, as ISO 4217 has them.

use proforma_engine::money::Currency;

use crate::dto::CurrencyRow;

/// Every currency that somebody pays or paid in, by its code; withdrawn ones last.
#[must_use]
pub fn currencies() -> Vec<CurrencyRow> {
    let row = |currency: Currency| CurrencyRow {
        code: currency.code().to_owned(),
        name: currency.name().to_owned(),
        minor_digits: currency.minor_digits(),
        superseded_by: currency.superseded_by().map(|by| by.code().to_owned()),
    };
    let mut rows: Vec<CurrencyRow> =
        Currency::all().filter(|currency| currency.is_money()).map(row).collect();
    rows.sort_by_key(|row| row.superseded_by.is_some());
    rows
}
