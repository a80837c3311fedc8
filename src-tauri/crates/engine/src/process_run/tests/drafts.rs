//! What a draft holds and what makes one: SPEC 2.4, 4.7 to 4.9, and the case T9.

use super::*;

#[test]
// SPEC 4.7: nothing chargeable to take: no draft, and the row has run successfully.
fn a_row_with_nothing_to_take_has_run_successfully() {
    let mut adatum = Scenario::adatum();
    adatum.time("t1", "2020-10-01", "1");
    let passed_over = adatum.passed_over("2020-10-05");
    assert_eq!(adatum.status(IMPLEMENTATION, "2020-10-05"), RunStatus::RunSuccessful);
    assert_eq!(adatum.status(EXPENSES, "2020-10-05"), RunStatus::RunSuccessful);
    assert_eq!(
        passed_over,
        [
            "row of line 1 on None: line_not_set_up never",
            "row of line 3 on Some(\"2020-10-05\"): nothing_to_invoice never"
        ]
    );
}

#[test]
// SPEC 4.8 (T9): what is not chargeable is listed without counting, and alone makes no invoice; nor do zeros.
fn only_chargeable_amounts_make_an_invoice() {
    let mut adatum = Scenario::adatum();
    adatum.time_as("n1", "2020-10-01", "4", BillingType::NonChargeable, BillingStatus::ReadyToInvoice);
    adatum.time_as("c1", "2020-10-02", "4", BillingType::Complimentary, BillingStatus::ReadyToInvoice);
    adatum.time("z1", "2020-10-02", "0");
    let passed_over = adatum.passed_over("2020-10-05");
    for key in ["n1", "c1", "z1"] {
        assert!(passed_over.contains(&format!("{key}: nothing_chargeable never")), "{passed_over:?}");
    }
    adatum.expense("e1", "2020-10-10", "200.00");
    assert_eq!(adatum.run("2020-10-19"), Vec::<String>::new(), "the expense waits for its own line's row");
    assert_eq!(
        adatum.run("2020-11-02"),
        ["2020-11-02 customer 1 200.00: implementation 0.00 [n1 c1 z1], expenses 200.00 [e1]"]
    );
}

#[test]
// SPEC 4.8: amounts that cancel out are not all zero.
fn a_draft_of_zero_is_made_where_its_amounts_are_not() {
    let mut adatum = Scenario::adatum();
    adatum.time("t1", "2020-10-01", "1");
    adatum.time("t2", "2020-10-01", "-1");
    assert_eq!(adatum.run("2020-10-05"), ["2020-10-05 customer 1 0.00: implementation 0.00 [t1 t2]"]);
}

#[test]
// SPEC 2.4, 4.9: taxes per group; the invoice date is the run date.
fn taxes_are_grouped_over_lines() {
    let mut adatum = Scenario::adatum();
    for line in &mut adatum.backlog.contract.lines {
        line.tax = Some(TaxRate::new(TaxCategory::Standard, n("25")).expect("a rate"));
    }
    adatum.time("t1", "2020-10-01", "0.0011");
    adatum.expense("e1", "2020-10-01", "0.22");
    let outcome = adatum.backlog.run(date("2020-10-05"), date("2020-10-05")).expect("can be billed");
    let draft = &outcome.drafts[0];
    assert_eq!(draft.invoice_date, date("2020-10-05"));
    assert_eq!(
        (draft.totals.subtotal.to_string(), draft.totals.tax.to_string(), draft.totals.total.to_string()),
        ("0.44".to_owned(), "0.11".to_owned(), "0.55".to_owned())
    );
    assert_eq!(draft.taxes.len(), 1, "0.06 and 0.06 on each line would be 0.12");
}

#[test]
// SPEC 9: details by date then id, ids byte by byte.
fn details_are_ordered_by_date_then_bytes_of_the_id() {
    let mut adatum = Scenario::adatum();
    for (key, on) in [("t2", "2020-10-02"), ("t10", "2020-10-02"), ("z", "2020-10-01"), ("Z", "2020-10-02")] {
        adatum.time(key, on, "1");
    }
    assert_eq!(
        adatum.run("2020-10-05"),
        ["2020-10-05 customer 1 800.00: implementation 800.00 [z Z t10 t2]"]
    );
}

#[test]
// SPEC 4.8 (T9): time 800 that is not charged and an expense of 200: total 200, the time is listed; the time alone makes
// no invoice.
fn time_that_is_not_charged_beside_an_expense() {
    for billing_type in [BillingType::NonChargeable, BillingType::Complimentary] {
        let mut adatum = Scenario::adatum();
        adatum.time_as("t1", "2020-10-01", "4", billing_type, BillingStatus::ReadyToInvoice);
        let mut alone = Scenario { backlog: adatum.backlog.clone(), not_ready: Vec::new() };
        adatum.expense("e1", "2020-10-01", "200.00");
        assert_eq!(
            adatum.run("2020-10-05"),
            ["2020-10-05 customer 1 200.00: implementation 0.00 [t1], expenses 200.00 [e1]"]
        );
        assert_eq!(alone.run("2020-10-05"), Vec::<String>::new(), "{billing_type}");
        assert_eq!(alone.status(IMPLEMENTATION, "2020-10-05"), RunStatus::RunSuccessful, "{billing_type}");
    }
}

#[test]
// SPEC 2.4: what is not charged is not taxed either.
fn what_is_not_charged_is_not_taxed() {
    let mut adatum = Scenario::adatum();
    adatum.backlog.contract.lines[1].tax =
        Some(TaxRate::new(TaxCategory::Standard, n("20")).expect("a rate"));
    adatum.time("t1", "2020-10-01", "1");
    adatum.time_as("n1", "2020-10-01", "4", BillingType::NonChargeable, BillingStatus::ReadyToInvoice);
    assert_eq!(adatum.run("2020-10-05"), ["2020-10-05 customer 1 240.00: implementation 200.00 [n1 t1]"]);
}
