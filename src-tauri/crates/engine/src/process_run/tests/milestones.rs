//! Milestones: SPEC 4.4 and 4.5, and the case T5.

use super::*;

#[test]
// SPEC 4.5 (T5): a milestone that was not ready on its date goes with the contract's next run, whichever line called it.
fn a_missed_milestone_goes_with_the_contracts_next_run() {
    let mut adatum = Scenario::adatum();
    adatum.milestone("m1", "2020-10-05", "5000.00", BillingStatus::NotReady);
    adatum.time("t1", "2020-10-18", "3");
    assert_eq!(adatum.run("2020-10-05"), Vec::<String>::new());
    assert_eq!(adatum.passed_over("2020-10-06")[0], "m1: milestone_missed 2020-10-19");
    adatum.mark_ready("m1");
    assert_eq!(adatum.run("2020-10-08"), Vec::<String>::new());
    assert_eq!(adatum.explain("m1", "2020-10-09"), "later_run_date 2020-10-19");
    assert_eq!(
        adatum.run("2020-10-19"),
        ["2020-10-19 customer 1 5600.00: prototype 5000.00 [m1], implementation 600.00 [t1]"]
    );
    assert_eq!(adatum.run("2020-11-02"), Vec::<String>::new());
}

#[test]
// SPEC 4.5: without a later row nothing takes it by itself; 7.6 does.
fn a_missed_milestone_without_a_later_row_is_created_by_hand() {
    let mut adatum = Scenario::adatum();
    adatum.milestone("m9", "2020-11-20", "700.00", BillingStatus::NotReady);
    adatum.run("2020-11-16");
    adatum.run("2020-11-20");
    adatum.mark_ready("m9");
    assert_eq!(adatum.passed_over("2020-11-21"), ["m9: no_later_run_date never"]);
    let drafts = adatum.backlog.create_now(date("2020-11-21")).expect("can be billed");
    assert_eq!(
        drafts.iter().map(|draft| adatum.show(draft)).collect::<Vec<_>>(),
        ["2020-11-21 customer 1 700.00: prototype 700.00 [m9]"]
    );
}

#[test]
// SPEC 4.4, 8 (T1): without its milestone the draft of 5 October is 2,420.00.
fn a_milestone_that_is_not_ready_is_left_out() {
    let mut adatum = october();
    adatum.backlog.shares[0].billing_status = BillingStatus::NotReady;
    assert_eq!(
        adatum.run("2020-10-05"),
        ["2020-10-05 customer 1 2420.00: implementation 2000.00 [t1 t2], expenses 420.00 [e1 e2]"]
    );
    assert_eq!(adatum.status(PROTOTYPE, "2020-10-05"), RunStatus::RunSuccessful);
}

#[test]
// SPEC 4.5, 7.6 (T5): turned ready on 8 October, a person bills it on the 9th; no run bills it again.
fn a_missed_milestone_may_be_created_at_once() {
    let mut adatum = Scenario::adatum();
    adatum.milestone("m1", "2020-10-05", "5000.00", BillingStatus::NotReady);
    adatum.time("t1", "2020-10-18", "3");
    adatum.run("2020-10-05");
    adatum.mark_ready("m1");
    let by_hand = "2020-10-09 customer 1 5000.00: prototype 5000.00 [m1]";
    assert_eq!(adatum.create("2020-10-09"), [by_hand]);
    assert_eq!(adatum.run("2020-10-19"), ["2020-10-19 customer 1 600.00: implementation 600.00 [t1]"]);
}

#[test]
// SPEC 4.5: a milestone that waits for the next run goes with any row of its contract, a milestone's too, and never
// before its own date.
fn a_missed_milestone_goes_with_another_milestone() {
    let mut adatum = Scenario::adatum();
    adatum.backlog.rows.clear();
    adatum.milestone("m1", "2020-10-05", "5000.00", BillingStatus::NotReady);
    adatum.milestone("m2", "2020-11-03", "12000.00", BillingStatus::ReadyToInvoice);
    adatum.milestone("m3", "2020-12-01", "1.00", BillingStatus::ReadyToInvoice);
    adatum.run("2020-10-05");
    adatum.mark_ready("m1");
    // SPEC 4.6: one line of the contract is one line of the draft.
    assert_eq!(adatum.run("2020-11-03"), ["2020-11-03 customer 1 17000.00: prototype 17000.00 [m1 m2]"]);
}

#[test]
// SPEC 3.11: the run date of a milestone is its own date unless changed.
fn a_milestone_is_billed_on_the_run_date_of_its_row() {
    for (run_date, before) in [("2020-10-12", "2020-10-05"), ("2020-10-01", "2020-09-30")] {
        let mut adatum = Scenario::adatum();
        adatum.backlog.rows.clear();
        adatum.milestone("m1", "2020-10-05", "5000.00", BillingStatus::ReadyToInvoice);
        adatum.backlog.rows[0].run_date = date(run_date);
        assert_eq!(adatum.run(before), Vec::<String>::new());
        assert_eq!(adatum.explain("m1", before), format!("later_run_date {run_date}"));
        let expected = format!("{run_date} customer 1 5000.00: prototype 5000.00 [m1]");
        assert_eq!(adatum.run(run_date), [expected]);
    }
}

#[test]
// SPEC 4.5, 5.3: one customer's part of a milestone is billed, the other's is missed and goes with the next run.
fn a_milestone_of_two_customers_is_billed_part_by_part() {
    let mut adatum = Scenario::adatum();
    adatum.backlog.contract.lines[0].customers = split_of(&[(ADATUM, "60"), (BERGEN, "40")]);
    adatum.milestone("m1", "2020-10-05", "5000.00", BillingStatus::ReadyToInvoice);
    adatum.backlog.shares[1].billing_status = BillingStatus::NotReady;
    assert_eq!(adatum.run("2020-10-05"), ["2020-10-05 customer 1 3000.00: prototype 3000.00 [m1]"]);
    assert!(adatum.passed_over("2020-10-06").contains(&"m1: milestone_missed 2020-10-19".to_owned()));
    adatum.mark_ready("m1");
    assert_eq!(adatum.run("2020-10-19"), ["2020-10-19 customer 2 2000.00: prototype 2000.00 [m1]"]);
}
