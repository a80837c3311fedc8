//! What the shares of an exported book are beyond what an import makes of them, needed before they are written.
//!
//! Changing a million scattered shares afterwards would take far longer than writing them right at once.

use std::collections::HashMap;

use proforma_engine::{
    ids::CustomerId,
    limits::LimitState,
    money::Currency,
    share::{BillingStatus, SharePart},
};

use serde::{Deserialize, Serialize};

use super::{
    base::Base,
    error::{ImportError, Reason},
    format::{present, shapes},
    place::Place,
    read::Source,
    values,
};

shapes! {
    /// A share whose status differs from that of its transaction or milestone, that limits were asked about, or that was
    /// split off when the line had another split: then all shares of the item say their percentage and amount.
    ShareStatus {
        id: String,
        customer: String,
        billing_status: String,
        ;
        percent: String,
        amount: String,
        limit_state: String,
    }
}

/// What is stated of a share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Stated {
    pub(super) billing_status: BillingStatus,
    pub(super) limit_state: Option<LimitState>,
}

/// A share of an item that was split otherwise, with its index in the file.
#[derive(Debug)]
struct Part {
    customer: CustomerId,
    percent: String,
    amount: String,
    index: usize,
}

/// What is stated by customer and id, each with its index in the file.
#[derive(Debug, Default)]
pub(super) struct Statuses {
    of_customers: HashMap<CustomerId, HashMap<Box<str>, (Stated, usize)>>,
    split_otherwise: HashMap<Box<str>, Vec<Part>>,
}

const STATE: Place<'static> = Place::top("state");

impl Statuses {
    /// Reads `state.shares`.
    pub(super) fn read(source: &Source, base: &Base) -> Result<Self, ImportError> {
        let mut statuses = Self::default();
        let shares = STATE.field("shares");
        source.each(&["state", "shares"], |index, share: ShareStatus| {
            let place = shares.index(index);
            values::id(&place.field("id"), &share.id)?;
            let customer = *base.customers.get(&place.field("customer"), &share.customer)?;
            let billing_status = values::word(&place.field("billing_status"), &share.billing_status)?;
            let limit_place = place.field("limit_state");
            let limit_state =
                share.limit_state.as_ref().map(|text| values::word(&limit_place, text)).transpose()?;
            let id = share.id.into_boxed_str();
            match (share.percent, share.amount) {
                (Some(percent), Some(amount)) => {
                    let part = Part { customer, percent, amount, index };
                    statuses.split_otherwise.entry(id.clone()).or_default().push(part);
                }
                (None, None) => {}
                (Some(_), None) | (None, Some(_)) => {
                    return Err(ImportError::refused(place, Reason::HalfPart));
                }
            }
            let stated = Stated { billing_status, limit_state };
            match statuses.of_customers.entry(customer).or_default().insert(id, (stated, index)) {
                None => Ok(()),
                Some(_) => Err(ImportError::refused(place, Reason::ShareTwice)),
            }
        })?;
        Ok(statuses)
    }

    /// What is stated of a share.
    pub(super) fn take(&mut self, customer: CustomerId, id: &str) -> Option<Stated> {
        self.of_customers.get_mut(&customer)?.remove(id).map(|(stated, _)| stated)
    }

    /// How many shares an item has that was split otherwise than its line is; 0 for all others.
    pub(super) fn parts_of(&self, id: &str) -> usize {
        self.split_otherwise.get(id).map_or(0, Vec::len)
    }

    /// The parts of an item that was split otherwise than its line is.
    pub(super) fn take_parts(
        &mut self,
        id: &str,
        currency: Currency,
    ) -> Result<Option<Vec<SharePart>>, ImportError> {
        let Some(parts) = self.split_otherwise.remove(id) else { return Ok(None) };
        let shares = STATE.field("shares");
        let read = |Part { customer, percent, amount, index }: Part| {
            let place = shares.index(index);
            Ok(SharePart {
                customer,
                percent: values::decimal(&place.field("percent"), &percent)?,
                amount: values::money(&place.field("amount"), &amount, currency)?,
            })
        };
        parts.into_iter().map(read).collect::<Result<_, _>>().map(Some)
    }

    /// Refuses what is stated of a share that the file does not have.
    pub(super) fn refuse_rest(&self) -> Result<(), ImportError> {
        let rest = self.of_customers.values().flatten().map(|(id, (_, index))| (*index, id));
        let Some((index, id)) = rest.min() else { return Ok(()) };
        let shares = STATE.field("shares");
        Err(ImportError::refused(shares.index(index), Reason::NoShare { id: id.to_string() }))
    }
}
