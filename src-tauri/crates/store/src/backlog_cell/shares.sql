-- In the order of the lines, in which their shares lie, and not by the index of their contracts (hence the +).
SELECT share.contract_line_id, share.billing_status, share.class, share.billing_type, share.customer_id, share.share_date,
       share.amount_minor, contract_line.contract_id, contract_line.position, contract_line.transaction_classes, contract.currency
FROM contract_line
CROSS JOIN contract ON contract.id = contract_line.contract_id
CROSS JOIN share INDEXED BY share_in_backlog ON share.contract_line_id = contract_line.id
WHERE +contract_line.contract_id IN (SELECT value FROM json_each(?1))
  AND share.billing_status IN ('not_ready', 'ready_to_invoice')
ORDER BY contract_line.id, share.billing_status, share.share_date
