//! What is left of the program when its window is closed: the icon in the tray, and the batch job at work (SPEC 6).

#![expect(clippy::unwrap_used, reason = "a walk that cannot take a step has failed")]

use std::{
    fs,
    path::Path,
    sync::Arc,
    time::{Duration, Instant},
};

use proforma_api::book::Book;
use proforma_store::{
    lease,
    open::{Access, open},
};
use proforma_tests::{desktop::Desktop, processor::time_of, screen::Screen, tray::Tray, window::Window};

use crate::{
    office::{Office, says, set_up},
    typing::fill,
};

/// The title of the window.
const TITLE: &str = "Proforma";

/// A tray and a screen beside the window. They are asked by threads that may wait: the page must answer meanwhile.
struct Around {
    _desktop: Desktop,
    tray: Arc<Tray>,
    screen: Arc<Screen>,
}

impl Around {
    async fn look(desktop: Desktop) -> Self {
        let (desktop, tray) = waits(move || {
            let tray = desktop.tray();
            (desktop, tray)
        })
        .await;
        Self { _desktop: desktop, tray: Arc::new(tray), screen: Arc::new(Screen::open()) }
    }

    async fn with_tray<T: Send + 'static>(&self, ask: impl FnOnce(&Tray) -> T + Send + 'static) -> T {
        let tray = self.tray.clone();
        waits(move || ask(&tray)).await
    }

    /// Waits until the window is on the screen, or is not.
    async fn see_window(&self, is_shown: bool) {
        let screen = self.screen.clone();
        let seen = move || until(Duration::from_secs(20), || screen.shows(TITLE) == is_shown);
        assert!(waits(seen).await, "the window is shown: {is_shown}");
    }
}

async fn waits<T: Send + 'static>(ask: impl FnOnce() -> T + Send + 'static) -> T {
    tokio::task::spawn_blocking(ask).await.unwrap()
}

/// Whether something comes true in time.
fn until(patience: Duration, mut is_so: impl FnMut() -> bool) -> bool {
    let deadline = Instant::now() + patience;
    while !is_so() {
        if Instant::now() > deadline {
            return false;
        }
        std::thread::sleep(Duration::from_millis(20));
    }
    true
}

/// Whether a process goes on. One that has ended may still wait for its driver to take note.
fn goes_on(process_id: u32) -> bool {
    let stat = fs::read_to_string(format!("/proc/{process_id}/stat")).unwrap_or_default();
    stat.rsplit(')').next().is_some_and(|rest| !rest.trim().is_empty() && !rest.trim().starts_with('Z'))
}

async fn start_sleeping_job(window: &Window) {
    set_up(window).await;
    window.click("button", "OK…").await;
    says(window, "Wakes in 2").await;
}

/// The tray says what the batch job does.
#[tokio::test]
async fn the_tray_says_what_the_batch_job_does() {
    let office = Office::new();
    office.set_clock("2020-10-04T16:00:00Z".parse().unwrap());
    let (window, desktop) = office.open_on_desktop().await;
    let around = Around::look(desktop).await;
    let (status, lines) = around.with_tray(|tray| (tray.status(), tray.lines())).await;
    assert_eq!(status, "Active", "the desktop is asked to show it");
    let said: Vec<_> = lines.iter().map(|line| (line.label.as_str(), line.is_enabled)).collect();
    assert_eq!(said, [("No batch job is running", false), ("Open Proforma", true), ("Quit", true)]);

    start_sleeping_job(&window).await;
    around.with_tray(|tray| tray.see("Sleeping, wakes 2020-10-05")).await;
    window.click("button", "Pause").await;
    window.find("button", "Resume").await;
    around.with_tray(|tray| tray.see("Paused")).await;
    window.click("button", "Resume").await;
    around.with_tray(|tray| tray.see("Sleeping, wakes 2020-10-05")).await;
    window.close().await;
}

/// Closing the window leaves the job at work; the tray and a second start bring the window back, and Quit ends it all.
#[tokio::test]
async fn the_job_goes_on_behind_a_closed_window_until_quit() {
    let office = Office::new();
    office.set_clock("2020-10-04T16:00:00Z".parse().unwrap());
    let (window, desktop) = office.open_on_desktop().await;
    let around = Around::look(desktop).await;
    start_sleeping_job(&window).await;

    // The first time it is explained, and asked.
    around.screen.close(TITLE);
    window.find("dialog", "Keep the batch job running?").await;
    around.see_window(true).await;
    window.click_away("Keep running").await;
    around.see_window(false).await;

    // Nobody sees it, and the day is run all the same.
    office.pass_to("2020-10-05T17:00:00Z").await;
    let office = Arc::new(office);
    let asked = office.clone();
    let is_drafted =
        waits(move || until(Duration::from_secs(20), || asked.invoice_dates() == ["2020-10-05"]));
    assert!(is_drafted.await, "the drafts of the day: {:?}", office.invoice_dates());
    around.see_window(false).await;

    around.with_tray(|tray| tray.click("Open Proforma")).await;
    around.see_window(true).await;
    window.click("link", "Process runs").await;
    says(&window, "7,420.00").await;

    // From now on it is not asked any more.
    around.screen.close(TITLE);
    around.see_window(false).await;
    let mut second = window.start_again(&office.variables(), &[]);
    let ended = waits(move || {
        let mut status = None;
        until(Duration::from_secs(20), || {
            status = second.try_wait().unwrap();
            status.is_some()
        });
        status
    });
    assert!(ended.await.is_some_and(|status| status.success()), "the second program ends");
    around.see_window(true).await;
    says(&window, "7,420.00").await;

    let process_id = around.tray.process_id();
    assert!(goes_on(process_id));
    around.with_tray(|tray| tray.click("Quit")).await;
    let is_gone = waits(move || until(Duration::from_secs(20), || !goes_on(process_id))).await;
    assert!(is_gone, "Quit ends the program");
    let book = Book::open(&office.book).unwrap();
    let lease = lease::read(book.connection()).unwrap();
    assert_eq!(lease.held, None, "it gave its lease back, so that any other machine may go on at once");
}

/// What a process costs in a while: time of the processor in hundredths of a second, and changes of its book.
fn cost_of(process_id: u32, book: &Path, time: Duration) -> (u64, u64) {
    let reader = open(book, Access::ReadOnly).unwrap().connection;
    let (before, begun) = (time_of(process_id), Instant::now());
    let (mut writes, mut state) = (0, reader.state().unwrap());
    while begun.elapsed() < time {
        std::thread::sleep(Duration::from_millis(100));
        let now = reader.state().unwrap();
        writes += u64::from(now != state);
        state = now;
    }
    (time_of(process_id) - before, writes)
}

/// Behind a closed window, asleep: below 0.5 % of a core, and at most 4 write transactions a minute.
#[tokio::test]
async fn a_program_in_the_tray_costs_next_to_nothing() {
    const SECONDS: u64 = 30;
    let office = Office::new().with_usual_tick();
    office.set_clock("2020-10-04T16:00:00Z".parse().unwrap());
    let (window, desktop) = office.open_on_desktop().await;
    let around = Around::look(desktop).await;
    start_sleeping_job(&window).await;
    around.screen.close(TITLE);
    window.find("dialog", "Keep the batch job running?").await;
    window.click_away("Keep running").await;
    around.see_window(false).await;
    // What the click began ends.
    tokio::time::sleep(Duration::from_secs(5)).await;

    // The web view puts its memory in order now and then: what matters is what it costs between.
    let (mut share, mut writes) = (u64::MAX, u64::MAX);
    for _ in 0..4 {
        if share < 50 {
            break;
        }
        let (process_id, book) = (around.tray.process_id(), office.book.clone());
        let (worked, written) = waits(move || cost_of(process_id, &book, Duration::from_secs(SECONDS))).await;
        // In hundredths of a percent, so that nothing is a fraction.
        (share, writes) = (worked * 100 / SECONDS, written);
        println!(
            "in the tray: {SECONDS} s asleep, {share} hundredths of a percent of a core, {writes} writes"
        );
    }
    assert!(share < 50, "less than half a percent: {share} hundredths");
    assert!(writes * 60 <= 4 * SECONDS, "at most four writes a minute: {writes} in {SECONDS} s");
    window.close().await;
}

/// The system starts the program at login: without a window it takes up the book used last, and its job goes on.
#[tokio::test]
async fn at_login_the_job_goes_on_without_a_window() {
    let office = Office::new();
    office.set_clock("2020-10-04T16:00:00Z".parse().unwrap());
    let (window, desktop) = office.open_on_desktop().await;
    let around = Around::look(desktop).await;
    start_sleeping_job(&window).await;
    let process_id = around.tray.process_id();
    around.with_tray(|tray| tray.click("Quit")).await;
    let is_gone = waits(move || until(Duration::from_secs(20), || !goes_on(process_id))).await;
    assert!(is_gone, "Quit ends the program");

    // The next day, after a night without power.
    office.set_clock("2020-10-05T17:00:00Z".parse().unwrap());
    let office = Arc::new(office);
    let mut at_login = window.start_again(&office.variables(), &["--at-login"]);
    let asked = office.clone();
    let is_drafted =
        waits(move || until(Duration::from_secs(30), || asked.invoice_dates() == ["2020-10-05"])).await;
    assert!(is_drafted, "the drafts of the day: {:?}", office.invoice_dates());
    around.see_window(false).await;

    // A person who starts it finds that one, with its book open.
    let second = window.start_again(&office.variables(), &[]).wait().unwrap();
    assert!(second.success(), "the second program ends");
    around.see_window(true).await;
    at_login.kill().unwrap();
    at_login.wait().unwrap();
}

/// What is typed and not saved is asked about before closing the window ends the program.
#[tokio::test]
async fn closing_the_window_asks_before_what_is_typed_is_lost() {
    let office = Office::new();
    let (window, desktop) = office.open_on_desktop().await;
    let around = Around::look(desktop).await;
    window.press("gc").await;
    window.click("row", "…Implementation services for Adatum…").await;
    window.press("e").await;
    fill(&window, "Name", "Services for Adatum").await;
    window.find("button", "Discard what is typed").await;
    around.screen.close(TITLE);
    window.find("dialog", "Close Proforma without saving?").await;
    window.click("button", "Stay on the page").await;
    window.see_no("dialog", "Close Proforma without saving?").await;
    around.see_window(true).await;

    let process_id = around.tray.process_id();
    around.screen.close(TITLE);
    window.click_away("Close without saving").await;
    let is_gone = waits(move || until(Duration::from_secs(20), || !goes_on(process_id))).await;
    assert!(is_gone, "a person has let it go");
}
