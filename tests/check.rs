//! Every kind of damage that a check must find, done to a book behind the program's back.

#![expect(clippy::unwrap_used, reason = "a test that cannot go on has failed")]

use proforma_api::{check, interchange};
use proforma_engine::process_run::Backlog;
use proforma_store::{
    Connection, contract, invoice,
    open::{self, Access},
    schedule, share,
};

const BOOK: &str = r#"{
    "format": "proforma-book", "version": 1, "company": { "name": "Contoso" }, "time_zone": "Europe/Sofia",
    "customers": [{ "id": "a", "name": "A" }, { "id": "b", "name": "B" }],
    "contracts": [{
        "id": "c", "name": "C", "currency": "USD",
        "customers": [{ "customer": "a", "percent": "60" }, { "customer": "b", "percent": "40" }],
        "lines": [
            { "id": "work", "name": "Work", "billing_method": "time_and_material", "transaction_classes": ["time"],
              "tax_category": "S", "tax_percent": "20",
              "invoice_schedule": [{ "run_date": "2020-10-05", "cut_off_date": "2020-10-04" }] },
            { "id": "price", "name": "Price", "billing_method": "fixed_price", "contracted_amount": "30.00",
              "milestones": [{ "id": "m", "name": "M", "date": "2020-10-05", "amount": "30.00",
                               "billing_status": "ready_to_invoice" }] }
        ]
    }],
    "transactions": [
        { "id": "t1", "contract": "c", "contract_line": "work", "class": "time", "date": "2020-10-01",
          "quantity": "1", "unit_price": "10.00", "billing_status": "ready_to_invoice" },
        { "id": "t2", "contract": "c", "contract_line": "work", "class": "time", "date": "2020-10-06",
          "quantity": "1", "unit_price": "7.00", "billing_status": "ready_to_invoice" }
    ]
}"#;

/// The book above after its run of 5 October: two drafts, one per customer; then the damage.
fn violations_after(damage: &str) -> Vec<String> {
    let folder = tempfile::tempdir().unwrap();
    let (path, file) = (folder.path().join("book.proforma"), folder.path().join("book.json"));
    std::fs::write(&file, BOOK).unwrap();
    let now = "2020-10-05T08:30:00Z".parse().unwrap();
    {
        let connection = open::create(&path).unwrap();
        interchange::import(&connection, &file, now, "1.0.0").unwrap();
        run(&connection);
    }
    {
        let raw = rusqlite::Connection::open(&path).unwrap();
        let triggers: Vec<String> = raw
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
            .unwrap()
            .query_map([], |row| row.get(0))
            .unwrap()
            .collect::<Result<_, _>>()
            .unwrap();
        raw.execute_batch("PRAGMA foreign_keys = OFF; PRAGMA ignore_check_constraints = ON").unwrap();
        for trigger in triggers {
            raw.execute_batch(&format!("DROP TRIGGER {trigger}")).unwrap();
        }
        raw.execute_batch(damage).unwrap();
    }
    let connection = open::open(&path, Access::ReadWrite).unwrap().connection;
    check::check(&connection).unwrap().iter().map(ToString::to_string).collect()
}

fn run(connection: &Connection) {
    let date = "2020-10-05".parse().unwrap();
    let tx = connection.write().unwrap();
    let id = contract::id_of(&tx, "c").unwrap().unwrap();
    let contract = contract::by_id(&tx, id).unwrap().unwrap();
    let shares = share::backlog_of(&tx, &contract).unwrap();
    let backlog = Backlog { rows: schedule::of_contract(&tx, id).unwrap(), contract, shares };
    for draft in backlog.run(date, date).unwrap().drafts {
        let created_at = "2020-10-05T08:30:00Z".parse().unwrap();
        let origin = invoice::DraftOrigin { contract: id, process_run: None, work_up_to: None, created_at };
        invoice::insert_draft(&tx, origin, &draft).unwrap();
    }
    tx.commit().unwrap();
}

#[track_caller]
fn check_damage(damage: &str, expected: &[&str]) {
    let found = violations_after(damage);
    for sentence in expected {
        assert!(
            found.iter().any(|violation| violation.contains(sentence)),
            "{damage}\n{sentence}\n{found:#?}"
        );
    }
}

#[test]
// SPEC 7.8: a sound book has no violation.
fn a_sound_book_is_proved() {
    assert_eq!(violations_after(""), Vec::<String>::new());
}

#[test]
// SPEC 2.2
fn an_amount_that_is_not_quantity_times_price() {
    check_damage(
        "UPDATE \"transaction\" SET quantity = '2' WHERE key = 't1'",
        &["transaction t1: its amount is 10.00 USD, but 2 × 10.00 is 20.00 USD"],
    );
    check_damage(
        "UPDATE \"transaction\" SET quantity = 'x' WHERE key = 't1'",
        &["but x × 10.00 is no amount"],
    );
}

#[test]
// SPEC 5.2: shares add up to the amount.
fn shares_that_do_not_add_up() {
    check_damage(
        "UPDATE share SET amount_minor = 599 WHERE transaction_id = 1 AND customer_id = 1",
        &[
            "t1: its shares add up to 9.99 USD, not to its amount 10.00 USD",
            "invoice 1: it charges 6.00 USD for t1, whose share is 5.99 USD",
        ],
    );
    check_damage(
        "DELETE FROM share WHERE transaction_id = 2",
        &["t2: its shares add up to 0.00 USD, not to its amount 7.00 USD"],
    );
    check_damage(
        "UPDATE milestone SET amount_minor = 3001",
        &[
            "m: its shares add up to 30.00 USD, not to its amount 30.01 USD",
            "contract c, line price: its milestones add up to 30.01 USD, not to 30.00 USD",
        ],
    );
}

#[test]
// SPEC 5.2: a share is a part of one transaction or milestone.
fn shares_that_are_apart_from_what_they_are_shares_of() {
    check_damage(
        "UPDATE share SET class = 'fee' WHERE transaction_id = 2",
        &["t2: a share says fee of 2020-10-06, which is not what it is a share of"],
    );
    check_damage(
        "UPDATE milestone SET milestone_date = '2020-10-07'",
        &["m: a share says milestone of 2020-10-05, which is not what it is a share of"],
    );
}

#[test]
// SPEC 5.4: billed and committed never pass a limit that is set.
fn limits_that_are_passed() {
    check_damage(
        "UPDATE contract SET not_to_exceed_minor = 1699",
        &["contract \"C\" has 17.00 USD billed or committed, more than its not-to-exceed limit of 16.99"],
    );
    check_damage(
        "UPDATE contract_customer SET not_to_exceed_minor = 1000 WHERE customer_id = 1",
        &[
            "A on contract \"C\" has 10.20 USD billed or committed, more than its not-to-exceed limit of 10.00",
        ],
    );
    assert_eq!(violations_after("UPDATE contract SET not_to_exceed_minor = 1700"), Vec::<String>::new());
}

#[test]
// SPEC 4.11, 7.3: the status of a share and the invoice that charges it.
fn statuses_and_claims_that_disagree() {
    check_damage(
        "UPDATE share SET billing_status = 'ready_to_invoice' WHERE transaction_id = 1 AND customer_id = 1",
        &["t1: the share of a is ready_to_invoice, but invoice 1, which is draft, charges it"],
    );
    check_damage(
        "UPDATE share SET billing_status = 'invoice_created' WHERE transaction_id = 2",
        &[
            "t2: the share of a is invoice_created, but no invoice charges it",
            "t2: the share of b is invoice_created, but no invoice charges it",
        ],
    );
    check_damage(
        "UPDATE share SET billing_status = 'invoice_posted' WHERE milestone_id = 1 AND customer_id = 2",
        &["m: the share of b is invoice_posted, but invoice 2, which is draft, charges it"],
    );
    check_damage(
        "UPDATE invoice SET status = 'confirmed', number = '1' WHERE id = 1",
        &["t1: the share of a is invoice_created, but invoice 1, which is confirmed, charges it"],
    );
}

#[test]
// SPEC 2.4, 4.6, 9: an invoice is the sum of its parts.
fn invoices_that_do_not_add_up() {
    check_damage(
        "UPDATE invoice_line_detail SET amount_minor = 601 WHERE amount_minor = 600",
        &[
            "invoice 1: it charges 6.01 USD for t1, whose share is 6.00 USD",
            "invoice 1: line work is 6.00 USD, but its chargeable details add up to 6.01 USD",
        ],
    );
    check_damage(
        "UPDATE invoice_line SET amount_minor = 700 WHERE amount_minor = 600",
        &[
            "invoice 1: line work is 7.00 USD, but its chargeable details add up to 6.00 USD",
            "invoice 1: its subtotal is 24.00 USD, but must be 25.00 USD",
            "invoice 1: its taxes are S 20 % of 6.00 USD: 1.20 USD, but must be S 20 % of 7.00 USD: 1.40 USD",
        ],
    );
    check_damage(
        "UPDATE invoice_tax SET tax_minor = 121 WHERE invoice_id = 1",
        &["invoice 1: its tax is 1.20 USD, but must be 1.21 USD"],
    );
    check_damage(
        "DELETE FROM invoice_tax WHERE invoice_id = 2",
        &["invoice 2: its taxes are none, but must be S 20 % of 4.00 USD: 0.80 USD"],
    );
    check_damage(
        "UPDATE invoice SET total_minor = 1 WHERE id = 2",
        &["invoice 2: its total is 0.01 USD, but must be 16.80 USD"],
    );
    check_damage(
        "UPDATE invoice SET customer_id = 2 WHERE id = 1",
        &["invoice 1: it charges t1, which is another customer's or another contract's"],
    );
}

#[test]
// SPEC 5.1: percentages total 100.
fn percentages_that_do_not_total_100() {
    check_damage(
        "UPDATE contract_customer SET percent = '39' WHERE position = 1",
        &["contract c: the percentages of its customers total 99, not 100"],
    );
    check_damage(
        "UPDATE contract_line_customer SET percent = 'x' WHERE contract_line_id = 1 AND position = 1",
        &["contract c, line work: the percentages of its customers total 60 + x, not 100"],
    );
    check_damage(
        "DELETE FROM contract_line_customer WHERE contract_line_id = 2",
        &["contract c, line price: the percentages of its customers total 0, not 100"],
    );
}

#[test]
// SPEC 3.11: a row has either a cut-off date or a milestone, and a milestone has a row.
fn rows_and_milestones() {
    check_damage(
        "UPDATE schedule_row SET cut_off_date = NULL WHERE milestone_id IS NULL",
        &["contract c, line work: the row of 2020-10-05 must have either a cut-off date or a milestone"],
    );
    check_damage(
        "DELETE FROM schedule_row WHERE milestone_id = 1",
        &["milestone m: the schedule has no row for it"],
    );
}

#[test]
// SPEC 4.10, 7.8: what would keep a contract from being billed.
fn contracts_that_do_not_read() {
    let unreadable = "contract c cannot be billed as it is stored: the book holds";
    for (damage, value) in [
        ("UPDATE contract_line SET tax_percent = 'x' WHERE id = 1", "x"),
        ("UPDATE contract_line SET transaction_classes = 'tyme' WHERE id = 1", "tyme"),
        (
            "UPDATE contract_line_customer SET is_rounding = 1 WHERE contract_line_id = 1",
            "a second rounding customer is named",
        ),
        ("UPDATE \"transaction\" SET transaction_date = '2020-13-45' WHERE key = 't2'", "2020-13-45"),
        ("UPDATE schedule_row SET run_date = '2020-02-30' WHERE milestone_id = 1", "2020-02-30"),
    ] {
        check_damage(damage, &[&format!("{unreadable} \"{value}\"")]);
    }
}

#[test]
fn references_history_and_the_file_itself() {
    check_damage("DELETE FROM customer WHERE id = 2", &["customer"]);
    check_damage("UPDATE history SET detail = '{}'", &["history of the book: entry 1 was changed"]);
    check_damage("UPDATE contract SET status = 'lost'", &["contract"]);
}
