SELECT contract_customer.customer_id
FROM contract_line
CROSS JOIN contract_customer ON contract_customer.contract_id = contract_line.contract_id
WHERE contract_line.id = ?1 AND EXISTS (
    SELECT 1 FROM share INDEXED BY share_in_backlog
    WHERE share.contract_line_id = contract_line.id
      AND share.billing_status = 'ready_to_invoice'
      AND share.billing_status IN ('not_ready', 'ready_to_invoice')  -- names the partial index
      AND share.share_date > ?2 AND share.share_date <= ?3
      AND share.customer_id = contract_customer.customer_id
      AND share.billing_type = 'chargeable' AND share.amount_minor <> 0
      AND instr(contract_line.transaction_classes, share.class) > 0)
