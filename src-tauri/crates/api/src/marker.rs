//! Marks shares one by one in one write transaction: limits are tested, and each contract is told what changed.
//!
//! Source: SPEC 5.3, 5.4.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use proforma_engine::{
    ids::ContractId,
    limits::{LimitScope, LimitState},
    share::{BillingStatus, Share},
};
use proforma_store::{WriteTransaction, share};

use crate::{
    changes::{ChangeName, Command},
    dto::{ShareName, StoppedShares},
    error::ApiError,
    limits::Limits,
    marking_record::MarkingRecord,
    sums::Sums,
};

/// So many limits are told one by one where they stopped something.
const SENTENCES_MAX: usize = 5;

/// One marking.
pub(crate) struct Marker<'t> {
    tx: &'t WriteTransaction<'t>,
    limits: Limits<'t>,
    to: BillingStatus,
    records: BTreeMap<ContractId, MarkingRecord>,
    amounts: Sums,
    stopped: StoppedShares,
    stopped_by: Vec<(ContractId, LimitScope)>,
}

impl<'t> Marker<'t> {
    pub(crate) fn new(tx: &'t WriteTransaction<'t>, to: BillingStatus) -> Self {
        Self {
            tx,
            limits: Limits::new(tx),
            to,
            records: BTreeMap::new(),
            amounts: Sums::default(),
            stopped: StoppedShares::default(),
            stopped_by: Vec::new(),
        }
    }

    /// Whether a contract has limits, so that the order of its shares matters.
    pub(crate) fn has_limits(&mut self, contract: ContractId) -> Result<bool, ApiError> {
        self.limits.are_set(contract)
    }

    /// Marks a share; where a limit stops that, it stays, remembers the limit, and the sentence about it is given.
    pub(crate) fn mark(
        &mut self,
        share: &Share,
        name: Option<&ShareName>,
    ) -> Result<Option<String>, ApiError> {
        let contract = self.limits.contract_of(share.contract_line)?;
        let place = (share.contract_line, share.id);
        let record = self.records.entry(contract).or_insert_with(|| MarkingRecord::new(self.to));
        if let Err(stopped) = self.limits.move_to(share, self.to)? {
            if share.billing_status == BillingStatus::NotReady {
                let state = LimitState::Stopped(stopped.passed.scope.level());
                share::set_limit_state(self.tx, place.0, place.1, Some(state))?;
            }
            record.stop(place.0, place.1);
            self.stopped.shares += 1;
            let sentence = stopped.sentence(self.tx)?;
            let by = (contract, stopped.passed.scope);
            if !self.stopped_by.contains(&by) {
                self.stopped_by.push(by);
                if self.stopped.why.len() < SENTENCES_MAX {
                    self.stopped.why.push(sentence.clone());
                }
            }
            return Ok(Some(sentence));
        }
        share::set_status(self.tx, place.0, place.1, share.billing_status, self.to)?;
        let chargeable = if share.is_chargeable() { share.amount.minor() } else { 0 };
        if share.is_chargeable() {
            self.amounts.add(share.amount);
        }
        record.add(place.0, place.1, chargeable);
        if share.limit_state == Some(LimitState::Committed) {
            record.was_committed(place.0, place.1);
        }
        if let Some(name) = name {
            record.shares.push(name.clone());
        }
        Ok(None)
    }

    /// Writes into the histories what changed, and gives what takes it back, what it amounts to and what was stopped.
    pub(crate) fn finish(
        self,
        command: Command,
        now: DateTime<Utc>,
    ) -> Result<(Option<String>, Sums, StoppedShares), ApiError> {
        let change = ChangeName { command, at: now };
        let mut has_changed = false;
        for (contract, record) in &self.records {
            has_changed |= record.count() > 0;
            change.write(self.tx, *contract, &serde_json::to_string(record)?)?;
        }
        Ok((has_changed.then(|| change.token()), self.amounts, self.stopped))
    }
}
