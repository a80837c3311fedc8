SELECT contract.currency, COALESCE(t.key, milestone.key), share.class, share.share_date, contract_line.key, contract_line.name,
       COALESCE(t.description, milestone.name, ''), resource.name, customer.key, customer.name,
       share.quantity, t.unit, share.unit_price, share.percent, share.amount_minor, share.billing_type, share.billing_status,
       (SELECT invoice_id FROM invoice_line_detail AS detail
        WHERE detail.contract_line_id = share.contract_line_id AND detail.share_id = share.id AND kind = 'charge'),
       contract.key, contract.name
FROM contract
JOIN contract_line ON contract_line.contract_id = contract.id
JOIN share ON share.contract_line_id = contract_line.id AND share.billing_status <> 'reversed'
JOIN customer ON customer.id = share.customer_id
LEFT JOIN "transaction" AS t ON t.contract_line_id = share.contract_line_id AND t.id = share.transaction_id
LEFT JOIN milestone ON milestone.id = share.milestone_id
LEFT JOIN resource ON resource.id = t.resource_id
