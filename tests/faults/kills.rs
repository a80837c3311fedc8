//! The real headless program, killed at random points of a run and started again (T1).

use std::{
    thread,
    time::{Duration, Instant},
};

use proforma_store::open::{Access, open};
use proforma_tests::{is_long, random::Random};

use crate::office::Office;

const INVOICES: usize = 20;
/// Started again, it must be done within this.
const RESUMES_WITHIN: Duration = Duration::from_secs(5);

#[test]
// SPEC 4.10, 6.5, 6.6a: nothing lost, nothing doubled, and it goes on at once.
fn a_worker_that_is_killed_again_and_again_loses_and_doubles_nothing() {
    let kills_wanted = if is_long() { 10_000 } else { 1_000 };
    let office = Office::new(INVOICES, 3);
    let begun = Instant::now();
    // How long an undisturbed run takes from the start of the program, and from its first date.
    let (undisturbed, one_draft) = {
        let book = office.copy("undisturbed");
        let started = Instant::now();
        let mut serving = office.serve(&book);
        serving.wait_for("run_begins");
        let run = serving.wait_for("run_ended");
        serving.kill();
        office.prove(&book, "undisturbed");
        (started.elapsed(), run / u32::try_from(INVOICES).unwrap())
    };
    let within = |random: &mut Random, time: Duration| {
        Duration::from_micros(random.below(u64::try_from(time.as_micros()).unwrap()))
    };
    let (mut kills, mut in_mid_run, mut runs, mut slowest) = (0, 0, 0, Duration::ZERO);
    let mut random = Random::new(1);
    while kills < kills_wanted {
        let book = office.copy("killed");
        for _ in 0..1 + random.below(4) {
            let mut serving = office.serve(&book);
            if random.below(3) == 0 {
                // Anywhere: while it opens the book, takes the lease, or after it has ended.
                thread::sleep(within(&mut random, undisturbed));
            } else {
                // Between one draft and the next, wherever in its writing that is.
                let drafts = random.below(INVOICES as u64);
                (0..drafts).all(|_| serving.said("draft"));
                thread::sleep(within(&mut random, one_draft));
            }
            serving.kill();
            kills += 1;
            let drafts = office.drafts(&book);
            in_mid_run += u32::from((1..INVOICES).contains(&drafts));
        }
        let mut serving = office.serve(&book);
        let started = Instant::now();
        // Where the kill came after the end there is nothing left to run.
        while serving.next().is_some_and(|said| said["event"] != "run_ended" && said["event"] != "sleeps") {}
        slowest = slowest.max(started.elapsed());
        serving.kill();
        office.prove(&book, "resumed");
        runs += 1;
    }
    println!(
        "T1: {kills} kills, {in_mid_run} in mid-run, {runs} runs resumed: 0 lost, 0 doubled, slowest resume {} ms; {} s",
        slowest.as_millis(),
        begun.elapsed().as_secs()
    );
    assert!(in_mid_run * 10 >= kills * 3, "three in ten kills hit a run on its way: {in_mid_run} of {kills}");
    assert!(slowest < RESUMES_WITHIN, "{slowest:?}");
}

#[test]
// `serve` ends within two seconds of SIGTERM, between two contracts, with nothing half done.
fn a_worker_that_is_asked_to_end_ends_within_two_seconds() {
    let office = Office::new(200, 20);
    let (mut slowest, mut in_mid_run) = (Duration::ZERO, 0);
    for round in 0..10 {
        let book = office.copy("ended");
        let mut serving = office.serve(&book);
        serving.wait_for("run_begins");
        for _ in 0..round {
            serving.wait_for("draft");
        }
        slowest = slowest.max(serving.terminate());
        let drafts = office.drafts(&book);
        in_mid_run += u32::from((1..200).contains(&drafts));
        let mut again = office.serve(&book);
        again.wait_for("sleeps");
        again.terminate();
        office.prove(&book, "ended and started again");
    }
    // Another program is at a long write, and the loop waits for its turn.
    let book = office.copy("in a contract");
    let mut serving = office.serve(&book);
    serving.wait_for("draft");
    let other = open(&book, Access::ReadWrite).unwrap().connection;
    let long_write = other.write().unwrap();
    slowest = slowest.max(serving.terminate());
    drop(long_write);
    drop(other);
    let mut again = office.serve(&book);
    again.wait_for("sleeps");
    again.terminate();
    office.prove(&book, "ended in the middle of a contract and started again");
    println!("SIGTERM: 11 times, {in_mid_run} in mid-run, slowest end {} ms", slowest.as_millis());
    assert!(in_mid_run > 0 && slowest < Duration::from_secs(2), "{in_mid_run} {slowest:?}");
}
