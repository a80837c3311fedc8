//! The ids that a file may name: those of the book it is added to, and its own.

use std::collections::HashMap;

use super::{
    error::{ImportError, Reason},
    place::Place,
    values::{self, shortened},
};

/// The ids of one kind, each with what stands behind it.
#[derive(Debug)]
pub(crate) struct Keys<T> {
    kind: &'static str,
    known: HashMap<String, (T, Origin)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Origin {
    Book,
    File,
}

impl<T> Keys<T> {
    /// Those that the book has.
    pub(super) fn of_book(kind: &'static str, known: impl IntoIterator<Item = (String, T)>) -> Self {
        Self { kind, known: known.into_iter().map(|(key, value)| (key, (value, Origin::Book))).collect() }
    }

    /// Checks an id that the file gives to something new.
    ///
    /// Source: SPEC 2.6 (a duplicate key; an id the book already has).
    pub(super) fn check_new(&self, place: &Place<'_>, id: &str) -> Result<(), ImportError> {
        values::id(place, id)?;
        match self.known.get(id) {
            None => Ok(()),
            Some((_, Origin::Book)) => {
                Err(ImportError::refused(place, Reason::Present { id: id.to_owned() }))
            }
            Some((_, Origin::File)) => Err(ImportError::refused(place, Reason::Twice { id: id.to_owned() })),
        }
    }

    /// Notes what the file has given an id.
    pub(super) fn add(&mut self, id: String, value: T) {
        self.known.insert(id, (value, Origin::File));
    }

    /// Notes something of the book that was looked up late.
    pub(super) fn add_of_book(&mut self, id: String, value: T) {
        self.known.insert(id, (value, Origin::Book));
    }

    /// What stands behind an id, if anything does.
    pub(crate) fn find(&self, id: &str) -> Option<&T> {
        self.known.get(id).map(|(value, _)| value)
    }

    /// The id of something.
    pub(crate) fn id_of(&self, is_meant: impl Fn(&T) -> bool) -> Option<&str> {
        self.known.iter().find(|(_, (value, _))| is_meant(value)).map(|(id, _)| id.as_str())
    }

    /// What stands behind an id that the file refers to.
    pub(super) fn get(&self, place: &Place<'_>, id: &str) -> Result<&T, ImportError> {
        let missing = || ImportError::refused(place, Reason::Missing { kind: self.kind, id: shortened(id) });
        self.find(id).ok_or_else(missing)
    }
}
