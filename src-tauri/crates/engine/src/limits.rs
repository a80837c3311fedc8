//! Not-to-exceed limits: what is billed and what is committed never passes one that is set.
//!
//! A share is committed from the moment it is ready to invoice, and before that where a person has it evaluated.
//! Shares of fixed-price lines, and shares that are not chargeable, have nothing to do with limits; amounts are net of
//! tax.
//!
//! Source: SPEC 5.4.

use std::collections::BTreeMap;

use crate::{
    contract::{BillingMethod, Contract},
    ids::{ContractLineId, CustomerId},
    money::Money,
    share::{BillingStatus, Share},
    words::words,
};

words! {
    /// What a limit is set on, in the order in which limits are tested.
    LimitLevel, "limit level", {
        /// One customer of a contract line.
        LineCustomer = "line_customer",
        /// A contract line.
        Line = "line",
        /// One customer of the contract.
        ContractCustomer = "contract_customer",
        /// The contract.
        Contract = "contract",
    }
}

/// What a share that is not ready was told about the limits; none: it was not evaluated.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LimitState {
    /// Its amount is kept free for it.
    Committed,
    /// A limit stops it from being marked ready.
    Stopped(LimitLevel),
}

impl LimitState {
    /// The word that is stored.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Committed => "committed",
            Self::Stopped(level) => level.as_str(),
        }
    }
}

impl std::str::FromStr for LimitState {
    type Err = <LimitLevel as std::str::FromStr>::Err;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text == Self::Committed.as_str() { Ok(Self::Committed) } else { text.parse().map(Self::Stopped) }
    }
}

/// What a limit is set on, of one contract.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum LimitScope {
    /// One customer of a contract line.
    LineCustomer(ContractLineId, CustomerId),
    /// A contract line.
    Line(ContractLineId),
    /// One customer of the contract.
    ContractCustomer(CustomerId),
    /// The contract.
    Contract,
}

impl LimitScope {
    /// Its level.
    #[must_use]
    pub fn level(self) -> LimitLevel {
        match self {
            Self::LineCustomer(..) => LimitLevel::LineCustomer,
            Self::Line(_) => LimitLevel::Line,
            Self::ContractCustomer(_) => LimitLevel::ContractCustomer,
            Self::Contract => LimitLevel::Contract,
        }
    }

    /// All that one customer's part of a line counts against, in the order in which limits are tested.
    #[must_use]
    pub fn of(line: ContractLineId, customer: CustomerId) -> [Self; 4] {
        [
            Self::LineCustomer(line, customer),
            Self::Line(line),
            Self::ContractCustomer(customer),
            Self::Contract,
        ]
    }
}

/// A limit that an amount would pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Passed {
    /// What the limit is set on.
    pub scope: LimitScope,
    /// The limit.
    pub limit: Money,
    /// What is billed and committed already, in minor units.
    pub used_minor: i128,
}

/// Whether a share counts against limits at all: chargeable, and of a line that is billed by what was worked and spent.
///
/// Source: SPEC 5.4.
#[must_use]
pub fn is_limited(share: &Share) -> bool {
    share.is_chargeable() && !share.of.is_milestone()
}

/// Whether a share of this status is billed or committed by its status alone.
///
/// Source: SPEC 5.4.
#[must_use]
pub fn is_committed_by_status(status: BillingStatus) -> bool {
    match status {
        BillingStatus::NotReady => false,
        BillingStatus::ReadyToInvoice | BillingStatus::InvoiceCreated | BillingStatus::InvoicePosted => true,
    }
}

/// The limits of one contract, and what is billed and committed against each.
#[derive(Debug, Clone, Default)]
pub struct Headroom {
    /// Limit and what is used of it, of what has a limit.
    scopes: BTreeMap<LimitScope, (Money, i128)>,
}

impl Headroom {
    /// The limits of a contract, with nothing used yet.
    #[must_use]
    pub fn of(contract: &Contract) -> Self {
        let mut scopes = BTreeMap::new();
        let mut set = |scope, limit: Option<Money>| {
            if let Some(limit) = limit {
                scopes.insert(scope, (limit, 0));
            }
        };
        set(LimitScope::Contract, contract.not_to_exceed);
        for entry in contract.customers.entries() {
            set(LimitScope::ContractCustomer(entry.customer), entry.not_to_exceed);
        }
        for line in contract.lines.iter().filter(|line| line.billing_method == BillingMethod::TimeAndMaterial)
        {
            set(LimitScope::Line(line.id), line.not_to_exceed);
            for entry in line.customers.entries() {
                set(LimitScope::LineCustomer(line.id, entry.customer), entry.not_to_exceed);
            }
        }
        Self { scopes }
    }

    /// Whether the contract has no limit.
    #[must_use]
    pub fn is_unlimited(&self) -> bool {
        self.scopes.is_empty()
    }

    /// Every limit with what is billed and committed against it, in minor units.
    pub fn scopes(&self) -> impl Iterator<Item = (LimitScope, Money, i128)> {
        self.scopes.iter().map(|(scope, (limit, used))| (*scope, *limit, *used))
    }

    /// Takes in what is billed or committed already, whether or not it fits.
    pub fn count(&mut self, line: ContractLineId, customer: CustomerId, minor: i64) {
        self.add(line, customer, i128::from(minor));
    }

    /// Commits an amount where no limit stops it.
    ///
    /// # Errors
    /// [`Passed`] with the first limit that it would pass; nothing is committed then. An amount of zero or below
    /// passes none.
    ///
    /// Source: SPEC 5.4.
    pub fn commit(
        &mut self,
        line: ContractLineId,
        customer: CustomerId,
        amount: Money,
    ) -> Result<(), Passed> {
        self.change(line, customer, i128::from(amount.minor()))
    }

    /// Frees an amount again. Of a negative one, what was made up for by it counts again, which a limit may stop.
    ///
    /// # Errors
    /// [`Passed`] with the first limit that the rest would pass; nothing is freed then.
    pub fn free(&mut self, line: ContractLineId, customer: CustomerId, amount: Money) -> Result<(), Passed> {
        self.change(line, customer, -i128::from(amount.minor()))
    }

    fn change(&mut self, line: ContractLineId, customer: CustomerId, minor: i128) -> Result<(), Passed> {
        for scope in LimitScope::of(line, customer) {
            if let Some((limit, used)) = self.scopes.get(&scope)
                && minor > 0
                && used + minor > i128::from(limit.minor())
            {
                return Err(Passed { scope, limit: *limit, used_minor: *used });
            }
        }
        self.add(line, customer, minor);
        Ok(())
    }

    fn add(&mut self, line: ContractLineId, customer: CustomerId, minor: i128) {
        for scope in LimitScope::of(line, customer) {
            if let Some((_, used)) = self.scopes.get_mut(&scope) {
                *used += minor;
            }
        }
    }

    /// The first limit that is passed by what is billed and committed; none where all hold.
    #[must_use]
    pub fn passed(&self) -> Option<Passed> {
        let passed = |(scope, limit, used_minor): (LimitScope, Money, i128)| {
            (used_minor > i128::from(limit.minor())).then_some(Passed { scope, limit, used_minor })
        };
        self.scopes().find_map(passed)
    }
}

#[cfg(test)]
mod tests;
