//! The stranded-revenue radar.

use chrono::NaiveDate;
use proforma_store::Connection;

use super::table::{Cell, Column, Table};
use crate::{
    dto::{StrandedKind, StrandedRow},
    error::ApiError,
    radar::whole_radar,
};

struct Row {
    kind: StrandedKind,
    row: StrandedRow,
}

const COLUMNS: &[Column<Row>] = &[
    Column { name: "Why", width: 34, cell: |row| Cell::text(why(row.kind)) },
    Column { name: "Contract id", width: 14, cell: |row| Cell::text(&row.row.contract) },
    Column { name: "Contract", width: 36, cell: |row| Cell::text(&row.row.contract_name) },
    Column {
        name: "Contract line id",
        width: 16,
        cell: |row| Cell::optional_text(row.row.contract_line.as_deref()),
    },
    Column {
        name: "Contract line",
        width: 24,
        cell: |row| Cell::optional_text(row.row.contract_line_name.as_deref()),
    },
    Column {
        name: "Milestone or customer",
        width: 28,
        cell: |row| Cell::optional_text(row.row.what.as_deref()),
    },
    Column { name: "Invoice", width: 10, cell: |row| Cell::optional_text(row.row.invoice.as_deref()) },
    Column { name: "Count", width: 8, cell: |row| Cell::count(row.row.count) },
    // A row is about one contract, which has one currency.
    Column {
        name: "Amount",
        width: 16,
        cell: |row| row.row.amounts.first().map_or(Cell::Empty, |amount| Cell::amount(&amount.amount)),
    },
    Column {
        name: "Currency",
        width: 10,
        cell: |row| Cell::optional_text(row.row.amounts.first().map(|amount| amount.currency.as_str())),
    },
    Column { name: "Missed run date", width: 15, cell: |row| Cell::optional_date(row.row.missed_run_date) },
    Column { name: "Since", width: 12, cell: |row| Cell::optional_date(row.row.since) },
    Column { name: "Reason", width: 70, cell: |row| Cell::text(&row.row.reason) },
];

fn why(kind: StrandedKind) -> &'static str {
    match kind {
        StrandedKind::MissedRunDate => "Waits for a missed run date",
        StrandedKind::NotReadyMissed => "Not ready, and its run date was missed",
        StrandedKind::NoLaterRunDate => "Ready, and no later run date",
        StrandedKind::AfterLastCutOff => "After the last cut-off date",
        StrandedKind::MilestoneMissed => "Milestone missed",
        StrandedKind::ScheduleEndsEarly => "Schedule ends early",
        StrandedKind::LineNotSetUp => "Line not set up",
        StrandedKind::NoPrice => "No price",
        StrandedKind::StaleDraft => "Old draft",
        StrandedKind::ContractNotActive => "Contract not active",
    }
}

pub(super) fn table(
    connection: &Connection,
    stale_days: u32,
    today: NaiveDate,
) -> Result<Table<'_>, ApiError> {
    let radar = whole_radar(connection, stale_days, today)?;
    let rows = radar.groups.iter().map(|group| group.rows.len() as u64).sum();
    Ok(Table::new("Stranded revenue", COLUMNS, rows, move |each| {
        let rows = radar.groups.into_iter().flat_map(|group| {
            let kind = group.kind;
            group.rows.into_iter().map(move |row| Row { kind, row })
        });
        rows.into_iter().try_for_each(|row| each(&row))
    }))
}
