//! Since when a share is ready to invoice, as the history of its contract knows it.

use std::{collections::HashSet, ops::ControlFlow};

use chrono::{DateTime, Utc};
use proforma_engine::{
    ids::ContractId,
    share::{BillingStatus, Share},
};
use proforma_store::{
    Connection,
    history::{self, Entry},
};
use serde::Deserialize;

use crate::{
    dto::{MarkedReady, ReadyBy, ShareName},
    error::ApiError,
    mark_matching,
};

/// What the history says of marking by hand.
#[derive(Deserialize)]
struct ByHand {
    billing_status: String,
    shares: Vec<ShareName>,
}

/// What the history says of taking something back.
#[derive(Deserialize)]
struct TakenBack {
    command: String,
    at: DateTime<Utc>,
}

/// Looks for who marked shares of one contract.
pub(crate) struct Markings<'c> {
    connection: &'c Connection,
    contract: ContractId,
    /// Entries from before name shares by the numbers that another file gave them.
    book_since: DateTime<Utc>,
}

impl<'c> Markings<'c> {
    pub(crate) fn new(connection: &'c Connection, contract: ContractId, book_since: DateTime<Utc>) -> Self {
        Self { connection, contract, book_since }
    }

    /// When and how a share was marked ready last; none while it is not ready. What no entry names was ready when it
    /// was imported. The history is read from its end, no further than needed.
    ///
    /// # Errors
    /// [`ApiError`] where the history cannot be read.
    ///
    /// Source: SPEC 5.3.
    pub(crate) fn ready(&self, share: &Share, name: &ShareName) -> Result<Option<MarkedReady>, ApiError> {
        if share.billing_status == BillingStatus::NotReady {
            return Ok(None);
        }
        let mut found = MarkedReady { by: ReadyBy::Import, at: None };
        let mut taken_back = HashSet::new();
        let commands = ["mark", mark_matching::COMMAND, "undo"];
        history::latest_first(self.connection, self.contract, &commands, |entry| {
            let said = self.says(&entry, share, name, &mut taken_back)?;
            if let ControlFlow::Break(Some(by)) = said {
                found = MarkedReady { by, at: Some(entry.at) };
            }
            Ok::<_, ApiError>(said.map_break(|_| ()))
        })?;
        Ok(Some(found))
    }

    /// Goes on where an entry is not about the share or was taken back later; else how it was marked ready, or none where
    /// that is not known: what made it ready since is in no entry.
    fn says(
        &self,
        entry: &Entry,
        share: &Share,
        name: &ShareName,
        taken_back: &mut HashSet<DateTime<Utc>>,
    ) -> Result<ControlFlow<Option<ReadyBy>>, ApiError> {
        let marked = |billing_status: &str, by| {
            ControlFlow::Break((billing_status == BillingStatus::ReadyToInvoice.as_str()).then_some(by))
        };
        match entry.command.as_str() {
            "mark" => {
                // Most entries are about others, and need not be taken apart to know it.
                if !entry.detail.contains(&serde_json::to_string(&name.id)?) {
                    return Ok(ControlFlow::Continue(()));
                }
                let ByHand { billing_status, shares } = serde_json::from_str(&entry.detail)?;
                if shares.contains(name) {
                    return Ok(marked(&billing_status, ReadyBy::Hand));
                }
            }
            "undo" => {
                if let Ok(TakenBack { command, at }) = serde_json::from_str(&entry.detail)
                    && command == mark_matching::COMMAND
                {
                    taken_back.insert(at);
                }
            }
            _ if taken_back.contains(&entry.at) => {}
            _ if entry.at < self.book_since => return Ok(ControlFlow::Break(None)),
            _ => {
                let detail: mark_matching::Detail = serde_json::from_str(&entry.detail)?;
                if detail.names(share.contract_line, share.id) {
                    return Ok(marked(&detail.billing_status, ReadyBy::Filter));
                }
            }
        }
        Ok(ControlFlow::Continue(()))
    }
}
