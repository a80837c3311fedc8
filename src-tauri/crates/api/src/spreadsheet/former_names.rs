//! What units and categories were called before: a file from then says the same of a transaction.

use std::collections::{BTreeMap, BTreeSet};

use proforma_store::{Connection, category, unit};

use super::{SpreadsheetImportError, fields::transaction as at};
use crate::interchange::former_categories;

/// Read from the book when a row first needs them.
#[derive(Debug, Default)]
pub(super) struct FormerNames {
    known: Option<[Names; 2]>,
}

/// The names of one kind of record.
#[derive(Debug)]
struct Names {
    listed: BTreeSet<String>,
    /// What each was called before, with what it is called now.
    former: BTreeMap<String, String>,
}

impl FormerNames {
    /// Whether two names in a field of a transaction are of the same unit or category.
    pub(super) fn are_of_one(
        &mut self,
        connection: &Connection,
        field: usize,
        (one, other): (&str, &str),
    ) -> Result<bool, SpreadsheetImportError> {
        if field != at::UNIT && field != at::CATEGORY {
            return Ok(false);
        }
        let [units, categories] = match &self.known {
            Some(known) => known,
            None => self.known.insert(read(connection)?),
        };
        let names = if field == at::UNIT { units } else { categories };
        Ok(names.now(one) == names.now(other))
    }
}

impl Names {
    /// A name that was given free may be another's by now.
    fn now<'n>(&'n self, name: &'n str) -> &'n str {
        self.former.get(name).filter(|_| !self.listed.contains(name)).map_or(name, String::as_str)
    }
}

fn read(connection: &Connection) -> Result<[Names; 2], SpreadsheetImportError> {
    let former = unit::former_names(connection)?.into_iter().map(|former| (former.name, former.unit));
    let units = Names {
        listed: unit::all(connection)?.into_iter().map(|unit| unit.name).collect(),
        former: former.collect(),
    };
    let categories = Names {
        listed: category::all(connection)?.into_iter().map(|category| category.name).collect(),
        former: former_categories(connection)?,
    };
    Ok([units, categories])
}
