SELECT found.key, found.name,
       (SELECT COUNT(DISTINCT contract_line.contract_id)
        FROM contract_line_customer JOIN contract_line ON contract_line.id = contract_line_customer.contract_line_id
        WHERE contract_line_customer.customer_id = found.id)
FROM (
    -- Their contracts are counted only of those that are shown.
    SELECT id, key, name
    FROM customer
    WHERE holds_words(name || char(10) || key, ?1)
    ORDER BY NOT begins_with(name, ?1), name, id
    LIMIT ?2
) AS found
ORDER BY NOT begins_with(found.name, ?1), found.name, found.id
