-- Each name is found by its key, and its shares by their index: without naming it, SQLite goes through the whole line.
WITH chosen AS MATERIALIZED (SELECT DISTINCT value ->> 0 AS key, value ->> 1 AS customer FROM json_each(:names))
SELECT contract.currency, COUNT(*),
       SUM(CASE WHEN share.billing_type = 'chargeable' THEN share.amount_minor ELSE 0 END)
FROM (
    SELECT share.contract_line_id, share.billing_type, share.billing_status, share.amount_minor
    FROM chosen
    CROSS JOIN customer ON customer.key = chosen.customer
    CROSS JOIN "transaction" AS t ON t.key = chosen.key
    CROSS JOIN share INDEXED BY share_of_transaction
        ON share.contract_line_id = t.contract_line_id AND share.transaction_id = t.id
    WHERE share.customer_id = customer.id
    UNION ALL
    SELECT share.contract_line_id, share.billing_type, share.billing_status, share.amount_minor
    FROM chosen
    CROSS JOIN customer ON customer.key = chosen.customer
    CROSS JOIN milestone ON milestone.key = chosen.key
    CROSS JOIN share INDEXED BY share_of_milestone ON share.milestone_id = milestone.id
    WHERE share.customer_id = customer.id
) AS share
CROSS JOIN contract_line ON contract_line.id = share.contract_line_id
CROSS JOIN contract ON contract.id = contract_line.contract_id
WHERE share.billing_status IN (SELECT value FROM json_each(:statuses))
GROUP BY contract.currency
ORDER BY contract.currency
