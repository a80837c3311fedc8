//! Which entries of a history are wanted.

use proforma_store::history::Entry;

use super::{
    values::{label, shown},
    what_was_done::about,
};
use crate::dto::{HistoryAbout, HistoryRow};

/// What an entry must be about, and which words it must have.
#[derive(Debug)]
pub(super) struct Filter {
    about: Option<HistoryAbout>,
    words: Vec<String>,
}

impl Filter {
    pub(super) fn new(about: Option<HistoryAbout>, search: &str) -> Self {
        Self { about, words: search.to_lowercase().split_whitespace().map(str::to_owned).collect() }
    }

    pub(super) fn is_set(&self) -> bool {
        self.about.is_some() || !self.words.is_empty()
    }

    /// Whether an entry may be wanted, before it is told: most of a long history is passed over by its command.
    pub(super) fn may_fit(&self, entry: &Entry) -> bool {
        self.about.is_none_or(|wanted| about(entry) == wanted)
    }

    /// Whether an entry that may be wanted has the words.
    pub(super) fn fits(&self, row: &HistoryRow) -> bool {
        if self.words.is_empty() {
            return true;
        }
        let mut text =
            format!("{}\n{}\n{}", row.text, row.person.as_deref().unwrap_or_default(), row.at.date_naive());
        for change in &row.changes {
            let values =
                [&change.before, &change.after].map(|value| value.as_ref().map(shown).unwrap_or_default());
            let names = [Some(&change.id), change.name.as_ref(), change.part.as_ref()];
            for part in names.into_iter().flatten().chain(&values).chain([&label(&change.field)]) {
                text.push('\n');
                text.push_str(part);
            }
        }
        let text = text.to_lowercase();
        self.words.iter().all(|word| text.contains(word))
    }
}
