//! A spreadsheet with two wrong rows: put right in place, imported, and once more with nothing to add.

use proforma_tests::window::Window;
use thirtyfour::Key;

const ROWS: &str = "Ref;Project;Line;Day;Hours;Rate;Comment\n\
    H-1;ADATUM;implementation;05.10.2020;6,5;200,00;Build: order import\n\
    H-2;ADTUM;implementation;06.10.2020;4;200,00;Restore test\n\
    H-3;ADATUM;implementation;31.09.2020;2;200,00;Control walk-through\n\
    H-4;ADATUM;expenses;19.10.2020;1;99,95;Train\n";

async fn look(window: &Window, name: &str) {
    for (width, height) in [(1280, 800), (1920, 1080)] {
        window.resize(width, height).await;
        window.wait_for_size(u64::from(width), u64::from(height)).await;
        for theme in ["light", "dark"] {
            window.set_theme(theme).await;
            window.settle().await;
            window.screenshot(&format!("import-{name}-{width}-{theme}")).await;
            window.assert_accessible().await;
        }
    }
    window.set_theme("light").await;
}

#[tokio::test]
async fn a_spreadsheet_is_put_right_and_imported_once() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("hours-october.csv");
    std::fs::write(&file, ROWS).unwrap();
    let errors = folder.path().join("errors.csv");
    let answers = &[("PROFORMA_TEST_OPEN_SPREADSHEET", &*file), ("PROFORMA_TEST_SAVE_LIST", &*errors)];
    let window = Window::open_with(answers).await;
    window.click("button", "Open the example…").await;
    window.find("heading", "Home").await;
    window.press("gm").await;
    window.find("heading", "Import").await;
    look(&window, "file").await;

    window.click("button", "Choose a file").await;
    window.find("heading", "hours-october.csv").await;
    window.see_any("Import is all or nothing.").await;
    window.see_any("There is no contract \"ADTUM\". Correct it; nearest is \"ADATUM\".").await;
    look(&window, "columns").await;
    window.click("button", "Export errors").await;
    window.see_any("Errors exported as CSV").await;
    let text = std::fs::read_to_string(&errors).unwrap();
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines.len(), 3, "{text}");
    assert!(lines[0] == "Row,Column,Value,Message" && lines[1].starts_with("3,Project,ADTUM,"), "{text}");
    window.click("button", "Accept 1 suggestion").await;
    window.see_no("button", "Accept 1 suggestion").await;
    window.click("textbox", "Row 4, Day: correct to").await;
    window.press("30.09.2020").await;
    window.press(Key::Enter).await;
    window.see_any("4 rows can be imported.").await;
    window.screenshot("import-fits").await;
    window.click("button", "Import 4 rows…").await;
    window.see_any("4 transactions added.").await;
    look(&window, "done").await;

    // The same file again: as it is mapped and put right, all of it is there.
    window.click("button", "Another file").await;
    window.click("button", "Choose a file").await;
    window.click("textbox", "Row 4, Day: correct to").await;
    window.press("30.09.2020").await;
    window.press(Key::Enter).await;
    window.see_any("The book has all 4 rows already: there is nothing to add.").await;
    window.screenshot("import-again").await;
    window.assert_accessible().await;
    window.close().await;
}
