SELECT share.share_date
FROM share INDEXED BY share_in_backlog
WHERE share.contract_line_id = ?1
  AND share.billing_status = ?2
  AND share.billing_status IN ('not_ready', 'ready_to_invoice')  -- names the partial index
  AND share.share_date > ?3 AND share.share_date <= ?4
  AND share.billing_type = 'chargeable'
ORDER BY share.share_date
LIMIT 1
