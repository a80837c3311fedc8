//! Finding texts by the words they hold: letters of any case, in any order of words, anywhere in a word.

/// How many letters in a row the index of texts knows.
const LETTERS: usize = 3;

/// Whether a text holds every word of a search, whatever the case of letters.
pub(crate) fn holds_words(text: &str, search: &str) -> bool {
    let text = text.to_lowercase();
    search.split_whitespace().all(|word| text.contains(&word.to_lowercase()))
}

/// Whether a text begins with a search, whatever the case of letters.
pub(crate) fn begins_with(text: &str, search: &str) -> bool {
    text.to_lowercase().starts_with(&search.trim().to_lowercase())
}

/// A search as a question to the index of texts: every run of three letters of every word. It finds more than the
/// search means, so what it finds is compared with [`holds_words`]. None where no word has three letters.
pub(crate) fn trigrams(search: &str) -> Option<String> {
    trigrams_of(search.split_whitespace())
}

/// As [`trigrams`], for a search that is looked for as it stands: blanks count as letters.
pub(crate) fn phrase_trigrams(search: &str) -> Option<String> {
    trigrams_of([search.trim()])
}

fn trigrams_of<'t>(texts: impl IntoIterator<Item = &'t str>) -> Option<String> {
    let mut found: Vec<String> = Vec::new();
    for word in texts {
        let letters: Vec<char> = word.to_lowercase().chars().collect();
        for trigram in letters.windows(LETTERS) {
            let quoted = format!("\"{}\"", trigram.iter().collect::<String>().replace('"', "\"\""));
            if !found.contains(&quoted) {
                found.push(quoted);
            }
        }
    }
    (!found.is_empty()).then(|| found.join(" AND "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_must_be_there_in_any_case_and_order() {
        for (text, search, expected) in [
            ("Design of the order form", "ORDER des", true),
            ("Design of the order form", "order invoice", false),
            ("Årsbokslut åt Öberg", "öberg ÅRS", true),
            ("anything", "", true),
            ("100% of it", "100%", true),
            ("100 of it", "100%", false),
        ] {
            assert_eq!(holds_words(text, search), expected, "{search} in {text}");
        }
    }

    #[test]
    fn a_search_is_asked_for_by_its_trigrams() {
        assert_eq!(trigrams("Work ab"), Some("\"wor\" AND \"ork\"".to_owned()));
        assert_eq!(trigrams("a\"b"), Some("\"a\"\"b\"".to_owned()));
        assert_eq!(trigrams("ab c"), None, "words of two letters are not in the index");
        assert_eq!(phrase_trigrams(" ab c "), Some("\"ab \" AND \"b c\"".to_owned()));
        assert_eq!(phrase_trigrams("ab"), None);
    }
}
