//! The history of every record: who changed what and when, the old and the new value.
//!
//! It only reads. What a command wrote into the history is told in words, field by field where it says so; what an
//! older version wrote, or a file brought, is told as far as it reads and never refused.

mod billing;
mod filter;
mod records;
mod subject;
mod telling;
mod values;
mod what_was_done;

use std::{
    collections::{HashMap, hash_map::Entry},
    ops::ControlFlow,
};

use proforma_store::{
    Connection,
    history::{self, Place},
};

pub(crate) use self::values::{label, shown};
use self::{filter::Filter, subject::Found, telling::Teller};
use crate::{
    bounds,
    dto::{HistoryAbout, HistoryOf, HistoryPage, HistoryQuery, HistoryRecord, HistoryRow},
    error::ApiError,
};

/// How many changed fields of an entry a page has: nobody reads on, and an entry may have a hundred thousand.
const CHANGES_MAX: usize = 60;

/// A page of the history of a record, the latest first.
///
/// # Errors
/// [`ApiError::NotFound`] for a record that never was; [`ApiError::Input`] for a page or words beyond their bounds.
pub fn record_history(connection: &Connection, query: &HistoryQuery) -> Result<HistoryPage, ApiError> {
    let (offset, limit) = bounds::page(query.offset, query.limit)?;
    let snapshot = connection.snapshot()?;
    let mut history = History::new(&snapshot, &query.of, query.about, &query.search)?;
    if let Some(total) = history.total()? {
        let mut rows = history.page(offset, limit)?;
        rows.iter_mut().for_each(shorten);
        name_items(&snapshot, &mut rows)?;
        let has_more = u64::from(offset) + (rows.len() as u64) < total;
        return Ok(HistoryPage { total: Some(u32::try_from(total).unwrap_or(u32::MAX)), has_more, rows });
    }
    let (mut left_out, mut rows, mut has_more) = (0, Vec::new(), false);
    history.each(|row| {
        if left_out < offset {
            left_out += 1;
        } else if rows.len() < limit as usize {
            rows.push(row);
            rows.last_mut().into_iter().for_each(shorten);
        } else {
            has_more = true;
            return Ok(ControlFlow::Break(()));
        }
        Ok(ControlFlow::Continue(()))
    })?;
    name_items(&snapshot, &mut rows)?;
    // Whoever has seen the end knows how many there are.
    let total = (!has_more).then(|| left_out + u32::try_from(rows.len()).unwrap_or(u32::MAX));
    Ok(HistoryPage { total, has_more, rows })
}

fn shorten(row: &mut HistoryRow) {
    row.more = u32::try_from(row.changes.len().saturating_sub(CHANGES_MAX)).unwrap_or(u32::MAX);
    row.changes.truncate(CHANGES_MAX);
}

/// Says of transactions and milestones what they are called; where an entry leaves it open, which of the two they are.
fn name_items(connection: &Connection, rows: &mut [HistoryRow]) -> Result<(), ApiError> {
    let mut known = HashMap::new();
    for change in rows.iter_mut().flat_map(|row| &mut row.changes) {
        if !matches!(
            change.record,
            HistoryRecord::Item | HistoryRecord::Transaction | HistoryRecord::Milestone
        ) {
            continue;
        }
        let found = match known.entry(change.id.clone()) {
            Entry::Occupied(found) => found.into_mut(),
            Entry::Vacant(place) => place.insert(history::item_name(connection, &change.id)?),
        };
        let Some((is_milestone, name)) = found else { continue };
        change.name.clone_from(name);
        if change.record == HistoryRecord::Item {
            change.record = if *is_milestone { HistoryRecord::Milestone } else { HistoryRecord::Transaction };
        }
    }
    Ok(())
}

/// The history of one record, as it can be gone through.
pub(crate) struct History<'c> {
    connection: &'c Connection,
    found: Found,
    /// The import that the record came in with: the first that is known of it.
    origin: Option<Place>,
    teller: Teller<'c>,
    filter: Filter,
}

impl<'c> History<'c> {
    /// # Errors
    /// As [`record_history`].
    pub(crate) fn new(
        connection: &'c Connection,
        of: &HistoryOf,
        about: Option<HistoryAbout>,
        search: &str,
    ) -> Result<Self, ApiError> {
        let search = bounds::search(search)?;
        let (found, focus) = subject::find(connection, of)?;
        let origin = subject::origin(connection, of)?;
        let filter = Filter::new(about, search);
        Ok(Self { connection, found, origin, teller: Teller::new(connection, focus, origin), filter })
    }

    /// How many entries there are, where that is known without reading them.
    fn total(&self) -> Result<Option<u64>, ApiError> {
        if self.filter.is_set() || self.teller.leaves_out() {
            return Ok(None);
        }
        Ok(Some(self.own_entries()? + u64::from(self.origin.is_some())))
    }

    /// How many entries there are beside the import that the record came in with.
    fn own_entries(&self) -> Result<u64, ApiError> {
        Ok(match &self.found {
            Found::Chain(contract) => history::length(self.connection, *contract)?,
            Found::Places(places) => places.len() as u64,
        })
    }

    /// A page of what is not filtered.
    fn page(&mut self, offset: u32, limit: u32) -> Result<Vec<HistoryRow>, ApiError> {
        let mut entries: Vec<history::PlacedEntry> = match &self.found {
            Found::Chain(contract) => {
                let page = history::page(self.connection, *contract, offset, limit)?;
                page.into_iter().map(|entry| history::PlacedEntry { contract: *contract, entry }).collect()
            }
            Found::Places(places) => {
                let places: Vec<_> =
                    places.iter().skip(offset as usize).take(limit as usize).copied().collect();
                history::read_places(self.connection, &places)?
            }
        };
        if let Some(origin) = self.origin
            && entries.len() < limit as usize
            && u64::from(offset) <= self.own_entries()?
        {
            entries.extend(history::read_places(self.connection, &[origin])?);
        }
        let mut rows = Vec::new();
        for placed in &entries {
            rows.extend(self.teller.tell(placed)?);
        }
        Ok(rows)
    }

    /// Goes through what fits, the latest first, until `each` has seen enough.
    ///
    /// # Errors
    /// [`ApiError`], or what `each` gives.
    pub(crate) fn each(
        &mut self,
        mut each: impl FnMut(HistoryRow) -> Result<ControlFlow<()>, ApiError>,
    ) -> Result<(), ApiError> {
        let Self { connection, found, origin, teller, filter } = self;
        let mut tell = |placed: history::PlacedEntry| {
            if !filter.may_fit(&placed.entry) {
                return Ok(ControlFlow::Continue(()));
            }
            match teller.tell(&placed)? {
                Some(row) if filter.fits(&row) => each(row),
                Some(_) | None => Ok(ControlFlow::Continue(())),
            }
        };
        let mut is_over = false;
        match found {
            Found::Chain(contract) => history::each_newest_first(connection, *contract, |entry| {
                let told = tell(history::PlacedEntry { contract: *contract, entry })?;
                is_over = told.is_break();
                Ok::<_, ApiError>(told)
            })?,
            Found::Places(places) => {
                for place in places {
                    let read = history::read_places(connection, &[*place])?;
                    for placed in read {
                        if tell(placed)?.is_break() {
                            return Ok(());
                        }
                    }
                }
            }
        }
        if let (false, Some(origin)) = (is_over, origin) {
            for placed in history::read_places(connection, &[*origin])? {
                let _ = tell(placed)?;
            }
        }
        Ok(())
    }
}
