//! "Every record shows who changed what and when, old and new value, from the append-only, hash-chained history; the
//! person is the system user's name until users exist. Export as CSV."

use std::path::Path;

use chrono::{DateTime, TimeDelta, Utc};
use proforma_api::{
    backlog::{BillingStatus, Marking, Stopping, mark},
    check,
    contract_set_up::{LinePlace, delete_contract, save_contract, save_line, set_status, skip_schedule_rows},
    create::create_invoices,
    delete_draft::delete_draft,
    dto::{
        BacklogFilter, ContractStatus, HistoryAbout, HistoryOf, HistoryPage, HistoryQuery, HistoryRecord,
        HistoryRow, HistoryValue, ListFormat, ListToExport, MarkMatching, RecordForm, RecordKind,
        TransactionEntry, TransactionForm, UnitForm,
    },
    error::ApiError,
    history::record_history,
    lists,
    mark_matching::mark_matching,
    set_up::{delete_record, record, save_record},
    transactions::{delete_transactions, save_transactions},
    undo::undo,
};
use proforma_store::person;
use proforma_tests::{date, noon};

use super::{Office, adatum, generate_schedule, implementation, pays, prototype, transactions::enter};

/// Noon and so many minutes: what is done later is told first.
fn at(minutes: i64) -> DateTime<Utc> {
    noon() + TimeDelta::minutes(minutes)
}

fn contract(line: Option<&str>) -> HistoryOf {
    HistoryOf::Contract { id: "ADATUM".to_owned(), line: line.map(str::to_owned) }
}

/// What the history of the customers of the office begins with.
const CAME: &str = "Imported from case.book.json";

fn item(id: &str) -> HistoryOf {
    HistoryOf::Item { id: id.to_owned() }
}

fn customer(id: &str) -> HistoryOf {
    HistoryOf::Record { kind: RecordKind::Customer, id: Some(id.to_owned()) }
}

fn query(of: HistoryOf) -> HistoryQuery {
    HistoryQuery { of, about: None, search: String::new(), offset: 0, limit: 100 }
}

fn asked(office: &Office, query: &HistoryQuery) -> HistoryPage {
    record_history(office.open.connection(), query).unwrap()
}

fn history(office: &Office, of: HistoryOf) -> Vec<HistoryRow> {
    asked(office, &query(of)).rows
}

fn texts(rows: &[HistoryRow]) -> Vec<&str> {
    rows.iter().map(|row| row.text.as_str()).collect()
}

/// Each changed field as `id field part: before -> after`.
fn changes(row: &HistoryRow) -> Vec<String> {
    let value =
        |value: &Option<HistoryValue>| value.as_ref().map_or("-".to_owned(), |value| value.text.clone());
    let change = |change: &proforma_api::dto::HistoryChange| {
        let part = change.part.as_ref().map(|part| format!(" {part}")).unwrap_or_default();
        format!("{} {}{part}: {} -> {}", change.id, change.field, value(&change.before), value(&change.after))
    };
    row.changes.iter().map(change).collect()
}

/// Renames a customer.
fn rename(office: &Office, id: &str, name: &str, minutes: i64) {
    let view = record(office.open.connection(), RecordKind::Customer, id).unwrap();
    let RecordForm::Customer(mut form) = view.form else { unreachable!("it is a customer") };
    form.name = name.to_owned();
    save_record(&office.open, Some(id), &RecordForm::Customer(form), at(minutes)).unwrap();
}

fn change(office: &Office, id: &str, minutes: i64, change: impl FnOnce(&mut TransactionForm)) {
    let rows =
        proforma_api::transactions::transactions(office.open.connection(), &crate::transactions::query())
            .unwrap()
            .rows;
    let mut form = rows.into_iter().map(|row| row.form).find(|form| form.id == id).unwrap();
    change(&mut form);
    let entry = TransactionEntry { id: Some(id.to_owned()), form };
    let saved = save_transactions(office.open.connection(), &[entry], at(minutes)).unwrap();
    assert_eq!((saved.changed, saved.problems), (1, Vec::new()));
}

fn ready(office: &Office, id: &str, minutes: i64) -> String {
    let marking = [Marking { id, customer: None }];
    let to = BillingStatus::ReadyToInvoice;
    mark(office.open.connection(), &marking, to, Stopping::AllOrNothing, at(minutes)).unwrap().undo.unwrap()
}

fn csv(office: &Office, of: HistoryOf, file: &Path) -> String {
    let list = ListToExport::History { of, about: None, search: String::new() };
    lists::write(office.open.connection(), &list, ListFormat::Csv, date("2020-10-19"), file).unwrap();
    std::fs::read_to_string(file).unwrap()
}

#[test]
// "Every record shows who changed what and when, old and new value": a customer that was renamed.
fn a_renamed_customer_shows_who_when_the_old_name_and_the_new() {
    let office = Office::new();
    rename(&office, "adatum", "Adatum AB", 1);
    let rows = history(&office, customer("adatum"));
    assert_eq!(texts(&rows)[1..], [CAME]);
    assert_eq!((rows[0].at, rows[0].person.as_deref()), (at(1), Some(person::current())));
    assert_eq!(changes(&rows[0]), ["adatum name: Adatum -> Adatum AB"]);
    let others = history(&office, customer("fabrikam"));
    assert_eq!(texts(&others), [CAME], "another customer has a history of its own");
}

#[test]
// "Every record": what was deleted is gone from its list and not from the history.
fn the_history_of_a_deleted_record_is_still_there() {
    let office = Office::new();
    rename(&office, "litware", "Litware Inc.", 1);
    delete_record(&office.open, RecordKind::Customer, "litware", at(2)).unwrap();
    let rows = history(&office, customer("litware"));
    assert_eq!(texts(&rows), ["Deleted the customer Litware Inc.", "Changed the customer Litware Inc."]);
    assert!(changes(&rows[0]).contains(&"litware name: Litware Inc. -> -".to_owned()));
    let all = history(&office, HistoryOf::Record { kind: RecordKind::Customer, id: None });
    assert_eq!(texts(&all), texts(&rows), "it is found without its name, too");
}

#[test]
// What has no id beside its name is followed through its names.
fn a_renamed_unit_keeps_its_history() {
    let office = Office::new();
    let unit =
        |name: &str| RecordForm::Unit(UnitForm { name: name.to_owned(), hours_per_unit: String::new() });
    save_record(&office.open, None, &unit("hour"), at(1)).unwrap();
    save_record(&office.open, Some("hour"), &unit("hrs"), at(2)).unwrap();
    save_record(&office.open, Some("hrs"), &unit("hours"), at(3)).unwrap();
    let rows = history(&office, HistoryOf::Record { kind: RecordKind::Unit, id: Some("hours".to_owned()) });
    assert_eq!(
        rows.iter().flat_map(changes).collect::<Vec<_>>(),
        ["hrs name: hrs -> hours", "hour name: hour -> hrs", "hour name: - -> hour",]
    );
}

#[test]
// "Every record shows who changed what": contract, line, milestone, schedule, status, in one history with a filter.
fn a_contract_tells_all_that_belongs_to_it() {
    let office = Office::new();
    let connection = office.open.connection();
    save_contract(connection, None, &adatum(), at(0)).unwrap();
    save_line(connection, "ADATUM", None, &prototype(), at(1)).unwrap();
    save_line(connection, "ADATUM", None, &implementation(), at(2)).unwrap();
    generate_schedule(connection, "ADATUM", "implementation", at(3)).unwrap();
    set_status(connection, "ADATUM", ContractStatus::Active.into(), at(4)).unwrap();
    let mut limited = adatum();
    limited.not_to_exceed = "20000".to_owned();
    limited.customers = vec![pays("adatum", "60"), pays("fabrikam", "40")];
    save_contract(connection, Some("ADATUM"), &limited, at(5)).unwrap();
    let place = LinePlace { contract: "ADATUM", line: "implementation" };
    skip_schedule_rows(connection, place, &["2020-10-19".to_owned()], Some("agreed by phone"), at(6))
        .unwrap();

    let rows = history(&office, contract(None));
    assert_eq!(
        texts(&rows),
        [
            "Skipped 1 schedule row: agreed by phone",
            "Changed the contract",
            "Activated the contract",
            "Generated the schedule of Implementation work",
            "Added the line Implementation work",
            "Added the line Prototype work",
            "Created the contract",
        ]
    );
    assert_eq!(changes(&rows[0]), ["implementation run_status 2020-10-19: not_run -> skipped"]);
    assert_eq!(
        changes(&rows[1]),
        [
            "ADATUM not_to_exceed: - -> 20000.00",
            "ADATUM percent adatum: 100 -> 60",
            "ADATUM percent fabrikam: - -> 40",
            "ADATUM place fabrikam: - -> 2",
        ]
    );
    assert_eq!(changes(&rows[2]), ["ADATUM status: draft -> active"]);
    assert!(
        changes(&rows[3]).contains(&"implementation cut_off_date 2020-10-05: - -> 2020-10-04".to_owned())
    );
    assert_eq!(rows[1].changes[0].after.as_ref().unwrap().currency.as_deref(), Some("USD"));

    let of_line = asked(&office, &query(contract(Some("prototype"))));
    assert_eq!(texts(&of_line.rows), ["Added the line Prototype work"], "a line by itself");
    let only = |about, search: &str| {
        let search = search.to_owned();
        asked(&office, &HistoryQuery { about, search, ..query(contract(None)) }).rows
    };
    assert_eq!(only(Some(HistoryAbout::Schedule), "").len(), 2, "by kind");
    assert_eq!(texts(&only(None, "fabrikam percent")), ["Changed the contract"], "by words");
    assert_eq!(only(None, "nobody did this"), []);
    office.prove();
}

#[test]
// SPEC 3.10: a milestone is a record of its own; what was written of it together is told part by part.
fn a_milestone_has_a_history_of_its_own() {
    let office = Office::with_adatum();
    let mut line = prototype();
    for (place, milestone) in line.milestones.iter_mut().enumerate() {
        milestone.id = office.set_up("ADATUM").lines[0].form.milestones[place].id.clone();
    }
    line.milestones[0].name = "Prototype, delivered".to_owned();
    line.milestones[0].date = "2020-10-06".to_owned();
    let id = line.milestones[0].id.clone();
    save_line(office.open.connection(), "ADATUM", Some("prototype"), &line, at(5)).unwrap();
    ready(&office, &id, 6);
    let rows = history(&office, item(&id));
    assert_eq!(
        texts(&rows),
        ["Marked 1 ready to invoice", "Changed the line Prototype work", "Added the line Prototype work",]
    );
    assert_eq!(changes(&rows[0]), [format!("{id} billing_status adatum: not_ready -> ready_to_invoice")]);
    assert_eq!(
        changes(&rows[1]),
        [
            format!("{id} name: Prototype delivered -> Prototype, delivered"),
            format!("{id} date: 2020-10-05 -> 2020-10-06"),
        ]
    );
}

#[test]
// "Old and new value": a transaction that was changed twice, marked, put on a draft that was deleted, and deleted.
fn a_transaction_tells_its_whole_life() {
    let office = Office::with_adatum();
    office.activate();
    let connection = office.open.connection();
    let id = enter(&office, "implementation", "2020-10-02", "8", "200");
    let other = enter(&office, "implementation", "2020-10-02", "1", "200");
    change(&office, &id, 1, |form| form.quantity = "7.5".to_owned());
    change(&office, &id, 2, |form| form.description = "Design".to_owned());
    ready(&office, &id, 3);
    let today = date("2020-10-05");
    let created = create_invoices(connection, &["ADATUM".to_owned()], today, today, at(4)).unwrap();
    let draft = created.drafts[0].invoice.clone().unwrap();
    delete_draft(connection, &draft, at(5)).unwrap();
    delete_transactions(connection, std::slice::from_ref(&id), at(6)).unwrap();

    let rows = history(&office, item(&id));
    assert_eq!(
        texts(&rows),
        [
            &format!("Deleted the transaction {id}"),
            &format!("Deleted draft {draft}"),
            &format!("Created draft {draft} by hand, work up to Mon 5 Oct 2020"),
            "Marked 1 ready to invoice",
            &format!("Changed the transaction {id}"),
            &format!("Changed the transaction {id}"),
            &format!("Entered the transaction {id}"),
        ]
    );
    assert_eq!(changes(&rows[3]), [format!("{id} billing_status adatum: not_ready -> ready_to_invoice")]);
    assert_eq!(changes(&rows[4]), [format!("{id} description: - -> Design")]);
    assert_eq!(changes(&rows[5]), [format!("{id} quantity: 8 -> 7.5")]);
    assert_eq!(texts(&history(&office, item(&other))), [format!("Entered the transaction {other}")]);
    let of_draft = history(&office, HistoryOf::Invoice { id: draft });
    assert_eq!(texts(&of_draft), texts(&rows[1..3]), "the draft that is gone is told too");
    assert_eq!(of_draft[0].amount.as_ref().unwrap().amount, "1500.00");
    office.prove();
}

#[test]
// What was taken back is told with its values the other way round.
fn taking_back_is_a_part_of_the_history() {
    let office = Office::with_adatum();
    let id = enter(&office, "implementation", "2020-10-02", "8", "200");
    let token = ready(&office, &id, 1);
    undo(office.open.connection(), &token, at(2)).unwrap();
    let rows = history(&office, item(&id));
    assert_eq!(texts(&rows)[..2], ["Took back: Marked 1 ready to invoice", "Marked 1 ready to invoice"]);
    assert_eq!(changes(&rows[0]), [format!("{id} billing_status adatum: ready_to_invoice -> not_ready")]);
    assert_eq!(rows[0].about, HistoryAbout::Billing, "it is about what it took back");
}

#[test]
// A deleted contract is told by its own chain and by the book's; a new one never goes on with the chain of an old one.
fn a_deleted_contract_is_told_and_its_number_is_not_given_again() {
    let office = Office::new();
    let connection = office.open.connection();
    save_contract(connection, None, &adatum(), at(0)).unwrap();
    delete_contract(connection, "ADATUM", at(1)).unwrap();
    let gone = history(&office, contract(None));
    let deleted = "Deleted the contract Implementation services for Adatum";
    assert_eq!(texts(&gone), [deleted, "Created the contract"]);

    let mut other = adatum();
    other.id = "OTHER".to_owned();
    save_contract(connection, None, &other, at(2)).unwrap();
    let rows = history(&office, HistoryOf::Contract { id: "OTHER".to_owned(), line: None });
    assert_eq!(texts(&rows), ["Created the contract"]);
    assert_eq!(history(&office, contract(None)), gone);
    let never = query(HistoryOf::Contract { id: "NEVER".to_owned(), line: None });
    let error = record_history(connection, &never).unwrap_err();
    assert!(matches!(error, ApiError::NotFound { .. }), "{error}");
    office.prove();
}

#[test]
// Pages follow each other and say whether there are more.
fn a_long_history_comes_in_pages() {
    let office = Office::new();
    for minutes in 0..25 {
        rename(&office, "adatum", &format!("Adatum {minutes}"), minutes);
    }
    let page = |offset, search: &str| {
        let search = search.to_owned();
        asked(&office, &HistoryQuery { offset, limit: 10, search, ..query(customer("adatum")) })
    };
    let first = page(0, "");
    assert_eq!((first.total, first.has_more, first.rows.len()), (Some(26), true, 10));
    assert_eq!(changes(&first.rows[0]), ["adatum name: Adatum 23 -> Adatum 24"]);
    let last = page(20, "");
    assert_eq!((last.total, last.has_more, last.rows.len()), (Some(26), false, 6));
    let searched = page(0, "changed customer");
    assert_eq!((searched.total, searched.has_more, searched.rows.len()), (None, true, 10));
    let rest = page(20, "changed customer");
    assert_eq!((rest.total, rest.has_more, rest.rows.len()), (Some(25), false, 5));
}

#[test]
// "Export as CSV": a row for each field, and nothing in it that a spreadsheet would take for a formula.
fn the_history_goes_into_a_file_without_formulas() {
    let office = Office::new();
    rename(&office, "adatum", "=HYPERLINK(\"http://example.com\")", 1);
    let folder = tempfile::tempdir().unwrap();
    let text = csv(&office, customer("adatum"), &folder.path().join("history.csv"));
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines[0], "When (UTC),Who,What,Record,Id,Field,Of,Before,After,Currency");
    assert_eq!(lines.len(), 3);
    assert!(lines[2].contains(CAME), "{}", lines[2]);
    let who = person::current();
    assert_eq!(
        lines[1],
        format!(
            "2020-10-01 12:01:00,{who},\"Changed the customer =HYPERLINK(\"\"http://example.com\"\")\",Customer,adatum,Name,,Adatum,\"'=HYPERLINK(\"\"http://example.com\"\")\","
        )
    );
}

#[test]
// What names records is written beside the history and is no part of what it proves: the chain holds.
fn reading_changes_nothing() {
    let office = Office::with_adatum();
    let before = history(&office, contract(None));
    assert_eq!(history(&office, contract(None)), before);
    assert_eq!(check::check(office.open.connection()).unwrap(), []);
}

#[test]
// A marking of many names shares by ranges of their numbers; each of its transactions tells it all the same.
fn a_marking_of_many_is_told_by_each_of_them() {
    let office = Office::with_adatum();
    let id = enter(&office, "implementation", "2020-10-02", "8", "200");
    let late = enter(&office, "implementation", "2020-10-09", "8", "200");
    let filter = BacklogFilter {
        billing_status: None,
        classes: Vec::new(),
        billing_type: None,
        currency: None,
        contract: Some("ADATUM".to_owned()),
        customer: None,
        from: None,
        to: Some(date("2020-10-05")),
        search: String::new(),
    };
    let to = proforma_api::dto::BillingStatus::ReadyToInvoice;
    let request = MarkMatching { filter, except: Vec::new(), billing_status: to };
    mark_matching(office.open.connection(), &request, at(1)).unwrap();
    let rows = history(&office, item(&id));
    assert!(rows[0].text.starts_with("Marked "), "{:?}", texts(&rows));
    assert_eq!(changes(&rows[0]), [format!("{id} billing_status: not_ready -> ready_to_invoice")]);
    assert_eq!(rows[0].changes[0].record, HistoryRecord::Transaction, "it is said which of the two it is");
    assert_eq!(texts(&history(&office, item(&late))), [format!("Entered the transaction {late}")]);
}
