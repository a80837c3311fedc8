//! What a run takes, leaves and says: SPEC 3.9, 4.3 to 4.14, 7.7, and the case T14.

use proforma_tests::{TempBook, case};
use serde_json::{Value, json};

use crate::book::{book_of, contract, hour, invoices, row, skipped, small, the_run};

#[test]
// SPEC 4.6: contracts are never combined, though the customer and the date are the same.
fn contracts_are_never_combined() {
    let mut book = small();
    book["contracts"].as_array_mut().unwrap().push(contract("d"));
    book["transactions"].as_array_mut().unwrap().push(hour("t2", "d", "2020-10-01"));
    let run = book_of(&book).json(&["run", "--date", "2020-10-05"]);
    assert_eq!(invoices(the_run(&run)), ["2020-10-05 c a 100.00", "2020-10-05 d a 100.00"]);
}

#[test]
// SPEC 4.7: nothing chargeable to take: no invoice, and the row has run with that reason.
fn a_row_with_nothing_to_invoice_has_run() {
    let mut book = small();
    book["transactions"][0]["billing_type"] = json!("non_chargeable");
    let book = book_of(&book);
    let run = book.json(&["run", "--date", "2020-10-05"]);
    let run = the_run(&run);
    assert_eq!((invoices(run), &run["status"]), (Vec::new(), &json!("completed")));
    assert_eq!(
        skipped(run),
        ["c work 2020-10-05 - - nothing_to_invoice", "c work 2020-10-05 t1 a nothing_chargeable"]
    );
    assert_eq!(row(&book, 0, 0), (json!("run_successful"), json!("nothing_to_invoice")));
}

#[test]
// SPEC 4.8, 4.12: what is not chargeable is foretold a run only where something chargeable is ready to go with it.
fn what_is_not_chargeable_waits_for_something_that_is() {
    let mut book = small();
    book["transactions"][0]["billing_type"] = json!("complimentary");
    let mut beside = hour("t2", "c", "2020-10-02");
    beside["billing_status"] = json!("not_ready");
    book["transactions"].as_array_mut().unwrap().push(beside);
    let book = book_of(&book);
    let explained = || book.json(&["explain", "t1", "--date", "2020-10-01"])["shares"][0].clone();
    let alone = explained();
    assert_eq!((&alone["code"], &alone["next_run_date"]), (&json!("nothing_chargeable"), &Value::Null));
    assert!(alone["text"].as_str().unwrap().contains("waits until something chargeable"), "{alone}");
    let _ = book.json(&["mark", "t2", "--status", "ready_to_invoice"]);
    let together = explained();
    assert_eq!(
        (&together["code"], &together["next_run_date"]),
        (&json!("later_run_date"), &json!("2020-10-05"))
    );
    let run = book.json(&["run", "--date", "2020-10-05"]);
    assert_eq!(the_run(&run)["invoices"][0]["lines"][0]["details"].as_array().unwrap().len(), 2);
}

#[test]
// SPEC 4.10, 4.11: a contract that fails is left untouched but for its rows, which say why; the others are billed.
fn a_contract_that_fails_says_why() {
    let book = TempBook::of(&case("parked.book.json"));
    let run = book.json(&["run", "--date", "2021-01-04"]);
    let run = the_run(&run);
    assert_eq!(run["status"], "completed_with_failures");
    assert_eq!(invoices(run), ["2021-01-04 GOOD alpha 30000"]);
    let why = "the amount is beyond the limit of 10000000000000 minor units of JPY";
    assert_eq!(row(&book, 0, 0), (json!("run_failed"), json!(why)));
    assert_eq!(row(&book, 1, 0), (json!("run_successful"), Value::Null));
    let share = &book.json(&["explain", "huge-1", "--date", "2021-01-05"])["shares"][0];
    assert_eq!(
        (&share["billing_status"], &share["code"], &share["next_run_date"]),
        (&json!("ready_to_invoice"), &json!("contract_parked"), &json!("2021-01-05"))
    );
    // Every later run tries again and says so, and bills nobody twice.
    let again = book.json(&["run", "--date", "2021-01-20"]);
    let again = the_run(&again);
    assert_eq!((invoices(again), &again["status"]), (Vec::new(), &json!("completed_with_failures")));
    assert!(skipped(again).contains(&"BAD work 2021-01-04 - - contract_parked".to_owned()), "{again}");
    let reasons = again["skipped"].as_array().unwrap();
    assert!(reasons.iter().any(|entry| entry["reason"].as_str().unwrap().contains(why)), "{again}");
}

#[test]
// SPEC 4.10, 7.7, 9: a contract that does not read is skipped with its id and the reason, in the preview as in the run;
// the others are billed; mended, a later run takes it.
fn a_contract_that_does_not_read_is_skipped_by_name() {
    let mut book = small();
    book["contracts"].as_array_mut().unwrap().push(contract("d"));
    book["transactions"].as_array_mut().unwrap().push(hour("t2", "d", "2020-10-01"));
    let book = book_of(&book);
    let damage = |percent: &str| {
        let raw = rusqlite::Connection::open(book.path()).unwrap();
        raw.execute_batch("PRAGMA ignore_check_constraints = ON").unwrap();
        raw.execute("UPDATE contract_line SET tax_category = 'S', tax_percent = ?1 WHERE id = 1", [percent])
            .unwrap();
    };
    damage("x");
    let preview = book.json(&["preview", "--date", "2020-10-05"]);
    let mut run = book.json(&["run", "--date", "2020-10-05"]);
    run["process_runs"][0]["invoices"][0]["id"] = Value::Null;
    assert_eq!(preview, run);
    let run = the_run(&run);
    assert_eq!(
        (invoices(run), &run["status"]),
        (vec!["2020-10-05 d a 100.00".to_owned()], &json!("completed_with_failures"))
    );
    assert_eq!(
        run["skipped"],
        json!([{ "contract": "c", "contract_line": "work", "schedule_row": "2020-10-05", "transaction": null,
                 "milestone": null, "customer": null, "code": "contract_parked",
                 "reason": "The contract is parked: the book holds \"x\" where a decimal must be. Every later run tries again." }])
    );
    assert_eq!(
        book.json(&["explain", "t1", "--date", "2020-10-06"])["shares"][0]["code"],
        "contract_unreadable"
    );
    damage("20");
    assert_eq!(
        row(&book, 0, 0),
        (json!("run_failed"), json!("the book holds \"x\" where a decimal must be"))
    );
    let later = book.json(&["run", "--date", "2020-10-06"]);
    assert_eq!(invoices(the_run(&later)), ["2020-10-05 c a 120.00"]);
    assert_eq!(book.json(&["check"]), json!({ "violations": [] }));
}

#[test]
// SPEC 7.7: a preview gives exactly what the run gives, for several customers, failures and what is tried again.
fn a_preview_is_the_run() {
    for (name, dates) in [
        ("parked.book.json", ["2021-01-04", "2021-01-20"]),
        ("split.book.json", ["2021-01-03", "2021-01-04"]),
        ("adatum.book.json", ["2020-10-05", "2020-11-02"]),
    ] {
        let book = TempBook::of(&case(name));
        for date in dates {
            let preview = book.json(&["preview", "--date", date]);
            let mut run = book.json(&["run", "--date", date]);
            for invoice in run["process_runs"][0]["invoices"].as_array_mut().unwrap() {
                invoice["id"] = Value::Null;
            }
            assert_eq!(preview, run, "{name} {date}");
        }
    }
}

#[test]
// SPEC 4.14: only active contracts take part; the rows of others stay as they are, with the reason, and their shares can
// be marked and explained.
fn a_contract_that_is_not_active_takes_no_part() {
    for status in ["draft", "closed"] {
        let mut book = small();
        book["contracts"][0]["status"] = json!(status);
        book["transactions"][0]["billing_status"] = json!("not_ready");
        let book = book_of(&book);
        assert_eq!(book.json(&["mark", "t1", "--status", "ready_to_invoice"])["changed"], json!(["t1"]));
        let run = book.json(&["run", "--date", "2020-10-05"]);
        let run = the_run(&run);
        assert_eq!(invoices(run), Vec::<String>::new(), "{status}");
        assert_eq!(
            skipped(run),
            ["c work 2020-10-05 - - contract_not_active", "c work 2020-10-05 t1 a contract_not_active"],
            "{status}"
        );
        assert_eq!(row(&book, 0, 0), (Value::Null, Value::Null), "{status}: not run, without a word on it");
        let explained = book.json(&["explain", "t1", "--date", "2020-10-05"]);
        assert_eq!(explained["shares"][0]["code"], "contract_not_active", "{status}");
        let refused = book.refusal(&["create", "--contract", "c", "--through", "2020-10-05"]);
        assert_eq!(refused, format!("contract c is {status}: only active contracts are invoiced"));
    }
}

#[test]
// SPEC 3.9, 4.13: a frequency that gives no date in the range leaves an empty schedule, which is no error: the line is
// shown as not set up.
fn a_frequency_without_a_date_in_range_is_not_set_up() {
    let mut book = small();
    book["invoice_frequencies"] =
        json!([{ "id": "f", "name": "F", "period": "yearly", "runs": [{ "day": 1 }] }]);
    let line = book["contracts"][0]["lines"][0].as_object_mut().unwrap();
    line.remove("invoice_schedule");
    line.insert("billing_start".to_owned(), json!("2020-10-02"));
    line.insert("invoice_frequency".to_owned(), json!("f"));
    let book = book_of(&book);
    assert_eq!(book.json(&["export"])["contracts"][0]["lines"][0]["invoice_schedule"], json!([]));
    let run = book.json(&["run", "--date", "2020-10-05"]);
    assert_eq!(skipped(the_run(&run)), ["c work - - - line_not_set_up", "c work - t1 a line_not_set_up"]);
}

#[test]
// SPEC 3.9: lines of a contract share a frequency or have another.
fn lines_share_a_frequency_or_have_another() {
    let mut book = small();
    book["invoice_frequencies"] = json!([
        { "id": "f", "name": "F", "period": "monthly", "runs": [{ "day": 1 }] },
        { "id": "g", "name": "G", "period": "monthly", "runs": [{ "day": 15 }] }
    ]);
    let line = |id: &str, frequency: &str| {
        json!({ "id": id, "name": id, "billing_method": "time_and_material", "transaction_classes": ["time"],
                "billing_start": "2020-12-01", "invoice_frequency": frequency })
    };
    book["contracts"][0]["lines"] = json!([line("work", "f"), line("more", "f"), line("other", "g")]);
    let exported = book_of(&book).json(&["export"]);
    let dates: Vec<&str> = exported["contracts"][0]["lines"]
        .as_array()
        .unwrap()
        .iter()
        .map(|line| line["invoice_schedule"][0]["run_date"].as_str().unwrap())
        .collect();
    assert_eq!(dates, ["2020-12-01", "2020-12-01", "2020-12-15"]);
}

#[test]
// SPEC 4.3, 9: the headless program runs a date to come with that date as today; what is dated after it stays.
fn a_date_to_come_may_be_run() {
    let mut book = small();
    let schedule = "/contracts/0/lines/0/invoice_schedule/0";
    *book.pointer_mut(schedule).unwrap() = json!({ "run_date": "2190-10-05", "cut_off_date": "2190-12-31" });
    book["transactions"] = json!([hour("on", "c", "2190-10-05"), hour("after", "c", "2190-10-06")]);
    let book = book_of(&book);
    let run = book.json(&["run", "--date", "2190-10-05"]);
    assert_eq!(invoices(the_run(&run)), ["2190-10-05 c a 100.00"]);
    assert_eq!(book.json(&["explain", "after"])["shares"][0]["billing_status"], "ready_to_invoice");
}

#[test]
// SPEC 6.6, 4.9, 4.11 (T14): the loop's day skipped 5 October; on the 6th its rows are run with their own cut-off and
// their own invoice date, and nothing of the 5th itself is pulled in.
fn a_date_that_was_slept_through_is_run_as_itself() {
    let book = TempBook::of(&case("adatum.book.json"));
    let through = |date: &str| {
        let printed = book.json(&["run", "--from", "2020-10-04", "--through", date]);
        printed["process_runs"].as_array().unwrap().iter().flat_map(invoices).collect::<Vec<_>>()
    };
    assert_eq!(through("2020-10-04"), Vec::<String>::new());
    assert_eq!(through("2020-10-06"), ["2020-10-05 ADATUM adatum 7420.00"]);
    assert_eq!(through("2020-10-06"), Vec::<String>::new(), "covered dates are not run again");
}

#[test]
// SPEC 4.11, 4.12: what became ready after its row had run is told so when the date is run again.
fn what_became_ready_too_late_is_told_so() {
    let book = TempBook::of(&case("adatum.book.json"));
    let _ = book.json(&["run", "--date", "2020-10-05"]);
    let _ = book.json(&["mark", "t4", "--status", "ready_to_invoice"]);
    let again = book.json(&["run", "--date", "2020-10-05"]);
    let run = the_run(&again);
    assert_eq!(invoices(run), Vec::<String>::new());
    let told = run["skipped"].as_array().unwrap().iter().find(|entry| entry["transaction"] == "t4").unwrap();
    assert_eq!((&told["code"], &told["schedule_row"]), (&json!("already_run"), &json!("2020-10-05")));
    assert_eq!(
        told["reason"],
        "It became ready after its row of this date had run. The run of Mon 19 Oct 2020 takes it."
    );
}
