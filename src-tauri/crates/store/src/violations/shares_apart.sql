SELECT COALESCE(t.key, milestone.key), share.class, share.share_date
FROM contract_line
CROSS JOIN share ON share.contract_line_id = contract_line.id
LEFT JOIN "transaction" AS t ON t.contract_line_id = share.contract_line_id AND t.id = share.transaction_id
LEFT JOIN milestone ON milestone.id = share.milestone_id
WHERE share.billing_status <> 'reversed' AND (share.class <> COALESCE(t.class, 'milestone') OR share.share_date <> COALESCE(t.transaction_date, milestone.milestone_date))
