//! Exact amounts in one currency, and the only rounding of the program.

use iso_currency::Currency as Iso;
use rust_decimal::{Decimal, RoundingStrategy, prelude::ToPrimitive};

use crate::bounds::{AMOUNT_MINOR_MAX, OutOfBounds, quantity as bounded};

/// A currency of ISO 4217, withdrawn ones included, since books are old.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Currency(Iso);

/// Why an amount could not be made.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// Beyond ±10^13 minor units (SPEC 2.5).
    #[error("the amount is beyond the limit of 10000000000000 minor units of {currency}")]
    OutOfRange {
        /// The currency whose minor units are counted.
        currency: Currency,
    },
    /// More decimals than the currency has (SPEC 2.6).
    #[error("{amount} has more decimals than {currency} has ({})", currency.minor_digits())]
    TooManyDecimals {
        /// The number as given.
        amount: Decimal,
        /// The currency it was meant in.
        currency: Currency,
    },
    /// Two currencies met in one sum.
    #[error("an amount in {right} cannot be added to one in {left}")]
    CurrencyMismatch {
        /// Currency of the sum so far.
        left: Currency,
        /// Currency of what was to be added.
        right: Currency,
    },
    /// A quantity or a price beyond its own limits.
    #[error(transparent)]
    Factor(#[from] OutOfBounds),
    /// No currency of ISO 4217.
    #[error("\"{code}\" is not a currency code of ISO 4217")]
    UnknownCurrency {
        /// The code as given.
        code: String,
    },
}

impl Currency {
    /// The currency with this three-letter code.
    ///
    /// # Errors
    /// [`MoneyError::UnknownCurrency`].
    ///
    /// Source: ISO 4217; SPEC 2.6 for withdrawn ones.
    pub fn from_code(code: &str) -> Result<Self, MoneyError> {
        Iso::from_code(code).map(Self).ok_or_else(|| MoneyError::UnknownCurrency { code: code.to_owned() })
    }

    /// Every currency of the standard by its code, withdrawn ones included.
    pub fn all() -> impl Iterator<Item = Self> {
        let mut known: Vec<Iso> = (0..1000).filter_map(Iso::from_numeric).collect();
        known.sort_by_key(|currency| currency.code());
        known.into_iter().map(Self)
    }

    /// Its English name.
    #[must_use]
    pub fn name(&self) -> &str {
        self.0.name()
    }

    /// The currency that took its place, where it is withdrawn.
    #[must_use]
    pub fn superseded_by(self) -> Option<Self> {
        self.0.is_superseded().map(Self)
    }

    /// Whether anybody pays in it: not so metals, test codes and units of account.
    #[must_use]
    pub fn is_money(self) -> bool {
        !self.0.is_special() && !self.0.is_fund()
    }

    /// The three-letter code.
    #[must_use]
    pub fn code(self) -> &'static str {
        self.0.code()
    }

    /// How many decimals an amount has: 0 for JPY, 2 for USD, 3 for KWD.
    #[must_use]
    pub fn minor_digits(self) -> u32 {
        self.0.exponent().map_or(0, u32::from)
    }
}

impl std::fmt::Display for Currency {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.write_str(self.code())
    }
}

/// An exact amount, always at its currency's own scale and within ±10^13 minor units.
///
/// Only `Money` adds amounts; two currencies are an error, never a conversion.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    amount: Decimal,
    currency: Currency,
}

impl Money {
    /// Nothing, in a currency.
    #[must_use]
    pub fn zero(currency: Currency) -> Self {
        Self { amount: Decimal::new(0, currency.minor_digits()), currency }
    }

    /// An amount from its stored minor units.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn from_minor(minor: i64, currency: Currency) -> Result<Self, MoneyError> {
        if minor.unsigned_abs() > AMOUNT_MINOR_MAX.unsigned_abs() {
            return Err(MoneyError::OutOfRange { currency });
        }
        Ok(Self { amount: Decimal::new(minor, currency.minor_digits()), currency })
    }

    /// An amount as somebody wrote it; never rounded.
    ///
    /// # Errors
    /// [`MoneyError::TooManyDecimals`] or [`MoneyError::OutOfRange`].
    ///
    /// Source: SPEC 2.5, 2.6.
    pub fn exact(amount: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        let rounded = round(amount, currency.minor_digits());
        if rounded != amount {
            return Err(MoneyError::TooManyDecimals { amount, currency });
        }
        Self::within_range(rounded, currency)
    }

    /// A computed number, rounded to the minor unit.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`].
    pub fn rounded(amount: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        Self::within_range(round(amount, currency.minor_digits()), currency)
    }

    /// Quantity × unit price, rounded half away from zero to the minor unit.
    ///
    /// # Errors
    /// [`MoneyError::Factor`] where a factor is out of bounds, checked before they are multiplied;
    /// [`MoneyError::OutOfRange`].
    ///
    /// Source: SPEC 2.2, 2.5.
    pub fn extend(quantity: Decimal, unit_price: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        let exact = bounded(quantity)?
            .normalize()
            .checked_mul(bounded(unit_price)?.normalize())
            .ok_or(MoneyError::OutOfRange { currency })?;
        Self::rounded(exact, currency)
    }

    fn within_range(mut amount: Decimal, currency: Currency) -> Result<Self, MoneyError> {
        amount.rescale(currency.minor_digits());
        if amount.scale() != currency.minor_digits()
            || amount.mantissa().unsigned_abs() > u128::from(AMOUNT_MINOR_MAX.unsigned_abs())
        {
            return Err(MoneyError::OutOfRange { currency });
        }
        // A negative zero would print as "-0.00".
        if amount.is_zero() {
            amount.set_sign_positive(true);
        }
        Ok(Self { amount, currency })
    }

    /// The amount in minor units, as it is stored.
    #[must_use]
    pub fn minor(self) -> i64 {
        self.amount.mantissa().to_i64().expect("an amount is within ±10^13 minor units")
    }

    /// The amount as a decimal number with the currency's decimals.
    #[must_use]
    pub fn amount(self) -> Decimal {
        self.amount
    }

    /// The currency.
    #[must_use]
    pub fn currency(self) -> Currency {
        self.currency
    }

    /// Whether the amount is zero.
    #[must_use]
    pub fn is_zero(self) -> bool {
        self.amount.is_zero()
    }

    /// Whether it is below zero.
    #[must_use]
    pub fn is_negative(self) -> bool {
        self.amount < Decimal::ZERO
    }

    /// The sum of two amounts of one currency.
    ///
    /// # Errors
    /// [`MoneyError::CurrencyMismatch`] or [`MoneyError::OutOfRange`].
    pub fn plus(self, other: Self) -> Result<Self, MoneyError> {
        if self.currency != other.currency {
            return Err(MoneyError::CurrencyMismatch { left: self.currency, right: other.currency });
        }
        Self::within_range(self.amount + other.amount, self.currency)
    }

    /// The difference of two amounts of one currency.
    ///
    /// # Errors
    /// As [`Money::plus`].
    pub fn minus(self, other: Self) -> Result<Self, MoneyError> {
        self.plus(Self { amount: -other.amount, currency: other.currency })
    }

    /// The percentage of the amount, rounded to the minor unit.
    ///
    /// # Errors
    /// [`MoneyError::OutOfRange`] where a percentage beyond 100 leaves the range.
    ///
    /// Source: SPEC 2.4, 5.2.
    pub fn percent(self, percent: Decimal) -> Result<Self, MoneyError> {
        let exact = self
            .amount
            .checked_mul(percent)
            .and_then(|product| product.checked_div(Decimal::ONE_HUNDRED))
            .ok_or(MoneyError::OutOfRange { currency: self.currency })?;
        Self::rounded(exact, self.currency)
    }

    /// The sum of amounts that are all in `currency`.
    ///
    /// # Errors
    /// As [`Money::plus`].
    pub fn sum(amounts: impl IntoIterator<Item = Self>, currency: Currency) -> Result<Self, MoneyError> {
        amounts.into_iter().try_fold(Self::zero(currency), Self::plus)
    }
}

impl std::fmt::Display for Money {
    /// The decimal number with the currency's decimals, without the currency.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        std::fmt::Display::fmt(&self.amount, formatter)
    }
}

/// Rounds half away from zero: the only rounding of the program.
///
/// Source: SPEC 2.2, 2.4, 3.10, 5.2.
#[must_use]
pub fn round(value: Decimal, digits: u32) -> Decimal {
    value.round_dp_with_strategy(digits, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn money(text: &str, code: &str) -> Money {
        Money::exact(text.parse().expect("a number"), Currency::from_code(code).expect("a currency"))
            .expect("money")
    }

    #[test]
    // SPEC 2.1: the minor unit is the currency's own.
    fn minor_units_follow_iso_4217() {
        for (text, code, minor) in [
            ("1204310", "JPY", 1_204_310),
            ("12.34", "USD", 1_234),
            ("318.250", "KWD", 318_250),
            ("1.00", "BGN", 100),
        ] {
            assert_eq!(money(text, code).minor(), minor, "{text} {code}");
            assert_eq!(
                Money::from_minor(minor, Currency::from_code(code).expect("known"))
                    .expect("in range")
                    .to_string(),
                text
            );
        }
    }

    #[test]
    // SPEC 2.6: every currency of the standard is there once, withdrawn ones too.
    fn every_currency_is_listed() {
        let letters = || 'A'..='Z';
        let codes =
            letters().flat_map(|a| letters().flat_map(move |b| letters().map(move |c| format!("{a}{b}{c}"))));
        let known: Vec<String> = codes.filter(|code| Currency::from_code(code).is_ok()).collect();
        let listed: Vec<&str> = Currency::all().map(Currency::code).collect();
        assert_eq!(listed, known);
        let lev = Currency::from_code("BGN").expect("known");
        assert_eq!(lev.superseded_by().map(Currency::code), Some("EUR"));
        assert_eq!((lev.name(), lev.is_money()), ("Bulgarian lev", true));
        assert!(!Currency::from_code("XAU").expect("known").is_money(), "gold is no money");
    }

    #[test]
    // SPEC 2.2: quantity × unit price, half away from zero.
    fn extension_rounds_half_away_from_zero() {
        let usd = Currency::from_code("USD").expect("known");
        for (quantity, price, amount) in [
            ("7.5", "133.33", "999.98"),
            ("-7.5", "133.33", "-999.98"),
            ("1", "0.005", "0.01"),
            ("1", "-0.005", "-0.01"),
            ("1", "0.004999", "0.00"),
            ("-1", "0.004999", "0.00"),
            ("0.333333", "3", "1.00"),
            ("8", "200.00", "1600.00"),
        ] {
            let extended = Money::extend(quantity.parse().expect("n"), price.parse().expect("n"), usd)
                .expect("in range");
            assert_eq!(extended.to_string(), amount, "{quantity} × {price}");
        }
    }

    #[test]
    // SPEC 2.5: bounds are checked before numbers are multiplied.
    fn amounts_beyond_the_bounds_are_refused() {
        let usd = Currency::from_code("USD").expect("known");
        let jpy = Currency::from_code("JPY").expect("known");
        let big: Decimal = "1000000000".parse().expect("n");
        assert!(Money::extend(big, Decimal::ONE, usd).is_ok());
        assert_eq!(Money::extend(big, big, jpy), Err(MoneyError::OutOfRange { currency: jpy }));
        assert!(matches!(Money::extend(big + Decimal::ONE, Decimal::ZERO, usd), Err(MoneyError::Factor(_))));
        assert!(matches!(
            Money::extend("1.0000001".parse().expect("n"), Decimal::ONE, usd),
            Err(MoneyError::Factor(_))
        ));
        assert!(Money::from_minor(AMOUNT_MINOR_MAX, usd).is_ok());
        assert_eq!(
            Money::from_minor(AMOUNT_MINOR_MAX + 1, usd),
            Err(MoneyError::OutOfRange { currency: usd })
        );
        assert!(Money::from_minor(-AMOUNT_MINOR_MAX, usd).is_ok());
        assert_eq!(
            Money::from_minor(-AMOUNT_MINOR_MAX - 1, usd),
            Err(MoneyError::OutOfRange { currency: usd })
        );
        assert_eq!(
            Money::extend(Decimal::ZERO, -big - Decimal::ONE, usd),
            Err(MoneyError::Factor(OutOfBounds::Quantity { value: -big - Decimal::ONE })),
            "the price is looked at even where the amount would be zero"
        );
        let most = Money::from_minor(AMOUNT_MINOR_MAX, usd).expect("in range");
        assert_eq!(most.plus(money("0.01", "USD")), Err(MoneyError::OutOfRange { currency: usd }));
    }

    #[test]
    // SPEC 2.6: an amount is never rounded on entry.
    fn more_decimals_than_the_currency_has_are_refused() {
        for (text, code) in [("12.345", "USD"), ("0.5", "JPY"), ("1.2345", "KWD")] {
            let currency = Currency::from_code(code).expect("known");
            assert!(matches!(
                Money::exact(text.parse().expect("n"), currency),
                Err(MoneyError::TooManyDecimals { .. })
            ));
        }
        assert_eq!(money("12.3400", "USD").to_string(), "12.34");
    }

    #[test]
    // SPEC 2.2: the minor unit is the currency's own, so is the rounding.
    fn extension_rounds_to_the_currencys_own_unit() {
        for (code, amount) in [("JPY", "1"), ("USD", "0.50"), ("KWD", "0.500")] {
            let currency = Currency::from_code(code).expect("known");
            let extended = Money::extend(Decimal::ONE, "0.5".parse().expect("n"), currency);
            assert_eq!(extended.expect("in range").to_string(), amount, "{code}");
        }
    }

    #[test]
    // SPEC 1 (a contract has one currency), 2.1: two currencies are an error, never a conversion.
    fn two_currencies_never_add() {
        assert!(matches!(
            money("1.00", "USD").plus(money("1.00", "EUR")),
            Err(MoneyError::CurrencyMismatch { .. })
        ));
    }
}
