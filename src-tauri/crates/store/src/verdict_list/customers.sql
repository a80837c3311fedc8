SELECT contract_customer.contract_id, customer.id
FROM contract_customer
CROSS JOIN customer ON customer.id = contract_customer.customer_id
WHERE customer.key LIKE :search ESCAPE '\' OR customer.name LIKE :search ESCAPE '\'
