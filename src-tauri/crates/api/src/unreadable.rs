//! Contracts whose own data does not read or cannot be billed: told about, and in nobody's way.

use chrono::NaiveDate;
use proforma_engine::{
    ids::{ContractId, ContractLineId},
    passed_over::{PassedOver, Reason, ReasonCode},
};
use proforma_store::{
    Connection, StoreError, WriteTransaction,
    process_run::{Attempt, Exception, insert_exceptions},
    unreadable::{self as stored, Place, UnreadableContract},
};

use crate::error::ApiError;

/// A contract that was passed over because a stored value of it does not read.
#[derive(Debug)]
pub struct Unreadable {
    /// What can be told of it.
    pub contract: UnreadableContract,
    /// Whether it is parked, or was not due.
    pub code: ReasonCode,
    /// What does not read.
    pub failure: String,
}

impl Unreadable {
    /// What there is to tell of a contract that failed to load.
    ///
    /// # Errors
    /// [`ApiError`] where not even that can be read.
    pub(crate) fn describe(
        connection: &Connection,
        contract: ContractId,
        run_date: NaiveDate,
        code: ReasonCode,
        failure: &ApiError,
    ) -> Result<Self, ApiError> {
        let described = stored::describe(connection, contract, run_date)?;
        let contract =
            described.ok_or_else(|| ApiError::NotFound { kind: "contract", id: contract.0.to_string() })?;
        Ok(Self { contract, code, failure: failure.to_string() })
    }

    /// Its rows that were due, or its lines where none was.
    pub fn places(&self) -> impl Iterator<Item = &Place> {
        let has_due = self.contract.places.iter().any(|place| place.is_due);
        self.contract.places.iter().filter(move |place| place.is_due == has_due)
    }

    /// Records it and parks its rows, without reading any.
    ///
    /// Source: SPEC 4.10.
    pub(crate) fn park(
        &self,
        tx: &WriteTransaction<'_>,
        attempt: Attempt,
        contract: ContractId,
        run_date: NaiveDate,
    ) -> Result<(), ApiError> {
        stored::park(tx, contract, run_date, &self.failure)?;
        let exception = |place: &Place| {
            let (contract_line, row) = (place.contract_line, place.row);
            let reason = Reason::plain(self.code);
            (PassedOver { contract_line, row, share: None, reason }, Some(self.failure.as_str()))
        };
        let exceptions: Vec<Exception<'_>> = self.places().map(exception).collect();
        Ok(insert_exceptions(tx, attempt, contract, &exceptions)?)
    }

    /// Where a line of it is named.
    pub(crate) fn place_of(&self, line: ContractLineId) -> Option<&Place> {
        self.contract.places.iter().find(|place| place.contract_line == line)
    }
}

/// Whether the contract's own data is to blame, so that it is parked and the run goes on.
pub(crate) fn is_fault_of_the_contract(error: &ApiError) -> bool {
    match error {
        ApiError::Money(_) => true,
        ApiError::Store(error) => matches!(
            error,
            StoreError::Refused { .. } | StoreError::Conflict { .. } | StoreError::Unreadable { .. }
        ),
        ApiError::NotFound { .. }
        | ApiError::Refused(_)
        | ApiError::Input { .. }
        | ApiError::Form(_)
        | ApiError::Open(_)
        | ApiError::Lease(_)
        | ApiError::Unfinished { .. }
        | ApiError::Holder(_)
        | ApiError::Import(_)
        | ApiError::Spreadsheet(_)
        | ApiError::Output(_)
        | ApiError::NotWritten(_)
        | ApiError::Json(_)
        | ApiError::Pdf(_) => false,
    }
}
