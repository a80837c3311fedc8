use std::{
    cell::Cell,
    io::{Cursor, Write},
    path::Path,
    time::{Duration, Instant},
};

use zip::{ZipWriter, write::SimpleFileOptions};

use super::*;
use crate::{Asked, Spreadsheet};

thread_local! {
    /// When the clock was looked at first, how late it is by now, and how much later it is at each look.
    static TIME: Cell<(Option<Instant>, Duration, Duration)> = const { Cell::new((None, Duration::ZERO, Duration::ZERO)) };
}

/// A clock that goes on by so much at each look.
fn ticking() -> Instant {
    let (start, late, step) = TIME.get();
    let start = start.unwrap_or_else(Instant::now);
    TIME.set((Some(start), late + step, step));
    start + late + step
}

/// Sets what a look takes, and starts the clock anew.
fn each_look_takes(milliseconds: u64) {
    TIME.set((None, Duration::ZERO, Duration::from_millis(milliseconds)));
}

/// What passes while nobody looks.
fn pass(seconds: u64) {
    let (start, late, step) = TIME.get();
    TIME.set((start, late + Duration::from_secs(seconds), step));
}

/// A workbook of one sheet with so many rows.
fn workbook(folder: &Path, rows: usize) -> std::path::PathBuf {
    let cell = |row: usize| {
        format!("<row r=\"{row}\"><c r=\"A{row}\" t=\"inlineStr\"><is><t>hours {row}</t></is></c></row>")
    };
    let sheet: String = (1..=rows).map(cell).collect();
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let relations = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let package = "http://schemas.openxmlformats.org/package/2006";
    let parts = [
        ("[Content_Types].xml", format!("<Types xmlns=\"{package}/content-types\"/>")),
        (
            "_rels/.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{relations}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/_rels/workbook.xml.rels",
            format!(
                "<Relationships xmlns=\"{package}/relationships\"><Relationship Id=\"r1\" Type=\"{relations}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>"
            ),
        ),
        (
            "xl/workbook.xml",
            format!(
                "<workbook xmlns=\"{main}\" xmlns:r=\"{relations}\"><sheets><sheet name=\"Hours\" sheetId=\"1\" r:id=\"r1\"/></sheets></workbook>"
            ),
        ),
        (
            "xl/worksheets/sheet1.xml",
            format!("<worksheet xmlns=\"{main}\"><sheetData>{sheet}</sheetData></worksheet>"),
        ),
    ];
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(name, SimpleFileOptions::default()).expect("a part");
        zip.write_all(text.as_bytes()).expect("written");
    }
    let path = folder.join("hours.xlsx");
    std::fs::write(&path, zip.finish().expect("an archive").into_inner()).expect("written");
    path
}

const TOO_LONG: &str = "the workbook could not be read within 30 seconds; open it in its program and save the sheet as CSV, or split it";

#[test]
fn a_workbook_is_looked_into_for_thirty_seconds_at_most() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = workbook(folder.path(), 3);
    each_look_takes(1);
    let opened = Spreadsheet::open_by(&path, &Asked::default(), ticking).expect("it is quick enough");
    assert_eq!(opened.header(), ["hours 1"]);
    // At which look the time is over must not matter: in the archive, in the reader, in the first sheet.
    for milliseconds in [31_000, 15_000, 8_000, 4_000, 2_500] {
        each_look_takes(milliseconds);
        let refused = Spreadsheet::open_by(&path, &Asked::default(), ticking).expect_err("too slow");
        assert_eq!(refused.to_string(), TOO_LONG, "{milliseconds} ms a look");
    }
}

#[test]
fn what_is_done_with_a_row_does_not_count() {
    let folder = tempfile::tempdir().expect("a folder");
    let path = workbook(folder.path(), 2_000);
    each_look_takes(0);
    let opened = Spreadsheet::open_by(&path, &Asked::default(), ticking).expect("opened");
    let mut rows = 0;
    opened
        .rows(|_| {
            pass(3_600);
            rows += 1;
            Ok::<_, SpreadsheetError>(())
        })
        .expect("an hour for each row, and none for the reader");
    assert_eq!(rows, 1_999);
    // A reader that gives nothing for that long is stopped between two rows.
    let mut rows = 0;
    let refused = opened
        .rows(|row| {
            rows += 1;
            if row.number == 1_000 {
                each_look_takes(40_000);
                pass(0);
            }
            Ok::<_, SpreadsheetError>(())
        })
        .expect_err("too slow");
    assert_eq!((refused.to_string().as_str(), rows), (TOO_LONG, 999));
}

#[test]
fn the_time_is_that_of_one_wait() {
    each_look_takes(0);
    let watch = Watch::start(ticking);
    pass(30);
    watch.hold().expect("thirty seconds are not more than thirty");
    pass(1);
    watch.hold().expect_err("over");
    watch.begin_anew();
    watch.hold().expect("begun anew");
    let mut read = Watched::new(Cursor::new(b"rows".to_vec()), &watch);
    let mut two = [0; 2];
    read.read_exact(&mut two).expect("read");
    pass(31);
    let refused = read.read_exact(&mut two).expect_err("refused");
    assert!(refused.to_string().contains("30 seconds"), "{refused}");
}
