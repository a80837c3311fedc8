//! Invoice frequencies: what the rule says, and what is wrong with it.

use proforma_engine::frequency::WorkingDay;

use super::*;
use crate::dto::{FrequencyPeriod, FrequencyRunForm, HolidayForm, InvoiceFrequencyForm};

#[test]
// SPEC 3.1 to 3.6: what the rule says as one sentence, and its next twelve dates.
fn a_frequency_says_its_next_twelve_dates() {
    let office = office();
    let look = |form: &InvoiceFrequencyForm, from: &str, through: Option<&str>| {
        let through = through.map(date);
        look_at_frequency(office.book.connection(), None, form, date(from), through).expect("looked at")
    };
    let look_of = look(&biweekly(), "2020-10-01", None);
    assert!(look_of.problems.is_empty());
    let rule = look_of.rule.expect("a rule");
    assert_eq!(
        rule.sentence,
        "Every second Monday, taking work dated up to and including the Sunday before."
    );
    let dates: Vec<String> = rule.dates.iter().map(|date| date.run_date.to_string()).collect();
    assert_eq!(dates.len(), 12);
    assert_eq!(dates[..3], ["2020-10-05", "2020-10-19", "2020-11-02"]);
    assert_eq!(rule.dates[0].cut_off_date, date("2020-10-04"));
    // Up to the delivery date, inclusive.
    let short = look(&biweekly(), "2020-10-01", Some("2020-10-19")).rule.expect("a rule");
    assert_eq!(short.dates.len(), 2);
    // A rule without a name is shown all the same, and what is wrong is said.
    let nameless = look(&InvoiceFrequencyForm { name: String::new(), ..biweekly() }, "2020-10-01", None);
    assert_eq!(told(nameless.problems), ["name: a name is missing"]);
    assert!(nameless.rule.is_some());
    // Years go far ahead, and end with the dates of the domain.
    let day = |day: &str| FrequencyRunForm {
        weekday: String::new(),
        occurrence: String::new(),
        day: day.to_owned(),
    };
    let yearly =
        InvoiceFrequencyForm { period: FrequencyPeriod::Yearly, runs: vec![day("31")], ..biweekly() };
    let rule = look(&yearly, "2020-02-01", None).rule.expect("a rule");
    assert_eq!(rule.dates.len(), 12);
    assert_eq!(rule.dates[1].run_date, date("2021-02-28"));
    assert_eq!(look(&yearly, "2199-02-01", None).rule.expect("a rule").dates.len(), 1);
}

#[test]
// SPEC 3.4: what moving to working days did is told, and why.
fn a_moved_date_says_where_it_was() {
    let office = office();
    let christmas = HolidayForm { date: "2020-12-25".to_owned(), name: "Christmas Day".to_owned() };
    office.save(None, RecordForm::Holiday(christmas)).expect("saved");
    let day = |day: &str| FrequencyRunForm {
        weekday: String::new(),
        occurrence: String::new(),
        day: day.to_owned(),
    };
    let form = InvoiceFrequencyForm {
        period: FrequencyPeriod::Monthly,
        runs: vec![day("25"), day("26")],
        working_day: WorkingDay::Next.into(),
        ..biweekly()
    };
    let from = date("2020-12-01");
    let look = look_at_frequency(office.book.connection(), None, &form, from, Some(date("2020-12-31")))
        .expect("looked at");
    let rule = look.rule.expect("a rule");
    assert_eq!(
        rule.sentence,
        "Every month on the 25th and the 26th, taking work dated up to and including the day before. A run on a weekend or holiday moves to the next working day; its cut-off stays."
    );
    let [one] = rule.dates.as_slice() else { unreachable!("both fall on one Monday: {:?}", rule.dates) };
    assert_eq!((one.run_date, one.cut_off_date), (date("2020-12-28"), date("2020-12-25")));
    let moved: Vec<(String, Option<&str>)> =
        one.moved.iter().map(|moved| (moved.date.to_string(), moved.holiday.as_deref())).collect();
    assert_eq!(moved, [("2020-12-25".to_owned(), Some("Christmas Day")), ("2020-12-26".to_owned(), None)]);
}

#[test]
// SPEC 2.6, 3.1, 3.2: the rules of a frequency, each at its field.
fn a_rule_that_does_not_hold_says_where() {
    let office = office();
    let run = |weekday: &str, occurrence: &str, day: &str| FrequencyRunForm {
        weekday: weekday.to_owned(),
        occurrence: occurrence.to_owned(),
        day: day.to_owned(),
    };
    let with = |period, every: &str, runs: Vec<FrequencyRunForm>| InvoiceFrequencyForm {
        period,
        every: every.to_owned(),
        runs,
        ..biweekly()
    };
    for (form, expected) in [
        (
            with(FrequencyPeriod::Biweekly, "3", vec![run("monday", "", "")]),
            "every: every 3 periods can be said",
        ),
        (
            with(FrequencyPeriod::Weekly, "two", vec![run("monday", "", "")]),
            "every: \"two\" is not a whole number",
        ),
        (
            with(FrequencyPeriod::Weekly, "53", vec![run("monday", "", "")]),
            "every: 53 is not between 1 and 52",
        ),
        (with(FrequencyPeriod::Weekly, "1", vec![]), "runs: a weekly frequency has 0 runs"),
        (
            with(FrequencyPeriod::Monthly, "1", vec![run("", "", "1"); 5]),
            "runs: a monthly frequency has 5 runs",
        ),
        (
            with(FrequencyPeriod::Monthly, "1", vec![run("monday", "", "")]),
            "runs[0]: run 0 of a monthly frequency needs an occurrence",
        ),
        (
            with(FrequencyPeriod::Monthly, "1", vec![run("", "", "32")]),
            "runs[0].day: 32 is not between 1 and 31",
        ),
        (
            with(FrequencyPeriod::Monthly, "1", vec![run("", "", "1st")]),
            "runs[0].day: \"1st\" is not a whole number",
        ),
        (
            with(FrequencyPeriod::Monthly, "1", vec![run("", "", "")]),
            "runs[0]: a run has either a weekday or a day of the month",
        ),
        (
            InvoiceFrequencyForm { cut_off_days_before: Some("367".to_owned()), ..biweekly() },
            "cut_off_days_before: 367 is not between 0 and 366",
        ),
        (
            InvoiceFrequencyForm { cut_off_days_before: Some(String::new()), ..biweekly() },
            "cut_off_days_before: say how many days",
        ),
    ] {
        let problems = office.problems(None, form);
        assert_eq!(problems.len(), 1, "{problems:?}");
        assert!(problems[0].starts_with(expected), "{problems:?} begins with {expected}");
    }
}

#[test]
// SPEC 3.8: changing a frequency changes no schedule that was made from it.
fn a_changed_frequency_leaves_schedules_alone() {
    let office = office();
    let contracts = proforma_store::contract::ids(office.book.connection()).expect("read");
    let rows =
        || proforma_store::schedule::of_contract(office.book.connection(), contracts[0]).expect("read");
    let (before, known) = (rows(), office.forms(RecordKind::InvoiceFrequency));
    for form in known {
        let id = form.id().to_owned();
        let changed = InvoiceFrequencyForm { name: "Renamed".to_owned(), id: id.clone(), ..biweekly() };
        office.save(Some(&id), changed.clone()).expect("changed");
        let read = office.frequency(&id);
        assert_eq!((read.name.as_str(), read.runs), ("Renamed", changed.runs));
    }
    assert_eq!(rows(), before);
}
