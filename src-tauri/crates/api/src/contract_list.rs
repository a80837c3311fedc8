//! Contracts: the list.

use chrono::NaiveDate;
use proforma_engine::{contract::ContractStatus, money::Currency};
use proforma_store::{
    Connection,
    contract_list::{self as stored, ContractFilter, ContractPart, ListedContract, Trouble},
};

use crate::{
    bounds::{page, search},
    dto::{ContractCounts, ContractPage, ContractQuery, ContractRow, ContractSort, ContractTrouble},
    error::ApiError,
    money_parts,
};

/// A page of contracts, with counts and sums over all that fit.
///
/// # Errors
/// [`ApiError::Input`] for a page or search out of bounds.
pub fn contracts(
    connection: &Connection,
    query: &ContractQuery,
    today: NaiveDate,
) -> Result<ContractPage, ApiError> {
    let (offset, limit) = page(query.offset, query.limit)?;
    let filter = filter(query)?;
    let snapshot = connection.snapshot()?;
    let count = |status| stored::count(&snapshot, ContractFilter { status, ..ContractFilter::default() });
    let rows = stored::page(&snapshot, filter, today, part(query, offset, limit))?;
    Ok(ContractPage {
        counts: ContractCounts {
            all: count(None)?,
            draft: count(Some(ContractStatus::Draft))?,
            active: count(Some(ContractStatus::Active))?,
            closed: count(Some(ContractStatus::Closed))?,
        },
        total: stored::count(&snapshot, filter)?,
        rows: rows.into_iter().map(|row| contract_row(&snapshot, row)).collect::<Result<_, ApiError>>()?,
        totals: money_parts::by_currency(
            &stored::backlog_of_all(&snapshot, filter)?,
            &stored::invoiced_of_all(&snapshot, filter)?,
        )?,
    })
}

/// The filter that a query asks for.
pub(crate) fn filter(query: &ContractQuery) -> Result<ContractFilter<'_>, ApiError> {
    Ok(ContractFilter {
        status: query.status.map(ContractStatus::from),
        trouble: query.trouble.map(Trouble::from),
        currency: query.currency.as_deref(),
        search: search(&query.search)?,
    })
}

/// A part of the list in the order that a query asks for.
pub(crate) fn part(query: &ContractQuery, offset: u32, limit: u32) -> ContractPart {
    ContractPart { sort: query.sort.into(), is_descending: query.descending, offset, limit }
}

pub(crate) fn contract_row(connection: &Connection, row: ListedContract) -> Result<ContractRow, ApiError> {
    let money = money_parts::of_contract(
        Currency::from_code(&row.currency)?,
        &stored::backlog_of(connection, row.id)?,
        &stored::invoiced_of(connection, row.id)?,
    );
    let troubles = [
        (row.is_parked, ContractTrouble::Parked),
        (row.has_line_not_set_up, ContractTrouble::LineNotSetUp),
        (row.has_milestones_that_do_not_add_up, ContractTrouble::MilestonesDoNotAddUp),
    ];
    Ok(ContractRow {
        id: row.key,
        name: row.name,
        status: row.status.into(),
        customer_name: row.customer_name,
        more_customers: row.more_customers,
        money,
        next_run_date: row.next_run_date,
        trouble: troubles.into_iter().filter_map(|(is_so, trouble)| is_so.then_some(trouble)).collect(),
    })
}

impl From<ContractTrouble> for Trouble {
    fn from(trouble: ContractTrouble) -> Self {
        match trouble {
            ContractTrouble::LineNotSetUp => Self::LineNotSetUp,
            ContractTrouble::Parked => Self::Parked,
            ContractTrouble::MilestonesDoNotAddUp => Self::MilestonesDoNotAddUp,
        }
    }
}

impl From<ContractSort> for stored::ContractSort {
    fn from(sort: ContractSort) -> Self {
        match sort {
            ContractSort::Name => Self::Name,
            ContractSort::Customer => Self::Customer,
            ContractSort::NextRunDate => Self::NextRunDate,
        }
    }
}
