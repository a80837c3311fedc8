//! What is wrong with a file, as a file of its own.

use std::fs;

use proforma_api::{lists::write_import_errors, spreadsheet::FoundErrors};

use crate::book::{USUAL, dry_run, file, map, small, transactions, usual};

#[test]
// Values come from another's file: none of them, and no heading, is ever a formula where the errors are opened.
fn errors_are_a_table_without_formulas() {
    let book = small();
    let text = "id,=cmd|' /C calc'!A0,contract_line,date,quantity,unit_price\n\
        1,\"=HYPERLINK(\"\"http://x\"\",\"\"Click\"\")\",work,2020-10-05,8,100\n\
        2,LITWARE,care,2020-10-05,8,100\n\
        3,LITWARE,care,2020-10-05,-2+3,100\n\
        4,ADATUM,work,@SUM(1),1,\n";
    let path = file(&book, "hours.csv", text);
    let mut map = map(&USUAL);
    map.columns.insert("contract".to_owned(), "=cmd|' /C calc'!A0".to_owned());
    let result = dry_run(&book, &transactions(&path, map)).unwrap();
    let found = result.found_errors();
    assert_eq!((found.errors.len(), found.more), (4, 0), "{found:?}");
    let errors = book.folder().join("errors.csv");
    write_import_errors(&found, &errors).unwrap();
    let text = fs::read_to_string(&errors).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("a mark that says UTF-8").replace("\r\n", "\n");
    expect_test::expect![[r#"
        Row,Column,Value,Message
        2,'=cmd|' /C calc'!A0,"'=HYPERLINK(""http://x"",""Click"")","There is no contract ""=HYPERLINK(""http://x"",""Click"")"". Correct it, or add the contract to the book first."
        4,quantity,'-2+3,"""-2+3"" is not a decimal number of the form 1234.56. Correct it."
        5,date,'@SUM(1),"""@SUM(1)"" is not a date of the form YYYY-MM-DD. Correct it."
        5,unit_price,,"""unit_price"" is empty. Every row needs a unit price."
    "#]]
    .assert_eq(&text);
}

#[test]
// Nothing is left out silently: beyond what is told one by one, the last line says how many more there are.
fn errors_beyond_what_is_told_are_counted() {
    let book = small();
    let rows: Vec<String> = (0..10_003).map(|id| format!("{id},NOWHERE,care,2020-10-05,8,100")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let path = file(&book, "hours.csv", usual(&rows));
    let result = dry_run(&book, &transactions(&path, map(&USUAL))).unwrap();
    let errors = book.folder().join("errors.csv");
    write_import_errors(&result.found_errors(), &errors).unwrap();
    let text = fs::read_to_string(&errors).unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines.len(), 1 + 10_000 + 1);
    assert!(lines[1].starts_with("2,contract,NOWHERE,"), "{}", lines[1]);
    assert_eq!(lines[10_001], ",,,3 errors more are found once these are corrected.");
    // A file that cannot be written leaves nothing behind.
    let nowhere = book.folder().join("no/errors.csv");
    let refused = write_import_errors(&FoundErrors::default(), &nowhere).unwrap_err().to_string();
    assert!(refused.starts_with("the file could not be written"), "{refused}");
}
