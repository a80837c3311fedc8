//! Programs of cargo that the tests use, installed for this checkout only.

use std::fs;

use crate::{checkout::Checkout, error::TaskError, process};

/// Name and version: the driver of the end-to-end tests, and the check of licences and sources.
const TOOLS: [(&str, &str); 2] = [("tauri-driver", "2.1.0"), ("cargo-deny", "0.20.2")];

/// Installs each tool once and puts them on the search path.
///
/// # Errors
/// [`TaskError::Failed`] if cargo cannot install one.
pub(crate) fn prepare(checkout: Checkout) -> Result<Checkout, TaskError> {
    let folder = checkout.path("target/tools");
    let installed = fs::read_to_string(folder.join(".crates.toml")).unwrap_or_default();
    for (name, version) in TOOLS {
        if installed.contains(&format!("\"{name} {version} (")) {
            continue;
        }
        let mut install = checkout.cargo();
        // Unoptimised: they wait for other programs most of the time, and are built in half of the time.
        install.args(["install", "--locked", "--debug", "--root"]).arg(&folder);
        process::run(install.args(["--version", version, name]))?;
    }
    Ok(checkout.with_tools(folder.join("bin")))
}
