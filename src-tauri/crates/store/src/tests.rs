//! What the book on disk itself refuses, whoever asks. Here is the small book that the tests write to.

mod claims;
mod contracts;
mod forecast;
mod invoices;
mod runs;
mod schedules;
mod unreadable;

use chrono::{DateTime, NaiveDate, Utc};
use proforma_engine::{
    contract::{BillingMethod, Contract, ContractStatus, CustomerSplit, TransactionClass},
    ids::{ContractId, ContractLineId, CustomerId, MilestoneId, ScheduleRowId, ShareId, TransactionId},
    money::{Currency, Money},
    schedule::{RowKind, RowOrigin, RunStatus},
    share::{BillingStatus, BillingType, ShareOf, share_parts},
};
use rust_decimal::Decimal;

use crate::{
    Connection, StoreError, WriteTransaction,
    book::Party,
    contract::{self, NewContract, NewContractLine},
    customer,
    schedule::{self, Milestone, NewScheduleRow},
    share::{self, NewShare},
    transaction::{self, Transaction},
};

const A: CustomerId = CustomerId(1);
const B: CustomerId = CustomerId(2);
const CONTRACT: ContractId = ContractId(1);
const WORK: ContractLineId = ContractLineId(1);
const PRICE: ContractLineId = ContractLineId(2);

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

fn noon() -> DateTime<Utc> {
    "2020-10-05T12:00:00Z".parse().expect("an instant")
}

fn usd(text: &str) -> Money {
    let amount = text.parse().expect("a number");
    Money::exact(amount, Currency::from_code("USD").expect("known")).expect("money")
}

/// Two customers and a contract of a time-and-material line, 60 to 40, and a fixed-price line of 30.00.
fn book() -> Connection {
    let book = Connection::in_memory().expect("a book");
    write(&book, |tx| {
        for key in ["a", "b"] {
            customer::insert(tx, key, &Party { name: key.to_owned(), ..Party::default() }, None)?;
        }
        insert_contract(tx, "c", ContractStatus::Active).map(|_| ())
    })
    .expect("written");
    book
}

fn insert_contract(
    tx: &WriteTransaction<'_>,
    key: &str,
    status: ContractStatus,
) -> Result<Vec<ContractLineId>, StoreError> {
    let list = vec![(A, Decimal::from(60), false), (B, Decimal::from(40), false)];
    let customers = CustomerSplit::new(list).expect("totals 100");
    let new = NewContract {
        key: key.to_owned(),
        name: key.to_owned(),
        currency: Currency::from_code("USD").expect("known"),
        status,
        delivery_date: None,
        not_to_exceed: None,
        customers: customers.clone(),
    };
    let id = contract::insert(tx, &new)?;
    let line = |key: &str, billing_method| NewContractLine {
        key: key.to_owned(),
        name: key.to_owned(),
        billing_method,
        transaction_classes: [TransactionClass::Time].into_iter().collect(),
        contracted_amount: (billing_method == BillingMethod::FixedPrice).then(|| usd("30.00")),
        not_to_exceed: None,
        tasks: Vec::new(),
        tax: None,
        billing_start: None,
        invoice_frequency: None,
        customers: customers.clone(),
    };
    Ok(vec![
        contract::insert_line(tx, id, 0, &line("work", BillingMethod::TimeAndMaterial))?,
        contract::insert_line(tx, id, 1, &line("price", BillingMethod::FixedPrice))?,
    ])
}

/// One write transaction, committed where it succeeds.
fn write<T>(
    book: &Connection,
    write: impl FnOnce(&WriteTransaction<'_>) -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let tx = book.write()?;
    let written = write(&tx)?;
    tx.commit()?;
    Ok(written)
}

fn the_contract(book: &Connection) -> Contract {
    let id = contract::id_of(book, "c").expect("read").expect("a contract");
    contract::by_id(book, id).expect("read").expect("a contract")
}

fn row(
    tx: &WriteTransaction<'_>,
    line: ContractLineId,
    run_date: &str,
    kind: RowKind,
    run_status: RunStatus,
) -> Result<ScheduleRowId, StoreError> {
    let new = NewScheduleRow {
        contract_line: line,
        run_date: date(run_date),
        kind,
        run_status,
        origin: RowOrigin::Typed,
        reason: None,
    };
    schedule::insert(tx, &new)
}

/// Rows up to the fourth of October 2020.
fn up_to_the_fourth() -> RowKind {
    RowKind::Date { cut_off_date: date("2020-10-04") }
}

fn milestone(tx: &WriteTransaction<'_>, key: &str, amount: &str) -> Result<MilestoneId, StoreError> {
    let new = Milestone {
        id: MilestoneId(0),
        contract_line: PRICE,
        key: key.to_owned(),
        name: key.to_owned(),
        date: date("2020-10-05"),
        amount: usd(amount),
        position: 0,
    };
    schedule::insert_milestone(tx, &new)
}

/// An hour of 10.00 on 1 October and its shares, ready to invoice.
fn hour(tx: &WriteTransaction<'_>, contract: &Contract, key: &str) -> Result<(), StoreError> {
    let id = TransactionId(transaction::next_id(tx)?);
    let amount = usd("10.00");
    let new = Transaction {
        id,
        contract_line: WORK,
        key: key.to_owned(),
        class: TransactionClass::Time,
        date: date("2020-10-01"),
        description: None,
        role: None,
        category: None,
        resource: None,
        quantity: Decimal::ONE,
        unit: "hour".to_owned(),
        unit_price: amount.amount(),
        billing_type: BillingType::Chargeable,
        amount,
    };
    transaction::insert(tx, &new)?;
    let customers = &contract.line(WORK).expect("a line").customers;
    for part in share_parts(amount, customers).expect("parts") {
        let new = NewShare {
            contract_line: WORK,
            id: ShareId(share::next_id(tx)?),
            customer: part.customer,
            of: ShareOf::Transaction(id, TransactionClass::Time),
            date: date("2020-10-01"),
            quantity: Decimal::ONE,
            unit_price: amount.amount(),
            percent: part.percent,
            billing_type: BillingType::Chargeable,
            amount: part.amount,
            billing_status: BillingStatus::ReadyToInvoice,
        };
        share::insert(tx, &new)?;
    }
    Ok(())
}

/// What SQL behind the program's back is told.
fn refusal(book: &Connection, sql: &str) -> String {
    book.inner.execute_batch(sql).map_or_else(|error| error.to_string(), |()| "accepted".to_owned())
}
