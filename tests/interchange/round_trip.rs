//! Importing an export into a new book gives the same book.

use proforma_api::{
    dto::{CustomerSplitForm, RecordKind},
    set_up,
};
use proforma_engine::{
    ids::{ContractId, InvoiceId},
    invoice::InvoiceStatus,
    limits::LimitState,
    process_run::Backlog,
    schedule::RunStatus,
    share::BillingStatus,
};
use proforma_store::{
    Connection, contract, coverage, history, invoice,
    lease::FencingToken,
    process_run::{self, AttemptStatus, AttemptTotal},
    schedule, share, unit,
};
use serde_json::{Value, json};

use crate::book::{ADATUM, export, export_value, import, import_value, now, set, small};

const SCHEMA: &str = include_str!("../cases/book.schema.json");

/// Export, import into a new book, export again: the same bytes, and the schema holds.
pub fn check(connection: &Connection) -> Value {
    let first = export(connection);
    let restored = import(first.as_bytes()).unwrap();
    assert_eq!(export(&restored), first, "the restored book exports the same bytes");
    let violations = proforma_api::check::check(&restored).unwrap();
    assert!(violations.is_empty(), "{violations:?}");
    let value: Value = serde_json::from_str(&first).unwrap();
    let schema: Value = serde_json::from_str(SCHEMA).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let errors: Vec<String> =
        validator.iter_errors(&value).map(|error| format!("{}: {error}", error.instance_path())).collect();
    assert!(errors.is_empty(), "{errors:#?}");
    value
}

/// A process run of every contract, with a reason for everything that it passes over.
fn run(connection: &Connection, date: &str) -> Vec<InvoiceId> {
    let date = date.parse().unwrap();
    let tx = connection.write().unwrap();
    let attempt = process_run::start(
        &tx,
        &process_run::NewAttempt {
            run_date: date,
            token: FencingToken(0),
            started_at: now(),
            origin: process_run::RunOrigin::Person,
            run_on_date: date,
        },
    )
    .unwrap();
    let mut invoices = Vec::new();
    for id in contract::ids(&tx).unwrap() {
        let contract = contract::by_id(&tx, id).unwrap().unwrap();
        let shares = share::backlog_of(&tx, &contract).unwrap();
        let mut backlog = Backlog { rows: schedule::of_contract(&tx, id).unwrap(), contract, shares };
        let mut outcomes = Vec::new();
        for due in backlog.dates_to_run(date) {
            let outcome = backlog.run(due, date).unwrap();
            for draft in &outcome.drafts {
                let (process_run, work_up_to) = (Some(attempt.process_run), date.pred_opt());
                let origin =
                    invoice::DraftOrigin { contract: id, process_run, work_up_to, created_at: now() };
                invoices.push(invoice::insert_draft(&tx, origin, draft).unwrap());
            }
            for row in &outcome.rows {
                let reason = (!row.has_invoiced).then_some("nothing_to_invoice");
                schedule::set_status(&tx, row.row, RunStatus::NotRun, RunStatus::RunSuccessful, reason)
                    .unwrap();
            }
            backlog.settle(&outcome);
            outcomes.push(outcome);
        }
        let passed_over = backlog.passed_over(date, &outcomes);
        let exceptions: Vec<_> = passed_over.iter().map(|entry| (*entry, None)).collect();
        process_run::insert_exceptions(&tx, attempt, id, &exceptions).unwrap();
        history::append(&tx, Some(id), now(), "process_run", "{\"drafts\":\"…\"}").unwrap();
    }
    let total = AttemptTotal {
        currency: "USD".to_owned(),
        ready_before_minor: 800_000,
        invoiced_minor: 742_000,
        left_out_minor: 58_000,
    };
    process_run::put_total(&tx, attempt, &total).unwrap();
    process_run::finish(&tx, attempt, AttemptStatus::Completed, None, Some(1), now()).unwrap();
    coverage::cover_through(&tx, date).unwrap();
    tx.commit().unwrap();
    invoices
}

#[test]
fn adatum_before_anything_has_happened() {
    let connection = import(ADATUM.as_bytes()).unwrap();
    let exported = check(&connection);
    let given: Value = serde_json::from_str(ADATUM).unwrap();
    assert_eq!(exported["state"]["shares"], json!([]), "every share has its transaction's status");
    for key in ["company", "time_zone", "customers", "roles", "resources"] {
        assert_eq!(exported[key], given[key], "{key}");
    }
    let ids = |book: &Value| -> Vec<String> {
        book["transactions"]
            .as_array()
            .unwrap()
            .iter()
            .map(|transaction| transaction["id"].to_string())
            .collect()
    };
    assert_eq!(ids(&exported), ids(&given), "transactions keep their order");
}

#[test]
// SPEC 8: after the run of 5 October.
fn adatum_after_its_first_run() {
    let connection = import(ADATUM.as_bytes()).unwrap();
    assert_eq!(run(&connection, "2020-10-05").len(), 1);
    let exported = check(&connection);
    let state = &exported["state"];
    assert_eq!(state["invoices"][0]["total"], "7420.00");
    assert_eq!(state["invoices"][0]["process_run"], "2020-10-05");
    let created = json!({ "id": "m1", "customer": "adatum", "billing_status": "invoice_created" });
    assert_eq!(state["shares"][0], created);
    assert_eq!(state["shares"].as_array().unwrap().len(), 5, "m1, t1, t2, e1 and e2 are on the draft");
    assert_eq!(state["batch_jobs"], json!([{ "covered_through": "2020-10-05" }]));
    assert_eq!(state["process_runs"][0]["status"], "completed");
    assert!(!state["process_runs"][0]["attempts"][0]["passed_over"].as_array().unwrap().is_empty());
    let restored = import(export(&connection).as_bytes()).unwrap();
    assert_eq!(run(&restored, "2020-10-05").len(), 0, "running the restored date again creates nothing");
    assert_eq!(run(&restored, "2020-10-19").len(), 1, "and the next date runs as it would have");
}

#[test]
// SPEC 9 (`export`): what a run passed over and somebody changed since does not keep the book from being exported.
fn what_was_passed_over_and_changed_since_is_told_without_it() {
    let connection = import(ADATUM.as_bytes()).unwrap();
    assert_eq!(run(&connection, "2020-10-05").len(), 1);
    let passed_over = |book: &Value| {
        let told = book["state"]["process_runs"][0]["attempts"][0]["passed_over"].as_array().unwrap().clone();
        (told.len(), told.iter().filter(|one| one["transaction"] == "t6").count())
    };
    let (all, of_it) = passed_over(&check(&connection));
    assert_eq!(of_it, 1, "t6 is dated after the cut-off");
    proforma_api::transactions::delete_transactions(&connection, &["t6".to_owned()], now()).unwrap();
    assert_eq!(passed_over(&check(&connection)), (all, 0));
}

#[test]
// SPEC 9, 5.2, 5.4: what was entered before its line was split otherwise, and what limits said, comes back.
fn an_old_split_and_what_limits_said_come_back() {
    let mut book: Value = serde_json::from_str(ADATUM).unwrap();
    book["customers"].as_array_mut().unwrap().push(json!({ "id": "fabrikam", "name": "Fabrikam" }));
    let connection = import(book.to_string().as_bytes()).unwrap();
    assert_eq!(run(&connection, "2020-10-05").len(), 1, "t1 and m1 are on a draft");
    let half = |customer: &str| CustomerSplitForm {
        customer: customer.to_owned(),
        percent: "50".to_owned(),
        not_to_exceed: String::new(),
        rounding: false,
    };
    let today = "2020-10-06".parse().unwrap();
    for line in proforma_api::contract_set_up::contract(&connection, "ADATUM", today).unwrap().lines {
        let mut form = line.form;
        form.customers = vec![half("adatum"), half("fabrikam")];
        let id = form.id.clone();
        proforma_api::contract_set_up::save_line(&connection, "ADATUM", Some(&id), &form, now()).unwrap();
    }
    let stopped = share::of_item(&connection, "t8").unwrap()[0].clone();
    let tx = connection.write().unwrap();
    share::set_status(
        &tx,
        stopped.contract_line,
        stopped.id,
        BillingStatus::ReadyToInvoice,
        BillingStatus::NotReady,
    )
    .unwrap();
    let committed = Some(LimitState::Committed);
    share::set_limit_state(&tx, stopped.contract_line, stopped.id, committed).unwrap();
    tx.commit().unwrap();
    let exported = check(&connection);
    let restored = import(export(&connection).as_bytes()).unwrap();
    let of = |connection: &Connection, id: &str| -> Vec<String> {
        let shares = share::of_item(connection, id).unwrap();
        let told = shares.iter().map(|share| {
            let limit = share.limit_state.map_or("", |state| state.as_str());
            format!("{} {} {} {limit}", share.percent, share.amount, share.billing_status.as_str())
        });
        told.collect()
    };
    for id in ["t1", "m1", "t6", "t8"] {
        assert_eq!(of(&restored, id), of(&connection, id), "{id}");
        assert_eq!(of(&restored, id).len(), 1, "{id} keeps its split");
    }
    assert_eq!(of(&restored, "t8"), ["100 1600.00 not_ready committed"]);
    assert_eq!(run(&restored, "2020-10-19").len(), 1, "one customer pays for what was entered for it alone");
    let mut half_said = exported;
    half_said["state"]["shares"][0].as_object_mut().unwrap().remove("amount").unwrap();
    let why = import(half_said.to_string().as_bytes()).unwrap_err().to_string();
    assert!(why.contains("needs its percentage and its amount"), "{why}");
}

#[test]
// SPEC 7.1: confirmed and paid invoices come back whole, though nothing may be added to them.
fn confirmed_invoices_come_back_whole() {
    let connection = import(ADATUM.as_bytes()).unwrap();
    let invoices = run(&connection, "2020-10-05");
    let tx = connection.write().unwrap();
    invoice::restore_status(&tx, invoices[0], InvoiceStatus::Paid, Some("2020-0001")).unwrap();
    let contract = contract::by_id(&tx, ContractId(1)).unwrap().unwrap();
    for key in ["m1", "t1", "t2", "e1", "e2"] {
        for share in share::of_item(&tx, key).unwrap() {
            let (from, to) = (BillingStatus::InvoiceCreated, BillingStatus::InvoicePosted);
            share::set_status(&tx, share.contract_line, share.id, from, to).unwrap();
        }
    }
    assert_eq!(contract.lines.len(), 3);
    tx.commit().unwrap();
    let exported = check(&connection);
    assert_eq!(exported["state"]["invoices"][0]["number"], "2020-0001");
    assert_eq!(exported["state"]["invoices"][0]["status"], "paid");
}

/// The small book with everything that can differ: splits, taxes, frequencies, limits of working days.
fn varied() -> Value {
    let mut book = small();
    set(&mut book, "/holidays", json!(["2020-12-24", "2020-01-01"]));
    set(
        &mut book,
        "/customers/0",
        json!({
            "id": "a", "name": "A", "address": ["1 Street", "", "Town"], "country": "BG", "tax_id": "BG1", "email": "a@b.example",
            "language": "bg", "payment_terms_days": 0
        }),
    );
    set(
        &mut book,
        "/invoice_frequencies/1",
        json!({
            "id": "g", "name": "G", "period": "monthly", "every": 2,
            "runs": [{ "day": 31 }, { "weekday": "friday", "occurrence": "last" }],
            "working_day": "previous", "cut_off": "end_of_previous_month"
        }),
    );
    set(
        &mut book,
        "/resources/0",
        json!({
            "id": "p", "name": "P", "role": "r", "hours_per_weekday": ["8", "8", "8", "8", "4.5", "0", "0"],
            "absences": [{ "date": "2020-12-28", "hours": "8" }]
        }),
    );
    let thirds = json!([
        { "customer": "b", "percent": "33.333333" },
        { "customer": "a", "percent": "66.666667", "rounding": true }
    ]);
    set(&mut book, "/contracts/0/lines/0/customers", thirds);
    set(&mut book, "/contracts/0/lines/0/tax_category", json!("S"));
    set(&mut book, "/contracts/0/lines/0/tax_percent", json!("20.00"));
    set(&mut book, "/contracts/0/lines/0/invoice_frequency", json!("g"));
    set(&mut book, "/contracts/0/lines/1/tax_category", json!("AE"));
    set(&mut book, "/contracts/0/lines/1/tax_percent", json!("0"));
    set(&mut book, "/contracts/0/lines/1/milestones/0/run_date", json!("2020-10-12"));
    set(&mut book, "/transactions/0/description", json!("Ünïcode 発票 \"quoted\" \u{1F9FE}\n\t"));
    set(&mut book, "/transactions/1/billing_type", json!("complimentary"));
    set(&mut book, "/transactions/1/billing_status", json!("ready_to_invoice"));
    book
}

#[test]
// SPEC 5.1, 5.3: shares of one transaction may differ, and so may the lists of customers.
fn splits_taxes_and_statuses_of_single_shares() {
    let connection = import_value(&varied()).unwrap();
    let tx = connection.write().unwrap();
    let share = share::of_item(&tx, "t1").unwrap()[0].clone();
    let (from, to) = (BillingStatus::ReadyToInvoice, BillingStatus::NotReady);
    share::set_status(&tx, share.contract_line, share.id, from, to).unwrap();
    tx.commit().unwrap();
    let exported = check(&connection);
    assert_eq!(
        exported["state"]["shares"],
        json!([{ "id": "t1", "customer": "b", "billing_status": "not_ready" }])
    );
    assert_eq!(run(&connection, "2020-10-05").len(), 1, "one customer is billed while the other is not");
    let exported = check(&connection);
    assert_eq!(exported["state"]["invoices"][0]["taxes"][0]["category"], "S");
}

#[test]
fn a_generated_book_with_splits_and_many_invoices() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("generated.book.json");
    let mut generate = std::process::Command::new(env!("CARGO_BIN_EXE_generate"));
    generate.args(["--contracts", "24", "--transactions", "1500", "--out"]).arg(&file);
    assert!(generate.status().unwrap().success());
    let connection = import(&std::fs::read(&file).unwrap()).unwrap();
    check(&connection);
    let invoices = run(&connection, "2021-06-15").len() + run(&connection, "2021-06-21").len();
    assert!(invoices > 10, "{invoices} invoices in six currencies");
    check(&connection);
}

#[test]
fn a_draft_that_was_deleted_leaves_a_gap_in_the_ids() {
    let connection = import(ADATUM.as_bytes()).unwrap();
    run(&connection, "2020-10-05");
    let mut value = export_value(&connection);
    set(&mut value, "/state/invoices/0/id", json!("7"));
    let restored = import_value(&value).unwrap();
    assert_eq!(invoice::ids(&restored).unwrap(), [InvoiceId(7)]);
}

#[test]
// SPEC 7.8: a state that does not add up is refused, not brought in.
fn a_state_that_was_tampered_with_is_refused() {
    let connection = import(ADATUM.as_bytes()).unwrap();
    run(&connection, "2020-10-05");
    let whole = export_value(&connection);
    for (pointer, value, expected) in [
        (
            "/state/invoices/0/subtotal",
            json!("1.00"),
            "state.invoices[0].id: the book refuses \"1\": it is there already or does not fit",
        ),
        (
            "/state/invoices/0/lines/0/amount",
            json!("1.00"),
            "state: invoice 1: line prototype is 1.00 USD, but its chargeable details add up to 5000.00 USD",
        ),
        (
            "/state/invoices/0/lines/0/details/0/amount",
            json!("4999.99"),
            "state: invoice 1: it charges 4999.99 USD for m1, whose share is 5000.00 USD",
        ),
        (
            "/state/shares/0/billing_status",
            json!("invoice_posted"),
            "state: m1: the share of adatum is invoice_posted, but invoice 1, which is draft, charges it",
        ),
        (
            "/state/shares/0/id",
            json!("nothing"),
            "state.shares[0]: the file has no such share of \"nothing\"",
        ),
        ("/state/invoices/0/contract", json!("X"), "state.invoices[0].contract: there is no contract \"X\""),
        ("/state/invoices/0/id", json!("x1"), "state.invoices[0].id: \"x1\" is not the id of an invoice"),
        (
            "/state/invoices/0/lines/0/details/0/milestone",
            json!("m9"),
            "state.invoices[0].lines[0].details[0]: the file has no such share of \"m9\"",
        ),
        (
            "/state/process_runs/0/run_date",
            json!("2020-10-06"),
            "state.invoices[0].process_run: there is no process run \"2020-10-05\"",
        ),
        (
            "/state/ledger",
            json!([{}]),
            "state.ledger: this version cannot restore this yet, so a book that has it is refused",
        ),
    ] {
        let mut book = whole.clone();
        set(&mut book, pointer, value);
        let found = import_value(&book).map_or_else(|error| error.to_string(), |_| "accepted".to_owned());
        assert!(found.starts_with(expected) || found == expected, "{pointer}:\n{found}\n{expected}");
    }
}

#[test]
// SPEC 9 (`export`): what of the set-up the format has no place for comes back from the history of the book.
fn the_set_up_comes_back_whole() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("book.proforma");
    proforma_api::book::create_example(&path, now(), "test").unwrap();
    let book = proforma_api::book::Book::open(&path).unwrap();
    let save = |id: Option<&str>, form: Value| {
        set_up::save_record(&book, id, &serde_json::from_value(form).unwrap(), now()).unwrap()
    };
    let company = |bank: Value, logo: &str| {
        json!({ "kind": "company", "name": "Contoso", "address": [], "country": "", "tax_id": "", "email": "",
                "language": "", "bank_details": bank, "logo": logo })
    };
    let svg = "data:image/svg+xml;base64,PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciIHZpZXdCb3g9IjAgMCA5IDkiLz4=";
    save(Some("company"), company(json!(["IBAN 1"]), svg));
    save(Some("company"), company(json!(["IBAN 1", "", "BIC"]), svg));
    let customer = |id: &str, contact: &str| {
        json!({ "kind": "customer", "id": id, "name": id, "address": [], "country": "", "tax_id": "",
                "contact": contact, "email": "", "language": "", "payment_terms_days": "" })
    };
    save(None, customer("one", "Ada"));
    save(None, customer("two", "Bo"));
    save(Some("two"), customer("two", ""));
    save(None, customer("gone", "Cy"));
    set_up::delete_record(&book, RecordKind::Customer, "gone", now()).unwrap();
    save(None, json!({ "kind": "holiday", "date": "2020-12-24", "name": "Eve" }));
    save(Some("2020-12-24"), json!({ "kind": "holiday", "date": "2020-12-25", "name": "Eve" }));
    save(Some("2020-12-25"), json!({ "kind": "holiday", "date": "2020-12-25", "name": "Christmas Day" }));
    save(None, json!({ "kind": "holiday", "date": "2020-12-31", "name": "" }));
    save(None, json!({ "kind": "unit", "name": "litre", "hours_per_unit": "" }));
    save(Some("litre"), json!({ "kind": "unit", "name": "l", "hours_per_unit": "" }));
    save(None, json!({ "kind": "unit", "name": "mile", "hours_per_unit": "" }));
    set_up::delete_record(&book, RecordKind::Unit, "mile", now()).unwrap();
    save(Some("hour"), json!({ "kind": "unit", "name": "h", "hours_per_unit": "" }));
    save(None, json!({ "kind": "unit", "name": "dag", "hours_per_unit": "8" }));
    save(Some("dag"), json!({ "kind": "unit", "name": "dagar", "hours_per_unit": "7.5" }));
    save(None, json!({ "kind": "unit", "name": "sprint", "hours_per_unit": "80" }));
    save(Some("sprint"), json!({ "kind": "unit", "name": "sprint", "hours_per_unit": "" }));
    save(None, json!({ "kind": "transaction_category", "name": "Books", "class": "expense" }));
    save(Some("Books"), json!({ "kind": "transaction_category", "name": "Reading", "class": "fee" }));
    save(Some("Travel"), json!({ "kind": "transaction_category", "name": "Journeys", "class": "expense" }));
    check(book.connection());
    let restored = import(export(book.connection()).as_bytes()).unwrap();
    for kind in RecordKind::ALL {
        let rows = |connection| set_up::records(connection, kind).unwrap();
        assert_eq!(rows(&restored), rows(book.connection()), "{}", kind.as_str());
    }
    // What was printed in a unit that was renamed since counts by the unit that it is now.
    let former = |connection| unit::former_names(connection).unwrap();
    assert_eq!(former(&restored), former(book.connection()));
    assert_eq!(former(&restored).len(), 3, "dag, hour and litre");
    let whole: Value = serde_json::from_str(&export(book.connection())).unwrap();
    let said = |detail: &Value| detail.as_str().is_some_and(|text| text.contains("7.5"));
    let mut none = whole.clone();
    let history = none["state"]["history"].as_array_mut().unwrap();
    let at = history.iter().position(|entry| said(&entry["detail"])).unwrap();
    let detail = history[at]["detail"].as_str().unwrap().replace("7.5", "0");
    set(&mut none, &format!("/state/history/{at}/detail"), json!(detail));
    let why = import_value(&none).unwrap_err().to_string();
    assert!(why.contains("the hours in one must be more than 0"), "{why}");
    let mut broken = whole;
    let history = broken["state"]["history"].as_array_mut().unwrap();
    let at = history.iter().position(|entry| entry["command"] == "save_record").unwrap();
    set(&mut broken, &format!("/state/history/{at}/detail"), json!("{}"));
    let why = import_value(&broken).unwrap_err().to_string();
    assert!(why.starts_with(&format!("state.history[{at}].detail: missing field `changes`")), "{why}");
}
