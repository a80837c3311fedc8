//! Workbooks that are none, or that do what no workbook of a person does.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use proforma_api::spreadsheet::ImportMap;

use crate::{
    book::map,
    corpus::Bad,
    workbook::{COLUMNS, Made, good, headings, number, row, text},
};

pub(crate) fn all() -> Vec<Bad> {
    let all = [archives(), bombs(), parts(), sheets(), cells(), pieces()].into_iter().flatten();
    all.map(|bad| Bad { map: ImportMap { columns: map(&COLUMNS).columns, ..bad.map }, ..bad }).collect()
}

fn rows(rows: &str) -> Made {
    Made::of_rows(&format!("{}{rows}", headings()))
}

fn zip(parts: &[(&str, &[u8])]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
    for (name, bytes) in parts {
        zip.start_file(*name, options).unwrap();
        zip.write_all(bytes).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

fn archives() -> Vec<Bad> {
    let whole = rows(&good(2)).bytes();
    let mut all = vec![
        Bad::refused("an empty archive", zip(&[]), "an archive, but no workbook; save it as XLSX or CSV"),
        Bad::refused("an archive of texts", zip(&[("a.txt", b"a")]), "an archive, but no workbook"),
        Bad::refused(
            "an OpenDocument file",
            zip(&[("content.xml", b"<x/>"), ("mimetype", b"x")]),
            "an OpenDocument file; save it as XLSX or CSV",
        ),
        Bad::refused(
            "a binary workbook",
            zip(&[("[Content_Types].xml", b"<x/>"), ("xl/workbook.bin", b"x")]),
            "a binary workbook (XLSB)",
        ),
        Bad::refused(
            "a text document",
            zip(&[("[Content_Types].xml", b"<x/>"), ("word/document.xml", b"x")]),
            "a text document of Word",
        ),
        Bad::refused("the beginning of an archive", b"PK\x03\x04".to_vec(), "the workbook is damaged"),
        Bad::refused(
            "an archive of zeros",
            [b"PK\x03\x04".to_vec(), vec![0; 1_000]].concat(),
            "the workbook is damaged",
        ),
    ];
    for part in 1..8 {
        let cut = whole[..whole.len() * part / 8].to_vec();
        all.push(Bad::refused(
            format!("a workbook cut after {part} eighths"),
            cut,
            "the workbook is damaged",
        ));
    }
    // Bytes in the packed cells: either what comes out differs from its checksum, or nothing comes out.
    let packed = whole.windows(24).position(|window| window == b"xl/worksheets/sheet1.xml").unwrap() + 24;
    for step in [8, 24, 48, 96] {
        let mut flipped = whole.clone();
        flipped[packed + step] ^= 0x55;
        all.push(Bad::refused(
            format!("a byte flipped {step} bytes into the cells"),
            flipped,
            "the workbook is damaged",
        ));
    }
    let mut twice =
        zip(&[("[Content_Types].xml", b"<x/>"), ("xl/styles.xml", b"<x/>"), ("xl/Styles.xml", b"<y/>")]);
    all.push(Bad::refused(
        "two parts whose names differ in case",
        twice.clone(),
        "two parts that are called",
    ));
    let (first, last) = (b"xl/Styles.xml", b"xl/styles.xml");
    while let Some(place) = twice.windows(first.len()).position(|window| window == first) {
        twice[place..place + last.len()].copy_from_slice(last);
    }
    all.push(Bad::refused("two parts of one name", twice, "the workbook "));
    all
}

fn bombs() -> Vec<Bad> {
    let zeros = |megabytes: usize| vec![b' '; megabytes << 20];
    let many: Vec<(String, Vec<u8>)> =
        (0..1_001).map(|index| (format!("xl/media/{index}.bin"), Vec::new())).collect();
    let many: Vec<(&str, &[u8])> =
        many.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let ratio = "inflates to more than 200 times its size";
    let announcing = |count: &str| {
        rows(&good(2))
            .part("xl/sharedStrings.xml", format!("<sst uniqueCount{count}><si><t>x</t></si></sst>"))
            .bytes()
    };
    let announced = "xl/sharedStrings.xml announces more texts than it holds";
    let entities =
        "<!DOCTYPE x [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;\">]>";
    let cell = row(2, &[text("A2", "&c;"), text("B2", "LITWARE")]);
    let with_entities = rows(&cell).part(
        "xl/worksheets/sheet1.xml",
        format!("{entities}<worksheet><sheetData>{}{cell}</sheetData></worksheet>", headings()),
    );
    // A kilobyte that packs to about ten bytes, so that only the sum is too much.
    let mut heavy = Vec::with_capacity(130 << 20);
    let mut noise = 1_u64;
    while heavy.len() < 130 << 20 {
        noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        heavy.extend(b"<t>");
        heavy.extend(noise.to_le_bytes().map(|byte| b'a' + byte % 26));
        heavy.extend([b' '; 800]);
        heavy.extend(b"</t>");
    }
    vec![
        Bad::refused("cells that are a bomb", rows(&good(2)).part("xl/worksheets/sheet1.xml", zeros(4)).bytes(), ratio),
        Bad::refused("styles that are a bomb", rows(&good(2)).part("xl/styles.xml", zeros(4)).bytes(), ratio),
        Bad::refused("texts that are a bomb", rows(&good(2)).part("xl/sharedStrings.xml", zeros(4)).bytes(), ratio),
        Bad::refused("a picture that is a bomb", rows(&good(2)).part("xl/media/a.png", zeros(4)).bytes(), ratio),
        Bad::refused("a sheet nobody reads that is a bomb", rows(&good(2)).part("xl/worksheets/sheet9.xml", zeros(4)).bytes(), ratio),
        Bad::refused("a theme that is a bomb", rows(&good(2)).part("xl/theme/theme1.xml", zeros(4)).bytes(), ratio),
        Bad::refused("texts beyond what is held", rows(&good(2)).part("xl/sharedStrings.xml", heavy).bytes(), "in \"xl/sharedStrings.xml\""),
        Bad::refused("parts too many", zip(&many), "parts, and at most 1000 are read"),
        Bad::refused("a text without an end", rows(&good(2)).part("xl/sharedStrings.xml", noise_text()).bytes(), "holds a text that is longer than any cell can be"),
        Bad::refused("texts announced", announcing("=\"99999999999\""), announced),
        Bad::refused("texts announced in another spelling", announcing(" = '+9999999999'"), announced),
        Bad::refused("texts announced beyond counting", announcing("=\"99999999999999999999999999\""), announced),
        Bad::refused("a laugh of entities", with_entities.bytes(), "the workbook is damaged"),
        Bad::refused(
            "an entity from outside",
            rows("").part("xl/worksheets/sheet1.xml", "<!DOCTYPE x [<!ENTITY a SYSTEM \"file:///etc/passwd\">]><worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>&a;</v></c></row></sheetData></worksheet>").bytes(),
            "the workbook ",
        ),
    ]
}

/// Two megabytes that do not pack well, without a mark.
fn noise_text() -> Vec<u8> {
    let mut noise = 7_u64;
    let letters = (0..2 << 20).map(|_| {
        noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        b'a' + u8::try_from((noise >> 33) % 26).unwrap()
    });
    letters.collect()
}

fn parts() -> Vec<Bad> {
    let damaged = "the workbook ";
    let mut all = Vec::new();
    for part in ["xl/workbook.xml", "xl/_rels/workbook.xml.rels", "xl/worksheets/sheet1.xml"] {
        all.push(Bad::refused(format!("without {part}"), rows(&good(2)).without(part).bytes(), damaged));
        all.push(Bad::refused(format!("nothing in {part}"), rows(&good(2)).part(part, "").bytes(), damaged));
        all.push(Bad::refused(
            format!("no XML in {part}"),
            rows(&good(2)).part(part, "<<<>>>").bytes(),
            damaged,
        ));
        all.push(Bad::refused(
            format!("half of {part}"),
            rows(&good(2)).part(part, "<workbook><sheets").bytes(),
            damaged,
        ));
    }
    all
}

fn sheets() -> Vec<Bad> {
    let sheet = |inner: &str| {
        rows("")
            .part(
                "xl/worksheets/sheet1.xml",
                format!("<worksheet><sheetData>{inner}</sheetData></worksheet>"),
            )
            .bytes()
    };
    let mut asked = Bad::refused(
        "a sheet that is not there",
        rows(&good(2)).bytes(),
        "the workbook has no sheet \"October\"; it has \"Export\"",
    );
    asked.map.sheet = Some("October".to_owned());
    vec![
        Bad::refused("no cell", Made::of_rows("").bytes(), "the workbook has no sheet with cells"),
        Bad::refused(
            "empty cells",
            Made::of_rows("<row r=\"1\"><c r=\"A1\"/></row>").bytes(),
            "the workbook has no sheet with cells",
        ),
        Bad::refused(
            "rows out of order",
            rows(&format!("{}{}", good(9), good(3))).bytes(),
            "row 3 of the sheet comes after a later one",
        ),
        Bad::refused(
            "a column beyond the last",
            rows(&row(2, &[text("XFE2", "x")])).bytes(),
            "row 2 has more than 500 columns",
        ),
        Bad::refused(
            "a column beyond what is read",
            rows(&row(2, &[text("ZZ2", "x")])).bytes(),
            "row 2 has more than 500 columns",
        ),
        Bad::refused("a place that is none", rows(&row(2, &[text("?!", "x")])).bytes(), "the workbook "),
        Bad::refused(
            "a row of number zero",
            sheet("<row r=\"0\"><c r=\"A0\"><v>1</v></c></row>"),
            "the workbook ",
        ),
        Bad::refused(
            "a row beyond the last",
            sheet("<row r=\"99999999999\"><c r=\"A99999999999\"><v>1</v></c></row>"),
            "the workbook ",
        ),
        Bad::refused(
            "a shared text that is not there",
            sheet("<row r=\"1\"><c r=\"A1\" t=\"s\"><v>77</v></c></row>"),
            "the workbook ",
        ),
        Bad::refused(
            "a cell with a stranger inside",
            sheet("<row r=\"1\"><c r=\"A1\"><evil/></c></row>"),
            "the workbook ",
        ),
        Bad::refused("a cell that never ends", sheet("<row r=\"1\"><c r=\"A1\"><v>1"), "the workbook "),
        Bad::refused(
            "a number that is none",
            sheet("<row r=\"1\"><c r=\"A1\"><v>one</v></c></row>"),
            "the file has no column",
        ),
        asked,
    ]
}

fn cells() -> Vec<Bad> {
    let with = |place: usize, cell: String| {
        let mut cells = vec![
            text("A2", "x"),
            text("B2", "LITWARE"),
            number("C2", 1, "44109"),
            number("D2", 0, "1"),
            number("E2", 0, "1"),
        ];
        cells[place] = cell;
        rows(&row(2, &cells)).bytes()
    };
    let error = |place: &str, error: &str| format!("<c r=\"{place}\" t=\"e\"><v>{error}</v></c>");
    let mut all = Vec::new();
    for shown in ["#REF!", "#DIV/0!", "#N/A", "#VALUE!", "#NAME?", "#NUM!", "#NULL!"] {
        let says = format!("The cell shows {shown}.");
        all.push(Bad::wrong(
            format!("{shown} as a quantity"),
            with(3, error("D2", shown)),
            (2, "quantity", says.as_str()),
        ));
        all.push(Bad::wrong(
            format!("{shown} as a contract"),
            with(1, error("B2", shown)),
            (2, "contract", says.as_str()),
        ));
    }
    all.extend([
        Bad::wrong(
            "a formula without its value",
            with(3, "<c r=\"D2\"><f>1+1</f></c>".to_owned()),
            (2, "quantity", "\"quantity\" is empty"),
        ),
        Bad::wrong(
            "a number as a date",
            with(2, number("C2", 0, "44109")),
            (2, "date", "Format the column as dates"),
        ),
        Bad::wrong(
            "a date as a number",
            with(3, number("D2", 1, "44109")),
            (2, "quantity", "2020-10-05 is a date"),
        ),
        Bad::wrong(
            "a date before the calendar of books",
            with(2, number("C2", 1, "-700000")),
            (2, "date", ""),
        ),
        Bad::wrong(
            "a date of day zero",
            with(2, number("C2", 1, "0")),
            (2, "date", "is not between 1900-01-01 and 2199-12-31"),
        ),
        Bad::wrong(
            "a date beyond the calendar",
            with(2, number("C2", 1, "2958465")),
            (2, "date", "is not between 1900-01-01 and 2199-12-31"),
        ),
        Bad::wrong("a date beyond any calendar", with(2, number("C2", 1, "1e15")), (2, "date", "")),
        Bad::wrong(
            "yes as a quantity",
            with(3, "<c r=\"D2\" t=\"b\"><v>1</v></c>".to_owned()),
            (2, "quantity", "\"TRUE\" is not a decimal number"),
        ),
        Bad::wrong(
            "a number beyond a book",
            with(3, number("D2", 0, "1e12")),
            (2, "quantity", "is beyond the limit"),
        ),
        Bad::wrong(
            "a number beyond counting",
            with(3, number("D2", 0, "1e300")),
            (2, "quantity", "is no value of a book"),
        ),
        Bad::wrong(
            "a number with seven decimals",
            with(3, number("D2", 0, "0.1234567")),
            (2, "quantity", "has more than 6 decimals"),
        ),
        Bad::wrong(
            "a text date of another day",
            with(2, text("C2", "2020-09-31")),
            (2, "date", "is not a date"),
        ),
        Bad::wrong("a blank contract", with(1, text("B2", "  ")), (2, "contract", "\"contract\" is empty")),
        Bad::wrong(
            "a formula for a contract",
            with(1, text("B2", "=HYPERLINK(1)")),
            (2, "contract", "There is no contract \"=HYPERLINK(1)\""),
        ),
        Bad::refused(
            "a cell too long",
            with(1, text("B2", &"x".repeat(40_000))),
            "cell B2 of \"xl/worksheets/sheet1.xml\" in the workbook holds a text of more than 32767 characters",
        ),
    ]);
    all
}

/// Texts that are long only once their pieces are put together.
fn pieces() -> Vec<Bad> {
    let runs = |noise: &[u8]| -> String {
        let runs =
            noise.chunks(800).map(|letters| format!("<r><t>{}</t></r>", String::from_utf8_lossy(letters)));
        runs.collect()
    };
    let (long, short) = (runs(&noise_text()), runs(&noise_text()[..20_000]));
    let shared = |text: &str| {
        let cell = "<row r=\"2\"><c r=\"B2\" t=\"s\"><v>0</v></c></row>";
        rows(cell).part("xl/sharedStrings.xml", format!("<sst><si>{text}</si></sst>")).bytes()
    };
    let inline = |text: &str| {
        rows(&format!("<row r=\"2\"><c r=\"B2\" t=\"inlineStr\"><is>{text}</is></c></row>")).bytes()
    };
    let too_long = "holds a text of more than 32767 characters, as no cell can; shorten it";
    let no_xml = "an element ends that has not begun";
    vec![
        Bad::refused("a shared text of very many runs", shared(&long), too_long),
        Bad::refused("a cell of very many runs", inline(&long), "cell B2 of \"xl/worksheets/sheet1.xml\""),
        Bad::refused("runs between comments", shared(&format!("{short}<!-- </si> -->{short}")), too_long),
        Bad::refused(
            "runs between sections",
            shared(&format!("{short}<r><t><![CDATA[</si>]]></t></r>{short}")),
            too_long,
        ),
        Bad::refused("an end that is none", shared(&format!("{short}</x:si>{short}")), no_xml),
        Bad::refused("a text that ends twice", inline(&format!("{short}</is></is>{short}")), no_xml),
    ]
}
