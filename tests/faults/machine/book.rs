//! The book that the machine begins with.

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};
use proforma_tests::random::Random;

use super::{CONTRACTS, FIXED, Key, LIMITED, ModelShare, ROWS, State};

const TRANSACTIONS: usize = 6;
/// Days after the first on which a milestone is due.
pub(super) const MILESTONES: [u64; 3] = [3, 7, 12];
/// So much may be marked ready beyond what is ready at first, in minor units.
const ROOM: u64 = 90_000;

/// The contracts of work and that of milestones, with their shares, and the limit in minor units.
pub(super) fn book(random: &mut Random, first: NaiveDate) -> (String, BTreeMap<Key, ModelShare>, u64) {
    let (mut transactions, mut shares) = (Vec::new(), BTreeMap::new());
    for contract in (0..CONTRACTS).map(|index| format!("C{index}")) {
        for number in 0..TRANSACTIONS {
            let (date, minor) = (first + Days::new(random.below(14)), price(random));
            let state = if random.below(3) > 0 { State::Ready } else { State::NotReady };
            let id = format!("{contract}-{number}");
            transactions.push(format!(
                r#"{{"id":"{id}","contract":"{contract}","contract_line":"l","class":"time","date":"{date}","quantity":"1",
                "unit_price":"{}","billing_status":"{}"}}"#,
                decimal(minor),
                word(state)
            ));
            for customer in customers_of(&contract) {
                let share =
                    ModelShare { contract: contract.clone(), date, state, minor, is_kept_free: false };
                shares.insert((id.clone(), (*customer).to_owned()), share);
            }
        }
    }
    let ready = shares.values().filter(|share| share.contract == LIMITED && share.state == State::Ready);
    let limit = ready.map(|share| share.minor).sum::<u64>() + ROOM;
    // All four levels have a limit, and any of them may be the one that binds.
    let binding = random.below(4);
    let limits = [0, 1, 2, 3].map(|level| if level == binding { limit } else { limit + 500 * (level + 1) });
    let mut contracts: Vec<String> =
        (0..CONTRACTS).map(|index| contract_of_work(&format!("C{index}"), first, limits)).collect();
    contracts.push(contract_of_milestones(random, first, &mut shares));
    let text = format!(
        r#"{{"format":"proforma-book","version":1,"company":{{"name":"C"}},"time_zone":"UTC",
        "customers":[{{"id":"a","name":"A"}},{{"id":"b","name":"B"}}],"contracts":[{}],"transactions":[{}]}}"#,
        contracts.join(","),
        transactions.join(",")
    );
    (text, shares, limit)
}

/// Who pays a contract: two for the last one of work, so that amounts are odd.
pub(super) fn customers_of(contract: &str) -> &'static [&'static str] {
    if contract == format!("C{}", CONTRACTS - 1) { &["a", "b"] } else { &["a"] }
}

/// Every contract of the book.
pub(super) fn all_contracts() -> impl Iterator<Item = String> {
    (0..CONTRACTS).map(|index| format!("C{index}")).chain([FIXED.to_owned()])
}

/// Any price, in minor units.
pub(super) fn price(random: &mut Random) -> u64 {
    1_001 + random.below(90_000)
}

pub(super) fn decimal(minor: u64) -> String {
    format!("{}.{:02}", minor / 100, minor % 100)
}

fn word(state: State) -> &'static str {
    match state {
        State::Ready => "ready_to_invoice",
        State::NotReady | State::Drafted => "not_ready",
    }
}

fn contract_of_work(id: &str, first: NaiveDate, limits: [u64; 4]) -> String {
    let row = |after| {
        let run_date = first + Days::new(after);
        format!(r#"{{"run_date":"{run_date}","cut_off_date":"{}"}}"#, run_date.pred_opt().unwrap())
    };
    let [of_contract, of_customer, of_line, of_line_customer] = limits.map(|limit| {
        if id == LIMITED { format!(r#","not_to_exceed":"{}""#, decimal(limit)) } else { String::new() }
    });
    let customers = |limit: &str| match customers_of(id) {
        [one] => format!(r#"{{"customer":"{one}","percent":"100"{limit}}}"#),
        _ => r#"{"customer":"a","percent":"66.7"},{"customer":"b","percent":"33.3"}"#.to_owned(),
    };
    format!(
        r#"{{"id":"{id}","name":"Contract {id}","currency":"EUR","customers":[{}]{of_contract},
        "lines":[{{"id":"l","name":"Work","billing_method":"time_and_material","transaction_classes":["time"],
        "customers":[{}]{of_line},"invoice_schedule":[{}]}}]}}"#,
        customers(&of_customer),
        customers(&of_line_customer),
        ROWS.map(row).join(",")
    )
}

fn contract_of_milestones(
    random: &mut Random,
    first: NaiveDate,
    shares: &mut BTreeMap<Key, ModelShare>,
) -> String {
    let mut listed = Vec::new();
    for (number, after) in MILESTONES.into_iter().enumerate() {
        let (id, date) = (format!("m{number}"), first + Days::new(after));
        let state = if random.below(2) == 0 { State::Ready } else { State::NotReady };
        listed.push(format!(
            r#"{{"id":"{id}","name":"Milestone {number}","date":"{date}","amount":"100.00","billing_status":"{}"}}"#,
            word(state)
        ));
        let share =
            ModelShare { contract: FIXED.to_owned(), date, state, minor: 10_000, is_kept_free: false };
        shares.insert((id, "a".to_owned()), share);
    }
    format!(
        r#"{{"id":"{FIXED}","name":"Milestones","currency":"EUR","customers":[{{"customer":"a","percent":"100"}}],
        "lines":[{{"id":"l","name":"Steps","billing_method":"fixed_price","contracted_amount":"{}.00","milestones":[{}]}}]}}"#,
        100 * MILESTONES.len(),
        listed.join(",")
    )
}
