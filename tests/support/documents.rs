//! Documents that stand for the cases a page must master.

use chrono::NaiveDate;
use proforma_engine::{
    money::{Currency, Money},
    share::BillingType,
    tax::{TaxCategory, TaxGroup, TaxRate, tax_groups},
};
use proforma_pdf::{Detail, Extent, Language, Line, Logo, LogoFormat, Party, ProformaDocument, Standing};
use rust_decimal::Decimal;

/// The Adatum example's invoice of 5 October 2020.
pub fn adatum() -> ProformaDocument {
    let usd = currency("USD");
    let amy = Some("Amy Alberts");
    document(
        usd,
        vec![
            line(
                "Prototype work",
                Some("Fixed price"),
                usd,
                vec![milestone("2020-10-05", "Prototype demonstrated", "5000", usd)],
            ),
            line(
                "Implementation work",
                None,
                usd,
                vec![
                    detail("2020-10-01", "Requirements workshop", amy, ("8", "hour", "200"), usd),
                    detail(
                        "2020-10-04",
                        "Weekend data load, on the cut-off date",
                        Some("Lee Gu"),
                        ("2", "hour", "200"),
                        usd,
                    ),
                ],
            ),
            line(
                "Expenses incurred",
                None,
                usd,
                vec![
                    detail("2020-09-30", "Flight to San Francisco", amy, ("1", "each", "300"), usd),
                    detail("2020-10-04", "Hotel", amy, ("1", "each", "120"), usd),
                ],
            ),
        ],
    )
}

/// The Adatum example with a picture of each kind at its head, and where to pay at its foot.
pub fn with_letterhead(format: LogoFormat) -> ProformaDocument {
    let svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 120 30\"><defs><linearGradient id=\"a\"><stop stop-color=\"#2b50c7\"/><stop offset=\"1\" stop-color=\"#1d3687\" stop-opacity=\".6\"/></linearGradient></defs><rect width=\"120\" height=\"30\" rx=\"6\" fill=\"url(#a)\"/></svg>";
    let bytes = match format {
        LogoFormat::Png => include_bytes!("logo.png").to_vec(),
        LogoFormat::Jpeg => include_bytes!("logo.jpg").to_vec(),
        LogoFormat::Svg => svg.as_bytes().to_vec(),
    };
    let bank_details =
        ["Woodgrove Bank", "IBAN SE35 5000 0000 0549 1000 0003", "BIC ESSESESS"].map(str::to_owned).to_vec();
    ProformaDocument { logo: Some(Logo { format, bytes }), bank_details, ..adatum() }
}

/// One line with this many details.
pub fn long(details: usize) -> ProformaDocument {
    let usd = currency("USD");
    let start = date("2020-01-01");
    let details = (0..details).map(|index| Detail {
        date: start + chrono::Days::new(index as u64 / 2),
        ..detail(
            "2020-01-01",
            &format!("Piece of work number {}", index + 1),
            Some("Lee Gu"),
            ("1.25", "hour", "120.50"),
            usd,
        )
    });
    document(usd, vec![line("Implementation work", None, usd, details.collect())])
}

/// A customer's 60 %, two tax categories, work that is not charged and an unusual unit.
pub fn split_with_taxes() -> ProformaDocument {
    let eur = currency("EUR");
    let part = |own: Detail, percent: &str| {
        let percent = number(percent);
        Detail { amount: own.amount.percent(percent).expect("in range"), percent, ..own }
    };
    let time = detail(
        "2020-10-02",
        "Configuration of the order import",
        Some("Jürgen Öztürk"),
        ("7.5", "hour", "133.33"),
        eur,
    );
    let lines = vec![
        line(
            "Roll-out",
            Some("Northwind Traders bears 60 %"),
            eur,
            vec![
                part(time, "60"),
                Detail {
                    billing_type: BillingType::Complimentary,
                    ..part(
                        detail(
                            "2020-10-03",
                            "Introduction for the service desk",
                            Some("Amy Alberts"),
                            ("2", "hour", "150"),
                            eur,
                        ),
                        "60",
                    )
                },
                Detail {
                    billing_type: BillingType::NonChargeable,
                    ..part(
                        detail(
                            "2020-10-04",
                            "Correction of our own mistake",
                            None,
                            ("1.25", "hour", "150"),
                            eur,
                        ),
                        "60",
                    )
                },
                part(
                    detail(
                        "2020-10-05",
                        "Driving to the warehouse and back",
                        Some("Lee Gu"),
                        ("212.4", "kilometre", "0.385"),
                        eur,
                    ),
                    "60",
                ),
            ],
        ),
        line(
            "Licences",
            None,
            eur,
            vec![
                detail(
                    "2020-10-01",
                    "Scanner licence, October",
                    None,
                    ("12", "device and month", "18.5"),
                    eur,
                ),
                detail(
                    "2020-10-06",
                    "Scanner licence, returned",
                    None,
                    ("-2", "device and month", "18.5"),
                    eur,
                ),
            ],
        ),
        line(
            "Hardware",
            None,
            eur,
            vec![detail("2020-10-05", "Hand scanner", None, ("3", "each", "412"), eur)],
        ),
    ];
    let rates = [
        rate(TaxCategory::Standard, "21"),
        rate(TaxCategory::Standard, "9"),
        rate(TaxCategory::ReverseCharge, "0"),
    ];
    let taxed = lines.iter().zip(rates).map(|(line, rate)| (Some(rate), line.amount));
    let taxes = tax_groups(taxed).expect("in range");
    ProformaDocument {
        company: Party {
            name: "Relecloud België N.V.".to_owned(),
            address: vec!["Kerkstraat 12".to_owned(), "2000 Antwerpen".to_owned()],
            country: Some("BE".to_owned()),
            tax_id: Some("BE 0123.456.749".to_owned()),
            email: Some("facturen@relecloud.example".to_owned()),
        },
        customer: Party {
            name: "Northwind Traders B.V.".to_owned(),
            address: vec!["Havenweg 1".to_owned(), "3011 Rotterdam".to_owned()],
            country: Some("NL".to_owned()),
            tax_id: Some("NL 001234567B01".to_owned()),
            email: None,
        },
        standing: Standing::Numbered("PF-2020-00042".to_owned()),
        contract_key: "NORTHWIND-ROLLOUT".to_owned(),
        contract_name: "ERP roll-out for Northwind".to_owned(),
        ..with_taxes(document(eur, lines), taxes)
    }
}

/// Yen, with names in Hebrew, Chinese, Arabic and Cyrillic.
pub fn scripts() -> ProformaDocument {
    let jpy = currency("JPY");
    let lines = vec![line(
        "实施工作 Implementation",
        None,
        jpy,
        vec![
            detail("2020-10-01", "需求研讨会", Some("李顾"), ("8", "hour", "15000"), jpy),
            detail(
                "2020-10-02",
                "סדנת דרישות, חלק 2 (יום א׳)",
                Some("דנה כהן"),
                ("1.5", "hour", "15000"),
                jpy,
            ),
            detail("2020-10-03", "ورشة المتطلبات 3", Some("ليلى"), ("0.25", "hour", "15000"), jpy),
            detail(
                "2020-10-04",
                "Совещание по требованиям",
                Some("Żółć Łukasz"),
                ("2", "день", "98000"),
                jpy,
            ),
        ],
    )];
    ProformaDocument {
        company: Party {
            name: "阿达图姆咨询有限公司".to_owned(),
            address: vec!["上海市浦东新区世纪大道100号".to_owned(), "200120".to_owned()],
            country: Some("CN".to_owned()),
            tax_id: None,
            email: Some("billing@adatum.example".to_owned()),
        },
        customer: Party {
            name: "חברת הדוגמה בע״מ (2020)".to_owned(),
            address: vec!["רחוב הרצל 12, דירה 3".to_owned(), "תל אביב 6525101".to_owned()],
            country: Some("IL".to_owned()),
            ..Party::default()
        },
        standing: Standing::Preview,
        payment_terms_days: None,
        ..document(jpy, lines)
    }
}

pub fn document(currency: Currency, lines: Vec<Line>) -> ProformaDocument {
    let subtotal = Money::sum(lines.iter().map(|line| line.amount), currency).expect("in range");
    ProformaDocument {
        language: Language::English,
        company: Party {
            name: "Contoso Consulting".to_owned(),
            address: vec!["12 Harbour Street".to_owned(), "Seattle, WA 98101".to_owned()],
            country: Some("US".to_owned()),
            tax_id: Some("US-91-1144442".to_owned()),
            email: Some("billing@contoso.example".to_owned()),
        },
        logo: None,
        bank_details: Vec::new(),
        customer: Party {
            name: "Adatum Corporation".to_owned(),
            address: vec!["789 3rd Street".to_owned(), "San Francisco, CA 94103".to_owned()],
            country: Some("US".to_owned()),
            tax_id: None,
            email: Some("payables@adatum.example".to_owned()),
        },
        standing: Standing::Draft,
        invoice_date: date("2020-10-05"),
        payment_terms_days: Some(30),
        work_up_to: Some(date("2020-10-04")),
        contract_key: "ADATUM".to_owned(),
        contract_name: "Implementation services for Adatum".to_owned(),
        currency,
        lines,
        taxes: Vec::new(),
        subtotal,
        tax: Money::zero(currency),
        total: subtotal,
    }
}

fn with_taxes(document: ProformaDocument, taxes: Vec<TaxGroup>) -> ProformaDocument {
    let tax = Money::sum(taxes.iter().map(|group| group.tax), document.currency).expect("in range");
    let total = document.subtotal.plus(tax).expect("in range");
    ProformaDocument { taxes, tax, total, ..document }
}

pub fn line(name: &str, note: Option<&str>, currency: Currency, details: Vec<Detail>) -> Line {
    let chargeable = details.iter().filter(|detail| detail.billing_type == BillingType::Chargeable);
    let amount = Money::sum(chargeable.map(|detail| detail.amount), currency).expect("in range");
    Line { name: name.to_owned(), note: note.map(str::to_owned), amount, details }
}

pub fn detail(
    day: &str,
    description: &str,
    resource: Option<&str>,
    (quantity, unit, unit_price): (&str, &str, &str),
    currency: Currency,
) -> Detail {
    let (quantity, unit_price) = (number(quantity), number(unit_price));
    Detail {
        date: date(day),
        description: description.to_owned(),
        resource: resource.map(str::to_owned),
        extent: Some(Extent { quantity, unit: unit.to_owned(), unit_price }),
        percent: Decimal::ONE_HUNDRED,
        billing_type: BillingType::Chargeable,
        amount: Money::extend(quantity, unit_price, currency).expect("in range"),
    }
}

fn milestone(day: &str, name: &str, amount: &str, currency: Currency) -> Detail {
    let amount = Money::exact(number(amount), currency).expect("money");
    Detail { extent: None, amount, ..detail(day, name, None, ("1", "each", "0"), currency) }
}

pub fn currency(code: &str) -> Currency {
    Currency::from_code(code).expect("a known currency")
}

fn rate(category: TaxCategory, percent: &str) -> TaxRate {
    TaxRate::new(category, number(percent)).expect("a rate")
}

fn number(text: &str) -> Decimal {
    text.parse().expect("a number")
}

fn date(text: &str) -> NaiveDate {
    text.parse().expect("a date")
}
