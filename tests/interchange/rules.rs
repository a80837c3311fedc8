//! What an import makes of a file: shares, schedules, periodic milestones, and what a second file may add.

use proforma_store::{Connection, contract, history, schedule, share, violations};
use serde_json::{Value, json};

use crate::book::{ADATUM, export_value, import, import_into, import_value, set, small};

fn shares(connection: &Connection, key: &str) -> Vec<String> {
    let shares = share::of_item(connection, key).unwrap();
    shares
        .iter()
        .map(|share| {
            format!("{} {} {} {}", share.customer.0, share.percent, share.amount, share.billing_status)
        })
        .collect()
}

fn line(book: &Value, index: usize) -> &Value {
    &book["contracts"][0]["lines"][index]
}

#[test]
// SPEC 8: the worked example.
fn adatum_comes_in_whole() {
    let connection = Connection::in_memory().unwrap();
    let summary = import_into(&connection, ADATUM.as_bytes()).unwrap();
    let counts = [
        summary.customers,
        summary.contracts,
        summary.contract_lines,
        summary.milestones,
        summary.transactions,
        summary.shares,
    ];
    assert_eq!(counts, [1, 1, 3, 2, 13, 15]);
    assert!(summary.is_new_book);
    let contract = contract::id_of(&connection, "ADATUM").unwrap().unwrap();
    let rows = schedule::of_contract(&connection, contract).unwrap();
    let dates: Vec<String> =
        rows.iter().map(|row| format!("{} {}", row.contract_line.0, row.run_date)).collect();
    assert_eq!(
        dates,
        [
            "1 2020-10-05",
            "2 2020-10-05",
            "3 2020-10-05",
            "2 2020-10-19",
            "2 2020-11-02",
            "3 2020-11-02",
            "1 2020-11-03",
            "2 2020-11-16"
        ]
    );
    let entries = history::read(&connection, None).unwrap();
    assert_eq!(entries.len(), 1, "one entry for the command");
    assert_eq!(
        (entries[0].command.as_str(), entries[0].detail.as_str()),
        ("import", r#"{"file":"small.book.json","contracts":1,"milestones":2,"transactions":13}"#)
    );
}

#[test]
// SPEC 5.1, 5.2: the line's own customers decide, the amount is split, the rounding customer takes the difference.
fn a_transaction_is_split_among_the_customers_of_its_line() {
    let mut book = small();
    let list = json!([{ "customer": "a", "percent": "33.333333" }, { "customer": "b", "percent": "66.666667", "rounding": true }]);
    set(&mut book, "/contracts/0/lines/0/customers", list);
    let connection = import_value(&book).unwrap();
    // 1.5 × 100.10 = 150.15
    assert_eq!(
        shares(&connection, "t1"),
        ["1 33.333333 50.05 ready_to_invoice", "2 66.666667 100.10 ready_to_invoice"]
    );
    assert_eq!(
        shares(&connection, "m"),
        ["1 100 30.00 ready_to_invoice"],
        "the other line copies the contract's list"
    );
    let exported = export_value(&connection);
    assert_eq!(
        exported["contracts"][0]["customers"],
        json!([{ "customer": "a", "percent": "100" }, { "customer": "b", "percent": "0" }]),
        "a customer that only a line names joins the contract at 0 %"
    );
}

#[test]
// SPEC 2.2: quantity × unit price, rounded half away from zero.
fn amounts_are_rounded_once() {
    let mut book = small();
    set(&mut book, "/transactions/0/quantity", json!("7.5"));
    set(&mut book, "/transactions/0/unit_price", json!("133.33"));
    set(&mut book, "/transactions/1/quantity", json!("-7.5"));
    set(&mut book, "/transactions/1/unit_price", json!("133.33"));
    let connection = import_value(&book).unwrap();
    assert_eq!(shares(&connection, "t1"), ["1 100 999.98 ready_to_invoice"]);
    assert_eq!(shares(&connection, "t2"), ["1 100 -999.98 not_ready"]);
}

#[test]
// SPEC 4.13: a fixed-price line bills its milestones, so its transactions have no shares.
fn a_transaction_on_a_fixed_price_line_has_no_shares() {
    let mut book = small();
    let transaction = json!({ "id": "t3", "contract": "c", "contract_line": "price", "class": "fee", "date": "2020-10-02",
                              "quantity": "1", "unit_price": "5", "billing_status": "ready_to_invoice" });
    set(&mut book, "/transactions/2", transaction);
    let connection = import_value(&book).unwrap();
    assert!(shares(&connection, "t3").is_empty());
    assert_eq!(export_value(&connection)["transactions"][2]["id"], "t3", "it is in the book all the same");
    let mut found = 0;
    violations::transactions(&connection, |_| found += 1).unwrap();
    assert_eq!(found, 3);
}

fn without_schedule(frequency: Value) -> Value {
    let mut book = small();
    let line = book.pointer_mut("/contracts/0/lines/0").unwrap().as_object_mut().unwrap();
    line.remove("invoice_schedule");
    line.insert("invoice_frequency".to_owned(), json!("f"));
    set(&mut book, "/invoice_frequencies/0", frequency);
    book
}

#[test]
// SPEC 3.4, 3.6, 3.7: rows are generated from billing start to delivery date, with the book's holidays.
fn a_schedule_is_generated_where_none_is_given() {
    let frequency = json!({ "id": "f", "name": "F", "period": "monthly", "runs": [{ "day": 15 }], "working_day": "next" });
    let mut book = without_schedule(frequency);
    set(&mut book, "/holidays", json!(["2020-10-15"]));
    let exported = export_value(&import_value(&book).unwrap());
    assert_eq!(
        line(&exported, 0)["invoice_schedule"],
        json!([
            { "run_date": "2020-10-16", "cut_off_date": "2020-10-14", "origin": "generated" },
            { "run_date": "2020-11-16", "cut_off_date": "2020-11-14", "origin": "generated" },
            { "run_date": "2020-12-15", "cut_off_date": "2020-12-14", "origin": "generated" },
        ])
    );
}

#[test]
// SPEC 3.9: a frequency without a billing start or delivery date leaves an empty schedule, which is no error.
fn a_line_without_a_range_has_an_empty_schedule() {
    let weekly = json!({ "id": "f", "name": "F", "period": "weekly", "runs": [{ "weekday": "monday" }] });
    for (owner, key) in [("/contracts/0", "delivery_date"), ("/contracts/0/lines/0", "billing_start")] {
        let mut book = without_schedule(weekly.clone());
        book.pointer_mut(owner).unwrap().as_object_mut().unwrap().remove(key);
        let exported = export_value(&import_value(&book).unwrap());
        assert_eq!(line(&exported, 0)["invoice_schedule"], json!([]), "without {key}");
    }
}

#[test]
// SPEC 3.10: equal parts on the frequency's dates, the remainder on the last, and ids from contract, line and date.
fn periodic_milestones_are_made_where_none_are_given() {
    let mut book = small();
    set(
        &mut book,
        "/invoice_frequencies/0",
        json!({ "id": "f", "name": "F", "period": "monthly", "runs": [{ "day": 31 }] }),
    );
    let line_of_price = book.pointer_mut("/contracts/0/lines/1").unwrap().as_object_mut().unwrap();
    line_of_price.remove("milestones");
    line_of_price.insert("invoice_frequency".to_owned(), json!("f"));
    line_of_price.insert("billing_start".to_owned(), json!("2020-10-01"));
    line_of_price.insert("contracted_amount".to_owned(), json!("100.00"));
    let connection = import_value(&book).unwrap();
    let exported = export_value(&connection);
    let amounts: Vec<(&str, &str)> = line(&exported, 1)["milestones"]
        .as_array()
        .unwrap()
        .iter()
        .map(|milestone| (milestone["id"].as_str().unwrap(), milestone["amount"].as_str().unwrap()))
        .collect();
    assert_eq!(
        amounts,
        [("c-price-2020-10-31", "33.33"), ("c-price-2020-11-30", "33.33"), ("c-price-2020-12-31", "33.34")]
    );
    assert_eq!(shares(&connection, "c-price-2020-12-31"), ["1 100 33.34 not_ready"]);
    // An id of the format has 64 characters at most, so that an export can be imported again.
    set(&mut book, "/contracts/0/id", json!("c".repeat(60)));
    book.as_object_mut().unwrap().remove("transactions");
    let error = import_value(&book).unwrap_err().to_string();
    assert_eq!(
        error,
        "contracts[0].lines[1].invoice_frequency: the text has 77 characters, at most 64 are allowed"
    );
}

#[test]
// SPEC 2.6, 9: a second file adds to the book, and may name what the book has.
fn a_second_file_adds_to_the_book() {
    let connection = import(ADATUM.as_bytes()).unwrap();
    let more = json!({
        "format": "proforma-book", "version": 1, "time_zone": "America/Los_Angeles", "holidays": ["2020-11-26"],
        "transactions": [{ "id": "t99", "contract": "ADATUM", "contract_line": "implementation", "class": "time",
                           "date": "2020-10-06", "quantity": "1", "unit_price": "10", "role": "developer" }]
    });
    let summary = import_into(&connection, more.to_string().as_bytes()).unwrap();
    assert_eq!((summary.is_new_book, summary.transactions, summary.shares), (false, 1, 1));
    let again = import_into(&connection, more.to_string().as_bytes()).unwrap_err();
    assert_eq!(again.to_string(), "transactions[0].id: the book already has the id \"t99\"");
    let error = |pointer: &str, value: Value| {
        let mut file = more.clone();
        set(&mut file, "/transactions/0/id", json!("t100"));
        set(&mut file, pointer, value);
        import_into(&connection, file.to_string().as_bytes()).unwrap_err().to_string()
    };
    assert_eq!(
        error("/transactions/0/id", json!("m1")),
        "transactions[0].id: the book already has the id \"m1\""
    );
    assert_eq!(
        error("/time_zone", json!("Europe/Sofia")),
        "time_zone: the book has another time zone already"
    );
    assert_eq!(
        error("/company", json!({ "name": "Another" })),
        "company: the book has another company already"
    );
    assert_eq!(
        error("/customers", json!([{ "id": "adatum", "name": "A" }])),
        "customers[0].id: the book already has the id \"adatum\""
    );
    assert_eq!(
        error("/roles", json!([{ "id": "developer", "name": "D" }])),
        "roles[0].id: the book already has the id \"developer\""
    );
    let same = json!([{ "id": "ADATUM", "name": "A", "currency": "USD", "customers": [], "lines": [] }]);
    assert_eq!(error("/contracts", same), "contracts[0].id: the book already has the id \"ADATUM\"");
    let new = json!([{ "id": "n", "name": "N", "currency": "USD", "customers": [{ "customer": "adatum", "percent": "100" }],
        "lines": [{ "id": "l", "name": "L", "billing_method": "fixed_price",
                    "milestones": [{ "id": "t1", "name": "M", "date": "2020-10-05", "amount": "1" }] }] }]);
    assert_eq!(
        error("/contracts", new),
        "contracts[0].lines[0].milestones[0].id: the book already has the id \"t1\""
    );
    // SPEC 9: what has happened is taken into a new book only.
    assert_eq!(error("/state", json!({})), "state: what has happened can be taken into a new book only");
}

#[test]
// SPEC 2.3: a book's time zone is fixed when it is created, the system's where none is given; a second file without one
// changes nothing.
fn a_book_without_a_time_zone_gets_the_systems() {
    let mut book = small();
    book.as_object_mut().unwrap().remove("time_zone");
    let own = json!(proforma_api::book::system_time_zone());
    assert_eq!(export_value(&import_value(&book).unwrap())["time_zone"], own);
    let connection = import_value(&small()).unwrap();
    let more = json!({ "format": "proforma-book", "version": 1, "customers": [{ "id": "d", "name": "D" }] });
    import_into(&connection, more.to_string().as_bytes()).unwrap();
    assert_eq!(export_value(&connection)["time_zone"], "Europe/Sofia");
}

#[test]
// SPEC 3.7, 3.11: a row is not run until it has run, a milestone's too; its run date is the milestone's date unless
// changed, and it has no cut-off.
fn a_milestone_is_a_row_of_its_own() {
    let mut book = small();
    let list = json!([
        { "id": "m", "name": "M", "date": "2020-10-05", "amount": "10.00" },
        { "id": "n", "name": "N", "date": "2020-10-05", "amount": "20.00", "run_date": "2020-10-12" }
    ]);
    set(&mut book, "/contracts/0/lines/1/milestones", list);
    let connection = import_value(&book).unwrap();
    let contract = contract::id_of(&connection, "c").unwrap().unwrap();
    let rows: Vec<String> = schedule::of_contract(&connection, contract)
        .unwrap()
        .iter()
        .map(|row| {
            format!("{} {} {:?} {}", row.contract_line.0, row.run_date, row.takes_up_to(), row.run_status)
        })
        .collect();
    assert_eq!(
        rows,
        ["1 2020-10-05 Some(2020-10-04) not_run", "2 2020-10-05 None not_run", "2 2020-10-12 None not_run"]
    );
}
