//! What a person asks of the job while something else is so already: a run under way, a date covered, another job.

use std::sync::atomic::AtomicBool;

use proforma_api::{
    batch_jobs,
    dto::{BatchJobSetup, JobAction, ProcessRunStatus, Workflow},
    process_run::{AttemptStatus, RunEvent},
};
use proforma_tests::{TempBook, case, date};
use proforma_worker::{AskedBy, Order};

use crate::world::{World, book_of, instant, setup};

fn adatum(now: &str) -> World {
    World::new(TempBook::of(&case("adatum.book.json")), now)
}

#[test]
// SPEC 6.5: the job is started while a person's run goes on in this program; that run is nobody's leftover.
fn a_run_of_a_person_outlives_the_start_of_the_job() {
    let mut world = World::new(book_of(3, "UTC", &[date("2021-01-04")]), "2021-01-04T12:00:00Z");
    let order = Order {
        run_date: date("2021-01-04"),
        today: date("2021-01-04"),
        tells_the_rest: false,
        asked_by: AskedBy::Person,
        cancel: &AtomicBool::new(false),
    };
    let (runner, path) = (world.runner.clone(), world.book.path());
    let mut is_started = false;
    let summary = runner.run_date(&path, &order, &mut |event| {
        if matches!(event, RunEvent::ContractDone { .. }) && !is_started {
            is_started = true;
            world.start(Workflow::ProcessRunner);
            world.tick();
        }
        Ok(())
    });
    assert_eq!(summary.unwrap().status, AttemptStatus::Completed);
    assert!(is_started);
    assert!(!world.heard().contains(&"taken up".to_owned()));
    let run = &world.runs()[0];
    assert_eq!((run.attempts, run.status), (1, ProcessRunStatus::Completed));
    world.tick();
    assert_eq!((world.runs()[0].attempts, world.drafts().len()), (2, 3), "then the job covers the date");
}

#[test]
// SPEC 6.3, 6.6a: where today is covered there is nothing to run now, and the timer stays as it is.
fn run_now_is_refused_once_today_is_covered() {
    let mut world = adatum("2020-10-05T12:00:00Z");
    let id = world.start(Workflow::ProcessRunCaller);
    world.tick();
    world.act(&id, JobAction::RunNow).unwrap();
    world.tick();
    assert_eq!(world.drafts().len(), 1);
    let wakes = world.job(&id).row.next_wake_at;
    assert_eq!(wakes, Some(instant("2020-10-06T12:00:00Z")));
    let refused = world.act(&id, JobAction::RunNow).unwrap_err().to_string();
    let words = ["Project Operations Create Invoices", "2020-10-05", "2020-10-06 05:00", "from Run"];
    assert!(words.iter().all(|word| refused.contains(word)), "{refused}");
    world.tick();
    assert_eq!(world.job(&id).row.next_wake_at, wakes);
    world.hand.set(instant("2020-10-06T11:00:00Z"));
    world.act(&id, JobAction::RunNow).unwrap();
}

#[test]
// SPEC 9 (`serve`): a job that counts utilization is not the one that creates invoices, whatever its name.
fn serving_leaves_a_job_alone_that_counts_utilization() {
    let world = adatum("2020-10-05T12:00:00Z");
    let counting = world.start(Workflow::UpdateRoleUtilization);
    let served = batch_jobs::keep_going(
        &world.book.path(),
        Workflow::ProcessRunner,
        false,
        &world.runner.this_program(),
        world.hand.now(),
    )
    .unwrap();
    assert_ne!(served.id, counting);
    assert_eq!(served.workflow, Some(Workflow::ProcessRunner));
    assert_eq!(world.job(&counting).row.workflow, Some(Workflow::UpdateRoleUtilization));
}

#[test]
// SPEC 6.6a, 6.9: a time of day brings a timer of seven days forward by less than one.
fn a_time_of_day_leaves_utilization_its_seven_days() {
    let mut world = adatum("2020-10-05T12:00:00Z");
    let id = world.start(Workflow::UpdateRoleUtilization);
    let given = BatchJobSetup {
        time_of_day: Some("06:30".to_owned()),
        ..setup("Project Operations Create Invoices")
    };
    batch_jobs::save(world.open_book(), Some(&id), &given, world.hand.now()).unwrap();
    world.tick();
    let zone = world.open_book().time_zone();
    let wakes = world.job(&id).row.next_wake_at.unwrap().with_timezone(&zone);
    assert_eq!(wakes.format("%Y-%m-%d %H:%M").to_string(), "2020-10-11 06:30");
}
