SELECT t.key, COALESCE(t.description, t.key), contract.key FROM "transaction" AS t
JOIN contract_line ON contract_line.id = t.contract_line_id
JOIN contract ON contract.id = contract_line.contract_id
WHERE t.unit = ?1 AND t.deleted_at IS NULL LIMIT 5
