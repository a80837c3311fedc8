//! Running a date again, and trying again what failed: SPEC 4.10 and 4.11, and the case T14.

use super::*;

#[test]
// SPEC 4.11 (T14): running the same date again creates nothing new, and says so row by row.
fn running_twice_creates_nothing_new() {
    let mut adatum = october();
    adatum.run("2020-10-05");
    adatum.mark_ready("t4");
    assert_eq!(adatum.run("2020-10-05"), Vec::<String>::new());
    let again = adatum.passed_over("2020-10-05");
    assert!(
        again.contains(&"row of line 2 on Some(\"2020-10-05\"): already_run never".to_owned()),
        "{again:?}"
    );
}

#[test]
// SPEC 4.11: a row typed later may lawfully give a second draft of a date.
fn a_row_typed_later_gives_a_second_draft_of_the_date() {
    let mut adatum = october();
    adatum.run("2020-10-05");
    adatum.mark_ready("t4");
    adatum
        .backlog
        .rows
        .retain(|row| row.contract_line != IMPLEMENTATION || row.run_date != date("2020-10-05"));
    adatum.row(IMPLEMENTATION, "2020-10-05", "2020-10-03");
    assert_eq!(adatum.run("2020-10-05"), ["2020-10-05 customer 1 800.00: implementation 800.00 [t4]"]);
}

#[test]
// SPEC 4.10, 4.11: a failed row is tried again by every later run, before its own date, with its own date and cut-off.
fn failed_rows_are_tried_again_with_their_own_date() {
    let mut adatum = october();
    assert_eq!(adatum.backlog.park(date("2020-10-05"), date("2020-10-05")).len(), 3);
    assert_eq!(adatum.status(EXPENSES, "2020-10-05"), RunStatus::RunFailed);
    assert_eq!(adatum.explain("t1", "2020-10-06"), "contract_parked 2020-10-06");
    adatum.mark_ready("t4");
    assert_eq!(
        adatum.run("2020-10-19"),
        [
            "2020-10-05 customer 1 8220.00: prototype 5000.00 [m1], implementation 2800.00 [t1 t4 t2], expenses 420.00 [e1 e2]",
            "2020-10-19 customer 1 1800.00: implementation 1800.00 [t3 t5]",
        ]
    );
}

#[test]
// SPEC 4.10: a sum beyond the bounds fails the contract; nothing of it is drafted.
fn a_sum_beyond_the_bounds_fails_the_contract() {
    let mut adatum = Scenario::adatum();
    for key in ["a", "b"] {
        adatum.expense(key, "2020-10-01", "1.00");
    }
    for share in &mut adatum.backlog.shares {
        share.amount = Money::from_minor(6_000_000_000_000, usd()).expect("in range");
    }
    assert!(adatum.backlog.run(date("2020-10-05"), date("2020-10-05")).is_err());
}

#[test]
// SPEC 4.11: a row that a person skipped is left alone, and what it would have taken goes to the next run.
fn a_skipped_row_is_left_alone() {
    let mut adatum = october();
    for row in adatum.backlog.rows.iter_mut().filter(|row| row.run_date == date("2020-10-05")) {
        row.run_status = RunStatus::Skipped;
    }
    assert_eq!(adatum.run("2020-10-05"), Vec::<String>::new());
    assert!(adatum.passed_over("2020-10-05").iter().any(|entry| entry.contains("row_skipped")));
    assert_eq!(
        adatum.run("2020-10-19"),
        ["2020-10-19 customer 1 8800.00: prototype 5000.00 [m1], implementation 3800.00 [t1 t2 t3 t5]"]
    );
}

#[test]
// SPEC 4.11: rows of two lines that failed on different dates give a draft for each date, in order, before the date's own.
fn failed_rows_of_several_dates_are_tried_in_order() {
    let mut adatum = october();
    for day in ["2020-10-05", "2020-10-19"] {
        adatum.backlog.park(date(day), date(day));
    }
    let drafts = adatum.run("2020-11-02");
    let dates: Vec<&str> = drafts.iter().map(|draft| &draft[..10]).collect();
    assert_eq!(dates, ["2020-10-05", "2020-10-19", "2020-11-02"]);
    assert!(adatum.run("2020-11-03")[0].contains("12000.00"), "nothing is tried a second time");
}

#[test]
// SPEC 4.11 (T14): a row typed later on a date that has run takes nothing that was taken.
fn two_rows_of_a_date_bill_a_share_once() {
    let mut adatum = october();
    assert_eq!(adatum.run("2020-10-05").len(), 1);
    for row in adatum.backlog.rows.iter_mut().filter(|row| row.run_date == date("2020-10-05")) {
        row.run_status = RunStatus::NotRun;
    }
    assert_eq!(adatum.run("2020-10-05"), Vec::<String>::new());
}

#[test]
// SPEC 4.11: every run status but open ones is left alone by the date's own run.
fn only_open_rows_are_run() {
    for status in RunStatus::ALL {
        let mut adatum = october();
        for row in &mut adatum.backlog.rows {
            row.run_status = *status;
        }
        let has_run = !adatum.run("2020-10-05").is_empty();
        assert_eq!(has_run, matches!(status, RunStatus::NotRun | RunStatus::RunFailed), "{status}");
        assert_eq!(has_run, status.is_open(), "{status}");
    }
}
