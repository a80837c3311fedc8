SELECT contract_line.id, contract_line.contract_id, contract_line.position, contract_line.transaction_classes, contract.currency
FROM contract_line
JOIN contract ON contract.id = contract_line.contract_id
WHERE contract_line.contract_id IN (SELECT value FROM json_each(?1))
