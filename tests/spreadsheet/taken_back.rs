//! What an import brought is told in the history of each of its records, and is taken back while nothing has happened to it.

use std::ops::ControlFlow;

use chrono::{DateTime, TimeDelta, Utc};
use proforma_api::{
    backlog::{BillingStatus, Marking, Stopping, mark},
    book::Book,
    changes::recent_changes,
    check,
    contract_set_up::{contract, save_line, set_status},
    create::create_invoices,
    dto::{
        ChangeKind, ContractStatus, HistoryAbout, HistoryOf, HistoryQuery, RecordForm, RecordKind,
        TransactionPatch,
    },
    history::record_history,
    set_up::{delete_record, record, save_record},
    spreadsheet::{self, FileToImport, ImportKind, ImportMap},
    transactions::{change_transactions, delete_transactions},
    undo::undo,
};
use proforma_tests::{TempBook, date, noon};

use crate::book::{USUAL, exported, file, imported, map, small, stored, transactions, usual};

fn at(second: i64) -> DateTime<Utc> {
    noon() + TimeDelta::seconds(second)
}

/// Imports a file at a second of its own; gives what takes it back.
fn take_in(open: &Book, second: i64, file: &FileToImport) -> String {
    let told = &mut |_| ControlFlow::Continue(());
    let result = spreadsheet::import(open.connection(), file, at(second), told).unwrap();
    assert_eq!(result.errors, [], "nothing is wrong");
    result.undo.unwrap()
}

/// A book with a file of three transactions on two lines, one of them ready.
fn three() -> (TempBook, FileToImport) {
    let book = small();
    let text = "id,contract,contract_line,date,quantity,unit_price,billing_status\n\
                1,ADATUM,work,2020-10-01,8,100,ready_to_invoice\n\
                2,ADATUM,proto,2020-10-01,8,100,not_ready\n\
                3,LITWARE,care,2020-10-02,8,100,not_ready\n";
    let path = file(&book, "hours.csv", text);
    let columns = [USUAL.as_slice(), &["billing_status"]].concat();
    (book, transactions(&path, map(&columns)))
}

/// Why the import cannot be taken back, as the list of changes says it and as the refusal does.
#[track_caller]
fn why_not(open: &Book, token: &str) -> String {
    let rows = recent_changes(open.connection()).unwrap().rows;
    let why = rows.into_iter().find(|row| row.id == token).unwrap().why_not.unwrap();
    let refused = undo(open.connection(), token, at(99)).unwrap_err().to_string();
    assert!(refused.contains(&why), "{refused}\n{why}");
    why
}

fn mark_to(open: &Book, second: i64, id: &str, to: BillingStatus) {
    let marking = [Marking { id, customer: None }];
    mark(open.connection(), &marking, to, Stopping::AllOrNothing, at(second)).unwrap();
}

fn described(text: &str) -> TransactionPatch {
    TransactionPatch { description: Some(text.to_owned()), ..TransactionPatch::default() }
}

#[test]
// SPEC 5.3, d365 R6.7: an import is taken back whole, also by whoever opens the book again, and the file can come again.
fn an_import_is_taken_back_and_the_file_comes_again() {
    let (book, hours) = three();
    let before = stored(&book);
    let open = Book::open(&book.path()).unwrap();
    let token = take_in(&open, 1, &hours);
    drop(open);
    let open = Book::open(&book.path()).unwrap();
    let row = recent_changes(open.connection()).unwrap().rows.remove(0);
    assert_eq!((row.kind, row.count, row.contracts), (ChangeKind::TransactionsImported, 3, 2));
    assert_eq!(row.undo.as_deref(), Some(token.as_str()));
    undo(open.connection(), &token, at(2)).unwrap();
    assert_eq!(stored(&book), before);
    assert_eq!(check::check(open.connection()).unwrap(), []);
    let twice = undo(open.connection(), &token, at(3)).unwrap_err().to_string();
    assert!(twice.contains("already"), "{twice}");
    let again = take_in(&open, 4, &hours);
    assert_eq!(stored(&book).len(), 3);
    assert_ne!(again, token);
    assert_eq!(check::check(open.connection()).unwrap(), []);
    let copy = TempBook::of_text(&exported(&book));
    assert_eq!(exported(&copy), exported(&book), "an export says the same");
}

/// A file of two rows without ids, by either of its columns of prices.
fn by_price(book: &TempBook, price: &str) -> FileToImport {
    let text = "contract,line,date,hours,rate,other\nADATUM,work,2020-10-01,8,100,90\nADATUM,work,2020-10-02,8,100,90\n";
    let path = file(book, "hours.csv", text);
    let columns =
        [("contract", "contract"), ("contract_line", "line"), ("date", "date"), ("quantity", "hours")];
    let mut columns: std::collections::BTreeMap<String, String> =
        columns.iter().map(|(field, column)| ((*field).to_owned(), (*column).to_owned())).collect();
    columns.insert("unit_price".to_owned(), price.to_owned());
    transactions(&path, ImportMap { columns, ..ImportMap::default() })
}

#[test]
// What was moved to another line is there: the file does not bring it a second time.
fn rows_that_were_moved_are_not_taken_for_deleted() {
    let book = small();
    let open = Book::open(&book.path()).unwrap();
    take_in(&open, 1, &by_price(&book, "rate"));
    let ids: Vec<String> = stored(&book).iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
    let patch = TransactionPatch {
        contract_line: Some("costs".to_owned()),
        class: Some("expense".to_owned()),
        ..TransactionPatch::default()
    };
    assert_eq!(change_transactions(open.connection(), &ids, &patch, at(2)).unwrap().changed, 2);
    let told = &mut |_| ControlFlow::Continue(());
    let why = spreadsheet::import(open.connection(), &by_price(&book, "other"), at(3), told).unwrap_err();
    assert!(why.to_string().contains("2 of its rows would be added twice"), "{why}");
}

#[test]
// The same bytes without ids are refused by another map only while what they brought stands.
fn a_file_without_ids_comes_again_once_its_rows_were_deleted() {
    let book = small();
    let open = Book::open(&book.path()).unwrap();
    take_in(&open, 1, &by_price(&book, "rate"));
    let told = &mut |_| ControlFlow::Continue(());
    let other = by_price(&book, "other");
    let ids: Vec<String> = stored(&book).iter().map(|one| one["id"].as_str().unwrap().to_owned()).collect();
    delete_transactions(open.connection(), &ids[..1], at(2)).unwrap();
    let why = spreadsheet::import(open.connection(), &other, at(3), told).unwrap_err().to_string();
    assert!(why.contains("2 of its rows would be added twice"), "{why}");
    delete_transactions(open.connection(), &ids[1..], at(4)).unwrap();
    take_in(&open, 5, &other);
    assert_eq!(stored(&book).iter().map(|one| one["unit_price"].clone()).collect::<Vec<_>>(), ["90", "90"]);
    spreadsheet::import(open.connection(), &by_price(&book, "hours"), at(6), told).unwrap_err();
}

#[test]
// The same bytes without ids are refused by another map only while what they brought stands.
fn a_file_without_ids_comes_again_once_it_was_taken_back() {
    let book = small();
    let by = |price: &str| by_price(&book, price);
    let open = Book::open(&book.path()).unwrap();
    let token = take_in(&open, 1, &by("rate"));
    let told = &mut |_| ControlFlow::Continue(());
    spreadsheet::import(open.connection(), &by("other"), at(2), told).unwrap_err();
    undo(open.connection(), &token, at(3)).unwrap();
    take_in(&open, 4, &by("other"));
    assert_eq!(stored(&book)[0]["unit_price"], "90");
}

#[test]
// SPEC 7.1, d365 R6.7: what was invoiced, marked, changed or deleted since stands in the way, and nothing is changed then.
fn what_stands_in_the_way_is_said() {
    let (book, hours) = three();
    let open = Book::open(&book.path()).unwrap();
    let connection = open.connection();
    let token = take_in(&open, 1, &hours);
    mark_to(&open, 2, "3", BillingStatus::ReadyToInvoice);
    assert_eq!(why_not(&open, &token), "1 share of its 3 transactions is marked otherwise since");
    mark_to(&open, 3, "3", BillingStatus::NotReady);
    let changed = change_transactions(connection, &["2".to_owned()], &described("Mine"), at(4)).unwrap();
    assert_eq!(why_not(&open, &token), "some of its 3 transactions were changed or split anew since");
    undo(connection, &changed.undo.unwrap(), at(5)).unwrap();
    let dearer = TransactionPatch { unit_price: Some("120".to_owned()), description: None, ..described("") };
    let changed = change_transactions(connection, &["3".to_owned()], &dearer, at(6)).unwrap();
    assert_eq!(why_not(&open, &token), "some of its 3 transactions were changed or split anew since");
    undo(connection, &changed.undo.unwrap(), at(7)).unwrap();
    let deleted = delete_transactions(connection, &["2".to_owned()], at(8)).unwrap();
    assert_eq!(why_not(&open, &token), "1 of its 3 transactions was deleted since");
    undo(connection, &deleted.undo.unwrap(), at(9)).unwrap();
    let day = date("2020-10-31");
    let drafts = create_invoices(connection, &["ADATUM".to_owned()], day, day, at(10)).unwrap();
    assert_eq!(why_not(&open, &token), "2 shares of its 3 transactions are on drafts by now");
    undo(connection, &drafts.undo.unwrap(), at(11)).unwrap();
    set_status(connection, "LITWARE", ContractStatus::Closed.into(), at(12)).unwrap();
    assert!(why_not(&open, &token).contains("is closed"));
    assert_eq!(stored(&book).len(), 3);
    assert_eq!(check::check(connection).unwrap(), []);
}

#[test]
// What was entered since does not stand in the way of what came with the file.
fn other_work_stays() {
    let (book, hours) = three();
    let open = Book::open(&book.path()).unwrap();
    let token = take_in(&open, 1, &hours);
    let path = file(&book, "more.csv", usual(&["4,ADATUM,work,2020-10-03,1,100"]));
    let more = take_in(&open, 2, &transactions(&path, map(&USUAL)));
    undo(open.connection(), &token, at(3)).unwrap();
    assert_eq!(stored(&book).len(), 1);
    undo(open.connection(), &more, at(4)).unwrap();
    assert_eq!(stored(&book).len(), 0);
}

fn told(open: &Book, of: HistoryOf) -> Vec<(String, bool)> {
    let query = HistoryQuery { of, about: None, search: String::new(), offset: 0, limit: 100 };
    let page = record_history(open.connection(), &query).unwrap();
    assert_eq!(page.total, Some(u32::try_from(page.rows.len()).unwrap()));
    page.rows.into_iter().map(|row| (row.text, row.person.is_some())).collect()
}

fn texts(open: &Book, of: HistoryOf) -> Vec<String> {
    told(open, of).into_iter().map(|(text, _)| text).collect()
}

fn item(id: &str) -> HistoryOf {
    HistoryOf::Item { id: id.to_owned() }
}

fn of_contract(id: &str, line: Option<&str>) -> HistoryOf {
    HistoryOf::Contract { id: id.to_owned(), line: line.map(str::to_owned) }
}

fn of_record(kind: RecordKind, id: &str) -> HistoryOf {
    HistoryOf::Record { kind, id: Some(id.to_owned()) }
}

#[test]
// "Every record shows who changed what and when": what came with a file begins with the file, whose person and time it has.
fn what_came_with_a_file_says_so() {
    let (book, hours) = three();
    let open = Book::open(&book.path()).unwrap();
    take_in(&open, 1, &hours);
    let came = "Imported from case.book.json".to_owned();
    assert_eq!(told(&open, item("1")), [("Imported from hours.csv".to_owned(), true)]);
    assert_eq!(texts(&open, item("m1")), std::slice::from_ref(&came));
    assert_eq!(
        texts(&open, of_contract("ADATUM", None)),
        ["Imported 2 transactions from hours.csv".to_owned(), came.clone()]
    );
    assert_eq!(texts(&open, of_contract("LITWARE", Some("care"))).last(), Some(&came));
    for (kind, id) in [
        (RecordKind::Customer, "adatum"),
        (RecordKind::Role, "dev"),
        (RecordKind::Resource, "lee"),
        (RecordKind::InvoiceFrequency, "monthly"),
    ] {
        assert_eq!(texts(&open, of_record(kind, id)), std::slice::from_ref(&came), "{id}");
    }
    mark_to(&open, 2, "1", BillingStatus::NotReady);
    let history = texts(&open, item("1"));
    assert_eq!((history.len(), history[1].as_str()), (2, "Imported from hours.csv"));

    let only = |about| {
        let of = of_contract("ADATUM", None);
        let query = HistoryQuery { of, about: Some(about), search: String::new(), offset: 0, limit: 100 };
        record_history(open.connection(), &query).unwrap().rows.len()
    };
    assert_eq!((only(HistoryAbout::Book), only(HistoryAbout::Transactions)), (1, 1));
    let page = |offset, limit| {
        let query = HistoryQuery { of: item("1"), about: None, search: String::new(), offset, limit };
        record_history(open.connection(), &query).unwrap().rows.len()
    };
    assert_eq!((page(0, 1), page(1, 1), page(2, 1), page(3, 1)), (1, 1, 0, 0));
    assert_eq!(check::check(open.connection()).unwrap(), []);
}

#[test]
// SPEC 9 (`export`): where each came from stands in the export, and the same bytes come out of what was made of it.
fn an_export_says_where_each_came_from() {
    let (book, hours) = three();
    let open = Book::open(&book.path()).unwrap();
    take_in(&open, 1, &hours);
    let path = file(&book, "people.csv", "id,name\nnorthwind,Northwind Traders\n");
    assert_eq!(
        imported(&book, &FileToImport::new(&path, ImportKind::Customers, map(&["id", "name"]))),
        (1, 1, 0)
    );
    delete_transactions(open.connection(), &["1".to_owned()], at(2)).unwrap();
    let mut form = contract(open.connection(), "ADATUM", date("2020-10-05")).unwrap().lines.remove(0).form;
    form.id = "more".to_owned();
    form.name = "More work".to_owned();
    form.transaction_classes = vec!["fee".to_owned()];
    save_line(open.connection(), "ADATUM", None, &form, at(3)).unwrap();
    let text = exported(&book);
    let copy = TempBook::of_text(&text);
    assert_eq!(exported(&copy), text);
    let again = Book::open(&copy.path()).unwrap();
    assert_eq!(texts(&again, item("3")), ["Imported from hours.csv"]);
    assert_eq!(texts(&again, of_record(RecordKind::Customer, "northwind")), ["Imported from people.csv"]);
    let came = "Imported from case.book.json".to_owned();
    assert_eq!(texts(&again, of_contract("ADATUM", None)).last(), Some(&came));
    assert_ne!(texts(&again, of_contract("ADATUM", Some("more"))).last(), Some(&came), "it was set up here");
    assert_eq!(check::check(again.connection()).unwrap(), []);
}

#[test]
// What is set up by hand under a number that an imported record gave free did not come with the file.
fn a_number_that_was_given_free_came_with_no_file() {
    let book = small();
    let path = file(&book, "people.csv", "id,name\none,One\ntwo,Two\nthree,Three\n");
    let people = FileToImport::new(&path, ImportKind::Customers, map(&["id", "name"]));
    assert_eq!(imported(&book, &people), (3, 3, 0));
    let open = Book::open(&book.path()).unwrap();
    let came = ["Imported from people.csv".to_owned()];
    for id in ["two", "three"] {
        delete_record(&open, RecordKind::Customer, id, at(1)).unwrap();
    }
    let RecordForm::Customer(mut form) = record(open.connection(), RecordKind::Customer, "one").unwrap().form
    else {
        unreachable!("it is a customer")
    };
    for (second, id) in [(2, "by-hand"), (3, "by-hand-too")] {
        form.id = id.to_owned();
        save_record(&open, None, &RecordForm::Customer(form.clone()), at(second)).unwrap();
        let told = texts(&open, of_record(RecordKind::Customer, id));
        assert_eq!((told.len(), told.contains(&came[0])), (1, false), "{told:?}");
    }
    assert_eq!(texts(&open, of_record(RecordKind::Customer, "one")), came);
    assert_eq!(check::check(open.connection()).unwrap(), []);
}
