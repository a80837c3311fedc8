SELECT invoice_line.contract_line_id, SUM(invoice_line.amount_minor)
FROM invoice
CROSS JOIN invoice_line ON invoice_line.invoice_id = invoice.id
WHERE invoice.contract_id = ?1
GROUP BY invoice_line.contract_line_id
