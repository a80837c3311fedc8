//! Brings what a task needs, or says what to install.

use crate::{cargo_tools, checkout::Checkout, error::TaskError, node, pdf_validator, platform};

/// What a task needs of the machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Need {
    /// A C compiler, for SQLite.
    Compiler,
    /// The web view to build the window against.
    Window,
    /// Node and the packages of the page.
    Node,
    /// A screen in memory, the driver of the web view, and readers of PDF files.
    Tests,
    /// The programs of cargo that the tests use.
    CargoTools,
}

/// Installs what is missing, and gives the checkout with its tools on the search path.
///
/// # Errors
/// [`TaskError::Missing`] with instructions if this machine does not let us install something.
pub(crate) fn prepare(checkout: Checkout, needs: &[Need]) -> Result<Checkout, TaskError> {
    let mut packages = needs.to_vec();
    let needs_npm = needs.contains(&Need::Node) && !node::is_available(&checkout);
    if !needs_npm {
        packages.retain(|need| *need != Need::Node);
    }
    platform::install(&checkout, &packages)?;

    let mut checkout = checkout;
    if needs.contains(&Need::Node) {
        checkout = node::prepare(checkout)?;
    }
    if needs.contains(&Need::CargoTools) {
        checkout = cargo_tools::prepare(checkout)?;
    }
    if needs.contains(&Need::Tests) {
        pdf_validator::prepare(&checkout)?;
    }
    Ok(checkout)
}
