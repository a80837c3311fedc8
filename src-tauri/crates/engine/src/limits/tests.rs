//! Limits at four levels, and the worked case T8.

use proptest::prelude::*;

use super::*;
use crate::{
    contract::{ContractLine, ContractStatus, CustomerSplit, TransactionClass, TransactionClasses},
    ids::ContractId,
    money::Currency,
};

const A: CustomerId = CustomerId(1);
const B: CustomerId = CustomerId(2);
const ONE: ContractLineId = ContractLineId(1);
const TWO: ContractLineId = ContractLineId(2);

fn money(text: &str) -> Money {
    Money::exact(text.parse().expect("a number"), Currency::from_code("USD").expect("known")).expect("exact")
}

fn customers(limits: [Option<&str>; 2]) -> CustomerSplit {
    let half = "50".parse().expect("a number");
    let split = CustomerSplit::new(vec![(A, half, false), (B, half, false)]).expect("a split");
    split.with_limits(limits.map(|limit| limit.map(money)).to_vec())
}

fn contract(limit: Option<&str>, of_customers: [Option<&str>; 2], of_line: Option<&str>) -> Contract {
    let line = |id, limit: Option<&str>, customers| ContractLine {
        id,
        key: id.0.to_string(),
        name: "Work".to_owned(),
        billing_method: BillingMethod::TimeAndMaterial,
        transaction_classes: TransactionClasses::default().with(TransactionClass::Time),
        contracted_amount: None,
        not_to_exceed: limit.map(money),
        tasks: Vec::new(),
        tax: None,
        billing_start: None,
        customers,
    };
    Contract {
        id: ContractId(1),
        key: "c".to_owned(),
        name: "Contract".to_owned(),
        currency: Currency::from_code("USD").expect("known"),
        status: ContractStatus::Active,
        delivery_date: None,
        not_to_exceed: limit.map(money),
        customers: customers(of_customers),
        lines: vec![
            line(ONE, of_line, customers([Some("900"), None])),
            line(TWO, None, customers([None, None])),
        ],
    }
}

fn scope_of(result: Result<(), Passed>) -> Option<LimitScope> {
    result.err().map(|passed| passed.scope)
}

#[test]
// SPEC 5.4: the limit that stops is named, each level by itself.
fn each_level_stops_by_itself() {
    let mut headroom = Headroom::of(&contract(Some("3000"), [None, Some("2000")], Some("1500")));
    assert!(!headroom.is_unlimited());
    assert_eq!(scope_of(headroom.commit(ONE, A, money("900.01"))), Some(LimitScope::LineCustomer(ONE, A)));
    assert_eq!(scope_of(headroom.commit(ONE, A, money("900"))), None, "up to the limit, inclusive");
    assert_eq!(scope_of(headroom.commit(ONE, B, money("600.01"))), Some(LimitScope::Line(ONE)));
    assert_eq!(scope_of(headroom.commit(ONE, B, money("600"))), None);
    assert_eq!(scope_of(headroom.commit(TWO, B, money("1400.01"))), Some(LimitScope::ContractCustomer(B)));
    assert_eq!(scope_of(headroom.commit(TWO, A, money("1500.01"))), Some(LimitScope::Contract));
    assert_eq!(scope_of(headroom.commit(TWO, A, money("1500"))), None);
    let used: Vec<i128> = headroom.scopes().map(|(_, _, used)| used).collect();
    assert_eq!(used, [90_000, 150_000, 60_000, 300_000], "line customer, line, contract customer, contract");
    assert_eq!(headroom.passed(), None);
}

#[test]
// SPEC 5.4: a contract without limits stops nothing.
fn what_has_no_limit_is_not_limited() {
    let mut plain = contract(None, [None, None], None);
    plain.lines.remove(0);
    let mut headroom = Headroom::of(&plain);
    assert!(headroom.is_unlimited());
    assert_eq!(headroom.commit(TWO, A, money("9999999")), Ok(()));
}

#[test]
// SPEC 5.4 with case T8: limit 5,000, billed 3,000, committed 1,500 of which an item X of 400.
fn the_worked_case() {
    let limited = contract(None, [None, None], Some("5000"));
    let mut headroom = Headroom::of(&limited);
    headroom.count(ONE, B, 300_000);
    headroom.count(ONE, B, 110_000);
    headroom.commit(ONE, B, money("400")).expect("X fits");
    let passed = headroom.commit(ONE, B, money("600")).expect_err("5,100 would pass 5,000");
    assert_eq!(
        (passed.scope, passed.limit, passed.used_minor),
        (LimitScope::Line(ONE), money("5000"), 450_000)
    );
    headroom.clone().commit(ONE, B, money("500")).expect("exactly 5,000");
    headroom.free(ONE, B, money("400")).expect("X is reset");
    headroom.commit(ONE, B, money("600")).expect("4,700");
    assert_eq!(scope_of(headroom.commit(ONE, B, money("400"))), Some(LimitScope::Line(ONE)), "X: 5,100");
}

#[test]
// SPEC 5.4: what a credit made room for is taken, so the credit cannot be taken back.
fn a_credit_that_made_room_stays() {
    let mut headroom = Headroom::of(&contract(None, [None, None], Some("1000")));
    headroom.commit(ONE, B, money("-300")).expect("a credit always fits");
    headroom.commit(ONE, B, money("1200")).expect("900 in all");
    assert_eq!(scope_of(headroom.free(ONE, B, money("-300"))), Some(LimitScope::Line(ONE)));
    headroom.free(ONE, B, money("1200")).expect("freeing work is always right");
    headroom.free(ONE, B, money("-300")).expect("and then the credit");
}

proptest! {
    // SPEC 5.4: billed plus committed never passes a limit, in any order of committing and freeing.
    #[test]
    fn no_order_passes_a_limit(
        limits in prop::collection::vec(prop::option::of(0_i64..200_000), 4),
        steps in prop::collection::vec((any::<bool>(), any::<bool>(), any::<bool>(), -50_000_i64..100_000), 0..60),
    ) {
        let usd = Currency::from_code("USD").expect("known");
        let minor = |minor| Money::from_minor(minor, usd).expect("in range");
        let mut limited = contract(None, [None, None], None);
        limited.not_to_exceed = limits[0].map(minor);
        limited.customers = customers([None, None]).with_limits(vec![limits[1].map(minor), None]);
        limited.lines[0].not_to_exceed = limits[2].map(minor);
        limited.lines[1].customers = customers([None, None]).with_limits(vec![None, limits[3].map(minor)]);
        let mut headroom = Headroom::of(&limited);
        let mut committed: Vec<(ContractLineId, CustomerId, Money)> = Vec::new();
        for (is_commit, first_line, first_customer, amount) in steps {
            let (line, customer) = (if first_line { ONE } else { TWO }, if first_customer { A } else { B });
            if is_commit || committed.is_empty() {
                if headroom.commit(line, customer, minor(amount)).is_ok() {
                    committed.push((line, customer, minor(amount)));
                }
            } else {
                let (line, customer, amount) = committed.swap_remove(0);
                if headroom.free(line, customer, amount).is_err() {
                    committed.push((line, customer, amount));
                }
            }
            prop_assert_eq!(headroom.passed(), None);
            for (scope, _, used) in headroom.scopes() {
                let counted: i128 = committed
                    .iter()
                    .filter(|(line, customer, _)| LimitScope::of(*line, *customer).contains(&scope))
                    .map(|(_, _, amount)| i128::from(amount.minor()))
                    .sum();
                prop_assert_eq!(used, counted, "what is used is what is committed");
            }
        }
    }
}
