//! What attempts passed over, each with its reason.

use proforma_engine::{
    ids::{ContractId, ContractLineId, ScheduleRowId, ShareId},
    passed_over::{PassedOver, Reason, ReasonCode},
};
use rusqlite::{Row, named_params, params};

use super::Attempt;
use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, select},
};

/// What candidates of a contract were passed over for, as often as there are candidates.
struct Told<'f> {
    /// Any of the candidates; they differ in nothing but their share.
    first: Exception<'f>,
    candidates: usize,
}

impl Told<'_> {
    fn is_of(&self, (other, other_failure): &Exception<'_>) -> bool {
        let (PassedOver { contract_line, row, share, reason }, failure) = self.first;
        (contract_line, row, share.is_some(), reason, failure)
            == (other.contract_line, other.row, other.share.is_some(), other.reason, *other_failure)
    }
}

/// Something that was passed over, with what went wrong where something did.
pub type Exception<'f> = (PassedOver, Option<&'f str>);

/// Writes everything that an attempt passed over in a contract it handled. Once for each attempt and contract.
///
/// # Errors
/// [`StoreError`].
pub fn insert_exceptions(
    tx: &WriteTransaction<'_>,
    attempt: Attempt,
    contract: ContractId,
    passed_over: &[Exception<'_>],
) -> Result<(), StoreError> {
    let mut told: Vec<Told<'_>> = Vec::new();
    let mut numbers = Vec::with_capacity(passed_over.len());
    for one in passed_over {
        // The same reason is seldom far behind.
        let number = told.iter().rposition(|told| told.is_of(one)).unwrap_or_else(|| {
            told.push(Told { first: *one, candidates: 0 });
            told.len() - 1
        });
        told[number].candidates += 1;
        numbers.push(number);
    }
    for (number, told) in told.iter().enumerate() {
        insert_reason(tx, attempt, contract, number, told)?;
    }
    for (position, ((one, _), number)) in passed_over.iter().zip(numbers).enumerate() {
        let params = params![
            attempt.process_run.0,
            attempt.number,
            contract.0,
            position as i64,
            number as i64,
            one.contract_line.0,
            one.share.map(|share| share.0),
        ];
        execute!(tx, include_str!("insert_exception.sql"), params)?;
    }
    Ok(())
}

fn insert_reason(
    tx: &WriteTransaction<'_>,
    attempt: Attempt,
    contract: ContractId,
    number: usize,
    told: &Told<'_>,
) -> Result<(), StoreError> {
    let (PassedOver { contract_line, row, share, reason }, failure) = told.first;
    let params = params![
        attempt.process_run.0,
        attempt.number,
        contract.0,
        number as i64,
        contract_line.0,
        row.map(|(row, _)| row.0),
        row.map(|(_, run_date)| run_date.to_string()),
        share.is_some(),
        told.candidates as i64,
        reason.code.as_str(),
        reason.cut_off_date.map(|date| date.to_string()),
        reason.next_run_date.map(|date| date.to_string()),
        failure,
    ];
    execute!(tx, include_str!("insert_reason.sql"), params)?;
    Ok(())
}

/// Something that was passed over, as it was recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordedException {
    /// The contract.
    pub contract: ContractId,
    /// What and why.
    pub passed_over: PassedOver,
    /// What went wrong, where something did.
    pub reason: Option<String>,
}

/// Everything that an attempt recorded, by contract; of one contract alone where one is named.
///
/// # Errors
/// [`StoreError`].
pub fn exceptions(
    connection: &Connection,
    attempt: Attempt,
    contract: Option<ContractId>,
) -> Result<Vec<RecordedException>, StoreError> {
    let params = params![attempt.process_run.0, attempt.number, contract.map(|contract| contract.0)];
    let sql = match contract {
        Some(_) => concat!(
            include_str!("exceptions.sql"),
            "  AND exception.contract_id = ?3\nORDER BY exception.position"
        ),
        None => concat!(
            include_str!("exceptions.sql"),
            "  AND ?3 IS NULL\nORDER BY exception.contract_id, exception.position"
        ),
    };
    select!(connection, sql, params, |row: &Row<'_>| {
        let schedule_row = row.get::<_, Option<i64>>(2)?.map(ScheduleRowId);
        Ok::<_, StoreError>(RecordedException {
            contract: ContractId(row.get(0)?),
            passed_over: PassedOver {
                contract_line: ContractLineId(row.get(1)?),
                row: schedule_row.zip(row.optional_date(3)?),
                share: row.get::<_, Option<i64>>(4)?.map(ShareId),
                reason: Reason {
                    code: row.word(5)?,
                    cut_off_date: row.optional_date(6)?,
                    next_run_date: row.optional_date(7)?,
                },
            },
            reason: row.optional_string(8)?,
        })
    })
}

/// What was passed over in one contract for reasons with one code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CountedReason {
    /// The contract.
    pub contract: ContractId,
    /// The attempt that recorded it.
    pub attempt: Attempt,
    /// The code.
    pub code: ReasonCode,
    /// How many candidates.
    pub count: u32,
}

/// How much a process run, named by its last attempt, passed over, by contract and code: of each contract what the last
/// attempt recorded that handled it.
///
/// # Errors
/// [`StoreError`].
pub fn counted_reasons(connection: &Connection, run: Attempt) -> Result<Vec<CountedReason>, StoreError> {
    let sql = concat!(
        include_str!("standing.sql"),
        "SELECT why.contract_id, why.attempt, why.code, SUM(why.candidates)
         FROM standing
         CROSS JOIN process_run_reason AS why
             ON why.process_run_id = :run AND why.attempt = standing.attempt AND why.contract_id = standing.contract_id
         GROUP BY why.contract_id, why.attempt, why.code"
    );
    let params = named_params! { ":run": run.process_run.0, ":attempt": run.number };
    select!(connection, sql, params, |row: &Row<'_>| Ok::<_, StoreError>(CountedReason {
        contract: ContractId(row.get(0)?),
        attempt: Attempt { number: row.get(1)?, ..run },
        code: row.word(2)?,
        count: row.get(3)?,
    }))
}

/// What is ready now of what was passed over in one contract: chargeable minor units by code.
///
/// # Errors
/// [`StoreError`]; also where a sum leaves 64 bits.
pub fn ready_by_code(
    connection: &Connection,
    attempt: Attempt,
    contract: ContractId,
) -> Result<Vec<(ReasonCode, i64)>, StoreError> {
    let params = [attempt.process_run.0, attempt.number, contract.0];
    select!(connection, include_str!("ready_by_code.sql"), params, |row: &Row<'_>| Ok::<_, StoreError>((
        row.word(0)?,
        row.get(1)?
    )))
}
