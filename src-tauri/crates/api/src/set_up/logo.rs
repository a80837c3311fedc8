//! The picture on the company's invoices: told by what it holds, never by the name of its file.

use base64::{Engine, prelude::BASE64_STANDARD};
use proforma_pdf::check_logo;
use proforma_store::book::Logo;

use crate::{
    dto::{ChosenLogo, FieldProblem},
    error::ApiError,
    printing::printed_logo,
};

/// Largest picture in bytes.
pub const LOGO_BYTES_MAX: usize = 256 * 1024;

/// Most dots of a side: a small file may unfold into a picture that fills the memory.
const SIDE_MAX: u32 = 4_096;

/// A picture that a person has chosen, as the page shows it until it is saved.
///
/// # Errors
/// [`ApiError::Form`] where it may not be a logo, saying why.
pub fn chosen_logo(bytes: Vec<u8>) -> Result<ChosenLogo, ApiError> {
    let size = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
    let problem = |message| ApiError::Form(vec![FieldProblem { path: "logo".to_owned(), message }]);
    let logo = logo_of(bytes).map_err(problem)?;
    Ok(ChosenLogo { logo: data_uri(&logo), bytes: size })
}

/// A picture as a page shows it.
pub(super) fn data_uri(logo: &Logo) -> String {
    format!("data:{};base64,{}", logo.media_type, BASE64_STANDARD.encode(&logo.bytes))
}

/// A picture out of a data URI; none out of an empty text. The type is told by what it holds.
pub(crate) fn of_data_uri(text: &str) -> Result<Option<Logo>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    let encoded = text.split_once(";base64,").map(|(_, encoded)| encoded);
    let bytes = encoded.and_then(|encoded| BASE64_STANDARD.decode(encoded).ok());
    logo_of(bytes.ok_or("this is no picture")?).map(Some)
}

/// A picture that may be printed.
fn logo_of(bytes: Vec<u8>) -> Result<Logo, String> {
    if bytes.len() > LOGO_BYTES_MAX {
        return Err(format!("the picture has {} KB, at most 256 can be", bytes.len().div_ceil(1024)));
    }
    let media_type = if bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        check_sides(png_sides(&bytes))?;
        "image/png"
    } else if bytes.starts_with(b"\xff\xd8\xff") {
        check_sides(jpeg_sides(&bytes))?;
        "image/jpeg"
    } else {
        check_svg(&bytes)?;
        "image/svg+xml"
    };
    let logo = Logo { media_type: media_type.to_owned(), bytes };
    let printed = printed_logo(logo.clone()).ok_or(NO_PICTURE)?;
    check_logo(printed).map_err(|error| format!("the picture cannot be printed: {error}; take a PNG"))?;
    Ok(logo)
}

fn check_sides(sides: Option<(u32, u32)>) -> Result<(), String> {
    let (width, height) = sides.ok_or("the picture is damaged: its size cannot be read")?;
    if width == 0 || height == 0 {
        return Err("the picture is empty".to_owned());
    }
    if width > SIDE_MAX || height > SIDE_MAX {
        return Err(format!(
            "the picture is {width} × {height} dots, at most {SIDE_MAX} × {SIDE_MAX} can be"
        ));
    }
    Ok(())
}

fn png_sides(bytes: &[u8]) -> Option<(u32, u32)> {
    let side = |at: usize| Some(u32::from_be_bytes(bytes.get(at..at + 4)?.try_into().ok()?));
    (bytes.get(12..16)? == b"IHDR").then_some(())?;
    Some((side(16)?, side(20)?))
}

/// The sides stand in the first frame header, behind any number of other segments.
fn jpeg_sides(bytes: &[u8]) -> Option<(u32, u32)> {
    let number = |at: usize| Some(u16::from_be_bytes(bytes.get(at..at + 2)?.try_into().ok()?));
    let mut at = 2;
    loop {
        if *bytes.get(at)? != 0xff {
            return None;
        }
        match *bytes.get(at + 1)? {
            0xff => at += 1,
            0xc0..=0xc3 | 0xc5..=0xc7 | 0xc9..=0xcb | 0xcd..=0xcf => {
                return Some((number(at + 7)?.into(), number(at + 5)?.into()));
            }
            0xd0..=0xd8 | 0x01 => at += 2,
            0xd9 | 0xda => return None,
            _ => at += 2 + usize::from(number(at + 2)?),
        }
    }
}

/// An SVG draws and does nothing else: no scripts, nothing from elsewhere.
fn check_svg(bytes: &[u8]) -> Result<(), String> {
    let text = std::str::from_utf8(bytes).map_err(|_| NO_PICTURE)?;
    let document = roxmltree::Document::parse(text).map_err(|_| NO_PICTURE)?;
    if document.root_element().tag_name().name() != "svg" {
        return Err(NO_PICTURE.to_owned());
    }
    for node in document.descendants() {
        let name = node.tag_name().name();
        if matches!(name, "script" | "foreignObject" | "iframe" | "handler" | "listener") {
            return Err(format!("the drawing holds <{name}>: save it as a plain SVG, or take a PNG"));
        }
        if node.is_text() && node.parent().is_some_and(|parent| parent.tag_name().name() == "style") {
            check_style(node.text().unwrap_or_default())?;
        }
        for attribute in node.attributes() {
            check_attribute(attribute.name(), attribute.value())?;
        }
    }
    Ok(())
}

const NO_PICTURE: &str = "this is no PNG, JPEG or SVG picture";

fn check_attribute(name: &str, value: &str) -> Result<(), String> {
    let value = value.trim();
    let nested = ["data:image/png;base64,", "data:image/jpeg;base64,"]
        .iter()
        .find_map(|start| value.strip_prefix(start).map(|encoded| (*start, encoded)));
    if let Some((start, encoded)) = nested {
        check_nested(start.contains("png"), encoded)?;
    }
    let is_inside = value.starts_with('#') || nested.is_some();
    if name.len() > 2 && name.get(..2).is_some_and(|start| start.eq_ignore_ascii_case("on")) {
        return Err(format!("the drawing runs a script ({name}): save it as a plain SVG, or take a PNG"));
    }
    if matches!(name, "href" | "src") && !value.is_empty() && !is_inside {
        return Err(outside(value));
    }
    check_style(value)
}

/// A picture in a drawing unfolds like one alone.
fn check_nested(is_png: bool, encoded: &str) -> Result<(), String> {
    let encoded: String = encoded.split_ascii_whitespace().collect();
    let bytes = BASE64_STANDARD.decode(encoded).map_err(|_| NO_PICTURE)?;
    check_sides(if is_png { png_sides(&bytes) } else { jpeg_sides(&bytes) })
}

/// What a style or a reference may name: parts of the drawing itself.
fn check_style(style: &str) -> Result<(), String> {
    let small = style.to_ascii_lowercase();
    if small.contains("@import") || small.contains("javascript:") {
        return Err(outside(style));
    }
    for (at, _) in small.match_indices("url(") {
        let named = small[at + 4..].trim_start_matches([' ', '\'', '"']);
        if !named.starts_with('#') {
            return Err(outside(&style[at..]));
        }
    }
    Ok(())
}

fn outside(what: &str) -> String {
    let what = crate::typed::shortened(what.trim());
    format!("the drawing takes something from outside itself ({what}): save it as a plain SVG, or take a PNG")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn svg(inside: &str) -> Result<Logo, String> {
        let text = format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" viewBox=\"0 0 9 9\">{inside}</svg>"
        );
        logo_of(text.into_bytes())
    }

    #[test]
    fn a_drawing_draws_and_does_nothing_else() {
        for inside in [
            "<rect width='9' height='9' fill='url(#a)'/><linearGradient id='a'/>",
            "<use href='#a'/><use xlink:href='#a'/>",
            "<image width='1' height='1' href='data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='/>",
            "<style>.a { fill: url( '#b') }</style>",
        ] {
            assert_eq!(svg(inside).expect(inside).media_type, "image/svg+xml");
        }
        for (inside, what) in [
            ("<script>alert(1)</script>", "<script>"),
            ("<rect onload='x()'/>", "onload"),
            ("<rect ONLOAD='x()'/>", "ONLOAD"),
            ("<image href='https://example.com/a.png'/>", "https://example.com/a.png"),
            ("<image xlink:href='file:///etc/passwd'/>", "file:///etc/passwd"),
            ("<a href='javascript:alert(1)'/>", "javascript"),
            ("<rect style='fill:url(https://example.com)'/>", "https://example.com"),
            ("<style>@import 'https://example.com'</style>", "@import"),
            ("<foreignObject/>", "<foreignObject>"),
            ("<image href='data:text/html;base64,AAAA'/>", "data:text/html"),
        ] {
            let why = svg(inside).expect_err(inside);
            assert!(why.contains(what) && why.contains("plain SVG"), "{inside}: {why}");
        }
    }

    #[test]
    fn a_picture_in_a_drawing_is_no_larger_than_one_alone() {
        // A header that says 100,000 x 100,000 dots.
        let vast = "<image href='data:image/png;base64,iVBORw0KGgoAAAANSUhEUgABhqAAAYagCAYAAAA='/>";
        assert!(svg(vast).expect_err("too large").contains("100000 × 100000 dots"));
        let cut_off = svg("<image href='data:image/jpeg;base64,AAAA'/>").expect_err("no picture");
        assert!(cut_off.contains("damaged"), "{cut_off}");
    }

    #[test]
    fn the_type_is_told_by_what_it_holds() {
        let dot = BASE64_STANDARD
            .decode("iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==")
            .expect("base64");
        assert_eq!(logo_of(dot.clone()).expect("a picture").media_type, "image/png");
        let cut_off = logo_of(dot[..40].to_vec()).expect_err("cut off");
        assert!(cut_off.starts_with("the picture cannot be printed"), "{cut_off}");
        let huge = [&dot[..16], &[0, 1, 0, 0, 0, 0, 0, 20]].concat();
        assert!(logo_of(huge).expect_err("too wide").contains("65536 × 20 dots"));
        for nothing in [b"MZ\x90".to_vec(), b"<html/>".to_vec(), Vec::new(), b"GIF89a".to_vec()] {
            assert_eq!(logo_of(nothing).expect_err("no picture"), NO_PICTURE);
        }
        assert!(logo_of(vec![0; LOGO_BYTES_MAX + 1]).expect_err("too large").contains("257 KB"));
    }

    #[test]
    fn the_sides_of_a_jpeg_stand_behind_other_segments() {
        let jpeg = [0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0xff, 0xc2, 0, 11, 8, 0, 20, 0, 40];
        assert_eq!(jpeg_sides(&jpeg), Some((40, 20)));
        assert_eq!(jpeg_sides(&jpeg[..10]), None, "cut off");
        assert_eq!(jpeg_sides(&[0xff, 0xd8, 0xff, 0xd9]), None, "it ends before");
    }

    #[test]
    fn a_data_uri_goes_both_ways() {
        let logo = svg("<rect/>").expect("a drawing");
        assert_eq!(of_data_uri(&data_uri(&logo)), Ok(Some(logo)));
        assert_eq!(of_data_uri(""), Ok(None));
        assert!(of_data_uri("data:image/png;base64,%%%").is_err());
    }
}
