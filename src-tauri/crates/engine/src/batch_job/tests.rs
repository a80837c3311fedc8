use chrono::{DateTime, NaiveDate, TimeDelta, Utc};

use super::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

fn on(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn facts() -> LoopFacts {
    LoopFacts {
        state: JobState::Started,
        next_wake_at: at("2020-10-05T08:00:00Z"),
        retry_at: None,
        latest_at: None,
        covered_through: on("2020-10-04"),
        consent_through: None,
    }
}

// SPEC 6.1: any letter case by Unicode, in three languages.
#[test]
fn the_name_contains_the_words_in_any_letter_case() {
    for name in [
        "Project Operations Create Invoices",
        "CREATE INVOICES",
        "PSA Skapa Fakturor",
        "СЪЗДАВАНЕ НА ФАКТУРИ 2020",
    ] {
        assert!(contains_name_words(name), "{name}");
    }
    for name in ["", "Create invoice", "Createinvoices", "Invoices"] {
        assert!(!contains_name_words(name), "{name}");
    }
    assert!(contains_name_words(NAME_SUGGESTED));
}

// SPEC 6.4: the name rule binds the jobs that create invoices.
#[test]
fn a_job_that_counts_utilization_may_have_any_name() {
    assert!(is_named_for("Utilization", Workflow::UpdateRoleUtilization));
    assert!(!is_named_for("Utilization", Workflow::ProcessRunner));
    assert!(!is_named_for("Utilization", Workflow::ProcessRunCaller));
}

// SPEC 6.2: Sleep, then Process; Process, then Sleep.
#[test]
fn the_first_start_sleeps_or_processes_by_workflow() {
    let started = at("2020-10-04T08:58:00Z");
    assert_eq!(Workflow::ProcessRunCaller.first_wake(started), at("2020-10-05T08:58:00Z"));
    assert_eq!(Workflow::ProcessRunner.first_wake(started), started);
    assert_eq!(Workflow::UpdateRoleUtilization.first_wake(started), started);
}

// SPEC 6.3: 24 hours from the end time; 6.6a: a time of day may bring it forward, never put it off.
#[test]
fn the_timer_runs_from_the_end_time() {
    let ended = at("2020-10-05T09:12:06Z");
    let wake = |time_of_day| next_wake(Workflow::ProcessRunner, ended, time_of_day);
    assert_eq!(wake(None), at("2020-10-06T09:12:06Z"));
    assert_eq!(wake(Some(at("2020-10-06T04:00:00Z"))), at("2020-10-06T04:00:00Z"));
    assert_eq!(wake(Some(at("2020-10-07T04:00:00Z"))), at("2020-10-06T09:12:06Z"));
    assert_eq!(wake(Some(ended)), at("2020-10-06T09:12:06Z"));
    assert_eq!(next_wake(Workflow::UpdateRoleUtilization, ended, None), at("2020-10-12T09:12:06Z"));
}

// SPEC 6.6a: opening early does not shorten the timer.
#[test]
fn it_sleeps_until_the_stored_deadline_and_not_a_second_less() {
    let deadline = facts().next_wake_at;
    let before = next_step(&facts(), deadline - TimeDelta::seconds(1), on("2020-10-05"));
    assert_eq!(before, Step::Sleep { until: deadline });
    let then = next_step(&facts(), deadline, on("2020-10-05"));
    assert_eq!(then, Step::Run { from: on("2020-10-05"), through: on("2020-10-05") });
}

// SPEC 6.6: every date after the covered one up to today.
#[test]
fn it_runs_every_date_that_is_not_covered() {
    let step = next_step(&facts(), at("2020-10-12T07:00:00Z"), on("2020-10-12"));
    assert_eq!(step, Step::Run { from: on("2020-10-05"), through: on("2020-10-12") });
}

// SPEC 6.6: more than 31 missed dates wait for a person.
#[test]
fn more_than_thirty_one_dates_wait_for_a_person() {
    let now = at("2020-11-05T09:00:00Z");
    let thirty_one = next_step(&facts(), now, on("2020-11-04"));
    assert_eq!(thirty_one, Step::Run { from: on("2020-10-05"), through: on("2020-11-04") });
    let thirty_two = next_step(&facts(), now, on("2020-11-05"));
    assert_eq!(thirty_two, Step::AskConsent { from: on("2020-10-05"), through: on("2020-11-05") });
    let agreed = LoopFacts { consent_through: Some(on("2020-11-05")), ..facts() };
    let step = next_step(&agreed, now, on("2020-11-05"));
    assert_eq!(step, Step::Run { from: on("2020-10-05"), through: on("2020-11-05") });
    let agreed_before = LoopFacts { consent_through: Some(on("2020-11-04")), ..facts() };
    assert!(matches!(next_step(&agreed_before, now, on("2020-11-05")), Step::AskConsent { .. }));
}

// SPEC 6.6: a clock more than five minutes behind starts nothing.
#[test]
fn a_clock_that_was_put_back_starts_nothing() {
    let latest = at("2020-10-05T08:10:00Z");
    let seen = LoopFacts { latest_at: Some(latest), ..facts() };
    let step = |now| next_step(&seen, now, on("2020-10-05"));
    assert_eq!(step(latest - TimeDelta::seconds(301)), Step::ClockBehind { latest_at: latest });
    assert!(matches!(step(latest - TimeDelta::seconds(300)), Step::Run { .. }));
}

// SPEC 6.6: and it runs nothing twice.
#[test]
fn a_covered_date_is_never_run_again() {
    let covered = LoopFacts { covered_through: on("2020-10-05"), ..facts() };
    assert_eq!(next_step(&covered, at("2020-10-05T09:00:00Z"), on("2020-10-05")), Step::NothingToCover);
    assert_eq!(next_step(&covered, at("2020-10-05T09:00:00Z"), on("2020-10-04")), Step::NothingToCover);
}

#[test]
fn only_a_started_job_does_anything() {
    for state in [JobState::NotStarted, JobState::Paused, JobState::Stopped] {
        let step = next_step(&LoopFacts { state, ..facts() }, at("2020-10-12T07:00:00Z"), on("2020-10-12"));
        assert_eq!(step, Step::Rest);
    }
}

#[test]
fn a_fault_of_the_surroundings_is_tried_again_three_times() {
    let failed = at("2020-10-05T08:00:00Z");
    let minutes: Vec<_> =
        (1..=4).map(|failures| retry(failures, failed).map(|at| (at - failed).num_minutes())).collect();
    assert_eq!(minutes, [Some(1), Some(5), Some(15), None]);
    let waiting = LoopFacts { retry_at: retry(1, failed), ..facts() };
    let step = next_step(&waiting, failed + TimeDelta::seconds(59), on("2020-10-05"));
    assert_eq!(step, Step::Sleep { until: failed + TimeDelta::minutes(1) });
    let step = next_step(&waiting, failed + TimeDelta::seconds(60), on("2020-10-05"));
    assert!(matches!(step, Step::Run { .. }));
}
