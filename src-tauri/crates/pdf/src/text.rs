//! Makes a text safe to print, or says which character cannot be.
//!
//! Nothing is lost in silence: a text is printed as it is, but for invisible marks of direction, or refused.

use std::iter;

use unicode_normalization::{UnicodeNormalization, char::is_combining_mark};

use crate::{
    error::{Field, PdfError, Unprintable},
    fonts::FONTS,
};

/// Distance of the places at which a long word may be broken: ten of the widest letters fit every column.
const BREAK_EVERY: usize = 10;

const ZERO_WIDTH_SPACE: char = '\u{200B}';
const FIRST_STRONG_ISOLATE: char = '\u{2068}';
const POP_ISOLATE: char = '\u{2069}';

/// The text in the form in which it is printed.
///
/// It is composed (NFC); tabs and line ends become spaces; a long word gets places where it may be broken; a
/// text with letters that run from right to left is isolated, so that it does not draw the numbers beside it
/// into its own order.
///
/// # Errors
/// [`PdfError::Unprintable`] with the first character that cannot be printed.
///
/// Source: Unicode annexes 9 (bidirectional text) and 15 (normalisation).
pub(crate) fn printable(text: &str, field: Field) -> Result<String, PdfError> {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Ok(with_breaks(&text.chars().collect::<Vec<_>>(), field));
    }
    let refuse = |(character, reason)| PdfError::Unprintable { field, character, reason };
    let mut kept = Vec::with_capacity(text.len());
    for character in text.replace("\r\n", " ").nfc() {
        match treat(character) {
            Treatment::Keep => kept.push(character),
            Treatment::Space => kept.push(' '),
            Treatment::Drop => {}
            Treatment::Refuse(reason) => return Err(refuse((character, reason))),
        }
    }
    for cluster in kept.chunk_by(|_, next| is_combining_mark(*next)) {
        let visible: Vec<char> = cluster.iter().copied().filter(|c| !is_invisible(*c)).collect();
        if let Some(missing) = FONTS.first_missing(&visible) {
            return Err(refuse((missing, Unprintable::NoFont)));
        }
    }
    let broken = with_breaks(&kept, field);
    if !kept.iter().any(|c| runs_from_right_to_left(*c)) {
        return Ok(broken);
    }
    Ok(iter::once(FIRST_STRONG_ISOLATE).chain(broken.chars()).chain(iter::once(POP_ISOLATE)).collect())
}

enum Treatment {
    Keep,
    Space,
    Drop,
    Refuse(Unprintable),
}

fn treat(character: char) -> Treatment {
    match character {
        '\t' | '\n' | '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Treatment::Space,
        // Spaces of other widths, which not every font has.
        '\u{1680}' | '\u{2000}'..='\u{200A}' | '\u{205F}' => Treatment::Space,
        // They reverse what is read: "exe.doc" can be made to show "cod.exe".
        '\u{202D}' | '\u{202E}' => Treatment::Refuse(Unprintable::ReversesText),
        // Invisible; typed by other programs around numbers and names, and replaced by the isolation of the
        // whole text.
        '\u{202A}'..='\u{202C}' | '\u{2066}'..='\u{2069}' | '\u{206A}'..='\u{206F}' => Treatment::Drop,
        // A byte order mark, a soft hyphen and a word joiner print nothing either.
        '\u{FEFF}' | '\u{AD}' | '\u{2060}' => Treatment::Drop,
        _ if character.is_control() || is_private(character) || is_noncharacter(character) => {
            Treatment::Refuse(Unprintable::NotText)
        }
        _ => Treatment::Keep,
    }
}

/// PDF/A level A has no place for characters whose meaning only their author knows.
fn is_private(character: char) -> bool {
    matches!(character, '\u{E000}'..='\u{F8FF}' | '\u{F0000}'..='\u{10FFFF}')
}

fn is_noncharacter(character: char) -> bool {
    u32::from(character) & 0xFFFE == 0xFFFE || matches!(character, '\u{FDD0}'..='\u{FDEF}')
}

/// Joiners, marks of direction and variation selectors act on their neighbours and need no glyph.
fn is_invisible(character: char) -> bool {
    matches!(character, '\u{200B}'..='\u{200F}' | '\u{FE00}'..='\u{FE0F}' | '\u{061C}')
}

/// Hebrew, Arabic and the other scripts that are written from right to left.
fn runs_from_right_to_left(character: char) -> bool {
    matches!(character,
        '\u{0590}'..='\u{08FF}' | '\u{200F}' | '\u{FB1D}'..='\u{FDFF}' | '\u{FE70}'..='\u{FEFE}'
        | '\u{10800}'..='\u{10FFF}' | '\u{1E800}'..='\u{1EFFF}')
}

/// Puts places where it may be broken into each word that is wider than its column can be.
///
/// They are characters, which a reader copies along with the word, so no other word gets them.
fn with_breaks(text: &[char], field: Field) -> String {
    let width_max = word_width_max(field);
    let mut broken = String::with_capacity(text.len());
    for word in text.chunk_by(|left, right| *left != ' ' && *right != ' ') {
        let is_wide = word.iter().copied().map(width_at_most).sum::<usize>() > width_max;
        for (index, character) in word.iter().enumerate() {
            // Never between a letter and its mark.
            if is_wide && index > 0 && index.is_multiple_of(BREAK_EVERY) && !is_combining_mark(*character) {
                broken.push(ZERO_WIDTH_SPACE);
            }
            broken.push(*character);
        }
    }
    broken
}

/// The width of the field's column at its narrowest, in hundredths of the size of its letters.
fn word_width_max(field: Field) -> usize {
    match field {
        // Stands on one line, which is cut off at the other side of the page.
        Field::Email(_) => usize::MAX,
        // Half of the page, less a label.
        Field::Name(_) | Field::Address(_) | Field::Country(_) | Field::TaxId(_) | Field::Number => 2000,
        Field::ContractKey => 1700,
        // The width of the page, less an amount.
        Field::ContractName | Field::BankDetails | Field::LineName { .. } | Field::LineNote { .. } => 3500,
        // What the largest numbers leave.
        Field::Description { .. } | Field::Resource { .. } | Field::Unit { .. } => 1200,
    }
}

/// No letter of the fonts is wider, in hundredths of its size.
fn width_at_most(character: char) -> usize {
    match character {
        'W' | 'M' | 'm' | 'w' | '@' | '%' => 110,
        'a'..='z' | '0'..='9' => 65,
        ' '..='~' => 85,
        _ => 110,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::error::PartyRole;

    fn print(text: &str) -> Result<String, String> {
        printable(text, Field::Name(PartyRole::Customer)).map_err(|error| error.to_string())
    }

    #[test]
    fn ordinary_text_is_printed_as_it_is() {
        for text in [
            "",
            "Adatum Corporation",
            "#panic(\"x\")",
            "*bold* _em_ $x^2$",
            "a  b",
            "Østerås & Ко. «Заря»",
            "阿达图姆",
        ] {
            assert_eq!(print(text).as_deref(), Ok(text));
        }
    }

    #[test]
    fn white_space_becomes_a_space() {
        assert_eq!(print("a\tb\nc\r\nd\u{2028}e").as_deref(), Ok("a b c d e"));
    }

    #[test]
    fn text_is_composed() {
        assert_eq!(print("Cafe\u{301}").as_deref(), Ok("Café"));
    }

    #[test]
    fn what_cannot_be_printed_is_refused_by_name() {
        for (text, message) in [
            (
                "A\u{1F600}",
                "the name of the customer holds U+1F600 😀, which no font of the program can print",
            ),
            ("한국", "the name of the customer holds U+D55C 한, which no font of the program can print"),
            ("ж\u{5B8}", "the name of the customer holds U+05B8, which no font of the program can print"),
            ("\u{0}", "the name of the customer holds U+0000, which cannot be printed"),
            ("a\u{1B}[31m", "the name of the customer holds U+001B, which cannot be printed"),
            ("\u{7F}", "the name of the customer holds U+007F, which cannot be printed"),
            ("\u{9C}", "the name of the customer holds U+009C, which cannot be printed"),
            ("\u{FFFE}", "the name of the customer holds U+FFFE, which cannot be printed"),
            ("\u{E000}", "the name of the customer holds U+E000, which cannot be printed"),
            ("\u{FFFD}", "the name of the customer holds U+FFFD �, which no font of the program can print"),
            (
                "\u{202E}cod.exe",
                "the name of the customer holds U+202E, which would print the letters in another order than they are stored in",
            ),
        ] {
            assert_eq!(print(text), Err(message.to_owned()), "{text:?}");
        }
    }

    #[test]
    fn marks_of_direction_are_dropped_and_right_to_left_text_is_isolated() {
        assert_eq!(print("\u{202A}+1 234\u{202C}").as_deref(), Ok("+1 234"));
        assert_eq!(print("\u{2067}שלום 7\u{2069}").as_deref(), Ok("\u{2068}שלום 7\u{2069}"));
    }

    #[test]
    fn a_long_word_may_be_broken_but_not_a_mark_from_its_letter() {
        assert_eq!(print(&"x".repeat(30)).expect("printable"), "x".repeat(30));
        assert_eq!(print(&"W".repeat(21)).expect("printable"), "WWWWWWWWWW\u{200B}WWWWWWWWWW\u{200B}W");
        let email = "a-very-long-name-of-somebody@a-very-long-name-of-a-company.example";
        assert_eq!(printable(email, Field::Email(PartyRole::Company)).as_deref(), Ok(email));
        let pointed = "שָ".repeat(15);
        let printed = print(&pointed).expect("printable");
        assert!(printed.contains('\u{200B}') && !printed.contains("\u{200B}\u{5B8}"), "{printed:?}");
    }
}
