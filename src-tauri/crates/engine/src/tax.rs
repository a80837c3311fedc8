//! Tax of an invoice: once per category and rate, on the sum of the net line amounts.

use rust_decimal::Decimal;

use crate::{
    money::{Money, MoneyError},
    words::words,
};

words! {
    /// Tax category, by its code in UNTDID 5305 as EN 16931 uses it.
    TaxCategory, "tax category", {
        /// Standard rate.
        Standard = "S",
        /// Zero rated.
        ZeroRated = "Z",
        /// Exempt.
        Exempt = "E",
        /// Reverse charge.
        ReverseCharge = "AE",
        /// Supply within the European Economic Area.
        IntraCommunity = "K",
        /// Export outside the European Union.
        Export = "G",
        /// Outside the scope of tax.
        OutOfScope = "O",
    }
}

/// The tax set-up of a contract line: a category and its rate in percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct TaxRate {
    category: TaxCategory,
    percent: Decimal,
}

/// Why a tax set-up is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TaxError {
    /// Outside 0 to 100, or with more than six decimals.
    #[error("{percent} is not a tax percent between 0 and 100 with at most 6 decimals")]
    Percent {
        /// The rate refused.
        percent: Decimal,
    },
    /// A rate above zero in a category that has none.
    #[error("category {category} has a tax percent of 0, not {percent}")]
    NotStandard {
        /// The category given.
        category: TaxCategory,
        /// The rate refused.
        percent: Decimal,
    },
}

impl TaxRate {
    /// A set-up that holds together.
    ///
    /// # Errors
    /// [`TaxError::Percent`] outside 0 to 100; [`TaxError::NotStandard`] where another category than `S` has a rate.
    ///
    /// Source: SPEC 2.4, 2.6.
    pub fn new(category: TaxCategory, percent: Decimal) -> Result<Self, TaxError> {
        if percent < Decimal::ZERO
            || percent > Decimal::ONE_HUNDRED
            || crate::bounds::decimals(percent).is_err()
        {
            return Err(TaxError::Percent { percent });
        }
        if category != TaxCategory::Standard && !percent.is_zero() {
            return Err(TaxError::NotStandard { category, percent });
        }
        Ok(Self { category, percent: percent.normalize() })
    }

    /// The category.
    #[must_use]
    pub fn category(self) -> TaxCategory {
        self.category
    }

    /// The rate in percent, 0 to 100.
    #[must_use]
    pub fn percent(self) -> Decimal {
        self.percent
    }
}

/// The tax of one category and rate on one invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaxGroup {
    /// Category and rate.
    pub rate: TaxRate,
    /// Sum of the net line amounts.
    pub taxable: Money,
    /// The tax on it.
    pub tax: Money,
}

/// Groups line amounts by category and rate, in the order in which they first appear, and taxes each group once.
///
/// Lines without a tax set-up carry no tax and are in no group.
///
/// # Errors
/// [`MoneyError`] where a sum leaves the range.
///
/// Source: SPEC 2.4 (EN 16931, BR-CO-17).
pub fn tax_groups(
    lines: impl IntoIterator<Item = (Option<TaxRate>, Money)>,
) -> Result<Vec<TaxGroup>, MoneyError> {
    let mut groups: Vec<(TaxRate, Money)> = Vec::new();
    for (rate, amount) in lines {
        let Some(rate) = rate else { continue };
        match groups.iter_mut().find(|(known, _)| *known == rate) {
            Some((_, taxable)) => *taxable = taxable.plus(amount)?,
            None => groups.push((rate, amount)),
        }
    }
    groups
        .into_iter()
        .map(|(rate, taxable)| Ok(TaxGroup { rate, taxable, tax: taxable.percent(rate.percent)? }))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    fn eur(text: &str) -> Money {
        Money::exact(text.parse().expect("a number"), Currency::from_code("EUR").expect("known"))
            .expect("money")
    }

    fn rate(category: TaxCategory, percent: &str) -> TaxRate {
        TaxRate::new(category, percent.parse().expect("a number")).expect("a rate")
    }

    #[test]
    // SPEC 2.4: per group on the sum, not per line; three times 0.335 would have been 0.34 each.
    fn tax_is_computed_once_per_group() {
        let standard = rate(TaxCategory::Standard, "25");
        let groups = tax_groups([
            (Some(standard), eur("1.34")),
            (Some(rate(TaxCategory::Standard, "12.50")), eur("10.00")),
            (Some(standard), eur("1.34")),
            (None, eur("99.00")),
            (Some(standard), eur("1.34")),
            (Some(rate(TaxCategory::ReverseCharge, "0")), eur("5.00")),
        ])
        .expect("groups");
        let shown: Vec<_> = groups
            .iter()
            .map(|g| format!("{} {} {} {}", g.rate.category(), g.rate.percent(), g.taxable, g.tax))
            .collect();
        assert_eq!(shown, ["S 25 4.02 1.01", "S 12.5 10.00 1.25", "AE 0 5.00 0.00"]);
    }

    #[test]
    // SPEC 2.4: rounded half away from zero, credits too.
    fn tax_of_a_credit_mirrors_the_tax_of_the_charge() {
        for (taxable, tax) in [("0.02", "0.01"), ("-0.02", "-0.01"), ("0.01", "0.00"), ("-0.01", "0.00")] {
            let groups =
                tax_groups([(Some(rate(TaxCategory::Standard, "25")), eur(taxable))]).expect("groups");
            assert_eq!(groups[0].tax.to_string(), tax, "25 % of {taxable}");
        }
    }

    #[test]
    // SPEC 2.4: without a tax set-up there is no group, so tax is zero; the same rate of two categories is two groups.
    fn lines_without_a_set_up_carry_no_tax() {
        assert_eq!(tax_groups([(None, eur("99.00")), (None, eur("1.00"))]), Ok(vec![]));
        let (exempt, zero) = (rate(TaxCategory::Exempt, "0"), rate(TaxCategory::ZeroRated, "0"));
        let groups = tax_groups([(Some(exempt), eur("1.00")), (Some(zero), eur("2.00"))]).expect("groups");
        assert_eq!(groups.len(), 2);
    }

    #[test]
    // SPEC 2.6: a percent outside 0 to 100, or not 0 for another category than S.
    fn rates_that_do_not_hold_together_are_refused() {
        for (category, percent) in [
            (TaxCategory::Standard, "-0.01"),
            (TaxCategory::Standard, "100.01"),
            (TaxCategory::Standard, "1.0000001"),
            (TaxCategory::Exempt, "25"),
            (TaxCategory::ReverseCharge, "0.1"),
        ] {
            assert!(TaxRate::new(category, percent.parse().expect("n")).is_err(), "{category} {percent}");
        }
        for percent in ["0", "0.000001", "100"] {
            assert!(TaxRate::new(TaxCategory::Standard, percent.parse().expect("n")).is_ok(), "S {percent}");
        }
        for category in TaxCategory::ALL {
            assert!(TaxRate::new(*category, Decimal::ZERO).is_ok(), "{category} 0");
        }
    }
}
