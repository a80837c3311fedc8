//! Contracts.

use chrono::NaiveDate;
use proforma_engine::contract::ContractStatus;
use proforma_store::{Connection, contract_list as stored};

use super::table::{Cell, Column, Table, in_parts};
use crate::{
    contract_list::{contract_row, filter, part},
    dto::{ContractQuery, ContractRow, ContractTrouble},
    error::ApiError,
};

const COLUMNS: &[Column<ContractRow>] = &[
    Column { name: "Contract id", width: 14, cell: |row| Cell::text(&row.id) },
    Column { name: "Contract", width: 36, cell: |row| Cell::text(&row.name) },
    Column { name: "Status", width: 10, cell: |row| Cell::word(ContractStatus::from(row.status).as_str()) },
    Column { name: "Customer", width: 28, cell: |row| Cell::text(&row.customer_name) },
    Column { name: "More customers", width: 15, cell: |row| Cell::count(row.more_customers) },
    Column { name: "Next run date", width: 13, cell: |row| Cell::optional_date(row.next_run_date) },
    Column { name: "Missed run date", width: 15, cell: |row| Cell::optional_date(row.missed_run_date) },
    Column { name: "Invoiced", width: 16, cell: |row| Cell::amount(&row.money.invoiced) },
    Column { name: "On drafts", width: 16, cell: |row| Cell::amount(&row.money.on_draft) },
    Column { name: "Ready", width: 16, cell: |row| Cell::amount(&row.money.ready) },
    Column { name: "Not ready", width: 16, cell: |row| Cell::amount(&row.money.not_ready) },
    Column { name: "Sum", width: 16, cell: |row| Cell::amount(&row.money.sum) },
    Column { name: "Currency", width: 10, cell: |row| Cell::text(&row.money.currency) },
    Column { name: "Trouble", width: 36, cell: |row| troubles(&row.trouble) },
];

fn troubles(troubles: &[ContractTrouble]) -> Cell {
    let words = troubles.iter().map(|trouble| match trouble {
        ContractTrouble::LineNotSetUp => "line not set up",
        ContractTrouble::Parked => "parked",
        ContractTrouble::MilestonesDoNotAddUp => "milestones do not add up",
        ContractTrouble::MissedRunDate => "missed run date",
    });
    match words.collect::<Vec<_>>().join(", ") {
        none if none.is_empty() => Cell::Empty,
        some => Cell::text(some),
    }
}

pub(super) fn table<'c>(
    connection: &'c Connection,
    query: ContractQuery,
    today: NaiveDate,
) -> Result<Table<'c>, ApiError> {
    let snapshot = connection.snapshot()?;
    let rows = stored::count(&snapshot, filter(&query, today)?)?;
    Ok(Table::new("Contracts", COLUMNS, rows.into(), move |each| {
        let filter = filter(&query, today)?;
        let page = |offset, limit| {
            let rows = stored::page(&snapshot, filter, today, part(&query, offset, limit))?;
            rows.into_iter().map(|row| contract_row(&snapshot, row)).collect()
        };
        in_parts(page, each)
    }))
}
