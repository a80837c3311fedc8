//! Marking shares, and explaining them.

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use proforma_engine::{
    explain::Outlook,
    limits::{LimitLevel, LimitState},
    passed_over::{Reason, ReasonCode},
    share::{Share, ShareEvent},
};
use proforma_store::{Connection, StoreError, WriteTransaction, contract, share, transaction};

use crate::{
    bounds,
    changes::Command,
    dto::{Change, Explanation, MarkRequest, ShareExplanation, ShareName, StoppedShares},
    error::{ApiError, Refusal},
    marker::Marker,
    names::{Customers, line},
    process_run::load,
    reason_text::{missed_sentence, sentence},
    sums::Sums,
    unreadable::is_fault_of_the_contract,
};

pub use proforma_engine::share::BillingStatus;

/// What to mark: a transaction or milestone, for one customer or for all of its customers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Marking<'a> {
    /// Id of the transaction or milestone.
    pub id: &'a str,
    /// Only this customer's shares.
    pub customer: Option<&'a str>,
}

/// What becomes of a marking of which limits stop a part (SPEC 5.4).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stopping {
    /// Nothing is marked then.
    AllOrNothing,
    /// What fits is marked; the rest stays, and is told which limit stopped it.
    WhatFits,
}

/// What marking did.
#[derive(Debug, Clone, PartialEq)]
pub struct Marked {
    /// The shares that changed, in the order asked for.
    pub shares: Vec<ShareName>,
    /// What they amount to, chargeable.
    pub amounts: Sums,
    /// Takes it back with `undo`; none where nothing changed.
    pub undo: Option<String>,
    /// What limits stopped.
    pub stopped: StoppedShares,
}

/// Marks what is named. A share that is in the asked status already is fine. Limits are tested in the order of date,
/// then id, each share after those before it.
///
/// # Errors
/// [`ApiError::NotFound`] for an unknown id or customer; [`ApiError::Refused`] for a share on an invoice, a status that
/// only the program gives, or a limit where it is all or nothing. Nothing has changed then.
///
/// Source: SPEC 5.3, 5.4, 9 (`mark`).
pub fn mark(
    connection: &Connection,
    markings: &[Marking<'_>],
    status: BillingStatus,
    stopping: Stopping,
    now: DateTime<Utc>,
) -> Result<Marked, ApiError> {
    let event = match status {
        BillingStatus::ReadyToInvoice => ShareEvent::MarkReady,
        BillingStatus::NotReady => ShareEvent::MarkNotReady,
        BillingStatus::InvoiceCreated | BillingStatus::InvoicePosted => {
            return Err(Refusal::StatusNotMarkable { status: status.as_str() }.into());
        }
    };
    let tx = connection.write()?;
    let customers = Customers::read(&tx)?;
    let mut marker = Marker::new(&tx, status);
    let mut to_mark = Vec::new();
    let mut named = BTreeSet::new();
    for marking in markings {
        for share in shares_to_mark(&tx, marking, &customers)? {
            let name =
                ShareName { id: marking.id.to_owned(), customer: customers.get(share.customer)?.key.clone() };
            let on_invoice = |_| Refusal::OnInvoice {
                id: name.id.clone(),
                customer: name.customer.clone(),
                status: status.as_str(),
            };
            let to = share.billing_status.on(event).map_err(on_invoice)?;
            // Whoever is named twice is marked once.
            if to != share.billing_status && named.insert((share.contract_line, share.id)) {
                to_mark.push((share, name));
            }
        }
    }
    let mut order: Vec<usize> = (0..to_mark.len()).collect();
    order.sort_by(|one, other| {
        let by = |index: &usize| (to_mark[*index].0.date, &to_mark[*index].0.key);
        by(one).cmp(&by(other))
    });
    let mut changed = vec![false; to_mark.len()];
    for index in order {
        let (share, name) = &to_mark[index];
        match (marker.mark(share, Some(name))?, stopping) {
            (None, _) => changed[index] = true,
            (Some(why), Stopping::AllOrNothing) => {
                return Err(Refusal::StoppedByLimit { id: name.id.clone(), why }.into());
            }
            (Some(_), Stopping::WhatFits) => {}
        }
    }
    let (undo, amounts, stopped) = marker.finish(Command::Mark, now)?;
    tx.commit()?;
    let shares = to_mark.into_iter().zip(changed).filter(|(_, changed)| *changed);
    Ok(Marked { shares: shares.map(|((_, name), _)| name).collect(), amounts, undo, stopped })
}

fn shares_to_mark(
    tx: &WriteTransaction<'_>,
    marking: &Marking<'_>,
    customers: &Customers,
) -> Result<Vec<Share>, ApiError> {
    let id = marking.id;
    let customer =
        marking.customer.map(|key| customers.by_key(key).map(|customer| customer.id)).transpose()?;
    let mut shares = share::of_item(tx, id)?;
    if shares.is_empty() {
        if transaction::exists(tx, id)? {
            return Err(Refusal::NothingToMark { id: id.to_owned() }.into());
        }
        return Err(ApiError::NotFound { kind: "transaction or milestone", id: id.to_owned() });
    }
    shares.retain(|share| customer.is_none_or(|customer| share.customer == customer));
    match (shares.is_empty(), marking.customer) {
        (true, Some(customer)) => {
            Err(ApiError::NotFound { kind: "share of that customer", id: format!("{id} of {customer}") })
        }
        (true | false, _) => Ok(shares),
    }
}

fn lost(share: &Share) -> StoreError {
    StoreError::Unreadable { kind: "the contract of a line", value: share.contract_line.0.to_string() }
}

/// Why one share is where it is, and when it will be invoiced.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShareOutlook {
    /// The customer's id.
    pub customer: String,
    /// Its status.
    pub billing_status: BillingStatus,
    /// The rule.
    pub reason: Reason,
    /// The same as a sentence.
    pub text: String,
    /// The run that takes it.
    pub next_run_date: Option<NaiveDate>,
    /// Where no run to come does: the missed run date whose run would.
    pub missed_run_date: Option<NaiveDate>,
}

/// "Why is this not on an invoice, and when will it be?", for each share of a transaction or milestone.
///
/// # Errors
/// [`ApiError::NotFound`] for an unknown id.
///
/// Source: SPEC 4.12, 9 (`explain`).
pub fn explain(connection: &Connection, id: &str, today: NaiveDate) -> Result<Vec<ShareOutlook>, ApiError> {
    let snapshot = connection.snapshot()?;
    let shares = share::of_item(&snapshot, id)?;
    let customers = Customers::read(&snapshot)?;
    let Some(first) = shares.first() else { return explain_fixed_price(&snapshot, id, &customers) };
    let contract_id = contract::of_line(&snapshot, first.contract_line)?.ok_or_else(|| lost(first))?;
    let backlog = match load(&snapshot, contract_id) {
        Err(error) if !is_fault_of_the_contract(&error) => return Err(error),
        read => read,
    };
    let outlook = |share: &Share| {
        let (outlook, failure) = match &backlog {
            Ok(backlog) => (backlog.explain(share, today), stopped_by(share).map(str::to_owned)),
            Err(failure) => (unreadable_outlook(share), Some(failure.to_string())),
        };
        Ok(ShareOutlook {
            customer: customers.get(share.customer)?.key.clone(),
            billing_status: share.billing_status,
            reason: outlook.reason,
            text: outlook.missed_run_date.map_or_else(
                || sentence(&outlook.reason, Some(share.date), failure.as_deref()),
                |missed| missed_sentence(&outlook.reason, missed),
            ),
            next_run_date: outlook.next_run_date,
            missed_run_date: outlook.missed_run_date,
        })
    };
    shares.iter().map(outlook).collect()
}

/// Whose limit stops a share, as it stands in a sentence.
fn stopped_by(share: &Share) -> Option<&'static str> {
    match share.limit_state? {
        LimitState::Committed => None,
        LimitState::Stopped(LimitLevel::LineCustomer) => Some("the customer on this contract line"),
        LimitState::Stopped(LimitLevel::Line) => Some("the contract line"),
        LimitState::Stopped(LimitLevel::ContractCustomer) => Some("the customer on this contract"),
        LimitState::Stopped(LimitLevel::Contract) => Some("the contract"),
    }
}

/// What is known of a share whose contract does not read.
fn unreadable_outlook(share: &Share) -> Outlook {
    let code = match share.billing_status {
        BillingStatus::NotReady | BillingStatus::ReadyToInvoice => ReasonCode::ContractUnreadable,
        BillingStatus::InvoiceCreated => ReasonCode::OnDraft,
        BillingStatus::InvoicePosted => ReasonCode::Invoiced,
    };
    Outlook { reason: Reason::plain(code), next_run_date: None, missed_run_date: None }
}

/// A transaction on a fixed-price line has no shares; each customer of the line is told so.
fn explain_fixed_price(
    connection: &Connection,
    id: &str,
    customers: &Customers,
) -> Result<Vec<ShareOutlook>, ApiError> {
    let unknown = || ApiError::NotFound { kind: "transaction or milestone", id: id.to_owned() };
    let (line_id, _) = transaction::place_of(connection, id)?.ok_or_else(unknown)?;
    let contract_id = contract::of_line(connection, line_id)?.ok_or_else(unknown)?;
    let contract = contract::by_id(connection, contract_id)?.ok_or_else(unknown)?;
    let reason = Reason::plain(ReasonCode::FixedPriceLine);
    let paying =
        line(&contract, line_id)?.customers.entries().iter().filter(|entry| !entry.percent.is_zero());
    paying
        .map(|entry| {
            Ok(ShareOutlook {
                customer: customers.get(entry.customer)?.key.clone(),
                billing_status: BillingStatus::NotReady,
                reason,
                text: sentence(&reason, None, None),
                next_run_date: None,
                missed_run_date: None,
            })
        })
        .collect()
}

/// Marks as the window asks.
///
/// # Errors
/// [`ApiError::Input`] for too many shares or none; as [`mark`].
pub fn mark_request(
    connection: &Connection,
    request: &MarkRequest,
    now: DateTime<Utc>,
) -> Result<Change, ApiError> {
    bounds::shares(request.shares.len())?;
    let markings: Vec<Marking<'_>> =
        request.shares.iter().map(|name| Marking { id: &name.id, customer: Some(&name.customer) }).collect();
    let marked = mark(connection, &markings, request.billing_status.into(), Stopping::WhatFits, now)?;
    Ok(Change {
        changed: u32::try_from(marked.shares.len()).unwrap_or(u32::MAX),
        amounts: marked.amounts.amounts(),
        undo: marked.undo,
        stopped: marked.stopped,
    })
}

/// Explains as the window asks.
///
/// # Errors
/// As [`explain`].
pub fn explanation(connection: &Connection, id: &str, today: NaiveDate) -> Result<Explanation, ApiError> {
    let share = |outlook: ShareOutlook| ShareExplanation {
        customer: outlook.customer,
        billing_status: outlook.billing_status.into(),
        code: outlook.reason.code.into(),
        text: outlook.text,
        next_run_date: outlook.next_run_date,
        missed_run_date: outlook.missed_run_date,
    };
    Ok(Explanation {
        id: id.to_owned(),
        shares: explain(connection, id, today)?.into_iter().map(share).collect(),
    })
}
