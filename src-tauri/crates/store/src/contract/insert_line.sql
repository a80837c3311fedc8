INSERT INTO contract_line (
    contract_id, position, key, name, billing_method, transaction_classes, contracted_amount_minor,
    tax_category, tax_percent, billing_start, invoice_frequency_id, not_to_exceed_minor, tasks
) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)
