//! `cargo xtask COMMAND`: runs, tests, measures and packages the program from a clean clone with one command.
//!
//! It brings what the machine lacks where it may, and otherwise says what to install. It holds no rule of the
//! program, and depends on no other package of the workspace, so that it is built in seconds.

mod bench;
mod bindings;
mod cargo_tools;
mod checkout;
mod error;
mod example;
mod faults;
mod node;
mod package;
mod pdf_validator;
mod platform;
mod process;
mod run;
mod setup;
mod stages;
mod tally;
mod test;

use std::process::ExitCode;

use checkout::Checkout;
use error::TaskError;
use setup::Need;

const USAGE: &str = "\
usage: cargo xtask COMMAND

  run [--release]     build the program and start it; without a display, do the example's main job headless
  test [--long]       every check and test; --long adds the ignored ones and more cases for each property
  faults              put known faults into a copy of the source and see the tests notice each
  bench [HALF ...]    measure speed and memory in the release profile; HALF: engine or window, with its options
  generate ARGUMENTS  write a large book for measuring
  package             installers of this platform (on Linux deb and rpm)
  bindings            write ui/src/bindings.ts from the shell's list of commands
  setup               only install what `run` and `test` need";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    match dispatch(&arguments) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("\n{}", error::chain(&error));
            ExitCode::FAILURE
        }
    }
}

fn dispatch(arguments: &[String]) -> Result<(), TaskError> {
    let Some((command, rest)) = arguments.split_first() else {
        return Err(TaskError::Usage { usage: USAGE });
    };
    let checkout = Checkout::find();
    match command.as_str() {
        "run" => run::run(checkout, has_only_flag(rest, "--release")?),
        "test" => test::test(checkout, has_only_flag(rest, "--long")?),
        "bench" => bench::bench(checkout, rest),
        "faults" if rest.is_empty() => faults::faults(checkout),
        "generate" => bench::generate(checkout, rest),
        "package" => package::package(checkout, rest),
        "bindings" => bindings::write(checkout),
        "setup" => {
            setup::prepare(checkout, &[Need::Window, Need::Node, Need::Tests, Need::CargoTools]).map(|_| ())
        }
        _ => Err(TaskError::Usage { usage: USAGE }),
    }
}

fn has_only_flag(arguments: &[String], flag: &str) -> Result<bool, TaskError> {
    match arguments {
        [] => Ok(false),
        [given] if given == flag => Ok(true),
        _ => Err(TaskError::Usage { usage: USAGE }),
    }
}
