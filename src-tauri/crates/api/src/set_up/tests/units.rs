//! Units and categories: what they are called on transactions, and how long one is.

use super::*;

#[test]
// A category or unit is renamed on what is on no confirmed invoice; what is confirmed stays as it was printed.
fn renaming_a_unit_or_category_renames_it_on_open_work() {
    let office = office();
    let texts = || {
        let mut texts = Vec::new();
        let each = |read: proforma_store::transaction::ExportedTransaction| {
            texts.push((read.key, read.category, read.unit));
            Ok::<_, proforma_store::StoreError>(())
        };
        proforma_store::transaction::export(office.book.connection(), each).expect("read");
        texts
    };
    let before = texts();
    let unit = before[0].2.clone();
    office
        .save(
            Some(&unit),
            RecordForm::Unit(UnitForm { name: "timme".to_owned(), hours_per_unit: String::new() }),
        )
        .expect("renamed");
    let after = texts();
    for ((key, _, was), (_, _, is)) in before.iter().zip(&after) {
        let expected = if *was == unit { "timme" } else { was };
        assert_eq!(is, expected, "{key}");
    }
    assert!(office.forms(RecordKind::Unit).iter().any(|form| form.id() == "timme"));
    let taken = RecordForm::Unit(UnitForm { name: "timme".to_owned(), hours_per_unit: String::new() });
    assert_eq!(office.problems(None, taken), ["name: the book already has a unit \"timme\""]);
    let new = TransactionCategoryForm { name: "Books".to_owned(), class: "expense".to_owned() };
    office.save(None, RecordForm::TransactionCategory(new.clone())).expect("saved");
    let wrong = TransactionCategoryForm { class: "milk".to_owned(), ..new };
    let problems = office.problems(Some("Books"), RecordForm::TransactionCategory(wrong));
    assert!(problems[0].starts_with("class: \"milk\" is not a transaction class"), "{problems:?}");
}

#[test]
// What only deleted transactions name is used by nobody, and what comes in by a change is listed.
fn a_unit_is_listed_while_work_names_it_and_deleted_when_none_does() {
    let office = office();
    let connection = office.book.connection();
    let mut first = None;
    let each = |read: proforma_store::transaction::ExportedTransaction| {
        first.get_or_insert(read.key);
        Ok::<_, proforma_store::StoreError>(())
    };
    proforma_store::transaction::export(connection, each).expect("read");
    let key = first.expect("a transaction");
    let listed = || office.forms(RecordKind::Unit).iter().any(|form| form.id() == "fortnight");
    let patch = TransactionPatch { unit: Some("fortnight".to_owned()), ..TransactionPatch::default() };
    let ids = std::slice::from_ref(&key);
    let saved = crate::transactions::change_transactions(connection, ids, &patch, now()).expect("changed");
    assert_eq!((saved.changed, listed()), (1, true), "{:?}", saved.problems);
    assert!(office.delete(RecordKind::Unit, "fortnight").expect_err("used").contains("1 transaction"));
    let deleted = crate::transactions::delete_transactions(connection, ids, now()).expect("deleted");
    office.delete(RecordKind::Unit, "fortnight").expect("nothing names it any more");
    assert!(!listed());
    let token = deleted.undo.expect("a way back");
    crate::undo::undo(connection, &token, now()).expect("taken back");
    assert!(listed(), "what names it is back");
}

#[test]
// SPEC 2.2, 2.5, 6.9: hours are a quantity above nothing, or what the name of the unit says.
fn a_unit_says_how_many_hours_one_is() {
    let office = office();
    let unit = |name: &str, hours: &str| {
        RecordForm::Unit(UnitForm { name: name.to_owned(), hours_per_unit: hours.to_owned() })
    };
    for (hours, why) in [
        ("0", "the hours in one must be more than 0; leave it empty where it is no time"),
        ("-1", "the hours in one must be more than 0; leave it empty where it is no time"),
        ("eight", "\"eight\" is not a number"),
        ("0.0000001", "0.0000001 has more than 6 decimals"),
        ("1000000001", "1000000001 is beyond the limit of ±1000000000"),
    ] {
        let problems = office.problems(None, unit("sprint", hours));
        assert!(problems[0].starts_with(&format!("hours_per_unit: {why}")), "{problems:?}");
        office.save(None, unit("sprint", hours)).expect_err("refused");
    }
    let look = |form| look_at_record(office.book.connection(), None, &form).expect("looked at").hours_by_name;
    assert_eq!(look(unit("Dag", "7")).as_deref(), Some("8"));
    assert_eq!(look(unit("min", "")).as_deref(), Some("0.016667"));
    assert_eq!(look(unit("sprint", "")), None);
    office.save(None, unit("sprint", "80")).expect("saved");
    office.save(Some("sprint"), unit("sprint", " 60.50 ")).expect("saved");
    let (command, detail) = office.last();
    assert_eq!((command.as_str(), &detail["changes"][0]["before"]), ("save_record", &"80".into()));
    assert_eq!(
        (&detail["changes"][0]["field"], &detail["changes"][0]["after"]),
        (&"hours_per_unit".into(), &"60.5".into())
    );
    assert!(office.forms(RecordKind::Unit).contains(&unit("sprint", "60.5")));
}
