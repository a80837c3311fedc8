SELECT CAST(invoice.id AS TEXT), COALESCE(invoice.number, CAST(invoice.id AS TEXT)), contract.key
FROM invoice JOIN contract ON contract.id = invoice.contract_id
WHERE invoice.customer_id = ?1 ORDER BY invoice.invoice_date DESC, invoice.id DESC LIMIT 5
