//! What holds whatever the dates.

use proptest::prelude::*;

use super::*;

proptest! {
    // SPEC 4.2, 4.11, 7.8: whatever the dates, every share is drafted once at most, nothing is lost, and running every
    // date again creates nothing new.
    #[test]
    fn nothing_is_billed_twice_or_lost(
        days in prop::collection::vec((0_u64..60, 1_u32..400, any::<bool>()), 1..40),
        runs in prop::collection::vec(0_u64..60, 0..30),
    ) {
        let first = date("2020-09-25");
        let mut split = Scenario::with_split(&[(ADATUM, "33.333333"), (BERGEN, "66.666667")]);
        let mut worth = Money::zero(usd());
        for (index, (day, hours, is_expense)) in days.iter().enumerate() {
            let on = (first + chrono::Days::new(*day)).to_string();
            if *is_expense {
                split.expense(&format!("e{index}"), &on, &hours.to_string());
                worth = worth.plus(Money::rounded(Decimal::from(*hours), usd()).expect("money")).expect("in range");
            } else {
                let hours = Decimal::new(i64::from(*hours), 2).to_string();
                split.time(&format!("t{index}"), &on, &hours);
                worth = worth.plus(Money::extend(n(&hours), n("200.00"), usd()).expect("money")).expect("in range");
            }
        }
        let mut billed = Vec::new();
        let mut invoiced = Money::zero(usd());
        let mut runs: Vec<NaiveDate> = runs.iter().map(|day| first + chrono::Days::new(*day)).collect();
        runs.extend(["2020-10-05", "2020-10-19", "2020-11-02", "2020-11-16"].map(date));
        for run_date in &runs {
            for date in split.backlog.dates_to_run(*run_date) {
                let outcome = split.backlog.run(date, *run_date).expect("can be billed");
                for draft in &outcome.drafts {
                    invoiced = invoiced.plus(draft.totals.subtotal).expect("in range");
                }
                billed.extend(shares_of(&outcome.drafts));
                split.backlog.settle(&outcome);
            }
        }
        let once: HashSet<ShareId> = billed.iter().copied().collect();
        prop_assert_eq!(once.len(), billed.len());
        let left = Money::sum(split.backlog.shares.iter().map(|share| share.amount), usd()).expect("in range");
        prop_assert_eq!(invoiced.plus(left).expect("in range"), worth);
        for run_date in runs {
            prop_assert!(split.backlog.dates_to_run(run_date).is_empty());
        }
    }
}

/// A contract with three lines, two customers and everything that a clerk may leave undone.
#[derive(Debug, Clone)]
pub(super) struct Anything {
    transactions: Vec<(u64, u32, bool, BillingType, bool)>,
    milestones: Vec<(u64, bool)>,
    statuses: Vec<RunStatus>,
    pub(super) run_date: u64,
}

pub(super) fn anything() -> impl Strategy<Value = Anything> {
    let billing_type = prop::sample::select(BillingType::ALL);
    let transaction = (0_u64..70, 0_u32..400, any::<bool>(), billing_type, any::<bool>());
    (
        prop::collection::vec(transaction, 0..20),
        prop::collection::vec((0_u64..70, any::<bool>()), 0..4),
        prop::collection::vec(prop::sample::select(RunStatus::ALL), 10),
        0_u64..70,
    )
        .prop_map(|(transactions, milestones, statuses, run_date)| Anything {
            transactions,
            milestones,
            statuses,
            run_date,
        })
}

pub(super) fn day(number: u64) -> NaiveDate {
    date("2020-09-25") + chrono::Days::new(number)
}

impl Anything {
    pub(super) fn scenario(&self) -> Scenario {
        let mut split = Scenario::with_split(&[(ADATUM, "33.333333"), (BERGEN, "66.666667")]);
        for (index, (on, is_ready)) in self.milestones.iter().enumerate() {
            let status = if *is_ready { BillingStatus::ReadyToInvoice } else { BillingStatus::NotReady };
            split.milestone(&format!("m{index}"), &day(*on).to_string(), "10.00", status);
        }
        for (index, (on, worth, is_expense, billing_type, is_ready)) in self.transactions.iter().enumerate() {
            let (key, on) = (format!("t{index}"), day(*on).to_string());
            if *is_expense {
                split.expense(&key, &on, &worth.to_string());
            } else {
                let hours = Decimal::new(i64::from(*worth), 2).to_string();
                let status = if *is_ready { BillingStatus::ReadyToInvoice } else { BillingStatus::NotReady };
                split.time_as(&key, &on, &hours, *billing_type, status);
            }
        }
        for (row, status) in split.backlog.rows.iter_mut().zip(&self.statuses) {
            row.run_status = *status;
        }
        split
    }
}

/// Runs a date; a preview would do the same to a copy.
fn run(backlog: &mut Backlog, run_date: NaiveDate) -> Vec<DateOutcome> {
    let mut outcomes = Vec::new();
    for date in backlog.dates_to_run(run_date) {
        let outcome = backlog.run(date, run_date).expect("can be billed");
        backlog.settle(&outcome);
        outcomes.push(outcome);
    }
    outcomes
}

proptest! {
    // SPEC 4.5, 4.12: every row of the date, every milestone that is due and every ready share that a run passed over has
    // a reason, and each has one only.
    #[test]
    fn everything_passed_over_has_one_reason(anything in anything()) {
        let Scenario { mut backlog, .. } = anything.scenario();
        let run_date = day(anything.run_date);
        let outcomes = run(&mut backlog, run_date);
        let passed_over = backlog.passed_over(run_date, &outcomes);
        let invoiced: HashSet<ScheduleRowId> = outcomes
            .iter()
            .flat_map(|outcome| &outcome.rows)
            .filter(|row| row.has_invoiced)
            .map(|row| row.row)
            .collect();
        for row in &backlog.rows {
            let told = passed_over.iter().filter(|entry| {
                entry.share.is_none() && entry.row.is_some_and(|(id, _)| id == row.id)
            });
            let is_of_date = row.run_date == run_date && !invoiced.contains(&row.id);
            prop_assert!(told.count() >= usize::from(is_of_date), "{row:?}");
        }
        let milestone_dates = backlog.milestone_dates();
        for share in &backlog.shares {
            let is_due = match share.of {
                ShareOf::Milestone(milestone) => milestone_dates[&milestone] <= run_date,
                ShareOf::Transaction(..) => false,
            };
            let told = passed_over.iter().filter(|entry| entry.share == Some(share.id)).count();
            let expected = share.billing_status == BillingStatus::ReadyToInvoice || is_due;
            prop_assert_eq!(told, usize::from(expected), "{:?}", share);
        }
    }

    // SPEC 4.12: "when will it be?": the run that a share is said to wait for takes it, and none before does.
    #[test]
    fn what_is_foretold_comes_true(anything in anything()) {
        let Scenario { mut backlog, .. } = anything.scenario();
        let today = day(anything.run_date);
        let foretold: HashMap<ShareId, Option<NaiveDate>> = backlog
            .shares
            .iter()
            .filter(|share| share.billing_status == BillingStatus::ReadyToInvoice)
            .map(|share| (share.id, backlog.explain(share, today).next_run_date))
            .collect();
        let mut taken: HashMap<ShareId, NaiveDate> = HashMap::new();
        for run_date in today.iter_days().take(120) {
            for outcome in run(&mut backlog, run_date) {
                taken.extend(shares_of(&outcome.drafts).map(|share| (share, run_date)));
            }
        }
        for (share, next_run_date) in foretold {
            prop_assert_eq!(taken.get(&share).copied(), next_run_date, "{:?}", share);
        }
    }

    // SPEC 7.7: what a preview gives is what the run gives: the same question has the same answer and changes nothing.
    #[test]
    fn a_preview_changes_nothing(anything in anything()) {
        let Scenario { backlog, .. } = anything.scenario();
        let run_date = day(anything.run_date);
        let (mut preview, mut real) = (backlog.clone(), backlog);
        let previewed = run(&mut preview, run_date);
        prop_assert_eq!(&previewed, &run(&mut real, run_date));
        prop_assert_eq!(preview.passed_over(run_date, &previewed), real.passed_over(run_date, &previewed));
    }
}
