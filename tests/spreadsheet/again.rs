//! What goes out comes in again, and what was mapped is remembered.

use std::ops::ControlFlow;

use proforma_api::{
    book::Book,
    dto::{
        BacklogFilter, BacklogSort, ListFormat, ListToExport, RecordForm, TransactionCategoryForm, UnitForm,
    },
    lists,
    set_up::{record, save_record},
    spreadsheet::{self, FileToImport, ImportKind, ImportMap, Stage},
};
use proforma_tests::{TempBook, case, date, random::Random};
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::book::{
    USUAL, dry_run, errors, exported, file, import, imported, map, small, transactions, usual,
};

/// Signs that mean something to a spreadsheet, to CSV or to a person.
const SIGNS: [&str; 18] = [
    "=",
    "+",
    "-",
    "@",
    "'",
    "\"",
    ",",
    ";",
    "\t",
    "\n",
    "a",
    "B",
    " ",
    "\u{e5}",
    "\u{418}",
    "\u{1f9fe}",
    "|",
    "1",
];

/// A book of many transactions on lines of one customer each, so that a share is a transaction.
fn random_book(random: &mut Random) -> Value {
    let contracts: Vec<Value> = ["USD", "JPY", "KWD"]
        .iter()
        .enumerate()
        .map(|(index, currency)| {
            json!({
                "id": format!("C{index}"), "name": format!("Contract {index}"),
                "currency": currency, "customers": [{ "customer": "a", "percent": "100" }],
                "lines": [{ "id": "l", "name": "Work", "billing_method": "time_and_material",
                            "transaction_classes": ["time", "expense"] }]
            })
        })
        .collect();
    let transactions: Vec<Value> = (0..60)
        .map(|index| {
            let letters = random.below(8);
            let description: String =
                (0..letters).map(|_| SIGNS[usize::try_from(random.below(SIGNS.len() as u64)).unwrap()]).collect();
            let sign = if random.below(4) == 0 { "-" } else { "" };
            // The number is a part of it, so that none is blank.
            json!({
                "id": format!("t{index}"), "contract": format!("C{}", random.below(3)), "contract_line": "l",
                "class": if random.below(2) == 0 { "time" } else { "expense" },
                "date": format!("20{:02}-{:02}-{:02}", random.below(30), 1 + random.below(12), 1 + random.below(28)),
                "description": format!("{description}{index}"),
                "quantity": format!("{sign}{}.{}", random.below(1_000), random.below(1_000_000)),
                "unit": "hour", "unit_price": format!("{}.{}", random.below(100_000), random.below(100)),
                "resource": "lee", "role": "dev",
                "billing_status": if random.below(2) == 0 { "not_ready" } else { "ready_to_invoice" }
            })
        })
        .collect();
    json!({
        "format": "proforma-book", "version": 1, "company": { "name": "Contoso" }, "time_zone": "UTC",
        "customers": [{ "id": "a", "name": "A" }],
        "roles": [{ "id": "dev", "name": "Developer" }], "resources": [{ "id": "lee", "name": "Lee Gu", "role": "dev" }],
        "contracts": contracts, "transactions": transactions
    })
}

fn backlog_as_file(book: &TempBook, format: ListFormat) -> std::path::PathBuf {
    let open = Book::open_to_read(&book.path()).unwrap();
    let list = ListToExport::Backlog {
        filter: BacklogFilter::default(),
        sort: BacklogSort::Date,
        descending: false,
    };
    let path = book.folder().join(format!("backlog.{}", format.extension()));
    lists::write(open.connection(), &list, format, date("2020-10-19"), &path).unwrap();
    path
}

/// By id: what a list shows of a transaction. A worksheet knows no zeros behind a number.
fn shown(book: &TempBook, format: ListFormat) -> Vec<Value> {
    let book: Value = serde_json::from_str(&exported(book)).unwrap();
    let mut transactions = book["transactions"].as_array().unwrap().clone();
    for transaction in &mut transactions {
        // The list does not show the role.
        transaction.as_object_mut().unwrap().remove("role");
        if format == ListFormat::Xlsx {
            for key in ["quantity", "unit_price"] {
                let number: Decimal = transaction[key].as_str().unwrap().parse().unwrap();
                transaction[key] = json!(number.normalize().to_string());
            }
        }
    }
    transactions.sort_by_key(|transaction| transaction["id"].as_str().unwrap().to_owned());
    transactions
}

#[test]
// SPEC 2.1, 2.2: the list of a book, imported into the same book without its transactions, gives the same transactions.
fn what_is_exported_as_a_list_comes_in_again() {
    for seed in 0..12 {
        let mut random = Random::new(seed);
        let whole = random_book(&mut random);
        let book = TempBook::of_text(&whole.to_string());
        let mut empty = whole.clone();
        empty["transactions"] = json!([]);
        for format in [ListFormat::Csv, ListFormat::Xlsx] {
            let copy = TempBook::of_text(&empty.to_string());
            let path = backlog_as_file(&book, format);
            let mut file = FileToImport::new(&path, ImportKind::Transactions, ImportMap::default());
            let open = Book::open_to_read(&copy.path()).unwrap();
            let opened = spreadsheet::open(open.connection(), &file, true).unwrap();
            file.map = opened.map;
            file.map.decimal = Some(".".to_owned());
            drop(open);
            let result = import(&copy, &file).unwrap();
            assert_eq!(result.errors, [], "seed {seed}, {format:?}");
            assert_eq!(shown(&copy, format), shown(&book, format), "seed {seed}, {format:?}");
            assert_eq!(imported(&copy, &file), (60, 0, 60), "seed {seed}, {format:?}: and once is enough");
        }
    }
}

#[test]
fn a_map_is_remembered_by_the_headings_of_its_file() {
    let book = small();
    let text = "No;Job;Day;Hours;Price\n1;LITWARE;5.10.2020;1;2\n2;LITWARE;25.10.2020;1;2\n";
    let path = file(&book, "hours-september.csv", text);
    let mut september = FileToImport::new(&path, ImportKind::Transactions, ImportMap::default());
    let open = |file: &FileToImport| {
        let book = Book::open_to_read(&book.path()).unwrap();
        spreadsheet::open(book.connection(), file, true).unwrap()
    };
    let opened = open(&september);
    assert_eq!(opened.remembered, None);
    let recognised: Vec<(&str, &str)> =
        opened.map.columns.iter().map(|(field, heading)| (field.as_str(), heading.as_str())).collect();
    let expected = [("contract", "Job"), ("date", "Day"), ("quantity", "Hours"), ("unit_price", "Price")];
    assert_eq!(recognised, expected, "what headings say by themselves");
    september.map = opened.map;
    september.map.columns.insert("id".to_owned(), "No".to_owned());
    assert_eq!(imported(&book, &september), (2, 2, 0));

    let path = file(&book, "hours-october.csv", text.replace("\n1;", "\n3;").replace("\n2;", "\n4;"));
    let october = FileToImport::new(&path, ImportKind::Transactions, ImportMap::default());
    let opened = open(&october);
    assert_eq!(opened.map, september.map);
    assert_eq!(opened.remembered.unwrap().file, "hours-september.csv");
    let other = file(&book, "other.csv", text.replace("Price", "Rate"));
    let other = FileToImport::new(&other, ImportKind::Transactions, ImportMap::default());
    assert_eq!(open(&other).remembered, None, "other headings are another file");
}

#[test]
fn the_columns_are_shown_as_they_are_in_the_file() {
    let book = small();
    let path = file(&book, "rows.csv", "a|b|a|\n|x|1|\n|y|2|\n");
    let open = Book::open_to_read(&book.path()).unwrap();
    let file = FileToImport::new(&path, ImportKind::Transactions, ImportMap::default());
    let opened = spreadsheet::open(open.connection(), &file, true).unwrap();
    assert_eq!((opened.delimiter.as_deref(), opened.encoding.as_deref()), (Some("|"), Some("UTF-8")));
    let columns: Vec<(&str, bool, &str)> = opened
        .columns
        .iter()
        .map(|column| (column.heading.as_str(), column.is_twice, column.first_value.as_str()))
        .collect();
    assert_eq!(columns, [("a", true, ""), ("b", false, "x"), ("a", true, "1"), ("", false, "")]);
}

#[test]
fn how_far_an_import_has_come_is_told() {
    let book = small();
    let rows: Vec<String> = (0..4_500).map(|index| format!("t{index},ADATUM,work,2020-10-05,1,1")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let path = file(&book, "rows.csv", usual(&rows));
    let open = Book::open(&book.path()).unwrap();
    let mut told = Vec::new();
    spreadsheet::import(
        open.connection(),
        &transactions(&path, map(&USUAL)),
        proforma_tests::noon(),
        &mut |progress| {
            told.push((progress.stage, progress.done, progress.total));
            ControlFlow::Continue(())
        },
    )
    .unwrap();
    let expected = [
        (Stage::Recognise, 2_000, None),
        (Stage::Recognise, 4_000, None),
        (Stage::Check, 2_000, Some(4_500)),
        (Stage::Check, 4_000, Some(4_500)),
        (Stage::Finish, 4_500, Some(4_500)),
    ];
    assert_eq!(told, expected);
}

#[test]
// SPEC 5.4: what comes in ready to invoice passes no limit.
fn a_limit_holds_for_rows_that_come_in_ready() {
    let mut whole: Value =
        serde_json::from_str(&std::fs::read_to_string(case("adatum.book.json")).unwrap()).unwrap();
    whole["transactions"] = json!([]);
    whole["contracts"][0]["not_to_exceed"] = json!("1000.00");
    let book = TempBook::of_text(&whole.to_string());
    let columns = [USUAL.as_slice(), &["billing_status"]].concat();
    let row = |id: &str, hours: &str, status: &str| {
        format!("{id},ADATUM,implementation,2020-10-01,{hours},200,{status}")
    };
    let rows =
        [row("a", "4", "not_ready"), row("b", "4", "Ready to invoice"), row("c", "2", "ready_to_invoice")];
    let path = file(&book, "rows.csv", format!("{}\n{}\n", columns.join(","), rows.join("\n")));
    let told = errors(&book, &transactions(&path, map(&columns)));
    let [(row_number, column, message)] = &told[..] else { panic!("one limit, one error: {told:?}") };
    assert_eq!((*row_number, column.as_str()), (3, "billing_status"));
    assert!(message.contains("1,000.00") || message.contains("1000.00"), "{message}");
    let fitting = [row("a", "4", "not_ready"), row("b", "4", "ready_to_invoice")];
    let path = file(&book, "rows.csv", format!("{}\n{}\n", columns.join(","), fitting.join("\n")));
    assert_eq!(imported(&book, &transactions(&path, map(&columns))), (2, 2, 0));
}

#[test]
fn what_was_deleted_does_not_come_back() {
    let book = small();
    let path = file(
        &book,
        "rows.csv",
        usual(&["t1,ADATUM,work,2020-10-05,8,100", "t2,ADATUM,work,2020-10-05,8,100"]),
    );
    let file = transactions(&path, map(&USUAL));
    assert_eq!(imported(&book, &file), (2, 2, 0));
    let connection = rusqlite::Connection::open(book.path()).unwrap();
    connection
        .execute("UPDATE \"transaction\" SET deleted_at = '2020-10-06T00:00:00Z' WHERE key = 't1'", [])
        .unwrap();
    drop(connection);
    assert_eq!(imported(&book, &file), (2, 0, 2));
    let note = "1 row is of a transaction that was deleted in the book; it stays deleted.";
    assert_eq!(dry_run(&book, &file).unwrap().notes, [note], "it is told apart from what is there");
    let outcome = import(&book, &file).unwrap().outcome(0);
    assert_eq!((outcome.added, outcome.unchanged, outcome.notes), (0, 2, vec![note.to_owned()]));
}

#[test]
// SPEC 1 (billing status): a list of what is on invoices comes back unchanged; no new row brings such a status.
fn statuses_that_invoices_give_are_passed_over_and_never_brought() {
    let book = small();
    let rows = |status: &str, id: &str| {
        format!(
            "id,contract,contract_line,date,quantity,unit_price,billing_status\n\
             {id},LITWARE,care,2020-10-05,8,100,{status}\n"
        )
    };
    let columns = ["id", "contract", "contract_line", "date", "quantity", "unit_price", "billing_status"];
    let import_as = |status: &str, id: &str| {
        let path = file(&book, &format!("{id}-{status}.csv"), rows(status, id));
        import(&book, &transactions(&path, map(&columns))).unwrap()
    };
    assert_eq!(import_as("ready_to_invoice", "t1").added, 1);
    for status in ["invoice_created", "invoice_posted"] {
        let known = import_as(status, "t1");
        assert_eq!((known.added, known.unchanged, &known.errors[..]), (0, 1, &[][..]), "{status}");
        let new = import_as(status, "t9");
        let [error] = &new.errors[..] else { panic!("one error: {:?}", new.errors) };
        assert_eq!((error.row, error.column.as_str(), new.added), (2, "billing_status", 0));
        let says = "is given by invoices alone, and the row is new. Write not_ready or ready_to_invoice.";
        assert_eq!(error.message, format!("\"{status}\" {says}"));
    }
}

#[test]
// SPEC 2.6: ids that are mapped only the second time make the same rows no others.
fn the_same_file_with_its_ids_mapped_later_is_not_added_twice() {
    let book = small();
    let text = "no,contract,contract_line,date,quantity,unit_price\n\
        h1,LITWARE,care,2020-10-05,8,100\nh2,LITWARE,care,2020-10-06,8,100\n";
    let path = file(&book, "hours.csv", text);
    let plain = map(&["contract", "contract_line", "date", "quantity", "unit_price"]);
    let mut named = plain.clone();
    named.columns.insert("id".to_owned(), "no".to_owned());
    assert_eq!(imported(&book, &transactions(&path, plain)), (2, 2, 0));
    let why = import(&book, &transactions(&path, named.clone())).unwrap_err().to_string();
    assert!(why.starts_with("this file was imported on "), "{why}");

    // With ids both times each row is known for good, also one that was deleted and its id freed.
    let other = file(&book, "others.csv", text.replace('h', "i"));
    assert_eq!(imported(&book, &transactions(&other, named.clone())), (2, 2, 0));
    assert_eq!(imported(&book, &transactions(&other, named)), (2, 0, 2));
}

#[test]
// SPEC 2.6: the same bytes, read by another map, would be other rows to the book: they are not added twice.
fn the_same_file_by_another_map_is_not_added_twice() {
    let book = small();
    let text = "contract,contract_line,date,quantity,unit_price,description\n\
        LITWARE,care,2020-10-05,8,100,Support\nLITWARE,care,2020-10-06,8,100,Support\n";
    let path = file(&book, "hours.csv", text);
    let few = ["contract", "contract_line", "date", "quantity", "unit_price"];
    let all = ["contract", "contract_line", "date", "quantity", "unit_price", "description"];
    let partly = FileToImport { left_out: vec![3], ..transactions(&path, map(&few)) };
    assert_eq!(imported(&book, &partly), (2, 1, 0));
    assert_eq!(
        imported(&book, &transactions(&path, map(&few))),
        (2, 1, 1),
        "what was left out comes in later"
    );
    let before = exported(&book);
    let more = transactions(&path, map(&all));
    let why = "this file was imported on 1 October 2020, 14:00, and 2 of its rows would be added twice: rows \
        without ids are known by what is read of them; map its columns as they were mapped then, or give the rows ids";
    assert_eq!(dry_run(&book, &more).unwrap_err().to_string(), why);
    assert_eq!(import(&book, &more).unwrap_err().to_string(), why);
    assert_eq!(exported(&book), before, "nothing was added");
    assert_eq!(imported(&book, &transactions(&path, map(&few))), (2, 0, 2), "as before it is passed over");
    let other = file(&book, "more.csv", format!("{text}LITWARE,care,2020-10-07,8,100,Support\n"));
    assert_eq!(
        imported(&book, &transactions(&other, map(&all))),
        (3, 3, 0),
        "another file may say what it wants"
    );
}

#[test]
// A unit or category that was renamed since is the same one to a file that has its former name.
fn a_file_from_before_a_renaming_comes_in_again() {
    let book = small();
    let columns = [USUAL.as_slice(), &["unit", "category"]].concat();
    let text = |unit: &str, category: &str| {
        format!("{}\n1,ADATUM,work,2020-10-05,8,100,{unit},{category}\n", columns.join(","))
    };
    let by = |unit: &str, category: &str| {
        transactions(&file(&book, "hours.csv", text(unit, category)), map(&columns))
    };
    assert_eq!(imported(&book, &by("h", "Travel")), (1, 1, 0));
    let rename = |before: RecordForm, id: &str, after: RecordForm| {
        let open = Book::open(&book.path()).unwrap();
        assert_eq!(record(open.connection(), before.kind(), id).unwrap().form, before);
        save_record(&open, Some(id), &after, proforma_tests::noon()).unwrap();
    };
    let unit =
        |name: &str| RecordForm::Unit(UnitForm { name: name.to_owned(), hours_per_unit: String::new() });
    let category = |name: &str| {
        let (name, class) = (name.to_owned(), String::new());
        RecordForm::TransactionCategory(TransactionCategoryForm { name, class })
    };
    rename(unit("h"), "h", unit("hr"));
    rename(unit("hr"), "hr", unit("hour"));
    rename(category("Travel"), "Travel", category("Trips"));
    for (unit, category) in [("h", "Travel"), ("hr", "Trips"), ("hour", "Travel")] {
        assert_eq!(imported(&book, &by(unit, category)), (1, 0, 1), "{unit} {category}");
    }
    let told = errors(&book, &by("day", "Travel"));
    assert_eq!((told.len(), told[0].1.as_str()), (1, "unit"));
    let told = errors(&book, &by("h", "Meals"));
    assert_eq!((told.len(), told[0].1.as_str()), (1, "category"));

    // A name that was given free and is another's by now means that one.
    let open = Book::open(&book.path()).unwrap();
    save_record(&open, None, &category("Travel"), proforma_tests::noon()).unwrap();
    save_record(&open, None, &unit("h"), proforma_tests::noon()).unwrap();
    drop(open);
    assert_eq!(errors(&book, &by("hr", "Travel"))[0].1, "category");
    assert_eq!(errors(&book, &by("h", "Trips"))[0].1, "unit");
}
