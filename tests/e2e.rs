//! The real window, from the outside: the built program on a screen in memory, driven over WebDriver.

#[path = "support/window.rs"]
mod window;

use window::Window;

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
