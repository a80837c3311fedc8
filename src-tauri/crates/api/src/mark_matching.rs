//! Marking everything that a filter lets through, and taking it back.
//!
//! The history entry of each contract names the shares that changed as ranges of their numbers, line by line: a
//! million shares that lie together take a few words. That entry is also what taking back goes by.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Utc};
use proforma_engine::{
    ids::{ContractId, ContractLineId, ShareId},
    money::Currency,
    share::BillingStatus,
};
use proforma_store::{
    Connection, StoreError, WriteTransaction,
    backlog_list::{self, MarkableShare},
    history, share,
};
use serde::{Deserialize, Serialize};

use crate::{
    backlog_list::{hits, stored_filter},
    bounds,
    dto::{Amount, Change, MarkMatching, ShareName},
    error::{ApiError, Refusal},
    sums::Sums,
};

/// The command's name in the history.
pub(crate) const COMMAND: &str = "mark_matching";

/// What a contract's history says of it.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct Detail {
    pub(crate) billing_status: String,
    /// By line: first and last number of each run of shares that changed.
    lines: BTreeMap<i64, Vec<(i64, i64)>>,
}

impl Detail {
    /// Whether a share changed.
    pub(crate) fn names(&self, line: ContractLineId, share: ShareId) -> bool {
        let of_line = self.lines.get(&line.0).map_or(&[][..], Vec::as_slice);
        of_line.iter().any(|(first, last)| (*first..=*last).contains(&share.0))
    }
}

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
    let mut details: BTreeMap<ContractId, Detail> = BTreeMap::new();
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
        let empty = || Detail { billing_status: to.as_str().to_owned(), lines: BTreeMap::new() };
        let runs = details.entry(found.contract).or_insert_with(empty).lines.entry(line.0).or_default();
        match runs.last_mut() {
            Some((_, last)) if *last + 1 == id.0 => *last = id.0,
            _ => runs.push((id.0, id.0)),
        }
        Ok(())
    })?;
    for (contract, detail) in &details {
        history::append(&tx, Some(*contract), now, COMMAND, &serde_json::to_string(detail)?)?;
    }
    tx.commit()?;
    Ok(Change { changed, amounts: amounts(sums)?, undo: (changed > 0).then(|| token(now)) })
}

/// Takes a marking back: every share that it changed returns to the status it had.
///
/// # Errors
/// [`ApiError::Refused`] where a share is on an invoice by now, or nothing is known of the marking. Nothing has
/// changed then.
pub(crate) fn undo(connection: &Connection, at: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), ApiError> {
    let tx = connection.write()?;
    let entries = history::of_instant(&tx, at, COMMAND)?;
    if entries.is_empty() {
        return Err(Refusal::NothingToUndo.into());
    }
    for (contract, text) in entries {
        let detail: Detail = serde_json::from_str(&text)?;
        let unreadable =
            || StoreError::Unreadable { kind: "a billing status", value: detail.billing_status.clone() };
        let to: BillingStatus = detail.billing_status.parse().map_err(|_| unreadable())?;
        let from = before(to)?;
        for (line, runs) in &detail.lines {
            for id in runs.iter().flat_map(|(first, last)| *first..=*last) {
                take_back(&tx, (ContractLineId(*line), ShareId(id)), from, to)?;
            }
        }
        let taken_back = serde_json::json!({ "command": COMMAND, "at": at });
        history::append(&tx, Some(contract), now, "undo", &taken_back.to_string())?;
    }
    Ok(tx.commit()?)
}

fn take_back(
    tx: &WriteTransaction<'_>,
    (line, id): (ContractLineId, ShareId),
    from: BillingStatus,
    to: BillingStatus,
) -> Result<(), ApiError> {
    match share::set_status(tx, line, id, to, from) {
        Ok(()) => Ok(()),
        // It has another status by now: what was taken back by hand is fine, what is on an invoice is not.
        Err(StoreError::Conflict { .. }) => match share::by_id(tx, line, id)? {
            Some(share) if share.billing_status == from => Ok(()),
            Some(share) => Err(Refusal::OnInvoiceByNow { id: share.key }.into()),
            None => Err(StoreError::Unreadable { kind: "a share", value: id.0.to_string() }.into()),
        },
        Err(error) => Err(error.into()),
    }
}

/// The status that a share has before it is marked.
fn before(to: BillingStatus) -> Result<BillingStatus, ApiError> {
    match to {
        BillingStatus::ReadyToInvoice => Ok(BillingStatus::NotReady),
        BillingStatus::NotReady => Ok(BillingStatus::ReadyToInvoice),
        BillingStatus::InvoiceCreated | BillingStatus::InvoicePosted => {
            Err(Refusal::StatusNotMarkable { status: to.as_str() }.into())
        }
    }
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

/// Names the marking to whoever may take it back.
fn token(at: DateTime<Utc>) -> String {
    format!("mark:{}", at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true))
}
