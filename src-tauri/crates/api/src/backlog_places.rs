//! On which parts a page of the billing backlog lies, and what a filter comes to, told by cells.
//!
//! The first rows of a list lie in the cells whose first row comes first: each of `n` cells has one row at least, so
//! the first `n` rows are in the first `n` of them. Where all rows of a cell are alike in what the list is sorted by,
//! its count says more, and a page anywhere in the list is found without the rows before it. Where it is not known how
//! much of a cell is let through, the page is looked for where it is likely to lie, and then further.

use std::cmp::Ordering;

use chrono::NaiveDate;
use proforma_engine::{
    ids::CustomerId,
    share::{BillingStatus, BillingType},
};
use proforma_store::{
    backlog_cell::BacklogCell,
    backlog_list::{self, BacklogFilter, BacklogOrder, BacklogSort, BacklogSum, ListedBacklogShare, Part},
    backlog_search::Hits,
    contract_list::ContractHead,
};

use crate::{error::ApiError, heads::Contracts, kept::ByContract, names::Customers};

/// What a filter lets through, cell by cell. Words that are searched for are not looked at.
#[derive(Debug)]
pub(crate) struct Fitting<'c>(Vec<FittingCell<'c>>);

#[derive(Debug)]
struct FittingCell<'c> {
    cell: &'c BacklogCell,
    /// Whether the filter lets all of it through. Otherwise its dates reach beyond those of the filter, or the words that
    /// are searched for are on its line somewhere, and nobody knows what of it is meant.
    is_whole: bool,
    /// How much of it is let through at most.
    at_most: u32,
    /// Where its line stands among all of the book.
    place: (usize, u32),
}

/// Where a page lies, or is likely to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Page<'k> {
    pub parts: Vec<Part>,
    /// How many rows come before these parts.
    pub before: u32,
    /// In a list sorted by date: none of its rows comes after this day in the order of the list.
    pub last_date: Option<NaiveDate>,
    /// Whether there are rows enough in these parts, whatever the cells hold of which nobody knows.
    is_certain: bool,
    /// Where the first row that is left out may stand; none where no row is.
    next: Option<Key<'k>>,
}

/// What the first row of a cell is sorted by, before the place of its line.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Key<'c> {
    Place,
    Date(&'c str),
    Customer(&'c str, CustomerId),
    Amount(i64),
    BillingStatus(&'static str),
}

impl<'c> Fitting<'c> {
    /// The cells that the filter touches; `customer` is the one that it names.
    pub(crate) fn of(
        cells: &'c ByContract<BacklogCell>,
        contracts: &Contracts,
        customer: Option<CustomerId>,
        filter: &BacklogFilter<'_>,
    ) -> Result<Self, ApiError> {
        let dates = [filter.from, filter.to].map(|date| date.map(|date| date.to_string()));
        let [from, to] = dates.each_ref().map(Option::as_deref);
        let hits = filter.search.map(|search| search.hits);
        let mut fitting = Vec::new();
        for (id, of_contract) in cells.iter() {
            if !fits_contract(contracts.get(*id)?, filter) {
                continue;
            }
            let place = contracts.place(*id);
            for cell in of_contract.iter().filter(|cell| fits(cell, customer, filter)) {
                let (first, last) = (cell.first_date.as_str(), cell.last_date.as_str());
                let at_most = hits.map_or(cell.count, |hits| found_at_most(hits, cell));
                if at_most == 0 || from.is_some_and(|from| last < from) || to.is_some_and(|to| to < first) {
                    continue;
                }
                let is_between = from.is_none_or(|from| from <= first) && to.is_none_or(|to| last <= to);
                let is_whole = is_between && hits.is_none_or(|hits| is_found_whole(hits, cell));
                fitting.push(FittingCell { cell, is_whole, at_most, place: (place, cell.line_position) });
            }
        }
        Ok(Self(fitting))
    }

    /// Where a page of the list lies. Where nobody knows for certain it is looked for among `reach` times as many rows as
    /// are needed.
    pub(crate) fn page<'k>(
        &self,
        customers: &'k Customers,
        order: BacklogOrder,
        (offset, limit): (u32, u32),
        reach: u32,
    ) -> Result<Page<'k>, ApiError>
    where
        'c: 'k,
    {
        let mut keyed = Vec::with_capacity(self.0.len());
        for fitting in &self.0 {
            keyed.push((fitting.key(customers, order)?, fitting));
        }
        keyed.sort_unstable_by(|(a, of_a), (b, of_b)| in_order(order, (a, of_a.place), (b, of_b.place)));
        let mut page = Page { parts: Vec::new(), before: 0, last_date: None, is_certain: false, next: None };
        let needed = offset.saturating_add(limit);
        let (mut certain, mut likely) = (0_u32, 0_u32);
        // Cells that tie lie between each other.
        for tied in keyed.chunk_by(|(a, of_a), (b, of_b)| a == b && of_a.place == of_b.place) {
            if page.is_certain || likely >= needed.saturating_mul(reach) {
                page.next = Some(tied[0].0);
                break;
            }
            let is_known = tied.iter().all(|(_, fitting)| fitting.is_whole);
            let of_tied = |count: fn(&FittingCell<'_>) -> u32| -> u32 {
                let worth = |count: u32| if is_told_by_count(order) { count } else { count.min(1) };
                tied.iter().map(|(_, fitting)| worth(count(fitting))).sum()
            };
            let at_least = of_tied(|fitting| if fitting.is_whole { fitting.at_most } else { 0 });
            (certain, likely) = (certain + at_least, likely + of_tied(|fitting| fitting.at_most));
            if is_known && is_told_by_count(order) && page.parts.is_empty() && certain <= offset {
                page.before = certain;
                continue;
            }
            page.parts.extend(tied.iter().map(|(_, fitting)| fitting.part(order.sort)));
            page.is_certain = certain >= needed;
            if let (true, Key::Date(date)) = (page.is_certain, tied[0].0) {
                page.last_date = date.parse().ok();
            }
        }
        page.parts.sort_unstable();
        page.parts.dedup();
        Ok(page)
    }

    /// What the cells come to: those that the filter lets through whole, and the lines of which nobody knows.
    pub(crate) fn sums(&self) -> (Vec<BacklogSum>, Vec<Part>) {
        let split = self.0.iter().filter(|fitting| !fitting.is_whole);
        let mut lines: Vec<Part> = split.map(|fitting| fitting.part(BacklogSort::Contract)).collect();
        lines.sort_unstable();
        lines.dedup();
        let is_known =
            |fitting: &&FittingCell<'_>| lines.binary_search(&fitting.part(BacklogSort::Contract)).is_err();
        let sums = backlog_list::by_currency(self.0.iter().filter(is_known).map(|fitting| sum(fitting.cell)));
        (sums, lines)
    }

    /// The smallest and the largest amount.
    pub(crate) fn amounts(&self) -> (i64, i64) {
        let smallest = self.0.iter().map(|fitting| fitting.cell.smallest_minor).min();
        let largest = self.0.iter().map(|fitting| fitting.cell.largest_minor).max();
        (smallest.unwrap_or(0), largest.unwrap_or(0))
    }
}

impl<'c> FittingCell<'c> {
    fn key<'k>(&self, customers: &'k Customers, order: BacklogOrder) -> Result<Key<'k>, ApiError>
    where
        'c: 'k,
    {
        let cell = self.cell;
        Ok(match (order.sort, order.is_descending) {
            (BacklogSort::Contract, _) => Key::Place,
            (BacklogSort::Customer, _) => {
                Key::Customer(&customers.get(cell.customer)?.party.name, cell.customer)
            }
            (BacklogSort::BillingStatus, _) => Key::BillingStatus(cell.billing_status.as_str()),
            (BacklogSort::Date, false) => Key::Date(&cell.first_date),
            (BacklogSort::Date, true) => Key::Date(&cell.last_date),
            (BacklogSort::Amount, false) => Key::Amount(cell.smallest_minor),
            (BacklogSort::Amount, true) => Key::Amount(cell.largest_minor),
        })
    }

    /// What of its line is alike in what the list is sorted by.
    fn part(&self, sort: BacklogSort) -> Part {
        let part = Part { contract_line: self.cell.contract_line, customer: None, billing_status: None };
        match sort {
            BacklogSort::Customer => Part { customer: Some(self.cell.customer), ..part },
            BacklogSort::BillingStatus => {
                Part { billing_status: Some(self.cell.billing_status.as_str()), ..part }
            }
            BacklogSort::Contract | BacklogSort::Date | BacklogSort::Amount => part,
        }
    }
}

impl Page<'_> {
    /// Whether these rows, found in its parts, are all that the page has.
    pub(crate) fn is_full(&self, rows: &[ListedBacklogShare], limit: u32, order: BacklogOrder) -> bool {
        let Some(next) = self.next.filter(|_| !self.is_certain) else { return true };
        let Some(last) = rows.last().filter(|_| rows.len() >= limit as usize) else { return false };
        let date = last.share.date.to_string();
        let last = match order.sort {
            BacklogSort::Date => Key::Date(&date),
            BacklogSort::Amount => Key::Amount(last.share.amount.minor()),
            BacklogSort::Contract | BacklogSort::Customer | BacklogSort::BillingStatus => return true,
        };
        if order.is_descending { last > next } else { last < next }
    }
}

/// Whether all rows of a cell are alike in what the list is sorted by.
fn is_told_by_count(order: BacklogOrder) -> bool {
    match order.sort {
        BacklogSort::Contract | BacklogSort::Customer | BacklogSort::BillingStatus => true,
        BacklogSort::Date | BacklogSort::Amount => false,
    }
}

fn is_found_whole(hits: &Hits, cell: &BacklogCell) -> bool {
    hits.lines.contains(&cell.contract_line) || hits.customers.contains(&cell.customer)
}

fn found_at_most(hits: &Hits, cell: &BacklogCell) -> u32 {
    if is_found_whole(hits, cell) {
        return cell.count;
    }
    hits.touched.get(&cell.contract_line).map_or(0, |touched| cell.count.min(*touched))
}

/// Only a list sorted by contract turns its lines round as well.
fn in_order<P: Ord>(order: BacklogOrder, (a, of_a): (&Key<'_>, P), (b, of_b): (&Key<'_>, P)) -> Ordering {
    match (order.sort, order.is_descending) {
        (BacklogSort::Contract, true) => of_b.cmp(&of_a),
        (_, false) => a.cmp(b).then(of_a.cmp(&of_b)),
        (_, true) => b.cmp(a).then(of_a.cmp(&of_b)),
    }
}

fn fits_contract(contract: &ContractHead, filter: &BacklogFilter<'_>) -> bool {
    filter.contract.is_none_or(|key| contract.key == key)
        && filter.currency.is_none_or(|currency| contract.currency == currency)
}

fn fits(cell: &BacklogCell, customer: Option<CustomerId>, filter: &BacklogFilter<'_>) -> bool {
    filter.billing_status.is_none_or(|status| cell.billing_status == status)
        && filter.billing_type.is_none_or(|billing_type| cell.billing_type == billing_type)
        && (filter.classes.is_empty() || filter.classes.contains(&cell.class))
        && (filter.customer.is_none() || customer == Some(cell.customer))
}

fn sum(cell: &BacklogCell) -> BacklogSum {
    let chargeable = if cell.billing_type == BillingType::Chargeable { cell.sum_minor } else { 0 };
    let (ready_minor, not_ready_minor) = match cell.billing_status {
        BillingStatus::ReadyToInvoice => (chargeable, 0),
        BillingStatus::NotReady => (0, chargeable),
        BillingStatus::InvoiceCreated | BillingStatus::InvoicePosted => (0, 0),
    };
    BacklogSum { currency: cell.currency.clone(), count: cell.count, ready_minor, not_ready_minor }
}
