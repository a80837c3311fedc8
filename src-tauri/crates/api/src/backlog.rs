//! Marking shares, and explaining them.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};
use proforma_engine::{
    ids::ContractId,
    money::Money,
    passed_over::{Reason, ReasonCode},
    process_run::Backlog,
    share::{Share, ShareEvent},
};
use proforma_store::{
    Connection, StoreError, WriteTransaction, contract, history, schedule, share, transaction,
};

use crate::{
    bounds,
    dto::{Explanation, MarkRequest, MarkResult, ShareExplanation},
    error::{ApiError, Refusal},
    invoices::amount,
    names::{Customers, line},
    reason_text::sentence,
};

pub use proforma_engine::share::BillingStatus;

/// What to mark, and as what.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark<'a> {
    /// Ids of transactions or milestones.
    pub ids: &'a [String],
    /// Only this customer's shares.
    pub customer: Option<&'a str>,
    /// `ready_to_invoice` or `not_ready`.
    pub billing_status: BillingStatus,
}

/// What marking did.
#[derive(Debug, Clone, PartialEq)]
pub struct Marked {
    /// Ids of which a share changed, in the order asked for.
    pub ids: Vec<String>,
    /// How many shares changed.
    pub shares: u32,
    /// What they amount to, chargeable, one per currency.
    pub amounts: Vec<Money>,
}

/// Marks all of the ids or none. A share that is in the asked status already is fine.
///
/// # Errors
/// [`ApiError::NotFound`] for an unknown id or customer; [`ApiError::Refused`] for a share on an invoice, or a
/// status that only the program gives. Nothing has changed then.
///
/// Source: SPEC 5.3, 9 (`mark`).
pub fn mark(connection: &Connection, mark: &Mark<'_>, now: DateTime<Utc>) -> Result<Marked, ApiError> {
    let event = match mark.billing_status {
        BillingStatus::ReadyToInvoice => ShareEvent::MarkReady,
        BillingStatus::NotReady => ShareEvent::MarkNotReady,
        BillingStatus::InvoiceCreated | BillingStatus::InvoicePosted => {
            return Err(Refusal::StatusNotMarkable { status: mark.billing_status.as_str() }.into());
        }
    };
    let tx = connection.write()?;
    let customers = Customers::read(&tx)?;
    let customer = mark.customer.map(|key| customers.by_key(key).map(|customer| customer.id)).transpose()?;
    let mut marked = Marked { ids: Vec::new(), shares: 0, amounts: Vec::new() };
    let mut touched: BTreeMap<ContractId, Vec<&str>> = BTreeMap::new();
    for id in mark.ids {
        let shares = shares_to_mark(&tx, id)?;
        let own: Vec<&Share> = shares
            .iter()
            .filter(|share| customer.is_none_or(|customer| share.customer == customer))
            .collect();
        if let (true, Some(customer)) = (own.is_empty(), mark.customer) {
            return Err(ApiError::NotFound {
                kind: "share of that customer",
                id: format!("{id} of {customer}"),
            });
        }
        let mut has_changed = false;
        for share in own {
            let on_invoice = |_| Refusal::OnInvoice {
                id: id.clone(),
                customer: customers
                    .get(share.customer)
                    .map(|customer| customer.key.clone())
                    .unwrap_or_default(),
                status: mark.billing_status.as_str(),
            };
            let to = share.billing_status.on(event).map_err(on_invoice)?;
            if to == share.billing_status {
                continue;
            }
            share::set_status(&tx, share.contract_line, share.id, share.billing_status, to)?;
            marked.shares += 1;
            has_changed = true;
            if share.is_chargeable() {
                add(&mut marked.amounts, share.amount)?;
            }
            let contract = contract::of_line(&tx, share.contract_line)?.ok_or_else(|| lost(share))?;
            let ids = touched.entry(contract).or_default();
            if ids.last() != Some(&id.as_str()) {
                ids.push(id);
            }
        }
        if has_changed {
            marked.ids.push(id.clone());
        }
    }
    for (contract, ids) in touched {
        let detail = serde_json::json!({ "ids": ids, "customer": mark.customer, "billing_status": mark.billing_status.as_str() });
        history::append(&tx, Some(contract), now, "mark", &detail.to_string())?;
    }
    tx.commit()?;
    Ok(marked)
}

fn shares_to_mark(tx: &WriteTransaction<'_>, id: &str) -> Result<Vec<Share>, ApiError> {
    let shares = share::of_item(tx, id)?;
    if !shares.is_empty() {
        return Ok(shares);
    }
    if transaction::exists(tx, id)? {
        return Err(Refusal::NothingToMark { id: id.to_owned() }.into());
    }
    Err(ApiError::NotFound { kind: "transaction or milestone", id: id.to_owned() })
}

/// Adds an amount to the sum of its currency.
pub(crate) fn add(sums: &mut Vec<Money>, amount: Money) -> Result<(), ApiError> {
    match sums.iter_mut().find(|sum| sum.currency() == amount.currency()) {
        Some(sum) => *sum = sum.plus(amount)?,
        None => sums.push(amount),
    }
    Ok(())
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
    let contract = contract::by_id(&snapshot, contract_id)?.ok_or_else(|| lost(first))?;
    let backlog =
        Backlog { rows: schedule::of_contract(&snapshot, contract_id)?, contract, shares: Vec::new() };
    let outlook = |share: &Share| {
        let outlook = backlog.explain(share, today);
        Ok(ShareOutlook {
            customer: customers.get(share.customer)?.key.clone(),
            billing_status: share.billing_status,
            reason: outlook.reason,
            text: sentence(&outlook.reason, Some(share.date), None),
            next_run_date: outlook.next_run_date,
        })
    };
    shares.iter().map(outlook).collect()
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
            })
        })
        .collect()
}

/// Marks as the window asks.
///
/// # Errors
/// [`ApiError::Input`] for too many ids or none; as [`mark`].
pub fn mark_request(
    connection: &Connection,
    request: &MarkRequest,
    now: DateTime<Utc>,
) -> Result<MarkResult, ApiError> {
    bounds::ids(&request.ids)?;
    let order = Mark {
        ids: &request.ids,
        customer: request.customer.as_deref(),
        billing_status: request.billing_status.into(),
    };
    let Marked { ids, shares, amounts } = mark(connection, &order, now)?;
    Ok(MarkResult { changed: shares, amounts: amounts.into_iter().map(amount).collect(), ids })
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
    };
    Ok(Explanation {
        id: id.to_owned(),
        shares: explain(connection, id, today)?.into_iter().map(share).collect(),
    })
}
