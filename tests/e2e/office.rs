//! An office with a batch job, for the walks in the real window.

#![expect(clippy::unwrap_used, reason = "a walk that cannot take a step has failed")]

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use proforma_api::{
    book::{Book, import_into},
    dto::ProcessRunRow,
    runs,
};
use proforma_tests::{case, desktop::Desktop, noon, window::Window};
use serde_json::Value;

/// A book in a folder, and the clock of the programs that open it.
pub struct Office {
    _folder: tempfile::TempDir,
    /// The book.
    pub book: PathBuf,
    clock: PathBuf,
    tick: PathBuf,
}

impl Office {
    /// With the book of the worked example.
    pub fn new() -> Self {
        Self::of("adatum.book.json")
    }

    /// With one of the cases for a book.
    pub fn of(name: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let (book, clock) = (folder.path().join("adatum.proforma"), folder.path().join("clock"));
        import_into(&book, &case(name), noon(), "test").unwrap();
        Self { _folder: folder, book, clock, tick: PathBuf::from("200") }
    }

    /// With a loop that looks as seldom as it does for a user.
    #[must_use]
    pub fn with_usual_tick(self) -> Self {
        Self { tick: PathBuf::from("30000"), ..self }
    }

    pub fn set_clock(&self, now: DateTime<Utc>) {
        let ahead = (now - Utc::now()).num_seconds();
        // In one step: a program that reads it meanwhile must not take half of it for the time.
        let next = self.clock.with_extension("next");
        fs::write(&next, ahead.to_string()).unwrap();
        fs::rename(&next, &self.clock).unwrap();
    }

    /// Lets time pass, and a machine that was asleep settle.
    pub async fn pass_to(&self, now: &str) {
        self.pass_to_instant(now.parse().unwrap()).await;
    }

    /// As [`Office::pass_to`].
    pub async fn pass_to_instant(&self, now: DateTime<Utc>) {
        self.set_clock(now);
        tokio::time::sleep(Duration::from_millis(900)).await;
        self.set_clock(now + TimeDelta::seconds(40));
    }

    /// Starts the program and opens the book.
    pub async fn open(&self) -> Window {
        let window = Window::open_with(&self.variables()).await;
        open_the_book(&window).await;
        window
    }

    /// As [`Office::open`], on a desktop with a tray.
    pub async fn open_on_desktop(&self) -> (Window, Desktop) {
        let (window, desktop) = Window::open_on_desktop(&self.variables()).await;
        open_the_book(&window).await;
        (window, desktop)
    }

    /// What a program of this office must know.
    pub fn variables(&self) -> [(&str, &Path); 4] {
        [
            ("PROFORMA_TEST_LOOKED_AWAY", Path::new("yes")),
            ("PROFORMA_TEST_OPEN_BOOK", &self.book),
            ("PROFORMA_CLOCK_AHEAD", &self.clock),
            ("PROFORMA_TICK_MILLISECONDS", &self.tick),
        ]
    }

    /// A command of the headless program on the book, beside the window.
    pub fn headless(&self, command: &[&str]) {
        let program = proforma_tests::headless_program();
        let done = std::process::Command::new(program).arg("--book").arg(&self.book).args(command).output();
        let done = done.unwrap();
        assert!(done.status.success(), "{command:?}: {}", String::from_utf8_lossy(&done.stderr));
    }

    /// Waits until a date has been run.
    pub async fn covers(&self, date: NaiveDate) {
        let deadline = Instant::now() + Duration::from_secs(20);
        while !self.runs().iter().any(|run| run.run_date == date) {
            assert!(Instant::now() < deadline, "{date} is never run");
            tokio::time::sleep(Duration::from_millis(100)).await;
        }
    }

    /// The process runs of the book.
    pub fn runs(&self) -> Vec<ProcessRunRow> {
        let book = Book::open_to_read(&self.book).unwrap();
        runs::process_runs(book.connection()).unwrap()
    }

    pub fn invoice_dates(&self) -> Vec<String> {
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

async fn open_the_book(window: &Window) {
    window.click("button", "Open a book A…").await;
    window.find("heading", "Home").await;
}

/// Waits until the page says this somewhere.
pub async fn says(window: &Window, part: &str) {
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
pub async fn set_up(window: &Window) {
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
