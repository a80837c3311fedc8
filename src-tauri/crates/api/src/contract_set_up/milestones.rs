//! Milestones of a line that was typed, written beside what was there: shares that change are reversed and made anew.
//!
//! Source: SPEC 3.10, 3.11, 5.2; d365 R3.10.

use std::collections::BTreeMap;

use chrono::{DateTime, Utc};
use proforma_engine::{
    contract::{Contract, ContractLine, CustomerSplit},
    ids::{ContractLineId, CustomerId, MilestoneId, ShareId},
    limits::LimitState,
    money::Money,
    schedule::{RowKind, RowOrigin, RunStatus},
    share::{BillingStatus, BillingType, Share, ShareOf, share_parts},
};
use proforma_store::{
    Connection, StoreError, WriteTransaction, line_use,
    schedule::{self as rows, Milestone, NewScheduleRow},
    share::{self, NewShare},
    transaction,
};
use rust_decimal::Decimal;

use super::line::TypedMilestone;
use crate::{
    dto::{CustomerShareState, MilestoneState},
    error::ApiError,
    names::Customers,
};

/// How far the milestones of a line are.
pub(super) fn states(
    connection: &Connection,
    line: &ContractLine,
    milestones: &[Milestone],
    customers: &Customers,
) -> Result<Vec<MilestoneState>, ApiError> {
    let mut shares: BTreeMap<MilestoneId, Vec<CustomerShareState>> = BTreeMap::new();
    for (milestone, customer, status) in line_use::milestone_shares(connection, line.id)? {
        let customer = customers.get(customer)?.key.clone();
        shares
            .entry(milestone)
            .or_default()
            .push(CustomerShareState { customer, billing_status: status.into() });
    }
    let own = milestones.iter().filter(|milestone| milestone.contract_line == line.id);
    Ok(own
        .map(|milestone| {
            let shares = shares.remove(&milestone.id).unwrap_or_default();
            let lowest = shares.iter().map(|share| BillingStatus::from(share.billing_status)).min();
            MilestoneState {
                id: milestone.key.clone(),
                billing_status: lowest.unwrap_or(BillingStatus::NotReady).into(),
                shares,
            }
        })
        .collect())
}

/// The line whose milestones are written.
pub(super) struct Owner<'o> {
    pub(super) contract_key: &'o str,
    pub(super) line: ContractLineId,
    pub(super) line_key: &'o str,
    pub(super) split: &'o CustomerSplit,
    /// Whether the split is another than before.
    pub(super) pays_otherwise: bool,
}

/// Brings the milestones of a line to what was typed. Who calls has looked that nothing on an invoice changes.
pub(super) fn write(
    tx: &WriteTransaction<'_>,
    owner: &Owner<'_>,
    present: &[Milestone],
    typed: &[TypedMilestone],
    now: DateTime<Utc>,
) -> Result<(), ApiError> {
    let present: BTreeMap<&str, &Milestone> = present
        .iter()
        .filter(|milestone| milestone.contract_line == owner.line)
        .map(|milestone| (milestone.key.as_str(), milestone))
        .collect();
    for (key, milestone) in &present {
        if !typed.iter().any(|typed| typed.key.as_deref() == Some(key)) {
            for share in open_shares(tx, key)? {
                share::reverse(tx, owner.line, share.id)?;
            }
            rows::delete_milestone(tx, milestone.id, now)?;
        }
    }
    for (position, typed) in typed.iter().enumerate() {
        match typed.key.as_deref().and_then(|key| present.get(key)) {
            Some(milestone) => change(tx, owner, milestone, typed, position)?,
            None => add(tx, owner, typed, position)?,
        }
    }
    Ok(())
}

fn open_shares(tx: &WriteTransaction<'_>, key: &str) -> Result<Vec<Share>, StoreError> {
    share::of_item(tx, key)
}

fn change(
    tx: &WriteTransaction<'_>,
    owner: &Owner<'_>,
    milestone: &Milestone,
    typed: &TypedMilestone,
    position: usize,
) -> Result<(), ApiError> {
    let after = Milestone {
        name: typed.name.clone(),
        date: typed.date,
        amount: typed.amount,
        position: position as i64,
        ..milestone.clone()
    };
    if after != *milestone {
        rows::update_milestone(tx, &after)?;
    }
    let row = rows::of_line(tx, owner.line)?
        .into_iter()
        .find(|noted| noted.row.kind == RowKind::Milestone(milestone.id));
    match row {
        Some(noted) if noted.row.run_date == typed.run_date => {}
        Some(noted) if noted.row.run_status == RunStatus::NotRun => {
            rows::update_row(tx, noted.row.id, typed.run_date, None, RowOrigin::Typed)?;
        }
        // Its row has run and brought nothing: on its new date it is called out again.
        Some(noted) => rows::call_again(tx, noted.row.id, typed.run_date)?,
        None => insert_row(tx, owner.line, milestone.id, typed)?,
    }
    let shares = open_shares(tx, &milestone.key)?;
    let is_on_invoice = shares.iter().any(|share| is_on_invoice(share.billing_status));
    let has_moved = after.date != milestone.date || after.amount != milestone.amount;
    if is_on_invoice || !(has_moved || owner.pays_otherwise) {
        return Ok(());
    }
    let item = Item { line: owner.line, of: ShareOf::Milestone(milestone.id), date: after.date };
    let whole = Whole::of_milestone(after.amount);
    replace_shares(tx, &item, &whole, owner.split, &shares).map(drop)
}

/// The milestones of a line that are on an invoice; none where the line is new.
pub(super) fn on_invoices(
    connection: &Connection,
    contract: &Contract,
    line: &str,
) -> Result<Vec<Milestone>, ApiError> {
    let Some(line) = contract.lines.iter().find(|known| known.key == line) else { return Ok(Vec::new()) };
    let statuses = line_use::milestones(connection, line.id)?;
    let is_kept = |milestone: &Milestone| {
        statuses.iter().any(|(id, status)| *id == milestone.id && is_on_invoice(*status))
    };
    let milestones = rows::milestones(connection, contract.id, contract.currency)?;
    Ok(milestones.into_iter().filter(is_kept).collect())
}

/// Whether a share of this status is on an invoice.
pub(crate) fn is_on_invoice(status: BillingStatus) -> bool {
    match status {
        BillingStatus::NotReady | BillingStatus::ReadyToInvoice => false,
        BillingStatus::InvoiceCreated | BillingStatus::InvoicePosted => true,
    }
}

fn add(
    tx: &WriteTransaction<'_>,
    owner: &Owner<'_>,
    typed: &TypedMilestone,
    position: usize,
) -> Result<(), ApiError> {
    let wanted = || format!("{}-{}-{}", owner.contract_key, owner.line_key, typed.date);
    let milestone = Milestone {
        id: MilestoneId(0),
        contract_line: owner.line,
        key: free_key(tx, &typed.key.clone().unwrap_or_else(wanted))?,
        name: typed.name.clone(),
        date: typed.date,
        amount: typed.amount,
        position: position as i64,
    };
    let id = rows::insert_milestone(tx, &milestone)?;
    insert_row(tx, owner.line, id, typed)?;
    let item = Item { line: owner.line, of: ShareOf::Milestone(id), date: typed.date };
    replace_shares(tx, &item, &Whole::of_milestone(typed.amount), owner.split, &[]).map(drop)
}

fn insert_row(
    tx: &WriteTransaction<'_>,
    line: ContractLineId,
    milestone: MilestoneId,
    typed: &TypedMilestone,
) -> Result<(), StoreError> {
    let row = NewScheduleRow {
        contract_line: line,
        run_date: typed.run_date,
        kind: RowKind::Milestone(milestone),
        run_status: RunStatus::NotRun,
        origin: RowOrigin::Typed,
        reason: None,
    };
    rows::insert(tx, &row).map(|_| ())
}

/// An id that nothing has yet: this one, or with a number behind it.
pub(crate) fn free_key(connection: &Connection, wanted: &str) -> Result<String, StoreError> {
    let is_taken = |key: &str| -> Result<bool, StoreError> {
        Ok(transaction::exists(connection, key)? || share::milestone_place(connection, key)?.is_some())
    };
    let short: String = wanted.chars().take(proforma_engine::bounds::ID_CHARACTERS_MAX - 6).collect();
    let wanted =
        if wanted.chars().count() > proforma_engine::bounds::ID_CHARACTERS_MAX { &short } else { wanted };
    if !is_taken(wanted)? {
        return Ok(wanted.to_owned());
    }
    let mut number = 2_u32;
    loop {
        let key = format!("{short}-{number}");
        if !is_taken(&key)? {
            return Ok(key);
        }
        number += 1;
    }
}

/// What shares are made of.
pub(crate) struct Item {
    pub(crate) line: ContractLineId,
    pub(crate) of: ShareOf,
    pub(crate) date: chrono::NaiveDate,
}

/// The whole that is divided.
pub(crate) struct Whole {
    pub(crate) quantity: Decimal,
    pub(crate) unit_price: Decimal,
    pub(crate) billing_type: BillingType,
    pub(crate) amount: Money,
}

impl Whole {
    fn of_milestone(amount: Money) -> Self {
        let billing_type = BillingType::Chargeable;
        Self { quantity: Decimal::ONE, unit_price: amount.amount(), billing_type, amount }
    }
}

/// The status of each customer's share.
pub(crate) fn statuses_of(shares: &[Share]) -> BTreeMap<CustomerId, BillingStatus> {
    shares.iter().map(|share| (share.customer, share.billing_status)).collect()
}

/// Reverses the shares of an item and makes them anew. A customer who had one keeps its status; a new one gets the one
/// that all the others had, else not ready. Gives the new ones that limits kept an amount free for, likewise.
///
/// Source: SPEC 5.2, 5.3, 5.4.
pub(crate) fn replace_shares(
    tx: &WriteTransaction<'_>,
    item: &Item,
    whole: &Whole,
    split: &CustomerSplit,
    present: &[Share],
) -> Result<Vec<(ContractLineId, ShareId)>, ApiError> {
    let statuses = statuses_of(present);
    let common = match present {
        [first, rest @ ..] if rest.iter().all(|share| share.billing_status == first.billing_status) => {
            first.billing_status
        }
        _ => BillingStatus::NotReady,
    };
    let is_committed = |share: &Share| share.limit_state == Some(LimitState::Committed);
    let were_all_committed = !present.is_empty() && present.iter().all(is_committed);
    for share in present {
        share::reverse(tx, item.line, share.id)?;
    }
    let first = share::next_id(tx)?;
    let mut committed = Vec::new();
    for (id, part) in (first..).zip(share_parts(whole.amount, split)?) {
        let new = NewShare {
            contract_line: item.line,
            id: ShareId(id),
            customer: part.customer,
            of: item.of,
            date: item.date,
            quantity: whole.quantity,
            unit_price: whole.unit_price,
            percent: part.percent,
            billing_type: whole.billing_type,
            amount: part.amount,
            billing_status: statuses.get(&part.customer).copied().unwrap_or(common),
        };
        share::insert(tx, &new)?;
        let before = present.iter().find(|share| share.customer == part.customer);
        if before.map_or(were_all_committed, is_committed) {
            committed.push((item.line, new.id));
        }
    }
    Ok(committed)
}
