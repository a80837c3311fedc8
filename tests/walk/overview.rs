//! What home and the radar tell: SPEC 3.9, 4.5, 4.10, 4.12 to 4.14, 6.7, 7.1.

use std::fmt::Write as _;

use expect_test::{Expect, expect};
use proforma_api::{
    backlog::{BillingStatus, Marking, Stopping, mark},
    book::Book,
    dto::{Amount, HomeView, Radar},
    error::ApiError,
    home::home,
    radar::radar,
};
use proforma_tests::{TempBook, case, date, noon};

use crate::{calendar::days, run};

pub(crate) fn home_of(book: &TempBook, today: &str) -> HomeView {
    let open = Book::open(&book.path()).unwrap();
    home(open.connection(), open.sums(), date(today)).unwrap()
}

pub(crate) fn radar_of(book: &TempBook, today: &str) -> Radar {
    let open = Book::open(&book.path()).unwrap();
    radar(open.connection(), open.sums(), 7, date(today)).unwrap()
}

pub(crate) fn sums(amounts: &[Amount]) -> String {
    let sums: Vec<String> = amounts.iter().map(|sum| format!("{} {}", sum.amount, sum.currency)).collect();
    sums.join(" + ")
}

fn or_none<T: ToString>(value: Option<&T>) -> String {
    value.map_or_else(|| "-".to_owned(), ToString::to_string)
}

fn matters(home: &HomeView) -> String {
    let mut shown = String::new();
    for matter in &home.matters {
        let (contract, what, date) =
            (or_none(matter.contract.as_ref()), or_none(matter.what.as_ref()), or_none(matter.date.as_ref()));
        let (kind, count, amounts) = (matter.kind, matter.count, sums(&matter.amounts));
        writeln!(shown, "{kind:?} {count}: {contract}, {what}, {amounts}, {date}").unwrap();
        if let Some(reason) = &matter.reason {
            writeln!(shown, "    {reason}").unwrap();
        }
    }
    shown
}

fn stranded(radar: &Radar) -> String {
    let mut shown = format!("{} places\n", radar.count);
    for group in &radar.groups {
        writeln!(shown, "{:?} {}: {}", group.kind, group.count, sums(&group.amounts)).unwrap();
        for row in &group.rows {
            let (line, what) = (or_none(row.contract_line.as_ref()), or_none(row.what.as_ref()));
            let (count, amounts, since) = (row.count, sums(&row.amounts), or_none(row.since.as_ref()));
            writeln!(shown, "  {} {line}, {what}, {count}: {amounts}, {since}", row.contract).unwrap();
            writeln!(shown, "    {}", row.reason).unwrap();
        }
    }
    shown
}

pub(crate) fn check(shown: &str, expected: &Expect) {
    expected.assert_eq(shown);
}

/// Everything that may need a person or be stranded, each in a contract of its own.
pub(crate) const BOOK: &str = r#"{
    "format": "proforma-book", "version": 1, "company": { "name": "C" }, "time_zone": "UTC",
    "customers": [{ "id": "a", "name": "Alpha" }, { "id": "b", "name": "Beta" }],
    "contracts": [
        { "id": "late", "name": "1 late", "currency": "USD", "customers": [{ "customer": "a", "percent": "100" }],
          "lines": [{ "id": "work", "name": "Work", "billing_method": "time_and_material", "transaction_classes": ["time"],
            "invoice_schedule": [{ "run_date": "2021-01-04", "cut_off_date": "2021-01-03" }, { "run_date": "2021-03-01", "cut_off_date": "2021-02-28" }] }] },
        { "id": "over", "name": "2 over", "currency": "USD", "customers": [{ "customer": "a", "percent": "100" }],
          "lines": [{ "id": "work", "name": "Work", "billing_method": "time_and_material", "transaction_classes": ["time"],
            "invoice_schedule": [{ "run_date": "2021-01-04", "cut_off_date": "2021-01-03" }] }] },
        { "id": "stage", "name": "3 stage", "currency": "EUR",
          "customers": [{ "customer": "a", "percent": "60" }, { "customer": "b", "percent": "40" }],
          "lines": [{ "id": "price", "name": "Price", "billing_method": "fixed_price",
            "milestones": [{ "id": "m1", "name": "First", "date": "2021-01-20", "amount": "100.00" },
                           { "id": "m2", "name": "Second", "date": "2021-02-10", "amount": "50.00" },
                           { "id": "m3", "name": "Third", "date": "2021-05-10", "amount": "10.00", "billing_status": "ready_to_invoice" }] }] },
        { "id": "short", "name": "4 short", "currency": "EUR", "delivery_date": "2021-06-30", "customers": [{ "customer": "b", "percent": "100" }],
          "lines": [{ "id": "work", "name": "Work", "billing_method": "time_and_material", "transaction_classes": ["time"],
            "invoice_schedule": [{ "run_date": "2021-02-01", "cut_off_date": "2021-01-31" }, { "run_date": "2021-03-01", "cut_off_date": "2021-02-28" }] }] },
        { "id": "bare", "name": "5 bare", "currency": "USD", "customers": [{ "customer": "a", "percent": "100" }],
          "lines": [{ "id": "work", "name": "Work", "billing_method": "time_and_material", "transaction_classes": ["time"] },
                    { "id": "price", "name": "Price", "billing_method": "fixed_price" }] },
        { "id": "free", "name": "6 free", "currency": "USD", "customers": [{ "customer": "a", "percent": "60" }, { "customer": "b", "percent": "40" }],
          "lines": [{ "id": "work", "name": "Work", "billing_method": "time_and_material", "transaction_classes": ["time"],
            "invoice_schedule": [{ "run_date": "2021-03-01", "cut_off_date": "2021-02-28" }] }] },
        { "id": "closed", "name": "7 closed", "currency": "USD", "status": "closed", "customers": [{ "customer": "a", "percent": "100" }],
          "lines": [{ "id": "work", "name": "Work", "billing_method": "time_and_material", "transaction_classes": ["time"],
            "invoice_schedule": [{ "run_date": "2021-03-01", "cut_off_date": "2021-02-28" }] }] },
        { "id": "huge", "name": "8 huge", "currency": "JPY", "customers": [{ "customer": "a", "percent": "100" }],
          "lines": [{ "id": "work", "name": "Work", "billing_method": "time_and_material", "transaction_classes": ["time"],
            "invoice_schedule": [{ "run_date": "2021-01-11", "cut_off_date": "2021-01-10" }] }] }
    ],
    "transactions": [
        { "id": "l1", "contract": "late", "contract_line": "work", "class": "time", "date": "2021-01-01", "quantity": "1", "unit_price": "11.00", "billing_status": "ready_to_invoice" },
        { "id": "l2", "contract": "late", "contract_line": "work", "class": "time", "date": "2021-03-01", "quantity": "1", "unit_price": "12.00", "billing_status": "ready_to_invoice" },
        { "id": "l3", "contract": "late", "contract_line": "work", "class": "time", "date": "2021-03-02", "quantity": "1", "unit_price": "13.00" },
        { "id": "o1", "contract": "over", "contract_line": "work", "class": "time", "date": "2021-01-01", "quantity": "1", "unit_price": "21.00", "billing_status": "ready_to_invoice" },
        { "id": "o2", "contract": "over", "contract_line": "work", "class": "time", "date": "2021-01-02", "quantity": "1", "unit_price": "22.00" },
        { "id": "b1", "contract": "bare", "contract_line": "work", "class": "time", "date": "2021-01-02", "quantity": "1", "unit_price": "31.00", "billing_status": "ready_to_invoice" },
        { "id": "b2", "contract": "bare", "contract_line": "work", "class": "time", "date": "2021-01-01", "quantity": "1", "unit_price": "32.00" },
        { "id": "f1", "contract": "free", "contract_line": "work", "class": "time", "date": "2021-01-05", "quantity": "8", "unit_price": "0.00" },
        { "id": "f2", "contract": "free", "contract_line": "work", "class": "time", "date": "2021-01-06", "quantity": "0", "unit_price": "5.00" },
        { "id": "f3", "contract": "free", "contract_line": "work", "class": "time", "date": "2021-01-06", "quantity": "1", "unit_price": "0", "billing_type": "complimentary" },
        { "id": "c1", "contract": "closed", "contract_line": "work", "class": "time", "date": "2021-01-06", "quantity": "1", "unit_price": "41.00", "billing_status": "ready_to_invoice" },
        { "id": "huge-1", "contract": "huge", "contract_line": "work", "class": "time", "date": "2021-01-01", "quantity": "9000", "unit_price": "1000000000", "billing_status": "ready_to_invoice" },
        { "id": "huge-2", "contract": "huge", "contract_line": "work", "class": "time", "date": "2021-01-01", "quantity": "9000", "unit_price": "1000000000", "billing_status": "ready_to_invoice" }
    ]
}"#;

#[test]
// SPEC 4.5, 4.10, 4.13, 6.7, 7.1: each matter with its amount and since when, drafts first, then what is stuck.
fn home_tells_what_needs_a_person() {
    let book = TempBook::of_text(BOOK);
    let shown = home_of(&book, "2021-01-31");
    check(
        &matters(&shown),
        &expect![[r#"
        MissedRunDate 2: -, -, 32.00 USD, 2021-01-04
        MissedRunDate 1: -, -, , 2021-01-11
        MissedRunDate 1: -, -, , 2021-01-20
        MilestoneNotReady 2: stage, First, 100.00 EUR, 2021-01-20
            Its date has passed and it is not ready. Once it is, the contract's run of Wed 10 Feb 2021 takes it.
        LineNotSetUp 2: bare, Work, 63.00 USD, 2021-01-01
        LineNotSetUp 0: bare, Price, , -
        MilestoneSoon 2: stage, Second, 50.00 EUR, 2021-02-10
    "#]],
    );
    assert_eq!(shown.more, 0);
    run(&book, date("2021-01-04"));
    run(&book, date("2021-01-11"));
    let shown = home_of(&book, "2021-01-12");
    check(
        &matters(&shown),
        &expect![[r#"
        DraftsToReview 2: -, -, 32.00 USD, 2021-01-04
        StaleDrafts 2: -, -, 32.00 USD, 2021-01-04
        ContractParked 1: huge, -, 18000000000000 JPY, 2021-01-11
            The contract is parked: the amount is beyond the limit of 10000000000000 minor units of JPY. Every later run tries again.
        LineNotSetUp 2: bare, Work, 63.00 USD, 2021-01-01
        LineNotSetUp 0: bare, Price, , -
        MilestoneSoon 2: stage, First, 100.00 EUR, 2021-01-20
    "#]],
    );
}

#[test]
// SPEC 5.3, 4.5: a milestone that is ready for one customer is a matter of the other's share alone.
fn a_milestone_names_the_shares_that_are_not_ready() {
    let book = TempBook::of_text(BOOK);
    let shares = || {
        let matters = home_of(&book, "2021-01-31").matters;
        let matter = matters.into_iter().find(|matter| matter.id.as_deref() == Some("m1"))?;
        let customers: Vec<String> =
            matter.shares.into_iter().map(|name| format!("{} {}", name.id, name.customer)).collect();
        Some((customers.join(", "), matter.count, sums(&matter.amounts)))
    };
    assert_eq!(shares(), Some(("m1 a, m1 b".to_owned(), 2, "100.00 EUR".to_owned())));
    let marked = |customer| {
        let open = Book::open(&book.path()).unwrap();
        let marking = [Marking { id: "m1", customer: Some(customer) }];
        mark(open.connection(), &marking, BillingStatus::ReadyToInvoice, Stopping::AllOrNothing, noon())
            .unwrap();
    };
    marked("a");
    assert_eq!(shares(), Some(("m1 b".to_owned(), 1, "40.00 EUR".to_owned())));
    marked("b");
    assert_eq!(shares(), None);
}

#[test]
// SPEC 4.2 to 4.5, 4.12 to 4.14: every reason, with the sum of it, since when, and in words.
fn the_radar_finds_each_kind() {
    let book = TempBook::of_text(BOOK);
    check(
        &stranded(&radar_of(&book, "2021-02-01")),
        &expect![[r#"
            11 places
            MissedRunDate 3: 18000000000000 JPY + 21.00 USD
              over work, -, 1: 21.00 USD, 2021-01-01
                Its run date Mon 4 Jan 2021 was missed, and no later one takes it.
              huge work, -, 2: 18000000000000 JPY, 2021-01-01
                Its run date Mon 11 Jan 2021 was missed, and no later one takes it.
            LineNotSetUp 2: 63.00 USD
              bare work, -, 2: 63.00 USD, 2021-01-01
                It has no invoice schedule, so no run bills it.
              bare price, -, 0: , -
                It has no milestones, so no run bills it.
            NoLaterRunDate 1: 12.00 USD
              late work, -, 1: 12.00 USD, 2021-03-01
                Dated after Sun 28 Feb 2021, the last day that a run of its line takes.
            NotReadyMissed 1: 22.00 USD
              over work, -, 1: 22.00 USD, 2021-01-02
                Not marked ready. Once it is, only the run of Mon 4 Jan 2021, which was missed, would take it.
            AfterLastCutOff 1: 13.00 USD
              late work, -, 1: 13.00 USD, 2021-03-02
                Dated after the last cut-off of its line, Sun 28 Feb 2021, and not marked ready.
            MilestoneMissed 2: 100.00 EUR
              stage price, First, 2: 100.00 EUR, 2021-01-20
                Its date has passed and it is not ready. Once it is, the contract's run of Wed 10 Feb 2021 takes it.
            ScheduleEndsEarly 1: 
              short work, -, 0: , 2021-03-01
                The last run date is Mon 1 Mar 2021, the delivery date Wed 30 Jun 2021: work after Sun 28 Feb 2021 has no run date.
            NoPrice 1: 
              free work, -, 1: , 2021-01-05
                A chargeable transaction has a price of zero.
            ContractNotActive 1: 41.00 USD
              closed work, -, 1: 41.00 USD, 2021-01-06
                The contract is closed: only active contracts are invoiced.
        "#]],
    );
}

#[test]
// SPEC 4.2: what a line does not include any more, no run takes; home and the radar tell the same sum of it.
fn what_its_line_does_not_include_is_stranded() {
    let book = TempBook::of(&case("adatum.book.json"));
    rusqlite::Connection::open(book.path())
        .unwrap()
        .execute("UPDATE contract_line SET transaction_classes = 'fee' WHERE key = 'expenses'", [])
        .unwrap();
    let agenda = home_of(&book, "2020-10-01").agenda;
    assert_eq!(sums(&agenda[0].expected), "7000.00 USD", "without the expenses of 420.00");
    let without_date = agenda.last().unwrap();
    assert_eq!((without_date.date, sums(&without_date.expected)), (None, "605.00 USD".to_owned()));
    let radar = radar_of(&book, "2020-10-01");
    let row = &radar.groups[0].rows[0];
    assert_eq!((sums(&row.amounts), row.since), ("605.00 USD".to_owned(), Some(date("2020-09-30"))));
    assert_eq!(row.reason, "The contract line does not include this transaction class.");
}

#[test]
// SPEC 7.1: a draft is old from the age asked for on.
fn a_draft_is_old_from_the_age_asked_for() {
    let book = TempBook::of_text(BOOK);
    run(&book, date("2021-01-04"));
    let open = Book::open(&book.path()).unwrap();
    let drafts = |days, today| {
        let radar = radar(open.connection(), open.sums(), days, date(today)).unwrap();
        radar
            .groups
            .iter()
            .find(|group| format!("{:?}", group.kind) == "StaleDraft")
            .map_or(0, |group| group.count)
    };
    assert_eq!((drafts(8, "2021-01-11"), drafts(7, "2021-01-11"), drafts(6, "2021-01-11")), (0, 2, 2));
    for days in [0, 366] {
        let refused = radar(open.connection(), open.sums(), days, date("2021-01-11")).unwrap_err();
        assert!(matches!(refused, ApiError::Input { field: "stale_days", .. }), "{refused}");
    }
}

#[test]
// SPEC 4.9, 6.5, 7.1: the run that was started last with its books, what was billed per month, where the money stands.
fn home_tells_the_last_run_and_what_was_billed() {
    let book = TempBook::of(&case("adatum.book.json"));
    let before = home_of(&book, "2020-10-01");
    assert_eq!((before.last_run, before.billed.len(), before.last_proof.len()), (None, 0, 0));
    for day in ["2020-10-05", "2020-10-19", "2020-11-02"] {
        run(&book, date(day));
    }
    crate::lists::confirm(&book, 1);
    let shown = home_of(&book, "2020-11-02");
    let last = shown.last_run.unwrap();
    assert_eq!((last.run_date, last.drafts, last.attempts), (date("2020-11-02"), 1, 1));
    let proof = &shown.last_proof[0];
    assert_eq!((proof.reasons.len(), &proof.elsewhere), (0, &None), "which home does not wait for");
    assert_eq!(
        (&*proof.ready_before, &*proof.invoiced, &*proof.left_out, proof.adds_up),
        ("16385.00", "2725.00", "13660.00", true)
    );
    let billed: Vec<String> = shown
        .billed
        .iter()
        .map(|month| {
            let (confirmed, on_draft, sum) = (&month.confirmed, &month.on_draft, &month.sum);
            format!("{} {confirmed} + {on_draft} = {sum} {:?}", month.month, month.parts_per_mille)
        })
        .collect();
    assert_eq!(
        billed,
        ["2020-10-01 7420.00 + 1800.00 = 9220.00 [804, 195]", "2020-11-01 0.00 + 2725.00 = 2725.00 [0, 295]"]
    );
    assert_eq!((shown.money[0].invoiced.as_str(), shown.money[0].on_draft.as_str()), ("7420.00", "4525.00"));
    assert_eq!((shown.money[0].ready.as_str(), shown.money[0].not_ready.as_str()), ("13660.00", "800.00"));
}

#[test]
// SPEC 3.7: a schedule ends early where one more run would have fitted before the delivery date, which is still to come.
fn a_schedule_ends_early_where_another_run_would_have_fitted() {
    let ends_early = |run_dates: &[&str], delivery: &str, today: &str| {
        let rows: Vec<String> =
            run_dates.iter().map(|day| format!(r#"{{"run_date":"{day}","cut_off_date":"{day}"}}"#)).collect();
        let book = TempBook::of_text(&format!(
            r#"{{"format":"proforma-book","version":1,"company":{{"name":"C"}},"time_zone":"UTC","customers":[{{"id":"a","name":"A"}}],"contracts":[{{"id":"c","name":"C","currency":"USD","delivery_date":"{delivery}","customers":[{{"customer":"a","percent":"100"}}],"lines":[{{"id":"l","name":"L","billing_method":"time_and_material","invoice_schedule":[{}]}}]}}]}}"#,
            rows.join(",")
        ));
        radar_of(&book, today).count == 1
    };
    let weekly = ["2021-01-04", "2021-01-11", "2021-01-18"];
    assert!(!ends_early(&weekly, "2021-01-25", "2021-01-01"), "the next run would be after the delivery");
    assert!(ends_early(&weekly, "2021-01-26", "2021-01-01"));
    let twice_a_month = ["2021-01-01", "2021-01-15", "2021-02-01", "2021-02-15"];
    assert!(!ends_early(&twice_a_month, "2021-03-04", "2021-01-01"), "the widest distance counts");
    assert!(ends_early(&twice_a_month, "2021-03-05", "2021-01-01"));
    assert!(!ends_early(&twice_a_month, "2021-03-05", "2021-03-06"), "the contract is over");
    assert!(!ends_early(&["2021-01-04"], "2021-02-04", "2021-01-01"), "a month where there is no distance");
    assert!(ends_early(&["2021-01-04"], "2021-02-05", "2021-01-01"));
}

/// A contract with so many lines that have no schedule.
fn bare_lines(count: u32) -> TempBook {
    let lines: Vec<String> = (0..count)
        .map(|line| format!(r#"{{"id":"l{line}","name":"L{line}","billing_method":"time_and_material"}}"#))
        .collect();
    TempBook::of_text(&format!(
        r#"{{"format":"proforma-book","version":1,"company":{{"name":"C"}},"time_zone":"UTC","customers":[{{"id":"a","name":"A"}}],"contracts":[{{"id":"c","name":"C","currency":"USD","customers":[{{"customer":"a","percent":"100"}}],"lines":[{}]}}]}}"#,
        lines.join(",")
    ))
}

#[test]
// SPEC 4.13: the first ten of a kind are matters, the first hundred stand on the radar; all are counted.
fn what_is_not_listed_is_counted() {
    let book = bare_lines(103);
    let shown = home_of(&book, "2021-01-01");
    assert_eq!((shown.matters.len(), shown.more), (10, 93));
    assert_eq!(shown.matters[9].what.as_deref(), Some("L9"));
    let radar = radar_of(&book, "2021-01-01");
    let group = &radar.groups[0];
    assert_eq!((radar.count, group.count, group.rows.len()), (103, 103, 100));
    assert_eq!(group.rows[99].contract_line.as_deref(), Some("l99"));
}

#[test]
// SPEC 2.1: an empty book has nothing to tell.
fn an_empty_book_has_nothing_to_tell() {
    let book = TempBook::of_text(
        r#"{"format":"proforma-book","version":1,"company":{"name":"C"},"time_zone":"UTC"}"#,
    );
    let shown = home_of(&book, "2021-01-01");
    assert!(shown.matters.is_empty() && shown.agenda.is_empty() && shown.money.is_empty());
    assert_eq!(radar_of(&book, "2021-01-01"), Radar { count: 0, groups: Vec::new() });
    assert!(days(&book, "2021-01-01", "2021-12-31", "2021-01-01").unwrap().is_empty());
}
