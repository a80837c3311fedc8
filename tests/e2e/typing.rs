//! Filling in forms, as a person does.

use proforma_tests::window::Window;
use thirtyfour::Key;

/// Puts a text into a field in place of what is there, and leaves it.
pub async fn fill(window: &Window, field: &str, text: &str) {
    window.click("field", field).await;
    window.press(Key::Control + "a").await;
    window.press(text).await;
    window.press(Key::Tab).await;
}

/// Chooses from the list below a field.
pub async fn choose(window: &Window, field: &str, option: &str) {
    window.click("field", field).await;
    window.click("option", option).await;
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
