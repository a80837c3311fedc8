SELECT contract.currency, substr(invoice.invoice_date, 1, 7) || '-01' AS month,
       SUM(CASE WHEN invoice.status IN ('confirmed', 'paid') THEN invoice.subtotal_minor ELSE 0 END),
       SUM(CASE WHEN invoice.status IN ('draft', 'in_review') THEN invoice.subtotal_minor ELSE 0 END)
FROM invoice
CROSS JOIN contract ON contract.id = invoice.contract_id
GROUP BY contract.currency, month
ORDER BY contract.currency, month
