//! Proves a book: every sum is the sum of its parts, every status agrees with what stands behind it.
//!
//! It reads everything and changes nothing. What it finds is a sentence with the ids that it is about.
//!
//! Source: SPEC 7.8.

mod violation;

use std::collections::HashMap;

use proforma_engine::{
    contract::BillingMethod,
    money::{Currency, Money},
    tax::{TaxRate, tax_groups},
};
use proforma_store::{
    Connection, StoreError, contract, history, integrity,
    violations::{self, InvoiceLineSum, StoredAmount, StoredTax, StoredTotals, TransactionSum},
};
use rust_decimal::Decimal;

pub use self::violation::Violation;
use crate::{limits, process_run::load};

/// Checks everything; an empty list proves the book. The book is read in one unmoving state.
///
/// # Errors
/// [`StoreError`] where the book cannot be read so far.
///
/// Source: SPEC 7.8, 9 (`check`).
pub fn check(connection: &Connection) -> Result<Vec<Violation>, StoreError> {
    let snapshot = connection.snapshot()?;
    let damage = integrity::damage(&snapshot)?.into_iter().chain(integrity::dangling_references(&snapshot)?);
    let mut found: Vec<Violation> = damage.map(|what| Violation::Damage { what }).collect();
    found.extend(sums_and_claims(&snapshot)?);
    for id in contract::ids(&snapshot)? {
        if let Err(error) = load(&snapshot, id) {
            let contract = contract::key_of(&snapshot, id)?.unwrap_or_else(|| id.0.to_string());
            found.push(Violation::Unreadable { contract, fault: error.to_string() });
        } else if let Some(sentence) = limits::passed_sentence_of(&snapshot, id)? {
            found.push(Violation::LimitPassed { sentence });
        }
    }
    for link in history::verify(&snapshot)? {
        let chain = match link.contract {
            None => "the book".to_owned(),
            Some(id) => {
                format!("contract {}", contract::key_of(&snapshot, id)?.unwrap_or_else(|| id.0.to_string()))
            }
        };
        let fault = match link.fault {
            history::Fault::Gap => "does not follow: one before it is missing",
            history::Fault::Unlinked => "does not follow from the one before it",
            history::Fault::Changed => "was changed",
            history::Fault::CutOff => "is the last, but the chain once went on after it",
            history::Fault::Unlisted => {
                "is listed under other records than it is about, so that a history leaves it out or has too much"
            }
            history::Fault::AddedAfter => "is not what the chain ended with",
        };
        found.push(Violation::History { chain, sequence: link.sequence, fault });
    }
    Ok(found)
}

/// Checks what the book's own numbers say of each other.
pub(crate) fn sums_and_claims(connection: &Connection) -> Result<Vec<Violation>, StoreError> {
    let mut found = Vec::new();
    violations::transactions(connection, |transaction| check_transaction(&transaction, &mut found))?;
    check_milestones(connection, &mut found)?;
    for claim in violations::bad_claims(connection)? {
        let charge = match claim.invoice {
            None => "no invoice charges it".to_owned(),
            Some((id, status)) => format!("invoice {id}, which is {status}, charges it"),
        };
        let (id, customer, billing_status) = (claim.key, claim.customer, claim.billing_status);
        found.push(Violation::Claim { id, customer, billing_status, charge });
    }
    for detail in violations::bad_details(connection)? {
        let (invoice, id) = (detail.invoice, detail.key);
        if detail.amount.minor != detail.share_minor {
            let share = amount(&detail.amount.currency, detail.share_minor);
            found.push(Violation::DetailAmount {
                invoice,
                id: id.clone(),
                amount: shown(&detail.amount),
                share,
            });
        }
        if !detail.is_own {
            found.push(Violation::DetailOfOthers { invoice, id });
        }
    }
    check_invoices(connection, &mut found)?;
    check_contracts(connection, &mut found)?;
    Ok(found)
}

fn check_transaction(transaction: &TransactionSum, found: &mut Vec<Violation>) {
    let expected = extended(transaction);
    if expected != Some(transaction.amount.minor) {
        found.push(Violation::TransactionAmount {
            id: transaction.key.clone(),
            amount: shown(&transaction.amount),
            quantity: transaction.quantity.clone(),
            unit_price: transaction.unit_price.clone(),
            expected: expected
                .map_or_else(|| "no amount".to_owned(), |minor| amount(&transaction.amount.currency, minor)),
        });
    }
    // A transaction on a fixed-price line has no shares: its line bills milestones.
    let has_shares = transaction.billing_method == BillingMethod::TimeAndMaterial.as_str()
        || transaction.shares_minor.is_some();
    let shares_minor = transaction.shares_minor.unwrap_or_default();
    if has_shares && shares_minor != transaction.amount.minor {
        let shares = amount(&transaction.amount.currency, shares_minor);
        found.push(Violation::Shares {
            id: transaction.key.clone(),
            shares,
            amount: shown(&transaction.amount),
        });
    }
}

fn extended(transaction: &TransactionSum) -> Option<i64> {
    let currency = Currency::from_code(&transaction.amount.currency).ok()?;
    let quantity = Decimal::from_str_exact(&transaction.quantity).ok()?;
    let unit_price = Decimal::from_str_exact(&transaction.unit_price).ok()?;
    Money::extend(quantity, unit_price, currency).ok().map(Money::minor)
}

fn check_milestones(connection: &Connection, found: &mut Vec<Violation>) -> Result<(), StoreError> {
    for milestone in violations::milestones(connection)? {
        if milestone.shares_minor != milestone.amount.minor {
            let shares = amount(&milestone.amount.currency, milestone.shares_minor);
            found.push(Violation::Shares {
                id: milestone.key.clone(),
                shares,
                amount: shown(&milestone.amount),
            });
        }
        if !milestone.has_row {
            found.push(Violation::MilestoneWithoutRow { id: milestone.key });
        }
    }
    Ok(())
}

fn check_invoices(connection: &Connection, found: &mut Vec<Violation>) -> Result<(), StoreError> {
    let mut lines: HashMap<i64, Vec<InvoiceLineSum>> = HashMap::new();
    for line in violations::invoice_lines(connection)? {
        if line.amount.minor != line.details_minor {
            found.push(Violation::LineAmount {
                invoice: line.invoice,
                contract_line: line.contract_line.clone(),
                amount: shown(&line.amount),
                details: amount(&line.amount.currency, line.details_minor),
            });
        }
        lines.entry(line.invoice).or_default().push(line);
    }
    let mut taxes: HashMap<i64, Vec<StoredTax>> = HashMap::new();
    for tax in violations::invoice_taxes(connection)? {
        taxes.entry(tax.invoice).or_default().push(tax);
    }
    for totals in violations::invoice_totals(connection)? {
        let lines = lines.remove(&totals.invoice).unwrap_or_default();
        check_invoice(&totals, &lines, &taxes.remove(&totals.invoice).unwrap_or_default(), found);
    }
    Ok(())
}

fn check_invoice(
    totals: &StoredTotals,
    lines: &[InvoiceLineSum],
    taxes: &[StoredTax],
    found: &mut Vec<Violation>,
) {
    let StoredTotals { invoice, ref currency, subtotal_minor, tax_minor, total_minor } = *totals;
    let expected_taxes = expected_taxes(currency, lines);
    let stored_taxes = taxes
        .iter()
        .map(|tax| TaxRow::new(&tax.rate.0, &tax.rate.1, tax.taxable_minor, tax.tax_minor))
        .collect();
    if expected_taxes.as_ref() != Some(&stored_taxes) {
        let expected =
            expected_taxes.map_or_else(|| "computable".to_owned(), |rows| TaxRow::list(&rows, currency));
        found.push(Violation::Taxes { invoice, taxes: TaxRow::list(&stored_taxes, currency), expected });
    }
    let sums = [
        ("subtotal", subtotal_minor, lines.iter().map(|line| line.amount.minor).sum::<i64>()),
        ("tax", tax_minor, taxes.iter().map(|tax| tax.tax_minor).sum()),
        ("total", total_minor, subtotal_minor + tax_minor),
    ];
    for (what, stored, expected) in sums.into_iter().filter(|(_, stored, expected)| stored != expected) {
        let (amount, expected) = (amount(currency, stored), amount(currency, expected));
        found.push(Violation::InvoiceSum { invoice, what, amount, expected });
    }
}

/// A tax as it is compared: category, percent, taxable and tax in minor units.
#[derive(Debug, PartialEq, Eq)]
struct TaxRow(String, String, i64, i64);

impl TaxRow {
    fn new(category: &str, percent: &str, taxable_minor: i64, tax_minor: i64) -> Self {
        Self(category.to_owned(), percent.to_owned(), taxable_minor, tax_minor)
    }

    fn list(rows: &[Self], currency: &str) -> String {
        let row = |Self(category, percent, taxable, tax): &Self| {
            format!("{category} {percent} % of {}: {}", amount(currency, *taxable), amount(currency, *tax))
        };
        if rows.is_empty() { "none".to_owned() } else { rows.iter().map(row).collect::<Vec<_>>().join(", ") }
    }
}

fn expected_taxes(currency: &str, lines: &[InvoiceLineSum]) -> Option<Vec<TaxRow>> {
    let currency = Currency::from_code(currency).ok()?;
    let amounts = lines.iter().map(|line| {
        let rate = match &line.tax {
            None => None,
            Some((category, percent)) => {
                Some(TaxRate::new(category.parse().ok()?, Decimal::from_str_exact(percent).ok()?).ok()?)
            }
        };
        Some((rate, Money::from_minor(line.amount.minor, currency).ok()?))
    });
    let groups = tax_groups(amounts.collect::<Option<Vec<_>>>()?).ok()?;
    let row = |group: &proforma_engine::tax::TaxGroup| {
        let percent = group.rate.percent().to_string();
        TaxRow::new(group.rate.category().as_str(), &percent, group.taxable.minor(), group.tax.minor())
    };
    Some(groups.iter().map(row).collect())
}

fn check_contracts(connection: &Connection, found: &mut Vec<Violation>) -> Result<(), StoreError> {
    for split in violations::splits(connection)? {
        let percents: Option<Vec<Decimal>> =
            split.percents.iter().map(|text| Decimal::from_str_exact(text).ok()).collect();
        let total: Option<Decimal> = percents.map(|percents| percents.iter().sum());
        if total != Some(Decimal::ONE_HUNDRED) {
            let owner = match split.contract_line {
                None => format!("contract {}", split.contract),
                Some(line) => format!("contract {}, line {line}", split.contract),
            };
            let total = total.map_or_else(|| split.percents.join(" + "), |total| total.to_string());
            found.push(Violation::Split { owner, total });
        }
    }
    for line in violations::bad_contracted_amounts(connection)? {
        let milestones = amount(&line.contracted.currency, line.milestones_minor);
        let contracted = shown(&line.contracted);
        found.push(Violation::ContractedAmount {
            contract: line.contract,
            contract_line: line.contract_line,
            milestones,
            contracted,
        });
    }
    for (id, class, date) in violations::shares_apart(connection)? {
        found.push(Violation::ShareApart { id, class, date });
    }
    for (contract, contract_line, run_date) in violations::bad_rows(connection)? {
        found.push(Violation::Row { contract, contract_line, run_date });
    }
    Ok(())
}

fn shown(stored: &StoredAmount) -> String {
    amount(&stored.currency, stored.minor)
}

/// An amount with its currency; a damaged one is still shown.
fn amount(currency: &str, minor: i64) -> String {
    let digits = Currency::from_code(currency).map_or(0, Currency::minor_digits);
    format!("{} {currency}", Decimal::new(minor, digits))
}
