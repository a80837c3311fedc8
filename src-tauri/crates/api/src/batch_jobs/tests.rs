//! What a job is said to do, and what may be done with it.

use chrono::{DateTime, TimeDelta, Utc};
use proforma_store::lease::Holder;

use super::*;
use crate::{
    book::{Book, create_example, take_lease},
    dto::{BatchJobSetup, Workflow},
};

const ME: &str = "me";

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
    let status = |now| job(&book, &id, ME, now).expect("read").row.status;
    assert_eq!(status(now), JobStatus::StoppedWorking, "no program has taken it up");
    hold(&book, "other", now);
    assert_eq!(status(now + TimeDelta::seconds(119)), JobStatus::Sleeping);
    let later = now + TimeDelta::seconds(120);
    assert_eq!(status(later), JobStatus::StoppedWorking);
    let view = job(&book, &id, ME, later).expect("read");
    assert_eq!(view.actions, [JobAction::Restart, JobAction::Stop]);
    act(&book, &id, JobAction::Restart, ME, later).expect("restarted");
    assert!(lease::read(book.connection()).expect("read").held.is_none(), "whoever held it is fenced off");
}

// SPEC 6.4: it may be started again only when it has stopped.
#[test]
fn a_job_at_work_is_not_restarted() {
    let now = at("2020-10-04T12:00:00Z");
    let Office { book, id, _folder } = office(Workflow::ProcessRunCaller, now);
    hold(&book, ME, now);
    let refused = act(&book, &id, JobAction::Restart, ME, now).expect_err("refused").to_string();
    assert!(refused.contains("is asleep"), "{refused}");
    act(&book, &id, JobAction::Pause, ME, now).expect("paused");
    let refused = act(&book, &id, JobAction::Delete, ME, now).expect_err("refused").to_string();
    assert!(refused.contains("is paused"), "{refused}");
    act(&book, &id, JobAction::Stop, ME, now).expect("stopped");
    act(&book, &id, JobAction::Delete, ME, now).expect("removed");
    assert!(batch_jobs(&book, ME, now).expect("read").is_empty());
}

// A deadline that another program lets pass by ten minutes: stopped working. This program's own loop is about to wake it.
#[test]
fn a_deadline_that_passes_is_overdue_where_another_program_holds_the_lease() {
    let started = at("2020-10-04T12:00:00Z");
    for (holder, expected) in [("other", JobStatus::StoppedWorking), (ME, JobStatus::Processing)] {
        let Office { book, id, _folder } = office(Workflow::ProcessRunner, started);
        let now = started + TimeDelta::minutes(11);
        hold(&book, holder, now);
        assert_eq!(job(&book, &id, ME, now).expect("read").row.status, expected, "{holder}");
    }
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
    assert!(plans[0].refused.as_ref().is_some_and(|why| why.contains("create invoices")));
    assert_eq!(plans[2].refused, None);
}
