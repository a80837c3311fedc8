//! What billing staff set up and enter by themselves, through the same api as the window: contracts, schedules,
//! milestones, transactions.

#![expect(clippy::unwrap_used, reason = "a walk that cannot take a step has failed")]

#[path = "set_up/afterwards.rs"]
mod afterwards;
#[path = "set_up/closed.rs"]
mod closed;
#[path = "set_up/contracts.rs"]
mod contracts;
#[path = "set_up/each_customer.rs"]
mod each_customer;
#[path = "set_up/forms_taken_back.rs"]
mod forms_taken_back;
#[path = "set_up/goes_on_right.rs"]
mod goes_on_right;
#[path = "set_up/history.rs"]
mod history;
#[path = "set_up/lines.rs"]
mod lines;
#[path = "set_up/marking.rs"]
mod marking;
#[path = "set_up/matching.rs"]
mod matching;
#[path = "set_up/meanwhile.rs"]
mod meanwhile;
#[path = "set_up/overlap.rs"]
mod overlap;
#[path = "set_up/rows_taken_back.rs"]
mod rows_taken_back;
#[path = "set_up/schedules.rs"]
mod schedules;
#[path = "set_up/skipping.rs"]
mod skipping;
#[path = "set_up/taking_back.rs"]
mod taking_back;
#[path = "set_up/transactions.rs"]
mod transactions;

use chrono::{DateTime, TimeDelta, Utc};
use proforma_api::{
    book::Book,
    changes::recent_changes,
    check,
    contract_set_up::{self, LinePlace, contract, save_contract, save_line, schedule_plan, set_status},
    dto::{
        BillingMethod, ContractForm, ContractLineForm, ContractSetUp, ContractStatus, CustomerSplitForm,
        FieldProblem, MilestoneForm, SchedulePlan, ShownPlan,
    },
    error::ApiError,
    undo::undo,
};
use proforma_store::Connection;
use proforma_tests::{TempBook, date, noon};
use serde_json::json;

/// An office with three customers, two frequencies, a role and a resource, and no contract yet.
struct Office {
    _book: TempBook,
    open: Book,
}

impl Office {
    fn new() -> Self {
        let book = TempBook::of_text(
            &json!({
                "format": "proforma-book", "version": 1, "company": { "name": "Contoso" }, "time_zone": "UTC",
                "customers": [{ "id": "adatum", "name": "Adatum" }, { "id": "fabrikam", "name": "Fabrikam" },
                              { "id": "litware", "name": "Litware" }],
                "roles": [{ "id": "consultant", "name": "Consultant" }],
                "resources": [{ "id": "ann", "name": "Ann", "role": "consultant" }],
                "invoice_frequencies": [
                    { "id": "biweekly", "name": "Every second Monday", "period": "biweekly", "runs": [{ "weekday": "monday" }] },
                    { "id": "monthly", "name": "First Monday", "period": "monthly",
                      "runs": [{ "weekday": "monday", "occurrence": "first" }] }],
            })
            .to_string(),
        );
        let open = Book::open(&book.path()).unwrap();
        Self { _book: book, open }
    }

    /// An office with the contract of the worked example, without its schedules.
    fn with_adatum() -> Self {
        let office = Self::new();
        office.save_contract(None, &adatum()).unwrap();
        office.save_line(None, &prototype()).unwrap();
        office.save_line(None, &implementation()).unwrap();
        office
    }

    /// Activates the contract, with the schedule that it needs.
    fn activate(&self) {
        let connection = self.open.connection();
        generate_schedule(connection, "ADATUM", "implementation", noon()).unwrap();
        set_status(connection, "ADATUM", ContractStatus::Active.into(), noon()).unwrap();
    }

    fn save_contract(&self, id: Option<&str>, form: &ContractForm) -> Result<String, ApiError> {
        Ok(save_contract(self.open.connection(), id, form, noon())?.id)
    }

    fn save_line(&self, line: Option<&str>, form: &ContractLineForm) -> Result<String, ApiError> {
        Ok(save_line(self.open.connection(), "ADATUM", line, form, noon())?.id)
    }

    fn set_up(&self, key: &str) -> ContractSetUp {
        contract(self.open.connection(), key, date("2020-10-01")).unwrap()
    }

    /// The book still adds up.
    fn prove(&self) {
        assert_eq!(check::check(self.open.connection()).unwrap(), []);
    }
}

/// Generates the schedule of a line, as whoever looks at its plan first.
fn generate_schedule(
    connection: &Connection,
    contract: &str,
    line: &str,
    now: DateTime<Utc>,
) -> Result<SchedulePlan, ApiError> {
    let SchedulePlan { add, remove, .. } = schedule_plan(connection, contract, line)?;
    let shown = ShownPlan { add, remove };
    contract_set_up::generate_schedule(connection, LinePlace { contract, line }, &shown, now)
}

/// So many seconds after noon: every change has an instant of its own, by which it is found.
fn at(second: i64) -> DateTime<Utc> {
    noon() + TimeDelta::seconds(second)
}

/// Why a change cannot be taken back, as the list of changes says it and as the refusal does.
#[track_caller]
fn why_not(office: &Office, token: &str) -> String {
    let all = recent_changes(office.open.connection()).unwrap().rows;
    let why = all.into_iter().find(|row| row.id == token).unwrap().why_not.unwrap();
    let refused = undo(office.open.connection(), token, at(99)).unwrap_err().to_string();
    assert!(refused.contains(&why), "{refused}\n{why}");
    why
}

fn pays(customer: &str, percent: &str) -> CustomerSplitForm {
    CustomerSplitForm {
        customer: customer.to_owned(),
        percent: percent.to_owned(),
        not_to_exceed: String::new(),
        rounding: false,
    }
}

fn adatum() -> ContractForm {
    ContractForm {
        id: "ADATUM".to_owned(),
        name: "Implementation services for Adatum".to_owned(),
        currency: "USD".to_owned(),
        delivery_date: "2020-11-20".to_owned(),
        not_to_exceed: String::new(),
        customers: vec![pays("adatum", "100")],
    }
}

fn line(id: &str, name: &str, billing_method: BillingMethod) -> ContractLineForm {
    ContractLineForm {
        id: id.to_owned(),
        name: name.to_owned(),
        billing_method,
        transaction_classes: Vec::new(),
        tasks: Vec::new(),
        contracted_amount: String::new(),
        not_to_exceed: String::new(),
        tax_category: String::new(),
        tax_percent: String::new(),
        billing_start: String::new(),
        invoice_frequency: String::new(),
        customers: vec![pays("adatum", "100")],
        milestones: Vec::new(),
        splits_again: false,
    }
}

fn milestone(name: &str, date: &str, amount: &str) -> MilestoneForm {
    MilestoneForm {
        id: String::new(),
        name: name.to_owned(),
        date: date.to_owned(),
        amount: amount.to_owned(),
        run_date: String::new(),
    }
}

fn prototype() -> ContractLineForm {
    ContractLineForm {
        contracted_amount: "17000".to_owned(),
        milestones: vec![
            milestone("Prototype delivered", "2020-10-05", "5000"),
            milestone("Prototype accepted", "2020-11-03", "12000"),
        ],
        ..line("prototype", "Prototype work", BillingMethod::FixedPrice)
    }
}

fn implementation() -> ContractLineForm {
    ContractLineForm {
        transaction_classes: vec!["time".to_owned()],
        billing_start: "2020-10-01".to_owned(),
        invoice_frequency: "biweekly".to_owned(),
        ..line("implementation", "Implementation work", BillingMethod::TimeAndMaterial)
    }
}

/// Everything that is wrong, as `path: message`.
fn problems(list: &[FieldProblem]) -> Vec<String> {
    list.iter().map(|problem| format!("{}: {}", problem.path, problem.message)).collect()
}

/// What a form that was refused is refused for.
#[track_caller]
fn refused<T: std::fmt::Debug>(result: Result<T, ApiError>) -> Vec<String> {
    let error = result.unwrap_err();
    if let ApiError::Form(list) = &error { problems(list) } else { vec![error.to_string()] }
}
