//! A book is set up by hand in the real window: company, customer, role, resource, holiday, invoice frequency.

use std::path::Path;

use proforma_tests::{case, window::Window};
use thirtyfour::Key;

use crate::typing::{fill, list, save};

async fn open_example(variables: &[(&str, &Path)]) -> Window {
    let window = Window::open_with(variables).await;
    window.click("button", "Open the example…").await;
    window.find("heading", "Home").await;
    window
}

#[tokio::test]
// SPEC 1, 3.5, 3.6: biweekly on Mondays from 1 October gives 5, 19 October and so on.
async fn a_book_is_set_up_by_hand() {
    let logo = case("../support/logo.png");
    let window = open_example(&[("PROFORMA_TEST_OPEN_LOGO", &logo)]).await;

    list(&window, "Company").await;
    fill(&window, "Bank details", "IBAN SE35 5000 0000 0549 1000 0003\nBIC ESSESESS").await;
    let typed = window.find("field", "Bank details").await.prop("value").await.unwrap();
    assert_eq!(typed.as_deref(), Some("IBAN SE35 5000 0000 0549 1000 0003\nBIC ESSESESS"), "two lines");
    window.click("button", "Choose logo").await;
    window.find("img", "Logo of Contoso…").await;
    save(&window, "Contoso Consulting saved").await;
    window.screenshot("set-up-company").await;
    window.assert_accessible().await;

    list(&window, "Customers").await;
    window.press("n").await;
    fill(&window, "Name", "Fabrikam").await;
    fill(&window, "Address", "Main Street 1\nLund").await;
    fill(&window, "Contact", "Ada Öberg").await;
    save(&window, "Fabrikam added").await;
    window.find("field", "Id").await;
    window.screenshot("set-up-customer").await;
    window.assert_accessible().await;
    window.click("row", "Adatum Corporation…").await;
    window.find("link", "Implementation services for Adatum").await;
    window.close().await;
}

#[tokio::test]
async fn a_resource_and_a_holiday_are_entered() {
    let window = open_example(&[]).await;
    list(&window, "Roles").await;
    window.press("n").await;
    fill(&window, "Name", "Tester").await;
    fill(&window, "Target utilization", "70").await;
    save(&window, "Tester added").await;

    list(&window, "Resources").await;
    window.press("n").await;
    fill(&window, "Name", "Ada").await;
    window.click("combobox", "Role").await;
    window.click("option", "Tester").await;
    window.click("button", "Add absence").await;
    fill(&window, "Absence 1: date", "2020-10-12").await;
    save(&window, "Ada added").await;
    window.screenshot("set-up-resource").await;
    window.assert_accessible().await;

    list(&window, "Holidays").await;
    window.press("n").await;
    // The year view opens on the year that is.
    let christmas = format!("{}-12-25", chrono::Utc::now().format("%Y"));
    fill(&window, "Date", &christmas).await;
    fill(&window, "Name", "Christmas Day").await;
    save(&window, "Christmas Day added").await;
    window.click("button", "Year").await;
    window.settle().await;
    window.screenshot("set-up-holidays").await;
    window.assert_accessible().await;
    window.close().await;
}

#[tokio::test]
// SPEC 3.5, 3.6: the sentence, the next twelve dates with their cut-offs and six months, as one types.
async fn a_frequency_says_its_dates_while_it_is_typed() {
    let window = open_example(&[]).await;
    list(&window, "Invoice frequencies").await;
    window.press("n").await;
    window.find("dialog", "New invoice frequency…").await;
    fill(&window, "Name", "Every second Monday").await;
    window.click("radio", "Monday").await;
    fill(&window, "Billing start", "2020-10-01").await;
    window.screenshot("set-up-frequency-typed").await;
    window.see_any("Every second Monday, taking work dated up to and including the Sunday before.").await;
    for date in ["Mon 5 Oct 2020", "Mon 19 Oct 2020", "Mon 2 Nov 2020"] {
        window.find("rowheader", date).await;
    }
    window.find("cell", "Sun 4 Oct 2020").await;
    window.find("img", "The run dates and cut-offs of 6 months…").await;
    for (width, height) in [(1280, 800), (1920, 1080)] {
        window.resize(width, height).await;
        window.wait_for_size(u64::from(width), u64::from(height)).await;
        for theme in ["light", "dark"] {
            window.set_theme(theme).await;
            window.settle().await;
            window.screenshot(&format!("set-up-frequency-{width}-{theme}")).await;
            window.assert_accessible().await;
        }
    }
    window.press(Key::Control + Key::Enter).await;
    window.see_no("dialog", "New invoice frequency…").await;
    window.find("row", "Every second Monday…").await;
    window.close().await;
}

/// The lists and the records beside them, in both themes and sizes.
#[tokio::test]
async fn the_set_up_is_accessible_in_both_themes_and_sizes() {
    let window = open_example(&[]).await;
    for (width, height) in [(1280, 800), (1920, 1080)] {
        window.resize(width, height).await;
        window.wait_for_size(u64::from(width), u64::from(height)).await;
        for theme in ["light", "dark"] {
            window.set_theme(theme).await;
            window.press("gt").await;
            window.find("heading", "Settings").await;
            window.settle().await;
            window.screenshot(&format!("set-up-settings-{width}-{theme}")).await;
            window.assert_accessible().await;
            for (name, row) in [
                ("Customers", "Adatum Corporation…"),
                ("Resources", "Amy Alberts…"),
                ("Transaction categories", "Travel…"),
            ] {
                list(&window, name).await;
                window.click("row", row).await;
                window.find("button", "Delete").await;
                window.settle().await;
                window.screenshot(&format!("set-up-{}-{width}-{theme}", name.to_lowercase())).await;
                window.assert_accessible().await;
                window.press(Key::Escape).await;
            }
            for name in ["Company", "Invoice frequencies", "Currencies", "Holidays"] {
                list(&window, name).await;
                window.settle().await;
                window.screenshot(&format!("set-up-{}-{width}-{theme}", name.to_lowercase())).await;
                window.assert_accessible().await;
            }
        }
    }
    window.close().await;
}
