//! Work that two lines of a contract would both bill.
//!
//! Source: d365 R4.3, R4.4.

use proforma_engine::contract::{
    BillingMethod, Contract, ContractLine, TransactionClass, TransactionClasses,
};
use proforma_store::contract::NewContractLine;

use crate::typed::Problems;

/// What a line bills, or covers by its fixed price; without classes nothing that another line could.
#[derive(Debug, Clone, Copy)]
pub(super) struct Work<'w> {
    name: &'w str,
    is_fixed_price: bool,
    classes: TransactionClasses,
    /// None: all.
    tasks: &'w [String],
}

impl<'w> Work<'w> {
    pub(super) fn of(line: &'w ContractLine) -> Self {
        Self {
            name: &line.name,
            is_fixed_price: line.billing_method == BillingMethod::FixedPrice,
            classes: line.transaction_classes,
            tasks: &line.tasks,
        }
    }

    /// As it stands in a sentence.
    fn named(&self) -> String {
        let method = if self.is_fixed_price { " (fixed price)" } else { "" };
        format!("\"{}\"{method}", self.name)
    }

    fn typed(line: &'w NewContractLine) -> Self {
        Self {
            name: &line.name,
            is_fixed_price: line.billing_method == BillingMethod::FixedPrice,
            classes: line.transaction_classes,
            tasks: &line.tasks,
        }
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
        // A fixed price covers work without billing it hour by hour.
        let verb = if earlier.is_fixed_price || line.is_fixed_price { "include" } else { "bill" };
        let lines = format!("{} and {} both {verb}", earlier.named(), line.named());
        let shared: Vec<&str> =
            line.tasks.iter().filter(|task| earlier.tasks.contains(task)).map(String::as_str).collect();
        let (field, text) = match (earlier.tasks.is_empty(), line.tasks.is_empty()) {
            (true, true) => (
                "transaction_classes",
                format!(
                    "{lines} {both} of all tasks: leave {both} to one of them, or give each its own tasks."
                ),
            ),
            (true, false) | (false, true) => (
                "tasks",
                format!(
                    "{lines} {both}, one of all tasks and one of selected ones: give both their own tasks."
                ),
            ),
            (false, false) if !shared.is_empty() => {
                ("tasks", format!("{lines} {both} of {}: leave the task to one of them.", shared.join(", ")))
            }
            (false, false) => return None,
        };
        Some(Self { classes, field, text })
    }
}

/// Gathers what a line would bill that another line of its contract bills already, whatever their billing methods. What both billed before, as a file may
/// have brought it in, is let be: it can only be mended one line after the other.
pub(super) fn hold(
    contract: &Contract,
    present: Option<&ContractLine>,
    typed: &NewContractLine,
    problems: &mut Problems,
) {
    let place = |line: &ContractLine| contract.lines.iter().position(|known| known.id == line.id);
    let own_place = present.and_then(place).unwrap_or(contract.lines.len());
    for (index, other) in contract.lines.iter().enumerate().filter(|(index, _)| *index != own_place) {
        let (typed, other_work) = (Work::typed(typed), Work::of(other));
        let (earlier, later) = if index < own_place { (other_work, typed) } else { (typed, other_work) };
        let Some(overlap) = Overlap::of(earlier, later) else { continue };
        let before = present
            .and_then(|present| Overlap::of(Work::of(present), other_work))
            .map(|before| before.classes)
            .unwrap_or_default();
        if overlap.classes.iter().any(|class| !before.includes(class)) {
            problems.add(overlap.field, overlap.text);
        }
    }
}
