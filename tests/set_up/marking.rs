//! Transactions of a list, marked all at once (SPEC 5.3, 5.4).

use chrono::TimeDelta;
use proforma_api::{
    dto::{BillingMethod, BillingStatus, Change, ContractLineForm, MarkTransactions, TransactionFilter},
    error::ApiError,
    mark_matching::mark_transactions,
    transactions::transactions,
    undo::undo,
};
use proforma_tests::{date, noon};

use super::{
    Office, implementation, line, pays,
    transactions::{enter, query},
};

/// Two lines, one of them paid by two customers; the ids of what was entered, a and b on the first line, c on the second.
fn with_work() -> (Office, [String; 3]) {
    let office = Office::with_adatum();
    let customers = vec![pays("adatum", "60"), pays("fabrikam", "40")];
    let shared = ContractLineForm {
        transaction_classes: vec!["material".to_owned()],
        customers,
        ..line("support", "Support", BillingMethod::TimeAndMaterial)
    };
    office.save_line(None, &shared).unwrap();
    let a = enter(&office, "implementation", "2020-10-01", "1", "100");
    let b = enter(&office, "implementation", "2020-10-02", "2", "100");
    let c = enter(&office, "support", "2020-10-03", "3", "100");
    (office, [a, b, c])
}

fn whole() -> TransactionFilter {
    query().filter
}

/// Each at an instant of its own, by which its way back is found.
fn mark(office: &Office, filter: TransactionFilter, except: &[&str]) -> Result<Change, ApiError> {
    let instant = noon() + TimeDelta::seconds(ready(office).len().try_into().unwrap());
    let except = except.iter().map(|&id| id.to_owned()).collect();
    let request = MarkTransactions { filter, except, billing_status: BillingStatus::ReadyToInvoice };
    mark_transactions(office.open.connection(), &request, instant)
}

/// The ids of what is ready, by date.
fn ready(office: &Office) -> Vec<String> {
    let page = transactions(office.open.connection(), &query()).unwrap();
    let is_ready = |status| status == Some(BillingStatus::ReadyToInvoice);
    page.rows.into_iter().filter(|row| is_ready(row.billing_status)).map(|row| row.form.id).collect()
}

#[test]
// SPEC 5.3: what the list's filter lets through is marked, each customer's share of it, and taken back at once.
fn all_that_a_filter_lets_through_is_marked() {
    let (office, [a, b, c]) = with_work();
    let by_line = TransactionFilter { contract_line: Some("support".to_owned()), ..whole() };
    let change = mark(&office, by_line, &[]).unwrap();
    let amounts: Vec<_> = change.amounts.iter().map(|amount| amount.amount.as_str()).collect();
    assert_eq!((change.changed, amounts), (2, vec!["300.00"]), "two customers pay for it");
    assert_eq!(ready(&office), [c.as_str()]);

    let by_words = TransactionFilter { search: a.clone(), ..whole() };
    assert_eq!(mark(&office, by_words, &[]).unwrap().changed, 1);
    assert_eq!(ready(&office), [a.as_str(), c.as_str()]);

    let by_day = TransactionFilter { to: Some(date("2020-10-02")), ..whole() };
    let change = mark(&office, by_day, &[]).unwrap();
    assert_eq!(change.changed, 1, "what is ready already does not count");
    undo(office.open.connection(), &change.undo.unwrap(), noon()).unwrap();
    assert_eq!(ready(&office), [a.as_str(), c.as_str()]);
    assert_eq!(mark(&office, whole(), &[&b]).unwrap(), Change::default(), "only the exception is left");
    assert_eq!(mark(&office, whole(), &[]).unwrap().changed, 1);
    office.prove();
}

#[test]
// SPEC 5.4: by date, as far as the limit reaches.
fn a_limit_stops_what_comes_later() {
    let (office, [a, ..]) = with_work();
    let limited = ContractLineForm { not_to_exceed: "250".to_owned(), ..implementation() };
    office.save_line(Some("implementation"), &limited).unwrap();
    let by_line = TransactionFilter { contract_line: Some("implementation".to_owned()), ..whole() };
    let change = mark(&office, by_line, &[]).unwrap();
    assert_eq!((change.changed, change.stopped.shares), (1, 1));
    assert_eq!(ready(&office), [a.as_str()]);
    office.prove();
}

#[test]
fn what_cannot_be_marked_is_refused() {
    let (office, _) = with_work();
    let unknown = TransactionFilter { contract: "NONE".to_owned(), ..whole() };
    let problem = mark(&office, unknown, &[]).unwrap_err().to_string();
    assert_eq!(problem, "there is no contract \"NONE\" in this book");
    let names = vec!["x"; 10_001];
    let problem = mark(&office, whole(), &names).unwrap_err().to_string();
    assert!(problem.contains("10001 exceptions were named, at most 10000 can be"), "{problem}");
    let posted = MarkTransactions {
        filter: whole(),
        except: Vec::new(),
        billing_status: BillingStatus::InvoicePosted,
    };
    assert!(mark_transactions(office.open.connection(), &posted, noon()).is_err());
    assert_eq!(ready(&office), [""; 0]);
}
