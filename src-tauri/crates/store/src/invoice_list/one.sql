SELECT invoice.id, invoice.number, invoice.status, customer.key, customer.name, contract.key, contract.name,
       invoice.invoice_date, contract.currency, invoice.total_minor,
       (SELECT COUNT(*) FROM invoice_line WHERE invoice_line.invoice_id = invoice.id)
FROM invoice
JOIN contract ON contract.id = invoice.contract_id
JOIN customer ON customer.id = invoice.customer_id
WHERE invoice.id = ?1
