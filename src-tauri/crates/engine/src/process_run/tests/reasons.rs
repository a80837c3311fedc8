//! A reason for everything that is left: SPEC 4.12 to 4.14.

use super::*;

#[test]
// SPEC 4.12: every ready share that the run left has a reason and, where there is one, the run that takes it.
fn everything_left_has_a_reason() {
    let mut adatum = october();
    let passed_over = adatum.passed_over("2020-10-05");
    assert_eq!(
        passed_over,
        [
            "m2: later_run_date 2020-11-03",
            "t3: after_cut_off 2020-10-19",
            "e3: after_cut_off 2020-11-02",
            "t5: after_cut_off 2020-10-19"
        ]
    );
    assert_eq!(
        adatum.passed_over("2020-10-06"),
        [
            "m2: later_run_date 2020-11-03",
            "t3: later_run_date 2020-10-19",
            "e3: later_run_date 2020-11-02",
            "t5: later_run_date 2020-10-19"
        ]
    );
}

#[test]
// SPEC 4.12: "why is this not on an invoice, and when will it be?" at any time.
fn every_share_is_explained() {
    let mut adatum = october();
    adatum.expense("e5", "2020-11-02", "60.00");
    for (key, today, expected) in [
        ("t1", "2020-10-01", "later_run_date 2020-10-05"),
        ("t1", "2020-10-05", "due 2020-10-05"),
        ("t3", "2020-10-05", "later_run_date 2020-10-19"),
        ("t4", "2020-10-05", "not_ready never"),
        ("m1", "2020-10-05", "due 2020-10-05"),
        ("e5", "2020-10-05", "no_later_run_date never"),
    ] {
        assert_eq!(adatum.explain(key, today), expected, "{key} on {today}");
    }
    adatum.run("2020-10-05");
    assert_eq!(adatum.explain("t3", "2020-10-05"), "after_cut_off 2020-10-19");
    let share = adatum.backlog.shares[0].clone();
    for (status, expected) in [
        (BillingStatus::InvoiceCreated, ReasonCode::OnDraft),
        (BillingStatus::InvoicePosted, ReasonCode::Invoiced),
    ] {
        let share = Share { billing_status: status, ..share.clone() };
        assert_eq!(adatum.backlog.explain(&share, date("2020-10-05")).reason.code, expected);
    }
}

#[test]
// SPEC 4.13: a line without a schedule is shown as not set up, never silently skipped.
fn a_line_without_a_schedule_is_not_set_up() {
    let mut adatum = Scenario::adatum();
    adatum.backlog.rows.retain(|row| row.contract_line != EXPENSES);
    adatum.expense("e1", "2020-10-01", "10.00");
    assert_eq!(adatum.explain("e1", "2020-10-05"), "line_not_set_up never");
    let passed_over = adatum.passed_over("2020-10-05");
    assert!(
        passed_over.contains(&"row of line 3 on None: line_not_set_up never".to_owned()),
        "{passed_over:?}"
    );
    assert!(passed_over.contains(&"e1: line_not_set_up never".to_owned()), "{passed_over:?}");
}

#[test]
// SPEC 4.14: only active contracts take part; their rows stay not run, with the reason.
fn only_active_contracts_take_part() {
    for status in [ContractStatus::Draft, ContractStatus::Closed] {
        let mut adatum = october();
        adatum.backlog.contract.status = status;
        let passed_over = adatum.passed_over("2020-10-05");
        assert_eq!(adatum.status(IMPLEMENTATION, "2020-10-05"), RunStatus::NotRun);
        assert!(passed_over.iter().all(|entry| entry.contains("contract_not_active")), "{passed_over:?}");
        assert!(passed_over.iter().any(|entry| entry.starts_with("row of line 2")), "{passed_over:?}");
        assert_eq!(adatum.explain("t1", "2020-10-05"), "contract_not_active never");
        assert_eq!(adatum.backlog.refuses_creation(), Some(ReasonCode::ContractNotActive));
    }
}
