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

#[test]
// SPEC 4.1, 4.2, 4.6, 4.9, 8 (T1): the worked example day by day. With an exclusive cut-off the drafts would be 6,900,
// 2,400, 2,400, 12,000 and 2,600.
fn the_worked_example_day_by_day() {
    let mut adatum = october();
    adatum.time("t6", "2020-10-19", "8");
    adatum.time("t7", "2020-11-01", "5");
    adatum.expense("e4", "2020-11-01", "45.00");
    adatum.time("t8", "2020-11-02", "8");
    adatum.expense("e5", "2020-11-02", "60.00");
    let mut drafts = Vec::new();
    for day in date("2020-10-01").iter_days().take_while(|day| *day <= date("2020-11-30")) {
        if day == date("2020-10-07") {
            adatum.mark_ready("t4");
        }
        drafts.extend(adatum.run(&day.to_string()));
    }
    assert_eq!(
        drafts,
        [
            "2020-10-05 customer 1 7420.00: prototype 5000.00 [m1], implementation 2000.00 [t1 t2], expenses 420.00 [e1 e2]",
            "2020-10-19 customer 1 2600.00: implementation 2600.00 [t4 t3 t5]",
            "2020-11-02 customer 1 2725.00: implementation 2600.00 [t6 t7], expenses 125.00 [e3 e4]",
            "2020-11-03 customer 1 12000.00: prototype 12000.00 [m2]",
            "2020-11-16 customer 1 1600.00: implementation 1600.00 [t8]",
        ]
    );
    assert_eq!(adatum.left(), ["e5"]);
}

#[test]
// SPEC 4.1, 4.11, 4.14: which dates a run of 19 October handles, for every run status and date of a row and every
// status of its contract.
fn every_row_that_a_run_handles() {
    let mut table = String::new();
    for contract_status in ContractStatus::ALL {
        for run_status in RunStatus::ALL {
            for run_date in ["2020-10-05", "2020-10-19", "2020-11-02"] {
                let mut adatum = Scenario::adatum();
                adatum.backlog.contract.status = *contract_status;
                adatum.backlog.rows.clear();
                adatum.row(IMPLEMENTATION, run_date, "2020-10-04");
                adatum.backlog.rows[0].run_status = *run_status;
                for handled in adatum.backlog.dates_to_run(date("2020-10-19")) {
                    table.push_str(&format!("{contract_status} {run_status} {run_date}: {handled}\n"));
                }
            }
        }
    }
    expect![[r#"
        active not_run 2020-10-19: 2020-10-19
        active run_failed 2020-10-05: 2020-10-05
        active run_failed 2020-10-19: 2020-10-19
    "#]]
    .assert_eq(&table);
}

#[test]
// SPEC 4.2: of every billing status, only what is ready to invoice is taken.
fn every_billing_status() {
    for status in BillingStatus::ALL {
        let mut adatum = Scenario::adatum();
        adatum.time("t1", "2020-10-01", "1");
        adatum.backlog.shares[0].billing_status = *status;
        let is_taken = !adatum.run("2020-10-05").is_empty();
        assert_eq!(is_taken, *status == BillingStatus::ReadyToInvoice, "{status}");
    }
}

#[test]
// SPEC 4.2: of every class, only what the line includes is taken.
fn every_class() {
    for class in TransactionClass::ALL {
        let mut adatum = Scenario::adatum();
        adatum.backlog.contract.lines[1].transaction_classes =
            [TransactionClass::Time, TransactionClass::Fee].into_iter().collect();
        adatum.time("t1", "2020-10-01", "1");
        adatum.backlog.shares[0].of = ShareOf::Transaction(TransactionId(1), *class);
        let is_taken = !adatum.run("2020-10-05").is_empty();
        assert_eq!(is_taken, matches!(class, TransactionClass::Time | TransactionClass::Fee), "{class}");
    }
}

#[test]
// SPEC 4.3: nothing dated after the run date is taken on catch-up either, whatever the cut-off.
fn nothing_after_the_run_date_is_taken_on_catch_up() {
    let mut adatum = Scenario::adatum();
    adatum.backlog.rows.clear();
    adatum.row(IMPLEMENTATION, "2020-10-05", "2020-12-31");
    adatum.time("on", "2020-10-05", "1");
    adatum.time("after", "2020-10-06", "1");
    adatum.backlog.park(date("2020-10-05"), date("2020-10-05"));
    assert_eq!(adatum.run("2020-10-19"), ["2020-10-05 customer 1 200.00: implementation 200.00 [on]"]);
    assert_eq!(adatum.left(), ["after"]);
}
