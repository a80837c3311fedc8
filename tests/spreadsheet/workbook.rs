//! Workbooks made by hand, right ones and wrong ones.

use std::io::{Cursor, Write};

use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use proforma_api::spreadsheet::{FileToImport, ImportKind};

use crate::book::{dry_run, exported, file, imported, map, small, stored, transactions};

const TYPES: &str = r#"<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/></Types>"#;
const ROOT: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const WORKBOOK: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Export" sheetId="1" r:id="rId1"/></sheets></workbook>"#;
const WORKBOOK_PARTS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#;
/// Style 1 shows dates, style 2 times that have passed, style 3 times of day.
const STYLES: &str = r#"<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="1"><numFmt numFmtId="164" formatCode="[h]:mm"/></numFmts><cellXfs count="4"><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/><xf numFmtId="21"/></cellXfs></styleSheet>"#;

/// A workbook while it is made.
pub(crate) struct Made {
    parts: Vec<(String, Vec<u8>)>,
}

impl Made {
    /// The usual parts with these rows of cells.
    pub(crate) fn of_rows(rows: &str) -> Self {
        let sheet = format!(
            r#"<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{rows}</sheetData></worksheet>"#
        );
        let parts = [
            ("[Content_Types].xml", TYPES),
            ("_rels/.rels", ROOT),
            ("xl/workbook.xml", WORKBOOK),
            ("xl/_rels/workbook.xml.rels", WORKBOOK_PARTS),
            ("xl/styles.xml", STYLES),
            ("xl/worksheets/sheet1.xml", &sheet),
        ];
        Self { parts: parts.map(|(name, text)| (name.to_owned(), text.as_bytes().to_vec())).to_vec() }
    }

    /// With a part more, or another one in its place.
    pub(crate) fn part(mut self, name: &str, bytes: impl Into<Vec<u8>>) -> Self {
        self.parts.retain(|(known, _)| known != name);
        self.parts.push((name.to_owned(), bytes.into()));
        self
    }

    /// Without a part.
    pub(crate) fn without(mut self, name: &str) -> Self {
        self.parts.retain(|(known, _)| known != name);
        self
    }

    pub(crate) fn bytes(self) -> Vec<u8> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        let options = SimpleFileOptions::default().compression_method(CompressionMethod::Deflated);
        for (name, bytes) in self.parts {
            zip.start_file(name, options).unwrap();
            zip.write_all(&bytes).unwrap();
        }
        zip.finish().unwrap().into_inner()
    }
}

/// A cell with a text.
pub(crate) fn text(place: &str, text: &str) -> String {
    format!(r#"<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>"#)
}

/// A cell with a number, in a style.
pub(crate) fn number(place: &str, style: u32, number: &str) -> String {
    format!(r#"<c r="{place}" s="{style}"><v>{number}</v></c>"#)
}

/// A row of cells.
pub(crate) fn row(number: u32, cells: &[String]) -> String {
    format!(r#"<row r="{number}">{}</row>"#, cells.concat())
}

/// The headings of the usual columns.
pub(crate) fn headings() -> String {
    let names = ["id", "contract", "date", "quantity", "unit_price", "description"];
    let cells: Vec<String> =
        names.iter().zip('A'..).map(|(name, column)| text(&format!("{column}1"), name)).collect();
    row(1, &cells)
}

/// The columns of [`headings`].
pub(crate) const COLUMNS: [&str; 6] = ["id", "contract", "date", "quantity", "unit_price", "description"];

/// A row with nothing wrong with it: 5 October 2020, seven and a half hours at 100.
pub(crate) fn good(number_of_row: u32) -> String {
    let at = |column: char| format!("{column}{number_of_row}");
    row(
        number_of_row,
        &[
            number(&at('A'), 0, &number_of_row.to_string()),
            text(&at('B'), "LITWARE"),
            number(&at('C'), 1, "44109"),
            number(&at('D'), 0, "7.5"),
            number(&at('E'), 0, "100"),
        ],
    )
}

#[test]
fn cells_are_what_their_program_shows() {
    let book = small();
    let shown = row(
        4,
        &[
            number("A4", 0, "104482"),
            text("B4", " Litware care "),
            // Half past two in the afternoon.
            number("C4", 1, "44109.604166"),
            // What 0.1 + 0.2 is in binary.
            number("D4", 0, "0.30000000000000004"),
            r#"<c r="E4"><f>10*10</f><v>100</v></c>"#.to_owned(),
            text("F4", "&lt;b&gt; &amp; =1+1"),
        ],
    );
    let made = Made::of_rows(&format!("{}{}{shown}", headings(), good(2))).bytes();
    let path = file(&book, "hours.xlsx", made);
    assert_eq!(imported(&book, &transactions(&path, map(&COLUMNS))), (2, 2, 0));
    let stored = stored(&book);
    let texts = |key: &str| stored.iter().map(|one| one[key].as_str().unwrap_or("")).collect::<Vec<_>>();
    assert_eq!(texts("id"), ["2", "104482"]);
    assert_eq!(texts("date"), ["2020-10-05", "2020-10-05"]);
    assert_eq!(texts("quantity"), ["7.5", "0.3"]);
    assert_eq!(texts("unit_price"), ["100", "100"]);
    assert_eq!(texts("description"), ["", "<b> & =1+1"], "a text stays a text");
}

#[test]
fn a_wrong_cell_is_named_by_its_row_and_column() {
    let book = small();
    let cases = [
        (
            r#"<c r="D2" t="e"><v>#REF!</v></c>"#.to_owned(),
            "quantity",
            "The cell shows #REF!. Correct its formula",
        ),
        (r#"<c r="D2" t="e"><f>1/0</f><v>#DIV/0!</v></c>"#.to_owned(), "quantity", "The cell shows #DIV/0!."),
        (
            r#"<c r="D2"><f>A1*2</f></c>"#.to_owned(),
            "quantity",
            "\"quantity\" is empty. Every row needs a quantity.",
        ),
        (number("D2", 1, "44109"), "quantity", "2020-10-05 is a date. Give the cell a quantity."),
        (
            number("D2", 2, "0.3125"),
            "quantity",
            "The cell holds a time. Write hours as a number, such as 7.5.",
        ),
        (
            number("D2", 3, "0.3333"),
            "quantity",
            "The cell holds a time. Write hours as a number, such as 7.5.",
        ),
        (r#"<c r="D2" t="b"><v>1</v></c>"#.to_owned(), "quantity", "\"TRUE\" is not a decimal number"),
        (number("D2", 0, "1e300"), "quantity", "\""),
        (
            number("D2", 0, "1.23456789"),
            "quantity",
            "1.23456789 has more than 6 decimals. Correct the value.",
        ),
    ];
    for (cell, column, message) in cases {
        let cells =
            [text("A2", "x"), text("B2", "LITWARE"), number("C2", 1, "44109"), cell, number("E2", 0, "1")];
        let made = Made::of_rows(&format!("{}{}", headings(), row(2, &cells))).bytes();
        let path = file(&book, "hours.xlsx", made);
        let result = dry_run(&book, &transactions(&path, map(&COLUMNS))).unwrap();
        let [error] = &result.errors[..] else { panic!("{message}: one error, not {:?}", result.errors) };
        assert_eq!((error.row, error.column.as_str()), (2, column), "{message}");
        assert!(error.message.starts_with(message), "{message}: {}", error.message);
    }
    let as_number = row(
        2,
        &[
            text("A2", "x"),
            text("B2", "LITWARE"),
            number("C2", 0, "44109"),
            number("D2", 0, "1"),
            number("E2", 0, "1"),
        ],
    );
    let path = file(&book, "hours.xlsx", Made::of_rows(&format!("{}{as_number}", headings())).bytes());
    let result = dry_run(&book, &transactions(&path, map(&COLUMNS))).unwrap();
    assert_eq!(result.errors[0].message, "44109 is a number. Format the column as dates in its program.");
}

/// Styles of percentages: two that are built in, one of the file's own, and one that only writes the sign behind a number.
const PERCENTAGES: &str = r#"<?xml version="1.0"?><styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><numFmts count="2"><numFmt numFmtId="164" formatCode="[Red]0.0\ %;-0.0\ %"/><numFmt numFmtId="165" formatCode="0&quot;%&quot;\%"/></numFmts><cellXfs count="5"><xf numFmtId="0"/><xf numFmtId="9"/><xf numFmtId="10"/><xf numFmtId="164"/><xf numFmtId="165"/></cellXfs></styleSheet>"#;

#[test]
// SPEC 2.4: 19 % in a workbook is the number 0.19, shown as a percentage.
fn a_percentage_is_what_its_program_shows() {
    let book = small();
    let names = [
        "id",
        "name",
        "currency",
        "customers",
        "line_id",
        "line_name",
        "billing_method",
        "transaction_classes",
        "tax_category",
        "tax_percent",
    ];
    let cells = |number_of_row: u32, texts: [&str; 9], last: String| {
        let texts =
            texts.iter().zip('A'..).map(|(one, column)| text(&format!("{column}{number_of_row}"), one));
        row(number_of_row, &texts.chain([last]).collect::<Vec<_>>())
    };
    let heads: [&str; 9] = names[..9].try_into().unwrap();
    let mut rows = cells(1, heads, text("J1", names[9]));
    let taxes = [(1, "0.19"), (2, "0.075"), (3, "5.5E-2"), (4, "19"), (0, "19"), (1, "0.28999999999999998")];
    for (tax, number_of_row) in taxes.iter().zip(2..) {
        let id = format!("C{number_of_row}");
        let of = [id.as_str(), "Care", "USD", "adatum", "l", "Work", "time_and_material", "time", "S"];
        rows.push_str(&cells(number_of_row, of, number(&format!("J{number_of_row}"), tax.0, tax.1)));
    }
    let made = Made::of_rows(&rows).part("xl/styles.xml", PERCENTAGES).bytes();
    let path = file(&book, "contracts.xlsx", made);
    let contracts = FileToImport::new(&path, ImportKind::Contracts, map(&names));
    assert_eq!(imported(&book, &contracts), (6, 6, 0));
    let whole: serde_json::Value = serde_json::from_str(&exported(&book)).unwrap();
    let percents: Vec<&str> = whole["contracts"]
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|contract| contract["lines"][0]["tax_percent"].as_str())
        .collect();
    assert_eq!(percents, ["19", "7.5", "5.5", "19", "19", "29"]);
}

#[test]
// A number that is shown as a percentage where no percentage is asked for is the number.
fn a_quantity_in_percent_is_a_number() {
    let book = small();
    let half = row(
        2,
        &[
            text("A2", "t"),
            text("B2", "LITWARE"),
            text("C2", "2020-10-05"),
            number("D2", 1, "0.5"),
            number("E2", 0, "9"),
        ],
    );
    let made = Made::of_rows(&format!("{}{half}", headings())).part("xl/styles.xml", PERCENTAGES).bytes();
    let path = file(&book, "hours.xlsx", made);
    assert_eq!(imported(&book, &transactions(&path, map(&COLUMNS))), (1, 1, 0));
    assert_eq!(stored(&book)[0]["quantity"], "0.5");
}

#[test]
fn hidden_rows_are_told() {
    let book = small();
    let hidden = |number_of_row: u32| good(number_of_row).replace("<row ", "<row hidden=\"1\" ");
    let note = |rows: &str, left_out: &[u32]| {
        // The sheet that is read is the second one, which is named by a whole path.
        let made = Made::of_rows(&row(1, &[text("A1", "nothing")]).replace("<row ", "<row hidden=\"1\" "))
            .part("xl/workbook.xml", TWO_SHEETS)
            .part("xl/_rels/workbook.xml.rels", TWO_SHEETS_PARTS)
            .part(
                "xl/worksheets/Hours.xml",
                format!("<?xml version=\"1.0\"?><worksheet xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"><sheetData>{}{rows}</sheetData></worksheet>", headings()),
            );
        let path = file(&book, "hours.xlsx", made.bytes());
        let mut file = transactions(&path, map(&COLUMNS));
        file.map.sheet = Some("Hours".to_owned());
        file.left_out = left_out.to_vec();
        let result = dry_run(&book, &file).unwrap();
        assert_eq!(result.errors, []);
        result.notes
    };
    assert_eq!(note(&format!("{}{}", good(2), good(3)), &[]), [""; 0]);
    let blank = r#"<row r="5" hidden="1"><c r="A5" s="1"/></row>"#;
    let rows = format!("{}{}{}{blank}{}", good(2), hidden(3), hidden(4), hidden(7));
    assert_eq!(
        note(&rows, &[]),
        [
            "3 of the rows are hidden in the sheet, the first of them 3, and are imported too. Delete them there if they are not meant."
        ]
    );
    assert_eq!(
        note(&rows, &[3, 4]),
        ["Row 7 is hidden in the sheet and is imported too. Delete it there if it is not meant."]
    );
}

const TWO_SHEETS: &str = r#"<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Export" sheetId="1" r:id="rId1"/><sheet name="Hours" sheetId="2" r:id="rId4"/></sheets></workbook>"#;
const TWO_SHEETS_PARTS: &str = r#"<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Target="/xl/worksheets/Hours.xml" Id="rId4" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/></Relationships>"#;
