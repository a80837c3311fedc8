SELECT contract_id, share.contract_line_id, share.id
FROM share JOIN contract_line ON contract_line.id = share.contract_line_id
WHERE (share.contract_line_id, share.transaction_id) IN
        (SELECT contract_line_id, id FROM "transaction" WHERE key = ?1)
UNION
SELECT contract_id, share.contract_line_id, share.id
FROM share JOIN contract_line ON contract_line.id = share.contract_line_id
WHERE share.milestone_id IN (SELECT id FROM milestone WHERE key = ?1)
ORDER BY 2, 3
