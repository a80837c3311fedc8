//! The main walk of each screen with the mouse, on the example.

use std::{path::Path, time::Duration};

use proforma_tests::window::Window;

/// Where the deeds for what is selected stand.
const TOOLBAR: (&str, &str) = ("toolbar", "What to do with the selection");

/// The program with the example open.
async fn open_example() -> Window {
    open_example_with(&[]).await
}

async fn open_example_with(variables: &[(&str, &Path)]) -> Window {
    let window = Window::open_with(variables).await;
    window.click("button", "Open the example…").await;
    window.find("heading", "Home").await;
    window
}

/// Runs 5 October from the screen of that name.
async fn run(window: &Window) {
    window.click("link", "Run").await;
    window.click("button", "Run 5 October…").await;
    window.see_any("Completed").await;
}

/// A file that appears whole.
async fn content_of(path: &Path) -> String {
    for _ in 0..400 {
        if let Ok(text) = std::fs::read_to_string(path) {
            return text;
        }
        tokio::time::sleep(Duration::from_millis(50)).await;
    }
    std::fs::read_to_string(path).expect("the file was written")
}

/// From what needs a person to the preview that mends it, and back.
#[tokio::test]
async fn home_leads_to_what_needs_a_person() {
    let window = open_example().await;
    window.see_any("Missed run date: Mon 5 Oct 2020").await;
    window.click("link", "Preview: Missed run date: Mon 5 Oct 2020…").await;
    window.find("button", "Run 5 October…").await;
    window.click("button", "Back").await;
    window.find("heading", "Home").await;
    window.click("link", "All dates").await;
    window.find("heading", "Calendar").await;
    window.close().await;
}

/// Work is filtered, marked together, taken back, and says why it waits; the list goes into a file.
#[tokio::test]
async fn the_backlog_is_filtered_marked_and_exported() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("backlog.csv");
    let window = open_example_with(&[("PROFORMA_TEST_SAVE_LIST", &file)]).await;
    window.click("link", "Billing backlog…").await;
    window.click("button", "Filter…").await;
    window.click("menuitem", "Status").await;
    window.click("menuitemradio", "Not ready").await;
    window.find("button", "Status is Not ready, change").await;
    window.see_any("Show all").await;
    window.click("checkbox", "Select all").await;
    window.find(TOOLBAR.0, TOOLBAR.1).await;
    window.screenshot("backlog-selected").await;
    window.assert_accessible().await;
    window.click_within(TOOLBAR, "button", "Mark ready…").await;
    window.find("button", "Undo…").await;
    window.screenshot("backlog-undo").await;
    window.click("button", "Undo…").await;
    // The bar of what is chosen goes, and the strip above the list moves.
    window.see_no(TOOLBAR.0, TOOLBAR.1).await;
    window.see_no("button", "Undo…").await;
    window.settle().await;
    window.click("button", "Show all").await;
    window.see_no("button", "Status is Not ready, change").await;

    window.click("row", "…Build: order import…").await;
    window.find("complementary", "Why panel").await;
    window.settle().await;
    window.screenshot("backlog-why").await;
    window.assert_accessible().await;

    window.click("button", "Export").await;
    window.click("menuitem", "CSV…").await;
    window.see_any("List exported as CSV").await;
    let list = content_of(&file).await;
    assert!(list.contains("Build: order import"), "the file holds what the screen lists:\n{list}");
    window.close().await;
}

/// A view keeps filter and order under a name; columns come and go.
#[tokio::test]
async fn a_view_is_saved_and_chosen_again() {
    let window = open_example().await;
    window.click("link", "Billing backlog…").await;
    window.click("button", "Amount…").await;
    window.click("button", "Filter…").await;
    window.click("menuitem", "Class").await;
    window.click("menuitemcheckbox", "Expense").await;
    window.press(thirtyfour::Key::Escape).await;
    window.click("button", "Save view").await;
    window.find("dialog", "Save this view").await;
    window.screenshot("save-view").await;
    window.assert_accessible().await;
    window.press("Expenses").await;
    window.press(thirtyfour::Key::Enter).await;
    window.see_any("View “Expenses” saved").await;
    window.click("button", "Show all").await;
    window.click("button", "View: …").await;
    window.screenshot("views").await;
    window.assert_accessible().await;
    window.click("menuitemradio", "Expenses").await;
    window.find("button", "Class Expense, change").await;
    window.click("button", "Columns").await;
    window.click("menuitemcheckbox", "Resource").await;
    window.screenshot("columns").await;
    window.close().await;
}

/// Every candidate of a run has a verdict that can be searched for, with its next step.
#[tokio::test]
async fn a_run_says_what_became_of_each_candidate() {
    let window = open_example().await;
    run(&window).await;
    window.click("tab", "Passed over…").await;
    window.find("grid", "Verdicts of the run").await;
    window.settle().await;
    window.screenshot("run-verdicts").await;
    window.assert_accessible().await;
    window.click_within(("row", "…Build: order import…"), "button", "Say why").await;
    window.find("complementary", "Why panel").await;
    window.screenshot("run-verdict").await;
    window.assert_accessible().await;
    window.click("link", "Process runs").await;
    window.click("row", "…Completed…").await;
    window.find("heading", "Mon 5 Oct 2020…").await;
    window.screenshot("process-run").await;
    window.assert_accessible().await;
    window.close().await;
}

/// The panel beside the list, the traces of a detail, deletion and its undo.
#[tokio::test]
async fn an_invoice_is_traced_deleted_and_brought_back() {
    let window = open_example().await;
    run(&window).await;
    window.click("link", "Invoices…").await;
    window.click("row", "…Adatum Corporation…").await;
    window.find("complementary", "The invoice at the cursor").await;
    window.settle().await;
    window.screenshot("invoices-panel").await;
    window.assert_accessible().await;
    window.click("button", "Open invoice…").await;
    window.find("img", "Page 1 of 1…").await;
    window.click("button", "…Requirements workshop…").await;
    window.settle().await;
    window.screenshot("invoice-evidence").await;
    window.assert_accessible().await;
    window.click("button", "Delete draft…").await;
    window.see_any("Draft of Adatum Corporation deleted, its work is ready again").await;
    window.screenshot("invoice-deleted").await;
    window.click("button", "Undo…").await;
    window.find("row", "…Adatum Corporation…").await;
    window.close().await;
}

/// Many invoices become files under names of a pattern.
#[tokio::test]
async fn several_invoices_become_files() {
    let folder = tempfile::tempdir().unwrap();
    let window = open_example_with(&[("PROFORMA_TEST_PDF_FOLDER", folder.path())]).await;
    run(&window).await;
    window.click("link", "Run").await;
    window.click("button", "Run 19 October…").await;
    window.see_any("Completed").await;
    window.click("link", "Invoices…").await;
    window.click("checkbox", "Select all").await;
    window.click_within(TOOLBAR, "button", "Export 2 PDFs…").await;
    window.find("dialog", "Export 2 PDFs").await;
    window.screenshot("export-dialog").await;
    window.assert_accessible().await;
    window.click_within(("dialog", "Export 2 PDFs"), "button", "Export 2 PDFs").await;
    window.see_any("2 PDFs exported").await;
    let names = std::fs::read_dir(folder.path()).unwrap().map(|entry| entry.unwrap().file_name());
    let names: Vec<_> = names.map(|name| name.into_string().unwrap()).collect();
    assert_eq!(names.len(), 2, "one file for each invoice: {names:?}");
    assert!(names.iter().all(|name| name.ends_with(".pdf") && name.contains("Adatum")), "{names:?}");
    window.close().await;
}

/// A contract is found, read, and invoiced by hand.
#[tokio::test]
async fn a_contract_is_invoiced_by_hand() {
    let window = open_example().await;
    window.click("link", "Contracts…").await;
    window.click("row", "…Implementation services for Adatum…").await;
    window.find("heading", "Implementation services for Adatum").await;
    for tab in ["Transactions…", "Invoices…", "Overview"] {
        window.click("tab", tab).await;
        window.settle().await;
        window.screenshot(&format!("contract-{}", tab.trim_end_matches('…').to_lowercase())).await;
        window.assert_accessible().await;
    }
    window.click("button", "Create invoice…").await;
    window.find("dialog", "Create invoice now").await;
    window.find("button", "Create 1 draft").await;
    window.screenshot("create-invoice").await;
    window.assert_accessible().await;
    window.click("button", "Create 1 draft").await;
    window.see_any("1 draft created").await;
    window.close().await;
}

/// A day of the calendar leads to the run that belongs to it.
#[tokio::test]
async fn a_day_of_the_calendar_is_run() {
    let window = open_example().await;
    window.click("link", "Calendar").await;
    window.click("button", "Mon 16 Nov 2020").await;
    window.click("button", "One month earlier").await;
    window.click("button", "Monday 5 October…").await;
    window.find("complementary", "…Monday 5 October 2020…").await;
    window.settle().await;
    window.screenshot("calendar-day").await;
    window.assert_accessible().await;
    window.click("radio", "Agenda").await;
    window.find("list", "Days of October 2020 on which something stands").await;
    window.screenshot("calendar-agenda").await;
    window.assert_accessible().await;
    window.click("link", "Run this date").await;
    window.find("button", "Run 5 October…").await;
    window.close().await;
}

/// What is stranded is shown by its reason.
#[tokio::test]
async fn the_radar_is_seen() {
    let window = open_example().await;
    window.click("link", "Radar…").await;
    window.find("heading", "Stranded-revenue radar").await;
    window.find("region", "Waits for a missed run date…").await;
    window.find("region", "No later run date…").await;
    window.settle().await;
    window.screenshot("radar-example").await;
    window.assert_accessible().await;
    window.close().await;
}

/// The window is set up as its user likes it, and stays so.
#[tokio::test]
async fn the_view_is_chosen() {
    let window = open_example().await;
    window.click("button", "…example…").await;
    window.click("menuitem", "View").await;
    window.find("dialog", "View").await;
    window.screenshot("view").await;
    window.assert_accessible().await;
    window.click("radio", "Dark").await;
    window.click("radio", "Compact").await;
    window.click("radio", "More").await;
    window.screenshot("view-dark-contrast").await;
    window.assert_accessible().await;
    window.press(thirtyfour::Key::Escape).await;
    window.see_no("dialog", "View").await;
    window.screenshot("home-contrast").await;
    window.assert_accessible().await;
    window.close().await;
}
