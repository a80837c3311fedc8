//! Layout agrees with the check of the texts that stands before it.

use chrono::NaiveDate;
use proforma_engine::money::{Currency, Money};

use crate::{Field, Line, PartyRole, ProformaDocument, Standing, render_pdf, text::printable};

#[test]
fn every_character_that_is_not_refused_is_laid_out() {
    let field = Field::Name(PartyRole::Customer);
    let (mut names, mut refused) = (Vec::new(), 0);
    for character in ('\0'..=char::MAX).filter(|character| *character != ' ') {
        // Between letters, so that a mark has something to stand on.
        let name = format!("a{character}b ");
        match printable(&name, field) {
            Ok(_) => names.push(name),
            Err(_) => refused += 1,
        }
    }
    assert!(names.len() > 30_000 && refused > 1_000_000, "{} printable, {refused} refused", names.len());
    let lines = names.chunks(300).map(|names| line(&names.concat()));
    render_pdf(&document(lines.collect())).expect("what is not refused is printed");
}

#[test]
fn clusters_of_letters_and_marks_are_laid_out_or_refused() {
    for letter in ['a', 'ж', 'ש', 'م', '阿', '9', '\u{301}', '\u{200D}', ' '] {
        for mark in ['\u{301}', '\u{5B8}', '\u{64B}', '\u{FE0F}', '\u{200D}', '\u{20DD}', '\u{3099}'] {
            let name = format!("x{letter}{mark}{mark}{letter} {mark}");
            if printable(&name, Field::ContractName).is_ok() {
                render_pdf(&document(vec![line(&name)]))
                    .unwrap_or_else(|error| unreachable!("{name:?}: {error}"));
            }
        }
    }
}

fn line(name: &str) -> Line {
    Line { name: name.to_owned(), note: None, amount: zero(), details: Vec::new() }
}

fn document(lines: Vec<Line>) -> ProformaDocument {
    ProformaDocument {
        standing: Standing::Draft,
        invoice_date: NaiveDate::from_ymd_opt(2020, 10, 5).expect("a date"),
        lines,
        ..ProformaDocument::blank()
    }
}

fn zero() -> Money {
    Money::zero(Currency::from_code("USD").expect("a known currency"))
}
