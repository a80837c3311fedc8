SELECT contract_line.contract_id, share.id
FROM "transaction" AS t
CROSS JOIN contract_line ON contract_line.id = t.contract_line_id
CROSS JOIN share ON share.contract_line_id = t.contract_line_id AND share.transaction_id = t.id
WHERE t.key = :key
UNION ALL
SELECT contract_line.contract_id, share.id
FROM milestone
CROSS JOIN contract_line ON contract_line.id = milestone.contract_line_id
CROSS JOIN share ON share.milestone_id = milestone.id
WHERE milestone.key LIKE :search ESCAPE '\' OR milestone.name LIKE :search ESCAPE '\'
