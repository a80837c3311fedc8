//! Transactions of a contract in a list.

use proforma_engine::{
    contract::Contract,
    ids::ContractId,
    money::{Currency, Money},
};
use proforma_store::{
    Connection, contract,
    transaction_list::{self as stored, ListedTransaction},
};

use super::{lock, typed_row::closed};
use crate::{
    bounds,
    dto::{Amount, TransactionFilter, TransactionForm, TransactionPage, TransactionQuery, TransactionRow},
    error::ApiError,
    sums::Sums,
};

/// Transactions of a contract, by date, then id.
///
/// # Errors
/// [`ApiError::NotFound`] for an unknown contract; [`ApiError::Input`] for a page or words out of bounds.
pub fn transactions(connection: &Connection, query: &TransactionQuery) -> Result<TransactionPage, ApiError> {
    let (offset, limit) = bounds::page(query.offset, query.limit)?;
    let snapshot = connection.snapshot()?;
    let unknown = || ApiError::NotFound { kind: "contract", id: query.filter.contract.clone() };
    let id = contract::id_of(&snapshot, &query.filter.contract)?.ok_or_else(unknown)?;
    let contract = contract::by_id(&snapshot, id)?.ok_or_else(unknown)?;
    let filter = fitting(id, &query.filter)?;
    let whole = stored::TransactionFilter {
        line: None,
        class: None,
        billing_status: None,
        from: None,
        to: None,
        search: "",
        ..filter
    };
    let (total, minor) = stored::total(&snapshot, &filter)?;
    let rows = stored::page(&snapshot, &filter, query.descending, offset, limit)?;
    Ok(TransactionPage {
        all: stored::total(&snapshot, &whole)?.0,
        total,
        amounts: amounts(contract.currency, minor),
        rows: rows.into_iter().map(|listed| row(&contract, listed)).collect::<Result<_, _>>()?,
    })
}

/// A filter as the store takes it.
///
/// # Errors
/// [`ApiError::Input`] for words out of bounds.
pub(crate) fn fitting(
    contract: ContractId,
    filter: &TransactionFilter,
) -> Result<stored::TransactionFilter<'_>, ApiError> {
    Ok(stored::TransactionFilter {
        contract,
        line: filter.contract_line.as_deref(),
        class: filter.class.as_deref(),
        billing_status: filter.billing_status.map(Into::into),
        from: filter.from,
        to: filter.to,
        search: bounds::search(filter.search.trim())?,
    })
}

fn amounts(currency: Currency, minor: i64) -> Vec<Amount> {
    let mut sums = Sums::default();
    sums.add_minor(currency, i128::from(minor));
    sums.amounts()
}

fn row(contract: &Contract, listed: ListedTransaction) -> Result<TransactionRow, ApiError> {
    let amount = Money::from_minor(listed.amount_minor, contract.currency)?.to_string();
    let statuses = listed.statuses;
    let locked = lock(statuses.iter().map(|(_, highest)| *highest)).map(str::to_owned);
    let locked = locked.or_else(|| closed(contract));
    Ok(TransactionRow {
        contract_line_name: listed.line.1.clone(),
        resource_name: listed.resource.as_ref().map(|(_, name)| name.clone()),
        role_name: listed.role.as_ref().map(|(_, name)| name.clone()),
        amount,
        billing_status: statuses.map(|(lowest, _)| lowest.into()),
        is_stopped_by_limit: listed.is_stopped,
        locked,
        form: form(&contract.key, listed),
    })
}

pub(super) fn form(contract: &str, listed: ListedTransaction) -> TransactionForm {
    let id = |named: Option<(String, String)>| named.map(|(id, _)| id).unwrap_or_default();
    TransactionForm {
        id: listed.key,
        contract: contract.to_owned(),
        contract_line: listed.line.0,
        class: listed.class,
        date: listed.date.to_string(),
        role: id(listed.role),
        category: listed.category.unwrap_or_default(),
        resource: id(listed.resource),
        quantity: listed.quantity,
        unit: listed.unit,
        unit_price: listed.unit_price,
        billing_type: listed.billing_type,
        description: listed.description.unwrap_or_default(),
    }
}

/// One transaction as it can be typed.
pub(super) fn form_of(connection: &Connection, key: &str) -> Result<TransactionForm, ApiError> {
    let (contract, listed) = stored::by_key(connection, key)?
        .ok_or_else(|| ApiError::NotFound { kind: "transaction", id: key.to_owned() })?;
    Ok(form(&contract, listed))
}
