//! The printed page of an invoice: PDF files and the pages a screen shows, from one document.

use std::{io::Write, path::Path};

use chrono::{DateTime, Utc};
use proforma_engine::ids::InvoiceId;
use proforma_pdf::{Detail, Extent, Language, Line, Logo, LogoFormat, ProformaDocument, Standing};
use proforma_store::{
    Connection, book,
    book::{Letterhead, Party},
    invoice::{self, StoredInvoiceDetail},
};

use crate::{book::Book, dto::PrintedPages, error::ApiError, whole_file, whole_invoice::WholeInvoice};

/// The PDF of an invoice.
///
/// # Errors
/// [`ApiError::NotFound`]; [`ApiError::Pdf`] where a text cannot be printed, naming it.
pub fn pdf(connection: &Connection, id: &str) -> Result<Vec<u8>, ApiError> {
    Ok(proforma_pdf::render_pdf(&stored_document(connection, id)?)?)
}

/// The pages of an invoice as they will print.
///
/// # Errors
/// As [`pdf`].
pub fn pages(connection: &Connection, id: &str) -> Result<PrintedPages, ApiError> {
    let document = stored_document(connection, id)?;
    Ok(PrintedPages { pages: proforma_pdf::render_svg_pages(&document)? })
}

/// The pages of a would-be draft.
///
/// # Errors
/// As [`pdf`].
pub(crate) fn would_be_pages(
    connection: &Connection,
    draft: &WholeInvoice,
) -> Result<PrintedPages, ApiError> {
    let document = ProformaDocument { standing: Standing::Preview, ..document(connection, draft)? };
    Ok(PrintedPages { pages: proforma_pdf::render_svg_pages(&document)? })
}

fn stored_document(connection: &Connection, id: &str) -> Result<ProformaDocument, ApiError> {
    let snapshot = connection.snapshot()?;
    document(&snapshot, &WholeInvoice::stored(&snapshot, id)?)
}

fn document(connection: &Connection, invoice: &WholeInvoice) -> Result<ProformaDocument, ApiError> {
    let company = book::read(connection)?.map(|book| book.company).unwrap_or_default();
    let Letterhead { bank_details, logo } = book::letterhead(connection)?;
    let lines = invoice.lines.iter().map(|line| Line {
        name: line.name.clone(),
        note: None,
        amount: line.amount,
        details: line.details.iter().map(printed_detail).collect(),
    });
    Ok(ProformaDocument {
        language: Language::English,
        company: printed_party(&company),
        logo: logo.and_then(printed_logo),
        bank_details,
        customer: printed_party(&invoice.customer.party),
        standing: invoice.number.clone().map_or(Standing::Draft, Standing::Numbered),
        invoice_date: invoice.invoice_date,
        payment_terms_days: invoice.customer.payment_terms_days,
        work_up_to: invoice.work_up_to,
        contract_key: invoice.contract.key.clone(),
        contract_name: invoice.contract.name.clone(),
        currency: invoice.contract.currency,
        lines: lines.collect(),
        taxes: invoice.taxes.clone(),
        subtotal: invoice.totals.subtotal,
        tax: invoice.totals.tax,
        total: invoice.totals.total,
    })
}

fn printed_detail(detail: &StoredInvoiceDetail) -> Detail {
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

/// A picture of the book as it is printed; none where its type is not known.
pub(crate) fn printed_logo(logo: book::Logo) -> Option<Logo> {
    let format = match logo.media_type.as_str() {
        "image/png" => LogoFormat::Png,
        "image/jpeg" => LogoFormat::Jpeg,
        "image/svg+xml" => LogoFormat::Svg,
        _ => return None,
    };
    Some(Logo { format, bytes: logo.bytes })
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

/// Remembers of drafts that they left the program as files: the run that made them is not undone any more. A book that
/// is open for reading only remembers nothing.
///
/// # Errors
/// [`ApiError`] where the book cannot be written.
pub fn mark_exported(book: &Book, ids: &[String], now: DateTime<Utc>) -> Result<(), ApiError> {
    let Ok(connection) = book.writable() else { return Ok(()) };
    let ids: Vec<InvoiceId> = ids.iter().filter_map(|id| id.parse().ok()).map(InvoiceId).collect();
    let tx = connection.write()?;
    invoice::mark_exported(&tx, &ids, now)?;
    Ok(tx.commit()?)
}

/// Writes the PDF of an invoice to a file, whole or not at all; one of the same name is replaced.
///
/// # Errors
/// As [`pdf`]; [`ApiError::NotWritten`] where the folder cannot be written.
pub fn write_pdf(connection: &Connection, id: &str, path: &Path) -> Result<(), ApiError> {
    let bytes = pdf(connection, id)?;
    whole_file::write(path, |file| Ok(file.write_all(&bytes)?))
}
