SELECT DISTINCT milestone.key, milestone.name, contract.key FROM share
JOIN milestone ON milestone.id = share.milestone_id
JOIN contract_line ON contract_line.id = share.contract_line_id
JOIN contract ON contract.id = contract_line.contract_id
WHERE share.customer_id = ?1 LIMIT 5
