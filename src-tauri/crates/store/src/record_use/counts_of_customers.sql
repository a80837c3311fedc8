SELECT customer.key, COUNT(*) FROM (
    SELECT customer_id, contract_id FROM contract_customer
    UNION
    SELECT contract_line_customer.customer_id, contract_line.contract_id FROM contract_line_customer
    JOIN contract_line ON contract_line.id = contract_line_customer.contract_line_id
) AS named
JOIN customer ON customer.id = named.customer_id
GROUP BY customer.id
