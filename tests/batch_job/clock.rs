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
