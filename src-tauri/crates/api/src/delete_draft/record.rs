//! A deleted draft as the history keeps it: numbers of rows to put it back by, ids to read it by.

use std::str::FromStr;

use chrono::{DateTime, NaiveDate, Utc};
use proforma_engine::{
    contract::Contract,
    ids::{ContractLineId, CustomerId, InvoiceId, ProcessRunId, ShareId},
    invoice::{InvoiceStatus, Totals},
    money::{Currency, Money},
    share::BillingStatus,
    tax::{TaxGroup, TaxRate},
};
use proforma_store::{
    StoreError, WriteTransaction,
    invoice::{self, InvoiceHeader, NewDetail, StoredInvoice, StoredInvoiceDetail, StoredInvoiceLine},
    share,
};
use serde::{Deserialize, Serialize};

use crate::error::{ApiError, Refusal};

/// The whole draft; amounts are minor units.
#[derive(Debug, Serialize, Deserialize)]
pub(crate) struct DraftRecord {
    invoice: i64,
    customer: i64,
    status: String,
    invoice_date: NaiveDate,
    work_up_to: Option<NaiveDate>,
    process_run: Option<i64>,
    created_at: DateTime<Utc>,
    subtotal: i64,
    tax: i64,
    total: i64,
    lines: Vec<LineRecord>,
    taxes: Vec<TaxRecord>,
}

#[derive(Debug, Serialize, Deserialize)]
struct LineRecord {
    contract_line: i64,
    id: String,
    /// Category and percent.
    tax: Option<(String, String)>,
    amount: i64,
    details: Vec<DetailRecord>,
}

#[derive(Debug, Serialize, Deserialize)]
struct DetailRecord {
    share: i64,
    id: String,
    billing_type: String,
    quantity: String,
    unit_price: String,
    percent: String,
    amount: i64,
}

#[derive(Debug, Serialize, Deserialize)]
struct TaxRecord {
    category: String,
    percent: String,
    taxable: i64,
    tax: i64,
}

impl DraftRecord {
    pub(super) fn of(id: InvoiceId, invoice: &StoredInvoice) -> Self {
        let header = &invoice.header;
        let tax = |group: &TaxGroup| {
            let (category, percent) = rate_words(group.rate);
            TaxRecord { category, percent, taxable: group.taxable.minor(), tax: group.tax.minor() }
        };
        Self {
            invoice: id.0,
            customer: header.customer.0,
            status: header.status.as_str().to_owned(),
            invoice_date: header.invoice_date,
            work_up_to: header.work_up_to,
            process_run: header.process_run.map(|run| run.0),
            created_at: header.created_at,
            subtotal: header.totals.subtotal.minor(),
            tax: header.totals.tax.minor(),
            total: header.totals.total.minor(),
            lines: invoice.lines.iter().map(LineRecord::of).collect(),
            taxes: invoice.taxes.iter().map(tax).collect(),
        }
    }

    /// The id that the draft had.
    fn id(&self) -> InvoiceId {
        InvoiceId(self.invoice)
    }

    /// What was on it, line by line.
    pub(crate) fn shares(&self) -> impl Iterator<Item = (ContractLineId, ShareId)> {
        self.lines.iter().flat_map(|line| {
            let line_id = ContractLineId(line.contract_line);
            line.details.iter().map(move |detail| (line_id, ShareId(detail.share)))
        })
    }

    /// Writes the draft as it was and claims its shares again.
    ///
    /// # Errors
    /// [`ApiError::Refused`] where a share of it is not ready to invoice any more.
    pub(super) fn put_back(&self, tx: &WriteTransaction<'_>, contract: &Contract) -> Result<(), ApiError> {
        let currency = contract.currency;
        let status: InvoiceStatus = word("the status of an invoice", &self.status)?;
        let header = InvoiceHeader {
            id: Some(self.id()),
            contract: contract.id,
            customer: CustomerId(self.customer),
            status,
            number: None,
            invoice_date: self.invoice_date,
            work_up_to: self.work_up_to,
            totals: Totals {
                subtotal: Money::from_minor(self.subtotal, currency)?,
                tax: Money::from_minor(self.tax, currency)?,
                total: Money::from_minor(self.total, currency)?,
            },
            process_run: self.process_run.map(ProcessRunId),
            created_at: self.created_at,
        };
        invoice::insert_header(tx, &header)?;
        for line in &self.lines {
            let line_id = ContractLineId(line.contract_line);
            let tax = line.tax.as_ref().map(|(category, percent)| rate(category, percent)).transpose()?;
            invoice::insert_line(tx, self.id(), line_id, tax, Money::from_minor(line.amount, currency)?)?;
            for (position, detail) in line.details.iter().enumerate() {
                self.claim(tx, line_id, detail)?;
                invoice::insert_detail(tx, self.id(), line_id, position, &detail.new_detail(currency)?)?;
            }
        }
        let taxes = self.taxes.iter().map(|group| {
            let rate = rate(&group.category, &group.percent)?;
            let (taxable, tax) =
                (Money::from_minor(group.taxable, currency)?, Money::from_minor(group.tax, currency)?);
            Ok(TaxGroup { rate, taxable, tax })
        });
        Ok(invoice::insert_taxes(tx, self.id(), &taxes.collect::<Result<Vec<_>, ApiError>>()?)?)
    }

    fn claim(
        &self,
        tx: &WriteTransaction<'_>,
        line: ContractLineId,
        detail: &DetailRecord,
    ) -> Result<(), ApiError> {
        let share = ShareId(detail.share);
        let (from, to) = (BillingStatus::ReadyToInvoice, BillingStatus::InvoiceCreated);
        match share::set_status(tx, line, share, from, to) {
            Err(StoreError::Conflict { .. }) => {
                let status = share::by_id(tx, line, share)?.map(|share| share.billing_status);
                let what = match status {
                    Some(BillingStatus::InvoiceCreated) => "is on another draft",
                    Some(BillingStatus::InvoicePosted) => "is on a confirmed invoice",
                    Some(BillingStatus::NotReady) => "is marked not ready",
                    Some(BillingStatus::ReadyToInvoice) | None => "is another share",
                };
                let invoice = self.invoice.to_string();
                Err(Refusal::DraftNotPutBack { invoice, id: detail.id.clone(), what }.into())
            }
            claimed => Ok(claimed?),
        }
    }
}

impl LineRecord {
    fn of(line: &StoredInvoiceLine) -> Self {
        Self {
            contract_line: line.contract_line.0,
            id: line.key.clone(),
            tax: line.tax.map(rate_words),
            amount: line.amount.minor(),
            details: line.details.iter().map(DetailRecord::of).collect(),
        }
    }
}

impl DetailRecord {
    fn of(detail: &StoredInvoiceDetail) -> Self {
        Self {
            share: detail.share.0,
            id: detail.key.clone(),
            billing_type: detail.billing_type.as_str().to_owned(),
            quantity: detail.quantity.to_string(),
            unit_price: detail.unit_price.to_string(),
            percent: detail.percent.to_string(),
            amount: detail.amount.minor(),
        }
    }

    fn new_detail(&self, currency: Currency) -> Result<NewDetail, ApiError> {
        Ok(NewDetail {
            share: ShareId(self.share),
            billing_type: word("a billing type", &self.billing_type)?,
            quantity: word("a quantity", &self.quantity)?,
            unit_price: word("a price", &self.unit_price)?,
            percent: word("a percentage", &self.percent)?,
            amount: Money::from_minor(self.amount, currency)?,
        })
    }
}

fn rate_words(rate: TaxRate) -> (String, String) {
    (rate.category().as_str().to_owned(), rate.percent().to_string())
}

fn rate(category: &str, percent: &str) -> Result<TaxRate, ApiError> {
    let rate = TaxRate::new(word("a tax category", category)?, word("a tax percent", percent)?);
    let unreadable = |error| StoreError::Unreadable { kind: "a tax set-up", value: format!("{error}") };
    Ok(rate.map_err(unreadable)?)
}

fn word<T: FromStr>(kind: &'static str, text: &str) -> Result<T, StoreError> {
    text.parse().map_err(|_| StoreError::Unreadable { kind, value: text.to_owned() })
}
