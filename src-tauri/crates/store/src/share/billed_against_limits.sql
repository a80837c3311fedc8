SELECT share.contract_line_id, share.customer_id, SUM(share.amount_minor)
FROM contract_line
CROSS JOIN share ON share.contract_line_id = contract_line.id
WHERE contract_line.contract_id = ?1
  AND share.class <> 'milestone'
  AND share.billing_type = 'chargeable'
  AND share.billing_status = 'invoice_posted'
GROUP BY share.contract_line_id, share.customer_id
