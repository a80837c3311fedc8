//! What a run left out, by reason, as it was recorded: SPEC 4.1, 4.12.

use proforma_api::{
    book::Book,
    book_sums::BookSums,
    dto::ProofRow,
    runs::{process_run, run_proof},
};
use proforma_tests::{TempBook, case, date};

use crate::{mark_ready, overview::BOOK, run};

fn proof(open: &Book, run_date: &str) -> Vec<ProofRow> {
    run_proof(open.connection(), open.sums(), date(run_date)).unwrap()
}

/// `currency left out = [reason count amount, …] + elsewhere`.
fn shown(proof: &[ProofRow]) -> Vec<String> {
    let row = |row: &ProofRow| {
        let reasons: Vec<String> =
            row.reasons.iter().map(|of| format!("{:?} {} {}", of.code, of.count, of.amount)).collect();
        let elsewhere = row.elsewhere.as_deref().unwrap_or("0");
        format!("{} {} = [{}] + {elsewhere}", row.currency, row.left_out, reasons.join(", "))
    };
    proof.iter().map(row).collect()
}

#[test]
// SPEC 4.12: every reason with its count and amount; what was left out is so still when a later run has taken it.
fn what_was_left_out_is_told_by_reason() {
    let book = TempBook::of(&case("adatum.book.json"));
    mark_ready(&book, "t4");
    for day in ["2020-10-05", "2020-10-19", "2020-11-02"] {
        run(&book, date(day));
    }
    let left_out =
        ["USD 13660.00 = [LaterRunDate 1 12000.00, AfterCutOff 1 1600.00, NoLaterRunDate 1 60.00] + 0"];
    let open = Book::open(&book.path()).unwrap();
    assert_eq!(shown(&proof(&open, "2020-11-02")), left_out);
    run(&book, date("2020-11-03"));
    run(&book, date("2020-11-16"));
    let recorded =
        process_run(open.connection(), &BookSums::default(), date("2020-11-02")).unwrap().unwrap().proof;
    assert_eq!(shown(&recorded), left_out);
    assert_eq!(proof(&open, "2020-11-02"), recorded);
    let next =
        process_run(open.connection(), &BookSums::default(), date("2020-11-16")).unwrap().unwrap().proof;
    assert_eq!(proof(&open, "2020-11-16"), next, "what is kept is of one run");
    let never = run_proof(open.connection(), open.sums(), date("2020-11-17")).unwrap_err();
    assert_eq!(never.to_string(), "there is no process run \"2020-11-17\" in this book");
}

#[test]
// SPEC 4.1, 4.5: what was ready in contracts without a row on the date is told as one sum; a milestone that was missed
// is no part of what was ready.
fn what_the_run_did_not_look_into_is_one_sum() {
    let book = TempBook::of_text(BOOK);
    run(&book, date("2021-01-04"));
    let open = Book::open(&book.path()).unwrap();
    assert_eq!(
        shown(&proof(&open, "2021-01-04")),
        [
            "EUR 10.00 = [] + 10.00",
            "JPY 18000000000000 = [] + 18000000000000",
            "USD 84.00 = [NoLaterRunDate 1 12.00] + 72.00",
        ]
    );
    run(&book, date("2021-02-10"));
    assert_eq!(shown(&proof(&open, "2021-02-10"))[0], "EUR 10.00 = [LaterRunDate 2 10.00] + 0");
}
