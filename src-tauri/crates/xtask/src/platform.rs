//! The packages of the system: which, whether they are there, and how to get them.

use std::{env, path::Path, process::Command};

use crate::{checkout::Checkout, error::TaskError, process, setup::Need};

/// Installs the packages behind `needs` where this machine lets us.
///
/// # Errors
/// [`TaskError::Missing`] with instructions where it does not.
pub(crate) fn install(checkout: &Checkout, needs: &[Need]) -> Result<(), TaskError> {
    if cfg!(target_os = "linux") && process::try_read(Command::new("dpkg-query").arg("--version")).is_some() {
        return install_with_apt(checkout, needs);
    }
    let missing: Vec<Need> = needs.iter().copied().filter(|need| !is_present(checkout, *need)).collect();
    if missing.is_empty() { Ok(()) } else { Err(TaskError::Missing { instructions: instructions(&missing) }) }
}

fn install_with_apt(checkout: &Checkout, needs: &[Need]) -> Result<(), TaskError> {
    let missing =
        not_installed(checkout, needs.iter().flat_map(|need| debian_packages(*need)).copied().collect());
    if missing.is_empty() {
        return Ok(());
    }
    let Some(rights) = rights_to_install(checkout) else {
        let instructions = format!(
            "this machine lacks packages, and installing them needs root:\n\n  sudo apt-get install {}\n",
            missing.join(" ")
        );
        return Err(TaskError::Missing { instructions });
    };
    println!("Installing what this machine lacks: {}", missing.join(" "));
    process::run(apt_get(checkout, rights).arg("update"))?;
    process::run(
        apt_get(checkout, rights).args(["install", "--yes", "--no-install-recommends"]).args(&missing),
    )
}

fn debian_packages(need: Need) -> &'static [&'static str] {
    match need {
        Need::Compiler => &["gcc", "libc6-dev"],
        // The last one is looked for at run time: without it there is no icon in the tray.
        Need::Window => &[
            "gcc",
            "libc6-dev",
            "pkg-config",
            "libwebkit2gtk-4.1-dev",
            "libdbus-1-dev",
            "libayatana-appindicator3-1",
        ],
        Need::Node => &["nodejs", "npm"],
        // The last three fetch and run the validator of PDF files.
        Need::Tests => &[
            "webkit2gtk-driver",
            "xvfb",
            "xauth",
            "dbus",
            "poppler-utils",
            "qpdf",
            "default-jdk-headless",
            "libjaxb-java",
            "python3-venv",
        ],
        Need::CargoTools => &["gcc", "libc6-dev"],
    }
}

fn not_installed(checkout: &Checkout, mut packages: Vec<&'static str>) -> Vec<&'static str> {
    packages.sort_unstable();
    packages.dedup();
    // One question for each package: dpkg-query fails as a whole where it has never heard of one of them.
    packages.retain(|package| {
        let mut query = checkout.command("dpkg-query");
        query.args(["--show", "--showformat=${db:Status-Abbrev}\n", package]);
        !process::try_read(&mut query)
            .is_some_and(|states| states.lines().any(|state| state.starts_with("ii")))
    });
    packages
}

/// How this user may install packages without being asked for a password.
#[derive(Debug, Clone, Copy)]
enum Rights {
    Root,
    Sudo,
}

fn rights_to_install(checkout: &Checkout) -> Option<Rights> {
    let user = process::try_read(checkout.command("id").arg("-u"))?;
    if user.trim() == "0" {
        return Some(Rights::Root);
    }
    process::try_read(checkout.command("sudo").args(["-n", "true"])).map(|_| Rights::Sudo)
}

fn apt_get(checkout: &Checkout, rights: Rights) -> Command {
    let mut command = match rights {
        Rights::Root => checkout.command("env"),
        Rights::Sudo => {
            let mut command = checkout.command("sudo");
            command.args(["-n", "env"]);
            command
        }
    };
    command.args(["DEBIAN_FRONTEND=noninteractive", "apt-get", "--quiet"]);
    command
}

/// Whether what a need stands for can be found, on a system whose packages we cannot ask for.
fn is_present(checkout: &Checkout, need: Need) -> bool {
    let answers =
        |program: &str, argument: &str| process::try_read(checkout.command(program).arg(argument)).is_some();
    if cfg!(windows) {
        // rustup has asked for the compiler, and the web view is part of Windows.
        return need != Need::Node;
    }
    match need {
        Need::Compiler | Need::CargoTools => answers("cc", "--version"),
        Need::Window if cfg!(target_os = "macos") => answers("xcode-select", "--print-path"),
        Need::Window => {
            process::try_read(checkout.command("pkg-config").args(["--exists", "webkit2gtk-4.1"])).is_some()
        }
        Need::Node => false,
        Need::Tests if cfg!(target_os = "macos") => {
            answers("qpdf", "--version") && answers("pdftotext", "-v")
        }
        Need::Tests => ["WebKitWebDriver", "xvfb-run", "dbus-run-session", "qpdf", "pdftotext"]
            .iter()
            .all(|program| is_on_search_path(program)),
    }
}

fn is_on_search_path(program: &str) -> bool {
    env::var_os("PATH")
        .is_some_and(|path| env::split_paths(&path).any(|folder| folder.join(program).is_file()))
}

/// What to type, on the platforms we know.
fn instructions(missing: &[Need]) -> String {
    let (system, command, packages): (_, _, fn(Need) -> &'static str) = if cfg!(target_os = "macos") {
        ("macOS", "brew install", macos_packages)
    } else if cfg!(windows) {
        ("Windows", "winget install", windows_packages)
    } else if Path::new("/etc/fedora-release").exists() {
        ("Fedora", "sudo dnf install", fedora_packages)
    } else if Path::new("/etc/arch-release").exists() {
        ("Arch Linux", "sudo pacman -S --needed", arch_packages)
    } else {
        ("this system (the names are those of Debian; yours may differ)", "install", generic_packages)
    };
    let mut names: Vec<&str> = missing.iter().flat_map(|need| packages(*need).split_whitespace()).collect();
    names.sort_unstable();
    names.dedup();
    let mut text = format!("something is missing that this program needs.\n\nOn {system}:\n\n");
    if !names.is_empty() {
        text.push_str(&format!("  {command} {}\n", names.join(" ")));
    }
    if cfg!(target_os = "macos") && missing.contains(&Need::Window) {
        text.push_str("  xcode-select --install\n");
    }
    if missing.contains(&Need::Node) {
        text.push_str("\nAny Node from 22.12 on will do, also one from https://nodejs.org.\n");
    }
    text
}

fn macos_packages(need: Need) -> &'static str {
    match need {
        Need::Compiler | Need::Window | Need::CargoTools => "",
        Need::Node => "node",
        Need::Tests => "poppler qpdf",
    }
}

fn windows_packages(need: Need) -> &'static str {
    match need {
        Need::Compiler | Need::Window | Need::CargoTools | Need::Tests => "",
        Need::Node => "OpenJS.NodeJS.LTS",
    }
}

fn fedora_packages(need: Need) -> &'static str {
    match need {
        Need::Compiler | Need::CargoTools => "gcc",
        Need::Window => "gcc pkgconf-pkg-config webkit2gtk4.1-devel",
        Need::Node => "nodejs npm",
        Need::Tests => "webkit2gtk-driver xorg-x11-server-Xvfb xorg-x11-xauth dbus-daemon poppler-utils qpdf",
    }
}

fn arch_packages(need: Need) -> &'static str {
    match need {
        Need::Compiler | Need::CargoTools => "gcc",
        Need::Window => "gcc pkgconf webkit2gtk-4.1",
        Need::Node => "nodejs npm",
        Need::Tests => "webkit2gtk-4.1 xorg-server-xvfb xorg-xauth dbus poppler qpdf",
    }
}

fn generic_packages(need: Need) -> &'static str {
    match need {
        Need::Compiler | Need::CargoTools => "gcc",
        Need::Window => "gcc pkg-config libwebkit2gtk-4.1-dev",
        Need::Node => "nodejs npm",
        Need::Tests => "webkit2gtk-driver xvfb xauth dbus poppler-utils qpdf",
    }
}
