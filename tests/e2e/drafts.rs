//! The drafts of a book, as far as a case says what they must be.

#![expect(clippy::unwrap_used, reason = "a walk that cannot take a step has failed")]

use std::path::Path;

use proforma_tests::{case, headless_program};
use serde_json::Value;

/// A draft: run date, customer, total, and each line with its amount.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Draft {
    run_date: String,
    customer: String,
    total: String,
    lines: Vec<(String, String)>,
}

impl Draft {
    /// Of what the headless program printed, or of what a case expects.
    pub(crate) fn of(invoice: &Value) -> Self {
        let said = |value: &Value, key: &str| value[key].as_str().unwrap_or_default().to_owned();
        let date = if invoice["run_date"].is_string() { "run_date" } else { "invoice_date" };
        let lines = invoice["lines"].as_array().unwrap();
        Self {
            run_date: said(invoice, date),
            customer: said(invoice, "customer"),
            total: said(invoice, "total"),
            lines: lines.iter().map(|line| (said(line, "contract_line"), said(line, "amount"))).collect(),
        }
    }

    pub(crate) fn new(run_date: &str, customer: &str, lines: &[(&str, &str)], total: &str) -> Self {
        let lines = lines.iter().map(|(line, amount)| ((*line).to_owned(), (*amount).to_owned())).collect();
        Self { run_date: run_date.to_owned(), customer: customer.to_owned(), total: total.to_owned(), lines }
    }
}

/// What a book has, by the headless program.
pub(crate) fn drafts_of(book: &Path) -> Vec<Draft> {
    let printed = std::process::Command::new(headless_program())
        .arg("--book")
        .arg(book)
        .arg("invoices")
        .output()
        .unwrap();
    let printed: Value = serde_json::from_slice(&printed.stdout).unwrap();
    let mut drafts: Vec<_> = printed["invoices"].as_array().unwrap().iter().map(Draft::of).collect();
    drafts.sort();
    drafts
}

/// The five drafts of the worked example (SPEC 8).
pub(crate) fn expected_of_example() -> Vec<Draft> {
    let expected: Value =
        serde_json::from_str(&std::fs::read_to_string(case("adatum.expected.json")).unwrap()).unwrap();
    expected["invoices"].as_array().unwrap().iter().map(Draft::of).collect()
}
