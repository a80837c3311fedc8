//! Contract lines: their milestones, their customers, what of them may still change.

use proforma_api::{
    backlog::{BillingStatus, Marking, Stopping, mark},
    contract_set_up::{
        LinePlace, delete_line, delete_schedule_rows, look_at_line, move_line, periodic_milestones,
        skip_schedule_rows,
    },
    create::create_invoices,
    dto::{BillingMethod, ContractForm, ContractLineForm},
};
use proforma_store::{contract, share};
use proforma_tests::{date, noon};

use super::{
    Office, adatum, generate_schedule, implementation, line, milestone, pays, problems, prototype, refused,
};

pub(crate) fn look(
    office: &Office,
    present: Option<&str>,
    form: &ContractLineForm,
) -> (Vec<String>, Vec<String>) {
    let look = look_at_line(office.open.connection(), "ADATUM", present, form).unwrap();
    (problems(&look.problems), problems(&look.hints))
}

#[test]
// SPEC 2.6: what a line may not be, each at its field.
fn all_that_is_wrong_with_a_line_is_told_at_once() {
    let office = Office::with_adatum();
    let form = ContractLineForm {
        id: "prototype".to_owned(),
        tasks: vec!["Design".to_owned(), "Design".to_owned(), String::new()],
        contracted_amount: "5".to_owned(),
        tax_percent: "25".to_owned(),
        billing_start: "tomorrow".to_owned(),
        invoice_frequency: "daily".to_owned(),
        milestones: vec![milestone("", "", "1.005")],
        ..line("x", "", BillingMethod::TimeAndMaterial)
    };
    let (found, hints) = look(&office, None, &form);
    assert_eq!(
        found,
        [
            "id: another line of this contract has the id prototype",
            "name: a name is missing",
            "tasks[1]: the task Design is in the list twice",
            "tasks[2]: a name is missing",
            "contracted_amount: a time-and-material line has no contracted amount; set a not-to-exceed limit instead",
            "tax_category: the tax category is missing",
            "billing_start: \"tomorrow\" is not a date",
            "invoice_frequency: there is no invoice frequency \"daily\"",
            "milestones[0].name: a name is missing",
            "milestones[0].date: a date is missing",
            "milestones[0].amount: 1.005 has more decimals than USD has (2)",
            "milestones: milestones belong on a fixed-price line",
        ]
    );
    assert_eq!(hints, ["transaction_classes: choose what the line bills: time, expense, material or fee"]);
}

#[test]
// SPEC 3.10: milestones that do not add up say how far they are off, and keep a contract from being activated.
fn milestones_that_do_not_add_up_say_by_how_much() {
    let office = Office::with_adatum();
    let mut form = prototype();
    form.milestones[1].amount = "11500".to_owned();
    let off = "milestones: the milestones add up to 16500.00, 500.00 short of the contracted amount 17000.00";
    let (found, hints) = look(&office, None, &ContractLineForm { id: "other".to_owned(), ..form.clone() });
    assert_eq!((found, hints), (Vec::new(), vec![off.to_owned()]), "a draft may be saved");
    office.activate();
    let mut short = office.set_up("ADATUM").lines[0].form.clone();
    short.milestones[1].amount = "11500".to_owned();
    assert_eq!(refused(office.save_line(Some("prototype"), &short)), [off], "an active contract adds up");
    short.contracted_amount = "16500".to_owned();
    office.save_line(Some("prototype"), &short).unwrap();
    office.prove();
}

#[test]
// SPEC 3.10 (T4): divided equally over the dates of the frequency, the remainder on the last.
fn periodic_milestones_divide_the_amount() {
    let office = Office::new();
    office.save_contract(None, &ContractForm { delivery_date: "2021-01-31".to_owned(), ..adatum() }).unwrap();
    let form = ContractLineForm {
        contracted_amount: "10000".to_owned(),
        billing_start: "2020-11-01".to_owned(),
        invoice_frequency: "monthly".to_owned(),
        ..line("fee", "Yearly fee", BillingMethod::FixedPrice)
    };
    let made = periodic_milestones(office.open.connection(), "ADATUM", &form).unwrap();
    let told: Vec<String> = made.iter().map(|made| format!("{} {}", made.date, made.amount)).collect();
    assert_eq!(told, ["2020-11-02 3333.33", "2020-12-07 3333.33", "2021-01-04 3333.34"]);
    let missing = ContractLineForm { invoice_frequency: String::new(), ..form.clone() };
    let why = periodic_milestones(office.open.connection(), "ADATUM", &missing).unwrap_err().to_string();
    assert_eq!(why, "invoice_frequency: the invoice frequency is missing");
    office.save_line(None, &ContractLineForm { milestones: made, ..form }).unwrap();
    let ids: Vec<String> =
        office.set_up("ADATUM").lines[0].form.milestones.iter().map(|made| made.id.clone()).collect();
    assert_eq!(ids, ["ADATUM-fee-2020-11-02", "ADATUM-fee-2020-12-07", "ADATUM-fee-2021-01-04"]);
    office.prove();
}

#[test]
// SPEC 3.11, 5.2: a milestone that is changed has its shares made anew and keeps their status; reordered, it keeps both.
fn milestones_are_changed_reordered_and_deleted() {
    let office = Office::with_adatum();
    let mut form = office.set_up("ADATUM").lines[0].form.clone();
    let first = form.milestones[0].id.clone();
    let ready = [Marking { id: &first, customer: None }];
    mark(office.open.connection(), &ready, BillingStatus::ReadyToInvoice, Stopping::AllOrNothing, noon())
        .unwrap();
    form.milestones.swap(0, 1);
    form.milestones[1].amount = "4000".to_owned();
    form.milestones[1].date = "2020-10-07".to_owned();
    form.milestones.push(milestone("Rest", "2020-11-10", "1000"));
    office.save_line(Some("prototype"), &form).unwrap();
    let saved = office.set_up("ADATUM").lines[0].form.clone();
    let told: Vec<String> =
        saved.milestones.iter().map(|one| format!("{} {} {}", one.name, one.date, one.amount)).collect();
    assert_eq!(
        told,
        [
            "Prototype accepted 2020-11-03 12000.00",
            "Prototype delivered 2020-10-07 4000.00",
            "Rest 2020-11-10 1000.00"
        ]
    );
    let shares = share::of_item(office.open.connection(), &first).unwrap();
    assert_eq!(shares.len(), 1, "the one before is reversed");
    assert_eq!(
        (shares[0].amount.to_string().as_str(), shares[0].billing_status.as_str()),
        ("4000.00", "ready_to_invoice")
    );
    assert_eq!(shares[0].date.to_string(), "2020-10-07");
    office.prove();
    super::afterwards::mark_not_ready(&office, &first);
    let mut fewer = saved;
    fewer.milestones.remove(1);
    fewer.contracted_amount = String::new();
    office.save_line(Some("prototype"), &fewer).unwrap();
    assert!(share::of_item(office.open.connection(), &first).unwrap().is_empty());
    // Its id is free again, for a milestone of the same date.
    let mut again = office.set_up("ADATUM").lines[0].form.clone();
    again.milestones.push(milestone("Again", "2020-10-05", "1"));
    office.save_line(Some("prototype"), &again).unwrap();
    assert_eq!(office.set_up("ADATUM").lines[0].form.milestones[2].id, "ADATUM-prototype-2020-10-05");
    office.prove();
}

#[test]
// SPEC 5.2 (T6 by amount): three customers, the odd cent on the rounding customer; a changed split divides what is open anew.
fn a_milestone_is_split_among_customers_and_split_again() {
    let office = Office::with_adatum();
    let mut form = office.set_up("ADATUM").lines[0].form.clone();
    form.customers = vec![pays("adatum", "33.34"), pays("fabrikam", "33.33"), pays("litware", "33.33")];
    form.customers[0].rounding = true;
    form.milestones.truncate(1);
    form.milestones[0].amount = "1050".to_owned();
    form.contracted_amount = "1050".to_owned();
    office.save_line(Some("prototype"), &form).unwrap();
    let amounts = |id: &str| -> Vec<String> {
        share::of_item(office.open.connection(), id)
            .unwrap()
            .iter()
            .map(|share| share.amount.to_string())
            .collect()
    };
    let id = form.milestones[0].id.clone();
    assert_eq!(amounts(&id), ["350.06", "349.97", "349.97"]);
    let joined = office.set_up("ADATUM").form.customers;
    let told: Vec<String> =
        joined.iter().map(|entry| format!("{} {}", entry.customer, entry.percent)).collect();
    assert_eq!(told, ["adatum 100", "fabrikam 0", "litware 0"], "they join the contract at 0 %");
    form.customers = vec![pays("adatum", "50"), pays("fabrikam", "50"), pays("litware", "0")];
    office.save_line(Some("prototype"), &form).unwrap();
    assert_eq!(amounts(&id), ["525.00", "525.00"]);
    office.prove();
}

#[test]
// d365 R3.13, R5.10: what was entered keeps method, class and customer; the reason stands beside it.
fn what_was_entered_locks_what_it_stands_on() {
    let office = Office::with_adatum();
    super::transactions::enter(&office, "implementation", "2020-10-01", "8", "200");
    let mut form = implementation();
    form.billing_method = BillingMethod::FixedPrice;
    form.transaction_classes = vec!["expense".to_owned()];
    form.customers = vec![pays("fabrikam", "100")];
    let told = refused(office.save_line(Some("implementation"), &form));
    assert_eq!(
        told,
        [
            "billing_method: 1 transactions of class time were entered on it",
            "transaction_classes.time: 1 transactions of this class were entered on it",
            "customers.adatum: has 1 shares of what was entered; set 0 % to leave it out from now on",
        ]
    );
    let currency = ContractForm { currency: "EUR".to_owned(), ..adatum() };
    let told = refused(office.save_contract(Some("ADATUM"), &currency));
    assert_eq!(
        told,
        ["currency: amounts were entered in USD; copy the contract to bill in another currency"]
    );
    let why =
        delete_line(office.open.connection(), "ADATUM", "implementation", noon()).unwrap_err().to_string();
    assert!(why.contains("1 transactions were entered on it"), "{why}");
}

#[test]
// SPEC 5.2: a new split holds for what is entered from now on; what is on no invoice follows where that is asked for.
fn transactions_keep_their_split_unless_asked() {
    let office = Office::with_adatum();
    let id = super::transactions::enter(&office, "implementation", "2020-10-01", "8", "200");
    let form = ContractLineForm {
        customers: vec![pays("adatum", "50"), pays("fabrikam", "50")],
        ..implementation()
    };
    let looked = look_at_line(office.open.connection(), "ADATUM", Some("implementation"), &form).unwrap();
    assert_eq!(looked.keeping_split, 1);
    office.save_line(Some("implementation"), &form).unwrap();
    let amounts = || -> Vec<String> {
        share::of_item(office.open.connection(), &id)
            .unwrap()
            .iter()
            .map(|share| share.amount.to_string())
            .collect()
    };
    assert_eq!(amounts(), ["1600.00"]);
    office.save_line(Some("implementation"), &ContractLineForm { splits_again: true, ..form }).unwrap();
    assert_eq!(amounts(), ["800.00", "800.00"]);
    office.prove();
}

#[test]
// SPEC 5.4: a limit is not set below what is billed and committed.
fn a_limit_holds_what_is_committed() {
    let office = Office::with_adatum();
    let id = super::transactions::enter(&office, "implementation", "2020-10-01", "8", "200");
    let ready = [Marking { id: &id, customer: None }];
    mark(office.open.connection(), &ready, BillingStatus::ReadyToInvoice, Stopping::AllOrNothing, noon())
        .unwrap();
    let limited = |limit: &str| ContractLineForm { not_to_exceed: limit.to_owned(), ..implementation() };
    let why = office.save_line(Some("implementation"), &limited("1599.99")).unwrap_err().to_string();
    assert!(
        why.contains("1600.00 USD billed or committed, more than its not-to-exceed limit of 1599.99"),
        "{why}"
    );
    office.save_line(Some("implementation"), &limited("2000")).unwrap();
    let bar = &office.set_up("ADATUM").limits[0];
    assert_eq!((bar.committed.as_str(), bar.left.as_str()), ("1600.00", "400.00"));
    assert_eq!(bar.parts_per_mille, [0, 800, 200]);
}

#[test]
fn lines_are_moved_and_deleted() {
    let office = Office::with_adatum();
    move_line(office.open.connection(), "ADATUM", "implementation", 0, noon()).unwrap();
    let order = |office: &Office| -> Vec<String> {
        office.set_up("ADATUM").lines.iter().map(|line| line.form.id.clone()).collect()
    };
    assert_eq!(order(&office), ["implementation", "prototype"]);
    delete_line(office.open.connection(), "ADATUM", "prototype", noon()).unwrap();
    assert_eq!(order(&office), ["implementation"]);
    office.save_line(None, &prototype()).unwrap();
    let id = contract::id_of(office.open.connection(), "ADATUM").unwrap().unwrap();
    assert_eq!(contract::by_id(office.open.connection(), id).unwrap().unwrap().lines.len(), 2);
    office.activate();
    let why = delete_line(office.open.connection(), "ADATUM", "prototype", noon()).unwrap_err().to_string();
    assert!(why.contains("the contract is active: its record stays"), "{why}");
    office.prove();
}

#[test]
// SPEC 3.9: a row that was skipped alone keeps a line from being billed by milestones only until it is gone.
fn a_schedule_that_was_only_skipped_locks_the_method_until_it_is_gone() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    let place = LinePlace { contract: "ADATUM", line: "implementation" };
    generate_schedule(connection, "ADATUM", "implementation", noon()).unwrap();
    let dates = ["2020-10-05", "2020-10-19", "2020-11-02", "2020-11-16"].map(str::to_owned);
    let fixed = ContractLineForm {
        transaction_classes: Vec::new(),
        ..line("implementation", "Implementation work", BillingMethod::FixedPrice)
    };
    let told = || refused(office.save_line(Some("implementation"), &fixed));
    assert_eq!(told(), ["billing_method: it has a schedule; delete its rows first"]);
    skip_schedule_rows(connection, place, &dates[..1], Some("agreed"), noon()).unwrap();
    assert_eq!(
        told(),
        ["billing_method: a row of its schedule was skipped; take the skipping back, then delete the rows"]
    );
    skip_schedule_rows(connection, place, &dates[..1], None, noon()).unwrap();
    delete_schedule_rows(connection, place, &dates, noon()).unwrap();
    office.save_line(Some("implementation"), &fixed).unwrap();
    office.prove();
}

#[test]
// SPEC 3.10: where more is billed than the contracted amount, there is nothing to divide, and no credit is proposed.
fn more_that_is_billed_than_contracted_is_not_divided() {
    let office = Office::with_adatum();
    office.activate();
    let connection = office.open.connection();
    let form = office.set_up("ADATUM").lines[0].form.clone();
    let ready = [Marking { id: &form.milestones[0].id, customer: None }];
    mark(connection, &ready, BillingStatus::ReadyToInvoice, Stopping::AllOrNothing, noon()).unwrap();
    let day = date("2020-10-05");
    create_invoices(connection, &["ADATUM".to_owned()], day, day, noon()).unwrap();
    let of = |contracted_amount: &str| ContractLineForm {
        contracted_amount: contracted_amount.to_owned(),
        billing_start: "2020-11-01".to_owned(),
        invoice_frequency: "monthly".to_owned(),
        ..form.clone()
    };
    for contracted in ["4000", "5000"] {
        let why = periodic_milestones(connection, "ADATUM", &of(contracted)).unwrap_err().to_string();
        assert_eq!(
            why,
            format!(
                "contracted_amount: 5000.00 is on invoices already, and the contracted amount is {contracted}.00; nothing is left to divide"
            )
        );
    }
    let rest = periodic_milestones(connection, "ADATUM", &of("5001")).unwrap();
    assert_eq!(rest.iter().map(|one| one.amount.as_str()).collect::<Vec<_>>(), ["1.00"]);
}
