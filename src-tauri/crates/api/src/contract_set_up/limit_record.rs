//! What the history of a contract says of shares whose limits were reset or tested again, and the way back.
//!
//! Source: SPEC 5.4; d365 R4.10.

use proforma_engine::{
    ids::{ContractLineId, ShareId},
    limits::LimitState,
    share::{BillingStatus, Share},
};
use proforma_store::{Connection, StoreError, WriteTransaction, share};
use serde::{Deserialize, Serialize};

use crate::{
    dto::{LimitRequest, ShareName},
    error::ApiError,
};

/// One share, with what it was told before and after.
#[derive(Debug, Serialize, Deserialize)]
struct ToldShare {
    line: i64,
    share: i64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    before: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    after: Option<String>,
}

/// One contract's part of it; without what was told in entries of earlier versions, which are not taken back.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct LimitRecord {
    request: String,
    shares: Vec<ShareName>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    told: Vec<ToldShare>,
    /// What the shares amount to; none where that is beyond what fits.
    #[serde(default)]
    amount_minor: Option<i64>,
}

impl LimitRecord {
    pub(super) fn new(request: LimitRequest) -> Self {
        Self {
            request: request.as_str().to_owned(),
            shares: Vec::new(),
            told: Vec::new(),
            amount_minor: Some(0),
        }
    }

    pub(crate) fn read(detail: &str) -> Result<Self, ApiError> {
        Ok(serde_json::from_str(detail)?)
    }

    /// Takes in a share with the name of its customer and what it is told from here on.
    pub(super) fn add(&mut self, share: &Share, customer: String, after: Option<LimitState>) {
        let word = |state: Option<LimitState>| state.map(|state| state.as_str().to_owned());
        self.amount_minor = self.amount_minor.and_then(|sum| sum.checked_add(share.amount.minor()));
        self.shares.push(ShareName { id: share.key.clone(), customer });
        self.told.push(ToldShare {
            line: share.contract_line.0,
            share: share.id.0,
            before: word(share.limit_state),
            after: word(after),
        });
    }

    pub(crate) fn request(&self) -> LimitRequest {
        if self.request == LimitRequest::Reset.as_str() {
            LimitRequest::Reset
        } else {
            LimitRequest::Reevaluate
        }
    }

    /// How many shares it changed.
    pub(crate) fn count(&self) -> u64 {
        self.told.len() as u64
    }

    pub(crate) fn amount_minor(&self) -> Option<i64> {
        self.amount_minor
    }

    /// Why it can not be taken back; none where it can, as far as limits let it.
    pub(crate) fn obstacle(&self, connection: &Connection) -> Result<Option<String>, ApiError> {
        for (told, name) in self.told.iter().zip(&self.shares) {
            let id = &name.id;
            let standing = share::by_id(connection, ContractLineId(told.line), ShareId(told.share))?;
            let why = match standing {
                None => format!("{id} was changed, deleted or split anew since"),
                Some(share) => match share.billing_status {
                    BillingStatus::NotReady if share.limit_state == state(told.after.as_deref())? => continue,
                    BillingStatus::NotReady => format!("the limits of {id} were looked at again since"),
                    BillingStatus::ReadyToInvoice => format!("{id} is ready to invoice by now"),
                    BillingStatus::InvoiceCreated => format!("{id} is on a draft by now"),
                    BillingStatus::InvoicePosted => format!("{id} is on a confirmed invoice by now"),
                },
            };
            return Ok(Some(why));
        }
        Ok(None)
    }

    /// Tells the shares again what they were told; who calls has looked that they stand as the change left them, and
    /// refuses where a limit is passed then.
    pub(crate) fn take_back(&self, tx: &WriteTransaction<'_>) -> Result<(), ApiError> {
        for told in &self.told {
            let place = (ContractLineId(told.line), ShareId(told.share));
            share::set_limit_state(tx, place.0, place.1, state(told.before.as_deref())?)?;
        }
        Ok(())
    }
}

fn state(word: Option<&str>) -> Result<Option<LimitState>, ApiError> {
    let unreadable = |word: &str| StoreError::Unreadable { kind: "a limit state", value: word.to_owned() };
    Ok(word.map(|word| word.parse().map_err(|_| unreadable(word))).transpose()?)
}
