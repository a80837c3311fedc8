SELECT detail.share_id, COALESCE(t.key, milestone.key), COALESCE(t.class, 'milestone'),
       COALESCE(t.transaction_date, milestone.milestone_date), COALESCE(t.description, milestone.name), resource.name, t.unit,
       detail.billing_type, detail.quantity, detail.unit_price, detail.percent, detail.amount_minor
FROM invoice_line_detail AS detail
JOIN share ON share.contract_line_id = detail.contract_line_id AND share.id = detail.share_id
LEFT JOIN "transaction" AS t ON t.contract_line_id = share.contract_line_id AND t.id = share.transaction_id
LEFT JOIN milestone ON milestone.id = share.milestone_id
LEFT JOIN resource ON resource.id = t.resource_id
WHERE detail.invoice_id = ?1 AND detail.contract_line_id = ?2
ORDER BY detail.position
