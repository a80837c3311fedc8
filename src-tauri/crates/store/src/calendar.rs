//! What stands on the days of a calendar: cut-offs, milestones, process runs, invoices.

use chrono::NaiveDate;
use proforma_engine::{ids::ContractId, money::Money, share::BillingStatus};
use rusqlite::Row;

use crate::{
    Connection, StoreError,
    process_run::{self, AttemptStatus},
    row::{Columns, select},
};

/// Days on which a cut-off of an active contract falls, and how many contracts have one.
///
/// # Errors
/// [`StoreError`].
pub fn cut_offs(
    connection: &Connection,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<(NaiveDate, u32)>, StoreError> {
    let params = [from.to_string(), to.to_string()];
    select!(connection, include_str!("calendar/cut_offs.sql"), params, |row: &Row<'_>| Ok::<_, StoreError>((
        row.date(0)?,
        row.get(1)?
    )))
}

/// A milestone with the status of one of its shares.
#[derive(Debug, Clone, PartialEq)]
pub struct DatedMilestone {
    /// Milestone date.
    pub date: NaiveDate,
    /// The author's id.
    pub key: String,
    /// Name.
    pub name: String,
    /// The contract.
    pub contract: ContractId,
    /// Its amount.
    pub amount: Money,
    /// The status of a share; none where it has none.
    pub billing_status: Option<BillingStatus>,
}

/// Milestones dated between two days, once for each of their shares, by date, contract and id.
///
/// # Errors
/// [`StoreError`].
pub fn milestones(
    connection: &Connection,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<DatedMilestone>, StoreError> {
    let params = [from.to_string(), to.to_string()];
    select!(connection, include_str!("calendar/milestones.sql"), params, |row: &Row<'_>| {
        let currency = row.currency(4)?;
        let has_share = row.optional_text(6)?.is_some();
        Ok::<_, StoreError>(DatedMilestone {
            date: row.date(0)?,
            key: row.string(1)?,
            name: row.string(2)?,
            contract: ContractId(row.get(3)?),
            amount: row.money(5, currency)?,
            billing_status: has_share.then(|| row.word(6)).transpose()?,
        })
    })
}

/// Process runs of dates between two days with how they stand, by date.
///
/// # Errors
/// [`StoreError`].
pub fn process_runs(
    connection: &Connection,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<(NaiveDate, AttemptStatus)>, StoreError> {
    let runs = process_run::between(connection, from, to)?;
    Ok(runs.into_iter().rev().map(|run| (run.run_date, run.status)).collect())
}

/// Invoices that carry one date, in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoicesOfDay {
    /// Invoice date.
    pub date: NaiveDate,
    /// ISO 4217.
    pub currency: String,
    /// How many.
    pub count: u32,
    /// Their net in minor units.
    pub net_minor: i64,
}

/// Invoices of every status with their date between two days, by date and currency.
///
/// # Errors
/// [`StoreError`].
pub fn invoices(
    connection: &Connection,
    from: NaiveDate,
    to: NaiveDate,
) -> Result<Vec<InvoicesOfDay>, StoreError> {
    let params = [from.to_string(), to.to_string()];
    select!(connection, include_str!("calendar/invoices.sql"), params, |row: &Row<'_>| {
        Ok::<_, StoreError>(InvoicesOfDay {
            date: row.date(0)?,
            currency: row.string(1)?,
            count: row.get(2)?,
            net_minor: row.get(3)?,
        })
    })
}
