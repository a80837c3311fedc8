-- Lines are gone through in the order of their numbers, which the plus sign holds, so that nothing is sorted to be grouped.
SELECT contract.id, contract_line.id, contract.currency, share.billing_status, COUNT(*), SUM(share.amount_minor), 0
FROM contract_line
CROSS JOIN contract ON contract.id = contract_line.contract_id
CROSS JOIN share INDEXED BY share_in_backlog ON share.contract_line_id = contract_line.id
WHERE +contract.id IN (SELECT id FROM fitting)
  AND share.billing_status IN ('not_ready', 'ready_to_invoice') AND share.billing_type = 'chargeable'
GROUP BY contract_line.id, share.billing_status
