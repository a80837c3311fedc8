//! A run does what its preview showed, or says how it would differ: SPEC 7.7.

use std::sync::atomic::AtomicBool;

use proforma_api::{
    backlog::{BillingStatus, Marking, Stopping, explain, mark},
    book::Book,
    dto::{ProcessRunStatus, RunDifference},
    process_run::{PromisedRun, RunEvent, RunSummary},
    promise::Promise,
    runs::{preview_to_run, process_run, process_runs, run_preview},
};
use proforma_tests::{TempBook, case, date, noon};
use proforma_worker::{AskedBy, Clock, Order, ProcessRunner};
use serde_json::{Value, json};

fn promise(book: &TempBook, run_date: &str) -> Promise {
    let open = Book::open(&book.path()).unwrap();
    preview_to_run(open.connection(), date(run_date), date(run_date)).unwrap().1
}

fn run_as(
    book: &TempBook,
    run_date: &str,
    promise: &Promise,
    each: &mut dyn FnMut(&RunEvent<'_>),
) -> PromisedRun {
    let runner = ProcessRunner::new("walk", Clock::of(noon)).unwrap();
    let cancel = AtomicBool::new(false);
    let run_date = date(run_date);
    let order =
        Order { run_date, today: run_date, tells_the_rest: true, asked_by: AskedBy::Person, cancel: &cancel };
    runner
        .run_date_as_promised(&book.path(), &order, &promise.fingerprint(), &mut |event| {
            each(&event);
            Ok(())
        })
        .unwrap()
}

#[track_caller]
fn ran(outcome: PromisedRun) -> RunSummary {
    let PromisedRun::Ran(summary) = outcome else { unreachable!("it differs: {outcome:?}") };
    summary
}

#[track_caller]
fn differs(outcome: PromisedRun) -> Promise {
    let PromisedRun::Differs(now) = outcome else { unreachable!("it ran: {outcome:?}") };
    now
}

fn set(book: &TempBook, id: &str, customer: Option<&str>, status: BillingStatus) {
    let open = Book::open(&book.path()).unwrap();
    mark(open.connection(), &[Marking { id, customer }], status, Stopping::AllOrNothing, noon()).unwrap();
}

fn shown(difference: &RunDifference) -> Value {
    json!({
        "added": difference.added.iter().map(|draft| format!("{} {}", draft.customer, draft.total.amount)).collect::<Vec<_>>(),
        "gone": difference.gone.iter().map(|draft| format!("{} {}", draft.customer, draft.total.amount)).collect::<Vec<_>>(),
        "changed": difference.changed.iter().map(|changed| {
            format!("{} {} -> {}", changed.now.customer, changed.before.total.amount, changed.now.total.amount)
        }).collect::<Vec<_>>(),
    })
}

#[test]
// SPEC 7.7: a share that is marked after the preview: what differs is told, nothing is written, and the run goes on as
// the person has seen it by then.
fn what_changed_since_the_preview_is_told_before_anything_is_written() {
    let book = TempBook::of(&case("adatum.book.json"));
    let before = promise(&book, "2020-10-05");
    set(&book, "t4", None, BillingStatus::ReadyToInvoice);
    let now = differs(run_as(&book, "2020-10-05", &before, &mut |_| panic!("nothing is told")));
    let difference = now.difference(&before);
    assert_eq!(
        shown(&difference),
        json!({ "added": [], "gone": [], "changed": ["adatum 7420.00 -> 8220.00"] })
    );
    assert_eq!(difference.fingerprint, promise(&book, "2020-10-05").fingerprint());
    let open = Book::open(&book.path()).unwrap();
    assert_eq!(process_runs(open.connection()).unwrap().len(), 0, "not even a process run is recorded");
    assert_eq!(open.header(noon()).unwrap().counts.drafts, 0);
    ran(run_as(&book, "2020-10-05", &now, &mut |_| ()));
    let result = process_run(open.connection(), open.sums(), date("2020-10-05")).unwrap().unwrap();
    assert_eq!((result.drafts[0].total.amount.as_str(), result.reason), ("8220.00", None));
}

#[test]
// SPEC 7.7: drafts that come, go and change are told apart, by customer.
fn drafts_that_come_go_and_change_are_told_apart() {
    let book = TempBook::of(&case("split.book.json"));
    let first = promise(&book, "2021-01-04");
    let ids = ids_of(&case("split.book.json"));
    for id in &ids {
        let open = Book::open(&book.path()).unwrap();
        let customers = explain(open.connection(), id, date("2021-01-04")).unwrap();
        if customers.iter().any(|share| share.customer == "beta") {
            set(&book, id, Some("beta"), BillingStatus::NotReady);
        }
    }
    set(&book, &ids[0], Some("gamma"), BillingStatus::NotReady);
    let second = differs(run_as(&book, "2021-01-04", &first, &mut |_| ()));
    assert_eq!(
        shown(&second.difference(&first)),
        json!({ "added": [], "gone": ["beta 683.27"], "changed": ["gamma 683.27 -> 349.97"] })
    );
    assert_eq!(
        shown(&first.difference(&second)),
        json!({ "added": ["beta 683.27"], "gone": [], "changed": ["gamma 349.97 -> 683.27"] })
    );
    assert_eq!(
        shown(&second.difference(&Promise::new(date("2021-01-04"))))["added"].as_array().unwrap().len(),
        2,
        "of a preview that nobody remembers, everything is new"
    );
}

fn ids_of(case: &std::path::Path) -> Vec<String> {
    let book: Value = serde_json::from_str(&std::fs::read_to_string(case).unwrap()).unwrap();
    let transactions = book["transactions"].as_array().unwrap();
    transactions.iter().map(|transaction| transaction["id"].as_str().unwrap().to_owned()).collect()
}

#[test]
// SPEC 7.7: what a draft is made of counts, not what it comes to: one hour against another of the same amount.
fn a_draft_of_the_same_total_is_not_the_same_draft() {
    let book = three_contracts();
    set(&book, "d2", None, BillingStatus::NotReady);
    let before = promise(&book, "2020-10-05");
    assert_eq!(before, promise(&book, "2020-10-05"), "a preview of the same book promises the same");
    set(&book, "d2", None, BillingStatus::ReadyToInvoice);
    set(&book, "d1", None, BillingStatus::NotReady);
    let now = differs(run_as(&book, "2020-10-05", &before, &mut |_| ()));
    assert_eq!(
        shown(&now.difference(&before)),
        json!({ "added": [], "gone": [], "changed": ["a 100.00 -> 100.00"] })
    );
}

/// Contracts `c`, `d` and `e`, each with two hours of 100.00 that 5 October takes.
fn three_contracts() -> TempBook {
    let contract = |id: &str| {
        json!({
            "id": id, "name": id, "currency": "USD", "delivery_date": "2020-12-31",
            "customers": [{ "customer": "a", "percent": "100" }],
            "lines": [{ "id": "work", "name": "Work", "billing_method": "time_and_material",
                        "transaction_classes": ["time"],
                        "invoice_schedule": [{ "run_date": "2020-10-05", "cut_off_date": "2020-10-04" }] }]
        })
    };
    let hour = |contract: &str, number: u32| {
        json!({ "id": format!("{contract}{number}"), "contract": contract, "contract_line": "work", "class": "time",
                "date": "2020-10-01", "quantity": "1", "unit_price": "100.00", "billing_status": "ready_to_invoice" })
    };
    let keys = ["c", "d", "e"];
    let book = json!({
        "format": "proforma-book", "version": 1, "company": { "name": "Contoso" }, "time_zone": "UTC",
        "customers": [{ "id": "a", "name": "A" }],
        "contracts": keys.map(contract),
        "transactions": keys.iter().flat_map(|key| [hour(key, 1), hour(key, 2)]).collect::<Vec<_>>(),
    });
    TempBook::of_text(&book.to_string())
}

/// Runs the three contracts and does something when the first of them is done.
fn disturbed(disturb: impl Fn(&TempBook)) -> (TempBook, Vec<String>) {
    let book = three_contracts();
    let promise = promise(&book, "2020-10-05");
    let mut drafts = Vec::new();
    let summary = ran(run_as(&book, "2020-10-05", &promise, &mut |event| match event {
        RunEvent::Draft { contract, .. } => drafts.push(contract.key.clone()),
        RunEvent::ContractDone { done: 1, .. } => disturb(&book),
        RunEvent::ContractDone { .. } | RunEvent::PassedOver { .. } | RunEvent::Unreadable(_) => {}
    }));
    assert!(summary.is_interrupted());
    (book, drafts)
}

#[test]
// SPEC 7.7, 4.10: a contract that changes while the run is on its way is left as it is, and the run stops before it.
fn a_contract_that_changes_during_the_run_is_left_as_it_is() {
    let (book, drafts) = disturbed(|book| set(book, "d1", None, BillingStatus::NotReady));
    assert_eq!(drafts, ["c"]);
    let open = Book::open(&book.path()).unwrap();
    let result = process_run(open.connection(), open.sums(), date("2020-10-05")).unwrap().unwrap();
    assert_eq!(result.status, ProcessRunStatus::Interrupted);
    assert_eq!(
        result.reason.as_deref(),
        Some("contract d has changed since the preview, so it was left as it is and the run stopped")
    );
    let proof = &result.proof[0];
    assert_eq!(
        (proof.ready_before.as_str(), proof.invoiced.as_str(), proof.left_out.as_str(), proof.adds_up),
        ("600.00", "200.00", "300.00", false),
        "what somebody took back meanwhile is neither invoiced nor left out"
    );
    let left = run_preview(open.connection(), date("2020-10-05"), date("2020-10-05")).unwrap();
    let left: Vec<String> =
        left.drafts.iter().map(|draft| format!("{} {}", draft.contract, draft.total.amount)).collect();
    assert_eq!(left, ["d 100.00", "e 200.00"], "its rows are still to run, as are those after it");
    ran(run_as(&book, "2020-10-05", &promise(&book, "2020-10-05"), &mut |_| ()));
    assert_eq!(open.header(noon()).unwrap().counts.drafts, 3);
}

#[test]
// SPEC 7.7: so is one that would not be invoiced at all any more, because it is not active or nothing of it is ready.
fn a_contract_that_is_no_longer_due_stops_the_run() {
    let (book, drafts) = disturbed(|book| {
        let connection = rusqlite::Connection::open(book.path()).unwrap();
        connection.execute("UPDATE contract SET status = 'closed' WHERE key = 'd'", []).unwrap();
    });
    assert_eq!(drafts, ["c"]);
    drop(book);
    let (book, drafts) = disturbed(|book| {
        let connection = rusqlite::Connection::open(book.path()).unwrap();
        connection.execute("UPDATE contract SET delivery_date = 'someday' WHERE key = 'd'", []).unwrap();
    });
    assert_eq!(drafts, ["c"], "nor is one that does not read by now parked: it is left as it is");
    drop(book);
    let (_book, drafts) = disturbed(|book| {
        for id in ["e1", "e2"] {
            set(book, id, None, BillingStatus::NotReady);
        }
    });
    assert_eq!(drafts, ["c", "d"], "what is promised of the others is kept");
}
