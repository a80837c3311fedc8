SELECT t.key, contract.key, contract_line.key, t.class, t.transaction_date, t.description, role.key, t.category, resource.key,
       t.quantity, t.unit, t.unit_price, t.billing_type
FROM "transaction" AS t
JOIN contract_line ON contract_line.id = t.contract_line_id
JOIN contract ON contract.id = contract_line.contract_id
LEFT JOIN role ON role.id = t.role_id
LEFT JOIN resource ON resource.id = t.resource_id
WHERE t.contract_line_id = ?1 AND t.id = ?2
