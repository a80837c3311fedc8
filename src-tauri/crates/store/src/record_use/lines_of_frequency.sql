SELECT contract_line.key, contract_line.name, contract.key FROM contract_line
JOIN contract ON contract.id = contract_line.contract_id
WHERE contract_line.invoice_frequency_id = ?1 ORDER BY contract.name, contract_line.position LIMIT 5
