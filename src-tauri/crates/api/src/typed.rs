//! Texts as they are typed into a form, as values of the domain; whatever may not be is gathered with its place.
//!
//! Source: SPEC 2.2, 2.5, 2.6.

use std::{fmt::Display, str::FromStr};

use chrono::NaiveDate;
use proforma_engine::{
    bounds,
    money::{Currency, Money},
};
use rust_decimal::Decimal;

pub(crate) use crate::interchange::checks::shortened;
use crate::{
    dto::FieldProblem,
    interchange::{Reason, checks},
};

/// What is wrong with a form, in the order in which it was found.
#[derive(Debug, Default)]
pub(crate) struct Problems(Vec<FieldProblem>);

impl Problems {
    pub(crate) fn add(&mut self, path: impl Into<String>, message: impl Display) {
        self.0.push(FieldProblem { path: path.into(), message: message.to_string() });
    }

    /// As [`Problems::add`], where it was not said yet.
    pub(crate) fn add_once(&mut self, path: &str, message: &str) {
        if !self.0.iter().any(|known| known.path == path && known.message == message) {
            self.add(path, message);
        }
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(crate) fn first(&self) -> Option<&FieldProblem> {
        self.0.first()
    }

    /// The places where something is wrong.
    pub(crate) fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|problem| problem.path.as_str())
    }

    pub(crate) fn into_list(self) -> Vec<FieldProblem> {
        self.0
    }

    /// Gives a value, or gathers why there is none.
    pub(crate) fn take<T>(&mut self, path: impl Into<String>, value: Result<T, impl Display>) -> Option<T> {
        value.map_err(|error| self.add(path, error)).ok()
    }

    /// A name: not empty, at most 200 characters.
    pub(crate) fn name(&mut self, path: &str, text: &str) {
        match bounds::name(text) {
            Err(bounds::OutOfBounds::Empty) => self.add(path, "a name is missing"),
            checked => drop(self.take(path, checked)),
        }
    }

    /// An id: 1 to 64 characters.
    pub(crate) fn id(&mut self, path: &str, text: &str) {
        match bounds::id(text) {
            Err(bounds::OutOfBounds::Empty) => self.add(path, "an id is missing"),
            checked => drop(self.take(path, checked)),
        }
    }

    /// A free text.
    pub(crate) fn text(&mut self, path: &str, text: &str) {
        self.take(path, bounds::text(text));
    }

    /// A date that may be left out.
    pub(crate) fn date(&mut self, path: &str, text: &str) -> Option<NaiveDate> {
        filled(text).and_then(|text| self.take(path, date(text)))
    }

    /// An amount that may be left out.
    pub(crate) fn money(&mut self, path: &str, text: &str, currency: Currency) -> Option<Money> {
        let amount = filled(text).and_then(|text| self.take(path, decimal(text)))?;
        self.take(path, Money::exact(amount, currency))
    }

    /// A limit that may be left out.
    ///
    /// Source: SPEC 5.4.
    pub(crate) fn limit(&mut self, path: &str, text: &str, currency: Currency) -> Option<Money> {
        let limit = self.money(path, text, currency)?;
        if limit.is_negative() {
            self.add(path, "a not-to-exceed limit cannot be below zero");
            return None;
        }
        Some(limit)
    }

    /// A quantity or a price.
    pub(crate) fn quantity(&mut self, path: &str, text: &str) -> Option<Decimal> {
        let number = self.take(path, decimal(text.trim()))?;
        self.take(path, bounds::quantity(number))
    }

    /// A word of one of the engine's enums.
    pub(crate) fn word<T>(&mut self, path: &str, text: &str) -> Option<T>
    where
        T: FromStr,
        T::Err: Display,
    {
        self.take(path, text.parse::<T>())
    }
}

/// What was typed, where anything was.
pub(crate) fn filled(text: &str) -> Option<&str> {
    let text = text.trim();
    (!text.is_empty()).then_some(text)
}

/// What was typed, kept where anything was.
pub(crate) fn optional(text: &str) -> Option<String> {
    filled(text).map(str::to_owned)
}

/// A decimal number: a sign at most, digits, a point with digits at most.
pub(crate) fn decimal(text: &str) -> Result<Decimal, String> {
    if text.is_empty() {
        return Err("a number is missing".to_owned());
    }
    checks::decimal(text).map_err(|_| format!("\"{}\" is not a number", shortened(text)))
}

/// A civil date. The page has read it in the person's own spelling: the form of files is not their concern.
pub(crate) fn date(text: &str) -> Result<NaiveDate, String> {
    checks::date(text).map_err(|reason| {
        if matches!(reason, Reason::Date { .. }) {
            format!("\"{}\" is not a date", shortened(text))
        } else {
            reason.to_string()
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    // SPEC 2.2, 2.5, 2.6: what may not be in a book is named, and its place.
    fn what_may_not_be_is_gathered() {
        let usd = Currency::from_code("USD").expect("known");
        let mut problems = Problems::default();
        problems.name("name", "  ");
        problems.id("id", &"x".repeat(65));
        assert_eq!(problems.money("amount", "1.005", usd), None);
        assert_eq!(problems.limit("limit", "-1", usd), None);
        assert_eq!(problems.quantity("quantity", "1000000000.1"), None);
        assert_eq!(problems.quantity("price", ""), None);
        assert_eq!(problems.date("date", "2020-2-30"), None);
        assert_eq!(problems.date("start", "1899-12-31"), None);
        let found: Vec<String> = problems
            .into_list()
            .iter()
            .map(|problem| format!("{}: {}", problem.path, problem.message))
            .collect();
        assert_eq!(
            found,
            [
                "name: a name is missing",
                "id: the text has 65 characters, at most 64 are allowed",
                "amount: 1.005 has more decimals than USD has (2)",
                "limit: a not-to-exceed limit cannot be below zero",
                "quantity: 1000000000.1 is beyond the limit of ±1000000000",
                "price: a number is missing",
                "date: \"2020-2-30\" is not a date",
                "start: 1899-12-31 is not between 1900-01-01 and 2199-12-31",
            ]
        );
    }

    #[test]
    fn what_was_left_out_is_no_problem() {
        let usd = Currency::from_code("USD").expect("known");
        let mut problems = Problems::default();
        assert_eq!(problems.money("amount", " ", usd), None);
        assert_eq!(problems.date("date", ""), None);
        assert!(problems.is_empty());
        assert_eq!(optional("  a "), Some("a".to_owned()));
    }
}
