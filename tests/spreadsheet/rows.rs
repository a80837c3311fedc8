//! What becomes of rows: what is recognised, corrected, left out, and what is there already.

use std::ops::ControlFlow;

use proforma_api::{
    book::Book,
    contract_set_up::set_status,
    spreadsheet::{self, Correction, ImportMap, SpreadsheetImportError},
};
use proforma_engine::contract::ContractStatus;
use proforma_tests::noon;

use crate::book::{
    USUAL, dry_run, errors, exported, file, import, imported, map, small, stored, transactions, usual,
};

#[test]
// d365 R4.3: a transaction finds its line by contract and class.
fn a_row_may_leave_out_what_is_clear() {
    let book = small();
    let text = "contract,class,date,quantity,unit_price\n\
        LITWARE,,2020-10-05,8,100\n\
        ADATUM,Expense,2020-10-05,1,25.50\n\
        Litware care,TIME,2020-10-06,2,100\n";
    let path = file(&book, "rows.csv", text);
    let file = transactions(&path, map(&["contract", "class", "date", "quantity", "unit_price"]));
    assert_eq!(imported(&book, &file), (3, 3, 0));
    let found: Vec<(String, String)> = stored(&book)
        .iter()
        .map(|one| {
            (one["contract_line"].as_str().unwrap().to_owned(), one["class"].as_str().unwrap().to_owned())
        })
        .collect();
    let expected = [("care", "time"), ("costs", "expense"), ("care", "time")];
    assert_eq!(found, expected.map(|(line, class)| (line.to_owned(), class.to_owned())));
}

#[test]
// d365 R4.3.
fn what_is_not_clear_names_the_candidates() {
    let book = small();
    let text = "contract,contract_line,class,date,quantity,unit_price\n\
        ADATUM,,time,2020-10-05,8,100\n\
        ADATUM,,fee,2020-10-05,8,100\n\
        ADATUM,costs,,2020-10-05,8,100\n\
        ADATUM,costs,time,2020-10-05,8,100\n\
        ADATUM,wrok,time,2020-10-05,8,100\n";
    let path = file(&book, "rows.csv", text);
    let columns = ["contract", "contract_line", "class", "date", "quantity", "unit_price"];
    let messages: Vec<String> = errors(&book, &transactions(&path, map(&columns)))
        .into_iter()
        .map(|(row, column, message)| format!("{row} {column}: {message}"))
        .collect();
    let expected = [
        "2 contract_line: Contract \"ADATUM\" has several lines that include the class time: \"proto\", \"work\". Name one of them.",
        "3 contract_line: Contract \"ADATUM\" has no line that includes the class fee. Correct the contract or the class.",
        "4 class: Contract line \"costs\" includes several classes: expense, material. Name one of them.",
        "5 class: Contract line \"costs\" does not include the class time, but expense, material. Correct the class, or name one of the lines \"proto\", \"work\".",
        "6 contract_line: There is no contract line of ADATUM \"wrok\". Correct it; nearest is \"work\".",
    ];
    assert_eq!(messages, expected);
}

#[test]
// SPEC 4.14: a closed contract takes no work; rows that the book has already are passed over.
fn a_closed_contract_takes_no_rows() {
    let book = small();
    let path = file(&book, "before.csv", usual(&["t1,LITWARE,care,2020-10-05,8,100"]));
    assert_eq!(imported(&book, &transactions(&path, map(&USUAL))), (1, 1, 0));
    let open = Book::open(&book.path()).unwrap();
    set_status(open.connection(), "LITWARE", ContractStatus::Closed, noon()).unwrap();
    drop(open);
    let rows = ["t1,LITWARE,care,2020-10-05,8,100", "t2,LITWARE,care,2020-10-06,8,100"];
    let path = file(&book, "after.csv", usual(&rows));
    let why = "Contract \"Litware care\" is closed. Open it again to enter work, or leave the row out.";
    let told = errors(&book, &transactions(&path, map(&USUAL)));
    assert_eq!(told, [(3, "contract".to_owned(), why.to_owned())]);
    assert_eq!(
        imported(&book, &transactions(&file(&book, "same.csv", usual(&rows[..1])), map(&USUAL))),
        (1, 0, 1)
    );
}

#[test]
// d365 R4.3: a transaction has no task, and the task of a time sheet is no contract line.
fn a_task_is_not_taken_for_a_contract_line() {
    let book = small();
    let text = "Contract,Task,Date,Hours,Rate\nLITWARE,Design,2020-10-05,8,100\n";
    let path = file(&book, "hours.csv", text);
    let open = Book::open_to_read(&book.path()).unwrap();
    let file = transactions(&path, ImportMap::default());
    let columns = spreadsheet::open(open.connection(), &file, true).unwrap().map.columns;
    assert_eq!(columns.get("contract").map(String::as_str), Some("Contract"));
    assert_eq!(columns.get("contract_line"), None);
}

#[test]
// SPEC 2.5, 2.6: the checks are those of the interchange format.
fn values_are_held_to_the_bounds_of_a_book() {
    let book = small();
    let cases = [
        (
            "ADATUM,work,1899-12-31,8,100",
            "date",
            "1899-12-31 is not between 1900-01-01 and 2199-12-31. Correct the value.",
        ),
        (
            "ADATUM,work,2020-10-05,1000000001,1",
            "quantity",
            "1000000001 is beyond the limit of \u{b1}1000000000. Correct the value.",
        ),
        (
            "ADATUM,work,2020-10-05,1.0000001,1",
            "quantity",
            "1.0000001 has more than 6 decimals. Correct the value.",
        ),
        (
            "ADATUM,work,2020-10-05,1000000,1000000",
            "unit_price",
            "The amount is beyond the limit of 10000000000000 minor units of USD. Correct the value.",
        ),
    ];
    for (row, column, message) in cases {
        let path = file(&book, "rows.csv", usual(&[&format!("x,{row}")]));
        assert_eq!(
            errors(&book, &transactions(&path, map(&USUAL))),
            [(2, column.to_owned(), message.to_owned())],
            "{row}"
        );
    }
}

#[test]
// SPEC 2.6: a duplicate key; an id the book already has.
fn an_id_stands_for_one_transaction() {
    let book = small();
    let path = file(&book, "rows.csv", usual(&["t1,ADATUM,work,2020-10-05,8,100"]));
    assert_eq!(imported(&book, &transactions(&path, map(&USUAL))), (1, 1, 0));
    let rows = [
        "t1,ADATUM,work,2020-10-05,9,100",
        "t1,ADATUM,work,2020-10-05,8,100",
        "m1,ADATUM,work,2020-10-05,8,100",
        ",ADATUM,work,2020-10-05,8,100",
    ];
    let path = file(&book, "rows.csv", usual(&rows));
    let messages: Vec<String> = errors(&book, &transactions(&path, map(&USUAL)))
        .into_iter()
        .map(|(row, column, message)| format!("{row} {column}: {message}"))
        .collect();
    let expected = [
        "2 quantity: The book has \"t1\" already, with another quantity: \"8\" there, \"9\" here. Give the row an id of its own, or change it in the book.",
        "3 id: Row 2 has the id \"t1\" too. Give one of them another id, or leave one out.",
        "4 id: A milestone has the id \"m1\". Give the row another id.",
        "5 id: \"id\" is empty. Every row needs an id.",
    ];
    assert_eq!(messages, expected);
}

#[test]
fn rows_without_an_id_are_added_once_by_what_they_say() {
    let book = small();
    let columns = ["contract", "date", "quantity", "unit_price"];
    let row = "LITWARE,2020-10-05,8,100";
    let path = file(&book, "rows.csv", format!("{}\n{row}\n{row}\n", columns.join(",")));
    let twice = transactions(&path, map(&columns));
    assert_eq!(imported(&book, &twice), (2, 2, 0), "two equal rows are two transactions");
    assert_eq!(imported(&book, &twice), (2, 0, 2), "and stay two");
    // Other signs, other columns around, another order: the same work.
    let text = format!(
        "who,price,hours,day,job\nx,\"100,00\",\"8,0\",5.10.2020,Litware care\n{}",
        "x,\"100,00\",8,5.10.2020,LITWARE\nx,\"100,00\",8,5.10.2020,LITWARE\nx,\"100,00\",8,25.10.2020,LITWARE\n"
    );
    let path = file(&book, "more.csv", text);
    let mut map = map(&[]);
    for (field, heading) in
        [("contract", "job"), ("date", "day"), ("quantity", "hours"), ("unit_price", "price")]
    {
        map.columns.insert(field.to_owned(), heading.to_owned());
    }
    assert_eq!(
        imported(&book, &transactions(&path, map)),
        (4, 2, 2),
        "the third of its kind and one of another day are new"
    );
    assert!(stored(&book).iter().all(|one| one["id"].as_str().unwrap().starts_with("row-")));
}

#[test]
fn a_transaction_that_was_billed_since_is_still_the_same() {
    let book = small();
    let path = file(&book, "rows.csv", usual(&["t1,ADATUM,work,2020-10-05,8,100"]));
    let file = transactions(&path, map(&USUAL));
    assert_eq!(imported(&book, &file), (1, 1, 0));
    let _ = book.json(&["mark", "t1", "--status", "ready_to_invoice"]);
    let _ = book.json(&["create", "--contract", "ADATUM", "--through", "2020-10-05"]);
    assert_eq!(imported(&book, &file), (1, 0, 1), "its billing status is not compared");
}

#[test]
// What is unclear is shown where it stands; a sign that is given says what the other one means.
fn what_reads_two_ways_is_shown_in_its_place() {
    let book = small();
    let rows = ["t1,ADATUM,work,5/5/2020,8,100", "t2,ADATUM,work,6/10/2020,8,\"1,250\""];
    let path = file(&book, "rows.csv", usual(&rows));
    let asked = transactions(&path, map(&USUAL));
    let result = dry_run(&book, &asked).unwrap();
    let told: Vec<_> =
        result.errors.iter().map(|one| (one.row, one.column.as_str(), one.value.as_str())).collect();
    assert_eq!(told, [(3, "date", "6/10/2020"), (3, "unit_price", "1,250")]);
    let path = file(&book, "rows.csv", usual(&["t1,ADATUM,work,2020-10-05,1,1.500"]));
    let mut given = transactions(&path, map(&USUAL));
    given.map.thousands = Some(".".to_owned());
    assert_eq!(imported(&book, &given), (1, 1, 0));
    assert_eq!(stored(&book)[0]["unit_price"], "1500");
}

#[test]
fn dates_and_numbers_that_read_two_ways_are_asked() {
    let book = small();
    let rows = ["t1,ADATUM,work,05/10/2020,8,100", "t2,ADATUM,work,06/10/2020,8,100"];
    let path = file(&book, "rows.csv", usual(&rows));
    let mut asked = transactions(&path, map(&USUAL));
    let told = errors(&book, &asked);
    let message =
        "\"05/10/2020\" can be read as DD/MM/YYYY or as MM/DD/YYYY. Say which of them the dates are.";
    assert_eq!(told, [(2, "date".to_owned(), message.to_owned())]);
    asked.map.date_format = Some("%m/%d/%Y".to_owned());
    assert_eq!(imported(&book, &asked), (2, 2, 0));
    assert_eq!(stored(&book)[0]["date"], "2020-05-10");

    // An international date is taken for no other, unless the form looks like one.
    let rows = ["t4,ADATUM,work,2020-05-10,8,100", "t5,ADATUM,work,2020-05-13,8,100"];
    let path = file(&book, "rows.csv", usual(&rows));
    let mut asked = transactions(&path, map(&USUAL));
    asked.map.date_format = Some("%Y-%d-%m".to_owned());
    let message = "\"2020-05-13\" is not a date of the form YYYY-DD-MM. Correct it.";
    assert_eq!(errors(&book, &asked), [(3, "date".to_owned(), message.to_owned())]);
    asked.map.date_format = Some("%d.%m.%Y".to_owned());
    assert_eq!(dry_run(&book, &asked).unwrap().added, 2);

    let path = file(&book, "rows.csv", usual(&["t3,ADATUM,work,2020-10-05,\"1,250\",1"]));
    let mut asked = transactions(&path, map(&USUAL));
    let told = errors(&book, &asked);
    let message =
        "\"1,250\" can be read as 1,234.56 or as 1.234,56. Say which sign stands before the decimals.";
    assert_eq!(told, [(2, "quantity".to_owned(), message.to_owned())]);
    asked.map.decimal = Some(",".to_owned());
    assert_eq!(imported(&book, &asked), (1, 1, 0));
    assert_eq!(stored(&book)[2]["quantity"], "1.250");
}

#[test]
fn what_a_person_corrects_stands_in_place_of_the_file() {
    let book = small();
    let rows = [
        "t1,ADTUM,work,2020-10-05,8,100",
        "t2,ADATUM,work,2020-09-31,8,100",
        "t3,NOBODY,work,2020-10-05,8,100",
    ];
    let path = file(&book, "rows.csv", usual(&rows));
    let mut file = transactions(&path, map(&USUAL));
    let result = dry_run(&book, &file).unwrap();
    let suggestions: Vec<Option<&str>> =
        result.errors.iter().map(|error| error.suggestion.as_deref()).collect();
    assert_eq!(suggestions, [Some("ADATUM"), None, None]);
    let correct = |row, column: &str, value: &str| Correction {
        row,
        column: column.to_owned(),
        value: value.to_owned(),
    };
    file.corrections = vec![correct(2, "contract", "ADATUM"), correct(3, "date", "2020-09-30")];
    file.left_out = vec![4];
    let result = dry_run(&book, &file).unwrap();
    assert_eq!((result.added, result.left_out, result.errors.len()), (2, 1, 0));
    assert_eq!(imported(&book, &file), (3, 2, 0));
    assert_eq!(stored(&book)[1]["date"], "2020-09-30");
    assert_eq!(imported(&book, &file), (3, 0, 2), "the same again adds nothing");
}

#[test]
fn the_one_quote_that_our_files_put_before_formulas_is_taken_away() {
    let book = small();
    let described = ["id", "contract", "contract_line", "date", "quantity", "unit_price", "description"];
    let texts = ["=1+1", "'=1+1", "-x", "@SUM(A1)", "+46 8", "'quoted'", " padded ", "a \"b\", c\nd"];
    let rows: Vec<String> = texts
        .iter()
        .enumerate()
        .map(|(index, text)| {
            // As the list of the book is exported.
            let is_formula = text.trim_start_matches('\'').starts_with(['=', '+', '-', '@']);
            let quote = if is_formula { "'" } else { "" };
            format!("t{index},ADATUM,work,2020-10-05,1,1,\"{quote}{}\"", text.replace('"', "\"\""))
        })
        .collect();
    let path = file(&book, "rows.csv", format!("{}\n{}\n", described.join(","), rows.join("\n")));
    assert_eq!(imported(&book, &transactions(&path, map(&described))), (8, 8, 0));
    let stored: Vec<String> =
        stored(&book).iter().map(|one| one["description"].as_str().unwrap().to_owned()).collect();
    assert_eq!(stored, texts);
}

#[test]
fn a_cancelled_import_leaves_no_trace() {
    let book = small();
    let rows: Vec<String> = (0..5_000).map(|index| format!("t{index},ADATUM,work,2020-10-05,1,1")).collect();
    let rows: Vec<&str> = rows.iter().map(String::as_str).collect();
    let path = file(&book, "rows.csv", usual(&rows));
    let file = transactions(&path, map(&USUAL));
    let before = exported(&book);
    let mut told = Vec::new();
    let open = Book::open(&book.path()).unwrap();
    let all = spreadsheet::dry_run(open.connection(), &file, &mut |progress| {
        told.push(progress);
        ControlFlow::Continue(())
    });
    assert_eq!(all.unwrap().added, 5_000);
    let import_steps = told.len() + 1;
    for stop_at in 0..import_steps {
        let mut times = 0;
        let result = spreadsheet::import(open.connection(), &file, noon(), &mut |_| {
            times += 1;
            if times > stop_at { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
        });
        assert!(matches!(result, Err(SpreadsheetImportError::Cancelled)), "cancelled after {stop_at} steps");
        assert_eq!(exported(&book), before, "after {stop_at} steps");
    }
    assert_eq!(import(&book, &file).unwrap().added, 5_000, "and then it goes through");
}
