SELECT customer.key, customer.name,
       (SELECT COUNT(DISTINCT contract_line.contract_id)
        FROM contract_line_customer JOIN contract_line ON contract_line.id = contract_line_customer.contract_line_id
        WHERE contract_line_customer.customer_id = customer.id)
FROM customer
WHERE holds_words(customer.name || char(10) || customer.key, ?1)
ORDER BY NOT begins_with(customer.name, ?1), customer.name, customer.id
LIMIT ?2
