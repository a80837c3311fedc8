//! What a process run recorded as left out of what was ready.

use proforma_engine::passed_over::ReasonCode;
use rusqlite::{Row, named_params};

use crate::{
    Connection, StoreError,
    process_run::Attempt,
    row::{Columns, select},
};

/// Ready shares that a process run left out for one reason, in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftOut {
    /// ISO 4217.
    pub currency: String,
    /// Why.
    pub code: ReasonCode,
    /// How many shares.
    pub count: u32,
    /// Their sum in minor units.
    pub sum_minor: i64,
}

/// What a process run, named by its last attempt, recorded as left out of what was ready, by currency and reason: of each
/// contract what the last attempt recorded that handled it. It goes through all that was recorded.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 4.12.
pub fn left_out(connection: &Connection, run: Attempt) -> Result<Vec<LeftOut>, StoreError> {
    let sql = concat!(include_str!("../process_run/standing.sql"), include_str!("left_out.sql"));
    let params = named_params! { ":run": run.process_run.0, ":attempt": run.number };
    select!(connection, sql, params, |row: &Row<'_>| Ok::<_, StoreError>(LeftOut {
        currency: row.string(0)?,
        code: row.word(1)?,
        count: row.get(2)?,
        sum_minor: row.get(3)?
    }))
}
