-- In the order of the lines, in which their shares lie, and not by the index of their contracts (hence the +): groups
-- are then told without sorting two million shares.
SELECT contract.id, contract_line.id, contract.currency, share.billing_status, COUNT(*), SUM(share.amount_minor),
       COUNT(CASE WHEN instr(contract_line.transaction_classes, share.class) = 0 THEN 1 END)  -- no class is part of another's word
FROM contract_line
CROSS JOIN contract ON contract.id = contract_line.contract_id
CROSS JOIN share INDEXED BY share_in_backlog ON share.contract_line_id = contract_line.id
WHERE +contract_line.contract_id IN (SELECT value FROM json_each(?1))
  AND share.billing_status IN ('not_ready', 'ready_to_invoice') AND share.billing_type = 'chargeable'
GROUP BY contract_line.id, share.billing_status
