//! What is wrong with a row, as a sentence that says what to do.

use serde::Serialize;

use crate::interchange::{ImportError, Reason, values::shortened};

/// A value that may not be in the book.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "bindings", derive(specta::Type))]
pub struct RowError {
    /// The row as a spreadsheet program numbers it, from 1 with the headings.
    pub row: u32,
    /// The heading of the column, or the field where no column is mapped to it.
    pub column: String,
    /// The field.
    pub field: String,
    /// What stands there.
    pub value: String,
    /// What is wrong and what to do.
    pub message: String,
    /// What may have been meant.
    pub suggestion: Option<String>,
}

impl RowError {
    /// With as much of what stands there as a table shows.
    pub(crate) fn shortened(&self) -> Self {
        Self { value: shortened(&self.value), ..self.clone() }
    }
}

/// What is wrong with one field of a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Problem {
    /// The place of the field among those of its kind.
    pub(crate) field: usize,
    /// Heading and value of a column that is no field, where it is about that.
    pub(crate) elsewhere: Option<(String, String)>,
    pub(crate) message: String,
    pub(crate) suggestion: Option<String>,
}

impl Problem {
    pub(crate) fn new(field: usize, message: String) -> Self {
        Self { field, elsewhere: None, message, suggestion: None }
    }

    pub(crate) fn suggesting(self, suggestion: Option<String>) -> Self {
        Self { suggestion, ..self }
    }
}

/// Something that the book does not have.
pub(crate) fn missing(kind: &str, text: &str, suggestion: Option<&str>) -> String {
    let text = shortened(text);
    match suggestion {
        Some(near) => format!("There is no {kind} \"{text}\". Correct it; nearest is \"{near}\"."),
        None => format!("There is no {kind} \"{text}\". Correct it, or add the {kind} to the book first."),
    }
}

/// What a check of the interchange format refuses: the name of the field, and the reason as a sentence.
pub(crate) fn of_refusal(error: ImportError) -> Result<(String, String), ImportError> {
    let ImportError::Refused { place, reason } = error else { return Err(error) };
    let field = place.rsplit('.').next().unwrap_or_default();
    let field = field.split('[').next().unwrap_or_default().to_owned();
    Ok((field, sentence(&reason)))
}

/// A reason as a sentence, with what to do about it.
pub(crate) fn sentence(reason: &Reason) -> String {
    let text = reason.to_string();
    let todo = if matches!(reason, Reason::Present { .. }) {
        "Give the row another id, or leave the row out."
    } else if matches!(reason, Reason::Twice { .. }) {
        "Give one of the rows another id, or leave one out."
    } else if matches!(reason, Reason::HalfTax) {
        "Give both, or neither."
    } else {
        "Correct the value."
    };
    format!("{}. {todo}", capital(&text))
}

/// The same with a capital at its beginning.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|letter| letter.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}", letters.as_str())
}
