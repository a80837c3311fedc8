//! Not-to-exceed limits while something is written: what is still free of each, and the sentence where one stops.
//!
//! Source: SPEC 5.4.

use std::collections::BTreeMap;

use proforma_engine::{
    contract::Contract,
    ids::{ContractId, ContractLineId, ShareId},
    limits::{Headroom, LimitScope, LimitState, Passed, is_committed_by_status, is_limited},
    money::{Currency, Money},
    share::{BillingStatus, Share},
};
use proforma_store::{Connection, StoreError, WriteTransaction, contract, customer, share};
use rust_decimal::Decimal;

use crate::error::{ApiError, Refusal};

/// The limits of one contract, and what is billed and committed against each.
pub(crate) struct Limited {
    pub(crate) contract: Contract,
    pub(crate) headroom: Headroom,
}

/// Reads the limits of a contract; none where it has none.
pub(crate) fn of_contract(connection: &Connection, id: ContractId) -> Result<Option<Limited>, StoreError> {
    let unreadable = || StoreError::Unreadable { kind: "the contract of a line", value: id.0.to_string() };
    let contract = contract::by_id(connection, id)?.ok_or_else(unreadable)?;
    let mut headroom = Headroom::of(&contract);
    if headroom.is_unlimited() {
        return Ok(None);
    }
    for (line, customer, minor) in share::counted_against_limits(connection, id)? {
        headroom.count(line, customer, minor);
    }
    Ok(Some(Limited { contract, headroom }))
}

/// The limits of the contracts that one write transaction touches, each read when it is first asked for.
pub(crate) struct Limits<'t> {
    tx: &'t WriteTransaction<'t>,
    by_contract: BTreeMap<ContractId, Option<Limited>>,
    by_line: BTreeMap<ContractLineId, ContractId>,
}

impl<'t> Limits<'t> {
    pub(crate) fn new(tx: &'t WriteTransaction<'t>) -> Self {
        Self { tx, by_contract: BTreeMap::new(), by_line: BTreeMap::new() }
    }

    /// The contract of a line.
    pub(crate) fn contract_of(&mut self, line: ContractLineId) -> Result<ContractId, ApiError> {
        if let Some(known) = self.by_line.get(&line) {
            return Ok(*known);
        }
        let unreadable =
            || StoreError::Unreadable { kind: "the contract of a line", value: line.0.to_string() };
        let contract = contract::of_line(self.tx, line)?.ok_or_else(unreadable)?;
        self.by_line.insert(line, contract);
        Ok(contract)
    }

    /// Whether a contract has a limit.
    pub(crate) fn are_set(&mut self, contract: ContractId) -> Result<bool, ApiError> {
        Ok(self.of(contract)?.is_some())
    }

    fn of(&mut self, contract: ContractId) -> Result<Option<&mut Limited>, ApiError> {
        if !self.by_contract.contains_key(&contract) {
            self.by_contract.insert(contract, of_contract(self.tx, contract)?);
        }
        Ok(self.by_contract.get_mut(&contract).and_then(Option::as_mut))
    }

    /// Commits or frees the amount of a share that moves to another status, where no limit stops that.
    pub(crate) fn move_to(
        &mut self,
        share: &Share,
        to: BillingStatus,
    ) -> Result<Result<(), StoppedBy>, ApiError> {
        let counts_before = counts(share);
        let counts_after = is_committed_by_status(to);
        if !is_limited(share) || counts_before == counts_after {
            return Ok(Ok(()));
        }
        self.change(share, counts_after)
    }

    /// Takes a share that counts out of what is billed and committed, whatever that does to limits.
    pub(crate) fn release(&mut self, contract: ContractId, share: &Share) -> Result<(), ApiError> {
        if let (true, Some(limited)) = (counts(share), self.of(contract)?) {
            limited.headroom.count(share.contract_line, share.customer, -share.amount.minor());
        }
        Ok(())
    }

    /// Keeps the amount of a share free for it, or frees it again, where no limit stops that.
    pub(crate) fn change(&mut self, share: &Share, commits: bool) -> Result<Result<(), StoppedBy>, ApiError> {
        let contract = self.contract_of(share.contract_line)?;
        let Some(limited) = self.of(contract)? else { return Ok(Ok(())) };
        let Limited { contract, headroom } = limited;
        let changed = if commits {
            headroom.commit(share.contract_line, share.customer, share.amount)
        } else {
            headroom.free(share.contract_line, share.customer, share.amount)
        };
        let amount = share.amount;
        Ok(changed.map_err(|passed| StoppedBy { passed, contract: contract.clone(), amount, commits }))
    }
}

/// Whether a share counts against limits as it stands.
pub(crate) fn counts(share: &Share) -> bool {
    is_limited(share)
        && (is_committed_by_status(share.billing_status) || share.limit_state == Some(LimitState::Committed))
}

/// Keeps amounts free again for shares that are not ready, by date, then id; where a limit stops that, they remember it.
///
/// # Errors
/// [`ApiError::Store`] where one is not in that status any more.
///
/// Source: SPEC 5.4.
pub(crate) fn commit_again(
    tx: &WriteTransaction<'_>,
    places: &[(ContractLineId, ShareId)],
) -> Result<(), ApiError> {
    let mut shares = Vec::new();
    for (line, id) in places {
        shares.extend(share::by_id(tx, *line, *id)?);
    }
    shares.retain(|share| share.billing_status == BillingStatus::NotReady && is_limited(share));
    shares.sort_by(|one, other| (one.date, &one.key).cmp(&(other.date, &other.key)));
    let mut limits = Limits::new(tx);
    for share in &shares {
        let state = match limits.change(share, true)? {
            Ok(()) => LimitState::Committed,
            Err(by) => LimitState::Stopped(by.passed.scope.level()),
        };
        share::set_limit_state(tx, share.contract_line, share.id, Some(state))?;
    }
    Ok(())
}

/// A limit that stops what somebody wants.
#[derive(Debug)]
pub(crate) struct StoppedBy {
    pub(crate) passed: Passed,
    contract: Contract,
    amount: Money,
    commits: bool,
}

impl StoppedBy {
    /// What it is, with its numbers.
    pub(crate) fn sentence(&self, connection: &Connection) -> Result<String, StoreError> {
        let Self { passed, contract, amount, commits } = self;
        let currency = contract.currency;
        let owner = owner(connection, contract, passed.scope)?;
        let used = shown(passed.used_minor, currency);
        let limit = passed.limit;
        let change = i128::from(amount.minor()) * if *commits { 1 } else { -1 };
        let after = shown(passed.used_minor + change, currency);
        let over = shown(passed.used_minor + change - i128::from(limit.minor()), currency);
        let code = currency.code();
        Ok(if *commits {
            format!(
                "{amount} {code} more would bring {owner} to {after}, {over} above its not-to-exceed limit of {limit}; {used} is billed or committed already"
            )
        } else {
            format!(
                "without this credit of {amount} {code}, {owner} would come to {after}, {over} above its not-to-exceed limit of {limit}"
            )
        })
    }
}

fn owner(connection: &Connection, contract: &Contract, scope: LimitScope) -> Result<String, StoreError> {
    let line = |id| {
        let found = contract.line(id).map(|line| line.name.as_str());
        found.unwrap_or_default().to_owned()
    };
    let customer = |id| {
        let found = customer::by_id(connection, id)?.map(|customer| customer.party.name);
        Ok::<_, StoreError>(found.unwrap_or_default())
    };
    Ok(match scope {
        LimitScope::LineCustomer(id, of) => format!("{} on contract line \"{}\"", customer(of)?, line(id)),
        LimitScope::Line(id) => format!("contract line \"{}\"", line(id)),
        LimitScope::ContractCustomer(of) => format!("{} on contract \"{}\"", customer(of)?, contract.name),
        LimitScope::Contract => format!("contract \"{}\"", contract.name),
    })
}

fn shown(minor: i128, currency: Currency) -> String {
    Decimal::from_i128_with_scale(minor, currency.minor_digits()).to_string()
}

/// Refuses what leaves a contract with more billed and committed than one of its limits.
///
/// # Errors
/// [`ApiError::Refused`] with the limit and its numbers.
pub(crate) fn hold(connection: &Connection, id: ContractId) -> Result<(), ApiError> {
    match passed_sentence_of(connection, id)? {
        None => Ok(()),
        Some(why) => Err(Refusal::LimitPassed { why }.into()),
    }
}

/// The sentence about the first limit of a contract that is passed; none where all hold.
pub(crate) fn passed_sentence_of(
    connection: &Connection,
    id: ContractId,
) -> Result<Option<String>, StoreError> {
    let Some(Limited { contract, headroom }) = of_contract(connection, id)? else { return Ok(None) };
    let Some(passed) = headroom.passed() else { return Ok(None) };
    let owner = owner(connection, &contract, passed.scope)?;
    let (used, code) = (shown(passed.used_minor, contract.currency), contract.currency.code());
    Ok(Some(format!(
        "{owner} has {used} {code} billed or committed, more than its not-to-exceed limit of {}",
        passed.limit
    )))
}
