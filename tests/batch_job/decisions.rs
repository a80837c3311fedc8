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

#[test]
// SPEC 6.6a: a time of day that is set while the job sleeps brings that very wake-up forward, and the first one too.
fn a_time_of_day_brings_a_timer_forward_that_runs_already() {
    let mut world = World::new(book_of(1, "UTC", &[date("2020-10-05")]), "2020-10-05T12:00:00Z");
    let id = world.start(Workflow::ProcessRunner);
    world.tick();
    let timed = |time: &str| BatchJobSetup {
        time_of_day: Some(time.to_owned()),
        ..setup("Project Operations Create Invoices")
    };
    let wakes = |world: &World| {
        let zone = world.open_book().time_zone();
        world.job(&id).row.next_wake_at.unwrap().with_timezone(&zone).format("%d %H:%M").to_string()
    };
    let before = wakes(&world);
    batch_jobs::save(world.open_book(), Some(&id), &timed("06:30"), world.hand.now()).unwrap();
    assert_eq!((before.as_str() > "06 06:30", wakes(&world).as_str()), (true, "06 06:30"));
    batch_jobs::save(world.open_book(), Some(&id), &timed("09:00"), world.hand.now()).unwrap();
    assert_eq!(wakes(&world), "06 06:30", "it is never put off");

    let world = World::new(book_of(1, "UTC", &[date("2020-10-05")]), "2020-10-05T12:00:00Z");
    let given = timed("06:30");
    let first = batch_jobs::save(world.open_book(), None, &given, world.hand.now()).unwrap();
    batch_jobs::start(world.open_book(), &first, Workflow::ProcessRunCaller, world.hand.now()).unwrap();
    let zone = world.open_book().time_zone();
    let wakes = world.job(&first).row.next_wake_at.unwrap().with_timezone(&zone);
    assert_eq!(wakes.format("%d %H:%M").to_string(), "06 06:30");
}

#[test]
// SPEC 6.4, 9 (`serve`): of several jobs the one that worked last goes on, and one that is not active is left alone.
fn serving_goes_on_with_the_active_job_that_worked_last() {
    let world = adatum("2020-10-05T12:00:00Z");
    let serve = || {
        let path = world.book.path();
        let me = world.runner.this_program();
        batch_jobs::keep_going(&path, Workflow::ProcessRunner, false, &me, world.hand.now()).unwrap().id
    };
    let stop = |id: &str| {
        let lease = world.runner.hold(&world.book.path()).unwrap();
        world.act(id, JobAction::Stop).unwrap();
        drop(lease);
    };
    let first = world.start(Workflow::ProcessRunner);
    stop(&first);
    world.hand.pass(chrono::TimeDelta::hours(1));
    let second = world.start(Workflow::ProcessRunner);
    stop(&second);
    assert_eq!(serve(), second);
    stop(&second);
    let idle = BatchJobSetup { is_active: false, ..setup("Create invoices no more") };
    batch_jobs::save(world.open_book(), Some(&second), &idle, world.hand.now()).unwrap();
    assert_eq!(serve(), first);
    stop(&first);
    batch_jobs::save(world.open_book(), Some(&first), &idle, world.hand.now()).unwrap();
    let third = serve();
    assert!(third != first && third != second, "another one is made");
}

#[test]
// SPEC 6.4, 6.5: a job that is restarted does not throw out the loop of another program that is at work for another job.
fn a_restart_leaves_a_healthy_loop_of_another_program_alone() {
    let mut world = adatum("2020-10-05T12:00:00Z");
    let invoicing = world.start(Workflow::ProcessRunner);
    world.tick();
    let counting = world.start(Workflow::UpdateRoleUtilization);
    world.tick();
    world.act(&counting, JobAction::Stop).unwrap();
    let window = proforma_worker::ProcessRunner::new("the window", world.hand.clock()).unwrap();
    let before = proforma_store::lease::read(world.open_book().connection()).unwrap();
    let (book, me, now) = (world.open_book(), window.this_program(), world.hand.now());
    batch_jobs::act(book, &counting, JobAction::Restart, &me, now).unwrap();
    let after = proforma_store::lease::read(world.open_book().connection()).unwrap();
    assert_eq!(before.fencing_token, after.fencing_token);
    assert_eq!(after.held.map(|held| held.holder.program), Some("walk".to_owned()));
    world.tick();
    assert_eq!(world.job(&counting).row.status, proforma_api::dto::JobStatus::Sleeping);
    assert_eq!(world.job(&invoicing).row.status, proforma_api::dto::JobStatus::Sleeping);
}
