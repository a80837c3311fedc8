//! What persons changed, listed and taken back: SPEC 4.12, 5.3, 7.1, 7.3, 7.6.

use std::ops::ControlFlow;

use chrono::{DateTime, TimeDelta, Utc};
use proforma_api::{
    backlog::{BillingStatus, Marking, Stopping, mark},
    book::Book,
    changes::recent_changes,
    check::check,
    create::create_invoices,
    delete_draft::delete_drafts,
    dto::{BacklogFilter, ChangeKind, MarkMatching, RecentChange},
    interchange,
    mark_matching::mark_matching,
    undo::undo,
};
use proforma_tests::{TempBook, case, date, noon};

use crate::{drafts::state, run};

fn at(minute: i64) -> DateTime<Utc> {
    noon() + TimeDelta::minutes(minute)
}

fn recent(book: &Book) -> Vec<RecentChange> {
    recent_changes(book.connection()).unwrap().rows
}

fn mark_by_hand(book: &Book, ids: &[&str], status: BillingStatus, minute: i64) -> String {
    let markings: Vec<Marking<'_>> = ids.iter().map(|id| Marking { id, customer: None }).collect();
    mark(book.connection(), &markings, status, Stopping::AllOrNothing, at(minute)).unwrap().undo.unwrap()
}

fn said(change: &RecentChange) -> String {
    let amounts: Vec<String> =
        change.amounts.iter().map(|sum| format!("{} {}", sum.amount, sum.currency)).collect();
    let stands = match (&change.undo, change.taken_back_at, &change.why_not) {
        (Some(_), None, None) => "undo".to_owned(),
        (None, Some(at), None) => format!("taken back {}", at.format("%H:%M")),
        (None, None, Some(why)) => why.clone(),
        odd => format!("{odd:?}"),
    };
    format!("{:?} {} [{}] {stands}", change.kind, change.count, amounts.join(", "))
}

fn all_said(book: &Book) -> Vec<String> {
    recent(book).iter().map(said).collect()
}

#[test]
// SPEC 5.3, 7.3, 7.6: every change is listed with what it came to, and all of them are taken back, the latest first, also
// after the program was started anew.
fn changes_are_listed_and_taken_back_one_after_another() {
    let temp = TempBook::of(&case("adatum.book.json"));
    let book = Book::open(&temp.path()).unwrap();
    assert!(recent(&book).is_empty());
    let mut states = vec![state(&book)];
    mark_by_hand(&book, &["t1", "t2"], BillingStatus::NotReady, 1);
    states.push(state(&book));
    let all = MarkMatching {
        filter: BacklogFilter::default(),
        except: Vec::new(),
        billing_status: BillingStatus::ReadyToInvoice.into(),
    };
    let marked = mark_matching(book.connection(), &all, at(2)).unwrap();
    states.push(state(&book));
    let day = date("2020-10-05");
    let created = create_invoices(book.connection(), &["ADATUM".to_owned()], day, day, at(3)).unwrap();
    assert_eq!(
        (created.drafts.len(), created.undo.as_deref()),
        (1, Some("create:2020-10-01T12:03:00.000000Z")).clone()
    );
    states.push(state(&book));
    let id = created.drafts[0].invoice.clone().unwrap();
    delete_drafts(book.connection(), &[id], at(4), |_| ControlFlow::Continue(())).unwrap();
    drop(book);
    let book = Book::open(&temp.path()).unwrap();
    let said = all_said(&book);
    assert_eq!(said.len(), 4);
    let total = &created.drafts[0].total.amount;
    assert_eq!(said[0], format!("DraftsDeleted 1 [{total} USD] undo"));
    assert_eq!(said[1], format!("DraftsCreated 1 [{total} USD] it is deleted by now"));
    assert_eq!(said[2], format!("MarkedReady {} [{} USD] undo", marked.changed, marked.amounts[0].amount));
    assert!(said[3].ends_with("all of it was marked back by hand since"), "{}", said[3]);
    let first = &recent(&book)[0];
    assert_eq!(
        (first.kind, first.contract.as_deref(), first.contracts),
        (ChangeKind::DraftsDeleted, Some("ADATUM"), 1)
    );
    for (place, minute) in [(0, 10), (1, 11), (2, 12), (3, 13)] {
        let change =
            recent(&book)[place].undo.clone().unwrap_or_else(|| panic!("{}", all_said(&book)[place]));
        undo(book.connection(), &change, at(minute)).unwrap();
        assert_eq!(state(&book), states.pop().unwrap(), "{change}");
        let again = undo(book.connection(), &change, at(minute)).unwrap_err();
        assert_eq!(again.to_string(), "this was taken back already");
        assert!(all_said(&book)[place].ends_with(&format!("taken back 12:{minute}")));
    }
    assert!(check(book.connection()).unwrap().is_empty());
}

#[test]
// SPEC 4.12, 7.1: what has moved on says how far, and taking it back is refused and changes nothing.
fn what_has_moved_on_says_why_it_stays() {
    let temp = TempBook::of(&case("adatum.book.json"));
    let book = Book::open(&temp.path()).unwrap();
    let off = mark_by_hand(&book, &["t1", "t2", "t3"], BillingStatus::NotReady, 1);
    let on = mark_by_hand(&book, &["t1", "t2", "t3"], BillingStatus::ReadyToInvoice, 2);
    run(&temp, date("2020-10-05"));
    let before = state(&book);
    let [marked, marked_off] = &recent(&book)[..] else { panic!("{:?}", all_said(&book)) };
    let why = "2 of 3 are on a draft by now";
    assert_eq!((marked.why_not.as_deref(), marked_off.why_not.as_deref()), (Some(why), Some(why)));
    for token in [&on, &off] {
        let refused = undo(book.connection(), token, at(3)).unwrap_err().to_string();
        assert_eq!(refused, format!("{why}, so nothing was taken back"));
    }
    assert_eq!(state(&book), before);
    let day = date("2020-10-20");
    let created = create_invoices(book.connection(), &["ADATUM".to_owned()], day, day, at(4)).unwrap();
    let sql = "UPDATE invoice SET status = 'confirmed', number = 'P-' || id";
    rusqlite::Connection::open(temp.path()).unwrap().execute_batch(sql).unwrap();
    let refused = undo(book.connection(), &created.undo.unwrap(), at(5)).unwrap_err().to_string();
    assert_eq!(refused, "it is confirmed by now, so nothing was taken back");
}

/// A book of so many contracts, each with a ready hour.
fn many(contracts: usize) -> TempBook {
    let contract = |number: usize| {
        format!(
            r#"{{ "id": "C{number}", "name": "Contract {number}", "currency": "USD",
                 "customers": [{{ "customer": "c", "percent": "100" }}],
                 "lines": [{{ "id": "l", "name": "Work", "billing_method": "time_and_material", "transaction_classes": ["time"] }}] }}"#
        )
    };
    let hour = |number: usize| {
        format!(
            r#"{{ "id": "h{number}", "contract": "C{number}", "contract_line": "l", "class": "time", "date": "2020-10-01",
                 "quantity": "1", "unit_price": "10.00", "billing_status": "ready_to_invoice" }}"#
        )
    };
    let list = |of: &dyn Fn(usize) -> String| (0..contracts).map(of).collect::<Vec<_>>().join(",");
    TempBook::of_text(&format!(
        r#"{{ "format": "proforma-book", "version": 1, "company": {{ "name": "Contoso" }}, "time_zone": "Europe/Stockholm",
             "customers": [{{ "id": "c", "name": "Customer" }}], "contracts": [{}], "transactions": [{}] }}"#,
        list(&contract),
        list(&hour)
    ))
}

#[test]
// SPEC 7.3: many drafts are deleted as one change, some at a time, and put back together.
fn many_drafts_go_and_come_back_as_one() {
    let temp = many(50);
    let book = Book::open(&temp.path()).unwrap();
    let keys: Vec<String> = (0..50).map(|number| format!("C{number}")).collect();
    let day = date("2020-10-05");
    let created = create_invoices(book.connection(), &keys, day, day, at(1)).unwrap();
    let ids: Vec<String> = created.drafts.into_iter().filter_map(|draft| draft.invoice).collect();
    let before = state(&book);
    let mut told = Vec::new();
    let stopped = delete_drafts(book.connection(), &ids, at(2), |done| {
        told.push(done);
        if done < 40 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    });
    let stopped = stopped.unwrap();
    assert_eq!((told, stopped.change.changed, stopped.failure), (vec![20, 40], 40, None));
    assert_eq!(stopped.change.amounts[0].amount, "400.00");
    assert_eq!(all_said(&book)[0], "DraftsDeleted 40 [400.00 USD] undo");
    // Work of one of them goes elsewhere: all of them stay away.
    let again = create_invoices(book.connection(), &keys[..1], day, day, at(3)).unwrap().undo.unwrap();
    assert_eq!(
        all_said(&book)[1],
        "DraftsDeleted 40 [400.00 USD] work of 1 of 40 is on another draft by now"
    );
    let token = stopped.change.undo.unwrap();
    let refused = undo(book.connection(), &token, at(4)).unwrap_err().to_string();
    assert_eq!(refused, "draft 1 cannot come back: h0 is on another draft by now");
    undo(book.connection(), &again, at(5)).unwrap();
    undo(book.connection(), &token, at(6)).unwrap();
    assert_eq!(state(&book), before);
    // What stops it later is told beside what is gone by then.
    let mut with_unknown = ids;
    with_unknown[30] = "999".to_owned();
    let part = delete_drafts(book.connection(), &with_unknown, at(7), |_| ControlFlow::Continue(())).unwrap();
    assert_eq!(
        (part.change.changed, part.failure.as_deref()),
        (20, Some("there is no invoice \"999\" in this book"))
    );
    assert!(
        delete_drafts(book.connection(), &["999".to_owned()], at(8), |_| ControlFlow::Continue(())).is_err()
    );
    assert!(delete_drafts(book.connection(), &[], at(8), |_| ControlFlow::Continue(())).is_err());
}

#[test]
fn the_latest_hundred_are_told_and_those_of_another_book_are_not() {
    let temp = TempBook::of(&case("adatum.book.json"));
    let book = Book::open(&temp.path()).unwrap();
    for minute in 0..101 {
        let to = if minute % 2 == 0 { BillingStatus::NotReady } else { BillingStatus::ReadyToInvoice };
        mark_by_hand(&book, &["t1"], to, minute);
    }
    let told = recent_changes(book.connection()).unwrap();
    assert_eq!((told.rows.len(), told.has_more), (100, true));
    assert_eq!((told.rows[0].at, told.rows[99].at), (at(100), at(1)));
    // A book that is made of its file has the same history under other numbers.
    let file = temp.file("again.book.json", "");
    interchange::export(book.connection(), &mut std::fs::File::create(&file).unwrap()).unwrap();
    let other = TempBook::nowhere();
    proforma_api::book::import_into(&other.path(), &file, at(200), "test").unwrap();
    let other = Book::open(&other.path()).unwrap();
    assert!(recent(&other).is_empty());
    let refused = undo(other.connection(), &told.rows[0].id, at(201)).unwrap_err().to_string();
    assert!(refused.starts_with("there is nothing of that name to take back"), "{refused}");
}
