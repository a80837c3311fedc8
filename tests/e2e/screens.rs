//! Every screen in the real window: seen in both themes and two sizes, walked by mouse and by keyboard.

use std::process::Command;

use proforma_tests::{
    TempBook,
    window::{SCREENS, Window},
};
use thirtyfour::Key;

async fn with_a_run(window: &Window) {
    window.click("button", "Open the example…").await;
    window.find("heading", "Home").await;
    window.press("gr").await;
    window.find("button", "Run 5 October…").await;
    window.press(Key::Control + Key::Enter).await;
    window.see_any("Completed").await;
}

/// Looks at every screen of the open book, and at the palette, in both themes and sizes.
async fn look_at_all(window: &Window, book: &str) {
    for (width, height) in [(1280, 800), (1920, 1080)] {
        window.resize(width, height).await;
        window.wait_for_size(u64::from(width), u64::from(height)).await;
        for theme in ["light", "dark"] {
            window.set_theme(theme).await;
            for (key, heading, name) in SCREENS {
                window.press(format!("g{key}")).await;
                window.find("heading", heading).await;
                window.settle().await;
                window.screenshot(&format!("{book}-{name}-{width}-{theme}")).await;
                window.assert_accessible().await;
            }
            window.press(Key::Control + "k").await;
            window.find("dialog", "Search").await;
            window.screenshot(&format!("{book}-palette-{width}-{theme}")).await;
            window.assert_accessible().await;
            window.press(Key::Escape).await;
            window.see_no("dialog", "Search").await;
        }
    }
}

#[tokio::test]
async fn every_screen_of_the_example_is_accessible_in_both_themes_and_sizes() {
    let window = Window::open().await;
    with_a_run(&window).await;
    look_at_all(&window, "example").await;
    window.close().await;
}

/// Several customers, currencies and taxes, and contracts that are not active.
#[tokio::test]
async fn every_screen_of_three_contracts_is_accessible_in_both_themes_and_sizes() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("three.book.json");
    let mut generate = Command::new(env!("CARGO_BIN_EXE_generate"));
    generate.args(["--contracts", "3", "--transactions", "60", "--out"]).arg(&file);
    assert!(generate.status().unwrap().success());
    let book = TempBook::of(&file);
    let window = Window::open_with(&[("PROFORMA_TEST_OPEN_BOOK", &book.path())]).await;
    window.click("button", "Open a book…").await;
    window.find("heading", "Home").await;
    look_at_all(&window, "three").await;
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
