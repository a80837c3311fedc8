//! What home and the calendar expect of a date is what its preview says: SPEC 4.1 to 4.11, 7.7.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use proforma_api::{
    backlog::{BillingStatus, Marking, Stopping, mark},
    book::Book,
    calendar::calendar,
    dto::{AgendaDate, Amount, CalendarDay, Matter, MatterKind, RunPreview},
    home::home,
    runs::run_preview,
};
use proforma_tests::{TempBook, case, date, noon};
use rust_decimal::Decimal;

use crate::run;

fn agenda(book: &TempBook, today: NaiveDate) -> Vec<AgendaDate> {
    let open = Book::open(&book.path()).unwrap();
    home(open.connection(), open.sums(), today).unwrap().agenda
}

fn preview(book: &TempBook, day: NaiveDate) -> RunPreview {
    let open = Book::open(&book.path()).unwrap();
    run_preview(open.connection(), day, day).unwrap()
}

fn by_currency(amounts: &[Amount]) -> BTreeMap<String, String> {
    amounts.iter().map(|amount| (amount.currency.clone(), amount.amount.clone())).collect()
}

/// What a preview would invoice, net of tax, where that is not nothing.
fn invoiced(preview: &RunPreview) -> BTreeMap<String, String> {
    let is_something = |text: &str| text.chars().any(|digit| ('1'..='9').contains(&digit));
    let rows = preview.proof.iter().filter(|row| is_something(&row.invoiced));
    rows.map(|row| (row.currency.clone(), row.invoiced.clone())).collect()
}

/// Runs the agenda date by date: each brings what was expected of it at the beginning. Gives what waits for missed dates or has none.
#[track_caller]
fn comes_true(book: &TempBook, today: NaiveDate) -> BTreeMap<String, String> {
    let agenda = agenda(book, today);
    let open = Book::open(&book.path()).unwrap();
    let days = calendar(open.connection(), open.sums(), today, today + Days::new(399), today).unwrap();
    drop(open);
    for expected in agenda.iter().filter(|expected| expected.date.is_some()) {
        let day = expected.date.unwrap();
        let preview = preview(book, day);
        assert_eq!(by_currency(&expected.expected), invoiced(&preview), "{day}");
        assert_eq!(expected.contracts, preview.contracts_due, "{day}");
        assert_eq!(expected.drafts as usize, preview.drafts.len(), "{day}");
        let names: Vec<&String> = preview.drafts.iter().map(|draft| &draft.contract_name).collect();
        assert!(expected.contract_names.iter().all(|name| names.contains(&name)), "{day}");
        let of_calendar = days.iter().find(|of_day| of_day.date == day).unwrap();
        assert_eq!(of_calendar.expected, expected.expected, "{day}");
        assert_eq!(of_calendar.contracts, expected.contracts, "{day}");
        run(book, day);
    }
    let undated =
        agenda.iter().filter(|of_date| of_date.date.is_none()).flat_map(|of_date| &of_date.expected);
    let mut left: BTreeMap<String, Decimal> = BTreeMap::new();
    for amount in undated {
        *left.entry(amount.currency.clone()).or_default() += amount.amount.parse::<Decimal>().unwrap();
    }
    left.into_iter().map(|(currency, amount)| (currency, amount.to_string())).collect()
}

fn amounts(of: &[(&str, &str)]) -> BTreeMap<String, String> {
    of.iter().map(|(currency, amount)| ((*currency).to_owned(), (*amount).to_owned())).collect()
}

#[test]
// SPEC 4.2 to 4.5, 7.7: the worked example, from before its first date and from between two.
fn adatum_comes_true() {
    for (today, rest) in [("2020-10-01", "60.00"), ("2020-10-06", "60.00"), ("2020-11-03", "605.00")] {
        let book = TempBook::of(&case("adatum.book.json"));
        assert_eq!(comes_true(&book, date(today)), amounts(&[("USD", rest)]), "{today}");
    }
}

#[test]
// SPEC 4.6, 5.3, 4.8: one draft for each customer with something chargeable, nothing left without a date.
fn a_split_comes_true() {
    let book = TempBook::of(&case("split.book.json"));
    assert_eq!(agenda(&book, date("2021-01-01"))[0].drafts, 3);
    assert!(comes_true(&book, date("2021-01-01")).is_empty());
    let book = TempBook::of(&case("split.book.json"));
    let open = Book::open(&book.path()).unwrap();
    let of_beta = ["w1", "w2"].map(|id| Marking { id, customer: Some("beta") });
    mark(open.connection(), &of_beta, BillingStatus::NotReady, Stopping::AllOrNothing, noon()).unwrap();
    let first = agenda(&book, date("2021-01-01")).remove(0);
    assert_eq!((first.drafts, first.not_ready[0].amount.as_str()), (2, "683.27"));
    comes_true(&book, date("2021-01-01"));
}

#[test]
// SPEC 4.10, 4.11: what cannot be billed is not expected; it is tried again by the next run, with its own date.
fn a_parked_contract_comes_true() {
    let book = TempBook::of(&case("parked.book.json"));
    let [first] = agenda(&book, date("2021-01-01")).try_into().unwrap();
    assert_eq!((first.contracts, first.drafts), (2, 1));
    comes_true(&book, date("2021-01-01"));
    let [again] = agenda(&book, date("2021-01-20")).try_into().unwrap();
    assert_eq!((again.date, again.contracts, again.drafts), (Some(date("2021-01-20")), 1, 0));
    comes_true(&book, date("2021-01-20"));
    let open = Book::open(&book.path()).unwrap();
    let half = [Marking { id: "huge-2", customer: None }];
    mark(open.connection(), &half, BillingStatus::NotReady, Stopping::AllOrNothing, noon()).unwrap();
    let [mended] = agenda(&book, date("2021-01-21")).try_into().unwrap();
    assert_eq!((mended.drafts, mended.not_ready[0].amount.as_str()), (1, "9000000000000"));
    comes_true(&book, date("2021-01-21"));
}

/// Equal numbers on every run (Steele, Lea, Flood: SplitMix64).
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        (mixed ^ (mixed >> 31)) % limit
    }

    fn one_in(&mut self, times: u64) -> bool {
        self.below(times) == 0
    }

    fn day(&mut self, days: u64) -> NaiveDate {
        date("2021-01-01") + Days::new(self.below(days))
    }
}

/// A book with everything that a clerk may leave undone: cut-offs out of order, rows that ran, failed or were skipped,
/// late and early work, credits, work that is free or has no price, customers of whom one is ready.
fn any_book(seed: u64) -> TempBook {
    let mut numbers = Numbers(seed);
    let mut contracts = Vec::new();
    let mut transactions = Vec::new();
    for contract in 0..4 {
        let status = if numbers.one_in(5) { "closed" } else { "active" };
        let currency = ["USD", "EUR", "JPY"][numbers.below(3) as usize];
        let mut lines = Vec::new();
        for line in 0..2 {
            let mut rows: BTreeMap<NaiveDate, NaiveDate> = BTreeMap::new();
            for _ in 0..numbers.below(4) {
                rows.insert(numbers.day(40), numbers.day(45));
            }
            let rows: Vec<String> = rows
                .iter()
                .map(|(run, cut_off)| format!(r#"{{"run_date":"{run}","cut_off_date":"{cut_off}"}}"#))
                .collect();
            let rows = rows.join(",");
            lines.push(format!(
                r#"{{"id":"l{line}","name":"L","billing_method":"time_and_material","transaction_classes":["time"],"invoice_schedule":[{rows}]}}"#
            ));
        }
        let mut milestones = Vec::new();
        for milestone in 0..numbers.below(4) {
            let status = if numbers.one_in(3) { "not_ready" } else { "ready_to_invoice" };
            let (day, amount) = (numbers.day(45), numbers.below(3) * 100);
            milestones.push(format!(
                r#"{{"id":"m{contract}-{milestone}","name":"M","date":"{day}","amount":"{amount}","billing_status":"{status}"}}"#
            ));
        }
        lines.push(format!(
            r#"{{"id":"price","name":"P","billing_method":"fixed_price","milestones":[{}]}}"#,
            milestones.join(",")
        ));
        contracts.push(format!(
            r#"{{"id":"c{contract}","name":"C{contract}","currency":"{currency}","status":"{status}","customers":[{{"customer":"a","percent":"70"}},{{"customer":"b","percent":"30"}}],"lines":[{}]}}"#,
            lines.join(",")
        ));
        for index in 0..numbers.below(20) {
            let status = if numbers.one_in(4) { "not_ready" } else { "ready_to_invoice" };
            let billing_type =
                ["chargeable", "chargeable", "chargeable", "non_chargeable"][numbers.below(4) as usize];
            let sign = if numbers.one_in(6) { "-" } else { "" };
            let (line, day, price) = (numbers.below(2), numbers.day(50), numbers.below(4) * 75);
            transactions.push(format!(
                r#"{{"id":"t{contract}-{index}","contract":"c{contract}","contract_line":"l{line}","class":"time","date":"{day}","quantity":"{sign}1","unit_price":"{price}","billing_type":"{billing_type}","billing_status":"{status}"}}"#
            ));
        }
    }
    let book = TempBook::of_text(&format!(
        r#"{{"format":"proforma-book","version":1,"company":{{"name":"C"}},"time_zone":"UTC","customers":[{{"id":"a","name":"A"}},{{"id":"b","name":"B"}}],"contracts":[{}],"transactions":[{}]}}"#,
        contracts.join(","),
        transactions.join(",")
    ));
    let connection = rusqlite::Connection::open(book.path()).unwrap();
    let rows: i64 = connection.query_row("SELECT COUNT(*) FROM schedule_row", [], |row| row.get(0)).unwrap();
    for row in 1..=rows {
        let status =
            ["not_run", "not_run", "run_failed", "run_successful", "skipped"][numbers.below(5) as usize];
        connection.execute("UPDATE schedule_row SET run_status = ?1 WHERE id = ?2", (status, row)).unwrap();
    }
    connection
        .execute(
            "UPDATE share SET billing_status = 'not_ready' WHERE billing_status = 'ready_to_invoice' AND id % 5 = 0",
            [],
        )
        .unwrap();
    book
}

#[test]
// SPEC 4.1 to 4.11, 7.7: whatever was left undone, dates bring in turn what was expected of them.
fn any_book_comes_true() {
    let mut expected = 0;
    for seed in 0..8 {
        let book = any_book(seed);
        let today = date("2021-01-10") + Days::new(seed);
        expected += agenda(&book, today).iter().filter(|day| !day.expected.is_empty()).count();
        comes_true(&book, today);
    }
    assert!(expected > 15, "the books must hold something to expect: {expected}");
}

#[test]
// SPEC 4.2, 4.5, 4.13, 4.14: once every date has run, what is ready still is what had no date.
fn what_has_no_date_is_what_is_left() {
    let mut left = 0;
    for seed in 0..8 {
        let book = any_book(seed);
        rusqlite::Connection::open(book.path())
            .unwrap()
            .execute("DELETE FROM schedule_row WHERE run_date > '2021-01-30' AND milestone_id IS NULL", [])
            .unwrap();
        let today = date("2021-01-26");
        if agenda(&book, today).iter().filter(|day| day.date.is_some()).count() == 7 {
            continue;
        }
        let without_date = comes_true(&book, today);
        let after = preview(&book, date("2021-06-01"));
        let is_something = |text: &str| text.chars().any(|digit| ('1'..='9').contains(&digit));
        let ready: BTreeMap<String, String> = after
            .proof
            .iter()
            .filter(|row| is_something(&row.ready_before))
            .map(|row| (row.currency.clone(), row.ready_before.clone()))
            .collect();
        assert_eq!(without_date, ready, "{seed}");
        left += without_date.len();
    }
    assert!(left > 5, "the books must leave something: {left}");
}

fn days(book: &TempBook, from: &str, to: &str, today: &str) -> Vec<CalendarDay> {
    let open = Book::open(&book.path()).unwrap();
    calendar(open.connection(), open.sums(), date(from), date(to), date(today)).unwrap()
}

#[test]
// SPEC 6.7, 7.7, 4.11: missed dates bring in turn what was expected of them, failed rows with the first that tries them
// again: nothing is counted twice.
fn missed_dates_bring_in_turn_what_was_expected() {
    let mut missed = 0;
    for seed in 20..28 {
        let book = any_book(seed);
        let expected = days(&book, "2021-01-01", "2021-02-28", "2021-03-01");
        let matters = home_matters(&book, "2021-03-01");
        for day in expected.iter().filter(|day| day.is_missed) {
            let preview = preview(&book, day.date);
            assert_eq!(day.contracts, preview.contracts_due, "{seed} {}", day.date);
            assert_eq!(by_currency(&day.expected), invoiced(&preview), "{seed} {}", day.date);
            if let Some(matter) = matters.get(&day.date) {
                assert_eq!((matter.count, &matter.amounts), (day.contracts, &day.expected), "{seed}");
            }
            missed += usize::from(!day.expected.is_empty());
            run(&book, day.date);
        }
        assert_eq!(
            matters.len(),
            expected.iter().filter(|day| day.is_missed).count().min(10),
            "the first ten are listed: {seed}"
        );
    }
    assert!(missed > 10, "the books must have missed something: {missed}");
}

fn home_matters(book: &TempBook, today: &str) -> BTreeMap<NaiveDate, Matter> {
    let open = Book::open(&book.path()).unwrap();
    let shown = home(open.connection(), open.sums(), date(today)).unwrap().matters;
    let missed = shown.into_iter().filter(|matter| matter.kind == MatterKind::MissedRunDate);
    missed.map(|matter| (matter.date.unwrap(), matter)).collect()
}

#[test]
// SPEC 6.7: what an earlier missed date takes is not said again, whichever days are looked at.
fn a_missed_date_leaves_out_what_an_earlier_one_takes() {
    let book = TempBook::of(&case("adatum.book.json"));
    let shown = days(&book, "2020-10-01", "2020-10-31", "2020-11-01");
    let amounts: Vec<_> =
        shown.iter().filter(|day| day.is_missed).map(|day| day.expected[0].amount.as_str()).collect();
    assert_eq!(amounts, ["7420.00", "1800.00"]);
    let later = days(&book, "2020-10-06", "2020-10-31", "2020-11-01");
    assert_eq!(later, shown[shown.len() - later.len()..], "the earlier date is still run first");
}
