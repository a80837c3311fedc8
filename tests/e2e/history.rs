//! Who changed what and when is read in the real window: a customer is renamed, and its history goes into a file.

use std::path::Path;

use proforma_tests::window::Window;
use thirtyfour::Key;

async fn open_example(variables: &[(&str, &Path)]) -> Window {
    let window = Window::open_with(variables).await;
    window.click("button", "Open the example…").await;
    window.find("heading", "Home").await;
    window
}

async fn rename_customer(window: &Window, to: &str) {
    window.press("gt").await;
    window.find("heading", "Settings").await;
    window.click("link", "Customers").await;
    window.click("row", "Adatum Corporation…").await;
    window.click("field", "Name").await;
    window.press(Key::Control + "a").await;
    window.press(to).await;
    window.press(Key::Control + "s").await;
    window.see_any(&format!("{to} saved")).await;
}

#[tokio::test]
// "Every record shows who changed what and when, old and new value … Export as CSV."
async fn a_renamed_customer_tells_who_and_what_and_goes_into_a_file() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("history.csv");
    let window = open_example(&[("PROFORMA_TEST_SAVE_LIST", &file)]).await;
    rename_customer(&window, "Adatum Holding").await;
    window.click("button", "History").await;
    window.find("region", "History of Adatum Holding").await;
    window.see_any("Changed the customer Adatum Holding").await;
    window.see_any("Adatum Corporation").await;
    let person = proforma_store::person::current();
    window.see_any(person).await;
    for theme in ["light", "dark"] {
        window.set_theme(theme).await;
        window.settle().await;
        window.screenshot(&format!("history-customer-{theme}")).await;
        window.assert_accessible().await;
    }
    window.press(Key::Escape).await;
    window.find("field", "Name").await;
    window.click("button", "History").await;
    window.see_any("Changed the customer Adatum Holding").await;
    window.click("button", "Export").await;
    window.click("menuitem", "CSV…").await;
    window.see_any("List exported as CSV").await;
    let text = std::fs::read_to_string(&file).unwrap();
    let line = text.lines().nth(1).unwrap();
    assert!(
        line.contains(&format!(",{person},Changed the customer Adatum Holding,Customer,adatum,Name,,")),
        "{line}"
    );
    assert!(line.contains("Adatum Corporation,Adatum Holding"), "{line}");
    window.click("button", "Close the history").await;
    window.find("field", "Name").await;
    window.close().await;
}

#[tokio::test]
// "Undo for every reversible action": a form that was saved goes back from the list of changes.
async fn a_saved_form_is_taken_back_from_the_recent_changes() {
    let window = open_example(&[]).await;
    rename_customer(&window, "Adatum Holding").await;
    window.press(Key::Escape).await;
    window.find("row", "Adatum Holding…").await;
    window.press("gu").await;
    window.find("heading", "Recent changes").await;
    window.see_any("Adatum Holding changed").await;
    window.screenshot("recent-changes-of-forms").await;
    window.click("button", "Undo Adatum Holding changed").await;
    window.see_no("button", "Undo Adatum Holding changed").await;
    window.press("gt").await;
    window.find("heading", "Settings").await;
    window.click("link", "Customers").await;
    window.find("row", "Adatum Corporation…").await;
    window.close().await;
}

#[tokio::test]
// The history of a contract in both themes: a marking, what it changed, and the way to the one transaction.
async fn a_contract_tells_what_was_marked() {
    let window = open_example(&[]).await;
    window.click("link", "Billing backlog…").await;
    window.click("row", "…Notes of the workshop…").await;
    window.press("m").await;
    window.find("button", "Undo…").await;
    window.press("gc").await;
    window.click("row", "Implementation services for Adatum…").await;
    window.click("tab", "History").await;
    window.see_any("Marked 1 ready to invoice").await;
    for theme in ["light", "dark"] {
        window.set_theme(theme).await;
        window.settle().await;
        window.screenshot(&format!("history-contract-{theme}")).await;
        window.assert_accessible().await;
    }
    window.click("link", "Transaction Notes of the workshop…").await;
    window.find("button", "Transaction or milestone is…").await;
    window.see_any("Marked 1 ready to invoice").await;
    window.close().await;
}

#[tokio::test]
// A draft tells which run created it, below what it is made of; the book tells what was done to it.
async fn an_invoice_and_the_book_tell_their_histories() {
    let window = open_example(&[]).await;
    window.click("link", "Run").await;
    window.click("button", "Run 5 October…").await;
    window.see_any("Completed").await;
    window.press("gi").await;
    window.click("row", "…Adatum Corporation…").await;
    window.press(Key::Enter).await;
    window.find("region", "History of the invoice").await;
    // It stands below what the draft is made of.
    window.click("group", "Entries, the latest first").await;
    window.see_any("The run of Mon 5 Oct 2020 created draft 1").await;
    window.settle().await;
    window.screenshot("history-invoice").await;
    window.assert_accessible().await;
    window.press("gt").await;
    window.click("link", "History of the book").await;
    window.find("heading", "History of the book").await;
    window.settle().await;
    window.screenshot("history-book").await;
    window.assert_accessible().await;
    window.close().await;
}
