//! Drafts made by hand, deleted and put back: SPEC 7.1, 7.3, 7.6, 7.7.

use chrono::{DateTime, TimeDelta, Utc};
use proforma_api::{
    backlog::{BillingStatus, Marking, Stopping, explain, mark},
    book::Book,
    check::check,
    create::{create_invoices, preview_create},
    delete_draft::{Deleted, delete_draft},
    dto::DraftSummary,
    interchange,
    undo::undo,
};
use proforma_tests::{TempBook, case, date, noon};
use serde_json::Value;

use crate::{mark_ready, run};

/// What has happened in the book, without its history.
pub(crate) fn state(book: &Book) -> Value {
    let mut text = Vec::new();
    interchange::export(book.connection(), &mut text).unwrap();
    let mut state: Value = serde_json::from_slice(&text).unwrap();
    state["state"].as_object_mut().unwrap().remove("history");
    state
}

fn delete(book: &Book, id: &str) -> (Deleted, String) {
    delete_at(book, id, noon())
}

fn delete_at(book: &Book, id: &str, at: DateTime<Utc>) -> (Deleted, String) {
    let deleted = delete_draft(book.connection(), id, at).unwrap();
    let token = deleted.change.undo.clone().unwrap();
    (deleted, token)
}

fn refusal(book: &Book, token: &str) -> String {
    undo(book.connection(), token, noon()).unwrap_err().to_string()
}

#[test]
// SPEC 7.3: a deleted draft's shares are ready again, its rows have run, and a later run takes the shares.
fn what_was_on_a_deleted_draft_is_taken_by_a_later_run() {
    let book = TempBook::of(&case("adatum.book.json"));
    run(&book, date("2020-10-05"));
    let open = Book::open(&book.path()).unwrap();
    let (deleted, _) = delete(&open, "1");
    assert_eq!((deleted.invoice.total.as_str(), deleted.invoice.id.as_deref()), ("7420.00", Some("1")));
    let change = deleted.change;
    assert_eq!((change.changed, change.amounts[0].amount.as_str()), (1, "7420.00"));
    for id in ["t1", "t2", "e1", "e2", "m1"] {
        let share = &explain(open.connection(), id, date("2020-10-06")).unwrap()[0];
        assert_eq!(share.billing_status, BillingStatus::ReadyToInvoice, "{id}");
    }
    let rows = &state(&open)["contracts"][0]["lines"];
    assert_eq!(rows[1]["invoice_schedule"][0]["run_status"], "run_successful");
    assert!(check(open.connection()).unwrap().is_empty());
    assert!(run(&book, date("2020-10-05")).is_empty(), "the row of the date has run");
    let later = run(&book, date("2020-10-19"));
    // t1, t2, t3 and t5 of the line that is due; the milestone, whichever line is due; no expenses before 2 November.
    assert_eq!(later[0].total, "8800.00");
    assert_eq!(later[0].id.as_deref(), Some("2"), "an id is never given twice");
}

#[test]
// SPEC 7.1: confirmed and paid invoices are never deleted; one in review is, and returns as one in review.
fn only_drafts_are_deleted() {
    let book = TempBook::of(&case("adatum.book.json"));
    run(&book, date("2020-10-05"));
    let open = Book::open(&book.path()).unwrap();
    let set = |sql: &str| rusqlite::Connection::open(book.path()).unwrap().execute_batch(sql).unwrap();
    set("UPDATE invoice SET status = 'in_review'");
    let before = state(&open);
    let (deleted, token) = delete(&open, "1");
    assert_eq!(deleted.invoice.status, "in_review");
    undo(open.connection(), &token, noon()).unwrap();
    assert_eq!(state(&open), before);
    for (status, sql) in [
        ("confirmed", "UPDATE invoice SET status = 'confirmed', number = 'P-7'"),
        ("paid", "UPDATE invoice SET status = 'paid'"),
    ] {
        set(sql);
        let refused = delete_draft(open.connection(), "1", noon()).unwrap_err();
        assert_eq!(
            refused.to_string(),
            format!("invoice P-7 is {status}: a confirmed invoice is never changed or deleted")
        );
    }
    assert!(delete_draft(open.connection(), "2", noon()).is_err(), "there is no second one");
}

#[test]
// SPEC 7.3: a deletion is taken back to the last figure, taxes and process run included.
fn a_deleted_draft_comes_back_as_it_was() {
    let text = std::fs::read_to_string(case("split.book.json")).unwrap();
    let taxed = text.replace(
        r#""transaction_classes": ["time"],"#,
        r#""transaction_classes": ["time"], "tax_category": "S", "tax_percent": "25","#,
    );
    let book = TempBook::of_text(&taxed);
    run(&book, date("2021-01-04"));
    let open = Book::open(&book.path()).unwrap();
    let before = state(&open);
    assert_eq!(before["state"]["invoices"].as_array().unwrap().len(), 3);
    let (_, token) = delete(&open, "2");
    assert_ne!(state(&open), before);
    undo(open.connection(), &token, noon()).unwrap();
    assert_eq!(state(&open), before);
    assert!(check(open.connection()).unwrap().is_empty());
    assert_eq!(refusal(&open, &token), "this was taken back already");
}

#[test]
// SPEC 4.11, 7.3: a draft does not come back where anything of it has moved on since; then nothing changes.
fn a_deleted_draft_stays_away_where_its_work_has_moved_on() {
    let book = TempBook::of(&case("adatum.book.json"));
    run(&book, date("2020-10-05"));
    let open = Book::open(&book.path()).unwrap();
    let (_, token) = delete(&open, "1");
    let whole = [Marking { id: "t2", customer: None }];
    mark(open.connection(), &whole, BillingStatus::NotReady, Stopping::AllOrNothing, noon()).unwrap();
    let before = state(&open);
    assert_eq!(refusal(&open, &token), "draft 1 cannot come back: t2 is marked not ready by now");
    mark_ready(&book, "t2");
    run(&book, date("2020-10-19"));
    assert_eq!(refusal(&open, &token), "draft 1 cannot come back: m1 is on another draft by now");
    delete_at(&open, "2", noon() + TimeDelta::minutes(1));
    assert_eq!(state(&open)["state"]["invoices"], before["state"]["invoices"]);
    undo(open.connection(), &token, noon()).unwrap();
    for token in
        ["draft:", "delete_draft:", "delete_draft:2019-10-05T12:00:00.000000Z", "delete_draft:9", "", "1:1"]
    {
        assert!(refusal(&open, token).starts_with("there is nothing of that name to take back"), "{token}");
    }
}

fn without_ids(drafts: &[DraftSummary]) -> Vec<DraftSummary> {
    drafts.iter().map(|draft| DraftSummary { invoice: None, ..draft.clone() }).collect()
}

#[test]
// SPEC 7.6, 7.7: what creation by hand would create is what it creates; looking writes nothing.
fn a_preview_of_creation_is_the_creation() {
    for (name, contracts, through) in [
        ("adatum.book.json", vec!["ADATUM"], "2020-10-20"),
        ("split.book.json", vec!["SPLIT", "SPLIT"], "2021-01-03"),
        ("parked.book.json", vec!["GOOD"], "2021-01-04"),
        ("adatum.book.json", vec!["ADATUM"], "2020-01-01"),
    ] {
        let book = TempBook::of(&case(name));
        let open = Book::open(&book.path()).unwrap();
        let contracts: Vec<String> = contracts.into_iter().map(str::to_owned).collect();
        let (connection, through) = (open.connection(), date(through));
        let before = state(&open);
        let preview = preview_create(connection, &contracts, through, through).unwrap();
        assert!(preview.drafts.iter().all(|draft| draft.invoice.is_none()));
        assert_eq!(state(&open), before, "a preview writes nothing");
        let created = create_invoices(connection, &contracts, through, through, noon()).unwrap();
        assert_eq!(
            (preview.through, preview.drafts),
            (created.through, without_ids(&created.drafts)),
            "{name}"
        );
        assert_eq!(open.header(noon()).unwrap().counts.drafts as usize, created.drafts.len());
        assert!(created.drafts.iter().all(|draft| draft.invoice.is_some()));
    }
}

#[test]
// SPEC 4.3, 4.14, 7.6: a preview is refused where the creation is, with the same sentence.
fn a_preview_of_creation_is_refused_as_the_creation_is() {
    let book = TempBook::of(&case("parked.book.json"));
    let open = Book::open(&book.path()).unwrap();
    let connection = open.connection();
    rusqlite::Connection::open(book.path())
        .unwrap()
        .execute("UPDATE contract SET status = 'closed' WHERE key = 'GOOD'", [])
        .unwrap();
    for (contracts, through, sentence) in [
        (vec!["GOOD"], "2021-01-04", "contract GOOD is closed: only active contracts are invoiced"),
        (vec!["NONE"], "2021-01-04", "there is no contract \"NONE\" in this book"),
        (vec![], "2021-01-04", "contracts: 0 contracts were named, 1 to 10000 can be"),
        (vec!["BAD"], "2021-01-04", "the amount is beyond the limit of 10000000000000 minor units of JPY"),
        (
            vec!["BAD"],
            "2021-01-05",
            "2021-01-05 is after today, 2021-01-04: a run takes nothing that has not happened yet",
        ),
    ] {
        let contracts: Vec<String> = contracts.into_iter().map(str::to_owned).collect();
        let (through, today) = (date(through), date("2021-01-04"));
        let preview = preview_create(connection, &contracts, through, today).unwrap_err();
        let creation = create_invoices(connection, &contracts, through, today, noon()).unwrap_err();
        assert_eq!((preview.to_string(), creation.to_string()), (sentence.to_owned(), sentence.to_owned()));
    }
}
