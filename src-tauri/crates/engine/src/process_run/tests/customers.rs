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

#[test]
// SPEC 4.6, 4.7 (T7): nothing ready, no draft.
fn no_customer_with_anything_ready() {
    let mut split = Scenario::with_split(&[(ADATUM, "50"), (BERGEN, "50")]);
    assert_eq!(split.run("2020-10-05"), Vec::<String>::new());
}

#[test]
// SPEC 4.8, 5.3 (T7): what is not chargeable waits where its customer has nothing else, though another is billed.
fn a_customer_with_nothing_chargeable_gets_no_draft() {
    let mut split = Scenario::with_split(&[(ADATUM, "50"), (BERGEN, "50")]);
    split.time_as("n1", "2020-10-01", "5", BillingType::NonChargeable, BillingStatus::ReadyToInvoice);
    split.expense("e1", "2020-10-01", "200.00");
    assert_eq!(
        split.run("2020-10-05"),
        ["2020-10-05 customer 1 200.00: implementation 0.00 [n1], expenses 200.00 [e1]"]
    );
    assert_eq!(split.left(), ["n1"], "the other customer's part");
}

#[test]
// SPEC 5.2: a detail shows the transaction's whole quantity and price, the percentage, and the amount with the
// rounding difference.
fn a_detail_shows_the_whole_and_the_part() {
    let mut split = Scenario::with_split(&[(ADATUM, "33.34"), (BERGEN, "66.66")]);
    split.time("t1", "2020-10-01", "0.3751");
    let outcome = split.backlog.run(date("2020-10-05"), date("2020-10-05")).expect("can be billed");
    let shown: Vec<String> = outcome
        .drafts
        .iter()
        .flat_map(|draft| &draft.lines[0].details)
        .map(|detail| {
            format!("{} × {} × {} % = {}", detail.quantity, detail.unit_price, detail.percent, detail.amount)
        })
        .collect();
    // 75.02 × 33.34 % = 25.0117, × 66.66 % = 50.0083.
    assert_eq!(shown, ["0.3751 × 200.00 × 33.34 % = 25.01", "0.3751 × 200.00 × 66.66 % = 50.01"]);
}
