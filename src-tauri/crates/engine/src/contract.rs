//! Project contracts, their lines and the customers who pay for them.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::{
    ids::{ContractId, ContractLineId, CustomerId},
    money::{Currency, Money},
    tax::TaxRate,
    words::words,
};

words! {
    /// Where a project contract stands.
    ContractStatus, "contract status", {
        /// Being prepared: nothing is billed by a run.
        Draft = "draft",
        /// In force: takes part in process runs (SPEC 4.14).
        Active = "active",
        /// Over: nothing is billed by a run.
        Closed = "closed",
    }
}

words! {
    /// How a contract line is billed.
    BillingMethod, "billing method", {
        /// By milestones.
        FixedPrice = "fixed_price",
        /// By what was worked and spent.
        TimeAndMaterial = "time_and_material",
    }
}

words! {
    /// What kind of work or cost a transaction is.
    TransactionClass, "transaction class", {
        /// Working time.
        Time = "time",
        /// An expense.
        Expense = "expense",
        /// Material.
        Material = "material",
        /// A fee: revenue without a cost.
        Fee = "fee",
    }
}

/// The transaction classes that a contract line includes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct TransactionClasses(u8);

impl TransactionClasses {
    /// The same set with one class more.
    #[must_use]
    pub fn with(self, class: TransactionClass) -> Self {
        Self(self.0 | 1 << class as u8)
    }

    /// Whether the class is included.
    #[must_use]
    pub fn includes(self, class: TransactionClass) -> bool {
        self.0 & (1 << class as u8) != 0
    }

    /// The included classes in their fixed order.
    pub fn iter(self) -> impl Iterator<Item = TransactionClass> {
        TransactionClass::ALL.iter().copied().filter(move |class| self.includes(*class))
    }
}

impl FromIterator<TransactionClass> for TransactionClasses {
    fn from_iter<T: IntoIterator<Item = TransactionClass>>(classes: T) -> Self {
        classes.into_iter().fold(Self::default(), Self::with)
    }
}

/// One customer of a contract or line, with a percentage of what is billed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerSplitEntry {
    /// The customer.
    pub customer: CustomerId,
    /// 0 to 100 with up to six decimals.
    pub percent: Decimal,
    /// What may be billed to it at most (SPEC 5.4).
    pub not_to_exceed: Option<Money>,
}

/// The customers of a contract or line: percentages that total 100, and one customer who takes what rounding leaves.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CustomerSplit {
    entries: Vec<CustomerSplitEntry>,
    rounding: usize,
}

/// Why a list of customers is refused; `index` counts the list from 0.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum CustomerSplitError {
    /// No customer.
    #[error("a list of customers needs at least one customer")]
    Empty,
    /// A negative percentage, one above 100, or one with more than six decimals.
    #[error("{percent} is not a percentage from 0 to 100 with at most 6 decimals")]
    Percent {
        /// Where.
        index: usize,
        /// The percentage refused.
        percent: Decimal,
    },
    /// The percentages do not add up.
    #[error("the percentages total {total}, not 100")]
    Total {
        /// What they add up to.
        total: Decimal,
    },
    /// One customer stands twice in the list.
    #[error("the customer is in the list twice")]
    Twice {
        /// Where the second one stands.
        index: usize,
    },
    /// More than one rounding customer is named.
    #[error("a second rounding customer is named")]
    TwoRounding {
        /// Where the second one stands.
        index: usize,
    },
}

impl CustomerSplit {
    /// A list that holds together. Each entry says whether it is named as the rounding customer; where none is,
    /// the first above 0 % is.
    ///
    /// # Errors
    /// [`CustomerSplitError`], with the place in the list.
    ///
    /// Source: SPEC 2.6, 5.1.
    pub fn new(list: Vec<(CustomerId, Decimal, bool)>) -> Result<Self, CustomerSplitError> {
        let mut rounding = None;
        let mut total = Decimal::ZERO;
        for (index, (customer, percent, named)) in list.iter().enumerate() {
            if *percent < Decimal::ZERO
                || *percent > Decimal::ONE_HUNDRED
                || crate::bounds::decimals(*percent).is_err()
            {
                return Err(CustomerSplitError::Percent { index, percent: *percent });
            }
            if list[..index].iter().any(|(earlier, _, _)| earlier == customer) {
                return Err(CustomerSplitError::Twice { index });
            }
            if *named && rounding.replace(index).is_some() {
                return Err(CustomerSplitError::TwoRounding { index });
            }
            total += *percent;
        }
        if list.is_empty() {
            return Err(CustomerSplitError::Empty);
        }
        if total != Decimal::ONE_HUNDRED {
            return Err(CustomerSplitError::Total { total: total.normalize() });
        }
        // A customer at 0 % has no share that could take the difference, so naming it is as naming none.
        let pays = |index: &usize| !list[*index].1.is_zero();
        let rounding = rounding.filter(pays).or_else(|| (0..list.len()).find(pays)).unwrap_or(0);
        let entries = list
            .into_iter()
            .map(|(customer, percent, _)| CustomerSplitEntry {
                customer,
                percent: percent.normalize(),
                not_to_exceed: None,
            })
            .collect();
        Ok(Self { entries, rounding })
    }

    /// The same customers with a limit each, in their order.
    ///
    /// Source: SPEC 5.4.
    #[must_use]
    pub fn with_limits(mut self, limits: Vec<Option<Money>>) -> Self {
        for (entry, limit) in self.entries.iter_mut().zip(limits) {
            entry.not_to_exceed = limit;
        }
        self
    }

    /// The customers in their order; the first of a contract is the primary customer.
    #[must_use]
    pub fn entries(&self) -> &[CustomerSplitEntry] {
        &self.entries
    }

    /// Place of the rounding customer in [`CustomerSplit::entries`].
    #[must_use]
    pub fn rounding(&self) -> usize {
        self.rounding
    }
}

/// The unit of a contract that carries a billing method, classes and an invoice schedule of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct ContractLine {
    /// Row number.
    pub id: ContractLineId,
    /// The author's id, unique in the contract.
    pub key: String,
    /// Name.
    pub name: String,
    /// Billing method.
    pub billing_method: BillingMethod,
    /// Included transaction classes.
    pub transaction_classes: TransactionClasses,
    /// What a fixed-price line is worth.
    pub contracted_amount: Option<Money>,
    /// What a time-and-material line may come to at most (SPEC 5.4).
    pub not_to_exceed: Option<Money>,
    /// The tasks it is for; none: all.
    pub tasks: Vec<String>,
    /// Tax set-up; without one, tax is zero.
    pub tax: Option<TaxRate>,
    /// First day of billing.
    pub billing_start: Option<NaiveDate>,
    /// The line's own customers, which decide (SPEC 5.1).
    pub customers: CustomerSplit,
}

impl ContractLine {
    /// Whether it bills transactions of a class: a fixed-price line bills its milestones only.
    ///
    /// Source: SPEC 4.2.
    #[must_use]
    pub fn bills(&self, class: TransactionClass) -> bool {
        self.billing_method == BillingMethod::TimeAndMaterial && self.transaction_classes.includes(class)
    }
}

/// A deal: one currency, customers, lines.
#[derive(Debug, Clone, PartialEq)]
pub struct Contract {
    /// Row number.
    pub id: ContractId,
    /// The author's id.
    pub key: String,
    /// Name.
    pub name: String,
    /// Its one currency.
    pub currency: Currency,
    /// Where it stands.
    pub status: ContractStatus,
    /// Last day of the schedules.
    pub delivery_date: Option<NaiveDate>,
    /// What may be billed at most (SPEC 5.4).
    pub not_to_exceed: Option<Money>,
    /// Its customers, the primary one first.
    pub customers: CustomerSplit,
    /// Lines in their order.
    pub lines: Vec<ContractLine>,
}

impl Contract {
    /// The line with this row number.
    #[must_use]
    pub fn line(&self, id: ContractLineId) -> Option<&ContractLine> {
        self.lines.iter().find(|line| line.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[expect(clippy::needless_pass_by_value, reason = "the column of a table of test data")]
    fn check(list: &[(i64, &str, bool)], expected: Result<usize, CustomerSplitError>) {
        let list = list
            .iter()
            .map(|(customer, percent, rounding)| {
                (CustomerId(*customer), percent.parse().expect("a number"), *rounding)
            })
            .collect();
        assert_eq!(CustomerSplit::new(list).map(|split| split.rounding()), expected);
    }

    #[test]
    // SPEC 5.1: exactly one rounding customer, the first above 0 % where none is named.
    fn the_rounding_customer_is_the_named_one_or_the_first_who_pays() {
        check(&[(1, "100", false)], Ok(0));
        check(&[(1, "0", false), (2, "60", false), (3, "40", false)], Ok(1));
        check(&[(1, "60", false), (2, "40", true)], Ok(1));
        check(&[(1, "0", true), (2, "60", false), (3, "40", false)], Ok(1));
    }

    #[test]
    // SPEC 2.6, 5.1: percentages that do not total 100, are negative or too fine; a customer twice.
    fn lists_that_do_not_hold_together_are_refused() {
        let n = |text: &str| text.parse::<Decimal>().expect("a number");
        check(&[], Err(CustomerSplitError::Empty));
        check(&[(1, "99.99", false)], Err(CustomerSplitError::Total { total: n("99.99") }));
        check(&[(1, "60", false), (2, "60", false)], Err(CustomerSplitError::Total { total: n("120") }));
        check(
            &[(1, "110", false), (2, "-10", false)],
            Err(CustomerSplitError::Percent { index: 0, percent: n("110") }),
        );
        check(
            &[(1, "-10", false), (2, "110", false)],
            Err(CustomerSplitError::Percent { index: 0, percent: n("-10") }),
        );
        check(
            &[(1, "33.3333333", false), (2, "66.6666667", false)],
            Err(CustomerSplitError::Percent { index: 0, percent: n("33.3333333") }),
        );
        check(&[(1, "50", false), (1, "50", false)], Err(CustomerSplitError::Twice { index: 1 }));
        check(&[(1, "50", true), (2, "50", true)], Err(CustomerSplitError::TwoRounding { index: 1 }));
    }
}
