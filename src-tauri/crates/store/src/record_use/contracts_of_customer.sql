SELECT key, name, key FROM contract
WHERE id IN (SELECT contract_id FROM contract_customer WHERE customer_id = ?1
             UNION SELECT contract_id FROM contract_line_customer
                   JOIN contract_line ON contract_line.id = contract_line_id WHERE customer_id = ?1)
ORDER BY name, key LIMIT 5
