//! As many drafts as customers with something chargeable: SPEC 4.6 and 5.3, and the case T7.

use super::*;

#[test]
// SPEC 4.6, 5.3 (T7): as many drafts as customers with something chargeable.
fn one_draft_per_customer() {
    let mut split = Scenario::with_split(&[(ADATUM, "50"), (BERGEN, "50")]);
    split.time("t1", "2020-10-01", "5");
    split.expense("e1", "2020-10-01", "200.00");
    assert_eq!(
        split.run("2020-10-05"),
        [
            "2020-10-05 customer 1 700.00: implementation 500.00 [t1], expenses 200.00 [e1]",
            "2020-10-05 customer 2 500.00: implementation 500.00 [t1]",
        ]
    );
    let mut only_expense = Scenario::with_split(&[(ADATUM, "50"), (BERGEN, "50")]);
    only_expense.expense("e1", "2020-10-01", "200.00");
    assert_eq!(only_expense.run("2020-10-05"), ["2020-10-05 customer 1 200.00: expenses 200.00 [e1]"]);
}

#[test]
// SPEC 5.3 (T7): one customer may be billed while another is not; the other's share goes to the next run.
fn each_customer_is_billed_when_ready() {
    let mut split = Scenario::with_split(&[(ADATUM, "50"), (BERGEN, "50")]);
    split.time("t1", "2020-10-01", "5");
    split.expense("e1", "2020-10-01", "200.00");
    for share in split.backlog.shares.iter_mut().filter(|share| share.customer == BERGEN) {
        share.billing_status = BillingStatus::NotReady;
    }
    assert_eq!(
        split.run("2020-10-05"),
        ["2020-10-05 customer 1 700.00: implementation 500.00 [t1], expenses 200.00 [e1]"]
    );
    split.mark_ready("t1");
    assert_eq!(split.run("2020-10-19"), ["2020-10-19 customer 2 500.00: implementation 500.00 [t1]"]);
}
