//! Every refusal of SPEC 2.5 and 2.6, each with its place and its sentence.

use serde_json::{Value, json};

use crate::book::{refusal, set, small};

/// Changes the small book in one place and compares the sentence.
fn check(cases: &[(&str, Value, &str)]) {
    for (pointer, value, expected) in cases {
        let mut book = small();
        set(&mut book, pointer, value.clone());
        assert_eq!(refusal(&book), *expected, "{pointer} = {value}");
    }
}

const LINE: &str = "/contracts/0/lines/0";

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
// SPEC 2.6: a transaction whose class its line does not include; SPEC 2.6: schedules and milestones on the other method.
fn methods_and_classes() {
    check(&[
        (
            "/transactions/1/class",
            json!("expense"),
            "transactions[1].class: t2: contract line \"work\" does not include the class expense",
        ),
        (
            "/transactions/1/class",
            json!("tyme"),
            "transactions[1].class: \"tyme\" is not a transaction class",
        ),
        (
            "/contracts/0/lines/1/invoice_schedule",
            json!([{ "run_date": "2020-10-05", "cut_off_date": "2020-10-04" }]),
            "contracts[0].lines[1].invoice_schedule: a fixed-price line has milestones, not an invoice schedule",
        ),
        (
            "/contracts/0/lines/0/milestones",
            json!([{ "id": "n", "name": "N", "date": "2020-10-05", "amount": "1" }]),
            "contracts[0].lines[0].milestones: a time-and-material line has an invoice schedule, not milestones",
        ),
        (
            "/contracts/0/lines/0/transaction_classes",
            json!(["time", "fee", "time"]),
            "contracts[0].lines[0].transaction_classes[2]: \"time\" is in the list twice",
        ),
        // SPEC 3.9: one date row per line and run date.
        (
            "/contracts/0/lines/0/invoice_schedule/1",
            json!({ "run_date": "2020-10-05", "cut_off_date": "2020-10-01" }),
            "contracts[0].lines[0].invoice_schedule[1].run_date: the line has a row on 2020-10-05 already",
        ),
    ]);
}

#[test]
// SPEC 2.6, 3.1, 3.2: frequencies that do not hold together.
fn frequencies() {
    let at = "invoice_frequencies[0]";
    for (frequency, expected) in [
        (
            json!({ "period": "quarterly", "every": 2, "runs": [{ "day": 1 }] }),
            format!(
                "{at}.every: every 2 periods can be said of weekly and monthly frequencies only, not of quarterly ones"
            ),
        ),
        (
            json!({ "period": "biweekly", "every": 2, "runs": [{ "weekday": "monday" }] }),
            format!(
                "{at}.every: every 2 periods can be said of weekly and monthly frequencies only, not of biweekly ones"
            ),
        ),
        (
            json!({ "period": "weekly", "every": 53, "runs": [{ "weekday": "monday" }] }),
            format!("{at}.every: 53 is not between 1 and 52"),
        ),
        (
            json!({ "period": "weekly", "runs": [{ "day": 1 }] }),
            format!("{at}.runs[0]: run 0 of a weekly frequency needs a weekday and nothing else"),
        ),
        (
            json!({ "period": "monthly", "runs": [{ "day": 1 }, { "weekday": "monday" }] }),
            format!(
                "{at}.runs[1]: run 1 of a monthly frequency needs an occurrence (first, second, third, fourth or last) beside its weekday"
            ),
        ),
        (
            json!({ "period": "monthly", "runs": [{ "weekday": "monday", "day": 1 }] }),
            format!("{at}.runs[0]: a run has either a weekday or a day of the month"),
        ),
        (
            json!({ "period": "monthly", "runs": [{ "occurrence": "first" }] }),
            format!("{at}.runs[0]: a run has either a weekday or a day of the month"),
        ),
        (
            json!({ "period": "monthly", "runs": [{ "day": 32 }] }),
            format!("{at}.runs[0].day: 32 is not between 1 and 31"),
        ),
        (
            json!({ "period": "monthly", "runs": [] }),
            format!("{at}.runs: a monthly frequency has 0 runs, 1 to 4 can be"),
        ),
        (
            json!({ "period": "monthly", "runs": [{ "day": 1 }], "cut_off": { "days_before": 367 } }),
            format!("{at}.cut_off.days_before: 367 is not between 0 and 366"),
        ),
        (
            json!({ "period": "monthly", "runs": [{ "day": 1 }], "cut_off": "end_of_previous_month" }),
            "accepted".to_owned(),
        ),
        (
            json!({ "period": "daily", "runs": [{ "day": 1 }] }),
            format!("{at}.period: \"daily\" is not a period"),
        ),
        (
            json!({ "period": "weekly", "runs": [{ "weekday": "Monday" }] }),
            format!("{at}.runs[0].weekday: \"Monday\" is not a weekday"),
        ),
    ] {
        let mut book = small();
        let mut whole = json!({ "id": "f", "name": "F" });
        whole.as_object_mut().unwrap().extend(frequency.as_object().unwrap().clone());
        set(&mut book, "/invoice_frequencies/0", whole);
        assert_eq!(refusal(&book), expected, "{frequency}");
    }
}

#[test]
// SPEC 2.6, 5.1: lists of customers.
fn lists_of_customers() {
    let at = "contracts[0].customers";
    for (list, expected) in [
        (
            json!([{ "customer": "a", "percent": "60" }, { "customer": "b", "percent": "39.999999" }]),
            format!("{at}: the percentages total 99.999999, not 100"),
        ),
        (
            json!([{ "customer": "a", "percent": "110" }, { "customer": "b", "percent": "-10" }]),
            format!("{at}[0].percent: 110 is not a percentage from 0 to 100 with at most 6 decimals"),
        ),
        (
            json!([{ "customer": "a", "percent": "-10" }, { "customer": "b", "percent": "110" }]),
            format!("{at}[0].percent: -10 is not a percentage from 0 to 100 with at most 6 decimals"),
        ),
        (
            json!([{ "customer": "a", "percent": "99.9999999" }, { "customer": "b", "percent": "0.0000001" }]),
            format!("{at}[0].percent: 99.9999999 is not a percentage from 0 to 100 with at most 6 decimals"),
        ),
        (
            json!([{ "customer": "a", "percent": "50" }, { "customer": "a", "percent": "50" }]),
            format!("{at}[1].customer: the customer is in the list twice"),
        ),
        (
            json!([{ "customer": "a", "percent": "50", "rounding": true }, { "customer": "b", "percent": "50", "rounding": true }]),
            format!("{at}[1].rounding: a second rounding customer is named"),
        ),
        (json!([]), format!("{at}: a list of customers needs at least one customer")),
        (
            json!([{ "customer": "z", "percent": "100" }]),
            format!("{at}[0].customer: there is no customer \"z\""),
        ),
        (
            json!([{ "customer": "a", "percent": "100" }, { "customer": "b", "percent": "0" }]),
            "accepted".to_owned(),
        ),
    ] {
        let mut book = small();
        set(&mut book, "/contracts/0/customers", list.clone());
        assert_eq!(refusal(&book), expected, "{list}");
        let mut book = small();
        set(&mut book, &format!("{LINE}/customers"), list.clone());
        assert_eq!(
            refusal(&book),
            expected.replace(at, "contracts[0].lines[0].customers"),
            "of a line: {list}"
        );
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
// SPEC 2.6, 3.10: an active contract's milestones add up to the line's contracted amount.
fn milestones_that_do_not_add_up() {
    let amount = "/contracts/0/lines/1/contracted_amount";
    check(&[(
        amount,
        json!("30.01"),
        "contracts[0].lines[1].milestones: the milestones add up to 30.00, 0.01 short of the contracted amount 30.01",
    )]);
    for status in ["draft", "closed"] {
        let mut book = small();
        set(&mut book, amount, json!("30.01"));
        set(&mut book, "/contracts/0/status", json!(status));
        assert_eq!(refusal(&book), "accepted", "only an active contract must add up, this one is {status}");
    }
    let mut without = small();
    without.pointer_mut("/contracts/0/lines/1").unwrap().as_object_mut().unwrap().remove("contracted_amount");
    assert_eq!(refusal(&without), "accepted", "without a contracted amount, their sum is it");
}

#[test]
fn references_to_nothing() {
    check(&[
        ("/transactions/1/contract", json!("x"), "transactions[1].contract: there is no contract \"x\""),
        (
            "/transactions/1/contract_line",
            json!("x"),
            "transactions[1].contract_line: there is no contract line \"x\"",
        ),
        ("/transactions/1/role", json!("x"), "transactions[1].role: there is no role \"x\""),
        ("/transactions/1/resource", json!("x"), "transactions[1].resource: there is no resource \"x\""),
        ("/resources/0/role", json!("x"), "resources[0].role: there is no role \"x\""),
        (
            "/contracts/0/lines/0/invoice_frequency",
            json!("x"),
            "contracts[0].lines[0].invoice_frequency: there is no invoice frequency \"x\"",
        ),
    ]);
}

#[test]
// SPEC 5.4: a limit is refused as long as it is not enforced.
fn limits() {
    let sentence = "not-to-exceed limits are not enforced yet, so a book that has one is refused";
    for (pointer, place) in [
        ("/contracts/0/not_to_exceed", "contracts[0].not_to_exceed"),
        ("/contracts/0/customers/0/not_to_exceed", "contracts[0].customers[0].not_to_exceed"),
        ("/contracts/0/lines/0/not_to_exceed", "contracts[0].lines[0].not_to_exceed"),
    ] {
        check(&[(pointer, json!("1000"), &format!("{place}: {sentence}"))]);
    }
    let list = json!([{ "customer": "a", "percent": "100", "not_to_exceed": "5" }]);
    check(&[(
        "/contracts/0/lines/0/customers",
        list,
        &format!("contracts[0].lines[0].customers[0].not_to_exceed: {sentence}"),
    )]);
}

#[test]
fn statuses_that_only_the_program_gives() {
    let sentence = "billing status invoice_created is given by the program; ready_to_invoice and not_ready can be imported";
    check(&[
        (
            "/transactions/0/billing_status",
            json!("invoice_created"),
            &format!("transactions[0].billing_status: {sentence}"),
        ),
        (
            "/transactions/0/billing_status",
            json!("ready"),
            "transactions[0].billing_status: \"ready\" is not a billing status",
        ),
        ("/contracts/0/status", json!("open"), "contracts[0].status: \"open\" is not a contract status"),
    ]);
}

#[test]
fn a_new_book_needs_a_company() {
    let mut book = small();
    book.as_object_mut().unwrap().remove("company");
    assert_eq!(refusal(&book), "company: a new book needs a company: who issues the invoices");
}
