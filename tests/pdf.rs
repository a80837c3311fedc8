//! The printed page: what it says, how it is built, and what it refuses.
//!
//! Reads the PDF as others will: with poppler, qpdf and the veraPDF engine, which `cargo xtask test` installs.

#[path = "support/documents.rs"]
mod documents;

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use documents::{adatum, currency, detail, document, line, long, scripts, split_with_taxes, with_letterhead};
use expect_test::expect_file;
use proforma_engine::money::Money;
use proforma_pdf::{LogoFormat, Party, PdfError, ProformaDocument, Standing, render_pdf, render_svg_pages};

#[test]
// SPEC 8: the invoice of 5 October, three lines, 7,420.00.
fn adatum_prints_its_three_lines_and_their_total() {
    expect_file!["pdf/adatum.txt"].assert_eq(&text_in_rows(&pdf(&adatum())));
}

#[test]
// SPEC 2.4, 4.8, 5.2: taxes per category and rate; what is not charged is marked in words; a split shows its
// percentage beside the whole quantity and price.
fn a_split_with_taxes_shows_how_it_comes_about() {
    expect_file!["pdf/split_with_taxes.txt"].assert_eq(&text_in_rows(&pdf(&split_with_taxes())));
}

#[test]
fn every_script_of_the_fonts_is_printed() {
    let pdf = pdf(&scripts());
    let printed = letters(&text(&pdf));
    for words in
        ["阿达图姆咨询有限公司", "实施工作", "需求研讨会", "李顾", "Совещание", "требованиям", "Żółć", "день"]
    {
        assert!(printed.contains(words), "{words} in {printed}");
    }
    // Extraction may turn a line of mixed direction around, but a word stays a word.
    for word in ["חברת", "הדוגמה", "בע״מ", "הרצל", "דרישות"] {
        let turned: String = word.chars().rev().collect();
        assert!(printed.contains(word) || printed.contains(&turned), "{word} in {printed}");
    }
    assert!(printed.contains("342,250JPY"), "yen have no decimals: {printed}");
}

#[test]
// SPEC 2.1: three decimals in dinars, a true minus for a credit.
fn a_credit_in_dinars_prints_a_true_minus_and_three_decimals() {
    let kwd = currency("KWD");
    let credit = document(
        kwd,
        vec![line(
            "Rent",
            None,
            kwd,
            vec![detail("2020-10-01", "Returned", None, ("-3", "each", "106.083"), kwd)],
        )],
    );
    let rows = text_in_rows(&pdf(&credit));
    assert!(rows.contains("Returned  −3 each  106.083  −318.249"), "{rows}");
    assert!(rows.contains("Total  −318.249 KWD"), "{rows}");
}

#[test]
fn a_long_invoice_repeats_its_table_header_on_every_page() {
    let pdf = pdf(&long(300));
    let text = text(&pdf);
    let pages: Vec<&str> = text.split('\u{c}').filter(|page| !page.trim().is_empty()).collect();
    assert_eq!(pages.len(), 9);
    for (index, page) in pages.iter().enumerate() {
        for repeated in
            ["Unit price", "Amount USD", "Proforma: not a tax invoice.", &format!("Page {} of 9", index + 1)]
        {
            assert_eq!(page.matches(repeated).count(), 1, "{repeated} on page {}: {page}", index + 1);
        }
    }
    let first_page = pages.first().expect("nine pages");
    assert!(first_page.contains("Implementation work"), "{first_page}");
    for index in 1..=300 {
        assert!(text.contains(&format!("Piece of work number {index} ")), "detail {index} is printed");
    }
}

#[test]
fn the_head_has_the_logo_and_the_foot_of_the_last_page_says_where_to_pay() {
    for format in [LogoFormat::Png, LogoFormat::Jpeg, LogoFormat::Svg] {
        let pdf = pdf(&with_letterhead(format));
        let rows = text_in_rows(&pdf);
        let at = |words: &str| rows.find(words).unwrap_or_else(|| unreachable!("{words} in {rows}"));
        let details = at("Bank details  Woodgrove Bank");
        assert!(at("Total") < details && details < at("IBAN SE35 5000 0000 0549 1000 0003"), "{rows}");
        assert!(at("BIC ESSESESS") < at("Proforma: not a tax invoice."), "{rows}");
        assert_within_the_margins(&pdf);
        let structure = run("pdfinfo", &[Path::new("-struct"), &written(&pdf).path], None);
        assert!(structure.contains("Figure"), "a reader for the blind is told of the picture: {structure}");
    }
    // Wherever the last row stands, where to pay is on the page with the total.
    for details in 14..26 {
        let mut own = long(details);
        own.bank_details = with_letterhead(LogoFormat::Png).bank_details;
        let text = text(&pdf(&own));
        let page = text.split('\u{c}').find(|page| page.contains("BIC ESSESESS")).expect("it is printed");
        assert!(
            page.contains("Total") && page.contains("not a tax invoice"),
            "with {details} details: {page}"
        );
    }
}

#[test]
fn the_name_of_a_line_is_never_left_behind_at_the_foot_of_a_page() {
    let usd = currency("USD");
    // One of these lengths puts the second line's name on the last row of the first page.
    for details in 20..40 {
        let mut own = long(details);
        own.lines.push(line(
            "Name of the second line",
            None,
            usd,
            vec![detail("2020-02-01", "Its first detail", None, ("1", "hour", "1"), usd)],
        ));
        let text = text(&pdf(&own));
        let page =
            text.split('\u{c}').find(|page| page.contains("Name of the second line")).expect("it is printed");
        assert!(page.contains("Its first detail"), "after {details} details: {page}");
    }
}

#[test]
fn the_closing_sentence_never_stands_alone_on_a_page() {
    // Rows fill the page in steps; an address of another length shifts where they end.
    for (details, address_lines) in (16..26).flat_map(|details| (0..6).map(move |lines| (details, lines))) {
        let mut own = long(details);
        own.company.address = vec!["A line".to_owned(); address_lines];
        let text = text(&pdf(&own));
        let page = text.split('\u{c}').find(|page| page.contains("Payable within")).expect("it is printed");
        assert!(
            page.contains("Total"),
            "with {details} details and {address_lines} lines of address: {page}"
        );
    }
}

#[test]
fn texts_are_data_and_never_markup() {
    for name in [
        "#panic(\"x\")",
        "*bold* _em_ `raw` $x^2$",
        "= Heading <label> @ref // comment",
        "#read(\"/etc/passwd\") #eval(\"1+1\")",
        "]} unbalanced [{",
        "\"quotes\" 'single' back\\slash \\u{41}",
        "https://example.com/?a=b&c=<d>",
        "</script>]]>&amp;",
        "fi ffl -> 8x10 1/2",
        "{{name}} %s ${HOME}",
    ] {
        let printed = letters(&text_as_drawn(&pdf(&everywhere(name))));
        let expected = letters(name);
        // Three of each party, two at the foot of the page, two of the contract, one of the line, two of its detail.
        assert_eq!(printed.matches(&expected).count(), 13, "{name} in {printed}");
    }
}

#[test]
fn a_very_long_word_wraps_and_nothing_of_it_is_lost() {
    let usd = currency("USD");
    let word = "W".repeat(10_000);
    let name = "M".repeat(200);
    let mut own = everywhere(&name);
    own.lines = vec![line(
        &name,
        Some(&name),
        usd,
        vec![detail("2020-10-01", &word, Some(&name), ("1", &name, "1"), usd)],
    )];
    let pdf = pdf(&own);
    let printed = letters(&text(&pdf));
    assert_eq!(printed.matches('W').count(), word.len() + "Workupto".matches('W').count());
    assert_within_the_margins(&pdf);
}

#[test]
// SPEC 2.5: the largest amounts and quantities that the program takes.
fn the_largest_numbers_fit_the_page() {
    let usd = currency("USD");
    let most = Money::from_minor(-10_000_000_000_000, usd).expect("at the bound");
    let mut own = split_with_taxes();
    own.currency = usd;
    for line in &mut own.lines {
        line.amount = most;
        for detail in &mut line.details {
            detail.amount = most;
            detail.percent = "33.333333".parse().expect("a number");
            let extent = detail.extent.as_mut().expect("time and material");
            extent.quantity = "-999999999.999999".parse().expect("a number");
            extent.unit_price = "999999999.999999".parse().expect("a number");
        }
    }
    (own.subtotal, own.tax, own.total) = (most, most, most);
    for group in &mut own.taxes {
        (group.taxable, group.tax) = (most, most);
    }
    let pdf = pdf(&own);
    let rows = text_in_rows(&pdf);
    assert!(
        rows.contains("−999,999,999.999999 h  999,999,999.999999  33.333333 %  −100,000,000,000.00"),
        "{rows}"
    );
    assert!(rows.contains("Total  −100,000,000,000.00 USD"), "{rows}");
    assert_within_the_margins(&pdf);
}

#[test]
fn what_no_font_can_print_is_refused_by_field_and_character() {
    let customer = |name: &str| {
        let mut own = adatum();
        own.customer.name = name.to_owned();
        own
    };
    let description = |text: &str| {
        let mut own = adatum();
        own.lines[1].details[0].description = text.to_owned();
        own
    };
    for (own, message) in [
        (
            customer("Smile 😀"),
            "the name of the customer holds U+1F600 😀, which no font of the program can print",
        ),
        (customer("\u{1}"), "the name of the customer holds U+0001, which cannot be printed"),
        (
            customer("\u{202E}cod.exe"),
            "the name of the customer holds U+202E, which would print the letters in another order than they are stored in",
        ),
        (
            description("회의"),
            "the description of detail 1 on invoice line 2 holds U+D68C 회, which no font of the program can print",
        ),
    ] {
        assert_eq!(render_pdf(&own).expect_err("refused").to_string(), message);
        assert_eq!(
            render_svg_pages(&own).expect_err("refused").to_string(),
            message,
            "the screen refuses the same"
        );
    }
}

#[test]
fn empty_texts_and_an_invoice_without_lines_are_printed() {
    let mut own = adatum();
    own.lines[0].details.clear();
    own.lines[1].details[0].description.clear();
    own.company = Party::default();
    own.customer = Party::default();
    own.contract_name.clear();
    own.contract_key.clear();
    let rows = text_in_rows(&pdf(&own));
    assert!(rows.contains("7,420.00"));
    assert!(!rows.contains("2020  ·"), "no dot without a description before it: {rows}");
    own.lines.clear();
    assert!(text(&pdf(&own)).contains("7,420.00"));
}

#[test]
fn an_invoice_too_long_to_lay_out_is_refused() {
    let error = render_pdf(&long(proforma_pdf::DETAILS_MAX + 1)).expect_err("refused");
    assert_eq!(error, PdfError::TooLong { details: 10_001, max: 10_000 });
}

#[test]
fn the_standing_is_printed_under_the_title() {
    for (standing, words) in [
        (Standing::Preview, "Preview, no draft has been created"),
        (Standing::Draft, "Draft, number given when confirmed"),
        (Standing::Numbered("PF-2020-00042".to_owned()), "PF-2020-00042"),
    ] {
        let printed = text(&pdf(&ProformaDocument { standing, ..adatum() }));
        assert_eq!(printed.matches(words).count(), 1, "{printed}");
    }
}

#[test]
fn the_paper_is_the_one_of_the_companys_country() {
    let size = |country: &str| {
        let mut own = adatum();
        own.company.country = Some(country.to_owned());
        let info = run("pdfinfo", &[Path::new("-")], Some(&pdf(&own)));
        info.lines().find_map(|line| line.strip_prefix("Page size:")).map(str::trim).map(str::to_owned)
    };
    assert_eq!(size("US").as_deref(), Some("612 x 792 pts (letter)"));
    assert_eq!(size("SE").as_deref(), Some("595.276 x 841.89 pts (A4)"));
}

#[test]
fn the_same_document_gives_the_same_bytes_in_any_process() {
    let own = split_with_taxes();
    if let Some(path) = std::env::var_os("PROFORMA_TEST_PDF_TO") {
        fs::write(path, pdf(&own)).expect("written for the process that asked");
        return;
    }
    let first = pdf(&own);
    assert!(render_pdf(&adatum()).is_ok_and(|other| other != first), "another document differs");
    assert!(first == pdf(&own), "the same bytes in one process");
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("again.pdf");
    let test = "the_same_document_gives_the_same_bytes_in_any_process";
    let status = Command::new(std::env::current_exe().expect("this program"))
        .args(["--exact", test])
        .env("PROFORMA_TEST_PDF_TO", &path)
        .output()
        .expect("this program runs again")
        .status;
    assert!(status.success());
    assert!(
        first == fs::read(&path).expect("written by the other process"),
        "the same bytes in another process"
    );
}

#[test]
fn the_file_is_sound_and_its_fonts_are_embedded() {
    for own in [adatum(), split_with_taxes(), scripts(), long(100)] {
        let file = written(&pdf(&own));
        let checked = run("qpdf", &[Path::new("--check"), &file.path], None);
        assert!(checked.contains("No syntax or stream encoding errors found"), "{checked}");
        let fonts = run("pdffonts", &[&file.path], None);
        let rows: Vec<&str> = fonts.lines().skip(2).collect();
        assert!(!rows.is_empty());
        for row in rows {
            // The columns embedded, subset and Unicode.
            assert!(row.contains(" yes yes yes "), "{row}");
        }
    }
}

#[test]
// ISO 19005-3 (level A) and ISO 14289-1, as far as a machine can tell.
fn the_page_is_archival_and_accessible() {
    let directory = tempfile::tempdir().expect("a directory");
    let mut files = Vec::new();
    for (name, own) in
        [("adatum", adatum()), ("split", split_with_taxes()), ("scripts", scripts()), ("long", long(60))]
    {
        let path = directory.path().join(name).with_extension("pdf");
        fs::write(&path, pdf(&own)).expect("written");
        files.push(path);
    }
    for format in [LogoFormat::Png, LogoFormat::Jpeg, LogoFormat::Svg] {
        let path = directory.path().join(format!("{format:?}")).with_extension("pdf");
        fs::write(&path, pdf(&with_letterhead(format))).expect("written");
        files.push(path);
    }
    let report = validator(&files);
    assert_eq!(report.matches(" compliant, ").count(), 14, "{report}");
    assert!(!report.contains("NOT"), "{report}");

    // The validator must see what is wrong: the same page without its tags.
    let damaged = directory.path().join("damaged.pdf");
    fs::write(&damaged, replaced(&pdf(&adatum()), b"/StructTreeRoot", b"/StructTreeNone")).expect("written");
    let report = validator(&[damaged]);
    assert_eq!(report.matches(" NOT compliant, ").count(), 2, "{report}");
}

#[test]
fn the_picture_for_the_screen_is_the_same_page() {
    let pages = render_svg_pages(&adatum()).expect("rendered");
    assert_eq!(pages.len(), 1);
    let page = &pages[0];
    assert!(page.starts_with("<svg") && page.contains("viewBox=\"0 0 612 792\""), "{}", &page[..200]);
    for active in ["<script", "<image", "<foreignObject", "href=\"http"] {
        assert!(!page.contains(active), "a drawing and nothing else: {active}");
    }
    assert_eq!(render_svg_pages(&long(120)).expect("rendered").len(), 4);
}

#[test]
#[ignore = "writes the pages to look at when the template changes"]
fn samples() {
    let directory = target().join("pdf-samples");
    fs::create_dir_all(&directory).expect("a directory");
    for (name, own) in
        [("adatum", adatum()), ("split", split_with_taxes()), ("scripts", scripts()), ("long", long(120))]
    {
        fs::write(directory.join(name).with_extension("pdf"), pdf(&own)).expect("written");
    }
}

#[test]
#[ignore = "measures; run it in release"]
fn figures() {
    let timed = |what: &str, render: &dyn Fn()| {
        let start = Instant::now();
        render();
        println!("{what}: {:?}", start.elapsed());
    };
    let of_customer = |name: String| {
        let mut own = adatum();
        own.customer.name = name;
        own
    };
    timed("first page of the process", &|| drop(pdf(&adatum())));
    for round in 0..5 {
        timed("one page, warm", &|| drop(pdf(&of_customer(format!("Customer {round}")))));
    }
    timed("100 pages in a batch", &|| {
        for round in 0..100 {
            drop(pdf(&of_customer(format!("Batch {round}"))));
        }
    });
    timed("500 details", &|| drop(pdf(&long(500))));
}

/// The same text in each field that is printed.
fn everywhere(text: &str) -> ProformaDocument {
    let usd = currency("USD");
    let party = || Party {
        name: text.to_owned(),
        address: vec![text.to_owned()],
        country: None,
        tax_id: Some(text.to_owned()),
        email: Some(text.to_owned()),
    };
    ProformaDocument {
        company: party(),
        customer: party(),
        contract_key: text.to_owned(),
        contract_name: text.to_owned(),
        ..document(
            usd,
            vec![line(
                text,
                None,
                usd,
                vec![detail("2020-10-01", text, Some(text), ("1", "each", "1"), usd)],
            )],
        )
    }
}

fn pdf(document: &ProformaDocument) -> Vec<u8> {
    render_pdf(document).expect("a document that can be printed")
}

struct Written {
    path: PathBuf,
    _directory: tempfile::TempDir,
}

fn written(pdf: &[u8]) -> Written {
    let directory = tempfile::tempdir().expect("a directory");
    let path = directory.path().join("proforma.pdf");
    fs::write(&path, pdf).expect("written");
    Written { path, _directory: directory }
}

fn text(pdf: &[u8]) -> String {
    let file = written(pdf);
    run("pdftotext", &[Path::new("-layout"), &file.path, Path::new("-")], None)
}

/// In the order in which the file draws it, where each cell's text stands together.
fn text_as_drawn(pdf: &[u8]) -> String {
    let file = written(pdf);
    run("pdftotext", &[Path::new("-raw"), &file.path, Path::new("-")], None)
}

/// The text row by row, whatever the width of the gaps that a version of poppler leaves between the columns.
fn text_in_rows(pdf: &[u8]) -> String {
    let mut rows = String::new();
    for row in text(pdf).lines() {
        let columns: Vec<&str> = row.split("  ").map(str::trim).filter(|column| !column.is_empty()).collect();
        if !columns.is_empty() {
            rows.push_str(&columns.join("  ").replace('\u{a0}', " "));
            rows.push('\n');
        }
    }
    rows
}

/// Without white space and marks that print nothing, so that wrapping does not matter.
fn letters(text: &str) -> String {
    let is_mark =
        |c: char| matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    text.chars().filter(|c| !c.is_whitespace() && !is_mark(*c)).collect()
}

fn assert_within_the_margins(pdf: &[u8]) {
    let file = written(pdf);
    let boxes = run("pdftotext", &[Path::new("-bbox"), &file.path, Path::new("-")], None);
    let hundredths = |line: &str, name: &str| -> Option<i64> {
        let (_, rest) = line.split_once(&format!("{name}=\""))?;
        let (number, _) = rest.split_once('"')?;
        number.replace('.', "").get(..number.len() - 5)?.parse().ok()
    };
    let mut width = 0;
    let mut words = 0;
    for row in boxes.lines() {
        if row.contains("<page ") {
            width = hundredths(row, "width").expect("a page has a width");
        } else if row.contains("<word ") {
            let (left, right) =
                (hundredths(row, "xMin").expect("a box"), hundredths(row, "xMax").expect("a box"));
            assert!(left >= 4990 && right <= width - 4990, "within the margins of 50 pt: {row}");
            words += 1;
        }
    }
    assert!(words > 10, "{boxes}");
}

fn replaced(bytes: &[u8], from: &[u8], to: &[u8]) -> Vec<u8> {
    assert_eq!(from.len(), to.len(), "offsets stay");
    let mut replaced = bytes.to_vec();
    let found: Vec<usize> =
        (0..bytes.len() - from.len()).filter(|at| bytes[*at..].starts_with(from)).collect();
    assert!(!found.is_empty());
    for at in found {
        replaced[at..at + to.len()].copy_from_slice(to);
    }
    replaced
}

/// What the veraPDF engine says of each file, first for PDF/A-3a, then for PDF/UA-1.
fn validator(files: &[PathBuf]) -> String {
    let jar = target().join("tools/pdf-validator.jar");
    assert!(jar.is_file(), "{} is missing; `cargo xtask test` brings it", jar.display());
    let class_path = format!(
        "{}:/usr/share/java/jaxb-api.jar:/usr/share/java/jaxb-runtime.jar",
        jar.to_str().expect("a path in Unicode")
    );
    let output = Command::new("java")
        .args(["-cp", &class_path])
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("support/PdfStandards.java"))
        .args(files)
        .output()
        .expect("java runs; `cargo xtask test` installs it");
    assert_ne!(output.status.code(), Some(2), "{}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("Unicode")
}

fn target() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../target")
}

fn run(program: &str, arguments: &[&Path], input: Option<&[u8]>) -> String {
    use std::{io::Write, process::Stdio};
    let mut child = Command::new(program)
        .args(arguments)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap_or_else(|error| {
            unreachable!("{program} cannot be run ({error}); `cargo xtask test` installs it")
        });
    let mut pipe = child.stdin.take().expect("piped");
    pipe.write_all(input.unwrap_or_default()).expect("the program reads its input");
    drop(pipe);
    let output = child.wait_with_output().expect("the program ends");
    assert!(output.status.success(), "{program}: {}", String::from_utf8_lossy(&output.stderr));
    String::from_utf8(output.stdout).expect("Unicode")
}
