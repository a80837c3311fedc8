FROM contract_line
CROSS JOIN contract ON contract.id = contract_line.contract_id
CROSS JOIN share INDEXED BY share_in_backlog ON share.contract_line_id = contract_line.id
WHERE share.billing_status IN ('not_ready', 'ready_to_invoice')
  AND (:billing_status IS NULL OR share.billing_status = :billing_status)
  AND (:classes IS NULL OR instr(:classes, ' ' || share.class || ' ') > 0)
  AND (:billing_type IS NULL OR share.billing_type = :billing_type)
  AND (:currency IS NULL OR contract.currency = :currency)
  AND (:contract IS NULL OR contract.key = :contract)
  AND (:customer IS NULL OR share.customer_id = (SELECT id FROM customer WHERE key = :customer))
  AND (:from IS NULL OR share.share_date >= :from)
  AND (:to IS NULL OR share.share_date <= :to)
