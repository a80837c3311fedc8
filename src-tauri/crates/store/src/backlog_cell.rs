//! The billing backlog in cells: shares of one line and customer that differ in amount and date alone.
//!
//! A million shares lie in some ten thousand cells, which say what a filter lets through and on which lines the rows of
//! a page lie, without looking at the shares.

use std::collections::HashMap;

use proforma_engine::{
    ids::{ContractId, ContractLineId, CustomerId},
    share::{BillingStatus, BillingType},
};
use rusqlite::Row;

use crate::{
    Connection, StoreError,
    contract_list::id_list,
    row::{Columns, select, unreadable},
};

/// Shares of the backlog that differ in amount and date alone; at least one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BacklogCell {
    /// Their contract.
    pub contract: ContractId,
    /// Their line.
    pub contract_line: ContractLineId,
    /// The line's place in its contract.
    pub line_position: u32,
    /// ISO 4217.
    pub currency: String,
    /// Who is billed.
    pub customer: CustomerId,
    /// `not_ready` or `ready_to_invoice`.
    pub billing_status: BillingStatus,
    /// Billing type.
    pub billing_type: BillingType,
    /// `time`, `expense`, `material`, `fee` or `milestone`.
    pub class: String,
    /// Whether the line includes the class; no line includes milestones, whatever it bills.
    pub is_included: bool,
    /// How many there are.
    pub count: u32,
    /// What they come to, in minor units of the contract's currency: beyond 64 bits where many amounts are at their bound.
    pub sum_minor: i128,
    /// The smallest amount.
    pub smallest_minor: i64,
    /// The largest.
    pub largest_minor: i64,
    /// The first date as it stands, which need not read: texts sort as dates do.
    pub first_date: String,
    /// The last.
    pub last_date: String,
}

/// The cells of these contracts, line by line.
///
/// # Errors
/// [`StoreError`].
pub fn of(connection: &Connection, contracts: &[ContractId]) -> Result<Vec<BacklogCell>, StoreError> {
    let ids = id_list(contracts);
    // Apart from the shares: what is read beside each of two million takes longer than the share itself.
    let lines: HashMap<i64, Line> =
        select!(connection, include_str!("backlog_cell/lines.sql"), [&ids], Line::read)?
            .into_iter()
            .map(|line| (line.id.0, line))
            .collect();
    let mut statement = connection.inner.prepare_cached(include_str!("backlog_cell/shares.sql"))?;
    let mut rows = statement.query([&ids])?;
    let mut cells: Vec<BacklogCell> = Vec::new();
    // A line's shares follow each other, and it has a few cells.
    let (mut line, mut first_of_line): (Option<&Line>, usize) = (None, 0);
    'shares: while let Some(row) = rows.next()? {
        let id: i64 = row.get(0)?;
        let line = match line {
            Some(same) if same.id.0 == id => same,
            _ => {
                let next = lines.get(&id).ok_or_else(|| unreadable("a contract line", &id.to_string()))?;
                (line, first_of_line) = (Some(next), cells.len());
                next
            }
        };
        let share = Alike::read(row)?;
        for cell in &mut cells[first_of_line..] {
            if share.lies_in(cell) {
                cell.add(row)?;
                continue 'shares;
            }
        }
        cells.push(line.cell_of(row)?);
    }
    Ok(cells)
}

/// What all cells of a line have in common.
struct Line {
    id: ContractLineId,
    contract: ContractId,
    position: u32,
    classes: String,
    currency: String,
}

impl Line {
    fn read(row: &Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            id: ContractLineId(row.get(0)?),
            contract: ContractId(row.get(1)?),
            position: row.get(2)?,
            classes: row.string(3)?,
            currency: row.string(4)?,
        })
    }

    /// The cell of its first share.
    fn cell_of(&self, row: &Row<'_>) -> Result<BacklogCell, StoreError> {
        let (class, date, amount_minor) = (row.string(2)?, row.string(5)?, row.get(6)?);
        Ok(BacklogCell {
            contract: self.contract,
            contract_line: self.id,
            line_position: self.position,
            currency: self.currency.clone(),
            customer: CustomerId(row.get(4)?),
            billing_status: row.word(1)?,
            billing_type: row.word(3)?,
            is_included: self.classes.split(' ').any(|included| included == class),
            class,
            count: 1,
            sum_minor: i128::from(amount_minor),
            smallest_minor: amount_minor,
            largest_minor: amount_minor,
            first_date: date.clone(),
            last_date: date,
        })
    }
}

/// What the shares of a cell have in common beside their line, read once for each share: a cell of its line is looked for.
struct Alike<'r> {
    customer: i64,
    billing_status: &'r str,
    class: &'r str,
    billing_type: &'r str,
}

impl<'r> Alike<'r> {
    fn read(row: &'r Row<'_>) -> Result<Self, StoreError> {
        Ok(Self {
            customer: row.get(4)?,
            billing_status: row.text(1)?,
            class: row.text(2)?,
            billing_type: row.text(3)?,
        })
    }

    fn lies_in(&self, cell: &BacklogCell) -> bool {
        self.customer == cell.customer.0
            && self.class == cell.class
            && self.billing_type == cell.billing_type.as_str()
            && self.billing_status == cell.billing_status.as_str()
    }
}

impl BacklogCell {
    /// Shares come by date within a status.
    fn add(&mut self, row: &Row<'_>) -> Result<(), StoreError> {
        let amount_minor: i64 = row.get(6)?;
        self.count += 1;
        self.sum_minor += i128::from(amount_minor);
        self.smallest_minor = self.smallest_minor.min(amount_minor);
        self.largest_minor = self.largest_minor.max(amount_minor);
        self.last_date.replace_range(.., row.text(5)?);
        Ok(())
    }
}

/// Chargeable shares of one line in the backlog in one billing status.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BacklogOfLine {
    /// Its contract.
    pub contract: ContractId,
    /// The line.
    pub contract_line: ContractLineId,
    /// ISO 4217.
    pub currency: String,
    /// Ready to invoice or not ready.
    pub billing_status: BillingStatus,
    /// How many shares.
    pub count: u32,
    /// What they come to, in minor units.
    pub sum_minor: i128,
    /// How many of them are of a class that the line does not include.
    pub not_included: u32,
}

/// What is chargeable in cells that come line by line, by line and billing status.
#[must_use]
pub fn by_line<'c>(cells: impl IntoIterator<Item = &'c BacklogCell>) -> Vec<BacklogOfLine> {
    let mut lines: Vec<BacklogOfLine> = Vec::new();
    for cell in cells.into_iter().filter(|cell| cell.billing_type == BillingType::Chargeable) {
        let is_of = |line: &&mut BacklogOfLine| {
            line.contract_line == cell.contract_line && line.billing_status == cell.billing_status
        };
        let not_included = if cell.is_included { 0 } else { cell.count };
        // The other status of the line may stand between.
        match lines.iter_mut().rev().take(2).find(is_of) {
            Some(line) => {
                line.count += cell.count;
                line.sum_minor += cell.sum_minor;
                line.not_included += not_included;
            }
            None => lines.push(BacklogOfLine {
                contract: cell.contract,
                contract_line: cell.contract_line,
                currency: cell.currency.clone(),
                billing_status: cell.billing_status,
                count: cell.count,
                sum_minor: cell.sum_minor,
                not_included,
            }),
        }
    }
    lines
}
