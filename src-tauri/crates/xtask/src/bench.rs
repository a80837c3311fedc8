//! `cargo xtask bench`: what the program costs, and what its window costs on a large book.

use crate::{
    checkout::Checkout,
    error::TaskError,
    process,
    setup::{self, Need},
    stages,
};

/// Builds everything in the release profile and measures it. `engine` alone or `window` alone measures one half;
/// whatever follows the word goes on to that half.
///
/// # Errors
/// [`TaskError::Missing`] if the machine lacks something, [`TaskError::Failed`] if something does not build or run.
pub(crate) fn bench(checkout: Checkout, arguments: &[String]) -> Result<(), TaskError> {
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        [] => {
            engine(checkout.clone(), &[])?;
            if cfg!(target_os = "linux") {
                return window(checkout, &[]);
            }
            println!("The window is not measured: the driver of the web view is only there on Linux.");
            Ok(())
        }
        ["engine", rest @ ..] => engine(checkout, rest),
        ["window", rest @ ..] => window(checkout, rest),
        _ => Err(TaskError::Usage { usage: crate::USAGE }),
    }
}

fn engine(checkout: Checkout, rest: &[&str]) -> Result<(), TaskError> {
    let checkout = setup::prepare(checkout, &[Need::Compiler])?;
    run_test_program(&checkout, "bench", rest)
}

/// The window needs the program with its page inside, a screen in memory and the driver of the web view.
fn window(checkout: Checkout, rest: &[&str]) -> Result<(), TaskError> {
    let checkout = setup::prepare(checkout, &[Need::Window, Need::Node, Need::Tests, Need::CargoTools])?;
    process::run(checkout.script("npm").args(["run", "build", "--prefix", "ui"]))?;
    let mut build = checkout.cargo();
    build.args(["build", "--quiet", "--release", "--bins", "--features", stages::FEATURES]);
    process::run(build.args(["--package", "proforma", "--package", "proforma-tests"]))?;
    let release = checkout.target().join("release");
    let mut command = stages::on_a_screen_in_memory(&checkout);
    command.arg(release.join("bench_window")).args(rest).env("PROFORMA_PROGRAM", release.join("proforma"));
    process::run(&mut command)
}

/// Writes a large book for measuring.
///
/// # Errors
/// As [`bench`].
pub(crate) fn generate(checkout: Checkout, arguments: &[String]) -> Result<(), TaskError> {
    let checkout = setup::prepare(checkout, &[Need::Compiler])?;
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    run_test_program(&checkout, "generate", &words)
}

/// Runs one of the programs that stand beside the tests, always in the release profile.
fn run_test_program(checkout: &Checkout, name: &str, arguments: &[&str]) -> Result<(), TaskError> {
    // All of them, since one starts another.
    let of_tests = ["--quiet", "--release", "--package", "proforma-tests"];
    process::run(checkout.cargo().arg("build").args(of_tests).arg("--bins"))?;
    let mut command = checkout.cargo();
    command.arg("run").args(of_tests).args(["--bin", name, "--"]).args(arguments);
    process::run(&mut command)
}
