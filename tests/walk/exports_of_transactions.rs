//! Transactions as files for a spreadsheet, and back again.

use std::{fs, ops::ControlFlow};

use proforma_api::{
    book::Book,
    dto::{self, ListFormat, ListToExport, TransactionFilter},
    lists,
    spreadsheet::{self, FileToImport, ImportKind, ImportMap},
};
use proforma_tests::{TempBook, case, date};

use super::exports::{TODAY, adatum, csv, write, xlsx_part};

fn whole(contract: &str) -> TransactionFilter {
    TransactionFilter { contract: contract.to_owned(), ..TransactionFilter::default() }
}

fn transactions(contract: &str) -> ListToExport {
    ListToExport::Transactions { filter: whole(contract), descending: false }
}

/// Column `at` of every row.
fn column(text: &str, at: usize) -> Vec<&str> {
    text.lines().skip(1).map(|line| line.split(',').nth(at).unwrap()).collect()
}

#[test]
// Transactions are exported as they are filtered and in their order; each stands once, however many customers pay for it.
fn transactions_are_exported_as_they_are_listed() {
    let book = adatum();
    let list = ListToExport::Transactions {
        filter: TransactionFilter {
            contract_line: Some("implementation".to_owned()),
            class: Some("time".to_owned()),
            from: Some(date("2020-10-02")),
            to: Some(date("2020-10-05")),
            ..whole("ADATUM")
        },
        descending: true,
    };
    expect_test::expect![[r#"
        Contract id,Contract,Contract line id,Contract line,Id,Class,Date,Description,Resource id,Resource,Role id,Role,Category,Quantity,Unit,Unit price,Amount,Currency,Billing type,Billing status,Invoice
        ADATUM,Implementation services for Adatum,implementation,Implementation work,t3,Time,2020-10-05,Build: order import,lee,Lee Gu,developer,Developer,,6,hour,200.00,1200.00,USD,Chargeable,Invoice created,2
        ADATUM,Implementation services for Adatum,implementation,Implementation work,t2,Time,2020-10-04,"Weekend data load, on the cut-off date",lee,Lee Gu,developer,Developer,,2,hour,200.00,400.00,USD,Chargeable,Invoice created,1
        ADATUM,Implementation services for Adatum,implementation,Implementation work,t4,Time,2020-10-02,"Notes of the workshop, approved late",amy,Amy Alberts,consultant,Consultant,,4,hour,200.00,800.00,USD,Chargeable,Invoice created,2
    "#]]
    .assert_eq(&csv(&book, &list));
    let text = csv(&book, &transactions("ADATUM"));
    assert_eq!(
        column(&text, 4),
        ["e1", "t1", "t4", "e2", "t2", "e3", "t3", "t5", "t6", "e4", "t7", "e5", "t8"]
    );
    let words = |search: &str, status| {
        let filter =
            TransactionFilter { search: search.to_owned(), billing_status: status, ..whole("ADATUM") };
        let list = ListToExport::Transactions { filter, descending: false };
        column(&csv(&book, &list), 4).into_iter().map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(words("taxi", None), ["e3", "e5"]);
    assert_eq!(words("", Some(dto::BillingStatus::ReadyToInvoice)), ["e3", "t6", "e4", "t7", "e5", "t8"]);
    assert_eq!(words("nowhere", None), [""; 0]);
    let split = TempBook::of(&case("split.book.json"));
    let open = Book::open(&split.path()).unwrap();
    let contract: String = rusqlite::Connection::open(split.path())
        .unwrap()
        .query_row(
            "SELECT contract.key FROM share JOIN contract_line ON contract_line.id = share.contract_line_id
             JOIN contract ON contract.id = contract_line.contract_id
             WHERE transaction_id IS NOT NULL GROUP BY contract.id, transaction_id HAVING COUNT(*) > 1 LIMIT 1",
            [],
            |row| row.get(0),
        )
        .unwrap();
    let text = csv(&split, &transactions(&contract));
    let mut ids = column(&text, 4);
    let rows = ids.len();
    ids.dedup();
    assert_eq!((ids.len(), rows > 0), (rows, true), "{text}");
    let name =
        lists::name(open.connection(), &transactions(&contract), ListFormat::Csv, date(TODAY)).unwrap();
    assert_eq!(name, format!("Transactions of {contract} 2020-10-20"));
}

#[test]
// A description is another's text: it is no formula in either file, and an import reads it back as it was.
fn a_description_is_never_a_formula() {
    let hostile = "=HYPERLINK(\"http://x\",\"Click\")";
    let text = fs::read_to_string(case("adatum.book.json")).unwrap();
    let text = text.replace("\"Requirements workshop\"", &serde_json::Value::from(hostile).to_string());
    assert!(text.contains("HYPERLINK"));
    let book = TempBook::of_text(&text);
    let list = transactions("ADATUM");
    let lines = csv(&book, &list);
    let quoted = hostile.replace('"', "\"\"");
    assert!(lines.contains(&format!(",\"'{quoted}\",")), "{lines}");
    let workbook = write(&book, &list, ListFormat::Xlsx);
    let sheet = xlsx_part(&workbook, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>"), "no formula");
    // Both files are read back by the import and say of every transaction what the book says.
    let open = Book::open(&book.path()).unwrap();
    for format in [ListFormat::Csv, ListFormat::Xlsx] {
        let path = write(&book, &list, format);
        let columns = [
            ("id", "Id"),
            ("contract", "Contract id"),
            ("contract_line", "Contract line id"),
            ("class", "Class"),
            ("date", "Date"),
            ("description", "Description"),
            ("resource", "Resource id"),
            ("role", "Role id"),
            ("category", "Category"),
            ("quantity", "Quantity"),
            ("unit", "Unit"),
            ("unit_price", "Unit price"),
            ("billing_type", "Billing type"),
        ];
        let columns = columns.map(|(field, heading)| (field.to_owned(), heading.to_owned()));
        let map = ImportMap { columns: columns.into(), ..ImportMap::default() };
        let file = FileToImport::new(&path, ImportKind::Transactions, map);
        let read =
            spreadsheet::dry_run(open.connection(), &file, &mut |_| ControlFlow::Continue(())).unwrap();
        assert!(read.errors.is_empty(), "{:?}", read.errors);
        assert_eq!((read.rows, read.unchanged, read.added), (13, 13, 0), "{format:?}");
    }
}
