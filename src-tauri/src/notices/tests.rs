//! What a person is told of a job, and when not.

use std::sync::atomic::Ordering;

use proforma_api::{
    dto::UncountedUnit,
    error::ApiError,
    process_run::{AttemptStatus, RunSummary},
};

use super::*;
use crate::{
    desktop::fake::Recorded,
    settings::{Settings, write},
};

fn on(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn begins(tally: &mut Tally, date: &str) {
    assert_eq!(tally.notice(&LoopEvent::DateBegins { run_date: on(date) }), None);
}

fn done(tally: &mut Tally, contract: i64, verdict: Verdict) {
    tally.hear(&RunEvent::ContractDone { contract: ContractId(contract), verdict, done: 1, total: 2 });
}

fn ended(tally: &mut Tally, is_last: bool) -> Option<Notice> {
    let summary = RunSummary { status: AttemptStatus::Completed, contracts_due: 1, totals: Vec::new() };
    tally.notice(&LoopEvent::DateEnded { run_date: on("2020-10-05"), summary: &summary, is_last })
}

#[test]
fn one_notice_tells_of_all_dates_of_a_wake_up() {
    let mut tally = Tally { drafts: 6, ..Tally::default() };
    begins(&mut tally, "2020-10-05");
    assert_eq!(ended(&mut tally, false), None);
    begins(&mut tally, "2020-10-06");
    done(&mut tally, 1, Verdict::Parked);
    let notice = ended(&mut tally, true).expect("a notice");
    assert_eq!(notice.title, "Drafts are ready, and a contract needs you");
    let body = "6 drafts to review over 2 dates. 1 contract is parked: nothing of it was written.";
    assert_eq!(notice.body, body);
    assert_eq!(tally, Tally::default(), "the next wake-up begins at nothing");
}

#[test]
fn nothing_due_is_no_news() {
    let mut tally = Tally::default();
    begins(&mut tally, "2020-10-05");
    done(&mut tally, 1, Verdict::NothingDue);
    assert_eq!(ended(&mut tally, true), None);
}

#[test]
fn a_contract_that_stays_parked_is_one_however_many_dates_try_it() {
    let mut tally = Tally::default();
    for date in ["2020-10-05", "2020-10-06", "2020-10-07"] {
        begins(&mut tally, date);
        done(&mut tally, 1, Verdict::Parked);
        done(&mut tally, 2, Verdict::Parked);
    }
    done(&mut tally, 2, Verdict::Invoiced);
    let notice = ended(&mut tally, true).expect("a notice");
    assert_eq!(notice.body, "1 contract is parked: nothing of it was written.");
}

#[test]
fn what_was_done_before_a_fault_is_told_with_the_rest() {
    let mut tally = Tally { drafts: 1, ..Tally::default() };
    begins(&mut tally, "2020-10-05");
    done(&mut tally, 1, Verdict::Parked);
    let error = ApiError::Output(std::io::Error::other("the disk was pulled out"));
    assert_eq!(tally.notice(&LoopEvent::Retries { error: &error, at: chrono::DateTime::UNIX_EPOCH }), None);
    begins(&mut tally, "2020-10-05");
    let notice = ended(&mut tally, true).expect("a notice");
    assert_eq!(notice.body, "1 draft to review. 1 contract is parked: nothing of it was written.");
}

#[test]
fn a_job_that_needs_a_person_says_so() {
    let waits = LoopEvent::Waits { from: on("2021-01-05"), through: on("2021-02-05") };
    let notice = Tally::default().notice(&waits).expect("a notice");
    assert!(notice.body.starts_with("32 run dates were missed"), "{}", notice.body);
}

fn clock_behind() -> LoopEvent<'static> {
    LoopEvent::ClockBehind { latest_at: DateTime::UNIX_EPOCH }
}

#[test]
fn only_who_does_not_look_and_wants_it_is_notified() {
    let folder = tempfile::tempdir().expect("a folder");
    let desktop = Recorded::shared();
    let mut outside = Outside::new(desktop.clone(), folder.path().to_owned());
    outside.tell(&clock_behind());
    let [(title, body)] = &desktop.notified()[..] else { panic!("one notification") };
    assert_eq!(title, "The clock of this computer is behind");
    assert_eq!(body, "The batch job starts nothing until it is put right, or you say that it is right.");

    desktop.is_looked_at.store(true, Ordering::Relaxed);
    outside.tell(&clock_behind());
    assert_eq!(desktop.notified(), [], "the window shows it");

    desktop.is_looked_at.store(false, Ordering::Relaxed);
    write(folder.path(), Settings { notifies: false, ..Settings::default() }).expect("written");
    outside.tell(&clock_behind());
    assert_eq!(desktop.notified(), [], "a person has switched it off");
}

#[test]
fn who_looks_away_again_is_not_told_of_what_was_seen() {
    let folder = tempfile::tempdir().expect("a folder");
    let desktop = Recorded::shared();
    let mut outside = Outside::new(desktop.clone(), folder.path().to_owned());
    let summary = RunSummary { status: AttemptStatus::Completed, contracts_due: 1, totals: Vec::new() };
    let mut run = |run_date, looks| {
        desktop.is_looked_at.store(looks, Ordering::Relaxed);
        outside.tell(&LoopEvent::DateBegins { run_date });
        outside.hear(&RunEvent::ContractDone {
            contract: ContractId(1),
            verdict: Verdict::Parked,
            done: 1,
            total: 1,
        });
        outside.tell(&LoopEvent::DateEnded { run_date, summary: &summary, is_last: true });
        desktop.notified()
    };
    assert_eq!(run(on("2020-10-05"), true), []);
    let [(title, body)] = &run(on("2020-10-06"), false)[..] else { panic!("one notification") };
    assert_eq!(title, "The batch job needs you");
    assert_eq!(body, "1 contract is parked: nothing of it was written.");
}

#[test]
fn the_tray_says_what_the_job_does_until_its_book_is_closed() {
    let desktop = Recorded::shared();
    let folder = tempfile::tempdir().expect("a folder");
    let mut outside = Outside::new(desktop.clone(), folder.path().to_owned());
    let run_date = on("2020-10-05");
    let summary = RunSummary { status: AttemptStatus::Completed, contracts_due: 1, totals: Vec::new() };
    let error = ApiError::Output(std::io::Error::other("the disk was pulled out"));
    let fortnight = UncountedUnit { unit: "fortnight".to_owned(), record: None, entries: 12 };
    let at = DateTime::UNIX_EPOCH + chrono::TimeDelta::hours(30);
    let shown = at.with_timezone(&Local).format("%Y-%m-%d %H:%M").to_string();
    let events = [
        (LoopEvent::TakenUp, "Processing"),
        (LoopEvent::DateBegins { run_date }, "Processing 2020-10-05"),
        (LoopEvent::DateEnded { run_date, summary: &summary, is_last: false }, "Ran 2020-10-05"),
        (LoopEvent::Counted { through: run_date, uncounted: &[] }, "Utilization counted up to 2020-10-05"),
        (
            LoopEvent::Counted { through: run_date, uncounted: &[fortnight] },
            "Utilization counted up to 2020-10-05, without 12 entries of time",
        ),
        (LoopEvent::Waits { from: run_date, through: run_date }, "Waits for you: run dates were missed"),
        (clock_behind(), "Waits: the clock is behind"),
        (LoopEvent::Retries { error: &error, at }, &format!("Tries again at {shown}")),
        (LoopEvent::Stopped { error: &error }, "Stopped"),
        (LoopEvent::Sleeps { until: at }, &format!("Sleeping, wakes {shown}")),
        (LoopEvent::Rests(Resting::Paused), "Paused"),
        (LoopEvent::Rests(Resting::Stopped), "Stopped"),
        (LoopEvent::Rests(Resting::NoJob), "No batch job is running"),
    ];
    for (event, words) in events {
        outside.tell(&event);
        assert_eq!(desktop.states(), [words]);
    }
    drop(outside);
    assert_eq!(desktop.states(), ["No batch job is running"]);
}

#[test]
fn a_stop_says_what_it_was_and_a_damaged_book_was_not_tried_again() {
    let told = |error: &ApiError| Tally::default().notice(&LoopEvent::Stopped { error }).expect("a notice");
    let unplugged = ApiError::Output(std::io::Error::other("the disk was pulled out"));
    let notice = told(&unplugged);
    assert_eq!(notice.title, "The batch job has stopped");
    let body = "It tried several times: the answer could not be written. Restart it once that is mended.";
    assert_eq!(notice.body, body);

    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("damaged.proforma");
    proforma_api::book::create_example(&path, Utc::now(), "test").expect("a book");
    let whole = std::fs::read(&path).expect("read");
    std::fs::write(&path, &whole[..whole.len() / 2]).expect("written");
    let damaged = proforma_api::book::Book::open(&path).expect_err("half a book");
    assert!(!told(&damaged).body.contains("tried"), "trying again mends nothing");
}

#[test]
fn drafts_of_dates_that_ran_before_the_end_are_told_with_it() {
    let error = ApiError::Output(std::io::Error::other("the disk was pulled out"));
    let mut tally = Tally { drafts: 2, ..Tally::default() };
    begins(&mut tally, "2020-10-05");
    let notice = tally.notice(&LoopEvent::Stopped { error: &error }).expect("a notice");
    assert!(notice.body.ends_with("Restart it once that is mended. 2 drafts to review."), "{}", notice.body);
    assert_eq!(tally, Tally::default());

    let mut tally = Tally { drafts: 2, ..Tally::default() };
    begins(&mut tally, "2020-10-05");
    let notice = tally.notice(&LoopEvent::Rests(Resting::Paused)).expect("a notice");
    assert_eq!(notice.title, "Drafts are ready to review");
    assert_eq!(tally.notice(&LoopEvent::Rests(Resting::Paused)), None, "told once");
}
