//! From an empty book to the last invoice in the real window: nothing is imported, all is clicked and typed.

#![expect(clippy::unwrap_used, reason = "a walk that cannot take a step has failed")]

use std::path::PathBuf;

use proforma_tests::{case, window::Window};
use serde_json::Value;
use thirtyfour::Key;

use crate::drafts::{Draft, drafts_of, expected_of_example};
use crate::office::says;
use crate::typing::{choose, fill, list, save};

/// A book that the program makes.
struct Made {
    _folder: tempfile::TempDir,
    book: PathBuf,
    window: Window,
}

impl Made {
    async fn by(company: &str) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let book = folder.path().join("made.proforma");
        let window = Window::open_with(&[("PROFORMA_TEST_SAVE_BOOK", &book)]).await;
        window.click("button", "Create a book…").await;
        fill(&window, "Company name", company).await;
        window.click("button", "Create").await;
        window.find("heading", "Home").await;
        Self { _folder: folder, book, window }
    }

    fn drafts(&self) -> Vec<Draft> {
        drafts_of(&self.book)
    }
}

async fn add_record(window: &Window, name: &str) {
    window.press("n").await;
    fill(window, "Name", name).await;
}

async fn set_up_office(window: &Window) {
    list(window, "Customers").await;
    add_record(window, "Adatum Corporation").await;
    fill(window, "Id", "adatum").await;
    save(window, "Adatum Corporation added").await;

    list(window, "Roles").await;
    for role in ["Consultant", "Developer"] {
        add_record(window, role).await;
        save(window, &format!("{role} added")).await;
    }
    list(window, "Resources").await;
    for (resource, role) in [("Amy Alberts", "Consultant"), ("Lee Gu", "Developer")] {
        add_record(window, resource).await;
        choose(window, "Role", role).await;
        save(window, &format!("{resource} added")).await;
    }

    list(window, "Invoice frequencies").await;
    add_record(window, "Bi-weekly on Mondays").await;
    window.click("radio", "Monday").await;
    window.press(Key::Control + Key::Enter).await;
    window.find("row", "Bi-weekly on Mondays…").await;
    add_record(window, "Monthly on the first Monday").await;
    choose(window, "Period", "Every N months").await;
    window
        .see_any("Every month on the first Monday, taking work dated up to and including the Sunday before.")
        .await;
    window.press(Key::Control + Key::Enter).await;
    window.find("row", "Monthly on the first Monday…").await;
}

async fn begin_contract(window: &Window, name: &str, id: &str, customer: &str) {
    window.press("gc").await;
    window.find("heading", "Contracts").await;
    window.press("n").await;
    fill(window, "Name", name).await;
    fill(window, "Id", id).await;
    fill(window, "Currency", "USD").await;
    fill(window, "Delivery date", "2020-11-20").await;
    choose(window, "Primary customer", customer).await;
    window.press(Key::Control + "s").await;
    window.find("heading", "Set-up").await;
    window.see_any("Everything is saved.").await;
}

async fn begin_line(window: &Window, name: &str, id: &str) {
    window.settle().await;
    window.click("button", "Add line…").await;
    window.find("heading", "New line…").await;
    fill(window, "Name", name).await;
    fill(window, "Id", id).await;
}

/// A time-and-material line of one class, with its schedule.
async fn add_work_line(window: &Window, name: &str, id: &str, class: &str, frequency: &str, rows: &str) {
    begin_line(window, name, id).await;
    window.click("checkbox", class).await;
    fill(window, "Billing start", "2020-10-01").await;
    choose(window, "Invoice frequency", frequency).await;
    generate(window, rows).await;
}

/// Saves the line, generates its schedule and goes back to the contract.
async fn generate(window: &Window, rows: &str) {
    window.press(Key::Control + "s").await;
    window.click("button", "Generate…").await;
    window.click("button", rows).await;
    window.see_no("dialog", "Generate the schedule").await;
    window.click("link", "Set-up").await;
    window.find("heading", "Set-up").await;
}

/// The milestones of the fixed-price line.
async fn add_prototype(window: &Window) {
    begin_line(window, "Prototype work", "prototype").await;
    window.click("radio", "Fixed price…").await;
    fill(window, "Contracted amount", "17,000.00").await;
    for (at, (name, date, amount)) in
        [("Prototype demonstrated", "2020-10-05", "5,000"), ("Prototype accepted", "2020-11-03", "12,000")]
            .into_iter()
            .enumerate()
    {
        window.click("button", "Add milestone").await;
        fill(window, &format!("Name of Milestone {}", at + 1), name).await;
        fill(window, &format!("Milestone date of {name}"), date).await;
        fill(window, &format!("Amount of {name}"), amount).await;
        if at == 0 {
            says(window, "The milestones add up to 5,000.00, 12,000.00 short of").await;
        }
    }
    window.screenshot("new-line-fixed-price").await;
    window.press(Key::Control + "s").await;
    window.see_no("text", "Prototype work created").await;
    for name in ["Prototype demonstrated", "Prototype accepted"] {
        window.click("button", &format!("Mark {name} ready")).await;
        window.find("button", &format!("Mark {name} not ready")).await;
        window.see_no("button", "Undo…").await;
    }
    window.click("link", "Set-up").await;
    window.find("heading", "Set-up").await;
}

/// Puts rows on the clipboard as a spreadsheet does, and pastes them where the cursor is.
async fn paste(window: &Window, rows: &str) {
    let copy = "const text = document.createElement('textarea');
        text.id = 'copied'; text.setAttribute('aria-label', 'Copied');
        text.value = arguments[0]; document.body.append(text); text.focus(); text.select();";
    window.run(copy, vec![rows.into()]).await;
    window.press(Key::Control + "c").await;
    window.run("document.getElementById('copied').remove();", vec![]).await;
    window.run("document.querySelector('[role=grid]').focus();", vec![]).await;
    window.press(Key::Control + "v").await;
}

/// The transactions of the worked example, as a spreadsheet would hold them.
fn rows_of_example() -> String {
    let book: Value =
        serde_json::from_str(&std::fs::read_to_string(case("adatum.book.json")).unwrap()).unwrap();
    let names =
        [("amy", "Amy Alberts"), ("lee", "Lee Gu"), ("consultant", "Consultant"), ("developer", "Developer")];
    let full =
        |id: &str| names.iter().find(|(known, _)| *known == id).map_or(id, |(_, name)| name).to_owned();
    let mut rows = vec![
        "Date\tLine\tClass\tResource\tRole\tCategory\tDescription\tQuantity\tUnit\tPrice\tId".to_owned(),
    ];
    for one in book["transactions"].as_array().unwrap() {
        let said = |key: &str| one[key].as_str().unwrap_or_default().to_owned();
        let cells = [
            said("date"),
            said("contract_line"),
            said("class"),
            full(&said("resource")),
            full(&said("role")),
            said("category"),
            said("description"),
            said("quantity"),
            said("unit"),
            said("unit_price"),
            said("id"),
        ];
        rows.push(cells.join("\t"));
    }
    rows.join("\n")
}

/// Enters transactions from the set-up of their contract, and marks each customer's share of them ready.
async fn enter(window: &Window, contract: &str, rows: &str, shares: usize) {
    window.click("link", contract).await;
    window.click("tab", "Transactions…").await;
    window.click("button", "Enter transactions…").await;
    window.find("grid", "Transactions").await;
    window.press("n").await;
    paste(window, rows).await;
    let count = rows.lines().count() - 1;
    window.see_any(&format!("{count} rows are not saved")).await;
    window.screenshot("entered").await;
    window.press(Key::Control + Key::Enter).await;
    window.see_any(&format!("{count} transactions added")).await;
    window.press(Key::Control + "a").await;
    window.press(Key::Control + "m").await;
    window.see_any(&format!("{shares} marked ready to invoice")).await;
    window.screenshot("entered-and-ready").await;
}

/// Runs a date that the Run screen leads to, and waits for what it made.
async fn run(window: &Window, button: &str, total: &str) {
    window.click("link", "Run").await;
    window.click("button", button).await;
    window.see_any("Completed").await;
    window.see_any(total).await;
}

#[tokio::test]
// SPEC 8: the worked example from an empty book to its five drafts.
async fn adatum_is_set_up_entered_and_billed() {
    let made = Made::by("Contoso Consulting").await;
    let window = &made.window;
    set_up_office(window).await;
    begin_contract(window, "Implementation services for Adatum", "ADATUM", "Adatum Corporation…").await;
    add_prototype(window).await;
    add_work_line(window, "Implementation", "implementation", "Time", "Bi-weekly…", "Add 4 rows").await;
    add_work_line(window, "Expenses", "expenses", "Expense", "Monthly…", "Add 2 rows").await;
    window.click("button", "Activate…").await;
    window.click("button", "Activate contract").await;
    window.see_any("Implementation services for Adatum is active").await;

    enter(window, "Implementation services for Adatum", &rows_of_example(), 13).await;
    // One was approved late: it is marked once the first draft is there.
    window.click("row", "…Notes of the workshop, approved late…").await;
    window.press(Key::Control + Key::Shift + "m").await;
    window.see_any("1 marked not ready").await;

    run(window, "Run 5 October…", "7,420.00").await;
    window.click("link", "Run").await;
    window.click("button", "Mark ready and preview again").await;
    for (button, total) in [
        ("Run 19 October…", "2,600.00"),
        ("Run 2 November…", "2,725.00"),
        ("Run 3 November…", "12,000.00"),
        ("Run 16 November…", "1,600.00"),
    ] {
        run(window, button, total).await;
    }
    assert_eq!(made.drafts(), expected_of_example());
    made.window.close().await;
}

#[tokio::test]
// SPEC 4.6, 5.1, 5.2, 5.3 (T6 by amount, T7): three customers share evenly; each is billed for what is ready of its own.
async fn three_customers_are_set_up_entered_and_billed() {
    let made = Made::by("Contoso Consulting").await;
    let window = &made.window;
    list(window, "Customers").await;
    for customer in ["Alpha", "Beta", "Gamma"] {
        add_record(window, customer).await;
        save(window, &format!("{customer} added")).await;
    }
    list(window, "Invoice frequencies").await;
    add_record(window, "Bi-weekly on Mondays").await;
    window.click("radio", "Monday").await;
    window.press(Key::Control + Key::Enter).await;
    window.find("row", "Bi-weekly on Mondays…").await;

    begin_contract(window, "Three pay", "THREE", "Alpha…").await;
    for (at, customer) in [(2, "Beta…"), (3, "Gamma…")] {
        window.click("button", "Add customer").await;
        choose(window, &format!("Customer {at}"), customer).await;
    }
    window.click("button", "Distribute evenly").await;
    says(window, "Alpha gets the odd cent").await;
    window.screenshot("split-evenly").await;
    save(window, "Three pay saved").await;
    add_work_line(window, "Work", "work", "Time", "Bi-weekly…", "Add 4 rows").await;
    // One line is for the first customer alone.
    begin_line(window, "Costs", "costs").await;
    window.click("checkbox", "Expense").await;
    fill(window, "Billing start", "2020-10-01").await;
    choose(window, "Invoice frequency", "Bi-weekly…").await;
    window.click("button", "Remove Beta").await;
    window.click("button", "Remove Gamma").await;
    fill(window, "Percent of Alpha", "100").await;
    generate(window, "Add 4 rows").await;
    window.click("button", "Activate…").await;
    window.click("button", "Activate contract").await;
    window.see_any("Three pay is active").await;

    enter(
        window,
        "Three pay",
        "Date\tLine\tClass\tDescription\tQuantity\tUnit\tPrice
2020-10-01\tWork\tTime\tWorkshop\t10\thour\t100
2020-10-02\tWork\tTime\tReview\t7\thour\t150
2020-10-02\tCosts\tExpense\tFlight\t1\teach\t200
2020-10-05\tWork\tTime\tSecond workshop\t10\thour\t100
2020-10-06\tCosts\tExpense\tTaxi\t1\teach\t30",
        11,
    )
    .await;
    run(window, "Run 5 October…", "883.46").await;

    // One customer's part is not ready, and waits for a later run.
    window.click("link", "Contracts…").await;
    window.click("row", "…Three pay…").await;
    window.click("tab", "Transactions…").await;
    window.click("button", "Ready to invoice").await;
    window.click("row", "…Beta…").await;
    window.press(Key::Shift + "m").await;
    window.see_any("1 marked not ready").await;
    run(window, "Run 19 October…", "363.40").await;
    window.click("link", "Run").await;
    window.click("button", "Mark 1 ready and preview again").await;
    run(window, "Run 2 November…", "333.30").await;

    let work = |amount| [("work", amount)];
    let mut expected = vec![
        Draft::new("2020-10-05", "alpha", &[("work", "683.46"), ("costs", "200.00")], "883.46"),
        Draft::new("2020-10-05", "beta", &work("683.27"), "683.27"),
        Draft::new("2020-10-05", "gamma", &work("683.27"), "683.27"),
        Draft::new("2020-10-19", "alpha", &[("work", "333.40"), ("costs", "30.00")], "363.40"),
        Draft::new("2020-10-19", "gamma", &work("333.30"), "333.30"),
        Draft::new("2020-11-02", "beta", &work("333.30"), "333.30"),
    ];
    expected.sort();
    assert_eq!(made.drafts(), expected);
    made.window.close().await;
}
