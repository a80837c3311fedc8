//! The interchange format on real books: what comes in, what is refused and where, and what goes out again.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

#[path = "interchange/book.rs"]
mod book;
#[path = "interchange/from_history.rs"]
mod from_history;
#[path = "interchange/refusals.rs"]
mod refusals;
#[path = "interchange/refusals_of_contracts.rs"]
mod refusals_of_contracts;
#[path = "interchange/round_trip.rs"]
mod round_trip;
#[path = "interchange/rules.rs"]
mod rules;
#[path = "interchange/shape.rs"]
mod shape;
