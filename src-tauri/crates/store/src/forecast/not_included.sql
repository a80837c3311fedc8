SELECT contract_line.id, COUNT(*), SUM(share.amount_minor), MIN(share.share_date)
FROM contract_line
CROSS JOIN contract ON contract.id = contract_line.contract_id
CROSS JOIN share INDEXED BY share_in_backlog ON share.contract_line_id = contract_line.id
WHERE contract.status = 'active' AND contract_line.billing_method = 'time_and_material'
  AND share.billing_status = 'ready_to_invoice'
  AND share.billing_status IN ('not_ready', 'ready_to_invoice')  -- names the partial index
  AND share.billing_type = 'chargeable'
  AND instr(contract_line.transaction_classes, share.class) = 0  -- no class is part of another's word
GROUP BY contract_line.id
