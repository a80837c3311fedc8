use chrono::NaiveDate;
use proforma_engine::{
    invoice::InvoiceStatus,
    money::{Currency, Money},
};

use super::*;

fn invoice(number: Option<&str>, customer: &str) -> ListedInvoice {
    ListedInvoice {
        id: InvoiceId(12),
        number: number.map(str::to_owned),
        status: InvoiceStatus::InReview,
        customer: "k1".to_owned(),
        customer_name: customer.to_owned(),
        contract: "C/1".to_owned(),
        contract_name: "Order import".to_owned(),
        invoice_date: NaiveDate::from_ymd_opt(2020, 10, 5).expect("a date"),
        lines: 1,
        total: Money::from_minor(742_000, Currency::from_code("USD").expect("known")).expect("in range"),
    }
}

fn named(pattern: &str, invoice: &ListedInvoice) -> String {
    safe_stem(&Pattern::read(pattern).expect("a pattern").fill(invoice))
}

#[test]
fn a_pattern_is_filled_in() {
    let (draft, numbered) = (invoice(None, "Åsa Öberg"), invoice(Some("2020-7"), "Åsa Öberg"));
    assert_eq!(
        named("{customer} {date} {number}, {contract} ({total} {currency}, {status})", &numbered),
        "Åsa Öberg 2020-10-05 2020-7, Order import (7420.00 USD, In review)"
    );
    assert_eq!(named("{number} {customer}", &draft), "draft Åsa Öberg");
    assert_eq!(named("", &numbered), "proforma-2020-7");
    assert_eq!(named("", &draft), "proforma-draft-2020-10-05-C-1-k1-12");
    assert_eq!(named("a}b", &draft), "a}b");
}

#[test]
fn a_pattern_with_an_unknown_field_is_refused_by_name() {
    let refusal = |pattern: &str| Pattern::read(pattern).expect_err("refused").to_string();
    assert_eq!(
        refusal("{number} {amount}"),
        "pattern: \"{amount}\" is no field of a file name; there are {number}, {status}, {date}, {customer}, \
         {contract}, {total} and {currency}"
    );
    assert_eq!(
        refusal("{Number}").split(';').next(),
        Some("pattern: \"{Number}\" is no field of a file name")
    );
    assert_eq!(refusal("{number"), "pattern: \"{number\" is not closed by a }");
    assert!(refusal(&"x".repeat(201)).starts_with("pattern: "));
}

#[test]
// Names come from names of customers, which anybody may type.
fn a_name_is_safe_on_every_file_system() {
    for (text, expected) in [
        ("a/b\\c:d*e?f\"g<h>i|j", "a-b-c-d-e-f-g-h-i-j"),
        ("../../etc/passwd", "-..-etc-passwd"),
        ("..", "invoice"),
        ("", "invoice"),
        (" . hidden. . ", "hidden"),
        ("line\nbreak\0\u{7f}", "line-break-"),
        ("P--7", "P--7"),
        ("two  \u{a0} spaces: / and", "two spaces- - and"),
        ("fdp.exe\u{202e}", "fdp.exe-"),
        ("con", "_con"),
        ("Con.txt", "_Con.txt"),
        ("LPT1", "_LPT1"),
        ("com\u{b2}", "_com\u{b2}"),
        ("NUL .x", "_NUL .x"),
        ("conin$", "_conin$"),
        ("COM10", "COM10"),
        ("console", "console"),
        ("A\u{30a}sa", "Åsa"),
    ] {
        assert_eq!(safe_stem(text), expected, "{text:?}");
    }
    let long = safe_stem(&"ö".repeat(300));
    assert_eq!(
        (long.len(), long.chars().count()),
        (200, 100),
        "whole letters, and no more than a file system takes"
    );
}

#[test]
fn no_two_names_are_alike() {
    let mut taken = HashSet::new();
    let names: Vec<String> =
        ["a", "A", "a-2", "b", "a"].into_iter().map(|stem| unique(stem, &mut taken)).collect();
    assert_eq!(names, ["a", "A-2", "a-2-2", "b", "a-3"]);
}
