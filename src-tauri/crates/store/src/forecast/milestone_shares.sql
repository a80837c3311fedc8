SELECT contract.id, contract_line.id, share.milestone_id, schedule_row.run_date, share.customer_id,
       share.billing_status = 'ready_to_invoice', CASE share.billing_type WHEN 'chargeable' THEN share.amount_minor ELSE 0 END
FROM contract
JOIN contract_line ON contract_line.contract_id = contract.id
CROSS JOIN share INDEXED BY share_in_backlog ON share.contract_line_id = contract_line.id
CROSS JOIN schedule_row ON schedule_row.milestone_id = share.milestone_id
WHERE contract.id IN (SELECT value FROM json_each(?1))
  AND contract.status = 'active' AND contract_line.billing_method = 'fixed_price'
  AND share.billing_status IN ('not_ready', 'ready_to_invoice')
ORDER BY contract.id, schedule_row.run_date, share.milestone_id
