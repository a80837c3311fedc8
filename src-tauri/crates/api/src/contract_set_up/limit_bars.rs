//! Limits as bars, and what shares are told about them.
//!
//! Source: SPEC 5.4; d365 R4.10.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use proforma_engine::{
    contract::Contract,
    ids::{ContractId, ContractLineId, CustomerId},
    limits::{LimitScope, LimitState, is_limited},
    money::{Currency, Money},
    share::{BillingStatus, Share},
};
use proforma_store::{Connection, share};
use rust_decimal::Decimal;

use super::limit_record::LimitRecord;
use crate::{
    bounds,
    changes::{ChangeName, Command},
    dto::{Change, CustomerName, LimitBar, LimitLevel, LimitRequest, ShareName, StoppedShares},
    error::ApiError,
    limits::{self, Limits},
    names::Customers,
    process_run::count,
    sums::Sums,
};

/// Every limit of a contract with what is used of it.
pub(super) fn of_contract(
    connection: &Connection,
    contract: &Contract,
    customers: &Customers,
) -> Result<Vec<LimitBar>, ApiError> {
    let Some(limited) = limits::of_contract(connection, contract.id)? else { return Ok(Vec::new()) };
    let posted = share::billed_against_limits(connection, contract.id)?;
    let mut bars = Vec::new();
    for (scope, limit, used) in limited.headroom.scopes() {
        let billed: i128 = posted
            .iter()
            .filter(|(line, customer, _)| LimitScope::of(*line, *customer).contains(&scope))
            .map(|(_, _, minor)| i128::from(*minor))
            .sum();
        bars.push(bar(contract, customers, scope, limit, (billed, used - billed))?);
    }
    bars.sort_by_key(|bar| match bar.level {
        LimitLevel::Contract => 0,
        LimitLevel::ContractCustomer => 1,
        LimitLevel::Line => 2,
        LimitLevel::LineCustomer => 3,
    });
    Ok(bars)
}

fn bar(
    contract: &Contract,
    customers: &Customers,
    scope: LimitScope,
    limit: Money,
    (billed, committed): (i128, i128),
) -> Result<LimitBar, ApiError> {
    let line = |id: ContractLineId| {
        contract.line(id).map(|line| CustomerName { id: line.key.clone(), name: line.name.clone() })
    };
    let customer = |id: CustomerId| -> Result<_, ApiError> {
        let customer = customers.get(id)?;
        Ok(Some(CustomerName { id: customer.key.clone(), name: customer.party.name.clone() }))
    };
    let (level, contract_line, customer) = match scope {
        LimitScope::Contract => (LimitLevel::Contract, None, None),
        LimitScope::ContractCustomer(id) => (LimitLevel::ContractCustomer, None, customer(id)?),
        LimitScope::Line(id) => (LimitLevel::Line, line(id), None),
        LimitScope::LineCustomer(on, id) => (LimitLevel::LineCustomer, line(on), customer(id)?),
    };
    let left = i128::from(limit.minor()) - billed - committed;
    let shown = |minor| shown(minor, contract.currency);
    Ok(LimitBar {
        level,
        contract_line,
        customer,
        limit: limit.to_string(),
        billed: shown(billed),
        committed: shown(committed),
        left: shown(left),
        parts_per_mille: [billed, committed, left].map(|part| per_mille(part, limit.minor())).to_vec(),
    })
}

/// Says it once, and no more than a person reads.
fn tell(why: &mut Vec<String>, sentence: String) {
    if why.len() < 5 && !why.contains(&sentence) {
        why.push(sentence);
    }
}

fn shown(minor: i128, currency: Currency) -> String {
    Decimal::from_i128_with_scale(minor, currency.minor_digits()).to_string()
}

fn per_mille(part: i128, whole: i64) -> u16 {
    if whole <= 0 || part <= 0 {
        return 0;
    }
    u16::try_from((part * 1000 / i128::from(whole)).min(1000)).unwrap_or(1000)
}

/// Resets what shares that are not ready were told about limits, or tests them again in the order of date, then id. A
/// share that is ready counts by its status: it is marked not ready first.
///
/// # Errors
/// [`ApiError::NotFound`] for an unknown share; [`ApiError::Input`] for too many or none.
///
/// Source: SPEC 5.4; d365 R4.10, T8.
pub fn set_limit_state(
    connection: &Connection,
    names: &[ShareName],
    request: LimitRequest,
    now: DateTime<Utc>,
) -> Result<Change, ApiError> {
    bounds::shares(names.len())?;
    let tx = connection.write()?;
    let customers = Customers::read(&tx)?;
    let mut shares: Vec<Share> = Vec::new();
    for name in names {
        let customer = customers.by_key(&name.customer)?.id;
        let own = share::of_item(&tx, &name.id)?.into_iter().filter(|share| share.customer == customer);
        let before = shares.len();
        shares.extend(own);
        if shares.len() == before {
            let id = format!("{} of {}", name.id, name.customer);
            return Err(ApiError::NotFound { kind: "share", id });
        }
    }
    let mut seen = BTreeSet::new();
    shares.retain(|share| {
        share.billing_status == BillingStatus::NotReady
            && is_limited(share)
            && seen.insert((share.contract_line, share.id))
    });
    shares.sort_by(|one, other| (one.date, &one.key).cmp(&(other.date, &other.key)));
    let mut limits = Limits::new(&tx);
    let mut records: BTreeMap<ContractId, LimitRecord> = BTreeMap::new();
    let mut stopped = StoppedShares::default();
    let mut amounts = Sums::default();
    let mut changed = 0_usize;
    for share in &shares {
        let contract = limits.contract_of(share.contract_line)?;
        // What limits left behind that are no more can be reset all the same.
        if request == LimitRequest::Reevaluate && !limits.are_set(contract)? {
            continue;
        }
        if share.limit_state == Some(LimitState::Committed) {
            if request == LimitRequest::Reevaluate {
                continue;
            }
            if let Err(by) = limits.change(share, false)? {
                stopped.shares += 1;
                tell(&mut stopped.why, by.sentence(&tx)?);
                continue;
            }
        }
        let to = match request {
            LimitRequest::Reset => None,
            LimitRequest::Reevaluate => match limits.change(share, true)? {
                Ok(()) => Some(LimitState::Committed),
                Err(by) => {
                    stopped.shares += 1;
                    tell(&mut stopped.why, by.sentence(&tx)?);
                    Some(LimitState::Stopped(by.passed.scope.level()))
                }
            },
        };
        if to == share.limit_state {
            continue;
        }
        share::set_limit_state(&tx, share.contract_line, share.id, to)?;
        let customer = customers.get(share.customer)?.key.clone();
        records.entry(contract).or_insert_with(|| LimitRecord::new(request)).add(share, customer, to);
        changed += 1;
        amounts.add(share.amount);
    }
    let name = ChangeName { command: Command::SetLimitState, at: now };
    for (contract, record) in &records {
        name.write(&tx, *contract, &serde_json::to_string(record)?)?;
    }
    tx.commit()?;
    let undo = (changed > 0).then(|| name.token());
    Ok(Change { changed: count(changed), amounts: amounts.amounts(), undo, stopped })
}
