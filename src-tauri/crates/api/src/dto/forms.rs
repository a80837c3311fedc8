//! What every form has in common.

use serde::Serialize;

sent!(/// Something that may not be as it was typed.
FieldProblem {
    /// Where: `name`, `customers[1].percent`, `milestones[0].amount`.
    path: String,
    /// What is wrong and what to do.
    message: String,
});
