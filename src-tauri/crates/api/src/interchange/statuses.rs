//! The billing statuses of an exported book, needed before its shares are written.
//!
//! Changing a million scattered shares afterwards would take far longer than writing them right at once.

use std::collections::HashMap;

use proforma_engine::{ids::CustomerId, share::BillingStatus};

use serde::{Deserialize, Serialize};

use super::{
    base::Base,
    error::{ImportError, Reason},
    format::shapes,
    place::Place,
    read::Source,
    values,
};

shapes! {
    /// A share whose status differs from that of its transaction or milestone.
    ShareStatus {
        id: String,
        customer: String,
        billing_status: String,
    }
}

/// Statuses by customer and id, each with its index in the file.
#[derive(Debug, Default)]
pub(super) struct Statuses(HashMap<CustomerId, HashMap<Box<str>, (BillingStatus, usize)>>);

impl Statuses {
    /// Reads `state.shares`.
    pub(super) fn read(source: &Source, base: &Base) -> Result<Self, ImportError> {
        let mut statuses = Self::default();
        let state = Place::top("state");
        let shares = state.field("shares");
        source.each(&["state", "shares"], |index, share: ShareStatus| {
            let place = shares.index(index);
            values::id(&place.field("id"), &share.id)?;
            let customer = *base.customers.get(&place.field("customer"), &share.customer)?;
            let status = values::word(&place.field("billing_status"), &share.billing_status)?;
            let of_customer = statuses.0.entry(customer).or_default();
            match of_customer.insert(share.id.into_boxed_str(), (status, index)) {
                None => Ok(()),
                Some(_) => Err(ImportError::refused(place, Reason::ShareTwice)),
            }
        })?;
        Ok(statuses)
    }

    /// The status of a share, where one is stated.
    pub(super) fn take(&mut self, customer: CustomerId, id: &str) -> Option<BillingStatus> {
        self.0.get_mut(&customer)?.remove(id).map(|(status, _)| status)
    }

    /// Refuses a status of which the file has no share.
    pub(super) fn refuse_rest(&self) -> Result<(), ImportError> {
        let rest = self.0.values().flatten().map(|(id, (_, index))| (*index, id));
        let Some((index, id)) = rest.min() else { return Ok(()) };
        let state = Place::top("state");
        let shares = state.field("shares");
        Err(ImportError::refused(shares.index(index), Reason::NoShare { id: id.to_string() }))
    }
}
