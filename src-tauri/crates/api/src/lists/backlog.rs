//! The billing backlog.

use proforma_store::{
    Connection,
    backlog_list::{self, BacklogOrder, ListedBacklogShare, Within},
};

use super::table::{Cell, Column, Table};
use crate::{
    backlog_list::{hits, stored_filter},
    dto::{BacklogFilter, BacklogSort},
    error::ApiError,
};

/// What is shown of a share; the last column is of no use in the backlog, whose shares are on no invoice.
pub(super) const COLUMNS: &[Column<ListedBacklogShare>] = &[
    Column { name: "Contract id", width: 14, cell: |row| Cell::text(&row.contract) },
    Column { name: "Contract", width: 36, cell: |row| Cell::text(&row.contract_name) },
    Column { name: "Contract line id", width: 16, cell: |row| Cell::text(&row.share.contract_line) },
    Column { name: "Contract line", width: 24, cell: |row| Cell::text(&row.share.contract_line_name) },
    Column { name: "Id", width: 14, cell: |row| Cell::text(&row.share.key) },
    Column { name: "Class", width: 10, cell: |row| Cell::word(&row.share.class) },
    Column { name: "Date", width: 12, cell: |row| Cell::Date(row.share.date) },
    Column { name: "Description", width: 40, cell: |row| Cell::text(&row.share.description) },
    Column { name: "Resource", width: 20, cell: |row| Cell::optional_text(row.share.resource.as_deref()) },
    Column { name: "Customer id", width: 14, cell: |row| Cell::text(&row.share.customer) },
    Column { name: "Customer", width: 28, cell: |row| Cell::text(&row.share.customer_name) },
    Column { name: "Quantity", width: 10, cell: |row| Cell::Number(row.share.quantity) },
    Column { name: "Unit", width: 8, cell: |row| Cell::optional_text(row.share.unit.as_deref()) },
    Column { name: "Unit price", width: 14, cell: |row| Cell::Number(row.share.unit_price) },
    Column { name: "Percent", width: 10, cell: |row| Cell::Number(row.share.percent) },
    Column { name: "Amount", width: 16, cell: |row| Cell::money(row.share.amount) },
    Column { name: "Currency", width: 10, cell: |row| Cell::text(row.share.amount.currency().code()) },
    Column { name: "Billing type", width: 15, cell: |row| Cell::word(row.share.billing_type.as_str()) },
    Column { name: "Billing status", width: 17, cell: |row| Cell::word(row.share.billing_status.as_str()) },
    Column {
        name: "Invoice",
        width: 10,
        cell: |row| Cell::optional_text(row.share.invoice.map(|id| id.0.to_string())),
    },
];

/// A million places are sorted at once, a few bytes each; what stands in a row is read when it is written.
pub(super) fn table<'c>(
    connection: &'c Connection,
    filter: &'c BacklogFilter,
    sort: BacklogSort,
    is_descending: bool,
) -> Result<Table<'c>, ApiError> {
    let snapshot = connection.snapshot()?;
    let hits = hits(&snapshot, filter)?;
    let matching = stored_filter(filter, hits.as_ref());
    let rows =
        backlog_list::sums(&snapshot, &matching, Within::All)?.iter().map(|sum| u64::from(sum.count)).sum();
    let order = BacklogOrder { sort: sort.into(), is_descending, amount_step: 1 };
    Ok(Table::new("Billing backlog", &COLUMNS[..COLUMNS.len() - 1], rows, move |each| {
        let matching = stored_filter(filter, hits.as_ref());
        for place in backlog_list::places(&snapshot, &matching, order)? {
            each(&backlog_list::at(&snapshot, place)?)?;
        }
        Ok(())
    }))
}
