//! Filling in forms, as a person does.

use std::time::{Duration, Instant};

use proforma_tests::window::Window;
use thirtyfour::Key;

/// Clicks a field until it has the focus: what moves the page meanwhile may take the click away from it.
async fn enter(window: &Window, field: &str) {
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        window.click("field", field).await;
        let (wanted, focused) = (window.find("field", field).await, window.page().active_element().await);
        if focused.is_ok_and(|focused| focused.element_id() == wanted.element_id()) {
            return;
        }
        assert!(Instant::now() < deadline, "{field:?} never takes the focus");
    }
}

/// Puts a text into a field in place of what is there, and leaves it.
pub async fn fill(window: &Window, field: &str, text: &str) {
    enter(window, field).await;
    window.press(Key::Control + "a").await;
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            // The driver drops the character of a new line.
            window.press(Key::Enter).await;
        }
        window.press(line).await;
    }
    window.press(Key::Tab).await;
}

/// Chooses from the list below a field, again where the list moved away from the click.
pub async fn choose(window: &Window, field: &str, option: &str) {
    let deadline = Instant::now() + Duration::from_secs(20);
    loop {
        enter(window, field).await;
        if !window.sees("option", option, Duration::from_secs(2)).await {
            window.press(Key::Down).await;
        }
        window.click("option", option).await;
        let chosen = window.find("field", field).await.prop("value").await;
        let chosen = chosen.expect("the page answers").unwrap_or_default();
        if chosen.starts_with(option.trim_end_matches('…')) {
            return;
        }
        assert!(Instant::now() < deadline, "{field:?} takes no {option:?}, but is {chosen:?}");
    }
}

/// The list of one kind of set-up record.
pub async fn list(window: &Window, kind: &str) {
    window.press("gt").await;
    window.find("heading", "Settings").await;
    window.click("link", kind).await;
    window.find("heading", kind).await;
}

/// Saves by key, and waits for what is said of it.
pub async fn save(window: &Window, said: &str) {
    window.press(Key::Control + "s").await;
    window.see_any(said).await;
}
