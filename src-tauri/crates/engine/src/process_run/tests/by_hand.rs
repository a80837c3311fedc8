//! Creation by hand: SPEC 7.6, and the case T15.

use super::*;

#[test]
// SPEC 7.6 (T15): schedules ignored, dated up to a date.
fn creation_by_hand_ignores_schedules() {
    let adatum = october();
    let drafts = adatum.backlog.create_now(date("2020-10-05")).expect("can be billed");
    assert_eq!(
        drafts.iter().map(|draft| adatum.show(draft)).collect::<Vec<_>>(),
        [
            "2020-10-05 customer 1 8700.00: prototype 5000.00 [m1], implementation 3200.00 [t1 t2 t3], expenses 500.00 [e1 e2 e3]"
        ]
    );
}

#[test]
// SPEC 7.6: dated up to the date inclusive, ready, of a class the line includes; the invoice date is that date.
fn what_creation_by_hand_takes() {
    let mut adatum = Scenario::adatum();
    adatum.backlog.rows.clear();
    adatum.time("on", "2020-10-05", "1");
    adatum.time("after", "2020-10-06", "1");
    adatum.time("waits", "2020-10-01", "1");
    adatum.time("other", "2020-10-01", "1");
    adatum.backlog.shares[2].billing_status = BillingStatus::NotReady;
    adatum.backlog.shares[3].of = ShareOf::Transaction(TransactionId(9), TransactionClass::Fee);
    assert_eq!(adatum.create("2020-10-05"), ["2020-10-05 customer 1 200.00: implementation 200.00 [on]"]);
    assert_eq!(adatum.create("2020-10-05"), Vec::<String>::new(), "nothing is taken twice");
    assert_eq!(adatum.create("2020-10-06"), ["2020-10-06 customer 1 200.00: implementation 200.00 [after]"]);
}

#[test]
// SPEC 4.8, 7.6: what is not chargeable makes no invoice by hand either; one draft per customer.
fn creation_by_hand_makes_a_draft_per_customer() {
    let mut split = Scenario::with_split(&[(ADATUM, "50"), (BERGEN, "50")]);
    split.time_as("n1", "2020-10-01", "4", BillingType::NonChargeable, BillingStatus::ReadyToInvoice);
    assert_eq!(split.create("2020-10-05"), Vec::<String>::new());
    split.time("t1", "2020-10-01", "5");
    assert_eq!(
        split.create("2020-10-05"),
        [
            "2020-10-05 customer 1 500.00: implementation 500.00 [n1 t1]",
            "2020-10-05 customer 2 500.00: implementation 500.00 [n1 t1]",
        ]
    );
}
