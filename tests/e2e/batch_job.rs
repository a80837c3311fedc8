//! The batch job in the real window, set up by clicking, with a clock that the test moves (SPEC 6 and 8).

#![expect(clippy::unwrap_used, reason = "a walk that cannot take a step has failed")]

use std::{
    fs,
    time::{Duration, Instant},
};

use chrono::{DateTime, TimeDelta, Utc};
use proforma_tests::{
    desktop::{Desktop, Notification},
    window::Window,
};

use crate::drafts::{drafts_of, expected_of_example};
use crate::office::{Office, says, set_up};

/// As the source documents describe it: ProcessRunCaller sleeps, then processes; the program is closed for a week.
#[tokio::test]
async fn october_passes_with_the_program_closed_for_a_week() {
    let office = Office::new();
    office.set_clock("2020-10-04T16:00:00Z".parse().unwrap());
    let window = office.open().await;
    set_up(&window).await;
    says(&window, "each by itself.").await;
    window.screenshot("look-up-record").await;
    window.click("button", "OK…").await;
    window.find("heading", "Project Operations Create Invoices").await;
    says(&window, "Wakes in 2").await;
    window.screenshot("batch-job-sleeping").await;
    window.assert_accessible().await;

    // A second start is refused, with the name of the one that is running.
    set_up(&window).await;
    says(&window, "Stop it before you start another").await;
    window.screenshot("look-up-record-refused").await;
    window.press(thirtyfour::Key::Escape).await;

    // Every day passes, and the timer of 24 hours ends on each.
    let caught_up = october_passes(&office, window, 1..=22).await;
    assert!(caught_up.iter().all(|date| date.as_str() < "2020-10-26"), "{caught_up:?}");
}

/// ProcessRunner processes, then sleeps. The computer sleeps as well, for a few days at a time, and the dates are caught up
/// one by one when it wakes.
#[tokio::test]
async fn october_passes_for_a_job_that_processes_at_once() {
    let office = Office::new();
    office.set_clock("2020-10-04T16:00:00Z".parse().unwrap());
    let window = office.open().await;
    set_up(&window).await;
    window.click("radio", "ProcessRunner…").await;
    says(&window, "at once").await;
    window.click("button", "OK…").await;
    // Today is covered: there is nothing due, and it sleeps until tomorrow.
    says(&window, "Wakes in 2").await;
    office.covers("2020-10-04".parse().unwrap()).await;
    let caught_up = october_passes(&office, window, [4, 8, 15, 22]).await;
    assert!(caught_up.contains(&"2020-11-16".to_owned()), "the computer was asleep: {caught_up:?}");
    assert!(!caught_up.contains(&"2020-11-17".to_owned()), "on its day: {caught_up:?}");
}

/// From the first draft to 17 November with the program closed in the week of 19 October, waking so many days after the 26th;
/// gives the dates that were caught up.
async fn october_passes(office: &Office, window: Window, days: impl IntoIterator<Item = i64>) -> Vec<String> {
    office.pass_to("2020-10-05T17:00:00Z").await;
    window.click("link", "Process runs").await;
    says(&window, "7,420.00").await;
    office.headless(&["mark", "t4", "--status", "ready_to_invoice"]);
    office.pass_to("2020-10-18T18:00:00Z").await;
    says(&window, "Sun 18 Oct").await;
    window.close().await;

    office.set_clock("2020-10-26T19:00:00Z".parse().unwrap());
    let window = office.open().await;
    window.click("link", "Process runs").await;
    says(&window, "Mon 26 Oct").await;
    says(&window, "caught up").await;
    window.screenshot("process-runs-caught-up").await;
    for day in days {
        let now: DateTime<Utc> = "2020-10-26T20:00:00Z".parse().unwrap();
        office.pass_to_instant(now + TimeDelta::minutes(day * (24 * 60 + 2))).await;
        let date = (now + TimeDelta::days(day)).date_naive();
        office.covers(date).await;
    }
    says(&window, "Tue 17 Nov").await;
    window.assert_accessible().await;
    window.close().await;
    assert_eq!(drafts_of(&office.book), expected_of_example(), "exactly the five drafts");
    let caught_up = office.runs().into_iter().filter(|run| run.is_caught_up);
    let caught_up: Vec<String> = caught_up.map(|run| run.run_date.to_string()).collect();
    assert!(caught_up.contains(&"2020-10-19".to_owned()), "the program was closed: {caught_up:?}");
    caught_up
}

/// The headless program works on the book beside the window: what it did is shown without anybody asking.
#[tokio::test]
async fn what_another_program_does_is_shown() {
    let office = Office::new();
    office.set_clock("2020-10-04T16:00:00Z".parse().unwrap());
    let window = office.open().await;
    set_up(&window).await;
    window.click("button", "OK…").await;
    says(&window, "Wakes in 2").await;
    window.click("link", "Contracts…").await;
    window.find("row", "…Implementation services for Adatum…").await;
    says(&window, "Billing backlog\n15").await;
    office.headless(&["create", "--contract", "ADATUM", "--through", "2020-10-04"]);
    says(&window, "Invoices\n1").await;
    window.close().await;
}

/// ProcessRunner processes, then sleeps; paused it rests, and a whole run is undone.
#[tokio::test]
async fn a_job_that_processes_at_once_is_paused_and_its_run_undone() {
    let office = Office::new();
    office.set_clock("2020-10-05T16:00:00Z".parse().unwrap());
    let window = office.open().await;
    let bus = window.bus();
    let desktop = tokio::task::spawn_blocking(move || Desktop::on(&bus)).await.unwrap();
    set_up(&window).await;
    window.click("radio", "ProcessRunner…").await;
    says(&window, "at once").await;
    window.click("button", "OK…").await;
    says(&window, "7,420.00").await;
    // Nobody looks at the window, so the system is asked to tell.
    let told = tokio::task::spawn_blocking(move || {
        let Notification { title, body } = desktop.hear();
        (title, body)
    });
    let (title, body) = told.await.unwrap();
    assert_eq!((title.as_str(), body.as_str()), ("Drafts are ready to review", "1 draft to review."));
    window.screenshot("batch-job").await;
    window.click("button", "Pause").await;
    window.find("button", "Resume").await;
    window.screenshot("batch-job-paused").await;
    window.assert_accessible().await;
    window.click("link", "Process runs").await;
    window.click("row", "…Mon 5 Oct…").await;
    window.click("button", "Undo this run…").await;
    window.screenshot("undo-run").await;
    window.click("button", "Undo and delete 1 draft").await;
    says(&window, "1 draft deleted, its work is ready again").await;
    window.close().await;
    assert!(office.invoice_dates().is_empty());
}

/// The second of the three switches; the element itself is drawn by another one.
async fn flip_start_at_login(window: &Window) {
    says(window, "Start Proforma at login").await;
    window.settle().await;
    window.run("document.querySelectorAll('[role=switch]')[1].click();", vec![]).await;
}

/// What the program can be set to, and what the system is told of it.
#[tokio::test]
async fn starting_at_login_writes_what_the_desktop_reads() {
    let office = Office::new();
    office.set_clock(Utc::now());
    let window = office.open().await;
    window.press("gt").await;
    window.find("heading", "Settings").await;
    flip_start_at_login(&window).await;
    let folder = window.home().join("config/autostart");
    let entry = || fs::read_dir(&folder).ok()?.next()?.ok().map(|entry| entry.path());
    let deadline = Instant::now() + Duration::from_secs(20);
    let file = loop {
        if let Some(file) = entry() {
            break file;
        }
        assert!(Instant::now() < deadline, "an entry in {} is written", folder.display());
        tokio::time::sleep(Duration::from_millis(100)).await;
    };
    let written = fs::read_to_string(&file).unwrap();
    assert!(written.contains("--at-login"), "{written}");
    assert!(!window.home().join(".config").exists(), "where XDG_CONFIG_HOME says, and nowhere else");
    window.screenshot("settings").await;
    window.assert_accessible().await;
    flip_start_at_login(&window).await;
    let deadline = Instant::now() + Duration::from_secs(20);
    while file.exists() {
        assert!(Instant::now() < deadline, "and is gone again");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
    window.close().await;
}
