//! The headless program, command by command, as SPEC 9 writes it.

#![expect(clippy::unwrap_used, reason = "a test that cannot read what it is about has failed")]

#[path = "headless/answers.rs"]
mod answers;
#[path = "headless/book.rs"]
mod book;
#[path = "headless/runs.rs"]
mod runs;

use std::{collections::BTreeSet, process::Command};

use proforma_tests::{TempBook, case};
use serde_json::{Value, json};

fn adatum() -> TempBook {
    let book = TempBook::nowhere();
    let imported = book.json(&["import", case("adatum.book.json").to_str().unwrap()]);
    assert_eq!(imported["imported"]["transactions"], 13);
    book
}

fn ids(value: &Value) -> Vec<&str> {
    value.as_array().unwrap().iter().map(|entry| entry["id"].as_str().unwrap()).collect()
}

#[test]
// SPEC 9 (`run`), 8: the shape of a process run, to the letter.
fn a_run_prints_its_invoices_and_what_it_skipped() {
    let book = adatum();
    let printed = book.json(&["run", "--date", "2020-10-05"]);
    let run = &printed["process_runs"][0];
    assert_eq!((&run["run_date"], &run["status"]), (&json!("2020-10-05"), &json!("completed")));
    let expected: Value = serde_json::from_str(
        r#"{
          "id": "1",
          "number": null,
          "contract": "ADATUM",
          "customer": "adatum",
          "status": "draft",
          "invoice_date": "2020-10-05",
          "currency": "USD",
          "lines": [
            {
              "contract_line": "prototype",
              "amount": "5000.00",
              "details": [
                {
                  "milestone": "m1",
                  "class": "milestone",
                  "date": "2020-10-05",
                  "billing_type": "chargeable",
                  "quantity": "1",
                  "unit_price": "5000.00",
                  "percent": "100",
                  "amount": "5000.00"
                }
              ]
            },
            {
              "contract_line": "implementation",
              "amount": "2000.00",
              "details": [
                {
                  "transaction": "t1",
                  "class": "time",
                  "date": "2020-10-01",
                  "billing_type": "chargeable",
                  "quantity": "8",
                  "unit_price": "200.00",
                  "percent": "100",
                  "amount": "1600.00"
                },
                {
                  "transaction": "t2",
                  "class": "time",
                  "date": "2020-10-04",
                  "billing_type": "chargeable",
                  "quantity": "2",
                  "unit_price": "200.00",
                  "percent": "100",
                  "amount": "400.00"
                }
              ]
            },
            {
              "contract_line": "expenses",
              "amount": "420.00",
              "details": [
                {
                  "transaction": "e1",
                  "class": "expense",
                  "date": "2020-09-30",
                  "billing_type": "chargeable",
                  "quantity": "1",
                  "unit_price": "300.00",
                  "percent": "100",
                  "amount": "300.00"
                },
                {
                  "transaction": "e2",
                  "class": "expense",
                  "date": "2020-10-04",
                  "billing_type": "chargeable",
                  "quantity": "1",
                  "unit_price": "120.00",
                  "percent": "100",
                  "amount": "120.00"
                }
              ]
            }
          ],
          "taxes": [],
          "subtotal": "7420.00",
          "tax": "0.00",
          "total": "7420.00"
        }"#,
    )
    .unwrap();
    assert_eq!(run["invoices"][0], expected);
    let skipped: Vec<String> = run["skipped"]
        .as_array()
        .unwrap()
        .iter()
        .map(|entry| {
            format!(
                "{} {} {} {}",
                entry["transaction"], entry["milestone"], entry["code"], entry["schedule_row"]
            )
        })
        .collect();
    assert!(skipped.contains(&"\"t3\" null \"after_cut_off\" \"2020-10-05\"".to_owned()), "{skipped:?}");
    assert!(skipped.contains(&"null \"m2\" \"later_run_date\" null".to_owned()), "{skipped:?}");
    let keys: BTreeSet<&str> = run["skipped"][0].as_object().unwrap().keys().map(String::as_str).collect();
    let expected = [
        "code",
        "contract",
        "contract_line",
        "customer",
        "milestone",
        "reason",
        "schedule_row",
        "transaction",
    ];
    assert_eq!(keys, BTreeSet::from(expected));
    // The same invoice as it stands.
    assert_eq!(book.json(&["invoice", "1"]), run["invoices"][0]);
    assert_eq!(book.json(&["invoices"]), json!({ "invoices": [run["invoices"][0]] }));
}

#[test]
// SPEC 7.7: a preview gives exactly the drafts of the run, without ids, and writes nothing.
fn a_preview_is_the_run_without_a_trace() {
    let book = adatum();
    let before = book.json(&["export"]);
    for date in ["2020-10-04", "2020-10-05"] {
        let mut preview = book.json(&["preview", "--date", date]);
        assert_eq!(book.json(&["export"]), before, "a preview writes nothing");
        if date == "2020-10-05" {
            let mut run = book.json(&["run", "--date", date]);
            assert_eq!(preview["process_runs"][0]["invoices"][0]["id"], Value::Null);
            for invoice in run["process_runs"][0]["invoices"].as_array_mut().unwrap() {
                invoice["id"] = Value::Null;
            }
            preview["process_runs"][0]["status"] = run["process_runs"][0]["status"].clone();
            assert_eq!(preview, run);
        }
    }
}

#[test]
// SPEC 9 (`run --through`), 6.6: every date not yet covered, in order; a book that has never run starts at --from.
fn run_through_covers_dates_in_order() {
    let book = adatum();
    let printed = book.json(&["run", "--from", "2020-10-01", "--through", "2020-10-20"]);
    let runs = printed["process_runs"].as_array().unwrap();
    assert_eq!(runs.len(), 20);
    let totals: Vec<&str> = runs
        .iter()
        .flat_map(|run| run["invoices"].as_array().unwrap())
        .map(|invoice| invoice["total"].as_str().unwrap())
        .collect();
    assert_eq!(totals, ["7420.00", "1800.00"]);
    // Neither `run --date` nor an earlier --from moves the covered date.
    let _ = book.json(&["run", "--date", "2020-11-16"]);
    let printed = book.json(&["run", "--from", "2020-01-01", "--through", "2020-10-22"]);
    let dates: Vec<&str> = printed["process_runs"]
        .as_array()
        .unwrap()
        .iter()
        .map(|run| run["run_date"].as_str().unwrap())
        .collect();
    assert_eq!(dates, ["2020-10-21", "2020-10-22"]);
    assert_eq!(book.json(&["run", "--through", "2020-10-22"]), json!({ "process_runs": [] }));
}

#[test]
// SPEC 9: a book that has never run starts at the date itself.
fn run_through_without_from_starts_at_the_date() {
    let book = adatum();
    let printed = book.json(&["run", "--through", "2020-10-05"]);
    assert_eq!(printed["process_runs"].as_array().unwrap().len(), 1);
    assert_eq!(printed["process_runs"][0]["invoices"][0]["total"], "7420.00");
}

#[test]
// SPEC 9 (`mark`): all ids or none; the asked status is fine; an unknown id or a share on an invoice changes nothing.
fn mark_does_all_or_none() {
    let book = adatum();
    let marked = book.json(&["mark", "t4", "t1", "--status", "ready_to_invoice"]);
    assert_eq!((&marked["changed"], &marked["shares"]), (&json!(["t4"]), &json!(1)));
    let _ = book.json(&["mark", "t4", "--status", "not_ready", "--customer", "adatum"]);
    let before = book.json(&["export"]);
    assert_eq!(
        book.refusal(&["mark", "t4", "nothing-of-that-name", "--status", "ready_to_invoice"]),
        "there is no transaction or milestone \"nothing-of-that-name\" in this book"
    );
    assert!(
        book.refusal(&["mark", "t4", "--status", "ready_to_invoice", "--customer", "nobody"])
            .contains("no customer \"nobody\"")
    );
    assert_eq!(book.json(&["export"]), before);
    let _ = book.json(&["run", "--date", "2020-10-05"]);
    let before = book.json(&["export"]);
    assert_eq!(
        book.refusal(&["mark", "t4", "t1", "--status", "not_ready"]),
        "t1 is on an invoice for adatum and cannot be marked not_ready; on a draft, take it off first"
    );
    assert_eq!(book.json(&["export"]), before);
}

#[test]
// SPEC 9 (`explain`), 4.12.
fn explain_says_why_and_when() {
    let book = adatum();
    let explained = book.json(&["explain", "t3", "--date", "2020-10-05"]);
    assert_eq!(explained["id"], "t3");
    let share = &explained["shares"][0];
    assert_eq!(
        (&share["customer"], &share["billing_status"]),
        (&json!("adatum"), &json!("ready_to_invoice"))
    );
    assert_eq!((&share["code"], &share["next_run_date"]), (&json!("later_run_date"), &json!("2020-10-19")));
    assert_eq!(
        book.json(&["explain", "e5", "--date", "2020-10-05"])["shares"][0]["next_run_date"],
        Value::Null
    );
    assert_eq!(book.json(&["explain", "m1", "--date", "2020-10-05"])["shares"][0]["code"], "due");
    let _ = book.json(&["run", "--date", "2020-10-05"]);
    let share = &book.json(&["explain", "t3", "--date", "2020-10-05"])["shares"][0];
    assert_eq!(
        share["text"],
        "Dated Mon 5 Oct 2020, the cut-off was Sun 4 Oct 2020. The run of Mon 19 Oct 2020 takes it."
    );
    assert_eq!(book.json(&["explain", "t1"])["shares"][0]["billing_status"], "invoice_created");
    assert!(book.refusal(&["explain", "nothing"]).contains("\"nothing\""));
}

#[test]
// SPEC 7.6, 9 (`create`).
fn create_bills_what_is_ready_up_to_a_date() {
    let book = adatum();
    let created = book.json(&["create", "--contract", "ADATUM", "--through", "2020-10-09"]);
    assert_eq!(created["invoices"][0]["total"], "8700.00");
    assert_eq!(
        book.json(&["create", "--contract", "ADATUM", "--through", "2020-10-09"]),
        json!({ "invoices": [] })
    );
    assert!(book.refusal(&["create", "--contract", "NONE"]).contains("no contract \"NONE\""));
    // The rows are untouched; the run of their date has nothing left to take.
    let run = book.json(&["run", "--date", "2020-10-05"]);
    assert_eq!(run["process_runs"][0]["invoices"], json!([]));
}

#[test]
// SPEC 9 (`pdf`): files, named; the page says what the invoice says.
fn pdf_writes_files() {
    let book = adatum();
    let _ = book.json(&["run", "--date", "2020-10-05"]);
    let out = book.folder().join("pdf");
    let written = book.json(&["pdf", "1", "--out", out.to_str().unwrap()]);
    let file = written["files"][0].as_str().unwrap();
    assert!(file.ends_with("proforma-draft-2020-10-05-ADATUM-adatum-1.pdf"), "{file}");
    let text = Command::new("pdftotext").args(["-layout", file, "-"]).output().unwrap();
    let text = String::from_utf8(text.stdout).unwrap();
    for expected in [
        "Adatum Corporation",
        "Implementation services for Adatum",
        "7,420.00",
        "Proforma: not a tax invoice",
    ] {
        assert!(text.contains(expected), "{expected} is missing in:\n{text}");
    }
    assert!(book.refusal(&["pdf", "99", "--out", out.to_str().unwrap()]).contains("no invoice \"99\""));
}

#[test]
// SPEC 9 (`check`): no violation, exit code 0.
fn check_finds_nothing_wrong_in_a_sound_book() {
    let book = adatum();
    let _ = book.json(&["run", "--from", "2020-10-01", "--through", "2020-11-30"]);
    assert_eq!(book.json(&["check"]), json!({ "violations": [] }));
}

#[test]
// SPEC 9 (`import`, `export`): importing an export into a new book gives the same book.
fn an_export_is_the_book() {
    let book = adatum();
    let _ = book.json(&["run", "--date", "2020-10-05"]);
    let exported = book.cli(&["export"]).stdout;
    let copy = TempBook::nowhere();
    let file = copy.file("copy.book.json", std::str::from_utf8(&exported).unwrap());
    let _ = copy.json(&["import", file.to_str().unwrap()]);
    assert!(copy.cli(&["export"]).stdout == exported, "the copy exports to the same bytes");
    assert_eq!(ids(&copy.json(&["invoices"])["invoices"]), ["1"]);
    assert_eq!(
        copy.json(&["run", "--date", "2020-10-19"])["process_runs"][0]["invoices"][0]["total"],
        "1800.00"
    );
}

#[test]
// SPEC 9: exit code 2 for wrong usage, 1 with one readable line for the rest.
fn usage_and_refusals() {
    let book = TempBook::nowhere();
    for wrong in [
        &["run"][..],
        &["run", "--date", "5 October"],
        &["mark", "t1"],
        &["nonsense"],
        &["run", "--date", "2020-10-05", "--through", "2020-10-06"],
    ] {
        assert_eq!(book.cli(wrong).status.code(), Some(2), "{wrong:?}");
    }
    assert!(book.refusal(&["invoices"]).starts_with("there is no book at"));
    let text = book.file("notes.txt", "just a text");
    let mut command = Command::new(book.command(&[]).get_program());
    let output = command.arg("--book").arg(&text).arg("invoices").output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert!(String::from_utf8(output.stderr).unwrap().contains("is not a book"));
    let bad = book.file("bad.book.json", "{\"format\":\"proforma-book\",\"version\":1,\"company\":{\"name\":\"C\"},\"transactions\":[{\"id\":\"t\",\"contract\":\"C\",\"contract_line\":\"l\",\"class\":\"time\",\"date\":\"2020-10-01\",\"quantity\":\"1\",\"unit_price\":\"12,50\"}]}");
    assert!(book.refusal(&["import", bad.to_str().unwrap()]).starts_with("transactions[0]"));
    assert!(!book.path().exists(), "a refused import leaves no book behind");
}
