//! A verdict for every candidate of a process run: SPEC 4.12.

use std::sync::atomic::AtomicBool;

use proforma_api::{
    backlog::{BillingStatus, Marking, Stopping, mark},
    book::Book,
    delete_draft::delete_draft,
    done_so_far::DoneSoFar,
    dto::{
        DoneContract, ListFormat, ListToExport, ReasonCode, VerdictKind, VerdictPage, VerdictQuery,
        VerdictReason, VerdictRow,
    },
    lists,
    process_run::{Listener, RunEvent},
    runs::process_run,
    verdicts::{verdict_facets, verdicts},
};
use proforma_store::{
    process_run as stored,
    verdict_list::{self, Search, VerdictCounts, VerdictFilter},
};
use proforma_tests::{TempBook, case, date, noon};
use proforma_worker::{AskedBy, Clock, Order, ProcessRunner};

use crate::{mark_ready, run};

fn query(run_date: &str) -> VerdictQuery {
    VerdictQuery {
        run_date: date(run_date),
        verdict: None,
        code: None,
        contract: None,
        search: String::new(),
        offset: 0,
        limit: 100,
    }
}

fn ask(book: &TempBook, query: &VerdictQuery) -> VerdictPage {
    let open = Book::open(&book.path()).unwrap();
    verdicts(open.connection(), open.verdicts(), query).unwrap()
}

/// `verdict line item date amount: sentence`.
fn shown(row: &VerdictRow) -> String {
    let verdict = match row.verdict {
        VerdictKind::Invoiced => "invoiced",
        VerdictKind::PassedOver => "passed over",
        VerdictKind::NothingDue => "nothing due",
        VerdictKind::Parked => "parked",
    };
    let amount = row.amount.as_ref().map_or("-", |amount| amount.amount.as_str());
    let (id, date) =
        (row.id.as_deref().unwrap_or("-"), row.date.map_or_else(String::new, |date| date.to_string()));
    format!("{verdict} | {} {} {id} {date} {amount} | {}", row.contract, row.contract_line_name, row.reason)
}

#[test]
// SPEC 4.12, 8: what 19 October took of Adatum, what it left, and why.
fn every_candidate_has_a_verdict() {
    let book = TempBook::of(&case("adatum.book.json"));
    run(&book, date("2020-10-05"));
    mark_ready(&book, "t4");
    run(&book, date("2020-10-19"));
    let page = ask(&book, &query("2020-10-19"));
    let rows: Vec<String> = page.rows.iter().map(shown).collect();
    expect_test::expect![[r#"
        passed over | ADATUM Prototype work m2 2020-11-03 12000.00 | No schedule row calls it out on this date. The run of Tue 3 Nov 2020 takes it.
        passed over | ADATUM Implementation work t6 2020-10-19 1600.00 | Dated Mon 19 Oct 2020, the cut-off was Sun 18 Oct 2020. The run of Mon 2 Nov 2020 takes it.
        passed over | ADATUM Implementation work t7 2020-11-01 1000.00 | Dated Sun 1 Nov 2020, the cut-off was Sun 18 Oct 2020. The run of Mon 2 Nov 2020 takes it.
        passed over | ADATUM Implementation work t8 2020-11-02 1600.00 | Dated Mon 2 Nov 2020, the cut-off was Sun 18 Oct 2020. The run of Mon 16 Nov 2020 takes it.
        invoiced | ADATUM Implementation work t4 2020-10-02 800.00 | On the draft of Adatum Corporation.
        invoiced | ADATUM Implementation work t3 2020-10-05 1200.00 | On the draft of Adatum Corporation.
        invoiced | ADATUM Implementation work t5 2020-10-18 600.00 | On the draft of Adatum Corporation.
        passed over | ADATUM Expenses incurred e3 2020-10-05 80.00 | No schedule row calls it out on this date. The run of Mon 2 Nov 2020 takes it.
        passed over | ADATUM Expenses incurred e4 2020-11-01 45.00 | No schedule row calls it out on this date. The run of Mon 2 Nov 2020 takes it.
        passed over | ADATUM Expenses incurred e5 2020-11-02 60.00 | Dated Mon 2 Nov 2020. No later run date takes it: add a schedule row or create the invoice by hand."#]].assert_eq(&rows.join("\n"));
    assert_eq!((page.total, page.counts), (rows.len() as u32, vec![3, 7, 0, 0]));
    let on: Vec<Option<&str>> = page.rows[3..5].iter().map(|row| row.invoice.as_deref()).collect();
    assert_eq!(on, [None, Some("2")]);
}

/// The parked contract, whose name comes after the other's.
fn parked() -> TempBook {
    let text = std::fs::read_to_string(case("parked.book.json")).unwrap();
    TempBook::of_text(&text.replace("Beyond the bounds", "Zones beyond the bounds"))
}

#[test]
// SPEC 4.7, 4.12: a row that brought nothing has a verdict of its own.
fn a_row_that_brought_nothing_is_told() {
    let book = parked();
    let open = Book::open(&book.path()).unwrap();
    let small = [Marking { id: "small", customer: None }];
    mark(open.connection(), &small, BillingStatus::NotReady, Stopping::AllOrNothing, noon()).unwrap();
    run(&book, date("2021-01-04"));
    let only = |verdict| VerdictQuery { verdict: Some(verdict), ..query("2021-01-04") };
    let page = ask(&book, &only(VerdictKind::NothingDue));
    assert_eq!(
        page.rows.iter().map(shown).collect::<Vec<_>>(),
        ["nothing due | GOOD Work - 2021-01-04 - | Nothing chargeable was ready: nothing to invoice."]
    );
    assert_eq!((page.total, page.counts), (1, vec![0, 0, 1, 3]));
    assert_eq!(ask(&book, &only(VerdictKind::Parked)).total, 3);
    assert_eq!(ask(&book, &only(VerdictKind::Invoiced)).rows, []);
}

#[test]
// SPEC 4.10, 4.12: parked contracts come first; a search finds texts and sentences; kinds and pages are told apart.
fn verdicts_are_searched_and_paged() {
    let book = parked();
    run(&book, date("2021-01-04"));
    let all = ask(&book, &query("2021-01-04"));
    let rows: Vec<String> = all.rows.iter().map(shown).collect();
    expect_test::expect![[r#"
        parked | BAD Work - 2021-01-04 - | The contract is parked: the amount is beyond the limit of 10000000000000 minor units of JPY. Every later run tries again.
        parked | BAD Work huge-1 2021-01-01 9000000000000 | The contract is parked: the amount is beyond the limit of 10000000000000 minor units of JPY. Every later run tries again.
        parked | BAD Work huge-2 2021-01-01 9000000000000 | The contract is parked: the amount is beyond the limit of 10000000000000 minor units of JPY. Every later run tries again.
        invoiced | GOOD Work small 2021-01-01 30000 | On the draft of Alpha AB."#]].assert_eq(&rows.join("\n"));
    assert_eq!((all.total, &all.counts), (4, &vec![1, 0, 0, 3]));
    let found = |search: &str, verdict: Option<VerdictKind>| {
        let query = VerdictQuery { search: search.to_owned(), verdict, ..query("2021-01-04") };
        let page = ask(&book, &query);
        assert_eq!(page.counts, all.counts, "counts are of all, whatever is searched for");
        assert_eq!(page.total as usize, page.rows.len());
        page.rows.iter().map(|row| row.id.clone().unwrap_or_default()).collect::<Vec<_>>()
    };
    let none: Vec<String> = Vec::new();
    assert_eq!(found("huge-2", None), ["huge-2"]);
    assert_eq!(found("HUGE", None), ["huge-1", "huge-2"]);
    assert_eq!(found("every later run", None).len(), 3, "the sentence");
    assert_eq!(found("10000000000000 minor units", Some(VerdictKind::Parked)).len(), 3, "what went wrong");
    assert_eq!(found("every later run", Some(VerdictKind::Invoiced)), none);
    assert_eq!(found("within the b", None), ["small"], "the contract's name");
    assert_eq!(found("Alpha", Some(VerdictKind::Invoiced)), ["small"], "the customer");
    assert_eq!(found("1%", None), none, "no sign of the pattern language");
    for (offset, limit) in [(0, 1), (1, 2), (3, 5), (4, 1)] {
        for search in ["", "o"] {
            let query = VerdictQuery { offset, limit, search: search.to_owned(), ..query("2021-01-04") };
            let page = ask(&book, &query);
            let expected: Vec<&VerdictRow> =
                all.rows.iter().skip(offset as usize).take(limit as usize).collect();
            assert_eq!((page.total, page.rows.iter().collect::<Vec<_>>()), (4, expected), "{query:?}");
        }
    }
}

#[test]
// A date that was never run has no verdicts.
fn a_date_that_was_never_run_has_none() {
    let book = TempBook::of(&case("parked.book.json"));
    let open = Book::open(&book.path()).unwrap();
    let error = verdicts(open.connection(), open.verdicts(), &query("2021-01-05")).unwrap_err();
    assert_eq!(error.to_string(), "there is no process run \"2021-01-05\" in this book");
}

/// Hours of two contracts, numbered through, each on its day. The run of 4 January takes what is dated up to the day
/// before.
fn many_hours(of_first: usize, of_second: usize, day: fn(usize) -> &'static str) -> TempBook {
    let contract = |id: &str, name: &str| {
        format!(
            r#"{{ "id": "{id}", "name": "{name}", "currency": "USD", "customers": [{{ "customer": "a", "percent": "100" }}],
                 "lines": [{{ "id": "work", "name": "Work", "billing_method": "time_and_material", "transaction_classes": ["time"],
                   "invoice_schedule": [{{ "run_date": "2021-01-04", "cut_off_date": "2021-01-03" }}] }}] }}"#
        )
    };
    let hour = |number: usize| {
        let (contract, day) = (if number < of_first { "long" } else { "short" }, day(number));
        format!(
            r#"{{ "id": "h{number}", "contract": "{contract}", "contract_line": "work", "class": "time", "date": "{day}",
                 "description": "One hour", "quantity": "1", "unit_price": "1.00", "billing_status": "ready_to_invoice" }}"#
        )
    };
    let hours: Vec<String> = (0..of_first + of_second).map(hour).collect();
    TempBook::of_text(&format!(
        r#"{{ "format": "proforma-book", "version": 1, "company": {{ "name": "C" }}, "time_zone": "UTC",
             "customers": [{{ "id": "a", "name": "Alpha" }}], "contracts": [{}, {}], "transactions": [{}] }}"#,
        contract("long", "A long one"),
        contract("short", "Brief"),
        hours.join(",")
    ))
}

#[test]
// SPEC 4.12: a list of thousands that fit is ended and says so; what is exported is whole.
fn a_search_that_finds_thousands_says_that_there_are_more() {
    let book = many_hours(5_010, 3, |_| "2021-01-01");
    run(&book, date("2021-01-04"));
    let found = |search: &str, offset| {
        let page = ask(&book, &VerdictQuery { search: search.to_owned(), offset, ..query("2021-01-04") });
        (page.total, page.has_more, page.rows.len())
    };
    assert_eq!(found("", 5_000), (5_013, false, 13));
    assert_eq!(found("one hour", 5_000), (5_010, true, 10), "the second contract was not looked into");
    assert_eq!(found("brief", 0), (3, false, 3));
    assert_eq!(found("h5012", 0), (1, false, 1));
    let of_short = VerdictQuery {
        contract: Some("short".to_owned()),
        search: "one hour".to_owned(),
        ..query("2021-01-04")
    };
    let page = ask(&book, &of_short);
    assert_eq!((page.total, page.has_more), (3, false), "of one contract alone nothing is cut");
    let list = ListToExport::Verdicts {
        run_date: date("2021-01-04"),
        verdict: None,
        code: None,
        contract: None,
        search: "one hour".to_owned(),
    };
    let (open, path) = (Book::open(&book.path()).unwrap(), book.folder().join("list.csv"));
    lists::write(open.connection(), &list, ListFormat::Csv, date("2021-01-04"), &path).unwrap();
    assert_eq!(std::fs::read_to_string(path).unwrap().lines().count(), 1 + 5_013);
}

#[test]
// SPEC 4.12: what is only counted comes to the same as what is looked at one by one.
fn a_run_tells_how_much_it_passed_over() {
    // The first of each contract is invoiced.
    let book = many_hours(61, 4, |number| if number % 61 == 0 { "2021-01-01" } else { "2021-01-04" });
    run(&book, date("2021-01-04"));
    let open = Book::open(&book.path()).unwrap();
    let told = process_run(open.connection(), open.sums(), date("2021-01-04")).unwrap().unwrap();
    let shown: Vec<(ReasonCode, u32, usize, Option<&str>)> = told
        .passed_over
        .iter()
        .map(|group| {
            let sum = group.amounts.first().map(|sum| sum.amount.as_str());
            (group.code, group.count, group.examples.len(), sum)
        })
        .collect();
    assert_eq!(shown, [(ReasonCode::NoLaterRunDate, 63, 50, Some("63.00"))]);
    let reasons: Vec<&str> = told.proof[0].reasons.iter().map(|reason| reason.amount.as_str()).collect();
    assert_eq!((told.proof[0].left_out.as_str(), reasons), ("63.00", vec!["63.00"]));
}

#[test]
// SPEC 4.12: whether transactions that fit are gathered or each text is looked at, the same is found.
fn a_search_finds_the_same_either_way() {
    let book = TempBook::of(&case("adatum.book.json"));
    run(&book, date("2020-10-05"));
    let open = Book::open(&book.path()).unwrap();
    let attempt = stored::of_date(open.connection(), date("2020-10-05")).unwrap().unwrap().last;
    let contract = verdict_list::by_contract(open.connection(), attempt, None, None).unwrap()[0].contract;
    let count = |text: &str, texts_max: u32| {
        let search = Search::new(open.connection(), text, &[], texts_max).unwrap();
        let filter =
            VerdictFilter { run: attempt, contract, verdict: None, code: None, search: Some(&search) };
        verdict_list::count(open.connection(), filter).unwrap()
    };
    let mut fits = 0;
    for text in [
        "design",
        "ORDER form",
        "rder",
        "hotel",
        "t5",
        "e1",
        "adatum",
        "zeppelin",
        "of the",
        "phase",
        "m1",
        "work",
    ] {
        let gathered = count(text, u32::MAX);
        assert_eq!(count(text, 0), gathered, "{text}");
        fits += u32::from(gathered != VerdictCounts::default());
    }
    assert!(fits > 4, "{fits} texts fit something");
}

#[test]
// SPEC 4.12, 7.3: what is remembered of a run goes with the book, whoever writes it.
fn what_is_remembered_of_a_run_follows_the_book() {
    let book = TempBook::of(&case("adatum.book.json"));
    run(&book, date("2020-10-05"));
    let open = Book::open(&book.path()).unwrap();
    let counts = |search: &str| {
        let query = VerdictQuery { search: search.to_owned(), ..query("2020-10-05") };
        let page = verdicts(open.connection(), open.verdicts(), &query).unwrap();
        (page.counts, page.total)
    };
    let (before, found) = (counts(""), counts("hotel"));
    assert_eq!((before.0[0], found.1), (5, 1));
    delete_draft(Book::open(&book.path()).unwrap().connection(), "1", noon()).unwrap();
    assert_eq!((counts("").1, counts("hotel").1), (before.1 - 5, 0), "its draft is gone");
    run(&book, date("2020-10-19"));
    mark_ready(&book, "t4");
    run(&book, date("2020-10-05"));
    assert_eq!(counts("").0[0], 0, "the date has nothing left to run");
}

#[test]
// SPEC 4.12: verdicts are narrowed to one contract, one reason, or both, and each says how many it has.
fn verdicts_are_narrowed_to_a_contract_or_a_reason() {
    let book = parked();
    run(&book, date("2021-01-04"));
    let open = Book::open(&book.path()).unwrap();
    let facets = verdict_facets(open.connection(), date("2021-01-04")).unwrap();
    let contracts: Vec<(&str, &[u32])> =
        facets.contracts.iter().map(|of| (of.contract.as_str(), of.counts.as_slice())).collect();
    assert_eq!(contracts, [("BAD", &[0, 0, 0, 3][..]), ("GOOD", &[1, 0, 0, 0])], "parked contracts first");
    assert_eq!(facets.reasons, [VerdictReason { code: ReasonCode::ContractParked, count: 3 }]);
    let narrowed = |code, contract: Option<&str>, search: &str| {
        let query = VerdictQuery {
            code,
            contract: contract.map(str::to_owned),
            search: search.to_owned(),
            ..query("2021-01-04")
        };
        let page = ask(&book, &query);
        assert_eq!(page.counts, [1, 0, 0, 3], "of all, whatever is asked for");
        assert_eq!(page.total as usize, page.rows.len());
        page.rows.iter().map(|row| row.id.clone().unwrap_or_default()).collect::<Vec<_>>()
    };
    assert_eq!(narrowed(None, Some("GOOD"), ""), ["small"]);
    assert_eq!(narrowed(Some(ReasonCode::ContractParked), None, ""), ["", "huge-1", "huge-2"]);
    assert_eq!(narrowed(Some(ReasonCode::ContractParked), Some("BAD"), "huge-2"), ["huge-2"]);
    assert_eq!(narrowed(Some(ReasonCode::ContractParked), Some("GOOD"), ""), [""; 0]);
    assert_eq!(narrowed(Some(ReasonCode::AfterCutOff), None, ""), [""; 0]);
    let never = verdict_facets(open.connection(), date("2021-01-05")).unwrap_err();
    assert_eq!(never.to_string(), "there is no process run \"2021-01-05\" in this book");
    let adatum = TempBook::of(&case("adatum.book.json"));
    run(&adatum, date("2020-10-19"));
    let open = Book::open(&adatum.path()).unwrap();
    let reasons = verdict_facets(open.connection(), date("2020-10-19")).unwrap().reasons;
    for VerdictReason { code, count } in reasons {
        let page = ask(&adatum, &VerdictQuery { code: Some(code), ..query("2020-10-19") });
        assert_eq!(page.total, count);
        assert!(page.rows.iter().all(|row| row.code == Some(code)), "{code:?}");
    }
}

#[test]
// SPEC 4.6, 4.7, 4.10: a run on its way tells what each contract came to, newest first, and which are parked and why.
fn a_run_tells_what_it_has_done_so_far() {
    let book = parked();
    let open = Book::open(&book.path()).unwrap();
    let mut done = DoneSoFar::new(open.connection()).unwrap();
    let runner = ProcessRunner::new("walk", Clock::of(noon)).unwrap();
    let day = date("2021-01-04");
    let order = Order {
        run_date: day,
        today: day,
        tells_the_rest: true,
        asked_by: AskedBy::Person,
        cancel: &AtomicBool::new(false),
    };
    let mut told = Vec::new();
    let listener: Listener<'_> = &mut |event| {
        done.take(&event);
        if let RunEvent::ContractDone { .. } = event {
            let newest = done.latest().next().unwrap();
            told.push(format!("{} {} {:?}", newest.number, newest.contract, newest.verdict));
        }
        Ok(())
    };
    runner.run_date(&book.path(), &order, listener).unwrap();
    assert_eq!(told, ["1 BAD Parked", "2 GOOD Invoiced"]);
    let shown = |of: &DoneContract| {
        let amounts: Vec<String> =
            of.amounts.iter().map(|amount| format!("{} {}", amount.amount, amount.currency)).collect();
        let reason = of.reason.as_deref().unwrap_or("-");
        format!("{} {} {:?} {amounts:?} {reason}", of.contract_name, of.drafts, of.customers)
    };
    expect_test::expect![[r#"
        Within the bounds 1 ["Alpha AB"] ["30000 JPY"] -
        Zones beyond the bounds 0 [] ["18000000000000 JPY"] The contract is parked: the amount is beyond the limit of 10000000000000 minor units of JPY. Every later run tries again."#]].assert_eq(&done.latest().map(shown).collect::<Vec<_>>().join("\n"));
    assert_eq!(done.parked(), [done.latest().last().unwrap().clone()]);
    let mut again = DoneSoFar::new(open.connection()).unwrap();
    let later = Order { run_date: date("2021-01-05"), today: date("2021-01-05"), ..order };
    let small = [Marking { id: "huge-1", customer: None }, Marking { id: "huge-2", customer: None }];
    mark(open.connection(), &small, BillingStatus::NotReady, Stopping::AllOrNothing, noon()).unwrap();
    let listener: Listener<'_> = &mut |event| {
        again.take(&event);
        Ok(())
    };
    runner.run_date(&book.path(), &later, listener).unwrap();
    let reasons: Vec<_> = again.latest().map(|of| (of.verdict, of.reason.as_deref())).collect();
    let nothing = "Nothing chargeable was ready: nothing to invoice.";
    assert_eq!(reasons, [(VerdictKind::NothingDue, Some(nothing))]);
}
