//! Marking shares, and explaining them.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use proforma_engine::{
    explain::Outlook,
    ids::ContractId,
    passed_over::{Reason, ReasonCode},
    share::{Share, ShareEvent},
};
use proforma_store::{Connection, StoreError, WriteTransaction, contract, share, transaction};

use crate::{
    bounds,
    changes::{ChangeName, Command},
    dto::{Change, Explanation, MarkRequest, ShareExplanation, ShareName},
    error::{ApiError, Refusal},
    marking_record::MarkingRecord,
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

/// What marking did.
#[derive(Debug, Clone, PartialEq)]
pub struct Marked {
    /// The shares that changed, in the order asked for.
    pub shares: Vec<ShareName>,
    /// What they amount to, chargeable.
    pub amounts: Sums,
    /// Takes it back with `undo`; none where nothing changed.
    pub undo: Option<String>,
}

/// Marks all that is named or nothing. A share that is in the asked status already is fine.
///
/// # Errors
/// [`ApiError::NotFound`] for an unknown id or customer; [`ApiError::Refused`] for a share on an invoice, or a
/// status that only the program gives. Nothing has changed then.
///
/// Source: SPEC 5.3, 9 (`mark`).
pub fn mark(
    connection: &Connection,
    markings: &[Marking<'_>],
    status: BillingStatus,
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
    let mut marked = Marked { shares: Vec::new(), amounts: Sums::default(), undo: None };
    let mut records: BTreeMap<ContractId, MarkingRecord> = BTreeMap::new();
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
            if to == share.billing_status {
                continue;
            }
            share::set_status(&tx, share.contract_line, share.id, share.billing_status, to)?;
            if share.is_chargeable() {
                marked.amounts.add(share.amount);
            }
            let contract = contract::of_line(&tx, share.contract_line)?.ok_or_else(|| lost(&share))?;
            let record = records.entry(contract).or_insert_with(|| MarkingRecord::new(status));
            let chargeable = if share.is_chargeable() { share.amount.minor() } else { 0 };
            record.add(share.contract_line, share.id, chargeable);
            record.shares.push(name.clone());
            marked.shares.push(name);
        }
    }
    let change = ChangeName { command: Command::Mark, at: now };
    for (contract, record) in &records {
        change.write(&tx, *contract, &serde_json::to_string(record)?)?;
    }
    tx.commit()?;
    marked.undo = (!marked.shares.is_empty()).then(|| change.token());
    Ok(marked)
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
            Ok(backlog) => (backlog.explain(share, today), None),
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
    let marked = mark(connection, &markings, request.billing_status.into(), now)?;
    Ok(Change {
        changed: u32::try_from(marked.shares.len()).unwrap_or(u32::MAX),
        amounts: marked.amounts.amounts(),
        undo: marked.undo,
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
