//! What the program prints and refuses: SPEC 2.4, 5.3, 7.6, 7.8, 9.

use proforma_tests::TempBook;
use serde_json::{Value, json};

use crate::book::{book_of, contract, hour, invoices, small, the_run};

#[test]
// SPEC 2.4, 9: one entry of taxes per category and rate, on the sum of its lines; all amounts with the currency's
// decimals.
fn taxes_are_printed_per_group() {
    let mut book = small();
    book["contracts"][0]["currency"] = json!("KWD");
    let line = |id: &str, tax: Option<(&str, &str)>| {
        let mut line = contract("c")["lines"][0].clone();
        line["id"] = json!(id);
        if let Some((category, percent)) = tax {
            line["tax_category"] = json!(category);
            line["tax_percent"] = json!(percent);
        }
        line
    };
    book["contracts"][0]["lines"] =
        json!([line("work", Some(("S", "12.50"))), line("more", Some(("S", "12.5"))), line("free", None)]);
    let mut work =
        vec![hour("t1", "c", "2020-10-01"), hour("t2", "c", "2020-10-01"), hour("t3", "c", "2020-10-01")];
    for (transaction, (line, price)) in
        work.iter_mut().zip([("work", "0.004"), ("more", "0.008"), ("free", "1")])
    {
        transaction["contract_line"] = json!(line);
        transaction["unit_price"] = json!(price);
    }
    book["transactions"] = Value::Array(work);
    let run = book_of(&book).json(&["run", "--date", "2020-10-05"]);
    let invoice = &the_run(&run)["invoices"][0];
    // 0.0005 and 0.001 line by line would be 0.001 and 0.001.
    assert_eq!(
        invoice["taxes"],
        json!([{ "category": "S", "percent": "12.5", "taxable": "0.012", "tax": "0.002" }])
    );
    assert_eq!(
        (&invoice["subtotal"], &invoice["tax"], &invoice["total"]),
        (&json!("1.012"), &json!("0.002"), &json!("1.014"))
    );
}

/// The small book with a contract that two customers share.
fn shared() -> Value {
    let mut book = small();
    book["contracts"][0]["customers"] =
        json!([{ "customer": "a", "percent": "50" }, { "customer": "b", "percent": "50" }]);
    book
}

#[test]
// SPEC 5.3, 9 (`mark`, `--customer`): one customer's share is marked and billed, the other's is not.
fn one_customers_share_is_marked() {
    let mut shared = shared();
    shared["transactions"][0]["billing_status"] = json!("not_ready");
    let book = book_of(&shared);
    let _ = book.json(&["mark", "t1", "--status", "ready_to_invoice", "--customer", "b"]);
    let run = book.json(&["run", "--date", "2020-10-05"]);
    assert_eq!(invoices(the_run(&run)), ["2020-10-05 c b 50.00"]);
    let explained = book.json(&["explain", "t1", "--date", "2020-10-05"]);
    let statuses: Vec<String> = explained["shares"]
        .as_array()
        .unwrap()
        .iter()
        .map(|share| format!("{} {} {}", share["customer"], share["billing_status"], share["code"]))
        .collect();
    assert_eq!(statuses, [r#""a" "not_ready" "not_ready""#, r#""b" "invoice_created" "on_draft""#]);
}

#[test]
// SPEC 7.6: from several contracts, all or none; schedules and their rows are left alone.
fn creation_from_several_contracts_is_all_or_none() {
    let mut value = shared();
    let mut closed = contract("closed");
    closed["status"] = json!("closed");
    value["contracts"].as_array_mut().unwrap().extend([contract("d"), closed]);
    value["transactions"].as_array_mut().unwrap().push(hour("t2", "d", "2020-10-06"));
    let book = book_of(&value);
    let create = |contracts: &[&str], through: &[&str]| {
        let mut arguments = vec!["create", "--contract"];
        arguments.extend(contracts);
        arguments.extend(through);
        arguments.into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    let before = book.json(&["export"]);
    for bad in ["nothing", "closed"] {
        let arguments = create(&["c", bad], &["--through", "2020-10-05"]);
        let sentence = book.refusal(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
        assert!(sentence.contains(bad), "{sentence}");
        assert_eq!(book.json(&["export"]), before, "nothing of c either");
    }
    let made = |arguments: Vec<String>| book.json(&arguments.iter().map(String::as_str).collect::<Vec<_>>());
    let first = made(create(&["c", "d"], &["--through", "2020-10-05"]));
    assert_eq!(invoices(&first), ["2020-10-05 c a 50.00", "2020-10-05 c b 50.00"], "t2 is dated after");
    // Without a date, up to today, which is long after 2020.
    let rest = made(create(&["c", "d"], &[]));
    let rest = invoices(&rest);
    assert!(rest.len() == 1 && rest[0].ends_with(" d a 100.00"), "{rest:?}");
    let exported = book.json(&["export"]);
    for index in 0..2 {
        let row = &exported["contracts"][index]["lines"][0]["invoice_schedule"][0];
        assert_eq!(row.get("run_status"), None, "the row has not run");
    }
}

#[test]
// SPEC 7.8, 9 (`check`): every violation is listed, and the exit code is 1.
fn check_lists_violations_and_fails() {
    let book = book_of(&small());
    {
        let raw = rusqlite::Connection::open(book.path()).unwrap();
        raw.execute_batch("UPDATE \"transaction\" SET quantity = '2', amount_minor = 20001").unwrap();
    }
    let output = book.cli(&["check"]);
    assert_eq!(output.status.code(), Some(1));
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(
        printed,
        json!({ "violations": [
            "transaction t1: its amount is 200.01 USD, but 2 × 100.00 is 200.00 USD",
            "t1: its shares add up to 100.00 USD, not to its amount 200.01 USD",
        ] })
    );
    assert!(output.stderr.is_empty(), "the answer is on standard output");
}

#[test]
// SPEC 9 (`explain`): as seen today where no date is given; a transaction on a fixed-price line is explained too.
fn explain_takes_today_where_no_date_is_given() {
    let mut value = small();
    let price = json!({ "id": "price", "name": "Price", "billing_method": "fixed_price", "transaction_classes": ["time"],
        "milestones": [{ "id": "m1", "name": "M", "date": "2199-01-01", "amount": "5.00" }] });
    value["contracts"][0]["lines"].as_array_mut().unwrap().push(price);
    let mut fixed = hour("t2", "c", "2020-10-01");
    fixed["contract_line"] = json!("price");
    value["transactions"].as_array_mut().unwrap().push(fixed);
    let book = book_of(&value);
    let share = |id: &str| book.json(&["explain", id])["shares"][0].clone();
    assert_eq!(share("t1")["code"], "no_later_run_date", "the row of 2020 has passed");
    // SPEC 6.7: what a missed date would take says so.
    let text = share("t1")["text"].as_str().unwrap().to_owned();
    assert!(text.ends_with("was missed: run that date, or create the invoice by hand."), "{text}");
    // Nothing takes it as things stand; the sentence says what would.
    assert_eq!((&share("m1")["code"], &share("m1")["next_run_date"]), (&json!("not_ready"), &Value::Null));
    assert_eq!(
        share("m1")["text"],
        "Not marked ready to invoice. Once it is, the run of Tue 1 Jan 2199 takes it."
    );
    assert_eq!(share("t2")["code"], "fixed_price_line");
}

#[test]
// SPEC 9: ids compare byte by byte, details by date then id, lines in the contract's order.
fn details_are_ordered_by_date_then_id() {
    let mut value = small();
    value["transactions"] = json!([
        hour("t2", "c", "2020-10-02"),
        hour("é", "c", "2020-10-02"),
        hour("t10", "c", "2020-10-02"),
        hour("z", "c", "2020-10-01")
    ]);
    let run = book_of(&value).json(&["run", "--date", "2020-10-05"]);
    let details = the_run(&run)["invoices"][0]["lines"][0]["details"].clone();
    let ids: Vec<&str> =
        details.as_array().unwrap().iter().map(|detail| detail["transaction"].as_str().unwrap()).collect();
    assert_eq!(ids, ["z", "t10", "t2", "é"]);
}

#[test]
// SPEC 9: line ids are unique in their contract only; an invoice that is not there is refused.
fn line_ids_belong_to_their_contract() {
    let mut value = small();
    value["contracts"].as_array_mut().unwrap().push(contract("d"));
    let book: TempBook = book_of(&value);
    assert_eq!(book.json(&["export"])["contracts"][1]["lines"][0]["id"], "work");
    assert!(book.refusal(&["invoice", "1"]).contains("no invoice \"1\""));
    assert_eq!(book.json(&["invoices"]), json!({ "invoices": [] }));
}

#[test]
// SPEC 7.3, 9 (`delete`): the deleted invoice is printed as it was; what was on it is taken by a later run.
fn a_deleted_draft_is_printed() {
    let mut value = small();
    let rows = json!([{ "run_date": "2020-10-05", "cut_off_date": "2020-10-04" },
                      { "run_date": "2020-10-19", "cut_off_date": "2020-10-18" }]);
    value["contracts"][0]["lines"][0]["invoice_schedule"] = rows;
    let book = book_of(&value);
    let run = book.json(&["run", "--date", "2020-10-05"]);
    let draft = the_run(&run)["invoices"][0].clone();
    assert_eq!(book.json(&["delete", "1"]), draft);
    assert_eq!(book.json(&["invoices"])["invoices"], json!([]));
    assert_eq!(book.refusal(&["delete", "1"]), "there is no invoice \"1\" in this book");
    assert_eq!(invoices(the_run(&book.json(&["run", "--date", "2020-10-19"]))), ["2020-10-19 c a 100.00"]);
    assert_eq!(book.json(&["check"])["violations"], json!([]));
}
