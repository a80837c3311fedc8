SELECT invoice.invoice_date, contract.currency, COUNT(*), SUM(invoice.subtotal_minor)
FROM invoice
CROSS JOIN contract ON contract.id = invoice.contract_id
WHERE invoice.status IN ('draft', 'in_review', 'confirmed', 'paid') AND invoice.invoice_date BETWEEN ?1 AND ?2
GROUP BY invoice.invoice_date, contract.currency
ORDER BY invoice.invoice_date, contract.currency
