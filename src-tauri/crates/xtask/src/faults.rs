//! `cargo xtask faults`: puts known faults into a copy of the source, one at a time, and asks the tests whether they
//! notice. A suite that lets one through proves less than it says.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use crate::{
    checkout::{Checkout, fresh_folder},
    error::TaskError,
    process,
    setup::{self, Need},
    stages::FEATURES,
};

/// A fault, where it is put, and the test that must notice it.
struct Fault {
    what: &'static str,
    file: &'static str,
    sound: &'static str,
    faulty: &'static str,
    test: &'static [&'static str],
}

const FAULTS: &[Fault] = &[
    Fault {
        what: "the fence is dropped",
        file: "src-tauri/crates/store/src/lease.rs",
        sound: "held.ok_or(StoreError::LeaseLost)",
        faulty: "drop(held);\n    Ok(())",
        test: &["--test", "interruption", "a_run_that_lost_its_lease"],
    },
    Fault {
        what: "the fence is dropped, and a frozen program wakes",
        file: "src-tauri/crates/store/src/lease.rs",
        sound: "held.ok_or(StoreError::LeaseLost)",
        faulty: "drop(held);\n    Ok(())",
        test: &["--test", "faults", "races::one_that_was_frozen"],
    },
    Fault {
        what: "a unique key is dropped",
        file: "src-tauri/crates/store/migrations/0001_book.sql",
        sound: "UNIQUE INDEX one_charge_per_share",
        faulty: "INDEX one_charge_per_share",
        test: &["--lib", "--package", "proforma-store"],
    },
    Fault {
        what: "an invoice and its claims are committed apart",
        file: "src-tauri/crates/store/src/invoice/draft.rs",
        sound: "let id = insert_header(tx, &header)?;",
        faulty: "let id = insert_header(tx, &header)?;\n    tx.inner.execute_batch(\"END; BEGIN\")?;",
        test: &["--test", "faults", "io_faults::every_call_of_a_small_run"],
    },
    Fault {
        what: "the disk is not waited for",
        file: "src-tauri/crates/store/src/sqlite.rs",
        sound: "synchronous = FULL;",
        faulty: "synchronous = OFF;",
        test: &["--test", "faults", "power_cuts::a_power_cut_takes_nothing_back"],
    },
    Fault {
        what: "only today is run",
        file: "src-tauri/crates/engine/src/batch_job.rs",
        sound: "Step::Run { from, through: today }\n}",
        faulty: "Step::Run { from: today.max(from), through: today }\n}",
        test: &["--test", "batch_job", "walk::a_closed_week"],
    },
    Fault {
        what: "amounts are split in floating point",
        file: "src-tauri/crates/engine/src/split.rs",
        sound: "let exact = total.amount().checked_mul(*weight).and_then(|product| product.checked_div(sum));",
        faulty: "use rust_decimal::prelude::ToPrimitive;
            let float = |decimal: Decimal| decimal.to_f64().unwrap_or(0.0);
            let exact = Decimal::from_f64_retain(float(total.amount()) * float(*weight) / float(sum));",
        test: &["--lib", "--package", "proforma-engine", "split"],
    },
    Fault {
        what: "what fails is left out instead of parked",
        file: "src-tauri/crates/api/src/process_run/one_contract.rs",
        sound: "return park(connection, request, attempt, contract, &error.to_string(), listener);",
        faulty: "return Ok(Handled::Done(Verdict::NothingDue));",
        test: &["--test", "headless", "runs::a_contract_that_fails_says_why"],
    },
];

/// Puts in each fault and runs the test that must notice it.
///
/// # Errors
/// [`TaskError::Tests`] where one is not noticed, [`TaskError::Missing`] if the machine lacks something.
pub(crate) fn faults(checkout: Checkout) -> Result<(), TaskError> {
    let checkout = setup::prepare(checkout, &[Need::Window, Need::Node, Need::Tests, Need::CargoTools])?;
    let copy = checkout.target().join("faults");
    copy_sources(&checkout, &copy)?;
    build(&checkout, &copy)?;
    let passes = FAULTS.iter().map(|fault| test(&checkout, &copy, fault));
    let passes = passes.collect::<Result<Vec<bool>, TaskError>>()?;
    let mut missed = 0;
    for (fault, passes) in FAULTS.iter().zip(passes) {
        let started = Instant::now();
        // A test that fails anyway notices nothing.
        let is_noticed = passes && is_noticed(&checkout, &copy, fault)?;
        missed += usize::from(!is_noticed);
        let verdict = match (passes, is_noticed) {
            (false, _) => "FAILS WITHOUT",
            (true, true) => "noticed",
            (true, false) => "NOT NOTICED",
        };
        println!("{:<52}{verdict:<14}{:>4} s", fault.what, started.elapsed().as_secs());
    }
    println!("\n{} of {} faults noticed", FAULTS.len() - missed, FAULTS.len());
    if missed == 0 { Ok(()) } else { Err(TaskError::Tests { failed: missed }) }
}

/// Whether the test fails with the fault; without one it has passed, or failing would say nothing.
fn is_noticed(checkout: &Checkout, copy: &Path, fault: &Fault) -> Result<bool, TaskError> {
    let path = copy.join(fault.file);
    let read = fs::read_to_string(&path);
    let sound = read.map_err(|source| TaskError::File { doing: "reading", path: path.clone(), source })?;
    if !sound.contains(fault.sound) {
        return Err(TaskError::NoPlace { what: fault.what, file: fault.file });
    }
    let write = |text: &str| {
        fs::write(&path, text).map_err(|source| TaskError::File {
            doing: "writing",
            path: path.clone(),
            source,
        })
    };
    write(&sound.replace(fault.sound, fault.faulty))?;
    let built = build(checkout, copy);
    let noticed = built.and_then(|()| test(checkout, copy, fault).map(|passes| !passes));
    write(&sound)?;
    noticed
}

/// What is built of the copy stands apart: cargo takes two checkouts that share a target folder for one, and would not
/// build the other one's changes.
fn target(checkout: &Checkout) -> PathBuf {
    checkout.target().join("faults-target")
}

fn build(checkout: &Checkout, copy: &Path) -> Result<(), TaskError> {
    let mut command = checkout.cargo();
    command.current_dir(copy).env("CARGO_TARGET_DIR", target(checkout));
    process::run(command.args([
        "build",
        "--workspace",
        "--features",
        FEATURES,
        "--bin",
        "proforma-cli",
        "--tests",
    ]))
}

fn test(checkout: &Checkout, copy: &Path, fault: &Fault) -> Result<bool, TaskError> {
    let mut command = checkout.cargo();
    command.current_dir(copy).env("CARGO_TARGET_DIR", target(checkout));
    if fault.test.contains(&"--package") {
        command.arg("test").args(fault.test);
    } else {
        command.args(["test", "--workspace", "--features", FEATURES]).args(fault.test);
    }
    match process::run(&mut command) {
        Ok(()) => Ok(true),
        Err(TaskError::Failed { .. }) => Ok(false),
        Err(error) => Err(error),
    }
}

/// Copies what is kept in the repository, changed or not, and the built page.
fn copy_sources(checkout: &Checkout, copy: &Path) -> Result<(), TaskError> {
    fresh_folder(copy)?;
    let mut list = checkout.command("git");
    list.args(["ls-files", "--cached", "--others", "--exclude-standard"]);
    let page = "ui/dist/index.html";
    for file in process::read(&mut list)?.lines().chain([page]) {
        let (from, to) = (checkout.path(file), copy.join(file));
        if !from.is_file() {
            continue;
        }
        let made = to.parent().map_or(Ok(()), fs::create_dir_all).and_then(|()| fs::copy(&from, &to));
        made.map_err(|source| TaskError::File { doing: "copying", path: from, source })?;
    }
    Ok(())
}
