-- CROSS JOIN holds the order of the join: shares first, each with its neighbour in the transactions.
SELECT share.id, share.customer_id, share.transaction_id, t.class, NULL, t.key, t.transaction_date,
       share.quantity, share.unit_price, share.percent, share.billing_type, share.billing_status, share.amount_minor, share.limit_state
FROM share
CROSS JOIN "transaction" AS t ON t.contract_line_id = share.contract_line_id AND t.id = share.transaction_id
WHERE share.contract_line_id = ?1
  AND share.billing_status = 'ready_to_invoice'
  AND share.billing_status IN ('not_ready', 'ready_to_invoice')  -- names the partial index
