//! `cargo xtask test`: every stage, timed, and one line at the end.

use std::time::{Duration, Instant};

use crate::{
    checkout::Checkout,
    error::{self, TaskError},
    setup::{self, Need},
    stages::{self, PROOF, Stage},
    tally::Tally,
};

/// Runs every stage, also after one has failed, and prints what each took.
///
/// # Errors
/// [`TaskError::Tests`] if anything failed, [`TaskError::Missing`] if the machine lacks something.
pub(crate) fn test(checkout: Checkout, is_long: bool) -> Result<(), TaskError> {
    let started = Instant::now();
    let checkout = setup::prepare(checkout, &[Need::Window, Need::Node, Need::Tests, Need::CargoTools])?;
    let mut results =
        vec![StageResult { name: "setup", tally: Tally::default(), duration: started.elapsed() }];
    for stage in stages::all(&checkout, is_long)? {
        results.push(run_stage(stage));
    }
    let elapsed = started.elapsed();
    let total = print_table(&results, elapsed);
    if !is_long {
        println!("\n{}", said_of("all of it", elapsed, LONGEST));
        for proof in results.iter().filter(|result| result.name == PROOF) {
            println!(
                "{}",
                said_of("the proof of the batch job, in two lanes,", proof.duration, LONGEST_PROOF)
            );
        }
    }
    println!("\n{} passed, {} failed", total.passed, total.failed);
    if total.failed == 0 { Ok(()) } else { Err(TaskError::Tests { failed: total.failed }) }
}

struct StageResult {
    name: &'static str,
    tally: Tally,
    duration: Duration,
}

fn run_stage(mut stage: Stage) -> StageResult {
    println!("\n== {} ==", stage.name);
    let started = Instant::now();
    let mut tally = Tally::default();
    match stage.run(&mut tally) {
        // A check without tests counts as one.
        Ok(()) if tally == Tally::default() => tally.passed = 1,
        Ok(()) => {}
        Err(error) => {
            eprintln!("{}: {}", stage.name, error::chain(&error));
            tally.failed = tally.failed.max(1);
        }
    }
    StageResult { name: stage.name, tally, duration: started.elapsed() }
}

fn print_table(results: &[StageResult], elapsed: Duration) -> Tally {
    let mut total = Tally::default();
    println!("\n{:<28}{:>8}{:>8}{:>10}", "stage", "passed", "failed", "time");
    for StageResult { name, tally, duration } in results {
        println!("{name:<28}{:>8}{:>8}{:>10}", tally.passed, tally.failed, clock(*duration));
        total.add(*tally);
    }
    println!("{:<28}{:>8}{:>8}{:>10}", "all", total.passed, total.failed, clock(elapsed));
    total
}

/// So long all of it may take on two cores, everything built anew.
const LONGEST: Duration = Duration::from_secs(40 * 60);

/// So long the kills, faults, races and simulated years of the batch job may take of it.
const LONGEST_PROOF: Duration = Duration::from_secs(12 * 60);

/// Whether something took as long as it may; a slower machine has done nothing wrong.
fn said_of(what: &str, elapsed: Duration, longest: Duration) -> String {
    let verdict = if elapsed <= longest { "within" } else { "beyond" };
    format!("{} is {verdict} the {} that {what} may take on two cores.", clock(elapsed), clock(longest))
}

fn clock(duration: Duration) -> String {
    let seconds = duration.as_secs();
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_is_held_against_what_it_may_be() {
        let said = |minutes: u64| said_of("all of it", Duration::from_secs(minutes * 60), LONGEST);
        assert_eq!(said(38), "38:00 is within the 40:00 that all of it may take on two cores.");
        assert_eq!(said(41), "41:00 is beyond the 40:00 that all of it may take on two cores.");
    }
}
