//! What a check of the whole book looks at: sums beside their parts, claims beside statuses.
//!
//! Amounts are minor units and other values plain texts here: a damaged value must be shown, not stumbled
//! over. What is a violation is decided by the caller; only queries over all shares and charges give none but
//! the rows that differ.

use std::collections::HashMap;

use rusqlite::Row;

use crate::{
    Connection, StoreError,
    row::{Columns, select},
};

/// Minor units in a currency, both as they are stored.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredAmount {
    /// ISO 4217.
    pub currency: String,
    /// Minor units.
    pub minor: i64,
}

/// A transaction beside its shares.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TransactionSum {
    /// The author's id.
    pub key: String,
    /// Billing method of its line.
    pub billing_method: String,
    /// Quantity.
    pub quantity: String,
    /// Price of one unit.
    pub unit_price: String,
    /// Its amount.
    pub amount: StoredAmount,
    /// Sum of its shares; none where it has none.
    pub shares_minor: Option<i64>,
}

/// Gives every transaction beside its shares, one at a time.
///
/// Line by line: both tables lie by contract line, so each is read once from end to end.
///
/// # Errors
/// [`StoreError`].
pub fn transactions(connection: &Connection, mut each: impl FnMut(TransactionSum)) -> Result<(), StoreError> {
    let sql = "SELECT contract_line.id, contract.currency, contract_line.billing_method
               FROM contract_line JOIN contract ON contract.id = contract_line.contract_id ORDER BY contract_line.id";
    let lines = select!(connection, sql, [], |row: &Row<'_>| Ok::<_, StoreError>((
        row.get::<_, i64>(0)?,
        row.string(1)?,
        row.string(2)?
    )))?;
    for (line, currency, billing_method) in lines {
        let shares = share_sums(connection, line)?;
        let sql = "SELECT id, key, quantity, unit_price, amount_minor FROM \"transaction\" WHERE contract_line_id = ?1 AND deleted_at IS NULL";
        let mut statement = connection.inner.prepare_cached(sql)?;
        let mut rows = statement.query([line])?;
        while let Some(row) = rows.next()? {
            each(TransactionSum {
                key: row.string(1)?,
                billing_method: billing_method.clone(),
                quantity: row.string(2)?,
                unit_price: row.string(3)?,
                amount: StoredAmount { currency: currency.clone(), minor: row.get(4)? },
                shares_minor: shares.get(&row.get(0)?).copied(),
            });
        }
    }
    Ok(())
}

/// Sums of the shares of a line's transactions by transaction.
fn share_sums(connection: &Connection, line: i64) -> Result<HashMap<i64, i64>, StoreError> {
    let sql = "SELECT transaction_id, amount_minor FROM share WHERE contract_line_id = ?1 AND +transaction_id IS NOT NULL
               AND billing_status <> 'reversed'";
    let mut statement = connection.inner.prepare_cached(sql)?;
    let mut rows = statement.query([line])?;
    let mut sums = HashMap::new();
    while let Some(row) = rows.next()? {
        *sums.entry(row.get(0)?).or_default() += row.get::<_, i64>(1)?;
    }
    Ok(sums)
}

/// A milestone beside its shares and its row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MilestoneSum {
    /// The author's id.
    pub key: String,
    /// Its amount.
    pub amount: StoredAmount,
    /// Sum of its shares.
    pub shares_minor: i64,
    /// Whether the schedule has a row for it.
    pub has_row: bool,
}

/// Every milestone.
///
/// # Errors
/// [`StoreError`].
pub fn milestones(connection: &Connection) -> Result<Vec<MilestoneSum>, StoreError> {
    select!(connection, include_str!("violations/milestones.sql"), [], |row: &Row<'_>| Ok::<_, StoreError>(
        MilestoneSum {
            key: row.string(0)?,
            amount: StoredAmount { currency: row.string(1)?, minor: row.get(2)? },
            shares_minor: row.get::<_, Option<i64>>(3)?.unwrap_or_default(),
            has_row: row.get(4)?,
        }
    ))
}

/// A share whose status differs from what charges it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadClaim {
    /// The author's id of the transaction or milestone.
    pub key: String,
    /// The customer's id.
    pub customer: String,
    /// Its billing status.
    pub billing_status: String,
    /// The invoice that charges it, with its status.
    pub invoice: Option<(i64, String)>,
}

/// Shares whose status differs from what charges them.
///
/// # Errors
/// [`StoreError`].
pub fn bad_claims(connection: &Connection) -> Result<Vec<BadClaim>, StoreError> {
    select!(connection, include_str!("violations/claims.sql"), [], |row: &Row<'_>| Ok::<_, StoreError>(
        BadClaim {
            key: row.optional_string(0)?.unwrap_or_default(),
            customer: row.optional_string(1)?.unwrap_or_default(),
            billing_status: row.string(2)?,
            invoice: row.get::<_, Option<i64>>(3)?.zip(row.optional_string(4)?),
        }
    ))
}

/// A charge that is not what it charges.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadDetail {
    /// The invoice.
    pub invoice: i64,
    /// The author's id of the transaction or milestone.
    pub key: String,
    /// The charge.
    pub amount: StoredAmount,
    /// The share's amount.
    pub share_minor: i64,
    /// Whether share and invoice are of one customer and one contract.
    pub is_own: bool,
}

/// Charges that are not what they charge.
///
/// # Errors
/// [`StoreError`].
pub fn bad_details(connection: &Connection) -> Result<Vec<BadDetail>, StoreError> {
    select!(connection, include_str!("violations/details.sql"), [], |row: &Row<'_>| Ok::<_, StoreError>(
        BadDetail {
            invoice: row.get(0)?,
            key: row.optional_string(1)?.unwrap_or_default(),
            amount: StoredAmount { currency: row.string(2)?, minor: row.get(3)? },
            share_minor: row.get(4)?,
            is_own: row.get(5)?,
        }
    ))
}

/// A line of an invoice beside its details.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceLineSum {
    /// The invoice.
    pub invoice: i64,
    /// The author's id of the contract line.
    pub contract_line: String,
    /// Its amount.
    pub amount: StoredAmount,
    /// Category and percent of its tax.
    pub tax: Option<(String, String)>,
    /// Sum of its chargeable details.
    pub details_minor: i64,
}

/// Every invoice line, by invoice and then in the contract's order.
///
/// # Errors
/// [`StoreError`].
pub fn invoice_lines(connection: &Connection) -> Result<Vec<InvoiceLineSum>, StoreError> {
    select!(connection, include_str!("violations/invoice_lines.sql"), [], |row: &Row<'_>| {
        Ok::<_, StoreError>(InvoiceLineSum {
            invoice: row.get(0)?,
            contract_line: row.string(1)?,
            amount: StoredAmount { currency: row.string(2)?, minor: row.get(3)? },
            tax: row.optional_string(4)?.zip(row.optional_string(5)?),
            details_minor: row.get(6)?,
        })
    })
}

/// A stored tax of an invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredTax {
    /// The invoice.
    pub invoice: i64,
    /// Category and percent.
    pub rate: (String, String),
    /// What is taxed.
    pub taxable_minor: i64,
    /// The tax.
    pub tax_minor: i64,
}

/// Every tax, by invoice and place.
///
/// # Errors
/// [`StoreError`].
pub fn invoice_taxes(connection: &Connection) -> Result<Vec<StoredTax>, StoreError> {
    let sql = "SELECT invoice_id, tax_category, tax_percent, taxable_minor, tax_minor FROM invoice_tax ORDER BY invoice_id, position";
    select!(connection, sql, [], |row: &Row<'_>| Ok::<_, StoreError>(StoredTax {
        invoice: row.get(0)?,
        rate: (row.string(1)?, row.string(2)?),
        taxable_minor: row.get(3)?,
        tax_minor: row.get(4)?,
    }))
}

/// The three sums of an invoice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredTotals {
    /// The invoice.
    pub invoice: i64,
    /// Its currency.
    pub currency: String,
    /// Net.
    pub subtotal_minor: i64,
    /// Tax.
    pub tax_minor: i64,
    /// Both.
    pub total_minor: i64,
}

/// Every invoice's sums, in order.
///
/// # Errors
/// [`StoreError`].
pub fn invoice_totals(connection: &Connection) -> Result<Vec<StoredTotals>, StoreError> {
    let sql = "SELECT invoice.id, contract.currency, subtotal_minor, tax_minor, total_minor
               FROM invoice JOIN contract ON contract.id = invoice.contract_id ORDER BY invoice.id";
    select!(connection, sql, [], |row: &Row<'_>| Ok::<_, StoreError>(StoredTotals {
        invoice: row.get(0)?,
        currency: row.string(1)?,
        subtotal_minor: row.get(2)?,
        tax_minor: row.get(3)?,
        total_minor: row.get(4)?,
    }))
}

/// The percentages of a contract, or of one of its lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredSplit {
    /// The contract's id.
    pub contract: String,
    /// The line's id; none: the contract's own list.
    pub contract_line: Option<String>,
    /// As they are stored.
    pub percents: Vec<String>,
}

/// Every list of customers.
///
/// # Errors
/// [`StoreError`].
pub fn splits(connection: &Connection) -> Result<Vec<StoredSplit>, StoreError> {
    select!(connection, include_str!("violations/splits.sql"), [], |row: &Row<'_>| Ok::<_, StoreError>(
        StoredSplit {
            contract: row.string(0)?,
            contract_line: row.optional_string(1)?,
            percents: row
                .optional_text(2)?
                .unwrap_or_default()
                .split_terminator(' ')
                .map(str::to_owned)
                .collect(),
        }
    ))
}

/// A line whose milestones differ from what it is worth.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BadContractedAmount {
    /// The contract's id.
    pub contract: String,
    /// The line's id.
    pub contract_line: String,
    /// What it is worth.
    pub contracted: StoredAmount,
    /// Sum of its milestones.
    pub milestones_minor: i64,
}

/// Fixed-price lines of active contracts whose milestones differ from what they are worth.
///
/// # Errors
/// [`StoreError`].
pub fn bad_contracted_amounts(connection: &Connection) -> Result<Vec<BadContractedAmount>, StoreError> {
    select!(connection, include_str!("violations/contracted_amounts.sql"), [], |row: &Row<'_>| {
        Ok::<_, StoreError>(BadContractedAmount {
            contract: row.string(0)?,
            contract_line: row.string(1)?,
            contracted: StoredAmount { currency: row.string(2)?, minor: row.get(3)? },
            milestones_minor: row.get(4)?,
        })
    })
}

/// Schedule rows that have both or neither of cut-off date and milestone: contract, line and run date.
///
/// # Errors
/// [`StoreError`].
pub fn bad_rows(connection: &Connection) -> Result<Vec<(String, String, String)>, StoreError> {
    let sql = "SELECT contract.key, contract_line.key, run_date
               FROM schedule_row
               JOIN contract_line ON contract_line.id = schedule_row.contract_line_id
               JOIN contract ON contract.id = contract_line.contract_id
               WHERE (cut_off_date IS NULL) = (milestone_id IS NULL)";
    select!(connection, sql, [], |row: &Row<'_>| Ok::<_, StoreError>((
        row.string(0)?,
        row.string(1)?,
        row.string(2)?
    )))
}

/// Shares whose class or date is not that of their transaction or milestone: its id, the share's class and date.
///
/// # Errors
/// [`StoreError`].
pub fn shares_apart(connection: &Connection) -> Result<Vec<(String, String, String)>, StoreError> {
    select!(connection, include_str!("violations/shares_apart.sql"), [], |row: &Row<'_>| Ok::<_, StoreError>(
        (row.string(0)?, row.string(1)?, row.string(2)?)
    ))
}
