SELECT DISTINCT t.key, COALESCE(t.description, t.key), contract.key FROM share
JOIN "transaction" AS t ON t.contract_line_id = share.contract_line_id AND t.id = share.transaction_id
JOIN contract_line ON contract_line.id = t.contract_line_id
JOIN contract ON contract.id = contract_line.contract_id
WHERE share.customer_id = ?1 LIMIT 5
