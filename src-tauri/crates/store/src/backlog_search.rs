//! What the words of a search of the backlog are found in, before a share is looked at.

use std::collections::{BTreeMap, BTreeSet};

use proforma_engine::ids::{ContractLineId, CustomerId};
use rusqlite::{Row, params};

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

/// How many texts are read at once; where the index names more, they are read where a page needs them.
const READ_MAX: usize = 20_000;

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
        let mut may_be = select!(connection, include_str!("backlog_search/candidates.sql"), [&trigrams], id)?;
        if may_be.len() <= READ_MAX {
            let sql = include_str!("backlog_search/transactions.sql");
            may_be = select!(connection, sql, params![trigrams, search], id)?;
        }
        for line in may_be {
            *touched.entry(ContractLineId(line)).or_default() += 1;
        }
    }
    Ok(Hits {
        lines: lines.into_iter().map(ContractLineId).collect(),
        customers: customers.into_iter().map(CustomerId).collect(),
        touched,
    })
}
