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
