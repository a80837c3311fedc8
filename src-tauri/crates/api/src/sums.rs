//! Sums over many amounts, by currency: they may be beyond what one amount can be.

use proforma_engine::money::{Currency, Money};
use rust_decimal::Decimal;

use crate::dto::Amount;

/// Sums by currency, in the order in which the currencies came.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Sums(Vec<(Currency, i128)>);

impl Sums {
    /// Adds an amount to the sum of its currency.
    pub fn add(&mut self, amount: Money) {
        self.add_minor(amount.currency(), i128::from(amount.minor()));
    }

    /// Adds minor units, themselves a sum, to the sum of a currency.
    pub fn add_minor(&mut self, currency: Currency, minor: i128) {
        match self.0.iter_mut().find(|(known, _)| *known == currency) {
            Some((_, sum)) => *sum += minor,
            None => self.0.push((currency, minor)),
        }
    }

    /// Adds other sums to these.
    pub fn merge(&mut self, other: &Self) {
        for (currency, minor) in &other.0 {
            self.add_minor(*currency, *minor);
        }
    }

    /// The sums as they are sent.
    #[must_use]
    pub fn amounts(&self) -> Vec<Amount> {
        self.0.iter().map(amount).collect()
    }

    /// The sums as they are sent, by the code of their currency; what comes to nothing is left out.
    #[must_use]
    pub fn amounts_by_code(&self) -> Vec<Amount> {
        let mut sums: Vec<&(Currency, i128)> = self.0.iter().filter(|(_, minor)| *minor != 0).collect();
        sums.sort_by_key(|(currency, _)| currency.code());
        sums.into_iter().map(amount).collect()
    }
}

fn amount((currency, minor): &(Currency, i128)) -> Amount {
    Amount {
        amount: Decimal::from_i128_with_scale(*minor, currency.minor_digits()).to_string(),
        currency: currency.code().to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    // SPEC 2.5: the bound is one amount's, not a sum's over many contracts.
    fn a_sum_may_be_beyond_what_one_amount_can_be() {
        let money = |code: &str| {
            Money::from_minor(10_000_000_000_000, Currency::from_code(code).expect("known"))
                .expect("in range")
        };
        let mut sums = Sums::default();
        for code in ["IDR", "JPY", "IDR"] {
            sums.add(money(code));
        }
        let shown: Vec<String> =
            sums.amounts().iter().map(|sum| format!("{} {}", sum.amount, sum.currency)).collect();
        assert_eq!(shown, ["200000000000.00 IDR", "10000000000000 JPY"]);
    }

    #[test]
    // SPEC 2.1: one sum per currency, never mixed, and none that is nothing.
    fn sums_stand_by_their_currency() {
        let of = |code| Currency::from_code(code).expect("known");
        let mut sums = Sums::default();
        for (code, minor) in [("USD", 150), ("EUR", 1), ("JPY", 7), ("USD", 50), ("JPY", -7)] {
            sums.add_minor(of(code), minor);
        }
        let shown: Vec<String> =
            sums.amounts_by_code().iter().map(|sum| format!("{} {}", sum.amount, sum.currency)).collect();
        assert_eq!(shown, ["0.01 EUR", "2.00 USD"]);
    }
}
