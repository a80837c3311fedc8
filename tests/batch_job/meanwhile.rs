//! What happens elsewhere while a run of the job is on its way.

use chrono::TimeDelta;
use proforma_api::{
    backlog::mark_request,
    batch_jobs::{self, ThisProgram},
    book::Book,
    dto::{BillingStatus, JobAction, JobStatus, MarkRequest, ProcessRunStatus, ShareName, Workflow},
    runs,
};
use proforma_tests::date;

use crate::world::{World, book_of};

#[test]
// SPEC 6.4, 6.5: a person pauses, in another program, the job whose loop runs here: the run stops between two contracts.
fn a_pause_in_another_program_reaches_the_run() {
    for (action, status) in [(JobAction::Pause, JobStatus::Paused), (JobAction::Stop, JobStatus::Stopped)] {
        let mut world = World::new(book_of(4, "UTC", &[date("2021-01-04")]), "2021-01-04T12:00:00Z");
        let id = world.start(Workflow::ProcessRunner);
        let (path, now, job) = (world.book.path(), world.hand.now(), id.clone());
        *world.ear.meanwhile.lock().unwrap() = Some(Box::new(move || {
            let elsewhere = ThisProgram { holder_id: "elsewhere".to_owned(), fault: None };
            batch_jobs::act(&Book::open(&path).unwrap(), &job, action, &elsewhere, now).unwrap();
        }));
        world.tick();
        assert_eq!(world.drafts().len(), 1, "the contract on its way is finished, and no other begun");
        let row = &world.runs()[0];
        assert_eq!((row.status, row.drafts), (ProcessRunStatus::Interrupted, 1));
        world.until("2021-01-06T12:00:00Z");
        let seen = world.job(&id).row;
        assert_eq!((seen.status, world.drafts().len()), (status, 1), "and so it stays");
        assert!(seen.reason.is_some(), "who did it is told");
        let back = if action == JobAction::Pause { JobAction::Resume } else { JobAction::Restart };
        world.act(&id, back).unwrap();
        world.until("2021-01-06T12:05:00Z");
        assert_eq!(world.drafts().len(), 4);
        let of_day: Vec<_> = world.runs().iter().map(|run| (run.attempts, run.status)).collect();
        assert_eq!(of_day[0], (2, ProcessRunStatus::Completed), "the same process run went on");
    }
}

#[test]
// SPEC 4.12: what a person marks while a run goes on is in neither of its counts, and the proof says so.
fn a_proof_that_does_not_add_up_says_who_changed_the_book() {
    let days = [date("2021-01-04"), date("2021-01-05")];
    let mut world = World::new(book_of(3, "UTC", &days), "2021-01-04T12:00:00Z");
    world.start(Workflow::ProcessRunner);
    let (path, hand) = (world.book.path(), world.hand.clone());
    *world.ear.meanwhile.lock().unwrap() = Some(Box::new(move || {
        hand.pass(TimeDelta::seconds(1));
        // The work of the next day, which this run leaves out.
        let shares = vec![ShareName { id: "t3".to_owned(), customer: "a".to_owned() }];
        let request = MarkRequest { shares, billing_status: BillingStatus::NotReady };
        mark_request(Book::open(&path).unwrap().connection(), &request, hand.now()).unwrap();
        hand.pass(TimeDelta::seconds(1));
    }));
    world.tick();
    let book = world.open_book();
    let told = runs::process_run(book.connection(), book.sums(), days[0]).unwrap().unwrap();
    let proof = &told.proof[0];
    assert_eq!((proof.adds_up, proof.changed_meanwhile), (false, 1), "{proof:?}");
    world.until("2021-01-05T12:05:00Z");
    let told = runs::process_run(world.open_book().connection(), world.open_book().sums(), days[1])
        .unwrap()
        .unwrap();
    assert_eq!((told.proof[0].adds_up, told.proof[0].changed_meanwhile), (true, 0), "{:?}", told.proof);
}

#[test]
// SPEC 6.6: a machine that sleeps in the middle of a run wakes days later, and what passed meanwhile is covered at once.
fn days_slept_through_in_the_middle_of_a_run_are_covered_on_waking() {
    let days = [date("2021-01-04"), date("2021-01-05"), date("2021-01-06")];
    let mut world = World::new(book_of(2, "UTC", &days), "2021-01-04T12:00:00Z");
    world.start(Workflow::ProcessRunner);
    let hand = world.hand.clone();
    *world.ear.meanwhile.lock().unwrap() = Some(Box::new(move || hand.pass(TimeDelta::hours(47))));
    world.tick();
    world.until("2021-01-06T11:05:00Z");
    let runs: Vec<_> = world.runs().iter().map(|run| (run.run_date.to_string(), run.drafts)).collect();
    assert_eq!(runs, days.map(|day| (day.to_string(), 2)));
    assert!(
        world.heard().iter().any(|said| said.starts_with("sleeps 2021-01-07 11:0")),
        "24 hours from the end"
    );
}
