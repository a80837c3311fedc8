//! The worked example day by day, on a real book: SPEC 8, and the cases T1, T5, T6, T7 and T14.

#![expect(clippy::unwrap_used, reason = "a walk that cannot take a step has failed")]

#[path = "walk/calendar.rs"]
mod calendar;
#[path = "walk/changes.rs"]
mod changes;
#[path = "walk/drafts.rs"]
mod drafts;
#[path = "walk/exports.rs"]
mod exports;
#[path = "walk/exports_of_transactions.rs"]
mod exports_of_transactions;
#[path = "walk/exports_of_utilization.rs"]
mod exports_of_utilization;
#[path = "walk/forecast.rs"]
mod forecast;
#[path = "walk/kept.rs"]
mod kept;
#[path = "walk/limits.rs"]
mod limits;
#[path = "walk/lists.rs"]
mod lists;
#[path = "walk/over_time.rs"]
mod over_time;
#[path = "walk/overview.rs"]
mod overview;
#[path = "walk/promises.rs"]
mod promises;
#[path = "walk/proofs.rs"]
mod proofs;
#[path = "walk/renaming.rs"]
mod renaming;
#[path = "walk/unreadable.rs"]
mod unreadable;
#[path = "walk/verdicts.rs"]
mod verdicts;
#[path = "walk/views.rs"]
mod views;

use std::{fs, sync::atomic::AtomicBool};

use chrono::{Days, NaiveDate};
use proforma_api::{
    backlog::{BillingStatus, Marking, Stopping, explain, mark},
    book::Book,
    check::check,
    invoices::invoice_json,
    json::InvoiceJson,
    process_run::RunEvent,
};
use proforma_tests::{TempBook, case, date, noon};
use proforma_worker::{AskedBy, Clock, Order, ProcessRunner};
use serde_json::Value;

/// Runs a date as the headless program does and gives the drafts it created.
fn run(book: &TempBook, run_date: NaiveDate) -> Vec<InvoiceJson> {
    let runner = ProcessRunner::new("walk", Clock::of(noon)).unwrap();
    let order = Order {
        run_date,
        today: run_date,
        tells_the_rest: true,
        asked_by: AskedBy::Person,
        cancel: &AtomicBool::new(false),
    };
    let mut ids = Vec::new();
    runner
        .run_date(&book.path(), &order, &mut |event| {
            if let RunEvent::Draft { invoice, .. } = event {
                ids.push(invoice.unwrap().0.to_string());
            }
            Ok(())
        })
        .unwrap();
    let book = Book::open(&book.path()).unwrap();
    ids.iter().map(|id| invoice_json(book.connection(), id).unwrap()).collect()
}

fn mark_ready(book: &TempBook, id: &str) {
    let book = Book::open(&book.path()).unwrap();
    let whole = [Marking { id, customer: None }];
    mark(book.connection(), &whole, BillingStatus::ReadyToInvoice, Stopping::AllOrNothing, noon()).unwrap();
}

/// A draft in the words of the expectation: run date, customer, total, and each line with its details.
fn shown(invoice: &InvoiceJson) -> Value {
    let lines: Vec<Value> = invoice
        .lines
        .iter()
        .map(|line| {
            let details: Vec<Value> = line
                .details
                .iter()
                .map(|detail| {
                    let detail = serde_json::to_value(detail).unwrap();
                    detail.get("transaction").or(detail.get("milestone")).unwrap().clone()
                })
                .collect();
            serde_json::json!({ "contract_line": line.contract_line, "amount": line.amount, "details": details })
        })
        .collect();
    serde_json::json!({ "run_date": invoice.invoice_date, "customer": invoice.customer, "total": invoice.total, "lines": lines })
}

#[test]
// SPEC 8, 4.11 (T1): every day from 1 October to 30 November, then every day again.
fn adatum_day_by_day() {
    let expected: Value =
        serde_json::from_str(&fs::read_to_string(case("adatum.expected.json")).unwrap()).unwrap();
    let book = TempBook::of(&case("adatum.book.json"));
    let first = date("2020-10-01");
    let days: Vec<NaiveDate> = first.iter_days().take_while(|day| *day <= date("2020-11-30")).collect();
    let mut invoices = Vec::new();
    for day in &days {
        for entry in expected["mark"].as_array().unwrap() {
            if entry["before_run_of"] == day.to_string() {
                mark_ready(&book, entry["transaction"].as_str().unwrap());
            }
        }
        invoices.extend(run(&book, *day).iter().map(shown));
    }
    assert_eq!(Value::Array(invoices), expected["invoices"]);
    for day in &days {
        assert!(run(&book, *day).is_empty(), "{day} again creates nothing new");
    }
    let open = Book::open(&book.path()).unwrap();
    for id in expected["backlog_after"].as_array().unwrap() {
        let shares = explain(open.connection(), id.as_str().unwrap(), date("2020-11-30")).unwrap();
        assert!(shares.iter().all(|share| share.billing_status == BillingStatus::ReadyToInvoice));
    }
    let left = Book::open(&book.path()).unwrap().header(noon()).unwrap().counts.backlog;
    assert_eq!(left as usize, expected["backlog_after"].as_array().unwrap().len());
    assert!(check(open.connection()).unwrap().is_empty());
}

#[test]
// SPEC 6.6, 4.11 (T14): two dates missed make two drafts, each with its own date and cut-off.
fn missed_dates_are_never_merged() {
    let book = TempBook::of(&case("adatum.book.json"));
    mark_ready(&book, "t4");
    let runner = ProcessRunner::new("walk", Clock::of(noon)).unwrap();
    let mut drafts = Vec::new();
    let mut dates = Vec::new();
    runner
        .run_through(
            &book.path(),
            Some(date("2020-10-05")),
            date("2020-10-21"),
            &AtomicBool::new(false),
            |day, run| {
                dates.push(day);
                run(&mut |event| {
                    if let RunEvent::Draft { draft, .. } = event {
                        drafts.push(format!("{} {}", draft.invoice_date, draft.totals.total));
                    }
                    Ok(())
                })
            },
        )
        .unwrap();
    assert_eq!(drafts, ["2020-10-05 8220.00", "2020-10-19 1800.00"]);
    assert_eq!(dates.len(), 17, "each date is a process run of its own");
    // SPEC 6.6: covered dates are not run again.
    let mut again = 0;
    runner
        .run_through(&book.path(), None, date("2020-10-22"), &AtomicBool::new(false), |_, run| {
            again += 1;
            run(&mut |_| Ok(()))
        })
        .unwrap();
    assert_eq!(again, 1);
}

#[test]
// SPEC 5.1, 5.2, 5.3, 4.6 (T6 by amount, T7): three customers, the odd cent on the rounding customer.
fn a_split_is_billed_to_each_customer() {
    let book = TempBook::of(&case("split.book.json"));
    let drafts = run(&book, date("2021-01-04"));
    let totals: Vec<_> = drafts.iter().map(|draft| format!("{} {}", draft.customer, draft.total)).collect();
    // 1,000.00 and 1,050.00 at 33.34 / 33.33 / 33.33 %, and an expense of 200.00 for the first alone.
    assert_eq!(totals, ["alpha 883.46", "beta 683.27", "gamma 683.27"]);
    let detail = &drafts[1].lines[0].details[0];
    assert_eq!(
        (detail.quantity.as_str(), detail.unit_price.as_str(), detail.percent.as_str()),
        ("10.00", "100.00", "33.33")
    );
}

#[test]
// SPEC 4.10: a contract that fails is parked with its reason; the others are billed; the next run tries again.
fn one_bad_contract_parks_alone() {
    let book = TempBook::of(&case("parked.book.json"));
    let drafts = run(&book, date("2021-01-04"));
    assert_eq!(drafts.iter().map(|draft| draft.contract.as_str()).collect::<Vec<_>>(), ["GOOD"]);
    let open = Book::open(&book.path()).unwrap();
    let shares = explain(open.connection(), "huge-1", date("2021-01-05")).unwrap();
    assert_eq!(shares[0].reason.code.as_str(), "contract_parked");
    assert_eq!(shares[0].next_run_date, Some(date("2021-01-05")), "every later run tries again");
    drop(open);
    let not_ready = [Marking { id: "huge-2", customer: None }];
    let open = Book::open(&book.path()).unwrap();
    mark(open.connection(), &not_ready, BillingStatus::NotReady, Stopping::AllOrNothing, noon()).unwrap();
    let drafts = run(&book, date("2021-01-04") + Days::new(3));
    assert_eq!(drafts.len(), 1);
    assert_eq!(drafts[0].invoice_date, date("2021-01-04"), "with its own date");
}

#[test]
// SPEC 4.12: the schedule says what each row to come would take, also where its date has passed without a run.
fn the_schedule_shows_what_each_row_would_take() {
    let book = TempBook::of(&case("adatum.book.json"));
    run(&book, date("2020-10-05"));
    let open = Book::open(&book.path()).unwrap();
    let contract =
        proforma_api::contracts::contract(open.connection(), "ADATUM", date("2026-11-20")).unwrap();
    let expected: Vec<String> = contract
        .schedule
        .iter()
        .filter_map(|row| Some(format!("{} {} {}", row.run_date, row.contract_line, row.expected.as_ref()?)))
        .collect();
    assert_eq!(
        expected,
        [
            "2020-10-19 implementation 1800.00",
            "2020-11-02 implementation 2600.00",
            "2020-11-02 expenses 125.00",
            "2020-11-03 prototype 12000.00",
            "2020-11-16 implementation 1600.00",
        ]
    );
}
