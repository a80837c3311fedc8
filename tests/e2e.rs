//! The real window, from the outside: the built program on a screen in memory, driven over WebDriver.

#[path = "e2e/batch_job.rs"]
mod batch_job;
#[path = "e2e/books.rs"]
mod books;
#[path = "e2e/contract_set_up.rs"]
mod contract_set_up;
#[path = "e2e/drafts.rs"]
mod drafts;
#[path = "e2e/from_nothing.rs"]
mod from_nothing;
#[path = "e2e/history.rs"]
mod history;
#[path = "e2e/importing.rs"]
mod importing;
#[path = "e2e/job_screens.rs"]
mod job_screens;
#[path = "e2e/keyboard.rs"]
mod keyboard;
#[path = "e2e/office.rs"]
mod office;
#[path = "e2e/screens.rs"]
mod screens;
#[path = "e2e/set_up.rs"]
mod set_up;
#[path = "e2e/tray.rs"]
mod tray;
#[path = "e2e/typing.rs"]
mod typing;
#[path = "e2e/walks.rs"]
mod walks;

use std::{
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use proforma_tests::window::Window;
use thirtyfour::Key;

#[tokio::test]
async fn the_program_opens_a_window_with_its_page() {
    let window = Window::open().await;
    window.find("heading", "Proforma").await;
    let title = window.page().title().await.unwrap();
    assert_eq!(title, "Proforma", "the page names itself for screen readers and task lists");
    assert_eq!(
        window.size().await,
        (1280, 800),
        "without a window manager the page fills the configured size"
    );
    window.screenshot("start").await;
    window.assert_accessible().await;
    window.close().await;
}

#[tokio::test]
async fn the_page_fits_the_smallest_window() {
    let window = Window::open().await;
    window.find("heading", "Proforma").await;
    window.resize(960, 600).await;
    window.wait_for_size(960, 600).await;
    window.screenshot("start-smallest").await;
    window.close().await;
}

#[tokio::test]
async fn the_program_leaves_its_traces_in_the_folders_of_the_user() {
    let window = Window::open().await;
    window.find("heading", "Proforma").await;
    let log = window.home().join("data/app.proforma.desktop/logs/Proforma.log");
    let log = std::fs::read_to_string(log).unwrap();
    assert!(log.contains("started"), "the start is in the log: {log}");
    window.close().await;
}

/// The main job with the mouse: SPEC 8.
#[tokio::test]
async fn from_the_example_to_a_pdf() {
    let folder = tempfile::tempdir().unwrap();
    let pdf = folder.path().join("draft.pdf");
    let window = Window::open_with(&[("PROFORMA_TEST_SAVE_PDF", &pdf)]).await;
    window.click("button", "Open the example…").await;
    window.find("heading", "Home").await;
    window.see_any("Missed run date: Mon 5 Oct 2020").await;
    window.screenshot("home").await;
    window.assert_accessible().await;
    window.click("link", "Run").await;

    // The late transaction: marked ready it is part of the day, taken back it is not.
    window.see_any("7,420.00").await;
    window.screenshot("run-preview").await;
    window.assert_accessible().await;
    window.click("button", "Mark ready and preview again").await;
    window.see_any("8,220.00").await;
    window.click("button", "Undo…").await;
    window.see_no("text", "8,220.00").await;
    window.see_any("7,420.00").await;

    window.click("button", "Run 5 October…").await;
    window.see_any("Completed").await;
    for line_amount in ["5,000.00", "2,000.00", "420.00"] {
        window.see_any(line_amount).await;
    }
    window.screenshot("run-result").await;
    window.assert_accessible().await;

    window.click("link", "Open the invoice").await;
    window.find("img", "Page 1 of 1…").await;
    window.screenshot("invoice").await;
    window.assert_accessible().await;
    window.click("button", "Export PDF…").await;
    let text = text_of(&pdf).await;
    assert!(text.contains("7,420.00"), "the page says what the run said:\n{text}");
    assert!(text.contains("Proforma: not a tax invoice"), "{text}");

    // The day after nothing comes, and the screen says why.
    window.click("link", "Run…").await;
    window.find("button", "Run 19 October…").await;
    for _ in 6..19 {
        window.click("button", "One day earlier").await;
    }
    window.find("button", "Run 6 October…").await;
    window.see_any("Later run date").await;
    window.click("button", "Run 6 October…").await;
    window.see_any("Completed").await;
    window.see_any("Later run date").await;
    window.see_no("text", "7,420.00").await;
    window.screenshot("run-nothing").await;
    window.assert_accessible().await;
    window.close().await;
}

/// The same with the keyboard alone.
#[tokio::test]
async fn from_the_example_to_a_draft_by_keyboard() {
    let window = Window::open().await;
    window.find("button", "Open the example…").await;
    window.press(Key::Enter).await;
    window.find("heading", "Home").await;
    window.press("gr").await;
    window.find("button", "Run 5 October…").await;
    window.press(Key::Control + Key::Enter).await;
    window.see_any("Completed").await;
    window.press("gi").await;
    window.find("heading", "Invoices").await;
    window.see_any("Adatum Corporation").await;
    window.screenshot("invoices").await;
    window.assert_accessible().await;
    tab_to_the_list(&window).await;
    window.press(Key::Enter).await;
    window.find("img", "Page 1 of 1…").await;
    window.press("gc").await;
    window.find("heading", "Contracts").await;
    window.screenshot("contracts").await;
    window.assert_accessible().await;
    tab_to_the_list(&window).await;
    window.press(Key::Enter).await;
    window.find("heading", "Implementation services for Adatum").await;
    window.see_any("Invoice schedule").await;
    window.screenshot("contract").await;
    window.assert_accessible().await;
    window.press("?").await;
    window.find("dialog", "Keys").await;
    window.screenshot("keys").await;
    window.assert_accessible().await;
    window.close().await;
}

/// Goes on with Tab until the list has the focus.
async fn tab_to_the_list(window: &Window) {
    for _ in 0..40 {
        let focused = window.page().active_element().await.expect("something has the focus");
        if focused.attr("role").await.expect("the page answers").as_deref() == Some("grid") {
            return;
        }
        window.press(Key::Tab).await;
    }
    window.find("grid", "the list, within forty steps of Tab").await;
}

/// What a PDF says, once it has been written: it appears whole.
async fn text_of(pdf: &Path) -> String {
    let deadline = Instant::now() + Duration::from_secs(20);
    while !pdf.exists() {
        assert!(Instant::now() < deadline, "no PDF was written to {}", pdf.display());
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    let text = Command::new("pdftotext").args(["-layout"]).arg(pdf).arg("-").output();
    let text = text.expect("poppler-utils are installed: cargo xtask setup");
    assert!(text.status.success(), "a PDF that is there is whole");
    String::from_utf8(text.stdout).expect("pdftotext prints text")
}
