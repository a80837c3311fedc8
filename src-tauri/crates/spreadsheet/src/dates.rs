//! Dates as people write them: in which order day, month and year stand.

use std::fmt;

use chrono::NaiveDate;

use crate::{Example, Recognised};

/// The formats that are recognised, likeliest first where several say the same. Months by name are read in either length.
const KNOWN: [&str; 24] = [
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y%m%d",
    "%d.%m.%Y",
    "%d/%m/%Y",
    "%m/%d/%Y",
    "%d-%m-%Y",
    "%m-%d-%Y",
    "%m.%d.%Y",
    "%d.%m.%y",
    "%d/%m/%y",
    "%m/%d/%y",
    "%d-%m-%y",
    "%m-%d-%y",
    "%m.%d.%y",
    "%y-%m-%d",
    "%y/%m/%d",
    "%y.%m.%d",
    "%d %b %Y",
    "%d-%b-%Y",
    "%d-%b-%y",
    "%b %d, %Y",
    "%d. %b %Y",
];

/// The names of months by their beginnings: English, then what differs in Swedish, German and French.
const MONTHS: [&[&str]; 12] = [
    &["january", "januari", "januar", "janvier", "jan", "janv"],
    &["february", "februari", "februar", "février", "feb", "févr"],
    &["march", "mars", "märz", "mar", "mär"],
    &["april", "avril", "apr", "avr"],
    &["may", "maj", "mai"],
    &["june", "juni", "juin", "jun"],
    &["july", "juli", "juillet", "jul", "juil"],
    &["august", "augusti", "août", "aug"],
    &["september", "septembre", "sep", "sept"],
    &["october", "oktober", "octobre", "oct", "okt"],
    &["november", "novembre", "nov"],
    &["december", "dezember", "décembre", "dec", "dez", "déc"],
];

/// How dates are written in a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateFormat {
    pattern: String,
    tokens: Vec<Token>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Token {
    Year,
    ShortYear,
    Month,
    MonthName,
    Day,
    Sign(char),
}

/// A date format that is none.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "\"{pattern}\" is not a date format: it needs %d, one of %m and %b, and one of %Y and %y, each once, such as %d.%m.%Y"
)]
pub struct DateFormatError {
    /// What was found.
    pub pattern: String,
}

impl DateFormat {
    /// A format in the spelling of `strftime`: `%d`, `%m`, `%b`, `%Y`, `%y`, and the signs between them.
    ///
    /// # Errors
    /// [`DateFormatError`].
    pub fn new(pattern: &str) -> Result<Self, DateFormatError> {
        let refused = || DateFormatError { pattern: pattern.chars().take(40).collect() };
        let mut tokens = Vec::new();
        let mut signs = pattern.chars();
        while let Some(sign) = signs.next() {
            if sign != '%' {
                tokens.push(Token::Sign(sign));
                continue;
            }
            // One digit or two: both are read.
            let mut letter = signs.next();
            if letter == Some('-') {
                letter = signs.next();
            }
            tokens.push(match letter {
                Some('Y') => Token::Year,
                Some('y') => Token::ShortYear,
                Some('m') => Token::Month,
                Some('b' | 'B' | 'h') => Token::MonthName,
                Some('d' | 'e') => Token::Day,
                Some(_) | None => return Err(refused()),
            });
        }
        let count = |wanted: &[Token]| tokens.iter().filter(|token| wanted.contains(token)).count();
        let is_whole = count(&[Token::Day]) == 1
            && count(&[Token::Month, Token::MonthName]) == 1
            && count(&[Token::Year, Token::ShortYear]) == 1;
        if is_whole { Ok(Self { pattern: pattern.to_owned(), tokens }) } else { Err(refused()) }
    }

    /// As it is written in a map.
    #[must_use]
    pub fn pattern(&self) -> &str {
        &self.pattern
    }

    /// Whether the day comes between year and month, so that an international date looks like one of this format.
    #[must_use]
    pub fn is_year_day_month(&self) -> bool {
        let mut parts = self.tokens.iter().filter(|token| !matches!(token, Token::Sign(_)));
        parts.next() == Some(&Token::Year) && parts.next() == Some(&Token::Day)
    }

    /// A date as it looks in this format.
    #[must_use]
    pub fn show(&self, date: NaiveDate) -> String {
        date.format(&self.pattern).to_string()
    }

    /// The date that a text says; a time of day behind it is left out. None where the text is no date of this format.
    #[must_use]
    pub fn read(&self, text: &str) -> Option<NaiveDate> {
        let (mut year, mut month, mut day) = (0, 0, 0);
        let mut rest = text.trim();
        for (index, token) in self.tokens.iter().enumerate() {
            // Without a sign between them, only the number of digits tells the parts apart.
            let is_tight = self.tokens.get(index + 1).is_some_and(|next| !matches!(next, Token::Sign(_)));
            let digits_min = if is_tight || index > 0 && !matches!(self.tokens[index - 1], Token::Sign(_)) {
                2
            } else {
                1
            };
            match token {
                Token::Sign(sign) => rest = rest.strip_prefix(*sign)?,
                Token::Year => (year, rest) = digits(rest, 4, 4)?,
                Token::ShortYear => {
                    (year, rest) = digits(rest, 2, 2)?;
                    year += if year < 70 { 2000 } else { 1900 };
                }
                Token::Month => (month, rest) = digits(rest, digits_min, 2)?,
                Token::MonthName => (month, rest) = month_name(rest)?,
                Token::Day => (day, rest) = digits(rest, digits_min, 2)?,
            }
        }
        if !rest.is_empty() && !is_time_of_day(rest) {
            return None;
        }
        NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, day)
    }
}

impl fmt::Display for DateFormat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.pattern)
    }
}

fn digits(text: &str, least: usize, most: usize) -> Option<(u32, &str)> {
    let length = text.bytes().take(most + 1).take_while(u8::is_ascii_digit).count();
    let length = length.min(most);
    if length < least {
        return None;
    }
    let (digits, rest) = text.split_at(length);
    Some((digits.parse().ok()?, rest))
}

fn month_name(text: &str) -> Option<(u32, &str)> {
    let end = text.find(|sign: char| !sign.is_alphabetic()).unwrap_or(text.len());
    let (name, rest) = text.split_at(end);
    let name = name.to_lowercase();
    let month = MONTHS.iter().position(|names| names.contains(&name.as_str()))?;
    // Short names may end in a point.
    Some((u32::try_from(month + 1).ok()?, rest.strip_prefix('.').unwrap_or(rest)))
}

/// ` 14:30`, `T14:30:00.000`, ` 2:30 PM`; never with a time zone, in which the day may be another.
fn is_time_of_day(text: &str) -> bool {
    let Some(time) = text.strip_prefix([' ', 'T']) else { return false };
    let time = time.trim();
    let halves = ["AM", "PM", "am", "pm"];
    let time = halves.iter().find_map(|half| time.strip_suffix(half)).map_or(time, str::trim_end);
    let mut parts = time.split(':');
    let is_number =
        |part: &str, most: u32| part.len() <= 2 && part.parse::<u32>().is_ok_and(|number| number <= most);
    let (Some(hour), Some(minute)) = (parts.next(), parts.next()) else { return false };
    let is_second = parts.next().is_none_or(|second| {
        let (whole, fraction) = second.split_once('.').unwrap_or((second, "0"));
        is_number(whole, 60) && !fraction.is_empty() && fraction.bytes().all(|byte| byte.is_ascii_digit())
    });
    is_number(hour, 24) && is_number(minute, 59) && is_second && parts.next().is_none()
}

/// What the dates of a file say of their format.
#[derive(Debug, Clone)]
pub struct DateEvidence {
    formats: Vec<Candidate>,
}

#[derive(Debug, Clone)]
struct Candidate {
    format: DateFormat,
    fits: u32,
    /// The first value that it reads as another date than a candidate does, by the place of that candidate.
    differs: Vec<(usize, Example)>,
    /// How many values it reads that a candidate reads as well, by the place of that candidate.
    with: Vec<(usize, u32)>,
}

impl Default for DateEvidence {
    fn default() -> Self {
        let known = KNOWN.iter().filter_map(|pattern| DateFormat::new(pattern).ok());
        Self {
            formats: known
                .map(|format| Candidate { format, fits: 0, differs: Vec::new(), with: Vec::new() })
                .collect(),
        }
    }
}

impl DateEvidence {
    /// Looks at one value; `place` is its row and its column.
    pub fn add(&mut self, text: &str, place: (u32, usize)) {
        let mut read: Vec<(usize, NaiveDate)> = Vec::new();
        for (index, candidate) in self.formats.iter_mut().enumerate() {
            if let Some(date) = candidate.format.read(text) {
                candidate.fits += 1;
                read.push((index, date));
            }
        }
        for (nth, (index, date)) in read.iter().enumerate() {
            for (other, other_date) in &read[nth + 1..] {
                for (one, another) in [(*index, *other), (*other, *index)] {
                    let with = &mut self.formats[one].with;
                    match with.iter_mut().find(|(known, _)| *known == another) {
                        Some((_, count)) => *count += 1,
                        None => with.push((another, 1)),
                    }
                }
                let differs = &mut self.formats[*index].differs;
                if date != other_date && !differs.iter().any(|(known, _)| known == other) {
                    differs.push((*other, Example::new(text, place)));
                }
            }
        }
    }

    /// The format by which most values are dates.
    #[must_use]
    pub fn recognise(&self) -> Recognised<DateFormat> {
        let most = self.formats.iter().map(|candidate| candidate.fits).max().unwrap_or(0);
        if most == 0 {
            return Recognised::Nothing;
        }
        let best: Vec<usize> =
            (0..self.formats.len()).filter(|index| self.formats[*index].fits == most).collect();
        let format = |index: usize| self.formats[index].format.clone();
        // Formats that read no value differently are one: they read other values, or the same dates.
        let first = best[0];
        // One that reads a value which the best does not is no matter of a majority, however few there are of them.
        let rivals = |other: &usize| best.contains(other) || self.reads_alone(*other, first);
        let differing: Vec<(usize, &Example)> =
            self.differing_from(first).into_iter().filter(|(other, _)| rivals(other)).collect();
        if let Some((_, example)) = differing.first() {
            let others = differing.iter().map(|(other, _)| *other);
            let fits = std::iter::once(first).chain(others).map(format).collect();
            return Recognised::Several { fits, example: (*example).clone() };
        }
        Recognised::One(format(first))
    }

    /// Whether a candidate reads a value that another one does not.
    fn reads_alone(&self, candidate: usize, other: usize) -> bool {
        let Candidate { fits, with, .. } = &self.formats[candidate];
        let both = with.iter().find(|(known, _)| *known == other).map_or(0, |(_, count)| *count);
        *fits > both
    }

    /// The candidates that read a value as another date, each with such a value.
    fn differing_from(&self, candidate: usize) -> Vec<(usize, &Example)> {
        let later = self.formats[candidate].differs.iter().map(|(other, example)| (*other, example));
        // Of two candidates the first keeps the value.
        let earlier = self.formats[..candidate].iter().enumerate().filter_map(|(other, known)| {
            known.differs.iter().find(|(of, _)| *of == candidate).map(|(_, example)| (other, example))
        });
        later.chain(earlier).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recognised(texts: &[&str]) -> Recognised<DateFormat> {
        let mut evidence = DateEvidence::default();
        for text in texts {
            evidence.add(text, (2, 0));
        }
        evidence.recognise()
    }

    fn patterns(texts: &[&str]) -> Vec<String> {
        match recognised(texts) {
            Recognised::Nothing => Vec::new(),
            Recognised::One(format) => vec![format.pattern],
            Recognised::Several { fits, .. } => fits.into_iter().map(|format| format.pattern).collect(),
        }
    }

    #[test]
    fn dates_say_their_format() {
        let cases: [(&[&str], &str); 19] = [
            (&["2020-10-05"], "%Y-%m-%d"),
            (&["2020-10-05T00:00:00"], "%Y-%m-%d"),
            (&["2020-10-05 14:30:00.123"], "%Y-%m-%d"),
            (&["20201005"], "%Y%m%d"),
            (&["05.10.2020", "19.10.2020"], "%d.%m.%Y"),
            (&["5/10/2020", "19/10/2020"], "%d/%m/%Y"),
            (&["10/5/2020", "10/19/2020"], "%m/%d/%Y"),
            (&["10/5/2020 2:30 PM", "10/19/2020 12:00 AM"], "%m/%d/%Y"),
            (&["19-10-20", "31-12-99"], "%d-%m-%y"),
            (&["5 Oct 2020"], "%d %b %Y"),
            (&["5 oktober 2020"], "%d %b %Y"),
            (&["5-Oct-2020"], "%d-%b-%Y"),
            (&["5-Oct-20"], "%d-%b-%y"),
            (&["October 5, 2020"], "%b %d, %Y"),
            (&["5. März 2020"], "%d. %b %Y"),
            (&["31.09.2020", "05.10.2020", "19.10.2020", "n/a"], "%d.%m.%Y"),
            (&["2020-10-05", "05.10.2020"], "%Y-%m-%d"),
            (&["5/5/2020", "6/6/2020"], "%d/%m/%Y"),
            (&["1/2/2020", "2/2/2020", "13/2/2020"], "%d/%m/%Y"),
        ];
        for (texts, expected) in cases {
            assert_eq!(patterns(texts), [expected], "{texts:?}");
        }
        assert_eq!(recognised(&["soon", "", "44109"]), Recognised::Nothing);
    }

    #[test]
    fn day_and_month_that_may_be_either_are_asked_and_not_guessed() {
        let both: [(&[&str], &[&str]); 4] = [
            (&["5/10/2020"], &["%d/%m/%Y", "%m/%d/%Y"]),
            (&["05-10-2020", "05-05-2020"], &["%d-%m-%Y", "%m-%d-%Y"]),
            (&["05.10.2020"], &["%d.%m.%Y", "%m.%d.%Y"]),
            (&["05/10/20"], &["%d/%m/%y", "%m/%d/%y", "%y/%m/%d"]),
        ];
        for (texts, expected) in both {
            assert_eq!(patterns(texts), expected, "{texts:?}");
        }
        let Recognised::Several { example, .. } = recognised(&["5/5/2020", "5/10/2020"]) else {
            panic!("two orders fit")
        };
        assert_eq!(example.text, "5/10/2020", "shown is what reads differently");
    }

    #[test]
    fn dates_are_read_by_their_format_alone() {
        let cases = [
            ("%d.%m.%Y", "5.10.2020", Some("2020-10-05")),
            ("%d.%m.%Y", " 05.10.2020 ", Some("2020-10-05")),
            ("%d.%m.%Y", "31.09.2020", None),
            ("%d.%m.%Y", "29.02.2021", None),
            ("%d.%m.%Y", "29.02.2020", Some("2020-02-29")),
            ("%d.%m.%Y", "5.10.20", None),
            ("%d.%m.%Y", "5.10.20201", None),
            ("%d.%m.%Y", "2020-10-05", None),
            ("%d.%m.%Y", "5.10.2020 25:00", None),
            ("%Y-%m-%d", "2020-10-05T22:00:00Z", None),
            ("%Y-%m-%d", "2020-10-05T22:00:00+02:00", None),
            ("%Y-%m-%d", "2020-10-05x", None),
            ("%Y-%m-%d", "", None),
            ("%Y%m%d", "20201005", Some("2020-10-05")),
            ("%Y%m%d", "2020105", None),
            ("%d%m%y", "051020", Some("2020-10-05")),
            ("%d %b %Y", "5 Sept. 2020", Some("2020-09-05")),
            ("%d %B %Y", "5 september 2020", Some("2020-09-05")),
            ("%d %b %Y", "5 Foo 2020", None),
            ("%-d/%-m/%y", "5/1/69", Some("2069-01-05")),
            ("%d/%m/%y", "5/1/70", Some("1970-01-05")),
        ];
        for (pattern, text, expected) in cases {
            let format = DateFormat::new(pattern).expect("a format");
            assert_eq!(
                format.read(text).map(|date| date.to_string()).as_deref(),
                expected,
                "{text:?} as {pattern}"
            );
        }
    }

    #[test]
    fn a_format_has_each_part_once() {
        for pattern in ["", "%d.%m", "%d.%m.%Y.%y", "%d.%m.%b.%Y", "%H:%M", "dd.mm.yyyy", "%", "%d.%m.%Y%"] {
            assert!(DateFormat::new(pattern).is_err(), "{pattern:?}");
        }
    }
}
