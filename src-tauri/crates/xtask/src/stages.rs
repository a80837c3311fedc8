//! The stages of `cargo xtask test`.
//!
//! Every stage of cargo names the same packages, features and profile. Otherwise cargo would take other features
//! for the shared dependencies and compile many of them again: the window alone has some four hundred. For the same
//! reason clippy looks at the code while it is compiled: `cargo clippy` would check every dependency once more.

use std::{
    fs,
    net::{TcpStream, ToSocketAddrs},
    path::Path,
    process::Command,
    time::Duration,
};

use serde_json::Value;

use crate::{checkout::Checkout, error::TaskError, process, tally::Tally};

/// The window with its page inside and the seam for native dialogs, and the tests that drive it.
pub(crate) const FEATURES: &str = "proforma/custom-protocol,proforma/e2e,proforma-tests/e2e";
/// Has cargo compile the packages of the workspace by clippy, as `cargo clippy` does; dependencies are left alone.
const CLIPPY: [(&str, &str); 2] = [
    ("RUSTC_WORKSPACE_WRAPPER", "clippy-driver"),
    ("CLIPPY_ARGS", "--deny__CLIPPY_HACKERY__warnings__CLIPPY_HACKERY__"),
];
/// The package of this program.
const THIS_TASK: &str = "xtask";
/// The test program that needs a window.
const WINDOW_TEST: &str = "e2e";
/// The test programs that prove what the batch job withstands: kills, faults, races, clocks and any order of commands.
const PROOF_TESTS: [&str; 2] = ["batch_job", "faults"];
/// Their stage, which shows the figures that each prints, and whose time is held against a limit of its own.
pub(crate) const PROOF: &str = "batch job, proof";
/// How many cases `--long` gives each property; the usual number is 256.
const LONG_CASES: &str = "10000";

/// Where Linux keeps files in memory.
const MEMORY: &str = "/dev/shm";

/// One row of the table: commands in order, up to the first that fails.
pub(crate) struct Stage {
    pub(crate) name: &'static str,
    commands: Vec<Command>,
}

impl Stage {
    /// Runs the commands and counts the tests that they report.
    ///
    /// # Errors
    /// [`TaskError::Failed`] for the first command that does not end well.
    pub(crate) fn run(&mut self, tally: &mut Tally) -> Result<(), TaskError> {
        self.commands
            .iter_mut()
            .try_for_each(|command| process::run_and_read(command, |line| tally.read_line(line)))
    }
}

/// The stages, those first that say much in little time.
///
/// # Errors
/// [`TaskError::Failed`] if cargo cannot read the workspace, [`TaskError::File`] if nothing can be written.
pub(crate) fn all(checkout: &Checkout, is_long: bool) -> Result<Vec<Stage>, TaskError> {
    ensure_page(checkout)?;
    let mut stages = vec![
        Stage { name: "format", commands: vec![cargo(checkout, &["fmt", "--all", "--check"])] },
        Stage { name: "dependencies", commands: deny(checkout) },
        Stage { name: "page: lint", commands: vec![npm_run(checkout, "lint")] },
        Stage { name: "page: tests", commands: vec![npm_run(checkout, "test")] },
        Stage { name: "page: types and build", commands: vec![npm_run(checkout, "build")] },
        Stage { name: "this task", commands: this_task(checkout) },
        // With the tests: built alone, the programs would take other features of what they share with them, and
        // cargo would compile typst once more.
        Stage {
            name: "clippy and programs",
            commands: vec![workspace(checkout, "build", &["--all-targets"])],
        },
        Stage { name: "tests", commands: vec![tests(checkout, &core_targets(checkout)?, is_long, &[])] },
        Stage {
            name: PROOF,
            commands: vec![tests(
                checkout,
                &named(&PROOF_TESTS),
                is_long,
                &["--show-output", "--test-threads=2"],
            )],
        },
        Stage { name: "examples in the docs", commands: vec![workspace(checkout, "test", &["--doc"])] },
    ];
    if cfg!(target_os = "linux") {
        stages.push(Stage { name: "window, end to end", commands: vec![window_tests(checkout)] });
    } else {
        println!("The end-to-end tests are left out: the driver of the web view is only there on Linux.");
    }
    Ok(stages)
}

/// The window embeds its page when it is compiled: where the page does not build, Rust is checked all the same.
fn ensure_page(checkout: &Checkout) -> Result<(), TaskError> {
    let page = checkout.path("ui/dist/index.html");
    if page.exists() {
        return Ok(());
    }
    let write = || {
        fs::create_dir_all(checkout.path("ui/dist"))?;
        fs::write(&page, "<!doctype html><title>The page is not built</title>")
    };
    write().map_err(|source| TaskError::File { doing: "writing", path: page.clone(), source })
}

fn cargo(checkout: &Checkout, arguments: &[&str]) -> Command {
    let mut command = checkout.cargo();
    command.args(arguments);
    command
}

/// A command of cargo on everything but this program, always with the same features; clippy compiles, and what it
/// says is an error.
fn workspace(checkout: &Checkout, command: &str, arguments: &[&str]) -> Command {
    let everything = ["--workspace", "--exclude", THIS_TASK, "--features", FEATURES];
    let mut command = cargo(checkout, &[command]);
    command.args(everything).args(arguments).envs(CLIPPY);
    command
}

/// The program that runs now cannot be written anew on every system, so it is looked at by itself, and compiled as it is.
fn this_task(checkout: &Checkout) -> Vec<Command> {
    let of_this_task = |command: &str, arguments: &[&str]| {
        let mut command = cargo(checkout, &[command, "--package", THIS_TASK]);
        command.args(arguments);
        command
    };
    vec![of_this_task("clippy", &["--all-targets", "--", "--deny", "warnings"]), of_this_task("test", &[])]
}

/// Test programs, with what they are told themselves.
fn tests(checkout: &Checkout, targets: &[String], is_long: bool, told: &[&str]) -> Command {
    let mut command = workspace(checkout, "test", &["--no-fail-fast"]);
    command.args(targets).arg("--").args(told);
    // Books that live for a moment need no disk: thousands of them are made.
    if Path::new(MEMORY).is_dir() {
        command.env("TMPDIR", MEMORY);
    }
    if is_long {
        command.env("PROFORMA_LONG", "1");
        command.env("PROPTEST_CASES", LONG_CASES).arg("--include-ignored");
    }
    command
}

/// Every test program but those of other stages; cargo has no way to leave a single one out.
fn core_targets(checkout: &Checkout) -> Result<Vec<String>, TaskError> {
    let command = "cargo metadata";
    let printed = process::read(&mut cargo(checkout, &["metadata", "--no-deps", "--format-version=1"]))?;
    let metadata: Value = serde_json::from_str(&printed)
        .map_err(|source| TaskError::Unreadable { command: command.to_owned(), source })?;
    let array =
        |value: &Value, key: &str| value.get(key).and_then(Value::as_array).cloned().unwrap_or_default();
    let targets = array(&metadata, "packages").into_iter().flat_map(|package| array(&package, "targets"));
    let mut arguments = vec!["--lib".to_owned(), "--bins".to_owned()];
    for target in targets {
        let is_test = array(&target, "kind").iter().any(|kind| kind == "test");
        let name = target.get("name").and_then(Value::as_str).unwrap_or_default();
        if is_test && name != WINDOW_TEST && !PROOF_TESTS.contains(&name) {
            arguments.extend(named(&[name]));
        }
    }
    Ok(arguments)
}

/// Test programs by their names, as arguments of cargo.
fn named(programs: &[&str]) -> Vec<String> {
    programs.iter().flat_map(|name| ["--test".to_owned(), (*name).to_owned()]).collect()
}

/// The test program of the window, on a screen in memory; each of its tests brings its own session bus.
fn window_tests(checkout: &Checkout) -> Command {
    let mut command = on_a_screen_in_memory(checkout);
    // One window at a time: several web views starting together on two cores outlast every patience.
    let tests = workspace(checkout, "test", &["--test", WINDOW_TEST, "--", "--test-threads=1"]);
    command.arg(tests.get_program()).args(tests.get_args()).envs(CLIPPY);
    command
}

/// Starts what is named next on a screen of its own.
pub(crate) fn on_a_screen_in_memory(checkout: &Checkout) -> Command {
    let mut command = checkout.command("xvfb-run");
    command.args(["--auto-servernum", "--server-args=-screen 0 1920x1080x24"]);
    command
}

/// Licences, sources and duplicates always; known vulnerabilities where their list can be fetched.
fn deny(checkout: &Checkout) -> Vec<Command> {
    let check = |what: &[&str]| {
        let mut command = checkout.command("cargo-deny");
        command.args(["--all-features", "check"]).args(what);
        command
    };
    let mut commands = vec![check(&["licenses", "bans", "sources"])];
    if is_reachable("github.com:443") {
        commands.push(check(&["advisories"]));
    } else {
        println!(
            "Known vulnerabilities are not checked: github.com, which holds their list, is not reachable."
        );
    }
    commands
}

fn is_reachable(address: &str) -> bool {
    let Ok(mut addresses) = address.to_socket_addrs() else { return false };
    addresses.any(|address| TcpStream::connect_timeout(&address, Duration::from_secs(3)).is_ok())
}

fn npm_run(checkout: &Checkout, script: &str) -> Command {
    let mut command = checkout.script("npm");
    command.args(["run", "--prefix", "ui", script]).env("CI", "1");
    command
}
