//! What may be set up, what is refused with its reason, and what the history keeps of it.

mod frequencies;
mod units;

use chrono::NaiveDate;
use proforma_engine::frequency::WorkingDay;
use proforma_store::history::Entry;

use super::*;
use crate::{
    book::create_example,
    dto::{
        CompanyForm, CustomerForm, FieldProblem, FrequencyPeriod, FrequencyRunForm, HolidayForm,
        InvoiceFrequencyForm, ResourceForm, RoleForm, TransactionCategoryForm, TransactionPatch, UnitForm,
    },
};

fn now() -> DateTime<Utc> {
    "2020-10-01T12:00:00Z".parse().expect("an instant")
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// The worked example, in a folder of its own.
struct Office {
    _folder: tempfile::TempDir,
    book: Book,
}

fn office() -> Office {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("example.proforma");
    create_example(&path, now(), "test").expect("made");
    Office { book: Book::open(&path).expect("opens"), _folder: folder }
}

impl Office {
    fn forms(&self, kind: RecordKind) -> Vec<RecordForm> {
        records(self.book.connection(), kind).expect("read").into_iter().map(|row| row.form).collect()
    }

    fn save(&self, id: Option<&str>, form: impl Into<RecordForm>) -> Result<String, String> {
        let saved = save_record(&self.book, id, &form.into(), now());
        saved.map(|saved| saved.id).map_err(|error| error.to_string())
    }

    fn delete(&self, kind: RecordKind, id: &str) -> Result<(), String> {
        delete_record(&self.book, kind, id, now()).map(drop).map_err(|error| error.to_string())
    }

    /// Everything that is wrong with a form.
    fn problems(&self, id: Option<&str>, form: impl Into<RecordForm>) -> Vec<String> {
        told(look_at_record(self.book.connection(), id, &form.into()).expect("looked at").problems)
    }

    /// What the book's chain of the history holds.
    fn history(&self) -> Vec<Entry> {
        history::read(self.book.connection(), None).expect("read")
    }

    /// What the last command wrote.
    fn last(&self) -> (String, serde_json::Value) {
        let entry = self.history().pop().expect("an entry");
        (entry.command, serde_json::from_str(&entry.detail).expect("JSON"))
    }

    fn customer(&self, id: &str) -> CustomerForm {
        let found = self.forms(RecordKind::Customer).into_iter().find(|form| form.id() == id);
        let Some(RecordForm::Customer(form)) = found else { unreachable!("the example has {id}") };
        form
    }

    fn frequency(&self, id: &str) -> InvoiceFrequencyForm {
        let found = self.forms(RecordKind::InvoiceFrequency).into_iter().find(|form| form.id() == id);
        let Some(RecordForm::InvoiceFrequency(form)) = found else { unreachable!("the example has {id}") };
        form
    }
}

fn told(problems: Vec<FieldProblem>) -> Vec<String> {
    problems.into_iter().map(|problem| format!("{}: {}", problem.path, problem.message)).collect()
}

impl From<CustomerForm> for RecordForm {
    fn from(form: CustomerForm) -> Self {
        Self::Customer(form)
    }
}

impl From<InvoiceFrequencyForm> for RecordForm {
    fn from(form: InvoiceFrequencyForm) -> Self {
        Self::InvoiceFrequency(form)
    }
}

fn fabrikam() -> CustomerForm {
    CustomerForm {
        id: "fabrikam".to_owned(),
        name: "Fabrikam".to_owned(),
        address: vec!["Main Street 1".to_owned(), String::new(), "Lund".to_owned(), String::new()],
        country: "SE".to_owned(),
        tax_id: String::new(),
        contact: "Ada Öberg".to_owned(),
        email: String::new(),
        language: String::new(),
        payment_terms_days: "30".to_owned(),
    }
}

fn biweekly() -> InvoiceFrequencyForm {
    let monday =
        FrequencyRunForm { weekday: "monday".to_owned(), occurrence: String::new(), day: String::new() };
    InvoiceFrequencyForm {
        id: "mondays".to_owned(),
        name: "Every second Monday".to_owned(),
        period: FrequencyPeriod::Biweekly,
        every: String::new(),
        runs: vec![monday],
        working_day: WorkingDay::AsIs.into(),
        cut_off_days_before: Some("1".to_owned()),
    }
}

#[test]
// SPEC 1, 2.6: what is added comes back as it was typed, and the history says what it is.
fn a_customer_is_added_changed_and_deleted() {
    let office = office();
    assert_eq!(office.save(None, fabrikam()), Ok("fabrikam".to_owned()));
    let saved = CustomerForm { address: fabrikam().address[..3].to_vec(), ..fabrikam() };
    assert_eq!(office.customer("fabrikam"), saved, "empty lines at the end are no lines");
    let renamed = CustomerForm { name: "Fabrikam AB".to_owned(), contact: String::new(), ..saved };
    office.save(Some("fabrikam"), renamed).expect("renaming is always possible");
    let change = |field: &str, before: Option<&str>, after: Option<&str>| serde_json::json!({ "record": "customer", "id": "fabrikam", "field": field, "before": before, "after": after });
    let changes =
        [change("name", Some("Fabrikam"), Some("Fabrikam AB")), change("contact", Some("Ada Öberg"), None)];
    let (command, mut detail) = office.last();
    let written = detail["changes"].as_array_mut().expect("a list");
    written.sort_by_key(|change| change["field"] != "name");
    assert_eq!((command.as_str(), written.as_slice()), ("save_record", changes.as_slice()));
    office.delete(RecordKind::Customer, "fabrikam").expect("nothing uses it");
    assert_eq!(office.last().0, "delete_record");
    assert!(office.forms(RecordKind::Customer).iter().all(|form| form.id() != "fabrikam"));
    assert_eq!(
        office.delete(RecordKind::Customer, "fabrikam").expect_err("gone"),
        "there is no customer \"fabrikam\" in this book"
    );
}

#[test]
fn where_nothing_has_changed_nothing_is_written() {
    let office = office();
    let before = office.history().len();
    for kind in RecordKind::ALL {
        for form in office.forms(kind) {
            let id = form.id().to_owned();
            assert_eq!(office.save(Some(&id), form), Ok(id));
        }
    }
    assert_eq!(office.history().len(), before);
}

#[test]
// SPEC 2.5, 2.6: everything that is wrong is told at once, each with its place, and nothing of it is saved.
fn every_problem_is_told_at_once() {
    let office = office();
    let before = office.history().len();
    let wrong = CustomerForm {
        id: "adatum".to_owned(),
        name: " ".to_owned(),
        address: vec!["1".to_owned(); 7],
        country: "Sweden".to_owned(),
        payment_terms_days: "366".to_owned(),
        contact: "x".repeat(10_001),
        ..fabrikam()
    };
    let known = office.forms(RecordKind::Customer)[0].id().to_owned();
    let wrong = CustomerForm { id: known.clone(), ..wrong };
    assert_eq!(
        office.problems(None, wrong.clone()),
        [
            format!("id: the book already has the id \"{known}\"").as_str(),
            "name: a name is missing",
            "address: the list has 7 entries, at most 6 can be",
            "country: \"Sweden\" is not a country code of two capital letters",
            "payment_terms_days: 366 is not between 0 and 365",
            "contact: the text has 10001 characters, at most 10000 are allowed",
        ]
    );
    let days = CustomerForm { payment_terms_days: "soon".to_owned(), ..fabrikam() };
    assert_eq!(office.problems(None, days), ["payment_terms_days: \"soon\" is not a whole number"]);
    office.save(None, wrong).expect_err("refused");
    let long = CustomerForm { name: "x".repeat(201), id: "x".repeat(65), ..fabrikam() };
    assert_eq!(
        office.problems(None, long),
        [
            "id: the text has 65 characters, at most 64 are allowed",
            "name: the text has 201 characters, at most 200 are allowed"
        ]
    );
    assert_eq!(office.history().len(), before, "nothing was written");
    assert_eq!(office.forms(RecordKind::Customer).len(), 1);
}

#[test]
fn an_id_is_proposed_and_then_stays() {
    let office = office();
    let form = CustomerForm { id: String::new(), name: "Fabrikam Åkeri".to_owned(), ..fabrikam() };
    let look = look_at_record(office.book.connection(), None, &form.into()).expect("looked at");
    assert_eq!(look.proposed_id.as_deref(), Some("fabrikam-akeri"));
    assert_eq!(told(look.problems), ["id: an id is missing"]);
    office.save(None, fabrikam()).expect("saved");
    let moved = CustomerForm { id: "other".to_owned(), ..fabrikam() };
    let why = office.save(Some("fabrikam"), moved).expect_err("refused");
    assert!(why.starts_with("id: an id stays as it is"), "{why}");
}

#[test]
// What is used is not deleted, and what uses it is named.
fn what_is_used_is_not_deleted() {
    let office = office();
    let before = office.history().len();
    for kind in RecordKind::ALL {
        for form in office.forms(kind) {
            let view = record(office.book.connection(), kind, form.id()).expect("read");
            if view.uses.is_empty() {
                continue;
            }
            let why = office.delete(kind, form.id()).expect_err("refused");
            assert!(why.contains(" is used by ") && why.ends_with("; take it off there first"), "{why}");
            for user in view.uses.iter().flat_map(|uses| &uses.named) {
                assert!(why.contains(&user.name), "{why} names {}", user.name);
            }
            assert!(office.forms(kind).contains(&form), "it is still there");
        }
    }
    let customer = office.forms(RecordKind::Customer)[0].id().to_owned();
    let why = office.delete(RecordKind::Customer, &customer).expect_err("used");
    assert!(why.contains("1 contract (Implementation services for Adatum)"), "{why}");
    let frequency = office.forms(RecordKind::InvoiceFrequency)[0].id().to_owned();
    let why = office.delete(RecordKind::InvoiceFrequency, &frequency).expect_err("used");
    assert!(why.contains("1 contract line ("), "{why}");
    let why = office.delete(RecordKind::Unit, "hour").expect_err("used");
    assert!(why.contains("transactions (") && why.contains('…'), "{why}");
    assert!(office.delete(RecordKind::Company, "company").expect_err("stays").contains("change it instead"));
    assert_eq!(office.history().len(), before, "nothing was written");
}

#[test]
fn the_counts_are_those_of_what_uses_it() {
    let office = office();
    for kind in RecordKind::ALL {
        let counts = record_use_counts(office.book.connection(), kind).expect("counted");
        for form in office.forms(kind) {
            let uses = record(office.book.connection(), kind, form.id()).expect("read").uses;
            let counted = counts.iter().find(|count| count.id == form.id()).map_or(0, |count| count.count);
            assert_eq!(counted, uses.first().map_or(0, |uses| uses.count), "{} {}", kind.as_str(), form.id());
        }
    }
    let counts = record_counts(office.book.connection()).expect("counted");
    for RecordCount { kind, count } in counts {
        assert_eq!(count as usize, office.forms(kind).len(), "{}", kind.as_str());
    }
}

#[test]
// SPEC 6.9: hours and absences of a resource.
fn a_resource_has_hours_and_absences() {
    let office = office();
    let role = RoleForm {
        id: "dev".to_owned(),
        name: "Developer".to_owned(),
        target_utilization_percent: "75.5".to_owned(),
    };
    office.save(None, RecordForm::Role(role.clone())).expect("saved");
    let above = RoleForm { target_utilization_percent: "100.1".to_owned(), ..role };
    assert_eq!(
        office.problems(Some("dev"), RecordForm::Role(above)),
        ["target_utilization_percent: a target is between 0 and 100 percent"]
    );
    let absence =
        |date: &str, hours: &str| crate::dto::AbsenceForm { date: date.to_owned(), hours: hours.to_owned() };
    let hours = ["8", "8", "7.5", "8", "4", "0", "0"].map(str::to_owned).to_vec();
    let form = ResourceForm {
        id: "ada".to_owned(),
        name: "Ada".to_owned(),
        role: "dev".to_owned(),
        hours_per_weekday: hours,
        absences: vec![absence("2020-10-05", "8"), absence("2020-10-06", "4")],
    };
    let look = look_at_record(office.book.connection(), None, &RecordForm::Resource(form.clone()))
        .expect("looked at");
    assert_eq!((look.week_hours.as_deref(), look.problems.len()), (Some("35.5"), 0));
    office.save(None, RecordForm::Resource(form.clone())).expect("saved");
    assert!(office.forms(RecordKind::Resource).contains(&RecordForm::Resource(form.clone())));
    let wrong = ResourceForm {
        role: String::new(),
        hours_per_weekday: ["25", "-1", "x", "8", "8", "8", "8"].map(str::to_owned).to_vec(),
        absences: vec![absence("2020-10-05", "8"), absence("5 Oct", "8")],
        ..form.clone()
    };
    assert_eq!(
        office.problems(Some("ada"), RecordForm::Resource(wrong)),
        [
            "role: choose the role that its hours count for",
            "hours_per_weekday[2]: \"x\" is not a decimal number",
            "absences[1].date: \"5 Oct\" is not a date of the form YYYY-MM-DD"
        ]
    );
    let twice = ResourceForm {
        hours_per_weekday: ["25", "8", "8", "8", "8", "8", "8"].map(str::to_owned).to_vec(),
        absences: vec![absence("2020-10-05", "8"), absence("2020-10-05", "30")],
        ..form
    };
    assert_eq!(
        office.problems(Some("ada"), RecordForm::Resource(twice)),
        [
            "hours_per_weekday[0]: a day has 0 to 24 hours",
            "absences[1].hours: a day has 0 to 24 hours",
            "absences[1].date: 2020-10-05 is in the list already, in row 1; put the hours together"
        ]
    );
    let why = office.delete(RecordKind::Role, "dev").expect_err("used");
    assert_eq!(why, "role \"Developer\" is used by 1 resource (Ada); take it off there first");
}

#[test]
fn a_typed_list_of_holidays_is_all_or_nothing() {
    let office = office();
    let list = look_at_holidays(
        office.book.connection(),
        "2020-12-25 Christmas Day\n\n2020-12-26\tBoxing Day\n26 Dec\n2020-12-25;again\n",
    );
    let list = list.expect("read");
    assert_eq!(list.holidays.len(), 2);
    assert_eq!(
        told(list.problems),
        [
            "lines[3]: \"26\" is not a date of the form YYYY-MM-DD",
            "lines[4]: 2020-12-25 stands in line 1 already"
        ]
    );
    save_holidays(&office.book, "2020-12-25\nnever", now()).expect_err("refused");
    assert!(office.forms(RecordKind::Holiday).is_empty(), "nothing of it was taken");
    assert_eq!(
        save_holidays(&office.book, "2020-12-25 Christmas\n2020-12-26", now()).expect("taken").saved,
        2
    );
    assert_eq!(
        save_holidays(&office.book, "2020-12-25\n2020-12-26, Boxing Day", now()).expect("taken").saved,
        1
    );
    let names: Vec<String> =
        office.forms(RecordKind::Holiday).iter().map(|form| form.name().to_owned()).collect();
    assert_eq!(names, ["Christmas", "Boxing Day"]);
    let moved = HolidayForm { date: "2020-12-26".to_owned(), name: String::new() };
    assert_eq!(
        office.problems(Some("2020-12-25"), RecordForm::Holiday(moved)),
        ["date: 2020-12-26 is a holiday already"]
    );
}

#[test]
fn the_company_has_bank_details_and_a_logo() {
    let office = office();
    let Some(RecordForm::Company(form)) = office.forms(RecordKind::Company).pop() else { unreachable!() };
    let svg = b"<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 9 9\"><rect width=\"9\" height=\"9\"/></svg>";
    let logo = chosen_logo(svg.to_vec()).expect("a picture").logo;
    let changed = CompanyForm {
        name: "Contoso AB".to_owned(),
        bank_details: vec!["IBAN SE35 5000 0000 0549 1000 0003".to_owned()],
        logo,
        ..form
    };
    office.save(Some("company"), RecordForm::Company(changed.clone())).expect("saved");
    assert_eq!(office.forms(RecordKind::Company), [RecordForm::Company(changed.clone())]);
    assert_eq!(office.book.header(now()).expect("read").company_name, "Contoso AB", "the window follows");
    let script = CompanyForm {
        logo: "data:image/svg+xml;base64,PHN2Zz48c2NyaXB0Lz48L3N2Zz4=".to_owned(),
        ..changed.clone()
    };
    let why = office.save(Some("company"), RecordForm::Company(script)).expect_err("refused");
    assert!(why.contains("<script>"), "{why}");
    let without = CompanyForm { logo: String::new(), ..changed };
    office.save(Some("company"), RecordForm::Company(without.clone())).expect("saved");
    assert_eq!(office.forms(RecordKind::Company), [RecordForm::Company(without)]);
}

#[test]
// ISO 4217 from its library: withdrawn ones are last.
fn currencies_are_those_of_the_standard() {
    let rows = currencies();
    let place = |code: &str| rows.iter().position(|row| row.code == code).expect("listed");
    assert!(place("SEK") < place("BGN") && place("ZAR") < place("BGN"));
    assert_eq!(rows[place("BGN")].superseded_by.as_deref(), Some("EUR"));
    assert_eq!(["JPY", "USD", "KWD"].map(|code| rows[place(code)].minor_digits), [0, 2, 3]);
    assert!(rows.len() > 150 && rows.iter().all(|row| row.code != "XAU"));
}
