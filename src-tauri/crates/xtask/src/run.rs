//! `cargo xtask run`: the program, built and started.

use std::env;

use crate::{
    checkout::Checkout,
    error::TaskError,
    example, process,
    setup::{self, Need},
};

/// Builds the program with its page inside and starts it; without a display the example's main job is done instead.
///
/// # Errors
/// [`TaskError::Missing`] if the machine lacks something we may not install, [`TaskError::Failed`] if something
/// does not build or run.
pub(crate) fn run(checkout: Checkout, is_release: bool) -> Result<(), TaskError> {
    if !has_display() {
        return example::run_headless(checkout, is_release);
    }
    let checkout = setup::prepare(checkout, &[Need::Window, Need::Node])?;
    println!("Building the page and the program. The first time takes some minutes.");
    process::run(checkout.script("npm").args(["run", "build", "--prefix", "ui"]))?;
    let mut build = checkout.cargo();
    build.args(["run", "--package", "proforma", "--bin", "proforma", "--features", "custom-protocol"]);
    if is_release {
        build.arg("--release");
    } else {
        println!(
            "This is the quick build for trying out; `cargo xtask run --release` takes longer and runs faster."
        );
    }
    process::run(&mut build)
}

fn has_display() -> bool {
    let is_set = |name| env::var_os(name).is_some_and(|value| !value.is_empty());
    !cfg!(target_os = "linux") || is_set("DISPLAY") || is_set("WAYLAND_DISPLAY")
}
