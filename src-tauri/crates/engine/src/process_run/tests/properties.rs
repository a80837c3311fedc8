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
