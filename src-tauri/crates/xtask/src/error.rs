//! Why a task stopped.

use std::{error::Error, fmt::Write, io, path::PathBuf, process::ExitStatus};

/// Why a task stopped.
#[derive(Debug, thiserror::Error)]
pub(crate) enum TaskError {
    #[error("{usage}")]
    Usage { usage: &'static str },
    #[error("starting `{command}`")]
    Start {
        command: String,
        #[source]
        source: io::Error,
    },
    #[error("`{command}` ended with {status}")]
    Failed { command: String, status: ExitStatus },
    #[error("{doing} {}", path.display())]
    File {
        doing: &'static str,
        path: PathBuf,
        #[source]
        source: io::Error,
    },
    #[error("{instructions}")]
    Missing { instructions: String },
    #[error("`{command}` did not print the JSON that was expected")]
    Unreadable {
        command: String,
        #[source]
        source: serde_json::Error,
    },
    #[error("the example did not come out as expected: {what}")]
    Example { what: &'static str },
    #[error("{file} has no place any more for the fault \"{what}\": bring its text up to date")]
    NoPlace { what: &'static str, file: &'static str },
    #[error("{failed} failed")]
    Tests { failed: usize },
}

/// The message of an error and of everything that caused it.
pub(crate) fn chain(error: &TaskError) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(next) = cause {
        // Writing to a string cannot fail.
        let _ = write!(text, ": {next}");
        cause = next.source();
    }
    text
}
