SELECT contract.id, contract.currency, invoice.status, SUM(invoice.subtotal_minor)
FROM contract
CROSS JOIN invoice ON invoice.contract_id = contract.id
WHERE contract.id IN (SELECT value FROM json_each(?1))
GROUP BY contract.id, invoice.status
