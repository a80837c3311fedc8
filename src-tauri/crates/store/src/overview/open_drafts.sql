SELECT contract.currency, COUNT(*), SUM(invoice.subtotal_minor), MIN(invoice.invoice_date)
FROM invoice
CROSS JOIN contract ON contract.id = invoice.contract_id
WHERE invoice.status IN ('draft', 'in_review') AND invoice.invoice_date <= ?1
GROUP BY contract.currency
ORDER BY contract.currency
