//! Files beyond what is read: refused as a whole, before a row of them is looked at, with what to do instead.

use std::{
    fs::File,
    io::{BufWriter, Write},
    ops::ControlFlow,
    path::Path,
};

use proforma_api::{
    book::Book,
    spreadsheet::{self, ImportMap, SpreadsheetImportError, Stage},
};
use proforma_tests::{TempBook, noon};
use zip::{CompressionMethod, ZipWriter, write::SimpleFileOptions};

use crate::{
    book::{exported, file, map, small, transactions},
    workbook::{COLUMNS, Made, good, headings},
};

/// What is said of a file that is too much; no row of it is checked, and nothing of it comes into the book.
#[track_caller]
fn refusal(book: &TempBook, path: &Path, map: &ImportMap) -> String {
    let before = exported(book);
    let open = Book::open(&book.path()).unwrap();
    let file = transactions(path, map.clone());
    let mut checked = 0;
    let mut told = |progress: spreadsheet::Progress| {
        checked += u32::from(progress.stage != Stage::Recognise);
        ControlFlow::Continue(())
    };
    let sentence = |result: Result<_, SpreadsheetImportError>| match result {
        Ok(_) => "it was read".to_owned(),
        Err(error) => error.to_string(),
    };
    let dry = sentence(spreadsheet::dry_run(open.connection(), &file, &mut told));
    let real = sentence(spreadsheet::import(open.connection(), &file, noon(), &mut told));
    assert_eq!(dry, real, "a dry run says what an import says");
    assert_eq!(checked, 0, "no row is checked");
    assert_eq!(exported(book), before, "nothing of it is in the book");
    real
}

/// A file that begins like this and is so long, without taking the room on the disk.
fn sparse(book: &TempBook, name: &str, start: &[u8], bytes: u64) -> std::path::PathBuf {
    let path = file(book, name, start);
    File::options().write(true).open(&path).unwrap().set_len(bytes).unwrap();
    path
}

#[test]
fn files_beyond_their_size_are_refused_unread() {
    let book = small();
    let usual = map(&["contract", "date", "quantity", "unit_price"]);
    let heading = b"contract,date,quantity,unit_price\nLITWARE,2020-10-05,1,1\n";
    let csv = sparse(&book, "hours.csv", heading, (500 << 20) + 1);
    assert_eq!(
        refusal(&book, &csv, &usual),
        "the file has 501 MB, and at most 500 MB of CSV are read; split it and import the parts one after the other"
    );
    let made = Made::of_rows(&format!("{}{}", headings(), good(2))).bytes();
    let xlsx = sparse(&book, "hours.xlsx", &made, (50 << 20) + 1);
    assert_eq!(
        refusal(&book, &xlsx, &map(&COLUMNS)),
        "the file has 51 MB, and at most 50 MB of XLSX are read; split it and import the parts one after the other"
    );
    // One byte less is looked at: what is wrong with it then is something else.
    let csv = sparse(&book, "hours.csv", heading, 500 << 20);
    assert!(refusal(&book, &csv, &usual).contains("holds a byte of zero"));
}

#[test]
fn a_text_of_more_rows_than_are_read_is_refused() {
    let book = small();
    let usual = map(&["contract", "date", "quantity", "unit_price"]);
    let path = book.folder().join("hours.csv");
    let mut out = BufWriter::new(File::create(&path).unwrap());
    writeln!(out, "contract,date,quantity,unit_price").unwrap();
    for _ in 0..1_000_001 {
        out.write_all(b"x,,,\n").unwrap();
    }
    out.into_inner().unwrap();
    assert_eq!(
        refusal(&book, &path, &usual),
        "the file has more than 1000000 rows; split it and import the parts one after the other"
    );
}

#[test]
// Eight megabytes on the disk, each part of it no bomb by itself, and more than half a gigabyte in memory.
fn a_workbook_that_inflates_beyond_what_is_read_is_refused() {
    let book = small();
    let path = book.folder().join("hours.xlsx");
    let mut zip = ZipWriter::new(BufWriter::new(File::create(&path).unwrap()));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(1));
    let mut block = Vec::with_capacity(1 << 20);
    let mut noise = 1_u64;
    while block.len() < 1 << 20 {
        noise = noise.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
        block.extend(noise.to_le_bytes());
        block.extend([b' '; 600]);
    }
    zip.start_file("[Content_Types].xml", options).unwrap();
    zip.write_all(b"<x/>").unwrap();
    for part in 0..4 {
        zip.start_file(format!("xl/media/{part}.bin"), options).unwrap();
        for _ in 0..126 {
            zip.write_all(&block).unwrap();
        }
    }
    zip.finish().unwrap();
    let bytes = path.metadata().unwrap().len();
    assert!(bytes < 16 << 20, "{bytes} bytes on the disk");
    assert_eq!(
        refusal(&book, &path, &map(&COLUMNS)),
        "the workbook inflates to more than 500 MB; save the sheet as CSV and choose that"
    );
}
