//! Numbers as people write them: which sign ends the whole part, and which one groups it.

use crate::{Example, Recognised};

/// Signs that group digits, whatever ends the whole part: blanks that do not break, and the Swiss apostrophe.
const BLANKS: [char; 6] = [' ', '\u{a0}', '\u{202f}', '\u{2009}', '\'', '\u{2019}'];

/// How numbers are written in a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NumberFormat {
    /// The sign before the decimals.
    pub decimal: char,
    /// The sign between thousands, where there is one.
    pub thousands: Option<char>,
}

impl NumberFormat {
    /// As it looks.
    #[must_use]
    pub fn example(self) -> String {
        let thousands = self.thousands.map(String::from).unwrap_or_default();
        format!("1{thousands}234{}56", self.decimal)
    }

    /// A number in the plain spelling, `-1234.50`; none where the text is no number of this format.
    ///
    /// Digits are taken as they are: how many there may be is not known here.
    #[must_use]
    pub fn read(self, text: &str) -> Option<String> {
        let text = text.trim();
        let (is_negative, unsigned) = signed(text);
        let (whole, decimals) = match unsigned.split_once(self.decimal) {
            Some((whole, decimals)) => (whole, Some(decimals)),
            None => (unsigned, None),
        };
        let digits = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
        if decimals.is_some_and(|decimals| !digits(decimals)) {
            return None;
        }
        let mut plain = String::with_capacity(text.len() + 1);
        if is_negative {
            plain.push('-');
        }
        match self.thousands {
            _ if digits(whole) => plain.push_str(whole),
            // ".5" is how some write a half.
            _ if whole.is_empty() && decimals.is_some() => plain.push('0'),
            Some(thousands) => {
                let is_group = |sign: char| sign == thousands || (is_blank(thousands) && is_blank(sign));
                if !is_grouped(whole, is_group) {
                    return None;
                }
                plain.extend(whole.chars().filter(char::is_ascii_digit));
            }
            None => return None,
        }
        if let Some(decimals) = decimals {
            plain.push('.');
            plain.push_str(decimals);
        }
        Some(plain)
    }
}

fn is_blank(sign: char) -> bool {
    BLANKS.contains(&sign)
}

/// Minus before or behind, either of its signs, or the brackets of accountants.
fn signed(text: &str) -> (bool, &str) {
    if let Some(inner) = text.strip_prefix('(').and_then(|rest| rest.strip_suffix(')')) {
        return (true, inner.trim());
    }
    let minus = ['-', '\u{2212}'];
    if let Some(rest) = text.strip_prefix(minus).or_else(|| text.strip_suffix(minus)) {
        return (true, rest.trim());
    }
    (false, text.strip_prefix('+').unwrap_or(text))
}

/// Whether a whole part has one to three digits, then groups of three; nobody groups what begins with 0, so that "0,125" is
/// never 125.
fn is_grouped(whole: &str, is_group: impl Fn(char) -> bool) -> bool {
    let mut groups = whole.split(&is_group);
    let first = groups.next().unwrap_or_default();
    let are_digits = |group: &str| group.bytes().all(|byte| byte.is_ascii_digit());
    (1..=3).contains(&first.len())
        && !first.starts_with('0')
        && are_digits(first)
        && groups.all(|group| group.len() == 3 && are_digits(group))
}

/// What the numbers of a file say of their format.
#[derive(Debug, Clone, Default)]
pub struct NumberEvidence {
    points: Sign,
    commas: Sign,
    blank: Option<char>,
    /// The first value with one of the signs.
    first: Option<Example>,
}

/// What was seen of one sign.
#[derive(Debug, Clone, Default)]
struct Sign {
    /// How often it can only stand before decimals.
    decimal: u32,
    /// How often it can only stand between thousands.
    thousands: u32,
    /// A value in which it may be either.
    either: Option<Example>,
}

impl NumberEvidence {
    /// Looks at one value, a percentage too; `place` is its row and its column.
    pub fn add(&mut self, text: &str, place: (u32, usize)) {
        let shown = text;
        let text = text.trim();
        let (_, text) = signed(text.strip_suffix('%').unwrap_or(text).trim_end());
        if !text.contains(|sign: char| !sign.is_ascii_digit()) {
            return;
        }
        let is_number = |sign: char| sign.is_ascii_digit() || sign == '.' || sign == ',' || is_blank(sign);
        if !text.chars().all(is_number) || !text.contains(|sign: char| sign.is_ascii_digit()) {
            return;
        }
        let blank = text.chars().find(|sign| is_blank(*sign));
        self.blank = self.blank.or(blank);
        let example = || Example::new(shown, place);
        match (text.rfind('.'), text.rfind(',')) {
            (Some(point), Some(comma)) if point > comma => {
                self.points.decimal += 1;
                self.commas.thousands += 1;
            }
            (Some(_), Some(_)) => {
                self.commas.decimal += 1;
                self.points.thousands += 1;
            }
            (Some(_), None) => self.points.add(text, '.', blank.is_some(), example),
            (None, Some(_)) => self.commas.add(text, ',', blank.is_some(), example),
            (None, None) => return,
        }
        self.first.get_or_insert_with(example);
    }

    /// The format of the file.
    #[must_use]
    pub fn recognise(&self) -> Recognised<NumberFormat> {
        // Where blanks stand between thousands, no other sign does.
        let before_decimals = |sign: &Sign| u64::from(self.blank.is_some() && sign.either.is_some());
        let for_point =
            u64::from(self.points.decimal) + u64::from(self.commas.thousands) + before_decimals(&self.points);
        let for_comma =
            u64::from(self.commas.decimal) + u64::from(self.points.thousands) + before_decimals(&self.commas);
        let point = self.format('.', ',', &self.commas);
        let comma = self.format(',', '.', &self.points);
        let either = self.points.either.as_ref().or(self.commas.either.as_ref());
        // Where values contradict each other, what reads both ways is no matter of a majority.
        let is_contradicted = for_point > 0 && for_comma > 0 && either.is_some();
        match for_point.cmp(&for_comma) {
            std::cmp::Ordering::Greater if !is_contradicted => return Recognised::One(point),
            std::cmp::Ordering::Less if !is_contradicted => return Recognised::One(comma),
            std::cmp::Ordering::Greater | std::cmp::Ordering::Less | std::cmp::Ordering::Equal => {}
        }
        match either {
            Some(example) => Recognised::Several {
                fits: vec![
                    NumberFormat { thousands: Some(','), ..point },
                    NumberFormat { thousands: Some('.'), ..comma },
                ],
                example: example.clone(),
            },
            None => match &self.first {
                // As many for the one as for the other.
                Some(example) if for_point > 0 => {
                    Recognised::Several { fits: vec![point, comma], example: example.clone() }
                }
                Some(_) | None if self.blank.is_some() => Recognised::One(point),
                Some(_) | None => Recognised::Nothing,
            },
        }
    }

    fn format(&self, decimal: char, other: char, of_other: &Sign) -> NumberFormat {
        let is_other = of_other.thousands > 0 || of_other.either.is_some();
        NumberFormat { decimal, thousands: self.blank.or(is_other.then_some(other)) }
    }
}

impl Sign {
    /// A number with this sign and not the other one.
    fn add(&mut self, text: &str, sign: char, has_blanks: bool, example: impl Fn() -> Example) {
        let mut parts = text.split(sign);
        let (whole, after) = (parts.next().unwrap_or_default(), parts.next().unwrap_or_default());
        if parts.next().is_some() {
            self.thousands += 1;
        } else if after.len() != 3 || has_blanks || !(1..=3).contains(&whole.len()) || whole.starts_with('0')
        {
            self.decimal += 1;
        } else if self.either.is_none() {
            self.either = Some(example());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const POINT: NumberFormat = NumberFormat { decimal: '.', thousands: None };
    const COMMA: NumberFormat = NumberFormat { decimal: ',', thousands: None };

    fn recognised(texts: &[&str]) -> Recognised<NumberFormat> {
        let mut evidence = NumberEvidence::default();
        for text in texts {
            evidence.add(text, (2, 0));
        }
        evidence.recognise()
    }

    fn one(decimal: char, thousands: Option<char>) -> Recognised<NumberFormat> {
        Recognised::One(NumberFormat { decimal, thousands })
    }

    #[test]
    fn numbers_say_their_format() {
        let cases: [(&[&str], Recognised<NumberFormat>); 17] = [
            (&["8", "200"], Recognised::Nothing),
            (&["8.5"], one('.', None)),
            (&["8,5"], one(',', None)),
            (&["1,234.56"], one('.', Some(','))),
            (&["1.234,56"], one(',', Some('.'))),
            (&["1,234", "8.5"], one('.', Some(','))),
            (&["1.234", "8,5"], one(',', Some('.'))),
            (&["1,234,567"], one('.', Some(','))),
            (&["1.234.567"], one(',', Some('.'))),
            (&["1 234,56"], one(',', Some(' '))),
            (&["1'234.56"], one('.', Some('\''))),
            (&["0,125"], one(',', None)),
            (&["1234.567"], one('.', None)),
            (&["-1\u{a0}234,5"], one(',', Some('\u{a0}'))),
            (&["1 250", "12,500"], one(',', Some(' '))),
            (&["12.5 %", "7.5%"], one('.', None)),
            (&["(12,50)", "n/a", "Euro 5.5.5"], one(',', None)),
        ];
        for (texts, expected) in cases {
            assert_eq!(recognised(texts), expected, "{texts:?}");
        }
    }

    #[test]
    fn what_reads_both_ways_is_asked_and_not_guessed() {
        for example in ["1,234", "1.234", "-12.000", "999,999"] {
            let Recognised::Several { fits, example: shown } = recognised(&["8", example]) else {
                panic!("{example} reads both ways")
            };
            assert_eq!(fits.iter().map(|format| format.decimal).collect::<String>(), ".,");
            assert_eq!(example, shown.text, "with its sign");
            assert!(fits.iter().all(|format| format.read(example).is_some()), "either reads it");
        }
        assert!(matches!(recognised(&["1,5", "1.5"]), Recognised::Several { .. }), "as many for each");
        let contradicted = recognised(&["1,5", "2,5", "1.5", "1,250"]);
        assert!(
            matches!(contradicted, Recognised::Several { .. }),
            "no matter of a majority: {contradicted:?}"
        );
        assert_eq!(recognised(&["1,5", "2,5", "1.5"]), one(',', None), "nothing is in doubt");
    }

    #[test]
    fn numbers_are_read_by_their_format_alone() {
        let grouped = NumberFormat { thousands: Some('.'), ..COMMA };
        let spaced = NumberFormat { thousands: Some(' '), ..COMMA };
        let cases: [(NumberFormat, &str, Option<&str>); 29] = [
            (POINT, "8", Some("8")),
            (POINT, " 8.50 ", Some("8.50")),
            (POINT, "-8.5", Some("-8.5")),
            (POINT, "\u{2212}8.5", Some("-8.5")),
            (POINT, "8.5-", Some("-8.5")),
            (POINT, "(8.5)", Some("-8.5")),
            (POINT, "+8.5", Some("8.5")),
            (POINT, ".5", Some("0.5")),
            (POINT, "5.", None),
            (POINT, ".", None),
            (POINT, "", None),
            (POINT, "-", None),
            (POINT, "--5", None),
            (POINT, "8,5", None),
            (POINT, "1,234.5", None),
            (POINT, "1e3", None),
            (POINT, "0x10", None),
            (POINT, "NaN", None),
            (POINT, "\u{663}", None),
            (grouped, "1.234,5", Some("1234.5")),
            (grouped, "1234,5", Some("1234.5")),
            (grouped, "0.125", None),
            (grouped, "0.125,5", None),
            (grouped, "0,125", Some("0.125")),
            (grouped, "12.34,5", None),
            (grouped, "1.23.456", None),
            (grouped, "1,234.5", None),
            (spaced, "1\u{a0}234\u{202f}567,5", Some("1234567.5")),
            (spaced, "1 23", None),
        ];
        for (format, text, expected) in cases {
            assert_eq!(format.read(text).as_deref(), expected, "{text:?} as {}", format.example());
        }
    }
}
