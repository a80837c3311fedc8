//! Starting other programs: seen, read, or tried in silence.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use crate::error::TaskError;

/// Runs a command in sight of the user.
///
/// # Errors
/// [`TaskError::Start`] if there is no such program, [`TaskError::Failed`] if it does not end well.
pub(crate) fn run(command: &mut Command) -> Result<(), TaskError> {
    announce(command);
    let status = command.status().map_err(|source| TaskError::Start { command: display(command), source })?;
    if status.success() { Ok(()) } else { Err(TaskError::Failed { command: display(command), status }) }
}

/// Runs a command in sight of the user and hands each line of its standard output on as well.
///
/// # Errors
/// As [`run`].
pub(crate) fn run_and_read(command: &mut Command, mut each_line: impl FnMut(&str)) -> Result<(), TaskError> {
    announce(command);
    let started = command.stdout(Stdio::piped()).spawn();
    let mut child = started.map_err(|source| TaskError::Start { command: display(command), source })?;
    let output = child.stdout.take().expect("the output was just piped");
    for line in BufReader::new(output).split(b'\n') {
        let line = line.map_err(|source| TaskError::Start { command: display(command), source })?;
        let line = String::from_utf8_lossy(&line);
        println!("{line}");
        each_line(&line);
    }
    let status = child.wait().map_err(|source| TaskError::Start { command: display(command), source })?;
    if status.success() { Ok(()) } else { Err(TaskError::Failed { command: display(command), status }) }
}

/// The standard output of a command that answers a question; its errors are shown.
///
/// # Errors
/// As [`run`].
pub(crate) fn read(command: &mut Command) -> Result<String, TaskError> {
    let output = command
        .stderr(Stdio::inherit())
        .output()
        .map_err(|source| TaskError::Start { command: display(command), source })?;
    if !output.status.success() {
        return Err(TaskError::Failed { command: display(command), status: output.status });
    }
    Ok(String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The standard output of a command that may well be missing or fail; nothing is shown.
pub(crate) fn try_read(command: &mut Command) -> Option<String> {
    let output = command.stdin(Stdio::null()).stderr(Stdio::null()).output().ok()?;
    output.status.success().then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

fn announce(command: &Command) {
    eprintln!("$ {}", display(command));
}

fn display(command: &Command) -> String {
    let words = std::iter::once(command.get_program()).chain(command.get_args());
    words.map(|word| word.to_string_lossy()).collect::<Vec<_>>().join(" ")
}
