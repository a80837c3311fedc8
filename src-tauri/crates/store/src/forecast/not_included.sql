SELECT COUNT(*), COALESCE(SUM(share.amount_minor), 0), MIN(share.share_date)
FROM contract_line
CROSS JOIN share INDEXED BY share_in_backlog ON share.contract_line_id = contract_line.id
WHERE contract_line.id = ?1
  AND share.billing_status = 'ready_to_invoice'
  AND share.billing_status IN ('not_ready', 'ready_to_invoice')  -- names the partial index
  AND share.billing_type = 'chargeable'
  AND instr(contract_line.transaction_classes, share.class) = 0  -- no class is part of another's word
