//! Utilization of a whole book: SPEC 6.9.

use proforma_store::Connection;

use super::*;
use crate::{
    book::import_into,
    dto::{RecordForm, UnitForm},
    set_up::save_record,
};

/// A consultant at 40 hours with an absence and a holiday, one part-time, a role without a target, one without capacity.
const BOOK: &str = r#"{"format":"proforma-book","version":1,"company":{"name":"C"},"time_zone":"UTC",
"holidays":["2020-10-09"],
"roles":[{"id":"con","name":"Consultant","target_utilization_percent":"75"},{"id":"dev","name":"Developer"},
         {"id":"ghost","name":"Ghost","target_utilization_percent":"50"}],
"resources":[{"id":"amy","name":"Amy","role":"con","absences":[{"date":"2020-10-06","hours":"8"}]},
             {"id":"bo","name":"Bo","role":"con","hours_per_weekday":["6","6","0","4","0","0","0"]},
             {"id":"cy","name":"Cy","role":"dev"}],
"customers":[{"id":"a","name":"A"}],
"contracts":[{"id":"C1","name":"Work","currency":"EUR","customers":[{"customer":"a","percent":"100"}],
  "lines":[{"id":"l","name":"L","billing_method":"time_and_material","transaction_classes":["time","expense"]}]}],
"transactions":[
 {"id":"t1","contract":"C1","contract_line":"l","class":"time","date":"2020-10-05","resource":"amy","quantity":"6","unit":"hour","unit_price":"100"},
 {"id":"t2","contract":"C1","contract_line":"l","class":"time","date":"2020-10-07","resource":"amy","quantity":"2","unit":"hour","unit_price":"100","billing_type":"non_chargeable"},
 {"id":"t3","contract":"C1","contract_line":"l","class":"time","date":"2020-10-08","resource":"bo","quantity":"0.5","unit":"day","unit_price":"800"},
 {"id":"t4","contract":"C1","contract_line":"l","class":"time","date":"2020-10-08","resource":"cy","quantity":"3","unit":"hour","unit_price":"100","billing_type":"complimentary"},
 {"id":"t5","contract":"C1","contract_line":"l","class":"expense","date":"2020-10-08","resource":"amy","quantity":"1","unit":"each","unit_price":"50"},
 {"id":"t6","contract":"C1","contract_line":"l","class":"time","date":"2020-10-04","resource":"amy","quantity":"8","unit":"hour","unit_price":"100"},
 {"id":"t7","contract":"C1","contract_line":"l","class":"time","date":"2020-10-05","role":"ghost","quantity":"1","unit":"hour","unit_price":"100"}]}"#;

fn book() -> (tempfile::TempDir, Book) {
    book_of(BOOK)
}

fn book_of(text: &str) -> (tempfile::TempDir, Book) {
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("b.json");
    std::fs::write(&file, text).expect("written");
    let path = folder.path().join("b.proforma");
    import_into(&path, &file, DateTime::UNIX_EPOCH, "test").expect("imported");
    let book = Book::open(&path).expect("opens");
    (folder, book)
}

fn on(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn asked(connection: &Connection, period: UtilizationPeriod, from: &str, through: &str) -> Utilization {
    utilization(connection, &UtilizationQuery { period, from: on(from), through: on(through) })
        .expect("counted")
}

#[test]
fn a_week_of_every_role_and_resource() {
    let (_folder, book) = book();
    let week = asked(book.connection(), UtilizationPeriod::Week, "2020-10-05", "2020-10-11");
    let told: Vec<_> = week
        .roles
        .iter()
        .map(|row| {
            let UtilizationFigures { chargeable, capacity, percent, difference, .. } = &row.total;
            (
                row.id.as_str(),
                chargeable.as_str(),
                capacity.as_str(),
                percent.as_deref(),
                difference.as_deref(),
            )
        })
        .collect();
    // Amy: 40 - 8 absent - 8 holiday = 24; Bo: 16 of which none falls on the holiday; Cy: 32.
    assert_eq!(
        told,
        [
            ("con", "10", "40", Some("25.00"), Some("-50.00")),
            ("dev", "0", "32", Some("0.00"), None),
            ("ghost", "1", "0", None, None)
        ]
    );
    assert_eq!(week.roles[0].total.non_chargeable, "2");
    assert_eq!(week.roles[1].total.complimentary, "3");
    let standings: Vec<_> = week.roles.iter().map(|row| row.total.standing).collect();
    use crate::dto::UtilizationStanding::{BelowTarget, NoCapacity, NoTarget};
    assert_eq!(standings, [BelowTarget, NoTarget, NoCapacity]);
    let resources: Vec<_> =
        week.resources.iter().map(|row| (row.id.as_str(), row.total.chargeable.as_str())).collect();
    assert_eq!(resources, [("amy", "6"), ("bo", "4"), ("cy", "0")]);
}

#[test]
fn columns_are_cut_at_both_ends() {
    let (_folder, book) = book();
    let columns = |period, from, through| {
        let asked = asked(book.connection(), period, from, through);
        let spans = asked.periods.iter().map(|span| format!("{}..{}", span.from, span.through));
        spans.collect::<Vec<_>>()
    };
    assert_eq!(
        columns(UtilizationPeriod::Week, "2020-10-07", "2020-10-13"),
        ["2020-10-07..2020-10-11", "2020-10-12..2020-10-13"]
    );
    assert_eq!(
        columns(UtilizationPeriod::Month, "2020-01-31", "2020-03-01"),
        ["2020-01-31..2020-01-31", "2020-02-01..2020-02-29", "2020-03-01..2020-03-01"]
    );
    let days = asked(book.connection(), UtilizationPeriod::Day, "2020-10-04", "2020-10-05");
    let amy: Vec<_> = days.resources[0].periods.iter().map(|day| day.chargeable.as_str()).collect();
    assert_eq!(amy, ["8", "6"], "work on a Sunday counts, without capacity");
}

// An old book: nothing was worked lately, and the window shows when something was.
#[test]
fn days_without_hours_name_the_last_day_before_them_that_has_some() {
    let (_folder, book) = book();
    let last = |from: &str, through: &str| {
        asked(book.connection(), UtilizationPeriod::Week, from, through).last_hours_date
    };
    assert_eq!(last("2020-10-05", "2020-10-11"), None, "they have hours themselves");
    assert_eq!(
        last("2021-03-01", "2021-03-28"),
        Some(on("2020-10-08")),
        "the expense of that day is no time"
    );
    assert_eq!(last("2020-09-01", "2020-09-30"), None, "nothing was worked before");
}

// SPEC 6.9: what was deleted was not worked, also where the window names the last day with hours.
#[test]
fn deleted_hours_are_no_hours() {
    let (_folder, book) = book();
    let ids = ["t3", "t4"].map(str::to_owned);
    crate::transactions::delete_transactions(book.connection(), &ids, DateTime::UNIX_EPOCH).expect("deleted");
    let asked = asked(book.connection(), UtilizationPeriod::Week, "2021-03-01", "2021-03-28");
    assert_eq!(asked.last_hours_date, Some(on("2020-10-07")), "the hours of the 8th were deleted");
}

/// The book with the entries of Amy and Bo that the customer pays for in other units.
fn book_in(amy: &str, bo: &str) -> (tempfile::TempDir, Book) {
    let hers = r#""resource":"amy","quantity":"6","unit":"hour""#;
    let his = r#""resource":"bo","quantity":"0.5","unit":"day""#;
    assert!(BOOK.contains(hers) && BOOK.contains(his));
    book_of(
        &BOOK
            .replace(hers, &format!("\"resource\":\"amy\",{amy}"))
            .replace(his, &format!("\"resource\":\"bo\",{bo}")),
    )
}

/// The chargeable hours of consultants in the week of 5 October 2020, and what is left out of all.
fn consultants(connection: &Connection) -> (String, Vec<(String, Option<String>, u32)>) {
    let week = asked(connection, UtilizationPeriod::Week, "2020-10-05", "2020-10-11");
    let left_out = week.uncounted.into_iter().map(|unit| (unit.unit, unit.record, unit.entries));
    (week.roles[0].total.chargeable.clone(), left_out.collect())
}

fn say(book: &Book, unit: &str, name: &str, hours: &str) {
    let form = UnitForm { name: name.to_owned(), hours_per_unit: hours.to_owned() };
    save_record(book, Some(unit), &RecordForm::Unit(form), DateTime::UNIX_EPOCH).expect("saved");
}

// SPEC 6.9: hours are hours, in whatever language a unit is called.
#[test]
fn five_dag_and_a_day_are_forty_eight_hours() {
    let (_folder, book) = book_in(r#""quantity":"5","unit":"dag""#, r#""quantity":"1","unit":"Days""#);
    assert_eq!(consultants(book.connection()), ("48".to_owned(), vec![]));
    let (_folder, book) = book_in(r#""quantity":"1","unit":"седмица""#, r#""quantity":"90","unit":"минути""#);
    assert_eq!(consultants(book.connection()), ("41.5".to_owned(), vec![]));
}

#[test]
fn what_is_said_of_a_unit_comes_before_its_name_and_follows_it_when_it_is_renamed() {
    let (_folder, book) = book_in(r#""quantity":"5","unit":"dag""#, r#""quantity":"1","unit":"sprint""#);
    let left_out = vec![("sprint".to_owned(), Some("sprint".to_owned()), 1)];
    assert_eq!(consultants(book.connection()), ("40".to_owned(), left_out));
    say(&book, "dag", "dag", "7.5");
    say(&book, "sprint", "sprint", "60");
    assert_eq!(consultants(book.connection()), ("97.5".to_owned(), vec![]));
    say(&book, "dag", "konsultdag", "7.5");
    assert_eq!(consultants(book.connection()), ("97.5".to_owned(), vec![]));
    say(&book, "konsultdag", "konsultdag", "");
    let left_out = vec![("konsultdag".to_owned(), Some("konsultdag".to_owned()), 1)];
    assert_eq!(consultants(book.connection()), ("60".to_owned(), left_out));
}

// A confirmed invoice keeps the name that was printed, which goes on counting as the unit does.
#[test]
fn a_name_that_a_unit_had_before_counts_as_the_unit_does() {
    let (_folder, book) = book_in(r#""quantity":"5","unit":"sprint""#, r#""quantity":"1","unit":"hour""#);
    say(&book, "sprint", "iteration", "2");
    say(&book, "iteration", "lap", "2");
    let units = Staff::read(book.connection()).expect("read");
    let mut worked = stored::worked(book.connection(), on("2020-10-05"), on("2020-10-05")).expect("read");
    worked.retain(|time| time.resource.is_some());
    worked[0].unit = "sprint".to_owned();
    let span = UtilizationSpan { from: on("2020-10-05"), through: on("2020-10-05") };
    let counted = units.count(&worked, std::slice::from_ref(&span));
    assert_eq!(counted[0].resources[&worked[0].resource.expect("Amy")].chargeable, Decimal::TEN);
    say(&book, "lap", "lap", "");
    let left_out = Staff::read(book.connection()).expect("read").uncounted(worked.iter());
    assert_eq!((left_out[0].unit.as_str(), left_out[0].record.as_deref()), ("sprint", Some("lap")));
}

#[test]
fn time_in_a_unit_that_nobody_knows_is_told_and_is_no_empty_week() {
    let (_folder, book) =
        book_in(r#""quantity":"1","unit":"fortnight""#, r#""quantity":"1","unit":"fortnight""#);
    let (hours, left_out) = consultants(book.connection());
    assert_eq!(
        (hours.as_str(), left_out),
        ("0", vec![("fortnight".to_owned(), Some("fortnight".to_owned()), 2)])
    );
    let day = asked(book.connection(), UtilizationPeriod::Day, "2020-10-05", "2020-10-05");
    assert_eq!((day.uncounted[0].entries, day.last_hours_date), (1, None), "somebody worked");
}
