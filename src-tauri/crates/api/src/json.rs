//! The JSON of the headless program, exactly as SPEC section 9 writes it.

use chrono::NaiveDate;
use proforma_engine::{
    contract::Contract,
    invoice::DraftInvoice,
    passed_over::{PassedOver, Reason},
    share::{BillingStatus, Share, ShareOf},
    tax::TaxGroup,
};
use proforma_store::{invoice::StoredInvoice, unreadable::Place};
use serde::Serialize;

use crate::{
    error::ApiError,
    names::{Customers, line},
    reason_text::sentence,
    unreadable::Unreadable,
};

/// INVOICE.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InvoiceJson {
    /// The program's own id; null in a preview.
    pub id: Option<String>,
    /// Null on a draft.
    pub number: Option<String>,
    /// The author's id.
    pub contract: String,
    /// The author's id.
    pub customer: String,
    /// Status.
    pub status: &'static str,
    /// Invoice date.
    pub invoice_date: NaiveDate,
    /// ISO 4217.
    pub currency: &'static str,
    /// In the contract's order.
    pub lines: Vec<InvoiceLineJson>,
    /// One per category and rate.
    pub taxes: Vec<TaxJson>,
    /// Net.
    pub subtotal: String,
    /// Tax.
    pub tax: String,
    /// Total.
    pub total: String,
}

/// A line of an INVOICE.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InvoiceLineJson {
    /// The author's id.
    pub contract_line: String,
    /// Sum of the chargeable details.
    pub amount: String,
    /// By date, then id.
    pub details: Vec<InvoiceDetailJson>,
}

/// A detail of an INVOICE line.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct InvoiceDetailJson {
    /// What it is a share of.
    #[serde(flatten)]
    pub of: ItemJson,
    /// `time`, `expense`, `material`, `fee` or `milestone`.
    pub class: String,
    /// Date.
    pub date: NaiveDate,
    /// Billing type.
    pub billing_type: &'static str,
    /// The whole quantity.
    pub quantity: String,
    /// Price of one unit.
    pub unit_price: String,
    /// The customer's percentage.
    pub percent: String,
    /// The share's amount.
    pub amount: String,
}

/// A transaction or a milestone by the author's id.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum ItemJson {
    /// A transaction.
    Transaction(String),
    /// A milestone.
    Milestone(String),
}

/// The tax of one category and rate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct TaxJson {
    /// Code of UNTDID 5305.
    pub category: &'static str,
    /// Rate.
    pub percent: String,
    /// What is taxed.
    pub taxable: String,
    /// The tax.
    pub tax: String,
}

fn taxes(groups: &[TaxGroup]) -> Vec<TaxJson> {
    let tax = |group: &TaxGroup| TaxJson {
        category: group.rate.category().as_str(),
        percent: group.rate.percent().to_string(),
        taxable: group.taxable.to_string(),
        tax: group.tax.to_string(),
    };
    groups.iter().map(tax).collect()
}

impl InvoiceJson {
    /// A draft as it was just created, or would be.
    ///
    /// # Errors
    /// [`ApiError::NotFound`] where the book lacks the customer or a line.
    pub fn of_draft(
        contract: &Contract,
        draft: &DraftInvoice,
        id: Option<String>,
        customers: &Customers,
    ) -> Result<Self, ApiError> {
        let lines = draft.lines.iter().map(|drafted| {
            let details = drafted.details.iter().map(|detail| InvoiceDetailJson {
                of: match detail.of {
                    ShareOf::Transaction(..) => ItemJson::Transaction(detail.key.clone()),
                    ShareOf::Milestone(_) => ItemJson::Milestone(detail.key.clone()),
                },
                class: detail.of.class().to_owned(),
                date: detail.date,
                billing_type: detail.billing_type.as_str(),
                quantity: detail.quantity.to_string(),
                unit_price: detail.unit_price.to_string(),
                percent: detail.percent.to_string(),
                amount: detail.amount.to_string(),
            });
            Ok(InvoiceLineJson {
                contract_line: line(contract, drafted.contract_line)?.key.clone(),
                amount: drafted.amount.to_string(),
                details: details.collect(),
            })
        });
        Ok(Self {
            id,
            number: None,
            contract: contract.key.clone(),
            customer: customers.get(draft.customer)?.key.clone(),
            status: "draft",
            invoice_date: draft.invoice_date,
            currency: draft.currency.code(),
            lines: lines.collect::<Result<_, ApiError>>()?,
            taxes: taxes(&draft.taxes),
            subtotal: draft.totals.subtotal.to_string(),
            tax: draft.totals.tax.to_string(),
            total: draft.totals.total.to_string(),
        })
    }

    /// An invoice as it stands.
    #[must_use]
    pub fn of_stored(invoice: &StoredInvoice, contract: &str, customer: &str) -> Self {
        let detail = |detail: &proforma_store::invoice::StoredInvoiceDetail| InvoiceDetailJson {
            of: if detail.class == "milestone" {
                ItemJson::Milestone(detail.key.clone())
            } else {
                ItemJson::Transaction(detail.key.clone())
            },
            class: detail.class.clone(),
            date: detail.date,
            billing_type: detail.billing_type.as_str(),
            quantity: detail.quantity.to_string(),
            unit_price: detail.unit_price.to_string(),
            percent: detail.percent.to_string(),
            amount: detail.amount.to_string(),
        };
        let lines = invoice.lines.iter().map(|line| InvoiceLineJson {
            contract_line: line.key.clone(),
            amount: line.amount.to_string(),
            details: line.details.iter().map(detail).collect(),
        });
        let header = &invoice.header;
        Self {
            id: header.id.map(|id| id.0.to_string()),
            number: header.number.clone(),
            contract: contract.to_owned(),
            customer: customer.to_owned(),
            status: header.status.as_str(),
            invoice_date: header.invoice_date,
            currency: invoice.currency.code(),
            lines: lines.collect(),
            taxes: taxes(&invoice.taxes),
            subtotal: header.totals.subtotal.to_string(),
            tax: header.totals.tax.to_string(),
            total: header.totals.total.to_string(),
        }
    }
}

/// An entry of `skipped`.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct SkippedJson {
    /// The author's id.
    pub contract: String,
    /// The author's id.
    pub contract_line: String,
    /// Run date of the row.
    pub schedule_row: Option<NaiveDate>,
    /// Id, where it is about one.
    pub transaction: Option<String>,
    /// Id, where it is about one.
    pub milestone: Option<String>,
    /// The author's id, where it is about a share.
    pub customer: Option<String>,
    /// The rule.
    pub code: &'static str,
    /// The same as a sentence.
    pub reason: String,
}

impl SkippedJson {
    /// Something that a run passed over.
    ///
    /// # Errors
    /// [`ApiError::NotFound`] where the book lacks the customer or line.
    pub fn of(
        contract: &Contract,
        entry: &PassedOver,
        share: Option<&Share>,
        failure: Option<&str>,
        customers: &Customers,
    ) -> Result<Self, ApiError> {
        let key_where = |is_milestone: bool| {
            share.filter(|share| share.of.is_milestone() == is_milestone).map(|share| share.key.clone())
        };
        Ok(Self {
            contract: contract.key.clone(),
            contract_line: line(contract, entry.contract_line)?.key.clone(),
            schedule_row: entry.row.map(|(_, run_date)| run_date),
            transaction: key_where(false),
            milestone: key_where(true),
            customer: share
                .map(|share| customers.get(share.customer).map(|customer| customer.key.clone()))
                .transpose()?,
            code: entry.reason.code.as_str(),
            reason: sentence(&entry.reason, share.map(|share| share.date), failure),
        })
    }

    /// A row or line of a contract that does not read.
    #[must_use]
    pub fn of_unreadable(unreadable: &Unreadable, place: &Place) -> Self {
        Self {
            contract: unreadable.contract.key.clone(),
            contract_line: place.contract_line_key.clone(),
            schedule_row: place.row.map(|(_, run_date)| run_date),
            transaction: None,
            milestone: None,
            customer: None,
            code: unreadable.code.as_str(),
            reason: sentence(&Reason::plain(unreadable.code), None, Some(&unreadable.failure)),
        }
    }
}

/// What `explain` prints.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExplainJson {
    /// The id asked about.
    pub id: String,
    /// One per share.
    pub shares: Vec<ExplainShareJson>,
}

/// One share of what `explain` prints.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct ExplainShareJson {
    /// The author's id.
    pub customer: String,
    /// Status.
    pub billing_status: &'static str,
    /// The rule.
    pub code: &'static str,
    /// The same as a sentence.
    pub text: String,
    /// The run that takes it.
    pub next_run_date: Option<NaiveDate>,
}

impl From<&crate::backlog::ShareOutlook> for ExplainShareJson {
    fn from(outlook: &crate::backlog::ShareOutlook) -> Self {
        Self {
            customer: outlook.customer.clone(),
            billing_status: BillingStatus::as_str(outlook.billing_status),
            code: outlook.reason.code.as_str(),
            text: outlook.text.clone(),
            next_run_date: outlook.next_run_date,
        }
    }
}
