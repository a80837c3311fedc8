//! Customers and contracts from spreadsheets.

use std::path::Path;

use proforma_api::{
    book::Book,
    spreadsheet::{FileToImport, ImportKind},
};
use proforma_store::customer;
use proforma_tests::TempBook;
use serde_json::{Value, json};

use crate::book::{dry_run, errors, exported, file, import, imported, map, small};

fn of(kind: ImportKind, path: &Path, columns: &[&str]) -> FileToImport {
    FileToImport::new(path, kind, map(columns))
}

fn value(text: &str) -> Value {
    serde_json::from_str(text).unwrap()
}

const CUSTOMER: [&str; 6] = ["id", "name", "address", "country", "email", "payment_terms_days"];

#[test]
fn customers_are_added_once() {
    let book = small();
    let text = format!(
        "{}\n{}\n{}\n",
        CUSTOMER.join(","),
        "northwind,Northwind Traders,\"1 Harbour Street\nVarna\",BG,ap@northwind.example,30",
        "wingtip,Wingtip Toys,,,,"
    );
    let path = file(&book, "customers.csv", text);
    let customers = of(ImportKind::Customers, &path, &CUSTOMER);
    assert_eq!(imported(&book, &customers), (2, 2, 0));
    let stored = value(&exported(&book))["customers"].clone();
    let expected = json!({
        "id": "northwind", "name": "Northwind Traders", "address": ["1 Harbour Street", "Varna"], "country": "BG",
        "email": "ap@northwind.example", "payment_terms_days": 30
    });
    assert_eq!((&stored[2], stored.as_array().unwrap().len()), (&expected, 4));
    assert_eq!(imported(&book, &customers), (2, 0, 2), "the same again adds nothing");
}

#[test]
// SPEC 2.5: whom to ask for comes in, too; and the history brings it along where the book goes to another file.
fn customers_have_a_contact() {
    let book = small();
    let text = "id,name,contact\nnorthwind,Northwind Traders,Ms Ivanova\nwingtip,Wingtip Toys,\n";
    let path = file(&book, "customers.csv", text);
    let customers = of(ImportKind::Customers, &path, &["id", "name", "contact"]);
    assert_eq!(imported(&book, &customers), (2, 2, 0));
    let contacts = |book: &TempBook| -> Vec<Option<String>> {
        let open = Book::open_to_read(&book.path()).unwrap();
        customer::all(open.connection()).unwrap().into_iter().skip(2).map(|known| known.contact).collect()
    };
    let expected = [Some("Ms Ivanova".to_owned()), None];
    assert_eq!(contacts(&book), expected);
    assert_eq!(contacts(&TempBook::of_text(&exported(&book))), expected);
    assert_eq!(imported(&book, &customers), (2, 0, 2), "the same again adds nothing");
    let path = file(&book, "other.csv", "id,name,contact\nnorthwind,Northwind Traders,Mr Ivanov\n");
    let told = errors(&book, &of(ImportKind::Customers, &path, &["id", "name", "contact"]));
    let (row, column, why) = &told[0];
    assert_eq!((*row, column.as_str()), (2, "contact"));
    assert!(why.contains("another contact: \"Ms Ivanova\" there, \"Mr Ivanov\" here"), "{why}");
    let long = format!("id,name,contact\nx,X,{}\n", "a".repeat(10_001));
    let path = file(&book, "long.csv", long);
    assert_eq!(errors(&book, &of(ImportKind::Customers, &path, &["id", "name", "contact"]))[0].1, "contact");
}

#[test]
// SPEC 2.5, 2.6: held to what the interchange format is held to.
fn wrong_customers_are_told_row_by_row() {
    let book = small();
    let rows =
        ["adatum,Adatum Inc.,,,,", "x,,,,,", "x,X,,Sweden,,", "y,Y,,,,400", "z,Z,,,,soon", "y,Again,,,,"];
    let path = file(&book, "customers.csv", format!("{}\n{}\n", CUSTOMER.join(","), rows.join("\n")));
    let told: Vec<String> = errors(&book, &of(ImportKind::Customers, &path, &CUSTOMER))
        .into_iter()
        .map(|(row, column, message)| format!("{row} {column}: {message}"))
        .collect();
    let expected = [
        "2 name: The book has \"adatum\" already, with another name: \"Adatum Corporation\" there, \"Adatum Inc.\" here. Give the row an id of its own, or change it in the book.",
        "3 name: \"name\" is empty. Every row needs a name.",
        "4 id: Row 3 has the id \"x\" too. Give one of them another id, or leave one out.",
        "5 payment_terms_days: 400 is not between 0 and 365. Correct the value.",
        "6 payment_terms_days: \"soon\" is not a decimal number of the form 1234.56. Correct it.",
        "7 id: Row 5 has the id \"y\" too. Give one of them another id, or leave one out.",
    ];
    assert_eq!(told, expected);
}

const CONTRACT: [&str; 15] = [
    "id",
    "name",
    "currency",
    "customers",
    "status",
    "delivery_date",
    "line_id",
    "line_name",
    "billing_method",
    "transaction_classes",
    "contracted_amount",
    "billing_start",
    "invoice_frequency",
    "tax_category",
    "tax_percent",
];

fn contracts(rows: &[&str]) -> String {
    format!("{}\n{}\n", CONTRACT.join(";"), rows.join("\n"))
}

#[test]
fn a_contract_has_a_row_for_each_line() {
    let book = small();
    let text = contracts(&[
        "NEW;New site;eur;adatum 60, fabrikam 40;active;2021-03-31;work;Work;Time and material;time, expense;;2021-01-01;Monthly;S;25 %",
        "NEW;;;;;;fixed;Design;fixed_price;;1000,00;2021-01-01;monthly;;",
        "OWN;Own;USD;Adatum Corporation;draft;;a;A;time_and_material;time;;;;;",
    ]);
    // Commas between customers would be decimals in this file.
    let path = file(&book, "contracts.csv", text.replace("60, fabrikam", "60 | fabrikam"));
    let file = of(ImportKind::Contracts, &path, &CONTRACT);
    assert_eq!(imported(&book, &file), (3, 3, 0));
    let stored = value(&exported(&book));
    let new = stored["contracts"].as_array().unwrap().iter().find(|one| one["id"] == "NEW").unwrap();
    assert_eq!(new["currency"], "EUR");
    assert_eq!(new["customers"][1]["customer"], "fabrikam");
    let rows = new["lines"][0]["invoice_schedule"].as_array().unwrap().len();
    assert_eq!(rows, 3, "1 January, 1 February, 1 March, by the frequency");
    assert_eq!(new["lines"][0]["transaction_classes"], json!(["time", "expense"]));
    assert_eq!(
        (&new["lines"][0]["tax_category"], &new["lines"][0]["tax_percent"]),
        (&json!("S"), &json!("25"))
    );
    // SPEC 3.10: the contracted amount in equal parts, the remainder on the last.
    let amounts: Vec<&str> = new["lines"][1]["milestones"]
        .as_array()
        .unwrap()
        .iter()
        .map(|one| one["amount"].as_str().unwrap())
        .collect();
    assert_eq!(amounts, ["333.33", "333.33", "333.34"]);
    assert_eq!(imported(&book, &file), (3, 0, 3), "the same again adds nothing");
    assert_eq!(book.json(&["check"]), json!({ "violations": [] }));
}

#[test]
// SPEC 2.6, 3.10, 4.13, d365 R4.4: of what no row says how it stands, only that becomes active which may be activated.
fn contracts_without_a_status_are_active_only_where_their_check_list_is_right() {
    let book = small();
    let text = contracts(&[
        "RIGHT;Right;EUR;adatum;;2021-03-31;work;Work;time_and_material;time;;2021-01-01;monthly;;",
        "BARE;Bare;EUR;adatum;;;work;Work;time_and_material;time;;;;;",
        "TWICE;Twice;EUR;adatum;;2021-03-31;one;One;time_and_material;time;;2021-01-01;monthly;;",
        "TWICE;;;;;;two;Two;time_and_material;time;;2021-01-01;monthly;;",
        "FIXED;Fixed;EUR;adatum;;2021-03-31;fixed;Design;fixed_price;;1000;;;;",
        "SAID;Said;EUR;adatum;active;;work;Work;time_and_material;time;;;;;",
    ]);
    let path = file(&book, "contracts.csv", text);
    let file = of(ImportKind::Contracts, &path, &CONTRACT);
    let notes = [
        "1 contract without a status comes in active: its check list is right.",
        "BARE comes in as a draft. The delivery date is missing: schedules are generated up to it. \
         \"Work\" has no invoice schedule: set billing start and frequency, or add a row.",
        "TWICE comes in as a draft. \"One\" and \"Two\" both bill time of all tasks: leave time to one of them, or \
         give each its own tasks.",
        "FIXED comes in as a draft. \"Design\" has no milestone yet.",
    ];
    assert_eq!(dry_run(&book, &file).unwrap().notes, notes);
    let result = import(&book, &file).unwrap();
    assert_eq!((result.added, result.errors.len()), (6, 0));
    assert_eq!(result.notes, notes, "a dry run says what an import does");
    let stored = value(&exported(&book));
    let statuses: Vec<String> = stored["contracts"].as_array().unwrap()[2..]
        .iter()
        .map(|contract| {
            format!("{} {}", contract["id"].as_str().unwrap(), contract["status"].as_str().unwrap())
        })
        .collect();
    assert_eq!(statuses, ["RIGHT active", "BARE draft", "TWICE draft", "FIXED draft", "SAID active"]);
    assert_eq!(book.json(&["check"]), json!({ "violations": [] }));
}

#[test]
// SPEC 2.6, 5.1.
fn wrong_contracts_are_told_row_by_row() {
    let book = small();
    let text = contracts(&[
        "A;A;EUR;adatm;active;;l;L;time_and_material;time;;;;;",
        "B;B;EUR;adatum 60;active;;l;L;time_and_material;time;;;;;",
        "C;C;EUR;adatum|fabrikam;active;;l;L;time_and_material;time;;;;;",
        "D;D;QQQ;adatum;active;;l;L;time_and_material;time;;;;;",
        "E;E;EUR;adatum;active;;l;L;hourly;time;;;;;",
        "F;F;EUR;adatum;active;;l;L;time_and_material;time;;;;S;",
        "G;G;EUR;adatum;active;;l;L;time_and_material;time;;;;;",
        "G;Other;;;;;l2;L2;time_and_material;time;;;;;",
        "H;H;EUR;adatum;active;;l;L;time_and_material;time;;;;;",
        "H;;;;;;l;L;time_and_material;time;;;;;",
        "ADATUM;Implementation for Adatum;USD;adatum;active;;new;New;time_and_material;time;;;;;",
        "I;I;EUR;adatum;active;;l;L;time_and_material;time;;;fortnightly;;",
        "J;J;EUR;adatum;active;;l;L;fixed_price;;100,005;2021-01-01;;;",
    ]);
    let path = file(&book, "contracts.csv", text);
    let mut file = of(ImportKind::Contracts, &path, &CONTRACT);
    file.map.decimal = Some(",".to_owned());
    let told: Vec<String> = errors(&book, &file)
        .into_iter()
        .map(|(row, column, message)| format!("{row} {column}: {message}"))
        .collect();
    let expected = [
        "2 customers: There is no customer \"adatm\". Correct it; nearest is \"adatum\".",
        "3 customers: The percentages total 60, not 100. Correct the value.",
        "4 customers: \"adatum\" has no percentage.",
        "5 currency: \"QQQ\"",
        "6 billing_method: \"hourly\" is not a billing method. Write fixed_price or time_and_material.",
        "7 tax_category: A tax percent needs a tax category, and a category its percent. Give both, or neither.",
        "9 name: Row 8 of the same contract says \"G\". Write the same, or leave it out.",
        "11 line_id: The id \"l\" is in the file twice. Give one of the rows another id, or leave one out.",
        "12 customers: The book has \"ADATUM\" already, with another list of customers: \"adatum 60; fabrikam 40\" there, \"adatum 100\" here.",
        "12 line_id: The book has the contract \"ADATUM\" already, without a line \"new\".",
        "13 invoice_frequency: There is no invoice frequency \"fortnightly\".",
        "14 contracted_amount: ",
    ];
    assert_eq!(told.len(), expected.len(), "{told:#?}");
    for (told, expected) in told.iter().zip(expected) {
        assert!(told.starts_with(expected), "{told}\nmust begin with\n{expected}");
    }
}
