UPDATE contract_line
SET position = ?2, key = ?3, name = ?4, billing_method = ?5, transaction_classes = ?6, contracted_amount_minor = ?7,
    tax_category = ?8, tax_percent = ?9, billing_start = ?10, invoice_frequency_id = ?11, not_to_exceed_minor = ?12,
    tasks = ?13
WHERE id = ?1
