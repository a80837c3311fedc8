//! The proof of a run: ready before = invoiced + left out, for every currency.

use std::collections::{BTreeMap, BTreeSet};

use proforma_engine::{
    invoice::DraftInvoice,
    money::{Currency, Money, MoneyError},
    process_run::Backlog,
    share::{BillingStatus, Share},
};
use proforma_store::process_run::AttemptTotal;

use crate::{error::ApiError, unreadable::Unreadable};

/// What is counted while a run goes on. Minor units by currency.
#[derive(Debug)]
pub(crate) struct Proof {
    ready_before: BTreeMap<String, i64>,
    invoiced: BTreeMap<String, i64>,
    /// Counted share by share in a preview; a run asks the book again when it is over.
    left_out: BTreeMap<String, i64>,
}

impl Proof {
    pub(crate) fn new(ready_before: BTreeMap<String, i64>) -> Self {
        Self { ready_before, invoiced: BTreeMap::new(), left_out: BTreeMap::new() }
    }

    pub(crate) fn invoice(&mut self, draft: &DraftInvoice) -> Result<(), ApiError> {
        add(&mut self.invoiced, draft.totals.subtotal)
    }

    pub(crate) fn leave(&mut self, backlog: &Backlog) -> Result<(), ApiError> {
        backlog
            .shares
            .iter()
            .filter(|share| counts_as_ready(share))
            .try_for_each(|share| add(&mut self.left_out, share.amount))
    }

    /// Leaves what a contract that does not read has ready, as the book adds it up.
    pub(crate) fn leave_unread(&mut self, unreadable: &Unreadable) {
        for (currency, minor) in &unreadable.contract.ready_minor {
            *self.left_out.entry(currency.clone()).or_default() += minor;
        }
    }

    /// What a preview counted.
    pub(crate) fn into_totals(mut self) -> Vec<AttemptTotal> {
        let left_out = std::mem::take(&mut self.left_out);
        self.totals(&left_out)
    }

    /// One per currency; a contract whose currency does not read has no sum.
    pub(crate) fn totals(self, left_out: &BTreeMap<String, i64>) -> Vec<AttemptTotal> {
        let currencies: BTreeSet<&String> =
            self.ready_before.keys().chain(self.invoiced.keys()).chain(left_out.keys()).collect();
        let of =
            |sums: &BTreeMap<String, i64>, currency: &str| sums.get(currency).copied().unwrap_or_default();
        currencies
            .into_iter()
            .filter(|currency| Currency::from_code(currency).is_ok())
            .map(|currency| AttemptTotal {
                currency: currency.clone(),
                ready_before_minor: of(&self.ready_before, currency),
                invoiced_minor: of(&self.invoiced, currency),
                left_out_minor: of(left_out, currency),
            })
            .collect()
    }
}

fn add(sums: &mut BTreeMap<String, i64>, amount: Money) -> Result<(), ApiError> {
    let sum = sums.entry(amount.currency().code().to_owned()).or_default();
    let too_large = ApiError::Money(MoneyError::OutOfRange { currency: amount.currency() });
    *sum = sum.checked_add(amount.minor()).ok_or(too_large)?;
    Ok(())
}

/// Whether a share counts among what was ready before a run.
#[must_use]
pub fn counts_as_ready(share: &Share) -> bool {
    share.billing_status == BillingStatus::ReadyToInvoice && share.is_chargeable()
}
