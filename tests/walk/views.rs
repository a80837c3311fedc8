//! What a book says of itself on a day: SPEC 2.3, 3.10, 4.3, 4.13.

use proforma_api::{
    backlog::{BillingStatus, Marking, Stopping, mark},
    book::Book,
    contracts::contract,
    create::create,
    dto::{ReasonCode, RunStatus},
    runs::run_preview,
};
use proforma_engine::{
    invoice::{InvoiceStatus, Totals},
    money::Money,
};
use proforma_store::{
    contract as contracts,
    invoice::{InvoiceHeader, insert_header},
};
use proforma_tests::{TempBook, case, date, noon};

use crate::run;

#[test]
// SPEC 2.3: today is the civil date in the book's time zone, summer time included.
fn today_is_the_civil_date_of_the_books_time_zone() {
    for (time_zone, now, today) in [
        ("UTC", "2020-10-05T10:30:00Z", "2020-10-05"),
        ("Pacific/Kiritimati", "2020-10-05T10:30:00Z", "2020-10-06"),
        ("Pacific/Pago_Pago", "2020-10-05T10:30:00Z", "2020-10-04"),
        ("Europe/Stockholm", "2020-10-24T22:30:00Z", "2020-10-25"),
        ("Europe/Stockholm", "2020-10-25T22:30:00Z", "2020-10-25"),
    ] {
        let text = format!(
            r#"{{"format":"proforma-book","version":1,"company":{{"name":"C"}},"time_zone":"{time_zone}"}}"#
        );
        let book = TempBook::of_text(&text);
        let open = Book::open(&book.path()).unwrap();
        assert_eq!(open.today(now.parse().unwrap()), date(today), "{now} in {time_zone}");
    }
}

const CONTRACT_IN_DRAFT: &str = r#"{
    "format": "proforma-book", "version": 1, "company": { "name": "C" }, "time_zone": "UTC",
    "customers": [{ "id": "a", "name": "A" }],
    "contracts": [{
        "id": "c", "name": "C", "currency": "USD", "status": "draft",
        "customers": [{ "customer": "a", "percent": "100" }],
        "lines": [
            { "id": "short", "name": "Short", "billing_method": "fixed_price", "contracted_amount": "17500.00",
              "milestones": [{ "id": "m1", "name": "M", "date": "2020-10-05", "amount": "5000.00" },
                             { "id": "m2", "name": "M", "date": "2020-11-03", "amount": "12000.00" }] },
            { "id": "whole", "name": "Whole", "billing_method": "fixed_price", "contracted_amount": "1.00",
              "milestones": [{ "id": "m3", "name": "M", "date": "2020-10-05", "amount": "1.00" }] },
            { "id": "none", "name": "None", "billing_method": "fixed_price", "contracted_amount": "1.00" },
            { "id": "work", "name": "Work", "billing_method": "time_and_material" }
        ]
    }]
}"#;

#[test]
// SPEC 3.10, 4.13 (T4): a line shows an error while its milestones do not add up, and that it is not set up.
fn a_line_shows_what_is_wrong_with_it() {
    let book = TempBook::of_text(CONTRACT_IN_DRAFT);
    let open = Book::open(&book.path()).unwrap();
    let shown = contract(open.connection(), "c", date("2020-10-01")).unwrap();
    let troubles: Vec<Option<&str>> = shown.lines.iter().map(|line| line.trouble.as_deref()).collect();
    assert_eq!(
        troubles,
        [
            Some("The milestones add up to 17000.00, 500.00 short of the contracted amount 17500.00."),
            None,
            Some("Not set up: it has no milestones, so no run bills it."),
            Some("Not set up: it has no invoice schedule, so no run bills it."),
        ]
    );
}

#[test]
// SPEC 9 (`invoices`): beyond the newest invoices that are listed with a contract, all of them are counted.
fn all_invoices_of_a_contract_are_counted() {
    let book = TempBook::of_text(CONTRACT_IN_DRAFT);
    let open = Book::open(&book.path()).unwrap();
    let tx = open.connection().write().unwrap();
    let id = contracts::id_of(&tx, "c").unwrap().unwrap();
    let stored = contracts::by_id(&tx, id).unwrap().unwrap();
    let nothing = Money::zero(stored.currency);
    for _ in 0..203 {
        let header = InvoiceHeader {
            id: None,
            contract: id,
            customer: stored.customers.entries()[0].customer,
            status: InvoiceStatus::Draft,
            number: None,
            invoice_date: date("2020-10-05"),
            work_up_to: None,
            totals: Totals { subtotal: nothing, tax: nothing, total: nothing },
            process_run: None,
            created_at: noon(),
        };
        insert_header(&tx, &header).unwrap();
    }
    tx.commit().unwrap();
    let shown = contract(open.connection(), "c", date("2020-10-05")).unwrap();
    assert_eq!((shown.invoice_count, shown.invoices.len()), (203, 200));
}

#[test]
// A book in a folder that is synchronised works, with a word about the place; one elsewhere has none.
fn a_bad_place_for_a_book_is_told() {
    let folder = tempfile::tempdir().unwrap();
    for (name, beginning) in [("Dropbox", Some("A program synchronises this folder")), ("books", None)] {
        let place = folder.path().join(name);
        std::fs::create_dir(&place).unwrap();
        let book = Book::create(&place.join("b.proforma"), "Contoso", "UTC", noon(), "test").unwrap();
        let header = book.header(noon()).unwrap();
        assert_eq!(header.read_only, None, "{name}");
        assert_eq!(header.place_risk.is_some(), beginning.is_some(), "{name}: {:?}", header.place_risk);
        assert!(header.place_risk.unwrap_or_default().starts_with(beginning.unwrap_or_default()), "{name}");
    }
}

#[test]
// SPEC 4.3: a date after today may be previewed, with a word that it may not be run yet.
fn a_date_after_today_may_be_previewed() {
    let book = TempBook::of(&case("adatum.book.json"));
    let open = Book::open(&book.path()).unwrap();
    let preview = |today| run_preview(open.connection(), date("2020-10-05"), date(today)).unwrap();
    let before = preview("2020-10-04");
    assert_eq!(before.drafts[0].total.amount, "7420.00");
    assert_eq!(
        before.refused.as_deref(),
        Some("2020-10-05 is after today, 2020-10-04: a run takes nothing that has not happened yet")
    );
    assert_eq!(preview("2020-10-05").refused, None);
}

#[test]
// SPEC 4.3, 7.6: nothing is created by hand up to a date after today either.
fn creation_up_to_a_date_after_today_is_refused() {
    let book = TempBook::of(&case("adatum.book.json"));
    let open = Book::open(&book.path()).unwrap();
    let contracts = ["ADATUM".to_owned()];
    let until = |through| create(open.connection(), &contracts, date(through), date("2020-10-05"), noon());
    assert!(
        until("2020-10-06").unwrap_err().to_string().starts_with("2020-10-06 is after today, 2020-10-05")
    );
    assert_eq!(until("2020-10-05").unwrap().len(), 1);
}

#[test]
// SPEC 4.10, 4.12: a contract whose sum is beyond the bounds is shown all the same, before and after it is parked.
fn a_contract_that_cannot_be_billed_can_be_looked_at() {
    let book = TempBook::of(&case("parked.book.json"));
    for status in [RunStatus::NotRun, RunStatus::RunFailed] {
        let open = Book::open(&book.path()).unwrap();
        for today in ["2021-01-01", "2021-01-04", "2021-01-20"] {
            let shown = contract(open.connection(), "BAD", date(today)).unwrap();
            let row = &shown.schedule[0];
            assert_eq!(
                (row.run_status, row.expected.as_deref()),
                (status, Some("18000000000000")),
                "{today}"
            );
        }
        drop(open);
        run(&book, date("2021-01-04"));
    }
}

#[test]
// SPEC 2.5, 4.10, 7.7: nor does it keep the others from being previewed, or its shares from being marked.
fn a_contract_that_cannot_be_billed_stands_in_nobodys_way() {
    let book = TempBook::of(&case("parked.book.json"));
    let open = Book::open(&book.path()).unwrap();
    let preview = run_preview(open.connection(), date("2021-01-04"), date("2021-01-04")).unwrap();
    assert_eq!((preview.parked, preview.drafts.len()), (1, 1));
    let parked = preview.passed_over.iter().find(|group| group.code == ReasonCode::ContractParked).unwrap();
    assert_eq!(parked.amounts[0].amount, "18000000000000");
    assert!(preview.proof.iter().all(|row| row.adds_up), "{:?}", preview.proof);
    let both = ["huge-1", "huge-2"].map(|id| Marking { id, customer: None });
    let marked =
        mark(open.connection(), &both, BillingStatus::NotReady, Stopping::AllOrNothing, noon()).unwrap();
    assert_eq!(marked.amounts.amounts()[0].amount, "18000000000000");
    let preview = run_preview(open.connection(), date("2021-01-04"), date("2021-01-04")).unwrap();
    let waiting = preview.passed_over.iter().find(|group| group.code == ReasonCode::NotReady).unwrap();
    assert_eq!(waiting.amounts[0].amount, "18000000000000");
}
