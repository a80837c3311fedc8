//! One contract, whole, and its shares.

use std::collections::HashMap;

use chrono::NaiveDate;
use proforma_engine::{
    contract::{BillingMethod, Contract, ContractLine, CustomerSplit, TransactionClass},
    ids::{ContractId, ContractLineId, MilestoneId},
    milestone::check_milestones,
    process_run::Backlog,
    schedule::{RowKind, ScheduleRow},
    share::BillingStatus,
};
use proforma_store::{
    Connection, backlog_cell, contract, contract_list, frequency, invoice_list, schedule,
    schedule::Milestone, share_list,
};

use crate::{
    bounds::page,
    dto::{
        ContractDetail, ContractLineDetail, CustomerSplitRow, MilestoneView, ScheduleRowView, SharePage,
        ShareQuery, ShareRow,
    },
    error::ApiError,
    invoices::amount,
    money_parts,
    names::Customers,
    next_take::{expected_by_row, is_missed, missed_take, next_take},
    process_run::load,
};

/// So many invoices of a contract are listed with it.
const INVOICES_SHOWN: u32 = 200;

/// One contract, whole.
///
/// # Errors
/// [`ApiError::NotFound`].
pub fn contract(connection: &Connection, key: &str, today: NaiveDate) -> Result<ContractDetail, ApiError> {
    let snapshot = connection.snapshot()?;
    let id = contract_id(&snapshot, key)?;
    let backlog = load(&snapshot, id)?;
    let contract = &backlog.contract;
    let customers = Customers::read(&snapshot)?;
    let milestones = schedule::milestones(&snapshot, id, contract.currency)?;
    let invoiced: HashMap<ContractLineId, i64> =
        contract_list::invoiced_by_line(&snapshot, id)?.into_iter().collect();
    let frequencies = frequency::all(&snapshot)?;
    let mut lines = Vec::new();
    for line in &contract.lines {
        let frequency = contract::frequency_of_line(&snapshot, line.id)?;
        lines.push(ContractLineDetail {
            id: line.key.clone(),
            name: line.name.clone(),
            billing_method: line.billing_method.into(),
            transaction_classes: line
                .transaction_classes
                .iter()
                .map(TransactionClass::as_str)
                .map(str::to_owned)
                .collect(),
            contracted_amount: line.contracted_amount.map(|amount| amount.to_string()),
            invoice_frequency: frequency
                .and_then(|id| frequencies.iter().find(|known| known.id == id))
                .map(|known| known.name.clone()),
            billing_start: line.billing_start,
            tax: line.tax.map(|tax| format!("{} {}", tax.category(), tax.percent())),
            customers: split_rows(&line.customers, &customers)?,
            schedule_rows: u32::try_from(
                backlog.rows.iter().filter(|row| row.contract_line == line.id).count(),
            )
            .unwrap_or(u32::MAX),
            invoiced_and_on_draft: {
                let minor = invoiced.get(&line.id).copied().unwrap_or_default();
                rust_decimal::Decimal::new(minor, contract.currency.minor_digits()).to_string()
            },
            next: next_take(&snapshot, &backlog, line, today)?,
            missed: missed_take(&snapshot, &backlog, line, today)?,
            trouble: line_trouble(line, &backlog.rows, &milestones)?,
        });
    }
    let filter = invoice_list::InvoiceFilter { contract: Some(id), ..Default::default() };
    let invoices = invoice_list::page(&snapshot, filter, 0, INVOICES_SHOWN)?
        .into_iter()
        .map(crate::invoices::invoice_row)
        .collect();
    Ok(ContractDetail {
        id: contract.key.clone(),
        name: contract.name.clone(),
        status: contract.status.into(),
        currency: contract.currency.code().to_owned(),
        delivery_date: contract.delivery_date,
        money: money_parts::of_contract(
            contract.currency,
            &backlog_cell::by_line(&backlog_cell::of(&snapshot, &[id])?),
            &contract_list::invoiced_of(&snapshot, &[id])?,
        ),
        customers: split_rows(&contract::customers(&snapshot, id)?, &customers)?,
        lines,
        schedule: schedule_views(&snapshot, &backlog, &milestones, today)?,
        invoices,
        invoice_count: invoice_list::count_of_contract(&snapshot, id)?,
        shares: share_list::count(&snapshot, id, None)?,
    })
}

fn contract_id(connection: &Connection, key: &str) -> Result<ContractId, ApiError> {
    contract::id_of(connection, key)?
        .ok_or_else(|| ApiError::NotFound { kind: "contract", id: key.to_owned() })
}

fn split_rows(split: &CustomerSplit, customers: &Customers) -> Result<Vec<CustomerSplitRow>, ApiError> {
    let row = |(index, entry): (usize, &proforma_engine::contract::CustomerSplitEntry)| {
        let customer = customers.get(entry.customer)?;
        Ok(CustomerSplitRow {
            customer: customer.key.clone(),
            name: customer.party.name.clone(),
            percent: entry.percent.to_string(),
            rounding: index == split.rounding(),
        })
    };
    split.entries().iter().enumerate().map(row).collect()
}

/// What is wrong with a line, as a sentence.
///
/// Source: SPEC 3.10, 4.13.
fn line_trouble(
    line: &ContractLine,
    rows: &[ScheduleRow],
    milestones: &[Milestone],
) -> Result<Option<String>, ApiError> {
    if !rows.iter().any(|row| row.contract_line == line.id) {
        let lacks = match line.billing_method {
            BillingMethod::FixedPrice => "it has no milestones",
            BillingMethod::TimeAndMaterial => "it has no invoice schedule",
        };
        return Ok(Some(format!("Not set up: {lacks}, so no run bills it.")));
    }
    let own = milestones
        .iter()
        .filter(|milestone| milestone.contract_line == line.id)
        .map(|milestone| milestone.amount);
    if line.billing_method == BillingMethod::TimeAndMaterial {
        return Ok(None);
    }
    Ok(check_milestones(own, line.contracted_amount)?.err().map(|error| {
        let text = error.to_string();
        let mut characters = text.chars();
        characters.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(characters).chain(".".chars()).collect()
        })
    }))
}

fn schedule_views(
    connection: &Connection,
    backlog: &Backlog,
    milestones: &[Milestone],
    today: NaiveDate,
) -> Result<Vec<ScheduleRowView>, ApiError> {
    let milestones: HashMap<MilestoneId, &Milestone> =
        milestones.iter().map(|milestone| (milestone.id, milestone)).collect();
    let lines: HashMap<ContractLineId, &ContractLine> =
        backlog.contract.lines.iter().map(|line| (line.id, line)).collect();
    let expected = expected_by_row(backlog, today);
    let view = |row: &ScheduleRow| {
        let note = schedule::note(connection, row.id)?;
        let (cut_off_date, milestone) = match row.kind {
            RowKind::Date { cut_off_date } => (Some(cut_off_date), None),
            RowKind::Milestone(id) => (
                None,
                milestones.get(&id).map(|milestone| milestone_view(connection, milestone)).transpose()?,
            ),
        };
        let line = lines.get(&row.contract_line);
        let is_open = row.run_status.is_open();
        let expected = is_open.then(|| {
            let minor = expected.get(&row.id).copied().unwrap_or_default();
            rust_decimal::Decimal::from_i128_with_scale(minor, backlog.contract.currency.minor_digits())
                .to_string()
        });
        Ok(ScheduleRowView {
            contract_line: line.map(|line| line.key.clone()).unwrap_or_default(),
            contract_line_name: line.map(|line| line.name.clone()).unwrap_or_default(),
            run_date: row.run_date,
            cut_off_date,
            milestone,
            run_status: row.run_status.into(),
            is_missed: is_missed(backlog, row, today),
            reason: note.and_then(|note| note.reason).map(reason_words),
            expected,
        })
    };
    backlog.rows.iter().map(view).collect()
}

/// A stored reason is a code where the program knows it, else what went wrong.
fn reason_words(stored: String) -> String {
    match stored.parse::<proforma_engine::passed_over::ReasonCode>() {
        Ok(code) => {
            crate::reason_text::sentence(&proforma_engine::passed_over::Reason::plain(code), None, None)
        }
        Err(_) => stored,
    }
}

fn milestone_view(connection: &Connection, milestone: &Milestone) -> Result<MilestoneView, ApiError> {
    let shares = proforma_store::share::of_item(connection, &milestone.key)?;
    let lowest = shares.iter().map(|share| share.billing_status).min().unwrap_or(BillingStatus::NotReady);
    Ok(MilestoneView {
        id: milestone.key.clone(),
        name: milestone.name.clone(),
        date: milestone.date,
        amount: milestone.amount.to_string(),
        billing_status: lowest.into(),
    })
}

/// A page of a contract's shares, newest first.
///
/// # Errors
/// [`ApiError::NotFound`], [`ApiError::Input`].
pub fn shares(connection: &Connection, query: &ShareQuery) -> Result<SharePage, ApiError> {
    let (offset, limit) = page(query.offset, query.limit)?;
    let snapshot = connection.snapshot()?;
    let id = contract_id(&snapshot, &query.contract)?;
    let status = query.billing_status.map(BillingStatus::from);
    let rows = share_list::page(&snapshot, id, status, offset, limit)?;
    Ok(SharePage {
        total: share_list::count(&snapshot, id, status)?,
        rows: rows.into_iter().map(share_row).collect(),
    })
}

pub(crate) fn share_row(share: share_list::ListedShare) -> ShareRow {
    ShareRow {
        id: share.key,
        class: share.class,
        date: share.date,
        contract_line: share.contract_line,
        contract_line_name: share.contract_line_name,
        description: share.description,
        resource: share.resource,
        customer: share.customer,
        customer_name: share.customer_name,
        quantity: share.quantity.to_string(),
        unit: share.unit.unwrap_or_default(),
        unit_price: share.unit_price.to_string(),
        percent: share.percent.to_string(),
        amount: amount(share.amount),
        billing_type: share.billing_type.into(),
        billing_status: share.billing_status.into(),
        invoice: share.invoice.map(|id| id.0.to_string()),
    }
}

/// The contract a key stands for.
///
/// # Errors
/// [`ApiError::NotFound`].
pub(crate) fn by_key(connection: &Connection, key: &str) -> Result<Contract, ApiError> {
    let id = contract_id(connection, key)?;
    contract::by_id(connection, id)?
        .ok_or_else(|| ApiError::NotFound { kind: "contract", id: key.to_owned() })
}
