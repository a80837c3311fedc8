//! The power goes at any moment of a run.

use std::{collections::BTreeSet, env, path::Path, time::Instant};

use proforma_api::process_run::AttemptStatus;
use proforma_tests::{is_long, random::Random};

use crate::{
    faulty_vfs::{FaultyFolder, Recording},
    scene::{BOOK, Scene, first_few},
};

/// How many images are tried: `PROFORMA_POWER_CUTS`, or 10,000 in the long walk, or 1,000.
fn images() -> u64 {
    let asked = env::var("PROFORMA_POWER_CUTS").ok().and_then(|text| text.parse().ok());
    asked.unwrap_or(if is_long() { 10_000 } else { 1_000 })
}

/// A run and what its disk was told.
struct Recorded {
    recording: Recording,
    /// The contracts that were told of, in order.
    told: Vec<i64>,
}

/// Runs the scene and records it, with a seeded bug where asked.
fn record(scene: &Scene, never_syncs: bool) -> Recorded {
    let folder = tempfile::tempdir().unwrap();
    let disk = FaultyFolder::over(folder.path());
    scene.lay_out(folder.path());
    if never_syncs {
        disk.never_sync();
    }
    disk.record();
    let mut told = Vec::new();
    let summary = scene.run(folder.path(), &mut |contract| {
        told.push(contract.0);
        disk.acknowledge(told.len());
    });
    assert_eq!(summary.unwrap().status, AttemptStatus::Completed);
    assert_eq!(told.len(), scene.invoices());
    Recorded { recording: disk.recording(), told }
}

/// What was found in so many images.
#[derive(Default)]
struct Found {
    /// Cuts at which part of the invoices had been told of.
    in_mid_run: u64,
    with_lost: u64,
    wrongs: Vec<String>,
}

fn cut(scene: &Scene, recorded: &Recorded, images: u64, seed: u64) -> Found {
    let folder = tempfile::tempdir().unwrap();
    // Watched, so that nothing waits for a real disk.
    let _disk = FaultyFolder::over(folder.path());
    let mut random = Random::new(seed);
    let mut found = Found::default();
    for _ in 0..images {
        let at = random.below(recorded.recording.operations() as u64 + 1) as usize;
        let seed = random.draw();
        let told = &recorded.told[..recorded.recording.acknowledged(at)];
        found.in_mid_run += u64::from(!told.is_empty() && told.len() < scene.invoices());
        let wrongs = cut_once(scene, recorded, folder.path(), at, seed, &told.iter().copied().collect());
        found.with_lost += u64::from(wrongs.iter().any(|wrong| wrong.starts_with("lost")));
        found.wrongs.extend(wrongs.into_iter().map(|wrong| format!("cut after {at}, seed {seed}: {wrong}")));
    }
    found
}

fn cut_once(
    scene: &Scene,
    recorded: &Recorded,
    folder: &Path,
    at: usize,
    seed: u64,
    told: &BTreeSet<i64>,
) -> Vec<String> {
    recorded.recording.image(at, &mut Random::new(seed)).write_into(folder);
    scene.wrongs(folder, told)
}

/// Cuts a run so many times, and prints what was found.
fn walk(scene: &Scene, recorded: &Recorded, images: u64, seed: u64) -> Found {
    let start = Instant::now();
    let found = cut(scene, recorded, images, seed);
    println!(
        "power cuts, {} invoices: {images} images over {} operations ({} syncs), {} in mid-run, {} with lost commits, \
         wrong = {}, {:.1} s",
        scene.invoices(),
        recorded.recording.operations(),
        recorded.recording.syncs(),
        found.in_mid_run,
        found.with_lost,
        found.wrongs.len(),
        start.elapsed().as_secs_f32()
    );
    found
}

#[test]
// SPEC 4.10, 6.5: what a run has told of survives the power cut, and the next run does the rest.
fn a_power_cut_takes_nothing_back() {
    let scene = Scene::of(20, 5);
    let found = walk(&scene, &record(&scene, false), images(), 1);
    assert!(found.in_mid_run > images() / 4, "the cuts fall into the run");
    assert!(found.wrongs.is_empty(), "{}", first_few(&found.wrongs));
}

#[test]
// As above, in a run so long that its log is written back into the book and begun anew on the way.
fn a_power_cut_of_a_long_run_takes_nothing_back() {
    let scene = Scene::of(150, 1);
    let recorded = record(&scene, false);
    assert!(recorded.recording.writes_in_between(BOOK) > 0, "the log is written back in mid-run");
    let found = walk(&scene, &recorded, images() / 20, 3);
    assert!(found.wrongs.is_empty(), "{}", first_few(&found.wrongs));
}

#[test]
// The walks above can fail: a program that never syncs is found out.
fn a_program_that_never_syncs_is_found_out() {
    let scene = Scene::of(20, 5);
    let recorded = record(&scene, true);
    assert_eq!(recorded.recording.syncs(), 0, "the bug is in place");
    let found = walk(&scene, &recorded, 100, 2);
    assert!(found.with_lost > 0, "lost commits are found");
}
