//! What the book has, by id and by name, and what is nearest to a name that it does not have.

use std::collections::HashMap;

use proforma_store::{Connection, StoreError, contract, customer, frequency, resource};

use super::problem::{Problem, missing};

/// Of ten letters, so many may be other ones for a name to be suggested.
const OTHER_LETTERS_MAX: usize = 4;
/// Suggestions are looked for this often for each kind: beyond, nobody reads them one by one.
const LOOKED_FOR_MAX: usize = 2_000;

/// The name that is most like a text, if any is.
pub(crate) fn nearest<'n>(text: &str, names: impl IntoIterator<Item = &'n str>) -> Option<&'n str> {
    let text = text.to_lowercase();
    let length = text.chars().count();
    let distance = |name: &str| {
        let name = name.to_lowercase();
        let distance = strsim::damerau_levenshtein(&text, &name);
        (distance * 10 <= length.max(name.chars().count()) * OTHER_LETTERS_MAX).then_some(distance)
    };
    let near = names.into_iter().filter_map(|name| Some((distance(name)?, name)));
    near.min_by_key(|(distance, _)| *distance).map(|(_, name)| name)
}

/// Things of one kind: contracts, roles and so on.
#[derive(Debug, Default)]
pub(crate) struct Names {
    entries: Vec<(String, String)>,
    /// The place of an entry by its name in lower case; none where two have it.
    by_name: HashMap<String, Option<usize>>,
    suggested: HashMap<String, Option<String>>,
}

impl Names {
    pub(crate) fn new(entries: impl IntoIterator<Item = (String, String)>) -> Self {
        let entries: Vec<(String, String)> = entries.into_iter().collect();
        let mut by_name = HashMap::new();
        for (index, (_, name)) in entries.iter().enumerate() {
            by_name.entry(name.to_lowercase()).and_modify(|known| *known = None).or_insert(Some(index));
        }
        Self { entries, by_name, suggested: HashMap::new() }
    }

    pub(crate) fn contracts(connection: &Connection) -> Result<Self, StoreError> {
        Ok(Self::new(contract::names(connection)?))
    }

    pub(crate) fn customers(connection: &Connection) -> Result<Self, StoreError> {
        Ok(Self::new(customer::all(connection)?.into_iter().map(|known| (known.key, known.party.name))))
    }

    pub(crate) fn frequencies(connection: &Connection) -> Result<Self, StoreError> {
        Ok(Self::new(frequency::all(connection)?.into_iter().map(|known| (known.key, known.name))))
    }

    pub(crate) fn roles(connection: &Connection) -> Result<Self, StoreError> {
        Ok(Self::new(resource::roles(connection)?.into_iter().map(|known| (known.key, known.name))))
    }

    pub(crate) fn resources(connection: &Connection) -> Result<Self, StoreError> {
        Ok(Self::new(resource::resources(connection)?.into_iter().map(|known| (known.key, known.name))))
    }

    /// The id of what bears a name that nothing else bears.
    pub(crate) fn by_name(&self, name: &str) -> Option<&str> {
        let index = self.by_name.get(&name.to_lowercase()).copied().flatten()?;
        Some(&self.entries[index].0)
    }

    /// The id of what is most like a text, by id or by name.
    pub(crate) fn suggest(&mut self, text: &str) -> Option<String> {
        if let Some(known) = self.suggested.get(text) {
            return known.clone();
        }
        if self.suggested.len() >= LOOKED_FOR_MAX {
            return None;
        }
        let names = self.entries.iter().flat_map(|(id, name)| [id.as_str(), name.as_str()]);
        let found = nearest(text, names).map(|found| {
            let entry = self.entries.iter().find(|(id, name)| id == found || name == found);
            entry.map_or(found, |(id, _)| id).to_owned()
        });
        self.suggested.insert(text.to_owned(), found.clone());
        found
    }
}

/// The id behind a name; a problem where there is none.
pub(super) fn found(
    kind: &str,
    field: usize,
    text: &str,
    names: &mut Names,
    problems: &mut Vec<Problem>,
) -> Option<String> {
    if let Some(id) = names.by_name(text) {
        return Some(id.to_owned());
    }
    let near = names.suggest(text);
    problems.push(Problem::new(field, missing(kind, text, near.as_deref())).suggesting(near));
    None
}
