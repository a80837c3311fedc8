//! A reason for everything that is left: SPEC 4.12 to 4.14.

use super::*;

const READY: BillingStatus = BillingStatus::ReadyToInvoice;

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
// SPEC 4.12, 6.7: where only the run of a missed date would take a share, the outlook names that date.
fn what_a_missed_date_would_take_is_told_its_date() {
    let mut adatum = october();
    adatum.expense("e5", "2020-11-02", "60.00");
    let missed = |adatum: &Scenario, key: &str, today: &str| {
        let share = adatum.backlog.shares.iter().chain(&adatum.not_ready).find(|share| share.key == key);
        adatum.backlog.explain(share.expect("a share"), date(today)).missed_run_date
    };
    for (key, today, expected) in [
        ("t1", "2020-10-06", None),
        ("t1", "2020-12-01", Some("2020-10-05")),
        ("t3", "2020-12-01", Some("2020-10-19")),
        ("t4", "2020-12-01", Some("2020-10-05")),
        ("m1", "2020-12-01", Some("2020-10-05")),
        ("m2", "2020-12-01", Some("2020-11-03")),
        ("e5", "2020-12-01", None),
    ] {
        assert_eq!(missed(&adatum, key, today), expected.map(date), "{key} on {today}");
    }
    // What has run is not missed.
    adatum.run("2020-10-05");
    assert_eq!(missed(&adatum, "t4", "2020-12-01"), Some(date("2020-10-19")));
    // A parked contract is tried again with its failed rows alone: the others are missed all the same.
    for row in &mut adatum.backlog.rows {
        if row.contract_line == EXPENSES && row.run_status == RunStatus::NotRun {
            row.run_status = RunStatus::RunFailed;
        }
    }
    assert_eq!(adatum.explain("t3", "2020-12-01"), "contract_parked never");
    assert_eq!(missed(&adatum, "t3", "2020-12-01"), Some(date("2020-10-19")));
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

#[test]
// SPEC 4.11, 4.12: what was marked ready after its row had run is told so, and when it will be invoiced.
fn what_was_ready_too_late_is_told_so() {
    let mut adatum = october();
    adatum.run("2020-10-05");
    adatum.mark_ready("t4");
    let again = adatum.passed_over("2020-10-05");
    assert!(again.contains(&"t4: already_run 2020-10-19".to_owned()), "{again:?}");
}

#[test]
// SPEC 4.12, 4.13: a transaction on a fixed-price line is billed by milestones only.
fn a_transaction_on_a_fixed_price_line_is_told_so() {
    let mut adatum = october();
    adatum.time("t9", "2020-10-01", "1");
    let share = adatum.backlog.shares.last_mut().expect("a share");
    share.contract_line = PROTOTYPE;
    assert_eq!(adatum.explain("t9", "2020-10-05"), "fixed_price_line never");
    assert!(adatum.passed_over("2020-10-05").contains(&"t9: fixed_price_line never".to_owned()));
}

#[test]
// SPEC 4.12: a parked contract's rows and shares say so, and are told about by every later run.
fn a_parked_contract_is_told_about() {
    let mut adatum = october();
    adatum.backlog.park(date("2020-10-05"), date("2020-10-05"));
    for run_date in ["2020-10-05", "2020-10-06"] {
        let passed_over: Vec<String> = adatum
            .backlog
            .passed_over(date(run_date), &[])
            .iter()
            .map(|entry| adatum.show_entry(entry))
            .filter(|entry| entry.starts_with("row of line 2") || entry.starts_with("t1"))
            .collect();
        assert_eq!(
            passed_over,
            ["row of line 2 on Some(\"2020-10-05\"): contract_parked never", "t1: contract_parked never"],
            "{run_date}"
        );
    }
}

#[test]
// SPEC 4.12: the cut-off that was missed is part of the reason.
fn a_reason_holds_the_cut_off_that_was_missed() {
    let mut adatum = october();
    adatum.run("2020-10-05");
    let t3 = adatum.backlog.shares.iter().find(|share| share.key == "t3").expect("a share");
    let reason = adatum.backlog.explain(t3, date("2020-10-06")).reason;
    assert_eq!(reason.cut_off_date, Some(date("2020-10-04")));
    assert_eq!(reason.next_run_date, Some(date("2020-10-19")));
}

#[test]
// SPEC 4.11, 4.12: a parked contract is tried again by the next run, but only with the rows that failed: what is dated
// after their cut-off waits for its own row, ready or not.
fn a_parked_contract_is_tried_again_with_the_rows_it_has() {
    let mut adatum = october();
    adatum.backlog.park(date("2020-10-05"), date("2020-10-05"));
    for (key, expected) in [
        ("m1", "contract_parked 2020-10-06"),
        ("t2", "contract_parked 2020-10-06"),
        ("t3", "contract_parked 2020-10-19"),
        ("e3", "contract_parked 2020-11-02"),
        ("m2", "contract_parked 2020-11-03"),
    ] {
        assert_eq!(adatum.explain(key, "2020-10-06"), expected, "{key}");
    }
    let t4 = &adatum.not_ready[0];
    let reason = adatum.backlog.explain(t4, date("2020-10-06")).reason;
    assert_eq!((reason.code, reason.next_run_date), (ReasonCode::NotReady, Some(date("2020-10-06"))));
}

#[test]
// SPEC 4.8, 4.12: what makes no invoice alone is foretold the first run that makes one for its customer anyway, and
// waits without a date where none does.
fn what_makes_no_invoice_alone_is_foretold_no_run_alone() {
    for (billing_type, hours) in
        [(BillingType::NonChargeable, "1"), (BillingType::Complimentary, "1"), (BillingType::Chargeable, "0")]
    {
        for (what, beside, expected) in [
            ("nothing beside it", &[][..], "nothing_chargeable never"),
            ("not ready", &[(ADATUM, "2020-10-01", BillingStatus::NotReady)], "nothing_chargeable never"),
            ("another customer's", &[(BERGEN, "2020-10-01", READY)], "nothing_chargeable never"),
            ("of the same run", &[(ADATUM, "2020-10-01", READY)], "later_run_date 2020-10-05"),
            ("of a later run", &[(ADATUM, "2020-10-06", READY)], "nothing_chargeable 2020-10-19"),
            ("after the last run", &[(ADATUM, "2020-11-20", READY)], "nothing_chargeable never"),
        ] {
            let mut adatum = Scenario::adatum();
            adatum.time_as("free", "2020-10-01", hours, billing_type, READY);
            for (customer, on, status) in beside {
                adatum.time_as("paid", on, "1", BillingType::Chargeable, *status);
                let mut all = adatum.backlog.shares.iter_mut().chain(&mut adatum.not_ready);
                all.find(|share| share.key == "paid").expect("a share").customer = *customer;
            }
            assert_eq!(adatum.explain("free", "2020-10-02"), expected, "{billing_type}: {what}");
        }
    }
}

#[test]
// SPEC 4.6, 4.8: what stands beside it may come from another line of the contract, but must go on a draft of that date.
fn company_comes_from_any_line_that_the_run_bills() {
    let mut adatum = Scenario::adatum();
    adatum.time_as("free", "2020-10-01", "1", BillingType::NonChargeable, READY);
    adatum.expense("e1", "2020-10-01", "10.00");
    assert_eq!(adatum.explain("free", "2020-10-05"), "due 2020-10-05");
    // A class that the line does not include is never billed, and is no company.
    adatum.backlog.contract.lines[2].transaction_classes = TransactionClasses::default();
    assert_eq!(adatum.explain("free", "2020-10-05"), "nothing_chargeable never");
    assert_eq!(adatum.explain("e1", "2020-10-05"), "class_not_included never");
}

#[test]
// SPEC 4.8, 4.11: a failed row gives a draft of its own date; what today's own row brings is no company there.
fn company_of_another_date_is_none() {
    let mut adatum = Scenario::adatum();
    adatum.time_as("free", "2020-10-01", "1", BillingType::NonChargeable, READY);
    adatum.time("t1", "2020-10-18", "1");
    adatum.backlog.park(date("2020-10-05"), date("2020-10-05"));
    assert_eq!(adatum.explain("free", "2020-10-19"), "contract_parked 2020-10-19");
    adatum.backlog.rows[1].run_status = RunStatus::Skipped;
    assert_eq!(adatum.explain("free", "2020-10-19"), "contract_parked 2020-11-02", "t1 waits for it");
    adatum.time("t2", "2020-10-02", "1");
    assert_eq!(adatum.explain("free", "2020-10-19"), "contract_parked 2020-10-19");
}

#[test]
// SPEC 4.8, 4.12: a run that passed it over says the same.
fn a_run_foretells_what_makes_no_invoice_alone_no_run_either() {
    for (paid_on, expected) in [(None, "never"), (Some("2020-10-19"), "2020-11-02")] {
        let mut adatum = Scenario::adatum();
        adatum.time_as("free", "2020-10-01", "1", BillingType::Complimentary, READY);
        paid_on.into_iter().for_each(|on| adatum.time("paid", on, "1"));
        for run_date in ["2020-10-05", "2020-10-06"] {
            let passed_over = adatum.passed_over(run_date);
            let expected = format!("free: nothing_chargeable {expected}");
            assert!(passed_over.contains(&expected), "{run_date}: {passed_over:?}");
        }
    }
}
