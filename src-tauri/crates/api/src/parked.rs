//! Contracts that a run left untouched, each with its reason, until they are run again.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use proforma_engine::{
    ids::ContractId,
    passed_over::{Reason, ReasonCode},
    share::BillingStatus,
};
use proforma_store::{Connection, contract, overview};

use crate::{
    book_sums::BookSums, bounds, dto::ParkedContract, error::ApiError, heads::Contracts,
    reason_text::sentence, sums::Sums,
};

/// Every parked contract, the one that has waited longest first.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
///
/// Source: SPEC 4.10.
pub fn parked_contracts(connection: &Connection, sums: &BookSums) -> Result<Vec<ParkedContract>, ApiError> {
    let snapshot = connection.snapshot()?;
    let contracts = Contracts::read(&snapshot)?;
    let backlog = sums.of(&snapshot)?.backlog()?;
    let mut parked: BTreeMap<ContractId, overview::FailedRow> = BTreeMap::new();
    for row in overview::failed_rows(&snapshot)? {
        parked.entry(row.contract).or_insert(row);
    }
    let mut rows: Vec<overview::FailedRow> = parked.into_values().collect();
    rows.sort_by_key(|row| (row.run_date, contracts.place(row.contract)));
    rows.iter()
        .map(|row| {
            let head = contracts.get(row.contract)?;
            let mut ready = Sums::default();
            for sum in backlog.get(&row.contract).into_iter().flatten() {
                if sum.billing_status == BillingStatus::ReadyToInvoice {
                    ready.add_minor(contracts.currency(row.contract)?, sum.sum_minor);
                }
            }
            Ok(ParkedContract {
                contract: head.key.clone(),
                contract_name: head.name.clone(),
                run_date: row.run_date,
                reason: sentence(&Reason::plain(ReasonCode::ContractParked), None, row.reason.as_deref()),
                amounts: ready.amounts_by_code(),
            })
        })
        .collect()
}

/// What a retry runs: the contracts, and the latest date that failed of any of them, whose process run gets another
/// attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Retry {
    /// The date.
    pub run_date: NaiveDate,
    /// The contracts.
    pub contracts: Vec<ContractId>,
}

/// What a retry of these contracts runs, of all that are parked where none is named; none where nothing is parked.
///
/// # Errors
/// [`ApiError::NotFound`] for a contract that the book does not have; [`ApiError::Input`] for too many.
///
/// Source: SPEC 4.11.
pub fn retry_of(connection: &Connection, keys: &[String]) -> Result<Option<Retry>, ApiError> {
    if !keys.is_empty() {
        bounds::contracts(keys.len())?;
    }
    let named = keys.iter().map(|key| {
        contract::id_of(connection, key)?
            .ok_or_else(|| ApiError::NotFound { kind: "contract", id: key.clone() })
    });
    let named = named.collect::<Result<Vec<ContractId>, ApiError>>()?;
    let mut rows = overview::failed_rows(connection)?;
    rows.retain(|row| named.is_empty() || named.contains(&row.contract));
    let Some(run_date) = rows.iter().map(|row| row.run_date).max() else { return Ok(None) };
    let mut contracts: Vec<ContractId> = rows.iter().map(|row| row.contract).collect();
    contracts.sort_unstable();
    contracts.dedup();
    Ok(Some(Retry { run_date, contracts }))
}
