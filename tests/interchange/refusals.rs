//! What SPEC 2.5 and 2.6 refuse of values, each with its place and its sentence.

use serde_json::{Value, json};

use crate::book::{refusal, set, small};

/// Changes the small book in one place and compares the sentence.
pub(crate) fn check(cases: &[(&str, Value, &str)]) {
    for (pointer, value, expected) in cases {
        let mut book = small();
        set(&mut book, pointer, value.clone());
        assert_eq!(refusal(&book), *expected, "{pointer} = {value}");
    }
}

pub(crate) const LINE: &str = "/contracts/0/lines/0";

#[test]
fn the_small_book_itself_is_accepted() {
    assert_eq!(refusal(&small()), "accepted");
}

#[test]
// SPEC 2.1, 2.5: numbers are exact and within their bounds.
fn numbers() {
    let price = "/transactions/1/unit_price";
    check(&[
        (price, json!("12,50"), "transactions[1].unit_price: \"12,50\" is not a decimal number"),
        (price, json!("1e3"), "transactions[1].unit_price: \"1e3\" is not a decimal number"),
        (price, json!("+1"), "transactions[1].unit_price: \"+1\" is not a decimal number"),
        (price, json!(" 1"), "transactions[1].unit_price: \" 1\" is not a decimal number"),
        (price, json!(".5"), "transactions[1].unit_price: \".5\" is not a decimal number"),
        (price, json!(""), "transactions[1].unit_price: \"\" is not a decimal number"),
        (price, json!("NaN"), "transactions[1].unit_price: \"NaN\" is not a decimal number"),
        (price, json!("1.0000001"), "transactions[1].unit_price: 1.0000001 has more than 6 decimals"),
        (
            price,
            json!("1000000000.01"),
            "transactions[1].unit_price: 1000000000.01 is beyond the limit of ±1000000000",
        ),
        (
            "/transactions/1/quantity",
            json!("-1000000001"),
            "transactions[1].quantity: -1000000001 is beyond the limit of ±1000000000",
        ),
        (price, json!("1000000000"), "accepted"),
        (price, json!("-0.000001"), "accepted"),
        (
            price,
            json!("0.12345678901234567890123456789"),
            "transactions[1].unit_price: \"0.12345678901234567890123456789\" has more digits than any number of a book",
        ),
    ]);
    // SPEC 2.5: 10^13 minor units, checked after both factors.
    let mut book = small();
    set(&mut book, "/transactions/1/quantity", json!("1000000"));
    set(&mut book, price, json!("1000000"));
    assert_eq!(
        refusal(&book),
        "transactions[1].unit_price: the amount is beyond the limit of 10000000000000 minor units of USD"
    );
}

#[test]
// SPEC 2.5: dates from 1900 to 2199, in one spelling.
fn dates() {
    let date = "/transactions/0/date";
    check(&[
        (
            date,
            json!("1899-12-31"),
            "transactions[0].date: 1899-12-31 is not between 1900-01-01 and 2199-12-31",
        ),
        (
            date,
            json!("2200-01-01"),
            "transactions[0].date: 2200-01-01 is not between 1900-01-01 and 2199-12-31",
        ),
        (
            date,
            json!("2021-02-29"),
            "transactions[0].date: \"2021-02-29\" is not a date of the form YYYY-MM-DD",
        ),
        (
            date,
            json!("5 October"),
            "transactions[0].date: \"5 October\" is not a date of the form YYYY-MM-DD",
        ),
        (date, json!("2020-1-1"), "transactions[0].date: \"2020-1-1\" is not a date of the form YYYY-MM-DD"),
        ("/holidays", json!(["2020-12-24", "x"]), "holidays[1]: \"x\" is not a date of the form YYYY-MM-DD"),
        (date, json!("1900-01-01"), "accepted"),
        (date, json!("2199-12-31"), "accepted"),
    ]);
}

#[test]
// SPEC 2.5: texts of 10,000 characters, names of 200, ids of 64.
fn texts() {
    let too_long = "the text has 201 characters, at most 200 are allowed";
    check(&[
        ("/company/name", json!("é".repeat(201)), &format!("company.name: {too_long}")),
        ("/company/name", json!("é".repeat(200)), "accepted"),
        ("/company/name", json!("  "), "company.name: the text is empty"),
        ("/customers/1/name", json!("x".repeat(201)), &format!("customers[1].name: {too_long}")),
        ("/customers/1/id", json!(""), "customers[1].id: the text is empty"),
        (
            "/customers/1/id",
            json!("x".repeat(65)),
            "customers[1].id: the text has 65 characters, at most 64 are allowed",
        ),
        (
            "/transactions/1/description",
            json!("x".repeat(10_001)),
            "transactions[1].description: the text has 10001 characters, at most 10000 are allowed",
        ),
        ("/transactions/1/description", json!("発".repeat(10_000)), "accepted"),
        (
            "/customers/0/address",
            json!(["1", "2", "3", "4", "5", "6", "7"]),
            "customers[0].address: the list has 7 entries, at most 6 can be",
        ),
        (
            "/customers/0/address",
            json!(["a", "b\nc"]),
            "customers[0].address[1]: the text holds a line break",
        ),
        (
            "/customers/0/country",
            json!("gb"),
            "customers[0].country: \"gb\" is not a country code of two capital letters",
        ),
        (
            "/customers/0/payment_terms_days",
            json!(366),
            "customers[0].payment_terms_days: 366 is not between 0 and 365",
        ),
        (
            "/time_zone",
            json!("Mars/Olympus"),
            "time_zone: \"Mars/Olympus\" is not a time zone of the IANA database",
        ),
    ]);
}

#[test]
// SPEC 2.6: an amount with more decimals than its currency has.
fn decimals_of_a_currency() {
    let amount = "/contracts/0/lines/1/contracted_amount";
    check(&[
        (
            amount,
            json!("30.005"),
            "contracts[0].lines[1].contracted_amount: 30.005 has more decimals than USD has (2)",
        ),
        (amount, json!("30.000"), "accepted"),
        (
            "/contracts/0/lines/1/milestones/0/amount",
            json!("30.001"),
            "contracts[0].lines[1].milestones[0].amount: 30.001 has more decimals than USD has (2)",
        ),
        ("/contracts/0/currency", json!("JPY"), "accepted"),
        (
            "/contracts/0/currency",
            json!("usd"),
            "contracts[0].currency: \"usd\" is not a currency code of ISO 4217",
        ),
        (
            "/contracts/0/currency",
            json!("XYZ"),
            "contracts[0].currency: \"XYZ\" is not a currency code of ISO 4217",
        ),
        // Withdrawn currencies are accepted: books are old.
        ("/contracts/0/currency", json!("BGN"), "accepted"),
    ]);
    let mut yen = small();
    set(&mut yen, "/contracts/0/currency", json!("JPY"));
    set(&mut yen, amount, json!("30.5"));
    assert_eq!(
        refusal(&yen),
        "contracts[0].lines[1].contracted_amount: 30.5 has more decimals than JPY has (0)"
    );
}

#[test]
// SPEC 2.6: a tax percent outside 0–100, without a category, or not 0 for another category than S.
fn taxes() {
    let percent = "contracts[0].lines[0].tax_percent";
    for (category, rate, expected) in [
        (Some("S"), Some("20"), "accepted".to_owned()),
        (Some("S"), Some("0"), "accepted".to_owned()),
        (Some("S"), Some("100.5"), format!("{percent}: 100.5 is not a tax percent between 0 and 100 with at most 6 decimals")),
        (Some("S"), Some("-1"), format!("{percent}: -1 is not a tax percent between 0 and 100 with at most 6 decimals")),
        (Some("S"), Some("1.1234567"), format!("{percent}: 1.1234567 is not a tax percent between 0 and 100 with at most 6 decimals")),
        (Some("AE"), Some("20"), format!("{percent}: category AE has a tax percent of 0, not 20")),
        (Some("AE"), Some("0.00"), "accepted".to_owned()),
        (None, Some("20"), format!("{percent}: a tax percent needs a tax category, and a category its percent")),
        (Some("S"), None, "contracts[0].lines[0].tax_category: a tax percent needs a tax category, and a category its percent".to_owned()),
        (Some("X"), Some("0"), "contracts[0].lines[0].tax_category: \"X\" is not a tax category".to_owned()),
    ] {
        let mut book = small();
        if let Some(category) = category {
            set(&mut book, &format!("{LINE}/tax_category"), json!(category));
        }
        if let Some(rate) = rate {
            set(&mut book, &format!("{LINE}/tax_percent"), json!(rate));
        }
        assert_eq!(refusal(&book), expected, "{category:?} {rate:?}");
    }
}

#[test]
// SPEC 2.6: a duplicate key, in the file.
fn duplicate_ids() {
    let twice = |pointer: &str, place: &str, id: &str| {
        let mut book = small();
        let copy = book.pointer(pointer).unwrap()[0].clone();
        book.pointer_mut(pointer).unwrap().as_array_mut().unwrap().push(copy);
        assert_eq!(refusal(&book), format!("{place}.id: the id \"{id}\" is in the file twice"), "{pointer}");
    };
    twice("/customers", "customers[2]", "a");
    twice("/invoice_frequencies", "invoice_frequencies[1]", "f");
    twice("/roles", "roles[1]", "r");
    twice("/resources", "resources[1]", "p");
    twice("/contracts", "contracts[1]", "c");
    twice("/contracts/0/lines", "contracts[0].lines[2]", "work");
    twice("/contracts/0/lines/1/milestones", "contracts[0].lines[1].milestones[1]", "m");
    twice("/transactions", "transactions[2]", "t1");
    // SPEC 9: transactions and milestones share one id space.
    check(&[("/transactions/1/id", json!("m"), "transactions[1].id: the id \"m\" is in the file twice")]);
}

#[test]
fn a_new_book_needs_a_company() {
    let mut book = small();
    book.as_object_mut().unwrap().remove("company");
    assert_eq!(refusal(&book), "company: a new book needs a company: who issues the invoices");
}

#[test]
// SPEC 6.9, 9: what a file says was counted names roles and resources of the file, each once, and when.
fn what_was_counted_is_refused_with_its_place() {
    let hours = |id: &str| json!({ "id": id, "chargeable": "6", "non_chargeable": "0", "complimentary": "0", "capacity": "40" });
    let week = |roles: Value| json!({ "counted_through": "2020-10-04", "counted_at": "2020-10-05T12:00:00Z", "counted_roles": roles });
    for (jobs, why) in [
        (json!([week(json!([hours("r")]))]), "accepted"),
        (
            json!([{ "counted_through": "2020-10-04" }]),
            "state.batch_jobs[0].counted_at: what was counted needs the time of the count",
        ),
        (
            json!([week(json!([hours("r"), hours("r")]))]),
            "state.batch_jobs[0].counted_roles[1].id: the id \"r\" is in the file twice",
        ),
        (
            json!([week(json!([hours("x")]))]),
            "state.batch_jobs[0].counted_roles[0].id: there is no role \"x\"",
        ),
        (
            json!([week(json!([hours("r")])), week(json!([hours("r")]))]),
            "state.batch_jobs[1].counted_through: the id \"2020-10-04\" is in the file twice",
        ),
        (json!([{ "latest_at": "today" }]), "state.batch_jobs[0].latest_at: "),
    ] {
        let mut book = small();
        set(&mut book, "/state", json!({ "batch_jobs": jobs }));
        let found = refusal(&book);
        assert!(found.starts_with(why), "{found}\n{why}");
    }
}
