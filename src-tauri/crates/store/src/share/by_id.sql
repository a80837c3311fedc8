SELECT share.id, share.customer_id, share.transaction_id, t.class, share.milestone_id, COALESCE(t.key, milestone.key),
       COALESCE(t.transaction_date, milestone.milestone_date), share.quantity, share.unit_price, share.percent,
       share.billing_type, share.billing_status, share.amount_minor, share.limit_state
FROM share
LEFT JOIN "transaction" AS t ON t.contract_line_id = share.contract_line_id AND t.id = share.transaction_id
LEFT JOIN milestone ON milestone.id = share.milestone_id
WHERE share.contract_line_id = ?1 AND share.id = ?2 AND share.billing_status <> 'reversed'
