//! A small book to import into, and files beside it.

use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
};

use proforma_api::{
    book::Book,
    spreadsheet::{self, FileToImport, ImportKind, ImportMap, SpreadsheetImportError, SpreadsheetResult},
};
use proforma_tests::{TempBook, noon};
use serde_json::{Value, json};

/// Two contracts: one with a line for each class, one with a single line for time.
pub(crate) fn small() -> TempBook {
    let line = |id: &str, name: &str, classes: Value| json!({ "id": id, "name": name, "billing_method": "time_and_material", "transaction_classes": classes });
    let book = json!({
        "format": "proforma-book", "version": 1,
        "company": { "name": "Contoso" }, "time_zone": "Europe/Stockholm",
        "customers": [{ "id": "adatum", "name": "Adatum Corporation" }, { "id": "fabrikam", "name": "Fabrikam" }],
        "roles": [{ "id": "dev", "name": "Developer" }],
        "resources": [{ "id": "lee", "name": "Lee Gu", "role": "dev" }],
        "invoice_frequencies": [{ "id": "monthly", "name": "Monthly", "period": "monthly", "runs": [{ "day": 1 }] }],
        "contracts": [
            {
                "id": "ADATUM", "name": "Implementation for Adatum", "currency": "USD",
                "customers": [{ "customer": "adatum", "percent": "60" }, { "customer": "fabrikam", "percent": "40" }],
                "lines": [
                    line("work", "Implementation work", json!(["time"])),
                    line("costs", "Expenses incurred", json!(["expense", "material"])),
                    {
                        "id": "proto", "name": "Prototype", "billing_method": "fixed_price",
                        "transaction_classes": ["time"], "contracted_amount": "100.00",
                        "milestones": [{ "id": "m1", "name": "Done", "date": "2020-10-05", "amount": "100.00" }]
                    }
                ]
            },
            {
                "id": "LITWARE", "name": "Litware care", "currency": "JPY",
                "customers": [{ "customer": "fabrikam", "percent": "100" }],
                "lines": [line("care", "Care", json!(["time"]))]
            }
        ]
    });
    TempBook::of_text(&book.to_string())
}

/// A file of any bytes beside the book.
pub(crate) fn file(book: &TempBook, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
    let path = book.folder().join(name);
    fs::write(&path, bytes).unwrap();
    path
}

/// A map with every column under its own name.
pub(crate) fn map(columns: &[&str]) -> ImportMap {
    let columns = columns.iter().map(|name| ((*name).to_owned(), (*name).to_owned())).collect();
    ImportMap { columns, ..ImportMap::default() }
}

/// The columns of most files here.
pub(crate) const USUAL: [&str; 6] = ["id", "contract", "contract_line", "date", "quantity", "unit_price"];

/// A CSV file of the usual columns.
pub(crate) fn usual(rows: &[&str]) -> String {
    [&[USUAL.join(",").as_str()], rows].concat().join("\n")
}

/// A file of transactions.
pub(crate) fn transactions(path: &Path, map: ImportMap) -> FileToImport {
    FileToImport::new(path, ImportKind::Transactions, map)
}

pub(crate) fn dry_run(
    book: &TempBook,
    file: &FileToImport,
) -> Result<SpreadsheetResult, SpreadsheetImportError> {
    let open = Book::open(&book.path()).unwrap();
    spreadsheet::dry_run(open.connection(), file, &mut |_| ControlFlow::Continue(()))
}

pub(crate) fn import(
    book: &TempBook,
    file: &FileToImport,
) -> Result<SpreadsheetResult, SpreadsheetImportError> {
    let open = Book::open(&book.path()).unwrap();
    spreadsheet::import(open.connection(), file, noon(), &mut |_| ControlFlow::Continue(()))
}

/// Rows, added and unchanged of an import without errors.
#[track_caller]
pub(crate) fn imported(book: &TempBook, file: &FileToImport) -> (u32, u32, u32) {
    let result = import(book, file).unwrap();
    assert_eq!(result.errors, [], "nothing is wrong");
    (result.rows, result.added, result.unchanged)
}

/// Row, column and message of each error, all of which stand in a dry run too; nothing has been added.
#[track_caller]
pub(crate) fn errors(book: &TempBook, file: &FileToImport) -> Vec<(u32, String, String)> {
    let before = exported(book);
    let dry = dry_run(book, file).unwrap();
    let result = import(book, file).unwrap();
    assert_eq!(dry.errors, result.errors, "a dry run finds what an import finds");
    assert_eq!(exported(book), before, "nothing was added");
    result.errors.into_iter().map(|error| (error.row, error.column, error.message)).collect()
}

/// The book as it would be exported.
pub(crate) fn exported(book: &TempBook) -> String {
    let open = Book::open_to_read(&book.path()).unwrap();
    let mut bytes = Vec::new();
    proforma_api::interchange::export(open.connection(), &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

/// The transactions of the book in the interchange format.
pub(crate) fn stored(book: &TempBook) -> Vec<Value> {
    let book: Value = serde_json::from_str(&exported(book)).unwrap();
    book["transactions"].as_array().cloned().unwrap_or_default()
}
