SELECT contract.currency, t.key, t.transaction_date, contract.key, contract.name, contract_line.name,
       COALESCE(t.description, t.class), customer.key, share.amount_minor, share.billing_type = 'chargeable'
FROM schedule_row
JOIN contract_line ON contract_line.id = schedule_row.contract_line_id
JOIN contract ON contract.id = contract_line.contract_id AND contract.status = 'active'
CROSS JOIN share ON share.contract_line_id = contract_line.id
    AND share.billing_status = 'not_ready'
    AND share.billing_status IN ('not_ready', 'ready_to_invoice')  -- names the partial index
CROSS JOIN "transaction" AS t ON t.contract_line_id = share.contract_line_id AND t.id = share.transaction_id
JOIN customer ON customer.id = share.customer_id
WHERE schedule_row.run_date = ?1 AND schedule_row.cut_off_date IS NOT NULL
  AND t.transaction_date <= MIN(schedule_row.cut_off_date, schedule_row.run_date)
ORDER BY contract.id, t.transaction_date, t.key
