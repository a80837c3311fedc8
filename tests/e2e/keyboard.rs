//! The main walk of each screen by keyboard alone, on the example.

use proforma_tests::window::Window;
use thirtyfour::Key;

/// The program with the example open.
async fn open_example() -> Window {
    let window = Window::open().await;
    window.find("button", "Open the example…").await;
    window.press(Key::Enter).await;
    window.find("heading", "Home").await;
    window
}

/// Goes on with Tab until the list has the focus.
async fn tab_to_the_list(window: &Window) {
    tab_until(window, "return document.activeElement.getAttribute('role') ?? '';", "grid").await;
}

/// Goes on with Tab until what reads so has the focus.
async fn tab_to(window: &Window, text: &str) {
    tab_until(window, "return document.activeElement.textContent.trim();", text).await;
}

async fn tab_until(window: &Window, asked: &str, answer: &str) {
    let mut met = Vec::new();
    for _ in 0..40 {
        let now = window.run(asked, vec![]).await;
        if now == answer {
            return;
        }
        met.push(now);
        window.press(Key::Tab).await;
    }
    assert!(met.iter().any(|one| one == answer), "forty steps of Tab do not reach {answer:?}, but {met:?}");
}

async fn run(window: &Window) {
    window.press("gr").await;
    window.find("button", "Run 5 October…").await;
    window.see_any("7,420.00").await;
    window.press(Key::Control + Key::Enter).await;
    window.see_any("Completed").await;
}

#[tokio::test]
async fn home_and_the_radar() {
    let window = open_example().await;
    window.see_any("Missed run date: Mon 5 Oct 2020").await;
    window.press("j").await;
    window.press(Key::Enter).await;
    window.find("heading", "Missed run dates").await;
    window.find("row", "…Mon 5 Oct 2020…").await;
    window.press(Key::Enter).await;
    window.find("button", "Run 5 October…").await;
    window.press(Key::Alt + Key::Left).await;
    window.find("heading", "Missed run dates").await;
    window.press("gs").await;
    window.find("heading", "Stranded-revenue radar").await;
    window.find("region", "Waits for a missed run date…").await;
    window.press("j").await;
    window.press(Key::Enter).await;
    window.find("button", "Run 5 October…").await;
    window.press(Key::Alt + Key::Left).await;
    window.find("region", "No later run date…").await;
    window.click("button", "Create invoice now…").await;
    window.find("dialog", "Create invoice now").await;
    window.find("button", "Create 1 draft").await;
    window.press(Key::Escape).await;
    window.see_no("dialog", "Create invoice now").await;
    window.close().await;
}

#[tokio::test]
async fn the_backlog() {
    let window = open_example().await;
    window.press("gb").await;
    window.find("row", "…Notes of the workshop…").await;
    window.press("/").await;
    window.press("notes").await;
    window.see_no("row", "…Build: order import…").await;
    window.press(Key::Escape).await;
    window.find("row", "…Build: order import…").await;
    tab_to_the_list(&window).await;
    window.press(" ").await;
    window.press(Key::Shift + Key::Down).await;
    window.see_any("2 selected").await;
    window.press(Key::Shift + "m").await;
    window.see_any("2 marked not ready").await;
    window.press(Key::Control + "z").await;
    window.see_no("text", "2 marked not ready").await;
    window.press(Key::Control + "a").await;
    window.see_any("15 selected").await;
    window.press(Key::Escape).await;
    window.press("w").await;
    window.see_no("complementary", "Why panel").await;
    window.press("w").await;
    window.find("complementary", "Why panel").await;
    window.close().await;
}

#[tokio::test]
async fn the_verdicts_of_a_run() {
    let window = open_example().await;
    run(&window).await;
    window.press("3").await;
    window.find("row", "…Build: order import…").await;
    window.see_no("row", "…Hotel…").await;
    window.press("/").await;
    window.press("taxi").await;
    window.see_no("row", "…Build: order import…").await;
    tab_to_the_list(&window).await;
    window.press("w").await;
    window.find("complementary", "Why panel").await;
    window.press(Key::Escape).await;
    window.see_no("complementary", "Why panel").await;
    window.press("gp").await;
    window.find("heading", "Process runs").await;
    tab_to_the_list(&window).await;
    window.press(Key::Enter).await;
    window.find("heading", "Mon 5 Oct 2020").await;
    window.close().await;
}

#[tokio::test]
async fn the_invoices() {
    let window = open_example().await;
    run(&window).await;
    window.press("gi").await;
    window.find("row", "…Adatum Corporation…").await;
    window.find("complementary", "The invoice at the cursor").await;
    tab_to_the_list(&window).await;
    window.press("p").await;
    window.see_no("complementary", "The invoice at the cursor").await;
    window.press("d").await;
    window.see_any("Draft of Adatum Corporation deleted, its work is ready again").await;
    window.press(Key::Control + "z").await;
    window.find("row", "…Adatum Corporation…").await;
    tab_to_the_list(&window).await;
    window.press(Key::Enter).await;
    window.find("img", "Page 1 of 1…").await;
    window.press("s").await;
    window.press(Key::Escape).await;
    window.find("heading", "Invoices").await;
    window.close().await;
}

#[tokio::test]
async fn a_contract() {
    let window = open_example().await;
    window.press("gc").await;
    window.find("row", "…Implementation services for Adatum…").await;
    tab_to_the_list(&window).await;
    window.press(Key::Enter).await;
    window.find("heading", "Implementation services for Adatum").await;
    window.press("2").await;
    window.find("row", "…Requirements workshop…").await;
    window.press("1").await;
    window.press("c").await;
    window.find("dialog", "Create invoice now").await;
    window.find("button", "Create 1 draft").await;
    tab_to(&window, "Create 1 draft").await;
    window.press(Key::Enter).await;
    window.see_any("1 draft created").await;
    window.find("tab", "Invoices 1").await;
    window.see_no("dialog", "Create invoice now").await;
    window.press(Key::Control + "z").await;
    window.find("tab", "Invoices 0").await;
    window.press(Key::Escape).await;
    window.find("heading", "Contracts").await;
    window.close().await;
}

#[tokio::test]
async fn the_calendar() {
    let window = open_example().await;
    window.press("ga").await;
    window.find("heading", "Calendar").await;
    window.see_any("Mon 16 Nov 2020").await;
    tab_to(&window, "Mon 16 Nov 2020").await;
    window.press(Key::Enter).await;
    window.find("complementary", "…Monday 16 November 2020…").await;
    window.press(Key::Left).await;
    window.find("complementary", "…Sunday 15 November 2020…").await;
    window.press(Key::PageUp).await;
    window.find("complementary", "…Thursday 15 October 2020…").await;
    window.close().await;
}

/// How the window looks is changed from the palette, a key from the overlay.
#[tokio::test]
async fn the_view_and_the_keys() {
    let window = open_example().await;
    window.press(Key::Control + "k").await;
    window.find("dialog", "Search").await;
    window.press("change the view").await;
    window.find("option", "Change the view…").await;
    window.press(Key::Enter).await;
    window.find("dialog", "View").await;
    window.press(Key::Escape).await;
    window.see_no("dialog", "View").await;
    window.press("?").await;
    window.find("dialog", "Keys").await;
    window.press(Key::Escape).await;
    window.see_no("dialog", "Keys").await;
    window.close().await;
}
