//! Books that cannot be opened, and books that change while they are looked at.

use std::{fs, path::Path};

use proforma_tests::{TempBook, case, window::Window};
use rusqlite::Connection;

fn adatum() -> TempBook {
    TempBook::of(&case("adatum.book.json"))
}

/// Asks for the book on the start screen, and sees what is said in both themes.
async fn asked_for(path: &Path, heading: &str, picture: &str) -> Window {
    let window = Window::open_with(&[("PROFORMA_TEST_OPEN_BOOK", path)]).await;
    window.click("button", "Open a book…").await;
    window.find("heading", heading).await;
    for theme in ["light", "dark"] {
        window.set_theme(theme).await;
        window.screenshot(&format!("{picture}-{theme}")).await;
        window.assert_accessible().await;
    }
    window
}

/// Each way out is there, and the first leads back to a book.
#[tokio::test]
async fn a_file_that_is_no_book_says_so() {
    let book = TempBook::nowhere();
    let file = book.file("notes.proforma", "Only notes.");
    let window = asked_for(&file, "notes is not a book", "problem-no-book").await;
    window.find("button", "Open a book").await;
    window.find("button", "Try again").await;
    window.click("button", "Back to the start screen").await;
    window.click("button", "Open the example…").await;
    window.find("heading", "Home").await;
    assert_eq!(fs::read_to_string(file).unwrap(), "Only notes.", "the file is not touched");
    window.close().await;
}

#[tokio::test]
async fn a_book_of_a_newer_program_says_so() {
    let book = adatum();
    Connection::open(book.path()).unwrap().pragma_update(None, "user_version", 999).unwrap();
    let window = asked_for(&book.path(), "book was made by a newer Proforma", "problem-newer").await;
    window.close().await;
}

/// Mended, the same file opens from the same screen.
#[tokio::test]
async fn a_damaged_book_says_so_and_opens_once_it_is_mended() {
    let book = adatum();
    let whole = fs::read(book.path()).unwrap();
    let mut damaged = whole.clone();
    damaged[4096..].fill(0xA5);
    fs::write(book.path(), damaged).unwrap();
    let window = asked_for(&book.path(), "book is damaged", "problem-damaged").await;
    fs::write(book.path(), whole).unwrap();
    window.click("button", "Try again").await;
    window.find("heading", "Home").await;
    window.close().await;
}

/// It is tried again by itself, and opens when the other program lets go.
#[tokio::test]
async fn a_book_that_is_held_says_so_and_opens_once_it_is_free() {
    let book = adatum();
    let holder = Connection::open(book.path()).unwrap();
    holder.execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE").unwrap();
    let window = asked_for(&book.path(), "book is open in another program", "problem-held").await;
    holder.execute_batch("ROLLBACK").unwrap();
    drop(holder);
    window.find("heading", "Home").await;
    window.close().await;
}

/// A run is held to its preview: what changed meanwhile is shown before anything is written.
#[tokio::test]
async fn a_run_shows_what_changed_since_its_preview() {
    let book = adatum();
    let window = Window::open_with(&[("PROFORMA_TEST_OPEN_BOOK", &book.path())]).await;
    window.click("button", "Open a book…").await;
    window.find("heading", "Home").await;
    window.click("link", "Run").await;
    window.see_any("7,420.00").await;
    let marked = book.json(&["mark", "t4", "--status", "ready_to_invoice"]);
    assert_eq!(marked["changed"][0], "t4");
    window.click("button", "Run 5 October…").await;
    window.see_any("The book changed since the preview of 5 October 2020.").await;
    window.find("table", "What differs from the preview").await;
    window.find("row", "…8,220.00 USD…").await;
    window.screenshot("run-differs").await;
    window.assert_accessible().await;
    assert_eq!(book.json(&["invoices"])["invoices"].as_array().map(Vec::len), Some(0), "nothing was written");
    window.click("button", "Run as it is now…").await;
    window.see_any("Completed").await;
    assert_eq!(book.json(&["invoices"])["invoices"].as_array().map(Vec::len), Some(1));
    window.close().await;
}
