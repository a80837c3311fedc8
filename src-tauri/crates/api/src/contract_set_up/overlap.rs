//! Work that two lines of a contract would both bill.
//!
//! Source: d365 R4.3, R4.4.

use proforma_engine::contract::{
    BillingMethod, Contract, ContractLine, TransactionClass, TransactionClasses,
};
use proforma_store::contract::NewContractLine;

use crate::typed::Problems;

/// What a time-and-material line bills.
#[derive(Debug, Clone, Copy)]
pub(super) struct Work<'w> {
    name: &'w str,
    classes: TransactionClasses,
    /// None: all.
    tasks: &'w [String],
}

impl<'w> Work<'w> {
    pub(super) fn of(line: &'w ContractLine) -> Self {
        Self { name: &line.name, classes: line.transaction_classes, tasks: &line.tasks }
    }

    fn typed(line: &'w NewContractLine) -> Self {
        Self { name: &line.name, classes: line.transaction_classes, tasks: &line.tasks }
    }
}

/// What two lines both bill.
#[derive(Debug)]
pub(super) struct Overlap {
    classes: TransactionClasses,
    /// Which field of a line can mend it.
    field: &'static str,
    /// What is billed twice and what to do, as a sentence.
    pub(super) text: String,
}

impl Overlap {
    /// None where the classes of two lines differ, or the tasks that they are for.
    pub(super) fn of(earlier: Work<'_>, line: Work<'_>) -> Option<Self> {
        let classes = line.classes.iter().filter(|class| earlier.classes.includes(*class));
        let classes: TransactionClasses = classes.collect();
        if classes == TransactionClasses::default() {
            return None;
        }
        let both = classes.iter().map(TransactionClass::as_str).collect::<Vec<_>>().join(", ");
        let (one, other) = (earlier.name, line.name);
        let shared: Vec<&str> =
            line.tasks.iter().filter(|task| earlier.tasks.contains(task)).map(String::as_str).collect();
        let (field, text) = match (earlier.tasks.is_empty(), line.tasks.is_empty()) {
            (true, true) => (
                "transaction_classes",
                format!(
                    "\"{one}\" and \"{other}\" both bill {both} of all tasks: leave {both} to one of them, or give each its own tasks."
                ),
            ),
            (true, false) | (false, true) => (
                "tasks",
                format!(
                    "\"{one}\" and \"{other}\" both bill {both}, one of all tasks and one of selected ones: give both their own tasks."
                ),
            ),
            (false, false) if !shared.is_empty() => (
                "tasks",
                format!(
                    "\"{one}\" and \"{other}\" both bill {both} of {}: leave the task to one of them.",
                    shared.join(", ")
                ),
            ),
            (false, false) => return None,
        };
        Some(Self { classes, field, text })
    }
}

/// Gathers what a line would bill that another line of its contract bills already. What both billed before, as a file may
/// have brought it in, is let be: it can only be mended one line after the other.
pub(super) fn hold(
    contract: &Contract,
    present: Option<&ContractLine>,
    typed: &NewContractLine,
    problems: &mut Problems,
) {
    let bills = |method: BillingMethod| method == BillingMethod::TimeAndMaterial;
    if !bills(typed.billing_method) {
        return;
    }
    let place = |line: &ContractLine| contract.lines.iter().position(|known| known.id == line.id);
    let own_place = present.and_then(place).unwrap_or(contract.lines.len());
    let others = contract.lines.iter().enumerate();
    for (index, other) in others.filter(|(index, line)| *index != own_place && bills(line.billing_method)) {
        let (typed, other_work) = (Work::typed(typed), Work::of(other));
        let (earlier, later) = if index < own_place { (other_work, typed) } else { (typed, other_work) };
        let Some(overlap) = Overlap::of(earlier, later) else { continue };
        let before = present
            .filter(|present| bills(present.billing_method))
            .and_then(|present| Overlap::of(Work::of(present), other_work))
            .map(|before| before.classes)
            .unwrap_or_default();
        if overlap.classes.iter().any(|class| !before.includes(class)) {
            problems.add(overlap.field, overlap.text);
        }
    }
}
