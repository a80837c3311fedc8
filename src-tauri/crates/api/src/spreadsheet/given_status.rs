//! Where a contract stands of which no row says it: active where its check list is right, else a draft.

use proforma_engine::contract::ContractStatus;
use proforma_store::{StoreError, contract};

use crate::{contract_set_up::missing_to_activate, error::ApiError, interchange::import::Import};

/// So many drafts are told one by one.
const DRAFTS_TOLD: usize = 5;

/// What the contracts of a file became that say nothing of it.
#[derive(Debug, Default)]
pub(super) struct GivenStatus {
    active: usize,
    drafts: usize,
    /// The first drafts, each with what is missing.
    told: Vec<String>,
}

impl GivenStatus {
    /// Activates a contract that was written as a draft, where nothing of its check list is missing.
    ///
    /// Source: SPEC 2.6, 3.10, 4.13; d365 R4.4.
    pub(super) fn settle(&mut self, import: &Import<'_>, key: &str) -> Result<(), StoreError> {
        let Some(id) = contract::id_of(import.tx, key)? else { return Ok(()) };
        let Some(written) = contract::by_id(import.tx, id)? else { return Ok(()) };
        let missing = match missing_to_activate(import.tx, &written) {
            Ok(missing) => missing,
            Err(ApiError::Store(error)) => return Err(error),
            // A sum that cannot be told is not right either.
            Err(other) => vec![other.to_string()],
        };
        if missing.is_empty() {
            contract::set_status(import.tx, id, ContractStatus::Draft, ContractStatus::Active)?;
            self.active += 1;
            return Ok(());
        }
        self.drafts += 1;
        if self.told.len() < DRAFTS_TOLD {
            self.told.push(format!("{key} comes in as a draft. {}", missing.join(" ")));
        }
        Ok(())
    }

    /// As sentences.
    pub(super) fn into_notes(self) -> Vec<String> {
        let mut notes = Vec::new();
        match self.active {
            0 => {}
            1 => {
                notes
                    .push("1 contract without a status comes in active: its check list is right.".to_owned());
            }
            active => notes.push(format!(
                "{active} contracts without a status come in active: their check lists are right."
            )),
        }
        let more = self.drafts - self.told.len();
        notes.extend(self.told);
        match more {
            0 => {}
            1 => notes.push("1 contract more comes in as a draft.".to_owned()),
            more => notes.push(format!("{more} contracts more come in as drafts.")),
        }
        notes
    }
}
