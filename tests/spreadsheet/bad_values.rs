//! Values that may not be in a book, each in a file with nothing else wrong.

use proforma_api::spreadsheet::ImportMap;

use crate::{book::map, corpus::Bad};

pub(crate) fn all() -> Vec<Bad> {
    [dates(), numbers(), words(), references(), texts(), ids()].into_iter().flatten().collect()
}

const COLUMNS: [&str; 13] = [
    "id",
    "contract",
    "contract_line",
    "class",
    "date",
    "quantity",
    "unit_price",
    "description",
    "role",
    "category",
    "resource",
    "billing_type",
    "billing_status",
];
const GOOD: [&str; 13] = ["t1", "ADATUM", "work", "time", "2020-10-05", "8", "100", "", "", "", "", "", ""];

/// A file whose second row has another value in one column, and whose first says the formats.
fn with(column: &str, value: &str) -> Vec<u8> {
    let place = COLUMNS.iter().position(|known| *known == column).unwrap();
    let quoted = |text: &str| format!("\"{}\"", text.replace('"', "\"\""));
    let row = |id: &str, value: Option<&str>| {
        let cells = GOOD.iter().enumerate().map(|(index, good)| match value {
            Some(value) if index == place => quoted(value),
            _ if index == 0 => id.to_owned(),
            _ => (*good).to_owned(),
        });
        cells.collect::<Vec<_>>().join(",")
    };
    format!("{}\n{}\n{}\n", COLUMNS.join(","), row("t0", None), row("t1", Some(value))).into_bytes()
}

fn bad(column: &str, value: &str, says: &str) -> Bad {
    let shown: String = value.chars().take(40).collect();
    let map = ImportMap { decimal: Some(".".to_owned()), ..map(&COLUMNS) };
    Bad::wrong(format!("{column} {shown:?}"), with(column, value), (3, column, says)).mapped(map)
}

fn dates() -> Vec<Bad> {
    let no_date = "is not a date of the form YYYY-MM-DD. Correct it.";
    let all = [
        "2020-09-31",
        "2021-02-29",
        "2020-13-01",
        "2020-00-10",
        "2020-10-00",
        "2020-1-5x",
        "05.10.2020",
        "10/05/2020",
        "2020/10/05",
        "20201005",
        "44109",
        "5 Oct 2020",
        "tomorrow",
        "2020-10",
        "2020",
        "-2020-10-05",
        "02020-10-05",
        "2020-10-05T00:00:00Z",
        "2020-10-05T23:30:00+02:00",
        "2020-10-05 25:00",
        "2020-10-05 10:61",
        "0000-00-00",
        "2020\u{2010}10\u{2010}05",
        "\u{662}\u{660}\u{662}\u{660}-10-05",
        "'2020-10-05",
        "=TODAY()",
        "#N/A",
        "NULL",
        "n/a",
        "1900-02-29",
    ];
    let mut all: Vec<Bad> = all.into_iter().map(|value| bad("date", value, no_date)).collect();
    let out =
        |value: &str| bad("date", value, "is not between 1900-01-01 and 2199-12-31. Correct the value.");
    all.extend([out("1899-12-31"), out("2200-01-01"), out("0001-01-01"), out("9999-12-31")]);
    all.extend(
        ["", "   ", "\u{a0}"].map(|value| bad("date", value, "\"date\" is empty. Every row needs a date.")),
    );
    all
}

fn numbers() -> Vec<Bad> {
    let no_number = "is not a decimal number of the form 1";
    let values = [
        "12,50",
        "1.234,56",
        "1 23.5",
        "1e3",
        "1E+05",
        "0x10",
        "NaN",
        "Infinity",
        "-Infinity",
        "8h",
        "8:30",
        "7\u{bd}",
        "--5",
        "+-5",
        "5.",
        ".",
        "-",
        "1.2.3",
        "\u{663}\u{664}",
        "100 USD",
        "$100",
        "\u{20ac}5",
        "1/3",
        "50%",
        "=1+1",
        "#REF!",
        "#DIV/0!",
        "null",
        "true",
        "\u{221e}",
        "1_000",
        "O8",
        "(5",
    ];
    let mut all: Vec<Bad> = values.into_iter().map(|value| bad("quantity", value, no_number)).collect();
    all.extend(["12,50", "free", "=cmd|' /C calc'!A0"].map(|value| bad("unit_price", value, no_number)));
    let beyond = "is beyond the limit of \u{b1}1000000000. Correct the value.";
    all.extend(
        ["1000000001", "-1000000001", "1000000000.000001", "99999999999999999999"]
            .map(|value| bad("quantity", value, beyond)),
    );
    all.extend(["1000000001", "-1000000000.01"].map(|value| bad("unit_price", value, beyond)));
    let decimals = "has more than 6 decimals. Correct the value.";
    all.extend(["0.1234567", "1.00000001", "-0.0000001"].map(|value| bad("quantity", value, decimals)));
    all.push(bad("unit_price", "1.2345678", decimals));
    let digits = "has more digits than any number of a book. Correct the value.";
    all.extend(
        ["9".repeat(40), format!("0.{}", "1".repeat(40))].map(|value| bad("quantity", &value, digits)),
    );
    all.push(bad("quantity", "", "\"quantity\" is empty. Every row needs a quantity."));
    all.push(bad("unit_price", " ", "\"unit_price\" is empty. Every row needs a unit price."));
    all
}

fn words() -> Vec<Bad> {
    let class = "Write time, expense, material or fee.";
    let mut all: Vec<Bad> =
        ["travel", "Labour", "milestone", "0", "time,expense", "tme", "\u{442}\u{438}\u{43c}\u{435}"]
            .map(|value| bad("class", value, class))
            .into();
    all.push(bad("class", "fee", "does not include the class fee, but time. Correct the class."));
    all.push(bad("class", "material", "Correct the class, or name the line \"costs\"."));
    let kind = "Write chargeable, non_chargeable or complimentary.";
    all.extend(
        ["yes", "billable", "not available", "chargable"].map(|value| bad("billing_type", value, kind)),
    );
    let status = "Write not_ready or ready_to_invoice.";
    all.extend(
        ["invoice_created", "invoice_posted", "reversed", "approved", "1"]
            .map(|value| bad("billing_status", value, status)),
    );
    all
}

fn references() -> Vec<Bad> {
    let mut all = vec![
        bad("contract", "", "\"contract\" is empty. Every row needs a contract."),
        bad("contract", "adatum", "nearest is \"ADATUM\""),
        bad("contract", "ADTUM", "nearest is \"ADATUM\""),
        bad(
            "contract",
            "NOBODY",
            "There is no contract \"NOBODY\". Correct it, or add the contract to the book first.",
        ),
        bad("contract_line", "wrok", "nearest is \"work\""),
        bad("contract_line", "nothing like it", "There is no contract line of ADATUM \"nothing like it\""),
        bad("contract_line", "care", "There is no contract line of ADATUM \"care\""),
        bad("role", "devs", "There is no role \"devs\". Correct it; nearest is \"dev\"."),
        bad("role", "boss", "There is no role \"boss\". Correct it, or add the role to the book first."),
        bad("resource", "Lee Guo", "There is no resource \"Lee Guo\". Correct it; nearest is \"lee\"."),
        bad("resource", "7", "There is no resource \"7\""),
    ];
    let payloads = [
        "=cmd|' /C calc'!A0",
        "@SUM(A1:A9)",
        "+1+1",
        "-2+3",
        "\"; DROP TABLE contract; --",
        "' OR '1'='1",
        "../../etc/passwd",
        "<script>alert(1)</script>",
        "{{7*7}}",
        "${jndi:ldap://x}",
        "%s%s%s%n",
        "\u{202e}MUTADA",
        "ADATUM\u{200b}",
        "C:\\CON",
        "a\tb",
    ];
    all.extend(payloads.map(|value| bad("contract", value, "There is no contract \"")));
    all
}

fn texts() -> Vec<Bad> {
    let long = "x".repeat(10_001);
    let says = "The text has 10001 characters, at most 10000 are allowed. Correct the value.";
    vec![
        bad("description", &long, says),
        bad("category", &long, says),
        bad("description", &"\u{1f9fe}".repeat(10_001), says),
    ]
}

fn ids() -> Vec<Bad> {
    vec![
        bad("id", "", "\"id\" is empty. Every row needs an id."),
        bad("id", "t0", "Row 2 has the id \"t0\" too."),
        bad("id", " t0 ", "Row 2 has the id \"t0\" too."),
        bad("id", "m1", "A milestone has the id \"m1\". Give the row another id."),
        bad("id", &"x".repeat(65), "The text has 65 characters, at most 64 are allowed. Correct the value."),
    ]
}
