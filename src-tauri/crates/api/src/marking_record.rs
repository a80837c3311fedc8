//! What the history of a contract says of a marking: the shares that changed, as ranges of their numbers, line by line.
//! A million shares that lie together take a few words.

use std::collections::BTreeMap;

use proforma_engine::{
    ids::{ContractLineId, ShareId},
    share::{BillingStatus, Share},
};
use proforma_store::{Connection, StoreError, WriteTransaction, share};
use serde::{Deserialize, Serialize};

use crate::{
    dto::ShareName,
    error::{ApiError, Refusal},
    limits, transactions,
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
    /// By line: the shares that changed and that limits kept an amount free for.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    committed: BTreeMap<i64, Vec<(i64, i64)>>,
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
            committed: BTreeMap::new(),
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

    /// Notes that limits kept an amount free for a share that changed.
    pub(crate) fn was_committed(&mut self, line: ContractLineId, share: ShareId) {
        extend(self.committed.entry(line.0).or_default(), share);
    }

    /// Whether a share changed.
    pub(crate) fn names(&self, line: ContractLineId, share: ShareId) -> bool {
        is_among(&self.lines, line, share)
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

    /// Gives the shares the status that they had, and those that stand for them where they were made anew since. What was
    /// marked back by hand is fine. What an amount was kept free for gets it again, as far as limits let it.
    ///
    /// # Errors
    /// [`ApiError::Store`] where one is on an invoice: who calls has looked, in the same transaction.
    ///
    /// Source: SPEC 5.3, 5.4.
    pub(crate) fn take_back(&self, tx: &WriteTransaction<'_>) -> Result<(), ApiError> {
        let (from, to) = self.before_and_after()?;
        let mut to_be_committed = Vec::new();
        for (line, runs) in &self.lines {
            let line = ContractLineId(*line);
            for id in runs.iter().flat_map(|(first, last)| *first..=*last).map(ShareId) {
                let taken_back = match share::set_status(tx, line, id, to, from) {
                    Err(StoreError::Conflict { .. }) => take_back_moved(tx, (line, id), (to, from))?,
                    taken_back => taken_back.map(|()| vec![(line, id)])?,
                };
                if is_among(&self.committed, line, id) {
                    to_be_committed.extend(taken_back);
                }
            }
        }
        limits::commit_again(tx, &to_be_committed)
    }
}

fn is_among(lines: &BTreeMap<i64, Vec<(i64, i64)>>, line: ContractLineId, share: ShareId) -> bool {
    let of_line = lines.get(&line.0).map_or(&[][..], Vec::as_slice);
    of_line.iter().any(|(first, last)| (*first..=*last).contains(&share.0))
}

/// What has become of a share that was reversed.
pub(crate) enum MadeAnew {
    /// What it was a share of is deleted.
    Deleted,
    /// Others pay for it by now.
    Divided,
    /// These stand for it: that of its customer, and those of customers who had none beside it.
    Stands(Vec<Share>),
}

/// What has become of a share that does not stand any more.
pub(crate) fn made_anew(
    connection: &Connection,
    line: ContractLineId,
    id: ShareId,
) -> Result<MadeAnew, ApiError> {
    let Some(before) = share::replaced(connection, line, id)? else { return Ok(MadeAnew::Deleted) };
    let standing = share::of_item(connection, &before.key)?;
    if standing.is_empty() {
        return Ok(MadeAnew::Deleted);
    }
    if standing.iter().all(|share| share.customer != before.customer) {
        return Ok(MadeAnew::Divided);
    }
    let stands_for =
        |share: &Share| share.customer == before.customer || !before.customers.contains(&share.customer);
    Ok(MadeAnew::Stands(standing.into_iter().filter(stands_for).collect()))
}

/// Takes back a share that has not the status any more that it was marked; gives what stands for it and was taken back.
fn take_back_moved(
    tx: &WriteTransaction<'_>,
    (line, id): (ContractLineId, ShareId),
    (to, from): (BillingStatus, BillingStatus),
) -> Result<Vec<(ContractLineId, ShareId)>, ApiError> {
    let shares = match share::by_id(tx, line, id)? {
        Some(share) => vec![share],
        None => match made_anew(tx, line, id)? {
            MadeAnew::Deleted => Vec::new(),
            MadeAnew::Divided => {
                return Err(transactions::moved_on("it is divided among other customers by now"));
            }
            MadeAnew::Stands(shares) => shares,
        },
    };
    let mut taken_back = Vec::new();
    for share in shares.iter().filter(|share| share.billing_status != from) {
        share::set_status(tx, share.contract_line, share.id, to, from)?;
        taken_back.push((share.contract_line, share.id));
    }
    Ok(taken_back)
}

fn extend(runs: &mut Vec<(i64, i64)>, share: ShareId) {
    match runs.last_mut() {
        Some((_, last)) if *last + 1 == share.0 => *last = share.0,
        _ => runs.push((share.0, share.0)),
    }
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
