//! Lists as files for a spreadsheet: what stands in them, and what a spreadsheet must not make of it.

use std::{fs, io::Read, path::PathBuf};

use proforma_api::{
    backlog::{BillingStatus, Marking, Stopping, mark},
    book::Book,
    dto::{
        self, BacklogFilter, BacklogSort, ContractSort, InvoiceSort, ListFormat, ListToExport, VerdictKind,
    },
    lists,
};
use proforma_tests::{TempBook, case, date, noon};

use crate::{mark_ready, run};

pub(super) const TODAY: &str = "2020-10-20";

pub(super) fn adatum() -> TempBook {
    let book = TempBook::of(&case("adatum.book.json"));
    run(&book, date("2020-10-05"));
    mark_ready(&book, "t4");
    run(&book, date("2020-10-19"));
    book
}

pub(super) fn write(book: &TempBook, list: &ListToExport, format: ListFormat) -> PathBuf {
    let open = Book::open(&book.path()).unwrap();
    let path = book.folder().join(format!("list.{}", format.extension()));
    lists::write(open.connection(), list, format, date(TODAY), &path).unwrap();
    path
}

/// The file without its mark, lines parted as text files of this project are.
pub(super) fn csv(book: &TempBook, list: &ListToExport) -> String {
    let text = fs::read_to_string(write(book, list, ListFormat::Csv)).unwrap();
    let text = text.strip_prefix('\u{feff}').expect("a mark that says UTF-8");
    assert_eq!(text.matches('\n').count(), text.matches("\r\n").count(), "every line ends in CR LF");
    text.replace("\r\n", "\n")
}

/// One part of a workbook.
pub(super) fn xlsx_part(path: &std::path::Path, name: &str) -> String {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name(name).unwrap().read_to_string(&mut text).unwrap();
    text
}

fn invoices() -> ListToExport {
    ListToExport::Invoices {
        status: None,
        contract: None,
        customer: None,
        from: None,
        to: None,
        search: String::new(),
        sort: InvoiceSort::Date,
        descending: true,
    }
}

#[test]
fn every_list_is_a_table_of_its_own() {
    let book = adatum();
    let contracts = ListToExport::Contracts {
        status: None,
        trouble: None,
        currency: None,
        search: String::new(),
        sort: ContractSort::Name,
        descending: false,
    };
    expect_test::expect![[r#"
        Contract id,Contract,Status,Customer,More customers,Next run date,Missed run date,Invoiced,On drafts,Ready,Not ready,Sum,Currency,Trouble
        ADATUM,Implementation services for Adatum,Active,Adatum Corporation,0,2020-11-02,,0.00,10020.00,16385.00,0.00,26405.00,USD,
    "#]].assert_eq(&csv(&book, &contracts));
    expect_test::expect![[r#"
        Invoice,Number,Status,Invoice date,Customer id,Customer,Contract id,Contract,Lines,Total,Currency
        2,,Draft,2020-10-19,adatum,Adatum Corporation,ADATUM,Implementation services for Adatum,1,2600.00,USD
        1,,Draft,2020-10-05,adatum,Adatum Corporation,ADATUM,Implementation services for Adatum,3,7420.00,USD
    "#]]
    .assert_eq(&csv(&book, &invoices()));
    expect_test::expect![[r#"
        Run date,Status,Attempts,Started (UTC),Ended (UTC),Drafts,Contracts parked,Reason
        2020-10-19,Completed,1,2020-10-01 12:00:00,2020-10-01 12:00:00,1,0,
        2020-10-05,Completed,1,2020-10-01 12:00:00,2020-10-01 12:00:00,1,0,
    "#]]
    .assert_eq(&csv(&book, &ListToExport::ProcessRuns));
    expect_test::expect![[r#"
        Run date,Cut-off date,Contract line id,Contract line,Milestone id,Milestone,Milestone amount,Expected,Currency,Run status,Reason
        2020-10-05,,prototype,Prototype work,m1,Prototype demonstrated,5000.00,,USD,Run successful,
        2020-10-05,2020-10-04,implementation,Implementation work,,,,,USD,Run successful,
        2020-10-05,2020-10-04,expenses,Expenses incurred,,,,,USD,Run successful,
        2020-10-19,2020-10-18,implementation,Implementation work,,,,,USD,Run successful,
        2020-11-02,2020-11-01,implementation,Implementation work,,,,2600.00,USD,Not run,
        2020-11-02,2020-11-01,expenses,Expenses incurred,,,,125.00,USD,Not run,
        2020-11-03,,prototype,Prototype work,m2,Prototype accepted,12000.00,12000.00,USD,Not run,
        2020-11-16,2020-11-15,implementation,Implementation work,,,,1600.00,USD,Not run,
    "#]]
        .assert_eq(&csv(&book, &ListToExport::Schedule { contract: "ADATUM".to_owned() }));
    let shares = ListToExport::Shares {
        contract: "ADATUM".to_owned(),
        billing_status: Some(dto::BillingStatus::InvoiceCreated),
    };
    expect_test::expect![[r#"
        Contract id,Contract,Contract line id,Contract line,Id,Class,Date,Description,Resource,Customer id,Customer,Quantity,Unit,Unit price,Percent,Amount,Currency,Billing type,Billing status,Invoice
        ADATUM,Implementation services for Adatum,implementation,Implementation work,t5,Time,2020-10-18,Weekend test run,Lee Gu,adatum,Adatum Corporation,3,hour,200.00,100,600.00,USD,Chargeable,Invoice created,2
        ADATUM,Implementation services for Adatum,prototype,Prototype work,m1,Milestone,2020-10-05,Prototype demonstrated,,adatum,Adatum Corporation,1,,5000.00,100,5000.00,USD,Chargeable,Invoice created,1
        ADATUM,Implementation services for Adatum,implementation,Implementation work,t3,Time,2020-10-05,Build: order import,Lee Gu,adatum,Adatum Corporation,6,hour,200.00,100,1200.00,USD,Chargeable,Invoice created,2
        ADATUM,Implementation services for Adatum,expenses,Expenses incurred,e2,Expense,2020-10-04,Hotel,Amy Alberts,adatum,Adatum Corporation,1,each,120.00,100,120.00,USD,Chargeable,Invoice created,1
        ADATUM,Implementation services for Adatum,implementation,Implementation work,t2,Time,2020-10-04,"Weekend data load, on the cut-off date",Lee Gu,adatum,Adatum Corporation,2,hour,200.00,100,400.00,USD,Chargeable,Invoice created,1
        ADATUM,Implementation services for Adatum,implementation,Implementation work,t4,Time,2020-10-02,"Notes of the workshop, approved late",Amy Alberts,adatum,Adatum Corporation,4,hour,200.00,100,800.00,USD,Chargeable,Invoice created,2
        ADATUM,Implementation services for Adatum,implementation,Implementation work,t1,Time,2020-10-01,Requirements workshop,Amy Alberts,adatum,Adatum Corporation,8,hour,200.00,100,1600.00,USD,Chargeable,Invoice created,1
        ADATUM,Implementation services for Adatum,expenses,Expenses incurred,e1,Expense,2020-09-30,Flight to San Francisco,Amy Alberts,adatum,Adatum Corporation,1,each,300.00,100,300.00,USD,Chargeable,Invoice created,1
    "#]].assert_eq(&csv(&book, &shares));
    let backlog =
        ListToExport::Backlog { filter: BacklogFilter::default(), sort: BacklogSort::Date, descending: true };
    expect_test::expect![[r#"
        Contract id,Contract,Contract line id,Contract line,Id,Class,Date,Description,Resource,Customer id,Customer,Quantity,Unit,Unit price,Percent,Amount,Currency,Billing type,Billing status
        ADATUM,Implementation services for Adatum,prototype,Prototype work,m2,Milestone,2020-11-03,Prototype accepted,,adatum,Adatum Corporation,1,,12000.00,100,12000.00,USD,Chargeable,Ready to invoice
        ADATUM,Implementation services for Adatum,implementation,Implementation work,t8,Time,2020-11-02,Build: reports,Lee Gu,adatum,Adatum Corporation,8,hour,200.00,100,1600.00,USD,Chargeable,Ready to invoice
        ADATUM,Implementation services for Adatum,expenses,Expenses incurred,e5,Expense,2020-11-02,Taxi,Amy Alberts,adatum,Adatum Corporation,1,each,60.00,100,60.00,USD,Chargeable,Ready to invoice
        ADATUM,Implementation services for Adatum,implementation,Implementation work,t7,Time,2020-11-01,Migration rehearsal,Lee Gu,adatum,Adatum Corporation,5,hour,200.00,100,1000.00,USD,Chargeable,Ready to invoice
        ADATUM,Implementation services for Adatum,expenses,Expenses incurred,e4,Expense,2020-11-01,Parking,Lee Gu,adatum,Adatum Corporation,1,each,45.00,100,45.00,USD,Chargeable,Ready to invoice
        ADATUM,Implementation services for Adatum,implementation,Implementation work,t6,Time,2020-10-19,Build: price rules,Lee Gu,adatum,Adatum Corporation,8,hour,200.00,100,1600.00,USD,Chargeable,Ready to invoice
        ADATUM,Implementation services for Adatum,expenses,Expenses incurred,e3,Expense,2020-10-05,Taxi,Amy Alberts,adatum,Adatum Corporation,1,each,80.00,100,80.00,USD,Chargeable,Ready to invoice
    "#]].assert_eq(&csv(&book, &backlog));
    let verdicts = ListToExport::Verdicts {
        run_date: date("2020-10-19"),
        code: None,
        contract: None,
        verdict: Some(VerdictKind::PassedOver),
        search: "16 nov".to_owned(),
    };
    expect_test::expect![[r#"
        Verdict,Contract id,Contract,Contract line,Id,Description,Date,Customer id,Amount,Currency,Invoice,Rule,Reason,Next run date
        Passed over,ADATUM,Implementation services for Adatum,Implementation work,t8,Build: reports,2020-11-02,adatum,1600.00,USD,,After cut off,"Dated Mon 2 Nov 2020, the cut-off was Sun 18 Oct 2020. The run of Mon 16 Nov 2020 takes it.",2020-11-16
    "#]].assert_eq(&csv(&book, &verdicts));
}

#[test]
fn what_is_told_of_the_book_is_a_table_too() {
    let book = adatum();
    let radar = ListToExport::Radar { stale_days: Some(3) };
    expect_test::expect![[r#"
        Why,Contract id,Contract,Contract line id,Contract line,Milestone or customer,Invoice,Count,Amount,Currency,Missed run date,Since,Reason
        "Ready, and no later run date",ADATUM,Implementation services for Adatum,expenses,Expenses incurred,,,1,60.00,USD,,2020-11-02,"Dated after Sun 1 Nov 2020, the last day that a run of its line takes."
        Old draft,ADATUM,Implementation services for Adatum,,,Adatum Corporation,1,5,7420.00,USD,,2020-10-05,"Dated Mon 5 Oct 2020, 15 days ago, and still a draft."
    "#]].assert_eq(&csv(&book, &radar));
    let calendar = ListToExport::Calendar { from: date("2020-10-05"), to: date("2020-11-03") };
    expect_test::expect![[r#"
        Date,Contracts to run,Contracts with a cut-off,Milestones,Missed,Process run,Invoices,Expected,Invoiced,Currency
        2020-10-05,0,0,Implementation services for Adatum: Prototype demonstrated,,Completed,1,,7420.00,USD
        2020-10-18,0,1,,,,0,,,
        2020-10-19,0,0,,,Completed,1,,2600.00,USD
        2020-11-01,0,1,,,,0,,,
        2020-11-02,1,0,,,,0,2725.00,,USD
        2020-11-03,1,0,Implementation services for Adatum: Prototype accepted,,,0,12000.00,,USD
    "#]].assert_eq(&csv(&book, &calendar));
    expect_test::expect![[r#"
        Month,Confirmed,On drafts,Sum,Currency
        2020-10-01,0.00,10020.00,10020.00,USD
    "#]]
    .assert_eq(&csv(&book, &ListToExport::BilledPerMonth));
    expect_test::expect![[r#"
        Currency,Invoiced,On drafts,Ready,Not ready,Sum
        USD,0.00,10020.00,16385.00,0.00,26405.00
    "#]]
    .assert_eq(&csv(&book, &ListToExport::MoneyPerCurrency));
    expect_test::expect![[r#"
        Run date,Drafts,Contracts,Expected,Not ready,Currency,Waits for
        2020-11-02,1,1,2725.00,,USD,
        2020-11-03,1,1,12000.00,,USD,
        2020-11-16,1,1,1600.00,,USD,
        ,0,1,60.00,,USD,No run date
    "#]]
    .assert_eq(&csv(&book, &ListToExport::NextRunDates));
    expect_test::expect![[r#"
        Age,Shares,Ready,Not ready,Sum,Currency
        Dated after today,5,14705.00,0.00,14705.00,USD
        Up to 30 days,2,1680.00,0.00,1680.00,USD
        31 to 60 days,0,0.00,0.00,0.00,USD
        61 to 90 days,0,0.00,0.00,0.00,USD
        Over 90 days,0,0.00,0.00,0.00,USD
    "#]]
    .assert_eq(&csv(&book, &ListToExport::BacklogByAge));
    expect_test::expect![[r#"
        Week from,Run dates,Expected,Not ready,Sum,Currency
        2020-10-19,0,0.00,0.00,0.00,USD
        2020-10-26,0,0.00,0.00,0.00,USD
        2020-11-02,2,14725.00,0.00,14725.00,USD
        2020-11-09,0,0.00,0.00,0.00,USD
        2020-11-16,1,1600.00,0.00,1600.00,USD
        2020-11-23,0,0.00,0.00,0.00,USD
        2020-11-30,0,0.00,0.00,0.00,USD
        2020-12-07,0,0.00,0.00,0.00,USD
        2020-12-14,0,0.00,0.00,0.00,USD
        2020-12-21,0,0.00,0.00,0.00,USD
        2020-12-28,0,0.00,0.00,0.00,USD
        2021-01-04,0,0.00,0.00,0.00,USD
    "#]]
    .assert_eq(&csv(&book, &ListToExport::ForecastByWeek));
}

#[test]
// Invoices are exported as they are filtered: by contract, customer and date too.
fn invoices_are_exported_as_they_are_filtered() {
    let book = TempBook::of(&case("split.book.json"));
    run(&book, date("2021-01-04"));
    let shown = |contract: Option<&str>, customer: Option<&str>, from: Option<&str>, to: Option<&str>| {
        let list = ListToExport::Invoices {
            status: None,
            contract: contract.map(str::to_owned),
            customer: customer.map(str::to_owned),
            from: from.map(date),
            to: to.map(date),
            search: String::new(),
            sort: InvoiceSort::Customer,
            descending: false,
        };
        let text = csv(&book, &list);
        text.lines().skip(1).map(|line| line.split(',').nth(4).unwrap().to_owned()).collect::<Vec<_>>()
    };
    let all = shown(None, None, None, None);
    assert!(all.len() > 1, "{all:?}");
    assert_eq!(shown(None, Some("beta"), None, None), ["beta"]);
    assert_eq!(shown(None, None, Some("2021-01-01"), Some("2021-01-31")), all);
    assert_eq!(shown(None, None, None, Some("2021-01-01")), [""; 0]);
    assert_eq!(shown(None, None, Some("2021-02-01"), None), [""; 0]);
    assert_eq!(shown(Some("no such contract"), None, None, None), [""; 0]);
}

#[test]
// A list may be a file of another's texts: none of them is ever a formula. Numbers keep their sign.
fn a_text_is_never_a_formula() {
    let text = fs::read_to_string(case("adatum.book.json")).unwrap();
    let text = text.replace("Implementation services for Adatum", "=HYPERLINK(\\\"http://x\\\"),\\\"a\\\"");
    let text = text.replace("\"Adatum Corporation\"", "\"@SUM(1)\\r\\nsecond line\"");
    let text = text.replace("\"quantity\": \"3\"", "\"quantity\": \"-3\"");
    assert!(text.contains("HYPERLINK") && text.contains("@SUM") && text.contains("\"-3\""));
    let book = TempBook::of_text(&text);
    run(&book, date("2020-10-05"));
    let path = write(&book, &invoices(), ListFormat::Csv);
    let text = fs::read_to_string(path).unwrap();
    assert!(
        text.contains(
            "adatum,\"'@SUM(1)\r\nsecond line\",ADATUM,\"'=HYPERLINK(\"\"http://x\"\"),\"\"a\"\"\","
        ),
        "{text}"
    );
    let backlog = ListToExport::Backlog {
        filter: BacklogFilter {
            from: Some(date("2020-10-18")),
            to: Some(date("2020-10-18")),
            ..BacklogFilter::default()
        },
        sort: BacklogSort::Date,
        descending: false,
    };
    let line = csv(&book, &backlog);
    assert!(line.contains(",-3,hour,200.00,100,-600.00,USD,"), "{line}");
    let workbook = write(&book, &backlog, ListFormat::Xlsx);
    let sheet = xlsx_part(&workbook, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>"), "no formula");
    assert!(sheet.contains("<v>-600</v>"), "{sheet}");
    assert!(sheet.contains("=HYPERLINK("), "the text as it is: {sheet}");
}

#[test]
// Numbers and days are numbers and days of Excel, so that they are added and sorted.
fn a_workbook_holds_numbers_and_days() {
    let book = adatum();
    let workbook = write(&book, &invoices(), ListFormat::Xlsx);
    let sheet = xlsx_part(&workbook, "xl/worksheets/sheet1.xml");
    let styles = xlsx_part(&workbook, "xl/styles.xml");
    expect_test::expect![[r#"
        <sheetData><row r="1"><c r="A1" s="1" t="inlineStr"><is><t>Invoice</t></is></c><c r="B1" s="1" t="inlineStr"><is><t>Number</t></is></c><c r="C1" s="1" t="inlineStr"><is><t>Status</t></is></c><c r="D1" s="1" t="inlineStr"><is><t>Invoice date</t></is></c><c r="E1" s="1" t="inlineStr"><is><t>Customer id</t></is></c><c r="F1" s="1" t="inlineStr"><is><t>Customer</t></is></c><c r="G1" s="1" t="inlineStr"><is><t>Contract id</t></is></c><c r="H1" s="1" t="inlineStr"><is><t>Contract</t></is></c><c r="I1" s="1" t="inlineStr"><is><t>Lines</t></is></c><c r="J1" s="1" t="inlineStr"><is><t>Total</t></is></c><c r="K1" s="1" t="inlineStr"><is><t>Currency</t></is></c></row>
        <row r="2"><c r="A2" t="inlineStr"><is><t>2</t></is></c><c r="C2" t="inlineStr"><is><t>Draft</t></is></c><c r="D2" s="2"><v>44123</v></c><c r="E2" t="inlineStr"><is><t>adatum</t></is></c><c r="F2" t="inlineStr"><is><t>Adatum Corporation</t></is></c><c r="G2" t="inlineStr"><is><t>ADATUM</t></is></c><c r="H2" t="inlineStr"><is><t>Implementation services for Adatum</t></is></c><c r="I2"><v>1</v></c><c r="J2" s="3"><v>2600</v></c><c r="K2" t="inlineStr"><is><t>USD</t></is></c></row>
        <row r="3"><c r="A3" t="inlineStr"><is><t>1</t></is></c><c r="C3" t="inlineStr"><is><t>Draft</t></is></c><c r="D3" s="2"><v>44109</v></c><c r="E3" t="inlineStr"><is><t>adatum</t></is></c><c r="F3" t="inlineStr"><is><t>Adatum Corporation</t></is></c><c r="G3" t="inlineStr"><is><t>ADATUM</t></is></c><c r="H3" t="inlineStr"><is><t>Implementation services for Adatum</t></is></c><c r="I3"><v>3</v></c><c r="J3" s="3"><v>7420</v></c><c r="K3" t="inlineStr"><is><t>USD</t></is></c></row>
        </sheetData><pageMargins left="0.7" right="0.7" top="0.75" bottom="0.75" header="0.3" footer="0.3"/></worksheet>"#]]
        .assert_eq(&sheet[sheet.find("<sheetData>").unwrap()..].replace("</row>", "</row>\n"));
    assert!(styles.contains("\"yyyy-mm-dd\"") && styles.contains("#,##0.00"), "{styles}");
    let runs = write(&book, &ListToExport::ProcessRuns, ListFormat::Xlsx);
    let sheet = xlsx_part(&runs, "xl/worksheets/sheet1.xml");
    assert!(sheet.contains("<v>44105.5</v>"), "noon of 1 October 2020: {sheet}");
}

#[test]
fn a_file_is_whole_or_not_there() {
    let book = adatum();
    let open = Book::open(&book.path()).unwrap();
    let folder = book.folder().join("exports");
    fs::create_dir(&folder).unwrap();
    let files = || fs::read_dir(&folder).unwrap().count();
    let unknown = ListToExport::Schedule { contract: "NONE".to_owned() };
    let never = ListToExport::Verdicts {
        run_date: date("2020-10-06"),
        verdict: None,
        code: None,
        contract: None,
        search: String::new(),
    };
    for (list, sentence) in [
        (&unknown, "there is no contract \"NONE\" in this book"),
        (&never, "there is no process run \"2020-10-06\" in this book"),
    ] {
        for format in [ListFormat::Csv, ListFormat::Xlsx] {
            let today = date(TODAY);
            let path = folder.join("list");
            let named = lists::name(open.connection(), list, format, today).unwrap_err();
            let written = lists::write(open.connection(), list, format, today, &path).unwrap_err();
            assert_eq!((named.to_string(), written.to_string()), (sentence.to_owned(), sentence.to_owned()));
        }
    }
    // A date that does not read is met in the middle of the list.
    let sql = "UPDATE process_run_reason SET next_run_date = 'someday'
               WHERE number = (SELECT MAX(number) FROM process_run_reason)";
    let broken = rusqlite::Connection::open(book.path()).unwrap().execute(sql, []).unwrap();
    assert!(broken > 0, "something is broken");
    let verdicts = ListToExport::Verdicts {
        run_date: date("2020-10-05"),
        verdict: None,
        code: None,
        contract: None,
        search: String::new(),
    };
    for format in [ListFormat::Csv, ListFormat::Xlsx] {
        let path = folder.join("list");
        assert!(lists::write(open.connection(), &verdicts, format, date(TODAY), &path).is_err());
    }
    assert_eq!(files(), 0);
    let nowhere =
        lists::write(open.connection(), &invoices(), ListFormat::Xlsx, date(TODAY), &folder.join("no/list"));
    assert_eq!(
        nowhere.unwrap_err().to_string(),
        "the file could not be written; close it where it is open, or choose another place"
    );
    let name = lists::name(open.connection(), &invoices(), ListFormat::Csv, date(TODAY)).unwrap();
    assert_eq!(name, "Invoices 2020-10-20");
}

#[test]
// A list is read a part at a time and whole all the same, in the order of the screen.
fn a_long_list_is_whole() {
    let hours: Vec<String> = (0..10_050)
        .map(|number| {
            format!(
                r#"{{"id":"t{number:05}","contract":"c","contract_line":"work","class":"time","date":"2020-10-01","quantity":"1","unit_price":"{number}"}}"#
            )
        })
        .collect();
    let text = format!(
        r#"{{"format":"proforma-book","version":1,"company":{{"name":"C"}},"time_zone":"UTC","customers":[{{"id":"a","name":"A"}}],
        "contracts":[{{"id":"c","name":"C","currency":"JPY","customers":[{{"customer":"a","percent":"100"}}],
          "lines":[{{"id":"work","name":"Work","billing_method":"time_and_material","transaction_classes":["time"]}}]}}],
        "transactions":[{}]}}"#,
        hours.join(",")
    );
    let book = TempBook::of_text(&text);
    let open = Book::open(&book.path()).unwrap();
    let ready = [Marking { id: "t00007", customer: None }];
    mark(open.connection(), &ready, BillingStatus::ReadyToInvoice, Stopping::AllOrNothing, noon()).unwrap();
    let shares = ListToExport::Shares { contract: "c".to_owned(), billing_status: None };
    let lines = csv(&book, &shares);
    let ids: Vec<&str> = lines.lines().skip(1).map(|line| line.split(',').nth(4).unwrap()).collect();
    assert_eq!((ids.len(), ids[0], ids[10_000], ids[10_049]), (10_050, "t00000", "t10000", "t10049"));
    let backlog = |billing_status| ListToExport::Backlog {
        filter: BacklogFilter { billing_status, ..BacklogFilter::default() },
        sort: BacklogSort::Amount,
        descending: true,
    };
    let lines = csv(&book, &backlog(Some(dto::BillingStatus::NotReady)));
    let ids: Vec<&str> = lines.lines().skip(1).map(|line| line.split(',').nth(4).unwrap()).collect();
    assert_eq!((ids.len(), ids[0], ids[10_048]), (10_049, "t10049", "t00000"));
}
