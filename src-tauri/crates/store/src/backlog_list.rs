//! The billing backlog as a list: filtered, sorted, counted and paged over a million shares.
//!
//! Everything is answered from the covering index `share_in_backlog`, contract line by contract line; only the rows
//! of a page are read whole. A page far down a sorted list is not reached by sorting all that lies before it: the
//! list is cut into rungs (a date, a contract, a range of amounts) whose sizes are known, and only the rungs that the
//! page lies on are sorted.

use chrono::NaiveDate;
use proforma_engine::{
    ids::{ContractLineId, ShareId},
    share::{BillingStatus, BillingType},
};
use rusqlite::{Row, ToSql};

use crate::{
    Connection, StoreError,
    row::{Columns, unreadable},
    share_list::{self, ListedShare},
    text_search::trigrams,
};

/// Which shares of the billing backlog; whatever is left out does not narrow.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct BacklogFilter<'a> {
    /// Billing status.
    pub billing_status: Option<BillingStatus>,
    /// Classes, `milestone` among them; empty for all.
    pub classes: &'a [String],
    /// Billing type.
    pub billing_type: Option<BillingType>,
    /// ISO 4217.
    pub currency: Option<&'a str>,
    /// The contract's key.
    pub contract: Option<&'a str>,
    /// The customer's key.
    pub customer: Option<&'a str>,
    /// First date.
    pub from: Option<NaiveDate>,
    /// Last date.
    pub to: Option<NaiveDate>,
    /// Words that must all be found in the description, category, resource or key, in the contract's or line's name,
    /// or in the customer's; empty for all. Texts of transactions are found from three letters on.
    pub search: &'a str,
}

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
    pub ready_minor: i64,
    /// Not ready.
    pub not_ready_minor: i64,
    /// The smallest amount of a share.
    pub smallest_minor: i64,
    /// The largest.
    pub largest_minor: i64,
}

/// A part of a sorted list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rung {
    /// What its shares have in common.
    key: String,
    /// How many they are.
    pub count: u32,
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

const MATCHING: &str = include_str!("backlog_list/matching.sql");
const SEARCHED: &str = include_str!("backlog_list/searched.sql");

type Params<'p> = Vec<(&'static str, Box<dyn ToSql + 'p>)>;

/// The words of SQL that let through what the filter does, with their values.
fn matching<'p>(filter: &BacklogFilter<'p>) -> (String, Params<'p>) {
    let classes = (!filter.classes.is_empty()).then(|| format!(" {} ", filter.classes.join(" ")));
    let mut params: Params<'p> = vec![
        (":billing_status", Box::new(filter.billing_status.map(BillingStatus::as_str))),
        (":classes", Box::new(classes)),
        (":billing_type", Box::new(filter.billing_type.map(BillingType::as_str))),
        (":currency", Box::new(filter.currency)),
        (":contract", Box::new(filter.contract)),
        (":customer", Box::new(filter.customer)),
        (":from", Box::new(filter.from.map(|date| date.to_string()))),
        (":to", Box::new(filter.to.map(|date| date.to_string()))),
    ];
    if filter.search.trim().is_empty() {
        return (MATCHING.to_owned(), params);
    }
    params.push((":search", Box::new(filter.search)));
    // A question that finds nothing, where no word is long enough for the index.
    params.push((
        ":trigrams",
        Box::new(trigrams(filter.search).unwrap_or_else(|| "\"\u{1}\u{1}\u{1}\"".to_owned())),
    ));
    (format!("{MATCHING}{SEARCHED}"), params)
}

fn query<T>(
    connection: &Connection,
    sql: &str,
    params: &Params<'_>,
    mut read: impl FnMut(&Row<'_>) -> Result<T, StoreError>,
) -> Result<Vec<T>, StoreError> {
    let named: Vec<(&str, &dyn ToSql)> = params.iter().map(|(name, value)| (*name, value.as_ref())).collect();
    let mut statement = connection.inner.prepare_cached(sql)?;
    let mut rows = statement.query(named.as_slice())?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        found.push(read(row)?);
    }
    Ok(found)
}

/// Counts and sums of all that the filter lets through, one per currency, by code.
///
/// # Errors
/// [`StoreError`]; also where a sum leaves 64 bits.
pub fn sums(connection: &Connection, filter: &BacklogFilter<'_>) -> Result<Vec<BacklogSum>, StoreError> {
    let (from, params) = matching(filter);
    let sql = format!("{} {from} GROUP BY contract_line.id", include_str!("backlog_list/totals.sql"));
    let by_line = query(connection, &sql, &params, |row| {
        Ok(BacklogSum {
            currency: row.string(0)?,
            count: row.get(1)?,
            ready_minor: row.get(2)?,
            not_ready_minor: row.get(3)?,
            smallest_minor: row.get(4)?,
            largest_minor: row.get(5)?,
        })
    })?;
    let mut sums: Vec<BacklogSum> = Vec::new();
    for line in by_line {
        let Some(sum) = sums.iter_mut().find(|sum| sum.currency == line.currency) else {
            sums.push(line);
            continue;
        };
        let too_large = || unreadable("a sum", &line.currency);
        sum.count += line.count;
        sum.ready_minor = sum.ready_minor.checked_add(line.ready_minor).ok_or_else(too_large)?;
        sum.not_ready_minor = sum.not_ready_minor.checked_add(line.not_ready_minor).ok_or_else(too_large)?;
        sum.smallest_minor = sum.smallest_minor.min(line.smallest_minor);
        sum.largest_minor = sum.largest_minor.max(line.largest_minor);
    }
    sums.sort_by(|a, b| a.currency.cmp(&b.currency));
    Ok(sums)
}

/// How many shares the backlog has.
///
/// # Errors
/// [`StoreError`].
pub fn count(connection: &Connection) -> Result<u32, StoreError> {
    let sql = "SELECT COUNT(*) FROM share INDEXED BY share_in_backlog WHERE billing_status IN ('not_ready', 'ready_to_invoice')";
    Ok(query(connection, sql, &Vec::new(), |row| Ok(row.get(0)?))?.first().copied().unwrap_or(0))
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
            "contract.name {way}, contract.id {way}, contract_line.position {way}, share.share_date {way}, share.id {way}"
        }
        BacklogSort::Date | BacklogSort::Customer | BacklogSort::Amount | BacklogSort::BillingStatus => {
            "contract.name, contract.id, contract_line.position, share.share_date, share.id"
        }
    };
    format!("{first}{ties}").replace("{way}", way)
}

/// What the shares of a rung have in common, and how rungs follow each other.
fn rung_key(sort: BacklogSort) -> (&'static str, &'static str) {
    match sort {
        BacklogSort::Contract => ("contract.id", "contract.name {way}, contract.id {way}"),
        BacklogSort::Date => ("share.share_date", "share.share_date {way}"),
        BacklogSort::Customer => (
            "share.customer_id || ' ' || contract.id",
            "(SELECT name FROM customer WHERE customer.id = share.customer_id) {way}, share.customer_id {way}, contract.name, contract.id",
        ),
        BacklogSort::Amount => ("share.amount_minor / :step", "share.amount_minor / :step {way}"),
        BacklogSort::BillingStatus => (
            "share.billing_status || ' ' || contract.id",
            "share.billing_status {way}, contract.name, contract.id",
        ),
    }
}

/// The rungs of a list in its order.
///
/// # Errors
/// [`StoreError`].
pub fn rungs(
    connection: &Connection,
    filter: &BacklogFilter<'_>,
    order: BacklogOrder,
) -> Result<Vec<Rung>, StoreError> {
    let (from, mut params) = matching(filter);
    let (key, rung_order) = rung_key(order.sort);
    let way = if order.is_descending { "DESC" } else { "ASC" };
    let rung_order = rung_order.replace("{way}", way);
    if order.sort == BacklogSort::Amount {
        params.push((":step", Box::new(order.amount_step.max(1))));
    }
    let sql = format!("SELECT CAST({key} AS TEXT), COUNT(*) {from} GROUP BY {key} ORDER BY {rung_order}");
    query(connection, &sql, &params, |row| Ok(Rung { key: row.string(0)?, count: row.get(1)? }))
}

/// A page of the list: all of it, or only of these rungs, counted from the first of them.
///
/// # Errors
/// [`StoreError`].
pub fn page(
    connection: &Connection,
    filter: &BacklogFilter<'_>,
    order: BacklogOrder,
    rungs: Option<&[Rung]>,
    (offset, limit): (u32, u32),
) -> Result<Vec<ListedBacklogShare>, StoreError> {
    let (mut sql, mut params) = matching(filter);
    if let Some(rungs) = rungs {
        let (key, _) = rung_key(order.sort);
        if order.sort == BacklogSort::Amount {
            params.push((":step", Box::new(order.amount_step.max(1))));
        }
        sql += &format!("  AND CAST({key} AS TEXT) IN (SELECT value FROM json_each(:rungs))\n");
        let keys: Vec<String> = rungs.iter().map(|rung| format!("\"{}\"", rung.key)).collect();
        params.push((":rungs", Box::new(format!("[{}]", keys.join(",")))));
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
    let (from, params) = matching(filter);
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

/// What marking a share needs to know.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MarkableShare {
    /// Where it lies.
    pub place: Place,
    /// Row number of its contract.
    pub contract: proforma_engine::ids::ContractId,
    /// ISO 4217.
    pub currency: String,
    /// Its amount in minor units; 0 where it is not chargeable.
    pub chargeable_minor: i64,
}

/// Gives all that the filter lets through in the order in which it lies, one at a time.
///
/// # Errors
/// [`StoreError`], or what `each` fails with.
pub fn each<E: From<StoreError>>(
    connection: &Connection,
    filter: &BacklogFilter<'_>,
    mut each: impl FnMut(MarkableShare) -> Result<(), E>,
) -> Result<(), E> {
    let (from, params) = matching(filter);
    let sql = format!(
        "SELECT share.contract_line_id, share.id, contract.id, contract.currency,
                CASE WHEN share.billing_type = 'chargeable' THEN share.amount_minor ELSE 0 END {from}"
    );
    // Gathered before anything is done with it: what is changed meanwhile would lie elsewhere in the index.
    let found = query(connection, &sql, &params, |row| {
        Ok(MarkableShare {
            place: place(row)?,
            contract: proforma_engine::ids::ContractId(row.get(2)?),
            currency: row.string(3)?,
            chargeable_minor: row.get(4)?,
        })
    })?;
    found.into_iter().try_for_each(&mut each)
}
