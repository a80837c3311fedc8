//! Spreadsheets of a million transactions in the order of a ledger: contracts interleaved.

use std::{
    error::Error,
    fs::File,
    io::{BufWriter, Write},
    path::Path,
};

use proforma_api::spreadsheet::ImportMap;
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

/// As many as are read.
pub const ROWS: usize = 1_000_000;

const HEADINGS: [&str; 7] = ["Id", "Contract", "Line", "Date", "Description", "Hours", "Rate"];

/// What the columns are; without the one of ids, each row is known by what it says.
pub fn map(has_ids: bool, have_statuses: bool) -> ImportMap {
    let fields = ["id", "contract", "contract_line", "date", "description", "quantity", "unit_price"];
    let columns = fields.into_iter().zip(HEADINGS).filter(|(field, _)| has_ids || *field != "id");
    let status = have_statuses.then_some(("billing_status", "Status"));
    ImportMap {
        columns: columns
            .chain(status)
            .map(|(field, heading)| (field.to_owned(), heading.to_owned()))
            .collect(),
        ..ImportMap::default()
    }
}

/// Contract, day of December 2020 and whole hours of a row.
fn row(index: usize, contracts: usize) -> (usize, usize, usize) {
    (index % contracts, 1 + (index / contracts) % 28, 1 + index % 8)
}

/// As an accounting program of Germany writes it. Where they have statuses, every second row is ready.
pub fn write_csv(path: &Path, contracts: usize, have_statuses: bool) -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(File::create(path)?);
    let (status, ready, not_ready) =
        if have_statuses { (";Status", ";ready_to_invoice", ";not_ready") } else { ("", "", "") };
    writeln!(out, "{}{status}", HEADINGS.join(";"))?;
    for index in 0..ROWS {
        let (contract, day, hours) = row(index, contracts);
        let status = if index % 2 == 0 { ready } else { not_ready };
        writeln!(
            out,
            "t{index:07};C{contract};l;{day:02}.12.2020;Work on item {index};{hours},25;95,50{status}"
        )?;
    }
    Ok(out.flush()?)
}

const PARTS: [(&str, &str); 5] = [
    (
        "[Content_Types].xml",
        r#"<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="xml" ContentType="application/xml"/><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"#,
    ),
    (
        "_rels/.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/></Relationships>"#,
    ),
    (
        "xl/workbook.xml",
        r#"<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><sheets><sheet name="Export" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
    ),
    (
        "xl/_rels/workbook.xml.rels",
        r#"<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>"#,
    ),
    (
        "xl/styles.xml",
        r#"<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>"#,
    ),
];

/// 1 December 2020 as a worksheet counts days.
const FIRST_DAY: usize = 44_166;

/// The same rows as [`write_csv`], their texts in the cells.
pub fn write_xlsx(path: &Path, contracts: usize) -> Result<(), Box<dyn Error>> {
    let mut zip = ZipWriter::new(BufWriter::new(File::create(path)?));
    let options =
        SimpleFileOptions::default().compression_method(CompressionMethod::Deflated).large_file(true);
    for (name, part) in PARTS {
        zip.start_file(name, options)?;
        zip.write_all(part.as_bytes())?;
    }
    zip.start_file("xl/worksheets/sheet1.xml", options)?;
    let mut out = BufWriter::with_capacity(1 << 20, &mut zip);
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    write!(out, r#"<worksheet xmlns="{main}"><sheetData><row r="1">"#)?;
    let text = |place: char, row: usize, text: &str| {
        format!(r#"<c r="{place}{row}" t="inlineStr"><is><t>{text}</t></is></c>"#)
    };
    for (place, heading) in ('A'..).zip(HEADINGS) {
        write!(out, "{}", text(place, 1, heading))?;
    }
    write!(out, "</row>")?;
    for index in 0..ROWS {
        let (contract, day, hours) = row(index, contracts);
        let number = index + 2;
        let id = text('A', number, &format!("t{index:07}"));
        let contract = text('B', number, &format!("C{contract}"));
        let line = text('C', number, "l");
        let date = format!(r#"<c r="D{number}" s="1"><v>{}</v></c>"#, FIRST_DAY + day - 1);
        let description = text('E', number, &format!("Work on item {index}"));
        write!(
            out,
            r#"<row r="{number}">{id}{contract}{line}{date}{description}<c r="F{number}"><v>{hours}.25</v></c><c r="G{number}"><v>95.5</v></c></row>"#
        )?;
    }
    write!(out, "</sheetData></worksheet>")?;
    out.flush()?;
    drop(out);
    zip.finish()?.flush()?;
    Ok(())
}
