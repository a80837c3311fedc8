-- What a price of zero comes to is zero, which the index holds; only such shares are looked at themselves.
SELECT contract.id, contract_line.id, COUNT(DISTINCT share.transaction_id), MIN(share.share_date)
FROM contract_line
CROSS JOIN contract ON contract.id = contract_line.contract_id
CROSS JOIN share AS free INDEXED BY share_in_backlog ON free.contract_line_id = contract_line.id
CROSS JOIN share ON share.contract_line_id = free.contract_line_id AND share.id = free.id
WHERE +contract_line.contract_id IN (SELECT value FROM json_each(?1))
  AND contract.status = 'active'
  AND free.billing_status IN ('not_ready', 'ready_to_invoice')
  AND free.amount_minor = 0 AND free.billing_type = 'chargeable' AND free.class <> 'milestone'
  AND trim(share.unit_price, '0.') = ''
GROUP BY contract_line.id
