//! Utilization as a file: what stands in it, in CSV and in a workbook (SPEC 6.9).

use proforma_api::dto::{ListFormat, ListToExport, UtilizationPeriod};
use proforma_tests::{TempBook, date};

use crate::exports::{csv, write, xlsx_part};

/// A role with a target and a name that a spreadsheet would take for a formula, one without a target, and nobody at work
/// in a third.
fn office() -> TempBook {
    let text = r#"{"format":"proforma-book","version":1,"company":{"name":"C"},"time_zone":"UTC",
        "roles":[{"id":"con","name":"=SUM(A1)","target_utilization_percent":"75"},{"id":"dev","name":"Developer"},
                 {"id":"ghost","name":"Ghost","target_utilization_percent":"50"}],
        "resources":[{"id":"amy","name":"@cmd, \"Amy\"","role":"con","absences":[{"date":"2020-10-06","hours":"8"}]},
                     {"id":"cy","name":"Cy","role":"dev"}],
        "customers":[{"id":"a","name":"A"}],
        "contracts":[{"id":"C1","name":"Work","currency":"EUR","customers":[{"customer":"a","percent":"100"}],
          "lines":[{"id":"l","name":"L","billing_method":"time_and_material","transaction_classes":["time"]}]}],
        "transactions":[
          {"id":"t1","contract":"C1","contract_line":"l","class":"time","date":"2020-10-05","resource":"amy","quantity":"26.5","unit_price":"100"},
          {"id":"t2","contract":"C1","contract_line":"l","class":"time","date":"2020-10-07","resource":"amy","quantity":"2","unit_price":"100","billing_type":"non_chargeable"},
          {"id":"t3","contract":"C1","contract_line":"l","class":"time","date":"2020-10-08","resource":"cy","quantity":"4","unit_price":"100","billing_type":"complimentary"},
          {"id":"t4","contract":"C1","contract_line":"l","class":"time","date":"2020-10-13","resource":"cy","quantity":"1","unit":"day","unit_price":"800"}]}"#;
    TempBook::of_text(text)
}

fn list() -> ListToExport {
    ListToExport::Utilization {
        period: UtilizationPeriod::Week,
        from: date("2020-10-05"),
        through: date("2020-10-14"),
    }
}

#[test]
// SPEC 6.9: chargeable hours of capacity, the target and the difference, of each role and resource in each stretch of time.
fn utilization_is_a_table_of_its_own() {
    expect_test::expect![[r#"
        From,Through,Of,Name,Role,Chargeable hours,Non-chargeable hours,Complimentary hours,Capacity hours,Chargeable %,Non-chargeable %,Complimentary %,Target %,Difference,Standing
        2020-10-05,2020-10-11,Role,'=SUM(A1),,26.5,2,0,32,82.81,6.25,0.00,75,7.81,On target
        2020-10-12,2020-10-14,Role,'=SUM(A1),,0,0,0,24,0.00,0.00,0.00,75,-75.00,Below target
        2020-10-05,2020-10-11,Role,Developer,,0,0,4,40,0.00,0.00,10.00,,,No target
        2020-10-12,2020-10-14,Role,Developer,,8,0,0,24,33.33,0.00,0.00,,,No target
        2020-10-05,2020-10-11,Role,Ghost,,0,0,0,0,,,,50,,No capacity
        2020-10-12,2020-10-14,Role,Ghost,,0,0,0,0,,,,50,,No capacity
        2020-10-05,2020-10-11,Resource,"'@cmd, ""Amy""",'=SUM(A1),26.5,2,0,32,82.81,6.25,0.00,75,7.81,On target
        2020-10-12,2020-10-14,Resource,"'@cmd, ""Amy""",'=SUM(A1),0,0,0,24,0.00,0.00,0.00,75,-75.00,Below target
        2020-10-05,2020-10-11,Resource,Cy,Developer,0,0,4,40,0.00,0.00,10.00,,,No target
        2020-10-12,2020-10-14,Resource,Cy,Developer,8,0,0,24,33.33,0.00,0.00,,,No target
    "#]].assert_eq(&csv(&office(), &list()));
}

#[test]
// SPEC 6.9: hours and percentages are numbers, days are days, and no name is ever a formula.
fn utilization_is_a_sheet_of_numbers() {
    let book = office();
    let path = write(&book, &list(), ListFormat::Xlsx);
    let sheet = xlsx_part(&path, "xl/worksheets/sheet1.xml");
    assert!(!sheet.contains("<f>"), "no formula: {sheet}");
    let row = |number: u32| {
        let begin = sheet.find(&format!("<row r=\"{number}\"")).unwrap();
        sheet[begin..begin + sheet[begin..].find("</row>").unwrap()].to_owned()
    };
    expect_test::expect![[r#"<row r="1"><c r="A1" s="1" t="inlineStr"><is><t>From</t></is></c><c r="B1" s="1" t="inlineStr"><is><t>Through</t></is></c><c r="C1" s="1" t="inlineStr"><is><t>Of</t></is></c><c r="D1" s="1" t="inlineStr"><is><t>Name</t></is></c><c r="E1" s="1" t="inlineStr"><is><t>Role</t></is></c><c r="F1" s="1" t="inlineStr"><is><t>Chargeable hours</t></is></c><c r="G1" s="1" t="inlineStr"><is><t>Non-chargeable hours</t></is></c><c r="H1" s="1" t="inlineStr"><is><t>Complimentary hours</t></is></c><c r="I1" s="1" t="inlineStr"><is><t>Capacity hours</t></is></c><c r="J1" s="1" t="inlineStr"><is><t>Chargeable %</t></is></c><c r="K1" s="1" t="inlineStr"><is><t>Non-chargeable %</t></is></c><c r="L1" s="1" t="inlineStr"><is><t>Complimentary %</t></is></c><c r="M1" s="1" t="inlineStr"><is><t>Target %</t></is></c><c r="N1" s="1" t="inlineStr"><is><t>Difference</t></is></c><c r="O1" s="1" t="inlineStr"><is><t>Standing</t></is></c>"#]].assert_eq(&row(1));
    expect_test::expect![[r#"<row r="2"><c r="A2" s="2"><v>44109</v></c><c r="B2" s="2"><v>44115</v></c><c r="C2" t="inlineStr"><is><t>Role</t></is></c><c r="D2" t="inlineStr"><is><t>=SUM(A1)</t></is></c><c r="F2"><v>26.5</v></c><c r="G2"><v>2</v></c><c r="H2"><v>0</v></c><c r="I2"><v>32</v></c><c r="J2"><v>82.81</v></c><c r="K2"><v>6.25</v></c><c r="L2"><v>0</v></c><c r="M2"><v>75</v></c><c r="N2"><v>7.81</v></c><c r="O2" t="inlineStr"><is><t>On target</t></is></c>"#]].assert_eq(&row(2));
}
