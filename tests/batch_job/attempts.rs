//! A process run that was run again: what its attempts came to together.

use std::sync::atomic::AtomicBool;

use chrono::TimeDelta;
use proforma_api::{
    dto::{ProcessRunStatus, ReasonCode, RunResult, VerdictKind, VerdictQuery, Workflow},
    parked::retry_of,
    runs, verdicts,
};
use proforma_tests::{TempBook, case, date};
use proforma_worker::{AskedBy, Order};

use crate::world::{World, book_of};

fn result(world: &World, run_date: &str) -> RunResult {
    let book = world.open_book();
    runs::process_run(book.connection(), book.sums(), date(run_date)).unwrap().unwrap()
}

/// Invoiced, passed over, nothing due and parked, and the contracts by name that have what is parked.
fn counts(world: &World, run_date: &str) -> (Vec<u32>, Vec<String>) {
    let query = VerdictQuery {
        run_date: date(run_date),
        verdict: Some(VerdictKind::Parked),
        code: None,
        contract: None,
        search: String::new(),
        offset: 0,
        limit: 50,
    };
    let page = verdicts::verdicts(world.open_book().connection(), &Default::default(), &query).unwrap();
    (page.counts, page.rows.into_iter().map(|row| row.contract).collect())
}

/// Before, invoiced, left out, and whether that adds up.
fn proof(result: &RunResult) -> (&str, &str, &str, bool) {
    let [row] = result.proof.as_slice() else { unreachable!("one currency: {:?}", result.proof) };
    (&row.ready_before, &row.invoiced, &row.left_out, row.adds_up)
}

/// Runs the parked contracts of these ids again.
fn retry(world: &World, keys: &[&str]) {
    let keys: Vec<String> = keys.iter().map(|key| (*key).to_owned()).collect();
    let retry = retry_of(world.open_book().connection(), &keys).unwrap().unwrap();
    let order = Order {
        run_date: retry.run_date,
        today: date("2021-01-04"),
        tells_the_rest: false,
        asked_by: AskedBy::Person,
        cancel: &AtomicBool::new(false),
    };
    world.hand.pass(TimeDelta::minutes(1));
    world.runner.retry(&world.book.path(), &retry, &order, &mut |_| Ok(())).unwrap();
}

/// Makes the line of a contract unreadable, or readable again.
fn damage(world: &World, line: i64, percent: Option<&str>) {
    let raw = rusqlite::Connection::open(world.book.path()).unwrap();
    raw.execute_batch("PRAGMA ignore_check_constraints = ON").unwrap();
    let sql =
        "UPDATE contract_line SET tax_category = iif(?2 IS NULL, NULL, 'S'), tax_percent = ?2 WHERE id = ?1";
    raw.execute(sql, (line, percent)).unwrap();
}

#[test]
// SPEC 4.12, 6.5: the button ran a date on its day, and the job covers it a day later: the run stays what it came to.
fn what_the_button_ran_is_not_hidden_when_the_job_covers_it() {
    let mut world = World::new(TempBook::of(&case("adatum.book.json")), "2020-10-05T12:00:00Z");
    world.start(Workflow::ProcessRunCaller);
    let order = Order {
        run_date: date("2020-10-05"),
        today: date("2020-10-05"),
        tells_the_rest: false,
        asked_by: AskedBy::Person,
        cancel: &AtomicBool::new(false),
    };
    world.runner.run_date(&world.book.path(), &order, &mut |_| Ok(())).unwrap();
    let (alone, verdicts) = (result(&world, "2020-10-05"), counts(&world, "2020-10-05"));
    world.until("2020-10-06T12:00:30Z");
    let row = &world.runs()[0];
    assert_eq!((row.attempts, row.contracts, row.drafts, row.is_caught_up), (2, Some(1), 1, false));
    let both = result(&world, "2020-10-05");
    assert_eq!(proof(&both), proof(&alone));
    assert_eq!((proof(&both).1, proof(&both).3), ("7420.00", true));
    assert_eq!(both.proof[0].reasons.len(), alone.proof[0].reasons.len());
    assert_eq!(both.passed_over, alone.passed_over);
    assert_eq!(counts(&world, "2020-10-05"), verdicts);
}

#[test]
// SPEC 4.10, 4.11: two contracts are parked and one of them runs on another try; the other one is parked still.
fn a_contract_that_a_retry_left_alone_is_parked_still() {
    let mut world = World::new(book_of(3, "UTC", &[date("2021-01-04")]), "2021-01-04T12:00:00Z");
    damage(&world, 1, Some("x"));
    damage(&world, 2, Some("x"));
    world.start(Workflow::ProcessRunner);
    world.tick();
    assert_eq!((world.runs()[0].parked, world.runs()[0].drafts), (2, 1));
    damage(&world, 1, None);
    retry(&world, &["C0"]);
    let row = &world.runs()[0];
    assert_eq!((row.attempts, row.parked, row.drafts, row.contracts), (2, 1, 2, Some(3)));
    assert_eq!(row.status, ProcessRunStatus::CompletedWithFailures);
    let told = result(&world, "2021-01-04");
    assert_eq!((told.parked_contracts, told.parked.len()), (1, 1));
    assert_eq!(proof(&told), ("300.00", "200.00", "100.00", true));
    assert_eq!(counts(&world, "2021-01-04"), (vec![2, 0, 0, 1], vec!["C1".to_owned()]));
    damage(&world, 2, None);
    retry(&world, &["C1"]);
    let row = &world.runs()[0];
    assert_eq!((row.attempts, row.parked, row.status), (3, 0, ProcessRunStatus::Completed));
    assert_eq!(counts(&world, "2021-01-04"), (vec![3, 0, 0, 0], Vec::new()));
    assert_eq!(proof(&result(&world, "2021-01-04")), ("300.00", "300.00", "0.00", true));
}

#[test]
// SPEC 4.12, 6.6a: a run that was cut off goes on; what it had passed over before is told with the rest.
fn what_was_passed_over_before_a_run_was_cut_off_is_told() {
    let mut world = World::new(book_of(4, "UTC", &[date("2021-01-04")]), "2021-01-04T12:00:00Z");
    let _ = world.book.json(&["mark", "t0", "--status", "not_ready"]);
    world.start(Workflow::ProcessRunner);
    *world.ear.fails_after.lock().unwrap() = Some(1);
    world.tick();
    assert_eq!(world.drafts().len(), 1);
    world.until("2021-01-04T12:02:00Z");
    let row = &world.runs()[0];
    assert_eq!((row.attempts, row.status, row.contracts), (2, ProcessRunStatus::Completed, Some(4)));
    let told = result(&world, "2021-01-04");
    assert_eq!(proof(&told), ("300.00", "300.00", "0.00", true));
    assert!(
        told.passed_over.iter().any(|group| group.code == ReasonCode::NothingToInvoice),
        "{:?}",
        told.passed_over
    );
    let facets = verdicts::verdict_facets(world.open_book().connection(), date("2021-01-04")).unwrap();
    assert!(facets.reasons.iter().any(|reason| reason.code == ReasonCode::NothingToInvoice), "{facets:?}");
    assert_eq!(facets.contracts.len(), 4);
}
