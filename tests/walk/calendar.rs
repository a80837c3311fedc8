//! What the calendar tells: SPEC 2.5, 4.5, 5.3, 8.

use std::fmt::Write as _;

use expect_test::expect;
use proforma_api::{
    book::Book,
    calendar::calendar,
    dto::{BillingStatus, CalendarDay, CalendarMilestone},
    error::ApiError,
};
use proforma_tests::{TempBook, case, date};
use serde_json::json;

use crate::{
    mark_ready,
    overview::{BOOK, check, sums},
    run,
};

pub(crate) fn days(book: &TempBook, from: &str, to: &str, today: &str) -> Result<Vec<CalendarDay>, ApiError> {
    let open = Book::open(&book.path()).unwrap();
    calendar(open.connection(), open.sums(), date(from), date(to), date(today))
}

fn shown_days(days: &[CalendarDay]) -> String {
    let mut shown = String::new();
    for day in days {
        write!(shown, "{}: {} due", day.date, day.contracts).unwrap();
        if day.is_missed {
            shown += " (missed)";
        }
        let (expected, invoiced) = (sums(&day.expected), sums(&day.invoiced));
        writeln!(
            shown,
            " {expected}, cut-offs {}, run {:?}, {} {invoiced}",
            day.cut_offs, day.run, day.invoices
        )
        .unwrap();
        for milestone in &day.milestones {
            let (amount, status) = (sums(std::slice::from_ref(&milestone.amount)), milestone.billing_status);
            writeln!(shown, "    {} {} {amount} {status:?}", milestone.contract, milestone.name).unwrap();
        }
    }
    shown
}

#[test]
// SPEC 8: October and November of the worked example, seen from 6 October.
fn the_calendar_tells_what_was_and_what_comes() {
    let book = TempBook::of(&case("adatum.book.json"));
    run(&book, date("2020-10-05"));
    mark_ready(&book, "t4");
    let shown = days(&book, "2020-10-01", "2020-11-30", "2020-10-06").unwrap();
    check(
        &shown_days(&shown),
        &expect![[r#"
        2020-10-04: 0 due , cut-offs 1, run None, 0 
        2020-10-05: 0 due , cut-offs 0, run Some(Completed), 1 7420.00 USD
            ADATUM Prototype demonstrated 5000.00 USD InvoiceCreated
        2020-10-18: 0 due , cut-offs 1, run None, 0 
        2020-10-19: 1 due 2600.00 USD, cut-offs 0, run None, 0 
        2020-11-01: 0 due , cut-offs 1, run None, 0 
        2020-11-02: 1 due 2725.00 USD, cut-offs 0, run None, 0 
        2020-11-03: 1 due 12000.00 USD, cut-offs 0, run None, 0 
            ADATUM Prototype accepted 12000.00 USD ReadyToInvoice
        2020-11-15: 0 due , cut-offs 1, run None, 0 
        2020-11-16: 1 due 1600.00 USD, cut-offs 0, run None, 0 
    "#]],
    );
    // From a later day on, the dates before it are still run first.
    let later = days(&book, "2020-11-02", "2020-11-30", "2020-10-06").unwrap();
    assert_eq!(later, shown[shown.len() - later.len()..]);
}

#[test]
// SPEC 5.3, 4.5: a milestone stands once, with the lowest status of its shares.
fn a_milestone_stands_once_with_its_lowest_status() {
    let book = TempBook::of_text(BOOK);
    rusqlite::Connection::open(book.path())
        .unwrap()
        .execute(
            "UPDATE share SET billing_status = 'ready_to_invoice' WHERE milestone_id = 1 AND customer_id = 1",
            [],
        )
        .unwrap();
    let shown = days(&book, "2021-01-20", "2021-01-20", "2021-01-01").unwrap();
    check(
        &shown_days(&shown),
        &expect![[r#"
        2021-01-20: 1 due 60.00 EUR, cut-offs 0, run None, 0 
            stage First 100.00 EUR NotReady
    "#]],
    );
}

#[test]
fn the_calendar_names_the_milestones_that_wait_first_and_counts_the_rest() {
    let milestones: Vec<_> = (0..60)
        .map(|number| {
            let status = if number < 20 { "ready_to_invoice" } else { "not_ready" };
            json!({ "id": format!("m{number:02}"), "name": "Stage", "date": "2021-03-31", "amount": "1.00",
                    "billing_status": status })
        })
        .collect();
    let book = TempBook::of_text(
        &json!({
            "format": "proforma-book", "version": 1, "company": { "name": "Contoso" }, "time_zone": "UTC",
            "customers": [{ "id": "k", "name": "Customer" }],
            "contracts": [{ "id": "C", "name": "Contract", "currency": "EUR",
                "customers": [{ "customer": "k", "percent": "100" }],
                "lines": [{ "id": "l", "name": "Delivery", "billing_method": "fixed_price", "milestones": milestones }] }],
        })
        .to_string(),
    );
    let days = days(&book, "2021-03-01", "2021-03-31", "2021-03-01").unwrap();
    let day = days.iter().find(|day| day.date == date("2021-03-31")).unwrap();
    let waiting = |milestone: &&CalendarMilestone| milestone.billing_status == BillingStatus::NotReady;
    assert_eq!((day.milestones.len(), day.more_milestones), (50, 10));
    assert_eq!(day.milestones.iter().take_while(waiting).count(), 40);
}

#[test]
// SPEC 2.5: at most 400 days, in their order, within the dates of the domain.
fn a_calendar_has_its_bounds() {
    let book = TempBook::of_text(BOOK);
    assert!(days(&book, "2021-01-01", "2022-02-04", "2021-01-01").is_ok(), "400 days");
    for (from, to) in
        [("2021-01-01", "2022-02-05"), ("2021-01-02", "2021-01-01"), ("1899-12-31", "1900-01-01")]
    {
        let refused = days(&book, from, to, "2021-01-01").unwrap_err();
        assert!(matches!(refused, ApiError::Input { .. }), "{from} to {to}: {refused}");
    }
}
