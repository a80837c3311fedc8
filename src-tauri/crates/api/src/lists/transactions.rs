//! The transactions of a contract.

use proforma_engine::money::Money;
use proforma_store::{
    Connection,
    transaction_list::{self, ListedTransaction},
};

use super::table::{Cell, Column, Table};
use crate::{contracts::by_key, dto::TransactionFilter, error::ApiError, transactions::fitting};

/// A transaction with its contract's id and name.
struct Row {
    contract: (String, String),
    amount: Money,
    listed: ListedTransaction,
}

const COLUMNS: &[Column<Row>] = &[
    Column { name: "Contract id", width: 14, cell: |row| Cell::text(&row.contract.0) },
    Column { name: "Contract", width: 36, cell: |row| Cell::text(&row.contract.1) },
    Column { name: "Contract line id", width: 16, cell: |row| Cell::text(&row.listed.line.0) },
    Column { name: "Contract line", width: 24, cell: |row| Cell::text(&row.listed.line.1) },
    Column { name: "Id", width: 14, cell: |row| Cell::text(&row.listed.key) },
    Column { name: "Class", width: 10, cell: |row| Cell::word(&row.listed.class) },
    Column { name: "Date", width: 12, cell: |row| Cell::Date(row.listed.date) },
    Column {
        name: "Description",
        width: 40,
        cell: |row| Cell::optional_text(row.listed.description.as_deref()),
    },
    Column { name: "Resource id", width: 14, cell: |row| id(row.listed.resource.as_ref()) },
    Column { name: "Resource", width: 20, cell: |row| name(row.listed.resource.as_ref()) },
    Column { name: "Role id", width: 14, cell: |row| id(row.listed.role.as_ref()) },
    Column { name: "Role", width: 20, cell: |row| name(row.listed.role.as_ref()) },
    Column { name: "Category", width: 20, cell: |row| Cell::optional_text(row.listed.category.as_deref()) },
    Column { name: "Quantity", width: 10, cell: |row| Cell::number(&row.listed.quantity) },
    Column { name: "Unit", width: 8, cell: |row| Cell::text(&row.listed.unit) },
    Column { name: "Unit price", width: 14, cell: |row| Cell::number(&row.listed.unit_price) },
    Column { name: "Amount", width: 16, cell: |row| Cell::money(row.amount) },
    Column { name: "Currency", width: 10, cell: |row| Cell::text(row.amount.currency().code()) },
    Column { name: "Billing type", width: 15, cell: |row| Cell::word(&row.listed.billing_type) },
    // The lowest among its shares, as on the screen.
    Column {
        name: "Billing status",
        width: 17,
        cell: |row| row.listed.statuses.map_or(Cell::Empty, |(lowest, _)| Cell::word(lowest.as_str())),
    },
    Column {
        name: "Invoice",
        width: 10,
        cell: |row| Cell::optional_text(row.listed.invoice.map(|id| id.to_string())),
    },
];

fn id(named: Option<&(String, String)>) -> Cell {
    Cell::optional_text(named.map(|(id, _)| id))
}

fn name(named: Option<&(String, String)>) -> Cell {
    Cell::optional_text(named.map(|(_, name)| name))
}

/// All places are sorted at once, a few bytes each; what stands in a row is read when it is written.
pub(super) fn table(
    connection: &Connection,
    filter: TransactionFilter,
    is_descending: bool,
) -> Result<Table<'_>, ApiError> {
    let snapshot = connection.snapshot()?;
    let contract = by_key(&snapshot, &filter.contract)?;
    let (rows, _) = transaction_list::total(&snapshot, &fitting(contract.id, &filter)?)?;
    Ok(Table::new(format!("Transactions of {}", contract.key), COLUMNS, rows.into(), move |each| {
        for place in transaction_list::places(&snapshot, &fitting(contract.id, &filter)?, is_descending)? {
            let listed = transaction_list::at(&snapshot, place)?;
            let amount = Money::from_minor(listed.amount_minor, contract.currency)?;
            each(&Row { contract: (contract.key.clone(), contract.name.clone()), amount, listed })?;
        }
        Ok(())
    }))
}
