//! Marking everything that a filter lets through.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use proforma_engine::{
    ids::{ContractId, ContractLineId, ShareId},
    money::Currency,
    share::BillingStatus,
};
use proforma_store::{
    Connection, WriteTransaction,
    backlog_list::{self, MarkableShare},
    share,
};

use crate::{
    backlog_list::{hits, stored_filter},
    bounds,
    changes::{ChangeName, Command},
    dto::{Amount, Change, MarkMatching, ShareName},
    error::ApiError,
    marking_record::{MarkingRecord, before},
    sums::Sums,
};

/// Marks every share that a filter lets through, all of them or none.
///
/// # Errors
/// [`ApiError::Input`] for a filter out of bounds; [`ApiError::NotFound`] for an unknown exception;
/// [`ApiError::Refused`] for a status that only the program gives. Nothing has changed then.
///
/// Source: SPEC 5.3.
pub fn mark_matching(
    connection: &Connection,
    request: &MarkMatching,
    now: DateTime<Utc>,
) -> Result<Change, ApiError> {
    let to = BillingStatus::from(request.billing_status);
    let from = before(to)?;
    if !request.except.is_empty() {
        bounds::shares(request.except.len())?;
    }
    let tx = connection.write()?;
    let except = places(&tx, &request.except)?;
    let hits = hits(&tx, &request.filter)?;
    let filter = stored_filter(&request.filter, hits.as_ref());
    if filter.billing_status == Some(to) {
        return Ok(Change { changed: 0, amounts: Vec::new(), undo: None });
    }
    let filter = backlog_list::BacklogFilter { billing_status: Some(from), ..filter };
    let mut records: BTreeMap<ContractId, MarkingRecord> = BTreeMap::new();
    let mut sums: BTreeMap<String, i128> = BTreeMap::new();
    let mut changed = 0;
    backlog_list::each(&tx, &filter, |found: MarkableShare| {
        let (line, id) = found.place;
        if except.contains(&found.place) {
            return Ok::<_, ApiError>(());
        }
        share::set_status(&tx, line, id, from, to)?;
        *sums.entry(found.currency).or_default() += i128::from(found.chargeable_minor);
        changed += 1;
        let record = records.entry(found.contract).or_insert_with(|| MarkingRecord::new(to));
        record.add(line, id, found.chargeable_minor);
        Ok(())
    })?;
    let name = ChangeName { command: Command::MarkMatching, at: now };
    for (contract, record) in &records {
        name.write(&tx, *contract, &serde_json::to_string(record)?)?;
    }
    tx.commit()?;
    Ok(Change { changed, amounts: amounts(sums)?, undo: (changed > 0).then(|| name.token()) })
}

fn places(
    tx: &WriteTransaction<'_>,
    names: &[ShareName],
) -> Result<BTreeSet<(ContractLineId, ShareId)>, ApiError> {
    let customers = crate::names::Customers::read(tx)?;
    let mut places = BTreeSet::new();
    for name in names {
        let customer = customers.by_key(&name.customer)?.id;
        let own = share::of_item(tx, &name.id)?.into_iter().filter(|share| share.customer == customer);
        places.extend(own.map(|share| (share.contract_line, share.id)));
    }
    Ok(places)
}

fn amounts(by_currency: BTreeMap<String, i128>) -> Result<Vec<Amount>, ApiError> {
    let mut sums = Sums::default();
    for (currency, minor) in by_currency {
        sums.add_minor(Currency::from_code(&currency)?, minor);
    }
    Ok(sums.amounts())
}
