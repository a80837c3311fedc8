//! A contract built from nothing in the real window, by typing.

use proforma_tests::window::Window;
use thirtyfour::Key;

use crate::typing::fill;

#[tokio::test]
// SPEC 3.7, 5.1: contract, line, schedule; each is saved, and the check list leads from one to the next.
async fn a_contract_is_built_from_nothing() {
    let window = Window::open().await;
    window.click("button", "Open the example…").await;
    window.find("heading", "Home").await;
    window.press("gc").await;
    window.find("heading", "Contracts").await;
    window.press("n").await;
    fill(&window, "Name", "Support for Adatum").await;
    fill(&window, "Id", "SUPPORT").await;
    fill(&window, "Currency", "USD").await;
    fill(&window, "Delivery date", "2020-11-20").await;
    window.click("field", "Primary customer").await;
    window.press("Adatum").await;
    window.click("option", "Adatum Corporation…").await;
    window.screenshot("new-contract").await;
    window.press(Key::Control + "s").await;
    window.find("heading", "Set-up").await;
    window.see_any("Everything is saved.").await;
    window.settle().await;
    window.click("button", "Add line…").await;
    window.find("heading", "New line…").await;
    fill(&window, "Name", "Support").await;
    window.click("checkbox", "Time").await;
    fill(&window, "Billing start", "2020-10-01").await;
    window.click("field", "Invoice frequency").await;
    window.click("option", "Bi-weekly…").await;
    // Nothing above the boxes may have moved them from under the pointer.
    assert!(window.find("checkbox", "Time").await.is_selected().await.unwrap());
    assert!(!window.find("checkbox", "Expense").await.is_selected().await.unwrap());
    window.screenshot("new-line").await;
    window.press(Key::Control + "s").await;
    window.click("button", "Generate…").await;
    window.see_any("Nothing is written until you generate.").await;
    window.settle().await;
    window.screenshot("schedule-plan").await;
    window.click("button", "Add 4 rows").await;
    window.see_no("dialog", "Generate the schedule").await;
    window.settle().await;
    window.screenshot("schedule").await;
    window.click("link", "Set-up").await;
    window.click("button", "Activate…").await;
    window.click("button", "Activate contract").await;
    window.see_any("Support for Adatum is active").await;
    window.screenshot("contract-set-up").await;
    window.assert_accessible().await;
    window.close().await;
}
