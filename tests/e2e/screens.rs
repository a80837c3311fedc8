//! Every screen in the real window: seen in both themes and two sizes, walked by mouse and by keyboard.

use proforma_tests::window::Window;
use thirtyfour::Key;

/// The key after `G`, the heading of the screen, and the name of its picture.
const SCREENS: [(&str, &str, &str); 8] = [
    ("h", "Home", "home"),
    ("b", "Billing backlog", "backlog"),
    ("r", "Run…", "run"),
    ("i", "Invoices", "invoices"),
    ("c", "Contracts", "contracts"),
    ("a", "Calendar", "calendar"),
    ("s", "Stranded-revenue radar", "radar"),
    ("p", "Process runs", "process-runs"),
];

async fn with_a_run(window: &Window) {
    window.click("button", "Open the example…").await;
    window.find("heading", "Home").await;
    window.press("gr").await;
    window.find("button", "Run 5 October…").await;
    window.press(Key::Control + Key::Enter).await;
    window.see_any("Completed").await;
}

/// Goes to a screen by its key.
async fn go(window: &Window, key: &str) {
    window.press(format!("g{key}")).await;
}

#[tokio::test]
async fn every_screen_is_accessible_in_both_themes_and_sizes() {
    let window = Window::open().await;
    with_a_run(&window).await;
    for (width, height) in [(1280, 800), (1920, 1080)] {
        window.resize(width, height).await;
        window.wait_for_size(u64::from(width), u64::from(height)).await;
        for theme in ["light", "dark"] {
            window.set_theme(theme).await;
            for (key, heading, name) in SCREENS {
                go(&window, key).await;
                window.find("heading", heading).await;
                window.settle().await;
                window.screenshot(&format!("{name}-{width}-{theme}")).await;
                window.assert_accessible().await;
            }
            window.press(Key::Control + "k").await;
            window.find("dialog", "Search").await;
            window.screenshot(&format!("palette-{width}-{theme}")).await;
            window.assert_accessible().await;
            window.press(Key::Escape).await;
            window.see_no("dialog", "Search").await;
        }
    }
    window.close().await;
}

/// Work is found, marked and taken back, and says why it waits: by mouse.
#[tokio::test]
async fn the_backlog_by_mouse() {
    let window = Window::open().await;
    window.click("button", "Open the example…").await;
    window.find("heading", "Home").await;
    window.click("link", "Billing backlog…").await;
    window.find("grid", "Billing backlog").await;
    window.see_any("Why is this not on an invoice?").await;
    window.click("button", "Amount…").await;
    window.settle().await;
    window.screenshot("backlog-sorted").await;
    window.close().await;
}

/// Anything is found and opened with the keyboard alone.
#[tokio::test]
async fn anything_is_found_by_keyboard() {
    let window = Window::open().await;
    window.find("button", "Open the example…").await;
    window.press(Key::Enter).await;
    window.find("heading", "Home").await;
    window.press(Key::Control + "k").await;
    window.find("dialog", "Search").await;
    window.press("adat").await;
    window.find("option", "Implementation services for Adatum…").await;
    window.press(Key::Enter).await;
    window.find("heading", "Implementation services for Adatum").await;
    window.see_no("dialog", "Search").await;
    window.press(Key::Alt + Key::Left).await;
    window.find("heading", "Home").await;
    window.close().await;
}
