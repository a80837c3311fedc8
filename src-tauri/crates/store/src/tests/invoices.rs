//! Invoices that stand: SPEC 4.9, 7.1.

use super::*;

const DRAFT: &str = "INSERT INTO invoice (id, contract_id, customer_id, status, invoice_date, subtotal_minor, tax_minor, total_minor, created_at)
    VALUES (1, 1, 1, 'draft', '2020-10-05', 0, 0, 0, '2020-10-05T12:00:00Z');
    INSERT INTO invoice_line (invoice_id, contract_line_id, amount_minor) VALUES (1, 1, 0);
    INSERT INTO invoice_tax (invoice_id, position, tax_category, tax_percent, taxable_minor, tax_minor) VALUES (1, 0, 'S', '20', 0, 0);";

#[test]
// SPEC 4.9: a draft has no number, a confirmed invoice has one of its own.
fn a_number_belongs_to_a_confirmed_invoice() {
    for (status, number, is_accepted) in [
        ("draft", "'1'", false),
        ("in_review", "'1'", false),
        ("in_review", "NULL", true),
        ("confirmed", "NULL", false),
        ("paid", "NULL", false),
        ("confirmed", "'1'", true),
    ] {
        let book = book();
        assert_eq!(refusal(&book, DRAFT), "accepted");
        let said = refusal(&book, &format!("UPDATE invoice SET status = '{status}', number = {number}"));
        assert_eq!(said == "accepted", is_accepted, "{status} {number}: {said}");
    }
}

#[test]
// SPEC 7.1: confirmed and paid invoices are never changed or deleted, by any path; only confirmed becomes paid.
fn a_confirmed_invoice_stays() {
    for status in ["confirmed", "paid"] {
        let book = book();
        assert_eq!(refusal(&book, DRAFT), "accepted");
        assert_eq!(refusal(&book, "UPDATE invoice SET status = 'confirmed', number = '1'"), "accepted");
        if status == "paid" {
            assert_eq!(refusal(&book, "UPDATE invoice SET status = 'paid'"), "accepted");
        }
        for sql in [
            "UPDATE invoice SET status = 'draft', number = NULL",
            "UPDATE invoice SET number = '2'",
            "UPDATE invoice SET invoice_date = '2020-10-06'",
            "UPDATE invoice SET subtotal_minor = 1, total_minor = 1",
            "UPDATE invoice_line SET amount_minor = 1",
            "DELETE FROM invoice_line",
            "INSERT INTO invoice_line (invoice_id, contract_line_id, amount_minor) VALUES (1, 2, 0)",
            "UPDATE invoice_tax SET tax_minor = 1",
            "DELETE FROM invoice_tax",
            "DELETE FROM invoice",
        ] {
            let said = refusal(&book, sql);
            assert!(said.starts_with("a confirmed invoice is never "), "{status}: {sql}: {said}");
        }
    }
}

#[test]
// SPEC 7.1: a draft can be changed and deleted.
fn a_draft_can_go() {
    let book = book();
    assert_eq!(refusal(&book, DRAFT), "accepted");
    for sql in [
        "UPDATE invoice_line SET amount_minor = 1",
        "DELETE FROM invoice_line",
        "DELETE FROM invoice_tax",
        "DELETE FROM invoice",
    ] {
        assert_eq!(refusal(&book, sql), "accepted", "{sql}");
    }
}
