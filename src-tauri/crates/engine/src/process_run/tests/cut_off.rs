//! What a date takes: SPEC 4.1 to 4.3, and the cases T1 and T14.

use super::*;

#[test]
// SPEC 4.1, 4.2, 4.4, 4.6, 8 (T1): one draft for all rows of the date, cut-off inclusive, lines in the contract's order.
fn rows_of_one_date_make_one_draft() {
    let mut adatum = october();
    assert_eq!(adatum.run("2020-10-04"), Vec::<String>::new());
    assert_eq!(
        adatum.run("2020-10-05"),
        [
            "2020-10-05 customer 1 7420.00: prototype 5000.00 [m1], implementation 2000.00 [t1 t2], expenses 420.00 [e1 e2]"
        ]
    );
    assert_eq!(adatum.run("2020-10-06"), Vec::<String>::new());
}

#[test]
// SPEC 4.2 (T1): no lower bound: work marked ready late goes to the line's next run.
fn late_transaction_is_taken_by_the_next_run() {
    let mut adatum = october();
    adatum.run("2020-10-05");
    adatum.mark_ready("t4");
    assert_eq!(adatum.run("2020-10-07"), Vec::<String>::new());
    assert_eq!(
        adatum.run("2020-10-19"),
        ["2020-10-19 customer 1 2600.00: implementation 2600.00 [t4 t3 t5]"]
    );
}

#[test]
// SPEC 4.3: nothing dated after the run date is taken, whatever the cut-off.
fn nothing_after_the_run_date_is_taken() {
    let mut adatum = Scenario::adatum();
    adatum.backlog.rows.clear();
    adatum.row(IMPLEMENTATION, "2020-10-05", "2020-12-31");
    adatum.row(IMPLEMENTATION, "2020-10-12", "2020-10-11");
    adatum.time("on", "2020-10-05", "1");
    adatum.time("after", "2020-10-06", "1");
    assert_eq!(adatum.run("2020-10-05"), ["2020-10-05 customer 1 200.00: implementation 200.00 [on]"]);
    assert_eq!(adatum.explain("after", "2020-10-05"), "after_run_date 2020-10-12");
}

#[test]
// SPEC 4.1: a row of an earlier date that never ran is not run by a later date's run.
fn an_earlier_row_that_never_ran_stays() {
    let mut adatum = october();
    adatum.run("2020-10-19");
    assert_eq!(adatum.status(EXPENSES, "2020-10-05"), RunStatus::NotRun);
}

#[test]
// SPEC 4.2: a class that the line does not include is not taken.
fn a_class_the_line_does_not_include_is_not_taken() {
    let mut adatum = Scenario::adatum();
    adatum.time("t1", "2020-10-01", "1");
    adatum.backlog.contract.lines[1].transaction_classes = [TransactionClass::Fee].into_iter().collect();
    assert_eq!(adatum.run("2020-10-05"), Vec::<String>::new());
    assert_eq!(adatum.explain("t1", "2020-10-06"), "class_not_included never");
}
