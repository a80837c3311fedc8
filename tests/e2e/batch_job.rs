//! The batch job in the real window, set up by clicking, with a clock that the test moves (SPEC 6 and 8).

#![expect(clippy::unwrap_used, reason = "a walk that cannot take a step has failed")]

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use chrono::{DateTime, TimeDelta, Utc};
use proforma_api::book::import_into;
use proforma_tests::{
    case,
    desktop::{Desktop, Notification},
    noon,
    window::Window,
};
use serde_json::Value;

/// A book in a folder, and the clock of the programs that open it.
struct Office {
    _folder: tempfile::TempDir,
    book: PathBuf,
    clock: PathBuf,
    tick: PathBuf,
}

impl Office {
    fn new() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (book, clock) = (folder.path().join("adatum.proforma"), folder.path().join("clock"));
        import_into(&book, &case("adatum.book.json"), noon(), "test").unwrap();
        Self { _folder: folder, book, clock, tick: PathBuf::from("200") }
    }

    fn set_clock(&self, now: DateTime<Utc>) {
        let ahead = (now - Utc::now()).num_seconds();
        fs::write(&self.clock, ahead.to_string()).unwrap();
    }

    /// Lets time pass, and a machine that was asleep settle.
    async fn pass_to(&self, now: &str) {
        let now: DateTime<Utc> = now.parse().unwrap();
        self.set_clock(now);
        tokio::time::sleep(Duration::from_millis(900)).await;
        self.set_clock(now + TimeDelta::seconds(40));
    }

    /// Starts the program and opens the book.
    async fn open(&self) -> Window {
        let variables: [(&str, &Path); 4] = [
            ("PROFORMA_TEST_LOOKED_AWAY", Path::new("yes")),
            ("PROFORMA_TEST_OPEN_BOOK", &self.book),
            ("PROFORMA_CLOCK_AHEAD", &self.clock),
            ("PROFORMA_TICK_MILLISECONDS", &self.tick),
        ];
        let window = Window::open_with(&variables).await;
        window.click("button", "Open a book A…").await;
        window.find("heading", "Home").await;
        window
    }

    fn invoice_dates(&self) -> Vec<String> {
        let printed = std::process::Command::new(proforma_tests::headless_program())
            .arg("--book")
            .arg(&self.book)
            .arg("invoices")
            .output()
            .unwrap();
        let printed: Value = serde_json::from_slice(&printed.stdout).unwrap();
        let invoices = printed["invoices"].as_array().unwrap();
        let mut dates: Vec<String> =
            invoices.iter().map(|invoice| invoice["invoice_date"].as_str().unwrap().to_owned()).collect();
        dates.sort();
        dates
    }
}

/// Waits until the page says this somewhere.
async fn says(window: &Window, part: &str) {
    let deadline = Instant::now() + Duration::from_secs(30);
    loop {
        let text = window.run("return document.body.innerText;", vec![]).await;
        let text = text.as_str().unwrap_or_default();
        if text.contains(part) {
            return;
        }
        assert!(Instant::now() < deadline, "the page never says {part:?}, but {text}");
        tokio::time::sleep(Duration::from_millis(100)).await;
    }
}

/// From the navigation to a new job with the dialog of workflows open.
async fn set_up(window: &Window) {
    window.press("gt").await;
    window.find("heading", "Settings").await;
    window.click("link", "Recurring invoice setup…").await;
    window.find("heading", "Recurring invoice setup").await;
    window.click("button", "New batch job…").await;
    window.find("heading", "New batch job").await;
    says(window, "Contains the words “create invoices”").await;
    window.click("button", "Run workflow").await;
    window.find("dialog", "Look up record").await;
}

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
    says(&window, "stop it before you start another").await;
    window.screenshot("look-up-record-refused").await;
    window.press(thirtyfour::Key::Escape).await;

    office.pass_to("2020-10-05T17:00:00Z").await;
    window.click("link", "Process runs").await;
    says(&window, "7,420.00").await;
    office.pass_to("2020-10-18T18:00:00Z").await;
    says(&window, "Sun 18 Oct").await;
    window.close().await;

    office.set_clock("2020-10-26T19:00:00Z".parse().unwrap());
    let window = office.open().await;
    window.click("link", "Process runs").await;
    says(&window, "Mon 26 Oct").await;
    says(&window, "caught up").await;
    window.screenshot("process-runs-caught-up").await;
    office.pass_to("2020-11-17T20:00:00Z").await;
    says(&window, "Tue 17 Nov").await;
    window.assert_accessible().await;
    window.close().await;
    assert_eq!(
        office.invoice_dates(),
        ["2020-10-05", "2020-10-19", "2020-11-02", "2020-11-03", "2020-11-16"],
        "exactly the five drafts"
    );
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
    window.press(thirtyfour::Key::Enter).await;
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
    let folder = window.home().join(".config/autostart");
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
