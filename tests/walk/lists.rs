//! Lists of contracts and invoices, sorted, narrowed and summed up: SPEC 2.1, 3.10, 4.10, 4.13.

use proforma_api::{
    backlog::{BillingStatus, Marking, Stopping, mark},
    book::Book,
    contract_list::contracts,
    contracts::contract,
    dto::{
        ContractPage, ContractQuery, ContractSort, ContractStatus, ContractTrouble, InvoiceQuery,
        InvoiceSort, InvoiceStatus, MoneyParts,
    },
    invoices::{invoice, invoices},
};
use proforma_tests::{TempBook, case, date, noon};

use crate::{mark_ready, run};

/// Four contracts: two to run on different dates, one parked by its own sums, one not set up and a draft.
const BOOK: &str = r#"{
    "format": "proforma-book", "version": 1, "company": { "name": "C" }, "time_zone": "UTC",
    "customers": [{ "id": "a", "name": "Zulu" }, { "id": "b", "name": "Alpha" }],
    "contracts": [
        { "id": "first", "name": "Bravo", "currency": "USD",
          "customers": [{ "customer": "a", "percent": "60" }, { "customer": "b", "percent": "40" }],
          "lines": [{ "id": "work", "name": "Work", "billing_method": "time_and_material", "transaction_classes": ["time"],
            "invoice_schedule": [{ "run_date": "2021-02-01", "cut_off_date": "2021-01-31" }] }] },
        { "id": "second", "name": "Delta", "currency": "USD", "customers": [{ "customer": "b", "percent": "100" }],
          "lines": [{ "id": "work", "name": "Work", "billing_method": "time_and_material", "transaction_classes": ["time"],
            "invoice_schedule": [{ "run_date": "2021-01-04", "cut_off_date": "2021-01-03" }, { "run_date": "2021-01-11", "cut_off_date": "2021-01-10" }] }] },
        { "id": "third", "name": "Charlie", "currency": "JPY", "customers": [{ "customer": "a", "percent": "100" }],
          "lines": [{ "id": "work", "name": "Work", "billing_method": "time_and_material", "transaction_classes": ["time"],
            "invoice_schedule": [{ "run_date": "2021-01-04", "cut_off_date": "2021-01-03" }, { "run_date": "2021-01-18", "cut_off_date": "2021-01-17" }] }] },
        { "id": "fourth", "name": "Alfa", "currency": "JPY", "status": "draft", "customers": [{ "customer": "b", "percent": "100" }],
          "lines": [{ "id": "none", "name": "None", "billing_method": "time_and_material" },
                    { "id": "short", "name": "Short", "billing_method": "fixed_price", "contracted_amount": "100",
                      "milestones": [{ "id": "m", "name": "M", "date": "2021-01-04", "amount": "70" }] }] }
    ],
    "transactions": [
        { "id": "t1", "contract": "first", "contract_line": "work", "class": "time", "date": "2021-01-01", "quantity": "1", "unit_price": "100.00", "billing_status": "ready_to_invoice" },
        { "id": "t2", "contract": "first", "contract_line": "work", "class": "time", "date": "2021-01-02", "quantity": "1", "unit_price": "10.00" },
        { "id": "t3", "contract": "first", "contract_line": "work", "class": "time", "date": "2021-02-01", "quantity": "1", "unit_price": "1.00" },
        { "id": "t4", "contract": "second", "contract_line": "work", "class": "time", "date": "2021-01-01", "quantity": "1", "unit_price": "50.00", "billing_status": "ready_to_invoice" },
        { "id": "huge-1", "contract": "third", "contract_line": "work", "class": "time", "date": "2021-01-01", "quantity": "9000", "unit_price": "1000000000", "billing_status": "ready_to_invoice" },
        { "id": "huge-2", "contract": "third", "contract_line": "work", "class": "time", "date": "2021-01-02", "quantity": "9000", "unit_price": "1000000000", "billing_status": "ready_to_invoice" }
    ]
}"#;

fn all() -> ContractQuery {
    ContractQuery {
        status: None,
        trouble: None,
        currency: None,
        search: String::new(),
        sort: ContractSort::Name,
        descending: false,
        offset: 0,
        limit: 500,
    }
}

fn listed(book: &TempBook, query: &ContractQuery) -> ContractPage {
    let open = Book::open(&book.path()).unwrap();
    contracts(open.connection(), open.sums(), query, date("2021-01-02")).unwrap()
}

fn names(page: &ContractPage) -> Vec<&str> {
    page.rows.iter().map(|row| row.name.as_str()).collect()
}

#[test]
// SPEC 4.10, 4.13: by each column, the other way round; what has no next run date comes last whichever way.
fn contracts_are_sorted_by_each_column() {
    let book = TempBook::of_text(BOOK);
    let sorted = |sort, descending| listed(&book, &ContractQuery { sort, descending, ..all() });
    assert_eq!(names(&sorted(ContractSort::Name, false)), ["Alfa", "Bravo", "Charlie", "Delta"]);
    assert_eq!(names(&sorted(ContractSort::Name, true)), ["Delta", "Charlie", "Bravo", "Alfa"]);
    assert_eq!(names(&sorted(ContractSort::Customer, false)), ["Alfa", "Delta", "Bravo", "Charlie"]);
    assert_eq!(names(&sorted(ContractSort::Customer, true)), ["Bravo", "Charlie", "Alfa", "Delta"]);
    assert_eq!(names(&sorted(ContractSort::NextRunDate, false)), ["Charlie", "Delta", "Bravo", "Alfa"]);
    assert_eq!(names(&sorted(ContractSort::NextRunDate, true)), ["Bravo", "Charlie", "Delta", "Alfa"]);
    let second = listed(&book, &ContractQuery { offset: 1, limit: 2, ..all() });
    assert_eq!((names(&second), second.total), (vec!["Bravo", "Charlie"], 4));
}

#[test]
// SPEC 3.10, 4.10, 4.13: by trouble, currency and status; counts and sums are over all that fit.
fn contracts_are_narrowed() {
    let book = TempBook::of_text(BOOK);
    run(&book, date("2021-01-04"));
    let with = |trouble| listed(&book, &ContractQuery { trouble: Some(trouble), ..all() });
    assert_eq!(names(&with(ContractTrouble::Parked)), ["Charlie"]);
    assert_eq!(names(&with(ContractTrouble::LineNotSetUp)), ["Alfa"]);
    assert_eq!(names(&with(ContractTrouble::MilestonesDoNotAddUp)), ["Alfa"]);
    let dollars = listed(&book, &ContractQuery { currency: Some("USD".to_owned()), limit: 1, ..all() });
    assert_eq!((names(&dollars), dollars.total, dollars.totals.len()), (vec!["Bravo"], 2, 1));
    assert_eq!((dollars.totals[0].ready.as_str(), dollars.totals[0].on_draft.as_str()), ("100.00", "50.00"));
    let drafts = listed(&book, &ContractQuery { status: Some(ContractStatus::Draft), ..all() });
    assert_eq!(names(&drafts), ["Alfa"]);
    assert_eq!(drafts.counts.all, 4);
    let found = listed(&book, &ContractQuery { search: "zul".to_owned(), ..all() });
    assert_eq!(names(&found), ["Bravo", "Charlie"]);
    assert_eq!(found.totals.len(), 2, "one per currency");
}

#[test]
// SPEC 7.8: sums are remembered while the book stands still, and no longer: whoever changes it.
fn remembered_sums_follow_the_book() {
    let book = TempBook::of_text(BOOK);
    let (one, other) = (Book::open(&book.path()).unwrap(), Book::open(&book.path()).unwrap());
    let ready = |open: &Book| {
        let page = contracts(open.connection(), open.sums(), &all(), date("2021-01-02")).unwrap();
        page.totals.iter().find(|money| money.currency == "USD").unwrap().ready.clone()
    };
    let mark_as = |open: &Book, id, status| {
        mark(open.connection(), &[Marking { id, customer: None }], status, Stopping::AllOrNothing, noon())
            .unwrap();
    };
    assert_eq!((ready(&one), ready(&other)), ("150.00".to_owned(), "150.00".to_owned()));
    mark_as(&one, "t2", BillingStatus::ReadyToInvoice);
    assert_eq!((ready(&one), ready(&other)), ("160.00".to_owned(), "160.00".to_owned()));
    mark_as(&other, "t4", BillingStatus::NotReady);
    assert_eq!((ready(&one), ready(&other)), ("110.00".to_owned(), "110.00".to_owned()));
    mark_as(&one, "t4", BillingStatus::ReadyToInvoice);
    mark_as(&one, "t4", BillingStatus::NotReady);
    assert_eq!((ready(&one), ready(&other)), ("110.00".to_owned(), "110.00".to_owned()));
}

fn parts(money: &MoneyParts) -> [&str; 5] {
    [&money.invoiced, &money.on_draft, &money.ready, &money.not_ready, &money.sum].map(String::as_str)
}

#[test]
// SPEC 7.8: what is on drafts, on invoices and in the backlog is a contract's money, and stays the same whatever moves.
fn the_money_of_a_contract_only_moves() {
    let book = TempBook::of(&case("adatum.book.json"));
    let open = Book::open(&book.path()).unwrap();
    let money = || listed(&book, &all()).totals.remove(0);
    let before = money();
    assert_eq!(parts(&before)[..2], ["0.00", "0.00"]);
    run(&book, date("2020-10-05"));
    let after = money();
    assert_eq!((after.on_draft.as_str(), &after.sum), ("7420.00", &before.sum));
    assert_eq!(contract(open.connection(), "ADATUM", date("2020-10-06")).unwrap().money, after);
    confirm(&book, 1);
    let confirmed = money();
    assert_eq!((confirmed.invoiced.as_str(), confirmed.on_draft.as_str()), ("7420.00", "0.00"));
    assert_eq!(confirmed.sum, before.sum);
}

/// As confirming will leave an invoice and its shares.
pub(crate) fn confirm(book: &TempBook, id: i64) {
    let connection = rusqlite::Connection::open(book.path()).unwrap();
    let (status, number) = ("confirmed", format!("2020-{id}"));
    connection
        .execute("UPDATE invoice SET status = ?1, number = ?2 WHERE id = ?3", (status, number, id))
        .unwrap();
    connection
        .execute(
            "UPDATE share SET billing_status = 'invoice_posted' WHERE (contract_line_id, id) IN
             (SELECT contract_line_id, share_id FROM invoice_line_detail WHERE invoice_id = ?1)",
            [id],
        )
        .unwrap();
}

fn next_takes(book: &TempBook, contract_id: &str, today: &str) -> Vec<String> {
    let open = Book::open(&book.path()).unwrap();
    let shown = contract(open.connection(), contract_id, date(today)).unwrap();
    let take = |line: &proforma_api::dto::ContractLineDetail| {
        line.next.as_ref().map_or(format!("{} never", line.id), |next| {
            let cut_off = next.cut_off_date.map_or("none".to_owned(), |date| date.to_string());
            let (ready, not_ready) = (&next.ready, &next.not_ready);
            format!("{} {} {cut_off}: {} ready {ready}, {not_ready}", line.id, next.run_date, next.count)
        })
    };
    shown.lines.iter().map(take).collect()
}

#[test]
// SPEC 4.2, 4.4: what the next run of each line would take, and what it would take if it were ready.
fn a_line_says_what_its_next_run_would_take() {
    let book = TempBook::of(&case("adatum.book.json"));
    assert_eq!(
        next_takes(&book, "ADATUM", "2020-10-01"),
        [
            "prototype 2020-10-05 none: 1 ready 5000.00, 0.00",
            "implementation 2020-10-05 2020-10-04: 2 ready 2000.00, 800.00",
            "expenses 2020-10-05 2020-10-04: 2 ready 420.00, 0.00",
        ]
    );
    // SPEC 4.5: a milestone that was missed goes with the contract's next run, whichever line calls it.
    assert_eq!(
        next_takes(&book, "ADATUM", "2020-10-06"),
        [
            "prototype 2020-10-19 none: 1 ready 5000.00, 0.00",
            "implementation 2020-10-19 2020-10-18: 4 ready 3800.00, 800.00",
            "expenses 2020-11-02 2020-11-01: 4 ready 545.00, 0.00",
        ]
    );
    let after = next_takes(&book, "ADATUM", "2020-11-17");
    assert_eq!(after, ["prototype never", "implementation never", "expenses never"]);
}

#[test]
// SPEC 4.10, 4.11, 4.14: a parked line is tried again by any run; a contract that is not active has no next run.
fn a_parked_line_is_tried_again_by_the_next_run() {
    let book = TempBook::of_text(BOOK);
    run(&book, date("2021-01-04"));
    let parked = next_takes(&book, "third", "2021-01-07");
    assert_eq!(parked, ["work 2021-01-07 2021-01-03: 2 ready 18000000000000, 0"]);
    let in_draft = next_takes(&book, "fourth", "2021-01-01");
    assert_eq!(in_draft, ["none never", "short never"]);
}

/// Two drafts and a confirmed invoice.
fn invoiced() -> TempBook {
    let book = TempBook::of_text(BOOK);
    for (day, transaction) in [("2021-01-04", "t4"), ("2021-02-01", "t1")] {
        mark_ready(&book, transaction);
        run(&book, date(day));
    }
    confirm(&book, 2);
    book
}

fn every_invoice() -> InvoiceQuery {
    InvoiceQuery {
        status: None,
        contract: None,
        customer: None,
        from: None,
        to: None,
        search: String::new(),
        sort: InvoiceSort::Date,
        descending: false,
        offset: 0,
        limit: 500,
    }
}

fn shown(book: &TempBook, query: &InvoiceQuery) -> Vec<String> {
    let open = Book::open(&book.path()).unwrap();
    let page = invoices(open.connection(), query).unwrap();
    assert_eq!(page.total as usize, page.rows.len());
    page.rows
        .iter()
        .map(|row| format!("{} {} {}", row.contract_name, row.customer_name, row.total.amount))
        .collect()
}

#[test]
// SPEC 4.6, 4.9: by each column, the other way round; ties in the order of creation.
fn invoices_are_sorted_by_each_column() {
    let book = invoiced();
    let sorted = |sort, descending| shown(&book, &InvoiceQuery { sort, descending, ..every_invoice() });
    let (delta, zulu, alpha) = ("Delta Alpha 50.00", "Bravo Zulu 60.00", "Bravo Alpha 40.00");
    assert_eq!(sorted(InvoiceSort::Date, false), [delta, zulu, alpha]);
    assert_eq!(sorted(InvoiceSort::Date, true), [alpha, zulu, delta]);
    assert_eq!(sorted(InvoiceSort::Customer, false), [delta, alpha, zulu]);
    assert_eq!(sorted(InvoiceSort::Contract, false), [zulu, alpha, delta]);
    assert_eq!(sorted(InvoiceSort::Total, false), [alpha, delta, zulu]);
    assert_eq!(sorted(InvoiceSort::Total, true), [zulu, delta, alpha]);
    assert_eq!(sorted(InvoiceSort::Status, true), [zulu, alpha, delta]);
}

#[test]
// SPEC 4.6: of a contract, of a customer, between two dates; a name that is not in the book finds nothing.
fn invoices_are_narrowed() {
    let book = invoiced();
    let found = |query| shown(&book, &query).len();
    let named = |text: &str| Some(text.to_owned());
    assert_eq!(found(InvoiceQuery { contract: named("first"), ..every_invoice() }), 2);
    assert_eq!(found(InvoiceQuery { customer: named("b"), ..every_invoice() }), 2);
    let both = InvoiceQuery { contract: named("first"), customer: named("b"), ..every_invoice() };
    assert_eq!(found(both), 1);
    assert_eq!(found(InvoiceQuery { contract: named("fifth"), ..every_invoice() }), 0);
    assert_eq!(found(InvoiceQuery { from: Some(date("2021-01-05")), ..every_invoice() }), 2);
    assert_eq!(found(InvoiceQuery { to: Some(date("2021-01-04")), ..every_invoice() }), 1);
    assert_eq!(found(InvoiceQuery { status: Some(InvoiceStatus::Confirmed), ..every_invoice() }), 1);
    assert_eq!(found(InvoiceQuery { search: "2020-2".to_owned(), ..every_invoice() }), 1);
    assert_eq!(found(InvoiceQuery { search: "40.00".to_owned(), ..every_invoice() }), 1);
}

#[test]
// SPEC 4.9, 7.6: an invoice says which process run made it.
fn an_invoice_names_its_process_run() {
    let book = invoiced();
    let open = Book::open(&book.path()).unwrap();
    let made_by = |id| invoice(open.connection(), id).unwrap().process_run;
    assert_eq!([made_by("1"), made_by("3")], ["2021-01-04", "2021-02-01"].map(|day| Some(date(day))));
    rusqlite::Connection::open(book.path())
        .unwrap()
        .execute("UPDATE invoice SET process_run_id = NULL WHERE id = 3", [])
        .unwrap();
    assert_eq!(made_by("3"), None);
}
