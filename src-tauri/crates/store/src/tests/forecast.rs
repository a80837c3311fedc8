//! What runs to come would find: SPEC 4.1, 4.2, 4.6, 4.8, 4.11, 4.14.

use super::*;
use crate::{
    backlog_cell,
    forecast::{self, Work, WorkRange},
};

/// Two transactions of 10.00 on 1 October, each 60 to 40, all ready.
fn with_work() -> Connection {
    let book = book();
    let contract = the_contract(&book);
    write(&book, |tx| {
        hour(tx, &contract, "t1")?;
        hour(tx, &contract, "t2")
    })
    .expect("written");
    book
}

fn range(after: Option<&str>, up_to: Option<&str>) -> WorkRange {
    WorkRange { contract_line: WORK, after: after.map(date), up_to: up_to.map(date) }
}

fn ready(book: &Connection, after: Option<&str>, up_to: Option<&str>) -> Work {
    forecast::work(book, range(after, up_to), BillingStatus::ReadyToInvoice).expect("read")
}

#[test]
// SPEC 4.2: later than the one day, up to the other, both days told exactly.
fn work_lies_between_two_days() {
    let book = with_work();
    let all = Work { count: 4, sum_minor: 2_000, smallest_minor: 400, largest_minor: 600 };
    assert_eq!(ready(&book, None, None), all);
    assert_eq!(ready(&book, Some("2020-09-30"), Some("2020-10-01")), all);
    assert_eq!(ready(&book, Some("2020-10-01"), None), Work::default());
    assert_eq!(ready(&book, None, Some("2020-09-30")), Work::default());
    let first =
        |after| forecast::first_date(&book, range(after, None), BillingStatus::ReadyToInvoice).expect("read");
    assert_eq!((first(None), first(Some("2020-10-01"))), (Some(date("2020-10-01")), None));
}

#[test]
// SPEC 4.2, 4.8: ready is not not ready, what is free does not count, and a class must be included.
fn only_what_a_row_would_bill_is_work() {
    let book = with_work();
    let sql = "UPDATE share SET billing_status = 'not_ready' WHERE transaction_id = 1";
    assert_eq!(refusal(&book, sql), "accepted");
    let not_ready = forecast::work(&book, range(None, None), BillingStatus::NotReady).expect("read");
    assert_eq!((ready(&book, None, None).sum_minor, not_ready.sum_minor), (1_000, 1_000));
    let odd = || {
        let backlog = backlog_cell::by_line(&backlog_cell::of(&book, &[CONTRACT]).expect("read"));
        backlog.iter().map(|sum| sum.not_included).sum::<u32>()
    };
    assert_eq!(odd(), 0);
    assert_eq!(refusal(&book, "UPDATE contract_line SET transaction_classes = 'expense fee'"), "accepted");
    assert_eq!(ready(&book, None, None), Work::default());
    assert_eq!(odd(), 4, "two of them ready");
    let ready = forecast::not_included(&book, WORK).expect("read");
    assert_eq!((ready.count, ready.sum_minor, ready.since), (2, 1_000, Some(date("2020-10-01"))));
}

#[test]
// SPEC 4.6, 5.3: who would get a draft: each customer with something ready of their own.
fn payers_are_those_with_something_ready() {
    let book = with_work();
    let payers = || forecast::payers(&book, range(None, None)).expect("read");
    assert_eq!(payers(), [A, B]);
    assert_eq!(
        refusal(&book, "UPDATE share SET billing_status = 'not_ready' WHERE customer_id = 1"),
        "accepted"
    );
    assert_eq!(payers(), [B]);
    assert!(forecast::payers(&book, range(Some("2020-10-01"), None)).expect("read").is_empty());
}

#[test]
// SPEC 4.1, 4.11, 4.14: rows to come of active contracts, and those that failed; dates without one are not run dates.
fn rows_that_runs_handle() {
    let rows = [
        ("2020-10-05", RunStatus::NotRun),
        ("2020-10-12", RunStatus::RunFailed),
        ("2020-10-19", RunStatus::RunSuccessful),
        ("2020-10-26", RunStatus::Skipped),
        ("2020-11-02", RunStatus::NotRun),
        ("2020-11-09", RunStatus::RunFailed),
    ];
    let book = book();
    write(&book, |tx| {
        rows.iter().try_for_each(|(run_date, status)| {
            row(tx, WORK, run_date, up_to_the_fourth(), *status).map(|_| ())
        })
    })
    .expect("written");
    let called = |from: &str, through: &str| -> Vec<String> {
        let rows = forecast::called_rows(&book, date(from), date(through), &[CONTRACT]).expect("read");
        rows.iter().map(|open| open.row.run_date.to_string()).collect()
    };
    assert_eq!(called("2020-10-13", "2020-11-02"), ["2020-10-12", "2020-11-02"]);
    assert_eq!(called("2020-10-01", "2020-10-05"), ["2020-10-05"]);
    let dates = |today: &str, through: Option<&str>, limit| -> Vec<String> {
        let dates = forecast::run_dates(&book, date(today), through.map(date), limit).expect("read");
        dates.iter().map(ToString::to_string).collect()
    };
    assert_eq!(dates("2020-10-13", None, 7), ["2020-11-02", "2020-11-09"]);
    assert_eq!(dates("2020-10-05", Some("2020-10-12"), 7), ["2020-10-05", "2020-10-12"]);
    assert_eq!(dates("2020-10-05", None, 1), ["2020-10-05"]);
    let failed_before = |today: &str| forecast::has_failed_before(&book, date(today)).expect("read");
    assert_eq!([failed_before("2020-10-12"), failed_before("2020-10-13")], [false, true]);
    assert_eq!(refusal(&book, "UPDATE contract SET status = 'closed'"), "accepted");
    assert!(called("2020-10-01", "2020-12-01").is_empty() && !failed_before("2020-12-01"));
}

#[test]
// SPEC 7.8: a million shares are summed up in their index alone; reading their rows would take ten times as long.
fn sums_over_the_backlog_read_its_index_alone() {
    let book = book();
    for sql in [
        include_str!("../forecast/work.sql"),
        include_str!("../forecast/first_date.sql"),
        include_str!("../forecast/payers.sql"),
        include_str!("../forecast/not_included.sql"),
        include_str!("../backlog_cell/shares.sql"),
    ] {
        let mut statement = book.inner.prepare(&format!("EXPLAIN QUERY PLAN {sql}")).expect("a statement");
        let mut plan = String::new();
        // Parameters that nobody binds are null.
        let mut rows = statement.raw_query();
        while let Some(row) = rows.next().expect("a plan") {
            plan += &row.get::<_, String>(3).expect("a step");
            plan.push('\n');
        }
        assert!(plan.contains("USING COVERING INDEX share_in_backlog (contract_line_id=?"), "{sql}\n{plan}");
        assert!(!plan.contains("GROUP BY") && !plan.contains("SCAN share"), "{sql}\n{plan}");
    }
}
