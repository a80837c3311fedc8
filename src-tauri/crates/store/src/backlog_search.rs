//! What the words of a search of the backlog are found in, before a share is looked at.

use std::collections::{BTreeMap, BTreeSet};

use proforma_engine::ids::{ContractLineId, CustomerId};
use rusqlite::Row;

use crate::{Connection, StoreError, row::select, text_search::trigrams};

/// What words are found in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Hits {
    /// Lines, by their own name and their contract's: all that is on them is found.
    pub lines: BTreeSet<ContractLineId>,
    /// Customers by name or key: all of theirs is found.
    pub customers: BTreeSet<CustomerId>,
    /// Lines with transactions or milestones in which all words may be found, and in how many at most.
    pub touched: BTreeMap<ContractLineId, u32>,
}

/// What the words of a search are found in.
///
/// # Errors
/// [`StoreError`].
pub fn hits(connection: &Connection, search: &str) -> Result<Hits, StoreError> {
    let id = |row: &Row<'_>| Ok::<i64, StoreError>(row.get(0)?);
    let lines = select!(connection, include_str!("backlog_search/lines.sql"), [search], id)?;
    let customers = select!(connection, include_str!("backlog_search/customers.sql"), [search], id)?;
    let mut touched = BTreeMap::new();
    for line in select!(connection, include_str!("backlog_search/items.sql"), [search], id)? {
        *touched.entry(ContractLineId(line)).or_default() += 1;
    }
    if let Some(trigrams) = trigrams(search) {
        // In order, so that the transactions of a line follow each other.
        let mut of_line: Option<(i64, u32)> = None;
        let mut statement = connection.inner.prepare_cached(include_str!("backlog_search/transactions.sql"))?;
        let mut rows = statement.query([trigrams])?;
        while let Some(row) = rows.next()? {
            let line: i64 = row.get(0)?;
            match &mut of_line {
                Some((of, count)) if *of == line => *count += 1,
                _ => {
                    if let Some((of, count)) = of_line.replace((line, 1)) {
                        *touched.entry(ContractLineId(of)).or_default() += count;
                    }
                }
            }
        }
        if let Some((of, count)) = of_line {
            *touched.entry(ContractLineId(of)).or_default() += count;
        }
    }
    Ok(Hits {
        lines: lines.into_iter().map(ContractLineId).collect(),
        customers: customers.into_iter().map(CustomerId).collect(),
        touched,
    })
}
