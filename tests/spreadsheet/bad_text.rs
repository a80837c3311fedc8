//! Texts that are no CSV, or not the one they seem: encodings, quotes, rows of odd lengths, limits.

use proforma_api::spreadsheet::ImportMap;

use crate::{book::map, corpus::Bad};

const HEADINGS: &str = "contract,date,quantity,unit_price";
const GOOD: &str = "LITWARE,2020-10-05,1,1";

pub(crate) fn all() -> Vec<Bad> {
    [forms(), encodings(), quotes(), shapes(), limits()].into_iter().flatten().collect()
}

fn text(rows: &str) -> String {
    format!("{HEADINGS}\n{rows}\n")
}

/// What is no text at all.
fn forms() -> Vec<Bad> {
    let nothing = "the file is empty";
    let ole = [b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1".to_vec(), vec![0; 512]].concat();
    vec![
        Bad::refused("no byte", "", nothing),
        Bad::refused("a mark and no text", b"\xEF\xBB\xBF".to_vec(), nothing),
        Bad::refused("blank lines", "\n\n\r\n \n", nothing),
        Bad::refused("only delimiters", ",,,\n,,,\n", nothing),
        Bad::refused(
            "an old workbook",
            ole,
            "an old workbook (XLS), or one with a password; save it as XLSX or CSV",
        ),
        Bad::refused("a PDF", "%PDF-1.7\n1 0 obj", "the file is a PDF; save it as XLSX or CSV"),
        Bad::refused(
            "a picture",
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01".to_vec(),
            "holds a byte of zero",
        ),
        Bad::refused("a program", b"\x7fELF\x02\x01\x01\0\0\0\0\0\0\0\0\0".to_vec(), "holds a byte of zero"),
        Bad::refused("JSON", "{\"contract\": 1}", "the file has no column \"contract\""),
        Bad::refused(
            "HTML",
            "<table><tr><td>contract</td></tr></table>",
            "the file has no column \"contract\"",
        ),
        Bad::refused("headings of another file", "a,b,c\n1,2,3\n", "the file has no column \"contract\""),
        Bad::refused("no headings", GOOD, "the file has no column \"contract\""),
        Bad::refused(
            "a delimiter that is named wrongly",
            format!("sep=;\n{HEADINGS}\n{GOOD}\n"),
            "the file has no column",
        ),
        Bad::refused(
            "two equal headings",
            format!("{HEADINGS},date\n{GOOD},x\n"),
            "the file has two columns \"date\"; rename one of them",
        ),
        Bad::refused(
            "a heading too few",
            "contract,date,quantity\nLITWARE,2020-10-05,1\n",
            "the file has no column \"unit_price\"",
        ),
        Bad::refused(
            "headings in another case",
            "Contract,Date,Quantity,Unit_price\n",
            "nearest is \"Contract\"",
        ),
    ]
}

fn named(encoding: &str) -> ImportMap {
    ImportMap { encoding: Some(encoding.to_owned()), ..map(&["contract", "date", "quantity", "unit_price"]) }
}

fn encodings() -> Vec<Bad> {
    let in_row_3 = |bytes: &[u8]| {
        [format!("{HEADINGS}\n{GOOD}\n").as_bytes(), bytes, format!(",2020-10-05,1,1\n{GOOD}\n").as_bytes()]
            .concat()
    };
    let broken: [(&str, &[u8]); 12] = [
        ("a lone continuation byte", b"A\x80B"),
        ("the first half of a letter", b"Malm\xC3"),
        ("an overlong slash", b"\xC0\xAF"),
        ("an overlong zero", b"\xE0\x80\x80"),
        ("half a surrogate", b"\xED\xA0\x80"),
        ("both halves of a surrogate", b"\xED\xA0\xBD\xED\xB8\x80"),
        ("beyond Unicode", b"\xF4\x90\x80\x80"),
        ("five bytes", b"\xF8\x88\x80\x80\x80"),
        ("Western letters", b"Malm\xF6"),
        ("Cyrillic letters of windows-1251", b"\xC8\xE2\xE0\xED"),
        ("Japanese of Shift_JIS", b"\x93\xFA\x96\x7B"),
        ("a byte that is never in UTF-8", b"\xFF"),
    ];
    let mut all: Vec<Bad> = broken
        .iter()
        .map(|(what, bytes)| {
            Bad::refused(format!("{what}, said to be UTF-8"), in_row_3(bytes), "row 3 is not text in UTF-8")
                .mapped(named("utf-8"))
        })
        .collect();
    // Where nothing is said, they are letters of an older encoding, and no contract is called so.
    all.extend(broken.iter().map(|(what, bytes)| {
        Bad::wrong(format!("{what}, recognised"), in_row_3(bytes), (3, "contract", "There is no contract \""))
    }));
    let utf_16 = |text: &str, to: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to).collect::<Vec<u8>>();
    let nobody = text("NOBODY,2020-10-05,1,1");
    let cut = |mut bytes: Vec<u8>| {
        bytes.pop();
        bytes
    };
    let little = [b"\xFF\xFE".to_vec(), utf_16(&nobody, u16::to_le_bytes)].concat();
    let big = [b"\xFE\xFF".to_vec(), utf_16(&nobody, u16::to_be_bytes)].concat();
    let no_contract = (2, "contract", "There is no contract \"NOBODY\"");
    all.extend([
        Bad::wrong("UTF-16 with its mark", little.clone(), no_contract),
        Bad::wrong("UTF-16 the other way round", big.clone(), no_contract),
        Bad::wrong("UTF-16 without its mark", utf_16(&nobody, u16::to_le_bytes), no_contract),
        Bad::refused("UTF-16 that ends inside a letter", cut(little), "is not text in UTF-16LE"),
        Bad::refused("the other UTF-16 that ends inside a letter", cut(big), "is not text in UTF-16BE"),
        Bad::refused(
            "UTF-16 said to be UTF-8",
            utf_16(&nobody, u16::to_le_bytes),
            "row 1 holds a byte of zero",
        )
        .mapped(named("utf-8")),
        Bad::refused("UTF-8 said to be UTF-16", nobody.clone(), "the file has no column")
            .mapped(named("utf-16le")),
        Bad::refused(
            "half a surrogate of UTF-16",
            [b"\xFF\xFE".to_vec(), utf_16(&text("X"), u16::to_le_bytes), b"\x00\xD8a\0\n\0".to_vec()]
                .concat(),
            "is not text in UTF-16LE",
        ),
        Bad::refused(
            "UTF-32",
            nobody.chars().flat_map(|sign| u32::from(sign).to_le_bytes()).collect::<Vec<u8>>(),
            "holds a byte of zero",
        ),
        Bad::refused("an encoding nobody knows", text(GOOD), "\"klingon\" is no encoding")
            .mapped(named("klingon")),
        Bad::refused(
            "a file that ends inside a letter",
            [text(GOOD).as_bytes(), b"Malm\xC3"].concat(),
            "is not text in UTF-8",
        )
        .mapped(named("utf-8")),
        Bad::refused(
            "EBCDIC",
            b"\x83\x96\x95\xA3\x99\x81\x83\xA3\x6B\x84\x81\xA3\x85\x15".to_vec(),
            "the file has no column",
        ),
        Bad::wrong(
            "a mark in the middle",
            text("\u{feff}LITWARE,2020-10-05,1,1"),
            (2, "contract", "There is no contract"),
        ),
        Bad::wrong(
            "signs that were broken before",
            text("Malm\u{fffd},2020-10-05,1,1"),
            (2, "contract", "There is no contract \"Malm\u{fffd}\""),
        ),
    ]);
    for (what, row) in [("a heading", 1), ("a cell", 2), ("a quoted cell", 2), ("the last row", 3)] {
        let bytes = match what {
            "a heading" => format!("contr\0act{HEADINGS}\n{GOOD}\n"),
            "a cell" => text("LIT\0WARE,2020-10-05,1,1"),
            "a quoted cell" => text("\"LIT\0WARE\",2020-10-05,1,1"),
            _ => text(&format!("{GOOD}\n\0")),
        };
        all.push(Bad::refused(format!("zero in {what}"), bytes, &format!("row {row} holds a byte of zero")));
    }
    all
}

fn quotes() -> Vec<Bad> {
    let mut all = Vec::new();
    for delimiter in [",", ";", "\t", "|"] {
        let with = |rows: &str| format!("{HEADINGS}\n{rows}\n").replace(',', delimiter);
        let what = |what: &str| format!("{what}, columns by {delimiter:?}");
        all.extend([
            Bad::refused(
                what("a quote that is never closed"),
                with(&format!("{GOOD}\n\"LITWARE,2020-10-05,1,1\n{GOOD}")),
                "row 3 opens a quote that is never closed",
            ),
            Bad::refused(
                what("a quote at the very end"),
                with("LITWARE,2020-10-05,1,\""),
                "row 2 opens a quote that is never closed",
            ),
            Bad::refused(
                what("text after a quote"),
                with("\"LITWARE\"x,2020-10-05,1,1"),
                "row 2 has text after a closing quote",
            ),
            Bad::refused(
                what("a blank after a quote"),
                with("\"LITWARE\" ,2020-10-05,1,1"),
                "row 2 has text after a closing quote",
            ),
            Bad::refused(
                what("a quote that is not doubled"),
                with("\"5\" pipe\",2020-10-05,1,1"),
                "row 2 has text after a closing quote",
            ),
            Bad::refused(
                what("an odd number of quotes"),
                with("\"\"\",2020-10-05,1,1"),
                "row 2 opens a quote that is never closed",
            ),
        ]);
    }
    all.extend([
        Bad::refused(
            "a quote that is opened in the headings",
            "\"contract,date\nx,1\n",
            "row 1 opens a quote",
        ),
        Bad::refused(
            "a row counted over line breaks in cells",
            text("\"a\nb\nc\",2020-10-05,1,1\n\"x\"y,2020-10-05,1,1"),
            "row 3 has text after",
        ),
        Bad::wrong(
            "a line break in a cell keeps the count",
            text("\"LITWARE\",2020-10-05,1,1\n\"a\nb\",2020-10-05,1,1"),
            (3, "contract", "There is no contract \"a\nb\""),
        ),
        Bad::wrong(
            "blank lines are counted",
            text("\n\nNOBODY,2020-10-05,1,1"),
            (4, "contract", "There is no contract"),
        ),
        Bad::wrong(
            "single quotes are letters",
            text("'LITWARE',2020-10-05,1,1"),
            (2, "contract", "There is no contract \"'LITWARE'\""),
        ),
    ]);
    all
}

fn shapes() -> Vec<Bad> {
    let cells = |row, column: &'static str, count: u32| {
        (row, column, format!("The row has {count} cells, and there are 4 headings"))
    };
    let ragged = [
        ("a cell too few", "LITWARE,2020-10-05,1".to_owned(), cells(2, "unit_price", 3)),
        ("one cell", "LITWARE".to_owned(), cells(2, "date", 1)),
        ("a cell too many", format!("{GOOD},x"), cells(2, "unit_price", 5)),
        ("many cells too many", format!("{GOOD}{}", ",x".repeat(50)), cells(2, "unit_price", 54)),
        (
            "a decimal comma without quotes",
            "LITWARE,2020-10-05,7,5,100".to_owned(),
            cells(2, "unit_price", 5),
        ),
        ("a line break without quotes", "LITWARE,2020-10-\n05,1,1".to_owned(), cells(2, "quantity", 2)),
        (
            "a short row after good ones",
            format!("{GOOD}\n{GOOD}\nLITWARE,2020-10-05"),
            cells(4, "quantity", 2),
        ),
        ("another delimiter in one row", format!("{GOOD}\nLITWARE;2020-10-05;1;1"), cells(3, "date", 1)),
        ("a sum below the rows", format!("{GOOD}\nTotal"), cells(3, "date", 1)),
    ];
    ragged
        .into_iter()
        .map(|(what, rows, (row, column, says))| Bad::wrong(what, text(&rows), (row, column, says.as_str())))
        .collect()
}

fn limits() -> Vec<Bad> {
    let long = "x".repeat(40_000);
    let wide = vec!["c"; 501].join(",");
    vec![
        Bad::refused(
            "a cell too long",
            text(&format!("{long},2020-10-05,1,1")),
            "row 2 has a cell of more than 32767 characters",
        ),
        Bad::refused(
            "a quoted cell too long",
            text(&format!("\"{long}\",2020-10-05,1,1")),
            "row 2 has a cell of more than",
        ),
        Bad::refused("a heading too long", format!("{long},{HEADINGS}\n"), "row 1 has a cell of more than"),
        Bad::refused("columns too many", format!("{wide}\n1\n"), "row 1 has more than 500 columns"),
        Bad::refused(
            "columns too many in a row",
            text(&format!("{GOOD}{}", ",".repeat(500))),
            "row 2 has more than 500 columns",
        ),
        Bad::refused(
            "a quote that swallows the file",
            format!("{HEADINGS}\n\"{}", format!("{GOOD}\n").repeat(5_000)),
            "row 2 has a cell of more than",
        ),
    ]
}
