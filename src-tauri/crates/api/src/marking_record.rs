//! What the history of a contract says of a marking: the shares that changed, as ranges of their numbers, line by line.
//! A million shares that lie together take a few words.

use std::collections::BTreeMap;

use proforma_engine::{
    ids::{ContractLineId, ShareId},
    share::BillingStatus,
};
use proforma_store::{StoreError, WriteTransaction, share};
use serde::{Deserialize, Serialize};

use crate::{
    dto::ShareName,
    error::{ApiError, Refusal},
};

/// One contract's part of a marking.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct MarkingRecord {
    /// What they were marked.
    pub(crate) billing_status: String,
    /// By line: first and last number of each run of shares that changed.
    #[serde(default)]
    pub(crate) lines: BTreeMap<i64, Vec<(i64, i64)>>,
    /// The same shares by their names, where they were named one by one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub(crate) shares: Vec<ShareName>,
    /// By line: the shares that a limit stopped, as they were.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    stopped: BTreeMap<i64, Vec<(i64, i64)>>,
    /// What they amount to, chargeable; none where that is beyond what fits.
    #[serde(default)]
    pub(crate) amount_minor: Option<i64>,
}

impl MarkingRecord {
    pub(crate) fn new(to: BillingStatus) -> Self {
        Self {
            billing_status: to.as_str().to_owned(),
            lines: BTreeMap::new(),
            shares: Vec::new(),
            stopped: BTreeMap::new(),
            amount_minor: Some(0),
        }
    }

    /// Takes in a share that changed, with what of it is chargeable.
    pub(crate) fn add(&mut self, line: ContractLineId, share: ShareId, chargeable_minor: i64) {
        self.amount_minor = self.amount_minor.and_then(|sum| sum.checked_add(chargeable_minor));
        extend(self.lines.entry(line.0).or_default(), share);
    }

    /// Takes in a share that a limit stopped.
    pub(crate) fn stop(&mut self, line: ContractLineId, share: ShareId) {
        extend(self.stopped.entry(line.0).or_default(), share);
    }

    /// Whether a share changed.
    pub(crate) fn names(&self, line: ContractLineId, share: ShareId) -> bool {
        let of_line = self.lines.get(&line.0).map_or(&[][..], Vec::as_slice);
        of_line.iter().any(|(first, last)| (*first..=*last).contains(&share.0))
    }

    /// How many shares changed.
    pub(crate) fn count(&self) -> u64 {
        self.lines.values().flatten().map(|(first, last)| first.abs_diff(*last) + 1).sum()
    }

    /// The status before, and the one after.
    pub(crate) fn before_and_after(&self) -> Result<(BillingStatus, BillingStatus), ApiError> {
        let to: BillingStatus = self.billing_status.parse().map_err(|_| StoreError::Unreadable {
            kind: "a billing status",
            value: self.billing_status.clone(),
        })?;
        Ok((before(to)?, to))
    }

    /// Gives the shares the status that they had. What was marked back by hand is fine.
    ///
    /// # Errors
    /// [`ApiError::Store`] where one is on an invoice: who calls has looked, in the same transaction.
    pub(crate) fn take_back(&self, tx: &WriteTransaction<'_>) -> Result<(), ApiError> {
        let (from, to) = self.before_and_after()?;
        for (line, runs) in &self.lines {
            let line = ContractLineId(*line);
            for id in runs.iter().flat_map(|(first, last)| *first..=*last).map(ShareId) {
                match share::set_status(tx, line, id, to, from) {
                    Err(StoreError::Conflict { .. }) if has_status(tx, line, id, from)? => {}
                    taken_back => taken_back?,
                }
            }
        }
        Ok(())
    }
}

fn extend(runs: &mut Vec<(i64, i64)>, share: ShareId) {
    match runs.last_mut() {
        Some((_, last)) if *last + 1 == share.0 => *last = share.0,
        _ => runs.push((share.0, share.0)),
    }
}

fn has_status(
    tx: &WriteTransaction<'_>,
    line: ContractLineId,
    id: ShareId,
    status: BillingStatus,
) -> Result<bool, ApiError> {
    // One that is not there any more was reversed: nothing of it is left to take back.
    Ok(share::by_id(tx, line, id)?.is_none_or(|share| share.billing_status == status))
}

/// The status that a share has before it is marked.
pub(crate) fn before(to: BillingStatus) -> Result<BillingStatus, ApiError> {
    match to {
        BillingStatus::ReadyToInvoice => Ok(BillingStatus::NotReady),
        BillingStatus::NotReady => Ok(BillingStatus::ReadyToInvoice),
        BillingStatus::InvoiceCreated | BillingStatus::InvoicePosted => {
            Err(Refusal::StatusNotMarkable { status: to.as_str() }.into())
        }
    }
}
