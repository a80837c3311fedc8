//! The billing backlog as a list over a book of some thousand shares: every order, filter and page beside a plain sort
//! of all rows, marking all that match, and taking it back.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use std::collections::BTreeMap;

use chrono::{Days, TimeDelta};
use proforma_api::{
    backlog::{Marking, Stopping, mark},
    backlog_list::{backlog, backlog_totals, chosen_sums},
    book::Book,
    dto::{
        Amount, BacklogFilter, BacklogQuery, BacklogRow, BacklogSort, BillingStatus, ChosenShares,
        MarkMatching, ReadyBy, ShareName,
    },
    error::ApiError,
    find::find,
    mark_matching::mark_matching,
    process_run::RunEvent,
    trace::trace,
    undo::undo,
};
use proforma_tests::{TempBook, case, date, noon};
use rust_decimal::Decimal;
use serde_json::{Value, json};

/// Two customers, three contracts in two currencies, 3,000 transactions of which some are split.
fn book() -> TempBook {
    let contract = |id: &str, name: &str, currency: &str, customers: Value| {
        let line = |id: &str, name: &str| {
            json!({ "id": id, "name": name, "billing_method": "time_and_material",
                    "transaction_classes": ["time", "expense"],
                    "invoice_schedule": [ { "run_date": "2021-02-01", "cut_off_date": "2021-01-31" } ] })
        };
        json!({ "id": id, "name": name, "currency": currency, "customers": customers,
                "lines": [line("a", "Advice"), line("b", "Build")] })
    };
    let one = json!([{ "customer": "zeta", "percent": "100" }]);
    let two = json!([{ "customer": "alfa", "percent": "60" }, { "customer": "zeta", "percent": "40" }]);
    let contracts = ["C2", "C1", "C3"];
    let words = ["Design of the order form", "Åkeri, besök", "Stress test 100%", "Travel to Zürich"];
    let transactions: Vec<Value> = (0..3_000_u32)
        .map(|number| {
            let day = date("2020-10-01") + Days::new(u64::from(number * 7 % 90));
            json!({ "id": format!("t{number}"), "contract": contracts[number as usize % 3],
                    "contract_line": if number % 5 == 0 { "a" } else { "b" },
                    "class": if number % 4 == 0 { "expense" } else { "time" }, "date": day,
                    "description": words[number as usize % words.len()],
                    "quantity": "1", "unit_price": format!("{}.00", number % 97),
                    "billing_status": if number % 7 < 2 { "not_ready" } else { "ready_to_invoice" } })
        })
        .collect();
    let text = json!({
        "format": "proforma-book", "version": 1, "company": { "name": "Contoso" }, "time_zone": "Europe/Stockholm",
        "customers": [ { "id": "zeta", "name": "Zeta AB" }, { "id": "alfa", "name": "Alfa AB" } ],
        "contracts": [ contract("C1", "Middle", "EUR", two.clone()), contract("C2", "Last", "SEK", one),
                       contract("C3", "First", "EUR", two) ],
        "transactions": transactions,
    });
    TempBook::of_text(&text.to_string())
}

fn open(book: &TempBook) -> Book {
    Book::open(&book.path()).unwrap()
}

/// All pages one after the other.
fn all(
    book: &Book,
    filter: &BacklogFilter,
    sort: BacklogSort,
    descending: bool,
    limit: u32,
) -> Vec<BacklogRow> {
    let mut rows = Vec::new();
    loop {
        let offset = u32::try_from(rows.len()).unwrap();
        let query = BacklogQuery { filter: filter.clone(), sort, descending, offset, limit };
        let page = backlog(book.connection(), book.sums(), &query).unwrap().rows;
        if page.is_empty() {
            return rows;
        }
        rows.extend(page);
    }
}

fn minor(row: &BacklogRow) -> i64 {
    row.share.amount.amount.replace('.', "").parse().unwrap()
}

fn name(row: &BacklogRow) -> (String, String) {
    (row.share.id.clone(), row.share.customer.clone())
}

type Order = (BacklogSort, fn(&BacklogRow) -> String);

/// Every order of the list, with what it sorts by.
const ORDERS: [Order; 5] = [
    (BacklogSort::Contract, |_| String::new()),
    (BacklogSort::Date, |row| row.share.date.to_string()),
    (BacklogSort::Customer, |row| row.share.customer_name.clone()),
    (BacklogSort::Amount, |row| format!("{:010}", minor(row))),
    (BacklogSort::BillingStatus, |row| format!("{:?}", row.share.billing_status)),
];

/// The names of rows that must be in this order, sorted.
fn names_in_order(listed: &[BacklogRow], (sort, key): Order, descending: bool) -> Vec<(String, String)> {
    let ties =
        |row: &BacklogRow| (row.contract_name.clone(), row.share.contract_line.clone(), row.share.date);
    for pair in listed.windows(2) {
        let (first, second) = (key(&pair[0]), key(&pair[1]));
        let is_in_order = if descending { first >= second } else { first <= second };
        assert!(is_in_order, "{sort:?} {descending}: {first} before {second}");
        if first != second {
            continue;
        }
        let (first, second) = (ties(&pair[0]), ties(&pair[1]));
        let is_in_order =
            if descending && sort == BacklogSort::Contract { first >= second } else { first <= second };
        assert!(is_in_order, "{sort:?} {descending}: ties go by contract, line and date");
    }
    let mut names: Vec<_> = listed.iter().map(name).collect();
    names.sort();
    names
}

#[test]
fn pages_of_every_order_are_those_of_one_sorted_list() {
    let temp = book();
    let book = open(&temp);
    let everything = all(&book, &BacklogFilter::default(), BacklogSort::Contract, false, 500);
    assert_eq!(everything.len(), 5_000, "2,000 transactions for two customers, 1,000 for one");
    // The first look at a book goes line by line; then its cells are known.
    backlog_totals(book.connection(), book.sums(), &BacklogFilter::default()).unwrap();
    assert!(all(&book, &BacklogFilter::default(), BacklogSort::Contract, false, 333) == everything);
    let mut expected: Vec<_> = everything.iter().map(name).collect();
    expected.sort();
    for order in ORDERS {
        for descending in [false, true] {
            let sort = order.0;
            let listed = all(&book, &BacklogFilter::default(), sort, descending, 500);
            assert!(names_in_order(&listed, order, descending) == expected, "{sort:?}: every share once");
            // A page is the same slice wherever it lies, whatever was asked before it.
            for (offset, limit) in [(4_321, 17), (1_500, 100), (333, 3), (4_990, 100)] {
                let query =
                    BacklogQuery { filter: BacklogFilter::default(), sort, descending, offset, limit };
                let page = backlog(book.connection(), book.sums(), &query).unwrap().rows;
                let end = listed.len().min((offset + limit) as usize);
                assert!(page == listed[offset as usize..end], "{sort:?} {descending}: the page at {offset}");
            }
        }
    }
}

#[test]
fn filters_let_through_what_they_say() {
    let temp = book();
    let book = open(&temp);
    let everything = all(&book, &BacklogFilter::default(), BacklogSort::Date, false, 500);
    let none = BacklogFilter::default;
    type Judge = fn(&BacklogRow) -> bool;
    let cases: Vec<(BacklogFilter, Judge)> = vec![
        (BacklogFilter { billing_status: Some(BillingStatus::NotReady), ..none() }, |row| {
            row.share.billing_status == BillingStatus::NotReady
        }),
        (BacklogFilter { classes: vec!["expense".to_owned()], ..none() }, |row| row.share.class == "expense"),
        (BacklogFilter { classes: vec!["milestone".to_owned()], ..none() }, |_| false),
        (BacklogFilter { currency: Some("SEK".to_owned()), ..none() }, |row| {
            row.share.amount.currency == "SEK"
        }),
        (BacklogFilter { contract: Some("C3".to_owned()), ..none() }, |row| row.contract == "C3"),
        (BacklogFilter { customer: Some("alfa".to_owned()), ..none() }, |row| row.share.customer == "alfa"),
        (BacklogFilter { customer: Some("nobody".to_owned()), ..none() }, |_| false),
        (BacklogFilter { from: Some(date("2020-11-01")), to: Some(date("2020-11-30")), ..none() }, |row| {
            (date("2020-11-01")..=date("2020-11-30")).contains(&row.share.date)
        }),
        (BacklogFilter { search: "ORDER design".to_owned(), ..none() }, |row| {
            row.share.description == "Design of the order form"
        }),
        (BacklogFilter { search: "åkeri BESÖK".to_owned(), ..none() }, |row| {
            row.share.description.starts_with('Å')
        }),
        (BacklogFilter { search: "100%".to_owned(), ..none() }, |row| row.share.description.contains("100%")),
        (BacklogFilter { search: "alfa".to_owned(), ..none() }, |row| row.share.customer == "alfa"),
        (BacklogFilter { search: "middle".to_owned(), ..none() }, |row| row.contract == "C1"),
        (BacklogFilter { search: "t2999".to_owned(), ..none() }, |row| row.share.id == "t2999"),
        // Too short for the index of texts, but an id.
        (BacklogFilter { search: "t7".to_owned(), ..none() }, |row| row.share.id == "t7"),
        (BacklogFilter { search: "gnirts".to_owned(), ..none() }, |_| false),
        (BacklogFilter { from: Some(date("2020-12-20")), search: "travel".to_owned(), ..none() }, |row| {
            row.share.date >= date("2020-12-20") && row.share.description.starts_with("Travel")
        }),
    ];
    for (filter, judge) in cases {
        let mut expected: Vec<_> = everything.iter().filter(|row| judge(row)).map(name).collect();
        let totals = backlog_totals(book.connection(), book.sums(), &filter).unwrap();
        assert_eq!((totals.total as usize, totals.all), (expected.len(), 5_000), "{filter:?}");
        expected.sort();
        for order in ORDERS {
            for descending in [false, true] {
                let listed = all(&book, &filter, order.0, descending, 150);
                let names = names_in_order(&listed, order, descending);
                assert!(names == expected, "{filter:?} by {:?}", order.0);
                // So few rows that they lie on a few lines, which must be the right ones.
                for (offset, limit) in [(0, 1), (0, 3), (2, 5), (9, 4), (20, 10)] {
                    let query =
                        BacklogQuery { filter: filter.clone(), sort: order.0, descending, offset, limit };
                    let page = backlog(book.connection(), book.sums(), &query).unwrap().rows;
                    let slice = listed.iter().skip(offset as usize).take(limit as usize);
                    assert!(page.iter().eq(slice), "{filter:?} by {:?} {descending} at {offset}", order.0);
                }
            }
        }
    }
}

#[test]
// SPEC 2.1: sums are exact and per currency.
fn totals_add_up_what_is_listed_by_currency_and_status() {
    let temp = book();
    let book = open(&temp);
    let mut expected: BTreeMap<(BillingStatusWord, String), i64> = BTreeMap::new();
    for row in all(&book, &BacklogFilter::default(), BacklogSort::Amount, true, 500) {
        let status = if row.share.billing_status == BillingStatus::NotReady { "not" } else { "ready" };
        *expected.entry((status, row.share.amount.currency.clone())).or_default() += minor(&row);
    }
    let totals = backlog_totals(book.connection(), book.sums(), &BacklogFilter::default()).unwrap();
    for (status, amounts) in [("ready", &totals.ready), ("not", &totals.not_ready)] {
        assert_eq!(amounts.len(), 2, "EUR and SEK are never added");
        for amount in amounts {
            let sum: i64 = amount.amount.replace('.', "").parse().unwrap();
            assert_eq!(Some(&sum), expected.get(&(status, amount.currency.clone())), "{status} {amount:?}");
        }
    }
}

type BillingStatusWord = &'static str;

#[test]
// SPEC 5.3: each share has its own status; what is taken back is what was changed, and nothing else.
fn all_that_match_are_marked_and_taken_back() {
    let temp = book();
    let book = open(&temp);
    let statuses = |book: &Book| -> Vec<_> {
        let rows = all(book, &BacklogFilter::default(), BacklogSort::Date, false, 500);
        let mut statuses: Vec<_> =
            rows.iter().map(|row| (name(row), format!("{:?}", row.share.billing_status))).collect();
        statuses.sort();
        statuses
    };
    let before = statuses(&book);
    let filter = BacklogFilter { customer: Some("alfa".to_owned()), ..BacklogFilter::default() };
    let not_ready = BacklogFilter { billing_status: Some(BillingStatus::NotReady), ..filter.clone() };
    let waiting = all(&book, &not_ready, BacklogSort::Date, false, 500);
    let spared = ShareName { id: waiting[3].share.id.clone(), customer: "alfa".to_owned() };
    let request =
        MarkMatching { filter, except: vec![spared.clone()], billing_status: BillingStatus::ReadyToInvoice };
    let marked = mark_matching(book.connection(), &request, noon()).unwrap();
    assert_eq!(marked.changed as usize, waiting.len() - 1);
    let left = all(&book, &not_ready, BacklogSort::Date, false, 500);
    assert_eq!(left.iter().map(name).collect::<Vec<_>>(), [(spared.id, spared.customer)]);
    let others = BacklogFilter {
        billing_status: Some(BillingStatus::NotReady),
        customer: Some("zeta".to_owned()),
        ..BacklogFilter::default()
    };
    assert!(
        backlog_totals(book.connection(), book.sums(), &others).unwrap().total > 0,
        "the other customer's shares stay"
    );
    let token = marked.undo.unwrap();
    undo(book.connection(), &token, noon() + chrono::Duration::seconds(1)).unwrap();
    assert!(statuses(&book) == before);
    let again = mark_matching(
        book.connection(),
        &MarkMatching { filter: not_ready, except: Vec::new(), billing_status: BillingStatus::NotReady },
        noon() + chrono::Duration::seconds(2),
    );
    assert_eq!(again.unwrap().undo, None, "nothing changed, nothing to take back");
}

#[test]
// SPEC 5.3, 7.1: what is on an invoice is not marked behind its back.
fn marking_is_not_taken_back_once_a_share_is_on_a_draft() {
    let temp = book();
    let book = open(&temp);
    let request = MarkMatching {
        filter: BacklogFilter::default(),
        except: Vec::new(),
        billing_status: BillingStatus::ReadyToInvoice,
    };
    let marked = mark_matching(book.connection(), &request, noon()).unwrap();
    let token = marked.undo.unwrap();
    let runner = proforma_worker::ProcessRunner::new("test", proforma_worker::Clock::of(noon)).unwrap();
    let run_date = date("2021-02-01");
    let order = proforma_worker::Order {
        run_date,
        today: run_date,
        tells_the_rest: false,
        asked_by: proforma_worker::AskedBy::Person,
        cancel: &std::sync::atomic::AtomicBool::new(false),
    };
    let mut drafts = 0;
    runner
        .run_date(&temp.path(), &order, &mut |event| {
            drafts += u32::from(matches!(event, RunEvent::Draft { .. }));
            Ok(())
        })
        .unwrap();
    assert_eq!(drafts, 5, "two customers of two contracts, and one of the third");
    let refused = undo(book.connection(), &token, noon()).unwrap_err();
    let all = marked.changed;
    assert_eq!(refused.to_string(), format!("all {all} are on a draft by now, so nothing was taken back"));
    for unknown in ["mark:2020-01-01T00:00:00.000000Z", "mark:yesterday", "nothing"] {
        assert!(matches!(undo(book.connection(), unknown, noon()), Err(ApiError::Refused(_))), "{unknown}");
    }
}

#[test]
fn anything_is_found_by_letters_number_or_amount() {
    let book = TempBook::of(&case("adatum.book.json"));
    let book = open(&book);
    let found = |text: &str| find(book.connection(), text).unwrap();
    assert_eq!(found("").contracts.len(), 0);
    assert_eq!(found("adat").contracts[0].id, "ADATUM");
    assert_eq!(found("ADATUM corp").customers[0].contracts, 1);
    assert_eq!(found("t4").transactions[0].id, "t4");
    assert!(found("prototype").transactions.iter().any(|item| item.class == "milestone"));
    assert!(found("5,000.00").transactions.iter().any(|item| item.amount.amount == "5000.00"));
    assert!(found("5000").transactions.iter().any(|item| item.amount.amount == "5000.00"));
    let nothing = found("no such thing anywhere");
    assert_eq!((nothing.contracts.len(), nothing.transactions.len()), (0, 0));
}

#[test]
// SPEC 5.2: the difference of rounding goes to the rounding customer, and it is told who that was.
fn a_trace_shows_where_every_share_went_and_who_got_the_odd_cent() {
    let temp = book();
    let book = open(&temp);
    let odd = (0..3_000)
        .map(|number| trace(book.connection(), &format!("t{number}")).unwrap())
        .find(|trace| trace.shares.len() == 2)
        .unwrap();
    let sum: i64 =
        odd.shares.iter().map(|share| share.amount.amount.replace('.', "").parse::<i64>().unwrap()).sum();
    assert_eq!(sum, odd.amount.amount.replace('.', "").parse::<i64>().unwrap());
    let split = TempBook::of(&case("split.book.json"));
    let split = open(&split);
    let trace = trace(split.connection(), "w2").unwrap();
    let shown: Vec<_> =
        trace.shares.iter().map(|share| (share.amount.amount.as_str(), share.has_odd_cent)).collect();
    assert_eq!(
        shown,
        [("350.06", true), ("349.97", false), ("349.97", false)],
        "349.965 is rounded up twice"
    );
}

#[test]
// SPEC 5.3: of each share it is told how and since when it is ready: as the last marking that stands says, else since its
// import.
fn a_trace_says_since_when_a_share_is_ready() {
    let temp = TempBook::of(&case("adatum.book.json"));
    let book = open(&temp);
    let at = |minutes: i64| noon() + TimeDelta::minutes(minutes);
    let ready = |id: &str| {
        let ready = trace(book.connection(), id).unwrap().shares.remove(0).ready;
        ready.map(|ready| (ready.by, ready.at))
    };
    assert_eq!((ready("t4"), ready("t1")), (None, Some((ReadyBy::Import, None))));
    let by_hand = |id: &str, status: BillingStatus, minute| {
        mark(
            book.connection(),
            &[Marking { id, customer: None }],
            status.into(),
            Stopping::AllOrNothing,
            at(minute),
        )
        .unwrap();
    };
    by_hand("t4", BillingStatus::ReadyToInvoice, 1);
    assert_eq!(ready("t4"), Some((ReadyBy::Hand, Some(at(1)))));
    by_hand("t4", BillingStatus::NotReady, 2);
    assert_eq!(ready("t4"), None);
    let matching = |status, minute| {
        let request =
            MarkMatching { filter: BacklogFilter::default(), billing_status: status, except: Vec::new() };
        mark_matching(book.connection(), &request, at(minute)).unwrap().undo.unwrap()
    };
    matching(BillingStatus::ReadyToInvoice, 3);
    assert_eq!(
        (ready("t4"), ready("t1")),
        (Some((ReadyBy::Filter, Some(at(3)))), Some((ReadyBy::Import, None)))
    );
    // Marking back is taken back: what stands is the marking before it.
    let back = matching(BillingStatus::NotReady, 4);
    undo(book.connection(), &back, at(5)).unwrap();
    assert_eq!(ready("t4"), Some((ReadyBy::Filter, Some(at(3)))));
    // Neither does a marking that was taken back itself.
    let back = matching(BillingStatus::NotReady, 6);
    let again = matching(BillingStatus::ReadyToInvoice, 7);
    assert_eq!(ready("t1"), Some((ReadyBy::Filter, Some(at(7)))));
    undo(book.connection(), &again, at(8)).unwrap();
    undo(book.connection(), &back, at(9)).unwrap();
    assert_eq!(ready("t4"), Some((ReadyBy::Filter, Some(at(3)))));
    // A book made of this one has other numbers for its shares, by which a filter's marking names them.
    let file = temp.file("again.book.json", "");
    let mut out = std::fs::File::create(&file).unwrap();
    proforma_api::interchange::export(book.connection(), &mut out).unwrap();
    let restored = TempBook::nowhere();
    proforma_api::book::import_into(&restored.path(), &file, at(60), "test").unwrap();
    let restored = trace(open(&restored).connection(), "t4").unwrap().shares.remove(0).ready.unwrap();
    assert_eq!((restored.by, restored.at), (ReadyBy::Import, None));
}

/// Chargeable sums as the rows themselves add up.
fn added_up<'a>(rows: impl Iterator<Item = &'a BacklogRow>) -> (u32, Vec<Amount>) {
    let mut sums: BTreeMap<&str, Decimal> = BTreeMap::new();
    let mut count = 0;
    for row in rows {
        count += 1;
        *sums.entry(&row.share.amount.currency).or_default() +=
            row.share.amount.amount.parse::<Decimal>().unwrap();
    }
    let amount =
        |(currency, sum): (&str, Decimal)| Amount { amount: sum.to_string(), currency: currency.to_owned() };
    (count, sums.into_iter().filter(|(_, sum)| !sum.is_zero()).map(amount).collect())
}

#[test]
// SPEC 2.1, 5.3: what is chosen comes to the sum of its shares, one per currency: named ones, or all that match but some.
fn what_is_chosen_is_summed_up() {
    let temp = book();
    let book = open(&temp);
    let everything = all(&book, &BacklogFilter::default(), BacklogSort::Date, false, 500);
    let named = |rows: &[&BacklogRow]| -> Vec<ShareName> {
        let name =
            |row: &&BacklogRow| ShareName { id: row.share.id.clone(), customer: row.share.customer.clone() };
        rows.iter().map(name).collect()
    };
    let sums = |shares: Vec<ShareName>, matching: Option<BacklogFilter>| {
        let chosen = chosen_sums(book.connection(), book.sums(), &ChosenShares { shares, matching }).unwrap();
        (chosen.count, chosen.amounts)
    };
    let some: Vec<&BacklogRow> = everything.iter().step_by(7).collect();
    assert_eq!(sums(named(&some), None), added_up(some.iter().copied()));
    let twice = [named(&some), named(&some), vec![ShareName { id: "none".into(), customer: "zeta".into() }]];
    assert_eq!(
        sums(twice.concat(), None),
        added_up(some.iter().copied()),
        "each once, unknown ones not at all"
    );
    for billing_status in [None, Some(BillingStatus::NotReady)] {
        let filter =
            BacklogFilter { billing_status, contract: Some("C3".to_owned()), ..BacklogFilter::default() };
        let fits = |row: &&BacklogRow| {
            row.contract == "C3" && billing_status.is_none_or(|status| row.share.billing_status == status)
        };
        let out: Vec<&BacklogRow> = everything.iter().filter(fits).take(5).collect();
        let left = everything.iter().filter(fits).skip(5);
        assert_eq!(sums(named(&out), Some(filter)), added_up(left));
    }
    let filter = BacklogFilter::default();
    let before = sums(Vec::new(), Some(filter.clone()));
    assert_eq!(before, added_up(everything.iter()));
    mark_matching(
        book.connection(),
        &MarkMatching { filter: filter.clone(), billing_status: BillingStatus::NotReady, except: Vec::new() },
        noon(),
    )
    .unwrap();
    let ready = BacklogFilter { billing_status: Some(BillingStatus::ReadyToInvoice), ..filter };
    assert_eq!(sums(Vec::new(), Some(ready)), (0, Vec::new()), "what is kept is of a book that stands still");
    let free = TempBook::of_text(
        r#"{"format":"proforma-book","version":1,"company":{"name":"C"},"time_zone":"UTC","customers":[{"id":"a","name":"A"}],"contracts":[{"id":"c","name":"C","currency":"USD","customers":[{"customer":"a","percent":"100"}],"lines":[{"id":"l","name":"L","billing_method":"time_and_material","transaction_classes":["time"]}]}],"transactions":[{"id":"t1","contract":"c","contract_line":"l","class":"time","date":"2021-01-01","quantity":"1","unit_price":"10"},{"id":"t2","contract":"c","contract_line":"l","class":"time","date":"2021-01-01","quantity":"1","unit_price":"5","billing_type":"complimentary"}]}"#,
    );
    let names = ["t1", "t2"].map(|id| ShareName { id: id.to_owned(), customer: "a".to_owned() });
    let both = ChosenShares { shares: names.to_vec(), matching: None };
    let both = chosen_sums(open(&free).connection(), book.sums(), &both).unwrap();
    let ten = Amount { amount: "10.00".to_owned(), currency: "USD".to_owned() };
    assert_eq!((both.count, both.amounts), (2, vec![ten]), "what is free counts, and comes to nothing");
    let too_many = ChosenShares { shares: vec![named(&some).remove(0); 10_001], matching: None };
    assert!(chosen_sums(book.connection(), book.sums(), &too_many).is_err());
}
