//! Milestones: dated amounts of a fixed-price line.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::{
    money::{Money, MoneyError},
    split::split,
};

/// A milestone before it has a row of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PeriodicMilestone {
    /// `CONTRACT-LINE-YYYY-MM-DD`.
    pub key: String,
    /// Milestone date and run date.
    pub date: NaiveDate,
    /// Its part of the contracted amount.
    pub amount: Money,
}

/// Divides a line's contracted amount equally over dates, the remainder on the last.
///
/// # Errors
/// [`MoneyError::OutOfRange`].
///
/// Source: SPEC 3.10.
pub fn periodic_milestones(
    contract_key: &str,
    line_key: &str,
    contracted_amount: Money,
    dates: &[NaiveDate],
) -> Result<Vec<PeriodicMilestone>, MoneyError> {
    let Some(last) = dates.len().checked_sub(1) else { return Ok(Vec::new()) };
    let amounts = split(contracted_amount, &vec![Decimal::ONE; dates.len()], last)?;
    Ok(dates
        .iter()
        .zip(amounts)
        .map(|(date, amount)| PeriodicMilestone {
            key: format!("{contract_key}-{line_key}-{date}"),
            date: *date,
            amount,
        })
        .collect())
}

/// Milestones that do not add up to what the line is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the milestones add up to {milestones}, {} {} the contracted amount {contracted_amount}",
    difference.amount().abs(), if difference.amount().is_sign_negative() { "short of" } else { "above" })]
pub struct MilestonesDoNotAddUp {
    /// Their sum.
    pub milestones: Money,
    /// What the line is worth.
    pub contracted_amount: Money,
    /// The sum less what the line is worth.
    pub difference: Money,
}

/// Whether a line's milestones add up to its contracted amount; without one, their sum is it.
///
/// # Errors
/// [`MilestonesDoNotAddUp`] inside, [`MoneyError`] where the sum leaves the range.
///
/// Source: SPEC 2.6, 3.10.
pub fn check_milestones(
    milestones: impl IntoIterator<Item = Money>,
    contracted_amount: Option<Money>,
) -> Result<Result<(), MilestonesDoNotAddUp>, MoneyError> {
    let Some(contracted_amount) = contracted_amount else { return Ok(Ok(())) };
    let milestones = Money::sum(milestones, contracted_amount.currency())?;
    let difference = milestones.minus(contracted_amount)?;
    Ok(if difference.is_zero() {
        Ok(())
    } else {
        Err(MilestonesDoNotAddUp { milestones, contracted_amount, difference })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    fn usd(text: &str) -> Money {
        Money::exact(text.parse().expect("a number"), Currency::from_code("USD").expect("known"))
            .expect("money")
    }

    fn date(text: &str) -> NaiveDate {
        text.parse().expect("a date")
    }

    #[test]
    // SPEC 3.10 (T4): equal parts, the remainder on the last, ids of contract, line and date.
    fn the_contracted_amount_is_divided_equally() {
        let dates = [date("2021-01-01"), date("2021-02-01"), date("2021-03-01")];
        let shown: Vec<_> = periodic_milestones("C", "L", usd("10000.00"), &dates)
            .expect("milestones")
            .into_iter()
            .map(|milestone| format!("{} {}", milestone.key, milestone.amount))
            .collect();
        assert_eq!(shown, ["C-L-2021-01-01 3333.33", "C-L-2021-02-01 3333.33", "C-L-2021-03-01 3333.34"]);
        assert_eq!(periodic_milestones("C", "L", usd("10000.00"), &[]), Ok(vec![]));
    }

    #[test]
    // SPEC 3.10: each part is rounded, the remainder, more or less, is on the last; they always add up.
    fn the_remainder_is_on_the_last() {
        let dates = ["2021-01-01", "2021-02-01", "2021-03-01"].map(date);
        for (amount, expected) in [
            ("100.00", ["33.33", "33.33", "33.34"]),
            ("2.00", ["0.67", "0.67", "0.66"]),
            ("-100.00", ["-33.33", "-33.33", "-33.34"]),
            ("0.01", ["0.00", "0.00", "0.01"]),
        ] {
            let milestones = periodic_milestones("C", "L", usd(amount), &dates).expect("milestones");
            let parts: Vec<Money> = milestones.iter().map(|milestone| milestone.amount).collect();
            assert_eq!(parts.iter().map(ToString::to_string).collect::<Vec<_>>(), expected);
            assert_eq!(check_milestones(parts, Some(usd(amount))), Ok(Ok(())));
        }
    }

    #[test]
    // SPEC 3.10 (T4): the error says by how much.
    fn milestones_must_add_up_to_the_contracted_amount() {
        let sum = |parts: &[&str], worth: &str| {
            check_milestones(parts.iter().map(|part| usd(part)), Some(usd(worth)))
                .expect("in range")
                .map_err(|error| error.to_string())
        };
        assert_eq!(sum(&["3333.33", "3333.33", "3333.34"], "10000.00"), Ok(()));
        assert_eq!(
            sum(&["3333.33", "3333.33", "3333.33"], "10000.00"),
            Err("the milestones add up to 9999.99, 0.01 short of the contracted amount 10000.00".to_owned())
        );
        assert_eq!(
            sum(&["5000.00", "12000.00"], "17500.00"),
            Err("the milestones add up to 17000.00, 500.00 short of the contracted amount 17500.00"
                .to_owned())
        );
        assert_eq!(
            sum(&["5000.00", "12000.00"], "16500.00"),
            Err("the milestones add up to 17000.00, 500.00 above the contracted amount 16500.00".to_owned())
        );
        assert_eq!(check_milestones([usd("1.00")], None), Ok(Ok(())));
    }
}
