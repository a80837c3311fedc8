//! Shares and the claim of a draft: SPEC 2.1, 4.2, 4.10, 4.11, 5.3, 7.8, 9.

use proforma_engine::{ids::InvoiceId, process_run::Backlog};

use super::*;
use crate::invoice::{self, DraftOrigin, StoredInvoice};

fn backlog(book: &Connection) -> Backlog {
    let contract = the_contract(book);
    let shares = share::backlog_of(book, &contract).expect("read");
    Backlog { rows: schedule::of_contract(book, contract.id).expect("read"), contract, shares }
}

/// Writes every draft that the backlog of some moment comes to.
fn claim(book: &Connection, backlog: &Backlog) -> Result<usize, StoreError> {
    let drafts = backlog.create_now(date("2020-10-05")).expect("can be billed");
    let origin = DraftOrigin {
        contract: backlog.contract.id,
        process_run: None,
        work_up_to: None,
        created_at: noon(),
    };
    write(book, |tx| {
        drafts.iter().try_for_each(|draft| invoice::insert_draft(tx, origin, draft).map(|_| ()))?;
        Ok(drafts.len())
    })
}

fn statuses(book: &Connection) -> Vec<BillingStatus> {
    share::of_item(book, "t1").expect("read").iter().map(|share| share.billing_status).collect()
}

#[test]
// SPEC 4.2, 4.10, 4.11: a draft claims its shares; who saw the same backlog a moment before writes nothing.
fn a_share_is_claimed_once() {
    let book = book();
    let contract = the_contract(&book);
    write(&book, |tx| hour(tx, &contract, "t1")).expect("written");
    let before = backlog(&book);
    assert_eq!(claim(&book, &before).expect("claimed"), 2, "one draft a customer");
    assert_eq!(statuses(&book), [BillingStatus::InvoiceCreated; 2]);
    assert!(backlog(&book).shares.is_empty(), "what is on an invoice is not in the backlog");
    assert!(claim(&book, &before).is_err());
    assert_eq!(invoice::ids(&book).expect("read").len(), 2, "nothing of the second claim is written");
}

#[test]
// SPEC 4.11: one live charge per share, whatever its status says.
fn one_charge_per_share() {
    let book = book();
    let contract = the_contract(&book);
    write(&book, |tx| hour(tx, &contract, "t1")).expect("written");
    let before = backlog(&book);
    claim(&book, &before).expect("claimed");
    assert_eq!(refusal(&book, "UPDATE share SET billing_status = 'ready_to_invoice'"), "accepted");
    let again = claim(&book, &before);
    assert!(matches!(again, Err(StoreError::Refused { .. })), "{again:?}");
    assert_eq!(invoice::ids(&book).expect("read").len(), 2);
}

#[test]
// SPEC 7.1, 7.3: a deleted draft leaves nothing behind and releases its shares; one that is confirmed by then stays.
fn a_deleted_draft_releases_its_shares() {
    let book = book();
    let contract = the_contract(&book);
    write(&book, |tx| hour(tx, &contract, "t1")).expect("written");
    claim(&book, &backlog(&book)).expect("claimed");
    let drafts: Vec<(InvoiceId, StoredInvoice)> = invoice::ids(&book)
        .expect("read")
        .into_iter()
        .map(|id| (id, invoice::by_id(&book, id).expect("read").expect("it is there")))
        .collect();
    let delete = |place: usize| {
        let (id, draft): &(InvoiceId, StoredInvoice) = &drafts[place];
        write(&book, |tx| invoice::delete_draft(tx, *id, draft))
    };
    delete(0).expect("deleted");
    assert_eq!(statuses(&book), [BillingStatus::ReadyToInvoice, BillingStatus::InvoiceCreated]);
    assert_eq!(invoice::ids(&book).expect("read"), [drafts[1].0]);
    assert!(matches!(delete(0), Err(StoreError::Conflict { .. })), "it is gone");
    assert_eq!(refusal(&book, "UPDATE invoice SET status = 'confirmed', number = '1'"), "accepted");
    assert!(matches!(delete(1), Err(StoreError::Refused { .. })), "its details are never changed");
    assert_eq!(statuses(&book)[1], BillingStatus::InvoiceCreated);
}

#[test]
// SPEC 5.3: each share has its own billing status, and moves only from the one that it was seen in.
fn each_share_has_its_own_status() {
    let book = book();
    let contract = the_contract(&book);
    write(&book, |tx| hour(tx, &contract, "t1")).expect("written");
    let (ready, waits) = (BillingStatus::ReadyToInvoice, BillingStatus::NotReady);
    let mark = || write(&book, |tx| share::set_status(tx, WORK, ShareId(1), ready, waits));
    mark().expect("the first");
    assert_eq!(statuses(&book), [waits, ready]);
    assert!(matches!(mark(), Err(StoreError::Conflict { .. })));
    let in_backlog: Vec<CustomerId> = backlog(&book).shares.iter().map(|share| share.customer).collect();
    assert_eq!(in_backlog, [B]);
}

#[test]
// SPEC 7.8: what a share is worth is its unbilled actual, never changed and never deleted.
fn an_unbilled_actual_stays() {
    let book = book();
    let contract = the_contract(&book);
    write(&book, |tx| hour(tx, &contract, "t1")).expect("written");
    for sql in [
        "UPDATE share SET amount_minor = 1",
        "UPDATE share SET quantity = '2'",
        "UPDATE share SET percent = '50'",
        "UPDATE share SET billing_type = 'complimentary'",
        "UPDATE share SET customer_id = 2",
    ] {
        assert_eq!(refusal(&book, sql), "an unbilled sales actual is never changed", "{sql}");
    }
    assert_eq!(refusal(&book, "DELETE FROM share"), "an unbilled sales actual is never deleted");
}

#[test]
// SPEC 2.1: amounts are integer minor units, and no column takes a floating-point number for one.
fn amounts_are_stored_as_integers() {
    let book = book();
    let contract = the_contract(&book);
    write(&book, |tx| hour(tx, &contract, "t1")).expect("written");
    let read = |sql: &str| book.inner.query_row(sql, [], |row| row.get::<_, String>(0)).expect("read");
    assert_eq!(read("SELECT group_concat(amount_minor, ' ') FROM share"), "600 400");
    let sql = "SELECT group_concat(name, ' ') FROM (
        SELECT c.name FROM sqlite_schema AS t, pragma_table_info(t.name) AS c
        WHERE t.type = 'table' AND (c.type NOT IN ('INTEGER', 'TEXT', 'BLOB') OR (c.name LIKE '%_minor' AND c.type <> 'INTEGER'))
          AND t.name NOT LIKE 'sqlite_%' AND t.name NOT LIKE 'transaction_text%')";
    let columns = book.inner.query_row(sql, [], |row| row.get::<_, Option<String>>(0)).expect("read");
    assert_eq!(columns, None, "columns that could hold a floating-point number");
    let said = refusal(&book, "UPDATE \"transaction\" SET amount_minor = 10.5");
    assert!(said.contains("cannot store REAL value in INTEGER column"), "{said}");
}

#[test]
// SPEC 9: transactions and milestones share one id space.
fn a_transaction_and_a_milestone_never_share_an_id() {
    let book = book();
    let contract = the_contract(&book);
    write(&book, |tx| hour(tx, &contract, "t1")).expect("written");
    write(&book, |tx| milestone(tx, "m1", "1.00")).expect("written");
    let taken = [
        write(&book, |tx| milestone(tx, "t1", "1.00")).map(|_| ()),
        write(&book, |tx| milestone(tx, "m1", "1.00")).map(|_| ()),
        write(&book, |tx| hour(tx, &contract, "m1")),
        write(&book, |tx| hour(tx, &contract, "t1")),
    ];
    assert!(taken.iter().all(|taken| matches!(taken, Err(StoreError::Refused { .. }))), "{taken:?}");
}

#[test]
// SPEC 5.3: neighbours in one status are told together.
fn statuses_are_told_in_runs() {
    let book = book();
    let contract = the_contract(&book);
    write(&book, |tx| ["t1", "t2", "t3"].iter().try_for_each(|key| hour(tx, &contract, key)))
        .expect("written");
    let (ready, not_ready) = (BillingStatus::ReadyToInvoice, BillingStatus::NotReady);
    write(&book, |tx| share::set_status(tx, WORK, ShareId(3), ready, not_ready)).expect("written");
    let runs = share::status_runs(&book, WORK).expect("read");
    let told: Vec<_> = runs.iter().map(|run| (run.first, run.last, run.billing_status)).collect();
    assert_eq!(told, [(1, 2, ready), (3, 3, not_ready), (4, 6, ready)]);
    assert_eq!(share::status_runs(&book, PRICE).expect("read"), []);
}
