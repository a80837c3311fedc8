SELECT COUNT(*), COALESCE(SUM(share.amount_minor), 0), COALESCE(MIN(share.amount_minor), 0), COALESCE(MAX(share.amount_minor), 0)
FROM contract_line
CROSS JOIN share INDEXED BY share_in_backlog ON share.contract_line_id = contract_line.id
WHERE contract_line.id = ?1 AND contract_line.billing_method = 'time_and_material'
  AND share.billing_status = ?2
  AND share.billing_status IN ('not_ready', 'ready_to_invoice')  -- names the partial index
  AND share.share_date > ?3 AND share.share_date <= ?4
  AND share.billing_type = 'chargeable'
  AND instr(contract_line.transaction_classes, share.class) > 0  -- no class is part of another's word
