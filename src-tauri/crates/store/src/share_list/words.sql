SELECT COALESCE(t.description, milestone.name), resource.name, t.unit
FROM share
LEFT JOIN "transaction" AS t ON t.contract_line_id = share.contract_line_id AND t.id = share.transaction_id
LEFT JOIN milestone ON milestone.id = share.milestone_id
LEFT JOIN resource ON resource.id = t.resource_id
WHERE share.contract_line_id = ?1 AND share.id = ?2
