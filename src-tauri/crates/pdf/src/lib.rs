//! The printed page of a proforma invoice, as an archival PDF and as pictures for the screen.
//!
//! [`ProformaDocument`] is everything that is printed, in the domain's own types. [`render_pdf`] and
//! [`render_svg_pages`] lay the same page out with typst; the fonts and the one template are part of the
//! program. This crate computes no amount: what it is given is what is printed.
//!
//! Layout sees no disk, no network and no clock, and it gets the document's texts as data, never as
//! markup: a customer may be called `#panic("x")`. A character that cannot be printed is refused before
//! layout begins, with the name of the field that holds it, so that no page ever shows a box.

mod document;
mod error;
mod fonts;
mod language;
mod text;
mod typeset;
mod view;

pub use document::{Detail, Extent, Line, Logo, LogoFormat, Party, ProformaDocument, Standing, TaxRow};
pub use error::{Field, PartyRole, PdfError, Unprintable};
pub use language::Language;

/// How many details one document may have: 10,000 make about 500 pages and take more than 1 GB of memory to
/// lay out.
pub const DETAILS_MAX: usize = 10_000;

/// The document as PDF/A-3a and PDF/UA-1: tagged, with embedded fonts.
///
/// The same document gives the same bytes, today and tomorrow, in this process and in another.
///
/// # Errors
/// [`PdfError::Unprintable`] where a text holds a character that cannot be printed; [`PdfError::TooLong`]
/// beyond [`DETAILS_MAX`]; [`PdfError::Layout`] if typst refuses, which is a defect of this program.
///
/// Source: ISO 19005-3 (level A), ISO 14289-1.
pub fn render_pdf(document: &ProformaDocument) -> Result<Vec<u8>, PdfError> {
    let page = view::PageData::of(document)?;
    typeset::within_cache(|| typeset::export_pdf(&typeset::lay_out(&page, document.logo.as_ref())?, document))
}

/// The same pages as SVG pictures, one a page, for the screen.
///
/// Letters are outlines, so the picture needs no font; a reader for the blind needs the PDF or the screen's
/// own table.
///
/// # Errors
/// As [`render_pdf`].
pub fn render_svg_pages(document: &ProformaDocument) -> Result<Vec<String>, PdfError> {
    let page = view::PageData::of(document)?;
    typeset::within_cache(|| Ok(typeset::export_svg_pages(&typeset::lay_out(&page, document.logo.as_ref())?)))
}

/// Whether a picture can be printed: a file that is damaged would keep every invoice from being printed.
///
/// # Errors
/// [`PdfError::Layout`] with what is wrong with it.
pub fn check_logo(logo: Logo) -> Result<(), PdfError> {
    // The picture is told by the company's name to who does not see it.
    let company = Party { name: "Company".to_owned(), ..Party::default() };
    render_pdf(&ProformaDocument { company, logo: Some(logo), ..ProformaDocument::blank() }).map(|_| ())
}

#[cfg(test)]
mod tests;
