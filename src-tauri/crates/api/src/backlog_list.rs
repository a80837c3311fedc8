//! The billing backlog as the window lists it.

use std::sync::Mutex;

use proforma_engine::{ids::ContractLineId, money::Currency, share::BillingStatus};
use proforma_store::{
    Connection,
    backlog_list::{
        self as stored, BacklogOrder, BacklogSort, BacklogSum, ListedBacklogShare, Part, Rung, Search, Within,
    },
    backlog_search::{self, Hits},
    customer,
    history::{self, Chains},
    line_list,
    share_list::{self, InStatus},
};

use crate::{
    backlog_places::Fitting,
    book_sums::BookSums,
    bounds,
    contracts::share_row,
    dto::{
        self, BacklogFilter, BacklogPage, BacklogQuery, BacklogRow, BacklogTotals, ChosenShares, ChosenSums,
    },
    error::ApiError,
    heads::Contracts,
    names::Customers,
    sums::Sums as Amounts,
};

/// Rows from the top of a list by date or amount that are reached by sorting alone; further down, it is walked by its
/// rungs.
const SORTED_ROWS_MAX: u32 = 2_000;

/// How many times further a page is looked for that was not whole.
const REACH: u32 = 8;

/// On how many lines the first page of a book is looked for at first.
const FIRST_LINES: usize = 64;

/// Into how many rungs a list sorted by amounts is cut.
const AMOUNT_RUNGS: i64 = 4_096;

/// The rungs of the list that was asked for last, as long as the book stands still.
#[derive(Debug, Default)]
pub struct Ladder(Mutex<Option<Climbed>>);

#[derive(Debug)]
struct Climbed {
    of: (BacklogFilter, BacklogOrder, Chains),
    /// In steps that fit its amounts.
    order: BacklogOrder,
    rungs: Vec<Rung>,
}

/// What the words of a filter are found in; none where it has none.
///
/// # Errors
/// [`ApiError::Input`] for a search out of bounds.
pub(crate) fn hits(connection: &Connection, filter: &BacklogFilter) -> Result<Option<Hits>, ApiError> {
    let words = bounds::search(&filter.search)?.trim();
    Ok(if words.is_empty() { None } else { Some(backlog_search::hits(connection, words)?) })
}

/// A filter with what its words are found in.
pub(crate) fn stored_filter<'f>(
    filter: &'f BacklogFilter,
    hits: Option<&'f Hits>,
) -> stored::BacklogFilter<'f> {
    stored::BacklogFilter {
        billing_status: filter.billing_status.map(BillingStatus::from),
        classes: &filter.classes,
        billing_type: filter.billing_type.map(Into::into),
        currency: filter.currency.as_deref(),
        contract: filter.contract.as_deref(),
        customer: filter.customer.as_deref(),
        from: filter.from,
        to: filter.to,
        search: hits.map(|hits| Search { words: filter.search.trim(), hits }),
    }
}

/// A page of the billing backlog.
///
/// # Errors
/// [`ApiError::Input`] for a page or search out of bounds.
pub fn backlog(
    connection: &Connection,
    sums: &BookSums,
    query: &BacklogQuery,
) -> Result<BacklogPage, ApiError> {
    let place = bounds::page(query.offset, query.limit)?;
    let snapshot = connection.snapshot()?;
    let order = BacklogOrder { sort: query.sort.into(), is_descending: query.descending, amount_step: 1 };
    let hits = sums.hits(&snapshot, &query.filter)?;
    let list = List { connection: &snapshot, sums, filter: stored_filter(&query.filter, hits.as_deref()) };
    let is_near = place.0.saturating_add(place.1) <= SORTED_ROWS_MAX;
    let rows = match order.sort {
        BacklogSort::Contract if is_near && sums.knows_no_cells() => list.page_by_contract(order, place)?,
        BacklogSort::Date | BacklogSort::Amount if !is_near => {
            sums.ladder().page(&list, &query.filter, order, place)?
        }
        BacklogSort::Contract
        | BacklogSort::Customer
        | BacklogSort::BillingStatus
        | BacklogSort::Date
        | BacklogSort::Amount => list.page(order, place)?,
    };
    let row = |listed: ListedBacklogShare| BacklogRow {
        contract: listed.contract,
        contract_name: listed.contract_name,
        share: share_row(listed.share),
    };
    Ok(BacklogPage { rows: rows.into_iter().map(row).collect() })
}

/// What a filter lets through.
struct List<'l> {
    connection: &'l Connection,
    sums: &'l BookSums,
    filter: stored::BacklogFilter<'l>,
}

impl List<'_> {
    /// Does something with the cells that the filter touches.
    fn with_fitting<T>(&self, ask: impl FnOnce(&Fitting<'_>) -> Result<T, ApiError>) -> Result<T, ApiError> {
        let cells = self.sums.of(self.connection)?.cells()?;
        let contracts = Contracts::read(self.connection)?;
        let customer = self.filter.customer.map(|key| customer::id_of(self.connection, key)).transpose()?;
        ask(&Fitting::of(&cells, &contracts, customer.flatten(), &self.filter)?)
    }

    /// A page, looked for further and further until it is whole.
    fn page(
        &self,
        order: BacklogOrder,
        (offset, limit): (u32, u32),
    ) -> Result<Vec<ListedBacklogShare>, ApiError> {
        let customers = Customers::read(self.connection)?;
        self.with_fitting(|fitting| {
            let mut reach = 1;
            loop {
                let page = fitting.page(&customers, order, (offset, limit), reach)?;
                let within = Within::Parts { parts: &page.parts, last: page.last };
                let place = (offset - page.before, limit);
                let rows = stored::page(self.connection, &self.filter, order, within, place)?;
                if page.is_full(rows.len(), limit) {
                    return Ok(rows);
                }
                reach = reach.saturating_mul(REACH);
            }
        })
    }

    /// A page of the list by contract, line after line: the first look at a book does not wait for all of it.
    fn page_by_contract(
        &self,
        order: BacklogOrder,
        place: (u32, u32),
    ) -> Result<Vec<ListedBacklogShare>, ApiError> {
        let mut lines = line_list::by_name(self.connection)?;
        if order.is_descending {
            lines.reverse();
        }
        let whole =
            |line: &ContractLineId| Part { contract_line: *line, customer: None, billing_status: None };
        let parts: Vec<Part> = lines.iter().map(whole).collect();
        let mut looked_at = FIRST_LINES.min(parts.len());
        loop {
            let within = Within::Parts { parts: &parts[..looked_at], last: None };
            let rows = stored::page(self.connection, &self.filter, order, within, place)?;
            if rows.len() >= place.1 as usize || looked_at == parts.len() {
                return Ok(rows);
            }
            looked_at = looked_at.saturating_mul(REACH as usize).min(parts.len());
        }
    }

    /// What all of it comes to, one sum per currency, by code.
    fn totals(&self) -> Result<Vec<BacklogSum>, ApiError> {
        self.with_fitting(|fitting| {
            let (mut known, unknown) = fitting.sums();
            if !unknown.is_empty() {
                known.extend(stored::sums(
                    self.connection,
                    &self.filter,
                    Within::Parts { parts: &unknown, last: None },
                )?);
            }
            Ok(stored::by_currency(known))
        })
    }

    /// How wide a rung of the list sorted by amounts is.
    fn amount_step(&self) -> Result<i64, ApiError> {
        self.with_fitting(|fitting| {
            let (smallest, largest) = fitting.amounts();
            Ok((largest.saturating_sub(smallest) / AMOUNT_RUNGS).max(1))
        })
    }
}

/// What all that a filter lets through comes to, one sum per currency, by code.
pub(crate) fn sums_matching(
    connection: &Connection,
    sums: &BookSums,
    filter: &BacklogFilter,
) -> Result<Vec<BacklogSum>, ApiError> {
    let hits = sums.hits(connection, filter)?;
    List { connection, sums, filter: stored_filter(filter, hits.as_deref()) }.totals()
}

impl Ladder {
    fn page(
        &self,
        list: &List<'_>,
        filter: &BacklogFilter,
        order: BacklogOrder,
        (offset, limit): (u32, u32),
    ) -> Result<Vec<ListedBacklogShare>, ApiError> {
        let of = (filter.clone(), order, history::chains(list.connection)?);
        let mut climbed = self.0.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        let known = match climbed.take().filter(|known| known.of == of) {
            Some(known) => known,
            None => {
                let amount_step = if order.sort == BacklogSort::Amount { list.amount_step()? } else { 1 };
                let order = BacklogOrder { amount_step, ..order };
                Climbed { rungs: stored::rungs(list.connection, &list.filter, order)?, order, of }
            }
        };
        let Climbed { rungs, order, .. } = climbed.insert(known);
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
        let touched = Within::Rungs(&rungs[lowest..highest]);
        Ok(stored::page(list.connection, &list.filter, *order, touched, (offset - before, limit))?)
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
    let cells = sums.of(&snapshot)?.cells()?;
    let sums = sums.matching(&snapshot, filter)?;
    let amounts = |minor: fn(&BacklogSum) -> i128| {
        let mut amounts = Amounts::default();
        for sum in sums.iter() {
            amounts.add_minor(Currency::from_code(&sum.currency)?, minor(sum));
        }
        Ok::<_, ApiError>(amounts.amounts_by_code())
    };
    Ok(BacklogTotals {
        total: sums.iter().map(|sum| sum.count).sum(),
        all: cells.values().flatten().map(|cell| cell.count).sum(),
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
    let mut amounts = Amounts::default();
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
        amounts.add_minor(Currency::from_code(&all.currency)?, all.ready_minor + all.not_ready_minor);
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
