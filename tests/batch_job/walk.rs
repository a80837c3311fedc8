//! The loop step by step: SPEC 6.2 to 6.7.

use chrono::{NaiveDate, TimeDelta};
use proforma_api::{
    batch_jobs,
    check::check,
    dto::{Decision, JobAction, JobStatus, Workflow},
    missed,
};
use proforma_tests::{TempBook, case, date};

use crate::world::{World, book_of, instant};

fn adatum(now: &str) -> World {
    World::new(TempBook::of(&case("adatum.book.json")), now)
}

fn days(from: &str, count: usize) -> Vec<NaiveDate> {
    date(from).iter_days().take(count).collect()
}

fn statuses(world: &World) -> Vec<(String, u32, bool)> {
    let row =
        |run: proforma_api::dto::ProcessRunRow| (run.run_date.to_string(), run.drafts, run.is_caught_up);
    world.runs().into_iter().map(row).collect()
}

#[test]
// SPEC 6.2: ProcessRunner processes, then sleeps 24 hours from its end time (6.3).
fn process_runner_processes_at_once() {
    let mut world = adatum("2020-10-05T12:00:00Z");
    let id = world.start(Workflow::ProcessRunner);
    world.tick();
    assert_eq!(statuses(&world), [("2020-10-05".to_owned(), 1, false)]);
    let job = world.job(&id);
    assert_eq!(job.row.status, JobStatus::Sleeping);
    assert_eq!(job.row.last_ended_at, Some(instant("2020-10-05T12:00:00Z")));
    assert_eq!(job.row.next_wake_at, Some(instant("2020-10-06T12:00:00Z")));
    assert_eq!(job.covered_through, Some(date("2020-10-05")));
    world.until("2020-10-06T11:59:59Z");
    assert_eq!(world.runs().len(), 1, "it sleeps until the deadline");
    world.until("2020-10-06T12:00:30Z");
    assert_eq!(world.runs().len(), 2);
}

#[test]
// SPEC 6.2: ProcessRunCaller sleeps first; the dates that passed meanwhile are covered when it wakes.
fn process_run_caller_sleeps_first() {
    let mut world = adatum("2020-10-05T12:00:00Z");
    let id = world.start(Workflow::ProcessRunCaller);
    world.until("2020-10-06T11:59:30Z");
    assert!(world.runs().is_empty());
    assert_eq!(world.job(&id).row.status, JobStatus::Sleeping);
    world.until("2020-10-06T12:00:30Z");
    let expected = [("2020-10-05".to_owned(), 1, true), ("2020-10-06".to_owned(), 0, false)];
    assert_eq!(statuses(&world), expected, "each date by itself");
}

#[test]
// SPEC 6.1, 6.4: the name rule, one active job of a kind, a second start refused with the name and since when.
fn a_second_start_is_refused_by_name() {
    let mut world = adatum("2020-10-05T12:00:00Z");
    let first = world.start(Workflow::ProcessRunner);
    world.tick();
    let book = world.open_book();
    let second =
        batch_jobs::save(book, None, &crate::world::setup("Also create invoices"), world.hand.now()).unwrap();
    for id in [&first, &second] {
        let refused = batch_jobs::start(book, id, Workflow::ProcessRunCaller, world.hand.now())
            .unwrap_err()
            .to_string();
        assert!(refused.contains("Project Operations Create Invoices"), "{refused}");
        assert!(refused.contains("2020-10-05") && refused.contains("is running"), "{refused}");
    }
    let other = batch_jobs::save(book, None, &crate::world::setup("Nightly"), world.hand.now()).unwrap();
    let unnamed = |workflow| batch_jobs::start(book, &other, workflow, world.hand.now());
    unnamed(Workflow::UpdateRoleUtilization).unwrap();
    world.act(&first, JobAction::Stop).unwrap();
    let refused = unnamed(Workflow::ProcessRunner).unwrap_err().to_string();
    assert!(refused.contains("create invoices"), "{refused}");
    batch_jobs::start(book, &second, Workflow::ProcessRunner, world.hand.now()).unwrap();
}

#[test]
// SPEC 6.6: the program was closed for a week; each date is run by itself, none twice.
fn a_closed_week_is_caught_up_date_by_date() {
    let mut world = adatum("2020-10-18T12:00:00Z");
    world.start(Workflow::ProcessRunner);
    world.tick();
    world.close();
    world.hand.set(instant("2020-10-25T18:00:00Z"));
    world.open();
    world.tick();
    let runs = statuses(&world);
    assert_eq!(runs.len(), 8);
    assert_eq!(runs[1], ("2020-10-19".to_owned(), 1, true));
    assert!(runs[1..7].iter().all(|(_, _, caught_up)| *caught_up), "{runs:?}");
    assert_eq!(runs[7], ("2020-10-25".to_owned(), 0, false));
}

#[test]
// SPEC 6.7: what was due before the first start is run by nobody unasked, and listed as missed.
fn what_was_due_before_the_first_start_is_missed() {
    let mut world = adatum("2020-10-20T12:00:00Z");
    world.start(Workflow::ProcessRunner);
    world.tick();
    assert!(world.drafts().is_empty());
    let book = world.open_book();
    let missed =
        missed::missed_run_dates(book.connection(), book.sums(), date("2020-10-20"), world.hand.now())
            .unwrap();
    let dates: Vec<(String, bool)> =
        missed.dates.iter().map(|missed| (missed.date.to_string(), missed.is_caught_up_by_job)).collect();
    assert_eq!(dates, [("2020-10-05".to_owned(), false), ("2020-10-19".to_owned(), false)]);
    let skipped =
        missed::skip_dates(book, &[date("2020-10-05")], "billed on paper", world.hand.now()).unwrap();
    assert_eq!(skipped, 3);
    let missed =
        missed::missed_run_dates(book.connection(), book.sums(), date("2020-10-20"), world.hand.now())
            .unwrap();
    assert_eq!(missed.count, 1);
    assert!(
        missed::skip_dates(book, &[date("2020-10-19")], "  ", world.hand.now()).is_err(),
        "without a reason"
    );
    assert!(missed::skip_dates(book, &[date("2020-11-02")], "why", world.hand.now()).is_err(), "to come");
    assert!(check(book.connection()).unwrap().is_empty());
}

#[test]
// SPEC 6.6: more than 31 missed dates wait for a person, who runs or skips them with a reason.
fn too_many_missed_dates_wait_for_a_person() {
    for decision in [Decision::Run, Decision::Skip { reason: "on paper".to_owned() }] {
        let mut world = World::new(book_of(1, "UTC", &days("2021-01-04", 60)), "2021-01-04T12:00:00Z");
        let id = world.start(Workflow::ProcessRunner);
        world.tick();
        world.close();
        world.hand.set(instant("2021-02-05T12:00:00Z"));
        world.open();
        world.tick();
        assert_eq!(world.heard().last().unwrap(), "waits 2021-01-05 to 2021-02-05");
        assert_eq!(world.job(&id).row.status, JobStatus::WaitsForPerson);
        assert_eq!(world.drafts().len(), 1);
        let me = world.runner.this_program();
        batch_jobs::decide(world.open_book(), &id, &decision, &me, world.hand.now()).unwrap();
        world.tick();
        let drafts = if decision == Decision::Run { 33 } else { 2 };
        assert_eq!(world.drafts().len(), drafts, "{decision:?}");
        assert_eq!(world.job(&id).covered_through, Some(date("2021-02-05")));
        assert!(check(world.open_book().connection()).unwrap().is_empty());
    }
}

#[test]
// SPEC 6.6: a clock that moved backwards runs nothing twice and starts nothing.
fn a_clock_behind_starts_nothing_until_it_is_confirmed() {
    let mut world = World::new(book_of(1, "UTC", &days("2021-01-04", 10)), "2021-01-06T12:00:00Z");
    let id = world.start(Workflow::ProcessRunner);
    world.tick();
    world.hand.set(instant("2021-01-05T13:00:00Z"));
    world.tick();
    assert_eq!(world.heard().last().unwrap(), "clock behind");
    assert_eq!(world.job(&id).row.status, JobStatus::ClockBehind);
    world.act(&id, JobAction::ConfirmClock).unwrap();
    world.until("2021-01-08T13:10:00Z");
    let dates: Vec<String> = world.drafts().into_iter().map(|(date, _)| date).collect();
    assert_eq!(dates, ["2021-01-06", "2021-01-07", "2021-01-08"]);
}

#[test]
// SPEC 6.5, 6.6a: paused between two contracts; resumed, the same process run goes on and skips what is done.
fn a_pause_takes_effect_between_two_contracts() {
    let mut world = World::new(book_of(4, "UTC", &[date("2021-01-04")]), "2021-01-04T12:00:00Z");
    let id = world.start(Workflow::ProcessRunner);
    *world.ear.fails_after.lock().unwrap() = Some(1);
    world.tick();
    assert_eq!(world.heard(), ["retries 12:01"]);
    assert_eq!((world.drafts().len(), world.job(&id).row.status), (2, JobStatus::Retrying));
    world.act(&id, JobAction::Pause).unwrap();
    world.until("2021-01-04T12:30:00Z");
    assert_eq!((world.drafts().len(), world.job(&id).row.status), (2, JobStatus::Paused));
    world.act(&id, JobAction::Resume).unwrap();
    world.tick();
    assert_eq!(world.drafts().len(), 4);
    let runs = world.runs();
    assert_eq!((runs.len(), runs[0].attempts), (1, 2), "the same process run");
    assert!(check(world.open_book().connection()).unwrap().is_empty());
}

#[test]
// SPEC 6.5: another program holds the lease; nothing is run, and when it is gone the loop takes over.
fn a_lease_that_another_holds_is_waited_for() {
    let mut world = World::new(book_of(1, "UTC", &[date("2021-01-04")]), "2021-01-04T12:00:00Z");
    world.start(Workflow::ProcessRunner);
    let other = proforma_worker::ProcessRunner::new("the other", world.hand.clock()).unwrap();
    let held = other.hold(&world.book.path()).unwrap();
    world.tick();
    assert_eq!(world.heard(), ["held by the other"]);
    drop(held);
    world.tick();
    assert_eq!(world.drafts().len(), 1);
}

#[test]
// After the machine was asleep it settles for half a minute.
fn a_machine_that_woke_up_settles_first() {
    let mut world = World::new(book_of(1, "UTC", &days("2021-01-04", 5)), "2021-01-04T12:00:00Z");
    world.start(Workflow::ProcessRunner);
    world.tick();
    world.hand.pass(TimeDelta::hours(48));
    world.tick();
    assert_eq!(world.drafts().len(), 1);
    world.hand.pass(TimeDelta::seconds(29));
    world.tick();
    assert_eq!(world.drafts().len(), 1);
    world.hand.pass(TimeDelta::seconds(1));
    world.tick();
    assert_eq!(world.drafts().len(), 3);
}

#[test]
// SPEC 6.6a: a time of day brings the wake-up forward, in the book's time zone.
fn a_time_of_day_brings_the_wake_up_forward() {
    let mut world =
        World::new(book_of(1, "Europe/Stockholm", &days("2021-01-04", 5)), "2021-01-04T12:00:00Z");
    let id = world.start(Workflow::ProcessRunner);
    let book = world.open_book();
    let setup = proforma_api::dto::BatchJobSetup {
        time_of_day: Some("06:30".to_owned()),
        ..crate::world::setup("Project Operations Create Invoices")
    };
    batch_jobs::save(book, Some(&id), &setup, world.hand.now()).unwrap();
    world.tick();
    assert_eq!(world.job(&id).row.next_wake_at, Some(instant("2021-01-05T05:30:00Z")));
    let book = world.open_book();
    let wrong = proforma_api::dto::BatchJobSetup { time_of_day: Some("25:00".to_owned()), ..setup };
    assert!(batch_jobs::save(book, Some(&id), &wrong, world.hand.now()).is_err());
}

#[test]
// SPEC 6.5: the button does not move the covered date, and the job leaves alone what it ran.
fn the_button_does_not_move_the_covered_date() {
    let mut world = adatum("2020-10-05T12:00:00Z");
    let id = world.start(Workflow::ProcessRunCaller);
    world.tick();
    let order = proforma_worker::Order {
        run_date: date("2020-10-05"),
        today: date("2020-10-05"),
        tells_the_rest: false,
        asked_by: proforma_worker::AskedBy::Person,
        cancel: &std::sync::atomic::AtomicBool::new(false),
    };
    world.runner.run_date(&world.book.path(), &order, &mut |_| Ok(())).unwrap();
    assert_eq!(world.job(&id).covered_through, Some(date("2020-10-04")));
    world.until("2020-10-06T12:00:30Z");
    let runs = world.runs();
    assert_eq!((runs.len(), runs[0].attempts, world.drafts().len()), (2, 2, 1));
}

#[test]
// SPEC 6.4, 6.9: UpdateRoleUtilization has its own row and timer of seven days; what it starts covers no date.
fn utilization_is_counted_every_seven_days_beside_the_invoices() {
    let mut world = adatum("2020-10-05T12:00:00Z");
    let counting = world.start(Workflow::UpdateRoleUtilization);
    world.tick();
    assert_eq!(world.heard(), ["counted 2020-10-04"]);
    assert_eq!(world.job(&counting).row.next_wake_at, Some(instant("2020-10-12T12:00:00Z")));
    assert_eq!(world.job(&counting).covered_through, None);
    let invoicing = world.start(Workflow::ProcessRunner);
    world.tick();
    assert_eq!(world.drafts().len(), 1);
    assert_eq!(world.job(&invoicing).row.next_wake_at, Some(instant("2020-10-06T12:00:00Z")));
    world.close();
    world.hand.set(instant("2020-10-13T12:00:00Z"));
    world.open();
    world.tick();
    assert!(world.heard().contains(&"counted 2020-10-12".to_owned()));
    assert_eq!(world.job(&counting).row.next_wake_at, Some(instant("2020-10-20T12:00:00Z")));
}

#[test]
// SPEC 6.9: what the job leaves out, because nobody knows how long its unit is, is in its answer.
fn the_job_tells_what_it_does_not_count() {
    let text = std::fs::read_to_string(case("adatum.book.json")).unwrap();
    let mut given: serde_json::Value = serde_json::from_str(&text).unwrap();
    for transaction in given["transactions"].as_array_mut().unwrap() {
        if transaction["class"] == "time" {
            transaction["unit"] = "fortnight".into();
        }
    }
    let mut world = World::new(TempBook::of_text(&given.to_string()), "2020-10-05T12:00:00Z");
    world.start(Workflow::UpdateRoleUtilization);
    world.tick();
    let heard = world.heard();
    assert!(
        heard[0].starts_with("counted 2020-10-04 without ") && heard[0].ends_with(" fortnight"),
        "{heard:?}"
    );
}

#[test]
// SPEC 6.8: nothing is confirmed, sent or printed by the job.
fn the_job_leaves_drafts_and_nothing_else() {
    let mut world = adatum("2020-10-04T12:00:00Z");
    world.start(Workflow::ProcessRunner);
    world.until("2020-10-06T12:00:30Z");
    let printed = world.book.json(&["invoices"]);
    let invoices = printed["invoices"].as_array().unwrap();
    assert_eq!(invoices.len(), 1);
    assert!(invoices.iter().all(|invoice| invoice["status"] == "draft" && invoice["number"].is_null()));
    let files = std::fs::read_dir(world.book.folder()).unwrap();
    let names: Vec<String> = files.map(|file| file.unwrap().file_name().into_string().unwrap()).collect();
    assert!(names.iter().all(|name| name.starts_with("book.proforma")), "no file is written: {names:?}");
}
