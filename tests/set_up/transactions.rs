//! Transactions: entered, changed, deleted, and the way back.

use proforma_api::{
    backlog::{BillingStatus, Marking, Stopping, mark},
    changes::recent_changes,
    contract_set_up::{distribute_evenly, set_limit_state},
    create::create_invoices,
    dto::{
        ChangeKind, ContractLineForm, LimitRequest, ShareName, TransactionEntry, TransactionFilter,
        TransactionForm, TransactionPatch, TransactionQuery, TransactionsSaved,
    },
    transactions::{
        change_transactions, delete_transactions, look_at_transactions, save_transactions, transactions,
    },
    undo::undo,
};
use proforma_store::share;
use proforma_tests::{date, noon};

use super::{Office, implementation, pays, problems};

pub(crate) fn form(line: &str, date: &str, quantity: &str, unit_price: &str) -> TransactionForm {
    TransactionForm {
        id: String::new(),
        contract: "ADATUM".to_owned(),
        contract_line: line.to_owned(),
        class: String::new(),
        date: date.to_owned(),
        role: String::new(),
        category: String::new(),
        resource: String::new(),
        quantity: quantity.to_owned(),
        unit: String::new(),
        unit_price: unit_price.to_owned(),
        billing_type: String::new(),
        description: String::new(),
    }
}

fn new(form: TransactionForm) -> TransactionEntry {
    TransactionEntry { id: None, form }
}

pub(crate) fn save(office: &Office, entries: &[TransactionEntry]) -> TransactionsSaved {
    save_transactions(office.open.connection(), entries, noon()).unwrap()
}

/// The first hundred transactions of the example.
pub fn query() -> TransactionQuery {
    TransactionQuery {
        filter: TransactionFilter { contract: "ADATUM".to_owned(), ..TransactionFilter::default() },
        descending: false,
        offset: 0,
        limit: 100,
    }
}

/// Ids with amounts and statuses, by date.
fn listed(office: &Office) -> Vec<String> {
    let page = transactions(office.open.connection(), &query()).unwrap();
    let status = |row: &proforma_api::dto::TransactionRow| {
        row.billing_status.map_or("none".to_owned(), |status| format!("{status:?}"))
    };
    page.rows.iter().map(|row| format!("{} {} {}", row.form.id, row.amount, status(row))).collect()
}

/// Enters one transaction and gives its id.
pub(crate) fn enter(office: &Office, line: &str, date: &str, quantity: &str, unit_price: &str) -> String {
    let before: Vec<String> = listed(office);
    let saved = save(office, &[new(form(line, date, quantity, unit_price))]);
    assert_eq!((saved.added, saved.problems.len()), (1, 0), "{:?}", saved.problems);
    let after = listed(office);
    let entered = after.iter().find(|row| !before.contains(row)).unwrap();
    entered.split(' ').next().unwrap().to_owned()
}

pub(crate) fn ready(office: &Office, id: &str) {
    let marking = [Marking { id, customer: None }];
    let to = BillingStatus::ReadyToInvoice;
    mark(office.open.connection(), &marking, to, Stopping::AllOrNothing, noon()).unwrap();
}

#[test]
// SPEC 2.2, 2.5, 2.6; d365 R4.3: what is wrong is told at its field, what was left out is taken where it can only be one.
fn a_row_is_looked_at_while_it_is_typed() {
    let office = Office::with_adatum();
    let mut wrong = form("", "2020-13-01", "x", "1000000001");
    wrong.class = "lunch".to_owned();
    wrong.role = "cook".to_owned();
    let forms = [form("", "2020-10-01", "7.5", "200"), wrong, form("prototype", "2020-10-01", "1", "1")];
    let looks = look_at_transactions(office.open.connection(), &forms).unwrap();
    assert_eq!((looks[0].amount.as_deref(), looks[0].problems.len()), (Some("1500.00"), 0));
    let taken = &looks[0].taken;
    assert_eq!(
        (
            taken.contract_line.as_str(),
            taken.class.as_str(),
            taken.unit.as_str(),
            taken.billing_type.as_str()
        ),
        ("implementation", "time", "hour", "chargeable")
    );
    assert_eq!(
        problems(&looks[1].problems),
        [
            "class: \"lunch\" is not a transaction class",
            "date: \"2020-13-01\" is not a date",
            "quantity: \"x\" is not a number",
            "unit_price: 1000000001 is beyond the limit of ±1000000000",
            "role: there is no role \"cook\"",
        ]
    );
    assert_eq!(problems(&looks[2].problems), ["class: line \"prototype\" includes no class yet"]);
}

#[test]
// All of a request is saved or none of it, and each problem names its row and field.
fn a_request_is_saved_whole_or_not_at_all() {
    let office = Office::with_adatum();
    let mut twice = form("implementation", "2020-10-02", "1", "1");
    twice.id = "t-1".to_owned();
    let saved = save(
        &office,
        &[
            new(twice.clone()),
            new(twice.clone()),
            new(form("implementation", "", "1", "1")),
            TransactionEntry { id: Some("gone".to_owned()), form: twice },
        ],
    );
    let told: Vec<String> = saved
        .problems
        .iter()
        .map(|problem| format!("{} {}: {}", problem.entry, problem.path, problem.message))
        .collect();
    assert_eq!(
        told,
        [
            "1 id: row 1 has the id t-1 too",
            "2 date: a date is missing",
            "3 id: there is no transaction \"gone\" any more",
        ]
    );
    assert_eq!((saved.added, saved.undo), (0, None));
    assert!(saved.amounts.is_empty(), "{:?}", saved.amounts);
    assert_eq!(listed(&office), [""; 0]);
}

#[test]
// What was saved says how many and what they come to, so that nobody has to add it up.
fn what_was_saved_says_what_it_comes_to() {
    let office = Office::with_adatum();
    let sums = |saved: &TransactionsSaved| {
        let sums: Vec<String> =
            saved.amounts.iter().map(|sum| format!("{} {}", sum.amount, sum.currency)).collect();
        (saved.added, saved.changed, saved.deleted, sums.join(" + "))
    };
    let given = [
        TransactionForm { id: "a".to_owned(), ..form("implementation", "2020-10-01", "8", "200") },
        TransactionForm { id: "b".to_owned(), ..form("implementation", "2020-10-02", "0.125", "0.44") },
    ];
    let saved = save(&office, &given.clone().map(new));
    assert_eq!(sums(&saved), (2, 0, 0, "1600.06 USD".to_owned()), "0.055 is rounded by itself (SPEC 2.2)");
    let [a, b] = given;
    let entries = [
        TransactionEntry {
            id: Some("a".to_owned()),
            form: TransactionForm { quantity: "9".to_owned(), ..a },
        },
        // Nothing of it changes.
        TransactionEntry {
            id: Some("b".to_owned()),
            form: TransactionForm { class: "time".to_owned(), ..b },
        },
        new(form("implementation", "2020-10-03", "-1", "200")),
    ];
    let saved = save(&office, &entries);
    assert_eq!(sums(&saved), (1, 1, 0, "1600.00 USD".to_owned()));
    let ids = ["a".to_owned(), "b".to_owned()];
    let deleted = delete_transactions(office.open.connection(), &ids, noon()).unwrap();
    assert_eq!(sums(&deleted), (0, 0, 2, "1800.06 USD".to_owned()));
}

#[test]
// SPEC 5.2; d365 R6.7: a change reverses the shares and makes them anew; its way back is in the list of changes.
fn a_transaction_is_changed_deleted_and_brought_back() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    let id = enter(&office, "implementation", "2020-10-01", "8", "200");
    ready(&office, &id);
    assert_eq!(listed(&office), [format!("{id} 1600.00 ReadyToInvoice")]);
    let changed = TransactionForm { id: id.clone(), ..form("implementation", "2020-10-02", "6", "200") };
    let saved = save(&office, &[TransactionEntry { id: Some(id.clone()), form: changed }]);
    assert_eq!((saved.changed, saved.added), (1, 0));
    assert_eq!(listed(&office), [format!("{id} 1200.00 ReadyToInvoice")], "it keeps its status");
    office.prove();
    undo(connection, &saved.undo.unwrap(), noon()).unwrap();
    assert_eq!(listed(&office), [format!("{id} 1600.00 ReadyToInvoice")]);
    let deleted = delete_transactions(connection, std::slice::from_ref(&id), noon()).unwrap();
    assert_eq!((deleted.deleted, listed(&office).len()), (1, 0));
    assert!(share::of_item(connection, &id).unwrap().is_empty());
    let changes = recent_changes(connection).unwrap().rows;
    let latest = changes.iter().find(|change| change.undo.is_some()).unwrap();
    assert_eq!(
        (latest.kind, latest.count, latest.amounts[0].amount.as_str()),
        (ChangeKind::TransactionsDeleted, 1, "1600.00")
    );
    undo(connection, &deleted.undo.unwrap(), noon()).unwrap();
    assert_eq!(listed(&office), [format!("{id} 1600.00 ReadyToInvoice")]);
    office.prove();
}

#[test]
// What has moved on since is not taken back, and says why.
fn what_has_moved_on_is_not_taken_back() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    let saved = save(&office, &[new(form("implementation", "2020-10-01", "8", "200"))]);
    let id = listed(&office)[0].split(' ').next().unwrap().to_owned();
    change_transactions(
        connection,
        std::slice::from_ref(&id),
        &TransactionPatch { description: Some("Workshop".to_owned()), ..TransactionPatch::default() },
        noon(),
    )
    .unwrap();
    let why = undo(connection, saved.undo.as_deref().unwrap(), noon()).unwrap_err().to_string();
    assert!(why.contains("was changed since"), "{why}");
}

#[test]
// d365 R6.7: on a draft it stays as it is, and says so; taken off, it may change.
fn what_is_on_a_draft_stays() {
    let office = Office::with_adatum();
    office.activate();
    let connection = office.open.connection();
    let id = enter(&office, "implementation", "2020-10-01", "8", "200");
    ready(&office, &id);
    let through = date("2020-10-31");
    create_invoices(connection, &["ADATUM".to_owned()], through, through, noon()).unwrap();
    let refused = delete_transactions(connection, std::slice::from_ref(&id), noon()).unwrap();
    assert_eq!(
        refused.problems[0].message,
        format!("{id} stays as it is: it is on a draft; take it off the draft first")
    );
    let page = transactions(connection, &query()).unwrap();
    assert_eq!(page.rows[0].locked.as_deref(), Some("it is on a draft; take it off the draft first"));
    office.prove();
}

#[test]
// d365 R6.8: moved to another line it keeps its id and is split by that line.
fn a_transaction_moves_to_another_line() {
    let office = Office::with_adatum();
    let halves = ContractLineForm {
        id: "shared".to_owned(),
        name: "Shared work".to_owned(),
        customers: vec![pays("adatum", "50"), pays("fabrikam", "50")],
        tasks: vec!["Shared".to_owned()],
        ..implementation()
    };
    office.save_line(None, &halves).unwrap();
    let connection = office.open.connection();
    let id = enter(&office, "implementation", "2020-10-01", "8", "200");
    let patch = TransactionPatch { contract_line: Some("shared".to_owned()), ..TransactionPatch::default() };
    let moved = change_transactions(connection, std::slice::from_ref(&id), &patch, noon()).unwrap();
    assert_eq!(moved.changed, 1);
    let amounts = || {
        share::of_item(connection, &id)
            .unwrap()
            .iter()
            .map(|share| share.amount.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(amounts(), ["800.00", "800.00"]);
    office.prove();
    undo(connection, &moved.undo.unwrap(), noon()).unwrap();
    assert_eq!(amounts(), ["1600.00"]);
    office.prove();
}

#[test]
// SPEC 5.4: what grows beyond a limit is not ready any more, and says which limit.
fn what_grows_beyond_a_limit_is_not_ready_any_more() {
    let office = Office::with_adatum();
    let limited = ContractLineForm { not_to_exceed: "2000".to_owned(), ..implementation() };
    office.save_line(Some("implementation"), &limited).unwrap();
    let id = enter(&office, "implementation", "2020-10-01", "8", "200");
    ready(&office, &id);
    let patch = TransactionPatch { unit_price: Some("300".to_owned()), ..TransactionPatch::default() };
    let saved =
        change_transactions(office.open.connection(), std::slice::from_ref(&id), &patch, noon()).unwrap();
    assert_eq!((saved.changed, saved.stopped.shares), (1, 1));
    assert!(
        saved.stopped.why[0].contains("400.00 above its not-to-exceed limit of 2000.00"),
        "{:?}",
        saved.stopped.why
    );
    assert_eq!(listed(&office), [format!("{id} 2400.00 NotReady")]);
    undo(office.open.connection(), &saved.undo.unwrap(), noon()).unwrap();
    assert_eq!(listed(&office), [format!("{id} 1600.00 ReadyToInvoice")]);
}

#[test]
// SPEC 5.4: what was ready comes back ready or not at all: nobody would look for work that is silently left out.
fn a_change_is_not_taken_back_where_a_limit_would_make_it_not_ready() {
    let office = Office::with_adatum();
    let connection = office.open.connection();
    let limited = ContractLineForm { not_to_exceed: "2000".to_owned(), ..implementation() };
    office.save_line(Some("implementation"), &limited).unwrap();
    let id = enter(&office, "implementation", "2020-10-01", "8", "200");
    ready(&office, &id);
    let patch = TransactionPatch { unit_price: Some("100".to_owned()), ..TransactionPatch::default() };
    let saved = change_transactions(connection, std::slice::from_ref(&id), &patch, noon()).unwrap();
    let other = enter(&office, "implementation", "2020-10-02", "5", "200");
    ready(&office, &other);
    let before = listed(&office);
    let refused = undo(connection, saved.undo.as_deref().unwrap(), noon()).unwrap_err().to_string();
    assert!(refused.contains("600.00 above its not-to-exceed limit of 2000.00"), "{refused}");
    assert_eq!(listed(&office), before);
    let marking = [Marking { id: &other, customer: None }];
    mark(connection, &marking, BillingStatus::NotReady, Stopping::AllOrNothing, noon()).unwrap();
    undo(connection, saved.undo.as_deref().unwrap(), noon()).unwrap();
    assert_eq!(listed(&office)[0], format!("{id} 1600.00 ReadyToInvoice"));
    office.prove();
}

#[test]
// d365 T8: reset frees what was kept, and what did not fit fits then.
fn limits_are_reset_and_tested_again() {
    let office = Office::with_adatum();
    let limited = ContractLineForm { not_to_exceed: "5000".to_owned(), ..implementation() };
    office.save_line(Some("implementation"), &limited).unwrap();
    let billed = enter(&office, "implementation", "2020-10-01", "41", "100");
    ready(&office, &billed);
    let x = enter(&office, "implementation", "2020-10-02", "4", "100");
    let new = enter(&office, "implementation", "2020-10-03", "6", "100");
    let ask = |id: &str, request| {
        let share = ShareName { id: id.to_owned(), customer: "adatum".to_owned() };
        set_limit_state(office.open.connection(), &[share], request, noon()).unwrap()
    };
    let state = |id: &str| {
        share::of_item(office.open.connection(), id).unwrap()[0].limit_state.map(|state| state.as_str())
    };
    assert_eq!(ask(&x, LimitRequest::Reevaluate).changed, 1);
    assert_eq!(state(&x), Some("committed"));
    let stopped = ask(&new, LimitRequest::Reevaluate).stopped;
    assert!(
        stopped.why[0].contains("would bring contract line \"Implementation work\" to 5100.00"),
        "{:?}",
        stopped.why
    );
    assert_eq!(state(&new), Some("line"));
    ask(&x, LimitRequest::Reset);
    assert_eq!(state(&x), None);
    ask(&new, LimitRequest::Reevaluate);
    assert_eq!(state(&new), Some("committed"), "4,700");
    ask(&x, LimitRequest::Reevaluate);
    assert_eq!(state(&x), Some("line"), "5,100");
    office.prove();
}

#[test]
// SPEC 5.2 (T6 by amount, T7): three customers evenly, each billed for its part.
fn three_customers_share_evenly() {
    let office = Office::with_adatum();
    let percents = distribute_evenly(3).unwrap();
    let mut customers: Vec<_> = ["adatum", "fabrikam", "litware"]
        .iter()
        .zip(&percents)
        .map(|(customer, percent)| pays(customer, percent))
        .collect();
    customers[0].rounding = true;
    office.save_line(Some("implementation"), &ContractLineForm { customers, ..implementation() }).unwrap();
    let id = enter(&office, "implementation", "2020-10-01", "10", "100");
    let amounts: Vec<String> = share::of_item(office.open.connection(), &id)
        .unwrap()
        .iter()
        .map(|share| share.amount.to_string())
        .collect();
    assert_eq!(amounts, ["333.40", "333.30", "333.30"]);
    office.prove();
}

#[test]
// Lists go by date, and filters and words narrow them.
fn lists_are_filtered_and_paged() {
    let office = Office::with_adatum();
    let described = TransactionForm {
        description: "Workshop in Oslo".to_owned(),
        ..form("implementation", "2020-10-03", "1", "10")
    };
    save(
        &office,
        &[
            new(described),
            new(form("implementation", "2020-10-01", "2", "10")),
            new(form("implementation", "2020-10-02", "3", "10")),
        ],
    );
    let page = |query: TransactionQuery| {
        let page = transactions(office.open.connection(), &query).unwrap();
        (
            page.all,
            page.total,
            page.rows.iter().map(|row| row.amount.clone()).collect::<Vec<_>>(),
            page.amounts[0].amount.clone(),
        )
    };
    assert_eq!(
        page(query()),
        (3, 3, vec!["20.00".to_owned(), "30.00".to_owned(), "10.00".to_owned()], "60.00".to_owned())
    );
    let latest = TransactionQuery { descending: true, limit: 1, ..query() };
    assert_eq!(page(latest).2, ["10.00"]);
    let fitting = |filter| TransactionQuery { filter, ..query() };
    let words = fitting(TransactionFilter { search: "oslo".to_owned(), ..query().filter });
    assert_eq!(page(words), (3, 1, vec!["10.00".to_owned()], "10.00".to_owned()));
    let day = Some(date("2020-10-02"));
    let days = fitting(TransactionFilter { from: day, to: day, ..query().filter });
    assert_eq!(page(days).2, ["30.00"]);
}
