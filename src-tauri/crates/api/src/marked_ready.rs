//! Since when a share is ready to invoice, as the history of its contract knows it.

use std::{collections::HashSet, ops::ControlFlow};

use proforma_engine::{
    ids::ContractId,
    share::{BillingStatus, Share},
};
use proforma_store::{
    Connection,
    history::{self, Entry},
};

use crate::{
    changes::{ChangeName, Command, UNDO, taken_back_by},
    dto::{MarkedReady, ReadyBy, ShareName},
    error::ApiError,
    marking_record::MarkingRecord,
};

/// Looks for who marked shares of one contract.
pub(crate) struct Markings<'c> {
    connection: &'c Connection,
    contract: ContractId,
}

impl<'c> Markings<'c> {
    pub(crate) fn new(connection: &'c Connection, contract: ContractId) -> Self {
        Self { connection, contract }
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
        let commands = [Command::Mark.as_str(), Command::MarkMatching.as_str(), UNDO];
        history::latest_first(self.connection, Some(self.contract), &commands, |entry| {
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
        taken_back: &mut HashSet<ChangeName>,
    ) -> Result<ControlFlow<Option<ReadyBy>>, ApiError> {
        let marked = |billing_status: &str, by| {
            ControlFlow::Break((billing_status == BillingStatus::ReadyToInvoice.as_str()).then_some(by))
        };
        if entry.command == UNDO {
            taken_back.extend(taken_back_by(&entry.detail));
            return Ok(ControlFlow::Continue(()));
        }
        let Some(change) = ChangeName::of(entry).filter(|change| !taken_back.contains(change)) else {
            return Ok(ControlFlow::Continue(()));
        };
        if change.command == Command::Mark {
            // Most entries are about others, and need not be taken apart to know it.
            if entry.detail.contains(&serde_json::to_string(&name.id)?) {
                let record: MarkingRecord = serde_json::from_str(&entry.detail)?;
                if record.shares.contains(name) {
                    return Ok(marked(&record.billing_status, ReadyBy::Hand));
                }
            }
        } else if !entry.is_own {
            // It names shares by the numbers that another file gave them.
            return Ok(ControlFlow::Break(None));
        } else {
            let record: MarkingRecord = serde_json::from_str(&entry.detail)?;
            if record.names(share.contract_line, share.id) {
                return Ok(marked(&record.billing_status, ReadyBy::Filter));
            }
        }
        Ok(ControlFlow::Continue(()))
    }
}
