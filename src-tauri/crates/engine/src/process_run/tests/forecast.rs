//! What is forecast from the rows is what running the dates brings.

use proptest::prelude::*;

use super::{
    properties::{anything, day},
    *,
};
use crate::{
    forecast::{CalledRows, handled_on},
    schedule::first_to_take,
};

/// The run dates of the rows from `today` on; where a row failed before, also today's, which tries it again.
fn run_dates(called: &CalledRows, today: NaiveDate) -> Vec<NaiveDate> {
    let mut dates: Vec<NaiveDate> = called.in_order().iter().map(|row| row.run_date.max(today)).collect();
    dates.dedup();
    dates
}

#[test]
// SPEC 4.2, 4.3, 4.5: each share goes to the first row of its line that reaches it, a milestone to the first run of the
// contract on its own date or later.
fn a_share_goes_to_the_first_row_that_reaches_it() {
    let mut adatum = october();
    adatum.backlog.rows.retain(|row| row.run_date != date("2020-11-03"));
    let called = CalledRows::new(&adatum.backlog.rows, date("2020-10-06"));
    let shares = adatum.backlog.shares.iter();
    let taken: Vec<String> = shares
        .map(|share| {
            let row = called.takes(share).map_or("never".to_owned(), |row| row.run_date.to_string());
            format!("{} {row}", share.key)
        })
        .collect();
    expect![[r#"
        m1 2020-10-19
        m2 never
        e1 2020-11-02
        t1 2020-10-19
        t2 2020-10-19
        e2 2020-11-02
        t3 2020-10-19
        e3 2020-11-02
        t5 2020-10-19"#]]
    .assert_eq(&taken.join("\n"));
    let mut lines: Vec<ContractLineId> = called.lines().collect();
    lines.sort_unstable();
    assert_eq!(lines, [IMPLEMENTATION, EXPENSES]);
}

#[test]
// SPEC 4.10: a date that cannot be billed brings nothing, and neither do the later ones, which try it first.
fn what_cannot_be_billed_brings_nothing() {
    let mut adatum = Scenario::adatum();
    for key in ["a", "b"] {
        adatum.share(
            EXPENSES,
            ShareOf::Transaction(TransactionId(1), TransactionClass::Expense),
            key,
            "2020-10-01",
            ("9000", n("10000000")),
            BillingType::Chargeable,
            BillingStatus::ReadyToInvoice,
        );
    }
    adatum.time("t", "2020-10-10", "1");
    let dates = ["2020-10-05", "2020-10-19"].map(date);
    let outcomes = adatum.backlog.run_in_turn(&dates);
    assert!(outcomes.iter().all(|(_, outcomes)| outcomes.is_empty()), "{outcomes:?}");
}

proptest! {
    // SPEC 4.2 to 4.5, 4.11: the rows foretell what running their dates in turn takes, and when.
    #[test]
    fn what_the_rows_foretell_is_what_the_runs_take(anything in anything()) {
        let Scenario { mut backlog, .. } = anything.scenario();
        backlog.shares.retain(Share::makes_an_invoice);
        let today = day(anything.run_date);
        let called = CalledRows::new(&backlog.rows, today);
        let run_dates = run_dates(&called, today);
        let shares = backlog.shares.clone();
        let mut taken: HashMap<ShareId, (NaiveDate, NaiveDate)> = HashMap::new();
        for (run_date, outcomes) in backlog.run_in_turn(&run_dates) {
            for outcome in outcomes {
                taken.extend(shares_of(&outcome.drafts).map(|share| (share, (run_date, outcome.date))));
            }
        }
        for share in shares.iter().filter(|share| share.billing_status == BillingStatus::ReadyToInvoice) {
            let row = called.takes(share);
            let foretold = row.and_then(|row| Some((handled_on(row, &run_dates)?, row.run_date)));
            prop_assert_eq!(taken.get(&share.id).copied(), foretold, "{:?}", share);
        }
    }

    // SPEC 4.2: the ranges of dates say the same as asking row by row, whatever the cut-offs.
    #[test]
    fn reaches_divide_what_rows_take(
        rows in prop::collection::vec((0_u64..40, 0_u64..60), 0..8),
        on in 0_u64..70,
    ) {
        let mut rows: Vec<ScheduleRow> = rows
            .into_iter()
            .map(|(run_date, cut_off)| ScheduleRow {
                id: ScheduleRowId(1),
                contract_line: IMPLEMENTATION,
                run_date: day(run_date),
                kind: RowKind::Date { cut_off_date: day(cut_off) },
                run_status: RunStatus::NotRun,
            })
            .collect();
        rows.sort_by_key(|row| row.run_date);
        rows.dedup_by_key(|row| row.run_date);
        let reaches = crate::schedule::reaches(&rows);
        let within: Vec<NaiveDate> = reaches
            .iter()
            .filter(|reach| reach.after.is_none_or(|after| after < day(on)) && day(on) <= reach.up_to)
            .map(|reach| reach.row.run_date)
            .collect();
        let first = first_to_take(&rows, day(on)).map(|row| row.run_date);
        prop_assert_eq!(within, Vec::from_iter(first));
    }
}
