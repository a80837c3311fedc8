//! A contract with a stored value that does not read, written behind the program's back: SPEC 4.10 to 4.12, 7.7.

use std::sync::atomic::AtomicBool;

use proforma_api::{
    backlog::explain,
    book::Book,
    check::check,
    dto::{PassedOverRow, ProcessRunStatus, ReasonCode, RunResult},
    gathering::Gathering,
    runs::{process_run, process_runs, run_preview, run_result},
};
use proforma_tests::{TempBook, date, noon};
use proforma_worker::{AskedBy, Clock, Order, ProcessRunner};

/// Two contracts of one line and row each. Both have an hour ready and one that is not; BAD comes first.
const TWO_CONTRACTS: &str = r#"{
    "format": "proforma-book", "version": 1, "company": { "name": "Contoso" }, "time_zone": "UTC",
    "customers": [{ "id": "a", "name": "A" }],
    "contracts": [
        { "id": "BAD", "name": "Bad", "currency": "USD", "customers": [{ "customer": "a", "percent": "100" }],
          "lines": [{ "id": "work", "name": "Work", "billing_method": "time_and_material",
                      "transaction_classes": ["time"], "tax_category": "S", "tax_percent": "25",
                      "invoice_schedule": [{ "run_date": "2020-10-05", "cut_off_date": "2020-10-04" }] }] },
        { "id": "GOOD", "name": "Good", "currency": "USD", "customers": [{ "customer": "a", "percent": "100" }],
          "lines": [{ "id": "work", "name": "Work", "billing_method": "time_and_material",
                      "transaction_classes": ["time"],
                      "invoice_schedule": [{ "run_date": "2020-10-05", "cut_off_date": "2020-10-04" }] }] }
    ],
    "transactions": [
        { "id": "bad-ready", "contract": "BAD", "contract_line": "work", "class": "time", "date": "2020-10-01",
          "quantity": "1", "unit_price": "100.00", "billing_status": "ready_to_invoice" },
        { "id": "bad-not-ready", "contract": "BAD", "contract_line": "work", "class": "time", "date": "2020-10-01",
          "quantity": "1", "unit_price": "7.00" },
        { "id": "good-ready", "contract": "GOOD", "contract_line": "work", "class": "time", "date": "2020-10-01",
          "quantity": "1", "unit_price": "300.00", "billing_status": "ready_to_invoice" },
        { "id": "good-not-ready", "contract": "GOOD", "contract_line": "work", "class": "time", "date": "2020-10-01",
          "quantity": "1", "unit_price": "9.00" }
    ]
}"#;

/// Damage to BAD, and what mends it.
const DAMAGES: [(&str, &str); 6] = [
    (
        "UPDATE contract_line SET tax_percent = 'x' WHERE id = 1",
        "UPDATE contract_line SET tax_percent = '25' WHERE id = 1",
    ),
    ("UPDATE contract SET currency = 'x' WHERE id = 1", "UPDATE contract SET currency = 'USD' WHERE id = 1"),
    (
        "UPDATE contract SET name = CAST(X'426164FF' AS TEXT) WHERE id = 1",
        "UPDATE contract SET name = 'Bad' WHERE id = 1",
    ),
    (
        "UPDATE schedule_row SET cut_off_date = '4 October' WHERE contract_line_id = 1",
        "UPDATE schedule_row SET cut_off_date = '2020-10-04' WHERE contract_line_id = 1",
    ),
    (
        "UPDATE \"transaction\" SET transaction_date = '1 October' WHERE contract_line_id = 1",
        "UPDATE \"transaction\" SET transaction_date = '2020-10-01' WHERE contract_line_id = 1",
    ),
    (
        "UPDATE share SET percent = 'x' WHERE contract_line_id = 1",
        "UPDATE share SET percent = '100' WHERE contract_line_id = 1",
    ),
];

/// Changes the book behind the program's back.
fn write_raw(book: &TempBook, sql: &str) {
    let raw = rusqlite::Connection::open(book.path()).unwrap();
    raw.execute_batch("PRAGMA ignore_check_constraints = ON; DROP TRIGGER IF EXISTS share_is_unchangeable")
        .unwrap();
    raw.execute_batch(sql).unwrap();
}

/// Runs a date as the window does.
fn run(book: &TempBook, run_date: &str) -> RunResult {
    let run_date = date(run_date);
    let open = Book::open_to_read(&book.path()).unwrap();
    let mut told = Gathering::new(open.connection()).unwrap();
    let order = Order {
        run_date,
        today: run_date,
        tells_the_rest: true,
        asked_by: AskedBy::Person,
        cancel: &AtomicBool::new(false),
    };
    let runner = ProcessRunner::new("walk", Clock::of(noon)).unwrap();
    let summary = runner.run_date(&book.path(), &order, &mut |event| told.take(&event)).unwrap();
    run_result(open.connection(), run_date, &summary, told).unwrap()
}

fn drafts(result: &RunResult) -> Vec<String> {
    result.drafts.iter().map(|draft| format!("{} {}", draft.contract, draft.total.amount)).collect()
}

#[track_caller]
fn assert_names_the_contract(rows: &[PassedOverRow], beginning: &str, damage: &str) {
    assert_eq!(rows.len(), 1, "{damage}: {rows:?}");
    let row = &rows[0];
    assert_eq!((row.contract.as_str(), row.contract_line.as_deref()), ("BAD", Some("work")), "{damage}");
    assert!(row.contract_name.starts_with("Bad"), "{damage}");
    assert!(row.reason.starts_with(beginning), "{damage}: {}", row.reason);
}

#[test]
// SPEC 4.10, 7.7: it is parked with its reason, in the preview as in the run; the others are billed; the recorded run can
// be shown; once it is mended, a later run takes it with its own date.
fn a_contract_that_does_not_read_is_parked_alone() {
    for (damage, mending) in DAMAGES {
        let book = TempBook::of_text(TWO_CONTRACTS);
        write_raw(&book, damage);
        let day = date("2020-10-05");
        let preview = {
            let open = Book::open(&book.path()).unwrap();
            run_preview(open.connection(), day, day).unwrap()
        };
        assert_eq!((preview.drafts.len(), preview.parked, preview.nothing_due), (1, 1, 0), "{damage}");
        assert!(preview.proof.iter().all(|row| row.adds_up), "{damage}: {:?}", preview.proof);
        let result = run(&book, "2020-10-05");
        assert_eq!(drafts(&result), ["GOOD 300.00"], "{damage}");
        assert_eq!(result.status, ProcessRunStatus::CompletedWithFailures, "{damage}");
        assert_eq!(result.proof, preview.proof, "{damage}");
        assert_eq!(result.passed_over, preview.passed_over, "{damage}: the preview is the run");
        let parked = "The contract is parked: the book holds \"";
        assert_names_the_contract(&result.parked, parked, damage);
        assert_eq!(result.parked[0].schedule_row, (!damage.contains("run_date")).then_some(day), "{damage}");
        {
            let open = Book::open(&book.path()).unwrap();
            assert_eq!(process_runs(open.connection()).unwrap()[0].parked, 1, "{damage}");
            let recorded = process_run(open.connection(), open.sums(), day).unwrap().unwrap();
            assert_eq!((drafts(&recorded), recorded.status), (drafts(&result), result.status), "{damage}");
            assert_names_the_contract(&recorded.parked, parked, damage);
            assert_eq!(recorded.parked, result.parked, "{damage}");
            let row = rusqlite::Connection::open(book.path()).unwrap();
            let row: (String, String) = row
                .query_row(
                    "SELECT run_status, reason FROM schedule_row WHERE contract_line_id = 1",
                    [],
                    |row| Ok((row.get(0)?, row.get(1)?)),
                )
                .unwrap();
            assert_eq!(row.0, "run_failed", "{damage}");
            assert!(row.1.starts_with("the book holds \""), "{damage}: {}", row.1);
        }
        // Every later run tries again, and says so.
        let again = run(&book, "2020-10-06");
        assert_names_the_contract(&again.parked, parked, damage);
        write_raw(&book, mending);
        let mended = run(&book, "2020-10-07");
        assert_eq!((drafts(&mended), mended.parked.len()), (vec!["BAD 125.00".to_owned()], 0), "{damage}");
        assert_eq!(mended.drafts[0].invoice_date, day, "{damage}: with its own date");
        let open = Book::open(&book.path()).unwrap();
        assert_eq!(check(open.connection()).unwrap(), Vec::new(), "{damage}");
        // What was recorded while it did not read is shown now that it does.
        assert_eq!(
            process_run(open.connection(), open.sums(), date("2020-10-06")).unwrap().unwrap().parked.len(),
            1,
            "{damage}"
        );
    }
}

#[test]
// SPEC 4.10, 4.12: where no row of it is due, it is told about without being parked, and the run is completed.
fn a_contract_that_does_not_read_and_is_not_due_is_told_about() {
    for (damage, mending) in DAMAGES {
        let book = TempBook::of_text(TWO_CONTRACTS);
        write_raw(&book, damage);
        let result = run(&book, "2020-10-04");
        assert_eq!((drafts(&result), result.status), (Vec::new(), ProcessRunStatus::Completed), "{damage}");
        let told =
            result.passed_over.iter().find(|group| group.code == ReasonCode::ContractUnreadable).unwrap();
        assert_names_the_contract(&told.examples, "The contract does not read: the book holds \"", damage);
        let ready = if damage.contains("currency") { None } else { Some("100.00") };
        assert_eq!(told.amounts.first().map(|amount| amount.amount.as_str()), ready, "{damage}");
        assert!(result.proof.iter().all(|row| row.adds_up), "{damage}: {:?}", result.proof);
        write_raw(&book, mending);
        assert_eq!(drafts(&run(&book, "2020-10-05")), ["BAD 125.00", "GOOD 300.00"], "{damage}");
    }
}

#[test]
// SPEC 4.10: what was recorded of a contract is shown also where it does not read any more.
fn a_recorded_run_is_shown_though_its_contract_does_not_read_any_more() {
    let later =
        TWO_CONTRACTS.replacen("\"bad-ready\"", "\"late\"", 1).replacen("2020-10-01", "2020-10-05", 1);
    for (damage, _) in DAMAGES {
        let book = TempBook::of_text(&later);
        let result = run(&book, "2020-10-05");
        let passed_over = |result: &RunResult| {
            let groups = result.passed_over.iter().filter(|group| group.code != ReasonCode::NotReady);
            groups.map(|group| (group.code, group.count)).collect::<Vec<_>>()
        };
        assert!(passed_over(&result).contains(&(ReasonCode::NoLaterRunDate, 1)), "{:?}", result.passed_over);
        write_raw(&book, damage);
        let open = Book::open(&book.path()).unwrap();
        let recorded = process_run(open.connection(), open.sums(), date("2020-10-05")).unwrap().unwrap();
        let mut expected = passed_over(&result);
        let mut shown = passed_over(&recorded);
        expected.sort_by_key(|(_, count)| *count);
        shown.sort_by_key(|(_, count)| *count);
        assert_eq!(shown, expected, "{damage}");
    }
}

#[test]
// SPEC 4.12: what waits for a contract that does not read says so.
fn a_share_of_a_contract_that_does_not_read_is_explained() {
    let book = TempBook::of_text(TWO_CONTRACTS);
    write_raw(&book, DAMAGES[0].0);
    let open = Book::open(&book.path()).unwrap();
    let share = &explain(open.connection(), "bad-ready", date("2020-10-05")).unwrap()[0];
    assert_eq!((share.reason.code.as_str(), share.next_run_date), ("contract_unreadable", None));
    assert_eq!(
        share.text,
        "The contract does not read: the book holds \"x\" where a decimal must be. No run takes anything of it until that is mended."
    );
}
