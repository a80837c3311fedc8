//! On which parts a page of the billing backlog lies, and what a filter comes to, told by cells.
//!
//! The first rows of a list lie in the cells whose first row comes first: each of `n` cells has one row at least, so
//! the first `n` rows are in the first `n` of them. Where all rows of a cell are alike in what the list is sorted by,
//! its count says more, and a page anywhere in the list is found without the rows before it. Where it is not known how
//! much of a cell is let through, the page is looked for where it is likely to lie, and then further.

use std::cmp::Ordering;

use proforma_engine::{
    ids::CustomerId,
    share::{BillingStatus, BillingType},
};
use proforma_store::{
    backlog_cell::BacklogCell,
    backlog_list::{self, BacklogFilter, BacklogOrder, BacklogSort, BacklogSum, Last, Part},
    backlog_search::Hits,
    contract_list::ContractHead,
};

use crate::{error::ApiError, heads::Contracts, kept::ByContract, names::Customers};

/// What a filter lets through, cell by cell; of its words only what they are found in is known.
#[derive(Debug)]
pub(crate) struct Fitting<'c> {
    cells: Vec<FittingCell<'c>>,
    /// The dates of the filter, as texts.
    from: Option<String>,
    to: Option<String>,
}

#[derive(Debug)]
struct FittingCell<'c> {
    cell: &'c BacklogCell,
    /// Whether the filter lets all of it through. Otherwise its dates reach beyond those of the filter, or the words that
    /// are searched for are on its line somewhere, and nobody knows what of it is meant.
    is_whole: bool,
    /// How much of it is let through, as far as that is known.
    likely: u32,
    /// Where its line stands among all of the book.
    place: (usize, u32),
}

/// Where a page lies, or is likely to.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Page<'k> {
    pub parts: Vec<Part>,
    /// How many rows come before these parts.
    pub before: u32,
    /// What its last rows are sorted by at most, where that is a date or an amount.
    pub last: Option<Last<'k>>,
    /// Whether these parts hold rows enough, whatever is in the cells of which nobody knows.
    is_certain: bool,
    /// Whether no part is left out.
    is_all: bool,
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
        let [from, to] = [filter.from, filter.to].map(|date| date.map(|date| date.to_string()));
        let mut fitting = Self { cells: Vec::new(), from, to };
        for (id, of_contract) in cells.iter() {
            if !fits_contract(contracts.get(*id)?, filter) {
                continue;
            }
            let place = contracts.place(*id);
            for cell in of_contract.iter().filter(|cell| fits(cell, customer, filter)) {
                let (is_whole, likely) = fitting.how_much(cell, filter.search.map(|search| search.hits));
                if likely > 0 {
                    let place = (place, cell.line_position);
                    fitting.cells.push(FittingCell { cell, is_whole, likely, place });
                }
            }
        }
        Ok(fitting)
    }

    /// Whether all of a cell is let through, and how much of it, as far as that is known.
    fn how_much(&self, cell: &BacklogCell, hits: Option<&Hits>) -> (bool, u32) {
        let (first, last) = (cell.first_date.as_str(), cell.last_date.as_str());
        let (from, to) = (self.from.as_deref(), self.to.as_deref());
        if from.is_some_and(|from| last < from) || to.is_some_and(|to| to < first) {
            return (false, 0);
        }
        let is_between = from.is_none_or(|from| from <= first) && to.is_none_or(|to| last <= to);
        let Some(hits) = hits.filter(|hits| !is_found_whole(hits, cell)) else {
            return (is_between, cell.count);
        };
        let touched = hits.touched.get(&cell.contract_line).copied().unwrap_or_default();
        (false, cell.count.min(touched))
    }

    /// Where a page of the list lies. Where nobody knows for certain it is looked for among `reach` times as many rows as
    /// are needed.
    pub(crate) fn page<'k>(
        &'k self,
        customers: &'k Customers,
        order: BacklogOrder,
        (offset, limit): (u32, u32),
        reach: u32,
    ) -> Result<Page<'k>, ApiError> {
        let mut keyed = Vec::with_capacity(self.cells.len());
        for fitting in &self.cells {
            keyed.push((self.key(fitting.cell, customers, order)?, fitting));
        }
        keyed.sort_unstable_by(|(a, of_a), (b, of_b)| in_order(order, (a, of_a.place), (b, of_b.place)));
        let mut page = Page { parts: Vec::new(), before: 0, last: None, is_certain: false, is_all: true };
        let needed = offset.saturating_add(limit);
        let (mut certain, mut likely, mut last_key) = (0_u32, 0_u32, None);
        // Cells that tie lie between each other.
        for tied in keyed.chunk_by(|(a, of_a), (b, of_b)| a == b && of_a.place == of_b.place) {
            let key = tied[0].0;
            // Where nobody knows how many rows there are, a page by date or amount is looked for up to a day or an amount, and
            // no cell that begins there may be left out.
            let is_likely =
                likely >= needed.saturating_mul(reach) && (is_told_by_count(order) || last_key != Some(key));
            if page.is_certain || is_likely {
                page.is_all = false;
                break;
            }
            last_key = Some(key);
            let is_known = tied.iter().all(|(_, fitting)| fitting.is_whole);
            let of_tied = |count: fn(&FittingCell<'_>) -> u32| -> u32 {
                let worth = |count: u32| if is_told_by_count(order) { count } else { count.min(1) };
                tied.iter().map(|(_, fitting)| worth(count(fitting))).sum()
            };
            let at_least = of_tied(|fitting| if fitting.is_whole { fitting.likely } else { 0 });
            (certain, likely) = (certain + at_least, likely + of_tied(|fitting| fitting.likely));
            if is_known && is_told_by_count(order) && page.parts.is_empty() && certain <= offset {
                page.before = certain;
                continue;
            }
            page.parts.extend(tied.iter().map(|(_, fitting)| fitting.part(order.sort)));
            page.is_certain = certain >= needed;
        }
        page.last = last_key.filter(|_| !page.is_all).and_then(Key::last);
        page.parts.sort_unstable();
        page.parts.dedup();
        Ok(page)
    }

    fn key<'k>(
        &'k self,
        cell: &'k BacklogCell,
        customers: &'k Customers,
        order: BacklogOrder,
    ) -> Result<Key<'k>, ApiError> {
        let first = || self.from.as_deref().map_or(&*cell.first_date, |from| from.max(&cell.first_date));
        let last = || self.to.as_deref().map_or(&*cell.last_date, |to| to.min(&cell.last_date));
        Ok(match (order.sort, order.is_descending) {
            (BacklogSort::Contract, _) => Key::Place,
            (BacklogSort::Customer, _) => {
                Key::Customer(&customers.get(cell.customer)?.party.name, cell.customer)
            }
            (BacklogSort::BillingStatus, _) => Key::BillingStatus(cell.billing_status.as_str()),
            (BacklogSort::Date, false) => Key::Date(first()),
            (BacklogSort::Date, true) => Key::Date(last()),
            (BacklogSort::Amount, false) => Key::Amount(cell.smallest_minor),
            (BacklogSort::Amount, true) => Key::Amount(cell.largest_minor),
        })
    }

    /// What the cells come to: those that the filter lets through whole, and the lines of which nobody knows.
    pub(crate) fn sums(&self) -> (Vec<BacklogSum>, Vec<Part>) {
        let split = self.cells.iter().filter(|fitting| !fitting.is_whole);
        let mut lines: Vec<Part> = split.map(|fitting| fitting.part(BacklogSort::Contract)).collect();
        lines.sort_unstable();
        lines.dedup();
        let is_known =
            |fitting: &&FittingCell<'_>| lines.binary_search(&fitting.part(BacklogSort::Contract)).is_err();
        let sums =
            backlog_list::by_currency(self.cells.iter().filter(is_known).map(|fitting| sum(fitting.cell)));
        (sums, lines)
    }

    /// The smallest and the largest amount.
    pub(crate) fn amounts(&self) -> (i64, i64) {
        let smallest = self.cells.iter().map(|fitting| fitting.cell.smallest_minor).min();
        let largest = self.cells.iter().map(|fitting| fitting.cell.largest_minor).max();
        (smallest.unwrap_or(0), largest.unwrap_or(0))
    }
}

impl FittingCell<'_> {
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
    /// Whether so many rows, found in its parts, are all that the page has.
    pub(crate) fn is_full(&self, rows: usize, limit: u32) -> bool {
        self.is_certain || self.is_all || rows >= limit as usize
    }
}

impl<'c> Key<'c> {
    fn last(self) -> Option<Last<'c>> {
        match self {
            Self::Date(date) => Some(Last::Date(date)),
            Self::Amount(minor) => Some(Last::Amount(minor)),
            Self::Place | Self::Customer(..) | Self::BillingStatus(_) => None,
        }
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

#[cfg(test)]
mod tests {
    use proforma_engine::ids::{ContractId, ContractLineId};
    use proforma_store::Connection;

    use super::*;

    fn cell(line: i64, smallest_minor: i64) -> BacklogCell {
        BacklogCell {
            contract: ContractId(1),
            contract_line: ContractLineId(line),
            line_position: 0,
            currency: "EUR".to_owned(),
            customer: CustomerId(1),
            billing_status: BillingStatus::NotReady,
            billing_type: BillingType::Chargeable,
            class: "time".to_owned(),
            is_included: true,
            count: 9,
            sum_minor: 900,
            smallest_minor,
            largest_minor: 900,
            first_date: "2020-10-01".to_owned(),
            last_date: "2020-10-31".to_owned(),
        }
    }

    #[test]
    fn a_page_by_amount_leaves_out_no_line_that_begins_where_it_ends() {
        let cells = [cell(1, 500), cell(2, 500), cell(3, 900), cell(4, 100)];
        let fitting = |is_whole| Fitting {
            cells: cells
                .iter()
                .zip(0..)
                .map(|(cell, place)| FittingCell { cell, is_whole, likely: 9, place: (place, 0) })
                .collect(),
            from: None,
            to: None,
        };
        let customers = Customers::read(&Connection::in_memory().expect("a book")).expect("read");
        let order = BacklogOrder { sort: BacklogSort::Amount, is_descending: false, amount_step: 1 };
        let lines = |is_whole| {
            let fitting = fitting(is_whole);
            let page = fitting.page(&customers, order, (0, 2), 1).expect("a page");
            assert_eq!(page.last, Some(Last::Amount(500)));
            page.parts.iter().map(|part| part.contract_line.0).collect::<Vec<_>>()
        };
        // The fourth line may have nothing to show at 1.00, and a row at 5.00 that comes after one of the second's.
        assert_eq!(lines(false), [1, 2, 4]);
        assert_eq!(lines(true), [1, 4], "two rows are certain, and the second line's come after them");
    }
}
