//! A long time with a clock that is moved about and a program that comes and goes: each due date is run exactly once,
//! and what it gives is what running on time would have given (SPEC 6.6).

use std::{
    env,
    time::{Duration, Instant},
};

use chrono::{DateTime, Days, NaiveDate, TimeDelta, Utc};
use chrono_tz::Tz;
use proforma_api::{
    batch_jobs,
    check::check,
    dto::{Decision, JobAction, JobStatus, ProcessRunStatus, Workflow},
};
use proforma_tests::{is_long, random::Random};

use crate::world::{World, book_of, instant};

/// Of the book: both hemispheres, half hours, and one that goes over the date line. Clocks go forward and back in seven
/// of them. The computer may travel, since nothing here asks it for its zone.
const ZONES: [&str; 12] = [
    "UTC",
    "Europe/Stockholm",
    "Europe/Sofia",
    "America/New_York",
    "America/Los_Angeles",
    "America/St_Johns",
    "America/Sao_Paulo",
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Australia/Lord_Howe",
    "Pacific/Auckland",
    "Pacific/Apia",
];
const FIRST: &str = "2021-01-04T10:00:00Z";
/// Contracts of each book; a fault may hit between two of them.
const CONTRACTS: usize = 2;

/// Seeds and days: the short tier, or the long one; or as many seeds as the environment says.
fn extent() -> (u64, u64) {
    let named = env::var("PROFORMA_SEEDS").ok().and_then(|seeds| seeds.parse().ok());
    let usual = if is_long() { 1_000 } else { 50 };
    (named.unwrap_or(usual), 400)
}

#[test]
fn each_due_date_is_run_exactly_once_whatever_happens() {
    let (seeds, days) = extent();
    let started = Instant::now();
    let mut told = Told::default();
    for seed in 0..seeds {
        simulate(seed, days, &mut told);
    }
    println!(
        "{seeds} seeds x {days} days: {} dates run, {} drafts, {} closed {} set back, {} ahead, {} put right, {} paused, {} faults, {} crashed in a run, {} asked; \
         0 twice, 0 missing, {} s",
        told.dates,
        told.drafts,
        told.closed,
        told.set_back,
        told.ahead,
        told.put_right,
        told.paused,
        told.faults,
        told.crashed,
        told.asked,
        started.elapsed().as_secs()
    );
    for (what, times) in [
        ("closed", told.closed),
        ("set back", told.set_back),
        ("ahead", told.ahead),
        ("put right", told.put_right),
        ("paused", told.paused),
        ("faults", told.faults),
        ("crashed", told.crashed),
        ("asked", told.asked),
    ] {
        assert!(times > 0, "nothing was ever {what}");
    }
}

#[derive(Debug, Default)]
struct Told {
    dates: usize,
    drafts: usize,
    closed: u32,
    set_back: u32,
    ahead: u32,
    put_right: u32,
    paused: u32,
    faults: u32,
    crashed: u32,
    asked: u32,
}

fn simulate(seed: u64, days: u64, told: &mut Told) {
    let mut random = Random::new(seed);
    let zone = ZONES[(seed % ZONES.len() as u64) as usize];
    let first = instant(FIRST);
    let due = due_dates(&mut random, first, days, zone);
    let mut world = World::new(book_of(CONTRACTS, zone, &due), FIRST);
    let id = world.start(Workflow::ProcessRunner);
    let end = first + Days::new(days);
    while world.hand.now() < end {
        happen(&mut world, &id, &mut random, told);
        settle(&mut world, &id, told);
    }
    // Whatever was wrong is over by then: the clock is right, the program open, the job neither paused nor waiting.
    if world.job(&id).row.status == JobStatus::Paused {
        world.act(&id, JobAction::Resume).unwrap();
    }
    world.hand.pass(TimeDelta::hours(25));
    world.tick();
    world.hand.pass(TimeDelta::seconds(31));
    settle(&mut world, &id, told);
    prove(&world, zone, first, &due, told, seed);
}

/// Dates on which the contracts are due, at random distances, from the first day on.
fn due_dates(random: &mut Random, first: DateTime<Utc>, days: u64, zone: &str) -> Vec<NaiveDate> {
    let zone: Tz = zone.parse().unwrap();
    let start = first.with_timezone(&zone).date_naive();
    let mut dates = Vec::new();
    let mut after = random.below(5);
    while after < days - 2 {
        dates.push(start + Days::new(after));
        after += 1 + random.below(20);
    }
    dates
}

/// One thing that happens to the computer or the program.
fn happen(world: &mut World, id: &str, random: &mut Random, told: &mut Told) {
    let hours = |random: &mut Random, most: u64| {
        TimeDelta::minutes(i64::try_from(1 + random.below(most * 60)).unwrap())
    };
    match random.below(11) {
        0 => {
            told.closed += 1;
            world.close();
            let most = if random.below(8) == 0 { 24 * 50 } else { 24 * 6 };
            world.hand.pass(hours(random, most));
            world.open();
        }
        1 => {
            // Put back for a while, and then right again.
            told.set_back += 1;
            let back = hours(random, 48);
            world.hand.pass(-back);
            world.tick();
            world.hand.pass(TimeDelta::seconds(60));
            world.tick();
            world.hand.pass(back + hours(random, 5));
        }
        2 => {
            // Thrown ahead only while the program is closed or asleep between two looks: a run would believe it.
            told.ahead += 1;
            let ahead = hours(random, 3);
            world.hand.pass(ahead);
            world.tick();
        }
        3 => {
            if world.act(id, JobAction::Pause).is_ok() {
                told.paused += 1;
                world.tick();
                world.hand.pass(hours(random, 24 * 4));
                world.tick();
                world.act(id, JobAction::Resume).unwrap();
            }
        }
        4 | 5 => {
            told.faults += 1;
            let contracts = u32::try_from(random.below(CONTRACTS as u64)).unwrap();
            *world.ear.fails_after.lock().unwrap() = Some(contracts);
            world.hand.pass(hours(random, 30));
        }
        6 => put_right(world, id, random, told),
        7 => {
            world.hand.pass(hours(random, 40));
            world.tick();
            world.hand.pass(TimeDelta::seconds(31));
            told.crashed += u32::from(world.crash_in_a_run());
            // Nobody can tell that the program is gone before its heartbeat has run out.
            world.hand.pass(TimeDelta::minutes(3) + hours(random, 10));
        }
        _ => world.hand.pass(hours(random, 40)),
    }
}

/// The clock is thrown ahead, looked at and believed, and put right: that is said at the next look, and a person says
/// that the clock is right now.
fn put_right(world: &mut World, id: &str, random: &mut Random, told: &mut Told) {
    told.put_right += 1;
    let ahead = TimeDelta::minutes(i64::try_from(10 + random.below(24 * 60)).unwrap());
    world.hand.pass(ahead);
    world.tick();
    if random.below(2) == 0 {
        world.hand.pass(TimeDelta::seconds(31));
        world.tick();
    }
    world.beat();
    world.heard();
    world.hand.pass(-ahead);
    world.tick();
    let heard = world.heard();
    assert!(heard.contains(&"clock behind".to_owned()), "{heard:?}");
    world.act(id, JobAction::ConfirmClock).unwrap();
}

/// Lets the loop look until it sleeps; a person answers what it asks.
fn settle(world: &mut World, id: &str, told: &mut Told) {
    for _ in 0..12 {
        if world.tick() < Duration::from_secs(1) {
            continue;
        }
        match world.job(id).row.status {
            JobStatus::Sleeping | JobStatus::Paused => return,
            JobStatus::WaitsForPerson => {
                told.asked += 1;
                let me = world.runner.this_program();
                batch_jobs::decide(world.open_book(), id, &Decision::Run, &me, world.hand.now()).unwrap();
            }
            JobStatus::Stopped | JobStatus::StoppedWorking | JobStatus::Hung => {
                world.act(id, JobAction::Restart).unwrap();
            }
            JobStatus::Retrying => world.hand.pass(TimeDelta::minutes(1)),
            JobStatus::NotStarted | JobStatus::Processing | JobStatus::ClockBehind => {
                world.hand.pass(TimeDelta::seconds(31));
            }
        }
    }
}

fn prove(world: &World, zone: &str, first: DateTime<Utc>, due: &[NaiveDate], told: &mut Told, seed: u64) {
    let zone: Tz = zone.parse().unwrap();
    let start = first.with_timezone(&zone).date_naive();
    let book = world.open_book();
    assert!(check(book.connection()).unwrap().is_empty(), "seed {seed}");
    let runs = world.runs();
    let covered = runs.last().unwrap().run_date;
    let dates: Vec<NaiveDate> = runs.iter().map(|run| run.run_date).collect();
    let expected: Vec<NaiveDate> = start.iter_days().take_while(|date| *date <= covered).collect();
    assert_eq!(dates, expected, "seed {seed}: every date has one run");
    assert!(runs.iter().all(|run| run.status == ProcessRunStatus::Completed), "seed {seed}");
    assert!(due.iter().all(|date| *date <= covered), "seed {seed}: it has come past every due date");
    // What running on time gives: one draft of 100.00 for each contract and date.
    let on_time: Vec<(String, String)> = due
        .iter()
        .flat_map(|date| std::iter::repeat_n((date.to_string(), "100.00".to_owned()), CONTRACTS))
        .collect();
    assert_eq!(world.drafts(), on_time, "seed {seed}");
    told.dates += dates.len();
    told.drafts += on_time.len();
}
