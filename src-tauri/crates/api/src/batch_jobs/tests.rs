//! What a job is said to do, and what may be done with it.

use std::sync::atomic::{AtomicBool, AtomicI32, Ordering};

use chrono::{DateTime, TimeDelta, Utc};
use proforma_store::{
    lease::{self, Holder},
    process_run::{Attempt, NewAttempt},
};

use super::*;
use crate::{
    book::{Book, beat, create_example, take_lease},
    clock::Clock,
    dto::{BatchJobSetup, JobAction, JobStatus, Workflow},
    process_run::{AskedBy, RunEvent, RunRequest, run},
};

const MY_ID: &str = "me";

fn me() -> ThisProgram {
    ThisProgram { holder_id: MY_ID.to_owned(), fault: None }
}

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

struct Office {
    _folder: tempfile::TempDir,
    book: Book,
    id: String,
}

fn office(workflow: Workflow, now: DateTime<Utc>) -> Office {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("example.proforma");
    create_example(&path, now, "test").expect("made");
    let book = Book::open(&path).expect("opens");
    let setup = BatchJobSetup { name: "Create invoices".to_owned(), is_active: true, time_of_day: None };
    let id = save(&book, None, &setup, now).expect("saved");
    start(&book, &id, workflow, now).expect("started");
    Office { _folder: folder, book, id }
}

fn hold(book: &Book, id: &str, now: DateTime<Utc>) {
    let holder = Holder { id: id.to_owned(), ..Holder::this_process("other").expect("a holder") };
    take_lease(book.connection(), &holder, now).expect("taken");
}

// SPEC 6.5: a lease without heartbeat for 120 seconds is shown as stopped working, and may be restarted.
#[test]
fn a_job_that_no_program_does_has_stopped_working() {
    let now = at("2020-10-04T12:00:00Z");
    let Office { book, id, _folder } = office(Workflow::ProcessRunCaller, now);
    let status = |now| job(&book, &id, &me(), now).expect("read").row.status;
    assert_eq!(status(now), JobStatus::StoppedWorking, "no program has taken it up");
    hold(&book, "other", now);
    assert_eq!(status(now + TimeDelta::seconds(119)), JobStatus::Sleeping);
    let later = now + TimeDelta::seconds(120);
    assert_eq!(status(later), JobStatus::StoppedWorking);
    let view = job(&book, &id, &me(), later).expect("read");
    assert_eq!(view.actions, [JobAction::Restart, JobAction::Stop]);
    act(&book, &id, JobAction::Restart, &me(), later).expect("restarted");
    assert!(lease::read(book.connection()).expect("read").held.is_none(), "whoever held it is fenced off");
}

// SPEC 6.4: it may be started again only when it has stopped.
#[test]
fn a_job_at_work_is_not_restarted() {
    let now = at("2020-10-04T12:00:00Z");
    let Office { book, id, _folder } = office(Workflow::ProcessRunCaller, now);
    hold(&book, MY_ID, now);
    let refused = act(&book, &id, JobAction::Restart, &me(), now).expect_err("refused").to_string();
    assert!(refused.contains("is asleep"), "{refused}");
    act(&book, &id, JobAction::Pause, &me(), now).expect("paused");
    let refused = act(&book, &id, JobAction::Delete, &me(), now).expect_err("refused").to_string();
    assert!(refused.contains("is paused"), "{refused}");
    act(&book, &id, JobAction::Stop, &me(), now).expect("stopped");
    act(&book, &id, JobAction::Delete, &me(), now).expect("removed");
    assert!(batch_jobs(&book, &me(), now).expect("read").is_empty());
}

// A deadline that another program lets pass by ten minutes: stopped working. This program's own loop is about to wake it.
#[test]
fn a_deadline_that_passes_is_overdue_where_another_program_holds_the_lease() {
    let started = at("2020-10-04T12:00:00Z");
    for (holder, expected) in [("other", JobStatus::StoppedWorking), (MY_ID, JobStatus::Processing)] {
        let Office { book, id, _folder } = office(Workflow::ProcessRunner, started);
        let now = started + TimeDelta::minutes(11);
        hold(&book, holder, now);
        assert_eq!(job(&book, &id, &me(), now).expect("read").row.status, expected, "{holder}");
    }
}

/// A run of today that has begun.
fn begin(book: &Book, now: DateTime<Utc>) -> Attempt {
    let token = lease::read(book.connection()).expect("read").fencing_token;
    let today = book.today(now);
    let tx = book.connection().write().expect("begun");
    let new = NewAttempt {
        run_date: today,
        token,
        started_at: now,
        origin: RunOrigin::BatchJob,
        run_on_date: today,
    };
    let attempt = process_run::start(&tx, &new).expect("begun");
    tx.commit().expect("begun");
    attempt
}

fn heartbeat(book: &Book, now: DateTime<Utc>) {
    let token = lease::read(book.connection()).expect("read").fencing_token;
    beat(book.connection(), token, now).expect("alive");
}

// SPEC 6.5: alive is not yet getting on; a run that finishes no contract for fifteen minutes is told apart.
#[test]
fn a_run_that_finishes_nothing_is_not_getting_on_however_alive_its_program_is() {
    let began = at("2020-10-05T12:00:00Z");
    let minutes = |minutes| began + TimeDelta::minutes(minutes);
    let Office { book, id, _folder } = office(Workflow::ProcessRunner, began);
    hold(&book, "other", began);
    let attempt = begin(&book, began);
    let seen = |now| job(&book, &id, &me(), now).expect("read");

    heartbeat(&book, minutes(14));
    assert_eq!(seen(minutes(14)).row.status, JobStatus::Processing);
    let tx = book.connection().write().expect("begun");
    process_run::get_on(&tx, attempt, minutes(10)).expect("a contract is done");
    tx.commit().expect("written");
    heartbeat(&book, minutes(24));
    let getting_on = seen(minutes(24)).row;
    assert_eq!((getting_on.status, getting_on.hung_since), (JobStatus::Processing, None));

    heartbeat(&book, minutes(25));
    let hung = seen(minutes(25));
    assert_eq!((hung.row.status, hung.row.hung_since), (JobStatus::Hung, Some(minutes(10))));
    assert_eq!(hung.actions, [JobAction::Restart, JobAction::Stop]);
    assert_eq!(hung.owner.map(|owner| owner.program).as_deref(), Some("other"));
    let without_heartbeat = minutes(25) + TimeDelta::seconds(120);
    assert_eq!(seen(without_heartbeat).row.status, JobStatus::StoppedWorking);
    assert_eq!(seen(without_heartbeat).row.hung_since, None);

    act(&book, &id, JobAction::Restart, &me(), minutes(25)).expect("taken over");
    let tx = book.connection().write().expect("begun");
    assert!(lease::check(&tx, proforma_store::lease::FencingToken(1)).is_err(), "it writes nothing more");
}

// The run of this very program is not taken over from itself, and a machine that was asleep has nothing to be told.
#[test]
fn this_program_cannot_take_over_from_itself_and_sleep_is_no_standing_still() {
    let began = at("2020-10-05T12:00:00Z");
    let later = began + TimeDelta::hours(8);
    let Office { book, id, _folder } = office(Workflow::ProcessRunner, began);
    hold(&book, MY_ID, began);
    begin(&book, began);
    let seen = || job(&book, &id, &me(), later).expect("read");
    assert_eq!(seen().row.status, JobStatus::Processing, "the last heartbeat is from before the sleep");
    heartbeat(&book, later);
    assert_eq!(seen().row.status, JobStatus::Hung);
    assert_eq!(seen().actions, [JobAction::Stop]);
}

// What a person looks at is written by the run itself, at most once a minute.
#[test]
fn a_run_writes_down_that_it_gets_on() {
    let began = at("2020-10-05T12:00:00Z");
    for (step, expected) in [(1, began), (90, began + TimeDelta::seconds(90))] {
        let Office { book, id: _, _folder } = office(Workflow::ProcessRunner, began);
        hold(&book, MY_ID, began);
        let ticks = AtomicI32::new(0);
        let clock = Clock::of(move || {
            began + TimeDelta::seconds(i64::from(step * (ticks.fetch_add(1, Ordering::Relaxed) + 1)))
        });
        let request = RunRequest {
            run_date: book.today(began),
            today: book.today(began),
            token: lease::read(book.connection()).expect("read").fencing_token,
            now: began,
            clock: &clock,
            asked_by: AskedBy::Person,
            only: None,
            cancel: &AtomicBool::new(false),
            tells_the_rest: false,
            promise: None,
        };
        let mut done_at = Vec::new();
        run(book.connection(), &request, &mut |event| {
            if let RunEvent::ContractDone { .. } = event {
                done_at.push(process_run::last_done(book.connection())?);
            }
            Ok(())
        })
        .expect("run");
        assert_eq!(done_at, [Some(expected)], "with {step} s between two looks at the clock");
        assert_eq!(process_run::last_done(book.connection()).expect("read"), None, "it has ended");
    }
}

// SPEC 6.4: a second start is refused with the name of the one that is running, and since when.
#[test]
fn a_refused_start_names_the_instant_for_each_reader() {
    let now = at("2020-10-04T12:00:00Z");
    let Office { book, id, _folder } = office(Workflow::ProcessRunCaller, now);
    let setup = BatchJobSetup { name: "Create invoices too".to_owned(), is_active: true, time_of_day: None };
    let other = save(&book, None, &setup, now).expect("saved");
    let plans = workflow_plans(&book, &other, now).expect("planned");
    let by = proforma_store::person::current().to_owned();
    let running = |is_paused| {
        Some(StartRefusal::Running {
            name: "Create invoices".to_owned(),
            since: now,
            by: by.clone(),
            is_paused,
        })
    };
    assert_eq!(plans[0].refused, running(false));
    let refused = start(&book, &other, Workflow::ProcessRunner, now).expect_err("refused").to_string();
    let since = now.with_timezone(&book.time_zone()).format("%Y-%m-%d %H:%M");
    let expected = format!(
        "there is only one: \"Create invoices\" was started {since} ({}) by {by} and is running; stop it before you start another",
        book.time_zone().name()
    );
    assert_eq!(refused, expected);
    hold(&book, MY_ID, now);
    act(&book, &id, JobAction::Pause, &me(), now).expect("paused");
    assert_eq!(workflow_plans(&book, &other, now).expect("planned")[0].refused, running(true));
}

// SPEC 6.2: the dialog says when it processes first and what it covers then.
#[test]
fn a_plan_says_what_starting_would_do() {
    let now = at("2020-10-05T12:00:00Z");
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("example.proforma");
    create_example(&path, now, "test").expect("made");
    let book = Book::open(&path).expect("opens");
    let setup = BatchJobSetup { name: "Create invoices".to_owned(), is_active: true, time_of_day: None };
    let id = save(&book, None, &setup, now).expect("saved");
    let plans = workflow_plans(&book, &id, now).expect("planned");
    let said: Vec<_> = plans
        .iter()
        .map(|plan| (plan.first_wake_at - now, plan.is_at_once, plan.covers.as_ref().map(|span| span.count)))
        .collect();
    let day = TimeDelta::hours(24);
    let none = TimeDelta::zero();
    assert_eq!(said, [(day, false, Some(2)), (none, true, Some(1)), (none, true, None)]);
    assert_eq!(plans[0].order, [LoopPart::Sleep, LoopPart::Process]);
    assert_eq!(plans[1].order, [LoopPart::Process, LoopPart::Sleep]);
    let unnamed = BatchJobSetup { name: "Nightly".to_owned(), ..setup };
    save(&book, Some(&id), &unnamed, now).expect("saved");
    let plans = workflow_plans(&book, &id, now).expect("planned");
    let told = plans[0].refused.as_ref().and_then(|why| match why {
        StartRefusal::Told(sentence) => Some(sentence),
        StartRefusal::Running { .. } => None,
    });
    assert!(told.is_some_and(|sentence| sentence.contains("create invoices")), "{told:?}");
    assert_eq!(plans[2].refused, None);
}
