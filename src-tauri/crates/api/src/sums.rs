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

    /// The sums as they are sent.
    #[must_use]
    pub fn amounts(&self) -> Vec<Amount> {
        let sum = |(currency, minor): &(Currency, i128)| Amount {
            amount: Decimal::from_i128_with_scale(*minor, currency.minor_digits()).to_string(),
            currency: currency.code().to_owned(),
        };
        self.0.iter().map(sum).collect()
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
}
