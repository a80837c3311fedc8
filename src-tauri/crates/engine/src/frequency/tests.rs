//! Tables of run dates: SPEC 3.1 to 3.7, and the cases T2 and T3.

use chrono::Weekday::{Fri, Mon, Sun, Wed};

use super::*;

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn frequency(period: Period, every: u32, runs: &[RunDay]) -> InvoiceFrequency {
    InvoiceFrequency::new(period, every, runs.to_vec(), WorkingDay::AsIs, CutOff::DaysBefore(1))
        .expect("holds together")
}

#[track_caller]
fn check(frequency: &InvoiceFrequency, start: &str, end: &str, expected: &[&str]) {
    check_with_holidays(frequency, start, end, &[], expected);
}

#[track_caller]
fn check_with_holidays(
    frequency: &InvoiceFrequency,
    start: &str,
    end: &str,
    holidays: &[&str],
    expected: &[&str],
) {
    let holidays = holidays.iter().map(|holiday| date(holiday)).collect();
    let shown: Vec<String> = frequency
        .dates(date(start), date(end), &holidays)
        .iter()
        .map(|pair| format!("{}<{}", pair.cut_off_date.format("%m-%d"), pair.run_date))
        .collect();
    assert_eq!(shown, expected);
}

#[test]
// SPEC 3.5, 3.6, 3.7, 8 (T2): biweekly from the first Monday on or after the start, cut-off the day before.
fn biweekly_mondays_of_the_worked_example() {
    let biweekly = frequency(Period::Biweekly, 1, &[RunDay::Weekday(Mon)]);
    let expected = ["10-04<2020-10-05", "10-18<2020-10-19", "11-01<2020-11-02", "11-15<2020-11-16"];
    check(&biweekly, "2020-10-01", "2020-11-20", &expected);
    for start in ["2020-09-29", "2020-10-05"] {
        check(&biweekly, start, "2020-11-20", &expected);
    }
    check(&biweekly, "2020-10-06", "2020-10-20", &["10-11<2020-10-12"]);
}

#[test]
// SPEC 3.2, 8 (T2): the first Monday of the month.
fn first_mondays_of_the_worked_example() {
    let monthly = frequency(Period::Monthly, 1, &[RunDay::OccurrenceInMonth(Occurrence::First, Mon)]);
    check(&monthly, "2020-10-01", "2020-11-20", &["10-04<2020-10-05", "11-01<2020-11-02"]);
}

#[test]
// SPEC 3.7: billing start and delivery date are both included.
fn both_ends_are_included() {
    let weekly = frequency(Period::Weekly, 1, &[RunDay::Weekday(Mon)]);
    check(&weekly, "2020-10-05", "2020-10-19", &["10-04<2020-10-05", "10-11<2020-10-12", "10-18<2020-10-19"]);
    check(&weekly, "2020-10-06", "2020-10-18", &["10-11<2020-10-12"]);
    check(&weekly, "2020-10-06", "2020-10-11", &[]);
    check(&weekly, "2020-10-06", "2020-10-01", &[]);
}

#[test]
// SPEC 3.1, 3.5: every N weeks keeps the anchor of the first chosen weekday.
fn every_third_week() {
    let third = frequency(Period::Weekly, 3, &[RunDay::Weekday(Wed)]);
    check(&third, "2020-10-01", "2020-11-20", &["10-06<2020-10-07", "10-27<2020-10-28", "11-17<2020-11-18"]);
}

#[test]
// SPEC 3.3, 3.4 (T3): a day the month lacks falls on its last day; nothing is moved off a weekend by default.
fn days_of_the_month_in_short_months() {
    let monthly = frequency(Period::Monthly, 1, &[RunDay::DayOfMonth(7), RunDay::DayOfMonth(31)]);
    check(
        &monthly,
        "2021-01-01",
        "2021-03-31",
        &[
            "01-06<2021-01-07",
            "01-30<2021-01-31",
            "02-06<2021-02-07",
            "02-27<2021-02-28",
            "03-06<2021-03-07",
            "03-30<2021-03-31",
        ],
    );
    let leap = frequency(
        Period::Monthly,
        1,
        &[RunDay::DayOfMonth(29), RunDay::DayOfMonth(30), RunDay::DayOfMonth(31)],
    );
    check(&leap, "2020-02-01", "2020-02-29", &["02-28<2020-02-29"]);
    check(&leap, "2021-02-01", "2021-02-28", &["02-27<2021-02-28"]);
}

#[test]
// SPEC 3.2, 3.4 (T3): the last Friday; nothing is moved off a holiday by default.
fn last_weekday_of_the_month() {
    let last = frequency(Period::Monthly, 1, &[RunDay::OccurrenceInMonth(Occurrence::Last, Fri)]);
    let expected = ["10-29<2020-10-30", "11-26<2020-11-27", "12-24<2020-12-25"];
    check_with_holidays(&last, "2020-10-01", "2020-12-31", &["2020-12-25"], &expected);
    // Five Sundays in November 2020, four in October: the last one is not always the fourth.
    let last = frequency(Period::Monthly, 1, &[RunDay::OccurrenceInMonth(Occurrence::Last, Sun)]);
    check(&last, "2020-10-01", "2020-11-30", &["10-24<2020-10-25", "11-28<2020-11-29"]);
}

#[test]
// SPEC 3.2: second, third and fourth weekdays; 3.1: up to four runs.
fn four_runs_a_month() {
    let runs = [Occurrence::First, Occurrence::Second, Occurrence::Third, Occurrence::Fourth]
        .map(|occurrence| RunDay::OccurrenceInMonth(occurrence, Mon));
    check(
        &frequency(Period::Monthly, 1, &runs),
        "2020-10-01",
        "2020-10-31",
        &["10-04<2020-10-05", "10-11<2020-10-12", "10-18<2020-10-19", "10-25<2020-10-26"],
    );
}

#[test]
// SPEC 3.5: quarters and years count from the month of the start; run days fall in the first month of each period.
fn longer_periods_count_from_the_month_of_the_start() {
    let quarterly = frequency(Period::Quarterly, 1, &[RunDay::DayOfMonth(15)]);
    check(
        &quarterly,
        "2020-01-20",
        "2020-12-31",
        &["04-14<2020-04-15", "07-14<2020-07-15", "10-14<2020-10-15"],
    );
    check(&quarterly, "2020-01-15", "2020-04-15", &["01-14<2020-01-15", "04-14<2020-04-15"]);
    let yearly = frequency(Period::Yearly, 1, &[RunDay::DayOfMonth(29)]);
    check(&yearly, "2020-02-01", "2022-12-31", &["02-28<2020-02-29", "02-27<2021-02-28", "02-27<2022-02-28"]);
    let second_month = frequency(Period::Monthly, 2, &[RunDay::DayOfMonth(1)]);
    check(&second_month, "2020-11-02", "2021-03-31", &["12-31<2021-01-01", "02-28<2021-03-01"]);
}

#[test]
// SPEC 3.4: range and cut-off are judged before the shift; a shifted date may lie outside; the later cut-off stands.
fn working_days() {
    let on = |working_day, runs: &[RunDay]| {
        InvoiceFrequency::new(Period::Monthly, 1, runs.to_vec(), working_day, CutOff::DaysBefore(1))
            .expect("holds together")
    };
    // 31 October 2020 is a Saturday.
    let days = [RunDay::DayOfMonth(31)];
    check(&on(WorkingDay::Next, &days), "2020-10-01", "2020-10-31", &["10-30<2020-11-02"]);
    check(&on(WorkingDay::Previous, &days), "2020-10-31", "2020-10-31", &["10-30<2020-10-30"]);
    check_with_holidays(
        &on(WorkingDay::Next, &days),
        "2020-10-01",
        "2020-10-31",
        &["2020-11-02"],
        &["10-30<2020-11-03"],
    );
    check_with_holidays(
        &on(WorkingDay::Previous, &days),
        "2020-10-01",
        "2020-10-31",
        &["2020-10-30", "2020-10-29"],
        &["10-30<2020-10-28"],
    );
    // Saturday the 3rd and Sunday the 4th both move to Monday the 5th, which is a run day too.
    let meeting = [RunDay::DayOfMonth(3), RunDay::DayOfMonth(4), RunDay::DayOfMonth(5)];
    check(&on(WorkingDay::Next, &meeting), "2020-10-01", "2020-10-31", &["10-04<2020-10-05"]);
}

#[test]
// SPEC 3.4: range and cut-off are judged before the shift, also where the shift would bring a date in or its
// cut-off behind it; where rows meet, the later cut-off stands.
fn shifts_at_the_edges() {
    let moved = |working_day, runs: &[RunDay]| {
        InvoiceFrequency::new(Period::Monthly, 1, runs.to_vec(), working_day, CutOff::DaysBefore(1))
            .expect("holds together")
    };
    let day = RunDay::DayOfMonth;
    for (working_day, runs, start, end, expected) in [
        // Saturday the 3rd lies before the range, though the Monday it would move to lies inside.
        (WorkingDay::Next, &[day(3)][..], "2020-10-05", "2020-10-31", &[][..]),
        // Sunday 1 November lies after the range, though the Friday it would move to lies inside.
        (WorkingDay::Previous, &[day(1)], "2020-10-02", "2020-10-31", &[]),
        // Sunday 1 November moves out of the range, back to Friday; its cut-off stays the Saturday.
        (WorkingDay::Previous, &[day(1)], "2020-11-01", "2020-11-30", &["10-31<2020-10-30"]),
        // Friday the 30th and Saturday the 31st meet on Friday: the later cut-off is the Saturday's.
        (WorkingDay::Previous, &[day(31), day(30)], "2020-10-01", "2020-10-31", &["10-30<2020-10-30"]),
    ] {
        check(&moved(working_day, runs), start, end, expected);
    }
}

#[test]
// SPEC 3.5, 3.8: a longer schedule begins as the shorter one did: the anchor is the billing start, not the day on
// which the schedule is generated again.
fn generating_again_keeps_the_anchor() {
    for frequency in [
        frequency(Period::Biweekly, 1, &[RunDay::Weekday(Mon)]),
        frequency(Period::Weekly, 3, &[RunDay::Weekday(Wed)]),
        frequency(Period::Quarterly, 1, &[RunDay::DayOfMonth(15)]),
    ] {
        let dates = |end: &str| frequency.dates(date("2020-10-01"), date(end), &BTreeSet::new());
        let (first, again) = (dates("2020-11-20"), dates("2021-12-31"));
        assert!(again.len() > first.len() && again.starts_with(&first), "{first:?} {again:?}");
    }
}

#[test]
// SPEC 3.6: other offsets, and the end of the previous month.
fn cut_offs() {
    let with = |cut_off| {
        InvoiceFrequency::new(Period::Monthly, 1, vec![RunDay::DayOfMonth(5)], WorkingDay::AsIs, cut_off)
            .expect("holds together")
    };
    check(&with(CutOff::DaysBefore(0)), "2020-10-01", "2020-10-31", &["10-05<2020-10-05"]);
    check(&with(CutOff::DaysBefore(7)), "2020-10-01", "2020-10-31", &["09-28<2020-10-05"]);
    check(&with(CutOff::EndOfPreviousMonth), "2020-10-01", "2020-10-31", &["09-30<2020-10-05"]);
    check(&with(CutOff::EndOfPreviousMonth), "1900-01-01", "1900-01-31", &["12-31<1900-01-05"]);
}

#[test]
// SPEC 2.6, 3.1, 3.2: what does not hold together is refused.
fn refusals() {
    let monday = RunDay::Weekday(Mon);
    let first_monday = RunDay::OccurrenceInMonth(Occurrence::First, Mon);
    let day = RunDay::DayOfMonth(1);
    let refused = |period, every, runs: &[RunDay], cut_off| {
        InvoiceFrequency::new(period, every, runs.to_vec(), WorkingDay::AsIs, cut_off)
            .expect_err("must be refused")
    };
    let usual = CutOff::DaysBefore(1);
    for period in [Period::Biweekly, Period::Quarterly, Period::Yearly] {
        let run = if period == Period::Biweekly { monday } else { day };
        assert_eq!(refused(period, 2, &[run], usual), FrequencyError::EveryNotAllowed { period, every: 2 });
    }
    assert_eq!(refused(Period::Weekly, 0, &[monday], usual), FrequencyError::Every { every: 0 });
    assert_eq!(refused(Period::Weekly, 53, &[monday], usual), FrequencyError::Every { every: 53 });
    assert_eq!(
        refused(Period::Weekly, 1, &[day], usual),
        FrequencyError::NeedsWeekday { index: 0, period: Period::Weekly }
    );
    assert_eq!(
        refused(Period::Biweekly, 1, &[first_monday], usual),
        FrequencyError::NeedsWeekday { index: 0, period: Period::Biweekly }
    );
    assert_eq!(
        refused(Period::Monthly, 1, &[day, monday], usual),
        FrequencyError::NeedsOccurrence { index: 1, period: Period::Monthly }
    );
    assert!(matches!(
        refused(Period::Weekly, 1, &[monday, monday], usual),
        FrequencyError::Runs { runs: 2, .. }
    ));
    assert!(matches!(refused(Period::Monthly, 1, &[], usual), FrequencyError::Runs { runs: 0, .. }));
    for period in [Period::Monthly, Period::Quarterly, Period::Yearly] {
        assert!(matches!(refused(period, 1, &[day; 5], usual), FrequencyError::Runs { runs: 5, .. }));
        frequency(period, 1, &[day; 4]);
    }
    assert!(matches!(
        refused(Period::Biweekly, 1, &[monday, monday], usual),
        FrequencyError::Runs { runs: 2, .. }
    ));
    assert_eq!(
        refused(Period::Monthly, 1, &[RunDay::DayOfMonth(0)], usual),
        FrequencyError::Day { index: 0, day: 0 }
    );
    assert_eq!(
        refused(Period::Monthly, 1, &[RunDay::DayOfMonth(32)], usual),
        FrequencyError::Day { index: 0, day: 32 }
    );
    assert_eq!(
        refused(Period::Monthly, 1, &[day], CutOff::DaysBefore(367)),
        FrequencyError::CutOffDays { days: 367 }
    );
}

mod properties {
    use proptest::prelude::*;

    use super::*;

    fn any_frequency() -> impl Strategy<Value = InvoiceFrequency> {
        let weekday = (0_u8..7).prop_map(|n| chrono::Weekday::try_from(n).expect("0 to 6"));
        let weekly = (prop::sample::select(vec![Period::Weekly, Period::Biweekly]), weekday.clone())
            .prop_map(|(period, weekday)| (period, vec![RunDay::Weekday(weekday)]));
        let run = prop_oneof![
            (1_u32..=31).prop_map(RunDay::DayOfMonth),
            (prop::sample::select(Occurrence::ALL), weekday)
                .prop_map(|(o, w)| RunDay::OccurrenceInMonth(o, w)),
        ];
        let longer = (
            prop::sample::select(vec![Period::Monthly, Period::Quarterly, Period::Yearly]),
            prop::collection::vec(run, 1..=4),
        );
        (prop_oneof![weekly, longer], 1_u32..=5, prop::sample::select(WorkingDay::ALL), 0_u32..40).prop_map(
            |((period, runs), every, working_day, days)| {
                let every = if matches!(period, Period::Weekly | Period::Monthly) { every } else { 1 };
                InvoiceFrequency::new(period, every, runs, working_day, CutOff::DaysBefore(days))
                    .expect("holds together")
            },
        )
    }

    proptest! {
        // SPEC 3.3, 3.4, 3.7: ascending, one row a date, within the range but for the shift, on working days if asked.
        #[test]
        fn dates_are_ordered_and_in_range(
            frequency in any_frequency(),
            start in 0_u64..30_000,
            length in 0_u64..1_500,
            holidays in prop::collection::btree_set(0_u64..30_000, 0..50),
        ) {
            let day = |n: u64| date("1950-01-01") + Days::new(n);
            let holidays: BTreeSet<NaiveDate> = holidays.into_iter().map(day).collect();
            let (start, end) = (day(start), day(start + length));
            let pairs = frequency.dates(start, end, &holidays);
            for window in pairs.windows(2) {
                prop_assert!(window[0].run_date < window[1].run_date);
            }
            for pair in &pairs {
                prop_assert!(pair.cut_off_date <= pair.run_date + Days::new(14));
                if frequency.working_day() == WorkingDay::AsIs {
                    prop_assert!((start..=end).contains(&pair.run_date));
                } else {
                    prop_assert!(pair.run_date.weekday().num_days_from_monday() < 5);
                    prop_assert!(!holidays.contains(&pair.run_date));
                }
            }
            // SPEC 3.5, 3.8: generating again gives the same dates.
            prop_assert_eq!(frequency.dates(start, end, &holidays), pairs);
        }
    }
}

#[test]
// SPEC 3.4: what a shift did is told date by date, and the dates that meet are told apart.
fn named_dates_tell_what_moving_did() {
    let runs = vec![RunDay::DayOfMonth(24), RunDay::DayOfMonth(25), RunDay::DayOfMonth(28)];
    let rule =
        InvoiceFrequency::new(Period::Monthly, 1, runs, WorkingDay::Next, CutOff::DaysBefore(1)).unwrap();
    let holidays = [date("2020-12-24"), date("2020-12-25")].into();
    let named = rule.named_dates(date("2020-12-01"), date("2020-12-31"), &holidays);
    let told: Vec<(String, String)> =
        named.iter().map(|named| (named.date.to_string(), named.pair.run_date.to_string())).collect();
    let monday = "2020-12-28".to_owned();
    assert_eq!(
        told,
        ["2020-12-24", "2020-12-25", "2020-12-28"].map(|named| (named.to_owned(), monday.clone())),
        "the 28th is the first working day after both"
    );
    assert_eq!(rule.dates(date("2020-12-01"), date("2020-12-31"), &holidays).len(), 1, "they make one row");
}
