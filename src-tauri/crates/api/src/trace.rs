//! Where a transaction or milestone came from, and where its shares went.

use proforma_engine::money;
use proforma_store::{
    Connection, contract, find, invoice, share,
    share_list::{self, ListedShare},
};
use rust_decimal::Decimal;

use crate::{
    dto::{MarkedReady, ShareName, Trace, TracedShare},
    error::ApiError,
    invoices::amount,
    marked_ready::Markings,
};

/// Follows a transaction or milestone to its shares and their invoices.
///
/// # Errors
/// [`ApiError::NotFound`] for an unknown id.
///
/// Source: SPEC 5.2, 5.3.
pub fn trace(connection: &Connection, id: &str) -> Result<Trace, ApiError> {
    let snapshot = connection.snapshot()?;
    let unknown = || ApiError::NotFound { kind: "transaction or milestone", id: id.to_owned() };
    let item = find::items_by_key(&snapshot, id)?.into_iter().next().ok_or_else(unknown)?;
    let shares = share_list::of_item(&snapshot, id)?;
    let ready = marked_ready(&snapshot, id, &shares)?;
    let mut traced = Vec::new();
    for (share, ready) in shares.iter().zip(ready) {
        let exact = item.amount.amount() * share.percent / Decimal::ONE_HUNDRED;
        let rounded = money::round(exact, item.amount.currency().minor_digits());
        let invoice_date = match share.invoice {
            Some(invoice) => invoice::date_of(&snapshot, invoice)?,
            None => None,
        };
        traced.push(TracedShare {
            customer: share.customer.clone(),
            customer_name: share.customer_name.clone(),
            percent: share.percent.to_string(),
            amount: amount(share.amount),
            has_odd_cent: rounded != share.amount.amount(),
            billing_status: share.billing_status.into(),
            invoice: share.invoice.map(|id| id.0.to_string()),
            invoice_date,
            ready,
        });
    }
    let first = shares.first();
    Ok(Trace {
        id: item.key,
        class: item.class,
        date: item.date,
        description: item.description,
        contract: item.contract,
        contract_name: item.contract_name,
        contract_line_name: first.map(|share| share.contract_line_name.clone()).unwrap_or_default(),
        resource: first.and_then(|share| share.resource.clone()),
        amount: amount(item.amount),
        shares: traced,
    })
}

/// Since when each share is ready, in the order in which they are listed.
fn marked_ready(
    connection: &Connection,
    id: &str,
    listed: &[ListedShare],
) -> Result<Vec<Option<MarkedReady>>, ApiError> {
    let shares = share::of_item(connection, id)?;
    let Some(first) = shares.first() else { return Ok(Vec::new()) };
    let unknown = || ApiError::NotFound { kind: "contract", id: id.to_owned() };
    let contract = contract::of_line(connection, first.contract_line)?.ok_or_else(unknown)?;
    let markings = Markings::new(connection, contract);
    let name = |customer: &str| ShareName { id: id.to_owned(), customer: customer.to_owned() };
    shares.iter().zip(listed).map(|(share, listed)| markings.ready(share, &name(&listed.customer))).collect()
}
