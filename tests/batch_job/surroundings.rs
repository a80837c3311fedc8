//! What happens to the loop where its surroundings fail: a disk, a book that is gone or damaged.

use chrono::NaiveDate;
use proforma_api::{
    check::check,
    dto::{JobAction, JobStatus, Workflow},
};
use proforma_tests::date;

use crate::world::{World, book_of};

fn days(from: &str, count: usize) -> Vec<NaiveDate> {
    date(from).iter_days().take(count).collect()
}

#[test]
// Faults of the surroundings are tried again after 1, 5 and 15 minutes; then the job has stopped, with the reason.
fn a_fault_that_stays_stops_the_job() {
    let mut world = World::new(book_of(4, "UTC", &[date("2021-01-04")]), "2021-01-04T12:00:00Z");
    let id = world.start(Workflow::ProcessRunner);
    for _ in 0..4 {
        *world.ear.fails_after.lock().unwrap() = Some(0);
        let next = world.job(&id).row.next_wake_at.unwrap();
        world.until(&next.to_rfc3339());
    }
    let mut heard = world.heard();
    heard.retain(|words| !words.starts_with("sleeps"));
    assert_eq!(heard, ["retries 12:01", "retries 12:06", "retries 12:21", "stopped"]);
    let job = world.job(&id);
    assert_eq!(job.row.status, JobStatus::Stopped);
    assert!(job.row.reason.is_some());
    world.until("2021-01-04T14:00:00Z");
    assert!(world.heard().is_empty(), "nothing more until a person restarts it");
    world.act(&id, JobAction::Restart).unwrap();
    world.tick();
    assert_eq!(world.job(&id).row.status, JobStatus::Sleeping);
    assert_eq!(world.drafts().len(), 4);
}

#[test]
// A book that vanishes cannot remember that it failed: the loop does, says so, and goes on once the book is back.
fn a_book_that_vanishes_is_looked_for_again() {
    let mut world = World::new(book_of(1, "UTC", &days("2021-01-04", 5)), "2021-01-04T12:00:00Z");
    world.start(Workflow::ProcessRunner);
    world.tick();
    assert_eq!(world.drafts().len(), 1);
    let (path, away) = (world.book.path(), world.book.folder().join("away.proforma"));
    world.leave();
    std::fs::rename(&path, &away).unwrap();
    world.until("2021-01-04T13:00:00Z");
    let mut heard = world.heard();
    heard.retain(|words| !words.starts_with("sleeps") && !words.contains("completed"));
    assert_eq!(heard.len(), 4, "{heard:?}");
    assert!(heard[..3].iter().all(|words| words.starts_with("retries")), "{heard:?}");
    assert_eq!(heard[3], "stopped");
    std::fs::rename(&away, &path).unwrap();
    world.until("2021-01-05T12:30:00Z");
    assert_eq!(world.drafts().len(), 2, "nothing was lost, and the timer is the same");
    assert!(check(world.open_book().connection()).unwrap().is_empty());
}

#[test]
// SPEC 6.4: each job has its own row; a count of utilization that fails does not use up the tries of the invoices.
fn the_faults_of_one_job_are_not_the_others() {
    let mut world = World::new(book_of(2, "UTC", &days("2021-01-04", 2)), "2021-01-04T12:00:00Z");
    let raw = rusqlite::Connection::open(world.book.path()).unwrap();
    raw.execute_batch(
        "CREATE TRIGGER full BEFORE INSERT ON role_utilization BEGIN SELECT RAISE(ABORT, 'disk is full'); END;
         INSERT INTO role (key, name) VALUES ('r', 'Consultant');",
    )
    .unwrap();
    let invoicing = world.start(Workflow::ProcessRunner);
    world.tick();
    let counting = world.start(Workflow::UpdateRoleUtilization);
    world.until("2021-01-05T11:59:00Z");
    assert_eq!(world.job(&counting).row.status, JobStatus::Stopped);
    assert_eq!(world.job(&invoicing).row.status, JobStatus::Sleeping);
    world.act(&counting, JobAction::Restart).unwrap();
    world.until("2021-01-05T11:59:40Z");
    let _ = world.heard();
    // Both fail now.
    *world.ear.fails_after.lock().unwrap() = Some(0);
    world.until("2021-01-05T12:00:30Z");
    let row = world.job(&invoicing).row;
    assert_eq!((row.status, row.failures), (JobStatus::Retrying, 1), "{:?}", world.heard());
    world.until("2021-01-05T12:02:00Z");
    assert_eq!(world.job(&invoicing).row.status, JobStatus::Sleeping);
    assert_eq!(world.drafts().len(), 4);
}

#[test]
// Trying again mends no damage: the job stops at the first look at a damaged book, says so, and goes on with a sound one.
fn a_damaged_book_stops_the_job_at_once() {
    let mut world = World::new(book_of(1, "UTC", &days("2021-01-04", 2)), "2021-01-04T12:00:00Z");
    world.start(Workflow::ProcessRunner);
    world.tick();
    world.leave();
    world.close();
    let path = world.book.path();
    let whole = std::fs::read(&path).unwrap();
    std::fs::write(&path, &whole[..whole.len() / 2]).unwrap();
    world.open();
    let _ = world.heard();
    world.until("2021-01-05T13:00:00Z");
    assert_eq!(world.heard(), ["stopped"], "told once");
    std::fs::write(&path, &whole).unwrap();
    world.until("2021-01-05T13:30:00Z");
    assert_eq!(world.drafts().len(), 2, "the book that was put back is gone on with");
}
