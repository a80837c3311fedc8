//! An invoice whole, stored or still to be created: one shape for the screen and the printed page.

use chrono::{DateTime, NaiveDate, Utc};
use proforma_engine::{
    contract::Contract,
    ids::{ContractLineId, InvoiceId},
    invoice::{DraftInvoice, InvoiceLineDetail, InvoiceStatus, Totals},
    tax::TaxGroup,
};
use proforma_store::{
    Connection, contract,
    customer::{self, Customer},
    invoice::{self as stored, StoredInvoice, StoredInvoiceDetail, StoredInvoiceLine},
    process_run, share_list,
};

use crate::{
    dto::{InvoiceDetail, InvoiceDetailView, InvoiceLineView, TaxView},
    error::ApiError,
    names::{Customers, line},
};

/// An invoice with everything that is shown or printed of it.
#[derive(Debug)]
pub(crate) struct WholeInvoice {
    /// None where it is still to be created.
    pub id: Option<InvoiceId>,
    pub number: Option<String>,
    pub status: InvoiceStatus,
    pub contract: Contract,
    pub customer: Customer,
    pub invoice_date: NaiveDate,
    pub work_up_to: Option<NaiveDate>,
    pub lines: Vec<StoredInvoiceLine>,
    pub taxes: Vec<TaxGroup>,
    pub totals: Totals,
    pub created_at: Option<DateTime<Utc>>,
    /// The date of the process run that created it.
    pub process_run: Option<NaiveDate>,
}

/// An invoice of the book with its contract and customer.
///
/// # Errors
/// [`ApiError::NotFound`].
pub(crate) fn read(
    connection: &Connection,
    id: &str,
) -> Result<(StoredInvoice, Contract, Customer), ApiError> {
    let unknown = || ApiError::NotFound { kind: "invoice", id: id.to_owned() };
    let number: i64 = id.parse().map_err(|_| unknown())?;
    let invoice = stored::by_id(connection, InvoiceId(number))?.ok_or_else(unknown)?;
    let contract = contract::by_id(connection, invoice.header.contract)?.ok_or_else(unknown)?;
    let customer = customer::by_id(connection, invoice.header.customer)?.ok_or_else(unknown)?;
    Ok((invoice, contract, customer))
}

impl WholeInvoice {
    /// One of the book.
    ///
    /// # Errors
    /// [`ApiError::NotFound`].
    pub(crate) fn stored(connection: &Connection, id: &str) -> Result<Self, ApiError> {
        let (StoredInvoice { header, lines, taxes, .. }, contract, customer) = read(connection, id)?;
        let process_run = header.process_run.map(|run| process_run::date_of(connection, run)).transpose()?;
        Ok(Self {
            id: header.id,
            number: header.number,
            status: header.status,
            contract,
            customer,
            invoice_date: header.invoice_date,
            work_up_to: header.work_up_to,
            lines,
            taxes,
            totals: header.totals,
            created_at: Some(header.created_at),
            process_run: process_run.flatten(),
        })
    }

    /// One that a run would create.
    ///
    /// # Errors
    /// [`ApiError`] where the book cannot be read.
    pub(crate) fn would_be(
        connection: &Connection,
        contract: &Contract,
        draft: &DraftInvoice,
        work_up_to: Option<NaiveDate>,
    ) -> Result<Self, ApiError> {
        let lines = draft.lines.iter().map(|drafted| {
            let contract_line = line(contract, drafted.contract_line)?;
            let details = drafted.details.iter();
            Ok(StoredInvoiceLine {
                contract_line: contract_line.id,
                key: contract_line.key.clone(),
                name: contract_line.name.clone(),
                billing_method: contract_line.billing_method,
                tax: contract_line.tax,
                amount: drafted.amount,
                details: details
                    .map(|detail| with_words(connection, contract_line.id, detail))
                    .collect::<Result<_, ApiError>>()?,
            })
        });
        Ok(Self {
            id: None,
            number: None,
            status: InvoiceStatus::Draft,
            contract: contract.clone(),
            customer: Customers::read(connection)?.get(draft.customer)?.clone(),
            invoice_date: draft.invoice_date,
            work_up_to,
            lines: lines.collect::<Result<_, ApiError>>()?,
            taxes: draft.taxes.clone(),
            totals: draft.totals,
            created_at: None,
            process_run: None,
        })
    }

    /// As the window shows it.
    pub(crate) fn detail(&self) -> InvoiceDetail {
        InvoiceDetail {
            id: self.id.map(|id| id.0.to_string()),
            number: self.number.clone(),
            status: self.status.into(),
            contract: self.contract.key.clone(),
            contract_name: self.contract.name.clone(),
            customer: self.customer.key.clone(),
            customer_name: self.customer.party.name.clone(),
            invoice_date: self.invoice_date,
            work_up_to: self.work_up_to,
            currency: self.contract.currency.code().to_owned(),
            lines: self.lines.iter().map(line_view).collect(),
            taxes: self.taxes.iter().map(tax_view).collect(),
            subtotal: self.totals.subtotal.to_string(),
            tax: self.totals.tax.to_string(),
            total: self.totals.total.to_string(),
            created_at: self.created_at,
            process_run: self.process_run,
        }
    }
}

fn with_words(
    connection: &Connection,
    contract_line: ContractLineId,
    detail: &InvoiceLineDetail,
) -> Result<StoredInvoiceDetail, ApiError> {
    let words = share_list::words(connection, contract_line, detail.share)?;
    Ok(StoredInvoiceDetail {
        share: detail.share,
        key: detail.key.clone(),
        class: detail.of.class().to_owned(),
        date: detail.date,
        description: words.description,
        resource: words.resource,
        unit: words.unit,
        billing_type: detail.billing_type,
        quantity: detail.quantity,
        unit_price: detail.unit_price,
        percent: detail.percent,
        amount: detail.amount,
    })
}

fn line_view(line: &StoredInvoiceLine) -> InvoiceLineView {
    InvoiceLineView {
        contract_line: line.key.clone(),
        name: line.name.clone(),
        billing_method: line.billing_method.into(),
        amount: line.amount.to_string(),
        details: line.details.iter().map(detail_view).collect(),
    }
}

fn detail_view(detail: &StoredInvoiceDetail) -> InvoiceDetailView {
    InvoiceDetailView {
        id: detail.key.clone(),
        class: detail.class.clone(),
        date: detail.date,
        description: detail.description.clone().unwrap_or_default(),
        resource: detail.resource.clone(),
        billing_type: detail.billing_type.into(),
        quantity: detail.quantity.to_string(),
        unit: detail.unit.clone().unwrap_or_default(),
        unit_price: detail.unit_price.to_string(),
        percent: detail.percent.to_string(),
        amount: detail.amount.to_string(),
    }
}

fn tax_view(group: &TaxGroup) -> TaxView {
    TaxView {
        category: group.rate.category().as_str().to_owned(),
        percent: group.rate.percent().to_string(),
        taxable: group.taxable.to_string(),
        tax: group.tax.to_string(),
    }
}
