SELECT contract.currency, share.billing_status, SUM(share.amount_minor)
FROM contract
JOIN contract_line ON contract_line.contract_id = contract.id
JOIN share ON share.contract_line_id = contract_line.id
WHERE contract.id = ?1 AND share.billing_type = 'chargeable'
GROUP BY share.billing_status
