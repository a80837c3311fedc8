//! What attempts passed over, each with its reason.

use proforma_engine::{
    ids::{ContractId, ContractLineId, ScheduleRowId, ShareId},
    passed_over::{PassedOver, Reason},
};
use rusqlite::{Row, params};

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

/// Everything that an attempt recorded, by contract.
///
/// # Errors
/// [`StoreError`].
pub fn exceptions(connection: &Connection, attempt: Attempt) -> Result<Vec<RecordedException>, StoreError> {
    let params = [attempt.process_run.0, attempt.number];
    select!(connection, include_str!("exceptions.sql"), params, |row: &Row<'_>| {
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
