//! Not-to-exceed limits, from the file to the draft (SPEC 5.4).

use proforma_api::{
    backlog::{BillingStatus, Marking, Stopping, explain, mark},
    book::Book,
    create::create_invoices,
    delete_draft::delete_draft,
    dto::{BacklogFilter, Change, MarkMatching},
    mark_matching::mark_matching,
    undo::undo,
};
use proforma_store::share;
use proforma_tests::{TempBook, date, noon};
use serde_json::{Value, json};

/// One line billed by time for one customer or two, and transactions of so much each, day after day.
fn book(line: &Value, amounts: &[&str]) -> TempBook {
    let mut whole = json!({ "id": "work", "name": "Work", "billing_method": "time_and_material",
        "transaction_classes": ["time"],
        "invoice_schedule": [{ "run_date": "2020-12-01", "cut_off_date": "2020-11-30" }] });
    whole.as_object_mut().unwrap().extend(line.as_object().unwrap().clone());
    let transaction = |(index, amount): (usize, &&str)| {
        json!({ "id": format!("t{}", index + 1), "contract": "C", "contract_line": "work", "class": "time",
                "date": format!("2020-10-{:02}", index + 1), "quantity": "1", "unit_price": amount })
    };
    let transactions: Vec<Value> = amounts.iter().enumerate().map(transaction).collect();
    TempBook::of_text(
        &json!({
            "format": "proforma-book", "version": 1, "company": { "name": "Contoso" }, "time_zone": "UTC",
            "customers": [{ "id": "a", "name": "Adatum" }, { "id": "b", "name": "Fabrikam" }],
            "contracts": [{ "id": "C", "name": "Contract", "currency": "USD", "delivery_date": "2020-12-31",
                            "customers": [{ "customer": "a", "percent": "100" }], "lines": [whole] }],
            "transactions": transactions,
        })
        .to_string(),
    )
}

fn ready(book: &Book, ids: &[&str], stopping: Stopping) -> Result<Change, String> {
    let markings: Vec<Marking<'_>> = ids.iter().map(|id| Marking { id, customer: None }).collect();
    let marked = mark(book.connection(), &markings, BillingStatus::ReadyToInvoice, stopping, noon());
    let marked = marked.map_err(|error| error.to_string())?;
    let changed = u32::try_from(marked.shares.len()).unwrap();
    Ok(Change { changed, amounts: marked.amounts.amounts(), undo: marked.undo, stopped: marked.stopped })
}

fn status_of(book: &Book, id: &str) -> String {
    let shares = share::of_item(book.connection(), id).unwrap();
    shares.iter().map(|share| share.billing_status.as_str()).collect::<Vec<_>>().join(" ")
}

#[test]
// SPEC 5.4, 9 (`mark`): all or nothing where several are named, and the limit is named with its numbers.
fn the_headless_program_marks_all_or_nothing() {
    let book = book(&json!({ "not_to_exceed": "1000" }), &["600", "400", "0.01"]);
    let open = Book::open(&book.path()).unwrap();
    let refused = ready(&open, &["t1", "t2", "t3"], Stopping::AllOrNothing).unwrap_err();
    assert_eq!(
        refused,
        "t3 stays as it is: 0.01 USD more would bring contract line \"Work\" to 1000.01, 0.01 above its not-to-exceed limit of 1000.00; 1000.00 is billed or committed already"
    );
    assert_eq!([status_of(&open, "t1"), status_of(&open, "t3")], ["not_ready", "not_ready"]);
    ready(&open, &["t1", "t2"], Stopping::AllOrNothing).expect("exactly the limit");
    ready(&open, &["t1"], Stopping::AllOrNothing).expect("ready already is fine");
}

#[test]
// SPEC 5.4: in the order of date, then id, whatever the order asked for; what does not fit says so by itself.
fn the_window_marks_what_fits_by_date() {
    let book = book(&json!({ "not_to_exceed": "1000" }), &["600", "500", "400"]);
    let open = Book::open(&book.path()).unwrap();
    let change = ready(&open, &["t3", "t2", "t1"], Stopping::WhatFits).unwrap();
    assert_eq!((change.changed, change.stopped.shares, change.stopped.why.len()), (2, 1, 1));
    let statuses = ["t1", "t2", "t3"].map(|id| status_of(&open, id));
    assert_eq!(statuses, ["ready_to_invoice", "not_ready", "ready_to_invoice"]);
    let told = explain(open.connection(), "t2", noon().date_naive()).unwrap();
    assert_eq!(told[0].reason.code.as_str(), "stopped_by_limit");
    assert!(
        told[0].text.starts_with("The not-to-exceed limit of the contract line stops it"),
        "{}",
        told[0].text
    );
    // Once there is room it fits, and the limit is forgotten.
    undo(open.connection(), &change.undo.unwrap(), noon()).unwrap();
    assert_eq!(ready(&open, &["t2"], Stopping::WhatFits).unwrap().changed, 1);
}

#[test]
// SPEC 5.4: the same, by filter.
fn all_that_match_are_marked_as_far_as_they_fit() {
    let book = book(&json!({ "not_to_exceed": "1000" }), &["600", "500", "400"]);
    let open = Book::open(&book.path()).unwrap();
    let request = MarkMatching {
        filter: BacklogFilter::default(),
        except: Vec::new(),
        billing_status: proforma_api::dto::BillingStatus::ReadyToInvoice,
    };
    let change = mark_matching(open.connection(), &request, noon()).unwrap();
    assert_eq!((change.changed, change.stopped.shares), (2, 1));
    assert_eq!(change.amounts[0].amount, "1000.00");
    let statuses = ["t1", "t2", "t3"].map(|id| status_of(&open, id));
    assert_eq!(statuses, ["ready_to_invoice", "not_ready", "ready_to_invoice"]);
    undo(open.connection(), &change.undo.unwrap(), noon()).unwrap();
    assert_eq!(status_of(&open, "t1"), "not_ready");
}

#[test]
// SPEC 5.4: each of the four levels by itself; two customers of one line have limits of their own.
fn a_customer_of_a_line_has_a_limit_of_its_own() {
    let customers = json!({ "customers": [{ "customer": "a", "percent": "50", "not_to_exceed": "250" },
                                          { "customer": "b", "percent": "50" }] });
    let book = book(&customers, &["500", "500"]);
    let open = Book::open(&book.path()).unwrap();
    ready(&open, &["t1"], Stopping::AllOrNothing).unwrap();
    let change = ready(&open, &["t2"], Stopping::WhatFits).unwrap();
    assert_eq!(change.changed, 1, "the other customer pays on");
    assert!(change.stopped.why[0].contains("would bring Adatum on contract line \"Work\" to 500.00"));
    assert_eq!(status_of(&open, "t2"), "not_ready ready_to_invoice");
}

#[test]
// SPEC 5.4: on a draft it stays committed, and so when the draft is deleted; a credit that made room stays.
fn drafts_and_credits_keep_the_limit() {
    let book = book(&json!({ "not_to_exceed": "1000" }), &["-200", "1200", "100"]);
    let open = Book::open(&book.path()).unwrap();
    ready(&open, &["t1", "t2"], Stopping::AllOrNothing).unwrap();
    let credit = [Marking { id: "t1", customer: None }];
    let refused = mark(open.connection(), &credit, BillingStatus::NotReady, Stopping::AllOrNothing, noon());
    let refused = refused.unwrap_err().to_string();
    assert!(refused.contains("without this credit of -200.00 USD"), "{refused}");
    let through = date("2020-12-31");
    let created = create_invoices(open.connection(), &["C".to_owned()], through, through, noon()).unwrap();
    assert!(ready(&open, &["t3"], Stopping::AllOrNothing).is_err(), "on a draft it is committed");
    let draft = created.drafts[0].invoice.clone().unwrap();
    delete_draft(open.connection(), &draft, noon()).unwrap();
    assert!(ready(&open, &["t3"], Stopping::AllOrNothing).is_err(), "and ready again it is");
}

#[test]
// SPEC 5.4: what comes in ready passes no limit; a book with limits comes back the same.
fn an_import_holds_the_limits() {
    let mut whole = json!({ "format": "proforma-book", "version": 1, "company": { "name": "Contoso" },
        "customers": [{ "id": "a", "name": "Adatum" }],
        "contracts": [{ "id": "C", "name": "Contract", "currency": "USD", "not_to_exceed": "100",
            "customers": [{ "customer": "a", "percent": "100", "not_to_exceed": "90" }],
            "lines": [{ "id": "work", "name": "Work", "billing_method": "time_and_material", "not_to_exceed": "95",
                        "transaction_classes": ["time"], "customers": [{ "customer": "a", "percent": "100", "not_to_exceed": "80" }] }] }],
        "transactions": [{ "id": "t", "contract": "C", "contract_line": "work", "class": "time", "date": "2020-10-01",
                           "quantity": "1", "unit_price": "80.01", "billing_status": "ready_to_invoice" }] });
    let nowhere = TempBook::nowhere();
    let file = nowhere.file("over.book.json", &whole.to_string());
    let refused = nowhere.refusal(&["import", file.to_str().unwrap()]);
    assert_eq!(
        refused,
        "contracts: Adatum on contract line \"Work\" has 80.01 USD billed or committed, more than its not-to-exceed limit of 80.00"
    );
    whole["transactions"][0]["unit_price"] = json!("80");
    let book = TempBook::of_text(&whole.to_string());
    let first = book.output(&["export"]);
    let again = TempBook::of_text(&first);
    assert_eq!(again.output(&["export"]), first);
}
