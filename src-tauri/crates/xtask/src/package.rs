//! `cargo xtask package`: installers of this platform.

use crate::{
    checkout::Checkout,
    error::TaskError,
    process,
    setup::{self, Need},
};

/// The packager of Tauri, through npx: its platform binaries would leave the lock file of the page incomplete.
const PACKAGER: &str = "@tauri-apps/cli@2.12.5";

/// Builds the page and the program in the release profile and packs them; `arguments` go on to the packager.
///
/// # Errors
/// [`TaskError::Failed`] if something does not build.
pub(crate) fn package(checkout: Checkout, arguments: &[String]) -> Result<(), TaskError> {
    let checkout = setup::prepare(checkout, &[Need::Window, Need::Node])?;
    let mut command = checkout.script("npx");
    process::run(command.args(["--yes", PACKAGER, "build"]).args(arguments))?;
    println!("\nThe packages are in {}", checkout.target().join("release/bundle").display());
    Ok(())
}
