//! What a preview promises: its drafts, each with a hash of all that it is made of.
//!
//! A run that is held to a promise creates exactly these drafts. What differs before it starts is shown and nothing is
//! written; what comes to differ while it is on its way ends it between two contracts.

use std::{collections::HashMap, fmt::Write as _};

use chrono::NaiveDate;
use proforma_engine::{
    ids::{ContractId, CustomerId},
    invoice::DraftInvoice,
};
use sha2::{Digest, Sha256};

use crate::dto::{ChangedDraft, DraftSummary, RunDifference};

type Hash = [u8; 32];

/// How many bytes of the hash over all drafts a fingerprint shows.
const FINGERPRINT_BYTES: usize = 16;

/// The drafts that a run of a date would create.
#[derive(Debug, Clone, PartialEq)]
pub struct Promise {
    run_date: NaiveDate,
    /// By contract, then in the order in which a run creates them.
    drafts: Vec<PromisedDraft>,
}

#[derive(Debug, Clone, PartialEq)]
struct PromisedDraft {
    contract: ContractId,
    customer: CustomerId,
    hash: Hash,
    summary: DraftSummary,
}

impl Promise {
    /// No drafts yet.
    #[must_use]
    pub fn new(run_date: NaiveDate) -> Self {
        Self { run_date, drafts: Vec::new() }
    }

    /// Adds a draft; contracts come in ascending order.
    pub(crate) fn add(&mut self, contract: ContractId, draft: &DraftInvoice, summary: DraftSummary) {
        debug_assert!(self.drafts.last().is_none_or(|last| last.contract <= contract), "contracts ascend");
        self.drafts.push(PromisedDraft { contract, customer: draft.customer, hash: hash(draft), summary });
    }

    /// What all drafts are made of, as one short text.
    ///
    /// Source: SPEC 7.7.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut content = Content::new();
        content.text(&self.run_date.to_string());
        for draft in &self.drafts {
            content.number(draft.contract.0);
            content.0.update(draft.hash);
        }
        content.hash().into_iter().take(FINGERPRINT_BYTES).fold(String::new(), |mut text, byte| {
            write!(text, "{byte:02x}").expect("a String takes any text");
            text
        })
    }

    /// Every contract with a draft, ascending.
    pub(crate) fn contracts(&self) -> impl Iterator<Item = ContractId> {
        self.drafts.chunk_by(|left, right| left.contract == right.contract).map(|own| own[0].contract)
    }

    /// Whether these are the drafts of a contract that carry a date after `done`; all of them where nothing is done.
    pub(crate) fn is_kept_by<'d>(
        &self,
        contract: ContractId,
        done: Option<NaiveDate>,
        drafts: impl Iterator<Item = &'d DraftInvoice>,
    ) -> bool {
        let start = self.drafts.partition_point(|draft| draft.contract < contract);
        let own = self.drafts[start..].iter().take_while(|draft| draft.contract == contract);
        let left = own.filter(|draft| done.is_none_or(|done| draft.summary.invoice_date > done));
        left.map(|draft| draft.hash).eq(drafts.map(hash))
    }

    /// How these drafts differ from those that were promised before.
    #[must_use]
    pub fn difference(&self, before: &Self) -> RunDifference {
        let mut gone: HashMap<_, &PromisedDraft> =
            before.drafts.iter().map(|draft| (draft.name(), draft)).collect();
        let (mut added, mut changed) = (Vec::new(), Vec::new());
        for draft in &self.drafts {
            match gone.remove(&draft.name()) {
                None => added.push(draft.summary.clone()),
                Some(earlier) if earlier.hash != draft.hash => {
                    changed
                        .push(ChangedDraft { before: earlier.summary.clone(), now: draft.summary.clone() });
                }
                Some(_) => {}
            }
        }
        let gone = before.drafts.iter().filter(|draft| gone.contains_key(&draft.name()));
        let gone = gone.map(|draft| draft.summary.clone()).collect();
        RunDifference { fingerprint: self.fingerprint(), added, gone, changed }
    }
}

impl PromisedDraft {
    /// What makes it the same draft, whatever is on it.
    fn name(&self) -> (ContractId, CustomerId, NaiveDate) {
        (self.contract, self.customer, self.summary.invoice_date)
    }
}

/// All that a draft is made of. Quantities and prices are not in it: those of a share never change.
fn hash(draft: &DraftInvoice) -> Hash {
    let mut content = Content::new();
    content.number(draft.customer.0);
    content.text(&draft.invoice_date.to_string());
    content.text(draft.currency.code());
    content.number(draft.lines.len() as i64);
    for line in &draft.lines {
        content.number(line.contract_line.0);
        content.number(line.amount.minor());
        content.number(line.details.len() as i64);
        for detail in &line.details {
            content.number(detail.share.0);
            content.text(&detail.key);
            content.text(detail.billing_type.as_str());
            content.number(detail.amount.minor());
        }
    }
    for group in &draft.taxes {
        content.text(group.rate.category().as_str());
        content.text(&group.rate.percent().to_string());
        content.number(group.tax.minor());
    }
    content.number(draft.totals.total.minor());
    content.hash()
}

/// What goes into a hash, each text with its length, so that nothing can move from one to the next unnoticed.
struct Content(Sha256);

impl Content {
    fn new() -> Self {
        Self(Sha256::new())
    }

    fn number(&mut self, number: i64) {
        self.0.update(number.to_be_bytes());
    }

    fn text(&mut self, text: &str) {
        self.0.update((text.len() as u64).to_be_bytes());
        self.0.update(text);
    }

    fn hash(self) -> Hash {
        self.0.finalize().into()
    }
}
