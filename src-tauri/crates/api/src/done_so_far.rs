//! What a run on its way has done so far: the latest contracts, and those that it parked.
//!
//! It never ends a run: a name that cannot be read is left out.

use std::collections::VecDeque;

use proforma_engine::{
    ids::ContractId,
    money::Currency,
    passed_over::{Reason, ReasonCode},
};
use proforma_store::Connection;

use crate::{
    dto::{DoneContract, VerdictKind},
    error::ApiError,
    heads::Contracts,
    names::Customers,
    proof::counts_as_ready,
    reason_text::sentence,
    run_event::{RunEvent, Verdict},
    sums::Sums,
};

/// How many of the latest contracts are kept.
const LATEST_MAX: usize = 50;
/// How many parked contracts are kept; all of them stand among the verdicts when the run has ended.
const PARKED_MAX: usize = 50;

/// Gathers what is told of a run into a row for each contract it has done.
#[derive(Debug)]
pub struct DoneSoFar {
    contracts: Option<Contracts>,
    customers: Customers,
    latest: VecDeque<DoneContract>,
    parked: Vec<DoneContract>,
    current: Current,
}

/// What was told of the contract that is not done yet.
#[derive(Debug, Default)]
struct Current {
    customers: Vec<String>,
    drafts: u32,
    drafted: Sums,
    left: Sums,
    failure: Option<String>,
}

impl DoneSoFar {
    /// An empty one, with the names of the book as they are when the run begins.
    ///
    /// # Errors
    /// [`ApiError`] where the book cannot be read.
    pub fn new(connection: &Connection) -> Result<Self, ApiError> {
        Ok(Self {
            contracts: Contracts::read(connection).ok(),
            customers: Customers::read(connection)?,
            latest: VecDeque::new(),
            parked: Vec::new(),
            current: Current::default(),
        })
    }

    /// Takes in what is told.
    pub fn take(&mut self, event: &RunEvent<'_>) {
        match event {
            RunEvent::Draft { draft, .. } => {
                if let Ok(customer) = self.customers.get(draft.customer)
                    && !self.current.customers.contains(&customer.party.name)
                {
                    self.current.customers.push(customer.party.name.clone());
                }
                self.current.drafts += 1;
                self.current.drafted.add(draft.totals.total);
            }
            RunEvent::PassedOver { share, failure, .. } => {
                if let Some(share) = share.filter(|share| counts_as_ready(share)) {
                    self.current.left.add(share.amount);
                }
                if let Some(failure) = failure {
                    self.current.failure = Some((*failure).to_owned());
                }
            }
            RunEvent::Unreadable(unreadable) => {
                for (currency, minor) in &unreadable.contract.ready_minor {
                    // A currency that does not read has no sum.
                    if let Ok(currency) = Currency::from_code(currency) {
                        self.current.left.add_minor(currency, i128::from(*minor));
                    }
                }
                self.current.failure = Some(unreadable.failure.clone());
            }
            RunEvent::ContractDone { contract, verdict, done, .. } => self.end(*contract, *verdict, *done),
        }
    }

    fn end(&mut self, contract: ContractId, verdict: Verdict, number: u32) {
        let Current { customers, drafts, drafted, left, failure } = std::mem::take(&mut self.current);
        let head = self.contracts.as_ref().and_then(|contracts| contracts.get(contract).ok());
        let because = |code, failure| Some(sentence(&Reason::plain(code), None, failure));
        let (verdict, amounts, reason) = match verdict {
            Verdict::Invoiced => (VerdictKind::Invoiced, drafted, None),
            Verdict::NothingDue => {
                (VerdictKind::NothingDue, Sums::default(), because(ReasonCode::NothingToInvoice, None))
            }
            Verdict::Parked => {
                (VerdictKind::Parked, left, because(ReasonCode::ContractParked, failure.as_deref()))
            }
        };
        let done = DoneContract {
            number,
            contract: head.map_or_else(String::new, |head| head.key.clone()),
            contract_name: head.map_or_else(String::new, |head| head.name.clone()),
            verdict,
            customers,
            drafts,
            amounts: amounts.amounts(),
            reason,
        };
        if verdict == VerdictKind::Parked && self.parked.len() < PARKED_MAX {
            self.parked.push(done.clone());
        }
        self.latest.push_front(done);
        self.latest.truncate(LATEST_MAX);
    }

    /// The contracts done last, newest first.
    pub fn latest(&self) -> impl Iterator<Item = &DoneContract> {
        self.latest.iter()
    }

    /// The contracts parked so far, in the order in which they were.
    #[must_use]
    pub fn parked(&self) -> &[DoneContract] {
        &self.parked
    }
}
