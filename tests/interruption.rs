//! What happens to a run when the program is killed, the disk fills up, or another program runs the book.

#![expect(clippy::unwrap_used, reason = "a walk that cannot take a step has failed")]

use std::{
    collections::BTreeSet,
    process::Stdio,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

use proforma_api::{
    book::{Book, Holder, release_lease, take_lease},
    check::check,
    error::ApiError,
    process_run::{RunEvent, RunRequest, run},
};
use proforma_store::{Environment, StoreError, integrity};
use proforma_tests::{TempBook, date, due_book::DueBook, noon};
use proforma_worker::{AskedBy, Clock, Order, ProcessRunner};
use serde_json::Value;

/// A book of contracts that are all due on 4 January 2021, each with so many ready transactions of 100.00.
fn book_of(contracts: usize, transactions: usize) -> TempBook {
    DueBook { contracts, transactions, dates: &[date("2021-01-04")], time_zone: "UTC" }.make()
}

fn invoices(book: &TempBook) -> Vec<(String, String)> {
    let printed = book.json(&["invoices"]);
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    printed["invoices"]
        .as_array()
        .unwrap()
        .iter()
        .map(|invoice| (text(&invoice["contract"]), text(&invoice["total"])))
        .collect()
}

fn drafts_now(book: &TempBook) -> u32 {
    Book::open_to_read(&book.path()).unwrap().header(noon()).unwrap().counts.drafts
}

#[test]
// SPEC 4.10, 6.5, 6.6a: killed between two contracts, then resumed: nothing twice, nothing missing.
fn a_killed_run_is_resumed() {
    const CONTRACTS: usize = 400;
    let book = book_of(CONTRACTS, 5);
    let mut kills_in_mid_run = 0;
    for after in [1, 60, 130] {
        let mut child = book
            .command(&["run", "--date", "2021-01-04"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let deadline = Instant::now() + Duration::from_secs(60);
        while drafts_now(&book) < after && child.try_wait().unwrap().is_none() {
            assert!(Instant::now() < deadline, "the run makes drafts");
            thread::sleep(Duration::from_millis(1));
        }
        child.kill().unwrap();
        child.wait().unwrap();
        let drafts = drafts_now(&book);
        kills_in_mid_run += u32::from((1..CONTRACTS as u32).contains(&drafts));
        assert!(
            check(Book::open(&book.path()).unwrap().connection()).unwrap().is_empty(),
            "sound after {drafts} drafts"
        );
    }
    assert!(kills_in_mid_run > 0, "at least one kill hit a run on its way");
    // The holder's process is gone, so that the lease is taken over at once.
    let run = book.json(&["run", "--date", "2021-01-04"]);
    assert_eq!(run["process_runs"][0]["status"], "completed");
    let invoices = invoices(&book);
    assert_eq!(invoices.len(), CONTRACTS);
    assert_eq!(invoices.iter().map(|(contract, _)| contract).collect::<BTreeSet<_>>().len(), CONTRACTS);
    assert!(invoices.iter().all(|(_, total)| total == "500.00"));
    assert_eq!(book.json(&["check"])["violations"], serde_json::json!([]));
}

#[test]
// SPEC 4.10: a disk that fills up ends the run with that word; what is done is whole, the rest follows with room.
fn a_full_disk_leaves_whole_contracts() {
    let book = book_of(200, 20);
    let open = Book::open(&book.path()).unwrap();
    let connection = open.connection();
    let holder = Holder::this_process("test").unwrap();
    let token = take_lease(connection, &holder, noon()).unwrap();
    let (cancel, clock) = (AtomicBool::new(false), Clock::of(noon));
    let today = date("2021-01-04");
    let request = RunRequest {
        run_date: today,
        today,
        token,
        now: noon(),
        clock: &clock,
        asked_by: AskedBy::Person,
        only: None,
        cancel: &cancel,
        tells_the_rest: true,
        promise: None,
    };
    integrity::leave_room(connection, 12).unwrap();
    let error = run(connection, &request, &mut |_| Ok(())).unwrap_err();
    assert!(matches!(&error, ApiError::Store(StoreError::DiskFull(_))), "{error}");
    assert!(matches!(error, ApiError::Store(error) if error.environment() == Some(Environment::DiskFull)));
    let drafts = drafts_now(&book);
    assert!((1..200).contains(&drafts), "{drafts} contracts were done before the disk was full");
    assert!(check(connection).unwrap().is_empty());
    integrity::leave_room(connection, 100_000).unwrap();
    run(connection, &request, &mut |_| Ok(())).unwrap();
    release_lease(connection, token).unwrap();
    assert_eq!(drafts_now(&book), 200);
    assert!(check(connection).unwrap().is_empty());
}

#[test]
// SPEC 6.5: a process run is refused while another program has the lease, naming it; reading is free.
fn a_second_program_is_refused_by_name() {
    let book = book_of(2, 1);
    let open = Book::open(&book.path()).unwrap();
    let holder = Holder::this_process("the other program").unwrap();
    let token = take_lease(open.connection(), &holder, chrono::Utc::now()).unwrap();
    let sentence = book.refusal(&["run", "--date", "2021-01-04"]);
    assert!(
        sentence.contains("the other program") && sentence.contains(&std::process::id().to_string()),
        "{sentence}"
    );
    assert!(invoices(&book).is_empty());
    release_lease(open.connection(), token).unwrap();
    assert_eq!(
        book.json(&["run", "--date", "2021-01-04"])["process_runs"][0]["invoices"].as_array().unwrap().len(),
        2
    );
}

#[test]
// SPEC 6.5: one that lost its lease writes nothing more.
fn a_run_that_lost_its_lease_writes_nothing_more() {
    let book = book_of(10, 1);
    let open = Book::open(&book.path()).unwrap();
    let connection = open.connection();
    let token = take_lease(connection, &Holder::this_process("first").unwrap(), noon()).unwrap();
    let other = Book::open(&book.path()).unwrap();
    let (cancel, clock) = (AtomicBool::new(false), Clock::of(noon));
    let today = date("2021-01-04");
    let request = RunRequest {
        run_date: today,
        today,
        token,
        now: noon(),
        clock: &clock,
        asked_by: AskedBy::Person,
        only: None,
        cancel: &cancel,
        tells_the_rest: false,
        promise: None,
    };
    let mut done = 0;
    let error = run(connection, &request, &mut |event| {
        if let RunEvent::ContractDone { .. } = event {
            done += 1;
            if done == 4 {
                // Three minutes later by the other program's clock, and no heartbeat since.
                let later = noon() + chrono::TimeDelta::minutes(3);
                take_lease(other.connection(), &Holder::this_process("second").unwrap(), later).unwrap();
            }
        }
        Ok(())
    })
    .unwrap_err();
    assert!(error.is_lease_lost(), "{error}");
    assert_eq!(drafts_now(&book), 4);
}

#[test]
// A person cancels: the run stops between two contracts, says so, and goes on where it stopped.
fn a_cancelled_run_stops_between_two_contracts() {
    let book = book_of(10, 1);
    let runner = ProcessRunner::new("test", Clock::of(noon)).unwrap();
    let cancel = AtomicBool::new(false);
    let today = date("2021-01-04");
    let order =
        Order { run_date: today, today, tells_the_rest: true, asked_by: AskedBy::Person, cancel: &cancel };
    let summary = runner
        .run_date(&book.path(), &order, &mut |event| {
            if let RunEvent::ContractDone { done: 3, .. } = event {
                cancel.store(true, Ordering::Relaxed);
            }
            Ok(())
        })
        .unwrap();
    assert!(summary.is_interrupted());
    assert_eq!(drafts_now(&book), 3);
    let order = Order { cancel: &AtomicBool::new(false), ..order };
    let summary = runner.run_date(&book.path(), &order, &mut |_| Ok(())).unwrap();
    assert_eq!((summary.contracts_due, summary.is_interrupted()), (7, false));
    assert_eq!(drafts_now(&book), 10);
}

#[test]
// SPEC 4.3: the window and the loop refuse to run a date after today.
fn a_date_after_today_is_refused() {
    let book = book_of(1, 1);
    let runner = ProcessRunner::new("test", Clock::of(noon)).unwrap();
    let order = Order {
        run_date: date("2021-01-04"),
        today: date("2021-01-03"),
        tells_the_rest: true,
        asked_by: AskedBy::Person,
        cancel: &AtomicBool::new(false),
    };
    let error = runner.run_date(&book.path(), &order, &mut |_| Ok(())).unwrap_err();
    assert_eq!(
        error.to_string(),
        "2021-01-04 is after today, 2021-01-03: a run takes nothing that has not happened yet"
    );
}
