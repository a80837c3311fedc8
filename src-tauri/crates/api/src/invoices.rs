//! Invoices: the list, one of them whole, and its printed page.

use std::{
    io::Write,
    path::{Path, PathBuf},
};

use chrono::NaiveDate;
use proforma_engine::{
    contract::Contract,
    ids::InvoiceId,
    invoice::{DraftInvoice, InvoiceStatus},
    money::{Currency, Money},
    tax::TaxGroup,
};
use proforma_pdf::{Detail, Extent, Language, Line, ProformaDocument, Standing};
use proforma_store::{
    Connection, book,
    book::Party,
    contract,
    customer::Customer,
    invoice::{self as stored, StoredInvoice},
    invoice_list::{self, InvoiceFilter, ListedInvoice},
    share_list,
};

use crate::{
    bounds::{page, search},
    dto::{
        Amount, InvoiceCounts, InvoiceDetail, InvoiceDetailView, InvoiceLineView, InvoicePage, InvoiceQuery,
        InvoiceRow, PrintedPages, TaxView,
    },
    error::ApiError,
    json::InvoiceJson,
    names::{Customers, line},
};

/// An amount as it is sent.
pub(crate) fn amount(money: Money) -> Amount {
    Amount { amount: money.to_string(), currency: money.currency().code().to_owned() }
}

/// Minor units as an amount; a sum over a whole book may be beyond what one amount can be.
pub(crate) fn amount_of_minor(minor: i64, code: &str) -> Result<Amount, ApiError> {
    let digits = Currency::from_code(code)?.minor_digits();
    Ok(Amount { amount: rust_decimal::Decimal::new(minor, digits).to_string(), currency: code.to_owned() })
}

/// A page of invoices, with counts and sums over all that fit.
///
/// # Errors
/// [`ApiError::Input`] for a page or search out of bounds.
pub fn invoices(connection: &Connection, query: &InvoiceQuery) -> Result<InvoicePage, ApiError> {
    let (offset, limit) = page(query.offset, query.limit)?;
    let snapshot = connection.snapshot()?;
    let filter = InvoiceFilter {
        status: query.status.map(InvoiceStatus::from),
        search: search(&query.search)?,
        ..Default::default()
    };
    let all = invoice_list::sums(&snapshot, InvoiceFilter::default())?;
    let count = |status| all.iter().filter(|sum| sum.status == status).map(|sum| sum.count).sum();
    let fitting = invoice_list::sums(&snapshot, filter)?;
    let mut totals: Vec<(String, i64)> = Vec::new();
    for sum in &fitting {
        match totals.iter_mut().find(|(currency, _)| *currency == sum.currency) {
            Some((_, minor)) => *minor += sum.total_minor,
            None => totals.push((sum.currency.clone(), sum.total_minor)),
        }
    }
    Ok(InvoicePage {
        counts: InvoiceCounts {
            all: all.iter().map(|sum| sum.count).sum(),
            draft: count(InvoiceStatus::Draft),
            in_review: count(InvoiceStatus::InReview),
            confirmed: count(InvoiceStatus::Confirmed),
            paid: count(InvoiceStatus::Paid),
        },
        total: fitting.iter().map(|sum| sum.count).sum(),
        rows: invoice_list::page(&snapshot, filter, offset, limit)?.into_iter().map(invoice_row).collect(),
        totals: totals
            .iter()
            .map(|(currency, minor)| amount_of_minor(*minor, currency))
            .collect::<Result<_, _>>()?,
    })
}

pub(crate) fn invoice_row(row: ListedInvoice) -> InvoiceRow {
    InvoiceRow {
        id: row.id.0.to_string(),
        number: row.number,
        status: row.status.into(),
        customer_name: row.customer_name,
        contract: row.contract,
        contract_name: row.contract_name,
        invoice_date: row.invoice_date,
        total: amount(row.total),
    }
}

/// An invoice with its contract and customer.
struct Whole {
    invoice: StoredInvoice,
    contract: Contract,
    customer: Customer,
}

fn whole(connection: &Connection, id: &str) -> Result<Whole, ApiError> {
    let unknown = || ApiError::NotFound { kind: "invoice", id: id.to_owned() };
    let number: i64 = id.parse().map_err(|_| unknown())?;
    let invoice = stored::by_id(connection, InvoiceId(number))?.ok_or_else(unknown)?;
    let contract = contract::by_id(connection, invoice.header.contract)?.ok_or_else(unknown)?;
    let customer =
        proforma_store::customer::by_id(connection, invoice.header.customer)?.ok_or_else(unknown)?;
    Ok(Whole { invoice, contract, customer })
}

/// An invoice as the headless program prints it.
///
/// # Errors
/// [`ApiError::NotFound`].
pub fn invoice_json(connection: &Connection, id: &str) -> Result<InvoiceJson, ApiError> {
    let Whole { invoice, contract, customer } = whole(&*connection.snapshot()?, id)?;
    Ok(InvoiceJson::of_stored(&invoice, &contract.key, &customer.key))
}

/// Gives every invoice in the order in which they were created, one at a time.
///
/// # Errors
/// [`ApiError`] where the book cannot be read, or what `each` fails with.
pub fn each_invoice_json(
    connection: &Connection,
    mut each: impl FnMut(InvoiceJson) -> Result<(), ApiError>,
) -> Result<(), ApiError> {
    let snapshot = connection.snapshot()?;
    for id in stored::ids(&snapshot)? {
        let Whole { invoice, contract, customer } = whole(&snapshot, &id.0.to_string())?;
        each(InvoiceJson::of_stored(&invoice, &contract.key, &customer.key))?;
    }
    Ok(())
}

/// An invoice for the window.
///
/// # Errors
/// [`ApiError::NotFound`].
pub fn invoice(connection: &Connection, id: &str) -> Result<InvoiceDetail, ApiError> {
    let Whole { invoice, contract, customer } = whole(&*connection.snapshot()?, id)?;
    let detail = |detail: &stored::StoredInvoiceDetail| InvoiceDetailView {
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
    };
    let header = &invoice.header;
    Ok(InvoiceDetail {
        id: Some(id.to_owned()),
        number: header.number.clone(),
        status: header.status.into(),
        contract: contract.key,
        contract_name: contract.name,
        customer: customer.key,
        customer_name: customer.party.name,
        invoice_date: header.invoice_date,
        work_up_to: header.work_up_to,
        currency: invoice.currency.code().to_owned(),
        lines: invoice
            .lines
            .iter()
            .map(|line| InvoiceLineView {
                contract_line: line.key.clone(),
                name: line.name.clone(),
                billing_method: line.billing_method.into(),
                amount: line.amount.to_string(),
                details: line.details.iter().map(detail).collect(),
            })
            .collect(),
        taxes: tax_views(&invoice.taxes),
        subtotal: header.totals.subtotal.to_string(),
        tax: header.totals.tax.to_string(),
        total: header.totals.total.to_string(),
        created_at: Some(header.created_at),
    })
}

fn tax_views(taxes: &[TaxGroup]) -> Vec<TaxView> {
    let view = |group: &TaxGroup| TaxView {
        category: group.rate.category().as_str().to_owned(),
        percent: group.rate.percent().to_string(),
        taxable: group.taxable.to_string(),
        tax: group.tax.to_string(),
    };
    taxes.iter().map(view).collect()
}

/// A would-be draft for the window.
///
/// # Errors
/// [`ApiError`] where the book cannot be read.
pub(crate) fn draft_detail(
    connection: &Connection,
    contract: &Contract,
    draft: &DraftInvoice,
    work_up_to: Option<NaiveDate>,
) -> Result<InvoiceDetail, ApiError> {
    let customers = Customers::read(connection)?;
    let customer = customers.get(draft.customer)?;
    let mut lines = Vec::new();
    for drafted in &draft.lines {
        let contract_line = line(contract, drafted.contract_line)?;
        let mut details = Vec::new();
        for detail in &drafted.details {
            let words = share_list::words(connection, drafted.contract_line, detail.share)?;
            details.push(InvoiceDetailView {
                id: detail.key.clone(),
                class: detail.of.class().to_owned(),
                date: detail.date,
                description: words.description,
                resource: words.resource,
                billing_type: detail.billing_type.into(),
                quantity: detail.quantity.to_string(),
                unit: words.unit.unwrap_or_default(),
                unit_price: detail.unit_price.to_string(),
                percent: detail.percent.to_string(),
                amount: detail.amount.to_string(),
            });
        }
        lines.push(InvoiceLineView {
            contract_line: contract_line.key.clone(),
            name: contract_line.name.clone(),
            billing_method: contract_line.billing_method.into(),
            amount: drafted.amount.to_string(),
            details,
        });
    }
    Ok(InvoiceDetail {
        id: None,
        number: None,
        status: InvoiceStatus::Draft.into(),
        contract: contract.key.clone(),
        contract_name: contract.name.clone(),
        customer: customer.key.clone(),
        customer_name: customer.party.name.clone(),
        invoice_date: draft.invoice_date,
        work_up_to,
        currency: draft.currency.code().to_owned(),
        lines,
        taxes: tax_views(&draft.taxes),
        subtotal: draft.totals.subtotal.to_string(),
        tax: draft.totals.tax.to_string(),
        total: draft.totals.total.to_string(),
        created_at: None,
    })
}

/// The PDF of an invoice.
///
/// # Errors
/// [`ApiError::NotFound`]; [`ApiError::Pdf`] where a text cannot be printed, naming it.
pub fn pdf(connection: &Connection, id: &str) -> Result<Vec<u8>, ApiError> {
    Ok(proforma_pdf::render_pdf(&document(&*connection.snapshot()?, id)?)?)
}

/// The pages of an invoice as they will print.
///
/// # Errors
/// As [`pdf`].
pub fn pages(connection: &Connection, id: &str) -> Result<PrintedPages, ApiError> {
    let document = document(&*connection.snapshot()?, id)?;
    Ok(PrintedPages { pages: proforma_pdf::render_svg_pages(&document)? })
}

fn document(connection: &Connection, id: &str) -> Result<ProformaDocument, ApiError> {
    let Whole { invoice, contract, customer } = whole(connection, id)?;
    let header = &invoice.header;
    let standing = match (&header.number, header.status) {
        (Some(number), _) => Standing::Numbered(number.clone()),
        (
            None,
            InvoiceStatus::Draft | InvoiceStatus::InReview | InvoiceStatus::Confirmed | InvoiceStatus::Paid,
        ) => Standing::Draft,
    };
    let lines = invoice.lines.iter().map(|line| Line {
        name: line.name.clone(),
        note: None,
        amount: line.amount,
        details: line.details.iter().map(printed_detail).collect(),
    });
    Ok(ProformaDocument {
        lines: lines.collect(),
        taxes: invoice.taxes.clone(),
        subtotal: header.totals.subtotal,
        tax: header.totals.tax,
        total: header.totals.total,
        ..blank(connection, &contract, &customer, standing, header.invoice_date, header.work_up_to)?
    })
}

fn printed_detail(detail: &stored::StoredInvoiceDetail) -> Detail {
    Detail {
        date: detail.date,
        description: detail.description.clone().unwrap_or_else(|| detail.class.clone()),
        resource: detail.resource.clone(),
        extent: detail.unit.as_ref().map(|unit| Extent {
            quantity: detail.quantity,
            unit: unit.clone(),
            unit_price: detail.unit_price,
        }),
        percent: detail.percent,
        billing_type: detail.billing_type,
        amount: detail.amount,
    }
}

/// The pages of a would-be draft.
///
/// # Errors
/// As [`pdf`].
pub(crate) fn draft_pages(
    connection: &Connection,
    contract: &Contract,
    draft: &DraftInvoice,
    work_up_to: Option<NaiveDate>,
) -> Result<PrintedPages, ApiError> {
    let customers = Customers::read(connection)?;
    let mut lines = Vec::new();
    for drafted in &draft.lines {
        let mut details = Vec::new();
        for detail in &drafted.details {
            let words = share_list::words(connection, drafted.contract_line, detail.share)?;
            details.push(Detail {
                date: detail.date,
                description: words.description,
                resource: words.resource,
                extent: words.unit.map(|unit| Extent {
                    quantity: detail.quantity,
                    unit,
                    unit_price: detail.unit_price,
                }),
                percent: detail.percent,
                billing_type: detail.billing_type,
                amount: detail.amount,
            });
        }
        lines.push(Line {
            name: line(contract, drafted.contract_line)?.name.clone(),
            note: None,
            amount: drafted.amount,
            details,
        });
    }
    let customer = customers.get(draft.customer)?;
    let document = ProformaDocument {
        lines,
        taxes: draft.taxes.clone(),
        subtotal: draft.totals.subtotal,
        tax: draft.totals.tax,
        total: draft.totals.total,
        ..blank(connection, contract, customer, Standing::Preview, draft.invoice_date, work_up_to)?
    };
    Ok(PrintedPages { pages: proforma_pdf::render_svg_pages(&document)? })
}

/// The frame of a document: parties, dates and contract, without lines.
fn blank(
    connection: &Connection,
    contract: &Contract,
    customer: &Customer,
    standing: Standing,
    invoice_date: NaiveDate,
    work_up_to: Option<NaiveDate>,
) -> Result<ProformaDocument, ApiError> {
    let company = book::read(connection)?.map(|book| book.company).unwrap_or_default();
    let zero = Money::zero(contract.currency);
    Ok(ProformaDocument {
        language: Language::English,
        company: printed_party(&company),
        customer: printed_party(&customer.party),
        standing,
        invoice_date,
        payment_terms_days: customer.payment_terms_days,
        work_up_to,
        contract_key: contract.key.clone(),
        contract_name: contract.name.clone(),
        currency: contract.currency,
        lines: Vec::new(),
        taxes: Vec::new(),
        subtotal: zero,
        tax: zero,
        total: zero,
    })
}

fn printed_party(party: &Party) -> proforma_pdf::Party {
    proforma_pdf::Party {
        name: party.name.clone(),
        address: party.address.clone(),
        country: party.country.clone(),
        tax_id: party.tax_id.clone(),
        email: party.email.clone(),
    }
}

/// The file name of an invoice's PDF: its number, or contract, customer, date and id of a draft, in characters that
/// every file system takes.
///
/// # Errors
/// [`ApiError::NotFound`].
pub fn pdf_file_name(connection: &Connection, id: &str) -> Result<String, ApiError> {
    let Whole { invoice, contract, customer } = whole(&*connection.snapshot()?, id)?;
    let header = &invoice.header;
    let stem = match &header.number {
        Some(number) => format!("proforma-{number}"),
        None => format!("proforma-draft-{}-{}-{}-{}", header.invoice_date, contract.key, customer.key, id),
    };
    Ok(format!("{}.pdf", safe_file_stem(&stem)))
}

/// Writes the PDF of an invoice into a folder, whole or not at all; one of the same name is replaced.
///
/// # Errors
/// As [`pdf`]; [`ApiError::Output`] where the folder cannot be written.
pub fn write_pdf(connection: &Connection, id: &str, folder: &Path) -> Result<PathBuf, ApiError> {
    let path = folder.join(pdf_file_name(connection, id)?);
    write_pdf_as(connection, id, &path)?;
    Ok(path)
}

/// Writes the PDF of an invoice under a name that a person chose, whole or not at all.
///
/// # Errors
/// As [`write_pdf`].
pub fn write_pdf_as(connection: &Connection, id: &str, path: &Path) -> Result<(), ApiError> {
    let bytes = pdf(connection, id)?;
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(&bytes)?;
    file.as_file().sync_all()?;
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Letters, digits, `-`, `_` and `.` only, at most 120 of them: no path, no reserved name, no bidirectional trick.
fn safe_file_stem(stem: &str) -> String {
    let safe = stem.chars().map(|character| {
        let is_safe = character.is_ascii_alphanumeric() || matches!(character, '-' | '_' | '.');
        if is_safe { character } else { '-' }
    });
    safe.take(120).collect()
}
