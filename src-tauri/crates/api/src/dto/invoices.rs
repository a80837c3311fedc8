//! Proforma invoices and their pages.

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::{Amount, BillingMethod, BillingType, InvoiceStatus};

received!(/// Which invoices to list.
InvoiceQuery {
    /// Only these; all where none is named.
    status: Option<InvoiceStatus>,
    /// Only this contract's.
    contract: Option<String>,
    /// Only this customer's.
    customer: Option<String>,
    /// First invoice date.
    from: Option<NaiveDate>,
    /// Last invoice date.
    to: Option<NaiveDate>,
    /// Part of a number, a customer's or contract's name or id, or an amount; empty for all.
    search: String,
    /// In which order.
    sort: InvoiceSort,
    /// The other way round.
    descending: bool,
    /// Rows to leave out at the start.
    offset: u32,
    /// Rows to return, at most 500.
    limit: u32,
});

/// What invoices are sorted by; ties go by the order in which they were created.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
#[serde(rename_all = "snake_case")]
pub enum InvoiceSort {
    /// Invoice date.
    Date,
    /// The customer's name.
    Customer,
    /// The contract's name.
    Contract,
    /// Total, by currency.
    Total,
    /// Status.
    Status,
}

sent!(/// A page of invoices.
InvoicePage {
    /// How many there are in each status, whatever is searched for.
    counts: InvoiceCounts,
    /// How many fit the query.
    total: u32,
    /// The page.
    rows: Vec<InvoiceRow>,
    /// Sums over all that fit the query, one per currency.
    totals: Vec<Amount>,
});

sent!(/// How many invoices there are.
InvoiceCounts {
    /// All of them.
    all: u32,
    /// Drafts.
    draft: u32,
    /// In review.
    in_review: u32,
    /// Confirmed.
    confirmed: u32,
    /// Paid.
    paid: u32,
});

sent!(/// An invoice in a list.
InvoiceRow {
    /// The program's id.
    id: String,
    /// The legal number; none before confirmation.
    number: Option<String>,
    /// Status.
    status: InvoiceStatus,
    /// The customer's name.
    customer_name: String,
    /// The contract's id.
    contract: String,
    /// The contract's name.
    contract_name: String,
    /// Invoice date.
    invoice_date: NaiveDate,
    /// Its total.
    total: Amount,
});

sent!(/// An invoice or would-be draft, whole, for the window.
InvoiceDetail {
    /// The program's id; none in a preview.
    id: Option<String>,
    /// The legal number; none before confirmation.
    number: Option<String>,
    /// Status.
    status: InvoiceStatus,
    /// The contract's id.
    contract: String,
    /// The contract's name.
    contract_name: String,
    /// The customer's id.
    customer: String,
    /// The customer's name.
    customer_name: String,
    /// Invoice date.
    invoice_date: NaiveDate,
    /// The latest cut-off date among its rows.
    work_up_to: Option<NaiveDate>,
    /// ISO 4217.
    currency: String,
    /// Lines in the contract's order.
    lines: Vec<InvoiceLineView>,
    /// Taxes, one per category and rate.
    taxes: Vec<TaxView>,
    /// Net.
    subtotal: String,
    /// Tax.
    tax: String,
    /// Total.
    total: String,
    /// When it was created; none in a preview.
    created_at: Option<DateTime<Utc>>,
    /// The process run that created it; none where a person did.
    process_run: Option<NaiveDate>,
});

sent!(/// A line of an invoice.
InvoiceLineView {
    /// The contract line's id.
    contract_line: String,
    /// Its name.
    name: String,
    /// Its billing method.
    billing_method: BillingMethod,
    /// Sum of the chargeable details.
    amount: String,
    /// By date, then by id.
    details: Vec<InvoiceDetailView>,
});

sent!(/// A detail of an invoice line.
InvoiceDetailView {
    /// Id of the transaction or milestone.
    id: String,
    /// `time`, `expense`, `material`, `fee` or `milestone`.
    class: String,
    /// Its date.
    date: NaiveDate,
    /// Description, or the milestone's name.
    description: String,
    /// Name of the resource.
    resource: Option<String>,
    /// Billing type.
    billing_type: BillingType,
    /// The whole quantity.
    quantity: String,
    /// Its unit.
    unit: String,
    /// Price of one unit.
    unit_price: String,
    /// The customer's percentage.
    percent: String,
    /// The share's amount.
    amount: String,
});

sent!(/// The tax of one category and rate.
TaxView {
    /// Code of UNTDID 5305.
    category: String,
    /// Rate.
    percent: String,
    /// What is taxed.
    taxable: String,
    /// The tax.
    tax: String,
});

sent!(/// The pages of an invoice as they will print.
PrintedPages {
    /// One SVG document a page.
    pages: Vec<String>,
});
