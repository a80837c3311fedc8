SELECT contract_line.id, SUM(share.amount_minor)
FROM contract_line
JOIN share ON share.contract_line_id = contract_line.id
WHERE contract_line.contract_id = ?1 AND share.billing_type = 'chargeable'
  AND share.billing_status IN ('invoice_created', 'invoice_posted')
GROUP BY contract_line.id
