//! A small book as JSON that each test changes, and a process run as lines to compare.

use proforma_tests::TempBook;
use serde_json::{Value, json};

/// A customer, a contract `c` with a line of 5 October and an hour of 100.00, ready to invoice.
pub(crate) fn small() -> Value {
    json!({
        "format": "proforma-book", "version": 1, "company": { "name": "Contoso" }, "time_zone": "UTC",
        "customers": [{ "id": "a", "name": "A" }, { "id": "b", "name": "B" }],
        "contracts": [contract("c")],
        "transactions": [hour("t1", "c", "2020-10-01")]
    })
}

/// A contract of one line with a row of 5 October 2020.
pub(crate) fn contract(id: &str) -> Value {
    json!({
        "id": id, "name": id, "currency": "USD", "delivery_date": "2020-12-31",
        "customers": [{ "customer": "a", "percent": "100" }],
        "lines": [{ "id": "work", "name": "Work", "billing_method": "time_and_material",
                    "transaction_classes": ["time"],
                    "invoice_schedule": [{ "run_date": "2020-10-05", "cut_off_date": "2020-10-04" }] }]
    })
}

/// An hour of 100.00, ready to invoice.
pub(crate) fn hour(id: &str, contract: &str, date: &str) -> Value {
    json!({ "id": id, "contract": contract, "contract_line": "work", "class": "time", "date": date,
            "quantity": "1", "unit_price": "100.00", "billing_status": "ready_to_invoice" })
}

pub(crate) fn book_of(value: &Value) -> TempBook {
    TempBook::of_text(&value.to_string())
}

/// Each invoice of an answer as `date contract customer total`.
#[track_caller]
pub(crate) fn invoices(answer: &Value) -> Vec<String> {
    let list = answer["invoices"].as_array().expect("a list of invoices");
    let text = |invoice: &Value, key: &str| invoice[key].as_str().expect("a text").to_owned();
    list.iter()
        .map(|invoice| {
            ["invoice_date", "contract", "customer", "total"].map(|key| text(invoice, key)).join(" ")
        })
        .collect()
}

/// Each entry of `skipped` as `contract line row item customer code`.
#[track_caller]
pub(crate) fn skipped(run: &Value) -> Vec<String> {
    let list = run["skipped"].as_array().expect("a list");
    let entry = |entry: &Value| {
        let item = if entry["transaction"].is_null() { "milestone" } else { "transaction" };
        ["contract", "contract_line", "schedule_row", item, "customer", "code"]
            .map(|key| entry[key].as_str().unwrap_or("-").to_owned())
            .join(" ")
    };
    list.iter().map(entry).collect()
}

/// The one process run of an answer.
#[track_caller]
pub(crate) fn the_run(answer: &Value) -> &Value {
    let runs = answer["process_runs"].as_array().expect("a list");
    assert_eq!(runs.len(), 1, "one date");
    &runs[0]
}

/// A schedule row of a contract's line as it is exported: run status and reason.
pub(crate) fn row(book: &TempBook, contract: usize, line: usize) -> (Value, Value) {
    let exported = book.json(&["export"]);
    let row = &exported["contracts"][contract]["lines"][line]["invoice_schedule"][0];
    (row["run_status"].clone(), row["reason"].clone())
}
