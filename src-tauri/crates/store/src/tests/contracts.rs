//! Contracts and what a list of them points out: SPEC 3.10, 4.10, 4.13, 5.1.

use super::*;
use crate::contract_list::{self, ContractFilter, ContractPart, ContractSort, ListedContract};

fn listed(book: &Connection) -> Vec<ListedContract> {
    let part = ContractPart { sort: ContractSort::Name, is_descending: false, offset: 0, limit: 10 };
    contract_list::page(book, ContractFilter::default(), date("2020-10-01"), part).expect("read")
}

/// Parked, a line not set up, milestones that do not add up.
fn troubles(fill: impl FnOnce(&WriteTransaction<'_>) -> Result<(), StoreError>) -> [bool; 3] {
    let book = book();
    write(&book, fill).expect("written");
    let contract = &listed(&book)[0];
    [contract.is_parked, contract.has_line_not_set_up, contract.has_milestones_that_do_not_add_up]
}

fn set_up(tx: &WriteTransaction<'_>, amount: &str, run_status: RunStatus) -> Result<(), StoreError> {
    let milestone = milestone(tx, "m1", amount)?;
    row(tx, PRICE, "2020-10-05", RowKind::Milestone(milestone), RunStatus::NotRun)?;
    row(tx, WORK, "2020-10-05", up_to_the_fourth(), run_status).map(|_| ())
}

#[test]
// SPEC 3.10, 4.10, 4.13.
fn what_is_wrong_with_a_contract_is_shown() {
    assert_eq!(troubles(|tx| set_up(tx, "30.00", RunStatus::NotRun)), [false, false, false]);
    assert_eq!(troubles(|tx| set_up(tx, "29.99", RunStatus::NotRun)), [false, false, true]);
    assert_eq!(troubles(|tx| set_up(tx, "30.00", RunStatus::RunFailed)), [true, false, false]);
    let without_rows = |tx: &WriteTransaction<'_>| milestone(tx, "m1", "30.00").map(|_| ());
    assert_eq!(troubles(without_rows), [false, true, false]);
}

#[test]
// SPEC 5.1: the first customer is the primary one; the list comes back in its order, with its rounding customer.
fn the_first_customer_is_the_primary_one() {
    let book = book();
    let first = &listed(&book)[0];
    assert_eq!((first.customer_name.as_str(), first.more_customers), ("a", 1));
    let list = vec![(B, Decimal::from(40), false), (A, Decimal::from(60), true)];
    let customers = CustomerSplit::new(list).expect("totals 100");
    let new = NewContract {
        key: "d".to_owned(),
        name: "a contract that comes first".to_owned(),
        currency: Currency::from_code("USD").expect("known"),
        status: ContractStatus::Draft,
        delivery_date: None,
        not_to_exceed: None,
        customers: customers.clone(),
    };
    let id = write(&book, |tx| contract::insert(tx, &new)).expect("written");
    assert_eq!(contract::customers(&book, id).expect("read"), customers);
    assert_eq!(listed(&book)[0].customer_name, "b");
}

#[test]
// What a person did is told and taken back by numbers, so those of what was deleted are given to nothing else.
fn a_number_is_given_once() {
    let book = book();
    let contract = the_contract(&book);
    let numbers = write(&book, |tx| {
        contract::set_status(tx, contract.id, ContractStatus::Active, ContractStatus::Draft)?;
        hour(tx, &contract, "t1")?;
        share::reverse_run(tx, WORK, 1..=2)?;
        let row_before = row(tx, WORK, "2020-10-05", up_to_the_fourth(), RunStatus::NotRun)?;
        let milestone_before = milestone(tx, "m1", "1.00")?;
        contract::delete_line(tx, WORK)?;
        contract::delete_line(tx, PRICE)?;
        let lines = insert_contract(tx, "d", ContractStatus::Draft)?;
        let row = row(tx, lines[0], "2020-10-05", up_to_the_fourth(), RunStatus::NotRun)?;
        let new = Milestone {
            id: MilestoneId(0),
            contract_line: lines[1],
            key: "m1".to_owned(),
            name: "m1".to_owned(),
            date: date("2020-10-05"),
            amount: usd("1.00"),
            position: 0,
        };
        let milestone = schedule::insert_milestone(tx, &new)?;
        assert_eq!(lines, [ContractLineId(3), ContractLineId(4)]);
        assert_eq!((row_before.0, row.0), (1, 2));
        assert_eq!((milestone_before.0, milestone.0), (1, 2));
        Ok((transaction::next_id(tx)?, share::next_id(tx)?))
    });
    assert_eq!(numbers.expect("written"), (2, 3));
}
