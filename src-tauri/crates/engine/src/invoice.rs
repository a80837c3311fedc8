//! A proforma invoice: lines, details, taxes and totals.

use chrono::NaiveDate;
use rust_decimal::Decimal;

use crate::{
    contract::Contract,
    ids::{ContractLineId, CustomerId, ShareId},
    money::{Currency, Money, MoneyError},
    share::{BillingType, Share, ShareOf},
    tax::{TaxGroup, TaxRate, tax_groups},
    words::words,
};

words! {
    /// Where a proforma invoice stands.
    InvoiceStatus, "invoice status", {
        /// Created, may be changed.
        Draft = "draft",
        /// Being looked at, may be changed.
        InReview = "in_review",
        /// Numbered and unchangeable.
        Confirmed = "confirmed",
        /// Paid and unchangeable.
        Paid = "paid",
    }
}

/// One share on an invoice. Quantity and price are the whole transaction's; the amount is the share's.
///
/// Source: SPEC 5.2.
#[derive(Debug, Clone, PartialEq)]
pub struct InvoiceLineDetail {
    /// The share that is charged.
    pub share: ShareId,
    /// What it is a share of.
    pub of: ShareOf,
    /// The author's id of that transaction or milestone.
    pub key: String,
    /// Its date.
    pub date: NaiveDate,
    /// Whether it counts.
    pub billing_type: BillingType,
    /// The whole quantity.
    pub quantity: Decimal,
    /// Price of one unit.
    pub unit_price: Decimal,
    /// The customer's percentage.
    pub percent: Decimal,
    /// The share's amount.
    pub amount: Money,
}

/// What one contract line brings to an invoice.
#[derive(Debug, Clone, PartialEq)]
pub struct InvoiceLine {
    /// The contract line.
    pub contract_line: ContractLineId,
    /// Its tax set-up at the time.
    pub tax: Option<TaxRate>,
    /// Sum of the chargeable details.
    pub amount: Money,
    /// By date, then by id.
    pub details: Vec<InvoiceLineDetail>,
}

/// A draft as a run or a person creates it: it has no id and no number yet.
#[derive(Debug, Clone, PartialEq)]
pub struct DraftInvoice {
    /// Who is billed.
    pub customer: CustomerId,
    /// The run date (SPEC 4.9).
    pub invoice_date: NaiveDate,
    /// Currency of the contract.
    pub currency: Currency,
    /// In the contract's order of lines.
    pub lines: Vec<InvoiceLine>,
    /// One per category and rate.
    pub taxes: Vec<TaxGroup>,
    /// Net, tax and total.
    pub totals: Totals,
}

/// The three sums of an invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// Sum of the line amounts.
    pub subtotal: Money,
    /// Sum of the taxes.
    pub tax: Money,
    /// Both together.
    pub total: Money,
}

impl Totals {
    /// Adds up lines and taxes.
    ///
    /// # Errors
    /// [`MoneyError`] where a sum leaves the range.
    pub fn of(lines: &[InvoiceLine], taxes: &[TaxGroup], currency: Currency) -> Result<Self, MoneyError> {
        let subtotal = Money::sum(lines.iter().map(|line| line.amount), currency)?;
        let tax = Money::sum(taxes.iter().map(|group| group.tax), currency)?;
        Ok(Self { subtotal, tax, total: subtotal.plus(tax)? })
    }
}

/// Builds one draft per customer with something chargeable out of shares that are to be billed together.
///
/// Shares of customers without a chargeable amount are left out: they alone never make an invoice. Drafts
/// come in the order in which the customers first appear on the contract's lines.
///
/// # Errors
/// [`MoneyError`] where a sum leaves the range: the contract cannot be billed as it is.
///
/// Source: SPEC 2.4, 4.6, 4.8, 4.9.
pub fn build_drafts(
    contract: &Contract,
    shares: &[&Share],
    invoice_date: NaiveDate,
) -> Result<Vec<DraftInvoice>, MoneyError> {
    let mut customers: Vec<CustomerId> = Vec::new();
    for entry in contract.lines.iter().flat_map(|line| line.customers.entries()) {
        if !customers.contains(&entry.customer) {
            customers.push(entry.customer);
        }
    }
    // A customer who has left the line since still pays for the share that was theirs.
    for share in shares {
        if !customers.contains(&share.customer) {
            customers.push(share.customer);
        }
    }
    let mut drafts = Vec::new();
    for customer in customers {
        let mut own = shares.iter().copied().filter(|share| share.customer == customer).peekable();
        if own.peek().is_none() {
            continue;
        }
        let own: Vec<&Share> = own.collect();
        if own.iter().any(|share| share.makes_an_invoice()) {
            drafts.push(build_draft(contract, customer, &own, invoice_date)?);
        }
    }
    Ok(drafts)
}

fn build_draft(
    contract: &Contract,
    customer: CustomerId,
    shares: &[&Share],
    invoice_date: NaiveDate,
) -> Result<DraftInvoice, MoneyError> {
    let mut lines = Vec::new();
    for line in &contract.lines {
        let mut details: Vec<InvoiceLineDetail> =
            shares.iter().filter(|share| share.contract_line == line.id).map(|share| detail(share)).collect();
        if details.is_empty() {
            continue;
        }
        details
            .sort_by(|left, right| (left.date, left.key.as_bytes()).cmp(&(right.date, right.key.as_bytes())));
        let chargeable = details.iter().filter(|detail| detail.billing_type == BillingType::Chargeable);
        let amount = Money::sum(chargeable.map(|detail| detail.amount), contract.currency)?;
        lines.push(InvoiceLine { contract_line: line.id, tax: line.tax, amount, details });
    }
    let taxes = tax_groups(lines.iter().map(|line| (line.tax, line.amount)))?;
    let totals = Totals::of(&lines, &taxes, contract.currency)?;
    Ok(DraftInvoice { customer, invoice_date, currency: contract.currency, lines, taxes, totals })
}

fn detail(share: &Share) -> InvoiceLineDetail {
    InvoiceLineDetail {
        share: share.id,
        of: share.of,
        key: share.key.clone(),
        date: share.date,
        billing_type: share.billing_type,
        quantity: share.quantity,
        unit_price: share.unit_price,
        percent: share.percent,
        amount: share.amount,
    }
}
