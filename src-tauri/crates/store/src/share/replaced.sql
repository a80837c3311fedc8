SELECT share.customer_id, COALESCE(t.key, milestone.key), share.transaction_id, share.milestone_id
FROM share
LEFT JOIN "transaction" AS t ON t.contract_line_id = share.contract_line_id AND t.id = share.transaction_id
LEFT JOIN milestone ON milestone.id = share.milestone_id
WHERE share.contract_line_id = ?1 AND share.id = ?2 AND share.billing_status = 'reversed'
