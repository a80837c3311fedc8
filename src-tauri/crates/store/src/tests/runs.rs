//! Process runs and the covered date: SPEC 6.5, 6.6, 6.6a.

use super::*;
use crate::{
    coverage,
    lease::FencingToken,
    process_run::{self, AttemptStatus, NewAttempt, RunOrigin},
};

fn start(book: &Connection, run_date: &str) -> process_run::Attempt {
    let new = NewAttempt {
        run_date: date(run_date),
        token: FencingToken(1),
        started_at: noon(),
        origin: RunOrigin::Person,
        run_on_date: date(run_date),
    };
    write(book, |tx| process_run::start(tx, &new)).expect("started")
}

#[test]
// SPEC 6.5: there is one process run per date; running the date again adds an attempt to it.
fn running_a_date_again_adds_an_attempt() {
    let book = book();
    let attempts: Vec<process_run::Attempt> = ["2020-10-05", "2020-10-06", "2020-10-05"]
        .into_iter()
        .map(|run_date| {
            let attempt = start(&book, run_date);
            let status = AttemptStatus::Completed;
            write(&book, |tx| process_run::finish(tx, attempt, status, None, Some(1), noon()))
                .expect("finished");
            attempt
        })
        .collect();
    assert_eq!(attempts[0].process_run, attempts[2].process_run);
    assert_eq!(attempts.iter().map(|attempt| attempt.number).collect::<Vec<_>>(), [1, 1, 2]);
    let runs: Vec<NaiveDate> =
        process_run::all(&book).expect("read").iter().map(|run| run.run_date).collect();
    assert_eq!(runs, [date("2020-10-06"), date("2020-10-05")]);
    assert_eq!(process_run::dates(&book).expect("read").len(), 2);
    let restored = write(&book, |tx| process_run::restore(tx, date("2020-10-05")));
    assert!(matches!(restored, Err(StoreError::Refused { .. })), "{restored:?}");
}

#[test]
// SPEC 6.5, 6.6a: an attempt that was cut off is closed as interrupted by the next, and finishes no more.
fn an_attempt_that_was_cut_off_is_closed() {
    let book = book();
    let first = start(&book, "2020-10-05");
    let second = start(&book, "2020-10-05");
    let attempts = process_run::attempts(&book, first.process_run).expect("read");
    let statuses: Vec<AttemptStatus> = attempts.iter().map(|(_, stored)| stored.status).collect();
    assert_eq!(statuses, [AttemptStatus::Interrupted, AttemptStatus::Running]);
    let finish = |attempt| {
        write(&book, |tx| process_run::finish(tx, attempt, AttemptStatus::Completed, None, Some(1), noon()))
    };
    assert!(matches!(finish(first), Err(StoreError::Conflict { .. })));
    finish(second).expect("finished");
}

#[test]
// SPEC 6.5, 6.6: a run does not move the covered date, which never falls.
fn a_covered_date_stays_covered() {
    let book = book();
    start(&book, "2020-10-05");
    assert_eq!(coverage::covered_through(&book).expect("read"), None, "running a date covers nothing");
    let cover = |day: &str| write(&book, |tx| coverage::cover_through(tx, date(day)));
    cover("2020-10-05").expect("covered");
    cover("2020-10-06").expect("covered");
    assert!(matches!(cover("2020-10-05"), Err(StoreError::Refused { .. })));
    assert_eq!(coverage::covered_through(&book).expect("read"), Some(date("2020-10-06")));
}
