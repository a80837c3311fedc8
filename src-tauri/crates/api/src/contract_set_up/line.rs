//! A line as it was typed, once nothing is wrong with it.

use chrono::NaiveDate;
use proforma_engine::money::Money;
use proforma_store::contract::NewContractLine;

/// A line with its milestones.
#[derive(Debug)]
pub(super) struct TypedLine {
    pub(super) line: NewContractLine,
    pub(super) milestones: Vec<TypedMilestone>,
}

/// A milestone in its place.
#[derive(Debug)]
pub(super) struct TypedMilestone {
    /// None for a new one, unless it comes back.
    pub(super) key: Option<String>,
    pub(super) name: String,
    pub(super) date: NaiveDate,
    pub(super) amount: Money,
    pub(super) run_date: NaiveDate,
}
