//! What is told over time adds up: dates to come, missed dates, ages, weeks: SPEC 2.1, 4.2, 4.12, 6.7.

use std::collections::BTreeMap;

use chrono::Days;
use proforma_api::{
    backlog::explain,
    book::Book,
    contract_list::contracts,
    dto::{
        AgedAmount, Amount, ContractQuery, ContractSort, ContractTrouble, MatterKind, Radar, StrandedGroup,
        StrandedKind,
    },
    figures::figures,
};
use proforma_tests::{TempBook, date};
use rust_decimal::Decimal;

use crate::{
    overview::{BOOK, home_of, radar_of, sums},
    run,
};

fn minor(amounts: &[Amount]) -> BTreeMap<String, Decimal> {
    amounts.iter().map(|sum| (sum.currency.clone(), sum.amount.parse().unwrap())).collect()
}

fn add(sums: &mut BTreeMap<String, Decimal>, more: BTreeMap<String, Decimal>) {
    for (currency, amount) in more {
        *sums.entry(currency).or_default() += amount;
    }
}

fn group_of(radar: &Radar, kind: StrandedKind) -> BTreeMap<String, Decimal> {
    radar
        .groups
        .iter()
        .find(|group| group.kind == kind)
        .map(|group| minor(&group.amounts))
        .unwrap_or_default()
}

#[test]
// SPEC 4.12, 6.7: ready work is what dates to come bring, what waits for missed dates and what no date takes, each share
// once; home, the radar and the contracts tell the same of it.
fn what_waits_for_a_missed_date_is_told_once_and_alike() {
    let book = TempBook::of_text(BOOK);
    for today in ["2020-12-01", "2021-01-05", "2021-02-01", "2021-03-02", "2021-06-01"] {
        let (home, radar) = (home_of(&book, today), radar_of(&book, today));
        let mut ready = BTreeMap::new();
        for date in &home.agenda {
            add(&mut ready, minor(&date.expected));
        }
        // The sum in yen is beyond what an amount can be: a run to come would park it, and is not expected to bring it.
        ready.remove("JPY");
        let in_reach = home.money.iter().filter(|parts| parts.currency != "JPY");
        let money: BTreeMap<String, Decimal> =
            in_reach.map(|parts| (parts.currency.clone(), parts.ready.parse().unwrap())).collect();
        assert_eq!(ready, money, "{today}: nothing is told twice, nothing is lost");
        let missed = home.agenda.iter().find(|date| date.waits_for_missed);
        let waits = missed.map(|date| minor(&date.expected)).unwrap_or_default();
        assert_eq!(group_of(&radar, StrandedKind::MissedRunDate), waits, "{today}");
        let mut by_date = BTreeMap::new();
        for matter in &home.matters {
            add(&mut by_date, minor(&matter.waiting));
        }
        assert_eq!(by_date, waits, "{today}: date by date");
        let open = Book::open(&book.path()).unwrap();
        let query = ContractQuery {
            status: None,
            trouble: Some(ContractTrouble::MissedRunDate),
            currency: None,
            search: String::new(),
            sort: ContractSort::Name,
            descending: false,
            offset: 0,
            limit: 100,
        };
        let listed = contracts(open.connection(), open.sums(), &query, date(today)).unwrap().rows;
        assert!(listed.iter().all(|row| row.missed_run_date.is_some_and(|missed| missed < date(today))));
        let listed: Vec<&str> = listed.iter().map(|row| row.id.as_str()).collect();
        for row in
            radar.groups.iter().flat_map(|group| &group.rows).filter(|row| row.missed_run_date.is_some())
        {
            assert!(
                listed.contains(&row.contract.as_str()),
                "{today}: {} is not said to have missed",
                row.contract
            );
            let matter = home.matters.iter().find(|matter| matter.date == row.missed_run_date);
            assert!(matter.is_some_and(|matter| matter.kind == MatterKind::MissedRunDate), "{today}");
        }
    }
}

#[test]
// SPEC 4.12, 6.7: the radar names the missed date that `explain` names, and running it brings what was said.
fn the_radar_names_the_missed_date_that_would_take_it() {
    let book = TempBook::of_text(BOOK);
    let (today, missed) = ("2021-02-01", date("2021-01-04"));
    let radar = radar_of(&book, today);
    let row = radar.groups.iter().flat_map(|group| &group.rows).find(|row| row.contract == "over").unwrap();
    assert_eq!((row.missed_run_date, sums(&row.amounts)), (Some(missed), "21.00 USD".to_owned()));
    let open = Book::open(&book.path()).unwrap();
    let explained = explain(open.connection(), "o1", date(today)).unwrap();
    assert_eq!(explained[0].missed_run_date, Some(missed));
    drop(open);
    run(&book, missed);
    let after = radar_of(&book, today);
    let of_contract = |group: &&StrandedGroup| group.rows.iter().any(|row| row.contract == "over");
    let kinds: Vec<StrandedKind> = after.groups.iter().filter(of_contract).map(|group| group.kind).collect();
    assert_eq!(kinds, [StrandedKind::AfterLastCutOff, StrandedKind::StaleDraft], "it is on a draft");
}

#[test]
// SPEC 2.1, 4.2: the ages add up to the backlog, and the weeks to what the dates to come bring, per currency.
fn figures_add_up_to_what_home_tells() {
    let book = TempBook::of_text(BOOK);
    for today in ["2020-12-01", "2021-01-05", "2021-02-01", "2021-06-01"] {
        let home = home_of(&book, today);
        let open = Book::open(&book.path()).unwrap();
        let figures = figures(open.connection(), open.sums(), date(today)).unwrap();
        for parts in &home.money {
            let of_currency = || figures.ages.iter().filter(|age| age.currency == parts.currency);
            let sum = |part: fn(&AgedAmount) -> &String| -> Decimal {
                of_currency().map(|age| part(age).parse::<Decimal>().unwrap()).sum()
            };
            assert_eq!(sum(|age| &age.ready), parts.ready.parse().unwrap(), "{today}");
            assert_eq!(sum(|age| &age.not_ready), parts.not_ready.parse().unwrap(), "{today}");
            assert_eq!(of_currency().count(), 5, "{today}: every age, the empty ones too");
        }
        let (mut expected, mut of_weeks) = (BTreeMap::new(), BTreeMap::new());
        let last = date(today) + Days::new(76);
        for of_date in home.agenda.iter().filter(|of_date| of_date.date.is_some_and(|day| day < last)) {
            add(&mut expected, minor(&of_date.expected));
            add(&mut expected, minor(&of_date.not_ready));
        }
        for week in &figures.weeks {
            add(&mut of_weeks, BTreeMap::from([(week.currency.clone(), week.sum.parse().unwrap())]));
        }
        of_weeks.retain(|_, sum| !sum.is_zero());
        assert_eq!(of_weeks, expected, "{today}");
    }
    let open = Book::open(&book.path()).unwrap();
    let figures = figures(open.connection(), open.sums(), date("2021-02-01")).unwrap();
    let weeks: Vec<String> = figures
        .weeks
        .iter()
        .filter(|week| week.currency == "USD" && week.sum != "0.00")
        .map(|week| {
            format!("{}: {} + {}, {} run dates", week.week, week.expected, week.not_ready, week.run_dates)
        })
        .collect();
    assert_eq!(weeks, ["2021-03-01: 11.00 + 0.00, 1 run dates"]);
}
