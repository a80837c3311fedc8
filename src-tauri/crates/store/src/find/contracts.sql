SELECT contract.key, contract.name, customer.name, contract.status
FROM contract
JOIN contract_customer ON contract_customer.contract_id = contract.id AND contract_customer.position = 0
JOIN customer ON customer.id = contract_customer.customer_id
WHERE holds_words(contract.name || char(10) || contract.key || char(10) || customer.name, ?1)
ORDER BY NOT begins_with(contract.key, ?1), NOT begins_with(contract.name, ?1), contract.status = 'closed', contract.name, contract.id
LIMIT ?2
