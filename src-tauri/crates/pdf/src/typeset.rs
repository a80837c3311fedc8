//! Lays the page out with typst and exports it.
//!
//! The world that the template sees holds the template, one file of data and a picture at most: any other path
//! is denied, there are no packages, and there is no today.

use std::{
    fmt::Write as _,
    panic::{self, AssertUnwindSafe},
    sync::LazyLock,
};

use typst::{
    Library, LibraryExt, World,
    diag::{FileError, FileResult, SourceDiagnostic},
    foundations::{Bytes, Datetime, Duration, Smart},
    syntax::{FileId, RootedPath, Source, VirtualPath, VirtualRoot},
    text::{Font, FontBook},
    utils::LazyHash,
};
use typst_layout::PagedDocument;
use typst_pdf::{PdfOptions, PdfStandard, PdfStandards};
use typst_svg::SvgOptions;

use crate::{
    document::{Logo, ProformaDocument, Standing},
    error::PdfError,
    fonts::FONTS,
    view::PageData,
};

/// For how many further documents a result of layout is kept: the template's own parts are used by each,
/// and everything else would fill the memory by about 2 MB a document.
const CACHE_AGE_MAX: usize = 3;

struct Shared {
    library: LazyHash<Library>,
    template: Source,
    data: FileId,
    logo: FileId,
}

static SHARED: LazyLock<Shared> = LazyLock::new(|| {
    let file = |path| {
        let path = VirtualPath::new(path).expect("a path without climbing is valid");
        FileId::new(RootedPath::new(VirtualRoot::Project, path))
    };
    Shared {
        library: LazyHash::new(Library::default()),
        template: Source::new(file("/proforma.typ"), include_str!("../templates/proforma.typ").to_owned()),
        data: file("/data.json"),
        logo: file("/logo"),
    }
});

struct PageWorld {
    data: Bytes,
    logo: Option<Bytes>,
}

impl World for PageWorld {
    fn library(&self) -> &LazyHash<Library> {
        &SHARED.library
    }

    fn book(&self) -> &LazyHash<FontBook> {
        &FONTS.book
    }

    fn main(&self) -> FileId {
        SHARED.template.id()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        if id == SHARED.template.id() { Ok(SHARED.template.clone()) } else { Err(FileError::AccessDenied) }
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        if id == SHARED.data {
            return Ok(self.data.clone());
        }
        self.logo.clone().filter(|_| id == SHARED.logo).ok_or(FileError::AccessDenied)
    }

    fn font(&self, index: usize) -> Option<Font> {
        FONTS.all.get(index).cloned()
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}

/// Runs a rendering and then lets go of what layout remembers of it.
///
/// # Errors
/// Those of the rendering, and [`PdfError::Layout`] where typst panics: a page that cannot be drawn must not
/// take the program with it.
pub(crate) fn within_cache<T>(render: impl FnOnce() -> Result<T, PdfError>) -> Result<T, PdfError> {
    // Nothing of ours outlives the panic: what a rendering builds is dropped with it.
    let rendered = panic::catch_unwind(AssertUnwindSafe(render));
    comemo::evict(CACHE_AGE_MAX);
    rendered.unwrap_or_else(|_| Err(PdfError::Layout { message: "typst panicked".to_owned() }))
}

pub(crate) fn lay_out(page: &PageData, logo: Option<&Logo>) -> Result<PagedDocument, PdfError> {
    let data = serde_json::to_vec(page).map_err(|error| PdfError::Layout { message: error.to_string() })?;
    let compiled = typst::compile::<PagedDocument>(&PageWorld {
        data: Bytes::new(data),
        logo: logo.map(|logo| Bytes::new(logo.bytes.clone())),
    });
    // A warning is a font that is not there or a layout that does not settle; both would print something else
    // than was meant.
    if !compiled.warnings.is_empty() {
        return Err(layout_error(&compiled.warnings));
    }
    compiled.output.map_err(|errors| layout_error(&errors))
}

pub(crate) fn export_pdf(pages: &PagedDocument, document: &ProformaDocument) -> Result<Vec<u8>, PdfError> {
    let standards = PdfStandards::new(&[PdfStandard::A_3a, PdfStandard::Ua_1])
        .map_err(|error| PdfError::Layout { message: error.message().to_string() })?;
    let options = PdfOptions {
        ident: Smart::Custom(identity(document)),
        creator: Smart::Custom(Some(format!("Proforma {}", env!("CARGO_PKG_VERSION")))),
        // The template gives the invoice date: the time of the export would make each copy differ.
        timestamp: None,
        page_ranges: None,
        standards,
        tagged: true,
        pretty: false,
    };
    typst_pdf::pdf(pages, &options).map_err(|errors| layout_error(&errors))
}

pub(crate) fn export_svg_pages(pages: &PagedDocument) -> Vec<String> {
    pages.pages().iter().map(|page| typst_svg::svg(page, &SvgOptions::default())).collect()
}

/// What stays the same when the same document is exported again, and differs between documents.
fn identity(document: &ProformaDocument) -> String {
    let number = match &document.standing {
        Standing::Preview => "preview",
        Standing::Draft => "draft",
        Standing::Numbered(number) => number,
    };
    let (company, customer) = (&document.company.name, &document.customer.name);
    format!("{company}\n{}\n{customer}\n{}\n{number}", document.contract_key, document.invoice_date)
}

fn layout_error(diagnostics: &[SourceDiagnostic]) -> PdfError {
    let mut message = String::new();
    for diagnostic in diagnostics {
        let separator = if message.is_empty() { "" } else { "; " };
        // Writing to a string cannot fail.
        let _ = write!(message, "{separator}{}", diagnostic.message);
    }
    PdfError::Layout { message }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn layout_sees_its_template_and_its_data_and_nothing_else() {
        let world = PageWorld { data: Bytes::new(b"{}".to_vec()), logo: None };
        let etc = FileId::new(RootedPath::new(
            VirtualRoot::Project,
            VirtualPath::new("/etc/passwd").expect("a path"),
        ));
        assert!(matches!(world.file(etc), Err(FileError::AccessDenied)));
        assert!(matches!(world.source(etc), Err(FileError::AccessDenied)));
        assert!(matches!(world.source(SHARED.data), Err(FileError::AccessDenied)), "data is never source");
        assert!(world.file(SHARED.data).is_ok());
        assert!(matches!(world.file(SHARED.logo), Err(FileError::AccessDenied)), "no picture was given");
        assert!(world.today(None).is_none(), "no clock");
    }
}
