//! The fonts that are part of the program, and what they can print.
//!
//! Inter 4.001 for Latin, Greek and Cyrillic, from the npm package `@expo-google-fonts/inter` 0.4.2; where it
//! has no glyph, Noto Sans Hebrew 3.001, Noto Sans Arabic 2.012 and Noto Sans SC 2.004 in this order, from
//! the packages of the same publisher. All are under the SIL Open Font License 1.1, whose text lies beside
//! them. The other scripts have one weight: a bold name in Chinese prints in the regular one.

use std::sync::LazyLock;

use typst::{
    foundations::Bytes,
    text::{Font, FontBook},
    utils::LazyHash,
};

/// The families in the order in which the template tries them.
pub(crate) const FAMILIES: [&str; 4] = ["Inter", "Noto Sans Hebrew", "Noto Sans Arabic", "Noto Sans SC"];

const FILES: [&[u8]; 6] = [
    include_bytes!("../fonts/Inter_400Regular.ttf"),
    include_bytes!("../fonts/Inter_500Medium.ttf"),
    include_bytes!("../fonts/Inter_600SemiBold.ttf"),
    include_bytes!("../fonts/NotoSansHebrew_400Regular.ttf"),
    include_bytes!("../fonts/NotoSansArabic_400Regular.ttf"),
    include_bytes!("../fonts/NotoSansSC_400Regular.ttf"),
];

/// The fonts as typst takes them, read once in a process.
pub(crate) struct Fonts {
    pub(crate) all: Vec<Font>,
    pub(crate) book: LazyHash<FontBook>,
    families: Vec<Ranges>,
}

pub(crate) static FONTS: LazyLock<Fonts> = LazyLock::new(|| {
    let all: Vec<Font> = FILES.iter().flat_map(|file| Font::iter(Bytes::new(*file))).collect();
    let book = LazyHash::new(FontBook::from_fonts(&all));
    let families = FAMILIES.iter().map(|family| Ranges::of(&all, family)).collect();
    Fonts { all, book, families }
});

impl Fonts {
    /// The first character of a cluster (a letter and the marks on it) that no single family can print
    /// together with what stands before it.
    ///
    /// One family must have the whole cluster, since layout never takes a letter and its mark from two fonts.
    pub(crate) fn first_missing(&self, cluster: &[char]) -> Option<char> {
        let reach = |family: &Ranges| cluster.iter().take_while(|c| family.contains(**c)).count();
        let furthest = self.families.iter().map(reach).max().unwrap_or(0);
        cluster.get(furthest).copied()
    }
}

/// The characters of one family, as ascending ranges: typst's own list can only be searched from its start.
struct Ranges(Vec<(u32, u32)>);

impl Ranges {
    fn of(fonts: &[Font], family: &str) -> Self {
        let mut ranges: Vec<(u32, u32)> = Vec::new();
        // The weights of a family have the same characters; a test holds them to it.
        let Some(font) = fonts.iter().find(|font| font.info().family == family) else { return Self(ranges) };
        for code in font.info().coverage.iter() {
            match ranges.last_mut() {
                Some((_, end)) if *end + 1 == code => *end = code,
                _ => ranges.push((code, code)),
            }
        }
        Self(ranges)
    }

    fn contains(&self, character: char) -> bool {
        let code = u32::from(character);
        let after = self.0.partition_point(|(start, _)| *start <= code);
        after.checked_sub(1).and_then(|index| self.0.get(index)).is_some_and(|(_, end)| code <= *end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_family_is_there_and_its_weights_have_the_same_characters() {
        assert_eq!(FONTS.all.len(), FILES.len(), "each file holds one readable font");
        for (family, ranges) in FAMILIES.iter().zip(&FONTS.families) {
            assert!(!ranges.0.is_empty(), "{family} has characters");
            for font in FONTS.all.iter().filter(|font| font.info().family == *family) {
                let weight = Ranges::of(std::slice::from_ref(font), family);
                assert_eq!(weight.0, ranges.0, "{family} {:?}", font.info().variant);
            }
        }
    }

    #[test]
    fn each_script_is_printed_by_its_own_family() {
        for (family, text) in FAMILIES.iter().zip(["aéЖЩΩ€₽−", "שלום", "مرحبا", "阿达图姆公司カナ"])
        {
            let index = FAMILIES.iter().position(|known| known == family).expect("listed");
            for character in text.chars() {
                assert!(FONTS.families[index].contains(character), "{family} has {character}");
                assert_eq!(FONTS.first_missing(&[character]), None);
            }
        }
        for character in ' '..='~' {
            assert!(FONTS.families[0].contains(character), "texts in ASCII are not checked: {character}");
        }
        assert_eq!(FONTS.first_missing(&['😀']), Some('😀'));
        assert_eq!(FONTS.first_missing(&['한']), Some('한'));
    }

    #[test]
    fn a_mark_must_be_in_the_font_of_its_letter() {
        // A Hebrew point on a Latin letter, and on a Hebrew one.
        assert_eq!(FONTS.first_missing(&['ж', '\u{05B8}']), Some('\u{05B8}'));
        assert_eq!(FONTS.first_missing(&['ש', '\u{05B8}']), None);
    }
}
