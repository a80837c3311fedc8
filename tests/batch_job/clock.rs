//! A clock that goes ahead and is put right again (SPEC 6.6).

use chrono::NaiveDate;
use proforma_api::dto::{JobAction, Workflow};
use proforma_tests::date;

use crate::world::{World, book_of, instant};

fn days(from: &str, count: usize) -> Vec<NaiveDate> {
    date(from).iter_days().take(count).collect()
}

#[test]
// SPEC 6.6: a clock that had gone ahead is put right while the machine settles: that is said at the next look.
fn a_clock_that_went_ahead_and_came_back_is_noticed() {
    let mut world = World::new(book_of(1, "UTC", &days("2021-01-04", 5)), "2021-01-04T12:00:00Z");
    let id = world.start(Workflow::ProcessRunner);
    world.tick();
    world.hand.set(instant("2021-01-04T14:00:00Z"));
    world.tick();
    world.beat();
    world.hand.set(instant("2021-01-04T12:01:00Z"));
    world.heard();
    world.tick();
    assert_eq!(world.heard(), ["clock behind"]);
    world.act(&id, JobAction::ConfirmClock).unwrap();
    world.until("2021-01-05T12:30:00Z");
    assert_eq!(world.drafts().len(), 2);
    assert!(world.runs().iter().all(|run| run.attempts == 1));
}

#[test]
// SPEC 6.6: what could not be looked at is looked at again by the clock as it is now.
fn a_clock_put_right_does_not_wait_for_a_retry_of_the_wrong_one() {
    let mut world = World::new(book_of(1, "UTC", &days("2021-01-04", 5)), "2021-01-04T12:00:00Z");
    world.start(Workflow::ProcessRunner);
    let (path, away) = (world.book.path(), world.book.folder().join("away.proforma"));
    world.leave();
    std::fs::rename(&path, &away).unwrap();
    world.hand.set(instant("2021-01-04T14:00:00Z"));
    world.tick();
    assert_eq!(world.heard(), ["retries 14:01"]);
    std::fs::rename(&away, &path).unwrap();
    world.hand.set(instant("2021-01-04T12:01:00Z"));
    world.tick();
    assert_eq!(world.drafts().len(), 1);
}

#[test]
// SPEC 6.6: what a clock that was ahead counted as covered is covered anew once a person says that the clock is right.
fn what_a_clock_that_was_ahead_covered_is_covered_anew() {
    let mut world = World::new(book_of(1, "UTC", &days("2021-01-04", 5)), "2022-01-04T12:00:00Z");
    let id = world.start(Workflow::ProcessRunner);
    world.tick();
    assert_eq!(world.job(&id).covered_through, Some(date("2022-01-04")));
    world.hand.set(instant("2021-01-04T12:00:00Z"));
    world.tick();
    world.act(&id, JobAction::ConfirmClock).unwrap();
    let job = world.job(&id);
    assert_eq!(
        (job.covered_through, job.activated_date),
        (Some(date("2021-01-03")), Some(date("2021-01-04")))
    );
    world.until("2021-01-06T12:30:00Z");
    let dates: Vec<String> = world.drafts().into_iter().map(|(date, _)| date).collect();
    assert_eq!(dates, ["2021-01-04", "2021-01-05", "2021-01-06"]);
    assert!(world.act(&id, JobAction::ConfirmClock).is_err(), "nothing is ahead any more");
}

#[test]
// SPEC 6.6: the headless program may cover dates to come; the page says so, and a person has the job go on from today.
fn dates_to_come_that_count_as_covered_hold_nobody_up() {
    let mut world = World::new(book_of(1, "UTC", &days("2021-01-04", 3)), "2021-01-04T12:00:00Z");
    let id = world.start(Workflow::ProcessRunner);
    world.tick();
    let never = std::sync::atomic::AtomicBool::new(false);
    world
        .runner
        .run_through(&world.book.path(), None, date("2021-02-01"), &never, |_, run| run(&mut |_| Ok(())))
        .unwrap();
    assert_eq!(world.drafts().len(), 3);
    proforma_api::undo_run::undo_run(world.open_book(), date("2021-01-06"), world.hand.now()).unwrap();
    world.until("2021-01-05T12:30:00Z");
    let counting = world.start(Workflow::UpdateRoleUtilization);
    world.tick();
    assert_eq!(world.job(&id).actions, [JobAction::ConfirmClock, JobAction::Pause, JobAction::Stop]);
    assert!(world.job(&counting).actions.contains(&JobAction::RunNow), "it covers no dates");
    world.act(&id, JobAction::ConfirmClock).unwrap();
    world.until("2021-01-06T13:30:00Z");
    assert_eq!(world.drafts().len(), 3, "the date that was undone is run on its day, and none twice");
}

#[test]
// SPEC 6.5: a lease whose heartbeat lies in the future, by a clock that was ahead elsewhere, ends with that word.
fn a_lease_from_the_future_is_given_up() {
    let mut world = World::new(book_of(1, "UTC", &days("2021-01-04", 5)), "2021-01-04T12:00:00Z");
    let id = world.start(Workflow::ProcessRunner);
    let raw = rusqlite::Connection::open(world.book.path()).unwrap();
    let lease = "INSERT INTO lease (id, fencing_token, holder, program, host, process_id, process_started_at, held_since,
                                    heartbeat_at)
                 VALUES (1, 7, 'x', 'other', 'elsewhere', 1, 'x', '2031-01-01T00:00:00.000000Z',
                         '2031-01-01T00:00:00.000000Z')
                 ON CONFLICT (id) DO UPDATE SET fencing_token = fencing_token + 7, holder = 'x', program = 'other',
                     host = 'elsewhere', process_id = 1, process_started_at = 'x',
                     held_since = excluded.held_since, heartbeat_at = excluded.heartbeat_at";
    raw.execute_batch(lease).unwrap();
    world.tick();
    assert_eq!(world.heard(), ["held by other"]);
    let me = world.runner.this_program();
    proforma_api::batch_jobs::confirm_clock(&world.book.path(), &me, world.hand.now()).unwrap();
    world.until("2021-01-04T12:01:00Z");
    assert_eq!(world.drafts().len(), 1);
    assert_eq!(world.job(&id).covered_through, Some(date("2021-01-04")));
}
