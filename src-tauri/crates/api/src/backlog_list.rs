//! The billing backlog as the window lists it.

use std::sync::Mutex;

use proforma_engine::{money::Currency, share::BillingStatus};
use proforma_store::{
    BookState, Connection,
    backlog_list::{self as stored, BacklogOrder, BacklogSum, Rung},
    share_list::{self, InStatus},
};

use crate::{
    book_sums::BookSums,
    bounds,
    contracts::share_row,
    dto::{
        self, BacklogFilter, BacklogPage, BacklogQuery, BacklogRow, BacklogTotals, ChosenShares, ChosenSums,
    },
    error::ApiError,
    invoices::amount_of_minor,
    sums::Sums,
};

/// Rows from the top that are reached by sorting alone; further down, the list is walked by its rungs.
const SORTED_ROWS_MAX: u32 = 2_000;

/// Into how many rungs a list sorted by amounts is cut.
const AMOUNT_RUNGS: i64 = 4_096;

/// The rungs of the list that was asked for last, as long as the book stands still.
#[derive(Debug, Default)]
pub struct Ladder(Mutex<Option<Climbed>>);

#[derive(Debug)]
struct Climbed {
    of: (BacklogFilter, BacklogOrder, BookState),
    rungs: Vec<Rung>,
}

pub(crate) fn stored_filter(filter: &BacklogFilter) -> Result<stored::BacklogFilter<'_>, ApiError> {
    bounds::search(&filter.search)?;
    Ok(stored::BacklogFilter {
        billing_status: filter.billing_status.map(BillingStatus::from),
        classes: &filter.classes,
        billing_type: filter.billing_type.map(Into::into),
        currency: filter.currency.as_deref(),
        contract: filter.contract.as_deref(),
        customer: filter.customer.as_deref(),
        from: filter.from,
        to: filter.to,
        search: &filter.search,
    })
}

/// A page of the billing backlog.
///
/// # Errors
/// [`ApiError::Input`] for a page or search out of bounds.
pub fn backlog(
    connection: &Connection,
    ladder: &Ladder,
    query: &BacklogQuery,
) -> Result<BacklogPage, ApiError> {
    let (offset, limit) = bounds::page(query.offset, query.limit)?;
    let snapshot = connection.snapshot()?;
    let filter = stored_filter(&query.filter)?;
    let mut order = BacklogOrder { sort: query.sort.into(), is_descending: query.descending, amount_step: 1 };
    let rows =
        if offset.saturating_add(limit) <= SORTED_ROWS_MAX && order.sort != stored::BacklogSort::Customer {
            stored::page(&snapshot, &filter, order, None, (offset, limit))?
        } else {
            if order.sort == stored::BacklogSort::Amount {
                order.amount_step = amount_step(&stored::sums(&snapshot, &filter)?);
            }
            ladder.page(&snapshot, &query.filter, order, (offset, limit))?
        };
    let row = |listed: stored::ListedBacklogShare| BacklogRow {
        contract: listed.contract,
        contract_name: listed.contract_name,
        share: share_row(listed.share),
    };
    Ok(BacklogPage { rows: rows.into_iter().map(row).collect() })
}

fn amount_step(sums: &[BacklogSum]) -> i64 {
    let smallest = sums.iter().map(|sum| sum.smallest_minor).min().unwrap_or(0);
    let largest = sums.iter().map(|sum| sum.largest_minor).max().unwrap_or(0);
    (largest.saturating_sub(smallest) / AMOUNT_RUNGS).max(1)
}

impl Ladder {
    fn page(
        &self,
        connection: &Connection,
        filter: &BacklogFilter,
        order: BacklogOrder,
        (offset, limit): (u32, u32),
    ) -> Result<Vec<stored::ListedBacklogShare>, ApiError> {
        let stored_filter = stored_filter(filter)?;
        let of = (filter.clone(), order, connection.state()?);
        let mut climbed = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if climbed.as_ref().is_none_or(|known| known.of != of) {
            *climbed = Some(Climbed { rungs: stored::rungs(connection, &stored_filter, order)?, of });
        }
        let rungs = climbed.as_ref().map_or(&[][..], |known| &known.rungs);
        let mut before = 0;
        let mut lowest = 0;
        while let Some(rung) = rungs.get(lowest).filter(|rung| before + rung.count <= offset) {
            before += rung.count;
            lowest += 1;
        }
        let mut through = before;
        let mut highest = lowest;
        while let Some(rung) = rungs.get(highest).filter(|_| through < offset.saturating_add(limit)) {
            through += rung.count;
            highest += 1;
        }
        let touched = &rungs[lowest..highest];
        Ok(stored::page(connection, &stored_filter, order, Some(touched), (offset - before, limit))?)
    }
}

/// Counts and sums of the billing backlog.
///
/// # Errors
/// [`ApiError::Input`] for a search out of bounds.
pub fn backlog_totals(
    connection: &Connection,
    sums: &BookSums,
    filter: &BacklogFilter,
) -> Result<BacklogTotals, ApiError> {
    let snapshot = connection.snapshot()?;
    let sums = sums.matching(&snapshot, filter)?;
    let total = sums.iter().map(|sum| sum.count).sum();
    let amounts = |minor: fn(&BacklogSum) -> i64| {
        let of = sums.iter().filter(|sum| minor(sum) != 0);
        of.map(|sum| amount_of_minor(minor(sum), &sum.currency)).collect::<Result<Vec<_>, ApiError>>()
    };
    Ok(BacklogTotals {
        total,
        all: if *filter == BacklogFilter::default() { total } else { stored::count(&snapshot)? },
        ready: amounts(|sum| sum.ready_minor)?,
        not_ready: amounts(|sum| sum.not_ready_minor)?,
    })
}

/// What chosen shares amount to: those that are named, or all that a filter of the backlog lets through but those.
///
/// # Errors
/// [`ApiError::Input`] for too many shares, or a search out of bounds.
///
/// Source: SPEC 2.1.
pub fn chosen_sums(
    connection: &Connection,
    sums: &BookSums,
    chosen: &ChosenShares,
) -> Result<ChosenSums, ApiError> {
    if !chosen.shares.is_empty() {
        bounds::shares(chosen.shares.len())?;
    }
    let snapshot = connection.snapshot()?;
    let names: Vec<_> = chosen.shares.iter().map(|name| (name.id.as_str(), name.customer.as_str())).collect();
    let mut amounts = Sums::default();
    let Some(filter) = &chosen.matching else {
        let named = share_list::sums_of(&snapshot, &names, InStatus::Any)?;
        for of_currency in &named {
            amounts
                .add_minor(Currency::from_code(&of_currency.currency)?, of_currency.chargeable_minor.into());
        }
        return Ok(ChosenSums {
            count: named.iter().map(|sum| sum.count).sum(),
            amounts: amounts.amounts_by_code(),
        });
    };
    let status = filter.billing_status.map(BillingStatus::from).map_or(InStatus::Backlog, InStatus::Only);
    let mut count = 0;
    for all in sums.matching(&snapshot, filter)?.iter() {
        count += all.count;
        let minor = i128::from(all.ready_minor) + i128::from(all.not_ready_minor);
        amounts.add_minor(Currency::from_code(&all.currency)?, minor);
    }
    for out in share_list::sums_of(&snapshot, &names, status)? {
        count -= out.count.min(count);
        amounts.add_minor(Currency::from_code(&out.currency)?, -i128::from(out.chargeable_minor));
    }
    Ok(ChosenSums { count, amounts: amounts.amounts_by_code() })
}

impl From<dto::BacklogSort> for stored::BacklogSort {
    fn from(sort: dto::BacklogSort) -> Self {
        match sort {
            dto::BacklogSort::Contract => Self::Contract,
            dto::BacklogSort::Date => Self::Date,
            dto::BacklogSort::Customer => Self::Customer,
            dto::BacklogSort::Amount => Self::Amount,
            dto::BacklogSort::BillingStatus => Self::BillingStatus,
        }
    }
}
