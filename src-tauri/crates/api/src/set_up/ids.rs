//! Ids proposed from names.

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

/// Longest id that is proposed, in characters: short enough to be typed.
const PROPOSED_MAX: usize = 32;

/// A short id made of a name: Latin letters and digits, small, joined by hyphens; a number behind it where it is taken.
/// A name without such letters gives the word for what it is.
pub(super) fn proposed(name: &str, word: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let mut id = String::new();
    for letter in name.nfd().filter(|letter| !is_combining_mark(*letter)) {
        if letter.is_ascii_alphanumeric() {
            id.push(letter.to_ascii_lowercase());
        } else if !id.is_empty() && !id.ends_with('-') {
            id.push('-');
        }
        if id.len() >= PROPOSED_MAX {
            break;
        }
    }
    let id = id.trim_end_matches('-');
    let id = if id.is_empty() { word } else { id };
    let numbered = (2..).map(|number| format!("{id}-{number}"));
    std::iter::once(id.to_owned()).chain(numbered).find(|id| !is_taken(id)).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_short_and_free() {
        for (name, taken, expected) in [
            ("Adatum Corporation", "", "adatum-corporation"),
            ("Åsa Öberg & Söner AB", "", "asa-oberg-soner-ab"),
            ("  Fabrikam  ", "fabrikam", "fabrikam-2"),
            ("Лудогорие", "", "customer"),
            ("", "customer", "customer-2"),
            ("A very long name of a company that nobody types", "", "a-very-long-name-of-a-company-th"),
        ] {
            assert_eq!(proposed(name, "customer", |id| id == taken), expected, "{name}");
        }
    }
}
