//! The spreadsheets that a person chose: the page knows each by a number, never by its path.

use std::{
    path::PathBuf,
    sync::{Mutex, PoisonError},
};

use proforma_api::spreadsheet::FoundErrors;

use crate::error::{CommandError, ErrorCode};

/// All that were chosen since the program began, so that one that was put away is found again, and none is taken for
/// another.
#[derive(Default)]
pub(crate) struct ChosenSpreadsheets(Mutex<Chosen>);

#[derive(Default)]
struct Chosen {
    paths: Vec<PathBuf>,
    /// What the latest dry run found wrong, beyond what the page shows, and in which.
    errors: Option<(u32, FoundErrors)>,
}

impl ChosenSpreadsheets {
    /// Remembers one; gives its number.
    pub(crate) fn add(&self, path: PathBuf) -> u32 {
        let mut chosen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        chosen.paths.push(path);
        u32::try_from(chosen.paths.len()).unwrap_or(u32::MAX)
    }

    /// Where the one of a number is.
    pub(crate) fn path(&self, number: u32) -> Result<PathBuf, CommandError> {
        let chosen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = usize::try_from(number).ok().and_then(|number| number.checked_sub(1));
        let path = at.and_then(|at| chosen.paths.get(at)).cloned();
        path.ok_or_else(|| CommandError::new(ErrorCode::NotFound, "choose the spreadsheet again"))
    }

    /// Remembers what is wrong with one.
    pub(crate) fn keep_errors(&self, number: u32, found: FoundErrors) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).errors = Some((number, found));
    }

    /// What is wrong with one, as far as it was the latest to be tried.
    pub(crate) fn errors(&self, number: u32) -> Result<FoundErrors, CommandError> {
        let chosen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let found = chosen.errors.as_ref().filter(|(of, _)| *of == number).map(|(_, found)| found.clone());
        found.ok_or_else(|| {
            CommandError::new(ErrorCode::NotFound, "look at the spreadsheet again: another was tried since")
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_is_found_by_its_number_whatever_was_chosen_since() {
        let chosen = ChosenSpreadsheets::default();
        let june = chosen.add(PathBuf::from("june.csv"));
        let july = chosen.add(PathBuf::from("july.csv"));
        assert_eq!(chosen.path(june).unwrap(), PathBuf::from("june.csv"));
        assert_eq!(chosen.path(july).unwrap(), PathBuf::from("july.csv"));
        for unknown in [0, july + 1] {
            assert!(chosen.path(unknown).is_err());
        }
    }

    #[test]
    fn errors_are_those_of_the_file_that_was_tried_last() {
        let chosen = ChosenSpreadsheets::default();
        let june = chosen.add(PathBuf::from("june.csv"));
        let july = chosen.add(PathBuf::from("july.csv"));
        chosen.keep_errors(july, FoundErrors::default());
        assert!(chosen.errors(july).is_ok());
        assert!(chosen.errors(june).is_err());
    }
}
