//! The shares of a contract.

use proforma_engine::share::BillingStatus;
use proforma_store::{Connection, backlog_list::ListedBacklogShare, share_list};

use super::{
    backlog::COLUMNS,
    table::{Table, in_parts},
};
use crate::{contracts::by_key, dto, error::ApiError};

pub(super) fn table<'c>(
    connection: &'c Connection,
    key: &str,
    billing_status: Option<dto::BillingStatus>,
) -> Result<Table<'c>, ApiError> {
    let snapshot = connection.snapshot()?;
    let contract = by_key(&snapshot, key)?;
    let status = billing_status.map(BillingStatus::from);
    let rows = share_list::count(&snapshot, contract.id, status)?;
    Ok(Table::new(format!("Transactions of {key}"), COLUMNS, rows.into(), move |each| {
        let page = |offset, limit| {
            let shares = share_list::page(&snapshot, contract.id, status, offset, limit)?;
            let row = |share| ListedBacklogShare {
                contract: contract.key.clone(),
                contract_name: contract.name.clone(),
                share,
            };
            Ok(shares.into_iter().map(row).collect())
        };
        in_parts(page, each)
    }))
}
