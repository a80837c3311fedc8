//! Set-up records that are renamed while invoices name them.

use proforma_api::{
    book::Book,
    dto::{RecordForm, RecordKind, TransactionCategoryForm, UnitForm},
    invoices::invoice,
    printing,
    set_up::{record, records, save_record},
};
use proforma_store::transaction::{self, ExportedTransaction};
use proforma_tests::{TempBook, case, date, noon};

use crate::{lists::confirm, run};

/// A record of each kind by its name, and what it is renamed to.
fn renamed() -> [(RecordForm, &'static str, RecordForm); 2] {
    let unit =
        |name: &str| RecordForm::Unit(UnitForm { name: name.to_owned(), hours_per_unit: String::new() });
    let category = |name: &str| {
        RecordForm::TransactionCategory(TransactionCategoryForm {
            name: name.to_owned(),
            class: String::new(),
        })
    };
    [(unit("hour"), "hour", unit("timme")), (category("Travel"), "Travel", category("Resa"))]
}

/// Category and unit of every transaction.
fn words(book: &Book) -> Vec<String> {
    let mut words = Vec::new();
    transaction::export(book.connection(), |read: ExportedTransaction| {
        words.push(format!("{} {} {}", read.key, read.category.unwrap_or_default(), read.unit));
        Ok::<_, proforma_store::StoreError>(())
    })
    .unwrap();
    words
}

#[test]
// SPEC 7.1: a confirmed invoice is never changed, by any path. A unit or category that it names can be renamed all the
// same: on it and on what it billed the old name stays, on drafts and open work the new one stands.
fn a_renamed_unit_or_category_leaves_confirmed_invoices_as_they_were() {
    let text = std::fs::read_to_string(case("adatum.book.json")).unwrap();
    let mut given: serde_json::Value = serde_json::from_str(&text).unwrap();
    for transaction in given["transactions"].as_array_mut().unwrap() {
        if transaction["class"] == "expense" {
            transaction["category"] = "Travel".into();
        }
    }
    let book = TempBook::of_text(&given.to_string());
    run(&book, date("2020-10-05"));
    run(&book, date("2020-10-19"));
    confirm(&book, 1);
    let open = Book::open(&book.path()).unwrap();
    let told = |open: &Book, id: &str| {
        let told = invoice(open.connection(), id).unwrap();
        let pages = printing::pages(open.connection(), id).unwrap();
        (format!("{told:?}"), format!("{pages:?}"), printing::pdf(open.connection(), id).unwrap())
    };
    let (confirmed, draft) = (told(&open, "1"), told(&open, "2"));
    assert!(confirmed.0.contains("\"hour\""), "{}", confirmed.0);
    let before = words(&open);
    let billed = ["e1", "t1", "t2", "e2"];
    for (form, id, after) in renamed() {
        let shown = record(open.connection(), form.kind(), id).unwrap();
        assert!(!shown.uses.is_empty(), "it is in use");
        save_record(&open, Some(id), &after, noon()).unwrap();
    }
    assert_eq!(
        told(&open, "1"),
        confirmed,
        "a confirmed invoice says what it said, on the screen and on paper"
    );
    let renamed_draft = told(&open, "2");
    assert_ne!(renamed_draft, draft);
    assert!(renamed_draft.0.contains("\"timme\"") && !renamed_draft.0.contains("\"hour\""));
    for (was, is) in before.iter().zip(words(&open)) {
        let id = was.split(' ').next().unwrap();
        let expected = if billed.contains(&id) {
            was.clone()
        } else {
            was.replace("hour", "timme").replace("Travel", "Resa")
        };
        assert_eq!(is, expected);
    }
    // The old names leave the lists, and the records under their new ones count what is still open.
    for (kind, name) in [(RecordKind::Unit, "timme"), (RecordKind::TransactionCategory, "Resa")] {
        let names: Vec<String> =
            records(open.connection(), kind).unwrap().into_iter().map(|row| row.id).collect();
        assert!(names.contains(&name.to_owned()), "{names:?}");
        assert!(!names.iter().any(|known| known == "hour" || known == "Travel"), "{names:?}");
    }
    // Back to the old name: what is open follows, what is confirmed needs nothing.
    for (form, _, after) in renamed() {
        save_record(&open, Some(after.id()), &form, noon()).unwrap();
    }
    assert_eq!((told(&open, "1"), told(&open, "2")), (confirmed, draft));
    assert_eq!(words(&open), before);
    assert!(proforma_api::check::check(open.connection()).unwrap().is_empty());
}
