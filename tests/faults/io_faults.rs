//! Each call to the disk fails once: alone, with all that follow, by half, or because the disk is full.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
    time::{Duration, Instant},
};

use proforma_api::{
    book::{Book, Holder},
    error::ApiError,
    process_run::AttemptStatus,
};
use proforma_store::{Environment, lease::LeaseError, open::OpenError};
use proforma_tests::is_long;

use crate::{
    faulty_vfs::{Fault, FaultyFolder},
    scene::{BOOK, Scene, causes, first_few, run_on},
};

/// Longer than this is a hang.
const PATIENCE: Duration = Duration::from_secs(30);

/// What a walk over all points has found.
#[derive(Default)]
struct Found {
    points: u64,
    failed: u64,
    wrongs: Vec<String>,
    /// How often each error was told.
    errors: BTreeMap<String, u64>,
}

#[test]
// SPEC 4.10, 6.5: a fault of the disk ends a run with its name, or does not harm it; what was told stays.
fn every_call_of_a_small_run_may_fail() {
    walk(&Scene::of(5, 1), u64::MAX);
}

#[test]
// As above, in a run of the size that counts; a sample of the points, unless asked for all.
fn a_call_of_a_longer_run_may_fail() {
    walk(&Scene::of(20, 5), if is_long() { u64::MAX } else { 100 });
}

#[test]
// As above, on a connection that stays open: once the disk works again, so does the connection.
fn a_connection_outlives_a_fault() {
    let (scene, folder) = (Scene::of(5, 1), tempfile::tempdir().unwrap());
    let disk = FaultyFolder::over(folder.path());
    let holder = Holder::this_process("test").unwrap();
    let open = || {
        scene.lay_out(folder.path());
        Book::open(&folder.path().join(BOOK)).unwrap()
    };
    let book = open();
    disk.take_counts();
    run_on(&book, &holder, &mut |_| {}).unwrap();
    let counts = disk.take_counts();
    drop(book);
    let (start, mut points, mut wrongs) = (Instant::now(), 0, Vec::new());
    for fault in Fault::ALL {
        for at in 1..=counts.points(fault) {
            let book = open();
            let mut told = BTreeSet::new();
            disk.fail(fault, at);
            let ran = run_on(&book, &holder, &mut |contract| {
                told.insert(contract.0);
            });
            disk.heal();
            let again = run_on(&book, &holder, &mut |contract| {
                told.insert(contract.0);
            });
            drop(book);
            let is_named = ran.err().is_none_or(|error| is_named_rightly(&error, fault));
            let is_done = again.is_ok_and(|summary| summary.status == AttemptStatus::Completed);
            if !is_named || !is_done || told.len() != scene.invoices() {
                wrongs.push(format!(
                    "{fault:?} at {at}: named {is_named}, done {is_done}, told {}",
                    told.len()
                ));
            }
            wrongs.extend(scene.wrongs(folder.path(), &told));
            points += 1;
        }
    }
    let seconds = start.elapsed().as_secs_f32();
    println!("io faults, one connection: {points} points, wrong = {}, {seconds:.1} s", wrongs.len());
    assert!(wrongs.is_empty(), "{}", first_few(&wrongs));
}

/// Tries up to `points_max` points for each fault, evenly over the run.
fn walk(scene: &Scene, points_max: u64) {
    let start = Instant::now();
    let folder = tempfile::tempdir().unwrap();
    let disk = FaultyFolder::over(folder.path());
    scene.lay_out(folder.path());
    assert_eq!(scene.run(folder.path(), &mut |_| {}).unwrap().status, AttemptStatus::Completed);
    let counts = disk.take_counts();
    assert_eq!(scene.wrongs(folder.path(), &BTreeSet::new()), Vec::<String>::new(), "without any fault");
    let mut found = Found::default();
    let mut per_fault = Vec::new();
    for fault in Fault::ALL {
        let (all, before) = (counts.points(fault), found.points);
        let points = all.min(points_max);
        for index in 0..points {
            // Evenly over the run, the first and the last among them.
            let at = 1 + index * (all - 1) / (points - 1).max(1);
            try_point(scene, folder.path(), &disk, fault, at, &mut found);
        }
        per_fault.push(format!("{fault:?} {} of {all}", found.points - before));
    }
    println!(
        "io faults, {} invoices: {} points ({}), {} runs failed, wrong = {}, {:.1} s",
        scene.invoices(),
        found.points,
        per_fault.join(", "),
        found.failed,
        found.wrongs.len(),
        start.elapsed().as_secs_f32()
    );
    if is_long() {
        for (error, times) in &found.errors {
            println!("  {times} x {error}");
        }
    }
    assert!(found.failed > found.points / 4, "the faults reach the run");
    assert!(found.wrongs.is_empty(), "{}", first_few(&found.wrongs));
}

fn try_point(scene: &Scene, folder: &Path, disk: &FaultyFolder, fault: Fault, at: u64, found: &mut Found) {
    let start = Instant::now();
    scene.lay_out(folder);
    let mut told = BTreeSet::new();
    disk.fail(fault, at);
    let ran = scene.run(folder, &mut |contract| {
        told.insert(contract.0);
    });
    let struck = disk.heal();
    let mut wrongs = Vec::new();
    match &ran {
        Ok(summary) if summary.status != AttemptStatus::Completed => {
            wrongs.push(format!("the run says {:?}", summary.status));
        }
        Ok(_) if told.len() != scene.invoices() => {
            wrongs.push("a false success".to_owned());
        }
        Ok(_) => {}
        Err(error) => {
            found.failed += 1;
            let error_text = causes(error).replace(&*folder.to_string_lossy(), "");
            *found.errors.entry(format!("{fault:?}: {error_text}")).or_default() += 1;
            if !is_named_rightly(error, fault) {
                wrongs.push(format!("the fault is called: {error_text}"));
            }
        }
    }
    if struck == 0 {
        wrongs.push("the fault was not met: the run is not the one that was counted".to_owned());
    }
    wrongs.extend(scene.wrongs(folder, &told));
    if start.elapsed() > PATIENCE {
        wrongs.push(format!("it took {:?}", start.elapsed()));
    }
    found.points += 1;
    found.wrongs.extend(wrongs.into_iter().map(|wrong| format!("{fault:?} at {at}: {wrong}")));
}

/// Whether the error says what happened to the disk, and blames neither the book nor its contracts.
#[expect(clippy::wildcard_enum_match_arm, reason = "whatever else it says, it does not name the disk")]
fn is_named_rightly(error: &ApiError, fault: Fault) -> bool {
    let environment = match error {
        ApiError::Store(error)
        | ApiError::Lease(LeaseError::Store(error))
        | ApiError::Open(OpenError::Failed { source: error, .. }) => error.environment(),
        // Of a file that does not open SQLite does not say why.
        ApiError::Open(OpenError::NotReadable { .. }) => Some(Environment::InputOutput),
        _ => None,
    };
    match fault {
        Fault::Once | Fault::FromThenOn | Fault::Half => environment == Some(Environment::InputOutput),
        // Where a file cannot be created SQLite only says that it could not be opened.
        Fault::Full => matches!(environment, Some(Environment::DiskFull | Environment::InputOutput)),
    }
}
