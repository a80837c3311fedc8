SELECT t.key, t.class, COALESCE(t.description, ''), t.transaction_date, contract.key, contract.name, contract.currency, t.amount_minor
FROM "transaction" AS t
JOIN contract_line ON contract_line.id = t.contract_line_id
JOIN contract ON contract.id = contract_line.contract_id
WHERE t.key = ?1 AND t.deleted_at IS NULL
UNION ALL
SELECT milestone.key, 'milestone', milestone.name, milestone.milestone_date, contract.key, contract.name, contract.currency, milestone.amount_minor
FROM milestone
JOIN contract_line ON contract_line.id = milestone.contract_line_id
JOIN contract ON contract.id = contract_line.contract_id
WHERE milestone.key = ?1 AND milestone.deleted_at IS NULL
