SELECT contract.currency, invoice.status, SUM(invoice.subtotal_minor)
FROM fitting
CROSS JOIN contract ON contract.id = fitting.id
CROSS JOIN invoice ON invoice.contract_id = contract.id
GROUP BY contract.id, invoice.status
