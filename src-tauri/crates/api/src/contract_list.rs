//! Contracts: the list.

use std::collections::HashSet;

use chrono::NaiveDate;
use proforma_engine::{contract::ContractStatus, ids::ContractId, money::Currency};
use proforma_store::{
    Connection, backlog_cell,
    contract_list::{self as stored, ContractFilter, ContractPart, ListedContract, Trouble},
};

use crate::{
    book_sums::BookSums,
    bounds::{page, search},
    dto::{
        ContractCounts, ContractPage, ContractQuery, ContractRow, ContractSort, ContractTrouble, MoneyParts,
    },
    error::ApiError,
    money_parts,
    process_run::count,
};

/// A page of contracts, with counts and sums over all that fit.
///
/// # Errors
/// [`ApiError::Input`] for a page or search out of bounds.
pub fn contracts(
    connection: &Connection,
    sums: &BookSums,
    query: &ContractQuery,
    today: NaiveDate,
) -> Result<ContractPage, ApiError> {
    let (offset, limit) = page(query.offset, query.limit)?;
    let filter = filter(query, today)?;
    let snapshot = connection.snapshot()?;
    let sums = sums.of(&snapshot)?;
    let (backlog, invoiced) = (sums.backlog()?, sums.invoiced()?);
    let fitting: HashSet<ContractId> = stored::ids(&snapshot, filter)?.into_iter().collect();
    let rows = stored::page(&snapshot, filter, today, part(query, offset, limit))?;
    Ok(ContractPage {
        counts: counts(&snapshot)?,
        total: count(fitting.len()),
        rows: rows
            .into_iter()
            .map(|row| {
                let money = money_parts::of_contract(
                    Currency::from_code(&row.currency)?,
                    backlog.get(&row.id).into_iter().flatten(),
                    invoiced.get(&row.id).into_iter().flatten(),
                );
                Ok(with_money(row, money))
            })
            .collect::<Result<_, ApiError>>()?,
        totals: money_parts::by_currency(
            fitting.iter().filter_map(|id| backlog.get(id)).flatten(),
            fitting.iter().filter_map(|id| invoiced.get(id)).flatten(),
        )?,
    })
}

fn counts(connection: &Connection) -> Result<ContractCounts, ApiError> {
    let counts = stored::counts(connection)?;
    let of = |status| counts.iter().find(|(known, _)| *known == status).map_or(0, |(_, count)| *count);
    Ok(ContractCounts {
        all: counts.iter().map(|(_, count)| count).sum(),
        draft: of(ContractStatus::Draft),
        active: of(ContractStatus::Active),
        closed: of(ContractStatus::Closed),
    })
}

/// The filter that a query asks for.
pub(crate) fn filter(query: &ContractQuery, today: NaiveDate) -> Result<ContractFilter<'_>, ApiError> {
    Ok(ContractFilter {
        status: query.status.map(ContractStatus::from),
        trouble: query.trouble.map(|trouble| stored_trouble(trouble, today)),
        currency: query.currency.as_deref(),
        search: search(&query.search)?,
    })
}

/// A part of the list in the order that a query asks for.
pub(crate) fn part(query: &ContractQuery, offset: u32, limit: u32) -> ContractPart {
    ContractPart { sort: query.sort.into(), is_descending: query.descending, offset, limit }
}

/// A contract with its own money, read for it alone.
pub(crate) fn contract_row(connection: &Connection, row: ListedContract) -> Result<ContractRow, ApiError> {
    let money = money_parts::of_contract(
        Currency::from_code(&row.currency)?,
        &backlog_cell::by_line(&backlog_cell::of(connection, &[row.id])?),
        &stored::invoiced_of(connection, &[row.id])?,
    );
    Ok(with_money(row, money))
}

fn with_money(row: ListedContract, money: MoneyParts) -> ContractRow {
    let troubles = [
        (row.is_parked, ContractTrouble::Parked),
        (row.has_line_not_set_up, ContractTrouble::LineNotSetUp),
        (row.has_milestones_that_do_not_add_up, ContractTrouble::MilestonesDoNotAddUp),
        (row.missed_run_date.is_some(), ContractTrouble::MissedRunDate),
    ];
    ContractRow {
        id: row.key,
        name: row.name,
        status: row.status.into(),
        customer_name: row.customer_name,
        more_customers: row.more_customers,
        money,
        next_run_date: row.next_run_date,
        missed_run_date: row.missed_run_date,
        trouble: troubles.into_iter().filter_map(|(is_so, trouble)| is_so.then_some(trouble)).collect(),
    }
}

fn stored_trouble(trouble: ContractTrouble, today: NaiveDate) -> Trouble {
    match trouble {
        ContractTrouble::LineNotSetUp => Trouble::LineNotSetUp,
        ContractTrouble::Parked => Trouble::Parked,
        ContractTrouble::MilestonesDoNotAddUp => Trouble::MilestonesDoNotAddUp,
        ContractTrouble::MissedRunDate => Trouble::MissedRunDate { today },
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
