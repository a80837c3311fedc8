//! The one way an amount is divided: parts by weight, each rounded, the difference on one of them.

use rust_decimal::Decimal;

use crate::money::{Money, MoneyError};

/// Divides `total` by `weights`; part `rounding` takes what rounding leaves over.
///
/// Each part is `total × weight ÷ sum of weights`, rounded to the minor unit, so the parts always add up to
/// `total`, for negative amounts too. An empty or all-zero list gives no parts to divide among and the whole
/// goes to `rounding`.
///
/// # Errors
/// [`MoneyError::OutOfRange`] where the difference would leave the range.
///
/// Source: SPEC 3.10 (equal weights, remainder on the last), 5.2 (percentages, difference on the rounding customer).
pub fn split(total: Money, weights: &[Decimal], rounding: usize) -> Result<Vec<Money>, MoneyError> {
    let sum: Decimal = weights.iter().sum();
    let mut parts = Vec::with_capacity(weights.len());
    let mut left = total;
    for (index, weight) in weights.iter().enumerate() {
        let part = if index == rounding || sum.is_zero() {
            Money::zero(total.currency())
        } else {
            let exact = total.amount().checked_mul(*weight).and_then(|product| product.checked_div(sum));
            Money::rounded(
                exact.ok_or(MoneyError::OutOfRange { currency: total.currency() })?,
                total.currency(),
            )?
        };
        left = left.minus(part)?;
        parts.push(part);
    }
    if let Some(part) = parts.get_mut(rounding) {
        *part = left;
    }
    Ok(parts)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::{bounds::AMOUNT_MINOR_MAX, money::Currency};

    fn money(minor: i64, code: &str) -> Money {
        Money::from_minor(minor, Currency::from_code(code).expect("known")).expect("in range")
    }

    fn check(minor: i64, code: &str, weights: &[&str], rounding: usize, expected: &[&str]) {
        let weights: Vec<Decimal> = weights.iter().map(|w| w.parse().expect("a number")).collect();
        let parts = split(money(minor, code), &weights, rounding).expect("parts");
        assert_eq!(parts.iter().map(ToString::to_string).collect::<Vec<_>>(), expected);
    }

    #[test]
    // SPEC 5.2 (T6 by amount): the difference goes to the rounding customer.
    fn percentages_split_the_amount() {
        check(100_000, "USD", &["33.34", "33.33", "33.33"], 0, &["333.40", "333.30", "333.30"]);
        check(105_000, "USD", &["33.34", "33.33", "33.33"], 0, &["350.06", "349.97", "349.97"]);
        check(1, "USD", &["50", "50"], 0, &["0.00", "0.01"]);
        check(201, "USD", &["50", "50"], 0, &["1.00", "1.01"]);
        check(1, "USD", &["50", "50"], 1, &["0.01", "0.00"]);
        check(-1, "USD", &["50", "50"], 0, &["0.00", "-0.01"]);
        check(-100, "USD", &["33.333333", "33.333333", "33.333334"], 2, &["-0.33", "-0.33", "-0.34"]);
        check(7, "JPY", &["33", "33", "34"], 0, &["3", "2", "2"]);
    }

    #[test]
    // SPEC 3.10 (T4): divided equally, the remainder on the last.
    fn equal_parts_leave_the_remainder_on_the_last() {
        check(1_000_000, "USD", &["1", "1", "1"], 2, &["3333.33", "3333.33", "3333.34"]);
        check(10_000, "USD", &["1", "1", "1"], 2, &["33.33", "33.33", "33.34"]);
        check(200, "USD", &["1", "1", "1"], 2, &["0.67", "0.67", "0.66"]);
    }

    /// A million in the long tier (`cargo xtask test --long`).
    #[expect(clippy::disallowed_methods, reason = "the tier is told to tests by the environment")]
    fn cases() -> u32 {
        if std::env::var_os("PROFORMA_LONG").is_some() { 1_000_000 } else { 2_000 }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(cases()))]

        // SPEC 5.2: the shares always add up to the amount, negative too, each within one unit of its exact part
        // but the rounding customer's, which is within one unit per customer.
        #[test]
        fn parts_always_add_up(
            minor in -AMOUNT_MINOR_MAX..=AMOUNT_MINOR_MAX,
            code in prop::sample::select(vec!["JPY", "USD", "KWD", "BGN"]),
            cuts in prop::collection::vec(0_u32..=100_000_000, 0..20),
            rounding in 0_usize..20,
        ) {
            // Cuts of 100 % in millionths give percentages with six decimals that total 100.
            let mut cuts = cuts;
            cuts.extend([0, 100_000_000]);
            cuts.sort_unstable();
            let weights: Vec<Decimal> = cuts.windows(2).map(|w| Decimal::new(i64::from(w[1] - w[0]), 6)).collect();
            let rounding = rounding % weights.len();
            let total = money(minor, code);
            let parts = split(total, &weights, rounding).expect("parts");
            prop_assert_eq!(Money::sum(parts.iter().copied(), total.currency()).expect("in range"), total);
            for (index, (part, weight)) in parts.iter().zip(&weights).enumerate() {
                let exact = total.amount() * weight / Decimal::ONE_HUNDRED;
                let off = (part.amount() - exact).abs();
                let unit = Decimal::new(1, total.currency().minor_digits());
                let allowed = if index == rounding { unit * Decimal::from(weights.len()) } else { unit / Decimal::TWO };
                prop_assert!(off <= allowed, "part {} is {} off", index, off);
            }
        }
    }
}
