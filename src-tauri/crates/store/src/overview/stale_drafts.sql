SELECT invoice.id, invoice.contract_id, customer.name, invoice.status, invoice.invoice_date, invoice.subtotal_minor,
       (SELECT COUNT(*) FROM invoice_line_detail AS detail WHERE detail.invoice_id = invoice.id)
FROM invoice
CROSS JOIN customer ON customer.id = invoice.customer_id
WHERE invoice.status IN ('draft', 'in_review') AND invoice.invoice_date <= ?1
ORDER BY invoice.invoice_date, invoice.id
