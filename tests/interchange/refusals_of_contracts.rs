//! What SPEC 2.5 and 2.6 refuse of contracts and frequencies, each with its place and its sentence.

use serde_json::json;

use crate::{
    book::{refusal, set, small},
    refusals::{LINE, check},
};

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
// SPEC 5.4: a limit on each of the four levels is an amount of the currency that is not below zero.
fn limits() {
    let list = |limit: &str| json!([{ "customer": "a", "percent": "100", "not_to_exceed": limit }]);
    for (value, sentence) in [
        ("-0.01", "a not-to-exceed limit cannot be below zero"),
        ("0.001", "0.001 has more decimals than USD has (2)"),
    ] {
        check(&[
            ("/contracts/0/not_to_exceed", json!(value), &format!("contracts[0].not_to_exceed: {sentence}")),
            (
                "/contracts/0/customers/0/not_to_exceed",
                json!(value),
                &format!("contracts[0].customers[0].not_to_exceed: {sentence}"),
            ),
            (
                "/contracts/0/lines/0/not_to_exceed",
                json!(value),
                &format!("contracts[0].lines[0].not_to_exceed: {sentence}"),
            ),
            (
                "/contracts/0/lines/0/customers",
                list(value),
                &format!("contracts[0].lines[0].customers[0].not_to_exceed: {sentence}"),
            ),
        ]);
    }
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
