//! Shares: their unchangeable amounts, their billing status, and the claim of a draft.

mod replaced;

use std::{collections::BTreeMap, ops::RangeInclusive};

use chrono::NaiveDate;
use proforma_engine::{
    contract::{Contract, TransactionClass},
    ids::{ContractId, ContractLineId, CustomerId, MilestoneId, ShareId, TransactionId},
    limits::LimitState,
    money::{Currency, Money},
    share::{BillingStatus, BillingType, Share, ShareOf},
};
use rusqlite::{Row, params};
use rust_decimal::Decimal;

use crate::{
    Connection, StoreError, WriteTransaction,
    row::{Columns, execute, select, select_one, unreadable},
    transaction,
};

pub use self::replaced::{Replaced, replaced};

/// A share to be written.
#[derive(Debug, Clone, PartialEq)]
pub struct NewShare {
    /// Its line.
    pub contract_line: ContractLineId,
    /// Its number.
    pub id: ShareId,
    /// Who pays.
    pub customer: CustomerId,
    /// What it is a part of.
    pub of: ShareOf,
    /// The date of that.
    pub date: NaiveDate,
    /// The whole quantity.
    pub quantity: Decimal,
    /// Price of one unit.
    pub unit_price: Decimal,
    /// The customer's percentage.
    pub percent: Decimal,
    /// Billing type.
    pub billing_type: BillingType,
    /// Its amount.
    pub amount: Money,
    /// Its status.
    pub billing_status: BillingStatus,
}

/// Adds a share under the number it carries.
///
/// # Errors
/// [`StoreError::Refused`] where the number is taken in the line.
pub fn insert(tx: &WriteTransaction<'_>, share: &NewShare) -> Result<(), StoreError> {
    let (transaction, milestone) = match share.of {
        ShareOf::Transaction(transaction, _) => (Some(transaction.0), None),
        ShareOf::Milestone(milestone) => (None, Some(milestone.0)),
    };
    execute!(
        tx,
        include_str!("share/insert.sql"),
        params![
            share.contract_line.0,
            share.id.0,
            share.customer.0,
            transaction,
            milestone,
            share.of.class(),
            share.date.to_string(),
            share.quantity.to_string(),
            share.unit_price.to_string(),
            share.percent.to_string(),
            share.billing_type.as_str(),
            share.amount.minor(),
            share.billing_status.as_str(),
        ]
    )?;
    Ok(())
}

/// The number that the next share gets.
///
/// # Errors
/// [`StoreError`].
pub fn next_id(connection: &Connection) -> Result<i64, StoreError> {
    let sql = "SELECT 1 + MAX(COALESCE((SELECT MAX(id) FROM share), 0),
                              COALESCE((SELECT highest FROM number_given WHERE record = 'share'), 0))";
    Ok(select_one!(connection, sql, [], |row: &Row<'_>| Ok::<_, StoreError>(row.get(0)?))?.unwrap_or(1))
}

/// What a process run needs to know of a contract's shares: the ready ones, and those of milestones on no invoice.
///
/// # Errors
/// [`StoreError`].
pub fn backlog_of(connection: &Connection, contract: &Contract) -> Result<Vec<Share>, StoreError> {
    let mut shares = Vec::new();
    for line in &contract.lines {
        let read = |row: &Row<'_>| read(row, line.id, contract.currency);
        shares.extend(select!(connection, include_str!("share/ready_of_line.sql"), [line.id.0], read)?);
        shares.extend(select!(connection, include_str!("share/milestones_of_line.sql"), [line.id.0], read)?);
    }
    Ok(shares)
}

/// Shares of one transaction or milestone, in the order in which they were split.
///
/// # Errors
/// [`StoreError`].
pub fn of_item(connection: &Connection, key: &str) -> Result<Vec<Share>, StoreError> {
    if let Some((line, transaction)) = transaction::place_of(connection, key)? {
        return of_transaction(connection, line, transaction);
    }
    let Some((line, milestone)) = milestone_place(connection, key)? else { return Ok(Vec::new()) };
    let currency = currency_of(connection, line)?;
    select!(connection, include_str!("share/of_milestone.sql"), [milestone.0], |row: &Row<'_>| read(
        row, line, currency
    ))
}

/// One share.
///
/// # Errors
/// [`StoreError`].
pub fn by_id(
    connection: &Connection,
    line: ContractLineId,
    share: ShareId,
) -> Result<Option<Share>, StoreError> {
    let currency = currency_of(connection, line)?;
    select_one!(connection, include_str!("share/by_id.sql"), [line.0, share.0], |row: &Row<'_>| read(
        row, line, currency
    ))
}

/// Line and number of a milestone by the author's id.
///
/// # Errors
/// [`StoreError`].
pub fn milestone_place(
    connection: &Connection,
    key: &str,
) -> Result<Option<(ContractLineId, MilestoneId)>, StoreError> {
    let sql = "SELECT contract_line_id, id FROM milestone WHERE key = ?1 AND deleted_at IS NULL";
    select_one!(connection, sql, [key], |row: &Row<'_>| Ok::<_, StoreError>((
        ContractLineId(row.get(0)?),
        MilestoneId(row.get(1)?)
    )))
}

fn currency_of(connection: &Connection, line: ContractLineId) -> Result<Currency, StoreError> {
    let sql = "SELECT currency FROM contract JOIN contract_line ON contract_line.contract_id = contract.id WHERE contract_line.id = ?1";
    select_one!(connection, sql, [line.0], |row: &Row<'_>| row.currency(0))?
        .ok_or_else(|| unreadable("a contract line", &line.0.to_string()))
}

/// Columns: id, customer, transaction, class, milestone, key, date, quantity, unit price, percent, type, status, amount,
/// limit state.
fn read(row: &Row<'_>, contract_line: ContractLineId, currency: Currency) -> Result<Share, StoreError> {
    let of = match row.get::<_, Option<i64>>(2)? {
        Some(transaction) => {
            ShareOf::Transaction(TransactionId(transaction), row.word::<TransactionClass>(3)?)
        }
        None => ShareOf::Milestone(MilestoneId(row.get(4)?)),
    };
    Ok(Share {
        id: ShareId(row.get(0)?),
        contract_line,
        customer: CustomerId(row.get(1)?),
        of,
        key: row.string(5)?,
        date: row.date(6)?,
        quantity: row.decimal(7)?,
        unit_price: row.decimal(8)?,
        percent: row.decimal(9)?,
        billing_type: row.word(10)?,
        billing_status: row.word(11)?,
        amount: row.money(12, currency)?,
        limit_state: row
            .optional_text(13)?
            .map(|word| word.parse().map_err(|_| unreadable("a limit state", word)))
            .transpose()?,
    })
}

/// Moves a share from the status it must have.
///
/// # Errors
/// [`StoreError::Conflict`] where it has another one by now.
pub fn set_status(
    tx: &WriteTransaction<'_>,
    line: ContractLineId,
    share: ShareId,
    from: BillingStatus,
    to: BillingStatus,
) -> Result<(), StoreError> {
    let sql = "UPDATE share SET billing_status = ?4, limit_state = NULL
               WHERE contract_line_id = ?1 AND id = ?2 AND billing_status = ?3";
    match execute!(tx, sql, params![line.0, share.0, from.as_str(), to.as_str()])? {
        1 => Ok(()),
        _ => Err(StoreError::Conflict { what: format!("share {} of line {}", share.0, line.0) }),
    }
}

/// Takes a share out of the billing backlog for good: what it is a share of was changed or deleted. Its amount stays as it
/// is, and another share stands for what is right now.
///
/// # Errors
/// [`StoreError::Conflict`] where it is on an invoice, or was reversed before.
pub fn reverse(tx: &WriteTransaction<'_>, line: ContractLineId, share: ShareId) -> Result<(), StoreError> {
    let sql = "UPDATE share SET billing_status = 'reversed', limit_state = NULL
               WHERE contract_line_id = ?1 AND id = ?2 AND billing_status IN ('not_ready', 'ready_to_invoice')";
    match execute!(tx, sql, params![line.0, share.0])? {
        1 => Ok(()),
        _ => Err(StoreError::Conflict { what: format!("share {} of line {}", share.0, line.0) }),
    }
}

/// As [`reverse`], for all shares of a line with these numbers.
///
/// # Errors
/// [`StoreError::Conflict`] where one of them is on an invoice, or was reversed before.
pub fn reverse_run(
    tx: &WriteTransaction<'_>,
    line: ContractLineId,
    ids: RangeInclusive<i64>,
) -> Result<(), StoreError> {
    let (first, last) = (*ids.start(), *ids.end());
    let sql = "UPDATE share SET billing_status = 'reversed', limit_state = NULL
               WHERE contract_line_id = ?1 AND id BETWEEN ?2 AND ?3
                 AND billing_status IN ('not_ready', 'ready_to_invoice')";
    let reversed = execute!(tx, sql, [line.0, first, last])?;
    if reversed as u64 == first.abs_diff(last) + 1 {
        return Ok(());
    }
    Err(StoreError::Conflict { what: format!("shares {first} to {last} of line {}", line.0) })
}

/// Remembers what a share that is not ready was told about the limits.
///
/// # Errors
/// [`StoreError::Conflict`] where it is not in that status any more.
pub fn set_limit_state(
    tx: &WriteTransaction<'_>,
    line: ContractLineId,
    share: ShareId,
    state: Option<LimitState>,
) -> Result<(), StoreError> {
    let sql = "UPDATE share SET limit_state = ?3 WHERE contract_line_id = ?1 AND id = ?2 AND billing_status = 'not_ready'";
    match execute!(tx, sql, params![line.0, share.0, state.map(LimitState::as_str)])? {
        1 => Ok(()),
        _ => Err(StoreError::Conflict { what: format!("share {} of line {}", share.0, line.0) }),
    }
}

/// Forgets what limits of a contract stopped: they are others now.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 5.4.
pub fn forget_stops(tx: &WriteTransaction<'_>, contract: ContractId) -> Result<(), StoreError> {
    let sql = "UPDATE share SET limit_state = NULL
               WHERE contract_line_id IN (SELECT id FROM contract_line WHERE contract_id = ?1)
                 AND billing_status = 'not_ready' AND limit_state <> 'committed'";
    execute!(tx, sql, [contract.0]).map(drop)
}

/// What counts against the limits of a contract, in minor units by line and customer: chargeable shares of what was
/// worked and spent that are ready, on a draft or on a confirmed invoice, and those that an amount is kept free for.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 5.4.
pub fn counted_against_limits(
    connection: &Connection,
    contract: ContractId,
) -> Result<Vec<(ContractLineId, CustomerId, i64)>, StoreError> {
    let sql = include_str!("share/counted_against_limits.sql");
    select!(connection, sql, [contract.0], |row: &Row<'_>| Ok::<_, StoreError>((
        ContractLineId(row.get(0)?),
        CustomerId(row.get(1)?),
        row.get(2)?
    )))
}

/// What of [`counted_against_limits`] is on confirmed invoices.
///
/// # Errors
/// [`StoreError`].
pub fn billed_against_limits(
    connection: &Connection,
    contract: ContractId,
) -> Result<Vec<(ContractLineId, CustomerId, i64)>, StoreError> {
    let sql = include_str!("share/billed_against_limits.sql");
    select!(connection, sql, [contract.0], |row: &Row<'_>| Ok::<_, StoreError>((
        ContractLineId(row.get(0)?),
        CustomerId(row.get(1)?),
        row.get(2)?
    )))
}

/// Shares of one transaction that stand, in the order in which they were split.
///
/// # Errors
/// [`StoreError`].
pub fn of_transaction(
    connection: &Connection,
    line: ContractLineId,
    transaction: TransactionId,
) -> Result<Vec<Share>, StoreError> {
    let currency = currency_of(connection, line)?;
    let sql = include_str!("share/of_transaction.sql");
    select!(connection, sql, [line.0, transaction.0], |row: &Row<'_>| read(row, line, currency))
}

/// Shares of a line that follow each other by number and are in the same status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct StatusRun {
    /// The number of the first.
    pub first: i64,
    /// The number of the last.
    pub last: i64,
    /// The status of all of them.
    pub billing_status: BillingStatus,
}

/// The statuses of a line's shares, in the order of their numbers: a million that lie together take a few runs.
///
/// # Errors
/// [`StoreError`].
pub fn status_runs(connection: &Connection, line: ContractLineId) -> Result<Vec<StatusRun>, StoreError> {
    let sql = "SELECT id, billing_status FROM share WHERE contract_line_id = ?1 AND billing_status <> 'reversed' ORDER BY id";
    let mut statement = connection.inner.prepare_cached(sql)?;
    let mut rows = statement.query([line.0])?;
    let mut runs: Vec<StatusRun> = Vec::new();
    while let Some(row) = rows.next()? {
        let (id, billing_status) = (row.get(0)?, row.word(1)?);
        match runs.last_mut() {
            Some(run) if run.last + 1 == id && run.billing_status == billing_status => run.last = id,
            _ => runs.push(StatusRun { first: id, last: id, billing_status }),
        }
    }
    Ok(runs)
}

/// How many shares are on no invoice.
///
/// # Errors
/// [`StoreError`].
pub fn count_in_backlog(connection: &Connection) -> Result<u32, StoreError> {
    let sql = "SELECT COUNT(*) FROM share WHERE billing_status IN ('not_ready', 'ready_to_invoice')";
    Ok(select_one!(connection, sql, [], |row: &Row<'_>| Ok::<_, StoreError>(row.get(0)?))?.unwrap_or(0))
}

/// Contracts of which a run of the date has something to say: something ready on no invoice, a milestone due
/// and on none, a row of the date, or a line that is not set up.
///
/// # Errors
/// [`StoreError`].
///
/// Source: SPEC 4.12, 4.13.
pub fn contracts_to_explain(
    connection: &Connection,
    run_date: NaiveDate,
) -> Result<Vec<ContractId>, StoreError> {
    let sql = include_str!("share/contracts_to_explain.sql");
    select!(connection, sql, [run_date.to_string()], |row: &Row<'_>| Ok::<_, StoreError>(ContractId(
        row.get(0)?
    )))
}

/// What is chargeable, ready to invoice and on no invoice: minor units by currency, as both are stored.
///
/// # Errors
/// [`StoreError`].
pub fn ready_by_currency(connection: &Connection) -> Result<BTreeMap<String, i64>, StoreError> {
    let sums = select!(connection, include_str!("share/ready_by_currency.sql"), [], |row: &Row<'_>| {
        Ok::<_, StoreError>((row.lossy(0)?, row.get(1)?))
    })?;
    Ok(sums.into_iter().collect())
}
