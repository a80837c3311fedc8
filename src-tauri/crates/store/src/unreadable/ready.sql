SELECT contract.currency, SUM(share.amount_minor)
FROM contract
JOIN contract_line ON contract_line.contract_id = contract.id
CROSS JOIN share ON share.contract_line_id = contract_line.id
WHERE contract.id = ?1
  AND share.billing_status = 'ready_to_invoice'
  AND share.billing_status IN ('not_ready', 'ready_to_invoice')  -- names the partial index
  AND share.billing_type = 'chargeable'
GROUP BY contract.currency
