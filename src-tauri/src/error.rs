//! What a command answers when it could not do what was asked.

use std::error::Error;

use proforma_api::{book::OpenError, error::ApiError, spreadsheet::SpreadsheetImportError};
use serde::Serialize;

/// A code the page acts on, a sentence for the person, and the field of the form that is to blame.
#[derive(Debug, Clone, Serialize, specta::Type)]
pub(crate) struct CommandError {
    code: ErrorCode,
    message: String,
    field: Option<String>,
}

/// What the window can do something about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, specta::Type)]
#[serde(rename_all = "snake_case")]
pub(crate) enum ErrorCode {
    /// There is no such thing any more.
    NotFound,
    /// A rule says no.
    Refused,
    /// Something was typed out of bounds.
    InvalidInput,
    /// Another program runs the book.
    LeaseHeld,
    /// There is no file.
    BookMissing,
    /// The file is no book.
    BookNotABook,
    /// The file is another program's.
    BookForeign,
    /// A newer version wrote it.
    BookNewer,
    /// Another program holds it.
    BookLocked,
    /// It cannot be written where that is needed.
    BookReadOnly,
    /// It is damaged.
    BookCorrupt,
    /// No book is open.
    NoBook,
    /// Something went wrong.
    Failed,
}

impl CommandError {
    pub(crate) fn new(code: ErrorCode, message: impl Into<String>) -> Self {
        Self { code, message: message.into(), field: None }
    }

    pub(crate) fn no_book() -> Self {
        Self::new(ErrorCode::NoBook, "no book is open; open one from the start screen")
    }

    /// The same, with what it is about in front.
    pub(crate) fn about(self, what: &str) -> Self {
        Self { message: format!("{what}: {}", self.message), ..self }
    }

    pub(crate) fn failed(error: &(dyn Error + 'static)) -> Self {
        log::error!("{}", chain(error));
        Self::new(ErrorCode::Failed, error.to_string())
    }
}

impl From<ApiError> for CommandError {
    fn from(error: ApiError) -> Self {
        let code = match &error {
            ApiError::NotFound { .. } => ErrorCode::NotFound,
            // A rule that says no is not a failure, so it is not logged as one.
            ApiError::Refused(_) | ApiError::Pdf(_) | ApiError::Money(_) | ApiError::Import(_) => {
                ErrorCode::Refused
            }
            ApiError::Spreadsheet(SpreadsheetImportError::Store(_)) => ErrorCode::Failed,
            ApiError::Spreadsheet(_) => ErrorCode::Refused,
            ApiError::Input { .. } | ApiError::Form(_) => ErrorCode::InvalidInput,
            ApiError::Lease(_) => ErrorCode::LeaseHeld,
            ApiError::Open(open) => book_code(open),
            ApiError::Unfinished { .. } => ErrorCode::BookNotABook,
            ApiError::Store(_)
            | ApiError::Holder(_)
            | ApiError::Output(_)
            | ApiError::NotWritten(_)
            | ApiError::Json(_) => ErrorCode::Failed,
        };
        if code == ErrorCode::Failed {
            log::error!("{}", chain(&error));
        }
        if let ApiError::Form(problems) = &error
            && let Some(problem) = problems.first()
        {
            return Self { code, message: problem.message.clone(), field: Some(problem.path.clone()) };
        }
        let field = if let ApiError::Input { field, .. } = &error { Some((*field).to_owned()) } else { None };
        Self { code, message: error.to_string(), field }
    }
}

fn book_code(error: &OpenError) -> ErrorCode {
    match error {
        OpenError::Missing { .. } => ErrorCode::BookMissing,
        OpenError::NotABook { .. } => ErrorCode::BookNotABook,
        OpenError::OtherProgram { .. } => ErrorCode::BookForeign,
        OpenError::NewerVersion { .. } => ErrorCode::BookNewer,
        OpenError::Locked { .. } => ErrorCode::BookLocked,
        OpenError::OlderVersion { .. }
        | OpenError::NotReadable { .. }
        | OpenError::NeedsRecovery { .. }
        | OpenError::UnfitFolder { .. } => ErrorCode::BookReadOnly,
        OpenError::Corrupt { .. } => ErrorCode::BookCorrupt,
        OpenError::Exists { .. } => ErrorCode::Refused,
        OpenError::NotBackedUp { .. } | OpenError::NotUpdated { .. } | OpenError::Failed { .. } => {
            ErrorCode::Failed
        }
    }
}

/// An error with its causes, for the log.
fn chain(error: &(dyn Error + 'static)) -> String {
    let mut words = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        words.push_str(": ");
        words.push_str(&error.to_string());
        cause = error.source();
    }
    words
}
