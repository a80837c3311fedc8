//! A small book as JSON that each test changes in one place.

use chrono::{DateTime, Utc};
use proforma_api::interchange::{self, ImportError, ImportSummary};
use proforma_store::Connection;
use serde_json::{Value, json};

pub const ADATUM: &str = include_str!("../cases/adatum.book.json");

pub fn now() -> DateTime<Utc> {
    "2020-10-05T08:30:00Z".parse().unwrap()
}

/// Two customers, a frequency, a role, a resource, one contract with a line of each method, two transactions.
pub fn small() -> Value {
    json!({
        "format": "proforma-book",
        "version": 1,
        "company": { "name": "Contoso" },
        "time_zone": "Europe/Sofia",
        "customers": [{ "id": "a", "name": "A" }, { "id": "b", "name": "B" }],
        "invoice_frequencies": [{ "id": "f", "name": "Mondays", "period": "weekly", "runs": [{ "weekday": "monday" }] }],
        "roles": [{ "id": "r", "name": "R" }],
        "resources": [{ "id": "p", "name": "P", "role": "r" }],
        "contracts": [{
            "id": "c", "name": "C", "currency": "USD", "delivery_date": "2020-12-31",
            "customers": [{ "customer": "a", "percent": "100" }],
            "lines": [
                { "id": "work", "name": "Work", "billing_method": "time_and_material", "transaction_classes": ["time"],
                  "billing_start": "2020-10-01",
                  "invoice_schedule": [{ "run_date": "2020-10-05", "cut_off_date": "2020-10-04" }] },
                { "id": "price", "name": "Price", "billing_method": "fixed_price", "contracted_amount": "30.00",
                  "transaction_classes": ["fee"],
                  "milestones": [{ "id": "m", "name": "M", "date": "2020-10-05", "amount": "30.00",
                                   "billing_status": "ready_to_invoice" }] }
            ]
        }],
        "transactions": [
            { "id": "t1", "contract": "c", "contract_line": "work", "class": "time", "date": "2020-10-01",
              "quantity": "1.5", "unit_price": "100.10", "role": "r", "resource": "p",
              "billing_status": "ready_to_invoice" },
            { "id": "t2", "contract": "c", "contract_line": "work", "class": "time", "date": "2020-10-02",
              "quantity": "2", "unit_price": "100" }
        ]
    })
}

/// Puts a value at a place such as `/contracts/0/status`, making the last key where it is missing.
pub fn set(book: &mut Value, pointer: &str, value: Value) {
    if let Some(found) = book.pointer_mut(pointer) {
        *found = value;
        return;
    }
    let (parent, key) = pointer.rsplit_once('/').unwrap();
    let owner = book.pointer_mut(parent).unwrap();
    if let Some(list) = owner.as_array_mut() {
        list.push(value);
    } else {
        owner.as_object_mut().unwrap().insert(key.to_owned(), value);
    }
}

pub fn import_into(connection: &Connection, text: &[u8]) -> Result<ImportSummary, ImportError> {
    let folder = tempfile::tempdir().unwrap();
    // The history names the file.
    let path = folder.path().join("small.book.json");
    std::fs::write(&path, text).unwrap();
    interchange::import(connection, &path, now(), "1.0.0")
}

/// A new book in memory from a text.
pub fn import(text: &[u8]) -> Result<Connection, ImportError> {
    let connection = Connection::in_memory().unwrap();
    import_into(&connection, text).map(|_| connection)
}

pub fn import_value(book: &Value) -> Result<Connection, ImportError> {
    import(book.to_string().as_bytes())
}

/// The whole sentence of a refusal.
pub fn refusal(book: &Value) -> String {
    match import_value(book) {
        Ok(_) => "accepted".to_owned(),
        Err(error) => error.to_string(),
    }
}

pub fn export(connection: &Connection) -> String {
    let mut bytes = Vec::new();
    interchange::export(connection, &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

pub fn export_value(connection: &Connection) -> Value {
    serde_json::from_str(&export(connection)).unwrap()
}
