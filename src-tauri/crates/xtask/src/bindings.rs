//! `cargo xtask bindings`: what the page knows about the shell.

use crate::{
    checkout::Checkout,
    error::TaskError,
    process,
    setup::{self, Need},
};

/// Writes `ui/src/bindings.ts` from the list of commands, by the test that otherwise only compares.
///
/// # Errors
/// [`TaskError::Failed`] if the shell does not compile.
pub(crate) fn write(checkout: Checkout) -> Result<(), TaskError> {
    let checkout = setup::prepare(checkout, &[Need::Window])?;
    let mut command = checkout.cargo();
    command.env("UPDATE_BINDINGS", "1");
    process::run(command.args(["test", "--package", "proforma", "--lib", "export_bindings"]))
}
