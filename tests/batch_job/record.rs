//! What is kept of process runs: one a date, with who asked, when, and what came of it.

use proforma_api::{
    batch_jobs,
    dto::{AskedFor, JobDayKind, Workflow},
};
use proforma_tests::{TempBook, case, date};

use crate::world::{World, instant};

#[test]
// SPEC 6.6: each date is its own process run, with the job as who asked and the mark of a date caught up.
fn every_date_is_its_own_process_run() {
    let mut world = World::new(TempBook::of(&case("adatum.book.json")), "2020-10-04T12:00:00Z");
    world.start(Workflow::ProcessRunner);
    world.tick();
    world.close();
    world.hand.set(instant("2020-10-20T12:00:00Z"));
    world.open();
    world.tick();
    let runs = world.runs();
    assert_eq!(runs.len(), 17);
    assert!(runs.iter().all(|run| run.asked_for == AskedFor::BatchJob && run.attempts == 1));
    assert_eq!(runs.iter().filter(|run| run.is_caught_up).count(), 15);
    let fifth = runs.iter().find(|run| run.run_date == date("2020-10-05")).unwrap();
    assert_eq!((fifth.drafts, fifth.contracts), (1, Some(1)));
    assert_eq!(fifth.totals.iter().map(|total| total.amount.as_str()).collect::<Vec<_>>(), ["7420.00"]);
    let days =
        batch_jobs::job_days(world.open_book(), date("2020-10-01"), date("2020-11-03"), world.hand.now())
            .unwrap();
    let kind = |text: &str| days.days.iter().find(|day| day.date == date(text)).unwrap().kind;
    assert_eq!(kind("2020-10-01"), JobDayKind::Nothing);
    assert_eq!(kind("2020-10-05"), JobDayKind::Drafts);
    assert_eq!(kind("2020-10-06"), JobDayKind::NothingDue);
    assert_eq!(kind("2020-11-02"), JobDayKind::ToCome);
    assert_eq!((days.covered, days.since_start, days.missed), (17, 17, 0));
}

#[test]
// SPEC 9 (`export`): the jobs, what they remember and who ran what come back byte for byte.
fn an_export_holds_the_jobs_and_comes_back_the_same() {
    let mut world = World::new(TempBook::of(&case("adatum.book.json")), "2020-10-05T12:00:00Z");
    world.start(Workflow::ProcessRunner);
    let never = proforma_api::dto::BatchJobSetup {
        time_of_day: Some("06:30".to_owned()),
        ..crate::world::setup("Later: create invoices")
    };
    batch_jobs::save(world.open_book(), None, &never, world.hand.now()).unwrap();
    world.tick();
    world.close();
    world.hand.set(instant("2020-10-07T12:00:00Z"));
    world.open();
    world.tick();
    proforma_api::undo_run::undo_run(world.open_book(), date("2020-10-05"), world.hand.now()).unwrap();
    let text = world.book.output(&["export"]);
    let again = TempBook::of_text(&text);
    assert_eq!(again.output(&["export"]), text);
    let jobs = &serde_json::from_str::<serde_json::Value>(&text).unwrap()["state"]["batch_jobs"];
    assert_eq!(jobs[0]["covered_through"], "2020-10-07");
    assert_eq!((&jobs[1]["state"], &jobs[2]["time_of_day"]), (&"started".into(), &"06:30".into()));
    let copy = proforma_api::book::Book::open(&again.path()).unwrap();
    let run =
        proforma_api::runs::process_run(copy.connection(), copy.sums(), date("2020-10-06")).unwrap().unwrap();
    assert!(run.is_caught_up && run.asked_for == AskedFor::BatchJob);
    assert!(run.undo_refused.is_some(), "what another book ran is not undone by its numbers");
}
