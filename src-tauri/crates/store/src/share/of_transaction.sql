-- The index is named, since without statistics the planner would read every share of the line.
SELECT share.id, share.customer_id, share.transaction_id, t.class, NULL, t.key, t.transaction_date,
       share.quantity, share.unit_price, share.percent, share.billing_type, share.billing_status, share.amount_minor, share.limit_state
FROM share INDEXED BY share_of_transaction
CROSS JOIN "transaction" AS t ON t.contract_line_id = share.contract_line_id AND t.id = share.transaction_id
WHERE share.contract_line_id = ?1 AND share.transaction_id = ?2 AND share.billing_status <> 'reversed'
ORDER BY share.id
