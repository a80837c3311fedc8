//! Files that are no book at all, or not quite: cut off, huge, deep, in another encoding.

use proforma_store::Connection;
use serde_json::{Value, json};

use crate::book::{ADATUM, export, import, import_into, refusal, set, small};

fn sentence(text: &[u8]) -> String {
    import(text).map_or_else(|error| error.to_string(), |_| "accepted".to_owned())
}

#[test]
// SPEC 2.1: amounts are decimal strings in JSON, never numbers.
fn shapes_are_refused_with_their_place() {
    for (pointer, value, expected) in [
        (
            "/transactions/0/unit_price",
            json!(100),
            "transactions[0].unit_price: invalid type: integer `100`, expected a string",
        ),
        (
            "/transactions/0/unit_price",
            json!(100.5),
            "transactions[0].unit_price: invalid type: floating point `100.5`, expected a string",
        ),
        (
            "/transactions/0/description",
            json!(null),
            "transactions[0].description: invalid type: null, expected a string",
        ),
        (
            "/transactions/0/descripton",
            json!("x"),
            "transactions[0].descripton: unknown field `descripton`, expected one of",
        ),
        (
            "/contracts/0/lines/1/milestones/0/amount",
            json!([]),
            "contracts[0].lines[1].milestones[0].amount: invalid type: sequence, expected a string",
        ),
        (
            "/customers/0/payment_terms_days",
            json!(30.5),
            "customers[0].payment_terms_days: invalid type: floating point `30.5`, expected u64",
        ),
        (
            "/customers/0/payment_terms_days",
            json!(-1),
            "customers[0].payment_terms_days: invalid value: integer `-1`, expected u64",
        ),
        (
            "/invoice_frequencies/0/cut_off",
            json!("start"),
            "invoice_frequencies[0].cut_off: expected {\"days_before\": N} or \"end_of_previous_month\"",
        ),
        (
            "/transactions/0",
            json!(["t1", "c", "work", "time", "2020-10-01", "1", "1"]),
            "transactions[0]: invalid type: sequence, expected struct Transaction",
        ),
        ("/customers/0", json!(["a", "A"]), "customers[0]: invalid type: sequence, expected struct Customer"),
        (
            "/invoice_frequencies/0/cut_off",
            json!([1]),
            "invoice_frequencies[0].cut_off: expected {\"days_before\": N} or \"end_of_previous_month\"",
        ),
        ("/transactions", json!({}), "transactions: invalid type: map, expected a list"),
        ("/contracts", json!(null), "contracts: invalid type: null, expected a sequence"),
        ("/format", json!("other-book"), "format: \"other-book\" is not \"proforma-book\""),
        ("/version", json!(2), "version: version 2 is not known, only version 1 is"),
        ("/version", json!("1"), "version: invalid type: string \"1\", expected u64"),
        ("/customer", json!([]), "customer: unknown field `customer`, expected one of"),
        ("/state", json!({ "share": [] }), "state.share: unknown field `share`, expected one of"),
    ] {
        let mut book = small();
        set(&mut book, pointer, value.clone());
        let found = refusal(&book);
        assert!(found.starts_with(expected), "{pointer} = {value}:\n{found}\n{expected}");
    }
}

#[test]
fn a_missing_key_is_named() {
    for (pointer, key, expected) in [
        ("", "format", "the file: missing field `format`"),
        ("", "version", "the file: missing field `version`"),
        ("/transactions/1", "quantity", "transactions[1]: missing field `quantity`"),
        ("/contracts/0/lines/0", "billing_method", "contracts[0].lines[0]: missing field `billing_method`"),
    ] {
        let mut book = small();
        book.pointer_mut(pointer).unwrap().as_object_mut().unwrap().remove(key);
        let found = refusal(&book);
        assert!(found.starts_with(expected), "{found}");
    }
}

#[test]
fn a_key_may_not_stand_twice() {
    let twice = |from: &str, to: &str| sentence(ADATUM.replacen(from, to, 1).as_bytes());
    let found = twice("\"time_zone\":", "\"time_zone\": \"Europe/Sofia\", \"time_zone\":");
    assert!(found.starts_with("the file: duplicate field `time_zone` at line "), "{found}");
    let found = twice("\"id\": \"e2\",", "\"id\": \"e2\", \"id\": \"e2\",");
    assert!(found.starts_with("transactions[4]: duplicate field `id` at line "), "{found}");
    let found = twice("\"transactions\": [", "\"transactions\": [], \"transactions\": [");
    assert!(found.starts_with("the file: duplicate field `transactions` at line "), "{found}");
}

#[test]
fn a_file_that_is_cut_off_anywhere_is_refused() {
    let whole = ADATUM.trim_end();
    for length in (0..whole.len()).step_by(41).chain([whole.len() - 1]) {
        let found = sentence(&whole.as_bytes()[..length]);
        let is_said = found.contains("EOF while parsing") || found == "the file: the file is empty";
        assert!(is_said, "cut at {length}: {found}");
    }
}

#[test]
fn files_that_are_no_book() {
    for (text, expected) in [
        (&b""[..], "the file: the file is empty"),
        (b"[]", "the file: invalid type: sequence, expected a book"),
        (b"hello", "the file: expected value at line 1 column 1"),
        (b"{} {}", "the file: missing field `format`"),
        (
            b"{\"format\":\"proforma-book\",\"version\":1,\"company\":{\"name\":\"A\"}} x",
            "the file: trailing characters at line 1 column",
        ),
        (b"{\"format\":\"proforma-book\",\"version\":1,}", "the file: trailing comma at line 1 column 39"),
        (b"\xFF\xFE{\0}\0", "the file: line 1 is not UTF-8 text"),
        (b"{\n\"format\":\"\xE9\"}", "the file: line 2 is not UTF-8 text"),
    ] {
        let found = sentence(text);
        assert!(found.starts_with(expected), "{found}\n{expected}");
    }
}

#[test]
fn a_byte_order_mark_is_skipped() {
    assert_eq!(sentence(format!("\u{FEFF}{ADATUM}").as_bytes()), "accepted");
}

#[test]
fn huge_texts_and_deep_nesting_are_refused_without_harm() {
    let huge = ADATUM.replacen("Flight to San Francisco", &"x".repeat(2 << 20), 1);
    let found = sentence(huge.as_bytes());
    assert!(found.contains("holds a text of more than 1048576 bytes"), "{found}");
    let deep = ADATUM.replacen(
        "\"Flight to San Francisco\"",
        &format!("{}{}", "[".repeat(1_000_000), "]".repeat(1_000_000)),
        1,
    );
    let found = sentence(deep.as_bytes());
    assert!(found.starts_with("transactions[0].description: invalid type: sequence"), "{found}");
    let found = sentence("[".repeat(1_000_000).as_bytes());
    assert!(found.starts_with("the file: invalid type: sequence, expected a book"), "{found}");
}

#[test]
// SPEC 9: the keys of a file stand in any order.
fn transactions_may_stand_before_the_contracts_they_name() {
    let book: Value = serde_json::from_str(ADATUM).unwrap();
    let mut keys: Vec<&String> = book.as_object().unwrap().keys().collect();
    keys.sort_by_key(|key| std::cmp::Reverse(*key));
    let parts: Vec<String> =
        keys.iter().map(|key| format!("{}: {}", json!(key), book[key.as_str()])).collect();
    let turned = format!("{{{}}}", parts.join(","));
    assert!(turned.find("\"transactions\"") < turned.find("\"contracts\""), "the test turns the order round");
    assert_eq!(export(&import(turned.as_bytes()).unwrap()), export(&import(ADATUM.as_bytes()).unwrap()));
}

#[test]
// SPEC 9: all or nothing.
fn nothing_stays_of_a_file_that_is_refused_at_its_end() {
    let connection = Connection::in_memory().unwrap();
    import_into(&connection, ADATUM.as_bytes()).unwrap();
    let before = export(&connection);
    let mut book = small();
    book.as_object_mut().unwrap().remove("company");
    book.as_object_mut().unwrap().remove("time_zone");
    set(&mut book, "/transactions/0/id", json!("u1"));
    set(&mut book, "/transactions/1/id", json!("u2"));
    set(&mut book, "/transactions/1/unit_price", json!("12,50"));
    let error = import_into(&connection, book.to_string().as_bytes()).unwrap_err();
    assert_eq!(error.to_string(), "transactions[1].unit_price: \"12,50\" is not a decimal number");
    assert_eq!(export(&connection), before, "customers, contracts and the first transaction are gone again");
    set(&mut book, "/transactions/1/unit_price", json!("12.50"));
    import_into(&connection, book.to_string().as_bytes()).unwrap();
    assert_ne!(export(&connection), before, "without the mistake it comes in");
}

#[test]
fn a_file_that_is_not_there_is_said_so() {
    let connection = Connection::in_memory().unwrap();
    let now = crate::book::now();
    let error =
        proforma_api::interchange::import(&connection, "nowhere.book.json".as_ref(), now, "1").unwrap_err();
    assert_eq!(error.to_string(), "nowhere.book.json could not be read");
}
