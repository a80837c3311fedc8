//! Finding anything by a few letters, a number or an amount.

use proforma_store::{
    Connection,
    find::{self as stored, FoundItem},
    invoice_list::{self, InvoiceFilter},
};

use crate::{
    bounds,
    dto::{Found, FoundContract, FoundCustomer, FoundTransaction},
    error::ApiError,
    invoices::{amount, invoice_row},
};

/// How many of each kind.
const FOUND_MAX: u32 = 7;

/// What holds every word of a text, or is the number or amount that it spells.
///
/// # Errors
/// [`ApiError::Input`] for a text out of bounds.
pub fn find(connection: &Connection, text: &str) -> Result<Found, ApiError> {
    let text = bounds::search(text)?.trim();
    let mut found = Found::default();
    if text.is_empty() {
        return Ok(found);
    }
    let snapshot = connection.snapshot()?;
    found.contracts = stored::contracts(&snapshot, text, FOUND_MAX)?.into_iter().map(contract).collect();
    found.customers = stored::customers(&snapshot, text, FOUND_MAX)?.into_iter().map(customer).collect();
    let filter = InvoiceFilter { search: text, ..Default::default() };
    found.invoices =
        invoice_list::page(&snapshot, filter, 0, FOUND_MAX)?.into_iter().map(invoice_row).collect();
    let mut items = stored::items_by_key(&snapshot, text)?;
    if let Some(minor) = minor_of(text) {
        items.extend(stored::items_by_amount(&snapshot, minor, FOUND_MAX)?);
    }
    items.extend(stored::items_by_words(&snapshot, text, FOUND_MAX)?);
    for item in items {
        if found.transactions.len() < FOUND_MAX as usize
            && found.transactions.iter().all(|known| known.id != item.key)
        {
            found.transactions.push(transaction(item));
        }
    }
    Ok(found)
}

/// An amount as a person types it, in minor units: with its decimals, or without where there are none. Thousands may
/// be set apart.
fn minor_of(text: &str) -> Option<[i64; 2]> {
    let is_amount = |character: char| character.is_ascii_digit() || "-., \u{a0}\u{202f}'".contains(character);
    if !text.chars().all(is_amount) {
        return None;
    }
    let digits: String =
        text.chars().filter(|character| character.is_ascii_digit() || *character == '-').collect();
    let minor: i64 = digits.parse().ok()?;
    Some([minor, minor.checked_mul(100)?])
}

fn contract(found: stored::FoundContract) -> FoundContract {
    FoundContract {
        id: found.key,
        name: found.name,
        customer_name: found.customer_name,
        status: found.status.into(),
    }
}

fn customer(found: stored::FoundCustomer) -> FoundCustomer {
    FoundCustomer { id: found.key, name: found.name, contracts: found.contracts }
}

fn transaction(found: FoundItem) -> FoundTransaction {
    FoundTransaction {
        id: found.key,
        class: found.class,
        description: found.description,
        date: found.date,
        contract: found.contract,
        contract_name: found.contract_name,
        amount: amount(found.amount),
    }
}
