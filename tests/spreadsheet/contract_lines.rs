//! What a file says of the lines of contracts beside their first columns: tasks, customers, limits and milestones.

use proforma_api::{
    book::Book,
    contract_set_up::contract,
    spreadsheet::{FileToImport, ImportKind},
};
use proforma_tests::{TempBook, date};
use serde_json::{Value, json};

use crate::book::{dry_run, errors, exported, file, import, imported, map, small};

const COLUMNS: [&str; 16] = [
    "id",
    "name",
    "currency",
    "customers",
    "status",
    "not_to_exceed",
    "line_id",
    "line_name",
    "billing_method",
    "transaction_classes",
    "contracted_amount",
    "tasks",
    "line_customers",
    "line_not_to_exceed",
    "milestone_name",
    "milestone_date",
];

fn contracts(book: &TempBook, rows: &[&str]) -> FileToImport {
    let columns = [COLUMNS.as_slice(), &["milestone_amount"]].concat();
    let text = format!("{}\n{}\n", columns.join(","), rows.join("\n"));
    let path = file(book, "contracts.csv", text);
    FileToImport::new(&path, ImportKind::Contracts, map(&columns))
}

fn stored(book: &TempBook, id: &str) -> Value {
    let whole: Value = serde_json::from_str(&exported(book)).unwrap();
    whole["contracts"].as_array().unwrap().iter().find(|one| one["id"] == id).unwrap().clone()
}

fn told(book: &TempBook, file: &FileToImport) -> Vec<String> {
    let all = errors(book, file).into_iter();
    all.map(|(row, column, message)| format!("{row} {column}: {message}")).collect()
}

fn tasks(book: &TempBook, id: &str) -> Vec<Vec<String>> {
    let open = Book::open_to_read(&book.path()).unwrap();
    let set_up = contract(open.connection(), id, date("2020-10-05")).unwrap();
    set_up.lines.into_iter().map(|line| line.form.tasks).collect()
}

const SITE: [&str; 5] = [
    "SITE,New site,EUR,adatum,,9000,build,Build,time_and_material,time,,Build; Test,adatum 60; fabrikam 40,5000.50,,,",
    "SITE,,,,,,run,Run,time_and_material,time,,Operate,,,,,",
    "SITE,,,,,,plan,Plan,fixed_price,,1000,,,,Draft,2021-01-05,400",
    "SITE,,,,,,plan,,,,,,,,Final,2021-02-05,500",
    "SITE,New site,EUR,,,,plan,,,,,,,,Extra,2021-02-05,100",
];

#[test]
// SPEC 3.11, 4.13, 5.1, 5.4, d365 R3, R4.2: a file says all of a line, and the same file again adds nothing.
fn a_file_says_all_of_a_line() {
    let book = small();
    let site = contracts(&book, &SITE);
    assert_eq!(imported(&book, &site), (5, 5, 0));
    let contract = stored(&book, "SITE");
    assert_eq!(contract["not_to_exceed"], "9000.00");
    assert_eq!(
        contract["customers"],
        json!([
            { "customer": "adatum", "percent": "100" }, { "customer": "fabrikam", "percent": "0" }
        ])
    );
    let line = &contract["lines"][0];
    assert_eq!(line["not_to_exceed"], "5000.50");
    assert_eq!(line["customers"][1], json!({ "customer": "fabrikam", "percent": "40" }));
    assert_eq!(contract["lines"].as_array().unwrap().len(), 3, "a further row is a milestone, not a line");
    let milestones: Vec<String> = contract["lines"][2]["milestones"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| {
            format!("{} {} {} {}", one["id"], one["name"], one["date"], one["amount"]).replace('"', "")
        })
        .collect();
    assert_eq!(
        milestones,
        [
            "SITE-plan-2021-01-05 Draft 2021-01-05 400.00",
            "SITE-plan-2021-02-05 Final 2021-02-05 500.00",
            "SITE-plan-2021-02-05-2 Extra 2021-02-05 100.00"
        ]
    );
    let expected = [vec!["Build".to_owned(), "Test".to_owned()], vec!["Operate".to_owned()], Vec::new()];
    assert_eq!(tasks(&book, "SITE"), expected);
    let copy = TempBook::of_text(&exported(&book));
    assert_eq!(tasks(&copy, "SITE"), expected, "tasks come back from the history");
    assert_eq!(exported(&copy), exported(&book));
    assert_eq!(imported(&book, &site), (5, 0, 5), "the same again adds nothing");
    assert_eq!(book.json(&["check"]), json!({ "violations": [] }));
}

#[test]
// SPEC 2.6, 3.10, d365 R4.4: whether a contract may be active is judged by all of it, its tasks and milestones too.
fn whether_it_is_active_is_judged_by_all_of_it() {
    let book = small();
    let fixed = |id: &str, status: &str, amount: &str| {
        format!("{id},{id},EUR,adatum,{status},,f,F,fixed_price,,1000,,,,Once,2021-01-05,{amount}")
    };
    let (right, short, said) =
        (fixed("RIGHT", "", "1000"), fixed("SHORT", "", "999.99"), fixed("SAID", "active", "999"));
    let file = contracts(&book, &[&right, &short]);
    let notes = dry_run(&book, &file).unwrap().notes;
    assert_eq!(notes.len(), 2, "{notes:?}");
    assert_eq!(notes[0], "1 contract without a status comes in active: its check list is right.");
    assert!(notes[1].starts_with("SHORT comes in as a draft. "), "{}", notes[1]);
    assert_eq!(import(&book, &file).unwrap().notes, notes);
    assert_eq!(
        (&stored(&book, "RIGHT")["status"], &stored(&book, "SHORT")["status"]),
        (&json!("active"), &json!("draft"))
    );
    let wrong = told(&book, &contracts(&book, &[&said]));
    assert_eq!(wrong.len(), 1, "{wrong:?}");
    assert!(wrong[0].starts_with("2 contracted_amount: "), "{}", wrong[0]);
}

#[test]
// SPEC 2.5, 2.6: what is wrong is told by row and column, and nothing comes in.
fn what_is_wrong_is_told_by_row_and_column() {
    let book = small();
    let mut file = contracts(
        &book,
        &[
            "A,A,EUR,adatum,,-1,l,L,time_and_material,time,,,,,,,",
            "B,B,EUR,adatum,,,l,L,time_and_material,time,,,adatum 60; fabrikm 40,,,,",
            "C,C,EUR,adatum,,,l,L,time_and_material,time,,,adatum 60; fabrikam 30,,,,",
            "D,D,EUR,adatum,,,l,L,time_and_material,time,,Build; Build,,,,,",
            "E,E,EUR,adatum,,,l,L,time_and_material,time,,,,10.001,,,",
            "F,F,EUR,adatum,,,l,L,time_and_material,time,,,,,Done,2021-01-05,100",
            "G,G,EUR,adatum,,,l,L,fixed_price,,,,,,Done,2021-01-05,",
            "H,H,EUR,adatum,,,l,L,fixed_price,,,,,,One,2021-01-05,100",
            "H,,,,,,l,,,,,,,,Two,2021-01-06,100.005",
            "I,I,EUR,adatum,,,l,L,time_and_material,time,,,,,,,",
            "I,,,,,,m,,,,,,,,Two,2021-01-06,100",
            "J,J,EUR,adatum,,5,l,L,time_and_material,time,,,,,,,",
            "J,,,,,6,m,M,time_and_material,fee,,,,,,,",
            "K,K,EUR,adatum,,,l,L,time_and_material,time,,,,,,,",
            "K,,,,,,l,L,time_and_material,time,,,,,,,",
            "L,L,EUR,adatum,,,l,L,fixed_price,,,,,50,One,2021-01-05,100",
        ],
    );
    file.map.decimal = Some(".".to_owned());
    let told = told(&book, &file);
    let expected = [
        "2 not_to_exceed: ",
        "3 line_customers: There is no customer \"fabrikm\".",
        "4 line_customers: The percentages total 90, not 100.",
        "5 tasks: The task \"Build\" is in the list twice. Leave one out.",
        "6 line_not_to_exceed: ",
        "7 milestone_name: ",
        "8 milestone_amount: A milestone has a name, a date and an amount. Give all three, or none.",
        "10 milestone_amount: ",
        "12 line_name: \"line_name\" is empty. Every row needs a line name.",
        "12 billing_method: \"billing_method\" is empty. Every row needs a billing method.",
        "14 not_to_exceed: Row 13 of the same contract says \"5\". Write the same, or leave it out.",
        "16 line_id: The id \"l\" is in the file twice.",
        "17 line_not_to_exceed: A fixed-price line bills its milestones and has no limit. Leave it out.",
    ];
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (told, expected) in told.iter().zip(expected) {
        assert!(told.starts_with(expected), "{told}\nmust begin with\n{expected}");
    }
}

#[test]
// In what the book differs from the file is told for the new columns too.
fn what_the_book_says_otherwise_is_told() {
    let book = small();
    imported(&book, &contracts(&book, &SITE));
    let other = [
        "SITE,New site,EUR,adatum,,8000,build,Build,time_and_material,time,,Build,fabrikam 100,5000,,,",
        "SITE,,,,,,run,Run,time_and_material,time,,,,,,,",
        "SITE,,,,,,plan,Plan,fixed_price,,1000,,,,Draft,2021-01-05,400",
    ];
    let told = told(&book, &contracts(&book, &other));
    let expected = [
        "2 not_to_exceed: The book has \"SITE\" already, with another limit: \"9000\" there, \"8000\" here.",
        "2 line_not_to_exceed: The book has \"build\" already, with another limit: \"5000.5\" there, \"5000\" here.",
        "2 line_customers: The book has \"build\" already, with another list of customers: \"adatum 60; fabrikam 40\" there, \"fabrikam 100\" here.",
        "2 tasks: The book has \"build\" already, with another list of tasks: ",
        "4 milestone_name: The book has \"SITE\" already, with another list of milestones: ",
    ];
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (told, expected) in told.iter().zip(expected) {
        assert!(told.starts_with(expected), "{told}\nmust begin with\n{expected}");
    }
}
