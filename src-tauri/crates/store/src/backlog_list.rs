//! The billing backlog as a list: filtered, sorted, counted and paged over a million shares.
//!
//! Everything is answered from the covering index `share_in_backlog`, contract line by contract line; only the rows
//! of a page are read whole. No page is reached by sorting all that lies before it: whoever knows on which parts of the
//! list it lies says so. A list by date or amount is cut into rungs (a date, a range of amounts) whose sizes are known,
//! and of a page far down only the rungs that it lies on are sorted.

mod matching;

use std::collections::BTreeMap;

use proforma_engine::ids::{ContractId, ContractLineId, ShareId};
use rusqlite::{Row, ToSql, types::ToSqlOutput};

use crate::{
    Connection, StoreError,
    row::Columns,
    share_list::{self, ListedShare},
};

pub use self::matching::{BacklogFilter, Last, Part, Search, Within};
use self::matching::{Params, Reading, matching};

/// What the backlog is sorted by. Ties go by contract, line and date.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BacklogSort {
    /// The contract's name, then the line's place.
    Contract,
    /// Date.
    Date,
    /// The customer's name.
    Customer,
    /// Amount in minor units.
    Amount,
    /// Billing status.
    BillingStatus,
}

/// An order of the list.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct BacklogOrder {
    /// By what.
    pub sort: BacklogSort,
    /// The other way round.
    pub is_descending: bool,
    /// How many minor units wide a rung of a list sorted by amounts is; at least 1.
    pub amount_step: i64,
}

/// Counts and chargeable sums of one currency, in minor units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct BacklogSum {
    /// ISO 4217.
    pub currency: String,
    /// How many shares.
    pub count: u32,
    /// Ready to invoice.
    pub ready_minor: i128,
    /// Not ready.
    pub not_ready_minor: i128,
}

/// A step of a list sorted by date or amount.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
    /// What its shares have in common.
    key: RungKey,
    /// How many they are.
    pub count: u32,
}

/// In the order of dates or amounts.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum RungKey {
    Date(String),
    Steps(i64),
}

impl ToSql for RungKey {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        match self {
            Self::Date(date) => date.to_sql(),
            Self::Steps(steps) => steps.to_sql(),
        }
    }
}

/// A share of the backlog in a list.
#[derive(Debug, Clone, PartialEq)]
pub struct ListedBacklogShare {
    /// The contract's key.
    pub contract: String,
    /// The contract's name.
    pub contract_name: String,
    /// The share.
    pub share: ListedShare,
}

/// Where a share lies.
pub type Place = (ContractLineId, ShareId);

fn each_row(
    connection: &Connection,
    sql: &str,
    params: &Params<'_>,
    mut each: impl FnMut(&Row<'_>) -> Result<(), StoreError>,
) -> Result<(), StoreError> {
    let named: Vec<(&str, &dyn ToSql)> = params.iter().map(|(name, value)| (*name, value.as_ref())).collect();
    let mut statement = connection.inner.prepare_cached(sql)?;
    let mut rows = statement.query(named.as_slice())?;
    while let Some(row) = rows.next()? {
        each(row)?;
    }
    Ok(())
}

fn query<T>(
    connection: &Connection,
    sql: &str,
    params: &Params<'_>,
    mut read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let mut found = Vec::new();
    each_row(connection, sql, params, |row| {
        found.push(read(row)?);
        Ok(())
    })?;
    Ok(found)
}

/// Counts and sums of all that the filter lets through within these parts, one per currency, by code.
///
/// # Errors
/// [`StoreError`]; also where the sum of one line leaves 64 bits.
pub fn sums(
    connection: &Connection,
    filter: &BacklogFilter<'_>,
    within: Within<'_>,
) -> Result<Vec<BacklogSum>, StoreError> {
    let (from, params) = matching(filter, within, Reading::Whole);
    let sql = format!("{} {from} GROUP BY contract_line.id", include_str!("backlog_list/totals.sql"));
    let by_line = query(connection, &sql, &params, |row| {
        Ok(BacklogSum {
            currency: row.string(0)?,
            count: row.get(1)?,
            ready_minor: row.get::<_, i64>(2)?.into(),
            not_ready_minor: row.get::<_, i64>(3)?.into(),
        })
    })?;
    Ok(by_currency(by_line))
}

/// Sums as one per currency, by code.
#[must_use]
pub fn by_currency(parts: impl IntoIterator<Item = BacklogSum>) -> Vec<BacklogSum> {
    let mut sums: Vec<BacklogSum> = Vec::new();
    for part in parts {
        let Some(sum) = sums.iter_mut().find(|sum| sum.currency == part.currency) else {
            sums.push(part);
            continue;
        };
        sum.count += part.count;
        sum.ready_minor += part.ready_minor;
        sum.not_ready_minor += part.not_ready_minor;
    }
    sums.sort_by(|a, b| a.currency.cmp(&b.currency));
    sums
}

/// What SQL sorts by, the leading words given for each share's rung.
fn order_by(order: BacklogOrder) -> String {
    let way = if order.is_descending { "DESC" } else { "ASC" };
    let first = match order.sort {
        BacklogSort::Contract => "",
        BacklogSort::Date => "share.share_date {way}, ",
        BacklogSort::Customer => {
            "(SELECT name FROM customer WHERE customer.id = share.customer_id) {way}, share.customer_id {way}, "
        }
        BacklogSort::Amount => "share.amount_minor {way}, ",
        BacklogSort::BillingStatus => "share.billing_status {way}, ",
    };
    let ties = match order.sort {
        BacklogSort::Contract => {
            "contract.name {way}, contract.key {way}, contract_line.position {way}, share.share_date {way}, share.id {way}"
        }
        BacklogSort::Date | BacklogSort::Customer | BacklogSort::Amount | BacklogSort::BillingStatus => {
            "contract.name, contract.key, contract_line.position, share.share_date, share.id"
        }
    };
    format!("{first}{ties}").replace("{way}", way)
}

/// What the shares of a rung have in common; none for a list that is not cut into rungs.
fn rung_key(sort: BacklogSort) -> Option<&'static str> {
    match sort {
        BacklogSort::Date => Some("share.share_date"),
        BacklogSort::Amount => Some("share.amount_minor / :step"),
        BacklogSort::Contract | BacklogSort::Customer | BacklogSort::BillingStatus => None,
    }
}

/// The rungs of a list in its order; none where it is not sorted by date or amount.
///
/// # Errors
/// [`StoreError`].
pub fn rungs(
    connection: &Connection,
    filter: &BacklogFilter<'_>,
    order: BacklogOrder,
) -> Result<Vec<Rung>, StoreError> {
    let Some(key) = rung_key(order.sort) else { return Ok(Vec::new()) };
    let (from, mut params) = matching(filter, Within::All, Reading::Whole);
    add_step(&mut params, order);
    // Counted here: SQL would sort two million keys to tell their groups apart.
    let sql = format!("SELECT {key} {from}");
    let mut counts: BTreeMap<RungKey, u32> = BTreeMap::new();
    each_row(connection, &sql, &params, |row| {
        let key = match order.sort {
            BacklogSort::Amount => RungKey::Steps(row.get(0)?),
            BacklogSort::Date
            | BacklogSort::Contract
            | BacklogSort::Customer
            | BacklogSort::BillingStatus => RungKey::Date(row.string(0)?),
        };
        *counts.entry(key).or_default() += 1;
        Ok(())
    })?;
    let rungs = counts.into_iter().map(|(key, count)| Rung { key, count });
    Ok(if order.is_descending { rungs.rev().collect() } else { rungs.collect() })
}

fn add_step(params: &mut Params<'_>, order: BacklogOrder) {
    if order.sort == BacklogSort::Amount {
        params.push((":step", Box::new(order.amount_step.max(1))));
    }
}

/// A page of the list, its offset counted from the first row within.
///
/// # Errors
/// [`StoreError`].
pub fn page(
    connection: &Connection,
    filter: &BacklogFilter<'_>,
    order: BacklogOrder,
    within: Within<'_>,
    (offset, limit): (u32, u32),
) -> Result<Vec<ListedBacklogShare>, StoreError> {
    let (mut sql, mut params) = matching(filter, within, Reading::Page);
    match (within, rung_key(order.sort)) {
        (Within::Rungs(rungs), Some(key)) => {
            let (Some(first), Some(last)) = (rungs.first(), rungs.last()) else { return Ok(Vec::new()) };
            let (low, high) = if order.is_descending { (last, first) } else { (first, last) };
            add_step(&mut params, order);
            sql += &format!("  AND {key} BETWEEN :low AND :high\n");
            params.extend([(":low", low), (":high", high)].map(|(name, rung)| {
                let bound: Box<dyn ToSql> = Box::new(rung.key.clone());
                (name, bound)
            }));
        }
        (Within::Parts { last: Some(last), .. }, _) => {
            let way = if order.is_descending { ">=" } else { "<=" };
            let (column, value): (_, Box<dyn ToSql>) = match last {
                Last::Date(date) => ("share.share_date", Box::new(date.to_owned())),
                Last::Amount(minor) => ("share.amount_minor", Box::new(minor)),
            };
            sql += &format!("  AND {column} {way} :last\n");
            params.push((":last", value));
        }
        _ => {}
    }
    params.push((":limit", Box::new(limit)));
    params.push((":offset", Box::new(offset)));
    let sql = format!(
        "SELECT share.contract_line_id, share.id {sql} ORDER BY {} LIMIT :limit OFFSET :offset",
        order_by(order)
    );
    let places = query(connection, &sql, &params, place)?;
    places.into_iter().map(|place| share_list::one(connection, place)).collect()
}

/// Where every share of the list lies, in its order.
///
/// # Errors
/// [`StoreError`].
pub fn places(
    connection: &Connection,
    filter: &BacklogFilter<'_>,
    order: BacklogOrder,
) -> Result<Vec<Place>, StoreError> {
    let (from, params) = matching(filter, Within::All, Reading::Whole);
    let sql = format!("SELECT share.contract_line_id, share.id {from} ORDER BY {}", order_by(order));
    query(connection, &sql, &params, place)
}

/// The share at a place.
///
/// # Errors
/// [`StoreError::Unreadable`] where there is none.
pub fn at(connection: &Connection, place: Place) -> Result<ListedBacklogShare, StoreError> {
    share_list::one(connection, place)
}

fn place(row: &Row<'_>) -> Result<Place, StoreError> {
    Ok((ContractLineId(row.get(0)?), ShareId(row.get(1)?)))
}

/// What [`MarkableShare`] is read from.
pub(crate) const MARKABLE: &str = "SELECT share.contract_line_id, share.id, contract.id, contract.currency,
    CASE WHEN share.billing_type = 'chargeable' THEN share.amount_minor ELSE 0 END";

/// What marking a share needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkableShare {
    /// Where it lies.
    pub place: Place,
    /// Row number of its contract.
    pub contract: ContractId,
    /// ISO 4217.
    pub currency: String,
    /// Its amount in minor units; 0 where it is not chargeable.
    pub chargeable_minor: i64,
}

impl MarkableShare {
    pub(crate) fn read(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            place: place(row)?,
            contract: ContractId(row.get(2)?),
            currency: row.string(3)?,
            chargeable_minor: row.get(4)?,
        })
    }
}

/// All that the filter lets through, in the order in which it lies.
///
/// # Errors
/// [`StoreError`].
pub fn markable(
    connection: &Connection,
    filter: &BacklogFilter<'_>,
) -> Result<Vec<MarkableShare>, StoreError> {
    let (from, params) = matching(filter, Within::All, Reading::Whole);
    let sql = format!("{MARKABLE} {from}");
    query(connection, &sql, &params, MarkableShare::read)
}
