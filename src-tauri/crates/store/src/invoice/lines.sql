SELECT contract_line.id, contract_line.key, contract_line.name, contract_line.billing_method,
       invoice_line.tax_category, invoice_line.tax_percent, invoice_line.amount_minor
FROM invoice_line JOIN contract_line ON contract_line.id = invoice_line.contract_line_id
WHERE invoice_line.invoice_id = ?1
ORDER BY contract_line.position
