//! Native dialogs. The page asks for a file, a person chooses it here; the page never sees or sends a path.
//!
//! Builds for end-to-end tests, and no others, take the answers from the environment.

use std::path::PathBuf;

use proforma_api::{book::EXTENSION, dto::ListFormat};
use tauri::AppHandle;
use tauri_plugin_dialog::DialogExt;

/// Where a new book is to be.
pub(crate) fn save_book(app: &AppHandle, name: &str) -> Option<PathBuf> {
    answered("PROFORMA_TEST_SAVE_BOOK").or_else(|| {
        let dialog = app
            .dialog()
            .file()
            .set_title("Create a book")
            .set_file_name(name)
            .add_filter("Proforma book", &[EXTENSION]);
        dialog.blocking_save_file()?.into_path().ok()
    })
}

/// Which book, or interchange file, to open.
pub(crate) fn open_book(app: &AppHandle) -> Option<PathBuf> {
    answered("PROFORMA_TEST_OPEN_BOOK").or_else(|| {
        let dialog =
            app.dialog().file().set_title("Open a book").add_filter("Proforma book", &[EXTENSION, "json"]);
        dialog.blocking_pick_file()?.into_path().ok()
    })
}

/// Which spreadsheet to import.
pub(crate) fn open_spreadsheet(app: &AppHandle) -> Option<PathBuf> {
    answered("PROFORMA_TEST_OPEN_SPREADSHEET").or_else(|| {
        let dialog = app
            .dialog()
            .file()
            .set_title("Import a spreadsheet")
            .add_filter("Spreadsheets", &["xlsx", "csv", "tsv", "txt"])
            .add_filter("All files", &["*"]);
        dialog.blocking_pick_file()?.into_path().ok()
    })
}

/// Which picture stands on the company's invoices.
pub(crate) fn open_logo(app: &AppHandle) -> Option<PathBuf> {
    answered("PROFORMA_TEST_OPEN_LOGO").or_else(|| {
        let dialog = app
            .dialog()
            .file()
            .set_title("Choose a logo")
            .add_filter("Picture", &["png", "jpg", "jpeg", "svg"]);
        dialog.blocking_pick_file()?.into_path().ok()
    })
}

/// Where one PDF is to be.
pub(crate) fn save_pdf(app: &AppHandle, name: &str) -> Option<PathBuf> {
    answered("PROFORMA_TEST_SAVE_PDF").or_else(|| {
        let dialog =
            app.dialog().file().set_title("Export PDF").set_file_name(name).add_filter("PDF", &["pdf"]);
        dialog.blocking_save_file()?.into_path().ok()
    })
}

/// Where a list is to be.
pub(crate) fn save_list(app: &AppHandle, name: &str, format: ListFormat) -> Option<PathBuf> {
    let kind = match format {
        ListFormat::Csv => "Comma-separated values",
        ListFormat::Xlsx => "Excel workbook",
    };
    answered("PROFORMA_TEST_SAVE_LIST").or_else(|| {
        let dialog = app
            .dialog()
            .file()
            .set_title("Export list")
            .set_file_name(file_name(name, format.extension()))
            .add_filter(kind, &[format.extension()]);
        dialog.blocking_save_file()?.into_path().ok()
    })
}

/// In which folder several PDF files are to be.
pub(crate) fn pdf_folder(app: &AppHandle) -> Option<PathBuf> {
    answered("PROFORMA_TEST_PDF_FOLDER").or_else(|| {
        app.dialog().file().set_title("Export PDF files to").blocking_pick_folder()?.into_path().ok()
    })
}

/// A file name out of a free text: what no file system takes is left out.
pub(crate) fn file_name(text: &str, extension: &str) -> String {
    let stem: String = text
        .chars()
        .filter(|character| {
            !character.is_control()
                && !"/\\:*?\"<>|\u{202a}\u{202b}\u{202c}\u{202d}\u{202e}".contains(*character)
        })
        .take(80)
        .collect();
    let stem = stem.trim().trim_end_matches('.');
    format!("{}.{extension}", if stem.is_empty() { "book" } else { stem })
}

#[cfg(feature = "e2e")]
fn answered(variable: &str) -> Option<PathBuf> {
    std::env::var_os(variable).map(PathBuf::from)
}

#[cfg(not(feature = "e2e"))]
fn answered(_variable: &str) -> Option<PathBuf> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_name_holds_nothing_that_a_file_system_refuses() {
        assert_eq!(file_name("Contoso / Consulting: 2020?", "proforma"), "Contoso  Consulting 2020.proforma");
        assert_eq!(file_name("..", "proforma"), "book.proforma");
        assert_eq!(file_name("Åsa Öberg", "proforma"), "Åsa Öberg.proforma");
    }
}
