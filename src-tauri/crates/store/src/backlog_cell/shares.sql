-- Line by line, in which shares lie together, and by date within a status.
SELECT share.contract_line_id, share.billing_status, share.class, share.billing_type, share.customer_id, share.share_date,
       share.amount_minor
FROM contract_line
CROSS JOIN share INDEXED BY share_in_backlog ON share.contract_line_id = contract_line.id
WHERE contract_line.contract_id IN (SELECT value FROM json_each(?1))
  AND share.billing_status IN ('not_ready', 'ready_to_invoice')
