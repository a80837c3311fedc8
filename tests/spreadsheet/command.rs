//! `import-transactions`, to the letter of its contract.

use proforma_api::{book::Book, transactions::delete_transactions};
use proforma_tests::{TempBook, noon};
use serde_json::{Value, json};

use crate::book::{USUAL, exported, file, small, stored, usual};

/// A file as an accounting program of Germany writes it.
fn german(rows: &str) -> Vec<u8> {
    let text = format!("Entry no;Project;Line;Type;Date;Hours;Rate;Text\r\n{rows}");
    // Every sign of it is one byte of windows-1252.
    text.chars().map(|sign| u8::try_from(u32::from(sign)).unwrap()).collect()
}

fn map(book: &TempBook, map: &Value) -> String {
    let path = file(book, "map.json", map.to_string());
    path.to_str().unwrap().to_owned()
}

fn whole_map() -> Value {
    json!({
        "columns": {
            "id": "Entry no", "contract": "Project", "contract_line": "Line", "class": "Type", "date": "Date",
            "quantity": "Hours", "unit_price": "Rate", "description": "Text"
        },
        "values": { "class": { "Labour": "time", "Spesen": "expense" } },
        "date_format": "%d.%m.%Y", "decimal": ",", "thousands": ".", "delimiter": ";", "encoding": "windows-1252"
    })
}

const ROWS: &str =
    "1;ADATUM;work;Labour;05.10.2020;7,5;1.200,00;Für Köln\r\n2;ADATUM;costs;Spesen;06.10.2020;1;99,95;\r\n";

#[test]
fn a_file_is_added_once() {
    let book = small();
    let rows = file(&book, "rows.csv", german(ROWS));
    let map = map(&book, &whole_map());
    let arguments = ["import-transactions", rows.to_str().unwrap(), "--map", &map];
    let before = exported(&book);
    let printed = json!({ "rows": 2, "added": 2, "unchanged": 0, "errors": [] });
    assert_eq!(book.json(&[&arguments[..], &["--dry-run"]].concat()), printed, "a dry run prints the same");
    assert_eq!(exported(&book), before, "and adds nothing");
    assert_eq!(book.json(&arguments), printed);
    assert_eq!(
        stored(&book),
        [
            json!({
                "id": "1", "contract": "ADATUM", "contract_line": "work", "class": "time", "date": "2020-10-05",
                "description": "F\u{fc}r K\u{f6}ln", "quantity": "7.5", "unit": "hour", "unit_price": "1200.00" }),
            json!({
                "id": "2", "contract": "ADATUM", "contract_line": "costs", "class": "expense", "date": "2020-10-06",
                "quantity": "1", "unit": "piece", "unit_price": "99.95" }),
        ]
    );
    let after = exported(&book);
    let again = json!({ "rows": 2, "added": 0, "unchanged": 2, "errors": [] });
    assert_eq!(book.json(&arguments), again, "the same file again adds nothing and says so");
    assert_eq!(exported(&book), after, "not even a line in the history");
    assert_eq!(book.json(&["check"]), json!({ "violations": [] }));
}

#[test]
fn one_wrong_row_keeps_all_of_them_out() {
    let book = small();
    let wrong = "3;ADTUM;work;Labour;07.10.2020;8;100;\r\n4;ADATUM;work;Labour;31.09.2020;8;100;\r\n";
    let rows = file(&book, "rows.csv", german(&format!("{ROWS}{wrong}")));
    let map = map(&book, &whole_map());
    let before = exported(&book);
    for dry in [&["--dry-run"][..], &[]] {
        let arguments = [&["import-transactions", rows.to_str().unwrap(), "--map", &map], dry].concat();
        let output = book.cli(&arguments);
        assert_eq!(output.status.code(), Some(1), "{dry:?}");
        assert!(output.stderr.is_empty(), "what is wrong stands in the answer");
        let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
        let expected = json!({
            "rows": 4, "added": 0, "unchanged": 0,
            "errors": [
                {
                    "row": 4, "column": "Project", "value": "ADTUM",
                    "message": "There is no contract \"ADTUM\". Correct it; nearest is \"ADATUM\"."
                },
                {
                    "row": 5, "column": "Date", "value": "31.09.2020",
                    "message": "\"31.09.2020\" is not a date of the form DD.MM.YYYY. Correct it."
                }
            ]
        });
        assert_eq!(printed, expected);
        assert_eq!(exported(&book), before, "nothing was added");
    }
}

#[test]
fn everything_but_the_columns_is_recognised() {
    let book = small();
    let rows = file(&book, "rows.csv", german(&format!("{ROWS}3;ADATUM;work;Labour;19.10.2020;1;0,5;\r\n")));
    let columns = json!({
        "columns": {
            "id": "Entry no", "contract": "Project", "contract_line": "Line", "date": "Date",
            "quantity": "Hours", "unit_price": "Rate", "description": "Text"
        }
    });
    // The class is left out here: of "costs" it could be two.
    let map = map(&book, &columns);
    let output = book.cli(&["import-transactions", rows.to_str().unwrap(), "--map", &map]);
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    let error = json!({
        "row": 3, "column": "class", "value": "",
        "message": "Contract line \"costs\" includes several classes: expense, material. Name one of them."
    });
    assert_eq!(printed, json!({ "rows": 3, "added": 0, "unchanged": 0, "errors": [error] }));
}

#[test]
fn a_map_that_does_not_fit_is_refused_in_one_line() {
    let book = small();
    let rows = file(&book, "rows.csv", "Id,Project,Day,Hours,Rate,Rate\n1,ADATUM,2020-10-05,1,1,1\n");
    let columns = |columns: Value| json!({ "columns": columns });
    let usual = json!({ "contract": "Project", "date": "Day", "quantity": "Hours" });
    let with = |key: &str, heading: &str| {
        let mut columns = usual.clone();
        columns[key] = json!(heading);
        json!({ "columns": columns })
    };
    let mut bad_format = with("unit_price", "Id");
    bad_format["date_format"] = json!("dd.mm.yyyy");
    let mut bad_decimal = with("unit_price", "Id");
    bad_decimal["decimal"] = json!(";");
    let mut bad_encoding = with("unit_price", "Id");
    bad_encoding["encoding"] = json!("latin-99");
    let mut bad_delimiter = with("unit_price", "Id");
    bad_delimiter["delimiter"] = json!("::");
    let cases = [
        (json!({}), "the map does not hold: missing field `columns` at line 1 column 2"),
        (json!({ "columns": {}, "colums": {} }), "the map does not hold: unknown field `colums`"),
        (columns(usual.clone()), "no column is mapped to unit_price; name the column that holds it"),
        (with("unit_price", "Rate"), "the file has two columns \"Rate\"; rename one of them"),
        (
            with("unit_price", "Rates"),
            "the file has no column \"Rates\", which the map names for unit_price; nearest is \"Rate\"",
        ),
        (
            with("unit_prize", "Id"),
            "the map names a field \"unit_prize\", and there is none; nearest is \"unit_price\"",
        ),
        (bad_format, "the map does not hold: \"dd.mm.yyyy\" is not a date format: it needs %d"),
        (bad_decimal, "the map does not hold: \";\" cannot be the decimal sign; \".\" and \",\" can"),
        (bad_encoding, "\"latin-99\" is no encoding, such as utf-8"),
        (bad_delimiter, "\"::\" cannot separate columns"),
    ];
    for (given, expected) in cases {
        let map = map(&book, &given);
        let sentence = book.refusal(&["import-transactions", rows.to_str().unwrap(), "--map", &map]);
        assert!(sentence.starts_with(expected), "{given}: {sentence}");
    }
    let nowhere = book.folder().join("nowhere.csv");
    let map = map(&book, &whole_map());
    let sentence = book.refusal(&["import-transactions", nowhere.to_str().unwrap(), "--map", &map]);
    assert!(sentence.contains("nowhere.csv could not be read"), "{sentence}");
    let sentence = book.refusal(&["import-transactions", rows.to_str().unwrap(), "--map", "nowhere.json"]);
    assert!(sentence.starts_with("the map nowhere.json could not be read"), "{sentence}");
}

#[test]
// The answer has exactly four keys, and what stands in a cell is told whole; the rest goes to standard error.
fn many_long_errors_keep_the_form_of_the_answer() {
    let book = small();
    let long = "Nowhere ".repeat(20);
    let rows: Vec<String> = (0..10_002).map(|id| format!("{id},{long},care,2020-10-05,8,100")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let path = file(&book, "rows.csv", usual(&rows));
    let map = map(&book, &json!({ "columns": crate::book::map(&USUAL).columns }));
    let output = book.cli(&["import-transactions", path.to_str().unwrap(), "--map", &map, "--dry-run"]);
    assert_eq!(output.status.code(), Some(1));
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    let keys: Vec<&String> = printed.as_object().unwrap().keys().collect();
    assert_eq!(keys, ["rows", "added", "unchanged", "errors"]);
    let errors = printed["errors"].as_array().unwrap();
    let keys: Vec<&String> = errors[0].as_object().unwrap().keys().collect();
    assert_eq!(keys, ["row", "column", "value", "message"]);
    assert_eq!((errors.len(), errors[0]["value"].as_str()), (10_000, Some(long.as_str())));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "2 errors more are not listed\n");
}

#[test]
// A row whose transaction was deleted adds nothing and is unchanged, as the form has no other word for it.
fn deleted_transactions_are_told_on_standard_error() {
    let book = small();
    let path = file(
        &book,
        "rows.csv",
        usual(&["t1,LITWARE,care,2020-10-05,8,100", "t2,LITWARE,care,2020-10-05,8,100"]),
    );
    let map = map(&book, &json!({ "columns": crate::book::map(&USUAL).columns }));
    let arguments = ["import-transactions", path.to_str().unwrap(), "--map", &map];
    assert_eq!(book.json(&arguments)["added"], 2);
    let ids = ["t1".to_owned(), "t2".to_owned()];
    let open = Book::open(&book.path()).unwrap();
    delete_transactions(open.connection(), &ids, noon()).unwrap();
    drop(open);
    let output = book.cli(&arguments);
    assert_eq!(output.status.code(), Some(0));
    let printed: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(printed, json!({ "rows": 2, "added": 0, "unchanged": 2, "errors": [] }));
    let told = "2 rows are of transactions that were deleted in the book; they stay deleted.\n";
    assert_eq!(String::from_utf8_lossy(&output.stderr), told);
}
