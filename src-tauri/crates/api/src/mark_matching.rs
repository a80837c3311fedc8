//! Marking everything that a filter lets through.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use proforma_engine::{
    ids::{ContractId, ContractLineId, ShareId},
    money::Currency,
    share::{BillingStatus, Share},
};
use proforma_store::{
    Connection, WriteTransaction,
    backlog_list::{self, MarkableShare},
    share, transaction_list,
};

use crate::{
    backlog_list::{hits, stored_filter},
    bounds,
    changes::{ChangeName, Command},
    contracts::by_key,
    dto::{self, Change, MarkMatching, MarkTransactions, ShareName},
    error::ApiError,
    marker::Marker,
    marking_record::{MarkingRecord, before},
    names::Customers,
    sums::Sums,
    transactions::fitting,
};

/// Marks every share that a filter lets through, as far as no limit stops it.
///
/// # Errors
/// [`ApiError::Input`] for a filter out of bounds; [`ApiError::NotFound`] for an unknown exception;
/// [`ApiError::Refused`] for a status that only the program gives. Nothing has changed then.
///
/// Source: SPEC 5.3, 5.4.
pub fn mark_matching(
    connection: &Connection,
    request: &MarkMatching,
    now: DateTime<Utc>,
) -> Result<Change, ApiError> {
    let (from, to) = way(request.billing_status, request.except.len())?;
    let tx = connection.write()?;
    let except = places(&tx, &request.except)?;
    let hits = hits(&tx, &request.filter)?;
    let filter = stored_filter(&request.filter, hits.as_ref());
    if filter.billing_status == Some(to) {
        return Ok(Change::default());
    }
    let filter = backlog_list::BacklogFilter { billing_status: Some(from), ..filter };
    let mut found = backlog_list::markable(&tx, &filter)?;
    found.retain(|share| !except.contains(&share.place));
    let change = mark_found(&tx, found, (from, to), now)?;
    tx.commit()?;
    Ok(change)
}

/// Marks what is on no invoice of every transaction that a filter lets through, whichever customer has it, as far as no
/// limit stops it.
///
/// # Errors
/// [`ApiError::NotFound`] for an unknown contract; [`ApiError::Input`] for a filter out of bounds;
/// [`ApiError::Refused`] for a status that only the program gives. Nothing has changed then.
///
/// Source: SPEC 5.3, 5.4.
pub fn mark_transactions(
    connection: &Connection,
    request: &MarkTransactions,
    now: DateTime<Utc>,
) -> Result<Change, ApiError> {
    let (from, to) = way(request.billing_status, request.except.len())?;
    let tx = connection.write()?;
    let contract = by_key(&tx, &request.filter.contract)?;
    let filter = fitting(contract.id, &request.filter)?;
    let found = transaction_list::markable(&tx, &filter, &request.except, from)?;
    let change = mark_found(&tx, found, (from, to), now)?;
    tx.commit()?;
    Ok(change)
}

/// The billing statuses before and after.
fn way(to: dto::BillingStatus, exceptions: usize) -> Result<(BillingStatus, BillingStatus), ApiError> {
    bounds::exceptions(exceptions)?;
    let to = BillingStatus::from(to);
    Ok((before(to)?, to))
}

/// Where there are limits each share is tested after those before it, by date, then id (SPEC 5.4); the rest needs no look.
fn mark_found(
    tx: &WriteTransaction<'_>,
    found: Vec<MarkableShare>,
    (from, to): (BillingStatus, BillingStatus),
    now: DateTime<Utc>,
) -> Result<Change, ApiError> {
    let mut marker = Marker::new(tx, to);
    let mut bulk = Bulk::default();
    let mut limited: Vec<Share> = Vec::new();
    for found in found {
        let (line, id) = found.place;
        if marker.has_limits(found.contract)? {
            limited.extend(share::by_id(tx, line, id)?);
        } else {
            share::set_status(tx, line, id, from, to)?;
            bulk.add(&found, to);
        }
    }
    limited.sort_by(|one, other| (one.date, &one.key).cmp(&(other.date, &other.key)));
    for share in &limited {
        marker.mark(share, None)?;
    }
    let (undo, limited_amounts, stopped) = marker.finish(Command::MarkMatching, now)?;
    let name = ChangeName { command: Command::MarkMatching, at: now };
    for (contract, record) in &bulk.records {
        name.write(tx, *contract, &serde_json::to_string(record)?)?;
    }
    let fitting = u32::try_from(limited.len()).unwrap_or(u32::MAX) - stopped.shares;
    let undo = undo.or_else(|| (bulk.changed > 0).then(|| name.token()));
    let mut amounts = bulk.amounts()?;
    amounts.merge(&limited_amounts);
    Ok(Change { changed: bulk.changed + fitting, amounts: amounts.amounts(), undo, stopped })
}

/// What was marked without a look at each share: a million of them at once.
#[derive(Default)]
struct Bulk {
    records: BTreeMap<ContractId, MarkingRecord>,
    by_currency: BTreeMap<String, i128>,
    changed: u32,
}

impl Bulk {
    fn add(&mut self, found: &MarkableShare, to: BillingStatus) {
        let (line, id) = found.place;
        *self.by_currency.entry(found.currency.clone()).or_default() += i128::from(found.chargeable_minor);
        self.changed += 1;
        let record = self.records.entry(found.contract).or_insert_with(|| MarkingRecord::new(to));
        record.add(line, id, found.chargeable_minor);
    }

    fn amounts(&self) -> Result<Sums, ApiError> {
        let mut sums = Sums::default();
        for (currency, minor) in &self.by_currency {
            sums.add_minor(Currency::from_code(currency)?, *minor);
        }
        Ok(sums)
    }
}

fn places(
    tx: &WriteTransaction<'_>,
    names: &[ShareName],
) -> Result<BTreeSet<(ContractLineId, ShareId)>, ApiError> {
    let customers = Customers::read(tx)?;
    let mut places = BTreeSet::new();
    for name in names {
        let customer = customers.by_key(&name.customer)?.id;
        let own = share::of_item(tx, &name.id)?.into_iter().filter(|share| share.customer == customer);
        places.extend(own.map(|share| (share.contract_line, share.id)));
    }
    Ok(places)
}
