-- As the backlog line by line, and each group once more by age; a group of ages would have to be sorted.
SELECT contract.id, contract.currency, share.billing_status,
       COUNT(CASE WHEN share_date > ?2 THEN 1 END), COALESCE(SUM(CASE WHEN share_date > ?2 THEN amount_minor END), 0),
       COUNT(CASE WHEN share_date > ?3 AND share_date <= ?2 THEN 1 END),
       COALESCE(SUM(CASE WHEN share_date > ?3 AND share_date <= ?2 THEN amount_minor END), 0),
       COUNT(CASE WHEN share_date > ?4 AND share_date <= ?3 THEN 1 END),
       COALESCE(SUM(CASE WHEN share_date > ?4 AND share_date <= ?3 THEN amount_minor END), 0),
       COUNT(CASE WHEN share_date > ?5 AND share_date <= ?4 THEN 1 END),
       COALESCE(SUM(CASE WHEN share_date > ?5 AND share_date <= ?4 THEN amount_minor END), 0),
       COUNT(CASE WHEN share_date <= ?5 THEN 1 END), COALESCE(SUM(CASE WHEN share_date <= ?5 THEN amount_minor END), 0)
FROM contract_line
CROSS JOIN contract ON contract.id = contract_line.contract_id
CROSS JOIN share INDEXED BY share_in_backlog ON share.contract_line_id = contract_line.id
WHERE +contract_line.contract_id IN (SELECT value FROM json_each(?1))
  AND share.billing_status IN ('not_ready', 'ready_to_invoice') AND share.billing_type = 'chargeable'
GROUP BY contract_line.id, share.billing_status
