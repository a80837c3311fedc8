SELECT contract_line.id
FROM contract_line
JOIN contract ON contract.id = contract_line.contract_id
WHERE holds_words(contract.name || char(10) || contract.key || char(10) || contract_line.name, ?1)
