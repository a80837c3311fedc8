//! What the whole walks share: the cases, a book of their own, and the headless program.

#![expect(clippy::missing_panics_doc, reason = "a helper that cannot set up its test has failed it")]

#[cfg(feature = "e2e")]
#[path = "support/desktop.rs"]
pub mod desktop;
#[cfg(feature = "e2e")]
#[path = "support/driver.rs"]
mod driver;
#[path = "support/due_book.rs"]
pub mod due_book;
#[path = "support/processor.rs"]
pub mod processor;
#[path = "support/random.rs"]
pub mod random;
#[cfg(feature = "e2e")]
#[path = "support/screen.rs"]
pub mod screen;
#[cfg(feature = "e2e")]
#[path = "support/tray.rs"]
pub mod tray;
#[cfg(feature = "e2e")]
#[path = "support/window.rs"]
pub mod window;

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Output},
    sync::OnceLock,
};

use chrono::{DateTime, NaiveDate, Utc};
use serde_json::Value;
use tempfile::TempDir;

/// A folder of `tests/cases`, or a file in it.
#[must_use]
pub fn case(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("cases").join(name)
}

/// Whether the figures of the long tier are asked for (`cargo xtask test --long`).
#[must_use]
pub fn is_long() -> bool {
    env::var_os("PROFORMA_LONG").is_some()
}

/// A civil date.
#[must_use]
pub fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}

/// An instant that every walk may use: its history does not depend on the day it is run.
#[must_use]
pub fn noon() -> DateTime<Utc> {
    "2020-10-01T12:00:00Z".parse().expect("an instant")
}

/// A book in a folder of its own, gone when dropped.
#[derive(Debug)]
pub struct TempBook {
    folder: TempDir,
}

impl TempBook {
    /// A place for a book that does not exist yet.
    #[must_use]
    pub fn nowhere() -> Self {
        Self { folder: tempfile::tempdir().expect("a folder") }
    }

    /// A book made of an interchange file.
    #[must_use]
    pub fn of(file: &Path) -> Self {
        let book = Self::nowhere();
        proforma_api::book::import_into(&book.path(), file, noon(), "test").expect("the case imports");
        book
    }

    /// A book made of interchange text.
    #[must_use]
    pub fn of_text(text: &str) -> Self {
        let book = Self::nowhere();
        let file = book.file("case.book.json", text);
        proforma_api::book::import_into(&book.path(), &file, noon(), "test").expect("the case imports");
        book
    }

    /// The book's file.
    #[must_use]
    pub fn path(&self) -> PathBuf {
        self.folder.path().join("book.proforma")
    }

    /// The folder it is in.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// Writes a file beside the book.
    #[must_use]
    pub fn file(&self, name: &str, text: &str) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, text).expect("written");
        path
    }

    /// Runs the headless program on the book.
    #[must_use]
    pub fn cli(&self, arguments: &[&str]) -> Output {
        self.command(arguments).output().expect("the headless program starts")
    }

    /// The headless program on the book, not started yet.
    #[must_use]
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(headless_program());
        command.arg("--book").arg(self.path()).args(arguments);
        command
    }

    /// Runs a command that must succeed and gives what it prints.
    #[must_use]
    #[track_caller]
    pub fn output(&self, arguments: &[&str]) -> String {
        let output = self.cli(arguments);
        let error = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "{arguments:?} failed: {error}");
        String::from_utf8(output.stdout).expect("text")
    }

    /// Runs a command that must succeed and gives the JSON it prints.
    #[must_use]
    #[track_caller]
    pub fn json(&self, arguments: &[&str]) -> Value {
        serde_json::from_str(&self.output(arguments)).expect("one JSON value")
    }

    /// Runs a command that must be refused and gives its sentence.
    #[must_use]
    #[track_caller]
    pub fn refusal(&self, arguments: &[&str]) -> String {
        let output = self.cli(arguments);
        assert_eq!(output.status.code(), Some(1), "{arguments:?} must be refused");
        assert!(output.stdout.is_empty(), "a refusal prints nothing on standard output");
        let sentence = String::from_utf8(output.stderr).expect("text");
        assert_eq!(sentence.lines().count(), 1, "a refusal is one line: {sentence}");
        sentence.trim_end().to_owned()
    }
}

/// The headless program of this checkout. `cargo xtask test` builds it before the tests, with the features of all
/// programs; where nobody has, it is built here.
///
/// # Panics
/// Where it cannot be built.
pub fn headless_program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let test = env::current_exe().expect("a test has a file");
        let profile_folder = test.ancestors().nth(2).expect("target/PROFILE/deps/test");
        let program = profile_folder.join(format!("proforma-cli{}", env::consts::EXE_SUFFIX));
        if !program.exists() {
            let mut build = Command::new(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
            build.current_dir(env!("CARGO_MANIFEST_DIR")).args([
                "build",
                "--quiet",
                "--package",
                "proforma-cli",
            ]);
            build.arg("--target-dir").arg(profile_folder.parent().expect("target"));
            assert!(build.status().expect("cargo starts").success(), "the headless program builds");
        }
        program
    })
}
