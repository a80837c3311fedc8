//! Bad files, each with the verdict that it must get: refused as a whole, or wrong in one named place. Nothing of any of
//! them may come into the book.

use proforma_tests::TempBook;

use crate::{
    bad_text, bad_values, bad_workbooks,
    book::{dry_run, exported, file, import, map, small, transactions},
};
use proforma_api::spreadsheet::ImportMap;

/// A bad file.
pub(crate) struct Bad {
    /// What is bad about it.
    pub(crate) what: String,
    /// Its bytes.
    pub(crate) bytes: Vec<u8>,
    /// How it is mapped.
    pub(crate) map: ImportMap,
    /// What is said of it.
    pub(crate) verdict: Verdict,
}

/// What is said of a bad file.
#[derive(Debug)]
pub(crate) enum Verdict {
    /// It is not read; the sentence holds this.
    Refused(String),
    /// The first error stands in this row and column, and its message holds this.
    Wrong(u32, String, String),
}

impl Bad {
    pub(crate) fn refused(what: impl Into<String>, bytes: impl Into<Vec<u8>>, says: &str) -> Self {
        let map = map(&["contract", "date", "quantity", "unit_price"]);
        Self { what: what.into(), bytes: bytes.into(), map, verdict: Verdict::Refused(says.to_owned()) }
    }

    pub(crate) fn wrong(
        what: impl Into<String>,
        bytes: impl Into<Vec<u8>>,
        (row, column, says): (u32, &str, &str),
    ) -> Self {
        let verdict = Verdict::Wrong(row, column.to_owned(), says.to_owned());
        let map = map(&["contract", "date", "quantity", "unit_price"]);
        Self { what: what.into(), bytes: bytes.into(), map, verdict }
    }

    pub(crate) fn mapped(self, map: ImportMap) -> Self {
        Self { map, ..self }
    }
}

fn corpus() -> Vec<Bad> {
    let mut all = bad_text::all();
    all.extend(bad_values::all());
    all.extend(bad_workbooks::all());
    all
}

/// What is wrong with the verdict on a file; nothing where it is as it must be.
fn misjudged(book: &TempBook, bad: &Bad) -> Option<String> {
    let path = file(book, "bad", &bad.bytes);
    let file = transactions(&path, bad.map.clone());
    let (dry, real) = (dry_run(book, &file), import(book, &file));
    let told = |result: &Result<_, _>| match result {
        Ok(proforma_api::spreadsheet::SpreadsheetResult { errors, .. }) => {
            errors.first().map(|error| (error.row, error.column.clone(), error.message.clone()))
        }
        Err(_) => None,
    };
    if told(&dry) != told(&real) {
        return Some(format!("a dry run says {:?}, an import {:?}", told(&dry), told(&real)));
    }
    match (&bad.verdict, &real) {
        (Verdict::Refused(says), Err(error)) => {
            let sentence = error.to_string();
            (!sentence.contains(says.as_str())).then(|| format!("it says: {sentence}"))
        }
        (Verdict::Wrong(row, column, says), Ok(result)) => {
            let Some(error) = result.errors.first() else {
                return Some("nothing was found wrong with it".to_owned());
            };
            let is_right = error.row == *row && error.column == *column && error.message.contains(says);
            (!is_right).then(|| format!("it says: {error:?}"))
        }
        (Verdict::Refused(_), Ok(result)) => Some(format!("it was read: {:?}", result.errors)),
        (Verdict::Wrong(..), Err(error)) => Some(format!("it was refused: {error}")),
    }
}

#[test]
fn every_bad_file_gets_its_verdict_and_leaves_no_trace() {
    let book = small();
    let before = exported(&book);
    let corpus = corpus();
    let mut misjudgements = Vec::new();
    for bad in &corpus {
        if let Some(misjudgement) = misjudged(&book, bad) {
            misjudgements.push(format!("{}: must be {:?}, but {misjudgement}", bad.what, bad.verdict));
        }
    }
    assert!(
        misjudgements.is_empty(),
        "{} of {}:\n{}",
        misjudgements.len(),
        corpus.len(),
        misjudgements.join("\n")
    );
    assert_eq!(exported(&book), before, "nothing of any of them is in the book");
    assert!(corpus.len() >= 200, "{} bad files are too few", corpus.len());
}

#[test]
// Whatever a reader of files does to it, the headless program answers in one line: a panic that was caught is its own
// business.
fn a_bad_workbook_gets_one_line_on_standard_error() {
    let book = small();
    let mut loud = Vec::new();
    for bad in bad_workbooks::all() {
        let path = file(&book, "bad.xlsx", &bad.bytes);
        let map = file(&book, "map.json", serde_json::to_string(&bad.map).unwrap());
        let output =
            book.cli(&["import-transactions", path.to_str().unwrap(), "--map", map.to_str().unwrap()]);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        let lines = if matches!(bad.verdict, Verdict::Refused(_)) { 1 } else { 0 };
        if output.status.code() != Some(1) || said.lines().count() != lines {
            loud.push(format!("{}: {:?} {said}", bad.what, output.status.code()));
        }
    }
    assert!(loud.is_empty(), "{}", loud.join("\n"));
}
