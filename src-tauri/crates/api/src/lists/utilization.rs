//! Utilization, one row for each column of time and role or resource.

use proforma_store::Connection;

use super::table::{Cell, Column, Table};
use crate::{
    dto::{UtilizationFigures, UtilizationQuery, UtilizationRow, UtilizationSpan, UtilizationStanding},
    error::ApiError,
    utilization::utilization,
};

/// A role or a resource in one stretch of time.
struct Row {
    what: &'static str,
    who: UtilizationRow,
    span: UtilizationSpan,
    figures: UtilizationFigures,
}

const COLUMNS: &[Column<Row>] = &[
    Column { name: "From", width: 12, cell: |row| Cell::Date(row.span.from) },
    Column { name: "Through", width: 12, cell: |row| Cell::Date(row.span.through) },
    Column { name: "Of", width: 10, cell: |row| Cell::text(row.what) },
    Column { name: "Name", width: 28, cell: |row| Cell::text(&row.who.name) },
    Column { name: "Role", width: 24, cell: |row| Cell::optional_text(row.who.role_name.as_deref()) },
    Column { name: "Chargeable hours", width: 16, cell: |row| number(&row.figures.chargeable) },
    Column { name: "Non-chargeable hours", width: 20, cell: |row| number(&row.figures.non_chargeable) },
    Column { name: "Complimentary hours", width: 19, cell: |row| number(&row.figures.complimentary) },
    Column { name: "Capacity hours", width: 14, cell: |row| number(&row.figures.capacity) },
    Column { name: "Chargeable %", width: 13, cell: |row| optional(row.figures.percent.as_ref()) },
    Column {
        name: "Non-chargeable %",
        width: 17,
        cell: |row| optional(row.figures.non_chargeable_percent.as_ref()),
    },
    Column {
        name: "Complimentary %",
        width: 16,
        cell: |row| optional(row.figures.complimentary_percent.as_ref()),
    },
    Column { name: "Target %", width: 10, cell: |row| optional(row.who.target_percent.as_ref()) },
    Column { name: "Difference", width: 11, cell: |row| optional(row.figures.difference.as_ref()) },
    Column { name: "Standing", width: 14, cell: |row| Cell::text(standing(row.figures.standing)) },
];

fn number(text: &str) -> Cell {
    text.parse().map_or_else(|_| Cell::text(text), Cell::Number)
}

fn optional(text: Option<&String>) -> Cell {
    text.map_or(Cell::Empty, |text| number(text))
}

fn standing(standing: UtilizationStanding) -> &'static str {
    match standing {
        UtilizationStanding::OnTarget => "On target",
        UtilizationStanding::NearTarget => "Near target",
        UtilizationStanding::BelowTarget => "Below target",
        UtilizationStanding::NoTarget => "No target",
        UtilizationStanding::NoCapacity => "No capacity",
    }
}

pub(super) fn table<'c>(connection: &Connection, query: &UtilizationQuery) -> Result<Table<'c>, ApiError> {
    let counted = utilization(connection, query)?;
    let mut rows = Vec::new();
    for (what, of) in [("Role", counted.roles), ("Resource", counted.resources)] {
        for who in of {
            for (span, figures) in counted.periods.iter().zip(&who.periods) {
                let (who, span, figures) = (who.clone(), span.clone(), figures.clone());
                rows.push(Row { what, who, span, figures });
            }
        }
    }
    let count = rows.len() as u64;
    Ok(Table::new("Utilization", COLUMNS, count, move |each| rows.iter().try_for_each(each)))
}
